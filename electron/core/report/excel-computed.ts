import { colToLetter } from 'hucre/xlsx';
import type { ReportComputation } from '../../../shared/report/report.ts';
import { quoteText } from './excel-rules.ts';

/** The as-of date of every sheet. */
const AS_OF = '$B$3';

/**
 * The formula of a computed cell.
 *
 * @param dayColumn column of the day, counted from 0.
 * @param row row of the cell, counted from 0.
 */
export function writeComputation(computed: ReportComputation, dayColumn: number, row: number): string {
  const day = `${colToLetter(dayColumn)}${row + 1}`;
  const left = `${day}-${AS_OF}`;
  if (computed.kind === 'days-left') return `IF(ISNUMBER(${day}),${left},"")`;
  const word = computed.words.reduceRight(
    (rest, { daysLeft, text }) =>
      daysLeft === null ? quoteText(text) : `IF(${left}<=${daysLeft},${quoteText(text)},${rest})`,
    quoteText(computed.words.at(-1)?.text ?? ''),
  );
  return `IF(ISNUMBER(${day}),${word},${quoteText(computed.without)})`;
}
