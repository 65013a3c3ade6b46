import { ImageRun, Paragraph, TableOfContents } from 'docx';
import type { Table } from 'docx';
import type {
  Report,
  ReportBlock,
  ReportCover,
  ReportTrail,
  ReportValue,
  VerdictMark,
} from '../../../shared/report/report.ts';
import { writeBlocks, writeChecksum, writeSpacer } from './word-blocks.ts';
import type { WordContext } from './word-context.ts';
import { writeFactsTable, writePlainTable } from './word-tables.ts';
import { fillWords, formatDate, setLine, writeRuns } from './word-text.ts';
import { writeBand, writeValue } from './word-values.ts';

type FrontChild = Paragraph | Table | TableOfContents;

const COVER_LABEL_MILLIMETRES = 40;
const LOGO_PIXELS = { width: 240, height: 60 };
const PNG_SIZE_OFFSET = 16;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
const COVER_SPACE_TWIPS = 820;

/** The first page: who, what, result, scope, people and the sum of the manifest. */
export function writeCover(cover: ReportCover, context: WordContext): FrontChild[] {
  const { words } = context;
  const classification = fillWords(words.classification, { classification: cover.classification });
  return [
    ...(cover.logo === undefined ? [] : writeLogo(cover.logo, cover.entity)),
    new Paragraph({ style: 'CoverEntity', children: writeRuns(setLine(cover.entity)) }),
    new Paragraph({ style: 'CoverClassification', children: writeRuns(setLine(classification)) }),
    new Paragraph({ style: 'Title', children: writeRuns(setLine(cover.title)) }),
    ...(cover.subject === ''
      ? []
      : [new Paragraph({ style: 'Subtitle', children: writeRuns(setLine(cover.subject)) })]),
    ...(cover.subtitle === ''
      ? []
      : [new Paragraph({ style: 'CoverVendor', children: writeRuns(setLine(cover.subtitle)) })]),
    new Paragraph({ style: 'Spacer', spacing: { before: COVER_SPACE_TWIPS } }),
    ...(cover.facts.length === 0
      ? []
      : [
          writeFactsTable(
            cover.facts,
            COVER_LABEL_MILLIMETRES,
            { title: cover.title, description: cover.facts.map(({ label }) => label).join(', ') },
            context,
            'long',
          ),
          writeWideSpacer(),
        ]),
    ...(cover.people.length === 0 ? [] : [writePeople(cover, context), writeWideSpacer()]),
    ...(cover.manifest === undefined ? [] : writeChecksum(cover.manifest)),
  ];
}

/** Contents, versions and the key to the marks on a page of their own; without contents, below the cover's facts. */
export function writeFrontMatter(report: Report, context: WordContext): FrontChild[] {
  const { words } = context;
  return [
    ...(report.contents
      ? [
          new Paragraph({ style: 'ContentsTitle', pageBreakBefore: true, children: writeRuns(words.contents) }),
          new TableOfContents(setLine(words.contents), {
            hyperlink: true,
            headingStyleRange: repeatsSections(report) ? '1-1' : '1-2',
          }),
          writeSpacer(),
        ]
      : []),
    ...(report.versions.length === 0 ? [] : [writeFrontHeading(words.documentControl), writeVersions(report, context)]),
    ...(report.trail === undefined ? [] : [writeTrail(report.trail, words.trail)]),
    ...(showsKeyedVerdicts(report, words)
      ? [writeFrontHeading(words.keyToMarks), writeKeyToMarks(report, context)]
      : []),
    ...report.chapters
      .filter(({ front }) => front === true)
      .flatMap(({ title, blocks, sections = [] }) => [
        writeFrontHeading(title),
        ...writeBlocks(blocks, context),
        ...sections.flatMap((section) => [writeFrontHeading(section.title), ...writeBlocks(section.blocks, context)]),
      ]),
  ];
}

function writeTrail({ sequence, hash }: ReportTrail, template: string): Paragraph {
  const text = fillWords(template, { sequence: String(sequence), hash });
  return new Paragraph({ style: 'TableNote', children: writeRuns(setLine(text)) });
}

function writeFrontHeading(title: string): Paragraph {
  return new Paragraph({ style: 'FrontHeading', children: writeRuns(setLine(title)) });
}

function writeWideSpacer(): Paragraph {
  return new Paragraph({ style: 'Spacer', spacing: { before: 280 } });
}

function writeLogo(png: Uint8Array, entity: string): Paragraph[] {
  const size = readPngSize(png);
  if (size === null) return [];
  const scale = Math.min(LOGO_PIXELS.width / size.width, LOGO_PIXELS.height / size.height);
  const image = new ImageRun({
    type: 'png',
    data: png,
    transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
    altText: { name: setLine(entity), title: setLine(entity), description: setLine(entity) },
  });
  return [new Paragraph({ style: 'CoverEntity', children: [image] })];
}

/** Width and height from a PNG's first chunk; `null` for anything else, which is left out of the cover. */
function readPngSize(png: Uint8Array): { width: number; height: number } | null {
  if (png.length < PNG_SIZE_OFFSET + 8 || PNG_SIGNATURE.some((byte, index) => png[index] !== byte)) return null;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const width = view.getUint32(PNG_SIZE_OFFSET);
  const height = view.getUint32(PNG_SIZE_OFFSET + 4);
  return width === 0 || height === 0 ? null : { width, height };
}

function writePeople({ people, title }: ReportCover, context: WordContext): Table {
  const { words } = context;
  // Where nobody's position is known, a column of nothing would only look like something left out.
  const withPosition = people.some(({ position }) => position !== '');
  const columns = [
    { title: words.role, millimetres: 40 },
    { title: words.name, millimetres: withPosition ? 46 : 96 },
    ...(withPosition ? [{ title: words.position, millimetres: 50 }] : []),
    { title: words.date, millimetres: 34 },
  ];
  const rows = people.map(({ role, name, position, date }) => [
    writeCell(role),
    writeCell(name),
    ...(withPosition ? [writeCell(position === '' ? '–' : position)] : []),
    writeCell(date === null ? '–' : formatDate(date, context.language, 'short')),
  ]);
  const description = columns.map((column) => column.title).join(', ');
  return writePlainTable(columns, rows, { title, description }, context);
}

function writeVersions({ versions }: Report, context: WordContext): Table {
  const { words } = context;
  const columns = [
    { title: words.version, millimetres: 18 },
    { title: words.date, millimetres: 26 },
    { title: words.author, millimetres: 38 },
    { title: words.change, millimetres: 88 },
  ];
  const rows = versions.map(({ version, date, author, change }) => [
    writeCell(version),
    writeCell(formatDate(date, context.language, 'short')),
    writeCell(author),
    writeCell(change),
  ]);
  const description = columns.map((column) => column.title).join(', ');
  return writePlainTable(columns, rows, { title: words.documentControl, description }, context);
}

function writeKeyToMarks(report: Report, context: WordContext): Table {
  const { words } = context;
  const withSeverity = showsSeverity(report);
  const columns = [
    { title: words.verdict, millimetres: 34 },
    { title: words.meaning, millimetres: withSeverity ? 72 : 136 },
    ...(withSeverity ? [{ title: words.severity, millimetres: 64 }] : []),
  ];
  const key: readonly [VerdictMark, string, string, Paragraph][] = [
    ['met', words.met, words.metMeaning, writeBandCell(4, words.critical)],
    ['partly', words.partlyMet, words.partlyMetMeaning, writeBandCell(3, words.high)],
    ['not-met', words.notMet, words.notMetMeaning, writeBandCell(2, words.medium)],
    ['unknown', words.unknown, words.unknownMeaning, writeBandCell(1, words.low)],
    ['not-applicable', words.notApplicable, words.notApplicableMeaning, writeCell('')],
  ];
  const look = { style: 'TableText', align: 'left', dates: 'short' } as const;
  const rows = key.map(([verdict, text, meaning, severity]) => [
    writeValue({ kind: 'verdict', verdict, text }, look, context),
    writeCell(meaning),
    ...(withSeverity ? [severity] : []),
  ]);
  const description = columns.map((column) => column.title).join(', ');
  return writePlainTable(columns, rows, { title: words.keyToMarks, description }, context);
}

function writeCell(text: string): Paragraph {
  return new Paragraph({ style: 'TableText', children: writeRuns(text) });
}

function writeBandCell(level: 1 | 2 | 3 | 4, text: string): Paragraph {
  return new Paragraph({ style: 'TableText', children: writeBand({ level, text }) });
}

function listBlocks({ chapters }: Report): ReportBlock[] {
  return chapters.flatMap(({ blocks, sections = [] }) => [...blocks, ...sections.flatMap((section) => section.blocks)]);
}

/** Whether a report judges in the words of the key; a document whose marks have words of their own needs no other. */
function showsKeyedVerdicts(report: Report, words: WordContext['words']): boolean {
  const keyed: Readonly<Record<VerdictMark, string>> = {
    met: words.met,
    partly: words.partlyMet,
    'not-met': words.notMet,
    unknown: words.unknown,
    'not-applicable': words.notApplicable,
  };
  return listBlocks(report)
    .flatMap(listValues)
    .some((value) => value?.kind === 'verdict' && value.text === keyed[value.verdict]);
}

function showsSeverity(report: Report): boolean {
  const blocks = listBlocks(report);
  return (
    blocks.some(({ kind }) => kind === 'finding') || blocks.flatMap(listValues).some((value) => value?.kind === 'band')
  );
}

/** Whether chapters have the same sections, which would only make the contents longer. */
function repeatsSections({ chapters }: Report): boolean {
  const titles = chapters.flatMap(({ sections = [] }) => sections.map(({ title }) => title));
  return new Set(titles).size < titles.length;
}

function listValues(block: ReportBlock): readonly ReportValue[] {
  if (block.kind === 'table') return block.rows.flatMap(({ cells }) => cells);
  if (block.kind === 'facts') return block.facts.map(({ value }) => value);
  return block.kind === 'key-figures' ? block.figures.map(({ value }) => value) : [];
}
