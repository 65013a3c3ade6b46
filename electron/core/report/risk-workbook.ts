import { colToLetter } from 'hucre/xlsx';
import type { ResidualModel } from '../../../shared/contract/score-models.ts';
import type { Risk } from '../../../shared/contract/risks.ts';
import { BANDS, type Band } from '../../../shared/contract/vendors.ts';
import { tabulateHeat } from '../../../shared/rules/risks.ts';
import { bandOf } from '../../../shared/rules/scores/bands.ts';
import {
  absoluteArea,
  dateSerial,
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
import { countLines } from './excel-measure.ts';
import { equalRule, expressionRule, quoteText, rankRules } from './excel-rules.ts';
import { CELL_SIZE, excelStyles, heatFonts, heatStyles } from './excel-styles.ts';
import { cleanCellText } from './excel-text.ts';
import { layOutRiskLegend } from './risk-legend-sheet.ts';
import type { Translate } from './translate.ts';

export interface RiskWorkbookInput {
  /** Open risks in the order of the sheet. */
  risks: readonly Risk[];
  model: ResidualModel;
  furniture: ExcelFurniture;
  translate: Translate;
  /** What is shown, in plain words. */
  filter: string;
}

const TINTS = { low: 'ok', medium: 'warn', high: 'bad', critical: 'critical' } as const;
const FIRST_ROW = HEAD_ROW + 1;
const DUE_DAYS = 30;
/** Columns of the register, counted from 0. */
const COLUMN = {
  code: 0,
  title: 1,
  category: 2,
  description: 3,
  likelihood: 4,
  impact: 5,
  inherent: 6,
  controls: 7,
  residualLikelihood: 8,
  residualImpact: 9,
  residual: 10,
  band: 11,
  treatment: 12,
  owner: 13,
  review: 14,
} as const;
const WIDTHS = [8, 20, 12.5, 24, 12.5, 10, 11.5, 25, 12.5, 11.5, 11.5, 9.5, 10.5, 13.5, 12.5];
const HEAT_WIDTHS = [14.5, 14.5, 14.5, 14.5, 14.5, 14.5, 2.5, 14.5, 9, 9, 9, 9, 9, 9];
const HEAT_ROW_POINTS = 54;
const COUNT_COLUMN = 7;

/** Band of a score by formula, upper bounds of the model included. */
function bandFormula({ bounds }: ResidualModel, cell: string, say: (band: Band) => string): string {
  const [low, medium, high] = [bounds.low, bounds.medium, bounds.high];
  return `IF(${cell}<=${low},${quoteText(say('low'))},IF(${cell}<=${medium},${quoteText(say('medium'))},IF(${cell}<=${high},${quoteText(say('high'))},${quoteText(say('critical'))})))`;
}

/**
 * The register of risks as three sheets: the risks with score and band by formula, the map with counts by formula beside
 * it, and the legend. The formulas carry the results of the application's own rule.
 */
export function buildRiskSheets(input: RiskWorkbookInput): ExcelSheet[] {
  const name = cleanCellText(input.translate('riskReport.sheet.register'));
  return [layOutRegister(input, name), layOutMap(input, name), layOutRiskLegend(input)];
}

function layOutRegister({ risks, model, furniture, translate, filter }: RiskWorkbookInput, name: string): ExcelSheet {
  const cells: ExcelCells = new Map();
  const sayBand = (band: Band): string => translate(`band.${band}`);
  const band = layBand(
    cells,
    {
      title: translate('kind.risk_register'),
      line: describeDocument(furniture),
      asOf: { label: sayWord(furniture, 'asOfLabel'), date: furniture.asOf },
      filter,
    },
    WIDTHS.length,
  );
  const titles = Object.keys(COLUMN).map((id) => translate(`riskReport.column.${id}`));
  const numeric = new Set<number>([
    COLUMN.likelihood,
    COLUMN.impact,
    COLUMN.inherent,
    COLUMN.residualLikelihood,
    COLUMN.residualImpact,
    COLUMN.residual,
  ]);
  titles.forEach((title, column) => {
    putCell(cells, HEAD_ROW, column, title, numeric.has(column) ? excelStyles.headNumber : excelStyles.head);
  });
  const heights = [...band, 6, headHeight(titles, WIDTHS)];
  risks.forEach((risk, index) => {
    const row = FIRST_ROW + index;
    const at = (column: number): string => `${colToLetter(column)}${row + 1}`;
    const controls = risk.controls.map((control) => control.name).join('; ');
    const review = risk.reviewOn === null ? null : (dateSerial(risk.reviewOn) ?? risk.reviewOn);
    putCell(cells, row, COLUMN.code, risk.code, excelStyles.strong);
    putCell(cells, row, COLUMN.title, risk.title, excelStyles.strong);
    putCell(cells, row, COLUMN.category, translate(`riskReport.category.${risk.category}`), excelStyles.text);
    putCell(cells, row, COLUMN.description, risk.description || '–', excelStyles.text);
    putCell(cells, row, COLUMN.likelihood, risk.inherent.likelihood, excelStyles.whole);
    putCell(cells, row, COLUMN.impact, risk.inherent.impact, excelStyles.whole);
    putFormula(
      cells,
      row,
      COLUMN.inherent,
      `${at(COLUMN.likelihood)}*${at(COLUMN.impact)}`,
      risk.inherent.score,
      excelStyles.whole,
    );
    putCell(cells, row, COLUMN.controls, controls || '–', excelStyles.text);
    putCell(cells, row, COLUMN.residualLikelihood, risk.residual.likelihood, excelStyles.whole);
    putCell(cells, row, COLUMN.residualImpact, risk.residual.impact, excelStyles.whole);
    const product = `${at(COLUMN.residualLikelihood)}*${at(COLUMN.residualImpact)}`;
    putFormula(cells, row, COLUMN.residual, product, risk.residual.score, excelStyles.strongWhole);
    putFormula(
      cells,
      row,
      COLUMN.band,
      bandFormula(model, at(COLUMN.residual), sayBand),
      sayBand(risk.residual.band),
      excelStyles.formulaText,
    );
    putCell(cells, row, COLUMN.treatment, translate(`riskReport.treatment.${risk.treatment}`), excelStyles.text);
    putCell(cells, row, COLUMN.owner, risk.owner?.name ?? '–', excelStyles.text);
    putCell(cells, row, COLUMN.review, review ?? '–', review === null ? excelStyles.text : excelStyles.date);
    const texts = [
      [risk.title, COLUMN.title],
      [risk.description, COLUMN.description],
      [controls, COLUMN.controls],
    ] as const;
    heights.push(
      rowHeight(
        Math.max(1, ...texts.map(([text, column]) => countLines(text, WIDTHS[column] ?? 0, { size: CELL_SIZE }))),
      ),
    );
  });
  if (risks.length === 0) {
    putCell(cells, FIRST_ROW, 0, translate('riskReport.none'), excelStyles.note);
    heights.push(rowHeight(1));
  }
  const lastRow = heights.length;
  heights.push(rowHeight(1));
  putCell(cells, heights.length, 0, describeBounds(model, translate), excelStyles.note);
  heights.push(rowHeight(1));
  const range = (column: number): string => `${colToLetter(column)}${FIRST_ROW + 1}:${colToLetter(column)}${lastRow}`;
  const review = range(COLUMN.review);
  const first = `${colToLetter(COLUMN.review)}${FIRST_ROW + 1}`;
  return {
    sheet: {
      name,
      columns: WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      conditionalRules: rankRules([
        ...BANDS.map((one) => equalRule(range(COLUMN.band), sayBand(one), TINTS[one])),
        expressionRule(review, `AND(ISNUMBER(${first}),${first}<$B$3)`, 'bad'),
        expressionRule(review, `AND(ISNUMBER(${first}),${first}<=$B$3+${DUE_DAYS})`, 'warn'),
      ]),
      // Without records the filter stands on the head alone.
      autoFilter: {
        range: `A${HEAD_ROW + 1}:${colToLetter(WIDTHS.length - 1)}${risks.length === 0 ? HEAD_ROW + 1 : lastRow}`,
      },
      freezePane: { rows: FIRST_ROW, columns: 2 },
      a11y: { summary: translate('riskReport.registerDescription'), headerRow: HEAD_ROW },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(heights.length - 1, WIDTHS.length - 1),
    printTitleRows: `$1:$${FIRST_ROW}`,
    records: risks.length,
  };
}

/** "Score = likelihood × impact, each 1 to 5. Bands: 1–4 Low, 5–9 Medium, …" */
function describeBounds({ bounds }: ResidualModel, translate: Translate): string {
  const { low, medium, high } = bounds;
  return translate('riskReport.bounds', {
    low,
    medium,
    high,
    overLow: low + 1,
    overMedium: medium + 1,
    overHigh: high + 1,
  });
}

function layOutMap({ risks, model, furniture, translate }: RiskWorkbookInput, register: string): ExcelSheet {
  const cells: ExcelCells = new Map();
  const band = layBand(
    cells,
    {
      title: translate('riskReport.map.sheetTitle'),
      line: describeDocument(furniture),
      asOf: { label: sayWord(furniture, 'asOfLabel'), date: furniture.asOf },
      filter: translate('riskReport.map.sheetFilter'),
    },
    HEAT_WIDTHS.length,
  );
  const rows = tabulateHeat(risks, (risk) => risk.residual);
  const levelWord = (labels: ResidualModel['impact'], level: number): string =>
    `${level} ${(labels[level - 1]?.label ?? '').toLowerCase()}`;
  putCell(cells, HEAD_ROW, 0, translate('riskReport.axis.likelihood'), excelStyles.accentLabel);
  putCell(cells, HEAD_ROW, 1, translate('riskReport.map.cells'), excelStyles.accentLabel);
  const heads = [
    translate('riskReport.axis.likelihood'),
    ...[1, 2, 3, 4, 5].map((level) => translate('riskReport.map.impactLevel', { level })),
    translate('riskReport.map.all'),
  ];
  heads.forEach((title, index) => {
    putCell(cells, HEAD_ROW, COUNT_COLUMN + index, title, index === 0 ? excelStyles.head : excelStyles.headPlainNumber);
  });
  const heights = [...band, 6, 24];
  const lastRegisterRow = FIRST_ROW + Math.max(risks.length, 1);
  const column = (place: number): string =>
    `'${register.replaceAll("'", "''")}'!$${colToLetter(place)}$${FIRST_ROW + 1}:$${colToLetter(place)}$${lastRegisterRow}`;
  rows.forEach((line, index) => {
    const row = FIRST_ROW + index;
    const likelihood = line[0]?.likelihood ?? 0;
    const label = levelWord(model.likelihood, likelihood);
    putCell(cells, row, 0, label, excelStyles.label);
    putCell(cells, row, COUNT_COLUMN, label, excelStyles.strong);
    line.forEach(({ impact, score, items }) => {
      const level = bandOf(score, model.bounds);
      const words = `${score} ${translate(`band.${level}`)}`;
      const style = heatStyles[(BANDS.indexOf(level) + 1) as 1 | 2 | 3 | 4];
      const codes = items.map(({ code }) => code).join(', ');
      cells.set(
        `${row},${impact}`,
        codes === ''
          ? { value: words, style }
          : {
              value: `${words}\n${codes}`,
              style,
              richText: [
                { text: `${words}\n`, font: heatFonts.score },
                { text: codes, font: heatFonts.records },
              ],
            },
      );
      const counted = `COUNTIFS(${column(COLUMN.residualLikelihood)},${likelihood},${column(COLUMN.residualImpact)},${impact})`;
      putFormula(cells, row, COUNT_COLUMN + impact, counted, items.length, excelStyles.count);
    });
    const all = `SUM(${colToLetter(COUNT_COLUMN + 1)}${row + 1}:${colToLetter(COUNT_COLUMN + 5)}${row + 1})`;
    putFormula(
      cells,
      row,
      COUNT_COLUMN + 6,
      all,
      line.reduce((sum, { items }) => sum + items.length, 0),
      excelStyles.strongCount,
    );
    const mostCodes = Math.max(...line.map(({ items }) => items.length));
    // Two codes fit beside each other at 11 pt.
    heights.push(Math.max(HEAT_ROW_POINTS, 22 + Math.ceil(mostCodes / 2) * 15));
  });
  const axisRow = FIRST_ROW + rows.length;
  putCell(cells, axisRow, 0, translate('riskReport.axis.impact'), excelStyles.accentLabel);
  putCell(cells, axisRow, COUNT_COLUMN, translate('riskReport.map.all'), excelStyles.strong);
  for (let impact = 1; impact <= 5; impact += 1) {
    putCell(cells, axisRow, impact, levelWord(model.impact, impact), excelStyles.label);
  }
  for (let place = 1; place <= 6; place += 1) {
    const letter = colToLetter(COUNT_COLUMN + place);
    const total = rows.flat().filter(({ impact }) => place === 6 || impact === place);
    putFormula(
      cells,
      axisRow,
      COUNT_COLUMN + place,
      `SUM(${letter}${FIRST_ROW + 1}:${letter}${axisRow})`,
      total.reduce((sum, { items }) => sum + items.length, 0),
      excelStyles.strongCount,
    );
  }
  heights.push(24);
  return {
    sheet: {
      name: cleanCellText(translate('riskReport.sheet.map')),
      columns: HEAT_WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      freezePane: { rows: FIRST_ROW, columns: 1 },
      a11y: { summary: translate('riskReport.map.description'), headerRow: HEAD_ROW },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(heights.length - 1, HEAT_WIDTHS.length - 1),
    printTitleRows: `$1:$${FIRST_ROW}`,
    records: null,
  };
}
