import type { ImportField, ImportMapping } from '../../contract/exchange.ts';
import { findFieldByTitle, foldTitle, isDueTitle, isNameTitle, TOOL_ONLY_FIELDS } from './fields.ts';
import { gatherDateOrder, readDate, type DateOrder } from './dates.ts';
import { findWord, foldValue, isWordField, limitImportedStatus, translateWord, type WordField } from './values.ts';

/** A sheet as texts: row 1 stands at 0, column A at 0. */
export type SheetTexts = readonly (readonly string[])[];

/** A column of a sheet under its header. */
export interface SheetColumn {
  index: number;
  letter: string;
  title: string;
  firstValue: string;
}

export type ColumnMatch = { index: number; by: 'name' | 'value' };

/** The part of a mapping that depends on the sheet alone. */
export interface SheetProposal {
  columns: ImportMapping['columns'];
  matches: ColumnMatch[];
  values: ImportMapping['values'];
  dateOrder: DateOrder;
}

const HEADER_SEARCH_ROWS = 40;
const SAMPLE_ROWS = 1000;
const VALUE_LIMIT = 500;
const TEXT_LIMIT = 500;
/** So much of a column must be plain words of a list, or days, for its values to say what it is. */
const ENOUGH = 0.6;

/** "A" for 0, "AA" for 26. */
export function writeColumnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : writeColumnLetter(Math.floor(index / 26) - 1) + last;
}

export function isEmptyRow(cells: readonly string[] | undefined): boolean {
  return cells === undefined || cells.every((text) => text.trim() === '');
}

/** Numbers of the rows below the header that hold anything, as the spreadsheet shows them. */
export function listDataRows(rows: SheetTexts, headerRow: number): number[] {
  return rows.flatMap((cells, index) => (index >= headerRow && !isEmptyRow(cells) ? [index + 1] : []));
}

/**
 * The row that most looks like a header: with titles that are known, with several different words, and with rows below
 * it. 1-based; 1 when no row does.
 */
export function findHeaderRow(rows: SheetTexts): number {
  let best = { row: 1, score: 0 };
  rows.slice(0, HEADER_SEARCH_ROWS).forEach((cells, index) => {
    const score = scoreHeader(cells, rows[index + 1]);
    if (score > best.score) best = { row: index + 1, score };
  });
  return best.row;
}

function scoreHeader(cells: readonly string[], next: readonly string[] | undefined): number {
  const texts = cells.map((text) => text.trim()).filter((text) => text !== '');
  if (texts.length === 0) return 0;
  const different = new Set(texts.map(foldTitle)).size;
  const known = new Set(cells.map(findFieldByTitle).filter((field) => field !== null)).size;
  const named = texts.some(isNameTitle) ? 1 : 0;
  const numbers = texts.filter((text) => /^[\d.,/: -]+$/.test(text)).length;
  const long = texts.filter((text) => text.length > 60).length;
  return (known + named) * 5 + different - numbers * 2 - long * 2 + (isEmptyRow(next) ? -3 : 0);
}

/** The columns that have a title or a value. */
export function listColumns(rows: SheetTexts, headerRow: number): SheetColumn[] {
  const header = rows[headerRow - 1] ?? [];
  const firstValues = new Map<number, string>();
  let width = header.length;
  for (const cells of rows.slice(headerRow)) {
    width = Math.max(width, cells.length);
    cells.forEach((text, index) => {
      if (!firstValues.has(index) && text.trim() !== '') firstValues.set(index, text.trim());
    });
  }
  return Array.from({ length: width }, (_, index) => ({
    index,
    letter: writeColumnLetter(index),
    title: (header[index] ?? '').replaceAll(/\s+/g, ' ').trim(),
    firstValue: firstValues.get(index) ?? '',
  })).filter(({ title, firstValue }) => title !== '' || firstValue !== '');
}

/** Different values of a column with how often they occur, empty ones left out. */
export function countColumnValues(
  rows: SheetTexts,
  headerRow: number,
  index: number,
  limit = Infinity,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cells of rows.slice(headerRow, headerRow + limit)) {
    const text = (cells[index] ?? '').trim();
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function isMostly(values: ReadonlyMap<string, number>, fits: (text: string) => boolean): boolean {
  let all = 0;
  let fitting = 0;
  for (const [text, count] of values) {
    all += count;
    if (fits(text)) fitting += count;
  }
  return all > 0 && fitting / all >= ENOUGH;
}

/** Proposes what each column is: by its title first, then by its values where these are plain. */
export function proposeColumns(rows: SheetTexts, headerRow: number, columns: readonly SheetColumn[]): SheetProposal {
  const chosen = new Map<ImportField, ColumnMatch>();
  const free = (index: number) => [...chosen.values()].every((match) => match.index !== index);
  for (const { index, title } of columns) {
    const field = findFieldByTitle(title);
    if (field && !chosen.has(field)) chosen.set(field, { index, by: 'name' });
  }
  const named = columns.find(({ index, title }) => free(index) && isNameTitle(title));
  if (named) chooseNameColumn(chosen, named.index);
  const samples = new Map(
    columns.map(({ index }) => [index, countColumnValues(rows, headerRow, index, SAMPLE_ROWS)] as const),
  );
  for (const field of ['kind', 'status', 'deployment'] as const) {
    if (chosen.has(field)) continue;
    const column = columns.find(
      ({ index }) =>
        free(index) && isMostly(samples.get(index) ?? new Map(), (text) => translateWord(field, text) !== null),
    );
    if (column) chosen.set(field, { index: column.index, by: 'value' });
  }
  if (!chosen.has('nextReviewOn')) {
    const isDay = (text: string) =>
      readDate(text, 'day_first').kind === 'day' || readDate(text, 'month_first').kind === 'day';
    const column = columns.find(
      ({ index, title }) => free(index) && isDueTitle(title) && isMostly(samples.get(index) ?? new Map(), isDay),
    );
    if (column) chosen.set('nextReviewOn', { index: column.index, by: 'value' });
  }
  if (!chosen.has('toolName')) for (const field of TOOL_ONLY_FIELDS) chosen.delete(field);
  return finishProposal(rows, headerRow, chosen);
}

/** "Name" is the tool's beside a column of vendors, otherwise the vendor's. */
function chooseNameColumn(chosen: Map<ImportField, ColumnMatch>, index: number): void {
  const aboutTools = chosen.has('vendorName') || chosen.has('kind');
  const field = aboutTools ? 'toolName' : 'vendorName';
  if (!chosen.has(field)) chosen.set(field, { index, by: 'name' });
}

function finishProposal(
  rows: SheetTexts,
  headerRow: number,
  chosen: ReadonlyMap<ImportField, ColumnMatch>,
): SheetProposal {
  const values: ImportMapping['values'] = [];
  const matches: ColumnMatch[] = [];
  const columns: ImportMapping['columns'] = [];
  for (const [field, match] of chosen) {
    const translations = isWordField(field)
      ? proposeTranslations(field, countColumnValues(rows, headerRow, match.index))
      : [];
    values.push(...translations);
    columns.push({ index: match.index, field });
    matches.push(translations.length > 0 ? { ...match, by: 'value' } : match);
  }
  columns.sort((left, right) => left.index - right.index);
  matches.sort((left, right) => left.index - right.index);
  return {
    columns,
    matches,
    values: values.slice(0, VALUE_LIMIT),
    dateOrder: proposeDateOrder(rows, headerRow, columns),
  };
}

/** Translations for what is plain but not the list's own word, and for statuses that rest on gates. */
export function proposeTranslations(field: WordField, values: ReadonlyMap<string, number>): ImportMapping['values'] {
  const seen = new Set<string>();
  return [...values.keys()].flatMap((from) => {
    const plain = translateWord(field, from);
    if (plain === null || from.length > TEXT_LIMIT || seen.has(foldValue(from))) return [];
    seen.add(foldValue(from));
    const to = field === 'status' ? limitImportedStatus(plain as Parameters<typeof limitImportedStatus>[0]) : plain;
    return findWord(field, from) === to ? [] : [{ field, from, to }];
  });
}

function proposeDateOrder(rows: SheetTexts, headerRow: number, columns: ImportMapping['columns']): DateOrder {
  const column = columns.find(({ field }) => field === 'nextReviewOn');
  if (!column) return 'day_first';
  const texts = [...countColumnValues(rows, headerRow, column.index).keys()];
  const { dayFirst, monthFirst } = gatherDateOrder(texts);
  if (monthFirst && !dayFirst) return 'month_first';
  const allYearFirst = texts.length > 0 && texts.every((text) => /^\d{4}\D/.test(text));
  return allYearFirst ? 'year_first' : 'day_first';
}

/** How well a sheet can be imported: the number of its rows, weighed by the columns that are understood. */
export function scoreSheet(rows: SheetTexts, headerRow: number, proposal: SheetProposal): number {
  const fields = new Set(proposal.columns.map(({ field }) => field));
  const identified = (fields.has('toolName') ? 3 : 0) + (fields.has('vendorName') ? 3 : 0);
  return (fields.size + identified) * 1000 + Math.min(listDataRows(rows, headerRow).length, 999);
}
