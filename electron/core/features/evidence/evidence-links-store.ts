import { sql } from 'kysely';
import type { AgreementKind } from '../../../../shared/contract/agreements.ts';
import type { Evidence, LinkedRecordKind } from '../../../../shared/contract/evidence.ts';
import type { Executor } from '../../database/tables.ts';

/** Where the records of a kind stand, and what they are called. */
const RECORDS: Readonly<Record<LinkedRecordKind, { table: string; name: string }>> = {
  vendor: { table: 'vendors', name: 'name' },
  tool: { table: 'tools', name: 'name' },
  adoption_checklist: { table: 'tools', name: 'name' },
  agreement: { table: 'agreements', name: "code || ' ' || title" },
  finding: { table: 'findings', name: "code || ' ' || title" },
  risk: { table: 'risks', name: "code || ' ' || title" },
  tool_sighting: { table: 'tool_sightings', name: 'name' },
  training_course: { table: 'training_courses', name: "code || ' ' || title" },
  training_completion: {
    table: 'training_completions',
    name: `(select name from access_identities where access_identities.id = identity_id) || ', ' ||
      (select title from training_courses where training_courses.id = course_id)`,
  },
};

/** What a record is called; undefined when there is none. */
export async function selectRecordName(
  executor: Executor,
  kind: LinkedRecordKind,
  recordId: string,
): Promise<string | undefined> {
  const { table, name } = RECORDS[kind];
  const { rows } = await sql<{ name: string }>`
    select ${sql.raw(name)} as name from ${sql.table(table)} where id = ${recordId}`.execute(executor);
  return rows[0]?.name;
}

/** A place that evidence stands behind. */
export interface LinkTarget {
  recordKind: LinkedRecordKind;
  recordId: string;
  part: string;
}

/** A link with what its worth follows from. */
export interface StoredLink extends LinkTarget {
  page: string;
  evidenceId: string;
  indexNumber: string;
  title: string;
  state: Evidence['state'];
  datedOn: string | null;
  periodEnd: string | null;
  expiresOn: string | null;
  fileSha256: string | null;
}

/** What stands behind records of one kind, in the order of part and index number. */
export async function selectRecordLinks(
  executor: Executor,
  kind: LinkedRecordKind,
  recordIds: readonly string[],
): Promise<StoredLink[]> {
  const { rows } = await sql<StoredLink>`
    select link.record_kind as "recordKind", link.record_id as "recordId", link.part, link.page,
      evidence.id as "evidenceId", evidence.index_number as "indexNumber", evidence.title, evidence.state,
      evidence.dated_on as "datedOn", evidence.period_end as "periodEnd", evidence.expires_on as "expiresOn",
      evidence.file_sha256 as "fileSha256"
    from json_each(${JSON.stringify(recordIds)}) as record
    join evidence_links as link on link.record_kind = ${kind} and link.record_id = record.value
    join evidence on evidence.id = link.evidence_id
    order by record.key, link.part, evidence.index_number`.execute(executor);
  return rows;
}

/** The records that a piece stands behind, in the order in which kinds are listed, then by name. */
export async function selectLinkedRecords(
  executor: Executor,
  evidenceId: string,
): Promise<(LinkTarget & { recordName: string; page: string })[]> {
  const names = Object.entries(RECORDS).map(
    ([kind, { table, name }]) =>
      sql`when ${sql.lit(kind)} then (select ${sql.raw(name)} from ${sql.table(table)} where id = record_id)`,
  );
  const { rows } = await sql<LinkTarget & { recordName: string | null; page: string }>`
    select record_kind as "recordKind", record_id as "recordId", part, page,
      case record_kind ${sql.join(names, sql` `)} end as "recordName"
    from evidence_links where evidence_id = ${evidenceId}
    order by record_kind, "recordName", part limit 500`.execute(executor);
  return rows.map((row) => ({ ...row, recordName: row.recordName ?? '' }));
}

export async function upsertLink(
  executor: Executor,
  { recordKind, recordId, part }: LinkTarget,
  evidenceId: string,
  page: string,
): Promise<void> {
  await executor
    .insertInto('evidence_links')
    .values({ record_kind: recordKind, record_id: recordId, part, evidence_id: evidenceId, page })
    .onConflict((conflict) =>
      conflict.columns(['record_kind', 'record_id', 'part', 'evidence_id']).doUpdateSet({ page }),
    )
    .execute();
}

export async function deleteLink(
  executor: Executor,
  { recordKind, recordId, part }: LinkTarget,
  evidenceId: string,
): Promise<void> {
  await executor
    .deleteFrom('evidence_links')
    .where('record_kind', '=', recordKind)
    .where('record_id', '=', recordId)
    .where('part', '=', part)
    .where('evidence_id', '=', evidenceId)
    .execute();
}

/** Kinds of the agreements behind which a piece stands: some must be kept longer than others. */
export async function selectAgreementKinds(executor: Executor, evidenceId: string): Promise<AgreementKind[]> {
  const rows = await executor
    .selectFrom('evidence_links')
    .innerJoin('agreements', 'agreements.id', 'evidence_links.record_id')
    .select('agreements.kind')
    .distinct()
    .where('evidence_links.evidence_id', '=', evidenceId)
    .where('evidence_links.record_kind', '=', 'agreement')
    .execute();
  return rows.map(({ kind }) => kind);
}
