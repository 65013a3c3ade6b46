import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  ShadingType,
  TableCell,
  TableRow,
  VerticalAlignTable,
} from 'docx';
import type { Table } from 'docx';
import type { ReportHeatMap } from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import { divideWidth, HEAT_GROUNDS, twips } from './word-look.ts';
import { writeCaption, writeDrawnTable } from './word-tables.ts';
import { setLine, writeRuns } from './word-text.ts';

const ROW_MILLIMETRES = 15;
const GAP = { style: BorderStyle.SINGLE, size: 12, color: 'FFFFFF' } as const;
const GAPS = { top: GAP, bottom: GAP, left: GAP, right: GAP } as const;
/** Twips between the ground's edge and the words. */
const CELL_MARGINS = { left: 100, right: 60, top: 40, bottom: 40 } as const;
/** The column of labels takes so much of a cell's width. */
const LABEL_SHARE = 0.9;

/** The map as a figure: a table of tinted cells with the band in words in each, and the axis below. */
export function writeHeatMap(map: ReportHeatMap, context: WordContext): (Paragraph | Table)[] {
  const widths = divideWidth([LABEL_SHARE, ...map.columns.map(() => 1)], context.textWidth);
  const rows = map.rows.map(
    ({ label, cells }) =>
      new TableRow({
        cantSplit: true,
        keepNext: true,
        height: { value: twips(ROW_MILLIMETRES), rule: HeightRule.ATLEAST },
        children: [
          writeLabel(label, 'right'),
          ...cells.map(
            ({ level, text, identifiers }) =>
              new TableCell({
                borders: GAPS,
                margins: CELL_MARGINS,
                shading: { type: ShadingType.CLEAR, color: 'auto', fill: HEAT_GROUNDS[level] },
                verticalAlign: VerticalAlignTable.CENTER,
                children: [
                  new Paragraph({ style: 'TableTextDense', keepNext: true, children: writeRuns(setLine(text)) }),
                  ...(identifiers.length === 0
                    ? []
                    : [
                        new Paragraph({
                          style: 'TableText',
                          keepNext: true,
                          children: writeRuns(identifiers.map(setLine).join(', '), 'Strong'),
                        }),
                      ]),
                ],
              }),
          ),
        ],
      }),
  );
  const axis = new TableRow({
    cantSplit: true,
    children: [
      writeLabel(`${map.rowTitle} ↑  ${map.columnTitle} →`, 'right'),
      ...map.columns.map((label) => writeLabel(label, 'center')),
    ],
  });
  return [
    writeCaption(context.numbers.nextFigure(), map.caption),
    writeDrawnTable([...rows, axis], widths, { title: map.caption, description: map.description }),
  ];
}

function writeLabel(text: string, align: 'right' | 'center'): TableCell {
  return new TableCell({
    borders: GAPS,
    verticalAlign: VerticalAlignTable.CENTER,
    children: [
      new Paragraph({
        style: 'TableTextDense',
        alignment: align === 'right' ? AlignmentType.RIGHT : AlignmentType.CENTER,
        children: writeRuns(setLine(text), 'Strong'),
      }),
    ],
  });
}
