import { Footer, Header, PageNumber, Paragraph, Tab, TabStopType, TextRun } from 'docx';
import type { ReportCover } from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import { fillWords, formatDate, setLine, writeRuns } from './word-text.ts';

const SEPARATOR = '  ·  ';

/** The running head: title and subject left, classification right, as wide as the page's text. */
export function writeHeader(cover: ReportCover, { textWidth }: WordContext): Header {
  const subject = cover.runningSubject ?? cover.subject;
  const title = subject === '' ? cover.title : `${cover.title}${SEPARATOR}${subject}`;
  return new Header({
    children: [
      new Paragraph({
        style: 'RunningHead',
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [...writeRuns(setLine(title)), writeTab(), ...writeRuns(cover.classification, 'Classification')],
      }),
    ],
  });
}

/** A head without text, for the cover. */
export function writeEmptyHeader(): Header {
  return new Header({ children: [new Paragraph({ style: 'SectionEnd' })] });
}

/** The running foot: document id, version and status left, as-of date centre, page of pages right. */
export function writeFooter(cover: ReportCover, { words, language, textWidth }: WordContext): Footer {
  const version = fillWords(words.versionAndStatus, { version: cover.version });
  const asOf = fillWords(words.asOf, { date: formatDate(cover.asOf, language, 'long') });
  return new Footer({
    children: [
      new Paragraph({
        style: 'RunningFoot',
        tabStops: [
          { type: TabStopType.CENTER, position: textWidth / 2 },
          { type: TabStopType.RIGHT, position: textWidth },
        ],
        children: [
          ...writeRuns(setLine([cover.documentId, version, cover.status].join(SEPARATOR))),
          writeTab(),
          ...writeRuns(setLine(asOf)),
          writeTab(),
          ...writePageNumbers(words.page),
        ],
      }),
    ],
  });
}

/** "Page x of y" with its two fields, in whatever order the language puts them. */
function writePageNumbers(template: string): TextRun[] {
  return template.split(/(\{page\}|\{pages\})/).map((part) => {
    if (part === '{page}') return new TextRun({ children: [PageNumber.CURRENT] });
    if (part === '{pages}') return new TextRun({ children: [PageNumber.TOTAL_PAGES] });
    return new TextRun({ text: part });
  });
}

function writeTab(): TextRun {
  return new TextRun({ children: [new Tab()] });
}
