import { countDays } from '../../../shared/rules/days.ts';

/** Days that the timeline shows. */
export const TIMELINE_DAYS = 90;

/** Share of the axis that a mark takes, in percent: its shape, and each letter of its word. */
const SHAPE_WIDTH = 4;
const LETTER_WIDTH = 0.95;
/** Longest word of a mark; the rest is cut off. */
const LONGEST = 18;
/** ", +23" */
const OTHERS_LETTERS = 4;

interface DatedRecord {
  on: string;
  title: string;
}

/** A mark on one lane of the timeline; what would collide with it is merged into it. */
export interface TimelineMark<Date extends DatedRecord> {
  /** Distance from today, in percent of the axis. */
  left: number;
  /** Its words stand before its day, since after it they would leave the axis. */
  isEnding: boolean;
  first: Date;
  others: readonly Date[];
}

/** Marks of one lane from left to right, none over another. Dates before today stand at today. */
export function placeMarks<Date extends DatedRecord>(dates: readonly Date[], today: string): TimelineMark<Date>[] {
  const marks: (TimelineMark<Date> & { others: Date[] })[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const date of dates.toSorted((one, other) => one.on.localeCompare(other.on))) {
    const days = Math.min(Math.max(countDays(today, date.on), 0), TIMELINE_DAYS);
    const left = (100 * days) / TIMELINE_DAYS;
    const width = measureMark(date.title);
    const isEnding = left + width > 100;
    const last = marks.at(-1);
    if (last && (isEnding ? left - width : left) < end) {
      last.others.push(date);
    } else {
      marks.push({ left, isEnding, first: date, others: [] });
      end = isEnding ? left + SHAPE_WIDTH : left + width;
    }
  }
  return marks;
}

/** With room for the number of others, which may be merged into it later. */
function measureMark(title: string): number {
  return SHAPE_WIDTH + (Math.min(title.length, LONGEST) + OTHERS_LETTERS) * LETTER_WIDTH;
}
