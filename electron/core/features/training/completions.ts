import type { Completion, CompletionChanges } from '../../../../shared/contract/training.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getIdentity } from '../access-tiers/identities.ts';
import { getCourse } from './courses.ts';
import {
  insertCompletion,
  selectCompletionPage,
  selectCompletions,
  updateCompletion,
  type StoredCompletion,
} from './training-store.ts';

/** A page of completions, newest first, each with what it is worth today. */
export function listCompletions(executor: Executor, list: ListInput, today: string) {
  return selectCompletionPage(executor, list, today);
}

/** @throws AssayError NOT_FOUND. */
export async function getCompletion(executor: Executor, completionId: string, today: string): Promise<Completion> {
  const [completion] = await selectCompletions(executor, [completionId], today);
  if (!completion) throw new AssayError('NOT_FOUND', 'This completion is not in the workspace.');
  return completion;
}

/** What stands is not part of the record: it changes with the days. */
function describeCompletion({ standing: _standing, ...facts }: Completion): Record<string, unknown> {
  return facts;
}

async function recordChange(unit: Unit, before: Completion | null, completionId: string): Promise<Completion> {
  const after = await getCompletion(unit.transaction, completionId, unit.today);
  unit.record({
    kind: 'training_completion',
    id: after.id,
    name: `${after.identity.name}, ${after.course.name}`,
    before: before && describeCompletion(before),
    after: describeCompletion(after),
  });
  return after;
}

function refuseDays({ completedOn, statedExpiresOn }: CompletionDays, today: string): void {
  if (completedOn > today) {
    throw new AssayError('INVALID_INPUT', 'A completion cannot be in the future.', {
      field: 'completedOn',
      remedy: 'Give the day on which the course was completed.',
    });
  }
  if (statedExpiresOn !== null && statedExpiresOn < completedOn) {
    throw new AssayError('INVALID_INPUT', 'It cannot end before it was completed.', {
      field: 'statedExpiresOn',
      remedy: 'Give the last day on which it holds, or leave it to the course.',
    });
  }
}

interface CompletionDays {
  completedOn: string;
  statedExpiresOn: string | null;
}

/** A completion as it is recorded for one person. */
export interface NewCompletion extends CompletionDays {
  identityId: string;
  courseId: string;
  reference: string;
}

/**
 * Records that somebody completed a course, in the name of the unit's actor.
 *
 * @throws AssayError NOT_FOUND; INVALID_INPUT for an impossible day or an agent, who is trained by training its owner.
 */
export async function recordCompletion(unit: Unit, fields: NewCompletion): Promise<Completion> {
  const { transaction, today, actor } = unit;
  refuseDays(fields, today);
  const identity = await getIdentity(transaction, fields.identityId, today);
  await getCourse(transaction, fields.courseId);
  if (identity.kind === 'agent') {
    throw new AssayError('INVALID_INPUT', `${identity.name} is an agent and completes no course.`, {
      field: 'identityIds',
      remedy: 'Record it for the person who answers for the agent.',
    });
  }
  const completion: StoredCompletion = {
    ...fields,
    id: unit.nextId(),
    recordedBy: actor === 'assay' ? null : actor.id,
    recordedAt: unit.now,
    withdrawnReason: null,
    revision: 1,
  };
  await insertCompletion(transaction, completion);
  return recordChange(unit, null, completion.id);
}

function toStored({ identity, course, recordedBy, ...completion }: Completion): StoredCompletion {
  return {
    ...completion,
    identityId: identity.id,
    courseId: course.id,
    recordedBy: recordedBy?.id ?? null,
  };
}

async function saveCompletion(
  unit: Unit,
  completionId: string,
  revision: number,
  changes: Partial<StoredCompletion>,
): Promise<Completion> {
  const before = await getCompletion(unit.transaction, completionId, unit.today);
  refuseStaleRevision(before, revision, `The completion of ${before.identity.name}`);
  if (before.withdrawnReason !== null) {
    throw new AssayError('NOT_ALLOWED_NOW', 'This completion was withdrawn and does not change any more.', {
      remedy: 'Record it anew.',
    });
  }
  const after = { ...toStored(before), ...changes, revision: before.revision + 1 };
  refuseDays(after, unit.today);
  await updateCompletion(unit.transaction, after);
  return recordChange(unit, before, completionId);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT, NOT_ALLOWED_NOW when it was withdrawn. */
export function changeCompletion(
  unit: Unit,
  completionId: string,
  revision: number,
  changes: CompletionChanges,
): Promise<Completion> {
  return saveCompletion(unit, completionId, revision, pickGiven(changes));
}

/** Withdraws a completion: it stays readable, with the reason, and counts no more. */
export function withdrawCompletion(
  unit: Unit,
  completionId: string,
  revision: number,
  reason: string,
): Promise<Completion> {
  return saveCompletion(unit, completionId, revision, { withdrawnReason: reason });
}
