import type { ImportMapping } from '../../contract/exchange.ts';

export type DateOrder = ImportMapping['dateOrder'];

/** What a text says as a day: the day, or why it says none. */
export type DateReading =
  { kind: 'day'; day: string } | { kind: 'no_such_day' | 'day_missing' | 'no_date' | 'short_year' };

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A time of day after the day, as a cell with both shows it. */
const TIME = /[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

function findMonth(word: string): number | null {
  const name = word.toLowerCase().replace(/\.$/, '');
  if (name.length < 3) return null;
  const index = MONTHS.findIndex(
    (month) => month === name || month.slice(0, 3) === name || (name === 'sept' && month === 'september'),
  );
  return index < 0 ? null : index + 1;
}

function toDay(year: number, month: number, day: number): DateReading {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1900 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { kind: 'day', day: date.toISOString().slice(0, 10) } : { kind: 'no_such_day' };
}

interface NumericDate {
  parts: [number, number, number];
  /** Four digits stand first, so the order is not in question. */
  yearFirst: boolean;
  shortYear: boolean;
}

function splitNumericDate(text: string): NumericDate | null {
  const match = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})$/.exec(text.trim().replace(TIME, ''));
  if (!match) return null;
  const [, first = '', , second = '', third = ''] = match;
  const yearFirst = first.length === 4;
  if (first.length === 3 || third.length === 3 || (yearFirst && third.length > 2)) return null;
  return {
    parts: [Number(first), Number(second), Number(third)],
    yearFirst,
    shortYear: !yearFirst && third.length < 4,
  };
}

function readNumericDate(
  { parts: [first, second, third], yearFirst, shortYear }: NumericDate,
  order: DateOrder,
): DateReading {
  if (yearFirst) return toDay(first, second, third);
  if (shortYear) return { kind: 'short_year' };
  // A year at the end leaves day and month; "year first" then says nothing about them, and the day comes first.
  return order === 'month_first' ? toDay(third, first, second) : toDay(third, second, first);
}

function readWrittenDate(text: string): DateReading | null {
  const words = text
    .replace(TIME, '')
    .split(/[\s,./-]+/)
    .filter((word) => word !== '');
  const months = words.map(findMonth);
  const at = months.findIndex((month) => month !== null);
  const month = months[at];
  if (month === null || month === undefined) return null;
  const numbers = words
    .filter((_word, index) => index !== at)
    .map((word) => word.replace(/^(\d{1,2})(?:st|nd|rd|th)$/i, '$1'));
  if (numbers.some((word) => !/^\d{1,4}$/.test(word))) return null;
  const years = numbers.filter((word) => word.length === 4);
  const days = numbers.filter((word) => word.length <= 2);
  if (numbers.length === 1 && years.length === 1) return { kind: 'day_missing' };
  if (numbers.length !== 2) return null;
  if (years.length === 0) return { kind: 'short_year' };
  return days.length === 1 ? toDay(Number(years[0]), month, Number(days[0])) : null;
}

/** Reads a text as a day. Nothing is guessed: a year needs four digits, and a month alone is no day. */
export function readDate(text: string, order: DateOrder): DateReading {
  const trimmed = text.trim();
  const numeric = splitNumericDate(trimmed);
  if (numeric) return readNumericDate(numeric, order);
  if (/^(?:\d{1,2}[-/. ]\d{4}|\d{4}[-/. ]\d{1,2})$/.test(trimmed)) return { kind: 'day_missing' };
  return readWrittenDate(trimmed) ?? { kind: 'no_date' };
}

/** What the values of a column show about the order of day and month. */
export interface DateOrderEvidence {
  /** Values that only make sense with the day, or the month, first. */
  dayFirst: boolean;
  monthFirst: boolean;
  /** A value that could be either: "05/06/2027". */
  either: string | null;
}

export function gatherDateOrder(texts: Iterable<string>): DateOrderEvidence {
  const evidence: DateOrderEvidence = { dayFirst: false, monthFirst: false, either: null };
  for (const text of texts) {
    const numeric = splitNumericDate(text);
    if (!numeric || numeric.yearFirst) continue;
    const [first, second] = numeric.parts;
    if (first > 12 && first <= 31 && second <= 12) evidence.dayFirst = true;
    else if (second > 12 && second <= 31 && first <= 12) evidence.monthFirst = true;
    else if (first !== second && first <= 12 && second <= 12) evidence.either ??= text.trim();
  }
  return evidence;
}

/** Whether a value can mean two days in a column whose other values show both orders. */
export function isAmbiguousDate(text: string, evidence: DateOrderEvidence): boolean {
  if (!evidence.dayFirst || !evidence.monthFirst) return false;
  const numeric = splitNumericDate(text);
  if (!numeric || numeric.yearFirst) return false;
  const [first, second] = numeric.parts;
  return first !== second && first <= 12 && second <= 12;
}
