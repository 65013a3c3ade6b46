import type { Agreement, ScopeItem } from '../../../../shared/contract/agreements.ts';
import type { BaaTrackerRow, PhiExposureRow } from '../../../../shared/contract/phi-exposure.ts';
import { isOver } from '../../../../shared/rules/agreements/lifecycle.ts';
import { listCoveredTools, narrowerUse, worseExposure } from '../../../../shared/rules/phi-exposure.ts';
import type { Executor } from '../../database/tables.ts';
import { listAgreementsOfKind } from '../agreements/agreements.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { listPhiExposures } from './phi-exposure.ts';

function writeScope({ product, plan }: ScopeItem): string {
  return [product, plan].filter(Boolean).join(', ');
}

function summarise(tools: readonly PhiExposureRow[]): Pick<BaaTrackerRow, 'exposure' | 'approvedUse' | 'tools'> {
  const uses = tools.map(({ approvedUse }) => approvedUse);
  return {
    exposure: tools.map(({ exposure }) => exposure).reduce(worseExposure, null),
    approvedUse: uses.length === 0 ? 'not_assessed' : uses.reduce(narrowerUse),
    tools: tools.map(({ tool: { id, name } }) => ({ id, name })),
  };
}

function describeAgreement(agreement: Agreement, tools: readonly PhiExposureRow[]): BaaTrackerRow {
  const { id, code, title, vendor, need, offered, stateToday, signatories } = agreement;
  const hasBoth = (['ours', 'theirs'] as const).every((side) => signatories.some((one) => one.side === side));
  const days = signatories.map(({ signedOn }) => signedOn).sort();
  return {
    vendor,
    agreement: { id, code, title },
    scope: agreement.scope.map(writeScope),
    needed: need.needed,
    offered,
    state: stateToday,
    signedOn: hasBoth ? (days.at(-1) ?? null) : null,
    effectiveOn: agreement.effectiveOn,
    expiresOn: agreement.expiresOn,
    noticeOn: agreement.noticeOn,
    ...summarise(listCoveredTools(agreement, tools)),
  };
}

function describeVendorWithout(tools: readonly PhiExposureRow[], vendor: BaaTrackerRow['vendor']): BaaTrackerRow {
  return {
    vendor,
    agreement: null,
    scope: [],
    needed: null,
    offered: 'unknown',
    state: null,
    signedOn: null,
    effectiveOn: null,
    expiresOn: null,
    noticeOn: null,
    ...summarise(tools),
  };
}

/** What ends soonest first, what has no end last, then by vendor and code. */
function compareRows(one: BaaTrackerRow, other: BaaTrackerRow): number {
  const end = ({ expiresOn }: BaaTrackerRow) => expiresOn ?? '9999-12-31';
  return (
    end(one).localeCompare(end(other)) ||
    one.vendor.name.localeCompare(other.vendor.name) ||
    (one.agreement?.code ?? '').localeCompare(other.agreement?.code ?? '')
  );
}

/**
 * The seed's tracker: each business associate agreement that is not over, and each vendor with a tool in use or under
 * review that health data may reach and that has none.
 */
export async function listBaaTracker(workspace: Workspace, executor: Executor): Promise<BaaTrackerRow[]> {
  const exposures = (await listPhiExposures(workspace, executor, {})).filter(({ status }) => status !== 'retired');
  const byVendor = Map.groupBy(exposures, ({ vendor }) => vendor.id);
  const held = await listAgreementsOfKind(executor, 'baa', workspace.today());
  const present = held.map(({ agreement }) => agreement).filter(({ stateToday }) => !isOver(stateToday));
  const rows = present.map((agreement) => describeAgreement(agreement, byVendor.get(agreement.vendor.id) ?? []));
  const covered = new Set(present.map(({ vendor }) => vendor.id));
  const without = [...byVendor.values()].flatMap((tools) => {
    const exposed = tools.filter(({ phiPossible }) => phiPossible === true);
    const [first] = exposed;
    return first && !covered.has(first.vendor.id) ? [describeVendorWithout(exposed, first.vendor)] : [];
  });
  return [...rows, ...without].sort(compareRows);
}
