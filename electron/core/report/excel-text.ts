/** Most characters that Excel keeps in one cell. */
export const EXCEL_TEXT_LIMIT = 32_767;

const SHEET_NAME_LIMIT = 31;
const NEEDS_CLEANING = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]|_x[0-9a-f]{4}_/i;
// eslint-disable-next-line no-control-regex -- these are exactly the characters to drop
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;
const ERROR_VALUE = /^#(?:VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/;

/**
 * Text as it may stand in a cell: line ends become LF and tabs spaces, control characters, lone
 * surrogates and non-characters go, text that looks like an escape (`_x0041_`) stays that text, and what
 * is longer than a cell can hold ends with a mark that says so.
 */
export function cleanCellText(text: string): string {
  if (text.length <= EXCEL_TEXT_LIMIT && !NEEDS_CLEANING.test(text)) return text;
  return escapeSequences(cutToLimit(dropForbidden(text)));
}

/** Whether the library would write this text as an error value, such as `#REF!`. */
export function looksLikeError(text: string): boolean {
  return text.startsWith('#') && ERROR_VALUE.test(text);
}

/** One line of clean text, for a sheet's header, footer or name. */
export function cleanLine(text: string): string {
  return dropForbidden(text).replaceAll(/\s+/g, ' ').trim();
}

/**
 * A name that Excel accepts for a sheet (at most 31 characters, none of `[]:*?/\`, no apostrophe at
 * either end, not "History") and that is not among the `taken` ones, which are in lower case.
 */
export function makeSheetName(wanted: string, taken: ReadonlySet<string>): string {
  const cleaned = cutName(cleanLine(wanted.replaceAll(/[[\]:*?/\\]/g, ' ')), SHEET_NAME_LIMIT);
  const base = cleaned === '' ? 'Sheet' : cleaned;
  let name = base.toLowerCase() === 'history' ? `${base} sheet` : base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
    const suffix = ` (${number})`;
    name = cutName(base, SHEET_NAME_LIMIT - suffix.length) + suffix;
  }
  return name;
}

function dropForbidden(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ').replaceAll(FORBIDDEN, '');
}

function cutToLimit(text: string): string {
  if (text.length <= EXCEL_TEXT_LIMIT) return text;
  const mark = ` … [cut: the whole text has ${text.length.toLocaleString('en-GB')} characters]`;
  return dropHalfPair(text.slice(0, EXCEL_TEXT_LIMIT - mark.length)) + mark;
}

function escapeSequences(text: string): string {
  return text.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

function cutName(name: string, limit: number): string {
  return dropHalfPair(name.slice(0, limit)).replaceAll(/^['\s]+|['\s]+$/g, '');
}

function dropHalfPair(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1);
}
