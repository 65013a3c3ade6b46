import { sql, type Selectable } from 'kysely';
import type { AccessGrant } from '../../../../shared/contract/access-tier-records.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { toPersonReference, toRecordReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

type StoredRow = Selectable<Tables['access_grants']> & {
  identity_name: string;
  tool_name: string;
  reviewer_name: string | null;
  approver_name: string | null;
  approver_initials: string | null;
};

const IDENTITY_NAME = '(select name from access_identities where access_identities.id = access_grants.identity_id)';
const TOOL_NAME = '(select name from tools where tools.id = access_grants.tool_id)';

const REGISTER: Register<StoredRow, AccessGrant> = {
  table: 'access_grants',
  filters: {
    id: sql.ref('access_grants.id'),
    identityId: sql.ref('access_grants.identity_id'),
    toolId: sql.ref('access_grants.tool_id'),
    classId: sql.ref('access_grants.class_id'),
    grantedOn: sql.ref('access_grants.granted_on'),
    removedOn: sql.ref('access_grants.removed_on'),
  },
  sorts: { identityId: sql.raw(IDENTITY_NAME), toolId: sql.raw(TOOL_NAME) },
  searched: [sql.raw(IDENTITY_NAME), sql.raw(TOOL_NAME)],
  usual: sql`access_grants.removed_on is not null, ${sql.raw(IDENTITY_NAME)} collate nocase, access_grants.granted_on,
    access_grants.id`,
  rowsSql: `select access_grants.*, holder.name as identity_name, tools.name as tool_name,
      reviewer.name as reviewer_name, people.name as approver_name, people.initials as approver_initials
    from json_each(?) as page join access_grants on access_grants.id = page.value
    join access_identities as holder on holder.id = access_grants.identity_id
    join tools on tools.id = access_grants.tool_id
    left join access_identities as reviewer on reviewer.id = access_grants.reviewer_id
    left join people on people.id = access_grants.approved_by order by page.key`,
  toRow: (row) => ({
    id: row.id,
    identity: { id: row.identity_id, name: row.identity_name },
    tool: { id: row.tool_id, name: row.tool_name },
    classId: row.class_id,
    grantedOn: row.granted_on,
    removedOn: row.removed_on,
    reviewer: toRecordReference(row.reviewer_id, row.reviewer_name),
    approvedBy: toPersonReference(row.approved_by, row.approver_name, row.approver_initials),
    revision: row.revision,
  }),
};

export function selectGrantPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

export async function selectGrant(executor: Executor, grantId: string): Promise<AccessGrant | undefined> {
  const [grant] = await readRows(executor, REGISTER, [grantId]);
  return grant;
}

export async function insertGrant(executor: Executor, grant: AccessGrant): Promise<void> {
  await executor
    .insertInto('access_grants')
    .values({
      id: grant.id,
      identity_id: grant.identity.id,
      tool_id: grant.tool.id,
      class_id: grant.classId,
      granted_on: grant.grantedOn,
      removed_on: grant.removedOn,
      reviewer_id: grant.reviewer?.id ?? null,
      approved_by: grant.approvedBy?.id ?? null,
      revision: grant.revision,
    })
    .execute();
}

export async function updateGrant(executor: Executor, grant: AccessGrant): Promise<void> {
  await executor
    .updateTable('access_grants')
    .set({
      removed_on: grant.removedOn,
      reviewer_id: grant.reviewer?.id ?? null,
      approved_by: grant.approvedBy?.id ?? null,
      revision: grant.revision,
    })
    .where('id', '=', grant.id)
    .execute();
}
