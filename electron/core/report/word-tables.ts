import {
  AlignmentType,
  BuilderElement,
  HeightRule,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableProperties,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ITableOptions, TextRun } from 'docx';
import type { ReportColumn, ReportRow, ReportTable, ReportValue } from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import { divideWidth, twips } from './word-look.ts';
import { CAPTION_STYLE, FACTS_STYLE, TABLE_STYLE } from './word-styles.ts';
import { cleanText, setLine, writeRuns } from './word-text.ts';
import { findTint, readValue, writeValue } from './word-values.ts';
import type { CellLook } from './word-values.ts';

/** Bits of `w:tblLook`; without the number LibreOffice tinted the first row of tables that have no head. */
const TABLE_LOOK = { firstRow: 0x20, lastRow: 0x40, firstColumn: 0x80, noBands: 0x600 } as const;

interface TableText {
  /** Title and description for the screen reader. */
  title: string;
  description: string;
}

/** A table of fixed layout over the whole text width, with alternative text. */
class DescribedTable extends Table {
  constructor(options: ITableOptions, { title, description }: TableText, look: number) {
    super({ ...options, layout: TableLayoutType.FIXED });
    const properties = this.root.find((part) => part instanceof TableProperties);
    if (!(properties instanceof TableProperties)) throw new Error('The library wrote a table without properties.');
    properties.addChildElement(writeTableLook(look));
    properties.addChildElement(writeAttribute('w:tblCaption', setLine(title)));
    properties.addChildElement(writeAttribute('w:tblDescription', setLine(description)));
  }
}

/** Tables of up to so many lines stay on one page. */
const KEPT_LINES = 12;
/** Rows of more lines may break over pages, or they would be cut off at the foot. */
const UNBROKEN_LINES = 40;
const CHARACTER_TWIPS = 92;

/** "Table 3  Gates", the title above a table. */
export function writeCaption(number: string, caption: string): Paragraph {
  return new Paragraph({ style: CAPTION_STYLE, children: writeRuns(`${number}  ${setLine(caption)}`) });
}

/** A typed table with its caption and note, or one sentence in its place when it has no rows. */
export function writeDataTable(table: ReportTable, context: WordContext): (Paragraph | Table)[] {
  if (table.rows.length === 0 || table.columns.length === 0) {
    return [new Paragraph({ style: 'BodyText', children: writeRuns(table.empty) })];
  }
  const widths = divideWidth(
    table.columns.map(({ millimetres }) => millimetres),
    context.textWidth,
  );
  const style = table.dense === true ? 'TableTextDense' : 'TableText';
  const hasTotals = table.rows.at(-1)?.total === true;
  const lastIndex = table.rows.length - 1;
  const heights = table.rows.map((row) => countRowLines(row, widths, context));
  const keepsAll = heights.reduce((total, lines) => total + lines, 0) <= KEPT_LINES;
  const rows = table.rows.map((row, index) =>
    writeRow(row, table.columns, style, context, {
      cantSplit: (heights[index] ?? 0) <= UNBROKEN_LINES,
      // A note is never alone on the next page.
      keepNext: index === lastIndex ? table.note !== undefined : keepsAll || isAtEdge(index, lastIndex),
    }),
  );
  const described = new DescribedTable(
    {
      style: TABLE_STYLE,
      width: { size: context.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      rows: [writeHead(table.columns), ...rows],
    },
    { title: table.caption, description: table.description },
    TABLE_LOOK.firstRow | TABLE_LOOK.noBands | (hasTotals ? TABLE_LOOK.lastRow : 0),
  );
  return [
    writeCaption(context.numbers.nextTable(), table.caption),
    described,
    ...(table.note === undefined ? [] : [new Paragraph({ style: 'TableNote', children: writeRuns(table.note) })]),
  ];
}

/** A table of furniture, with a head and no caption: people, versions, the key to the marks. */
export function writePlainTable(
  columns: readonly { title: string; millimetres: number }[],
  rows: readonly (readonly (Paragraph | readonly Paragraph[])[])[],
  text: TableText,
  context: WordContext,
  rowHeight?: number,
): Table {
  const height = rowHeight === undefined ? {} : { height: { value: rowHeight, rule: HeightRule.ATLEAST } };
  const align = rowHeight === undefined ? {} : { verticalAlign: VerticalAlignTable.CENTER };
  const widths = divideWidth(
    columns.map(({ millimetres }) => millimetres),
    context.textWidth,
  );
  return new DescribedTable(
    {
      style: TABLE_STYLE,
      width: { size: context.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      rows: [
        writeHead(columns),
        ...rows.map(
          (cells, index) =>
            new TableRow({
              cantSplit: true,
              keepNext: index < rows.length - 1,
              ...height,
              children: cells.map((content) => new TableCell({ ...align, children: [content].flat() })),
            }),
        ),
      ],
    },
    text,
    TABLE_LOOK.firstRow | TABLE_LOOK.noBands,
  );
}

/** Label left, value right; kept on one page, as is what follows when `keepNext` says so. */
export function writeFactsTable(
  facts: readonly { label: string; value: ReportValue }[],
  labelMillimetres: number,
  text: TableText,
  context: WordContext,
  dates: CellLook['dates'] = 'short',
): Table {
  const labelWidth = twips(labelMillimetres);
  const widths = [labelWidth, context.textWidth - labelWidth];
  const look: CellLook = { style: 'TableText', align: 'left', dates };
  return new DescribedTable(
    {
      style: FACTS_STYLE,
      width: { size: context.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      rows: facts.map(
        ({ label, value }, index) =>
          new TableRow({
            cantSplit: countLines(readValue(value, context), context.textWidth - labelWidth) <= UNBROKEN_LINES,
            keepNext: index < facts.length - 1,
            children: [
              new TableCell({
                children: [new Paragraph({ style: 'TableText', children: writeRuns(setLine(label), 'Strong') })],
              }),
              new TableCell({ children: writeValue(value, look, context) }),
            ],
          }),
      ),
    },
    text,
    TABLE_LOOK.firstColumn | TABLE_LOOK.noBands,
  );
}

/** One row of figures under their labels, between two rules. */
export function writeFigureRow(
  cells: readonly (readonly Paragraph[])[],
  widths: readonly number[],
  text: TableText,
): Table {
  return new DescribedTable(
    {
      style: TABLE_STYLE,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      rows: [new TableRow({ cantSplit: true, children: cells.map((children) => new TableCell({ children })) })],
    },
    text,
    TABLE_LOOK.noBands,
  );
}

/** Cells that draw something, without a head and without the rules of a table; kept on one page. */
export function writeDrawnTable(rows: readonly TableRow[], widths: readonly number[], text: TableText): Table {
  return new DescribedTable(
    {
      style: FACTS_STYLE,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: [...widths],
      rows: [...rows],
    },
    text,
    TABLE_LOOK.firstColumn | TABLE_LOOK.noBands,
  );
}

function writeHead(columns: readonly Pick<ReportColumn, 'title' | 'align'>[]): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(
      ({ title, align }) =>
        new TableCell({
          verticalAlign: VerticalAlignTable.BOTTOM,
          children: [writeHeadText(writeRuns(setLine(title)), align)],
        }),
    ),
  });
}

function writeHeadText(children: TextRun[], align: ReportColumn['align']): Paragraph {
  return new Paragraph({
    style: 'TableHead',
    children,
    ...(align === 'right' ? { alignment: AlignmentType.RIGHT } : {}),
  });
}

const BLANK = { kind: 'text', text: '' } as const;

function writeRow(
  row: ReportRow,
  columns: readonly ReportColumn[],
  style: string,
  context: WordContext,
  { cantSplit, keepNext }: { cantSplit: boolean; keepNext: boolean },
): TableRow {
  return new TableRow({
    cantSplit,
    ...(keepNext ? { keepNext } : {}),
    children: columns.map(({ align = 'left', toFill }, index) => {
      const value = row.cells[index] ?? (toFill ? BLANK : null);
      const tint = findTint(value);
      const look: CellLook = { style, align, dates: 'short', ...(row.total === true ? { emphasis: 'Strong' } : {}) };
      return new TableCell({
        ...(tint === null ? {} : { shading: { type: ShadingType.CLEAR, color: 'auto', fill: tint } }),
        children: writeValue(value, look, context),
      });
    }),
  });
}

/** The first row stays with the head and its next row, the last one with the row before. */
function isAtEdge(index: number, lastIndex: number): boolean {
  return index < lastIndex && (index === 0 || index === lastIndex - 1);
}

function countRowLines({ cells }: ReportRow, widths: readonly number[], context: WordContext): number {
  return Math.max(...widths.map((width, index) => countLines(readValue(cells[index] ?? null, context), width)));
}

function countLines(text: string, width: number): number {
  const characters = Math.max(1, Math.floor(width / CHARACTER_TWIPS));
  return cleanText(text)
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / characters)), 0);
}

function writeTableLook(bits: number): BuilderElement<Record<string, string>> {
  const flag = (bit: number): string => ((bits & bit) === 0 ? '0' : '1');
  return new BuilderElement<Record<string, string>>({
    name: 'w:tblLook',
    attributes: {
      value: { key: 'w:val', value: bits.toString(16).toUpperCase().padStart(4, '0') },
      firstRow: { key: 'w:firstRow', value: flag(TABLE_LOOK.firstRow) },
      lastRow: { key: 'w:lastRow', value: flag(TABLE_LOOK.lastRow) },
      firstColumn: { key: 'w:firstColumn', value: flag(TABLE_LOOK.firstColumn) },
      lastColumn: { key: 'w:lastColumn', value: '0' },
      noHorizontalBands: { key: 'w:noHBand', value: '1' },
      noVerticalBands: { key: 'w:noVBand', value: '1' },
    },
  });
}

function writeAttribute(name: string, value: string): BuilderElement<Record<string, string>> {
  return new BuilderElement<Record<string, string>>({ name, attributes: { value: { key: 'w:val', value } } });
}
