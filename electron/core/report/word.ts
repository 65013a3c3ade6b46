import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageOrientation,
  Paragraph,
  SectionType,
} from 'docx';
import type { FileChild, ISectionOptions } from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import { countReport } from '../../../shared/report/count.ts';
import { TRAIL_PROPERTY, type Report, type ReportChapter } from '../../../shared/report/report.ts';
import { writeBlocks } from './word-blocks.ts';
import { openContext } from './word-context.ts';
import type { WordContext } from './word-context.ts';
import { writeCover, writeFrontMatter } from './word-front.ts';
import { writeEmptyHeader, writeFooter, writeHeader } from './word-furniture.ts';
import { PAGE, twips } from './word-look.ts';
import { normalisePackage } from './word-package.ts';
import { writeStyles } from './word-styles.ts';
import { setLine, writeRuns } from './word-text.ts';

const PROGRAM = 'Assay';
/** Holds a character that no text of a report keeps, so that text never reads as the library's placeholder. */
const CHAPTER_NUMBERS = 'chapters\u009f';
const HEADING_INDENT = twips(9);
/** Laying out a row takes milliseconds; beyond this the reader's program is asked to number the contents. */
const MOST_ROWS_TO_PAGE = 2_000;

type Orientation = NonNullable<ReportChapter['orientation']>;

/**
 * A report as a Word document (.docx): cover, contents, document control, then its chapters. Text may
 * be anything; the same report gives the same bytes.
 */
export async function writeWord(report: Report): Promise<Uint8Array> {
  return normalisePackage(await Packer.toBuffer(layOutDocument(report)), report.createdAt);
}

/** What the library is asked to write for a report: every paragraph and table with its style. */
export function layOutDocument(report: Report): Document {
  const { cover } = report;
  const subject = [cover.subject, cover.subtitle].filter((part) => part !== '').join(', ');
  return new Document({
    title: setLine(`${cover.documentId} ${cover.title}`),
    ...(subject === '' ? {} : { subject: setLine(subject) }),
    creator: PROGRAM,
    lastModifiedBy: PROGRAM,
    ...(report.trail === undefined ? {} : { customProperties: [{ name: TRAIL_PROPERTY, value: report.trail.line }] }),
    externalStyles: writeStyles(report.language),
    numbering: { config: [CHAPTER_NUMBERING] },
    sections: writeSections(report),
    // Where a character's width is not known, a near number is worth more than none.
    ...(report.contents && countReport(report).rows <= MOST_ROWS_TO_PAGE
      ? { pageNumbers: estimatePageNumbersWith({ guess: true }) }
      : {}),
  });
}

const CHAPTER_NUMBERING = {
  reference: CHAPTER_NUMBERS,
  levels: [
    {
      level: 0,
      format: LevelFormat.DECIMAL,
      text: '%1',
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: HEADING_INDENT, hanging: HEADING_INDENT } } },
    },
  ],
};

interface Section {
  orientation: Orientation;
  children: FileChild[];
}

function writeSections(report: Report): ISectionOptions[] {
  const context = openContext(report, PAGE.textWidth.portrait);
  const first: Section = {
    orientation: 'portrait',
    children: [...writeCover(report.cover, context), ...writeFrontMatter(report, context)],
  };
  const sections = [first];
  const chapters = report.chapters.filter(({ front }) => front !== true);
  for (const [index, chapter] of chapters.entries()) {
    const { orientation = 'portrait' } = chapter;
    const current = sections.at(-1) ?? first;
    const turns = current.orientation !== orientation;
    const section = turns ? { orientation, children: [] } : current;
    if (turns) sections.push(section);
    const start = turns ? 'section' : index === 0 || chapter.newPage === true ? 'page' : 'flow';
    section.children.push(...writeChapter(chapter, start, { ...context, textWidth: PAGE.textWidth[orientation] }));
  }
  return sections.map((section, index) => writeSection(section, index === 0, report, context));
}

function writeChapter(chapter: ReportChapter, start: 'flow' | 'page' | 'section', context: WordContext): FileChild[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      numbering: { reference: CHAPTER_NUMBERS, level: 0 },
      children: writeRuns(setLine(chapter.title)),
      ...(start === 'flow' ? {} : { spacing: { before: 0 } }),
      ...(start === 'page' ? { pageBreakBefore: true } : {}),
    }),
    ...writeBlocks(chapter.blocks, context),
    ...(chapter.sections ?? []).flatMap(({ title, blocks }) => [
      new Paragraph({ heading: HeadingLevel.HEADING_2, children: writeRuns(setLine(title)) }),
      ...writeBlocks(blocks, context),
    ]),
  ];
}

function writeSection(section: Section, isFirst: boolean, report: Report, context: WordContext): ISectionOptions {
  const { orientation, children } = section;
  const own = { ...context, textWidth: PAGE.textWidth[orientation] };
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: isFirst,
      page: {
        size: {
          width: PAGE.width,
          height: PAGE.height,
          orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: PAGE.margin,
      },
    },
    headers: {
      default: writeHeader(report.cover, own),
      ...(isFirst ? { first: writeEmptyHeader() } : {}),
    },
    footers: {
      default: writeFooter(report.cover, own),
      ...(isFirst ? { first: writeFooter(report.cover, own) } : {}),
    },
    // A section that ends with a table would be closed by a whole line after it.
    children: [...children, new Paragraph({ style: 'SectionEnd' })],
  };
}
