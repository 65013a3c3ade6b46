import { colToLetter } from 'hucre/xlsx';
import type { Cell, CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import type { ReportCover } from '../../../shared/report/report.ts';
import { ENGLISH_WORDS, type ReportWords } from '../../../shared/report/words.ts';
import { createDayFormat } from '../../../shared/rules/day-format.ts';
import { CELL_SIZE, excelStyles } from './excel-styles.ts';
import { charactersFor, countLines } from './excel-measure.ts';
import { cleanCellText, cleanLine, looksLikeError } from './excel-text.ts';

/** What stands in the title band, the header and the footer of every sheet of a workbook. */
export type ExcelFurniture = Pick<
  ReportCover,
  'entity' | 'classification' | 'documentId' | 'version' | 'status' | 'asOf'
> & { language: string; words?: Partial<ReportWords> };

/** A sheet ready to be written. The ranges stand apart because the library does not quote a sheet's name. */
export interface ExcelSheet {
  sheet: WriteSheet;
  /** Absolute, without the sheet's name: `$A$1:$O$25`. */
  printArea: string;
  /** Rows repeated on every page: `$1:$5`. */
  printTitleRows: string;
  /** Rows below the filtered head; `null` on a sheet that has none. */
  records: number | null;
}

export type ExcelCells = Map<string, Partial<Cell>>;

/** The head row of a sheet with one table, counted from 0; the data follow it. */
export const HEAD_ROW = 4;
/** Width of a column that shows a date, in bold, in characters. */
export const DATE_CHARACTERS = charactersFor('28 May 2026', { size: CELL_SIZE, bold: true });

const LINE_POINTS = 13;
const ROW_PADDING = 7;
const HIGHEST_ROW = 409;
const DAY_MILLISECONDS = 86_400_000;
const EPOCH_SERIAL = 25_569;
/** From 1 March 1900 on all programs count days alike. */
const FIRST_SERIAL = 61;

/** A word of the writer in the report's language, with its places in braces filled in. */
export function sayWord(
  furniture: Pick<ExcelFurniture, 'words'>,
  word: keyof ReportWords,
  places: Readonly<Record<string, string>> = {},
): string {
  const template = furniture.words?.[word] ?? ENGLISH_WORDS[word];
  return template.replaceAll(/\{(\w+)\}/g, (whole, place: string) => places[place] ?? whole);
}

/** The height in points of a row whose tallest cell has so many lines. */
export function rowHeight(lines: number): number {
  return Math.min(lines * LINE_POINTS + ROW_PADDING, HIGHEST_ROW);
}

/** The height in points of a head row, 22 for one line. */
export function headHeight(titles: readonly string[], widths: readonly number[]): number {
  const face = { size: CELL_SIZE, bold: true };
  const lines = Math.max(...titles.map((title, column) => countLines(title, widths[column] ?? 0, face)));
  return lines === 1 ? 22 : lines * LINE_POINTS + 10;
}

/** The serial number by which Excel counts a day given as `YYYY-MM-DD`; `null` where there is no such day. */
export function dateSerial(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const milliseconds = Date.parse(date);
  const serial = milliseconds / DAY_MILLISECONDS + EPOCH_SERIAL;
  if (!(serial >= FIRST_SERIAL)) return null;
  // A day that does not exist, such as 31 February, is read as one in March.
  return new Date(milliseconds).getUTCDate() === Number(date.slice(8)) ? serial : null;
}

/** A cell with a value; a text that looks like an error value is told from one by being a run of text. */
export function valueCell(value: CellValue, style: CellStyle): Partial<Cell> {
  const isText = typeof value === 'string' && looksLikeError(value);
  return isText ? { value, style, richText: [{ text: value }] } : { value, style };
}

/** Puts a value, made fit for a cell, in its place; rows and columns count from 0. */
export function putCell(cells: ExcelCells, row: number, column: number, value: CellValue, style: CellStyle): void {
  cells.set(`${row},${column}`, valueCell(typeof value === 'string' ? cleanCellText(value) : value, style));
}

/** Puts a formula with its result in its place; rows and columns count from 0. */
export function putFormula(
  cells: ExcelCells,
  row: number,
  column: number,
  formula: string,
  result: string | number,
  style: CellStyle,
): void {
  cells.set(`${row},${column}`, { formula, formulaResult: result, style });
}

export interface ExcelBand {
  title: string;
  line: string;
  /** Where given, a third row shows it as a real date, and `filter` beside it. */
  asOf?: { label: string; date: string };
  filter?: string;
}

/** Lays the tinted title band over the first columns and gives back the heights of its rows. */
export function layBand(cells: ExcelCells, band: ExcelBand, columns: number): number[] {
  const rows = band.asOf === undefined ? 2 : 3;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) putCell(cells, row, column, null, excelStyles.bandEmpty);
  }
  putCell(cells, 0, 0, band.title, excelStyles.title);
  putCell(cells, 1, 0, band.line, excelStyles.bandText);
  if (band.asOf === undefined) return [28, 20];
  putCell(cells, 2, 0, band.asOf.label, excelStyles.bandLabel);
  putCell(cells, 2, 1, dateSerial(band.asOf.date) ?? band.asOf.date, excelStyles.bandDate);
  if (band.filter !== undefined) putCell(cells, 2, 2, band.filter, excelStyles.bandText);
  return [28, 20, 18];
}

/** The band's second line: "Entity · ID, version 7 · Final · Confidential". */
export function describeDocument(furniture: ExcelFurniture): string {
  const { entity, status, classification } = furniture;
  return [entity, nameVersion(furniture), status, classification].map(cleanLine).join('  ·  ');
}

function nameVersion(furniture: ExcelFurniture): string {
  const { documentId, version } = furniture;
  return sayWord(furniture, 'documentAndVersion', { document: documentId, version });
}

/** `$A$1:$O$25` for the cells from A1 to the last row and column, both counted from 0. */
export function absoluteArea(lastRow: number, lastColumn: number): string {
  return `$A$1:$${colToLetter(lastColumn)}$${lastRow + 1}`;
}

/** Paper, margins, header and footer. A4, one page wide, as many high as it takes; 9 pt; Excel counts the pages. */
export function pageFurniture(
  furniture: ExcelFurniture,
  orientation: 'landscape' | 'portrait' = 'landscape',
): Pick<WriteSheet, 'pageSetup' | 'headerFooter' | 'view'> {
  const { entity, classification, asOf, language } = furniture;
  const day = sayWord(furniture, 'asOf', { date: longDate(asOf, language) });
  // The codes for the numbers stand in after the text has been made safe.
  const page = furnitureText(sayWord(furniture, 'page', { page: '\u{E000}', pages: '\u{E001}' }))
    .replace('\u{E000}', '&P')
    .replace('\u{E001}', '&N');
  const regular = '&9&"Calibri,Regular"';
  return {
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: 0.75, bottom: 0.65, left: 0.45, right: 0.45, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddHeader: `&L${regular}${furnitureText(entity, 120)}&R&9&"Calibri,Bold"${furnitureText(classification)}`,
      oddFooter: `&L${regular}${furnitureText(nameVersion(furniture))}&C${regular}${furnitureText(day)}&R${regular}${page}`,
    },
  };
}

/** One line that is safe in a header, where an ampersand begins a code and all parts together have 255 characters. */
function furnitureText(text: string, limit = 60): string {
  const line = cleanLine(text).replaceAll('&', '&&');
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1).replace(/&+$/, '');
  return `${cut.toWellFormed()}…`;
}

function longDate(date: string, language: string): string {
  if (dateSerial(date) === null) return date;
  return createDayFormat(language, { month: 'long', timeZone: 'UTC' })(Date.parse(date));
}
