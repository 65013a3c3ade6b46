import { sql, type Kysely } from 'kysely';

/** Who answers which of the auditors' questions, who agreed with it, and sentences that people worded anew. */
export async function addAuditorAnswers(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table auditor_answers (
    id text primary key,
    question text not null unique,
    owner_id text references people (id),
    reviewed_by text references people (id),
    reviewed_on text,
    reviewed_sha256 text,
    revision integer not null
  ) strict`,
  `create table auditor_wordings (
    id text primary key,
    question text not null,
    sentence_id text not null unique,
    computed text not null,
    wording text not null,
    worded_by text references people (id),
    worded_on text not null,
    revision integer not null
  ) strict`,
  `create index auditor_wordings_by_question on auditor_wordings (question)`,
];
