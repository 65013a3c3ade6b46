import { sql, type Selectable } from 'kysely';
import type { AccessException } from '../../../../shared/contract/access-tier-records.ts';
import { EXCEPTION_STATES } from '../../../../shared/contract/access-tier-records.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { findExceptionStanding } from '../../../../shared/rules/access-tiers/exceptions.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toRecordReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

type StoredRow = Selectable<Tables['access_exceptions']> & {
  identity_name: string | null;
  tool_name: string;
  repository_name: string | null;
};

const IDENTITY_NAME = '(select name from access_identities where access_identities.id = access_exceptions.identity_id)';
const TOOL_NAME = '(select name from tools where tools.id = access_exceptions.tool_id)';

function toException(row: StoredRow, today: string): AccessException {
  const exception = {
    id: row.id,
    code: row.code,
    identity: toRecordReference(row.identity_id, row.identity_name),
    role: row.role,
    tool: { id: row.tool_id, name: row.tool_name },
    classId: row.class_id,
    repository: toRecordReference(row.repository_id, row.repository_name),
    reason: row.reason,
    consulted: row.consulted,
    startsOn: row.starts_on,
    expiresOn: row.expires_on,
    origin: row.origin,
    requestedBy: { id: row.requested_by, name: row.requester_name },
    requestedOn: row.requested_on,
    decidedBy: row.decider_name === null ? null : { id: row.decided_by, name: row.decider_name },
    decidedOn: row.decided_on,
    decisionNote: row.decision_note,
    state: row.state,
    revokedOn: row.revoked_on,
    revision: row.revision,
  };
  return { ...exception, standing: findExceptionStanding(exception, today) };
}

function describeRegister(today: string): Register<StoredRow, AccessException> {
  return {
    table: 'access_exceptions',
    filters: {
      id: sql.ref('access_exceptions.id'),
      code: sql.ref('access_exceptions.code'),
      identityId: sql.ref('access_exceptions.identity_id'),
      role: sql.ref('access_exceptions.role'),
      toolId: sql.ref('access_exceptions.tool_id'),
      classId: sql.ref('access_exceptions.class_id'),
      repositoryId: sql.ref('access_exceptions.repository_id'),
      state: sql.ref('access_exceptions.state'),
      origin: sql.ref('access_exceptions.origin'),
      startsOn: sql.ref('access_exceptions.starts_on'),
      expiresOn: sql.ref('access_exceptions.expires_on'),
    },
    sorts: {
      state: rankWords('access_exceptions.state', EXCEPTION_STATES),
      identityId: sql.raw(IDENTITY_NAME),
      toolId: sql.raw(TOOL_NAME),
    },
    searched: [
      sql.ref('access_exceptions.code'),
      sql.ref('access_exceptions.reason'),
      sql.raw(IDENTITY_NAME),
      sql.raw(TOOL_NAME),
    ],
    usual: sql`${rankWords('access_exceptions.state', EXCEPTION_STATES)}, access_exceptions.expires_on desc,
      access_exceptions.code desc`,
    rowsSql: `select access_exceptions.*, access_identities.name as identity_name, tools.name as tool_name,
        access_repositories.name as repository_name
      from json_each(?) as page join access_exceptions on access_exceptions.id = page.value
      join tools on tools.id = access_exceptions.tool_id
      left join access_identities on access_identities.id = access_exceptions.identity_id
      left join access_repositories on access_repositories.id = access_exceptions.repository_id order by page.key`,
    toRow: (row) => toException(row, today),
  };
}

export function selectExceptionPage(executor: Executor, list: ListInput, today: string) {
  return readRegister(executor, describeRegister(today), list);
}

export async function selectException(
  executor: Executor,
  exceptionId: string,
  today: string,
): Promise<AccessException | undefined> {
  const [exception] = await readRows(executor, describeRegister(today), [exceptionId]);
  return exception;
}

function toDecisionColumns(exception: AccessException) {
  return {
    decided_by: exception.decidedBy?.id ?? null,
    decider_name: exception.decidedBy?.name ?? null,
    decided_on: exception.decidedOn,
    decision_note: exception.decisionNote,
    state: exception.state,
    revoked_on: exception.revokedOn,
    revision: exception.revision,
  };
}

export async function insertException(executor: Executor, exception: AccessException): Promise<void> {
  await executor
    .insertInto('access_exceptions')
    .values({
      id: exception.id,
      code: exception.code,
      identity_id: exception.identity?.id ?? null,
      role: exception.role,
      tool_id: exception.tool.id,
      class_id: exception.classId,
      repository_id: exception.repository?.id ?? null,
      reason: exception.reason,
      consulted: exception.consulted,
      starts_on: exception.startsOn,
      expires_on: exception.expiresOn,
      origin: exception.origin,
      requested_by: exception.requestedBy.id,
      requester_name: exception.requestedBy.name,
      requested_on: exception.requestedOn,
      ...toDecisionColumns(exception),
    })
    .execute();
}

/** What it is for stays as it was asked; only its decision changes. */
export async function updateException(executor: Executor, exception: AccessException): Promise<void> {
  await executor
    .updateTable('access_exceptions')
    .set(toDecisionColumns(exception))
    .where('id', '=', exception.id)
    .execute();
}
