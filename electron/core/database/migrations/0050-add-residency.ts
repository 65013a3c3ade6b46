import { sql, type Kysely } from 'kysely';

/** Regions, deployment options, use by region, overrides and sub-processors (`domain.md` 2.2 and 2.3). */
export async function addResidency(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table regions (
    id text primary key,
    position integer not null,
    entry text not null,
    shipped text not null,
    pack_version text not null,
    revision integer not null
  ) strict`,
  `create table deployment_options (
    id text primary key,
    tool_id text not null references tools (id),
    number integer not null,
    name text not null,
    claim text not null,
    locations text not null,
    note text not null,
    revision integer not null,
    unique (tool_id, number)
  ) strict`,
  `create table region_uses (
    id text primary key,
    tool_id text not null references tools (id),
    region_id text not null references regions (id),
    option_id text references deployment_options (id),
    data text not null,
    bases text not null,
    conditions text not null,
    note text not null,
    revision integer not null,
    unique (tool_id, region_id)
  ) strict`,
  `create index region_uses_by_region on region_uses (region_id)`,
  `create index region_uses_by_option on region_uses (option_id)`,
  `create table residency_overrides (
    id text primary key,
    tool_id text not null references tools (id),
    region_id text not null references regions (id),
    result text not null check (result in ('meets', 'partial')),
    reason text not null,
    expires_on text not null,
    computed text not null check (computed in ('meets', 'partial', 'unknown', 'breach')),
    proposed_by text references people (id),
    proposed_at text not null,
    approved_by text references people (id),
    approved_at text,
    withdrawn_at text,
    revision integer not null
  ) strict`,
  `create index residency_overrides_by_cell on residency_overrides (tool_id, region_id, proposed_at)`,
  `create index residency_overrides_by_region on residency_overrides (region_id)`,
  `create table sub_processors (
    id text primary key,
    vendor_id text not null references vendors (id),
    parent_id text references sub_processors (id),
    name text not null,
    role text not null,
    place text not null,
    sees text not null check (sees in ('content', 'account', 'system', 'nothing', 'unknown')),
    tool_ids text not null,
    since text,
    ended_on text,
    source_url text not null,
    seen_on text,
    note text not null,
    revision integer not null
  ) strict`,
  `create index sub_processors_by_vendor on sub_processors (vendor_id, name collate nocase)`,
  `create index sub_processors_by_parent on sub_processors (parent_id)`,
  `create table sub_processor_lists (
    vendor_id text primary key references vendors (id),
    seen_on text,
    complete integer not null check (complete in (0, 1)),
    source_url text not null,
    note text not null,
    revision integer not null
  ) strict`,
];
