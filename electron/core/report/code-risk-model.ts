import {
  CODE_CHANGE_ORDINALS,
  CODE_CHANGE_UPLIFTS,
  type CodeChangeModel,
  type CodeChangeOrdinal,
} from '../../../shared/contract/score-models.ts';
import { YES_NO_UNKNOWN } from '../../../shared/contract/scores.ts';
import { BANDS, type Band } from '../../../shared/contract/vendors.ts';
import {
  absoluteArea,
  type ExcelCells,
  type ExcelFurniture,
  type ExcelSheet,
  headHeight,
  layBand,
  pageFurniture,
  putCell,
  rowHeight,
} from './excel-layout.ts';
import { countLines } from './excel-measure.ts';
import { CELL_SIZE, excelStyles } from './excel-styles.ts';

export type CodeChangeUplift = (typeof CODE_CHANGE_UPLIFTS)[number];
type UpliftAnswer = (typeof YES_NO_UNKNOWN)[number];

/** Where the numbers of the model stand, as absolute references that name the sheet. */
export interface CodeRiskCells {
  factors: Readonly<Record<CodeChangeOrdinal, { words: string; points: string }>>;
  uplifts: Readonly<
    Record<
      CodeChangeUplift,
      { words: string; answers: Readonly<Record<UpliftAnswer, { word: string; percent: string }>> }
    >
  >;
  bands: Readonly<Record<Band, { word: string; upTo: string }>>;
  bandWords: string;
  controls: string;
}

/** Nothing on a protected sheet can be changed but unlocked cells; columns may be widened and filters set. */
export const LOCKED_SHEET = {
  sheet: true,
  objects: true,
  scenarios: true,
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatColumns: true,
  formatRows: true,
  autoFilter: true,
} as const;

export const ANSWER_WORDS: Readonly<Record<UpliftAnswer, string>> = { yes: 'Yes', no: 'No', unknown: 'Unknown' };

const WIDTHS = [18, 12, 13.5, 70];
const HEADING_HEIGHT = 30;
const BAND_ROWS = 2;

type ModelRow = readonly [string, string | number, number, string];

/** Word of a band in the workbook: "HIGH". */
export function bandWord(band: Band): string {
  return band.toUpperCase();
}

/** The smallest and the largest total of a model, in hundredths of a point. */
export function totalRange(model: CodeChangeModel): { least: number; most: number } {
  const points = CODE_CHANGE_ORDINALS.map((factor) =>
    Object.values(model.factors[factor].levels).map((level) => level.points),
  );
  const percents = CODE_CHANGE_UPLIFTS.map((uplift) => Object.values(model.uplifts[uplift].percent));
  const pick = (choose: (...values: number[]) => number): number =>
    (points.reduce((sum, values) => sum + choose(...values), 0) *
      percents.reduce((product, values) => product * choose(...values), 1)) /
    100;
  return { least: pick(Math.min), most: pick(Math.max) };
}

/** What a band asks for beyond the milder one: "And review by the security team; added tests". */
export function describeControls(model: CodeChangeModel, band: Band): string {
  const milder = BANDS[BANDS.indexOf(band) - 1];
  const known = new Set(milder === undefined ? [] : model.controls[milder]);
  const added = model.controls[band]
    .filter((control) => !known.has(control))
    .map((control) => control.replace(/\.$/, ''));
  if (added.length === 0) return milder === undefined ? '' : describeControls(model, milder);
  const [first = '', ...others] = known.size === 0 ? added : added.map(lowerFirst);
  return `${known.size === 0 ? first : `And ${first}`}${others.map((control) => `; ${lowerFirst(control)}`).join('')}`;
}

/**
 * The sheet with every number of the model `code-change` (`domain.md` 7.1 and 7.2): points, percentages and
 * bounds, to which the formulas of the other sheets refer.
 */
export function layOutModelSheet(
  model: CodeChangeModel,
  name: string,
  furniture: ExcelFurniture,
): { sheet: ExcelSheet; references: CodeRiskCells } {
  const cells: ExcelCells = new Map();
  const heights: number[] = layBand(
    cells,
    {
      title: `Model ${model.id} ${model.version}`,
      line: 'Values and thresholds. A change here makes a new model version; results made before keep theirs.',
    },
    WIDTHS.length,
  );
  const page = pageFurniture(furniture, 'portrait');
  const tables: { heading: string; head: readonly string[]; rows: readonly ModelRow[] }[] = [
    { heading: 'Factor levels', head: ['Factor', 'Level', 'Points', 'Anchor'], rows: listLevels(model) },
    {
      heading: 'Uplifts, in per cent of the sum',
      head: ['Question', 'Answer', 'Percent', 'Rule'],
      rows: listUplifts(model),
    },
    {
      heading: 'Bands, upper bound included, total × 100',
      head: ['Band', 'From above', 'Up to', 'Controls'],
      rows: listBands(model),
    },
  ];
  const [levelRow = 0, upliftRow = 0, bandRow = 0] = tables.map((table) => layTable(cells, heights, table));
  return {
    sheet: {
      sheet: {
        name,
        columns: WIDTHS.map((width) => ({ width })),
        rows: [],
        cells,
        rowDefs: new Map(heights.map((height, row) => [row, { height }])),
        freezePane: { rows: BAND_ROWS },
        protection: LOCKED_SHEET,
        a11y: { summary: 'Points, percentages and bounds of the code-change risk model.', headerRow: levelRow - 1 },
        ...page,
        // On one page, so that no table is torn from its heading.
        pageSetup: { ...page.pageSetup, fitToHeight: 1 },
      },
      printArea: absoluteArea(heights.length - 1, WIDTHS.length - 1),
      printTitleRows: `$1:$${BAND_ROWS}`,
      records: null,
    },
    references: listReferences(name, levelRow, upliftRow, bandRow),
  };
}

function listLevels(model: CodeChangeModel): ModelRow[] {
  return CODE_CHANGE_ORDINALS.flatMap((factor) => {
    const { label, levels } = model.factors[factor];
    return Object.values(levels).map((level): ModelRow => [label, level.label, level.points, level.anchor]);
  });
}

function listUplifts(model: CodeChangeModel): ModelRow[] {
  return CODE_CHANGE_UPLIFTS.flatMap((uplift) => {
    const { label, anchor, percent } = model.uplifts[uplift];
    return YES_NO_UNKNOWN.map((answer): ModelRow => {
      const effect = percent[answer] === 100 ? 'The sum stays.' : `${percent[answer] - 100} % more.`;
      const rule = answer === 'yes' ? `${effect} ${anchor}` : effect;
      return [label, ANSWER_WORDS[answer], percent[answer], rule];
    });
  });
}

function listBands(model: CodeChangeModel): ModelRow[] {
  const { low, medium, high } = model.boundsInHundredths;
  const bounds = [0, low, medium, high, totalRange(model).most];
  return BANDS.map((band, index) => [
    bandWord(band),
    bounds[index] ?? 0,
    bounds[index + 1] ?? 0,
    describeControls(model, band),
  ]);
}

/** Lays a heading, a head and rows below what is there; gives back the first row of the data. */
function layTable(
  cells: ExcelCells,
  heights: number[],
  table: { heading: string; head: readonly string[]; rows: readonly ModelRow[] },
): number {
  putCell(cells, heights.length, 0, table.heading, excelStyles.heading);
  heights.push(HEADING_HEIGHT);
  const numeric = table.rows[0]?.map((value) => typeof value === 'number') ?? [];
  table.head.forEach((title, column) => {
    const style = numeric[column] === true ? excelStyles.headPlainNumber : excelStyles.head;
    putCell(cells, heights.length, column, title, style);
  });
  heights.push(headHeight(table.head, WIDTHS));
  const first = heights.length;
  for (const row of table.rows) {
    row.forEach((value, column) => {
      const text = column === 0 ? excelStyles.strong : excelStyles.text;
      putCell(cells, heights.length, column, value, typeof value === 'number' ? excelStyles.whole : text);
    });
    const lines = row.map((value, column) => countLines(String(value), WIDTHS[column] ?? 0, { size: CELL_SIZE }));
    heights.push(rowHeight(Math.max(...lines)));
  }
  return first;
}

function listReferences(name: string, levelRow: number, upliftRow: number, bandRow: number): CodeRiskCells {
  const sheet = `'${name.replaceAll("'", "''")}'!`;
  const cell = (column: string, row: number): string => `${sheet}$${column}$${row + 1}`;
  const range = (column: string, row: number, count: number): string =>
    `${cell(column, row)}:$${column}$${row + count}`;
  const levels = 4;
  return {
    factors: mapNames(CODE_CHANGE_ORDINALS, (_, index) => ({
      words: range('B', levelRow + index * levels, levels),
      points: range('C', levelRow + index * levels, levels),
    })),
    uplifts: mapNames(CODE_CHANGE_UPLIFTS, (_, index) => {
      const first = upliftRow + index * YES_NO_UNKNOWN.length;
      return {
        words: range('B', first, YES_NO_UNKNOWN.length),
        answers: mapNames(YES_NO_UNKNOWN, (_answer, offset) => ({
          word: cell('B', first + offset),
          percent: cell('C', first + offset),
        })),
      };
    }),
    bands: mapNames(BANDS, (_, index) => ({ word: cell('A', bandRow + index), upTo: cell('C', bandRow + index) })),
    bandWords: range('A', bandRow, BANDS.length),
    controls: range('D', bandRow, BANDS.length),
  };
}

function mapNames<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name, index: number) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name, index) => [name, make(name, index)])) as Record<Name, Value>;
}

function lowerFirst(text: string): string {
  // An abbreviation keeps its capitals.
  return /^[A-Z][A-Z]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
