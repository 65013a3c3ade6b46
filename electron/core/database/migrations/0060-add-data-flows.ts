import { sql, type Kysely } from 'kysely';

/** Data-flow maps, one for each tool, and what was confirmed of them. Places and flows are read and written whole. */
export async function addDataFlows(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table data_flow_maps (
    id text primary key,
    tool_id text not null unique references tools (id),
    content text not null,
    state text not null check (state in ('draft', 'confirmed', 'changed')),
    started_from text not null,
    changed_by text references people (id),
    changed_at text not null,
    created_at text not null,
    revision integer not null
  ) strict`,
  `create table data_flow_versions (
    map_id text not null references data_flow_maps (id),
    version integer not null,
    content text not null,
    confirmed_by text not null references people (id),
    confirmed_at text not null,
    primary key (map_id, version)
  ) strict, without rowid`,
];
