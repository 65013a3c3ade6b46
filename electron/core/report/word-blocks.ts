import { HeadingLevel, Paragraph, Tab, TextRun } from 'docx';
import type { Table } from 'docx';
import type {
  ReportBlock,
  ReportCallout,
  ReportChecklist,
  ReportChecksum,
  ReportFacts,
  ReportFinding,
  ReportFormula,
  ReportKeyFigures,
  ReportSignatures,
  ReportValue,
} from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import { writeDiagram } from './word-diagram.ts';
import { writeFigure } from './word-figure.ts';
import { writeHeatMap } from './word-heat-map.ts';
import { divideWidth, TONE_COLOURS, TONE_MARKS, twips } from './word-look.ts';
import { CAPTION_STYLE, findingFactsStyle, toneStyle } from './word-styles.ts';
import { writeCaption, writeDataTable, writeFactsTable, writeFigureRow, writePlainTable } from './word-tables.ts';
import { fillWords, formatDate, groupSum, setLine, setText, writeRuns } from './word-text.ts';
import { findBandTone, readValue, writeBand, writeBars, writeMark, writeValue } from './word-values.ts';

type WordChild = Paragraph | Table;

const FACT_LABEL_MILLIMETRES = 44;
const FINDING_LABEL_MILLIMETRES = 34;
const SIGNATURE_ROW_MILLIMETRES = 18;

/** The paragraphs and tables of blocks in order, with space where two would touch. */
export function writeBlocks(blocks: readonly ReportBlock[], context: WordContext): WordChild[] {
  return blocks.flatMap((block, index) => {
    const previous = blocks[index - 1];
    const needsSpace = previous !== undefined && endsFlush(previous) && beginsFlush(block);
    return [...(needsSpace ? [writeSpacer()] : []), ...writeBlock(block, context)];
  });
}

/** Space of one line between two tables, or a table and text, which have none of their own. */
export function writeSpacer(): Paragraph {
  return new Paragraph({ style: 'Spacer' });
}

/** The label of a sum, the sum in groups of eight for comparison by eye, and how to compare it. */
export function writeChecksum({ label, sha256, note }: ReportChecksum): Paragraph[] {
  return [
    new Paragraph({ style: 'TableText', keepNext: true, children: writeRuns(setLine(label), 'Label') }),
    new Paragraph({ style: 'Code', keepNext: true, children: writeRuns(groupSum(sha256)) }),
    new Paragraph({ style: 'TableNote', children: writeRuns(note) }),
  ];
}

function writeBlock(block: ReportBlock, context: WordContext): WordChild[] {
  switch (block.kind) {
    case 'table':
      return writeDataTable(block, context);
    case 'facts':
      return block.facts.length === 0 ? [] : writeFacts(block, context);
    case 'paragraph':
      return [new Paragraph({ style: 'BodyText', children: writeRuns(block.text) })];
    case 'callout':
      return [writeCallout(block)];
    case 'key-figures':
      return block.figures.length === 0 ? [] : [writeKeyFigures(block, context)];
    case 'figure':
      return writeFigure(block, context);
    case 'diagram':
      return writeDiagram(block, context);
    case 'heat-map':
      return writeHeatMap(block, context);
    case 'finding':
      return writeFinding(block, context);
    case 'formula':
      return writeFormula(block, context);
    case 'signatures':
      return block.rows.length === 0 ? [] : writeSignatures(block, context);
    case 'checksum':
      return writeChecksum(block);
    default:
      return writeChecklist(block, context);
  }
}

function writeFacts({ caption, description, facts }: ReportFacts, context: WordContext): WordChild[] {
  return [
    ...(caption === undefined ? [] : [new Paragraph({ style: CAPTION_STYLE, children: writeRuns(setLine(caption)) })]),
    writeFactsTable(facts, FACT_LABEL_MILLIMETRES, { title: caption ?? description, description }, context),
  ];
}

function endsFlush(block: ReportBlock): boolean {
  return !['paragraph', 'formula', 'checksum'].includes(block.kind);
}

function beginsFlush(block: ReportBlock): boolean {
  if (block.kind === 'table') return block.rows.length === 0;
  if (block.kind === 'facts') return block.caption === undefined;
  return !['figure', 'diagram', 'finding', 'signatures'].includes(block.kind);
}

function writeCallout({ lead, text }: ReportCallout): Paragraph {
  return new Paragraph({
    style: 'Callout',
    children: [...(lead === undefined ? [] : writeRuns(`${lead} `, 'Strong')), ...writeRuns(text)],
  });
}

function writeKeyFigures({ figures }: ReportKeyFigures, context: WordContext): Table {
  const shares = figures.map(({ label, value, note }) => {
    const noteLength = (note ?? '').length + (value?.kind === 'band' ? 8 : 0);
    return 10 + Math.max(noteLength, label.length, 2 * readFigure(value, context).length);
  });
  const cells = figures.map(({ label, value, note }) => [
    new Paragraph({ style: 'TableHead', children: writeRuns(setLine(label)) }),
    new Paragraph({ style: 'KeyFigure', children: [writeFigureText(value, context)] }),
    new Paragraph({ style: 'KeyFigureNote', children: writeFigureNote(value, note ?? '') }),
  ]);
  const labels = figures.map(({ label }) => label).join(', ');
  return writeFigureRow(cells, divideWidth(shares, context.textWidth), { title: labels, description: labels });
}

/** A band shows its word large; the bars stand in the note. */
function readFigure(value: ReportValue, context: WordContext): string {
  return value?.kind === 'band' ? setText(value.text) : readValue(value, context);
}

function writeFigureText(value: ReportValue, context: WordContext): TextRun {
  const text = setLine(readFigure(value, context));
  if (value?.kind === 'band') return new TextRun({ text, color: TONE_COLOURS[findBandTone(value)] });
  return new TextRun({ text, ...(value?.kind === 'status' ? { color: TONE_COLOURS[value.tone] } : {}) });
}

function writeFigureNote(value: ReportValue, note: string): TextRun[] {
  if (value?.kind !== 'band') return writeRuns(note);
  return [...writeBars(value.level, TONE_COLOURS[findBandTone(value)]), ...writeRuns(` ${note}`)];
}

function writeFinding(finding: ReportFinding, context: WordContext): WordChild[] {
  const { identifier, title, severity, severityText, facts, rows } = finding;
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      children: writeRuns(`${setLine(identifier)}  ${setLine(title)}`),
    }),
    new Paragraph({
      style: findingFactsStyle(severity),
      children: [
        ...writeBand({ level: severity, text: severityText }),
        ...facts.flatMap((fact) => [new TextRun({ children: [new Tab()] }), ...writeRuns(setLine(fact))]),
      ],
    }),
    ...(rows.length === 0
      ? []
      : [
          writeFactsTable(
            rows.map(({ label, text }) => ({ label, value: { kind: 'text', text } })),
            FINDING_LABEL_MILLIMETRES,
            { title: `${identifier} ${title}`, description: rows.map(({ label }) => label).join(', ') },
            context,
          ),
        ]),
  ];
}

function writeFormula({ label, formula, worked }: ReportFormula, context: WordContext): Paragraph[] {
  return [
    new Paragraph({ style: 'Formula', children: writeRuns(`${label} = ${formula}`) }),
    new Paragraph({
      style: 'BodyText',
      children: writeRuns(fillWords(context.words.forThisReport, { calculation: worked })),
    }),
  ];
}

function writeSignatures({ rows }: ReportSignatures, context: WordContext): WordChild[] {
  const { words, language } = context;
  const text = { style: 'TableText', align: 'left', dates: 'short' } as const;
  const columns = [
    { title: words.role, millimetres: 26 },
    { title: words.nameAndPosition, millimetres: 46 },
    { title: words.decision, millimetres: 38 },
    { title: words.date, millimetres: 22 },
    { title: words.signature, millimetres: 38 },
  ];
  const cells = rows.map(({ role, name, position, decision, date }) => [
    new Paragraph({ style: text.style, children: writeRuns(setLine(role), 'Strong') }),
    writeValue({ kind: 'text', text: name, note: position }, text, context),
    new Paragraph({ style: text.style, children: writeRuns(decision ?? '') }),
    new Paragraph({ style: text.style, children: writeRuns(date === null ? '' : formatDate(date, language, 'short')) }),
    new Paragraph({ style: text.style }),
  ]);
  return [
    writeCaption(context.numbers.nextTable(), words.signatures),
    writePlainTable(
      columns,
      cells,
      { title: words.signatures, description: words.signaturesDescription },
      context,
      twips(SIGNATURE_ROW_MILLIMETRES),
    ),
  ];
}

function writeChecklist({ items }: ReportChecklist, { words }: WordContext): Paragraph[] {
  return items.map(({ text, done }) => {
    const tone = done ? 'ok' : 'neutral';
    return new Paragraph({
      style: 'Checklist',
      children: [
        writeMark(TONE_MARKS[tone], TONE_COLOURS[tone]),
        ...writeRuns(`\u00a0${done ? words.done : words.open}`, toneStyle(tone)),
        new TextRun({ children: [new Tab()] }),
        ...writeRuns(text),
      ],
    });
  });
}
