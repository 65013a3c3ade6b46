import type {
  DeploymentOption,
  LocationFact,
  NewOption,
  OptionChanges,
} from '../../../../shared/contract/residency.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { isGroup } from '../../../../shared/rules/residency/geography.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getTool } from '../tools/tools.ts';
import { refreshContradictions } from './residency-findings.ts';
import { deleteOption, selectOption, selectOptions, selectUses, upsertOption } from './residency-store.ts';

/** Options that one tool can have. */
const OPTION_LIMIT = 20;
const NO_CLAIM = { text: '', areas: [], statedOn: null, sourceUrl: '' };

/** @throws AssayError NOT_FOUND. */
export async function getOption(executor: Executor, optionId: string): Promise<DeploymentOption> {
  const option = await selectOption(executor, optionId);
  if (!option) throw new AssayError('NOT_FOUND', 'This deployment option is not in the workspace.');
  return option;
}

/** What the trail keeps: each location as a field of its own, so that a change of one is seen as such. */
function describeOption(option: DeploymentOption): Record<string, unknown> {
  const { id: _id, locations, claim, ...facts } = option;
  const claimed = Object.fromEntries(Object.entries(claim).map(([key, value]) => [`claim.${key}`, value]));
  return { ...facts, ...claimed, ...Object.fromEntries(locations.map(({ location, ...fact }) => [location, fact])) };
}

async function recordOption(unit: Unit, before: DeploymentOption | null, after: DeploymentOption | null) {
  const option = after ?? before;
  if (!option) return;
  const { name } = await getTool(unit.transaction, option.toolId);
  unit.record({
    kind: 'deployment_option',
    id: option.id,
    name: `${name}, ${option.name}`,
    before: before && describeOption(before),
    after: after && describeOption(after),
  });
}

/**
 * Adds a deployment option; what is left out is empty.
 *
 * @throws AssayError NOT_FOUND for the tool; INVALID_INPUT for a name that is taken and as `changeOption`
 * does; NOT_ALLOWED_NOW beyond 20.
 */
export async function addOption(unit: Unit, fields: NewOption): Promise<DeploymentOption> {
  const { toolId, name } = fields;
  const tool = await getTool(unit.transaction, toolId);
  const present = await selectOptions(unit.transaction, { toolId });
  if (present.length >= OPTION_LIMIT) {
    throw new AssayError('NOT_ALLOWED_NOW', `${tool.name} has ${OPTION_LIMIT} options already.`, {
      remedy: 'Remove one that is no longer offered.',
    });
  }
  refuseNamesake(present, { id: '', name }, 'name');
  const number = Math.max(0, ...present.map((one) => one.number)) + 1;
  const empty: DeploymentOption = {
    id: unit.nextId(),
    toolId,
    number,
    name,
    claim: NO_CLAIM,
    locations: [],
    note: '',
    revision: 1,
  };
  const given = { ...empty, ...pickGiven(fields), name };
  const option = { ...given, locations: dateLocations(unit, empty, given.locations) };
  refuseFaults(unit, option);
  await upsertOption(unit.transaction, option);
  await recordOption(unit, null, option);
  await refreshContradictions(unit, { toolId });
  return option;
}

function refuseNamesake(
  present: readonly DeploymentOption[],
  { id, name }: { id: string; name: string },
  field: string,
) {
  if (!present.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase())) return;
  throw new AssayError('INVALID_INPUT', `The tool has an option of the name ${name} already.`, { field });
}

function refuseFaults(unit: Unit, { claim, locations }: DeploymentOption): void {
  const lost = claim.areas.find((area) => isGroup(area) && !unit.workspace.regionPack.geography.has(area));
  if (lost !== undefined) {
    throw new AssayError('INVALID_INPUT', `The country table has no group "${lost}".`, {
      field: 'changes.claim.areas',
    });
  }
  if (new Set(locations.map(({ location }) => location)).size !== locations.length) {
    throw new AssayError('INVALID_INPUT', 'A location stands in the list twice.', { field: 'changes.locations' });
  }
  const unclear = locations
    .flatMap(({ places }) => places)
    .find(({ kind, country }) => (kind === 'country') !== (country !== '') && kind !== 'own_cloud');
  if (unclear) {
    throw new AssayError('INVALID_INPUT', 'A place in a country needs the country, and only such a place has one.', {
      field: 'changes.locations',
      remedy: 'Choose the country, or say that the place is not known.',
    });
  }
  const future = [claim.statedOn, ...locations.map(({ seenOn }) => seenOn)].find(
    (day) => day !== null && day > unit.today,
  );
  if (future) {
    throw new AssayError('INVALID_INPUT', 'Nothing can have been seen on a day to come.', {
      field: 'changes.locations',
      remedy: 'Give the day on which the source was looked at.',
    });
  }
}

/** A location whose places are new was seen today, unless another day is given. */
function dateLocations(unit: Unit, before: DeploymentOption, locations: readonly LocationFact[]): LocationFact[] {
  return locations.map((fact) => {
    if (fact.seenOn !== null || fact.places.length === 0) return fact;
    const known = before.locations.find(({ location }) => location === fact.location);
    const isSame = known?.seenOn === null && JSON.stringify(known.places) === JSON.stringify(fact.places);
    return isSame ? fact : { ...fact, seenOn: unit.today };
  });
}

/**
 * Changes a deployment option: its name, what the vendor claims, and its six entered locations. What contradicts the
 * claim then raises a finding, and one that no longer holds is closed.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT.
 */
export async function changeOption(
  unit: Unit,
  optionId: string,
  revision: number,
  changes: OptionChanges,
): Promise<DeploymentOption> {
  const before = await getOption(unit.transaction, optionId);
  refuseStaleRevision(before, revision, before.name);
  const changed: DeploymentOption = { ...before, ...pickGiven(changes), revision: before.revision + 1 };
  const after = { ...changed, locations: dateLocations(unit, before, changed.locations) };
  refuseNamesake(await selectOptions(unit.transaction, { toolId: before.toolId }), after, 'changes.name');
  refuseFaults(unit, after);
  await upsertOption(unit.transaction, after);
  await recordOption(unit, before, after);
  await refreshContradictions(unit, { toolId: before.toolId });
  return after;
}

/**
 * Removes an option that no region uses.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW.
 */
export async function removeOption(unit: Unit, optionId: string, revision: number): Promise<null> {
  const before = await getOption(unit.transaction, optionId);
  refuseStaleRevision(before, revision, before.name);
  const uses = await selectUses(unit.transaction, { toolId: before.toolId });
  const users = uses.filter((use) => use.optionId === optionId).map(({ regionId }) => regionId);
  if (users.length > 0) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.name} is in use in ${users.join(', ')}.`, {
      remedy: 'Choose another option for these regions first.',
    });
  }
  await deleteOption(unit.transaction, optionId);
  await recordOption(unit, before, null);
  await refreshContradictions(unit, { toolId: before.toolId });
  return null;
}
