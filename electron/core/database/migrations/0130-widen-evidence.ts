import { sql, type Kysely } from 'kysely';

/** Files in parts, more said about each piece, several rules of retention, holds with a matter, and disposals. */
export async function widenEvidence(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

/** Bytes of a part, so that a file of any size is written and read without being held whole. */
const PART = 1024 * 1024;

const STATEMENTS = [
  `create table evidence_file_parts (
    sha256 text not null references evidence_files (sha256) on delete cascade,
    position integer not null,
    content blob not null,
    primary key (sha256, position)
  ) strict`,
  `insert into evidence_file_parts (sha256, position, content)
   with recursive parts (sha256, position, size) as (
     select sha256, 0, length(content) from evidence_files
     union all select sha256, position + 1, size from parts where (position + 1) * ${PART} < size
   )
   select parts.sha256, parts.position, substr(evidence_files.content, parts.position * ${PART} + 1, ${PART})
   from parts join evidence_files on evidence_files.sha256 = parts.sha256`,
  `alter table evidence_files drop column content`,

  `alter table evidence add column source_query text not null default ''`,
  `alter table evidence add column collected_how text not null default 'not_recorded'`,
  `alter table evidence add column collected_utc_offset integer not null default 0`,
  `alter table evidence add column original_place text not null default ''`,
  `alter table evidence add column redacted_from_id text references evidence (id)`,
  `alter table evidence add column redactions text not null default ''`,
  `alter table evidence add column retention_rules text not null default '[]'`,
  `update evidence set retention_rules = json_array(retention_rule) where retention_rule <> 'owner'`,
  `alter table evidence drop column retention_rule`,
  `create index evidence_by_redacted_from on evidence (redacted_from_id)`,
  `create index evidence_by_superseded on evidence (supersedes_id)`,

  `create table evidence_holds (
    id text primary key,
    evidence_id text not null references evidence (id),
    matter text not null,
    reason text not null,
    placed_by text references people (id),
    placed_at text not null,
    lifted_by text references people (id),
    lifted_at text,
    lift_reason text not null
  ) strict`,
  `create index evidence_holds_by_evidence on evidence_holds (evidence_id)`,
  `insert into evidence_holds (id, evidence_id, matter, reason, placed_by, placed_at, lifted_by, lifted_at, lift_reason)
   select id, id, 'Not recorded', '', null, collected_at, null, null, '' from evidence where legal_hold = 1`,

  `create table evidence_disposals (
    evidence_id text primary key references evidence (id),
    number text not null unique,
    disposed_by text references people (id),
    disposed_at text not null,
    reason text not null,
    retained_until text,
    file_name text not null,
    media_type text not null,
    file_size integer not null,
    file_sha256 text not null,
    bytes_removed integer not null check (bytes_removed in (0, 1))
  ) strict`,
];
