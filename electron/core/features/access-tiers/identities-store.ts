import { sql, type Selectable } from 'kysely';
import type { Identity } from '../../../../shared/contract/access-tier-records.ts';
import { ACCESS_ROLES } from '../../../../shared/contract/access-tier-records.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { isPresent } from '../../../../shared/rules/access-tiers/decision-facts.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toRecordReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

type StoredRow = Selectable<Tables['access_identities']> & { owner_name: string | null };

function describeRegister(today: string): Register<StoredRow, Identity> {
  return {
    table: 'access_identities',
    filters: {
      id: sql.ref('access_identities.id'),
      code: sql.ref('access_identities.code'),
      name: sql.ref('access_identities.name'),
      kind: sql.ref('access_identities.kind'),
      account: sql.ref('access_identities.account'),
      role: sql.ref('access_identities.role'),
      ownerId: sql.ref('access_identities.owner_id'),
      joinedOn: sql.ref('access_identities.joined_on'),
      leftOn: sql.ref('access_identities.left_on'),
    },
    sorts: { role: rankWords('access_identities.role', ACCESS_ROLES) },
    searched: [
      sql.ref('access_identities.name'),
      sql.ref('access_identities.account'),
      sql.ref('access_identities.code'),
    ],
    usual: sql`access_identities.name collate nocase, access_identities.code`,
    rowsSql: `select access_identities.*, owner.name as owner_name
      from json_each(?) as page join access_identities on access_identities.id = page.value
      left join access_identities as owner on owner.id = access_identities.owner_id order by page.key`,
    toRow: (row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      kind: row.kind,
      account: row.account,
      role: row.role,
      owner: toRecordReference(row.owner_id, row.owner_name),
      joinedOn: row.joined_on,
      leftOn: row.left_on,
      active: isPresent({ joinedOn: row.joined_on, leftOn: row.left_on }, today),
      revision: row.revision,
    }),
  };
}

export function selectIdentityPage(executor: Executor, list: ListInput, today: string) {
  return readRegister(executor, describeRegister(today), list);
}

export async function selectIdentity(
  executor: Executor,
  identityId: string,
  today: string,
): Promise<Identity | undefined> {
  const [identity] = await readRows(executor, describeRegister(today), [identityId]);
  return identity;
}

/** Somebody else with the same account, whatever the case; an empty account is nobody's. */
export async function selectAccountHolder(
  executor: Executor,
  account: string,
  exceptId: string,
): Promise<{ name: string; code: string } | undefined> {
  return executor
    .selectFrom('access_identities')
    .select(['name', 'code'])
    .where(sql<string>`lower(account)`, '=', account.toLowerCase())
    .where('account', '<>', '')
    .where('id', '<>', exceptId)
    .executeTakeFirst();
}

export async function countAgentsOf(executor: Executor, identityId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('access_identities')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('owner_id', '=', identityId)
    .where('left_on', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

function toColumns(identity: Identity) {
  return {
    name: identity.name,
    kind: identity.kind,
    account: identity.account,
    role: identity.role,
    owner_id: identity.owner?.id ?? null,
    joined_on: identity.joinedOn,
    left_on: identity.leftOn,
    revision: identity.revision,
  };
}

export async function insertIdentity(executor: Executor, identity: Identity): Promise<void> {
  await executor
    .insertInto('access_identities')
    .values({ id: identity.id, code: identity.code, ...toColumns(identity) })
    .execute();
}

export async function updateIdentity(executor: Executor, identity: Identity): Promise<void> {
  await executor.updateTable('access_identities').set(toColumns(identity)).where('id', '=', identity.id).execute();
}
