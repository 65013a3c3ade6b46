import { DATA_KINDS, type Region } from '../../../../shared/contract/region-pack.ts';
import type { NewUse, RegionUse, UseChanges, UseData } from '../../../../shared/contract/residency.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getTool } from '../tools/tools.ts';
import { getOption } from './deployment-options.ts';
import { getRegion } from './region-records.ts';
import { deleteUse, selectUse, selectUses, upsertUse } from './residency-store.ts';

const NOT_ASKED = Object.fromEntries(DATA_KINDS.map((kind) => [kind, null])) as UseData;

/** @throws AssayError NOT_FOUND. */
async function getUse(executor: Executor, useId: string): Promise<RegionUse> {
  const use = await selectUse(executor, useId);
  if (!use) throw new AssayError('NOT_FOUND', 'This use of a tool in a region is not in the workspace.');
  return use;
}

function describeUse(use: RegionUse): Record<string, unknown> {
  const { id: _id, bases, conditions, data, ...facts } = use;
  return {
    ...facts,
    ...Object.fromEntries(Object.entries(data).map(([kind, value]) => [`data.${kind}`, value])),
    ...Object.fromEntries(bases.map(({ basisId, ...basis }) => [`basis.${basisId}`, basis])),
    ...Object.fromEntries(conditions.map(({ conditionId, ...condition }) => [`condition.${conditionId}`, condition])),
  };
}

async function recordUse(unit: Unit, before: RegionUse | null, after: RegionUse | null): Promise<void> {
  const use = after ?? before;
  if (!use) return;
  const { name } = await getTool(unit.transaction, use.toolId);
  const { region } = await getRegion(unit.transaction, use.regionId);
  unit.record({
    kind: 'region_use',
    id: use.id,
    name: `${name}, ${region.name}`,
    before: before && describeUse(before),
    after: after && describeUse(after),
  });
}

async function refuseForeignOption(unit: Unit, toolId: string, optionId: string | null, field: string): Promise<void> {
  if (optionId === null) return;
  const option = await getOption(unit.transaction, optionId);
  if (option.toolId === toolId) return;
  throw new AssayError('INVALID_INPUT', `${option.name} is an option of another tool.`, { field });
}

/**
 * Says that a tool is used in a region; what is left out is not said yet.
 *
 * @throws AssayError NOT_FOUND; INVALID_INPUT when it is said already, or for an option of another tool.
 */
export async function startUse(unit: Unit, fields: NewUse): Promise<RegionUse> {
  const { toolId, regionId } = fields;
  const tool = await getTool(unit.transaction, toolId);
  const { region } = await getRegion(unit.transaction, regionId);
  const present = await selectUses(unit.transaction, { toolId });
  if (present.some((use) => use.regionId === regionId)) {
    throw new AssayError('INVALID_INPUT', `${tool.name} is in use in ${region.name} already.`, { field: 'regionId' });
  }
  const use: RegionUse = {
    id: unit.nextId(),
    optionId: null,
    data: NOT_ASKED,
    bases: [],
    conditions: [],
    note: '',
    ...pickGiven(fields),
    toolId,
    regionId,
    revision: 1,
  };
  await refuseForeignOption(unit, toolId, use.optionId, 'optionId');
  refuseUnknownRules(use, region, unit.today, '');
  await upsertUse(unit.transaction, use);
  await recordUse(unit, null, use);
  return use;
}

function refuseUnknownRules(use: RegionUse, { name, rules }: Region, today: string, prefix: string): void {
  const bases = new Set(rules.transfer?.bases.map(({ id }) => id));
  const conditions = new Set(rules.conditions.map(({ id }) => id));
  const lost =
    use.bases.find(({ basisId }) => !bases.has(basisId))?.basisId ??
    use.conditions.find(({ conditionId }) => !conditions.has(conditionId))?.conditionId;
  if (lost !== undefined) {
    throw new AssayError('INVALID_INPUT', `The rules of ${name} have no "${lost}".`, {
      field: `${prefix}bases`,
      remedy: 'Choose one of the bases and conditions that the region knows.',
    });
  }
  const days = [
    ...use.bases.flatMap((basis) => [basis.checkedOn, basis.signedOn, basis.assessedOn, basis.filedOn]),
    ...use.conditions.map(({ on }) => on),
  ];
  if (days.some((day) => day !== null && day > today)) {
    throw new AssayError('INVALID_INPUT', 'What is on record cannot have happened on a day to come.', {
      field: `${prefix}bases`,
      remedy: 'Give the day on which it was signed, checked or filed, once it was.',
    });
  }
}

/**
 * Changes what is on record for a tool in a region: the option in use, the data, transfer bases and conditions.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT.
 */
export async function changeUse(unit: Unit, useId: string, revision: number, changes: UseChanges): Promise<RegionUse> {
  const before = await getUse(unit.transaction, useId);
  const { region } = await getRegion(unit.transaction, before.regionId);
  refuseStaleRevision(before, revision, region.name);
  const after: RegionUse = { ...before, ...pickGiven(changes), revision: before.revision + 1 };
  await refuseForeignOption(unit, before.toolId, after.optionId, 'changes.optionId');
  refuseUnknownRules(after, region, unit.today, 'changes.');
  await upsertUse(unit.transaction, after);
  await recordUse(unit, before, after);
  return after;
}

/**
 * Says that a tool is no longer used in a region. Its overrides stay in the trail.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE.
 */
export async function endUse(unit: Unit, useId: string, revision: number): Promise<null> {
  const before = await getUse(unit.transaction, useId);
  refuseStaleRevision(before, revision, before.regionId);
  await deleteUse(unit.transaction, useId);
  await recordUse(unit, before, null);
  return null;
}
