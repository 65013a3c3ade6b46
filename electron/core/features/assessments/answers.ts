import type { z } from 'zod';
import type {
  AnswerChange,
  assessments as assessmentsContract,
  AssessmentState,
  FollowUp,
} from '../../../../shared/contract/assessments.ts';
import type { PackQuestion } from '../../../../shared/contract/questionnaire-pack.ts';
import {
  isAllowedIn,
  isVerdictOutdated,
  resolveAnswer,
  type AssessmentDeed,
} from '../../../../shared/rules/assessments.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { writeInitials } from '../../../../shared/rules/people.ts';
import { listQuestions } from '../../../../shared/rules/questionnaires.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listAnswerEvidence, requireEvidence } from '../evidence/evidence.ts';
import {
  emptyAnswer,
  judgeContent,
  listPeopleOf,
  readContent,
  requireAssessment,
  toShownAnswer,
  toShownFlags,
  toShownScore,
  type AssessmentContent,
} from './assessment-content.ts';
import { settle } from './assessment-scores.ts';
import { readPeople } from './assessments.ts';
import {
  deleteEvidenceLink,
  insertEvidenceLink,
  insertFollowUp,
  saveAnswer,
  savePreparer,
  saveState,
  selectFollowUp,
  updateFollowUp,
  type StoredAnswer,
  type StoredAssessment,
} from './assessments-store.ts';

type Input<Operation extends keyof typeof assessmentsContract> = z.infer<
  NonNullable<(typeof assessmentsContract)[Operation]['~orpc']['inputSchema']>
>;

const STATE_WORDS: Readonly<Record<AssessmentState, string>> = {
  planned: 'planned',
  answering: 'being answered',
  submitted: 'submitted',
  in_review: 'in review',
  signed_off: 'signed off',
  cancelled: 'cancelled',
};

const REFUSED_DEEDS: Readonly<Record<AssessmentDeed, string>> = {
  answer: 'so its answers no longer change',
  arrange: 'so its plan no longer changes',
  evidence: 'so its evidence no longer changes',
  followUp: 'so nothing more is asked about it',
  verdict: 'so no verdict can be given',
  submit: 'so it cannot be submitted',
  startReview: 'so no review can start',
  sendBack: 'so it cannot be sent back',
  signOff: 'so it cannot be signed',
  voidSignOff: 'so there is no signature to take back',
  cancel: 'so it cannot be cancelled',
  reassess: 'so it cannot be carried over',
};

const REMEDIES: Readonly<Partial<Record<AssessmentState, string>>> = {
  planned: 'Answer its questions and submit it first.',
  answering: 'Submit it first.',
  submitted: 'Start the review, or send it back to be answered.',
  in_review: 'Send it back to be answered, or finish the review.',
  signed_off: 'Take the signature back with a reason, or start a reassessment.',
};

/**
 * Refuses what the assessment's state does not allow.
 *
 * @throws AssayError NOT_ALLOWED_NOW.
 */
export function refuseState({ code, state }: StoredAssessment, deed: AssessmentDeed): void {
  if (isAllowedIn(deed, state)) return;
  const remedy = REMEDIES[state];
  const message = `${code} is ${STATE_WORDS[state]}, ${REFUSED_DEEDS[deed]}.`;
  throw new AssayError('NOT_ALLOWED_NOW', message, remedy ? { remedy } : {});
}

/** Who does this. Assay itself gives no answers and signs nothing. */
export function requirePerson({ actor }: Unit) {
  if (actor === 'assay') throw new Error('An assessment is worked on by a person');
  return { id: actor.id, name: actor.name, initials: writeInitials(actor.name) };
}

interface OpenedQuestion {
  content: AssessmentContent;
  question: PackQuestion;
  answer: StoredAnswer;
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW. */
async function openQuestion(
  unit: Unit,
  { assessmentId, questionId }: { assessmentId: string; questionId: string },
  deed: AssessmentDeed,
): Promise<OpenedQuestion> {
  const content = await readContent(unit.workspace, unit.transaction, assessmentId);
  refuseState(content.assessment, deed);
  const question = listQuestions(content.pack).find(({ id }) => id === questionId);
  if (!question) {
    throw new AssayError('NOT_FOUND', `${content.assessment.code} has no question ${questionId}.`, {
      field: 'questionId',
    });
  }
  return { content, question, answer: content.answers.get(questionId) ?? emptyAnswer(questionId) };
}

/** What the trail keeps of an answer. Its revision only counts, and what was carried over stands in the one before. */
function toTrail({ questionId: _id, revision: _revision, previous: _previous, ...facts }: StoredAnswer) {
  return facts;
}

function writeRecordName({ code }: StoredAssessment, questionId: string): string {
  return `${code} ${questionId}`;
}

/** Does a change leave alone all that rules and scores look at? It does while somebody types a note. */
function countsAlike(before: AssessmentContent, after: AssessmentContent, questionId: string): boolean {
  const toFacts = ({ answers, evidence }: AssessmentContent) => {
    const answer = answers.get(questionId) ?? emptyAnswer(questionId);
    const { state, value, carriedOver, note, verdict } = answer;
    return [
      state,
      value,
      carriedOver,
      note.trim() === '',
      verdict,
      isVerdictOutdated(answer),
      evidence.get(questionId),
    ];
  };
  return JSON.stringify(toFacts(before)) === JSON.stringify(toFacts(after));
}

/** Gives what the page needs after a change, once everything that follows from it has been brought into step. */
async function reportChange(
  unit: Unit,
  before: AssessmentContent,
  after: AssessmentContent,
  questionId: string,
): Promise<AnswerChange> {
  const judgedAfter = judgeContent(after);
  const judgedBefore = countsAlike(before, after, questionId) ? judgedAfter : judgeContent(before);
  const { content, judged } = await settle(unit, after, judgedAfter, judgedBefore);
  const answer = content.answers.get(questionId);
  const person = requirePerson(unit);
  const others = listPeopleOf(answer ? [answer] : []).filter((id) => id !== person.id);
  const people = new Map([...(await readPeople(unit.transaction, others)), [person.id, person]]);
  const wasApplicable = judgedBefore.standing.applicable;
  const { applicable } = judged.standing;
  return {
    answer: toShownAnswer(content, judged, people, questionId),
    score: toShownScore(judged),
    redFlags: toShownFlags(content, judged),
    state: content.assessment.state,
    applicability: listQuestions(content.pack)
      .filter(({ id }) => applicable.has(id) !== wasApplicable.has(id))
      .map(({ id }) => ({ questionId: id, applicable: applicable.has(id) })),
    savedAt: unit.now,
  };
}

/** Writes an answer with its trail entry. The first one moves a planned assessment on. */
async function writeAnswer(
  unit: Unit,
  { content, answer: before }: OpenedQuestion,
  after: StoredAnswer,
  state: AssessmentState = content.assessment.state,
): Promise<AnswerChange> {
  const { file } = unit.workspace;
  const { assessment } = content;
  saveAnswer(file, assessment.id, after);
  if (state !== assessment.state) {
    saveState(file, assessment.id, state);
    unit.record({
      kind: 'assessment',
      id: assessment.id,
      name: assessment.code,
      before: { state: assessment.state },
      after: { state },
    });
  }
  unit.record({
    kind: 'answer',
    id: assessment.id,
    name: writeRecordName(assessment, after.questionId),
    before: before.revision === 0 ? null : toTrail(before),
    after: toTrail(after),
  });
  const changed = {
    ...content,
    assessment: { ...assessment, state },
    answers: new Map(content.answers).set(after.questionId, after),
  };
  return reportChange(unit, content, changed, after.questionId);
}

function isAnsweredAnew(before: StoredAnswer, after: StoredAnswer): boolean {
  return (
    before.state !== after.state ||
    before.note !== after.note ||
    before.carriedOver !== after.carriedOver ||
    JSON.stringify(before.value) !== JSON.stringify(after.value)
  );
}

/**
 * Saves what changed of one answer. Whoever changes it is its author from then on; a verdict stays, but is one on an
 * earlier answer (`isVerdictOutdated`). Saving what stands there already writes nothing.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE, INVALID_INPUT.
 */
export async function giveAnswer(unit: Unit, input: Input<'saveAnswer'>): Promise<AnswerChange> {
  const opened = await openQuestion(unit, input, 'answer');
  const { content, question, answer: before } = opened;
  refuseStaleRevision(before, input.revision, `The answer to ${question.id}`);
  const resolved = resolveAnswer(question, before, input, unit.today);
  if ('message' in resolved) throw new AssayError('INVALID_INPUT', resolved.message, { field: resolved.field });
  const isTouched = input.state !== undefined || input.value !== undefined || input.note !== undefined;
  const after: StoredAnswer = {
    ...before,
    ...resolved,
    note: input.note ?? before.note,
    flagged: input.flagged ?? before.flagged,
    carriedOver: before.carriedOver && !isTouched,
    revision: before.revision + 1,
  };
  if (!isAnsweredAnew(before, after)) {
    if (before.flagged === after.flagged) return reportChange(unit, content, content, question.id);
    return writeAnswer(unit, opened, after);
  }
  const person = requirePerson(unit);
  savePreparer(unit.workspace.file, content.assessment.id, person.id);
  return writeAnswer(unit, opened, { ...after, answeredBy: person.id, answeredAt: unit.now }, 'answering');
}

/**
 * Takes a carried-over answer as this year's.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE.
 */
export async function confirmAnswer(unit: Unit, input: Input<'confirmAnswer'>): Promise<AnswerChange> {
  const opened = await openQuestion(unit, input, 'answer');
  const { content, question, answer } = opened;
  refuseStaleRevision(answer, input.revision, `The answer to ${question.id}`);
  if (!answer.carriedOver) {
    throw new AssayError('NOT_ALLOWED_NOW', `The answer to ${question.id} was not carried over.`, {
      remedy: 'There is nothing to confirm.',
    });
  }
  const person = requirePerson(unit);
  savePreparer(unit.workspace.file, content.assessment.id, person.id);
  const confirmed = { carriedOver: false, answeredBy: person.id, answeredAt: unit.now, revision: answer.revision + 1 };
  return writeAnswer(unit, opened, { ...answer, ...confirmed }, 'answering');
}

/**
 * The reviewer's verdict, apart from the answer; null takes it back. A new round begins when the answer has changed or
 * was submitted again since the verdict before.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE, FOUR_EYES.
 */
export async function giveVerdict(unit: Unit, input: Input<'giveVerdict'>): Promise<AnswerChange> {
  const opened = await openQuestion(unit, input, 'verdict');
  const { content, question, answer } = opened;
  refuseStaleRevision(answer, input.revision, `The answer to ${question.id}`);
  const person = requirePerson(unit);
  if (answer.answeredBy === person.id) {
    throw new AssayError('FOUR_EYES', `${person.name} gave the answer to ${question.id} and cannot judge it too.`, {
      remedy: 'Ask another reviewer for the verdict.',
    });
  }
  if (answer.state === null && input.verdict !== null) {
    throw new AssayError('NOT_ALLOWED_NOW', `${question.id} has no answer to judge.`, {
      remedy: 'Send the assessment back to be answered.',
    });
  }
  const { submittedAt } = content.assessment;
  const isSameRound =
    answer.verdictAt !== null &&
    !isVerdictOutdated(answer) &&
    (submittedAt === null || answer.verdictAt >= submittedAt);
  return writeAnswer(unit, opened, {
    ...answer,
    verdict: input.verdict,
    verdictNote: input.note,
    verdictBy: input.verdict === null ? null : person.id,
    verdictAt: input.verdict === null ? null : unit.now,
    verdictRound: input.verdict === null || isSameRound ? answer.verdictRound : answer.verdictRound + 1,
    revision: answer.revision + 1,
  });
}

async function changeEvidence(
  unit: Unit,
  { content, question }: OpenedQuestion,
  write: () => Promise<void>,
): Promise<AnswerChange> {
  const { assessment } = content;
  await write();
  const changed = { ...content, evidence: await listAnswerEvidence(unit.transaction, assessment.id) };
  const listLinks = ({ evidence }: AssessmentContent) =>
    (evidence.get(question.id) ?? []).map(({ indexNumber, page }) => ({ indexNumber, page }));
  unit.record({
    kind: 'answer',
    id: assessment.id,
    name: writeRecordName(assessment, question.id),
    before: { evidence: listLinks(content) },
    after: { evidence: listLinks(changed) },
  });
  return reportChange(unit, content, changed, question.id);
}

/** An answer shows so many pieces at most. */
const EVIDENCE_LIMIT = 50;

/**
 * Puts evidence behind an answer; attaching it again changes the page it points to. The reviewer may do so too, and is
 * no preparer by it.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW.
 */
export async function attachEvidence(unit: Unit, input: Input<'attachEvidence'>): Promise<AnswerChange> {
  const opened = await openQuestion(unit, input, 'evidence');
  await requireEvidence(unit.transaction, input.evidenceId);
  const attached = opened.content.evidence.get(input.questionId) ?? [];
  const isNew = attached.every(({ evidenceId }) => evidenceId !== input.evidenceId);
  if (isNew && attached.length >= EVIDENCE_LIMIT) {
    throw new AssayError('NOT_ALLOWED_NOW', `${input.questionId} already has ${EVIDENCE_LIMIT} pieces of evidence.`, {
      remedy: 'Detach what the answer does not rest on.',
    });
  }
  return changeEvidence(unit, opened, () => insertEvidenceLink(unit.transaction, input));
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW. */
export async function detachEvidence(unit: Unit, input: Input<'detachEvidence'>): Promise<AnswerChange> {
  const opened = await openQuestion(unit, input, 'evidence');
  const attached = opened.content.evidence.get(input.questionId) ?? [];
  if (attached.every(({ evidenceId }) => evidenceId !== input.evidenceId)) {
    throw new AssayError('NOT_FOUND', `This evidence is not attached to ${input.questionId}.`);
  }
  return changeEvidence(unit, opened, () => deleteEvidenceLink(unit.transaction, input));
}

function recordFollowUp(unit: Unit, assessment: StoredAssessment, before: FollowUp | null, after: FollowUp): void {
  const name = `Follow-up on ${writeRecordName(assessment, after.questionId)}`;
  unit.record({ kind: 'follow_up', id: assessment.id, name, before: before && { ...before }, after: { ...after } });
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW. */
export async function askFollowUp(unit: Unit, input: Input<'askFollowUp'>): Promise<FollowUp> {
  const { content } = await openQuestion(unit, input, 'followUp');
  const { questionId, addressee, request, dueOn } = input;
  const followUp: FollowUp = {
    id: unit.nextId(),
    questionId,
    addressee,
    request,
    dueOn,
    state: 'open',
    reply: '',
    createdBy: requirePerson(unit),
    createdAt: unit.now,
    revision: 1,
  };
  await insertFollowUp(unit.transaction, content.assessment.id, followUp);
  recordFollowUp(unit, content.assessment, null, followUp);
  return followUp;
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE, INVALID_INPUT when an answered one has no reply. */
export async function changeFollowUp(unit: Unit, input: Input<'updateFollowUp'>): Promise<FollowUp> {
  const stored = await selectFollowUp(unit.transaction, input.followUpId);
  if (!stored) throw new AssayError('NOT_FOUND', 'This follow-up is not in the workspace.');
  const { assessmentId, ...before } = stored;
  const assessment = requireAssessment(unit.workspace, assessmentId);
  refuseState(assessment, 'followUp');
  refuseStaleRevision(before, input.revision, `The follow-up on ${before.questionId}`);
  const after = { ...before, ...pickGiven(input.changes), revision: before.revision + 1 };
  if (after.state === 'answered' && after.reply.trim() === '') {
    throw new AssayError('INVALID_INPUT', 'An answered follow-up needs its reply.', { field: 'changes.reply' });
  }
  await updateFollowUp(unit.transaction, after);
  recordFollowUp(unit, assessment, before, after);
  return after;
}
