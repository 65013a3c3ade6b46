import { addMonths } from '../days.ts';
import type { PieceFacts } from './facts.ts';

/** Months, `YYYY-MM`, of a period of days, inclusive. */
export function listMonths({ from, to }: { from: string; to: string }): string[] {
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1)) months.push(month.slice(0, 7));
  return months;
}

type Dated = Pick<PieceFacts, 'periodStart' | 'periodEnd' | 'datedOn'>;

/** Does a log or an extract say something about a month? Without a period it speaks for the month of its own day. */
function coversMonth({ periodStart, periodEnd, datedOn }: Dated, month: string): boolean {
  const start = periodStart ?? periodEnd ?? datedOn;
  const end = periodEnd ?? periodStart ?? datedOn;
  return start !== null && end !== null && start.slice(0, 7) <= month && month <= end.slice(0, 7);
}

/** The months of a period that no piece speaks for. */
export function findUncoveredMonths(period: { from: string; to: string }, pieces: readonly Dated[]): string[] {
  return listMonths(period).filter((month) => !pieces.some((piece) => coversMonth(piece, month)));
}
