import { NOTICE_DAYS } from '../contract/overview.ts';
import { countDays } from './days.ts';

export type Notice = (typeof NOTICE_DAYS)[number];

/**
 * Which notice of an end stands on a day: the last of 90, 60, 30 and 0 days that has been reached. Null while the end
 * is further off; 0 from the day itself on.
 * @param on the end, `YYYY-MM-DD`.
 */
export function findNotice(on: string, today: string): Notice | null {
  const left = countDays(today, on);
  return NOTICE_DAYS.findLast((days) => left <= days) ?? null;
}
