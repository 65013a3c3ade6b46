import type { ImportField, ImportMapping } from '../../contract/exchange.ts';
import type { Deployment, ToolKind } from '../../contract/tools.ts';
import type { RegisterStatus } from '../../contract/vendors.ts';
import { isAmbiguousDate, readDate, type DateOrderEvidence, type DateReading } from './dates.ts';
import { FIELD_LABELS } from './fields.ts';
import { askForCell, askForMeaning, type ProblemCode, type ProposedFix, type RowProblem } from './row-problems.ts';
import {
  describeWord,
  findCount,
  findCountry,
  findDomain,
  findWord,
  foldValue,
  limitImportedStatus,
  listWordChoices,
  splitNames,
  suggestWord,
  type WordField,
} from './values.ts';

/** What a row says, field by field; empty or null where it says nothing. */
export interface RowFields {
  toolName: string;
  vendorName: string;
  kind: ToolKind | null;
  plan: string;
  versionRange: string;
  deployment: Deployment | null;
  status: RegisterStatus | null;
  /** The status in the file's own words. */
  statusText: string;
  ownerId: string | null;
  businessJustification: string;
  users: number | null;
  nextReviewOn: string | null;
  vendorDomain: string;
  vendorCountry: string;
  aliases: string[];
  contactName: string;
  contactEmail: string;
}

export interface KnownPerson {
  id: string;
  name: string;
  email: string;
  active: boolean;
}

/** A cell that the reader could not give a value for (`formula`: no saved result, `error`: an error value). */
export interface UnreadCell {
  row: number;
  index: number;
  why: 'formula' | 'error';
}

/** What all rows of one list have in common when they are read. */
export interface RowReader {
  columns: ReadonlyMap<ImportField, number>;
  translations: ReadonlyMap<string, string>;
  mended: ReadonlyMap<string, string>;
  unread: ReadonlyMap<string, UnreadCell['why']>;
  dateOrder: ImportMapping['dateOrder'];
  dateEvidence: DateOrderEvidence;
  people: readonly KnownPerson[];
  /** Names of the vendors in the register, to choose from. */
  vendorNames: readonly string[];
  /** Each row is a tool; otherwise each is a vendor. */
  hasTools: boolean;
}

const LIMITS: Partial<Record<ImportField, number>> = {
  toolName: 200,
  vendorName: 200,
  plan: 500,
  versionRange: 500,
  businessJustification: 20_000,
  contactName: 200,
  contactEmail: 200,
};
const NAME_LIMIT = 200;
const NAMES_LIMIT = 30;
const EMAIL = /^[^\s@<>(),;:"]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
// eslint-disable-next-line no-control-regex -- these are exactly the characters that no text of a register has
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export const cellKey = (row: number, index: number) => `${row}:${index}`;
export const translationKey = (field: ImportField, from: string) => `${field}\u0000${foldValue(from)}`;

/** Says that a record has no owner, as a choice and in a list. */
const NOBODY = 'nobody';

const WORD_COUNTS: Readonly<Record<WordField, string>> = { kind: 'five', deployment: 'six', status: 'six' };

const DATE_FAULTS: Readonly<Record<Exclude<DateReading['kind'], 'day'>, { code: ProblemCode; sentence: string }>> = {
  no_such_day: { code: 'no_such_date', sentence: 'There is no such day.' },
  day_missing: { code: 'no_such_date', sentence: 'The day is missing.' },
  no_date: { code: 'no_such_date', sentence: 'This is not a date.' },
  short_year: { code: 'ambiguous_date', sentence: 'The year needs four digits.' },
};

interface Cell {
  /** As the file or the person has it, for the list of problems. */
  shown: string;
  /** After translation and without control characters. */
  text: string;
}

/** One row on its way from cells to fields. */
interface RowInHand {
  reader: RowReader;
  row: number;
  cells: readonly string[];
  problems: RowProblem[];
}

function addProblem(
  { reader, row, problems }: RowInHand,
  field: ImportField,
  value: string,
  code: ProblemCode,
  sentence: string,
  fix: ProposedFix | null,
): void {
  problems.push({ row, column: reader.columns.get(field) ?? null, value, code, sentence, fix });
}

/** Null when the cell has no value that could be told, which is a problem of its own. */
function takeCell(hand: RowInHand, field: ImportField): Cell | null {
  const { reader, row, cells } = hand;
  const index = reader.columns.get(field);
  const mended = index === undefined ? undefined : reader.mended.get(cellKey(row, index));
  const shown = (mended ?? (index === undefined ? '' : cells[index]) ?? '').replaceAll(CONTROL_CHARACTERS, '').trim();
  const translated = reader.translations.get(translationKey(field, shown));
  const why = index === undefined || mended !== undefined ? undefined : reader.unread.get(cellKey(row, index));
  if (why === undefined || translated !== undefined) return { shown, text: (translated ?? shown).trim() };
  const sentence =
    why === 'formula'
      ? 'The formula in this cell has no saved result.'
      : `The formula in this cell gives an error${shown === '' ? '' : ` (${shown})`}.`;
  addProblem(hand, field, shown, 'formula', sentence, askForCell('Write the value'));
  return null;
}

function readText(hand: RowInHand, field: ImportField): string {
  const cell = takeCell(hand, field);
  if (!cell) return '';
  const text = field === 'businessJustification' ? cell.text : cell.text.replaceAll(/\s+/g, ' ');
  const limit = LIMITS[field] ?? NAME_LIMIT;
  if (text.length <= limit) return text;
  const sentence = `${FIELD_LABELS[field]} has more than ${limit.toLocaleString('en-GB')} characters.`;
  addProblem(hand, field, cell.shown, 'too_long', sentence, askForCell('Shorten it'));
  return '';
}

/** A name that must be there; null when it is not, which has been noted. */
function readRequiredName(hand: RowInHand, field: 'toolName' | 'vendorName'): string {
  const before = hand.problems.length;
  const name = readText(hand, field);
  if (name !== '' || hand.problems.length > before) return name;
  const fix =
    field === 'vendorName'
      ? askForCell(
          'Choose a vendor',
          hand.reader.vendorNames.map((value) => ({ value, label: value })),
        )
      : askForCell('Write the name of the tool');
  addProblem(hand, field, '', 'required', `${FIELD_LABELS[field]} is required.`, fix);
  return '';
}

function readWord(hand: RowInHand, field: WordField): { value: string | null; shown: string } {
  const before = hand.problems.length;
  const cell = takeCell(hand, field);
  const nothing = { value: null, shown: cell?.shown ?? '' };
  const label = FIELD_LABELS[field];
  const choose = askForMeaning(field, `Choose a ${label.toLowerCase()}`, listWordChoices(field));
  if (!cell || cell.text === '') {
    if (field === 'kind' && hand.problems.length === before) {
      addProblem(hand, field, '', 'required', 'Kind is required.', choose);
    }
    return nothing;
  }
  const value = findWord(field, cell.text);
  if (value !== null) return { value, shown: cell.shown };
  const meant = suggestWord(field, cell.shown);
  const to = field === 'status' && meant !== null ? limitImportedStatus(meant as RegisterStatus) : meant;
  const fix: ProposedFix =
    to === null ? choose : { ...choose, kind: 'translate_value', sentence: `Use “${describeWord(field, to)}”`, to };
  addProblem(hand, field, cell.shown, 'not_in_list', `${label} is none of the ${WORD_COUNTS[field]}.`, fix);
  return nothing;
}

function readOwner(hand: RowInHand): string | null {
  const cell = takeCell(hand, 'owner');
  if (!cell || cell.text === '' || foldValue(cell.text) === NOBODY) return null;
  const { people } = hand.reader;
  const matches = findPeople(people, cell.text);
  const [only] = matches;
  if (only?.active && matches.length === 1) return only.id;
  const sentence =
    matches.length > 1
      ? 'Several people have this name.'
      : only
        ? `${only.name} is no longer active in this workspace.`
        : 'No such person in this workspace.';
  const choices = people.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));
  const fix = askForMeaning('owner', 'Choose a person', [...choices, { value: NOBODY, label: 'Nobody' }]);
  addProblem(hand, 'owner', cell.shown, 'no_such_person', sentence, fix);
  return null;
}

/** People by id, e-mail address or name; an address in angle brackets after a name counts alone. */
export function findPeople(people: readonly KnownPerson[], text: string): KnownPerson[] {
  const wanted = foldValue(/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text);
  const byKey = people.filter(({ id, email }) => id === wanted || (email !== '' && foldValue(email) === wanted));
  return byKey.length > 0 ? byKey : people.filter(({ name }) => foldValue(name) === wanted);
}

function readCount(hand: RowInHand): number | null {
  const cell = takeCell(hand, 'users');
  if (!cell || cell.text === '') return null;
  const count = findCount(cell.text);
  if (count === null) {
    addProblem(hand, 'users', cell.shown, 'not_a_number', 'Users is not a whole number.', askForCell('Write a number'));
  }
  return count;
}

function readReviewDay(hand: RowInHand): string | null {
  const cell = takeCell(hand, 'nextReviewOn');
  if (!cell || cell.text === '') return null;
  const { dateOrder, dateEvidence } = hand.reader;
  const fix = askForCell('Choose a date');
  if (isAmbiguousDate(cell.text, dateEvidence)) {
    const sentence = 'Day and month cannot be told apart: other dates of this column show both orders.';
    addProblem(hand, 'nextReviewOn', cell.shown, 'ambiguous_date', sentence, fix);
    return null;
  }
  const reading = readDate(cell.text, dateOrder);
  if (reading.kind === 'day') return reading.day;
  const { code, sentence } = DATE_FAULTS[reading.kind];
  addProblem(hand, 'nextReviewOn', cell.shown, code, sentence, fix);
  return null;
}

function readDomain(hand: RowInHand): string {
  const cell = takeCell(hand, 'vendorDomain');
  if (!cell || cell.text === '') return '';
  const domain = findDomain(cell.text);
  if (domain === null) {
    const sentence = 'This is not a domain such as example.com.';
    addProblem(hand, 'vendorDomain', cell.shown, 'not_a_domain', sentence, askForCell('Write the domain'));
  }
  return domain ?? '';
}

function readCountry(hand: RowInHand): string {
  const cell = takeCell(hand, 'vendorCountry');
  if (!cell || cell.text === '') return '';
  const country = findCountry(cell.text);
  if (country === null) {
    const sentence = 'This is not a country by its English name or two-letter code.';
    const fix = askForMeaning('vendorCountry', 'Write the two-letter code', []);
    addProblem(hand, 'vendorCountry', cell.shown, 'not_in_list', sentence, fix);
  }
  return country ?? '';
}

function readAliases(hand: RowInHand): string[] {
  const cell = takeCell(hand, 'aliases');
  if (!cell) return [];
  const names = splitNames(cell.text);
  if (names.length <= NAMES_LIMIT && names.every((name) => name.length <= NAME_LIMIT)) return names;
  const sentence = `At most ${NAMES_LIMIT} other names of ${NAME_LIMIT} characters each are kept.`;
  addProblem(hand, 'aliases', cell.shown, 'too_long', sentence, askForCell('Shorten it'));
  return [];
}

function readEmail(hand: RowInHand): string {
  const email = readText(hand, 'contactEmail').replace(/^mailto:/i, '');
  if (email === '' || EMAIL.test(email)) return email;
  addProblem(
    hand,
    'contactEmail',
    email,
    'not_an_email',
    'This is not an e-mail address.',
    askForCell('Write the address'),
  );
  return '';
}

/** Reads the cells of a row into fields, with every problem on the way. */
export function readRowFields(
  reader: RowReader,
  row: number,
  cells: readonly string[],
): { fields: RowFields; problems: RowProblem[] } {
  const hand: RowInHand = { reader, row, cells, problems: [] };
  const status = readWord(hand, 'status');
  const fields: RowFields = {
    toolName: reader.hasTools ? readRequiredName(hand, 'toolName') : '',
    vendorName: readRequiredName(hand, 'vendorName'),
    kind: reader.hasTools ? (readWord(hand, 'kind').value as ToolKind | null) : null,
    plan: readText(hand, 'plan'),
    versionRange: readText(hand, 'versionRange'),
    deployment: readWord(hand, 'deployment').value as Deployment | null,
    status: status.value === null ? null : limitImportedStatus(status.value as RegisterStatus),
    statusText: status.shown,
    ownerId: readOwner(hand),
    businessJustification: readText(hand, 'businessJustification'),
    users: readCount(hand),
    nextReviewOn: readReviewDay(hand),
    vendorDomain: readDomain(hand),
    vendorCountry: readCountry(hand),
    aliases: readAliases(hand),
    contactName: readText(hand, 'contactName'),
    contactEmail: readEmail(hand),
  };
  hand.problems.sort((left, right) => (left.column ?? -1) - (right.column ?? -1));
  return { fields, problems: hand.problems };
}
