import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import type { ResidualModel } from '../../../shared/contract/score-models.ts';
import { BANDS } from '../../../shared/contract/vendors.ts';
import {
  absoluteArea,
  type ExcelCells,
  type ExcelFurniture,
  type ExcelSheet,
  layBand,
  pageFurniture,
  putCell,
  rowHeight,
} from './excel-layout.ts';
import { countLines } from './excel-measure.ts';
import { CELL_SIZE, excelStyles, heatStyles } from './excel-styles.ts';
import { cleanCellText } from './excel-text.ts';
import type { Translate } from './translate.ts';

const WIDTHS = [11, 17, 52, 40];
const HEADING_HEIGHT = 28;
const HEAD_HEIGHT = 22;
const BAND_ROWS = 2;

interface LegendPart {
  title: string;
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** Grounds of the second cell of each row. */
  isHeat?: boolean;
}

/** The scores of each band: "1–4", "5–9". */
export function writeScoreRanges({ bounds }: ResidualModel): string[] {
  const uppers = [bounds.low, bounds.medium, bounds.high, 25];
  return uppers.map((upper, index) => `${index === 0 ? 1 : (uppers[index - 1] ?? 0) + 1}–${upper}`);
}

function listParts(model: ResidualModel, translate: Translate): LegendPart[] {
  const say = (key: string): string => translate(`riskReport.legend.${key}`);
  const scale = (levels: ResidualModel['impact']): (string | number)[][] =>
    levels.map(({ label, anchor, example }, index) => [index + 1, label, anchor, example]);
  const scaleHead = [say('level'), say('word'), say('anchor'), say('example')];
  const ranges = writeScoreRanges(model);
  return [
    { title: translate('riskReport.axis.likelihood'), head: scaleHead, rows: scale(model.likelihood) },
    { title: translate('riskReport.axis.impact'), head: scaleHead, rows: scale(model.impact) },
    {
      title: say('bands'),
      head: [say('scores'), say('band'), say('action'), say('acceptedBy')],
      rows: BANDS.map((band, index) => [
        ranges[index] ?? '',
        translate(`band.${band}`),
        model.treatment[band].action,
        model.treatment[band].acceptedBy,
      ]),
      isHeat: true,
    },
    {
      title: say('controls'),
      head: [say('steps'), say('word'), say('meaning'), say('evidence')],
      rows: EVIDENCE_STATES.toReversed().map((state) => {
        const { steps, label, anchor } = model.controls[state];
        return [steps, label, anchor, translate(`riskReport.evidence.${state}`)];
      }),
    },
  ];
}

/** The scales with their anchors, the bands with who may accept, and what a control takes off. */
export function layOutRiskLegend({
  model,
  furniture,
  translate,
}: {
  model: ResidualModel;
  furniture: ExcelFurniture;
  translate: Translate;
}): ExcelSheet {
  const cells: ExcelCells = new Map();
  const line = translate('riskReport.legend.line', { model: model.id, version: model.version });
  const heights: number[] = layBand(cells, { title: translate('riskReport.legend.title'), line }, WIDTHS.length);
  const heads: number[] = [];
  for (const { title, head, rows, isHeat = false } of listParts(model, translate)) {
    putCell(cells, heights.length, 0, title, excelStyles.heading);
    heights.push(HEADING_HEIGHT);
    heads.push(heights.length);
    head.forEach((text, column) => putCell(cells, heights.length, column, text, excelStyles.head));
    heights.push(HEAD_HEIGHT);
    rows.forEach((row, index) => {
      row.forEach((value, column) => {
        const heat = heatStyles[(index + 1) as 1 | 2 | 3 | 4];
        const style = column === 0 ? excelStyles.strong : excelStyles.text;
        const ground = isHeat && column === 1 && heat.fill ? { ...excelStyles.strong, fill: heat.fill } : style;
        putCell(cells, heights.length, column, String(value), ground);
      });
      heights.push(
        rowHeight(
          Math.max(...row.map((value, column) => countLines(String(value), WIDTHS[column] ?? 0, { size: CELL_SIZE }))),
        ),
      );
    });
  }
  const page = pageFurniture(furniture);
  return {
    sheet: {
      name: cleanCellText(translate('riskReport.sheet.legend')),
      columns: WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      freezePane: { rows: BAND_ROWS },
      a11y: { summary: line, headerRow: heads[0] ?? 0 },
      ...page,
      pageSetup: { ...page.pageSetup, fitToHeight: 1 },
    },
    printArea: absoluteArea(heights.length - 1, WIDTHS.length - 1),
    printTitleRows: `$1:$${BAND_ROWS}`,
    records: null,
  };
}
