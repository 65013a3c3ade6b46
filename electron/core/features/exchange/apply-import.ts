import type { NewTool } from '../../../../shared/contract/tools.ts';
import type { NewVendor, RegisterStatus, Vendor } from '../../../../shared/contract/vendors.ts';
import {
  readContacts,
  type CheckedList,
  type NewVendorPlan,
  type RowPlan,
} from '../../../../shared/rules/exchange/check-rows.ts';
import type { RowFields } from '../../../../shared/rules/exchange/row-fields.ts';
import { foldValue } from '../../../../shared/rules/exchange/values.ts';
import { AssayError } from '../../assay-error.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { ReportProgress } from '../../jobs.ts';
import { addTool, changeTool, getTool } from '../tools/tools.ts';
import { addVendor, changeVendor, getVendor } from '../vendors/vendors.ts';

/** Rows between two reports of progress. */
const REPORT_EVERY = 50;
const CONTACT_LIMIT = 30;
const NAME_LIMIT = 30;

export interface ImportResult {
  created: number;
  updated: number;
  skipped: number;
  leftOut: number;
  newVendors: number;
}

/** The parts of a record that an import sets beside its fields. */
interface Standing {
  status: RegisterStatus;
  statusReason: string;
}

/** A tool in use comes in review, because approval rests on gates that no list carries; its record says so. */
function readStanding({ status, statusText }: RowFields, fileName: string): Standing {
  if (status === null || status === 'proposed') return { status: 'proposed', statusReason: '' };
  const gates = status === 'in_review' ? ' Approval gates are not imported.' : '';
  return { status, statusReason: `“${statusText}” in the imported list ${fileName}.${gates}` };
}

/** Leaves out what a row says nothing about, so that a record keeps what it has. */
function pickSaid<T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

function toToolFields(fields: RowFields) {
  return pickSaid({
    kind: fields.kind,
    plan: fields.plan,
    versionRange: fields.versionRange,
    deployment: fields.deployment,
    aliases: fields.aliases,
    ownerId: fields.ownerId,
    businessJustification: fields.businessJustification,
    users: fields.users,
    nextReviewOn: fields.nextReviewOn,
  });
}

function toContacts(contacts: NewVendorPlan['contacts']): Vendor['contacts'] {
  return contacts.map(({ name, email }) => ({ name, email, position: '', phone: '' }));
}

/** What a row of a list without tools says about its vendor. */
function toVendorFields(fields: RowFields) {
  return pickSaid({
    domain: fields.vendorDomain,
    country: fields.vendorCountry,
    aliases: fields.aliases,
    description: fields.businessJustification,
    ownerId: fields.ownerId,
    nextReviewOn: fields.nextReviewOn,
    contacts: toContacts(readContacts(fields)),
  });
}

function joinNames(present: readonly string[], more: readonly string[] | undefined): string[] {
  return [...new Set([...present, ...(more ?? [])])].slice(0, NAME_LIMIT);
}

function joinContacts(present: Vendor['contacts'], more: Vendor['contacts'] | undefined): Vendor['contacts'] {
  const unknown = (more ?? []).filter(
    (contact) =>
      !present.some(({ name, email }) => foldValue(name) === foldValue(contact.name) && email === contact.email),
  );
  return [...present, ...unknown].slice(0, CONTACT_LIMIT);
}

interface Task {
  unit: Unit;
  fileName: string;
  hasTools: boolean;
  /** Ids of the new vendors, by their place in the plan. */
  vendorIds: string[];
  /** What rows say about vendors that the register has already, by vendor. */
  aboutVendors: Map<string, RowFields[]>;
}

async function updateVendorFrom({ unit }: Task, vendorId: string, fields: RowFields): Promise<void> {
  const vendor = await getVendor(unit.transaction, vendorId);
  const said: Partial<NewVendor> = toVendorFields(fields);
  const changes: Partial<NewVendor> = {
    ...said,
    aliases: joinNames(vendor.aliases, said.aliases),
    contacts: joinContacts(vendor.contacts, said.contacts),
  };
  await changeVendor(unit, vendorId, vendor.revision, changes);
}

/** A list of tools fills in what the register does not know of a vendor, and overwrites nothing. */
async function completeVendor({ unit }: Task, vendorId: string, rows: readonly RowFields[]): Promise<void> {
  const domain = rows.find(({ vendorDomain }) => vendorDomain !== '')?.vendorDomain ?? '';
  const country = rows.find(({ vendorCountry }) => vendorCountry !== '')?.vendorCountry ?? '';
  const vendor = await getVendor(unit.transaction, vendorId);
  const changes: Partial<NewVendor> = {};
  if (vendor.domain === '' && domain !== '') changes.domain = domain;
  if (vendor.country === '' && country !== '') changes.country = country;
  const contacts = rows.reduce((all, fields) => joinContacts(all, toContacts(readContacts(fields))), vendor.contacts);
  if (contacts.length > vendor.contacts.length) changes.contacts = contacts;
  if (Object.keys(changes).length > 0) await changeVendor(unit, vendorId, vendor.revision, changes);
}

async function updateToolFrom({ unit }: Task, toolId: string, fields: RowFields): Promise<void> {
  const tool = await getTool(unit.transaction, toolId);
  const said: Partial<NewTool> = toToolFields(fields);
  const names = [...(said.aliases ?? []), fields.toolName].filter((name) => !tool.formerNames.includes(name));
  await changeTool(unit, toolId, tool.revision, { ...said, aliases: joinNames(tool.aliases, names) });
}

function findVendorId({ vendorIds }: Task, vendor: RowPlan['vendor']): string {
  const id = vendor && ('id' in vendor ? vendor.id : vendorIds[vendor.place]);
  if (id === undefined || id === null) throw new Error('A row has no vendor');
  return id;
}

function noteVendorFacts({ aboutVendors }: Task, { vendor, fields }: RowPlan): void {
  if (!vendor || !('id' in vendor) || !fields) return;
  if (fields.vendorDomain === '' && fields.vendorCountry === '' && readContacts(fields).length === 0) return;
  const rows = aboutVendors.get(vendor.id);
  if (rows) rows.push(fields);
  else aboutVendors.set(vendor.id, [fields]);
}

async function applyToolRow(task: Task, plan: RowPlan, fields: RowFields): Promise<void> {
  noteVendorFacts(task, plan);
  if (plan.toolId !== null) {
    await updateToolFrom(task, plan.toolId, fields);
    return;
  }
  const vendorId = findVendorId(task, plan.vendor);
  const { kind, ...said } = toToolFields(fields);
  if (kind === undefined) throw new Error(`Row ${plan.row} has no kind`);
  await addTool(task.unit, { ...said, vendorId, name: fields.toolName, kind }, readStanding(fields, task.fileName));
}

async function applyVendorRow(task: Task, plan: RowPlan, fields: RowFields): Promise<void> {
  if (plan.action === 'update') await updateVendorFrom(task, findVendorId(task, plan.vendor), fields);
  else {
    const standing = readStanding(fields, task.fileName);
    await addVendor(task.unit, { ...toVendorFields(fields), name: fields.vendorName }, null, standing);
  }
}

/** Says in which row of the list a record was refused. */
async function atRow(row: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw new AssayError(error.code, `Row ${row}: ${error.message}`, error.facts);
  }
}

async function addNewVendors(task: Task, plans: readonly NewVendorPlan[]): Promise<void> {
  for (const { row, name, domain, country, contacts } of plans) {
    await atRow(row, async () => {
      const { id } = await addVendor(task.unit, { name, domain, country, contacts: toContacts(contacts) });
      task.vendorIds.push(id);
    });
  }
}

/**
 * Writes a checked list without problems within a unit of work, each record with its own entry in the trail.
 *
 * @throws AssayError CANCELLED, and whatever the register refuses, naming the row.
 */
export async function applyImport(
  unit: Unit,
  list: CheckedList,
  source: { importId: string; fileName: string; hasTools: boolean },
  report: ReportProgress,
): Promise<ImportResult> {
  const { importId, fileName, hasTools } = source;
  const task: Task = { unit, fileName, hasTools, vendorIds: [], aboutVendors: new Map() };
  if (hasTools) await addNewVendors(task, list.newVendors);
  for (const [index, plan] of list.rows.entries()) {
    if (index % REPORT_EVERY === 0) await report('exchange.progress.writing', index, list.rows.length);
    const { fields } = plan;
    if (fields)
      await atRow(plan.row, () => (hasTools ? applyToolRow(task, plan, fields) : applyVendorRow(task, plan, fields)));
  }
  for (const [vendorId, rows] of task.aboutVendors) await completeVendor(task, vendorId, rows);
  const result = countActions(list);
  unit.note({ kind: 'import', id: importId, name: fileName, facts: { ...result } });
  await report('exchange.progress.writing', list.rows.length, list.rows.length);
  return result;
}

function countActions({ rows, newVendors }: CheckedList): ImportResult {
  const count = (action: RowPlan['action']) => rows.filter((plan) => plan.action === action).length;
  return {
    created: count('create'),
    updated: count('update'),
    skipped: count('skip'),
    leftOut: count('leave_out'),
    newVendors: newVendors.length,
  };
}
