import { read, SSF, type CellObject, type WorkBook } from 'xlsx';
import {
  COLUMN_LIMIT,
  createTextBudget,
  LAST_ROW,
  refuseLongList,
  trimRows,
  type RawSheet,
  type RawTables,
  type UnreadCell,
} from './raw-table.ts';
import { RefusedFile } from './refused-file.ts';
import { writeStoredZip } from './stored-zip.ts';
import type { WorkbookParts } from './workbook-gate.ts';

const EMPTY_SHEET = '<worksheet><sheetData/></worksheet>';
/** So many filled cells far below the list are strays; more are a list that is too long. */
const STRAY_CELLS = 20;

/** A cell up to its value: its formula goes; the third group is there when there is no value after it. */
const FORMULA =
  /<(\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*\/>|[^>]*>[^<]*<\/(?:\w+:)?f>)(\s*(?:<(?:\w+:)?v\s*\/>|<(?:\w+:)?v>\s*<\/(?:\w+:)?v>)?\s*<\/(?:\w+:)?c>)?/g;
/** Stands for the value of a formula that has no saved result; no XML file can hold this character. */
const NO_RESULT = '\u0001';

interface SheetCells {
  xml: string;
  /** Cells that hold a formula, in the order of the sheet: "E4"; empty where the file does not say where. */
  formulas: string[];
  /** Filled cells below the last row that is read. */
  below: number;
  hiddenRows: number;
  validated: boolean;
}

const NO_CELLS: SheetCells = { xml: EMPTY_SHEET, formulas: [], below: 0, hiddenRows: 0, validated: false };

/**
 * Keeps the values of a sheet's cells and nothing else: a formula, a validation, a merge, a link or a format over a
 * million rows can cost no time when the parser never sees it.
 */
function keepValues(xml: string): SheetCells {
  const start = /<(\w+:)?sheetData\b[^>]*>/.exec(xml);
  if (!start || start[0].endsWith('/>')) return NO_CELLS;
  const end = xml.lastIndexOf(`</${start[1] ?? ''}sheetData>`);
  if (end < start.index) return NO_CELLS;
  const all = xml.slice(start.index + start[0].length, end);
  let number = 0;
  let cut = all.length;
  let hiddenRows = 0;
  for (const { 0: tag, index } of all.matchAll(/<(?:\w+:)?row\b[^>]*>/g)) {
    const stated = /\br="(\d{1,9})"/.exec(tag)?.[1];
    number = stated === undefined ? number + 1 : Number(stated);
    if (number > LAST_ROW) cut = Math.min(cut, index);
    else if (/\bhidden="(?:1|true)"/.test(tag)) hiddenRows += 1;
  }
  const cells = all.slice(0, cut);
  const formulas: string[] = [];
  const values = cells.replace(FORMULA, (_all, prefix = '', attributes: string, noValue?: string) => {
    formulas.push(/\br="([A-Z]{1,3}\d{1,7})"/.exec(attributes)?.[1] ?? '');
    if (noValue === undefined) return `<${prefix}c${attributes}>`;
    if (/\bt="str"/.test(attributes)) return '';
    return `<${prefix}c${attributes.replace(/\bt="\w*"/, '')} t="str"><v>${NO_RESULT}</v></${prefix}c>`;
  });
  return {
    xml: `<worksheet><sheetData>${values}</sheetData></worksheet>`,
    formulas,
    below: all.slice(cut).match(/<(?:\w+:)?(?:v|is)>/g)?.length ?? 0,
    hiddenRows,
    validated: xml.slice(end).includes('dataValidation '),
  };
}

/** Names of ranges can cost time and name other files; no cell needs them. */
function keepSheetList(xml: string): string {
  return xml
    .replace(/<(\w+:)?definedNames\b[\s\S]*<\/\1?definedNames>/, '')
    .replace(/<(\w+:)?externalReferences\b[\s\S]*<\/\1?externalReferences>/, '');
}

/** The list of parts names those alone that were kept; the parser stops at one that is named and not there. */
function keepNamedParts(xml: string, kept: ReadonlyMap<string, unknown>): string {
  const names = new Set([...kept.keys()].map((path) => `/${path}`.toLowerCase()));
  return xml.replace(
    /<(?:\w+:)?Override\b[^>]*\bPartName="([^"]*)"[^>]*?(?:\/>|>\s*<\/(?:\w+:)?Override>)/g,
    (tag, name: string) => (names.has(name.toLowerCase()) ? tag : ''),
  );
}

function defuseParts(parts: ReadonlyMap<string, Buffer>): { archive: Buffer; sheets: SheetCells[] } {
  const kept = new Map<string, Uint8Array>();
  const sheets: SheetCells[] = [];
  for (const [path, bytes] of parts) {
    if (path.startsWith('xl/worksheets/')) {
      const sheet = keepValues(bytes.toString('utf8'));
      kept.set(path, Buffer.from(sheet.xml));
      sheets.push(sheet);
    } else if (path === 'xl/workbook.xml') {
      kept.set(path, Buffer.from(keepSheetList(bytes.toString('utf8'))));
    } else if (path === '[Content_Types].xml') {
      kept.set(path, Buffer.from(keepNamedParts(bytes.toString('utf8'), parts)));
    } else {
      kept.set(path, bytes);
    }
  }
  return { archive: writeStoredZip(kept), sheets };
}

/** ISO text of a day in a spreadsheet's own count, with the time where there is one; null when it is none. */
function writeSerialDate(serial: number, date1904: boolean): string | null {
  // A code that the count has no day for gives null, whatever the type says.
  const date = SSF.parse_date_code(serial, { date1904 }) as {
    y: number;
    m: number;
    d: number;
    H: number;
    M: number;
  } | null;
  if (!date) return null;
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${two(date.H)}:${two(date.M)}`;
  if (serial >= 0 && serial < 1) return time;
  const day = `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`;
  return time === '00:00' ? day : `${day} ${time}`;
}

/** A cell as text: what was typed, as far as the file still has it. */
function readCellText(cell: CellObject, date1904: boolean): string {
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  if (cell.t === 'e') return cell.w ?? '#ERROR';
  if (typeof cell.v !== 'number') return cell.v === undefined ? '' : String(cell.v);
  const format = typeof cell.z === 'string' ? cell.z : 'General';
  if (SSF.is_date(format)) return writeSerialDate(cell.v, date1904) ?? String(cell.v);
  return format === 'General' ? String(cell.v) : (cell.w ?? String(cell.v)).trim();
}

/** Texts of the cells of one sheet. `wide` says whether there is anything to the right of the last column read. */
function readSheet(
  data: readonly (readonly CellObject[] | undefined)[],
  date1904: boolean,
  spend: (text: string) => string,
): Pick<RawSheet, 'rows' | 'unread'> & { wide: boolean } {
  const rows: string[][] = [];
  const unread: UnreadCell[] = [];
  let wide = false;
  // Rows and cells that a file leaves out are holes, which `forEach` passes over.
  data.forEach((cells, rowIndex) => {
    const texts: string[] = [];
    cells?.forEach((cell, index) => {
      if (index >= COLUMN_LIMIT) {
        wide = true;
      } else if (cell.v === NO_RESULT) {
        unread.push({ row: rowIndex + 1, index, why: 'formula' });
      } else {
        if (cell.t === 'e') unread.push({ row: rowIndex + 1, index, why: 'error' });
        texts[index] = spend(readCellText(cell, date1904));
      }
    });
    rows[rowIndex] = Array.from(texts, (text) => text ?? '');
  });
  return { rows: trimRows(Array.from(rows, (row) => row ?? [])), unread, wide };
}

function describeFormulas(formulas: readonly string[]): string[] {
  if (formulas.length === 0) return [];
  const named = formulas.filter((cell) => cell !== '').slice(0, 3);
  const where = [...named, ...(formulas.length > named.length ? ['…'] : [])].join(', ');
  const cells =
    formulas.length === 1
      ? 'One cell holds a formula'
      : `${formulas.length.toLocaleString('en-GB')} cells hold formulas`;
  return [`${cells} (${where}); nothing was calculated, the results that were last saved are read.`];
}

function parseArchive(archive: Buffer): WorkBook {
  try {
    // Without WTF the parser would give a sheet that it cannot read as an empty one.
    return read(archive, {
      dense: true,
      sheetRows: LAST_ROW,
      cellNF: true,
      cellHTML: false,
      cellFormula: false,
      WTF: true,
    });
  } catch {
    throw new RefusedFile(
      'The workbook is damaged and cannot be read.',
      'Open it in a spreadsheet program, save it as a new workbook (.xlsx) and choose that one.',
    );
  }
}

/**
 * Reads every sheet as texts. Nothing is calculated, followed or run; formulas give the result that was last saved.
 *
 * @throws RefusedFile for a damaged workbook, and for one with too many rows or too much text.
 */
export function readWorkbook({ parts, notes }: WorkbookParts): RawTables {
  const { archive, sheets: found } = defuseParts(parts);
  const below = found.reduce((sum, sheet) => sum + sheet.below, 0);
  if (below > STRAY_CELLS) throw refuseLongList();
  const hiddenRows = found.reduce((sum, sheet) => sum + sheet.hiddenRows, 0);
  const workbook = parseArchive(archive);
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const spend = createTextBudget();
  const taken = workbook.SheetNames.map((name, position) => {
    const data = (Object.hasOwn(workbook.Sheets, name) ? workbook.Sheets[name]?.['!data'] : undefined) ?? [];
    const hidden = (workbook.Workbook?.Sheets?.[position]?.Hidden ?? 0) !== 0;
    return { name, hidden, ...readSheet(data, date1904, spend) };
  }).filter(({ rows, unread }) => rows.length > 0 || unread.length > 0);
  const hiddenNames = taken.filter(({ hidden }) => hidden).map(({ name }) => `“${name}”`);
  return {
    sheets: taken.map(({ wide: _wide, ...sheet }) => sheet),
    notes: [
      ...notes,
      ...describeFormulas(found.flatMap(({ formulas }) => formulas)),
      ...(found.some(({ validated }) => validated) ? ['Drop-down lists and checks on cells were left aside.'] : []),
      ...(hiddenNames.length > 0 ? [`Hidden sheets can be chosen too: ${hiddenNames.slice(0, 5).join(', ')}.`] : []),
      ...(hiddenRows > 0 ? [`Hidden rows are read like all others (${hiddenRows.toLocaleString('en-GB')}).`] : []),
      ...(below > 0 ? [`Cells below row ${LAST_ROW.toLocaleString('en-GB')} were left aside.`] : []),
      ...(taken.some(({ wide }) => wide) ? [`Columns after the first ${COLUMN_LIMIT} were left aside.`] : []),
    ],
  };
}
