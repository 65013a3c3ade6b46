import type { NewRisk, Risk, RiskChanges } from '../../../../shared/contract/risks.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { toRiskInput } from '../../../../shared/rules/risks.ts';
import { scoreResidual } from '../../../../shared/rules/scores/residual.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import { getVendor } from '../vendors/vendors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { insertRisk, selectRisk, selectRisksOfVendor, updateRisk, type StoredRisk } from './risks-store.ts';

/** The risks of a vendor by code, without their scores: what the residual score is worked out from. */
export function listRisksOfVendor(executor: Executor, vendorId: string): Promise<StoredRisk[]> {
  return selectRisksOfVendor(executor, vendorId);
}

/** The risks of a vendor as the page shows them, each with its score by the newest model and today's acceptance. */
export async function listScoredRisks(workspace: Workspace, vendorId: string): Promise<Risk[]> {
  const { model } = workspace.models.newest('residual');
  const stored = await listRisksOfVendor(workspace.queries, vendorId);
  return describeRisks(stored, model, workspace.today());
}

function describeRisks(
  stored: readonly StoredRisk[],
  model: Parameters<typeof scoreResidual>[0],
  today: string,
): Risk[] {
  const result = scoreResidual(model, {
    risks: stored.map(toRiskInput),
    openRedFlags: [],
    failedGates: [],
    asOf: today,
  });
  const lines = new Map(result.risks.map((line) => [line.id, line]));
  return stored.flatMap((risk) => {
    const line = lines.get(risk.id);
    if (!line) return [];
    const acceptance = risk.acceptance && { ...risk.acceptance, expired: line.acceptance === 'expired' };
    return [{ ...risk, score: line.value, band: line.band, acceptance }];
  });
}

/** @throws AssayError NOT_FOUND. */
async function getRisk(executor: Executor, riskId: string): Promise<StoredRisk> {
  const risk = await selectRisk(executor, riskId);
  if (!risk) throw new AssayError('NOT_FOUND', 'This risk is not in the workspace.');
  return risk;
}

async function recordChange(unit: Unit, before: StoredRisk | null, riskId: string): Promise<Risk> {
  const stored = await getRisk(unit.transaction, riskId);
  const { model } = unit.workspace.models.newest('residual');
  const [after] = describeRisks([stored], model, unit.today);
  if (!after) throw new Error(`${stored.code} has no score`);
  unit.record({
    kind: 'risk',
    id: after.id,
    name: `${after.code} ${after.title}`,
    before: before && { ...before },
    after: { ...stored },
  });
  return after;
}

async function findOwner(executor: Executor, ownerId: string | null, field: string): Promise<StoredRisk['owner']> {
  if (ownerId === null) return null;
  await requireActivePerson(executor, ownerId, field);
  const { id, name, initials } = await getPerson(executor, ownerId);
  return { id, name, initials };
}

/**
 * Adds a risk of a vendor under the next code R-nnn. Who calls it refreshes the vendor's residual score.
 *
 * @throws AssayError NOT_FOUND for the vendor; INVALID_INPUT for an owner who is not active.
 */
export async function addRisk(unit: Unit, fields: NewRisk): Promise<Risk> {
  const { transaction } = unit;
  const { ownerId = null, ...given } = pickGiven(fields);
  const vendor = await getVendor(transaction, fields.vendorId);
  const risk: StoredRisk = {
    id: unit.nextId(),
    code: await takeNextCode(transaction, 'R'),
    description: '',
    controls: [],
    treatment: 'reduce',
    open: true,
    ...given,
    vendorId: vendor.id,
    title: fields.title,
    likelihood: fields.likelihood,
    impact: fields.impact,
    owner: await findOwner(transaction, ownerId, 'ownerId'),
    acceptance: null,
    revision: 1,
  };
  await insertRisk(transaction, risk);
  return recordChange(unit, null, risk.id);
}

/** What an acceptance was given on; a risk that is judged anew has to be accepted anew. */
function isJudgedAnew(before: StoredRisk, after: StoredRisk): boolean {
  const judged = ({ likelihood, impact, controls }: StoredRisk) => writeCanonicalJson({ likelihood, impact, controls });
  return judged(before) !== judged(after);
}

/**
 * Changes a risk. A change of likelihood, impact or controls ends its acceptance. Who calls it refreshes the vendor's
 * residual score.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT.
 */
export async function changeRisk(unit: Unit, riskId: string, revision: number, changes: RiskChanges): Promise<Risk> {
  const { transaction } = unit;
  const before = await getRisk(transaction, riskId);
  refuseStaleRevision(before, revision, before.code);
  const { ownerId, ...given } = pickGiven(changes);
  const after: StoredRisk = { ...before, ...given, revision: before.revision + 1 };
  if (ownerId !== undefined && ownerId !== (before.owner?.id ?? null)) {
    after.owner = await findOwner(transaction, ownerId, 'changes.ownerId');
  }
  if (isJudgedAnew(before, after)) after.acceptance = null;
  await updateRisk(transaction, after);
  return recordChange(unit, before, riskId);
}

/**
 * Accepts an open risk until a day, in the name of the unit's actor. The owner of a risk may not accept it. An accepted
 * risk counts in every score all the same.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, INVALID_INPUT, NOT_ALLOWED_NOW.
 */
export async function acceptRisk(
  unit: Unit,
  riskId: string,
  revision: number,
  { reason, expiresOn }: { reason: string; expiresOn: string },
): Promise<Risk> {
  const { transaction, actor, today } = unit;
  const before = await getRisk(transaction, riskId);
  refuseStaleRevision(before, revision, before.code);
  if (actor === 'assay') throw new Error('A risk is accepted by a person');
  if (before.owner?.id === actor.id) {
    throw new AssayError('FOUR_EYES', `${actor.name} owns ${before.code} and may not accept it.`, {
      remedy: 'Ask another compliance officer, or give the risk another owner.',
    });
  }
  if (!before.open) throw new AssayError('NOT_ALLOWED_NOW', `${before.code} is closed; there is nothing to accept.`);
  if (expiresOn <= today) {
    throw new AssayError('INVALID_INPUT', 'An acceptance must end on a day to come.', {
      field: 'expiresOn',
      remedy: 'Choose the day on which the risk is to be looked at again.',
    });
  }
  const { id, name, initials } = await getPerson(transaction, actor.id);
  const acceptance = { approver: { id, name, initials }, reason, expiresOn };
  await updateRisk(transaction, { ...before, acceptance, treatment: 'accept', revision: before.revision + 1 });
  return recordChange(unit, before, riskId);
}
