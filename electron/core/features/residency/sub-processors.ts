import type {
  ListChanges,
  NewSubProcessor,
  SubProcessor,
  SubProcessorChanges,
  SubProcessorList,
  VendorChain,
} from '../../../../shared/contract/residency.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { makesLoop } from '../../../../shared/rules/residency/chain.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getVendor } from '../vendors/vendors.ts';
import { NO_LIST } from './residency.ts';
import { refreshContradictions } from './residency-findings.ts';
import {
  deleteSubProcessor,
  selectLists,
  selectResidencyTools,
  selectSubProcessor,
  selectSubProcessors,
  upsertList,
  upsertSubProcessor,
} from './residency-store.ts';

/** Sub-processors that one vendor can have on record. */
const MEMBER_LIMIT = 300;

/**
 * The list of a vendor with everybody on it.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function readChain(executor: Executor, vendorId: string): Promise<VendorChain> {
  const { id, name } = await getVendor(executor, vendorId);
  const tools = await selectResidencyTools(executor, { vendorId });
  return {
    vendor: { id, name },
    list: (await selectLists(executor)).get(vendorId) ?? NO_LIST,
    subProcessors: await selectSubProcessors(executor, [vendorId]),
    tools: tools.map((tool) => ({ id: tool.id, name: tool.name })),
  };
}

/**
 * Records when a vendor's list was seen and whether it is complete.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; INVALID_INPUT for a day to come.
 */
export async function saveList(
  unit: Unit,
  vendorId: string,
  revision: number,
  changes: ListChanges,
): Promise<SubProcessorList> {
  const vendor = await getVendor(unit.transaction, vendorId);
  const before = (await selectLists(unit.transaction)).get(vendorId) ?? NO_LIST;
  refuseStaleRevision(before, revision, `The list of ${vendor.name}`);
  const after = { ...before, ...pickGiven(changes), revision: before.revision + 1 };
  refuseComing(unit, after.seenOn, 'changes.seenOn');
  await upsertList(unit.transaction, vendorId, after);
  unit.record({
    kind: 'sub_processor_list',
    id: vendorId,
    name: vendor.name,
    before: before.revision === 0 ? null : { ...before },
    after: { ...after },
  });
  return after;
}

function refuseComing(unit: Unit, day: string | null, field: string): void {
  if (day === null || day <= unit.today) return;
  throw new AssayError('INVALID_INPUT', 'Nothing can have been seen on a day to come.', { field });
}

/** @throws AssayError NOT_FOUND. */
async function getSubProcessor(executor: Executor, id: string): Promise<SubProcessor> {
  const member = await selectSubProcessor(executor, id);
  if (!member) throw new AssayError('NOT_FOUND', 'This sub-processor is not in the workspace.');
  return member;
}

async function refuseFaults(unit: Unit, member: SubProcessor, prefix: string): Promise<void> {
  const { place, parentId, toolIds, seenOn, since, endedOn } = member;
  if ((place.kind === 'country') !== (place.country !== '') && place.kind !== 'own_cloud') {
    throw new AssayError('INVALID_INPUT', 'A place in a country needs the country, and only such a place has one.', {
      field: `${prefix}place`,
      remedy: 'Choose the country, or say that the place is not known.',
    });
  }
  refuseComing(unit, seenOn, `${prefix}seenOn`);
  if (since !== null && endedOn !== null && endedOn < since) {
    throw new AssayError('INVALID_INPUT', 'It cannot have ended before it began.', { field: `${prefix}endedOn` });
  }
  const others = await selectSubProcessors(unit.transaction, [member.vendorId]);
  if (parentId !== null && !others.some(({ id }) => id === parentId)) {
    throw new AssayError('INVALID_INPUT', 'Whoever engages it has to be on the list of the same vendor.', {
      field: `${prefix}parentId`,
    });
  }
  if (makesLoop([...others.filter(({ id }) => id !== member.id), member], member.id, parentId)) {
    throw new AssayError('INVALID_INPUT', 'A sub-processor cannot stand below itself.', { field: `${prefix}parentId` });
  }
  const tools = await selectResidencyTools(unit.transaction, { vendorId: member.vendorId });
  if (!toolIds.every((toolId) => tools.some(({ id }) => id === toolId))) {
    throw new AssayError('INVALID_INPUT', 'It can only work for tools of this vendor.', { field: `${prefix}toolIds` });
  }
}

async function saveMember(unit: Unit, before: SubProcessor | null, after: SubProcessor): Promise<SubProcessor> {
  await refuseFaults(unit, after, before ? 'changes.' : '');
  await upsertSubProcessor(unit.transaction, after);
  await recordMember(unit, before, after);
  await refreshContradictions(unit, { vendorId: after.vendorId });
  return after;
}

async function recordMember(unit: Unit, before: SubProcessor | null, after: SubProcessor | null): Promise<void> {
  const member = after ?? before;
  if (!member) return;
  const { name } = await getVendor(unit.transaction, member.vendorId);
  const describe = ({ id: _id, ...facts }: SubProcessor) => facts;
  unit.record({
    kind: 'sub_processor',
    id: member.id,
    name: `${member.name}, for ${name}`,
    before: before && describe(before),
    after: after && describe(after),
  });
}

/**
 * Puts a sub-processor on the list of a vendor; one that is given no day was seen today.
 *
 * @throws AssayError NOT_FOUND for the vendor, INVALID_INPUT, NOT_ALLOWED_NOW beyond 300.
 */
export async function addSubProcessor(unit: Unit, fields: NewSubProcessor): Promise<SubProcessor> {
  const vendor = await getVendor(unit.transaction, fields.vendorId);
  const present = await selectSubProcessors(unit.transaction, [vendor.id]);
  if (present.length >= MEMBER_LIMIT) {
    throw new AssayError('NOT_ALLOWED_NOW', `${vendor.name} has ${MEMBER_LIMIT} sub-processors on record already.`);
  }
  const member: SubProcessor = {
    id: unit.nextId(),
    role: '',
    sees: 'unknown',
    parentId: null,
    toolIds: [],
    since: null,
    endedOn: null,
    sourceUrl: '',
    note: '',
    ...pickGiven(fields),
    vendorId: vendor.id,
    name: fields.name,
    place: fields.place,
    seenOn: fields.seenOn ?? unit.today,
    revision: 1,
  };
  return saveMember(unit, null, member);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT. */
export async function changeSubProcessor(
  unit: Unit,
  id: string,
  revision: number,
  changes: SubProcessorChanges,
): Promise<SubProcessor> {
  const before = await getSubProcessor(unit.transaction, id);
  refuseStaleRevision(before, revision, before.name);
  return saveMember(unit, before, { ...before, ...pickGiven(changes), revision: before.revision + 1 });
}

/**
 * Takes a sub-processor that engages nobody off the list.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW.
 */
export async function removeSubProcessor(unit: Unit, id: string, revision: number): Promise<null> {
  const before = await getSubProcessor(unit.transaction, id);
  refuseStaleRevision(before, revision, before.name);
  const engaged = (await selectSubProcessors(unit.transaction, [before.vendorId])).filter(
    ({ parentId }) => parentId === id,
  );
  if (engaged.length > 0) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.name} engages ${engaged.map(({ name }) => name).join(', ')}.`, {
      remedy: 'Give them another engager first, or remove them.',
    });
  }
  await deleteSubProcessor(unit.transaction, id);
  await recordMember(unit, before, null);
  await refreshContradictions(unit, { vendorId: before.vendorId });
  return null;
}
