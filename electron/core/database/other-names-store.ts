import { sql } from 'kysely';
import type { Executor } from './tables.ts';

/** Other names of a vendor or a tool: in use beside its own, or before it. */
export interface OtherNames {
  aliases: string[];
  formerNames: string[];
}

/** The other names of each of these vendors or tools. */
export async function selectOtherNames(
  executor: Executor,
  recordIds: readonly string[],
): Promise<(recordId: string) => OtherNames> {
  const rows = await executor
    .selectFrom('other_names')
    .select(['record_id', 'kind', 'name'])
    .where('record_id', 'in', sql<string>`(select value from json_each(${JSON.stringify(recordIds)}))`)
    .orderBy('position')
    .execute();
  const named = Map.groupBy(rows, (row) => row.record_id);
  return (recordId) => {
    const namesOf = (wanted: 'alias' | 'former') =>
      (named.get(recordId) ?? []).filter(({ kind }) => kind === wanted).map(({ name }) => name);
    return { aliases: namesOf('alias'), formerNames: namesOf('former') };
  };
}

export async function insertOtherNames(
  executor: Executor,
  recordKind: 'vendor' | 'tool',
  record: OtherNames & { id: string },
): Promise<void> {
  const names = [
    ...record.aliases.map((name, position) => ({ kind: 'alias' as const, name, position })),
    ...record.formerNames.map((name, position) => ({ kind: 'former' as const, name, position })),
  ];
  if (names.length === 0) return;
  await executor
    .insertInto('other_names')
    .values(names.map((name) => ({ record_id: record.id, record_kind: recordKind, ...name })))
    .execute();
}

export async function replaceOtherNames(
  executor: Executor,
  recordKind: 'vendor' | 'tool',
  record: OtherNames & { id: string },
): Promise<void> {
  await executor.deleteFrom('other_names').where('record_id', '=', record.id).execute();
  await insertOtherNames(executor, recordKind, record);
}
