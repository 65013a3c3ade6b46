import { createHash } from 'node:crypto';
import type { Agreement } from '../../../../shared/contract/agreements.ts';
import type { GapChange } from '../../../../shared/contract/gaps.ts';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import type { Tool } from '../../../../shared/contract/tools.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { isInForce } from '../../../../shared/rules/agreements/lifecycle.ts';
import { coversTool } from '../../../../shared/rules/agreements/missing-agreements.ts';
import {
  approvalBasisSchema,
  listApprovalChanges,
  type ApprovalBasis,
  type ApprovalFacts,
} from '../../../../shared/rules/gaps/approvals.ts';
import { isInUse } from '../../../../shared/rules/vendors.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listVendorAgreements } from '../agreements/agreements.ts';
import { getPerson } from '../people/people.ts';
import { refuseApprovalObstacle } from '../tools/approval.ts';
import { getTool } from '../tools/tools.ts';
import {
  deleteApproval,
  selectApprovals,
  selectGivenAnswers,
  selectHandedIn,
  selectRegisteredTools,
  upsertApproval,
  type HandedIn,
  type RegisteredTool,
  type StoredApproval,
} from './gaps-store.ts';

/** What an approval rests on, as it stands now. */
function describeBasis(
  tool: RegisteredTool,
  agreements: readonly Agreement[],
  assessments: ApprovalBasis['assessments'],
): ApprovalBasis {
  const { status, plan, versionRange, kind, deployment, use, inherentTier, residualBand } = tool;
  return {
    tool: { status, plan, versionRange, kind, deployment, use },
    inherentTier,
    residualBand,
    agreements: agreements
      .filter(({ stateToday, scope }) => isInForce(stateToday) && scope.some((item) => coversTool(item, tool)))
      .map(({ id, code, fileSha256 }) => ({ id, code, fileSha256 })),
    assessments,
  };
}

function readBasis(stored: StoredApproval | undefined): ApprovalBasis | null {
  return stored === undefined ? null : approvalBasisSchema.parse(JSON.parse(stored.basis));
}

/**
 * The assessments with their answers. Those that stand as they did in the basis of their tool are taken from there, so
 * that of many tools only what changed is read.
 */
async function readAssessments(
  executor: Executor,
  handedIn: readonly HandedIn[],
  bases: ReadonlyMap<string, ApprovalBasis>,
): Promise<Map<string, ApprovalBasis['assessments']>> {
  const knownOf = ({ toolId, id, revision }: HandedIn) =>
    bases.get(toolId)?.assessments.find((one) => one.id === id && one.revision === revision)?.answers;
  const changed = handedIn.filter((one) => bases.has(one.toolId) && knownOf(one) === undefined);
  const given = Map.groupBy(
    await selectGivenAnswers(
      executor,
      changed.map(({ id }) => id),
      null,
    ),
    ({ assessmentId }) => assessmentId,
  );
  const byTool = new Map<string, ApprovalBasis['assessments']>();
  for (const one of handedIn) {
    const { toolId, id, code, packId, revision, decision, failedGates } = one;
    const answers =
      knownOf(one) ??
      Object.fromEntries((given.get(id) ?? []).map(({ questionId, state, value }) => [questionId, { state, value }]));
    const list = byTool.get(toolId) ?? [];
    byTool.set(toolId, [...list, { id, code, packId, revision, decision, failedGates, answers }]);
  }
  return byTool;
}

/** What every approval of a tool in use rests on, beside what there is now. */
export async function readApprovalFacts(
  executor: Executor,
  tools: readonly RegisteredTool[],
  handedIn: readonly HandedIn[],
  agreementsOf: (vendorId: string) => readonly Agreement[],
): Promise<ApprovalFacts[]> {
  const stored = new Map((await selectApprovals(executor, null)).map((one) => [one.toolId, one]));
  const bases = new Map<string, ApprovalBasis>();
  for (const { id } of tools) {
    const basis = readBasis(stored.get(id));
    if (basis) bases.set(id, basis);
  }
  const assessments = await readAssessments(executor, handedIn, bases);
  return tools.map((tool) => ({
    tool,
    approvedOn: stored.get(tool.id)?.approvedAt.slice(0, 10) ?? null,
    basis: bases.get(tool.id) ?? null,
    present: describeBasis(tool, agreementsOf(tool.vendor.id), assessments.get(tool.id) ?? []),
  }));
}

/** One tool: what its approval rests on, and what there is now. */
async function readOneApproval(executor: Executor, toolId: string, today: string) {
  const [tool] = await selectRegisteredTools(executor, { toolId });
  if (!tool) throw new AssayError('NOT_FOUND', 'This tool is not in the register.');
  const [stored] = await selectApprovals(executor, toolId);
  const basis = readBasis(stored);
  const held = await listVendorAgreements(executor, tool.vendor.id, today);
  const handedIn = await selectHandedIn(executor, { toolId });
  // A basis without assessments lets every answer be read.
  const empty = { tool, inherentTier: null, residualBand: null, agreements: [], assessments: [] };
  const assessments = await readAssessments(executor, handedIn, new Map([[toolId, basis ?? empty]]));
  const present = describeBasis(
    tool,
    held.map(({ agreement }) => agreement),
    assessments.get(toolId) ?? [],
  );
  return { tool, stored, basis, present };
}

/**
 * Keeps what the approval of a tool rests on, when its status has just let it come into use; forgets it when the tool is
 * out of use. To be called after everything else that a change of status brings about.
 */
export async function keepApprovalBasis(unit: Unit, toolId: string, note: string): Promise<void> {
  const { transaction, actor, today, now } = unit;
  const { tool, stored, basis, present } = await readOneApproval(transaction, toolId, today);
  if (!isInUse(tool.status)) {
    if (stored) await deleteApproval(transaction, toolId);
    return;
  }
  const approvedById = actor === 'assay' ? null : actor.id;
  const id = stored?.id ?? unit.nextId();
  await upsertApproval(transaction, {
    id,
    toolId,
    approvedById,
    approvedAt: now,
    note,
    basis: JSON.stringify(present),
  });
  unit.record({
    kind: 'tool_approval',
    id,
    name: tool.name,
    before: basis && { ...summarise(basis), approvedAt: stored?.approvedAt ?? null },
    after: { ...summarise(present), approvedAt: now, note },
  });
}

/** What the trail keeps of a basis: its facts in short, and the sum of the whole. */
function summarise(basis: ApprovalBasis): Record<string, unknown> {
  const { tool, inherentTier, residualBand, agreements, assessments } = basis;
  return {
    status: tool.status,
    plan: tool.plan,
    versionRange: tool.versionRange,
    deployment: tool.deployment,
    inherentTier,
    residualBand,
    agreements: agreements.map(({ code }) => code),
    assessments: assessments.map(({ code }) => code),
    basisSha256: createHash('sha256').update(writeCanonicalJson(basis)).digest('hex'),
  };
}

interface DescribedApproval {
  standing: 'not_in_use' | 'current' | 'stale' | 'unrecorded';
  approvedAt: string | null;
  approvedBy: PersonReference | null;
  note: string;
  changes: GapChange[];
}

/**
 * Where the approval of a tool stands, with everything that has changed since it was given.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function describeApproval(executor: Executor, toolId: string, today: string): Promise<DescribedApproval> {
  const { tool, stored, basis, present } = await readOneApproval(executor, toolId, today);
  if (!isInUse(tool.status))
    return { standing: 'not_in_use', approvedAt: null, approvedBy: null, note: '', changes: [] };
  if (!stored) return { standing: 'unrecorded', approvedAt: null, approvedBy: null, note: '', changes: [] };
  const approvedOn = stored.approvedAt.slice(0, 10);
  const changes = listApprovalChanges({ tool, approvedOn, basis, present });
  const by = stored.approvedById === null ? null : await getPerson(executor, stored.approvedById);
  return {
    standing: changes.length === 0 ? 'current' : 'stale',
    approvedAt: stored.approvedAt,
    approvedBy: by && { id: by.id, name: by.name, initials: by.initials },
    note: stored.note,
    changes,
  };
}

function refuseOwnApproval(unit: Unit, tool: Tool): void {
  if (unit.actor === 'assay' || tool.owner?.id !== unit.actor.id) return;
  throw new AssayError('FOUR_EYES', `${unit.actor.name} owns ${tool.name} and may not approve it.`, {
    remedy: 'Ask another compliance officer, or give the tool another owner.',
  });
}

/**
 * Approves a tool in use anew, on what is on record now.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES; NOT_ALLOWED_NOW out of use, without a change, or while
 *   agreements or adoption stand in the way.
 */
export async function confirmApproval(unit: Unit, toolId: string, revision: number, note: string): Promise<null> {
  const { transaction, today } = unit;
  const tool = await getTool(transaction, toolId);
  refuseStaleRevision(tool, revision, tool.name);
  refuseOwnApproval(unit, tool);
  const { standing } = await describeApproval(transaction, toolId, today);
  if (standing === 'not_in_use') {
    throw new AssayError('NOT_ALLOWED_NOW', `${tool.name} is not in use, so there is no approval to confirm.`, {
      remedy: 'Approve it in its record.',
    });
  }
  if (standing === 'current') {
    throw new AssayError('NOT_ALLOWED_NOW', `Nothing has changed since ${tool.name} was approved.`);
  }
  await refuseApprovalObstacle(unit, tool);
  await keepApprovalBasis(unit, toolId, note);
  unit.note({ kind: 'tool', id: toolId, name: tool.name, facts: { approvalConfirmed: note } });
  return null;
}
