import { sql, type Selectable } from 'kysely';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { COURSE_PARTS, type Completion, type Course } from '../../../../shared/contract/training.ts';
import { findExpiry, rateCompletion } from '../../../../shared/rules/training.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

function toCourse(row: Selectable<Tables['training_courses']>): Course {
  return {
    id: row.id,
    code: row.code,
    packId: row.pack_id,
    title: row.title,
    part: row.part,
    purpose: row.purpose,
    topics: JSON.parse(row.topics) as Course['topics'],
    materialVersion: row.material_version,
    validityMonths: row.validity_months,
    countsFrom: row.counts_from,
    roles: JSON.parse(row.roles) as Course['roles'],
    classes: JSON.parse(row.classes) as Course['classes'],
    retired: row.retired === 1,
    revision: row.revision,
  };
}

/** All courses: by part and code, retired ones last. */
export async function selectCourses(executor: Executor): Promise<Course[]> {
  const rows = await executor
    .selectFrom('training_courses')
    .selectAll()
    .orderBy('retired')
    .orderBy(sql`${rankWords('part', COURSE_PARTS)}`)
    .orderBy('code')
    .execute();
  return rows.map(toCourse);
}

export async function selectCourse(executor: Executor, courseId: string): Promise<Course | undefined> {
  const row = await executor.selectFrom('training_courses').selectAll().where('id', '=', courseId).executeTakeFirst();
  return row && toCourse(row);
}

function toCourseColumns(course: Course) {
  return {
    title: course.title,
    part: course.part,
    purpose: course.purpose,
    topics: JSON.stringify(course.topics),
    material_version: course.materialVersion,
    validity_months: course.validityMonths,
    counts_from: course.countsFrom,
    roles: JSON.stringify(course.roles),
    classes: JSON.stringify(course.classes),
    retired: Number(course.retired),
    revision: course.revision,
  };
}

export async function insertCourse(executor: Executor, course: Course): Promise<void> {
  await executor
    .insertInto('training_courses')
    .values({ id: course.id, code: course.code, pack_id: course.packId, ...toCourseColumns(course) })
    .execute();
}

export async function updateCourse(executor: Executor, course: Course): Promise<void> {
  await executor.updateTable('training_courses').set(toCourseColumns(course)).where('id', '=', course.id).execute();
}

type StoredRow = Selectable<Tables['training_completions']> & {
  identity_name: string;
  course_title: string;
  validity_months: number | null;
  counts_from: string | null;
  recorder_name: string | null;
  recorder_initials: string | null;
};

const IDENTITY_NAME =
  '(select name from access_identities where access_identities.id = training_completions.identity_id)';
const COURSE_TITLE = '(select title from training_courses where training_courses.id = training_completions.course_id)';

function toCompletion(row: StoredRow, today: string): Completion {
  const dated = {
    completedOn: row.completed_on,
    statedExpiresOn: row.stated_expires_on,
    withdrawnReason: row.withdrawn_reason,
  };
  const course = { validityMonths: row.validity_months, countsFrom: row.counts_from };
  return {
    ...dated,
    id: row.id,
    identity: { id: row.identity_id, name: row.identity_name },
    course: { id: row.course_id, name: row.course_title },
    reference: row.reference,
    expiresOn: findExpiry(dated, course),
    standing: rateCompletion(dated, course, today),
    recordedBy: toPersonReference(row.recorded_by, row.recorder_name, row.recorder_initials),
    recordedAt: row.recorded_at,
    revision: row.revision,
  };
}

function describeRegister(today: string): Register<StoredRow, Completion> {
  return {
    table: 'training_completions',
    filters: {
      identityId: sql.ref('training_completions.identity_id'),
      identityName: sql.raw(IDENTITY_NAME),
      courseId: sql.ref('training_completions.course_id'),
      courseTitle: sql.raw(COURSE_TITLE),
      completedOn: sql.ref('training_completions.completed_on'),
      withdrawn: sql.raw('(training_completions.withdrawn_reason is not null)'),
    },
    sorts: {},
    searched: [sql.raw(IDENTITY_NAME), sql.raw(COURSE_TITLE), sql.ref('training_completions.reference')],
    usual: sql`training_completions.completed_on desc, ${sql.raw(IDENTITY_NAME)} collate nocase, training_completions.id`,
    rowsSql: `select training_completions.*, access_identities.name as identity_name,
        training_courses.title as course_title, training_courses.validity_months, training_courses.counts_from,
        people.name as recorder_name, people.initials as recorder_initials
      from json_each(?) as page join training_completions on training_completions.id = page.value
      join access_identities on access_identities.id = training_completions.identity_id
      join training_courses on training_courses.id = training_completions.course_id
      left join people on people.id = training_completions.recorded_by order by page.key`,
    toRow: (row) => toCompletion(row, today),
  };
}

export function selectCompletionPage(executor: Executor, list: ListInput, today: string) {
  return readRegister(executor, describeRegister(today), list);
}

/** These completions, in this order. */
export function selectCompletions(
  executor: Executor,
  completionIds: readonly string[],
  today: string,
): Promise<Completion[]> {
  return readRows(executor, describeRegister(today), completionIds);
}

/** A completion as rules read it. */
export interface CompletionFact {
  id: string;
  identityId: string;
  courseId: string;
  completedOn: string;
  statedExpiresOn: string | null;
  withdrawnReason: string | null;
}

/** Every completion that was not withdrawn, oldest first. */
export async function selectCompletionFacts(executor: Executor): Promise<CompletionFact[]> {
  const rows = await executor
    .selectFrom('training_completions')
    .select(['id', 'identity_id', 'course_id', 'completed_on', 'stated_expires_on', 'withdrawn_reason'])
    .where('withdrawn_reason', 'is', null)
    .orderBy('completed_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    identityId: row.identity_id,
    courseId: row.course_id,
    completedOn: row.completed_on,
    statedExpiresOn: row.stated_expires_on,
    withdrawnReason: row.withdrawn_reason,
  }));
}

/** A completion as its own table keeps it. */
export type StoredCompletion = CompletionFact & {
  reference: string;
  recordedBy: string | null;
  recordedAt: string;
  revision: number;
};

function toColumns(completion: StoredCompletion) {
  return {
    completed_on: completion.completedOn,
    stated_expires_on: completion.statedExpiresOn,
    reference: completion.reference,
    withdrawn_reason: completion.withdrawnReason,
    revision: completion.revision,
  };
}

export async function insertCompletion(executor: Executor, completion: StoredCompletion): Promise<void> {
  await executor
    .insertInto('training_completions')
    .values({
      id: completion.id,
      identity_id: completion.identityId,
      course_id: completion.courseId,
      recorded_by: completion.recordedBy,
      recorded_at: completion.recordedAt,
      ...toColumns(completion),
    })
    .execute();
}

export async function updateCompletion(executor: Executor, completion: StoredCompletion): Promise<void> {
  await executor
    .updateTable('training_completions')
    .set(toColumns(completion))
    .where('id', '=', completion.id)
    .execute();
}
