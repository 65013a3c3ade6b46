import type { AdoptionPack, AdoptionPackItem, AdoptionPhaseId } from '../../../../shared/contract/adoption-pack.ts';
import type { AdoptionChecklist, AdoptionItem } from '../../../../shared/contract/adoption.ts';
import type { LinkedEvidence } from '../../../../shared/contract/evidence.ts';
import {
  isAcceptanceLive,
  isRequired,
  listPackItems,
  ratePhases,
  rateAdoptionItem,
  resolveMonths,
} from '../../../../shared/rules/adoption.ts';
import type { Refusal } from '../../../../shared/rules/vendors.ts';
import type { Executor } from '../../database/tables.ts';
import { findAgreementObstacle } from '../agreements/agreement-obstacles.ts';
import { listLinkedEvidence } from '../evidence/evidence-links.ts';
import { readProofs, writeLostProof, type ProofsOfTool } from './adoption-proofs.ts';
import {
  selectAcceptances,
  selectChecklists,
  selectFlagFindings,
  selectItems,
  selectPacks,
  selectRounds,
  selectTools,
  type ChecklistTool,
  type StoredAcceptance,
  type StoredChecklist,
  type StoredItem,
  type StoredRound,
} from './adoption-store.ts';

/** Rounds that an item shows. */
const SHOWN_ROUNDS = 60;

/** Everything about one checklist that its items are rated from. */
interface Sources {
  tool: ChecklistTool;
  checklist: StoredChecklist;
  items: ReadonlyMap<string, StoredItem>;
  rounds: ReadonlyMap<string, StoredRound[]>;
  acceptances: ReadonlyMap<string, StoredAcceptance>;
  links: ReadonlyMap<string, LinkedEvidence[]>;
  findings: ReadonlyMap<string, { id: string; name: string }>;
  proofs: ProofsOfTool;
  /** The agreements that this use needs and does not have; null when none is missing. */
  missingAgreements: Refusal | null;
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

/** The red flag's id in findings: "A-PRE-1-RF". */
export function writeFlagId(itemId: string): string {
  return `${itemId}-RF`;
}

function describeItem(sources: Sources, phase: AdoptionPhaseId, pack: AdoptionPackItem, today: string): AdoptionItem[] {
  const { tool, checklist } = sources;
  const stored = sources.items.get(pack.id);
  if (!stored) return [];
  const links = sources.links.get(pack.id) ?? [];
  const rounds = sources.rounds.get(pack.id) ?? [];
  const records = (pack.proof && sources.proofs.get(pack.proof)) ?? [];
  const chosen = stored.proof;
  const proof = chosen && (records.find(({ recordId }) => recordId === chosen.recordId) ?? writeLostProof(chosen));
  const hindrance = pack.proof === 'agreements' ? sources.missingAgreements : null;
  const accepted = sources.acceptances.get(pack.id) ?? null;
  const freshMonths = resolveMonths(pack.fresh, tool.inherentTier);
  const cadenceMonths = pack.cadence ? resolveMonths(pack.cadence, tool.inherentTier) : null;
  const rated = rateAdoptionItem(
    {
      state: stored.state,
      flagSeen: stored.flagSeen,
      dueOn: stored.dueOn,
      freshMonths,
      cadenceMonths,
      waivable: pack.waivable,
      hindered: hindrance !== null,
      pieces: links.map(({ evidence }) => evidence),
      proof,
      acceptance: accepted,
      inUseOn: checklist.inUseOn,
      lastRoundOn: rounds[0]?.doneOn ?? null,
    },
    today,
  );
  const { toolId: _toolId, itemId: _itemId, proof: _proof, ...said } = stored;
  return [
    {
      id: pack.id,
      phase,
      label: pack.label,
      text: pack.text,
      guidance: pack.guidance,
      artefact: pack.artefact,
      clauses: pack.clauses,
      weight: pack.weight,
      gate: pack.gate,
      required: isRequired(phase, pack),
      waivable: pack.waivable,
      freshMonths,
      cadenceMonths,
      flag: { title: pack.redFlag.title, effect: pack.redFlag.effect, severity: pack.redFlag.severity },
      ...said,
      finding: sources.findings.get(writeFlagId(pack.id)) ?? null,
      ...rated,
      links,
      proof,
      offers: records.filter(({ holds, recordId }) => holds && recordId !== proof?.recordId).slice(0, 20),
      hindrance,
      acceptance: accepted && {
        approver: accepted.approver,
        reason: accepted.reason,
        acceptedOn: accepted.acceptedOn,
        expiresOn: accepted.expiresOn,
        expired: !isAcceptanceLive(accepted, today),
      },
      rounds: rounds.slice(0, SHOWN_ROUNDS).map(({ id, doneOn, doneBy, note }) => ({ id, doneOn, doneBy, note })),
    },
  ];
}

function describeChecklist(sources: Sources, pack: AdoptionPack, today: string): AdoptionChecklist {
  const { tool, checklist } = sources;
  const items = listPackItems(pack).flatMap(({ phase, item }) => describeItem(sources, phase, item, today));
  const progress = ratePhases(items, checklist.inUseOn !== null);
  return {
    tool,
    packVersion: pack.version,
    packAsOf: pack.asOf,
    frameworks: pack.frameworks,
    phases: pack.phases.flatMap(({ id, title, purpose }) =>
      progress.filter(({ phase }) => phase === id).map((one) => ({ ...one, title, purpose })),
    ),
    items,
    startedOn: checklist.startedOn,
    inUseOn: checklist.inUseOn,
  };
}

/**
 * The checklists of these tools as they stand today: every item with its evidence, its acceptance and what it amounts
 * to. A tool without a checklist has no entry.
 */
export async function readChecklists(
  executor: Executor,
  toolIds: readonly string[],
  today: string,
): Promise<Map<string, AdoptionChecklist>> {
  const checklists = await selectChecklists(executor, toolIds);
  const started = [...checklists.keys()];
  if (started.length === 0) return new Map();
  const tools = await selectTools(executor, started);
  const packs = await selectPacks(executor);
  const items = groupBy(await selectItems(executor, started), ({ toolId }) => toolId);
  const rounds = groupBy(await selectRounds(executor, started), ({ toolId }) => toolId);
  const acceptances = groupBy(await selectAcceptances(executor, started), ({ toolId }) => toolId);
  const findings = groupBy(await selectFlagFindings(executor, started), ({ toolId }) => toolId);
  const links = await listLinkedEvidence(executor, 'adoption_checklist', started, today);
  const proofs = await readProofs(executor, tools, today);
  const missing = new Map<string, Refusal | null>();
  for (const { id } of tools) missing.set(id, await findAgreementObstacle(executor, id, today));
  return new Map(
    tools.flatMap((tool) => {
      const checklist = checklists.get(tool.id);
      const pack = checklist && packs.get(checklist.packVersion);
      if (!checklist || !pack) return [];
      const sources: Sources = {
        tool,
        checklist,
        items: new Map((items.get(tool.id) ?? []).map((item) => [item.itemId, item])),
        rounds: groupBy(rounds.get(tool.id) ?? [], ({ itemId }) => itemId),
        acceptances: new Map((acceptances.get(tool.id) ?? []).map((one) => [one.itemId, one])),
        links: groupBy(links.get(tool.id) ?? [], ({ part }) => part),
        findings: new Map((findings.get(tool.id) ?? []).map(({ ruleId, id, name }) => [ruleId, { id, name }])),
        proofs: proofs.get(tool.id) ?? new Map(),
        missingAgreements: missing.get(tool.id) ?? null,
      };
      return [[tool.id, describeChecklist(sources, pack, today)] as const];
    }),
  );
}
