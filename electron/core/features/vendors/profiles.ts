import type { FactDifference, FactFields, ProfilePack, VendorFact } from '../../../../shared/contract/profiles.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { isFactOld, listDifferences, writePackFact } from '../../../../shared/rules/profiles.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { addTool } from '../tools/tools.ts';
import { addVendor, findVendorByNames, getVendor } from './vendors.ts';
import { insertFact, selectFact, selectFacts, updateFact, type StoredFact } from './profiles-store.ts';

function describeFact(fact: StoredFact, today: string): VendorFact {
  const { vendorId: _vendor, origin, removed: _removed, position: _position, ...fields } = fact;
  return { ...fields, profileId: origin?.profileId ?? null, old: isFactOld(fact, today) };
}

/** The profiles of this version, each with the vendor of the register that goes by one of its names. */
export async function listProfiles(executor: Executor, packs: readonly ProfilePack[]) {
  const listed = [];
  for (const { id, title, version, asOf, vendor, tools, facts } of packs) {
    const names = [vendor.name, ...vendor.aliases, ...vendor.formerNames];
    const known = await findVendorByNames(executor, names, vendor.domain);
    listed.push({
      id,
      title,
      version,
      asOf,
      vendorName: vendor.name,
      vendorId: known?.id ?? null,
      tools,
      facts: facts.length,
    });
  }
  return listed;
}

/**
 * The facts of a vendor with what its profile gives otherwise by now.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function readFacts(executor: Executor, vendorId: string, packs: readonly ProfilePack[], today: string) {
  const vendor = await getVendor(executor, vendorId);
  const pack = packs.find(({ id }) => id === vendor.profile);
  const stored = await selectFacts(executor, vendorId);
  const profile = pack ? { id: pack.id, title: pack.title, version: pack.version, asOf: pack.asOf } : null;
  return {
    profile,
    facts: stored.filter(({ removed }) => !removed).map((fact) => describeFact(fact, today)),
    differences: pack ? findDifferences(pack, stored, today) : [],
  };
}

function findDifferences(pack: ProfilePack, stored: readonly StoredFact[], today: string): FactDifference[] {
  const taken = stored.flatMap(({ origin }) => (origin?.profileId === pack.id ? [origin] : []));
  return listDifferences(pack, taken).map(({ profileFactId, offered }) => {
    const fact = stored.find(({ origin, removed }) => !removed && origin?.profileFactId === profileFactId);
    return { profileFactId, present: fact ? describeFact(fact, today) : null, offered };
  });
}

function recordFact(unit: Unit, vendorName: string, before: StoredFact | null, after: StoredFact | null): void {
  const describe = (fact: StoredFact | null) => {
    if (!fact || fact.removed) return null;
    const { topic, plan, value, source, seenOn, confidence } = fact;
    return { topic, plan, value, source, seenOn, confidence };
  };
  const fact = after ?? before;
  if (!fact) return;
  unit.record({
    kind: 'vendor_fact',
    id: fact.vendorId,
    name: vendorName,
    before: describe(before),
    after: describe(after),
  });
}

async function insertPackFact(
  unit: Unit,
  vendor: { id: string; name: string },
  pack: ProfilePack,
  profileFactId: string,
  position: number,
): Promise<void> {
  const given = pack.facts.find(({ id }) => id === profileFactId);
  if (!given) throw new AssayError('NOT_FOUND', `${profileFactId} is not in the profile ${pack.title}.`);
  const taken = writePackFact(pack, given);
  const fact: StoredFact = {
    ...taken,
    id: unit.nextId(),
    vendorId: vendor.id,
    origin: { profileId: pack.id, profileFactId, taken },
    removed: false,
    position,
    revision: 1,
  };
  await insertFact(unit.transaction, fact);
  recordFact(unit, vendor.name, null, fact);
}

/**
 * Adds a vendor from a profile: names, the chosen tools, and its facts as things to verify. It is proposed, not
 * assessed, and answers nothing.
 *
 * @throws AssayError NOT_FOUND for a tool that the profile does not have; INVALID_INPUT as `addVendor` and `addTool` do.
 */
export async function beginFromProfile(
  unit: Unit,
  pack: ProfilePack,
  { tools, ownerId }: { tools: readonly number[]; ownerId: string | null },
): Promise<{ vendorId: string; toolIds: string[] }> {
  const { name, aliases, formerNames, domain } = pack.vendor;
  const vendor = await addVendor(unit, { name, aliases, formerNames, domain, ownerId }, pack.id);
  const toolIds: string[] = [];
  for (const place of new Set(tools)) {
    const tool = pack.tools[place];
    if (!tool) throw new AssayError('NOT_FOUND', `The profile ${pack.title} has no such tool.`, { field: 'tools' });
    toolIds.push((await addTool(unit, { ...tool, vendorId: vendor.id, ownerId })).id);
  }
  for (const [position, { id }] of pack.facts.entries()) await insertPackFact(unit, vendor, pack, id, position);
  return { vendorId: vendor.id, toolIds };
}

function refuseFutureDay(fact: Pick<FactFields, 'seenOn'>, today: string, field: string): void {
  if (fact.seenOn <= today) return;
  throw new AssayError('INVALID_INPUT', 'A fact cannot have been seen in the future.', {
    field,
    remedy: 'Give the day on which you read it.',
  });
}

/** Adds a fact of one's own. @throws AssayError NOT_FOUND for the vendor; INVALID_INPUT for a day to come. */
export async function addFact(unit: Unit, vendorId: string, fields: FactFields): Promise<VendorFact> {
  const vendor = await getVendor(unit.transaction, vendorId);
  refuseFutureDay(fields, unit.today, 'fact.seenOn');
  const present = await selectFacts(unit.transaction, vendorId);
  const position = Math.max(-1, ...present.map((fact) => fact.position)) + 1;
  const fact: StoredFact = {
    ...fields,
    id: unit.nextId(),
    vendorId,
    origin: null,
    removed: false,
    position,
    revision: 1,
  };
  await insertFact(unit.transaction, fact);
  recordFact(unit, vendor.name, null, fact);
  return describeFact(fact, unit.today);
}

async function openFact(unit: Unit, factId: string, revision: number): Promise<StoredFact> {
  const fact = await selectFact(unit.transaction, factId);
  if (!fact || fact.removed) throw new AssayError('NOT_FOUND', 'This fact is not there any more.');
  refuseStaleRevision(fact, revision, 'This fact');
  return fact;
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; INVALID_INPUT for a day to come. */
export async function changeFact(
  unit: Unit,
  factId: string,
  revision: number,
  changes: Partial<{ [Key in keyof FactFields]: FactFields[Key] | undefined }>,
): Promise<VendorFact> {
  const before = await openFact(unit, factId, revision);
  const after: StoredFact = { ...before, ...pickGiven(changes), revision: before.revision + 1 };
  refuseFutureDay(after, unit.today, 'changes.seenOn');
  const { name } = await getVendor(unit.transaction, before.vendorId);
  await updateFact(unit.transaction, after);
  recordFact(unit, name, before, after);
  return describeFact(after, unit.today);
}

/** Takes a fact off the vendor; its profile offers it again only when it says something else. */
export async function removeFact(unit: Unit, factId: string, revision: number): Promise<void> {
  const before = await openFact(unit, factId, revision);
  const { name } = await getVendor(unit.transaction, before.vendorId);
  const after: StoredFact = { ...before, removed: true, revision: before.revision + 1 };
  await updateFact(unit.transaction, after);
  recordFact(unit, name, before, after);
}

/** Keeps in mind what a profile offered and was not taken, so that it is not offered a second time. */
async function turnDown(
  unit: Unit,
  vendorId: string,
  pack: ProfilePack,
  { profileFactId, offered }: FactDifference,
  stored: StoredFact | undefined,
  position: number,
): Promise<void> {
  const origin = { profileId: pack.id, profileFactId, taken: offered };
  if (stored) await updateFact(unit.transaction, { ...stored, origin });
  else {
    await insertFact(unit.transaction, {
      ...offered,
      id: unit.nextId(),
      vendorId,
      origin,
      removed: true,
      position,
      revision: 1,
    });
  }
}

/**
 * Takes the chosen facts of the newest profile in place of what stands on the vendor; the other differences are settled
 * as they are.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW when the vendor did not begin as a profile of this version.
 */
export async function refreshFacts(
  unit: Unit,
  vendorId: string,
  packs: readonly ProfilePack[],
  chosen: readonly string[],
): Promise<{ taken: number; kept: number }> {
  const vendor = await getVendor(unit.transaction, vendorId);
  const pack = packs.find(({ id }) => id === vendor.profile);
  if (!pack) {
    throw new AssayError(
      'NOT_ALLOWED_NOW',
      `${vendor.name} did not begin as a profile, so there is nothing to refresh.`,
    );
  }
  const stored = await selectFacts(unit.transaction, vendorId);
  const differences = findDifferences(pack, stored, unit.today);
  const wanted = new Set(chosen);
  let next = Math.max(-1, ...stored.map(({ position }) => position)) + 1;
  for (const difference of differences) {
    const { profileFactId, offered } = difference;
    const present = stored.find(({ origin }) => origin?.profileFactId === profileFactId);
    if (!wanted.has(profileFactId)) await turnDown(unit, vendorId, pack, difference, present, next++);
    else if (!present) await insertPackFact(unit, vendor, pack, profileFactId, next++);
    else {
      const origin = { profileId: pack.id, profileFactId, taken: offered };
      const after = { ...present, ...offered, origin, removed: false, revision: present.revision + 1 };
      await updateFact(unit.transaction, after);
      recordFact(unit, vendor.name, present, after);
    }
  }
  const taken = differences.filter(({ profileFactId }) => wanted.has(profileFactId)).length;
  return { taken, kept: differences.length - taken };
}
