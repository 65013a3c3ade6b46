import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { NewVendor, RegisterStatus, Vendor, VendorChanges } from '../../../../shared/contract/vendors.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { cleanOtherNames } from '../../../../shared/rules/names.ts';
import { findStatusRefusal, findToolsInUseRefusal } from '../../../../shared/rules/vendors.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { requireActivePerson } from '../people/people.ts';
import {
  insertVendor,
  selectNamesake,
  selectToolsInUse,
  selectVendor,
  selectVendorPage,
  updateVendor,
  type NamesakeVendor,
  type StoredVendor,
} from './vendors-store.ts';

/** @throws AssayError NOT_FOUND. */
export async function getVendor(executor: Executor, vendorId: string): Promise<Vendor> {
  const vendor = await selectVendor(executor, vendorId);
  if (!vendor) throw new AssayError('NOT_FOUND', 'This vendor is not in the register.');
  return vendor;
}

/** A page of the register of vendors; for a report the limit may be any. */
export function listVendors(executor: Executor, list: ListInput) {
  return selectVendorPage(executor, list);
}

/**
 * The vendor that goes by one of these names (its own, an alias or a former one; case does not matter) or has this
 * domain; null when there is none. An empty domain matches nothing.
 */
export async function findVendorByNames(
  executor: Executor,
  names: readonly string[],
  domain: string,
  exceptId: string | null = null,
): Promise<NamesakeVendor | null> {
  return (await selectNamesake(executor, names, domain, exceptId)) ?? null;
}

async function refuseNamesake(executor: Executor, vendor: StoredVendor): Promise<void> {
  const names = [vendor.name, ...vendor.aliases, ...vendor.formerNames];
  const namesake = await findVendorByNames(executor, names, vendor.domain, vendor.id);
  if (!namesake) return;
  const { name, code, by, matched } = namesake;
  const how = {
    name: `${name} (${code}) is in the register already.`,
    alias: `${name} (${code}) is also known as ${matched}.`,
    former: `${name} (${code}) was formerly called ${matched}.`,
    domain: `${name} (${code}) has the domain ${matched} already.`,
  };
  throw new AssayError('INVALID_INPUT', how[by], {
    field: by === 'domain' ? 'domain' : 'name',
    remedy: 'Open that record instead, or give this one another name.',
  });
}

/** What the trail keeps of a vendor: everything that stands in its own record. */
function describeVendor(vendor: Vendor): Record<string, unknown> {
  const { id: _id, inherentTier: _tier, residual: _residual, counts: _counts, ...facts } = vendor;
  return facts;
}

function toStored(vendor: Vendor): StoredVendor {
  const { owner, inherentTier: _tier, residual: _residual, counts: _counts, ...stored } = vendor;
  return { ...stored, ownerId: owner?.id ?? null };
}

async function recordChange(unit: Unit, before: Vendor | null, vendorId: string): Promise<Vendor> {
  const after = await getVendor(unit.transaction, vendorId);
  unit.record({
    kind: 'vendor',
    id: after.id,
    name: after.name,
    before: before && describeVendor(before),
    after: describeVendor(after),
  });
  return after;
}

/**
 * Adds a vendor within a unit of work.
 *
 * @param profile id of the starter profile that it began as.
 * @param standing its status from the start, for one that comes from a list.
 * @throws AssayError INVALID_INPUT when another vendor has one of its names or its domain, or the owner is not active.
 */
export async function addVendor(
  unit: Unit,
  fields: NewVendor,
  profile: string | null = null,
  standing: Pick<StoredVendor, 'status' | 'statusReason'> = { status: 'proposed', statusReason: '' },
): Promise<Vendor> {
  const given = pickGiven(fields);
  const vendor: StoredVendor = {
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'VN'),
    legalName: '',
    domain: '',
    country: '',
    description: '',
    ownerId: null,
    businessCritical: null,
    nextReviewOn: null,
    contacts: [],
    ...given,
    name: fields.name,
    aliases: cleanOtherNames(fields.name, given.aliases ?? []),
    formerNames: cleanOtherNames(fields.name, given.formerNames ?? []),
    profile,
    ...standing,
    createdAt: unit.now,
    revision: 1,
  };
  await requireActivePerson(unit.transaction, vendor.ownerId, 'ownerId');
  await refuseNamesake(unit.transaction, vendor);
  await insertVendor(unit.transaction, vendor);
  return recordChange(unit, null, vendor.id);
}

async function saveVendor(unit: Unit, before: Vendor, changed: StoredVendor): Promise<Vendor> {
  await updateVendor(unit.transaction, { ...changed, revision: before.revision + 1 });
  return recordChange(unit, before, before.id);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, and INVALID_INPUT as `addVendor` does. */
export async function changeVendor(
  unit: Unit,
  vendorId: string,
  revision: number,
  changes: VendorChanges,
): Promise<Vendor> {
  const before = await getVendor(unit.transaction, vendorId);
  refuseStaleRevision(before, revision, before.name);
  const stored = toStored(before);
  const changed = { ...stored, ...pickGiven(changes) };
  changed.aliases = cleanOtherNames(changed.name, changed.aliases);
  changed.formerNames = cleanOtherNames(changed.name, changed.formerNames);
  if (changed.ownerId !== stored.ownerId)
    await requireActivePerson(unit.transaction, changed.ownerId, 'changes.ownerId');
  await refuseNamesake(unit.transaction, changed);
  return saveVendor(unit, before, changed);
}

/**
 * Moves a vendor to another status.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW for a move or a reason that is missing.
 */
export async function changeVendorStatus(
  unit: Unit,
  vendorId: string,
  revision: number,
  { status, reason }: { status: RegisterStatus; reason: string },
): Promise<Vendor> {
  const before = await getVendor(unit.transaction, vendorId);
  refuseStaleRevision(before, revision, before.name);
  const refusal =
    findStatusRefusal(before, status, reason) ??
    findToolsInUseRefusal(before, status, await selectToolsInUse(unit.transaction, vendorId));
  if (refusal) throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { field: 'status', remedy: refusal.remedy });
  return saveVendor(unit, before, { ...toStored(before), status, statusReason: reason });
}
