import type { IssuedQuestion, QuestionnaireIssue } from '../../../../shared/contract/returned-questionnaire.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/** An issue with what only the core may see. */
export interface StoredIssue extends QuestionnaireIssue {
  issued: IssuedQuestion[];
  /** SHA-256 of the one-time token in the workbook. */
  tokenSha256: string;
}

function selectIssues(executor: Executor) {
  return executor
    .selectFrom('questionnaire_issues')
    .innerJoin('evidence', 'evidence.id', 'questionnaire_issues.evidence_id')
    .leftJoin('people', 'people.id', 'questionnaire_issues.issued_by')
    .selectAll('questionnaire_issues')
    .select(['evidence.index_number', 'people.name as person_name', 'people.initials as person_initials']);
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof selectIssues>['executeTakeFirstOrThrow']>>;

function toIssue(row: StoredRow): StoredIssue {
  const issued = JSON.parse(row.questions) as IssuedQuestion[];
  return {
    id: row.id,
    code: row.code,
    assessmentId: row.assessment_id,
    round: row.round,
    addressee: row.addressee,
    returnBy: row.return_by,
    questions: issued.length,
    issued,
    templateSha256: row.template_sha256,
    tokenSha256: row.token_sha256,
    evidence: { id: row.evidence_id, indexNumber: row.index_number },
    issuedBy: toPersonReference(row.issued_by, row.person_name, row.person_initials),
    issuedAt: row.issued_at,
    returnedAt: row.returned_at,
    withdrawnAt: row.withdrawn_at,
    revision: row.revision,
  };
}

/** Newest first. */
export async function selectIssuesOfAssessment(executor: Executor, assessmentId: string): Promise<StoredIssue[]> {
  const rows = await selectIssues(executor)
    .where('questionnaire_issues.assessment_id', '=', assessmentId)
    .orderBy('questionnaire_issues.code', 'desc')
    .limit(200)
    .execute();
  return rows.map(toIssue);
}

export async function selectIssue(executor: Executor, issueId: string): Promise<StoredIssue | undefined> {
  const row = await selectIssues(executor).where('questionnaire_issues.id', '=', issueId).executeTakeFirst();
  return row && toIssue(row);
}

export async function selectIssueByCode(executor: Executor, code: string): Promise<StoredIssue | undefined> {
  const row = await selectIssues(executor).where('questionnaire_issues.code', '=', code).executeTakeFirst();
  return row && toIssue(row);
}

export async function insertIssue(executor: Executor, issue: StoredIssue): Promise<void> {
  await executor
    .insertInto('questionnaire_issues')
    .values({
      id: issue.id,
      code: issue.code,
      assessment_id: issue.assessmentId,
      round: issue.round,
      addressee: issue.addressee,
      return_by: issue.returnBy,
      questions: JSON.stringify(issue.issued),
      template_sha256: issue.templateSha256,
      token_sha256: issue.tokenSha256,
      evidence_id: issue.evidence.id,
      issued_by: issue.issuedBy?.id ?? null,
      issued_at: issue.issuedAt,
      returned_at: issue.returnedAt,
      withdrawn_at: issue.withdrawnAt,
      revision: issue.revision,
    })
    .execute();
}

/** Saves what happens to an issue; what was issued never changes. */
export async function updateIssue(
  executor: Executor,
  { id, returnedAt, withdrawnAt, revision }: Pick<StoredIssue, 'id' | 'returnedAt' | 'withdrawnAt' | 'revision'>,
): Promise<void> {
  await executor
    .updateTable('questionnaire_issues')
    .set({ returned_at: returnedAt, withdrawn_at: withdrawnAt, revision })
    .where('id', '=', id)
    .execute();
}
