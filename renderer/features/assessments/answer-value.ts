import type { AnswerValue, PackQuestion } from '../../../shared/contract/questionnaire-pack.ts';
import { formatDay, formatList, formatNumber } from '../../platform/format.ts';

/** The value behind an answer as text; empty where the state says it all. */
export function describeValue(question: Pick<PackQuestion, 'choices' | 'bounds'>, value: AnswerValue): string {
  if (value === null) return '';
  if ('choices' in value) {
    const labels = value.choices.map((id) => question.choices.find((choice) => choice.id === id)?.label ?? id);
    return formatList(labels);
  }
  if ('text' in value) return value.text;
  if ('number' in value) return [formatNumber(value.number), question.bounds?.unit].filter(Boolean).join(' ');
  if ('date' in value) return formatDay(value.date);
  return formatList(value.regions);
}
