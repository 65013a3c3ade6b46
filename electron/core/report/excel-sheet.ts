import { colToLetter } from 'hucre/xlsx';
import type { CellStyle, CellValue, ConditionalRule } from 'hucre/xlsx';
import type {
  ReportColumn,
  ReportRow,
  ReportSheet,
  ReportTable,
  ReportValue,
  Tone,
} from '../../../shared/report/report.ts';
import {
  absoluteArea,
  DATE_CHARACTERS,
  dateSerial,
  describeDocument,
  HEAD_ROW,
  headHeight,
  layBand,
  pageFurniture,
  putCell,
  putFormula,
  rowHeight,
  sayWord,
  valueCell,
} from './excel-layout.ts';
import type { ExcelCells, ExcelFurniture, ExcelSheet } from './excel-layout.ts';
import { charactersFor, countLines, splitLines } from './excel-measure.ts';
import { writeComputation } from './excel-computed.ts';
import { equalRule, type ExcelRule, expressionRule, rankRules } from './excel-rules.ts';
import { asTotal, CELL_SIZE, excelStyles } from './excel-styles.ts';
import type { ExcelStyleName, ExcelTint } from './excel-styles.ts';
import { cleanCellText, looksLikeError } from './excel-text.ts';

type ShownValue = NonNullable<ReportValue>;
type NumberFormat = Extract<ShownValue, { kind: 'number' }>['format'];

const regularFace = { size: CELL_SIZE };
const boldFace = { size: CELL_SIZE, bold: true };

const ABSENT = '–';
const FIRST_DATA_ROW = HEAD_ROW + 1;
const MOST_ROWS = 1_000_000;
/** An identifier longer than this many characters may break. */
const WIDEST_IDENTIFIER = 30;
/** The title band needs a label, a date and the filter. */
const LEAST_COLUMNS = 3;
/** A text in a formula may have 255 characters. */
const LONGEST_TINTED_WORD = 250;
const BAND_TINTS = { 1: 'ok', 2: 'warn', 3: 'bad', 4: 'critical' } as const;
const VERDICT_TINTS = {
  met: 'met',
  partly: 'warn',
  'not-met': 'bad',
  unknown: 'neutral',
  'not-applicable': null,
} as const;
/** The writer's words for the verdicts. */
const VERDICT_WORDS = {
  met: 'met',
  partly: 'partlyMet',
  'not-met': 'notMet',
  unknown: 'unknown',
  'not-applicable': 'notApplicable',
} as const;
/** Of two tones for one word in a column the later one here wins: nothing open or bad is shown as good. */
const TINT_ORDER: readonly ExcelTint[] = ['emphasis', 'met', 'ok', 'neutral', 'warn', 'bad', 'critical'];

/** What is known of a column once its cells have been read. */
interface ColumnPlan {
  column: ReportColumn;
  styleName: ExcelStyleName;
  characters: number;
  tints: Map<string, ExcelTint>;
}

/**
 * One sheet of a report: title band, head in row 5, data from row 6, then one empty row and the legend.
 * Cells hold bare words, numbers and days; colours are conditional formats on the words. A verdict's note
 * and a band's score get a column of their own, so that filters and pivots stay clean. Where a verdict says
 * only where ("Frankfurt"), what is not met stands behind it in words, since a cell has no mark.
 *
 * @throws RangeError when there are more rows than a sheet holds.
 */
export function buildReportSheet(sheet: ReportSheet, name: string, furniture: ExcelFurniture): ExcelSheet {
  const { columns, rows } = separateNotes(sheet.table, furniture);
  if (rows.length > MOST_ROWS) {
    throw new RangeError(`The sheet "${name}" would have ${rows.length} rows; a sheet holds at most ${MOST_ROWS}.`);
  }
  const plans = columns.map((column, index) => planColumn(column, index, rows));
  const cells: ExcelCells = new Map();
  const heights = new Map<number, { height: number }>();
  const setHeight = (row: number, height: number): void => void heights.set(row, { height });
  const usedColumns = Math.max(plans.length, LEAST_COLUMNS);

  const band = {
    title: sheet.title,
    line: describeDocument(furniture),
    asOf: { label: sayWord(furniture, 'asOfLabel'), date: furniture.asOf },
    filter: sheet.filter,
  };
  layBand(cells, band, usedColumns).forEach((height, row) => setHeight(row, height));
  setHeight(HEAD_ROW - 1, 6);

  const data = layData(cells, rows, plans, heights, furniture);
  layHead(cells, plans);
  const widths = plans.map((plan) => plan.characters);
  setHeight(
    HEAD_ROW,
    headHeight(
      plans.map((plan) => plan.column.title),
      widths,
    ),
  );
  if (rows.length === 0) {
    putCell(cells, FIRST_DATA_ROW, 0, sheet.table.empty, excelStyles.note);
    setHeight(FIRST_DATA_ROW, rowHeight(1));
  }

  const legendRow = FIRST_DATA_ROW + Math.max(rows.length, 1) + 1;
  const legend = splitLines(sheet.legend, sum(widths), { size: CELL_SIZE });
  legend.forEach((line, index) => {
    putCell(cells, legendRow + index, 0, line, excelStyles.note);
    setHeight(legendRow + index, rowHeight(1));
  });

  const totals = rows.filter((row) => row.total === true).length;
  const lastFiltered = HEAD_ROW + Math.max(rows.length - totals, Math.min(rows.length, 1));
  return {
    sheet: {
      name,
      columns: plans.map((plan) => ({ width: plan.characters, style: excelStyles[plan.styleName] })),
      rows: [...Array.from({ length: FIRST_DATA_ROW }, (): CellValue[] => []), ...data],
      cells,
      rowDefs: heights,
      conditionalRules: rows.length === 0 ? [] : listRules(plans, rows.length),
      autoFilter: { range: `A${HEAD_ROW + 1}:${colToLetter(plans.length - 1)}${lastFiltered + 1}` },
      freezePane: { rows: FIRST_DATA_ROW, columns: Math.min(sheet.frozenColumns, plans.length) },
      a11y: { summary: sheet.table.description, headerRow: HEAD_ROW },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(legendRow + Math.max(legend.length - 1, 0), usedColumns - 1),
    printTitleRows: `$1:$${FIRST_DATA_ROW}`,
    records: rows.length,
  };
}

/** A value that stands in a column of its own beside the word it belongs to. */
function noteOf(value: ReportValue): ReportValue {
  if (value?.kind === 'verdict' && value.note !== undefined) return { kind: 'text', text: value.note };
  if (value?.kind === 'band' && value.score !== undefined) {
    return { kind: 'number', value: value.score, format: Number.isInteger(value.score) ? 'whole' : 'total' };
  }
  return null;
}

function separateNotes(table: ReportTable, furniture: ExcelFurniture): Pick<ReportTable, 'columns' | 'rows'> {
  const noted = table.columns.map((_, index) => table.rows.find((row) => noteOf(row.cells[index] ?? null) !== null));
  if (noted.every((row) => row === undefined)) return table;
  return {
    columns: table.columns.flatMap((column, index) => {
      const row = noted[index];
      if (row === undefined) return [column];
      const isScore = row.cells[index]?.kind === 'band';
      const title = sayWord(furniture, isScore ? 'columnScore' : 'columnNote', { column: column.title });
      return [column, { ...column, id: `${column.id}-note`, title, characters: isScore ? 10 : 24 }];
    }),
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.flatMap((value, index) => (noted[index] === undefined ? [value] : [value, noteOf(value)])),
    })),
  };
}

function planColumn(column: ReportColumn, index: number, rows: readonly ReportRow[]): ColumnPlan {
  const row = rows.find((candidate) => (candidate.cells[index] ?? null) !== null);
  const styleName = styleNameOf(row?.cells[index] ?? null, column);
  const least = index === 1 || styleName === 'date' ? DATE_CHARACTERS : index === 0 ? 8 : 0;
  const characters = Math.max(column.characters, least, widestIdentifier(index, rows));
  return { column, styleName, characters, tints: computedTints(column) };
}

/** A word that may come to stand there later has its colour from the start. */
function computedTints({ computed }: ReportColumn): Map<string, ExcelTint> {
  const words = computed?.kind === 'due-word' ? computed.words : [];
  return new Map(
    words.flatMap(({ text, tone }) => {
      const tint = toneTint(tone);
      return tint === null ? [] : [[text, tint] as const];
    }),
  );
}

/** The width at which no identifier of a column breaks at its hyphens, in characters. */
function widestIdentifier(column: number, rows: readonly ReportRow[]): number {
  let widest = '';
  for (const row of rows) {
    const value = row.cells[column] ?? null;
    if (value?.kind !== 'identifiers' && (value?.kind !== 'identifier' || value.sum === true)) continue;
    for (const text of value.kind === 'identifiers' ? value.texts : [value.text]) {
      if (text.length > widest.length) widest = text;
    }
  }
  return widest === '' ? 0 : Math.min(charactersFor(cleanCellText(widest), boldFace) + 1, WIDEST_IDENTIFIER);
}

function styleNameOf(value: ReportValue, column: ReportColumn): ExcelStyleName {
  switch (value?.kind) {
    case 'number':
      return value.format;
    case 'date':
      return dateSerial(value.date) === null ? 'text' : 'date';
    case 'strong':
      return 'strong';
    case 'identifier':
      return value.sum === true ? 'text' : 'strong';
    default:
      return column.align === 'right' ? 'textRight' : 'text';
  }
}

/** Reads all rows once: values, the few cells that differ from their column, row heights, tints and widths. */
function layData(
  cells: ExcelCells,
  rows: readonly ReportRow[],
  plans: readonly ColumnPlan[],
  heights: Map<number, { height: number }>,
  furniture: ExcelFurniture,
): CellValue[][] {
  const sharedHeights = new Map<number, { height: number }>();
  const largest = plans.map((plan) => ({ value: 0, styleName: plan.styleName }));
  const data = rows.map((row, index) => {
    let lines = 1;
    const values = plans.map((plan, column): CellValue => {
      const value = row.cells[column] ?? null;
      const styleName = value === null ? plan.styleName : styleNameOf(value, plan.column);
      const isBlank = value === null && plan.column.toFill === true;
      const written = isBlank ? null : writtenValue(value, styleName, column, furniture);
      if (styleName !== plan.styleName || row.total === true || isErrorText(written)) {
        const style: CellStyle = excelStyles[styleName];
        const cell = valueCell(written, row.total === true ? asTotal(style) : style);
        cells.set(`${FIRST_DATA_ROW + index},${column}`, cell);
      }
      const computed = plan.column.computed;
      if (computed !== undefined) {
        const dayColumn = plans.findIndex(({ column: { id } }) => id === computed.dayColumn);
        const place = FIRST_DATA_ROW + index;
        const formula = writeComputation(computed, dayColumn, place);
        const result = typeof written === 'number' || typeof written === 'string' ? written : '';
        putFormula(cells, place, column, formula, result, excelStyles[plan.styleName]);
      }
      if (typeof written === 'number' && styleName !== 'date') {
        if (Math.abs(written) > (largest[column]?.value ?? 0))
          largest[column] = { value: Math.abs(written), styleName };
      } else if (typeof written === 'string') {
        const bold = styleName === 'strong' || row.total === true;
        lines = Math.max(lines, countLines(written, plan.characters, bold ? boldFace : regularFace));
        if (value !== null) noteTint(plan.tints, value, written);
      }
      return written;
    });
    const height = rowHeight(lines);
    const shared = sharedHeights.get(height) ?? { height };
    sharedHeights.set(height, shared);
    heights.set(FIRST_DATA_ROW + index, shared);
    return values;
  });
  plans.forEach((plan, column) => {
    const { value, styleName } = largest[column] ?? { value: 0, styleName: plan.styleName };
    const shown = formatNumber(-value, styleName);
    if (shown !== null) plan.characters = Math.max(plan.characters, charactersFor(shown, boldFace));
  });
  return data;
}

/**
 * In a column of dates or numbers an absent value is an empty cell, so that the column stays of one type;
 * the first column is never empty, so that every row is seen to be one.
 */
function writtenValue(
  value: ReportValue,
  styleName: ExcelStyleName,
  column: number,
  furniture: ExcelFurniture,
): CellValue {
  if (value === null) return column > 0 && isTyped(styleName) ? null : ABSENT;
  switch (value.kind) {
    case 'number':
      return Number.isFinite(value.value) ? value.value : null;
    case 'date':
      return dateSerial(value.date) ?? cleanCellText(value.date);
    case 'identifiers':
      return cleanCellText(value.texts.join('\n')) || ABSENT;
    case 'text':
      return cleanCellText(value.note === undefined ? value.text : `${value.text}\n${value.note}`) || ABSENT;
    case 'verdict':
      return cleanCellText(describeVerdict(value, furniture)) || ABSENT;
    default:
      return cleanCellText(value.text) || ABSENT;
  }
}

function describeVerdict(value: Extract<ShownValue, { kind: 'verdict' }>, furniture: ExcelFurniture): string {
  if (value.quiet !== true || value.verdict === 'met') return value.text;
  const word = sayWord(furniture, VERDICT_WORDS[value.verdict]);
  return `${value.text} (${word.toLocaleLowerCase(furniture.language)})`;
}

function isErrorText(value: CellValue): boolean {
  return typeof value === 'string' && looksLikeError(value);
}

function isTyped(styleName: ExcelStyleName): boolean {
  return styleName === 'date' || isNumberFormat(styleName);
}

function isNumberFormat(styleName: ExcelStyleName): styleName is NumberFormat {
  return styleName === 'whole' || styleName === 'thousands' || styleName === 'total' || styleName === 'ratio';
}

function formatNumber(value: number, styleName: ExcelStyleName): string | null {
  if (styleName === 'whole') return value.toFixed(0);
  if (styleName === 'total') return value.toFixed(2);
  if (styleName === 'ratio') return `${(value * 100).toFixed(0)}%`;
  return styleName === 'thousands' ? value.toLocaleString('en-GB', { maximumFractionDigits: 0 }) : null;
}

function noteTint(tints: Map<string, ExcelTint>, value: ShownValue, word: string): void {
  const tint = tintOf(value);
  if (tint === null) return;
  const known = tints.get(word);
  if (known === undefined || TINT_ORDER.indexOf(tint) > TINT_ORDER.indexOf(known)) tints.set(word, tint);
}

function tintOf(value: ShownValue): ExcelTint | null {
  switch (value.kind) {
    case 'status':
      return toneTint(value.tone);
    case 'verdict':
      return value.quiet === true && value.verdict === 'met' ? null : VERDICT_TINTS[value.verdict];
    case 'band':
      if (value.neutral === true) return value.level >= 3 ? 'emphasis' : null;
      return BAND_TINTS[value.level];
    default:
      return null;
  }
}

function toneTint(tone: Tone): ExcelTint | null {
  return tone === 'mute' ? null : tone;
}

function layHead(cells: ExcelCells, plans: readonly ColumnPlan[]): void {
  plans.forEach((plan, column) => {
    const right = isNumberFormat(plan.styleName) || plan.styleName === 'textRight';
    putCell(cells, HEAD_ROW, column, plan.column.title, right ? excelStyles.headNumber : excelStyles.head);
  });
}

function listRules(plans: readonly ColumnPlan[], rowCount: number): ConditionalRule[] {
  const rules: ExcelRule[] = [];
  plans.forEach((plan, index) => {
    const letter = colToLetter(index);
    const first = `${letter}${FIRST_DATA_ROW + 1}`;
    const range = `${first}:${letter}${FIRST_DATA_ROW + rowCount}`;
    for (const [word, tint] of plan.tints) {
      if (word.length <= LONGEST_TINTED_WORD) rules.push(equalRule(range, word, tint));
    }
    const days = plan.column.dueWithinDays;
    if (days !== undefined) {
      rules.push(expressionRule(range, `AND(ISNUMBER(${first}),${first}<$B$3)`, 'critical'));
      rules.push(expressionRule(range, `AND(ISNUMBER(${first}),${first}>=$B$3,${first}<=$B$3+${days})`, 'warn'));
    }
  });
  return rankRules(rules);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
