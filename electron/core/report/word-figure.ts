import { Paragraph } from 'docx';
import { ChartRun } from 'docx/charts';
import type { ReportFigure } from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import { COLOURS, SERIES_COLOURS, TEXT_FACE } from './word-look.ts';
import { writeCaption } from './word-tables.ts';
import { setLine } from './word-text.ts';

const TWIPS_PER_PIXEL = 15;
const BAR_PIXELS = 27;
const LEGEND_PIXELS = 36;

/** Stacked bars as a native chart with its caption above and its own alternative text. */
export function writeFigure(figure: ReportFigure, context: WordContext): Paragraph[] {
  return [
    writeCaption(context.numbers.nextFigure(), figure.caption),
    new Paragraph({ style: 'Normal', children: [writeChart(figure, context)] }),
  ];
}

function writeChart(figure: ReportFigure, context: WordContext): ChartRun {
  const totals = figure.categories.map((_, index) =>
    figure.series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  return new ChartRun({
    type: 'bar',
    stacking: 'stacked',
    gapWidth: 45,
    categories: figure.categories.map(setLine),
    series: figure.series.map(({ name, verdict, values }) => ({
      name: setLine(name),
      // A zero would be drawn as a label on no bar.
      values: values.map((value) => (value === 0 ? null : value)),
      color: SERIES_COLOURS[verdict].fill,
      dataLabels: { value: true, font: { size: 9, bold: true, color: SERIES_COLOURS[verdict].label } },
    })),
    categoryAxis: { reverseOrder: true, font: { size: 9, color: COLOURS.ink } },
    valueAxis: { visible: false, gridlines: false, minimum: 0, maximum: Math.max(1, ...totals) },
    legend: { position: 'bottom', font: { size: 9, color: COLOURS.ink } },
    font: { name: TEXT_FACE },
    chartArea: { fill: 'none', border: 'none' },
    transformation: {
      width: Math.floor(context.textWidth / TWIPS_PER_PIXEL),
      height: LEGEND_PIXELS + BAR_PIXELS * figure.categories.length,
    },
    altText: {
      name: setLine(figure.caption),
      title: setLine(figure.caption),
      description: setLine(figure.description),
    },
  });
}
