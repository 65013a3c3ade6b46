/** Calendar days as `YYYY-MM-DD`; a day has no time zone, so none is asked. */

const DAY_MILLISECONDS = 86_400_000;

/** The same day of the month so many calendar months later (earlier when negative), or that month's last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  const lastDay = new Date(Date.UTC(target.year, target.month, 0)).getUTCDate();
  const parts = [String(target.year).padStart(4, '0'), target.month, Math.min(dayOfMonth, lastDay)];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** So many days later, earlier when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Days from `day` to `other`; negative when `other` is earlier. */
export function countDays(day: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(day)) / DAY_MILLISECONDS);
}
