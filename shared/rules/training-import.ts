import type { Identity } from '../contract/access-tier-records.ts';
import { COMPLETION_BATCH_LIMIT, type Course, type ImportedRow } from '../contract/training.ts';
import { gatherDateOrder, readDate } from './exchange/dates.ts';

type Person = Pick<Identity, 'id' | 'name' | 'account' | 'code' | 'kind'>;
type Named = Pick<Course, 'id' | 'code' | 'title'>;

/** A row of a list of completions, with the records that it names; a row with a problem names none. */
export interface CheckedRow extends ImportedRow {
  identityId: string | null;
  courseId: string | null;
  day: string | null;
}

interface ListFacts {
  /** Cells of the list: person, course, day; more cells are left aside. */
  rows: readonly (readonly string[])[];
  people: readonly Person[];
  courses: readonly Named[];
  /** Completions that there are, each as `completionKey` writes it. */
  known: ReadonlySet<string>;
  today: string;
}

/** One person's completion of one course on one day is one completion, however often it stands in lists. */
export function completionKey(identityId: string, courseId: string, day: string): string {
  return `${identityId} ${courseId} ${day}`;
}

const same = (left: string, right: string) => left.trim().toLowerCase() === right.trim().toLowerCase();

type Found<Record> = { record: Record } | { problem: string };

function findPerson(text: string, people: readonly Person[]): Found<Person> {
  if (text === '') return { problem: 'The person is missing.' };
  const byAccount = people.filter(({ account, code }) => (account !== '' && same(account, text)) || same(code, text));
  const found = byAccount.length > 0 ? byAccount : people.filter(({ name }) => same(name, text));
  const [first, second] = found;
  if (!first) return { problem: `Nobody who uses the tools is called “${text}”.` };
  if (second) return { problem: `“${text}” is the name of ${found.length} people. Give the e-mail address.` };
  if (first.kind === 'agent') return { problem: `${first.name} is an agent and completes no course.` };
  return { record: first };
}

function findCourse(text: string, courses: readonly Named[]): Found<Named> {
  if (text === '') return { problem: 'The course is missing.' };
  const found = courses.find(({ code, title }) => same(code, text) || same(title, text));
  return found ? { record: found } : { problem: `There is no course “${text}”.` };
}

/** Could it be two days, and does nothing else in the list tell which? */
function isOpenDate(text: string, order: ReturnType<typeof gatherDateOrder>): boolean {
  return order.dayFirst === order.monthFirst && gatherDateOrder([text]).either !== null;
}

function findDay(text: string, order: ReturnType<typeof gatherDateOrder>, today: string): Found<string> {
  if (text === '') return { problem: 'The day is missing.' };
  if (isOpenDate(text, order)) return { problem: `“${text}” can be two days. Write it as 2026-11-20.` };
  const reading = readDate(text, order.monthFirst && !order.dayFirst ? 'month_first' : 'day_first');
  if (reading.kind !== 'day') return { problem: `“${text}” is no day. Write it as 2026-11-20.` };
  return reading.day > today ? { problem: `${reading.day} is in the future.` } : { record: reading.day };
}

/** A first row whose day is no day names the columns. */
function isHead(row: readonly string[]): boolean {
  return row.length >= 3 && !/\d/.test(row[2] ?? '');
}

/**
 * What a list of completions says: for each row the person, the course and the day, or what is wrong with it. A person
 * is named by e-mail address, code or name; a course by code or title. Nothing is guessed: a name that two people have
 * and a day that could be two are problems. A row that repeats one above, or a completion that there is, is `known`.
 */
export function checkTrainingRows({ rows, people, courses, known, today }: ListFacts): CheckedRow[] {
  const body = rows
    .map((cells, index) => ({ row: index + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ row, cells }) => cells.some((cell) => cell !== '') && !(row === 1 && isHead(cells)))
    .slice(0, COMPLETION_BATCH_LIMIT);
  const order = gatherDateOrder(body.map(({ cells }) => cells[2] ?? ''));
  const seen = new Set(known);
  return body.map(({ row, cells }) => {
    const [person = '', course = '', completedOn = ''] = cells;
    const found = [
      findPerson(person, people),
      findCourse(course, courses),
      findDay(completedOn, order, today),
    ] as const;
    const [who, what, when] = found;
    const stated = { row, person, course, completedOn };
    if ('problem' in who || 'problem' in what || 'problem' in when) {
      const problem = found.flatMap((one) => ('problem' in one ? [one.problem] : [])).join(' ');
      return { ...stated, problem, known: false, identityId: null, courseId: null, day: null };
    }
    const key = completionKey(who.record.id, what.record.id, when.record);
    const isKnown = seen.has(key);
    seen.add(key);
    return {
      ...stated,
      problem: null,
      known: isKnown,
      identityId: who.record.id,
      courseId: what.record.id,
      day: when.record,
    };
  });
}
