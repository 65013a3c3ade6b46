import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * The next number of a series, from 1; a number is never given twice, even when its record is gone. It is taken back
 * only when the unit of work itself is undone.
 */
export async function takeNextNumber(transaction: Transaction<Tables>, series: string): Promise<number> {
  const row = await transaction
    .insertInto('record_counters')
    .values({ series, last_number: 1 })
    .onConflict((conflict) =>
      conflict.column('series').doUpdateSet((build) => ({ last_number: build('record_counters.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return row.last_number;
}

/** "VN-014": the code by which people name a record of a series. */
export async function takeNextCode(transaction: Transaction<Tables>, series: string): Promise<string> {
  return `${series}-${String(await takeNextNumber(transaction, series)).padStart(3, '0')}`;
}
