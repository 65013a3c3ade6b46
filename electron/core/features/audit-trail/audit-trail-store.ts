import type { Database } from 'better-sqlite3';
import { sql, type Expression, type Kysely, type Selectable, type SqlBool, type Transaction } from 'kysely';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import {
  GENESIS_HASH,
  LOOKING_OPERATIONS,
  readEntryNumber,
  writeSearchQuery,
} from '../../../../shared/rules/audit-trail.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { prepareOnce } from '../../database/prepared-statements.ts';
import { orderBy, whereFilters, type ListFields } from '../../database/list-query.ts';
import type { Tables } from '../../database/tables.ts';

type Executor = Kysely<Tables> | Transaction<Tables>;

/** The head of the chain as the workspace's own header states it. */
export interface TrailHead {
  sequence: number;
  hash: string;
}

/** Maps a row as SQLite stores it. */
export function toAuditEntry(row: Selectable<Tables['audit_entries']>): AuditEntry {
  return {
    sequence: row.sequence,
    occurredAt: row.occurred_at,
    utcOffsetMinutes: row.utc_offset_minutes,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorRole: row.actor_role,
    operation: row.operation,
    recordKind: row.record_kind,
    recordId: row.record_id,
    recordName: row.record_name,
    before: row.before,
    after: row.after,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** Read on every write, so without the query builder. Inside a transaction it sees that transaction's head. */
export function readTrailHead(file: Database): TrailHead {
  const head = prepareOnce<[], TrailHead>(
    file,
    'select trail_sequence as sequence, trail_hash as hash from workspaces',
  ).get();
  if (!head) throw new Error('The workspace has no header');
  return head;
}

const ENTRY_COLUMNS = [
  'sequence',
  'occurred_at',
  'utc_offset_minutes',
  'actor_id',
  'actor_name',
  'actor_role',
  'operation',
  'record_kind',
  'record_id',
  'record_name',
  'before',
  'after',
  'previous_hash',
  'hash',
] as const;
const INSERT_ENTRY = `insert into audit_entries (${ENTRY_COLUMNS.join(', ')})
  values (${ENTRY_COLUMNS.map(() => '?').join(', ')})`;

/** Written with every change, so without the query builder; inside a transaction it is part of that one. */
export function insertAuditEntries(file: Database, entries: readonly AuditEntry[]): void {
  const statement = prepareOnce(file, INSERT_ENTRY);
  for (const entry of entries) {
    statement.run(
      entry.sequence,
      entry.occurredAt,
      entry.utcOffsetMinutes,
      entry.actorId,
      entry.actorName,
      entry.actorRole,
      entry.operation,
      entry.recordKind,
      entry.recordId,
      entry.recordName,
      entry.before,
      entry.after,
      entry.previousHash,
      entry.hash,
    );
  }
}

/** Writes the new head into the workspace's header, signed; as `insertAuditEntries`. */
export function saveTrailHead(file: Database, head: TrailHead, signature: string): void {
  prepareOnce(file, 'update workspaces set trail_sequence = ?, trail_hash = ?, trail_signature = ?').run(
    head.sequence,
    head.hash,
    signature,
  );
}

/** The head as signed into the workspace's header, with the key to check it. */
export function readSignedHead(file: Database): TrailHead & { signature: string; publicKey: string } {
  const head = file
    .prepare<[], TrailHead & { signature: string; publicKey: string }>(
      `select trail_sequence as sequence, trail_hash as hash, trail_signature as signature, trail_public_key as publicKey
       from workspaces`,
    )
    .get();
  if (!head) throw new Error('The workspace has no header');
  return head;
}

/** Entries in order; without the query builder, since the whole trail is read in one go. */
export function readEntriesAfter(file: Database, sequence: number, limit: number): AuditEntry[] {
  return prepareOnce<[number, number], AuditEntry>(
    file,
    `select sequence, occurred_at as occurredAt, utc_offset_minutes as utcOffsetMinutes, actor_id as actorId,
       actor_name as actorName, actor_role as actorRole, operation, record_kind as recordKind,
       record_id as recordId, record_name as recordName, before, after, previous_hash as previousHash, hash
     from audit_entries where sequence > ? order by sequence limit ?`,
  ).all(sequence, limit);
}

/** A head that somebody had signed, to be kept outside. */
export interface Checkpoint extends TrailHead {
  /** What the signature covers: 1 the head alone, 2 everything here. */
  version: number;
  number: number;
  signedAt: string;
  /** Name of who had it signed; empty in version 1. */
  signedBy: string;
  signature: string;
}

/** Every checkpoint, the oldest first. */
export function readCheckpoints(file: Database): Checkpoint[] {
  return file
    .prepare<[], Checkpoint>(
      `select version, number, sequence, hash, signed_at as signedAt, signed_by as signedBy, signature
       from audit_checkpoints order by number`,
    )
    .all();
}

export async function insertCheckpoint(executor: Executor, checkpoint: Checkpoint): Promise<void> {
  const { signedAt, signedBy, ...columns } = checkpoint;
  await executor
    .insertInto('audit_checkpoints')
    .values({ ...columns, signed_at: signedAt, signed_by: signedBy })
    .execute();
}

/** What the last verification found, for the overview. */
export async function saveVerification(executor: Executor, at: string, intact: boolean): Promise<void> {
  await executor
    .updateTable('workspaces')
    .set({ trail_verified_at: at, trail_intact: Number(intact) })
    .execute();
}

const FIELDS: ListFields = {
  operation: sql.ref('operation'),
  feature: sql`substr(operation, 1, instr(operation, '.') - 1)`,
  actorId: sql.ref('actor_id'),
  recordKind: sql.ref('record_kind'),
  recordId: sql.ref('record_id'),
  occurredAt: sql.ref('occurred_at'),
};

function whereSearched(search: string): Expression<SqlBool> {
  const number = readEntryNumber(search);
  if (number !== null) return sql<SqlBool>`sequence = ${number}`;
  const query = writeSearchQuery(search);
  if (query === null) return sql<SqlBool>`1`;
  return sql<SqlBool>`sequence in (select rowid from audit_entries_text where audit_entries_text match ${query})`;
}

/** A page of the trail, newest first. What is searched for must be in the index (`trail-search.ts`). */
export async function selectAuditEntries(executor: Executor, list: ListInput) {
  const searched = executor.selectFrom('audit_entries').where(whereSearched(list.search));
  const filtered = searched.where(whereFilters(FIELDS, list.filters));
  const count = (rows: typeof searched) =>
    rows.select((build) => build.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const [rows, total, all] = await Promise.all([
    filtered
      .selectAll()
      .orderBy(orderBy(FIELDS, list.sort, sql`sequence desc`))
      .limit(list.limit)
      .offset(list.offset)
      .execute(),
    count(filtered),
    count(searched),
  ]);
  return { rows: rows.map(toAuditEntry), total: total.count, hidden: all.count - total.count };
}

/** How far the full-text index reaches, and how far the trail does. */
export async function selectIndexState(executor: Executor): Promise<{ indexedTo: number; last: number }> {
  const { indexedTo, last } = await executor
    .selectFrom('workspaces')
    .select(['trail_indexed_to as indexedTo', 'trail_sequence as last'])
    .executeTakeFirstOrThrow();
  return { indexedTo, last };
}

/** Puts texts of entries into the full-text index, and says how far it reaches now. */
export async function insertIndexTexts(
  executor: Executor,
  texts: readonly { sequence: number; text: string }[],
  indexedTo: number,
): Promise<void> {
  await sql`insert into audit_entries_text (rowid, text)
    select value ->> 'sequence', value ->> 'text' from json_each(${JSON.stringify(texts)})`.execute(executor);
  await executor.updateTable('workspaces').set({ trail_indexed_to: indexedTo }).execute();
}

/** Operations and kinds of record that occur in the trail, by name. */
export async function selectChoices(executor: Executor): Promise<{ operations: string[]; recordKinds: string[] }> {
  const entries = executor.selectFrom('audit_entries').distinct();
  const [operations, kinds] = await Promise.all([
    entries.select('operation').orderBy('operation').limit(500).execute(),
    entries.select('record_kind').orderBy('record_kind').limit(200).execute(),
  ]);
  return {
    operations: operations.map(({ operation }) => operation),
    recordKinds: kinds.map(({ record_kind: kind }) => kind),
  };
}

/** Sequence and hash of the newest entry that is more than a look; of an empty trail when there is none. */
export function readLastChange(file: Database): TrailHead {
  const places = LOOKING_OPERATIONS.map(() => '?').join(', ');
  return (
    prepareOnce<readonly string[] & unknown[], TrailHead>(
      file,
      `select sequence, hash from audit_entries where operation not in (${places}) order by sequence desc limit 1`,
    ).get(...LOOKING_OPERATIONS) ?? { sequence: 0, hash: GENESIS_HASH }
  );
}

/** Hash of an entry as it stands now; undefined when there is none. */
export function readHash(file: Database, sequence: number): string | undefined {
  return prepareOnce<[number], { hash: string }>(file, 'select hash from audit_entries where sequence = ?').get(
    sequence,
  )?.hash;
}

/** The newest entry about a record, or of all; before there is any, the head of an empty trail. */
export async function selectLastEntryOf(
  executor: Executor,
  recordId: string | null,
): Promise<Pick<AuditEntry, 'sequence' | 'hash' | 'occurredAt'>> {
  const entries = executor.selectFrom('audit_entries').select(['sequence', 'hash', 'occurred_at']);
  const row = await (recordId === null ? entries : entries.where('record_id', '=', recordId))
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { sequence: 0, hash: GENESIS_HASH, occurredAt: new Date(0).toISOString() };
  return { sequence: row.sequence, hash: row.hash, occurredAt: row.occurred_at };
}

/** Entries of whole days, UTC, in order; all of them without a period. */
export async function selectEntriesOfPeriod(
  executor: Executor,
  period: { from: string; to: string } | null,
): Promise<AuditEntry[]> {
  const entries = executor.selectFrom('audit_entries').selectAll().orderBy('sequence');
  const rows = await (
    period
      ? entries.where('occurred_at', '>=', period.from).where('occurred_at', '<=', `${period.to}T23:59:59.999Z`)
      : entries
  ).execute();
  return rows.map(toAuditEntry);
}

export async function selectEntriesOf(executor: Executor, recordIds: readonly string[]): Promise<AuditEntry[]> {
  const rows = await executor
    .selectFrom('audit_entries')
    .selectAll()
    .where('record_id', 'in', sql<string>`(select value from json_each(${JSON.stringify(recordIds)}))`)
    .orderBy('sequence')
    .execute();
  return rows.map(toAuditEntry);
}

export async function selectRecentEntries(executor: Executor, limit: number): Promise<AuditEntry[]> {
  const rows = await executor
    .selectFrom('audit_entries')
    .selectAll()
    .where('operation', '!=', 'people.choose')
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toAuditEntry);
}
