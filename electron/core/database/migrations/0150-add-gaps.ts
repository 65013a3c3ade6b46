import { sql, type Kysely } from 'kysely';

/** What approvals of tools rest on, and tools that were seen in logs and lists. */
export async function addGaps(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table approval_bases (
    id text primary key,
    tool_id text not null unique references tools (id),
    approved_by text references people (id),
    approved_at text not null,
    note text not null,
    basis text not null
  ) strict`,
  `create table tool_sightings (
    id text primary key,
    name text not null,
    name_key text not null unique,
    source text not null,
    first_seen_on text not null,
    last_seen_on text not null,
    people integer,
    tool_id text references tools (id),
    not_relevant text not null,
    decided_by text references people (id),
    decided_on text,
    revision integer not null
  ) strict`,
  `create index tool_sightings_by_tool on tool_sightings (tool_id)`,
];
