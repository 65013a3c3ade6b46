import { FORMAT_TAG } from '../platform/locale.ts';

/** Why a typed date is none: a message of `components.json` with its parameters. */
export interface DayProblem {
  key: `components.date.${'form' | 'dayMissing' | 'year' | 'month' | 'days'}`;
  parameters: Readonly<Record<string, string | number>>;
}

export type ReadDay = { day: string | null } | { problem: DayProblem };

const EXAMPLE = new Date(Date.UTC(2026, 11, 31));
const ORDER = new Intl.DateTimeFormat(FORMAT_TAG, { timeZone: 'UTC' })
  .formatToParts(EXAMPLE)
  .map((part) => part.type)
  .filter((type) => type === 'day' || type === 'month' || type === 'year');

const LONG_MONTH = new Intl.DateTimeFormat(FORMAT_TAG, { month: 'long', timeZone: 'UTC' });
const SHORT_MONTH = new Intl.DateTimeFormat(FORMAT_TAG, { month: 'short', timeZone: 'UTC' });
const NUMERIC = new Intl.DateTimeFormat(FORMAT_TAG, {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: 'UTC',
});
const MONTHS = Array.from({ length: 12 }, (_, month) => {
  const first = new Date(Date.UTC(2026, month, 1));
  return [LONG_MONTH.format(first).toLowerCase(), SHORT_MONTH.format(first).toLowerCase()];
});

/** A day as it is typed in this locale: "31/12/2026". */
export function writeDay(day: string): string {
  return NUMERIC.format(new Date(`${day}T00:00:00Z`));
}

/**
 * Reads a typed date: `2026-12-31`, the locale's own order with "/", "." or "-" ("31/12/2026"), or with the month as a
 * word ("31 Dec 2026"). Empty text is no date. A date that does not exist is a problem, never the next one that does.
 */
export function readDay(text: string): ReadDay {
  const typed = text.trim();
  if (typed === '') return { day: null };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return checkDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const worded = /^(\d{1,2})\.?\s+(\p{L}+)\.?,?\s+(\d{4})$/u.exec(typed);
  if (worded) {
    const month = findMonth(worded[2] ?? '');
    return month === null ? formProblem() : checkDay(Number(worded[3]), month, Number(worded[1]));
  }
  return readNumbers(typed);
}

function readNumbers(typed: string): ReadDay {
  const numbers = typed.split(/[/.\-\s]+/);
  if (!numbers.every((part) => /^\d+$/.test(part))) return formProblem();
  if (numbers.length === 2) return { problem: { key: 'components.date.dayMissing', parameters: exampleParameters() } };
  if (numbers.length !== 3) return formProblem();
  const read = Object.fromEntries(ORDER.map((type, index) => [type, numbers[index] ?? '']));
  if (read.year?.length !== 4) return { problem: { key: 'components.date.year', parameters: exampleParameters() } };
  return checkDay(Number(read.year), Number(read.month), Number(read.day));
}

function checkDay(year: number, month: number, day: number): ReadDay {
  if (month < 1 || month > 12) return { problem: { key: 'components.date.month', parameters: { month } } };
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) {
    const name = LONG_MONTH.format(new Date(Date.UTC(year, month - 1, 1)));
    return { problem: { key: 'components.date.days', parameters: { month: name, year, days } } };
  }
  return { day: [String(year), pad(month), pad(day)].join('-') };
}

function findMonth(word: string): number | null {
  const wanted = word.toLowerCase();
  const index = MONTHS.findIndex((names) => names.includes(wanted) || names[0]?.slice(0, 3) === wanted);
  return index < 0 ? null : index + 1;
}

function formProblem(): ReadDay {
  return { problem: { key: 'components.date.form', parameters: exampleParameters() } };
}

function exampleParameters(): { example: string } {
  return { example: NUMERIC.format(EXAMPLE) };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
