import { sql, type Kysely } from 'kysely';

/** Courses, and who among those who use tools completed which. */
export async function addTraining(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table training_courses (
    id text primary key,
    code text not null unique,
    pack_id text unique,
    title text not null,
    part text not null,
    purpose text not null,
    topics text not null,
    material_version text not null,
    validity_months integer,
    counts_from text,
    roles text not null,
    classes text not null,
    retired integer not null,
    revision integer not null
  ) strict`,
  `create table training_completions (
    id text primary key,
    identity_id text not null references access_identities (id),
    course_id text not null references training_courses (id),
    completed_on text not null,
    stated_expires_on text,
    reference text not null,
    recorded_by text references people (id),
    recorded_at text not null,
    withdrawn_reason text,
    revision integer not null
  ) strict`,
  `create index training_completions_by_identity on training_completions (identity_id, course_id)`,
  `create index training_completions_by_course on training_completions (course_id)`,
];
