import { RefusedFile } from './refused-file.ts';

/** Largest list, in rows below its header. */
export const ROW_LIMIT = 20_000;
/** Titles and notes may stand above the header; a row further down than this is not part of the list. */
export const LAST_ROW = ROW_LIMIT + 100;
export const COLUMN_LIMIT = 200;
const SHEET_TEXT_LIMIT = 32 * 1024 * 1024;
/** What Excel keeps in a cell. */
const CELL_TEXT_LIMIT = 32_767;

/** A cell whose value cannot be told: a formula without a stored result, or a result that is an error. */
export interface UnreadCell {
  /** 1-based, as the spreadsheet shows it. */
  row: number;
  /** 0 for column A. */
  index: number;
  why: 'formula' | 'error';
}

/** A sheet, or a text list, as texts. */
export interface RawSheet {
  name: string;
  hidden: boolean;
  /** Row 1 stands at 0. Rows and cells at the end that are empty are not here. */
  rows: string[][];
  unread: UnreadCell[];
}

export interface RawTables {
  sheets: RawSheet[];
  /** What was left aside or is worth knowing, a sentence each. */
  notes: string[];
}

const SPLIT_UP = 'Split it into several lists and import one after the other.';

export function refuseLongList(): RefusedFile {
  return new RefusedFile(`The list has more than ${ROW_LIMIT.toLocaleString('en-GB')} rows.`, SPLIT_UP);
}

/** Counts the text of a file against what one import may hold. */
export function createTextBudget() {
  let total = 0;
  /** @throws RefusedFile when a cell, or all cells together, hold too much. */
  return function spend(text: string): string {
    if (text.length > CELL_TEXT_LIMIT) {
      const limit = CELL_TEXT_LIMIT.toLocaleString('en-GB');
      throw new RefusedFile(
        `A cell holds more than ${limit} characters.`,
        'Shorten that cell and save the list again.',
      );
    }
    total += text.length;
    if (total > SHEET_TEXT_LIMIT) throw new RefusedFile('The list holds more text than one import can take.', SPLIT_UP);
    return text;
  };
}

/** Takes empty cells off the end of each row, and empty rows off the end. */
export function trimRows(rows: string[][]): string[][] {
  const trimmed = rows.map((cells) => cells.slice(0, cells.findLastIndex((text) => text.trim() !== '') + 1));
  return trimmed.slice(0, trimmed.findLastIndex((cells) => cells.length > 0) + 1);
}
