import { TextRun } from 'docx';
import { createDayFormat } from '../../../shared/rules/day-format.ts';

const NO_BREAK_SPACE = '\u00a0';
// eslint-disable-next-line no-control-regex -- these are exactly the characters to drop
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
const BELONGS_TOGETHER = new RegExp(
  [
    String.raw`\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})?\b`,
    String.raw`\d %`,
    String.raw`\b[A-Z]\. (?=[A-Z])`,
    String.raw`\b\d+ (?:CFR|U\.S\.C\.) (?=\d)`,
    String.raw`\bArt\. (?=\d)`,
    String.raw`\b(?:Type|SOC) (?=[12I])`,
  ].join('|'),
  'g',
);

/**
 * Text as it may stand in the XML of a document: line ends become LF and tabs spaces, lone surrogates
 * the replacement character; control characters and non-characters go.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(FORBIDDEN, '');
}

/** Clean text in which dates, percentages, initials and references such as "45 CFR 164" stay on one line. */
export function setText(text: string): string {
  return cleanText(text).replaceAll(BELONGS_TOGETHER, (words) => words.replaceAll(' ', NO_BREAK_SPACE));
}

/** Clean text on one line, for headings, captions, furniture and the file's properties. */
export function setLine(text: string): string {
  return setText(text).replaceAll('\n', ' ');
}

/** The runs of a text, in a character style or the paragraph's own; a line end starts a new line. */
export function writeRuns(text: string, style?: string): TextRun[] {
  return setText(text)
    .split('\n')
    .map(
      (line, index) =>
        new TextRun({ text: line, ...(style === undefined ? {} : { style }), ...(index === 0 ? {} : { break: 1 }) }),
    );
}

type DateLength = 'short' | 'long';

const DATE_FORMATS = new Map<string, (at: number) => string>();

/**
 * A day given as `YYYY-MM-DD` in the language of the report, unbroken: "20 Nov 2026", long "20 November 2026".
 * What is not a day is given back as it is.
 */
export function formatDate(date: string, language: string, length: DateLength): string {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(milliseconds)) return setLine(date);
  const key = `${length} ${language}`;
  const format = DATE_FORMATS.get(key) ?? createDayFormat(language, { month: length, timeZone: 'UTC' });
  DATE_FORMATS.set(key, format);
  return format(milliseconds).replaceAll(' ', NO_BREAK_SPACE);
}

/** A number in the language of the report: 6, 1,204, 63.20 or, for a ratio of 0.63, 63 %. */
export function formatNumber(
  value: number,
  format: 'whole' | 'thousands' | 'total' | 'ratio',
  language: string,
): string {
  if (format === 'ratio') return `${Math.round(value * 100).toLocaleString(language)}${NO_BREAK_SPACE}%`;
  const digits = format === 'total' ? 2 : 0;
  return value.toLocaleString(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: format === 'thousands' || format === 'total',
  });
}

/** A sum of 64 hexadecimal digits in eight groups of eight; anything else as it is. */
export function groupSum(sha256: string): string {
  return /^[0-9a-f]{64}$/i.test(sha256) ? (sha256.match(/.{8}/g) ?? [sha256]).join(' ') : setLine(sha256);
}

/** A text with its placeholders `{name}` filled in. */
export function fillWords(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
