import { regionSchema } from '../../../../shared/contract/region-pack.ts';
import type { RegionChanges, RegionHead, RegionRecord } from '../../../../shared/contract/residency.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { isGroup } from '../../../../shared/rules/residency/geography.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listNamedAreas } from './region-packs.ts';
import { countUses, selectRegions, upsertRegion, type StoredRegion } from './residency-store.ts';

function isEdited({ region, shipped }: StoredRegion): boolean {
  return writeCanonicalJson(region) !== writeCanonicalJson(shipped);
}

/** Has the day passed by which the region's law was to be looked at again? */
export function isRegionStale({ checkBy }: { checkBy: string }, today: string): boolean {
  return checkBy < today;
}

/**
 * Puts the regions that come with this version of Assay into the workspace. A region that somebody has edited keeps its
 * text; what came with Assay stands beside it for comparison. Leaves one line in the trail when anything changed.
 */
export async function installShippedRegions(unit: Unit): Promise<void> {
  const { version, regions } = unit.workspace.regionPack;
  const known = new Map((await selectRegions(unit.transaction)).map((stored) => [stored.region.id, stored]));
  let changed = 0;
  for (const [position, shipped] of regions.entries()) {
    const present = known.get(shipped.id);
    if (present?.packVersion === version) continue;
    const region = present && isEdited(present) ? present.region : shipped;
    const revision = (present?.revision ?? 0) + 1;
    await upsertRegion(unit.transaction, { region, shipped, packVersion: version, position, revision });
    changed += 1;
  }
  if (changed === 0) return;
  const { id } = unit.workspace;
  unit.note({ kind: 'region_pack', id, name: version, facts: { packVersion: version, regions: changed } });
}

/** The regions of the workspace in the order of the pack. */
export function listRegions(executor: Executor): Promise<StoredRegion[]> {
  return selectRegions(executor);
}

function toRecord(stored: StoredRegion, tools: number, today: string): RegionRecord {
  const { region, shipped, packVersion, revision } = stored;
  return {
    region,
    shipped,
    packVersion,
    edited: isEdited(stored),
    stale: isRegionStale(region, today),
    tools,
    revision,
  };
}

/** The head of a region's column. */
export function describeRegionHead({ region }: StoredRegion, today: string): RegionHead {
  const { id, name, group, localisation, rules } = region;
  const assessFirst = rules.conditions.some(({ missing, where }) => missing === 'breach' && where === 'outside');
  return { id, name, group, localisation, assessFirst, stale: isRegionStale(region, today) };
}

/** Every region with what came with Assay beside it, and how many tools are in use there. */
export async function describeRegions(executor: Executor, today: string): Promise<RegionRecord[]> {
  const uses = await countUses(executor);
  return (await selectRegions(executor)).map((stored) => toRecord(stored, uses.get(stored.region.id) ?? 0, today));
}

/** @throws AssayError NOT_FOUND. */
export async function getRegion(executor: Executor, regionId: string): Promise<StoredRegion> {
  const stored = (await selectRegions(executor)).find(({ region }) => region.id === regionId);
  if (!stored) throw new AssayError('NOT_FOUND', `The region ${regionId} is not in the workspace.`);
  return stored;
}

async function saveRegion(unit: Unit, before: StoredRegion, after: StoredRegion): Promise<RegionRecord> {
  await upsertRegion(unit.transaction, { ...after, revision: before.revision + 1 });
  const { id, name } = after.region;
  unit.record({ kind: 'region', id, name, before: { ...before.region }, after: { ...after.region } });
  const uses = await countUses(unit.transaction);
  return toRecord(await getRegion(unit.transaction, id), uses.get(id) ?? 0, unit.today);
}

/**
 * Changes the workspace's copy of a region.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; INVALID_INPUT for dates the wrong way round and groups nobody knows.
 */
export async function changeRegion(
  unit: Unit,
  regionId: string,
  revision: number,
  changes: RegionChanges,
): Promise<RegionRecord> {
  const before = await getRegion(unit.transaction, regionId);
  refuseStaleRevision(before, revision, before.region.name);
  const region = regionSchema.parse({ ...before.region, ...pickGiven(changes) });
  if (region.checkBy <= region.asOf) {
    throw new AssayError('INVALID_INPUT', 'A region is checked again after the day on which it was last checked.', {
      field: 'changes.checkBy',
      remedy: 'Choose a later day to check it again by.',
    });
  }
  const lost = listNamedAreas(region).find((area) => isGroup(area) && !unit.workspace.regionPack.geography.has(area));
  if (lost !== undefined) {
    throw new AssayError('INVALID_INPUT', `The country table has no group "${lost}".`, { field: 'changes.rules' });
  }
  return saveRegion(unit, before, { ...before, region });
}

/**
 * Puts back the text and rules that came with Assay.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE.
 */
export async function restoreRegion(unit: Unit, regionId: string, revision: number): Promise<RegionRecord> {
  const before = await getRegion(unit.transaction, regionId);
  refuseStaleRevision(before, revision, before.region.name);
  return saveRegion(unit, before, { ...before, region: before.shipped });
}
