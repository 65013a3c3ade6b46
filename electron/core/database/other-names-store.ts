import type { Executor } from './tables.ts';

/** Other names of a vendor or a tool: in use beside its own, or before it. */
export interface OtherNames {
  aliases: string[];
  formerNames: string[];
}

export async function selectOtherNames(executor: Executor, recordId: string): Promise<OtherNames> {
  const rows = await executor
    .selectFrom('other_names')
    .select(['kind', 'name'])
    .where('record_id', '=', recordId)
    .orderBy('position')
    .execute();
  return {
    aliases: rows.filter(({ kind }) => kind === 'alias').map(({ name }) => name),
    formerNames: rows.filter(({ kind }) => kind === 'former').map(({ name }) => name),
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
