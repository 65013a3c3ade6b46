import { countDays } from '../../../shared/rules/days.ts';

/** Days that the timeline shows. */
export const TIMELINE_DAYS = 90;

/** Share of the axis that a mark takes, in percent: its shape, and each letter of its word. */
const SHAPE_WIDTH = 4;
const LETTER_WIDTH = 0.95;
/** Longest word of a mark; the rest is cut off. */
const LONGEST = 18;

interface DatedRecord {
  on: string;
  title: string;
}

/** A mark on one lane of the timeline; what would collide with it is merged into it. */
export interface TimelineMark<Date extends DatedRecord> {
  /** Distance from today, in percent of the axis. */
  left: number;
  /** Share of the axis that it takes, in percent. */
  width: number;
  first: Date;
  others: readonly Date[];
}

/** Marks of one lane from left to right, none over another. Dates before today stand at today. */
export function placeMarks<Date extends DatedRecord>(dates: readonly Date[], today: string): TimelineMark<Date>[] {
  const marks: { left: number; first: Date; others: Date[] }[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const date of dates.toSorted((one, other) => one.on.localeCompare(other.on))) {
    const days = Math.min(Math.max(countDays(today, date.on), 0), TIMELINE_DAYS);
    const left = (100 * days) / TIMELINE_DAYS;
    const last = marks.at(-1);
    if (last && left < end) {
      last.others.push(date);
      end = last.left + measureMark(last.first.title, last.others.length);
    } else {
      marks.push({ left, first: date, others: [] });
      end = left + measureMark(date.title, 0);
    }
  }
  return marks.map((mark) => ({ ...mark, width: measureMark(mark.first.title, mark.others.length) }));
}

function measureMark(title: string, others: number): number {
  const letters = Math.min(title.length, LONGEST) + (others > 0 ? 4 : 0);
  return SHAPE_WIDTH + letters * LETTER_WIDTH;
}
