import type { AccessClass, Identity } from '../../../../shared/contract/access-tier-records.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { Course, TRAINING_VIEWS, TrainedIdentity } from '../../../../shared/contract/training.ts';
import {
  findTrainedSince,
  listHeld,
  listRequiredCourses,
  rateStanding,
  summariseStandings,
  type HeldTraining,
} from '../../../../shared/rules/training.ts';
import type { Executor } from '../../database/tables.ts';
import { listIdentities } from '../access-tiers/identities.ts';
import { listCourses } from './courses.ts';
import { selectCompletionFacts, type CompletionFact } from './training-store.ts';

const EVERYBODY = {
  offset: 0,
  limit: 1_000_000,
  search: '',
  filters: [{ field: 'kind', operator: 'is', values: ['person'] }],
  sort: [],
} satisfies ListInput;

/** Everybody who uses tools and is still there, by name, with where they stand with every course that is taught. */
export async function listTrainedPeople(
  executor: Executor,
  today: string,
): Promise<{ courses: Course[]; people: TrainedIdentity[] }> {
  const courses = (await listCourses(executor)).filter(({ retired }) => !retired);
  const { rows } = await listIdentities(executor, EVERYBODY, today);
  const completions = Map.groupBy(
    await selectCompletionFacts(executor),
    ({ identityId, courseId }) => `${identityId} ${courseId}`,
  );
  const people = rows.filter(({ active }) => active).map((one) => describe(one, courses, completions, today));
  return { courses, people };
}

function describe(
  { id, code, name, account, role, active }: Identity,
  courses: readonly Course[],
  completions: ReadonlyMap<string, CompletionFact[]>,
  today: string,
): TrainedIdentity {
  const standings = courses.map((course) =>
    rateStanding(course, role, completions.get(`${id} ${course.id}`) ?? [], today),
  );
  return { identity: { id, code, name, account, role, active }, standings, ...summariseStandings(standings) };
}

type View = (typeof TRAINING_VIEWS)[number];

/** Is somebody shown in a view? `expiring` is what is required and ends soon. */
function isIn(view: View, { standings, gaps }: TrainedIdentity): boolean {
  if (view === 'gaps') return gaps > 0;
  if (view === 'complete') return gaps === 0;
  if (view === 'expiring') {
    return standings.some(({ required, state }) => required !== 'no' && state === 'expiring');
  }
  return true;
}

function matches({ identity }: TrainedIdentity, search: string): boolean {
  const text = `${identity.name} ${identity.account} ${identity.code}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const PAGE = 100;

/** People × courses, a hundred people at a time, and how many each view has. */
export async function readMatrix(
  executor: Executor,
  { view, search, offset }: { view: View; search: string; offset: number },
  today: string,
) {
  const { courses, people } = await listTrainedPeople(executor, today);
  const found = people.filter((one) => matches(one, search));
  const shown = found.filter((one) => isIn(view, one));
  const count = (of: View) => found.filter((one) => isIn(of, one)).length;
  return {
    courses,
    people: shown.slice(offset, offset + PAGE),
    total: shown.length,
    counts: {
      everybody: found.length,
      gaps: count('gaps'),
      expiring: count('expiring'),
      complete: count('complete'),
    },
  };
}

/**
 * Who holds the training that their role is asked for, as the rules of access read it: for each person one fact that
 * holds for every class of code, or one for each class where some courses are asked only there.
 */
export async function listHeldTraining(executor: Executor, today: string): Promise<HeldTraining[]> {
  const courses = await listCourses(executor);
  const facts = await selectCompletionFacts(executor);
  const completions = Map.groupBy(facts, ({ identityId }) => identityId);
  const { rows } = await listIdentities(executor, EVERYBODY, today);
  return rows.flatMap(({ id, role }) => listHeld(courses, role, completions.get(id) ?? [], today));
}

/** For everybody who has it, the day from which they had the training that their role is asked for. */
export async function listTrainedSince(
  executor: Executor,
  today: string,
): Promise<{ identityId: string; trainedSince: string }[]> {
  const courses = await listCourses(executor);
  const completions = Map.groupBy(await selectCompletionFacts(executor), ({ identityId }) => identityId);
  const { rows } = await listIdentities(executor, EVERYBODY, today);
  return rows.flatMap(({ id, role }) => {
    const trainedSince = findTrainedSince(courses, role, completions.get(id) ?? []);
    return trainedSince === null ? [] : [{ identityId: id, trainedSince }];
  });
}

/** Titles of the courses that somebody must hold on code of these classes and never completed. */
export async function listMissingCourses(
  executor: Executor,
  { id, role }: Pick<Identity, 'id' | 'role'>,
  classes: readonly AccessClass[],
): Promise<string[]> {
  const taken = (await selectCompletionFacts(executor)).filter(({ identityId }) => identityId === id);
  return listRequiredCourses(await listCourses(executor), role, classes)
    .filter((course) => !taken.some(({ courseId }) => courseId === course.id))
    .map(({ title }) => title);
}
