import type { Answer } from '../../../shared/contract/assessments.ts';
import type { EvidenceState, PackQuestion } from '../../../shared/contract/questionnaire-pack.ts';

/** What answers and evidence are worth, in parts of `fullCredit` (the questionnaire model in force). */
export interface CreditScale {
  fullCredit: number;
  answers: Readonly<Record<'yes' | 'partial' | 'no' | 'unknown', number>>;
  evidence: Readonly<Record<EvidenceState, number>>;
}

/** How one question counts, 0 to 1 each; `evidence` is null where the question needs none. */
export type QuestionCredit =
  { standing: 'open' | 'left_out' } | { standing: 'counted'; answer: number; evidence: number | null; counts: number };

function creditOfAnswer(scale: CreditScale, question: PackQuestion, state: NonNullable<Answer['state']>): number {
  // An "n.a." without a reason counts as unknown until it has one.
  if (state === 'unknown' || state === 'not_applicable') return scale.answers.unknown;
  const credit = scale.answers[state];
  return question.goodAnswer === 'yes' ? credit : scale.fullCredit - credit;
}

/** The weaker of answer and evidence (`scoring.md`, "questionnaire"), for the arithmetic beside the question. */
export function workOutCredit(scale: CreditScale, question: PackQuestion, answer: Answer): QuestionCredit {
  if (answer.state === null || answer.carriedOver) return { standing: 'open' };
  if (answer.state === 'not_applicable' && answer.note.trim() !== '') return { standing: 'left_out' };
  const given = creditOfAnswer(scale, question, answer.state) / scale.fullCredit;
  const evidence = question.evidence.needed ? scale.evidence[answer.evidenceState] / scale.fullCredit : null;
  return { standing: 'counted', answer: given, evidence, counts: Math.min(given, evidence ?? given) };
}
