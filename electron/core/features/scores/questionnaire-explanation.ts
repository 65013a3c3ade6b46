import type { Explanation } from '../../../../shared/contract/scores.ts';
import type { QuestionnaireModel } from '../../../../shared/contract/score-models.ts';
import { listQuestions } from '../../../../shared/rules/questionnaires.ts';
import { explainQuestionnaire } from '../../../../shared/rules/scores/explain-questionnaire.ts';
import type {
  GateOutcome,
  QuestionLine,
  QuestionScoreInput,
} from '../../../../shared/rules/scores/questionnaire-score.ts';
import { compare, decimalText, ratio } from '../../../../shared/rules/scores/rational.ts';
import {
  whatIfQuestionnaire,
  type QuestionnaireChange,
} from '../../../../shared/rules/scores/what-if-questionnaire.ts';
import type { readJudgedAssessment } from '../assessments/assessments.ts';
import {
  leftColumn,
  percentFigure,
  rightColumn,
  say,
  sayText,
  source,
  toRatio,
  toSteps,
  toWhatIf,
  writeFormulas,
  type Gate,
  type InputRow,
  type Source,
} from './explanation-parts.ts';

type JudgedAssessment = Awaited<ReturnType<typeof readJudgedAssessment>>;

function writeCredit(model: QuestionnaireModel, credit: number): string {
  return decimalText(ratio(credit, model.fullCredit));
}

function writeCredits(model: QuestionnaireModel, name: string, credits: Readonly<Record<string, number>>): string {
  return `${name}: ${Object.entries(credits)
    .map(([word, credit]) => `${word} ${writeCredit(model, credit)}`)
    .join(', ')}`;
}

function writeQuestion({ id, label }: { id: string; label: string }): string {
  return `${id} ${label}`;
}

function toRow(
  model: QuestionnaireModel,
  line: QuestionLine,
  question: QuestionScoreInput,
  isDecisive: boolean,
): InputRow {
  const isCounted = line.standing === 'counted';
  return {
    cells: [
      sayText(writeQuestion(question)),
      sayText(line.weight),
      say(`answer.${line.standing === 'not_asked' ? 'not_asked' : (question.state ?? 'open')}`),
      question.evidenceNeeded ? say(`evidence.${question.evidence}`) : say('evidence.not_needed'),
      isCounted ? sayText(`${writeCredit(model, line.credit)} × ${line.weight}`) : say('cell.notCounted'),
    ],
    strong: isDecisive,
    source: source('question', question.id, question.label),
  };
}

const GATE_STATES = { passed: 'passed', failed: 'failed', open: 'open', not_triggered: 'not_met' } as const;

function toGate({ questionId, condition, result }: GateOutcome, labels: ReadonlyMap<string, string>): Gate {
  const question = writeQuestion({ id: questionId, label: labels.get(questionId) ?? '' });
  return { state: GATE_STATES[result], text: say(`gate.${result}.${condition}`, { question }) };
}

function listThresholds(model: QuestionnaireModel, { result }: JudgedAssessment): Gate[] {
  const { meetsScore, meetsCompleteness } = model.recommendation;
  const thresholds = [
    { name: 'score', value: result.score, threshold: meetsScore },
    { name: 'completeness', value: result.completeness, threshold: meetsCompleteness },
  ];
  return thresholds.map(({ name, value, threshold }) => ({
    state: value !== null && compare(value, ratio(threshold)) >= 0 ? 'passed' : 'not_met',
    text: say(`threshold.${name}`, { threshold, value: value === null ? '–' : decimalText(value, 1) }),
  }));
}

/** The question that a step or a change is about, under its short name. */
function questionSource(labels: ReadonlyMap<string, string>, questionId: string): Source {
  return source('question', questionId, labels.get(questionId) ?? questionId);
}

function describeChange(change: QuestionnaireChange, labels: ReadonlyMap<string, string>) {
  const { questionId } = change;
  const question = writeQuestion({ id: questionId, label: labels.get(questionId) ?? '' });
  const about = questionSource(labels, questionId);
  if (change.kind === 'red_flag_closed') {
    return { source: about, text: say('whatIf.redFlagClosed', { question, flag: change.flagId }) };
  }
  if (change.kind === 'not_applicable_accepted') {
    return { source: about, text: say('whatIf.notApplicableAccepted', { question }) };
  }
  const { from, to } = change;
  if (from.state === to.state) return { source: about, text: say(`whatIf.evidence.${to.evidence}`, { question }) };
  const onlyAnswer = from.evidence === to.evidence;
  const key = onlyAnswer ? `whatIf.answer.${to.state}` : `whatIf.both.${to.state}.${to.evidence}`;
  return { source: about, text: say(key, { question }) };
}

/** The score of an assessment with everything behind it. */
export function explainAssessment(judged: JudgedAssessment, computedAt: string): Explanation {
  const { assessment, pack, model: loaded, input, result, openFlags } = judged;
  const { model, sha256 } = loaded;
  const steps = explainQuestionnaire(model, input);
  const labels = new Map(listQuestions(pack).map(({ id, label }) => [id, label]));
  const sections = new Map(pack.sections.map(({ id, title }) => [id, title]));
  const questions = new Map(input.questions.map((question) => [question.id, question]));
  const decisive = new Set([
    ...result.gates.filter((gate) => gate.result === 'failed').map(({ questionId }) => questionId),
    ...openFlags.map(({ questionId }) => questionId),
  ]);
  const titled = steps.map((step) => {
    const section = step.params['section'];
    return section === undefined
      ? step
      : { ...step, params: { ...step.params, section: sections.get(String(section)) ?? section } };
  });
  return {
    kind: 'questionnaire',
    subject: `${assessment.code} ${assessment.title}`,
    model: { id: model.id, version: model.version, sha256 },
    computedAt,
    result: percentFigure(result.score),
    complete: result.completeness !== null && compare(result.completeness, ratio(100)) === 0,
    completeness: toRatio(result.completeness),
    confidence: toRatio(result.confidence),
    range: result.range && { low: percentFigure(result.range.low), high: percentFigure(result.range.high) },
    formula: [
      ...writeFormulas(steps, ['score', 'statedScore', 'completeness', 'confidence']),
      writeCredits(model, 'answer', model.answers),
      writeCredits(model, 'evidence', model.evidence),
    ],
    inputs: {
      columns: [
        leftColumn('question'),
        rightColumn('weight'),
        leftColumn('answer'),
        leftColumn('evidence'),
        rightColumn('counts'),
      ],
      rows: result.lines.flatMap((line) => {
        const question = questions.get(line.id);
        return question ? [toRow(model, line, question, decisive.has(line.id))] : [];
      }),
    },
    steps: toSteps(titled),
    gates: [
      ...result.gates.map((gate) => toGate(gate, labels)),
      ...openFlags.map(({ flag, questionId }): Gate => ({
        state: 'failed',
        text: say('gate.redFlag', {
          flag: flag.id,
          title: flag.title,
          question: writeQuestion({ id: questionId, label: labels.get(questionId) ?? '' }),
        }),
      })),
      ...listThresholds(model, judged),
    ].slice(0, 100),
    bands: [],
    whatIf: toWhatIf(
      whatIfQuestionnaire(model, input),
      steps,
      (change) => describeChange(change, labels),
      ({ value }) => percentFigure(value),
    ),
  };
}
