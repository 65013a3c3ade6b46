import { sql, type Kysely } from 'kysely';

/** The seven factors of each tool's PHI exposure, the result that they gave, and a person's limit on its use. */
export async function addPhiExposure(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table phi_exposures (
    tool_id text primary key references tools (id),
    use_limit text check (use_limit in ('prohibited', 'non_phi_only')),
    limit_reason text not null,
    sum integer,
    band text check (band in ('low', 'medium', 'high')),
    model_id text,
    model_version text,
    model_sha256 text,
    computed_at text,
    revision integer not null
  ) strict, without rowid`,
  `create table phi_factors (
    tool_id text not null references phi_exposures (tool_id),
    factor text not null,
    level integer check (level between 0 and 2),
    reason text not null,
    rated_by text references people (id),
    rated_on text not null,
    primary key (tool_id, factor)
  ) strict, without rowid`,
];
