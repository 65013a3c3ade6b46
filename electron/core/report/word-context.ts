import type { Report } from '../../../shared/report/report.ts';
import { ENGLISH_WORDS } from '../../../shared/report/words.ts';
import type { ReportWords } from '../../../shared/report/words.ts';
import { fillWords } from './word-text.ts';

/** What every writer of a block needs to know: language, words, the width of the page, the next number. */
export interface WordContext {
  readonly language: string;
  readonly words: ReportWords;
  /** Between the margins, in twips. */
  readonly textWidth: number;
  readonly numbers: CaptionNumbers;
}

interface CaptionNumbers {
  /** "Table 3", then "Table 4". */
  nextTable: () => string;
  nextFigure: () => string;
}

/** The context of one document, to be given on with another `textWidth` for a page of another orientation. */
export function openContext(report: Report, textWidth: number): WordContext {
  const words = { ...ENGLISH_WORDS, ...report.words };
  return { language: report.language, words, textWidth, numbers: countCaptions(words) };
}

function countCaptions(words: ReportWords): CaptionNumbers {
  let tables = 0;
  let figures = 0;
  return {
    nextTable: () => {
      tables += 1;
      return fillWords(words.table, { number: String(tables) });
    },
    nextFigure: () => {
      figures += 1;
      return fillWords(words.figure, { number: String(figures) });
    },
  };
}
