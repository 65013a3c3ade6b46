import { colToLetter, writeXlsx } from 'hucre/xlsx';
import type { DataValidation } from 'hucre/xlsx';
import {
  CODE_CHANGE_ORDINALS,
  CODE_CHANGE_UPLIFTS,
  type CodeChangeModel,
} from '../../../shared/contract/score-models.ts';
import type { CodeChangeFactors } from '../../../shared/contract/scores.ts';
import { BANDS, type Band } from '../../../shared/contract/vendors.ts';
import { bandOf } from '../../../shared/rules/scores/bands.ts';
import { scoreCodeChange } from '../../../shared/rules/scores/code-change.ts';
import {
  ANSWER_WORDS,
  bandWord,
  type CodeChangeUplift,
  type CodeRiskCells,
  describeControls,
  layOutModelSheet,
  LOCKED_SHEET,
  totalRange,
} from './code-risk-model.ts';
import { assembleWorkbook } from './excel.ts';
import {
  absoluteArea,
  describeDocument,
  type ExcelCells,
  type ExcelFurniture,
  type ExcelSheet,
  HEAD_ROW,
  headHeight,
  layBand,
  pageFurniture,
  putCell,
  putFormula,
  rowHeight,
  sayWord,
} from './excel-layout.ts';
import { countLines, splitLines } from './excel-measure.ts';
import { equalRule, quoteText, rankRules } from './excel-rules.ts';
import { CELL_SIZE, excelStyles } from './excel-styles.ts';

/** One change of code with its six factors; a level that is null is an empty cell. */
export interface CodeRiskChange {
  /** "CP-4411" */
  id: string;
  description: string;
  factors: CodeChangeFactors;
}

export interface CodeRiskInput {
  model: CodeChangeModel;
  changes: readonly CodeRiskChange[];
  furniture: ExcelFurniture;
  /** What is shown, in plain words: "Changes of November 2026." */
  filter: string;
  /** Rows in which changes can be added by hand. */
  emptyRows: number;
}

/** Names of the three sheets beside those of another report. */
const ADDED_NAMES = { changes: 'Code-change risk', model: 'Code-change model', selfTest: 'Code-change self-test' };
const OWN_NAMES = { changes: 'Changes', model: 'Model', selfTest: 'Self-test' };

const INCOMPLETE = 'Incomplete';
const CHANGE_WIDTHS = [11, 30, 12.5, 12.5, 12.5, 13, 12.5, 12.5, 8.5, 10, 9.5, 13, 47];
const CHANGES_WIDTH = CHANGE_WIDTHS.reduce((sum, width) => sum + width, 0);
const SELF_TEST_WIDTHS = [9.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 11.5];
const FIRST_ROW = HEAD_ROW + 1;
/** Columns of the changes, counted from 0. */
const COLUMN = { sum: 8, times100: 9, total: 10, band: 11, controls: 12 } as const;
const LAST_INPUT = COLUMN.sum - 1;
const TINTS = { low: 'ok', medium: 'warn', high: 'bad', critical: 'critical' } as const;
/** The sums of the published test vectors (`domain.md` 7.2). */
const SELF_TEST_SUMS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15];
const SELF_TEST_HEAD = 3;

/**
 * The three sheets of the code-change risk matrix with live formulas, to be added to another workbook: changes
 * with six drop-down cells each, the model, and its self-test. The formulas carry the results that the
 * application's own rule gives.
 */
export function buildCodeRiskSheets(input: CodeRiskInput, names = ADDED_NAMES): ExcelSheet[] {
  const { sheet, references } = layOutModelSheet(input.model, names.model, input.furniture);
  return [
    layOutChanges(input, names.changes, references),
    sheet,
    layOutSelfTest(input.model, names.selfTest, references, input.furniture),
  ];
}

/** The code-change risk workbook (.xlsx) by itself; the same input gives the same bytes. */
export async function buildCodeRiskWorkbook(input: CodeRiskInput & { createdAt: string }): Promise<Uint8Array> {
  const document = { title: input.model.title, entity: input.furniture.entity, createdAt: input.createdAt };
  return writeXlsx(assembleWorkbook(buildCodeRiskSheets(input, OWN_NAMES), document));
}

function layOutChanges(input: CodeRiskInput, name: string, references: CodeRiskCells): ExcelSheet {
  const { model, changes, furniture } = input;
  const cells: ExcelCells = new Map();
  const rowCount = changes.length + input.emptyRows;
  const lastColumn = CHANGE_WIDTHS.length - 1;
  const line = `${describeDocument(furniture)}  ·  Model ${model.id} ${model.version}`;
  const filter = `${input.filter}  Yellow cells are inputs; every other cell is computed.`;
  const asOf = { label: sayWord(furniture, 'asOfLabel'), date: furniture.asOf };
  const band = layBand(cells, { title: model.title, line, asOf, filter }, CHANGE_WIDTHS.length);
  const head = listChangeTitles(model);
  head.forEach((title, column) => {
    const numeric = column >= COLUMN.sum && column <= COLUMN.total;
    putCell(cells, HEAD_ROW, column, title, numeric ? excelStyles.headNumber : excelStyles.head);
  });
  changes.forEach((change, index) => layChange(cells, FIRST_ROW + index, model, change));
  for (let row = FIRST_ROW + changes.length; row < FIRST_ROW + rowCount; row += 1) {
    for (let column = 0; column <= LAST_INPUT; column += 1) putCell(cells, row, column, null, excelStyles.input);
  }
  for (let index = 0; index < rowCount; index += 1) {
    layFormulas(cells, FIRST_ROW + index, references, resultsOf(model, changes[index]));
  }

  const heights = [...band, 6, headHeight(head, CHANGE_WIDTHS)];
  // The text changes with the inputs, so every row has room for the longest.
  const tallest = Math.max(...BANDS.map((level) => linesOf(describeControls(model, level), COLUMN.controls)));
  for (let index = 0; index < rowCount; index += 1) {
    heights.push(rowHeight(Math.max(tallest, linesOf(changes[index]?.description ?? '', 1))));
  }
  heights.push(rowHeight(1));
  for (const text of splitLines(describeFormula(model), CHANGES_WIDTH, { size: CELL_SIZE })) {
    putCell(cells, heights.length, 0, text, excelStyles.note);
    heights.push(rowHeight(1));
  }

  const lastRow = FIRST_ROW + rowCount;
  const bands = `${colToLetter(COLUMN.band)}${FIRST_ROW + 1}:${colToLetter(COLUMN.band)}${lastRow}`;
  const rules = BANDS.map((level) => equalRule(bands, bandWord(level), TINTS[level]));
  return {
    sheet: {
      name,
      columns: CHANGE_WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      conditionalRules: rankRules([...rules, equalRule(bands, INCOMPLETE, 'neutral')]),
      dataValidations: listChoices(references, lastRow),
      autoFilter: { range: `A${HEAD_ROW + 1}:${colToLetter(lastColumn)}${lastRow}` },
      freezePane: { rows: FIRST_ROW, columns: 2 },
      protection: LOCKED_SHEET,
      a11y: { summary: 'Risk of each code change, computed from six chosen levels.', headerRow: HEAD_ROW },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(heights.length - 1, lastColumn),
    printTitleRows: `$1:$${FIRST_ROW}`,
    records: changes.length,
  };
}

function listChangeTitles(model: CodeChangeModel): string[] {
  return [
    'Change',
    'What changes',
    ...CODE_CHANGE_ORDINALS.map((factor) => model.factors[factor].label),
    ...CODE_CHANGE_UPLIFTS.map((uplift) => model.uplifts[uplift].label),
    'Sum',
    'Total × 100',
    'Total',
    'Band',
    'Controls that follow',
  ];
}

function layChange(cells: ExcelCells, row: number, model: CodeChangeModel, change: CodeRiskChange): void {
  putCell(cells, row, 0, change.id, excelStyles.strong);
  putCell(cells, row, 1, change.description, excelStyles.text);
  CODE_CHANGE_ORDINALS.forEach((factor, index) => {
    const levels: Readonly<Record<string, { label: string }>> = model.factors[factor].levels;
    putCell(cells, row, 2 + index, levels[change.factors[factor] ?? '']?.label ?? null, excelStyles.input);
  });
  CODE_CHANGE_UPLIFTS.forEach((uplift, index) => {
    putCell(cells, row, 6 + index, ANSWER_WORDS[change.factors[uplift]], excelStyles.input);
  });
}

interface ChangeResults {
  sum: number | string;
  times100: number | string;
  total: number | string;
  band: string;
  controls: string;
}

/** What the formulas of a row must show: nothing in an empty row, no band while a level is missing. */
function resultsOf(model: CodeChangeModel, change: CodeRiskChange | undefined): ChangeResults {
  if (change === undefined) return { sum: '', times100: '', total: '', band: '', controls: '' };
  const { sum, totalTimes10000, total, band } = scoreCodeChange(model, change.factors);
  return {
    sum: sum ?? '',
    times100: totalTimes10000 === null ? '' : totalTimes10000 / 100,
    total: total ?? '',
    band: band === null ? INCOMPLETE : bandWord(band),
    controls: band === null ? 'Choose the missing level' : describeControls(model, band),
  };
}

function layFormulas(cells: ExcelCells, row: number, references: CodeRiskCells, results: ChangeResults): void {
  const at = (column: number): string => `${colToLetter(column)}${row + 1}`;
  const [sum, times100, band] = [at(COLUMN.sum), at(COLUMN.times100), at(COLUMN.band)];
  const factors = CODE_CHANGE_ORDINALS.map((factor, index) => ({ ...references.factors[factor], cell: at(2 + index) }));
  const chosen = factors.map(({ words, cell }) => `SUMPRODUCT(--(${words}=${cell}))`).join('*');
  const points = factors.map((factor) => `SUMPRODUCT((${factor.words}=${factor.cell})*${factor.points})`).join('+');
  const percents = CODE_CHANGE_UPLIFTS.map((uplift, index) => percentFormula(references, uplift, at(6 + index)));
  const put = (column: number, value: string | number, style: keyof typeof excelStyles, formula: string): void =>
    putFormula(cells, row, column, formula, value, excelStyles[style]);

  put(COLUMN.sum, results.sum, 'whole', `IF(${chosen}=1,${points},"")`);
  put(COLUMN.times100, results.times100, 'whole', `IF(${sum}="","",${sum}*${percents.join('*')}/100)`);
  put(COLUMN.total, results.total, 'total', `IF(${times100}="","",${times100}/100)`);
  const rated = `IF(${times100}="",${quoteText(INCOMPLETE)},${bandFormula(references, times100)})`;
  put(COLUMN.band, results.band, 'formulaText', `IF(COUNTA(${at(0)}:${at(LAST_INPUT)})=0,"",${rated})`);
  const controls = `INDEX(${references.controls},MATCH(${band},${references.bandWords},0))`;
  put(
    COLUMN.controls,
    results.controls,
    'formulaText',
    `IF(${band}="","",IF(${band}=${quoteText(INCOMPLETE)},"Choose the missing level",${controls}))`,
  );
}

/** Per cent for an answer; what is neither yes nor no, an empty cell too, counts as unknown. */
function percentFormula(references: CodeRiskCells, uplift: CodeChangeUplift, cell: string): string {
  const { yes, no, unknown } = references.uplifts[uplift].answers;
  return `IF(${cell}=${yes.word},${yes.percent},IF(${cell}=${no.word},${no.percent},${unknown.percent}))`;
}

/** The band of a total × 100, upper bounds included. */
function bandFormula(references: CodeRiskCells, times100: string): string {
  const [first, ...others] = BANDS.toReversed().map((band) => references.bands[band]);
  return others.reduce((worse, { word, upTo }) => `IF(${times100}<=${upTo},${word},${worse})`, first?.word ?? '""');
}

function listChoices(references: CodeRiskCells, lastRow: number): DataValidation[] {
  const lists = [
    ...CODE_CHANGE_ORDINALS.map((factor) => references.factors[factor].words),
    ...CODE_CHANGE_UPLIFTS.map((uplift) => references.uplifts[uplift].words),
  ];
  return lists.map((formula1, index) => ({
    type: 'list',
    formula1,
    range: `${colToLetter(2 + index)}${FIRST_ROW + 1}:${colToLetter(2 + index)}${lastRow}`,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: 'Not in the list',
    errorMessage: 'Choose one of the words in the list, or clear the cell.',
  }));
}

function describeFormula(model: CodeChangeModel): string {
  const { aiGenerated, humanReviewed } = model.uplifts;
  const { low, medium, high } = model.boundsInHundredths;
  const { least, most } = totalRange(model);
  return [
    `Total = sum × ${aiGenerated.percent.yes / 100} if generated × ${humanReviewed.percent.no / 100} if not reviewed, not rounded.`,
    `Range ${least / 100} to ${most / 100}.`,
    `LOW to ${low / 100}, MEDIUM to ${medium / 100}, HIGH to ${high / 100}, CRITICAL above.`,
    'Unknown counts as the worse answer. The total orders changes; it does not measure loss.',
  ].join(' ');
}

function linesOf(text: string, column: number): number {
  return countLines(text, CHANGE_WIDTHS[column] ?? 0, { size: CELL_SIZE });
}

function layOutSelfTest(
  model: CodeChangeModel,
  name: string,
  references: CodeRiskCells,
  furniture: ExcelFurniture,
): ExcelSheet {
  const cells: ExcelCells = new Map();
  const line =
    'Each sum with the four combinations of uplifts, computed by formula and compared with the published bands.';
  const heights = layBand(cells, { title: 'Self-test of the model', line }, SELF_TEST_WIDTHS.length);
  const { yes, no } = references.uplifts.aiGenerated.answers;
  const reviewed = references.uplifts.humanReviewed.answers;
  const { aiGenerated, humanReviewed } = model.uplifts;
  const uplifts = [
    { factor: `${no.percent}*${reviewed.yes.percent}`, percent: aiGenerated.percent.no * humanReviewed.percent.yes },
    { factor: `${yes.percent}*${reviewed.yes.percent}`, percent: aiGenerated.percent.yes * humanReviewed.percent.yes },
    { factor: `${no.percent}*${reviewed.no.percent}`, percent: aiGenerated.percent.no * humanReviewed.percent.no },
    { factor: `${yes.percent}*${reviewed.no.percent}`, percent: aiGenerated.percent.yes * humanReviewed.percent.no },
  ];
  const first = SELF_TEST_HEAD + 1;
  const last = first + SELF_TEST_SUMS.length;
  const agrees = `J${first + 1}:J${last}`;
  const count = SELF_TEST_SUMS.length;
  const verdict = `COUNTIF(${agrees},"Yes")&" of "&ROWS(${agrees})&" rows agree"`;
  putFormula(cells, 2, 0, verdict, `${count} of ${count} rows agree`, excelStyles.headingFormula);
  putCell(cells, SELF_TEST_HEAD, 0, 'Sum', excelStyles.headPlainNumber);
  uplifts.forEach(({ percent }, index) => {
    const title = percent === 10_000 ? 'Plain' : `× ${percent / 10_000}`;
    putCell(cells, SELF_TEST_HEAD, 1 + index * 2, title, excelStyles.headPlainNumber);
    putCell(cells, SELF_TEST_HEAD, 2 + index * 2, 'Band', excelStyles.head);
  });
  putCell(cells, SELF_TEST_HEAD, 9, 'Agrees', excelStyles.head);
  heights.push(30, 22);

  SELF_TEST_SUMS.forEach((sum, index) => {
    const row = first + index;
    putCell(cells, row, 0, sum, excelStyles.strongWhole);
    const published = uplifts.map(({ percent }) => bandWord(publishedBand(model, sum * percent)));
    uplifts.forEach(({ factor, percent }, column) => {
      const product = `$A${row + 1}*${factor}`;
      putFormula(cells, row, 1 + column * 2, `${product}/10000`, (sum * percent) / 10_000, excelStyles.total);
      const band = bandFormula(references, `${product}/100`);
      putFormula(cells, row, 2 + column * 2, band, published[column] ?? '', excelStyles.formulaText);
    });
    const checks = published.map((word, column) => `${colToLetter(2 + column * 2)}${row + 1}=${quoteText(word)}`);
    putFormula(cells, row, 9, `IF(AND(${checks.join(',')}),"Yes","No")`, 'Yes', excelStyles.formulaText);
    heights.push(rowHeight(1));
  });

  const bandRules = ['C', 'E', 'G', 'I'].flatMap((letter) =>
    BANDS.map((band) => equalRule(`${letter}${first + 1}:${letter}${last}`, bandWord(band), TINTS[band])),
  );
  return {
    sheet: {
      name,
      columns: SELF_TEST_WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      conditionalRules: rankRules([...bandRules, equalRule(agrees, 'Yes', 'ok'), equalRule(agrees, 'No', 'critical')]),
      freezePane: { rows: first, columns: 1 },
      protection: LOCKED_SHEET,
      a11y: { summary: 'The model compared with its published results.', headerRow: SELF_TEST_HEAD },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(last - 1, SELF_TEST_WIDTHS.length - 1),
    printTitleRows: `$1:$${first}`,
    records: null,
  };
}

/** The band of a sum × per cent × per cent by the application's own rule. */
function publishedBand(model: CodeChangeModel, totalTimes10000: number): Band {
  const { low, medium, high } = model.boundsInHundredths;
  return bandOf(totalTimes10000, { low: low * 100, medium: medium * 100, high: high * 100 });
}
