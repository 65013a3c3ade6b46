import type { z } from 'zod';
import { type DUE_GROUPS, NOTICE_DAYS, type overview, WORK_REASONS } from '../contract/overview.ts';
import { addDays, countDays } from './days.ts';
import { findNotice } from './notices.ts';

type Overview = z.infer<NonNullable<(typeof overview.get)['~orpc']['outputSchema']>>;
type WorkItem = Overview['work'][number];
type DateMark = Overview['dates'][number];
type Reason = WorkItem['reason'];

/** Anything that somebody may have to act on, with the day by which. */
export interface Matter {
  lane: DateMark['lane'];
  event: DateMark['event'];
  /** Null for what waits without a day. */
  on: string | null;
  title: string;
  subject: string;
  owner: WorkItem['owner'];
  record: WorkItem['record'];
  /** "RF-2" for an open red flag. */
  flagId: string | null;
  /** What it waits for whatever its day. */
  waits: 'to_sign' | 'to_decide' | 'to_review' | null;
  /** For the end of an agreement: the last day to give notice. */
  noticeOn: string | null;
}

/** Days from which something counts as due. */
const DUE_DAYS = 7;
/** Days that the overview looks ahead. */
const HORIZON_DAYS = 90;

/** Does its day bring an end, of which notice is given in time, and not work to be done by it? */
function isEnd({ event }: Matter): boolean {
  return event === 'end' || event === 'notice' || event === 'expiry';
}

function findEndReason({ on, lane, event, record }: Matter, today: string): Reason | null {
  if (on === null || findNotice(on, today) === null) return null;
  if (lane === 'evidence') return 'evidence_expiring';
  if (on >= today) return 'ending';
  if (record.kind === 'access_exception') return null;
  // A missed last day for notice is told with the end of the agreement, since nothing can be done about the day.
  return event === 'notice' ? null : 'ended';
}

function findReason(matter: Matter, today: string): Reason | null {
  const { on, flagId, waits } = matter;
  // What waits for a decision has no end yet.
  if (isEnd(matter) && waits !== 'to_decide') return findEndReason(matter, today);
  if (on !== null && on < today) return 'overdue';
  if (on !== null && on <= addDays(today, DUE_DAYS)) return 'due';
  return flagId === null ? waits : 'red_flag';
}

/** What needs somebody, most urgent first: by reason, then by days left, undated last. */
export function listWork(matters: readonly Matter[], today: string): WorkItem[] {
  const items = matters.flatMap((matter): WorkItem[] => {
    const reason = findReason(matter, today);
    if (reason === null) return [];
    const { on, event, title, subject, owner, record, flagId, noticeOn } = matter;
    const daysLeft = on === null ? null : countDays(today, on);
    const notice = on === null || !isEnd(matter) ? null : findNotice(on, today);
    return [{ reason, event, daysLeft, title, subject, owner, record, flagId, notice, noticeOn }];
  });
  const place = ({ reason }: WorkItem) => WORK_REASONS.indexOf(reason);
  const days = ({ daysLeft }: WorkItem) => daysLeft ?? Number.MAX_SAFE_INTEGER;
  return items.sort(
    (left, right) => place(left) - place(right) || days(left) - days(right) || left.title.localeCompare(right.title),
  );
}

/** The dates from today to the horizon, in order. */
export function listDates(matters: readonly Matter[], today: string): DateMark[] {
  const end = addDays(today, HORIZON_DAYS);
  return matters
    .flatMap(({ lane, event, on, title, subject, record }) =>
      on !== null && on >= today && on <= end ? [{ lane, event, on, title, subject, record }] : [],
    )
    .sort((left, right) => left.on.localeCompare(right.on) || left.title.localeCompare(right.title));
}

/** The figures that count matters; those of findings are counted where they lie. */
export function countMatters(
  matters: readonly Matter[],
  today: string,
): Pick<Overview['figures'], 'overdue' | 'dueSoon' | 'agreementsEnding'> {
  const work = matters
    .filter((matter) => !isEnd(matter))
    .flatMap(({ on }) => (on === null ? [] : [countDays(today, on)]));
  const ending = matters.filter(
    ({ on, event, record }) =>
      record.kind === 'agreement' && event === 'end' && on !== null && on >= today && findNotice(on, today) !== null,
  );
  const late = work.filter((left) => left < 0);
  const soon = work.filter((left) => left >= 0 && left <= DUE_DAYS);
  return {
    overdue: { count: late.length, note: late.length > 0 ? -Math.min(...late) : null },
    dueSoon: { count: soon.length, note: soon.filter((left) => left === 0).length },
    agreementsEnding: {
      count: ending.length,
      note: ending.filter(({ noticeOn }) => noticeOn !== null && noticeOn < today).length,
    },
  };
}

type DueItem = z.infer<NonNullable<(typeof overview.due)['~orpc']['outputSchema']>>['items'][number];

/** Under which heading a day stands. */
export function groupDay(daysLeft: number): (typeof DUE_GROUPS)[number] {
  if (daysLeft < 0) return 'late';
  if (daysLeft === 0) return 'today';
  if (daysLeft <= DUE_DAYS) return 'week';
  if (daysLeft <= 30) return 'month';
  return daysLeft <= 60 ? 'two_months' : 'quarter';
}

/** Has its day passed for good, so that nothing is to be done about it? */
function isSettled(matter: Matter, today: string): boolean {
  const { on, event, record } = matter;
  return on !== null && on < today && (event === 'notice' || record.kind === 'access_exception');
}

function isOwn({ owner }: Matter, personId: string | null): boolean {
  return personId === null || owner?.id === personId;
}

/**
 * What is late or has ended, and what comes in the next 90 days, by day.
 * @param personId only what this person has to do; null for everybody's.
 */
export function listDue(matters: readonly Matter[], today: string, personId: string | null): DueItem[] {
  const end = addDays(today, HORIZON_DAYS);
  return matters
    .filter((matter) => isOwn(matter, personId) && !isSettled(matter, today))
    .flatMap((matter): DueItem[] => {
      const { on, event, title, subject, owner, record, flagId, noticeOn } = matter;
      if (on === null || on > end) return [];
      const daysLeft = countDays(today, on);
      const notice = isEnd(matter) ? findNotice(on, today) : null;
      return [
        { on, daysLeft, group: groupDay(daysLeft), event, title, subject, owner, record, flagId, notice, noticeOn },
      ];
    })
    .sort(compareDays);
}

/** What has a day from today on, however far, by day: what a calendar holds. */
export function listAhead(
  matters: readonly Matter[],
  today: string,
  personId: string | null,
): (Matter & { on: string })[] {
  return matters
    .flatMap((matter) =>
      matter.on !== null && matter.on >= today && isOwn(matter, personId) ? [{ ...matter, on: matter.on }] : [],
    )
    .sort(compareDays);
}

interface Dated {
  on: string;
  title: string;
  event: string;
  record: { id: string; part: string | null };
}

function compareDays(left: Dated, right: Dated): number {
  const key = ({ on, title, event, record }: Dated) => [on, title, event, record.id, record.part ?? ''].join(' ');
  const [one, other] = [key(left), key(right)];
  return one < other ? -1 : Number(one > other);
}

/** Days before a day on which to be reminded of it: the notices of an end, or a week ahead of work. */
export function listReminders(matter: Matter): readonly number[] {
  return isEnd(matter) ? NOTICE_DAYS : [DUE_DAYS, 0];
}
