import { sql, type Kysely } from 'kysely';

/** Audit packages that were made: what each was about, and the sums by which it is known again. */
export async function addAuditPackages(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table audit_packages (
    id text primary key,
    name text not null,
    title text not null,
    status text not null check (status in ('draft', 'final')),
    profile text not null check (profile in ('full', 'redacted')),
    period_from text not null,
    period_to text not null,
    vendor_ids text,
    as_of text not null,
    made_at text not null,
    made_by text references people (id),
    seed text not null,
    files integer not null,
    bytes integer not null,
    ready integer not null,
    manifest_sha256 text not null,
    key_sha256 text not null,
    head_sequence integer not null,
    head_hash text not null
  ) strict`,
  `create index audit_packages_by_time on audit_packages (made_at)`,
];
