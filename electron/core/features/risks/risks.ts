import type { Person } from '../../../../shared/contract/people.ts';
import type { NewRisk, NewRiskControl, Risk, RiskChanges, RiskListInput } from '../../../../shared/contract/risks.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { hasOutgrown, toRiskInput } from '../../../../shared/rules/risks.ts';
import { bandOf } from '../../../../shared/rules/scores/bands.ts';
import { scoreResidual, type RiskInput } from '../../../../shared/rules/scores/residual.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listLinkedEvidence, unlinkEvidence } from '../evidence/evidence-links.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import {
  insertRisk,
  selectKnownTargets,
  selectOrigins,
  selectRisk,
  selectRisks,
  selectVendorsOfRisk,
  selectVendorsOnEvidence,
  selectWaitingCount,
  updateRisk,
  type StoredControl,
  type StoredRisk,
} from './risks-store.ts';

/** Risks that a register shows; a map has no pages. */
const RISK_LIMIT = 2000;
const ALL: RiskListInput = { state: 'all' };

async function withEvidence(executor: Executor, stored: readonly StoredRisk[], today: string) {
  const ids = stored.map(({ id }) => id);
  const links = await listLinkedEvidence(executor, 'risk', ids, today);
  return stored.map((risk) => ({ risk, input: toRiskInput(risk, links.get(risk.id) ?? []) }));
}

/** The risks that count for a vendor, by code, without their scores. */
export function listRisksOfVendor(executor: Executor, vendorId: string): Promise<StoredRisk[]> {
  return selectRisks(executor, { ...ALL, vendorId }, RISK_LIMIT);
}

/** The risks that count for a vendor as the model `residual` takes them, with what their evidence is worth today. */
export async function readRiskInputs(executor: Executor, vendorId: string, today: string): Promise<RiskInput[]> {
  const stored = await listRisksOfVendor(executor, vendorId);
  return (await withEvidence(executor, stored, today)).map(({ input }) => input);
}

/**
 * One risk as the model `residual` takes it, with its code and title.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function readRiskInput(executor: Executor, riskId: string, today: string) {
  const risk = await requireRisk(executor, riskId);
  const [read] = await withEvidence(executor, [risk], today);
  if (!read) throw new Error(`${risk.code} was read and is gone`);
  return { code: risk.code, title: risk.title, input: read.input };
}

async function describeRisks(
  { models }: Pick<Workspace, 'models'>,
  executor: Executor,
  stored: readonly StoredRisk[],
  today: string,
): Promise<Risk[]> {
  const { model } = models.newest('residual');
  const read = await withEvidence(executor, stored, today);
  const inputs = read.map(({ input }) => input);
  const result = scoreResidual(model, { risks: inputs, openRedFlags: [], failedGates: [], asOf: today });
  return read.flatMap(({ risk: { origin: _origin, ...risk }, input }, index) => {
    const line = result.risks[index];
    if (!line) return [];
    const { acceptance } = risk;
    const { likelihood, impact, value } = line.before;
    return [
      {
        ...risk,
        inherent: { likelihood, impact, score: value, band: bandOf(value, model.bounds) },
        residual: { ...line.after, score: line.value, band: line.band },
        controls: risk.controls.map((control, place) => ({
          ...control,
          evidence: input.controls[place]?.evidence ?? null,
          stale: input.controls[place]?.stale ?? false,
          steps: line.controls[place]?.steps ?? 0,
          evidenceIndex: [...(input.controls[place]?.sources ?? [])],
        })),
        acceptance: acceptance && {
          ...acceptance,
          expired: line.acceptance === 'expired',
          outgrown: hasOutgrown(acceptance, line.value),
        },
      },
    ];
  });
}

/** The risks that fit, by code, each with its scores by the newest model and what its evidence is worth today. */
export async function listScoredRisks(workspace: Workspace, list: RiskListInput = ALL): Promise<Risk[]> {
  const stored = await selectRisks(workspace.queries, list, RISK_LIMIT);
  return describeRisks(workspace, workspace.queries, stored, workspace.today());
}

/** @throws AssayError NOT_FOUND. */
export async function getScoredRisk(workspace: Workspace, executor: Executor, riskId: string): Promise<Risk> {
  const [risk] = await describeRisks(workspace, executor, [await requireRisk(executor, riskId)], workspace.today());
  if (!risk) throw new Error('A risk was read and has no score');
  return risk;
}

/** The vendors whose residual risk a risk can move. */
export function listVendorsOfRisk(executor: Executor, riskId: string): Promise<string[]> {
  return selectVendorsOfRisk(executor, riskId);
}

/** The vendors with an open risk that rests on this evidence; on any evidence when none is named. */
export function listVendorsOnEvidence(executor: Executor, evidenceId: string | null): Promise<string[]> {
  return selectVendorsOnEvidence(executor, evidenceId);
}

async function requireRisk(executor: Executor, riskId: string): Promise<StoredRisk> {
  const risk = await selectRisk(executor, riskId);
  if (!risk) throw new AssayError('NOT_FOUND', 'This risk is not in the workspace.');
  return risk;
}

async function recordChange(unit: Unit, before: StoredRisk | null, riskId: string): Promise<Risk> {
  const stored = await requireRisk(unit.transaction, riskId);
  unit.record({
    kind: 'risk',
    id: stored.id,
    name: `${stored.code} ${stored.title}`,
    before: before && { ...before },
    after: { ...stored },
  });
  return getScoredRisk(unit.workspace, unit.transaction, riskId);
}

async function findOwner(executor: Executor, ownerId: string | null, field: string): Promise<StoredRisk['owner']> {
  if (ownerId === null) return null;
  await requireActivePerson(executor, ownerId, field);
  const { id, name, initials } = await getPerson(executor, ownerId);
  return { id, name, initials };
}

async function findLinks(executor: Executor, targets: NonNullable<NewRisk['links']>): Promise<StoredRisk['links']> {
  const wanted = new Map(targets.map((target) => [`${target.kind} ${target.id}`, target]));
  const found = await selectKnownTargets(executor, [...wanted.values()]);
  if (found.length < wanted.size) {
    throw new AssayError('NOT_FOUND', 'A record that this risk should be linked to is not in the workspace.');
  }
  return found;
}

/** The controls as they will be stored: known ones keep their id and what is not given, new ones get an id. */
function mergeControls(
  unit: Unit,
  given: readonly NewRiskControl[],
  present: readonly StoredControl[],
): StoredControl[] {
  return given.map(({ id, ...fields }) => {
    const known = present.find((control) => control.id === id);
    if (id !== undefined && !known)
      throw new AssayError('NOT_FOUND', `The control "${fields.name}" is not in this risk.`);
    const base = known ?? { id: unit.nextId(), reduces: 'likelihood' as const, stated: null, note: '' };
    return { ...base, ...pickGiven(fields), name: fields.name };
  });
}

function requireSingleIds(given: readonly NewRiskControl[]): void {
  const ids = given.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) {
    throw new AssayError('INVALID_INPUT', 'A control stands twice in the list.', { field: 'changes.controls' });
  }
}

/**
 * Adds a risk under the next code R-nnn. Who calls it refreshes the residual score of its vendors.
 *
 * @param begun where it began in a pack, and that nobody has judged it yet.
 * @throws AssayError NOT_FOUND for a link; INVALID_INPUT for an owner who is not active.
 */
export async function addRisk(
  unit: Unit,
  fields: NewRisk,
  begun: { origin: string | null; suggested: boolean } = { origin: null, suggested: false },
): Promise<Risk> {
  const { transaction } = unit;
  const { ownerId = null, links = [], controls = [], ...given } = pickGiven(fields);
  const risk: StoredRisk = {
    id: unit.nextId(),
    code: await takeNextCode(transaction, 'R'),
    description: '',
    category: 'operational',
    rationale: '',
    treatment: 'reduce',
    plan: '',
    treatmentDueOn: null,
    reviewOn: null,
    ...given,
    ...begun,
    title: fields.title,
    likelihood: fields.likelihood,
    impact: fields.impact,
    controls: mergeControls(unit, controls, []),
    links: await findLinks(transaction, links),
    owner: await findOwner(transaction, ownerId, 'ownerId'),
    open: true,
    closure: null,
    acceptance: null,
    createdAt: unit.now,
    revision: 1,
  };
  await insertRisk(transaction, risk);
  return recordChange(unit, null, risk.id);
}

/** What an acceptance was given on; a risk that is judged anew has to be accepted anew. */
function isJudgedAnew(before: StoredRisk, after: StoredRisk): boolean {
  const judged = ({ likelihood, impact, controls }: StoredRisk) =>
    writeCanonicalJson({ likelihood, impact, controls: controls.map(({ note: _note, ...control }) => control) });
  return judged(before) !== judged(after);
}

/** Evidence behind a control that is no more stands behind nothing. */
async function dropEvidence(unit: Unit, before: StoredRisk, after: StoredRisk): Promise<void> {
  const kept = new Set(after.controls.map(({ id }) => id));
  const gone = before.controls.filter(({ id }) => !kept.has(id));
  if (gone.length === 0) return;
  const links = (await listLinkedEvidence(unit.transaction, 'risk', [before.id], unit.today)).get(before.id) ?? [];
  for (const { part, evidence } of links.filter((link) => gone.some(({ id }) => id === link.part))) {
    await unlinkEvidence(unit, { recordKind: 'risk', recordId: before.id, part }, evidence.id);
  }
}

async function readForChange(unit: Unit, riskId: string, revision: number): Promise<StoredRisk> {
  const before = await requireRisk(unit.transaction, riskId);
  refuseStaleRevision(before, revision, before.code);
  return before;
}

async function saveChange(unit: Unit, before: StoredRisk, changes: Partial<StoredRisk>): Promise<Risk> {
  await updateRisk(unit.transaction, { ...before, ...changes, revision: before.revision + 1 });
  return recordChange(unit, before, before.id);
}

/**
 * Changes an open risk. A change of likelihood, impact or controls ends its acceptance; giving likelihood or impact
 * judges a suggested one. Who calls it refreshes the residual score of the vendors before and after.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT; NOT_ALLOWED_NOW for a closed one.
 */
export async function changeRisk(unit: Unit, riskId: string, revision: number, changes: RiskChanges): Promise<Risk> {
  const { transaction } = unit;
  const before = await readForChange(unit, riskId, revision);
  if (!before.open) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.code} is closed and stays as it was.`, {
      remedy: 'Open it again to change it.',
    });
  }
  const { ownerId, links, controls, ...given } = pickGiven(changes);
  const after: StoredRisk = { ...before, ...given };
  if (controls) {
    requireSingleIds(controls);
    after.controls = mergeControls(unit, controls, before.controls);
  }
  if (links) after.links = await findLinks(transaction, links);
  if (ownerId !== undefined && ownerId !== (before.owner?.id ?? null)) {
    after.owner = await findOwner(transaction, ownerId, 'changes.ownerId');
  }
  if (given.likelihood !== undefined || given.impact !== undefined) after.suggested = false;
  if (isJudgedAnew(before, after)) after.acceptance = null;
  await dropEvidence(unit, before, after);
  return saveChange(unit, before, after);
}

/**
 * Closes a risk, which then counts nowhere, or opens it again. A closed risk has no acceptance.
 *
 * @param reason why it is no risk any more; null opens it again.
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW when it is so already.
 */
export async function setRiskClosure(
  unit: Unit,
  riskId: string,
  revision: number,
  reason: string | null,
): Promise<Risk> {
  const { actor, today } = unit;
  const before = await readForChange(unit, riskId, revision);
  const closing = reason !== null;
  if (closing !== before.open) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.code} is ${before.open ? 'open' : 'closed'} already.`);
  }
  if (!closing) return saveChange(unit, before, { open: true, closure: null });
  if (actor === 'assay') throw new Error('A risk is closed by a person');
  const by = await findOwner(unit.transaction, actor.id, 'actor');
  return saveChange(unit, before, { open: false, closure: { by, on: today, reason }, acceptance: null });
}

/**
 * Accepts an open risk until a day, in the name of the unit's actor, at the residual risk that it has today. The owner
 * of a risk may not accept it. An accepted risk counts in every score all the same.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, INVALID_INPUT, NOT_ALLOWED_NOW.
 */
export async function acceptRisk(
  unit: Unit,
  riskId: string,
  revision: number,
  { reason, expiresOn }: { reason: string; expiresOn: string },
): Promise<Risk> {
  const { transaction, workspace, actor, today } = unit;
  const before = await readForChange(unit, riskId, revision);
  if (actor === 'assay') throw new Error('A risk is accepted by a person');
  if (before.owner?.id === actor.id) {
    throw new AssayError('FOUR_EYES', `${actor.name} owns ${before.code} and may not accept it.`, {
      remedy: 'Ask another compliance officer, or give the risk another owner.',
    });
  }
  if (!before.open) throw new AssayError('NOT_ALLOWED_NOW', `${before.code} is closed; there is nothing to accept.`);
  if (before.suggested) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.code} has not been judged yet.`, {
      remedy: 'Judge its likelihood and impact first; a suggestion cannot be accepted.',
    });
  }
  if (expiresOn <= today) {
    throw new AssayError('INVALID_INPUT', 'An acceptance must end on a day to come.', {
      field: 'expiresOn',
      remedy: 'Choose the day on which the risk is to be looked at again.',
    });
  }
  const { residual } = await getScoredRisk(workspace, transaction, riskId);
  const { id, name, initials } = await getPerson(transaction, actor.id);
  const acceptance = { approver: { id, name, initials }, reason, expiresOn, score: residual.score };
  return saveChange(unit, before, { acceptance, treatment: 'accept' });
}

/**
 * Takes the acceptance of a risk back, before its day.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW when it is not accepted.
 */
export async function withdrawAcceptance(unit: Unit, riskId: string, revision: number): Promise<Risk> {
  const before = await readForChange(unit, riskId, revision);
  if (!before.acceptance) throw new AssayError('NOT_ALLOWED_NOW', `${before.code} is not accepted.`);
  return saveChange(unit, before, { acceptance: null });
}

/**
 * Open risks that wait for a person: own ones with a review or treatment due or an acceptance that has ended, and, for
 * those who may judge, suggestions that nobody has judged.
 */
export function countWaitingRisks(
  executor: Executor,
  person: Pick<Person, 'id' | 'role'>,
  today: string,
): Promise<number> {
  const judges = person.role === 'compliance_officer' || person.role === 'security_reviewer';
  return selectWaitingCount(executor, person.id, judges, today);
}

/** The usual risks of the pack, each with the code of the risk that began as it. */
export async function listStartingRisks({ riskPack, queries }: Workspace) {
  const origins = await selectOrigins(queries);
  const { id, version, asOf, sources } = riskPack;
  return {
    pack: { id, version, asOf, sources },
    risks: riskPack.risks.map((risk) => ({ ...risk, presentCode: origins.get(risk.id) ?? null })),
  };
}

/**
 * Puts chosen risks of the pack into the register with their controls, as suggestions that nobody has judged. One that
 * began there before is left out.
 *
 * @throws AssayError NOT_FOUND for an id that the pack does not have.
 */
export async function addStartingRisks(unit: Unit, ids: readonly string[]): Promise<number> {
  const { risks } = unit.workspace.riskPack;
  const origins = await selectOrigins(unit.transaction);
  const chosen = ids.map((id) => {
    const risk = risks.find((one) => one.id === id);
    if (!risk) throw new AssayError('NOT_FOUND', `The pack has no risk "${id}".`);
    return risk;
  });
  const missing = [...new Set(chosen)].filter(({ id }) => !origins.has(id));
  for (const { id, controls, ...risk } of missing) {
    await addRisk(
      unit,
      { ...risk, controls: controls.map((control) => ({ ...control })) },
      { origin: id, suggested: true },
    );
  }
  return missing.length;
}
