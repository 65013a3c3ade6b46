import { sql } from 'kysely';
import type { DataFlowContent, DataFlowState } from '../../../../shared/contract/data-flows.ts';
import type { AnswerState, AnswerValue } from '../../../../shared/contract/questionnaire-pack.ts';
import type { Recommendation } from '../../../../shared/contract/scores.ts';
import type { Deployment, ToolKind, ToolUse } from '../../../../shared/contract/tools.ts';
import type { Band, RegisterStatus } from '../../../../shared/contract/vendors.ts';
import type { Executor } from '../../database/tables.ts';

/** Which tools: those in use or in review, or one whatever its status. */
export type ToolScope = 'at_work' | { toolId: string };

const AT_WORK = ['in_review', 'approved', 'conditional'] as const;

function inScope(scope: ToolScope) {
  return scope === 'at_work'
    ? sql`tools.status in ('in_review', 'approved', 'conditional')`
    : sql`tools.id = ${scope.toolId}`;
}

/** A tool as the detectors read it. */
export interface RegisteredTool {
  id: string;
  name: string;
  aliases: string[];
  formerNames: string[];
  plan: string;
  versionRange: string;
  kind: ToolKind;
  deployment: Deployment;
  use: ToolUse;
  status: RegisterStatus;
  vendor: { id: string; name: string };
  vendorLegalName: string;
  vendorOtherNames: string[];
  inherentTier: Band | null;
  residualBand: Band | null;
}

function namesOf(record: string, kind: 'alias' | 'former') {
  return sql`(select json_group_array(name) from other_names where record_id = ${sql.ref(record)} and kind = ${sql.lit(kind)})`;
}

/** Tools by name. Every tool of the register when no scope is given. */
export async function selectRegisteredTools(executor: Executor, scope: ToolScope | 'all'): Promise<RegisteredTool[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    plan: string;
    version_range: string;
    kind: ToolKind;
    deployment: Deployment;
    use_conditions: string;
    status: RegisterStatus;
    vendor_id: string;
    vendor_name: string;
    legal_name: string;
    aliases: string;
    former: string;
    vendor_aliases: string;
    vendor_former: string;
    tier: Band | null;
    residual: Band | null;
  }>`
    select tools.id, tools.name, tools.plan, tools.version_range, tools.kind, tools.deployment, tools.use_conditions,
      tools.status, vendors.id as vendor_id, vendors.name as vendor_name, vendors.legal_name,
      ${namesOf('tools.id', 'alias')} as aliases, ${namesOf('tools.id', 'former')} as former,
      ${namesOf('vendors.id', 'alias')} as vendor_aliases, ${namesOf('vendors.id', 'former')} as vendor_former,
      inherent.band as tier, residual.band as residual
    from tools join vendors on vendors.id = tools.vendor_id
    left join current_scores as inherent on inherent.kind = 'inherent' and inherent.subject_id = tools.id
    left join current_scores as residual on residual.kind = 'residual' and residual.subject_id = vendors.id
    where ${scope === 'all' ? sql`true` : inScope(scope)} order by tools.name, tools.code`.execute(executor);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    aliases: JSON.parse(row.aliases) as string[],
    formerNames: JSON.parse(row.former) as string[],
    plan: row.plan,
    versionRange: row.version_range,
    kind: row.kind,
    deployment: row.deployment,
    use: JSON.parse(row.use_conditions) as ToolUse,
    status: row.status,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    vendorLegalName: row.legal_name,
    vendorOtherNames: [...(JSON.parse(row.vendor_aliases) as string[]), ...(JSON.parse(row.vendor_former) as string[])],
    inherentTier: row.tier,
    residualBand: row.residual,
  }));
}

/** The maps of tools at work, by the tool's id. */
export async function selectMaps(
  executor: Executor,
): Promise<Map<string, { state: DataFlowState; content: DataFlowContent }>> {
  const rows = await executor
    .selectFrom('data_flow_maps')
    .innerJoin('tools', 'tools.id', 'data_flow_maps.tool_id')
    .select(['data_flow_maps.tool_id', 'data_flow_maps.state', 'data_flow_maps.content'])
    .where('tools.status', 'in', AT_WORK)
    .execute();
  return new Map(
    rows.map((row) => [row.tool_id, { state: row.state, content: JSON.parse(row.content) as DataFlowContent }]),
  );
}

/** The newest assessment of a tool by one questionnaire that was handed in. */
export interface HandedIn {
  id: string;
  code: string;
  toolId: string;
  packId: string;
  revision: number;
  failedGates: string[];
  use: ToolUse;
  /** Of the sign-off that stands; null before. */
  decision: Recommendation | null;
}

export async function selectHandedIn(executor: Executor, scope: ToolScope): Promise<HandedIn[]> {
  const { rows } = await sql<{
    id: string;
    code: string;
    tool_id: string;
    pack_id: string;
    revision: number;
    failed_gates: string;
    use_conditions: string;
    decision: Recommendation | null;
  }>`
    select id, code, tool_id, pack_id, revision, failed_gates, use_conditions, decision from (
      select assessments.id, assessments.code, assessments.tool_id, questionnaires.pack_id, assessments.revision,
        assessments.failed_gates, assessments.use_conditions, sign_offs.decision,
        row_number() over (partition by assessments.tool_id, questionnaires.pack_id
          order by assessments.submitted_at desc, assessments.code desc) as place
      from assessments join tools on tools.id = assessments.tool_id
      join questionnaires on questionnaires.id = assessments.questionnaire_id
      left join sign_offs on sign_offs.assessment_id = assessments.id and sign_offs.voided_at is null
      where assessments.state in ('submitted', 'in_review', 'signed_off') and ${inScope(scope)}
    ) where place = 1 order by tool_id, pack_id`.execute(executor);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    toolId: row.tool_id,
    packId: row.pack_id,
    revision: row.revision,
    failedGates: JSON.parse(row.failed_gates) as string[],
    use: JSON.parse(row.use_conditions) as ToolUse,
    decision: row.decision,
  }));
}

/** An answer that says something. */
export interface GivenAnswer {
  assessmentId: string;
  questionId: string;
  state: AnswerState | null;
  value: AnswerValue;
}

/** What was answered in these assessments; only to these questions when some are named. */
export async function selectGivenAnswers(
  executor: Executor,
  assessmentIds: readonly string[],
  questionIds: readonly string[] | null,
): Promise<GivenAnswer[]> {
  if (assessmentIds.length === 0) return [];
  const { rows } = await sql<Omit<GivenAnswer, 'value'> & { value: string }>`
    select answers.assessment_id as "assessmentId", answers.question_id as "questionId", answers.state, answers.value
    from json_each(${JSON.stringify(assessmentIds)}) as wanted join answers on answers.assessment_id = wanted.value
    where (answers.state is not null or answers.value <> 'null')
      and (${questionIds === null ? 1 : 0} or answers.question_id in (select value from json_each(${JSON.stringify(questionIds ?? [])})))
    order by answers.assessment_id, answers.question_id`.execute(executor);
  return rows.map(({ value, ...row }) => ({ ...row, value: JSON.parse(value) as AnswerValue }));
}

/** What stands behind the answers to one question of these assessments. */
export async function selectAnswerEvidence(executor: Executor, assessmentIds: readonly string[], questionId: string) {
  if (assessmentIds.length === 0) return [];
  const { rows } = await sql<{ assessmentId: string; kind: string; datedOn: string | null; periodEnd: string | null }>`
    select link.assessment_id as "assessmentId", evidence.kind, evidence.dated_on as "datedOn",
      evidence.period_end as "periodEnd"
    from json_each(${JSON.stringify(assessmentIds)}) as wanted
    join answer_evidence as link on link.assessment_id = wanted.value and link.question_id = ${questionId}
    join evidence on evidence.id = link.evidence_id`.execute(executor);
  return rows;
}

/** Levels of two PHI factors of tools at work, by the tool's id. */
export async function selectPhiLevels(
  executor: Executor,
): Promise<Map<string, { retention: number | null; trainingReview: number | null }>> {
  const rows = await executor
    .selectFrom('phi_factors')
    .innerJoin('tools', 'tools.id', 'phi_factors.tool_id')
    .select(['phi_factors.tool_id', 'phi_factors.factor', 'phi_factors.level'])
    .where('phi_factors.factor', 'in', ['retention', 'training_review'])
    .where('tools.status', 'in', AT_WORK)
    .execute();
  const levels = new Map<string, { retention: number | null; trainingReview: number | null }>();
  for (const { tool_id: toolId, factor, level } of rows) {
    const known = levels.get(toolId) ?? { retention: null, trainingReview: null };
    levels.set(toolId, factor === 'retention' ? { ...known, retention: level } : { ...known, trainingReview: level });
  }
  return levels;
}

/** What the approval of a tool was given on, as it was kept. */
export interface StoredApproval {
  /** Its own, under which the trail keeps it. */
  id: string;
  toolId: string;
  approvedById: string | null;
  approvedAt: string;
  note: string;
  /** JSON text. */
  basis: string;
}

export async function selectApprovals(executor: Executor, toolId: string | null): Promise<StoredApproval[]> {
  let rows = executor.selectFrom('approval_bases').selectAll();
  if (toolId !== null) rows = rows.where('tool_id', '=', toolId);
  return (await rows.execute()).map((row) => ({
    id: row.id,
    toolId: row.tool_id,
    approvedById: row.approved_by,
    approvedAt: row.approved_at,
    note: row.note,
    basis: row.basis,
  }));
}

export async function upsertApproval(executor: Executor, approval: StoredApproval): Promise<void> {
  const columns = {
    approved_by: approval.approvedById,
    approved_at: approval.approvedAt,
    note: approval.note,
    basis: approval.basis,
  };
  await executor
    .insertInto('approval_bases')
    .values({ id: approval.id, tool_id: approval.toolId, ...columns })
    .onConflict((conflict) => conflict.column('tool_id').doUpdateSet(columns))
    .execute();
}

export async function deleteApproval(executor: Executor, toolId: string): Promise<void> {
  await executor.deleteFrom('approval_bases').where('tool_id', '=', toolId).execute();
}
