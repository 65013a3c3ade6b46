import { sql } from 'kysely';
import type { AuditorQuestion } from '../../../../shared/contract/auditor-answers.ts';
import type { DataFlowContent, DataFlowState } from '../../../../shared/contract/data-flows.ts';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import type { Recommendation } from '../../../../shared/contract/scores.ts';
import type { RegisterStatus } from '../../../../shared/contract/vendors.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/** A tool in use with what its own record, its approval and its map say. */
export interface ToolLine {
  id: string;
  code: string;
  name: string;
  vendor_id: string;
  vendor_name: string;
  status: RegisterStatus;
  plan: string;
  version_range: string;
  users: number | null;
  business_justification: string;
  approved_at: string | null;
  approved_by: string | null;
  map_state: DataFlowState | null;
  map_content: string | null;
  map_version: number | null;
  confirmed_by: string | null;
  confirmed_at: string | null;
  open_findings: number;
}

/** Tools in use, by name. */
export async function selectToolLines(executor: Executor): Promise<ToolLine[]> {
  const { rows } = await sql<ToolLine>`
    select tools.id, tools.code, tools.name, vendors.id as vendor_id, vendors.name as vendor_name, tools.status,
      tools.plan, tools.version_range, tools.users, tools.business_justification,
      approval_bases.approved_at, approver.name as approved_by,
      maps.state as map_state, maps.content as map_content, newest.version as map_version,
      confirmer.name as confirmed_by, newest.confirmed_at,
      (select count(*) from findings where findings.tool_id = tools.id
        and findings.status in ('open', 'in_progress')) as open_findings
    from tools join vendors on vendors.id = tools.vendor_id
    left join approval_bases on approval_bases.tool_id = tools.id
    left join people as approver on approver.id = approval_bases.approved_by
    left join data_flow_maps as maps on maps.tool_id = tools.id
    left join data_flow_versions as newest on newest.map_id = maps.id and newest.version =
      (select max(version) from data_flow_versions where map_id = maps.id)
    left join people as confirmer on confirmer.id = newest.confirmed_by
    where tools.status in ('approved', 'conditional') order by tools.name, tools.code`.execute(executor);
  return rows;
}

export function readMapContent(line: ToolLine): DataFlowContent | null {
  return line.map_content === null ? null : (JSON.parse(line.map_content) as DataFlowContent);
}

/** Tools that may not be used, by name. */
export function selectBarredTools(executor: Executor): Promise<{ id: string; name: string }[]> {
  return executor
    .selectFrom('tools')
    .select(['id', 'name'])
    .where('status', 'in', ['prohibited', 'retired'])
    .orderBy('name')
    .execute();
}

/** The newest assessment of each tool in use whose signature stands. */
export interface SignedAssessment {
  id: string;
  code: string;
  title: string;
  toolId: string;
  decision: Recommendation;
  signedAt: string;
  signedBy: string;
  score: number | null;
}

export async function selectSignedAssessments(executor: Executor): Promise<SignedAssessment[]> {
  const { rows } = await sql<SignedAssessment>`
    select id, code, title, "toolId", decision, "signedAt", "signedBy", score from (
      select assessments.id, assessments.code, assessments.title, assessments.tool_id as "toolId", sign_offs.decision,
        sign_offs.signed_at as "signedAt", people.name as "signedBy", assessments.score,
        row_number() over (partition by assessments.tool_id order by sign_offs.signed_at desc) as place
      from assessments join sign_offs on sign_offs.assessment_id = assessments.id and sign_offs.voided_at is null
      join people on people.id = sign_offs.signer_id
      join tools on tools.id = assessments.tool_id and tools.status in ('approved', 'conditional')
      where assessments.state = 'signed_off'
    ) where place = 1`.execute(executor);
  return rows;
}

/** Ids of the evidence behind the answers of these assessments, by assessment. */
export async function selectAssessmentEvidence(executor: Executor, assessmentIds: readonly string[]) {
  const { rows } = await sql<{
    assessmentId: string;
    id: string;
    indexNumber: string;
    title: string;
    state: 'claimed' | 'documented' | 'verified' | 'tested';
    datedOn: string | null;
    periodEnd: string | null;
    expiresOn: string | null;
  }>`
    select distinct link.assessment_id as "assessmentId", evidence.id, evidence.index_number as "indexNumber",
      evidence.title, evidence.state, evidence.dated_on as "datedOn", evidence.period_end as "periodEnd",
      evidence.expires_on as "expiresOn"
    from json_each(${JSON.stringify(assessmentIds)}) as wanted
    join answer_evidence as link on link.assessment_id = wanted.value
    join evidence on evidence.id = link.evidence_id
    order by evidence.index_number`.execute(executor);
  return rows;
}

/** Who answers a question, and who agreed with the answer. */
export interface StoredAnswer {
  id: string;
  question: AuditorQuestion;
  owner: PersonReference | null;
  reviewedBy: PersonReference | null;
  reviewedOn: string | null;
  /** Sum of every sentence as it was read. */
  reviewedSha256: string | null;
  revision: number;
}

export async function selectAnswers(executor: Executor): Promise<Map<AuditorQuestion, StoredAnswer>> {
  const rows = await executor
    .selectFrom('auditor_answers')
    .leftJoin('people as owner', 'owner.id', 'auditor_answers.owner_id')
    .leftJoin('people as reviewer', 'reviewer.id', 'auditor_answers.reviewed_by')
    .selectAll('auditor_answers')
    .select([
      'owner.name as owner_name',
      'owner.initials as owner_initials',
      'reviewer.name as reviewer_name',
      'reviewer.initials as reviewer_initials',
    ])
    .execute();
  return new Map(
    rows.map((row) => [
      row.question,
      {
        id: row.id,
        question: row.question,
        owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
        reviewedBy: toPersonReference(row.reviewed_by, row.reviewer_name, row.reviewer_initials),
        reviewedOn: row.reviewed_on,
        reviewedSha256: row.reviewed_sha256,
        revision: row.revision,
      },
    ]),
  );
}

export async function upsertAnswer(executor: Executor, answer: StoredAnswer): Promise<void> {
  const columns = {
    owner_id: answer.owner?.id ?? null,
    reviewed_by: answer.reviewedBy?.id ?? null,
    reviewed_on: answer.reviewedOn,
    reviewed_sha256: answer.reviewedSha256,
    revision: answer.revision,
  };
  await executor
    .insertInto('auditor_answers')
    .values({ id: answer.id, question: answer.question, ...columns })
    .onConflict((conflict) => conflict.column('question').doUpdateSet(columns))
    .execute();
}

/** What a person made of a sentence. */
export interface StoredWording {
  id: string;
  question: AuditorQuestion;
  sentenceId: string;
  /** What was computed when it was worded. */
  computed: string;
  wording: string;
  wordedBy: PersonReference | null;
  wordedOn: string;
  revision: number;
}

export async function selectWordings(executor: Executor): Promise<StoredWording[]> {
  const rows = await executor
    .selectFrom('auditor_wordings')
    .leftJoin('people', 'people.id', 'auditor_wordings.worded_by')
    .selectAll('auditor_wordings')
    .select(['people.name', 'people.initials'])
    .orderBy('sentence_id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    question: row.question,
    sentenceId: row.sentence_id,
    computed: row.computed,
    wording: row.wording,
    wordedBy: toPersonReference(row.worded_by, row.name, row.initials),
    wordedOn: row.worded_on,
    revision: row.revision,
  }));
}

export async function upsertWording(executor: Executor, wording: StoredWording): Promise<void> {
  const columns = {
    computed: wording.computed,
    wording: wording.wording,
    worded_by: wording.wordedBy?.id ?? null,
    worded_on: wording.wordedOn,
    revision: wording.revision,
  };
  await executor
    .insertInto('auditor_wordings')
    .values({ id: wording.id, question: wording.question, sentence_id: wording.sentenceId, ...columns })
    .onConflict((conflict) => conflict.column('sentence_id').doUpdateSet(columns))
    .execute();
}

export async function deleteWording(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom('auditor_wordings').where('id', '=', id).execute();
}

/** What the last verification of the trail found. */
export async function selectTrailState(executor: Executor) {
  const row = await executor
    .selectFrom('workspaces')
    .select(['trail_verified_at', 'trail_intact'])
    .executeTakeFirstOrThrow();
  return {
    checkedOn: row.trail_verified_at?.slice(0, 10) ?? null,
    intact: row.trail_intact === null ? null : row.trail_intact === 1,
  };
}
