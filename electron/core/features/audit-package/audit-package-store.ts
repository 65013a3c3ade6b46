import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import type { MadePackage } from '../../../../shared/contract/audit-package.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/**
 * Operations that change nothing of what a package says: who sat down, and packages and checkpoints themselves. Without
 * them the same workspace gives the same package however often it is opened.
 */
const NO_CONTENT = [
  'people.choose',
  'people.leave',
  'auditPackage.make',
  'auditPackage.verify',
  'auditTrail.checkpoint',
  'auditTrail.verify',
];

/** The newest entry about the content of the workspace; every later trail must contain it. */
export async function selectContentHead(
  executor: Executor,
): Promise<{ sequence: number; hash: string; occurredAt: string } | undefined> {
  const row = await executor
    .selectFrom('audit_entries')
    .select(['sequence', 'hash', 'occurred_at'])
    .where('operation', 'not in', NO_CONTENT)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { sequence: row.sequence, hash: row.hash, occurredAt: row.occurred_at };
}

export async function selectLastCheckpoint(
  executor: Executor,
): Promise<{ number: number; signedAt: string } | undefined> {
  const row = await executor
    .selectFrom('audit_checkpoints')
    .select(['number', 'signed_at'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { number: row.number, signedAt: row.signed_at };
}

/** Days, inclusive, of the trail up to an entry. */
interface EntryRange {
  from: string;
  to: string;
  lastSequence: number;
}

const BETWEEN = 'occurred_at >= @from and occurred_at <= @to and sequence <= @lastSequence';
const toParameters = ({ from, to, lastSequence }: EntryRange) => ({ from, to: `${to}T23:59:59.999Z`, lastSequence });

export function countEntries(file: Database, range: EntryRange): { count: number; lastAt: string | null } {
  const row = file
    .prepare<[ReturnType<typeof toParameters>], { count: number; lastAt: string | null }>(
      `select count(*) as count, max(occurred_at) as lastAt from audit_entries where ${BETWEEN}`,
    )
    .get(toParameters(range));
  return row ?? { count: 0, lastAt: null };
}

/** The sequence numbers of a range, in order. */
export function readSequences(file: Database, range: EntryRange): number[] {
  return file
    .prepare<[ReturnType<typeof toParameters>], number>(
      `select sequence from audit_entries where ${BETWEEN} order by sequence`,
    )
    .pluck()
    .all(toParameters(range));
}

const ENTRY = `sequence, occurred_at as occurredAt, utc_offset_minutes as utcOffsetMinutes, actor_id as actorId,
  actor_name as actorName, actor_role as actorRole, operation, record_kind as recordKind, record_id as recordId,
  record_name as recordName, before, after, previous_hash as previousHash, hash`;

/** Whole entries of a range after one of them, in order: some at a time, so that a long trail is never in memory. */
export function readEntries(file: Database, range: EntryRange, after: number, limit: number): AuditEntry[] {
  return file
    .prepare<[ReturnType<typeof toParameters> & { after: number; limit: number }], AuditEntry>(
      `select ${ENTRY} from audit_entries where ${BETWEEN} and sequence > @after order by sequence limit @limit`,
    )
    .all({ ...toParameters(range), after, limit });
}

export async function insertPackage(executor: Executor, made: MadePackage): Promise<void> {
  await executor
    .insertInto('audit_packages')
    .values({
      id: made.id,
      name: made.name,
      title: made.title,
      status: made.status,
      profile: made.profile,
      period_from: made.period.from,
      period_to: made.period.to,
      vendor_ids: made.vendorIds && JSON.stringify(made.vendorIds),
      as_of: made.asOf,
      made_at: made.madeAt,
      made_by: made.madeBy?.id ?? null,
      seed: made.seed,
      files: made.files,
      bytes: made.bytes,
      ready: made.ready,
      manifest_sha256: made.manifestSha256,
      key_sha256: made.keySha256,
      head_sequence: made.head.sequence,
      head_hash: made.head.hash,
    })
    .execute();
}

function fromPackages(executor: Executor) {
  return executor
    .selectFrom('audit_packages')
    .leftJoin('people', 'people.id', 'audit_packages.made_by')
    .selectAll('audit_packages')
    .select(['people.name as person_name', 'people.initials as person_initials']);
}

function toPackage(row: Awaited<ReturnType<ReturnType<typeof fromPackages>['executeTakeFirstOrThrow']>>): MadePackage {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    status: row.status,
    profile: row.profile,
    period: { from: row.period_from, to: row.period_to },
    vendorIds: row.vendor_ids === null ? null : (JSON.parse(row.vendor_ids) as string[]),
    asOf: row.as_of,
    madeAt: row.made_at,
    madeBy: toPersonReference(row.made_by, row.person_name, row.person_initials),
    seed: row.seed,
    files: row.files,
    bytes: row.bytes,
    ready: row.ready,
    manifestSha256: row.manifest_sha256,
    keySha256: row.key_sha256,
    head: { sequence: row.head_sequence, hash: row.head_hash },
  };
}

/** Newest first. */
export async function selectPackages(executor: Executor, limit: number): Promise<MadePackage[]> {
  const rows = await fromPackages(executor)
    .orderBy('audit_packages.made_at', 'desc')
    .orderBy('audit_packages.id')
    .limit(limit)
    .execute();
  return rows.map(toPackage);
}

/** The first package that was made with this manifest; a second making of the same gives the same bytes. */
export async function selectPackageByManifest(
  executor: Executor,
  manifestSha256: string,
): Promise<MadePackage | undefined> {
  const row = await fromPackages(executor)
    .where('audit_packages.manifest_sha256', '=', manifestSha256)
    .orderBy('audit_packages.made_at')
    .limit(1)
    .executeTakeFirst();
  return row && toPackage(row);
}

/** Columns that hold what somebody remarked, as free text; what a redacted package leaves out. */
const COMMENTS = [
  ['tool_gates', 'note'],
  ['answers', 'note'],
  ['answers', 'verdict_note'],
  ['follow_ups', 'request'],
  ['follow_ups', 'reply'],
  ['evidence', 'note'],
  ['agreements', 'offered_note'],
  ['agreement_provisions', 'note'],
  ['findings', 'response'],
  ['risk_controls', 'note'],
  ['adoption_items', 'note'],
  ['adoption_rounds', 'note'],
  ['deployment_options', 'note'],
  ['region_uses', 'note'],
  ['sub_processors', 'note'],
  ['sub_processor_lists', 'note'],
  ['access_designs', 'decision_note'],
  ['access_exceptions', 'decision_note'],
] as const;

/** Every comment of the workspace, each once. */
export function readComments(file: Database): string[] {
  const texts = COMMENTS.map(([table, column]) => `select ${column} as text from ${table}`).join(' union ');
  return file.prepare<[], string>(`select text from (${texts}) where trim(text) <> ''`).pluck().all();
}

/** Names and addresses of people at vendors and in agreements. A single word is no name: it may be "Portal". */
export function readOutsiders(file: Database): string[] {
  return file
    .prepare<[], string>(
      `select json_extract(person.value, '$.name') from vendors, json_each(vendors.contacts) as person
       union select json_extract(person.value, '$.email') from vendors, json_each(vendors.contacts) as person
       union select json_extract(person.value, '$.name') from agreements, json_each(agreements.signatories) as person
       union select requested_from from agreements
       union select addressee from follow_ups
       union select addressee from questionnaire_issues`,
    )
    .pluck()
    .all()
    .filter((name) => typeof name === 'string' && /[\s@]/.test(name.trim()));
}
