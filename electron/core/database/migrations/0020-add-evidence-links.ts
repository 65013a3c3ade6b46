import { sql, type Kysely } from 'kysely';

/** Evidence behind any record: a piece stands behind a record or, where `part` is not empty, behind a part of it. */
export async function addEvidenceLinks(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table evidence_links (
    record_kind text not null,
    record_id text not null,
    part text not null,
    evidence_id text not null references evidence (id),
    page text not null,
    primary key (record_kind, record_id, part, evidence_id)
  ) strict, without rowid`,
  `create index evidence_links_by_evidence on evidence_links (evidence_id)`,
];
