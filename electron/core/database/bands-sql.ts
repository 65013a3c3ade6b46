import { sql, type RawBuilder } from 'kysely';
import { BANDS } from '../../../shared/contract/vendors.ts';

const RANKS = BANDS.map((band, index) => `when '${band}' then ${index + 1}`).join(' ');

/** SQL of a band's rank, 1 for low to 4 for critical; null for null. `column` is a name from the code. */
export function writeBandRank(column: string): string {
  return `case ${column} ${RANKS} end`;
}

/** SQL of a column by the order of its words, for sorting by a lifecycle or a severity. */
export function rankWords(column: string, words: readonly string[]): RawBuilder<unknown> {
  return sql.raw(`case ${column} ${words.map((word, index) => `when '${word}' then ${index}`).join(' ')} end`);
}
