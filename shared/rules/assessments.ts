import type { Answer, AssessmentState, CHANGE_KINDS } from '../contract/assessments.ts';
import type {
  AnswerState,
  AnswerValue,
  PackQuestion,
  QuestionnairePack,
  UseCondition,
} from '../contract/questionnaire-pack.ts';
import { USE_CONDITIONS } from '../contract/questionnaire-pack.ts';
import type { ToolUse } from '../contract/tools.ts';
import { writeCanonicalJson } from './canonical-json.ts';
import {
  countEvidence,
  isEvidenceStale,
  listApplicableQuestions,
  listQuestions,
  listRaisedFlags,
  stateOfValue,
  weakestEvidence,
  type RaisedFlag,
  type RuleContext,
} from './questionnaires.ts';
import type { QuestionnaireInput, QuestionScoreInput } from './scores/questionnaire-score.ts';

/** The states in which each thing can be done with an assessment (`mission.md` A4). */
export const STATES_FOR = {
  /** Answers, and what they are measured by: use, scope, period. */
  answer: ['planned', 'answering'],
  /** Title, people, due date. */
  arrange: ['planned', 'answering', 'submitted', 'in_review'],
  evidence: ['planned', 'answering', 'submitted', 'in_review'],
  followUp: ['planned', 'answering', 'submitted', 'in_review'],
  verdict: ['in_review'],
  submit: ['planned', 'answering'],
  startReview: ['submitted'],
  sendBack: ['submitted', 'in_review'],
  signOff: ['in_review'],
  voidSignOff: ['signed_off'],
  cancel: ['planned', 'answering', 'submitted', 'in_review'],
  reassess: ['signed_off'],
} as const satisfies Readonly<Record<string, readonly AssessmentState[]>>;
export type AssessmentDeed = keyof typeof STATES_FOR;

export function isAllowedIn(deed: AssessmentDeed, state: AssessmentState): boolean {
  return (STATES_FOR[deed] as readonly AssessmentState[]).includes(state);
}

/** One answer with its evidence, as rules and scores look at it. */
export type GivenAnswer = Pick<
  Answer,
  'state' | 'value' | 'note' | 'carriedOver' | 'answeredAt' | 'verdict' | 'verdictAt' | 'evidence'
>;

/** By question id; a question without an entry has not been answered. */
export type GivenAnswers = ReadonlyMap<string, GivenAnswer>;

/** What is asked of one use on one day. `asOf` is `YYYY-MM-DD`. */
export interface AssessmentFrame {
  pack: QuestionnairePack;
  use: ToolUse;
  asOf: string;
}

/** Which questions are to be answered, and which red flags their answers raise. */
export interface AssessmentStanding {
  applicable: ReadonlySet<string>;
  raised: RaisedFlag[];
}

/** A piece of evidence as it stands on the record, before its age is looked at. */
type UnagedEvidence = Omit<Answer['evidence'][number], 'stale' | 'effectiveState'> & { periodEnd: string | null };

/** A piece of evidence behind one answer with its age: measured from the end of its period, else from its own date. */
export function ageEvidence(piece: UnagedEvidence, question: PackQuestion, asOf: string): Answer['evidence'][number] {
  const { periodEnd, ...shown } = piece;
  const stale = isEvidenceStale(periodEnd ?? piece.datedOn, question.evidence.freshMonths, asOf);
  return { ...shown, stale, effectiveState: countEvidence({ state: piece.state, stale }) };
}

/**
 * The state with which an answer counts. One that was carried over counts as not given until somebody confirms it:
 * last year's word says nothing about this year.
 */
function countedState({ state, carriedOver }: GivenAnswer): AnswerState | null {
  return carriedOver ? null : state;
}

function buildRuleContext({ use, asOf }: AssessmentFrame, answers: GivenAnswers): RuleContext {
  const stated: Partial<Record<UseCondition, boolean>> = {};
  for (const condition of USE_CONDITIONS) {
    const applies = use[condition];
    if (applies !== null) stated[condition] = applies;
  }
  const facts = [...answers].map(
    ([questionId, answer]) =>
      [
        questionId,
        {
          state: countedState(answer),
          value: answer.value,
          evidence: weakestEvidence(answer.evidence),
          stale: answer.evidence.some(({ stale }) => stale),
        },
      ] as const,
  );
  return { use: stated, answers: new Map(facts), asOf };
}

/** Applies the conditions and red-flag rules of a pack to the answers (`domain.md` 6.2, 6.8). */
export function judgeAnswers(frame: AssessmentFrame, answers: GivenAnswers): AssessmentStanding {
  const context = buildRuleContext(frame, answers);
  return {
    applicable: new Set(listApplicableQuestions(frame.pack, context).map(({ id }) => id)),
    raised: listRaisedFlags(frame.pack, context),
  };
}

/** Was the verdict given on an answer that has since been changed? Then it says nothing about the present one. */
export function isVerdictOutdated({
  verdict,
  verdictAt,
  answeredAt,
}: Pick<Answer, 'verdict' | 'verdictAt' | 'answeredAt'>): boolean {
  return verdict !== null && verdictAt !== null && answeredAt !== null && answeredAt > verdictAt;
}

function standingOfNotApplicable(answer: GivenAnswer): QuestionScoreInput['notApplicable'] {
  if (answer.note.trim() === '') return 'without_reason';
  return answer.verdict === 'not_applicable' && !isVerdictOutdated(answer) ? 'accepted' : 'with_reason';
}

function toQuestionInput(
  question: PackQuestion,
  sectionId: string,
  answer: GivenAnswer | undefined,
  standing: AssessmentStanding,
  openFlags: ReadonlySet<string>,
): QuestionScoreInput {
  const evidence = answer?.evidence ?? [];
  return {
    id: question.id,
    sectionId,
    label: question.label,
    weight: question.weight,
    gate: question.gate,
    goodAnswer: question.goodAnswer,
    evidenceNeeded: question.evidence.needed,
    applicable: standing.applicable.has(question.id),
    state: answer ? countedState(answer) : null,
    notApplicable: answer ? standingOfNotApplicable(answer) : 'without_reason',
    evidence: weakestEvidence(evidence),
    evidenceStated: weakestEvidence(evidence.map(({ state }) => ({ state, stale: false }))),
    openRedFlags: standing.raised
      .filter(({ flag, questionId }) => questionId === question.id && openFlags.has(flag.id))
      .map(({ flag }) => flag.id),
    sources: evidence.map(({ indexNumber }) => indexNumber),
  };
}

/**
 * What the model `questionnaire` scores (`scoring.md`).
 *
 * @param openFlags Ids of the raised flags that nobody has settled; a settled one no longer holds the result back.
 */
export function buildScoreInput(
  { pack, use }: AssessmentFrame,
  answers: GivenAnswers,
  standing: AssessmentStanding,
  openFlags: ReadonlySet<string>,
): QuestionnaireInput {
  return {
    questions: pack.sections.flatMap((section) =>
      section.questions.map((question) =>
        toQuestionInput(question, section.id, answers.get(question.id), standing, openFlags),
      ),
    ),
    use: USE_CONDITIONS.filter((condition) => use[condition] !== false),
  };
}

/** "n.a." always needs its reason, "partial" where the answer itself does not say what is missing. */
export function needsReason({ type }: Pick<PackQuestion, 'type'>, state: AnswerState | null): boolean {
  return state === 'not_applicable' || (state === 'partial' && type === 'yes_no');
}

export interface OpenPoint {
  questionId: string;
  reason: 'unanswered' | 'carried_over' | 'no_reason';
}

/** What stands between the answers and their submission, in the pack's order. */
export function listOpenPoints(
  pack: QuestionnairePack,
  answers: GivenAnswers,
  applicable: ReadonlySet<string>,
): OpenPoint[] {
  return listQuestions(pack)
    .filter(({ id }) => applicable.has(id))
    .flatMap((question): OpenPoint[] => {
      const answer = answers.get(question.id);
      const questionId = question.id;
      if (!answer || answer.state === null) return [{ questionId, reason: 'unanswered' }];
      if (answer.carriedOver) return [{ questionId, reason: 'carried_over' }];
      const lacksReason = needsReason(question, answer.state) && answer.note.trim() === '';
      return lacksReason ? [{ questionId, reason: 'no_reason' }] : [];
    });
}

/** What a person puts in; a field that is left out stays as it is. */
export interface AnswerInput {
  state?: AnswerState | null | undefined;
  value?: AnswerValue | undefined;
}

export type ResolvedAnswer = Pick<Answer, 'state' | 'value'>;

/** An answer that does not fit its question. `message` is a sentence for the person at the screen. */
export interface AnswerProblem {
  field: 'state' | 'value';
  message: string;
}

const VALUE_KEYS: Readonly<Record<PackQuestion['type'], string | null>> = {
  yes_no: null,
  choice: 'choices',
  multi_choice: 'choices',
  text: 'text',
  number: 'number',
  date: 'date',
  regions: 'regions',
};

function findValueProblem(question: PackQuestion, value: AnswerValue): AnswerProblem | null {
  if (value === null) return null;
  const key = VALUE_KEYS[question.type];
  if (key === null) return { field: 'value', message: `${question.id} is answered with yes, partial or no.` };
  if (!(key in value)) return { field: 'value', message: `${question.id} is answered with a value of its own kind.` };
  if (!('choices' in value)) return null;
  if (question.type === 'choice' && value.choices.length > 1) {
    return { field: 'value', message: `${question.id} takes one choice only.` };
  }
  const unknown = value.choices.find((id) => !question.choices.some((choice) => choice.id === id));
  return unknown === undefined
    ? null
    : { field: 'value', message: `${question.id} does not offer the choice "${unknown}".` };
}

/**
 * The answer that a person's input makes of the present one. Questions other than yes/no take their state from the
 * value; "unknown" and "n.a." are said without one.
 *
 * @param today `YYYY-MM-DD`, from which the age of a date is counted.
 */
export function resolveAnswer(
  question: PackQuestion,
  present: ResolvedAnswer,
  input: AnswerInput,
  today: string,
): ResolvedAnswer | AnswerProblem {
  const { state, value } = input;
  if (question.type === 'yes_no') {
    const problem = findValueProblem(question, value ?? null);
    return problem ?? { state: state === undefined ? present.state : state, value: null };
  }
  if (value !== undefined && value !== null) {
    const problem = findValueProblem(question, value);
    if (problem) return problem;
    const derived = stateOfValue(question, value, today);
    const contradicts = state !== undefined && state !== null && state !== derived;
    return contradicts
      ? { field: 'state', message: `The answer to ${question.id} follows from its value.` }
      : { state: derived, value: derived === null ? null : value };
  }
  if (state === undefined) return value === null ? { state: null, value: null } : present;
  if (state === null || state === 'unknown' || state === 'not_applicable') return { state, value: null };
  return state === present.state
    ? present
    : { field: 'value', message: `${question.id} is answered with a value; its state follows from it.` };
}

/** One side of a comparison: a question with what was answered to it. */
export interface ComparedQuestion {
  question: PackQuestion;
  section: string;
  answer: Pick<Answer, 'state' | 'value' | 'note' | 'verdict' | 'evidence' | 'evidenceState'>;
}

export type ChangeKind = (typeof CHANGE_KINDS)[number];

function isSame(left: unknown, right: unknown): boolean {
  return writeCanonicalJson(left) === writeCanonicalJson(right);
}

function listEvidence({ answer }: ComparedQuestion) {
  return [answer.evidenceState, ...answer.evidence.map(({ indexNumber }) => indexNumber).sort()];
}

/** What differs between two answers to the same question; `null` is a questionnaire without it. */
export function listChanges(left: ComparedQuestion | null, right: ComparedQuestion | null): ChangeKind[] {
  if (!left || !right) return left === right ? [] : [left ? 'removed' : 'added'];
  const differs: Readonly<Partial<Record<ChangeKind, boolean>>> = {
    answer: left.answer.state !== right.answer.state || !isSame(left.answer.value, right.answer.value),
    note: left.answer.note !== right.answer.note,
    evidence: !isSame(listEvidence(left), listEvidence(right)),
    verdict: left.answer.verdict !== right.answer.verdict,
    template: !isSame(left.question, right.question),
  };
  return (Object.keys(differs) as ChangeKind[]).filter((kind) => differs[kind]);
}

export interface ComparedRow {
  questionId: string;
  left: ComparedQuestion | null;
  right: ComparedQuestion | null;
  changes: ChangeKind[];
}

/** Two assessments question by question: the right one's questions in order, then those that only the left one has. */
export function compareQuestions(
  left: ReadonlyMap<string, ComparedQuestion>,
  right: ReadonlyMap<string, ComparedQuestion>,
): ComparedRow[] {
  const removed = [...left.keys()].filter((id) => !right.has(id));
  return [...right.keys(), ...removed].map((questionId) => {
    const sides = { left: left.get(questionId) ?? null, right: right.get(questionId) ?? null };
    return { questionId, ...sides, changes: listChanges(sides.left, sides.right) };
  });
}
