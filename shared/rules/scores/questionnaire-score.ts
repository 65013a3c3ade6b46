import type { AnswerState, EvidenceState, PackQuestion, UseCondition } from '../../contract/questionnaire-pack.ts';
import { EVIDENCE_STATES, USE_CONDITIONS } from '../../contract/questionnaire-pack.ts';
import type { QuestionnaireModel } from '../../contract/score-models.ts';
import type { Recommendation } from '../../contract/scores.ts';
import { compare, ratio, type Rational } from './rational.ts';

/** How far an answer "n.a." has come: it needs a reason, and a reviewer who agrees (verdict "not applicable"). */
export type NotApplicableStanding = 'without_reason' | 'with_reason' | 'accepted';

/** One question with everything about it already resolved. */
export interface QuestionScoreInput {
  id: string;
  sectionId: string;
  label: string;
  /** 0 to 5; a question of weight 0 is asked but not scored. */
  weight: number;
  gate: readonly UseCondition[];
  goodAnswer: PackQuestion['goodAnswer'];
  /** False: the answer alone counts. */
  evidenceNeeded: boolean;
  /** Does its condition hold? */
  applicable: boolean;
  /** Null while unanswered. */
  state: AnswerState | null;
  /** Looked at only when the state is "not_applicable". */
  notApplicable: NotApplicableStanding;
  /** The evidence that counts, after stale evidence has dropped a step. */
  evidence: EvidenceState;
  /** The evidence before that drop. */
  evidenceStated: EvidenceState;
  /** Ids of the red flags that stand open on this question. */
  openRedFlags: readonly string[];
  /** Ids of the records behind the answer: evidence index numbers. */
  sources: readonly string[];
}

export interface QuestionnaireInput {
  questions: readonly QuestionScoreInput[];
  /** The conditions that the intended use has; one not asked yet belongs here too. */
  use: readonly UseCondition[];
}

/**
 * `counted`: in both sums. `open`: not answered. `left_out`: n.a. with a reason. `not_asked`: its condition does not
 * hold.
 */
export type QuestionStanding = 'counted' | 'open' | 'left_out' | 'not_asked';

/** How one question counts. Credits are whole parts of the model's full credit. */
export interface QuestionLine {
  id: string;
  sectionId: string;
  weight: number;
  standing: QuestionStanding;
  /** Answered, and neither unknown nor n.a. */
  known: boolean;
  /** Credits of answer and evidence, and the weaker of both; 0 unless counted. */
  answer: number;
  evidence: number;
  credit: number;
}

export type GateResult = 'passed' | 'failed' | 'open' | 'not_triggered';

export interface GateOutcome {
  questionId: string;
  condition: UseCondition;
  result: GateResult;
}

export interface SectionScore {
  id: string;
  questions: number;
  answered: number;
  notApplicable: number;
  /** "31 of 38": weight × credit over the answered questions, in points of which a full answer earns two per weight. */
  points: { earned: Rational; possible: Rational };
  /** 0 to 100; null while nothing is answered. */
  score: Rational | null;
}

/** What stands between a questionnaire and "meets". Each names the questions to work on. */
export type RecommendationCondition =
  | { kind: 'gate_failed' | 'gate_open'; condition: UseCondition; questionIds: string[] }
  | { kind: 'score_below'; threshold: number; score: Rational; questionIds: string[] }
  | { kind: 'completeness_below'; threshold: number; completeness: Rational; questionIds: string[] }
  | { kind: 'red_flags_open'; flagIds: string[]; questionIds: string[] }
  | { kind: 'not_applicable_unreviewed'; questionIds: string[] };

export interface QuestionnaireResult {
  model: { id: QuestionnaireModel['id']; version: string };
  /** All from 0 to 100, exact; null where there is nothing to divide by. */
  statedScore: Rational | null;
  score: Rational | null;
  range: { low: Rational; high: Rational } | null;
  completeness: Rational | null;
  confidence: Rational | null;
  counts: { applicable: number; answered: number; unknown: number; notApplicable: number };
  lines: QuestionLine[];
  sections: SectionScore[];
  gates: GateOutcome[];
  /** The conditions under which use is refused, since a gate failed. */
  refused: UseCondition[];
  openRedFlags: string[];
  /** The score if every n.a. were a no: what n.a. answers are worth here. Null as `score`. */
  scoreIfNotApplicableWereNo: Rational | null;
  recommendation: { outcome: Recommendation; conditions: RecommendationCondition[] };
}

/** Whole-number sums over the questions; the weights are those of the named set, the credits parts of full credit. */
interface Sums {
  answeredWeight: number;
  statedCredit: number;
  credit: number;
  evidenceCredit: number;
  applicableWeight: number;
  knownWeight: number;
  /** Weight of unanswered and unknown. */
  openWeight: number;
}

function isLeftOut(question: QuestionScoreInput): boolean {
  return question.state === 'not_applicable' && question.notApplicable !== 'without_reason';
}

/** The state that counts: an n.a. without a reason is unknown. */
function countedState(question: QuestionScoreInput): AnswerState | null {
  if (question.state !== 'not_applicable' || isLeftOut(question)) return question.state;
  return 'unknown';
}

function answerCredit(model: QuestionnaireModel, question: QuestionScoreInput, state: AnswerState): number {
  if (state === 'unknown' || state === 'not_applicable') return 0;
  const credit = model.answers[state];
  return question.goodAnswer === 'yes' ? credit : model.fullCredit - credit;
}

function lineOf(model: QuestionnaireModel, question: QuestionScoreInput): QuestionLine {
  const { id, sectionId, weight } = question;
  const state = countedState(question);
  const none = { id, sectionId, weight, known: false, answer: 0, evidence: 0, credit: 0 };
  if (!question.applicable) return { ...none, standing: 'not_asked' };
  if (state === null) return { ...none, standing: 'open' };
  if (state === 'not_applicable') return { ...none, standing: 'left_out' };
  const answer = answerCredit(model, question, state);
  const evidence = question.evidenceNeeded ? model.evidence[question.evidence] : answer;
  const credit = Math.min(answer, evidence);
  return { id, sectionId, weight, standing: 'counted', known: state !== 'unknown', answer, evidence, credit };
}

function sumLines(lines: readonly QuestionLine[]): Sums {
  const sums: Sums = {
    answeredWeight: 0,
    statedCredit: 0,
    credit: 0,
    evidenceCredit: 0,
    applicableWeight: 0,
    knownWeight: 0,
    openWeight: 0,
  };
  for (const { standing, known, weight, answer, evidence, credit } of lines) {
    if (standing === 'left_out' || standing === 'not_asked') continue;
    sums.applicableWeight += weight;
    if (known) sums.knownWeight += weight;
    else sums.openWeight += weight;
    if (standing === 'open') continue;
    sums.answeredWeight += weight;
    sums.statedCredit += weight * answer;
    sums.credit += weight * credit;
    sums.evidenceCredit += weight * evidence;
  }
  return sums;
}

function hundredTimes(part: number, whole: number): Rational | null {
  return whole === 0 ? null : ratio(100 * part, whole);
}

/**
 * A gate passes on the good answer in full with at least the model's evidence. It fails on any other answer, n.a.
 * among them, as soon as the use has its condition, and is open while that question is unanswered.
 */
function judgeGate(
  model: QuestionnaireModel,
  question: QuestionScoreInput,
  condition: UseCondition,
  use: readonly UseCondition[],
): GateResult {
  if (!question.applicable || !use.includes(condition)) return 'not_triggered';
  if (question.state === null) return 'open';
  const isProven =
    !question.evidenceNeeded ||
    EVIDENCE_STATES.indexOf(question.evidence) >= EVIDENCE_STATES.indexOf(model.gateEvidence);
  return answerCredit(model, question, question.state) === model.fullCredit && isProven ? 'passed' : 'failed';
}

function listGates(model: QuestionnaireModel, input: QuestionnaireInput): GateOutcome[] {
  return input.questions.flatMap((question) =>
    question.gate.map((condition) => ({
      questionId: question.id,
      condition,
      result: judgeGate(model, question, condition, input.use),
    })),
  );
}

function listOpenFlags(questions: readonly QuestionScoreInput[]): string[] {
  return questions.filter((question) => question.applicable).flatMap((question) => question.openRedFlags);
}

/** For the recommendation: an n.a. that no reviewer has accepted is unknown. */
function doubtUnreviewed(questions: readonly QuestionScoreInput[]): QuestionScoreInput[] {
  return questions.map((question) =>
    isUnreviewed(question) ? { ...question, notApplicable: 'without_reason' as const } : question,
  );
}

function isUnreviewed(question: QuestionScoreInput): boolean {
  return question.applicable && question.state === 'not_applicable' && question.notApplicable === 'with_reason';
}

/** What the recommendation rests on. */
export interface RecommendationFigures {
  /** The questions as they count here. */
  lines: QuestionLine[];
  score: Rational | null;
  completeness: Rational | null;
  failedGates: number;
  openGates: number;
  openRedFlags: number;
}

/** The figures of the recommendation, in which an n.a. without a reviewer's verdict counts as unknown. */
export function weighRecommendation(model: QuestionnaireModel, input: QuestionnaireInput): RecommendationFigures {
  const lines = doubtUnreviewed(input.questions).map((question) => lineOf(model, question));
  const sums = sumLines(lines);
  const gates = listGates(model, input);
  return {
    lines,
    score: hundredTimes(sums.credit, model.fullCredit * sums.answeredWeight),
    completeness: hundredTimes(sums.knownWeight, sums.applicableWeight),
    failedGates: gates.filter((gate) => gate.result === 'failed').length,
    openGates: gates.filter((gate) => gate.result === 'open').length,
    openRedFlags: listOpenFlags(input.questions).length,
  };
}

/** Does not meet: a failed gate or too low a score. Meets: all thresholds, no open gate or red flag. Else conditional. */
export function recommend(model: QuestionnaireModel, figures: RecommendationFigures): Recommendation {
  const { meetsScore, meetsCompleteness, refuseBelow } = model.recommendation;
  const { score, completeness } = figures;
  if (figures.failedGates > 0) return 'does_not_meet';
  if (score && compare(score, ratio(refuseBelow)) < 0) return 'does_not_meet';
  if (!score || compare(score, ratio(meetsScore)) < 0) return 'conditional';
  if (figures.openGates > 0 || figures.openRedFlags > 0) return 'conditional';
  return completeness && compare(completeness, ratio(meetsCompleteness)) >= 0 ? 'meets' : 'conditional';
}

function idsOf(questions: readonly { id: string }[]): string[] {
  return questions.map((question) => question.id);
}

function listConditions(
  model: QuestionnaireModel,
  input: QuestionnaireInput,
  gates: readonly GateOutcome[],
  figures: RecommendationFigures,
): RecommendationCondition[] {
  const { meetsScore, meetsCompleteness } = model.recommendation;
  const conditions: RecommendationCondition[] = [];
  for (const [kind, result] of [
    ['gate_failed', 'failed'],
    ['gate_open', 'open'],
  ] as const) {
    for (const condition of USE_CONDITIONS) {
      const stuck = gates.filter((gate) => gate.condition === condition && gate.result === result);
      if (stuck.length > 0) conditions.push({ kind, condition, questionIds: stuck.map((gate) => gate.questionId) });
    }
  }
  const { lines } = figures;
  if (figures.score && compare(figures.score, ratio(meetsScore)) < 0) {
    const weak = lines.filter(
      (line) => line.standing === 'counted' && line.credit < model.fullCredit && line.weight > 0,
    );
    conditions.push({ kind: 'score_below', threshold: meetsScore, score: figures.score, questionIds: idsOf(weak) });
  }
  if (figures.completeness && compare(figures.completeness, ratio(meetsCompleteness)) < 0) {
    const open = lines.filter((line) => ['counted', 'open'].includes(line.standing) && !line.known);
    const { completeness } = figures;
    conditions.push({
      kind: 'completeness_below',
      threshold: meetsCompleteness,
      completeness,
      questionIds: idsOf(open),
    });
  }
  const flagged = input.questions.filter((question) => question.applicable && question.openRedFlags.length > 0);
  if (flagged.length > 0) {
    conditions.push({ kind: 'red_flags_open', flagIds: listOpenFlags(flagged), questionIds: idsOf(flagged) });
  }
  const unreviewed = input.questions.filter(isUnreviewed);
  if (unreviewed.length > 0) conditions.push({ kind: 'not_applicable_unreviewed', questionIds: idsOf(unreviewed) });
  return conditions;
}

function scoreSections(model: QuestionnaireModel, lines: readonly QuestionLine[]): SectionScore[] {
  const sectionIds = [...new Set(lines.map((line) => line.sectionId))];
  return sectionIds.map((id) => {
    const asked = lines.filter((line) => line.sectionId === id && line.standing !== 'not_asked');
    const sums = sumLines(asked);
    const notApplicable = asked.filter((line) => line.standing === 'left_out').length;
    return {
      id,
      questions: asked.length,
      answered: asked.filter((line) => line.standing !== 'open').length,
      notApplicable,
      points: {
        earned: ratio(model.pointsPerWeight * sums.credit, model.fullCredit),
        possible: ratio(model.pointsPerWeight * sums.answeredWeight),
      },
      score: hundredTimes(sums.credit, model.fullCredit * sums.answeredWeight),
    };
  });
}

/**
 * Scores a questionnaire by the model `questionnaire` (`scoring.md`): each answered question counts weight × the weaker
 * of answer and evidence, over weight.
 *
 * "Better never worsens": a better answer, stronger evidence, a closed red flag or an accepted n.a. never lowers the
 * score or the recommendation. "Unknown never helps": turning any answer into unknown never raises score, stated
 * score, completeness or recommendation.
 *
 * "n.a. never helps" means exactly this:
 * 1. It earns nothing. With a reason it leaves both sums, so every figure is as if the question had not been asked;
 *    no figure passes what the best answer with tested evidence would give, and against an unanswered question score,
 *    stated score, confidence and the high end of the range do not move up.
 * 2. Without a reason it counts as unknown.
 * 3. It never lifts a gate: when the use has the condition, n.a. fails it, accepted or not.
 * 4. It never lifts the recommendation: there it counts as unknown until a reviewer has accepted it.
 * Leaving a weak answer out does move the average of the others, as in any questionnaire; `scoreIfNotApplicableWereNo`
 * stands beside the score so that nobody has to guess by how much.
 */
export function scoreQuestionnaire(model: QuestionnaireModel, input: QuestionnaireInput): QuestionnaireResult {
  const lines = input.questions.map((question) => lineOf(model, question));
  const sums = sumLines(lines);
  const gates = listGates(model, input);
  const figures = weighRecommendation(model, input);
  const outcome = recommend(model, figures);
  const asked = lines.filter((line) => line.standing !== 'not_asked');
  const leftOut = asked.filter((line) => line.standing === 'left_out');
  const leftOutWeight = leftOut.reduce((weight, line) => weight + line.weight, 0);
  const counted = asked.filter((line) => line.standing === 'counted');
  const low = hundredTimes(sums.credit, model.fullCredit * sums.applicableWeight);
  const high = hundredTimes(sums.credit + model.fullCredit * sums.openWeight, model.fullCredit * sums.applicableWeight);
  return {
    model: { id: model.id, version: model.version },
    statedScore: hundredTimes(sums.statedCredit, model.fullCredit * sums.answeredWeight),
    score: hundredTimes(sums.credit, model.fullCredit * sums.answeredWeight),
    range: low && high ? { low, high } : null,
    completeness: hundredTimes(sums.knownWeight, sums.applicableWeight),
    confidence: hundredTimes(sums.evidenceCredit, model.fullCredit * sums.answeredWeight),
    counts: {
      applicable: asked.length - leftOut.length,
      answered: counted.length,
      unknown: counted.filter((line) => !line.known).length,
      notApplicable: leftOut.length,
    },
    lines,
    sections: scoreSections(model, lines),
    gates,
    refused: USE_CONDITIONS.filter((condition) =>
      gates.some((gate) => gate.condition === condition && gate.result === 'failed'),
    ),
    openRedFlags: listOpenFlags(input.questions),
    scoreIfNotApplicableWereNo: hundredTimes(sums.credit, model.fullCredit * (sums.answeredWeight + leftOutWeight)),
    recommendation: {
      outcome,
      conditions: outcome === 'meets' ? [] : listConditions(model, input, gates, figures),
    },
  };
}
