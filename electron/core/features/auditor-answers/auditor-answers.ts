import { createHash } from 'node:crypto';
import {
  AUDITOR_QUESTIONS,
  SENTENCE_STATES,
  type AuditorAnswer,
  type AuditorQuestion,
  type Sentence,
} from '../../../../shared/contract/auditor-answers.ts';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import type { DraftSentence } from '../../../../shared/rules/auditor-answers/answer-world.ts';
import { answerQuestions } from '../../../../shared/rules/auditor-answers/answers.ts';
import { writeSentence } from '../../../../shared/rules/auditor-answers/words.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { createReportLanguage } from '../../report/translate.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import { rememberUntilChange } from '../workspace/remember.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readAnswerWorld } from './answer-world.ts';
import {
  deleteWording,
  selectAnswers,
  selectWordings,
  upsertAnswer,
  upsertWording,
  type StoredAnswer,
  type StoredWording,
} from './auditor-answers-store.ts';

/** A question with every sentence of its answer. */
export interface WholeAnswer {
  answer: AuditorAnswer;
  sentences: readonly Sentence[];
}

/**
 * A sentence whose text is written when somebody reads it: thousands of tools have tens of thousands of sentences, of
 * which a page shows a hundred and the counts none.
 */
function toSentence(draft: DraftSentence, write: () => string, worded: StoredWording | undefined): Sentence {
  const { id, rule, state, records, evidence } = draft;
  let text: string | undefined;
  return {
    id,
    rule,
    state,
    get computed() {
      text ??= write();
      return text;
    },
    wording: worded ? describeWording(worded, write()) : null,
    records: [...records],
    evidence: [...evidence],
  };
}

function describeWording(worded: StoredWording, computed: string | null): NonNullable<Sentence['wording']> {
  const { wording: text, wordedBy: by, wordedOn: on, computed: computedThen, revision } = worded;
  return { text, by, on, outdated: computed !== computedThen, computedThen, revision };
}

/** An edited sentence whose record is no longer there: it stays until somebody takes it back. */
function toOrphan(worded: StoredWording): Sentence {
  return {
    id: worded.sentenceId,
    rule: null,
    state: 'stale',
    computed: '',
    wording: describeWording(worded, null),
    records: [],
    evidence: [],
  };
}

/** Every sentence as it reads, for a sum that changes when any of them does. */
function sumSentences(sentences: readonly Sentence[]): string {
  const text = sentences.map(({ id, state, computed, wording }) => [id, state, computed, wording?.text ?? '']);
  return createHash('sha256').update(JSON.stringify(text)).digest('hex');
}

function describeAnswer(
  question: AuditorQuestion,
  stored: StoredAnswer | undefined,
  sentences: readonly Sentence[],
): AuditorAnswer {
  const count = (state: Sentence['state']) => sentences.filter((one) => one.state === state).length;
  const [stands, missing, stale, contradicted] = SENTENCE_STATES.map(count);
  return {
    question,
    owner: stored?.owner ?? null,
    counts: { stands: stands ?? 0, missing: missing ?? 0, stale: stale ?? 0, contradicted: contradicted ?? 0 },
    edited: sentences.filter(({ wording }) => wording !== null).length,
    outdated: sentences.filter(({ wording }) => wording?.outdated === true).length,
    evidence: new Set(sentences.flatMap(({ evidence }) => evidence.map(({ id }) => id))).size,
    review:
      stored && stored.reviewedOn !== null
        ? {
            by: stored.reviewedBy,
            on: stored.reviewedOn,
            outdated: stored.reviewedSha256 !== sumSentences(sentences),
          }
        : null,
    revision: stored?.revision ?? 0,
  };
}

/** The seven answers whole, as of today; computed anew when anything has changed. */
export const readAnswers: (workspace: Workspace) => Promise<readonly WholeAnswer[]> = rememberUntilChange((workspace) =>
  composeAnswers(workspace, workspace.queries),
);

async function composeAnswers(workspace: Workspace, executor: Executor): Promise<WholeAnswer[]> {
  const { translate, writeDay } = createReportLanguage();
  const drafts = answerQuestions(await readAnswerWorld(workspace, executor));
  const wordings = await selectWordings(executor);
  const byId = new Map(wordings.map((one) => [one.sentenceId, one]));
  const stored = await selectAnswers(executor);
  return AUDITOR_QUESTIONS.map((question) => {
    const computed = (drafts.get(question) ?? []).map((draft) =>
      toSentence(draft, () => writeSentence(draft, translate, writeDay), byId.get(draft.id)),
    );
    const known = new Set(computed.map(({ id }) => id));
    const orphans = wordings.filter((one) => one.question === question && !known.has(one.sentenceId)).map(toOrphan);
    const sentences = [...computed, ...orphans];
    return { answer: describeAnswer(question, stored.get(question), sentences), sentences };
  });
}

/** One answer whole. */
export async function readAnswer(workspace: Workspace, question: AuditorQuestion): Promise<WholeAnswer> {
  const whole = (await readAnswers(workspace)).find(({ answer }) => answer.question === question);
  if (!whole) throw new Error(`${question} has no answer`);
  return whole;
}

function writeQuestion(question: AuditorQuestion): string {
  return createReportLanguage().translate(`auditorAnswers.question.${question}`);
}

async function getActor(unit: Unit): Promise<PersonReference | null> {
  if (unit.actor === 'assay') return null;
  const { id, name, initials } = await getPerson(unit.transaction, unit.actor.id);
  return { id, name, initials };
}

async function saveAnswer(
  unit: Unit,
  { question, revision }: { question: AuditorQuestion; revision: number },
  changes: Partial<StoredAnswer>,
): Promise<null> {
  const name = writeQuestion(question);
  const before = (await selectAnswers(unit.transaction)).get(question);
  refuseStaleRevision({ revision: before?.revision ?? 0 }, revision, `The answer to “${name}”`);
  const fresh: StoredAnswer = {
    id: unit.nextId(),
    question,
    owner: null,
    reviewedBy: null,
    reviewedOn: null,
    reviewedSha256: null,
    revision: 0,
  };
  const after = { ...(before ?? fresh), ...changes, revision: revision + 1 };
  await upsertAnswer(unit.transaction, after);
  unit.record({
    kind: 'auditor_answer',
    id: after.id,
    name,
    before: before ? { ...before } : null,
    after: { ...after },
  });
  return null;
}

/**
 * Says who answers a question.
 *
 * @throws AssayError INVALID_INPUT for somebody who is not active, CHANGED_MEANWHILE.
 */
export async function setAnswerOwner(
  unit: Unit,
  change: { question: AuditorQuestion; revision: number; ownerId: string | null },
): Promise<null> {
  await requireActivePerson(unit.transaction, change.ownerId, 'ownerId');
  const owner = change.ownerId === null ? null : await getPerson(unit.transaction, change.ownerId);
  return saveAnswer(unit, change, {
    owner: owner && { id: owner.id, name: owner.name, initials: owner.initials },
  });
}

/**
 * Says that the answer was read as it stands today; it turns outdated when any sentence changes.
 *
 * @param whole the answer as it was before this unit began, since nothing outside a unit can be read in it.
 * @throws AssayError CHANGED_MEANWHILE; NOT_ALLOWED_NOW while an edited sentence is outdated.
 */
export async function reviewAnswer(
  unit: Unit,
  change: { question: AuditorQuestion; revision: number },
  whole: WholeAnswer,
): Promise<null> {
  const { answer, sentences } = whole;
  if (answer.outdated > 0) {
    throw new AssayError('NOT_ALLOWED_NOW', 'An edited sentence of this answer no longer fits its records.', {
      remedy: 'Word it anew, or take the wording back, then review the answer.',
    });
  }
  return saveAnswer(unit, change, {
    reviewedBy: await getActor(unit),
    reviewedOn: unit.today,
    reviewedSha256: sumSentences(sentences),
  });
}

interface WordingTarget {
  question: AuditorQuestion;
  sentenceId: string;
  revision: number;
}

async function findWording(unit: Unit, { sentenceId, revision }: WordingTarget): Promise<StoredWording | null> {
  const before = (await selectWordings(unit.transaction)).find((one) => one.sentenceId === sentenceId) ?? null;
  refuseStaleRevision({ revision: before?.revision ?? 0 }, revision, 'This sentence');
  return before;
}

function recordWording(unit: Unit, before: StoredWording | null, after: StoredWording | null): void {
  const present = after ?? before;
  if (!present) return;
  unit.record({
    kind: 'auditor_wording',
    id: present.id,
    name: writeQuestion(present.question),
    before: before && { ...before },
    after: after && { ...after },
  });
}

/**
 * Words a sentence anew. What was computed is kept beside it, so that it is seen when the records say something else.
 *
 * @param whole the answer as it was before this unit began.
 * @throws AssayError NOT_FOUND for a sentence that is not computed, CHANGED_MEANWHILE.
 */
export async function saveWording(
  unit: Unit,
  target: WordingTarget & { text: string },
  whole: WholeAnswer,
): Promise<null> {
  const before = await findWording(unit, target);
  const sentence = whole.sentences.find(({ id, rule }) => id === target.sentenceId && rule !== null);
  if (!sentence) {
    throw new AssayError('NOT_FOUND', 'This sentence is no longer worked out from the records.', {
      remedy: 'Take the wording back.',
    });
  }
  const after: StoredWording = {
    id: before?.id ?? unit.nextId(),
    question: target.question,
    sentenceId: target.sentenceId,
    computed: sentence.computed,
    wording: target.text,
    wordedBy: await getActor(unit),
    wordedOn: unit.today,
    revision: target.revision + 1,
  };
  await upsertWording(unit.transaction, after);
  recordWording(unit, before, after);
  return null;
}

/**
 * Takes a wording back; the computed sentence stands alone again.
 *
 * @throws AssayError NOT_FOUND when there is none, CHANGED_MEANWHILE.
 */
export async function removeWording(unit: Unit, target: WordingTarget): Promise<null> {
  const before = await findWording(unit, target);
  if (!before) throw new AssayError('NOT_FOUND', 'This sentence has no wording of its own.');
  await deleteWording(unit.transaction, before.id);
  recordWording(unit, before, null);
  return null;
}
