import type { Override } from '../../../../shared/contract/residency.ts';
import { compareResults } from '../../../../shared/rules/residency/assess-basis.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson } from '../people/people.ts';
import { dateOverride, readCell } from './residency.ts';
import { selectOverride, selectOverrides, upsertOverride, type StoredOverride } from './residency-store.ts';

/** @throws AssayError NOT_FOUND. */
async function getOverride(executor: Executor, overrideId: string): Promise<StoredOverride> {
  const override = await selectOverride(executor, overrideId);
  if (!override) throw new AssayError('NOT_FOUND', 'This override is not in the workspace.');
  return override;
}

async function actorOf({ actor, transaction }: Unit) {
  if (actor === 'assay') throw new Error('An override is a decision of people');
  const { id, name, initials } = await getPerson(transaction, actor.id);
  return { id, name, initials };
}

async function saveOverride(unit: Unit, before: StoredOverride | null, after: StoredOverride, name: string) {
  await upsertOverride(unit.transaction, after);
  const describe = ({ id: _id, ...facts }: StoredOverride) => facts;
  unit.record({
    kind: 'residency_override',
    id: after.id,
    name,
    before: before && describe(before),
    after: describe(after),
  });
  return dateOverride(after, unit.today);
}

async function nameCell(unit: Unit, { toolId, regionId }: Pick<Override, 'toolId' | 'regionId'>) {
  const cell = await readCell(unit.workspace, unit.transaction, toolId, regionId);
  return { cell, name: `${cell.tool.name}, ${cell.region.name}` };
}

/**
 * Proposes to treat a cell as better than it was worked out, until a day. It counts nothing before an officer approves
 * it, and never replaces what was computed.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW where the tool is not used, another one stands, or it would make nothing
 * better; INVALID_INPUT for a day that is not to come.
 */
export async function proposeOverride(
  unit: Unit,
  fields: Pick<Override, 'toolId' | 'regionId' | 'result' | 'reason' | 'expiresOn'>,
): Promise<Override> {
  const { cell, name } = await nameCell(unit, fields);
  if (cell.result === null) {
    throw new AssayError('NOT_ALLOWED_NOW', `${cell.tool.name} is not in use in ${cell.region.name}.`);
  }
  if (compareResults(fields.result, cell.result) >= 0) {
    throw new AssayError('NOT_ALLOWED_NOW', 'An override has to be better than what was worked out.', {
      field: 'result',
      remedy: 'Mend the facts instead if the cell should be worse.',
    });
  }
  if (fields.expiresOn <= unit.today) {
    throw new AssayError('INVALID_INPUT', 'An override must end on a day to come.', {
      field: 'expiresOn',
      remedy: 'Choose the day on which the cell is to be looked at again.',
    });
  }
  const present = (await selectOverrides(unit.transaction, { toolId: fields.toolId }))
    .filter(({ regionId }) => regionId === fields.regionId)
    .map((one) => dateOverride(one, unit.today));
  if (present.some(({ state }) => state === 'live' || state === 'proposed')) {
    throw new AssayError('NOT_ALLOWED_NOW', 'This cell has an override already.', {
      remedy: 'Withdraw it first, then propose another.',
    });
  }
  const override: StoredOverride = {
    ...fields,
    id: unit.nextId(),
    computed: cell.result,
    proposedBy: await actorOf(unit),
    proposedAt: unit.now,
    approvedBy: null,
    approvedAt: null,
    withdrawnAt: null,
    revision: 1,
  };
  return saveOverride(unit, null, override, name);
}

/**
 * Approves a proposed override in the name of the unit's actor, who did not propose it.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, NOT_ALLOWED_NOW.
 */
export async function approveOverride(unit: Unit, overrideId: string, revision: number): Promise<Override> {
  const before = await getOverride(unit.transaction, overrideId);
  const { name } = await nameCell(unit, before);
  refuseStaleRevision(before, revision, name);
  const approvedBy = await actorOf(unit);
  if (before.proposedBy?.id === approvedBy.id) {
    throw new AssayError('FOUR_EYES', `${approvedBy.name} proposed this override and may not approve it.`, {
      remedy: 'Ask another compliance officer.',
    });
  }
  if (dateOverride(before, unit.today).state !== 'proposed') {
    throw new AssayError('NOT_ALLOWED_NOW', 'Only a proposed override that has not run out can be approved.');
  }
  const after = { ...before, approvedBy, approvedAt: unit.now, revision: before.revision + 1 };
  return saveOverride(unit, before, after, name);
}

/**
 * Takes an override back before it ends.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW.
 */
export async function withdrawOverride(unit: Unit, overrideId: string, revision: number): Promise<Override> {
  const before = await getOverride(unit.transaction, overrideId);
  const { name } = await nameCell(unit, before);
  refuseStaleRevision(before, revision, name);
  if (before.withdrawnAt !== null) throw new AssayError('NOT_ALLOWED_NOW', 'This override was withdrawn already.');
  return saveOverride(unit, before, { ...before, withdrawnAt: unit.now, revision: before.revision + 1 }, name);
}
