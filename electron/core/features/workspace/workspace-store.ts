import type { Insertable, Kysely, Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';

type Executor = Kysely<Tables> | Transaction<Tables>;

export async function insertWorkspace(executor: Executor, row: Insertable<Tables['workspaces']>): Promise<void> {
  await executor.insertInto('workspaces').values(row).execute();
}

/** What opening needs of the header; undefined when the file has lost it. */
export function selectHeader(executor: Executor) {
  return executor.selectFrom('workspaces').select(['id', 'trail_private_key']).executeTakeFirst();
}

/** What the header says to people; the keys stay behind. */
export async function selectWorkspace(executor: Executor) {
  const row = await executor
    .selectFrom('workspaces')
    .select(['id', 'organisation', 'sample', 'created_at'])
    .executeTakeFirstOrThrow();
  return { id: row.id, organisation: row.organisation, sample: row.sample === 1, createdAt: row.created_at };
}

/**
 * Differs as soon as anything in the workspace has changed: every change is an entry of the trail, save that the trail
 * was verified.
 */
export async function selectChangeStamp(executor: Executor): Promise<string> {
  const row = await executor
    .selectFrom('workspaces')
    .select(['trail_sequence', 'trail_verified_at', 'trail_intact'])
    .executeTakeFirstOrThrow();
  return `${row.trail_sequence} ${row.trail_verified_at} ${row.trail_intact}`;
}
