import type { DryRun, ImportField, ImportMapping, ImportProblem } from '../../contract/exchange.ts';
import { listDataRows, type SheetTexts } from './columns.ts';
import { gatherDateOrder } from './dates.ts';
import { FIELD_LABELS, TOOL_ONLY_FIELDS } from './fields.ts';
import {
  cellKey,
  readRowFields,
  translationKey,
  type KnownPerson,
  type RowFields,
  type RowReader,
  type UnreadCell,
} from './row-fields.ts';
import { finishProblems, type RowProblem } from './row-problems.ts';
import { foldValue } from './values.ts';

/** A vendor of the register as an import needs it. */
export interface KnownVendor {
  id: string;
  code: string;
  name: string;
  /** Legal name, aliases and former names. */
  otherNames: readonly string[];
  domain: string;
}

export interface KnownTool {
  id: string;
  code: string;
  vendorId: string;
  name: string;
  plan: string;
  otherNames: readonly string[];
}

export interface KnownRegister {
  vendors: readonly KnownVendor[];
  tools: readonly KnownTool[];
  people: readonly KnownPerson[];
}

/** A vendor that the import adds, from all rows that name it. */
export interface NewVendorPlan {
  /** The row that named it first. */
  row: number;
  name: string;
  domain: string;
  country: string;
  contacts: { name: string; email: string }[];
}

/** What will be done with a row that has no problem. */
export interface RowPlan {
  row: number;
  action: 'create' | 'update' | 'skip' | 'leave_out';
  /** Id of a vendor in the register, or place of a new one in the plan; null for a row that is not imported. */
  vendor: { id: string } | { place: number } | null;
  /** The tool to update. */
  toolId: string | null;
  fields: RowFields | null;
}

export interface CheckedList {
  rows: RowPlan[];
  newVendors: NewVendorPlan[];
  problems: ImportProblem[];
  summary: Omit<DryRun, 'problems' | 'problemCount'>;
}

/** A fault of the mapping itself, whatever the rows say; null when there is none. */
export function findMappingFault(mapping: ImportMapping): { sentence: string; remedy: string } | null {
  const fields = mapping.columns.map(({ field }) => field);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice) {
    return {
      sentence: `Two columns are used as ${FIELD_LABELS[twice]}.`,
      remedy: 'Leave one of them out.',
    };
  }
  if (!fields.includes('vendorName')) {
    return { sentence: 'No column is used as Vendor.', remedy: 'Choose the column that names the vendor.' };
  }
  const stray = fields.includes('toolName') ? undefined : TOOL_ONLY_FIELDS.find((field) => fields.includes(field));
  if (!stray) return null;
  return {
    sentence: `${FIELD_LABELS[stray]} belongs to a tool, but no column is used as Tool.`,
    remedy: 'Choose the column that names the tool, or leave this one out.',
  };
}

type VendorReference = { kind: 'known'; vendor: KnownVendor } | { kind: 'new'; place: number };

/** A tool of the register, or of an earlier row. */
interface ToolReference {
  id: string | null;
  label: string;
  plan: string;
  row: number | null;
}

const vendorKey = (vendor: VendorReference) => (vendor.kind === 'known' ? vendor.vendor.id : `new ${vendor.place}`);
const toolKey = (vendor: string, name: string) => `${vendor}\u0000${foldValue(name)}`;

/** Everything that is known while the rows are checked one by one. */
interface ListInHand {
  reader: RowReader;
  mapping: ImportMapping;
  actions: ReadonlyMap<number, ImportMapping['rows'][number]['action']>;
  vendorsByName: Map<string, VendorReference>;
  vendorsByDomain: Map<string, VendorReference>;
  tools: Map<string, ToolReference[]>;
  newVendors: NewVendorPlan[];
  /** The row that updates a record, by the record's id. */
  updates: Map<string, number>;
}

function indexVendors(vendors: readonly KnownVendor[]): Pick<ListInHand, 'vendorsByName' | 'vendorsByDomain'> {
  const vendorsByName = new Map<string, VendorReference>();
  const vendorsByDomain = new Map<string, VendorReference>();
  for (const vendor of vendors) {
    vendorsByName.set(foldValue(vendor.name), { kind: 'known', vendor });
    if (vendor.domain !== '') vendorsByDomain.set(vendor.domain, { kind: 'known', vendor });
  }
  // A vendor's own name goes before what another one is also called.
  for (const vendor of vendors) {
    for (const name of vendor.otherNames) {
      const key = foldValue(name);
      if (key !== '' && !vendorsByName.has(key)) vendorsByName.set(key, { kind: 'known', vendor });
    }
  }
  return { vendorsByName, vendorsByDomain };
}

function addToolNames(tools: ListInHand['tools'], vendor: string, names: readonly string[], tool: ToolReference): void {
  for (const key of new Set(names.map((name) => toolKey(vendor, name)))) {
    const others = tools.get(key);
    if (others) others.push(tool);
    else tools.set(key, [tool]);
  }
}

function indexTools(tools: readonly KnownTool[]): ListInHand['tools'] {
  const index: ListInHand['tools'] = new Map();
  for (const { id, code, vendorId, name, plan, otherNames } of tools) {
    const label = plan === '' ? `${name} (${code})` : `${name}, ${plan} (${code})`;
    addToolNames(index, vendorId, [name, ...otherNames], { id, label, plan, row: null });
  }
  return index;
}

interface ListToCheck {
  rows: SheetTexts;
  unread: readonly UnreadCell[];
  mapping: ImportMapping;
  register: KnownRegister;
}

function takeInHand({ rows, unread, mapping, register }: ListToCheck): ListInHand {
  const columns = new Map(mapping.columns.map(({ index, field }) => [field, index] as const));
  const reviewColumn = columns.get('nextReviewOn');
  const days =
    reviewColumn === undefined ? [] : rows.slice(mapping.headerRow).map((cells) => cells[reviewColumn] ?? '');
  return {
    reader: {
      columns,
      translations: new Map(mapping.values.map(({ field, from, to }) => [translationKey(field, from), to])),
      mended: new Map(mapping.cells.map(({ row, index, text }) => [cellKey(row, index), text])),
      unread: new Map(unread.map(({ row, index, why }) => [cellKey(row, index), why])),
      dateOrder: mapping.dateOrder,
      dateEvidence: gatherDateOrder(days),
      people: register.people,
      vendorNames: register.vendors.map(({ name }) => name),
      hasTools: columns.has('toolName'),
    },
    mapping,
    actions: new Map(mapping.rows.map(({ row, action }) => [row, action])),
    ...indexVendors(register.vendors),
    tools: indexTools(register.tools),
    newVendors: [],
    updates: new Map(),
  };
}

/** A row on its way to a plan. */
interface RowInHand {
  list: ListInHand;
  row: number;
  fields: RowFields;
  problems: RowProblem[];
}

function addProblem(
  { list, row, problems }: RowInHand,
  field: ImportField,
  value: string,
  code: 'duplicate' | 'repeated_in_file',
  sentence: string,
  updatable = false,
): void {
  const fix = updatable
    ? ({ kind: 'update_record', sentence: 'Update that record', field: null, to: null, choices: [] } as const)
    : null;
  problems.push({ row, column: list.reader.columns.get(field) ?? null, value, code, sentence, fix });
}

function nameOf({ newVendors }: ListInHand, vendor: VendorReference): string {
  return vendor.kind === 'known' ? vendor.vendor.name : (newVendors[vendor.place]?.name ?? '');
}

/** The vendor that the row means: by its name in any form, or by its domain. Undefined when nobody has heard of it. */
function findVendor(hand: RowInHand): VendorReference | undefined {
  const { list, fields } = hand;
  const byName = list.vendorsByName.get(foldValue(fields.vendorName));
  const byDomain = fields.vendorDomain === '' ? undefined : list.vendorsByDomain.get(fields.vendorDomain);
  if (byName && byDomain && vendorKey(byName) !== vendorKey(byDomain)) {
    const sentence = `${fields.vendorDomain} is the domain of ${nameOf(list, byDomain)}, not of ${nameOf(list, byName)}.`;
    addProblem(hand, 'vendorDomain', fields.vendorDomain, 'duplicate', sentence);
  }
  return byName ?? byDomain;
}

function addNewVendor({ list, row, fields }: RowInHand): VendorReference {
  const vendor: VendorReference = { kind: 'new', place: list.newVendors.length };
  list.newVendors.push({
    row,
    name: fields.vendorName,
    domain: fields.vendorDomain,
    country: fields.vendorCountry,
    contacts: readContacts(fields),
  });
  list.vendorsByName.set(foldValue(fields.vendorName), vendor);
  if (fields.vendorDomain !== '') list.vendorsByDomain.set(fields.vendorDomain, vendor);
  return vendor;
}

/** The contact that a row names, as a list of one or none. */
export function readContacts({ contactName, contactEmail }: RowFields): { name: string; email: string }[] {
  const name = contactName === '' ? contactEmail : contactName;
  return name === '' ? [] : [{ name, email: contactEmail }];
}

/** Fills in what an earlier row left open about a new vendor, and says where rows disagree. */
function completeNewVendor(hand: RowInHand, place: number): void {
  const { list, fields } = hand;
  const plan = list.newVendors[place];
  if (!plan) return;
  const facts = [
    ['vendorDomain', 'domain', fields.vendorDomain],
    ['vendorCountry', 'country', fields.vendorCountry],
  ] as const;
  for (const [field, fact, given] of facts) {
    if (given === '' || given === plan[fact]) continue;
    if (plan[fact] === '') plan[fact] = given;
    else
      addProblem(
        hand,
        field,
        given,
        'repeated_in_file',
        `Row ${plan.row} gives ${plan[fact]} as the ${fact} of ${plan.name}.`,
      );
  }
  if (plan.domain !== '') list.vendorsByDomain.set(plan.domain, { kind: 'new', place });
  for (const contact of readContacts(fields)) {
    const known = plan.contacts.some(
      ({ name, email }) => foldValue(name) === foldValue(contact.name) && email === contact.email,
    );
    if (!known && plan.contacts.length < 30) plan.contacts.push(contact);
  }
}

type Decision = { action: 'create' } | { action: 'skip' } | { action: 'update'; id: string } | { action: 'stop' };

/** What to do with a row whose record is in the register already. */
function decideDuplicate(
  hand: RowInHand,
  field: 'toolName' | 'vendorName',
  known: { id: string; label: string },
  mayCreate: boolean,
): Decision {
  const { list, row, fields } = hand;
  const action = list.actions.get(row) ?? list.mapping.duplicates;
  if (action === 'skip') return { action: 'skip' };
  if (action === 'create' && mayCreate) return { action: 'create' };
  if (action === 'update') {
    const earlier = list.updates.get(known.id);
    if (earlier === undefined) {
      list.updates.set(known.id, row);
      return { action: 'update', id: known.id };
    }
    addProblem(hand, field, fields[field], 'repeated_in_file', `Row ${earlier} updates ${known.label} already.`);
    return { action: 'stop' };
  }
  addProblem(hand, field, fields[field], 'duplicate', `Already in the register as ${known.label}.`, true);
  return { action: 'stop' };
}

function decideTool(hand: RowInHand, vendor: VendorReference): Decision {
  const { list, row, fields } = hand;
  const names = [fields.toolName, ...fields.aliases];
  const key = vendorKey(vendor);
  const namesakes = new Set(names.flatMap((name) => list.tools.get(toolKey(key, name)) ?? []));
  const samePlan = [...namesakes].filter(({ plan }) => foldValue(plan) === foldValue(fields.plan));
  const earlier = samePlan.find((tool) => tool.id === null);
  if (earlier) {
    addProblem(hand, 'toolName', fields.toolName, 'repeated_in_file', `The same tool stands in row ${earlier.row}.`);
    return { action: 'stop' };
  }
  // A list without plans means the tool, whatever plan the register has it on.
  const inRegister = [...namesakes].filter((tool) => tool.id !== null);
  const candidates = samePlan.length > 0 ? samePlan : fields.plan === '' ? inRegister : [];
  const [only] = candidates;
  if (only?.id && candidates.length === 1) {
    return decideDuplicate(hand, 'toolName', { id: only.id, label: only.label }, samePlan.length === 0);
  }
  if (candidates.length > 1) {
    if (list.mapping.duplicates === 'skip') return { action: 'skip' };
    const labels = candidates.map(({ label }) => label).join(' and ');
    addProblem(hand, 'toolName', fields.toolName, 'duplicate', `Could be ${labels}.`);
    return { action: 'stop' };
  }
  addToolNames(list.tools, key, names, { id: null, label: fields.toolName, plan: fields.plan, row });
  return { action: 'create' };
}

function decideVendor(hand: RowInHand, vendor: VendorReference): Decision {
  if (vendor.kind === 'known') {
    const { id, name, code } = vendor.vendor;
    return decideDuplicate(hand, 'vendorName', { id, label: `${name} (${code})` }, false);
  }
  const earlier = hand.list.newVendors[vendor.place]?.row ?? 0;
  addProblem(
    hand,
    'vendorName',
    hand.fields.vendorName,
    'repeated_in_file',
    `The same vendor stands in row ${earlier}.`,
  );
  return { action: 'stop' };
}

const NOT_IMPORTED = { vendor: null, toolId: null, fields: null } as const;

/** The plan for a row; null when it has a problem. */
function planRow(hand: RowInHand): RowPlan | null {
  const { list, row, fields } = hand;
  const { hasTools } = list.reader;
  if (fields.vendorName === '' || (hasTools && fields.toolName === '')) return null;
  const found = findVendor(hand);
  if (found?.kind === 'new' && hasTools) completeNewVendor(hand, found.place);
  const vendor = found ?? addNewVendor(hand);
  const decision = hasTools
    ? decideTool(hand, vendor)
    : found
      ? decideVendor(hand, found)
      : { action: 'create' as const };
  if (decision.action === 'skip') return { row, action: 'skip', ...NOT_IMPORTED };
  if (decision.action === 'stop') return null;
  return {
    row,
    action: decision.action,
    vendor: vendor.kind === 'known' ? { id: vendor.vendor.id } : { place: vendor.place },
    toolId: hasTools && decision.action === 'update' ? decision.id : null,
    fields,
  };
}

/** Checks the rows of a list, so many at a time, and then says what an import would do. Writes nothing. */
export function startCheck(toCheck: ListToCheck) {
  const list = takeInHand(toCheck);
  const { rows: texts, mapping } = toCheck;
  const rowNumbers = listDataRows(texts, mapping.headerRow);
  const plans: RowPlan[] = [];
  const problems: RowProblem[] = [];
  let withErrors = 0;

  function checkRow(row: number): void {
    const action = list.actions.get(row);
    if (action === 'leave_out' || action === 'skip') {
      plans.push({ row, action, ...NOT_IMPORTED });
      return;
    }
    const { fields, problems: own } = readRowFields(list.reader, row, texts[row - 1] ?? []);
    const plan = planRow({ list, row, fields, problems: own });
    if (plan?.action === 'skip') plans.push(plan);
    else if (own.length > 0) {
      withErrors += 1;
      problems.push(...own);
    } else if (plan) plans.push(plan);
  }

  const countOf = (action: RowPlan['action']) => plans.filter((plan) => plan.action === action).length;
  return {
    rowNumbers,
    checkRow,
    finish(): CheckedList {
      const leftOut = countOf('leave_out');
      return {
        rows: plans,
        newVendors: list.newVendors,
        problems: finishProblems(problems),
        summary: {
          rows: rowNumbers.length,
          ready: rowNumbers.length - withErrors - leftOut,
          withErrors,
          willCreate: countOf('create'),
          willUpdate: countOf('update'),
          willSkip: countOf('skip'),
          newVendors: list.newVendors.length,
        },
      };
    },
  };
}
