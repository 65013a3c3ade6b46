import type { z } from 'zod';
import type { Answer, assessments as assessmentsContract } from '../../../../shared/contract/assessments.ts';
import type { Person, Role } from '../../../../shared/contract/people.ts';
import type { PackQuestion } from '../../../../shared/contract/questionnaire-pack.ts';
import {
  isAllowedIn,
  isVerdictOutdated,
  listOpenPoints,
  resolveAnswer,
  type AssessmentDeed,
  type OpenPoint,
} from '../../../../shared/rules/assessments.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { addMonths } from '../../../../shared/rules/days.ts';
import { listQuestions } from '../../../../shared/rules/questionnaires.ts';
import type { Rational } from '../../../../shared/rules/scores/rational.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listFindings } from '../findings/findings.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import { findNewestVersion, readPack, requirePublished } from '../questionnaires/questionnaires.ts';
import { describeModel, findReviewMonths, refreshResidual } from '../scores/scores.ts';
import { getTool } from '../tools/tools.ts';
import { refuseState, requirePerson } from './answers.ts';
import {
  emptyAnswer,
  readContent,
  requireAssessment,
  toShownScore,
  type AssessmentContent,
  type JudgedContent,
} from './assessment-content.ts';
import { settle, settleGates, withdrawFindings } from './assessment-scores.ts';
import { readPeople, readSignedContent } from './assessments.ts';
import {
  copyEvidenceLinks,
  insertAssessment,
  insertSignOff,
  saveAnswer,
  selectPreparers,
  selectSignOff,
  selectSuccessor,
  updateAssessment,
  updateSignOff,
  type StoredAnswer,
  type StoredAssessment,
} from './assessments-store.ts';
import { freezeContent } from './sign-off.ts';

type Input<Operation extends keyof typeof assessmentsContract> = z.infer<
  NonNullable<(typeof assessmentsContract)[Operation]['~orpc']['inputSchema']>
>;

const PREPARING_ROLES: readonly Role[] = ['compliance_officer', 'security_reviewer', 'excellence_lead'];
const REVIEWING_ROLES: readonly Role[] = ['compliance_officer', 'security_reviewer'];

async function requireRole(unit: Unit, personId: string, field: string, roles: readonly Role[]): Promise<Person> {
  await requireActivePerson(unit.transaction, personId, field);
  const person = await getPerson(unit.transaction, personId);
  if (roles.includes(person.role)) return person;
  const work = roles === REVIEWING_ROLES ? 'review' : 'prepare';
  throw new AssayError('INVALID_INPUT', `${person.name} has no role that may ${work} an assessment.`, { field });
}

/** @throws AssayError INVALID_INPUT, FOUR_EYES when one person would do both. */
async function refuseUnfitPeople(unit: Unit, preparerId: string, reviewerId: string | null): Promise<void> {
  const preparer = await requireRole(unit, preparerId, 'preparerId', PREPARING_ROLES);
  if (reviewerId === null) return;
  await requireRole(unit, reviewerId, 'reviewerId', REVIEWING_ROLES);
  if (reviewerId !== preparerId) return;
  throw new AssayError('FOUR_EYES', `${preparer.name} prepares this assessment and cannot review it too.`, {
    field: 'reviewerId',
    remedy: 'Choose another reviewer, or none for now.',
  });
}

/** What the trail keeps: the whole record, with facts beside it that have no field of their own, such as a reason. */
function recordAssessment(
  unit: Unit,
  before: StoredAssessment | null,
  after: StoredAssessment,
  facts: Readonly<Record<string, unknown>> = {},
): void {
  unit.record({
    kind: 'assessment',
    id: after.id,
    name: after.code,
    before: before && { ...before },
    after: { ...after, ...facts },
  });
}

async function changeAssessment(
  unit: Unit,
  before: StoredAssessment,
  changes: Partial<StoredAssessment>,
  facts?: Readonly<Record<string, unknown>>,
): Promise<StoredAssessment> {
  const after = { ...before, ...changes, revision: before.revision + 1 };
  await updateAssessment(unit.transaction, after);
  recordAssessment(unit, before, after, facts);
  return after;
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE. */
async function openFor(
  unit: Unit,
  { assessmentId, revision }: { assessmentId: string; revision: number },
  deed: AssessmentDeed,
): Promise<AssessmentContent> {
  const content = await readContent(unit.workspace, unit.transaction, assessmentId);
  refuseState(content.assessment, deed);
  refuseStaleRevision(content.assessment, revision, content.assessment.code);
  return content;
}

type NewAssessment = Pick<
  StoredAssessment,
  | 'title'
  | 'toolId'
  | 'vendorId'
  | 'questionnaireId'
  | 'preparerId'
  | 'reviewerId'
  | 'dueOn'
  | 'use'
  | 'scope'
  | 'previousAssessmentId'
>;

async function addAssessment(unit: Unit, fields: NewAssessment): Promise<StoredAssessment> {
  const assessment: StoredAssessment = {
    ...fields,
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, `AS-${unit.today.slice(0, 4)}`),
    state: 'planned',
    nextDueOn: null,
    periodStart: null,
    periodEnd: null,
    createdAt: unit.now,
    submittedAt: null,
    revision: 1,
  };
  await insertAssessment(unit.transaction, assessment);
  recordAssessment(unit, null, assessment);
  return assessment;
}

async function settleStored(unit: Unit, assessmentId: string) {
  return settle(unit, await readContent(unit.workspace, unit.transaction, assessmentId));
}

/**
 * Plans an assessment of a tool on a published questionnaire, whose version it keeps. Gives its id.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, INVALID_INPUT, FOUR_EYES.
 */
export async function planAssessment(unit: Unit, input: Input<'plan'>): Promise<string> {
  const { vendor } = await getTool(unit.transaction, input.toolId);
  await requirePublished(unit.transaction, input.questionnaireId);
  await refuseUnfitPeople(unit, input.preparerId, input.reviewerId);
  const { id } = await addAssessment(unit, {
    ...input,
    vendorId: vendor.id,
    scope: { included: '', excluded: '' },
    previousAssessmentId: null,
  });
  await settleStored(unit, id);
  return id;
}

/** What may still be changed once the answers were handed in. */
const ARRANGED_FIELDS: ReadonlySet<string> = new Set(['title', 'reviewerId', 'dueOn']);

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE, INVALID_INPUT, FOUR_EYES. */
export async function changePlan(unit: Unit, input: Input<'update'>): Promise<void> {
  const changes = pickGiven(input.changes);
  const isArranging = Object.keys(changes).every((field) => ARRANGED_FIELDS.has(field));
  const { assessment } = await openFor(unit, input, isArranging ? 'arrange' : 'answer');
  const after = { ...assessment, ...changes };
  if (changes.preparerId !== undefined || changes.reviewerId !== undefined) {
    if (after.preparerId !== null) await refuseUnfitPeople(unit, after.preparerId, after.reviewerId);
  }
  if (after.periodStart !== null && after.periodEnd !== null && after.periodStart > after.periodEnd) {
    throw new AssayError('INVALID_INPUT', 'The period ends before it starts.', { field: 'changes.periodEnd' });
  }
  await changeAssessment(unit, assessment, changes);
  await settleStored(unit, assessment.id);
}

const OPEN_POINT_WORDS: Readonly<Record<OpenPoint['reason'], string>> = {
  unanswered: 'no answer',
  carried_over: 'carried over, not confirmed',
  no_reason: 'no reason in its note',
};
const LISTED_POINTS = 5;

function writeList(items: readonly string[]): string {
  const more = items.length - LISTED_POINTS;
  const listed = items.slice(0, LISTED_POINTS).join('; ');
  return more > 0 ? `${listed}; and ${more} more` : listed;
}

/** @throws AssayError NOT_ALLOWED_NOW; its field is the first question that is not ready. */
function refuseOpenPoints({ assessment, pack }: AssessmentContent, { given, standing }: JudgedContent): void {
  const points = listOpenPoints(pack, given, standing.applicable);
  const [first] = points;
  if (!first) return;
  const list = writeList(points.map(({ questionId, reason }) => `${questionId}, ${OPEN_POINT_WORDS[reason]}`));
  const questions = points.length === 1 ? 'One question' : `${points.length} questions`;
  const message = `${questions} of ${assessment.code} ${points.length === 1 ? 'is' : 'are'} not ready: ${list}.`;
  throw new AssayError('NOT_ALLOWED_NOW', message, {
    field: first.questionId,
    remedy: 'Answer each, or mark it as unknown; say in the note why one does not apply or is only partly met.',
  });
}

/**
 * Hands the answers in for review, and raises a finding for each gate that fails.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE.
 */
export async function submitAssessment(unit: Unit, input: Input<'submit'>): Promise<void> {
  const { content, judged } = await settle(unit, await openFor(unit, input, 'submit'));
  refuseOpenPoints(content, judged);
  await changeAssessment(unit, content.assessment, { state: 'submitted', submittedAt: unit.now });
  await settleGates(unit, content, judged);
}

async function isPreparer(unit: Unit, { id, preparerId }: StoredAssessment, personId: string): Promise<boolean> {
  const preparers = await selectPreparers(unit.transaction, id);
  return preparerId === personId || preparers.some((preparer) => preparer.id === personId);
}

/**
 * Starts the review. Where no reviewer was named, whoever starts it is the reviewer, unless that person prepared it.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE.
 */
export async function startReview(unit: Unit, input: Input<'startReview'>): Promise<void> {
  const { assessment } = await openFor(unit, input, 'startReview');
  const person = requirePerson(unit);
  const candidate = (await isPreparer(unit, assessment, person.id)) ? null : person.id;
  await changeAssessment(unit, assessment, {
    state: 'in_review',
    reviewerId: assessment.reviewerId ?? candidate,
  });
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE. */
export async function sendBack(unit: Unit, input: Input<'sendBack'>): Promise<void> {
  const { assessment } = await openFor(unit, input, 'sendBack');
  await changeAssessment(unit, assessment, { state: 'answering' }, { reason: input.reason });
}

/** @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE. */
export async function cancelAssessment(unit: Unit, input: Input<'cancel'>): Promise<void> {
  const { assessment } = await openFor(unit, input, 'cancel');
  await changeAssessment(unit, assessment, { state: 'cancelled' }, { reason: input.reason });
  await withdrawFindings(unit, assessment);
  await refreshResidual(unit, assessment.vendorId);
}

async function refuseOwnSignature(unit: Unit, assessment: StoredAssessment): Promise<void> {
  const person = requirePerson(unit);
  if (!(await isPreparer(unit, assessment, person.id))) return;
  throw new AssayError('FOUR_EYES', `${person.name} prepared part of ${assessment.code} and cannot sign it.`, {
    remedy: 'Ask another compliance officer to sign.',
  });
}

function refuseOutdatedVerdicts({ assessment, answers }: AssessmentContent, { standing }: JudgedContent): void {
  const outdated = [...answers.values()].filter(
    (answer) => standing.applicable.has(answer.questionId) && isVerdictOutdated(answer),
  );
  const [first] = outdated;
  if (!first) return;
  const list = writeList(outdated.map(({ questionId }) => questionId));
  throw new AssayError(
    'NOT_ALLOWED_NOW',
    `In ${assessment.code} answers were changed after their verdict was given: ${list}.`,
    { field: first.questionId, remedy: 'Give the verdict on the present answer, or take it back.' },
  );
}

function refuseUnfoundedDecision(input: Input<'signOff'>, recommendation: string, today: string): void {
  if (input.decision !== recommendation && input.reason === '') {
    throw new AssayError('INVALID_INPUT', 'A decision that differs from the recommendation needs its reason.', {
      field: 'reason',
      remedy: 'Say why; both stand in the report.',
    });
  }
  if (input.decision === 'conditional' && input.conditions.length === 0) {
    throw new AssayError('INVALID_INPUT', 'A conditional approval needs at least one condition.', {
      field: 'conditions',
      remedy: 'Name what has to be done or kept to, or decide otherwise.',
    });
  }
  if (input.nextDueOn !== null && input.nextDueOn <= today) {
    throw new AssayError('INVALID_INPUT', 'The next assessment is due on a day that is still to come.', {
      field: 'nextDueOn',
    });
  }
}

function toText(value: Rational | null): string | null {
  return value && `${value.numerator}/${value.denominator}`;
}

function toFrozenResult({ result, openFlags, standing }: JudgedContent) {
  return {
    score: toText(result.score),
    statedScore: toText(result.statedScore),
    low: toText(result.range?.low ?? null),
    high: toText(result.range?.high ?? null),
    completeness: toText(result.completeness),
    confidence: toText(result.confidence),
    applicable: [...standing.applicable],
    gates: result.gates,
    openRedFlags: openFlags.map(({ flag }) => flag.id),
    recommendation: result.recommendation.outcome,
  };
}

async function listFrozenFindings(unit: Unit, assessmentId: string) {
  const filters = [{ field: 'assessmentId', operator: 'is' as const, values: [assessmentId] }];
  const list = { offset: 0, limit: 10_000, search: '', sort: [], filters };
  const { rows } = await listFindings(unit.transaction, list);
  return rows.map(({ code, kind, ruleId, title, severity, status, questionId, dueOn, owner }) => ({
    code,
    kind,
    ruleId,
    title,
    severity,
    status,
    questionId,
    dueOn,
    ownerId: owner?.id ?? null,
  }));
}

/**
 * Signs the assessment and freezes what was signed. The next one is due by the cadence of the tool's inherent tier
 * unless the signer says otherwise. Where it follows an earlier one, what only that one's rules raised is withdrawn.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE, FOUR_EYES, INVALID_INPUT.
 */
export async function signOff(unit: Unit, input: Input<'signOff'>): Promise<void> {
  const opened = await openFor(unit, input, 'signOff');
  await refuseOwnSignature(unit, opened.assessment);
  const { content, judged } = await settle(unit, opened);
  refuseOpenPoints(content, judged);
  refuseOutdatedVerdicts(content, judged);
  const { recommendation } = toShownScore(judged);
  refuseUnfoundedDecision(input, recommendation, unit.today);
  await settleGates(unit, content, judged);
  const before = content.assessment;
  const nextDueOn = input.nextDueOn ?? addMonths(unit.today, await findReviewMonths(unit, before.toolId));
  const decision = {
    signerId: requirePerson(unit).id,
    signedAt: unit.now,
    recommendation,
    decision: input.decision,
    reason: input.reason,
    conditions: input.conditions,
  };
  const { frozen, fingerprint } = freezeContent(
    unit.today,
    await readSignedContent(unit.workspace, unit.transaction, { ...content, assessment: { ...before, nextDueOn } }),
    decision,
    {
      model: describeModel(content.model),
      result: toFrozenResult(judged),
      findings: await listFrozenFindings(unit, before.id),
    },
  );
  await insertSignOff(unit.transaction, {
    id: unit.nextId(),
    assessmentId: before.id,
    ...decision,
    fingerprint,
    frozen,
    voidedAt: null,
    voidReason: '',
  });
  await changeAssessment(unit, before, { state: 'signed_off', nextDueOn }, { signature: { ...decision, fingerprint } });
  if (before.previousAssessmentId !== null) {
    await withdrawFindings(unit, requireAssessment(unit.workspace, before.previousAssessmentId));
  }
  await refreshResidual(unit, before.vendorId);
}

/**
 * Takes a signature back; it stays on record with the reason.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE.
 */
export async function voidSignOff(unit: Unit, input: Input<'voidSignOff'>): Promise<void> {
  const { assessment } = await openFor(unit, input, 'voidSignOff');
  const signature = await selectSignOff(unit.transaction, assessment.id);
  if (!signature) throw new Error(`${assessment.code} is signed off without a signature`);
  await updateSignOff(unit.transaction, { ...signature, voidedAt: unit.now, voidReason: input.reason });
  await changeAssessment(
    unit,
    assessment,
    { state: 'in_review', nextDueOn: null },
    { voidedFingerprint: signature.fingerprint, reason: input.reason },
  );
  await settleStored(unit, assessment.id);
}

/** An answer carried over to a question, or null where the question has changed so that it no longer fits. */
function carryAnswer(
  question: PackQuestion,
  source: StoredAnswer,
  previous: NonNullable<Answer['previous']>,
  today: string,
): StoredAnswer {
  const given = source.value === null ? { state: source.state } : { value: source.value };
  const resolved = resolveAnswer(question, { state: null, value: null }, given, today);
  const fits = !('message' in resolved);
  return {
    ...emptyAnswer(question.id),
    ...(fits ? { state: source.state, value: source.value, note: source.note, carriedOver: true } : {}),
    previous,
    revision: 1,
  };
}

async function carryAnswers(unit: Unit, source: AssessmentContent, target: StoredAssessment): Promise<void> {
  const { workspace, transaction, today } = unit;
  const pack = await readPack(workspace, transaction, target.questionnaireId);
  const given = [...source.answers.values()];
  const people = await readPeople(transaction, [
    ...new Set(given.map(({ answeredBy }) => answeredBy).filter((id) => id !== null)),
  ]);
  const carried = listQuestions(pack).flatMap((question) => {
    const answer = source.answers.get(question.id);
    if (!answer || answer.state === null) return [];
    const previous = {
      state: answer.state,
      value: answer.value,
      note: answer.note,
      answeredOn: answer.answeredAt?.slice(0, 10) ?? null,
      answeredBy: people.get(answer.answeredBy ?? '')?.name ?? null,
      evidenceCount: source.evidence.get(question.id)?.length ?? 0,
    };
    return carryAnswer(question, answer, previous, today);
  });
  for (const answer of carried) saveAnswer(workspace.file, target.id, answer);
  const questionIds = carried.map(({ questionId }) => questionId);
  await copyEvidenceLinks(transaction, source.assessment.id, target.id, questionIds);
  unit.note({
    kind: 'answer',
    id: target.id,
    name: `${target.code} carried over from ${source.assessment.code}`,
    facts: { carriedOver: questionIds },
  });
}

/**
 * Starts a new assessment from a signed one: on the newest published version of its questionnaire, for the tool's
 * present use, with its answers and evidence carried over to be confirmed. Gives its id.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, INVALID_INPUT, FOUR_EYES.
 */
export async function reassess(unit: Unit, input: Input<'reassess'>): Promise<string> {
  const source = await readContent(unit.workspace, unit.transaction, input.assessmentId);
  refuseState(source.assessment, 'reassess');
  const successor = await selectSuccessor(unit.transaction, source.assessment.id);
  if (successor && isAllowedIn('arrange', successor.state)) {
    throw new AssayError('NOT_ALLOWED_NOW', `${successor.code} already follows ${source.assessment.code}.`, {
      remedy: 'Go on with that one, or cancel it first.',
    });
  }
  await refuseUnfitPeople(unit, input.preparerId, input.reviewerId);
  const { id: previousAssessmentId, toolId, scope } = source.assessment;
  const tool = await getTool(unit.transaction, toolId);
  const target = await addAssessment(unit, {
    title: input.title,
    toolId,
    vendorId: tool.vendor.id,
    questionnaireId: await findNewestVersion(unit.transaction, source.assessment.questionnaireId),
    preparerId: input.preparerId,
    reviewerId: input.reviewerId,
    dueOn: input.dueOn,
    use: tool.use,
    scope,
    previousAssessmentId,
  });
  await carryAnswers(unit, source, target);
  await settleStored(unit, target.id);
  return target.id;
}
