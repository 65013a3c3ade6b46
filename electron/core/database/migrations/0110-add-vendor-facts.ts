import { sql, type Kysely } from 'kysely';

/** What is known of a vendor without having been verified, with what its starter profile said. */
export async function addVendorFacts(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table vendor_facts (
    id text primary key,
    vendor_id text not null references vendors (id),
    topic text not null,
    plan text not null,
    value text not null,
    source text not null,
    seen_on text not null,
    confidence text not null,
    profile_id text,
    profile_fact_id text,
    taken text,
    removed integer not null check (removed in (0, 1)),
    position integer not null,
    revision integer not null,
    check ((profile_id is null) = (profile_fact_id is null)),
    check ((profile_id is null) = (taken is null))
  ) strict, without rowid`,
  `create index vendor_facts_by_vendor on vendor_facts (vendor_id, position)`,
];
