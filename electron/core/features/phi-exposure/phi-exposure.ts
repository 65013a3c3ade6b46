import type { HipaaRole } from '../../../../shared/contract/agreements.ts';
import type { LinkedEvidence } from '../../../../shared/contract/evidence.ts';
import {
  PHI_FACTORS,
  type PhiExposure,
  type PhiExposureRow,
  type PhiFactor,
  type UseLimit,
} from '../../../../shared/contract/phi-exposure.ts';
import { EVIDENCE_STATES, type EvidenceState } from '../../../../shared/contract/questionnaire-pack.ts';
import type { Band } from '../../../../shared/contract/vendors.ts';
import {
  decideApprovedUse,
  findBaaStanding,
  findPermissibility,
  limitApprovedUse,
  writePhiPart,
} from '../../../../shared/rules/phi-exposure.ts';
import { type PhiRatings, scorePhiExposure } from '../../../../shared/rules/scores/phi-exposure.ts';
import { toNumber } from '../../../../shared/rules/scores/rational.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listAgreementsOfKind, listVendorAgreements, type HeldAgreement } from '../agreements/agreements.ts';
import { listLinkedEvidence } from '../evidence/evidence-links.ts';
import { describeModel } from '../scores/scores.ts';
import { getHipaaRole } from '../settings/settings.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import {
  savePhiExposure,
  selectExposedTools,
  selectPhiFactors,
  upsertPhiFactor,
  type ExposedTool,
  type StoredFactor,
} from './phi-exposure-store.ts';

/** A tool with all that its exposure follows from. */
interface ReadExposure {
  tool: ExposedTool;
  factors: readonly StoredFactor[];
  links: readonly LinkedEvidence[];
}

/** What else the use of every tool follows from. */
interface Surroundings {
  agreements: readonly HeldAgreement[];
  hipaaRole: HipaaRole;
}

function findStrongest(links: readonly LinkedEvidence[], factor: PhiFactor): EvidenceState {
  const states = links
    .filter(({ part }) => part === writePhiPart(factor))
    .map(({ evidence }) => EVIDENCE_STATES.indexOf(evidence.effectiveState));
  return EVIDENCE_STATES[Math.max(0, ...states)] ?? 'none';
}

function toRatings({ factors, links }: ReadExposure): PhiRatings {
  const ratings = PHI_FACTORS.map((factor) => [
    factor,
    {
      level: factors.find((one) => one.factor === factor)?.level ?? null,
      evidence: findStrongest(links, factor),
    },
  ]);
  return Object.fromEntries(ratings) as PhiRatings;
}

function withoutCritical(band: Band): Exclude<Band, 'critical'> {
  return band === 'critical' ? 'high' : band;
}

function describeRow(workspace: Workspace, read: ReadExposure, around: Surroundings): PhiExposureRow {
  const { tool, factors } = read;
  const { model } = workspace.models.newest('phi-exposure');
  const isRated = factors.length > 0;
  const result = scorePhiExposure(model, toRatings(read));
  const exposure = isRated ? withoutCritical(result.exposure) : null;
  const agreements = around.agreements.map(({ agreement }) => agreement);
  const ofVendor = agreements.filter(({ vendor }) => vendor.id === tool.vendor.id);
  const baa = findBaaStanding(tool, ofVendor);
  const computed = decideApprovedUse(exposure, baa, around.hipaaRole);
  const decided = limitApprovedUse(computed, tool.limit);
  return {
    tool: { id: tool.id, code: tool.code, name: tool.name },
    vendor: tool.vendor,
    plan: tool.plan,
    users: tool.users,
    status: tool.status,
    phiPossible: tool.phiPossible,
    rated: factors.length,
    sum: isRated ? result.sum : null,
    exposure,
    completeness: toNumber(result.completeness) / 100,
    confidence: toNumber(result.confidence) / 100,
    unknown: result.unknown,
    baa,
    permissible: findPermissibility(baa, around.hipaaRole),
    computedUse: computed.use,
    approvedUse: decided.use,
    useReason: decided.reason,
  };
}

/** Every tool, or those of a vendor, with its exposure and what it may be used for today. */
export async function listPhiExposures(
  workspace: Workspace,
  executor: Executor,
  of: { vendorId?: string | undefined },
): Promise<PhiExposureRow[]> {
  const today = workspace.today();
  const tools = await selectExposedTools(executor, of);
  const factors = Map.groupBy(await selectPhiFactors(executor, null), ({ toolId }) => toolId);
  const ids = tools.map(({ id }) => id);
  const links = await listLinkedEvidence(executor, 'tool', ids, today);
  const agreements =
    of.vendorId === undefined
      ? await listAgreementsOfKind(executor, 'baa', today)
      : await listVendorAgreements(executor, of.vendorId, today);
  const byVendor = Map.groupBy(agreements, ({ agreement }) => agreement.vendor.id);
  const hipaaRole = await getHipaaRole(executor);
  return tools.map((tool) =>
    describeRow(
      workspace,
      { tool, factors: factors.get(tool.id) ?? [], links: links.get(tool.id) ?? [] },
      { agreements: byVendor.get(tool.vendor.id) ?? [], hipaaRole },
    ),
  );
}

async function readExposure(executor: Executor, toolId: string, today: string): Promise<ReadExposure> {
  const [tool] = await selectExposedTools(executor, { toolId });
  if (!tool) throw new AssayError('NOT_FOUND', 'This tool is not in the register.');
  const links = await listLinkedEvidence(executor, 'tool', [toolId], today);
  return { tool, factors: await selectPhiFactors(executor, toolId), links: links.get(toolId) ?? [] };
}

/**
 * The exposure of one tool with every factor.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function getPhiExposure(workspace: Workspace, executor: Executor, toolId: string): Promise<PhiExposure> {
  const today = workspace.today();
  const read = await readExposure(executor, toolId, today);
  const { tool, factors, links } = read;
  const around = {
    agreements: await listVendorAgreements(executor, tool.vendor.id, today),
    hipaaRole: await getHipaaRole(executor),
  };
  const days = factors.map(({ ratedOn }) => ratedOn).sort();
  return {
    ...describeRow(workspace, read, around),
    factors: PHI_FACTORS.map((factor) => {
      const rated = factors.find((one) => one.factor === factor);
      return {
        factor,
        level: rated?.level ?? null,
        reason: rated?.reason ?? '',
        evidence: findStrongest(links, factor),
        ratedBy: rated?.ratedBy ?? null,
        ratedOn: rated?.ratedOn ?? null,
      };
    }),
    limit: tool.limit,
    limitReason: tool.limitReason,
    model: describeModel(workspace.models.newest('phi-exposure')),
    ratedOn: days.at(-1) ?? null,
    revision: tool.revision,
  };
}

/** What the model rates of a tool, and when it was last rated; null before the first rating. */
export async function readPhiRatings(workspace: Workspace, executor: Executor, toolId: string) {
  const read = await readExposure(executor, toolId, workspace.today());
  return { ratings: toRatings(read), computedAt: read.tool.computedAt };
}

function toFacts(exposure: PhiExposure): Record<string, unknown> {
  const { factors, limit, limitReason, exposure: band, sum } = exposure;
  const ratings = factors
    .filter(({ reason }) => reason !== '')
    .map(({ factor, level, reason }) => [`factor.${factor}`, { level, reason }]);
  return { ...Object.fromEntries(ratings), sum, exposure: band, limit, limitReason };
}

/** Writes a change of one tool's exposure with its result and its entry in the trail. */
async function changeExposure(
  unit: Unit,
  toolId: string,
  revision: number,
  write: (before: PhiExposure) => Promise<Partial<Pick<PhiExposure, 'limit' | 'limitReason'>>>,
): Promise<PhiExposure> {
  const { transaction, workspace, now } = unit;
  const before = await getPhiExposure(workspace, transaction, toolId);
  refuseStaleRevision(before, revision, `The PHI exposure of ${before.tool.name}`);
  const { limit, limitReason } = before;
  const stored = { limit, limitReason, revision: before.revision + 1 };
  const model = workspace.models.newest('phi-exposure');
  const save = async (changed: typeof stored, { sum, exposure }: PhiExposure) =>
    savePhiExposure(transaction, toolId, {
      ...changed,
      sum,
      band: exposure,
      model: sum === null ? null : describeModel(model),
      computedAt: sum === null ? null : now,
    });
  // The factors refer to this row, which is there only from the first change on.
  await save(stored, before);
  const changed = { ...stored, ...(await write(before)) };
  await save(changed, await getPhiExposure(workspace, transaction, toolId));
  const after = await getPhiExposure(workspace, transaction, toolId);
  unit.record({
    kind: 'phi_exposure',
    id: toolId,
    name: after.tool.name,
    before: before.revision === 1 && before.rated === 0 && before.limit === null ? null : toFacts(before),
    after: toFacts(after),
  });
  return after;
}

function refuseEmptyReason(reason: string, what: string, remedy: string): void {
  if (reason.trim() !== '') return;
  throw new AssayError('INVALID_INPUT', `${what} needs a reason.`, { field: 'reason', remedy });
}

/**
 * Rates one factor; the level null says that it is not known.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT without a reason.
 */
export async function ratePhiFactor(
  unit: Unit,
  toolId: string,
  revision: number,
  { factor, level, reason }: { factor: PhiFactor; level: number | null; reason: string },
): Promise<PhiExposure> {
  refuseEmptyReason(reason, 'A rating', 'Say what the level rests on, or why it is not known.');
  return changeExposure(unit, toolId, revision, async () => {
    const ratedById = unit.actor === 'assay' ? null : unit.actor.id;
    await upsertPhiFactor(unit.transaction, { toolId, factor, level, reason, ratedById, ratedOn: unit.today });
    return {};
  });
}

/**
 * Allows a tool less than the rule does; null takes the limit off.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT without a reason.
 */
export async function limitToolUse(
  unit: Unit,
  toolId: string,
  revision: number,
  { limit, reason }: { limit: UseLimit | null; reason: string },
): Promise<PhiExposure> {
  refuseEmptyReason(reason, 'A limit', 'Say why less is allowed than the rule allows, or why the limit goes.');
  return changeExposure(unit, toolId, revision, () => Promise.resolve({ limit, limitReason: reason }));
}
