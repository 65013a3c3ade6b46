import { sql, type Kysely } from 'kysely';

/** The adoption checklist of a tool, with rounds of what comes back and acceptances of what is not met. */
export async function addAdoption(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table adoption_packs (
    version text primary key,
    pack text not null
  ) strict, without rowid`,
  `create table adoption_checklists (
    tool_id text primary key references tools (id),
    pack_version text not null references adoption_packs (version),
    started_on text not null,
    started_by text references people (id),
    in_use_on text
  ) strict, without rowid`,
  `create index adoption_checklists_by_pack on adoption_checklists (pack_version)`,
  `create table adoption_items (
    tool_id text not null references adoption_checklists (tool_id),
    item_id text not null,
    state text not null,
    stated_by text references people (id),
    stated_on text,
    reason text not null,
    note text not null,
    owner_id text references people (id),
    due_on text,
    flag_seen integer not null check (flag_seen in (0, 1)),
    proof_kind text,
    proof_record_id text,
    revision integer not null,
    primary key (tool_id, item_id),
    check ((proof_kind is null) = (proof_record_id is null))
  ) strict, without rowid`,
  `create table adoption_rounds (
    id text primary key,
    tool_id text not null references adoption_checklists (tool_id),
    item_id text not null,
    done_on text not null,
    done_by text references people (id),
    note text not null
  ) strict, without rowid`,
  `create index adoption_rounds_by_item on adoption_rounds (tool_id, item_id, done_on)`,
  `create table adoption_acceptances (
    id text primary key,
    tool_id text not null references adoption_checklists (tool_id),
    item_id text not null,
    reason text not null,
    approver_id text references people (id),
    accepted_on text not null,
    expires_on text not null,
    ended_on text,
    ended_by text references people (id),
    end_reason text not null
  ) strict, without rowid`,
  `create index adoption_acceptances_by_item on adoption_acceptances (tool_id, item_id, accepted_on)`,
  `create unique index adoption_acceptances_live on adoption_acceptances (tool_id, item_id) where ended_on is null`,
];
