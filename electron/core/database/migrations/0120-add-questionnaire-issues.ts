import { sql, type Kysely } from 'kysely';

/** Questionnaires that were sent to a vendor as a workbook, with the questions as they were issued. */
export async function addQuestionnaireIssues(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table questionnaire_issues (
    id text primary key,
    code text not null unique,
    assessment_id text not null references assessments (id),
    round text not null check (round in ('full', 'open')),
    addressee text not null,
    return_by text,
    questions text not null,
    template_sha256 text not null,
    token_sha256 text not null,
    evidence_id text not null references evidence (id),
    issued_by text references people (id),
    issued_at text not null,
    returned_at text,
    withdrawn_at text,
    revision integer not null
  ) strict`,
  `create index questionnaire_issues_by_assessment on questionnaire_issues (assessment_id)`,
  `create index questionnaire_issues_by_evidence on questionnaire_issues (evidence_id)`,
];
