import { ACCESS_CLASSES, type AccessClass, type AccessRole } from '../contract/access-tier-records.ts';
import type { Completion, Course, CourseStanding, TrainedIdentity } from '../contract/training.ts';
import { addDays, addMonths } from './days.ts';

/** Days before its end from which a completion is told to expire. */
export const TRAINING_NOTICE_DAYS = 30;

type Asked = Pick<Course, 'roles' | 'classes' | 'retired'>;
type Dated = Pick<Completion, 'completedOn' | 'statedExpiresOn' | 'withdrawnReason'>;

/** Last day on which a completion holds: as its certificate states, else by the validity of the course; null for ever. */
export function findExpiry(
  completion: Pick<Completion, 'completedOn' | 'statedExpiresOn'>,
  course: Pick<Course, 'validityMonths'>,
): string | null {
  if (completion.statedExpiresOn !== null) return completion.statedExpiresOn;
  return course.validityMonths === null ? null : addMonths(completion.completedOn, course.validityMonths);
}

/** Is the course asked of a role: on every class of code, only on some, or not at all? A retired one never is. */
export function rateRequirement({ roles, classes, retired }: Asked, role: AccessRole): CourseStanding['required'] {
  if (retired || !roles.includes(role)) return 'no';
  return classes.length === 0 ? 'always' : 'for_classes';
}

/** The courses that a role must hold before it may use a tool on code of these classes. */
export function listRequiredCourses<One extends Asked>(
  courses: readonly One[],
  role: AccessRole,
  classes: readonly AccessClass[],
): One[] {
  return courses.filter((course) => {
    const required = rateRequirement(course, role);
    return required === 'always' || (required === 'for_classes' && course.classes.some((one) => classes.includes(one)));
  });
}

/** What a completion is worth today. The last day of its validity still counts; the day after it does not. */
export function rateCompletion(
  completion: Dated,
  course: Pick<Course, 'validityMonths' | 'countsFrom'>,
  today: string,
): Completion['standing'] {
  if (completion.withdrawnReason !== null) return 'withdrawn';
  if (course.countsFrom !== null && completion.completedOn < course.countsFrom) return 'superseded';
  const expiresOn = findExpiry(completion, course);
  if (expiresOn !== null && expiresOn < today) return 'expired';
  return expiresOn !== null && expiresOn <= addDays(today, TRAINING_NOTICE_DAYS) ? 'expiring' : 'valid';
}

/** Completions that hold last longest first, then the latest day; those that count before those that do not. */
function findBest<One extends Dated>(
  completions: readonly One[],
  course: Pick<Course, 'validityMonths' | 'countsFrom'>,
  today: string,
): { completion: One; standing: Completion['standing']; expiresOn: string | null } | null {
  const rank = (standing: Completion['standing']) => (standing === 'valid' || standing === 'expiring' ? 0 : 1);
  const rated = completions
    .filter(({ withdrawnReason, completedOn }) => withdrawnReason === null && completedOn <= today)
    .map((completion) => ({
      completion,
      standing: rateCompletion(completion, course, today),
      expiresOn: findExpiry(completion, course),
    }))
    .sort(
      (left, right) =>
        rank(left.standing) - rank(right.standing) ||
        (right.expiresOn ?? '9999').localeCompare(left.expiresOn ?? '9999') ||
        right.completion.completedOn.localeCompare(left.completion.completedOn),
    );
  return rated[0] ?? null;
}

/**
 * Where somebody of a role stands with a course today (`mission.md` G5, `domain.md` 6.3 A-TRN-4). A completion from
 * before they joined counts as long as it holds. What has expired, was withdrawn, or was overtaken by a rewritten
 * course does not count; one that is required is then expired or missing, and never valid.
 *
 * @param completions those of this person in this course.
 */
export function rateStanding(
  course: Pick<Course, 'id' | 'validityMonths' | 'countsFrom'> & Asked,
  role: AccessRole,
  completions: readonly (Dated & { id: string })[],
  today: string,
): CourseStanding {
  const required = rateRequirement(course, role);
  const best = findBest(completions, course, today);
  if (!best) {
    const state = required === 'always' ? 'missing' : 'not_required';
    return { courseId: course.id, state, required, completionId: null, completedOn: null, expiresOn: null };
  }
  const { completion, standing, expiresOn } = best;
  const lapsed = standing !== 'valid' && standing !== 'expiring';
  return {
    courseId: course.id,
    state: lapsed ? 'expired' : standing,
    required,
    completionId: completion.id,
    completedOn: completion.completedOn,
    expiresOn,
  };
}

/** Courses that are required on every class and not held, and the first day on which one that is held ends. */
export function summariseStandings(
  standings: readonly CourseStanding[],
): Pick<TrainedIdentity, 'gaps' | 'nextExpiryOn'> {
  const always = standings.filter(({ required }) => required === 'always');
  const ends = always
    .filter(({ state }) => state === 'valid' || state === 'expiring')
    .map(({ expiresOn }) => expiresOn)
    .filter((day) => day !== null)
    .sort();
  return {
    gaps: always.filter(({ state }) => state === 'missing' || state === 'expired').length,
    nextExpiryOn: ends[0] ?? null,
  };
}

/** That somebody holds the training asked of their role, by the course of it that ends first. */
export interface HeldTraining {
  identityId: string;
  /** The class of code that it opens; every class when it names none. */
  classId?: AccessClass;
  course: string;
  completedOn: string;
  /** Last day on which it counts, which may have passed; null when it does not expire. */
  expiresOn: string | null;
}

type Taken = Dated & { id: string; identityId: string; courseId: string };

/** The one of several that ends first, when there is one for every course; nothing when one is missing. */
function findFirstToEnd(
  courses: readonly (Asked & Pick<Course, 'id' | 'title' | 'validityMonths' | 'countsFrom'>)[],
  completions: readonly Taken[],
  today: string,
): Omit<HeldTraining, 'classId'> | null {
  const held = courses.map((course) => {
    const counting = completions.filter(
      (one) => one.courseId === course.id && rateCompletion(one, course, today) !== 'superseded',
    );
    const best = findBest(counting, course, today);
    return best && { title: course.title, ...best };
  });
  if (held.includes(null)) return null;
  const [first] = held
    .filter((one) => one !== null)
    .sort((left, right) => (left.expiresOn ?? '9999').localeCompare(right.expiresOn ?? '9999'));
  if (!first) return null;
  const { completion, expiresOn, title } = first;
  return { identityId: completion.identityId, course: title, completedOn: completion.completedOn, expiresOn };
}

/**
 * The training that one person holds (`domain.md` 6.3 A-TRN-4): every course that the role is asked for, given as the
 * one that ends first. Where the programme asks the role for none, any course counts. Courses that are asked only on
 * some classes of code make it a fact for each class.
 *
 * @param completions those of this person.
 */
export function listHeld<One extends Asked & Pick<Course, 'id' | 'title' | 'validityMonths' | 'countsFrom'>>(
  courses: readonly One[],
  role: AccessRole,
  completions: readonly Taken[],
  today: string,
): HeldTraining[] {
  const gate = (required: readonly One[]) => {
    if (required.length > 0) return findFirstToEnd(required, completions, today);
    const each = courses.map((course) => findFirstToEnd([course], completions, today)).filter((one) => one !== null);
    return each.sort((left, right) => (right.expiresOn ?? '9999').localeCompare(left.expiresOn ?? '9999'))[0] ?? null;
  };
  if (!courses.some((course) => rateRequirement(course, role) === 'for_classes')) {
    const held = gate(listRequiredCourses(courses, role, []));
    return held ? [held] : [];
  }
  return ACCESS_CLASSES.flatMap((classId) => {
    const held = gate(listRequiredCourses(courses, role, [classId]));
    return held ? [{ ...held, classId }] : [];
  });
}

/**
 * The day from which somebody had the training that their role is asked for on every class of code: the latest of the
 * first completions of those courses; where the programme asks for none, the first completion of all. Null when a
 * course was never completed. Access that was given earlier was given too early (`domain.md` 6.7).
 *
 * @param completions those of this person.
 */
export function findTrainedSince(
  courses: readonly (Asked & Pick<Course, 'id'>)[],
  role: AccessRole,
  completions: readonly Pick<Taken, 'courseId' | 'completedOn'>[],
): string | null {
  const first = (taken: typeof completions) => taken.map(({ completedOn }) => completedOn).sort()[0] ?? null;
  const required = listRequiredCourses(courses, role, []);
  if (required.length === 0) return first(completions);
  const days = required.map(({ id }) => first(completions.filter(({ courseId }) => courseId === id)));
  return days.includes(null)
    ? null
    : (days
        .filter((day) => day !== null)
        .sort()
        .at(-1) ?? null);
}
