import {
  ANSWER_STATES,
  type AnswerState,
  EVIDENCE_STATES,
  type EvidenceState,
} from '../../contract/questionnaire-pack.ts';
import type { QuestionnaireModel } from '../../contract/score-models.ts';
import { RECOMMENDATIONS } from '../../contract/scores.ts';
import { explainQuestionnaire } from './explain-questionnaire.ts';
import {
  type QuestionnaireInput,
  type QuestionScoreInput,
  recommend,
  weighRecommendation,
} from './questionnaire-score.ts';
import { type Lever, type Outcome, searchWhatIf, type WhatIf } from './what-if.ts';

export type QuestionnaireChange =
  | {
      kind: 'answer';
      questionId: string;
      from: { state: AnswerState | null; evidence: EvidenceState };
      to: { state: AnswerState; evidence: EvidenceState };
    }
  | { kind: 'red_flag_closed'; questionId: string; flagId: string }
  | { kind: 'not_applicable_accepted'; questionId: string };

type AnswerChange = Extract<QuestionnaireChange, { kind: 'answer' }>;

export function applyQuestionnaireChange(input: QuestionnaireInput, change: QuestionnaireChange): QuestionnaireInput {
  return {
    ...input,
    questions: input.questions.map((question) =>
      question.id === change.questionId ? changeQuestion(question, change) : question,
    ),
  };
}

function changeQuestion(question: QuestionScoreInput, change: QuestionnaireChange): QuestionScoreInput {
  if (change.kind === 'not_applicable_accepted') return { ...question, notApplicable: 'accepted' };
  if (change.kind === 'red_flag_closed') {
    return { ...question, openRedFlags: question.openRedFlags.filter((id) => id !== change.flagId) };
  }
  const { state, evidence } = change.to;
  return { ...question, state, evidence, evidenceStated: evidence };
}

/** How good an answer is: 0 not known, 1 known and bad, 2 partial, 3 good. */
function rankAnswer(question: QuestionScoreInput, state: AnswerState | null): number {
  if (state === null || state === 'unknown' || state === 'not_applicable') return 0;
  if (state === 'partial') return 2;
  return state === question.goodAnswer ? 3 : 1;
}

function rankEvidence(state: EvidenceState): number {
  return EVIDENCE_STATES.indexOf(state);
}

/** All answers to a question that are better, or worse, in one respect at least and in none the other way. */
function answerLever(question: QuestionScoreInput, direction: -1 | 1): Lever<QuestionnaireChange> {
  const from = { state: question.state, evidence: question.evidence };
  const states = ANSWER_STATES.filter((state) => state !== 'not_applicable');
  const evidences = question.evidenceNeeded ? EVIDENCE_STATES : [question.evidence];
  const changes = states.flatMap((state) =>
    evidences.map((evidence) => {
      const answerSteps = direction * (rankAnswer(question, state) - rankAnswer(question, question.state));
      const evidenceSteps = direction * (rankEvidence(evidence) - rankEvidence(question.evidence));
      const change: AnswerChange = { kind: 'answer', questionId: question.id, from, to: { state, evidence } };
      return { change, answerSteps, evidenceSteps, effort: answerSteps + evidenceSteps };
    }),
  );
  return {
    changes: changes
      .filter(({ answerSteps, evidenceSteps, effort }) => answerSteps >= 0 && evidenceSteps >= 0 && effort > 0)
      .sort((left, right) => left.effort - right.effort),
  };
}

function listBetterLevers(input: QuestionnaireInput): Lever<QuestionnaireChange>[] {
  return input.questions
    .filter((question) => question.applicable)
    .flatMap((question) => {
      const levers = [answerLever(question, 1)];
      for (const flagId of question.openRedFlags) {
        levers.push({ changes: [{ change: { kind: 'red_flag_closed', questionId: question.id, flagId }, effort: 1 }] });
      }
      if (question.state === 'not_applicable' && question.notApplicable === 'with_reason') {
        levers.push({ changes: [{ change: { kind: 'not_applicable_accepted', questionId: question.id }, effort: 1 }] });
      }
      return levers;
    });
}

function listWorseLevers(input: QuestionnaireInput): Lever<QuestionnaireChange>[] {
  return input.questions
    .filter((question) => question.applicable && question.state !== null)
    .map((question) => answerLever(question, -1));
}

function judge(model: QuestionnaireModel, input: QuestionnaireInput): Outcome {
  const figures = weighRecommendation(model, input);
  const word = recommend(model, figures);
  return { level: RECOMMENDATIONS.indexOf(word), word, value: figures.score };
}

/**
 * Which answers, evidence, closed red flags or accepted n.a. move the recommendation. A closed red flag is a change of
 * its own, since its rule may look at more than one question.
 */
export function whatIfQuestionnaire(model: QuestionnaireModel, input: QuestionnaireInput): WhatIf<QuestionnaireChange> {
  return searchWhatIf({
    subject: input,
    apply: applyQuestionnaireChange,
    judge: (subject) => judge(model, subject),
    explain: (subject) => explainQuestionnaire(model, subject),
    better: listBetterLevers(input),
    worse: listWorseLevers(input),
    worseWord: (outcome) => RECOMMENDATIONS[outcome.level + 1] ?? null,
  });
}
