/** Which parts of a day are written, and where the day is read. */
interface DayParts {
  month: 'short' | 'long';
  year?: false;
  /** IANA name; this machine's time zone if left out. */
  timeZone?: 'UTC';
}

/**
 * Writes the day of an instant, in milliseconds or as a date, in the language of `tag`: "22 Sep 2026". British English
 * shortens September alone to four letters, so every English writes the months as American English does, after the day.
 */
export function createDayFormat(tag: string, { month, year, timeZone }: DayParts): (at: Date | number) => string {
  const isEnglish = /^en\b/i.test(tag);
  const format = new Intl.DateTimeFormat(isEnglish ? 'en-US' : tag, {
    day: 'numeric',
    month,
    ...(year !== false && { year: 'numeric' }),
    ...(timeZone && { timeZone }),
  });
  if (!isEnglish) return (at) => format.format(at);
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return ['day', 'month', 'year'].flatMap((type) => parts.get(type as Intl.DateTimeFormatPartTypes) ?? []).join(' ');
  };
}
