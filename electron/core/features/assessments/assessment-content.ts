import type { Answer } from '../../../../shared/contract/assessments.ts';
import type { PackQuestion, QuestionnairePack } from '../../../../shared/contract/questionnaire-pack.ts';
import type { QuestionnaireModel } from '../../../../shared/contract/score-models.ts';
import {
  ageEvidence,
  buildScoreInput,
  judgeAnswers,
  type AssessmentFrame,
  type AssessmentStanding,
  type GivenAnswer,
} from '../../../../shared/rules/assessments.ts';
import { isFindingOpen } from '../../../../shared/rules/findings.ts';
import { listQuestions, weakestEvidence, type RaisedFlag } from '../../../../shared/rules/questionnaires.ts';
import {
  scoreQuestionnaire,
  type QuestionnaireInput,
  type QuestionnaireResult,
} from '../../../../shared/rules/scores/questionnaire-score.ts';
import { toNumber, type Rational } from '../../../../shared/rules/scores/rational.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import { listAnswerEvidence } from '../evidence/evidence.ts';
import { readPack } from '../questionnaires/questionnaires.ts';
import type { LoadedModel } from '../scores/score-models.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import {
  readAnswers,
  readAssessment,
  readFlagFindings,
  selectSignOff,
  type AssessmentFigures,
  type FlagFinding,
  type StoredAnswer,
  type StoredAssessment,
} from './assessments-store.ts';
import { readFrozenFrame } from './sign-off.ts';

type ListedEvidence = Awaited<ReturnType<typeof listAnswerEvidence>>;

/** Everything about one assessment that rules and scores look at, as it was read at one instant. */
export interface AssessmentContent {
  assessment: StoredAssessment;
  pack: QuestionnairePack;
  /** The day from which ages are counted: today, or the day of the signature. */
  asOf: string;
  model: LoadedModel<QuestionnaireModel>;
  answers: ReadonlyMap<string, StoredAnswer>;
  evidence: ListedEvidence;
  flagFindings: readonly FlagFinding[];
  /** Ids of the red flags that stood open at the signature; null while nothing is signed. */
  signedFlags: ReadonlySet<string> | null;
}

/** What rules and scores make of the content. */
export interface JudgedContent {
  frame: AssessmentFrame;
  given: ReadonlyMap<string, GivenAnswer>;
  standing: AssessmentStanding;
  /** Raised flags that nobody has settled. */
  openFlags: RaisedFlag[];
  input: QuestionnaireInput;
  result: QuestionnaireResult;
}

/** @throws AssayError NOT_FOUND. */
export function requireAssessment(workspace: Workspace, assessmentId: string): StoredAssessment {
  const assessment = readAssessment(workspace.file, assessmentId);
  if (!assessment) throw new AssayError('NOT_FOUND', 'This assessment is not in the workspace.');
  return assessment;
}

/** A signed assessment is judged as at its signature: that day, that model, the flags then open. Any other as of now. */
async function readFrame(workspace: Workspace, executor: Executor, { id, state }: StoredAssessment) {
  const { models } = workspace;
  const signOff = state === 'signed_off' ? await selectSignOff(executor, id) : undefined;
  const frozen = signOff && readFrozenFrame(signOff.frozen);
  if (!frozen) return { asOf: workspace.today(), model: models.newest('questionnaire'), signedFlags: null };
  const model = models.find('questionnaire', frozen.modelVersion) ?? models.newest('questionnaire');
  return { asOf: frozen.asOf, model, signedFlags: frozen.openFlags };
}

/** @throws AssayError NOT_FOUND. */
export async function readContent(
  workspace: Workspace,
  executor: Executor,
  assessmentId: string,
): Promise<AssessmentContent> {
  const assessment = requireAssessment(workspace, assessmentId);
  return {
    assessment,
    pack: await readPack(workspace, executor, assessment.questionnaireId),
    ...(await readFrame(workspace, executor, assessment)),
    answers: readAnswers(workspace.file, assessmentId),
    evidence: await listAnswerEvidence(executor, assessmentId),
    flagFindings: readFlagFindings(workspace.file, assessmentId),
  };
}

/** An answer that nobody has touched. */
export function emptyAnswer(questionId: string): StoredAnswer {
  return {
    questionId,
    state: null,
    value: null,
    note: '',
    flagged: false,
    answeredBy: null,
    answeredAt: null,
    carriedOver: false,
    previous: null,
    verdict: null,
    verdictNote: '',
    verdictBy: null,
    verdictAt: null,
    verdictRound: 0,
    revision: 0,
  };
}

function toGivenAnswer(content: AssessmentContent, question: PackQuestion): GivenAnswer {
  const answer = content.answers.get(question.id) ?? emptyAnswer(question.id);
  const evidence = content.evidence.get(question.id) ?? [];
  return { ...answer, evidence: evidence.map((piece) => ageEvidence(piece, question, content.asOf)) };
}

/** A flag whose finding a person has closed no longer holds the result back; one that only its rule withdrew does. */
function isSettled({ status, response }: FlagFinding): boolean {
  return !isFindingOpen(status) && (status !== 'withdrawn' || response.trim() !== '');
}

export function judgeContent(content: AssessmentContent): JudgedContent {
  const { pack, asOf, assessment } = content;
  const frame = { pack, use: assessment.use, asOf };
  const given = new Map(listQuestions(pack).map((question) => [question.id, toGivenAnswer(content, question)]));
  const standing = judgeAnswers(frame, given);
  const settled = new Set(content.flagFindings.filter(isSettled).map(({ flagId }) => flagId));
  const isOpen = (flagId: string) => content.signedFlags?.has(flagId) ?? !settled.has(flagId);
  const openFlags = standing.raised.filter(({ flag }) => isOpen(flag.id));
  const input = buildScoreInput(frame, given, standing, new Set(openFlags.map(({ flag }) => flag.id)));
  return { frame, given, standing, openFlags, input, result: scoreQuestionnaire(content.model.model, input) };
}

function isAnswered(answer: GivenAnswer | undefined): boolean {
  return answer !== undefined && answer.state !== null && !answer.carriedOver;
}

function toRatio(percent: Rational | null): number {
  return percent === null ? 0 : toNumber(percent) / 100;
}

export function toFigures({ given, standing, result }: JudgedContent): AssessmentFigures {
  return {
    answered: [...standing.applicable].filter((questionId) => isAnswered(given.get(questionId))).length,
    questions: standing.applicable.size,
    score: result.score && toNumber(result.score),
    completeness: toRatio(result.completeness),
    failedGates: result.gates
      .filter((gate) => gate.result === 'failed')
      .map(({ questionId, condition }) => `${questionId} ${condition}`),
  };
}

/** The score as the page shows it beside the questions. "n.a." counts as answered here: there is nothing left to do. */
export function toShownScore(judged: JudgedContent) {
  const { result, openFlags } = judged;
  const { answered, questions, score, completeness } = toFigures(judged);
  return {
    score,
    stated: result.statedScore && toNumber(result.statedScore),
    low: result.range ? toNumber(result.range.low) : 0,
    high: result.range ? toNumber(result.range.high) : 100,
    completeness,
    confidence: toRatio(result.confidence),
    answered,
    applicable: questions,
    unknown: result.counts.unknown,
    failedGates: result.refused,
    openRedFlags: openFlags.length,
    recommendation: result.recommendation.outcome,
  };
}

export function toShownFlags({ flagFindings }: AssessmentContent, { openFlags }: JudgedContent) {
  return openFlags.map(({ flag, questionId }) => ({
    findingId: flagFindings.findLast(({ flagId, status }) => flagId === flag.id && status !== 'withdrawn')?.id ?? null,
    flagId: flag.id,
    questionId,
    title: flag.title,
    effect: flag.effect,
    recommendation: flag.recommendation,
  }));
}

/** People by id, for answers that name them. */
export type PeopleById = ReadonlyMap<string, NonNullable<Answer['answeredBy']>>;

export function listPeopleOf(answers: Iterable<StoredAnswer>): string[] {
  const ids = [...answers].flatMap(({ answeredBy, verdictBy }) => [answeredBy, verdictBy]);
  return [...new Set(ids.filter((id) => id !== null))];
}

/** One answer as the page shows it; also one that nobody has given yet. */
export function toShownAnswer(
  content: AssessmentContent,
  judged: JudgedContent,
  people: PeopleById,
  questionId: string,
): Answer {
  const stored = content.answers.get(questionId) ?? emptyAnswer(questionId);
  const evidence = judged.given.get(questionId)?.evidence ?? [];
  return {
    ...stored,
    answeredBy: people.get(stored.answeredBy ?? '') ?? null,
    verdictBy: people.get(stored.verdictBy ?? '') ?? null,
    evidence,
    applicable: judged.standing.applicable.has(questionId),
    evidenceState: weakestEvidence(evidence),
    stale: evidence.some(({ stale }) => stale),
  };
}
