import type { QuestionnaireModel } from '../../contract/score-models.ts';
import { RECOMMENDATIONS } from '../../contract/scores.ts';
import {
  countNumber,
  type ExplainNumber,
  type ExplainStep,
  listNumber,
  makeStep,
  stepNumber,
  type StepParts,
} from './explain.ts';
import {
  type QuestionLine,
  type QuestionnaireInput,
  type QuestionnaireResult,
  scoreQuestionnaire,
  weighRecommendation,
} from './questionnaire-score.ts';
import { ratio, type Rational } from './rational.ts';

/** 0 does not meet, 1 conditional, 2 meets: what the recommendation's formula gives. */
const RECOMMENDATION_VALUES = [...RECOMMENDATIONS].reverse();

type Column = 'weight' | 'answer' | 'evidence' | 'known' | 'unanswered';

/** One column of the question table as a list of numbers, credits as fractions of a full answer. */
function column(
  model: QuestionnaireModel,
  input: QuestionnaireInput,
  lines: readonly QuestionLine[],
  name: Column,
): ExplainNumber {
  const values: Readonly<Record<Column, (line: QuestionLine) => Rational>> = {
    weight: (line) => ratio(line.weight),
    answer: (line) => ratio(line.answer, model.fullCredit),
    evidence: (line) => ratio(line.evidence, model.fullCredit),
    known: (line) => ratio(line.known ? 1 : 0),
    unanswered: (line) => ratio(line.known ? 0 : 1),
  };
  const sources = new Map(input.questions.map((question) => [question.id, question.sources]));
  return listNumber(
    name,
    lines.map((line) => ({ value: values[name](line), sources: [line.id, ...(sources.get(line.id) ?? [])] })),
  );
}

/** Message parameters and formula parts that all percentages share. */
interface Percentage {
  id: string;
  label: string;
  params?: StepParts['params'];
  credit: string;
  columns: readonly Column[];
  lines: readonly QuestionLine[];
  value: Rational | null;
}

function explainPercentage(
  model: QuestionnaireModel,
  input: QuestionnaireInput,
  { id, label, params, credit, columns, lines, value }: Percentage,
): ExplainStep[] {
  if (!value) return [];
  const numbers = ['weight' as const, ...columns].map((name) => column(model, input, lines, name));
  const formula = `100 × Σ(weight × ${credit}) ÷ Σ(weight)`;
  return [makeStep({ id, label, formula, numbers, value, ...(params ? { params } : {}) })];
}

function explainSections(
  model: QuestionnaireModel,
  input: QuestionnaireInput,
  result: QuestionnaireResult,
): ExplainStep[] {
  return result.sections
    .filter((section) => section.score !== null)
    .map((section) => {
      const lines = result.lines.filter((line) => line.sectionId === section.id && line.standing === 'counted');
      return makeStep({
        id: `section.${section.id}`,
        label: 'questionnaire.section',
        params: { section: section.id, possible: section.points.possible.numerator },
        formula: `${model.pointsPerWeight} × Σ(weight × min(answer, evidence))`,
        numbers: (['weight', 'answer', 'evidence'] as const).map((name) => column(model, input, lines, name)),
        value: section.points.earned,
      });
    });
}

function explainRecommendation(
  model: QuestionnaireModel,
  input: QuestionnaireInput,
  result: QuestionnaireResult,
): ExplainStep[] {
  const figures = weighRecommendation(model, input);
  if (!figures.score || !figures.completeness) return [];
  const counted = figures.lines.filter((line) => line.standing === 'counted');
  const applicable = figures.lines.filter((line) => line.standing === 'counted' || line.standing === 'open');
  const [score] = explainPercentage(model, input, {
    id: 'recommendation.score',
    label: 'questionnaire.weighedScore',
    credit: 'min(answer, evidence)',
    columns: ['answer', 'evidence'],
    lines: counted,
    value: figures.score,
  });
  const [completeness] = explainPercentage(model, input, {
    id: 'recommendation.completeness',
    label: 'questionnaire.weighedCompleteness',
    credit: 'known',
    columns: ['known'],
    lines: applicable,
    value: figures.completeness,
  });
  if (!score || !completeness) return [];
  const { meetsScore, meetsCompleteness, refuseBelow } = model.recommendation;
  const gatesIn = (state: 'failed' | 'open') =>
    result.gates.filter((gate) => gate.result === state).map((gate) => gate.questionId);
  const recommendation = makeStep({
    id: 'recommendation',
    label: 'questionnaire.recommendation',
    params: { meetsScore, meetsCompleteness, refuseBelow },
    formula:
      `(Σ(failedGate) < 1) × (score ≥ ${refuseBelow}) × (1 + (score ≥ ${meetsScore})` +
      ` × (completeness ≥ ${meetsCompleteness}) × (Σ(openGate) < 1) × (Σ(redFlag) < 1))`,
    numbers: [
      countNumber('failedGate', gatesIn('failed')),
      stepNumber('score', score),
      stepNumber('completeness', completeness),
      countNumber('openGate', gatesIn('open')),
      countNumber('redFlag', result.openRedFlags),
    ],
    value: RECOMMENDATION_VALUES.indexOf(result.recommendation.outcome),
    scale: RECOMMENDATION_VALUES.map((word, level) => ({ upTo: ratio(level), level, word })),
  });
  return [score, completeness, recommendation];
}

/**
 * The workings of a questionnaire: stated score, score, range, completeness, confidence, points by section and the
 * recommendation. Sources are question ids, then evidence. Steps with nothing to divide by are left out.
 */
export function explainQuestionnaire(model: QuestionnaireModel, input: QuestionnaireInput): ExplainStep[] {
  const result = scoreQuestionnaire(model, input);
  const counted = result.lines.filter((line) => line.standing === 'counted');
  const applicable = result.lines.filter((line) => line.standing === 'counted' || line.standing === 'open');
  const percentages: Percentage[] = [
    {
      id: 'statedScore',
      label: 'questionnaire.statedScore',
      credit: 'answer',
      columns: ['answer'],
      lines: counted,
      value: result.statedScore,
    },
    {
      id: 'score',
      label: 'questionnaire.score',
      credit: 'min(answer, evidence)',
      columns: ['answer', 'evidence'],
      lines: counted,
      value: result.score,
    },
    {
      id: 'range.low',
      label: 'questionnaire.rangeLow',
      credit: 'min(answer, evidence)',
      columns: ['answer', 'evidence'],
      lines: applicable,
      value: result.range?.low ?? null,
    },
    {
      id: 'range.high',
      label: 'questionnaire.rangeHigh',
      credit: '(min(answer, evidence) + unanswered)',
      columns: ['answer', 'evidence', 'unanswered'],
      lines: applicable,
      value: result.range?.high ?? null,
    },
    {
      id: 'completeness',
      label: 'questionnaire.completeness',
      credit: 'known',
      columns: ['known'],
      lines: applicable,
      value: result.completeness,
    },
    {
      id: 'confidence',
      label: 'questionnaire.confidence',
      credit: 'evidence',
      columns: ['evidence'],
      lines: counted,
      value: result.confidence,
    },
  ];
  return [
    ...percentages.flatMap((percentage) => explainPercentage(model, input, percentage)),
    ...explainSections(model, input, result),
    ...explainRecommendation(model, input, result),
  ];
}
