import type { AccessCase } from '../../../../shared/contract/access-tiers.ts';
import { toRecordReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/** A saved question without what is answered to it today. */
export type StoredCase = Omit<AccessCase, 'answered'>;

function selectCases(executor: Executor) {
  return executor
    .selectFrom('access_cases')
    .innerJoin('access_identities', 'access_identities.id', 'access_cases.identity_id')
    .innerJoin('tools', 'tools.id', 'access_cases.tool_id')
    .leftJoin('access_repositories', 'access_repositories.id', 'access_cases.repository_id')
    .selectAll('access_cases')
    .select([
      'access_identities.name as identity_name',
      'tools.name as tool_name',
      'access_repositories.name as repository_name',
    ]);
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof selectCases>['executeTakeFirstOrThrow']>>;

function toCase(row: StoredRow): StoredCase {
  return {
    id: row.id,
    name: row.name,
    identity: { id: row.identity_id, name: row.identity_name },
    tool: { id: row.tool_id, name: row.tool_name },
    repository: toRecordReference(row.repository_id, row.repository_name),
    classId: row.class_id,
    region: row.region,
    expected: row.expected,
    revision: row.revision,
  };
}

/** Every saved question, by name; 500 at most. */
export async function selectAllCases(executor: Executor): Promise<StoredCase[]> {
  const rows = await selectCases(executor).orderBy('access_cases.name').orderBy('access_cases.id').limit(500).execute();
  return rows.map(toCase);
}

export async function selectCase(executor: Executor, caseId: string): Promise<StoredCase | undefined> {
  const row = await selectCases(executor).where('access_cases.id', '=', caseId).executeTakeFirst();
  return row && toCase(row);
}

export async function insertCase(executor: Executor, stored: StoredCase): Promise<void> {
  await executor
    .insertInto('access_cases')
    .values({
      id: stored.id,
      name: stored.name,
      identity_id: stored.identity.id,
      tool_id: stored.tool.id,
      repository_id: stored.repository?.id ?? null,
      class_id: stored.classId,
      region: stored.region,
      expected: stored.expected,
      revision: stored.revision,
    })
    .execute();
}

export async function deleteCase(executor: Executor, caseId: string): Promise<void> {
  await executor.deleteFrom('access_cases').where('id', '=', caseId).execute();
}
