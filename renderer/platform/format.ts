import { createDayFormat } from '../../shared/rules/day-format.ts';
import { FORMAT_TAG } from './locale.ts';

const writeDay = createDayFormat(FORMAT_TAG, { month: 'short', timeZone: 'UTC' });
const writeDayOfYear = createDayFormat(FORMAT_TAG, { month: 'short', year: false, timeZone: 'UTC' });
const writeInstantDay = createDayFormat(FORMAT_TAG, { month: 'short' });
const LONG_DAY = new Intl.DateTimeFormat(FORMAT_TAG, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const TIME = new Intl.DateTimeFormat(FORMAT_TAG, { hour: '2-digit', minute: '2-digit' });
const TIME_WITH_SECONDS = new Intl.DateTimeFormat(FORMAT_TAG, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const NUMBER = new Intl.NumberFormat(FORMAT_TAG);
const FILE_SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const PERCENT = new Intl.NumberFormat(FORMAT_TAG, { style: 'percent', maximumFractionDigits: 0 });

/** A day without a time is the same day everywhere, so it is read and written in UTC. */
function toDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** "20 Nov 2026" */
export function formatDay(day: string): string {
  return writeDay(toDate(day));
}

/** "20 Nov" in the year of `today`, else with its year. */
export function formatShortDay(day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? writeDayOfYear(toDate(day)) : formatDay(day);
}

/** "Friday 20 November 2026" */
export function formatLongDay(day: string): string {
  return LONG_DAY.format(toDate(day)).replace(',', '');
}

/** "10:42", in this machine's time zone. */
export function formatTime(instant: string | Date): string {
  return TIME.format(new Date(instant));
}

/** "10:42:07" */
export function formatTimeWithSeconds(instant: string | Date): string {
  return TIME_WITH_SECONDS.format(new Date(instant));
}

/** "20 Nov 2026, 10:42", in this machine's time zone. */
export function formatInstant(instant: string): string {
  const at = new Date(instant);
  return `${writeInstantDay(at)}, ${TIME.format(at)}`;
}

/** "1,204" */
export function formatNumber(value: number): string {
  return NUMBER.format(value);
}

/** A ratio of 0 to 1 as "78%". */
export function formatPercent(ratio: number): string {
  return PERCENT.format(ratio);
}

/** A number of bytes as "212.4 MB". */
export function formatFileSize(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), FILE_SIZE_UNITS.length - 1);
  return new Intl.NumberFormat(FORMAT_TAG, {
    style: 'unit',
    unit: FILE_SIZE_UNITS[step] ?? 'byte',
    // The short form of a byte has no plural.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}

/** Words as "a, b and c". */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(FORMAT_TAG, { type: 'conjunction' }).format(words);
}

/** Whole days from `today` to `day`; negative when it has passed. */
export function countDaysUntil(day: string, today: string): number {
  return Math.round((toDate(day).getTime() - toDate(today).getTime()) / 86_400_000);
}
