import {
  COURSE_LIMIT,
  type Course,
  type CourseChanges,
  type NewCourse,
  type TrainingPack,
} from '../../../../shared/contract/training.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { insertCourse, selectCourse, selectCourses, updateCourse } from './training-store.ts';

/** All courses: by part and code, retired ones last. */
export function listCourses(executor: Executor): Promise<Course[]> {
  return selectCourses(executor);
}

/** @throws AssayError NOT_FOUND. */
export async function getCourse(executor: Executor, courseId: string): Promise<Course> {
  const course = await selectCourse(executor, courseId);
  if (!course) throw new AssayError('NOT_FOUND', 'This course is not in the workspace.');
  return course;
}

function recordCourse(unit: Unit, before: Course | null, after: Course): Course {
  unit.record({
    kind: 'training_course',
    id: after.id,
    name: `${after.code} ${after.title}`,
    before: before && { ...before },
    after: { ...after },
  });
  return after;
}

function isSameTitle(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}

/** Lists of completions name courses by title, so no two have the same. */
async function refuseSecond(executor: Executor, title: string, exceptId: string | null): Promise<void> {
  const other = (await selectCourses(executor)).find((one) => one.id !== exceptId && isSameTitle(one.title, title));
  if (!other) return;
  throw new AssayError('INVALID_INPUT', `${other.code} has this title already.`, {
    field: 'title',
    remedy: 'Choose another title, or change that course.',
  });
}

/**
 * Adds a course under the next code TRN-nnn.
 *
 * @throws AssayError INVALID_INPUT for a title that another course has, NOT_ALLOWED_NOW when the programme is full.
 */
export async function addCourse(unit: Unit, fields: NewCourse & { packId?: string }): Promise<Course> {
  const { transaction } = unit;
  await refuseSecond(transaction, fields.title, null);
  if ((await selectCourses(transaction)).length >= COURSE_LIMIT) {
    throw new AssayError('NOT_ALLOWED_NOW', `A programme has at most ${COURSE_LIMIT} courses.`, {
      remedy: 'Change a course that is no longer taught.',
    });
  }
  const course: Course = {
    id: unit.nextId(),
    code: await takeNextCode(transaction, 'TRN'),
    packId: null,
    purpose: '',
    topics: [],
    materialVersion: '',
    validityMonths: null,
    countsFrom: null,
    roles: [],
    classes: [],
    retired: false,
    ...pickGiven(fields),
    title: fields.title,
    part: fields.part,
    revision: 1,
  };
  await insertCourse(transaction, course);
  return recordCourse(unit, null, course);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT. */
export async function changeCourse(
  unit: Unit,
  courseId: string,
  revision: number,
  changes: CourseChanges,
): Promise<Course> {
  const before = await getCourse(unit.transaction, courseId);
  refuseStaleRevision(before, revision, before.code);
  const after = { ...before, ...pickGiven(changes), revision: before.revision + 1 };
  if (after.title !== before.title) await refuseSecond(unit.transaction, after.title, courseId);
  await updateCourse(unit.transaction, after);
  return recordCourse(unit, before, after);
}

/** Adds the courses of a programme that the workspace has neither by id nor by title; the others stay as they are. */
export async function adoptCourses(unit: Unit, pack: TrainingPack): Promise<Course[]> {
  for (const { id: packId, ...fields } of pack.courses) {
    const present = await selectCourses(unit.transaction);
    if (present.some((one) => one.packId === packId || isSameTitle(one.title, fields.title))) continue;
    await addCourse(unit, { ...fields, packId });
  }
  return selectCourses(unit.transaction);
}
