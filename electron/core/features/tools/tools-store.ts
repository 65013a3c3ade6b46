import { sql, type Selectable } from 'kysely';
import type { AssessmentState } from '../../../../shared/contract/assessments.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import {
  INHERENT_FACTORS,
  TOOL_GATES,
  type GateState,
  type InherentFactor,
  type Tool,
  type ToolGate,
  type ToolRow,
} from '../../../../shared/contract/tools.ts';
import { BANDS, REGISTER_STATUSES, type Band } from '../../../../shared/contract/vendors.ts';
import type { ToolStepFacts } from '../../../../shared/rules/tools.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { insertOtherNames, replaceOtherNames, selectOtherNames } from '../../database/other-names-store.ts';
import { readRegister, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A tool as its own table keeps it. */
export type StoredTool = Omit<Tool, 'vendor' | 'owner' | 'gates' | 'inherentFactors' | 'inherentTier' | 'residual'> & {
  vendorId: string;
  ownerId: string | null;
};

const LATEST_ASSESSMENT = `(select id from assessments
  where assessments.tool_id = tools.id and assessments.state <> 'cancelled'
  order by assessments.created_at desc, assessments.code desc limit 1)`;
const COMPLETENESS = `(select completeness from assessments where id = ${LATEST_ASSESSMENT})`;
const PASSED_GATES = `(select count(*) from tool_gates where tool_gates.tool_id = tools.id and tool_gates.state = 'passed')`;
const VENDOR_NAME = '(select name from vendors where vendors.id = tools.vendor_id)';
const INHERENT_BAND = `(select band from current_scores where kind = 'inherent' and subject_id = tools.id)`;
const RESIDUAL = (column: 'band' | 'value') =>
  sql.raw(`(select ${column} from current_scores where kind = 'residual' and subject_id = tools.vendor_id)`);

const JOINED = `join vendors on vendors.id = tools.vendor_id
  left join people on people.id = tools.owner_id
  left join current_scores as inherent on inherent.kind = 'inherent' and inherent.subject_id = tools.id
  left join current_scores as residual on residual.kind = 'residual' and residual.subject_id = tools.vendor_id`;
const JOINED_COLUMNS = `vendors.name as vendor_name, people.name as owner_name, people.initials as owner_initials,
  inherent.band as inherent_band, residual.value as residual_value, residual.band as residual_band,
  (select json_group_object(gate, state) from tool_gates where tool_gates.tool_id = tools.id) as gate_states`;

interface JoinedColumns {
  vendor_name: string;
  owner_name: string | null;
  owner_initials: string | null;
  inherent_band: Band | null;
  residual_value: number | null;
  residual_band: Band | null;
  /** JSON object of the gates that somebody has decided. */
  gate_states: string;
}

type StoredRow = JoinedColumns & { completeness: number | null } & Pick<
    Selectable<Tables['tools']>,
    'id' | 'code' | 'name' | 'vendor_id' | 'kind' | 'plan' | 'status' | 'owner_id' | 'next_review_on' | 'revision'
  >;

function toResidual({ residual_value: score, residual_band: band }: JoinedColumns) {
  return score === null || band === null ? null : { score, band };
}

const REGISTER: Register<StoredRow, ToolRow> = {
  table: 'tools',
  filters: {
    name: sql.ref('tools.name'),
    vendorName: sql.raw(VENDOR_NAME),
    vendorId: sql.ref('tools.vendor_id'),
    kind: sql.ref('tools.kind'),
    plan: sql.ref('tools.plan'),
    status: sql.ref('tools.status'),
    inherentTier: sql.raw(INHERENT_BAND),
    residual: RESIDUAL('band'),
    completeness: sql.raw(COMPLETENESS),
    gates: sql.raw(PASSED_GATES),
    owner: sql.ref('tools.owner_id'),
    nextReviewOn: sql.ref('tools.next_review_on'),
    phiPossible: sql.raw(`json_extract(tools.use_conditions, '$.phi_possible')`),
  },
  sorts: {
    status: rankWords('tools.status', REGISTER_STATUSES),
    inherentTier: rankWords(INHERENT_BAND, BANDS),
    residual: RESIDUAL('value'),
    owner: sql.raw('(select name from people where people.id = tools.owner_id)'),
  },
  searched: [
    sql.ref('tools.name'),
    sql.ref('tools.code'),
    sql.ref('tools.plan'),
    sql.raw(VENDOR_NAME),
    sql.raw("(select group_concat(name, ' | ') from other_names where other_names.record_id = tools.id)"),
  ],
  usual: sql`tools.name collate nocase, tools.code`,
  rowsSql: `select tools.id, tools.code, tools.name, tools.vendor_id, tools.kind, tools.plan, tools.status,
      tools.owner_id, tools.next_review_on, tools.revision, ${COMPLETENESS} as completeness, ${JOINED_COLUMNS}
    from json_each(?) as page join tools on tools.id = page.value ${JOINED} order by page.key`,
  toRow: (row) => {
    const gates = JSON.parse(row.gate_states) as Partial<Record<ToolGate, GateState>>;
    return {
      id: row.id,
      code: row.code,
      name: row.name,
      vendorId: row.vendor_id,
      vendorName: row.vendor_name,
      kind: row.kind,
      plan: row.plan,
      status: row.status,
      inherentTier: row.inherent_band,
      residual: toResidual(row),
      completeness: row.completeness,
      gates: TOOL_GATES.map((gate) => gates[gate] ?? 'open'),
      owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
      nextReviewOn: row.next_review_on,
      revision: row.revision,
    };
  },
};

export function selectToolPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

/** The ids as a table that a query can join or compare with. */
const idsOf = (toolIds: readonly string[]) => sql<string>`(select value from json_each(${JSON.stringify(toolIds)}))`;

async function selectGates(executor: Executor, toolIds: readonly string[]): Promise<(toolId: string) => Tool['gates']> {
  const rows = await executor
    .selectFrom('tool_gates')
    .leftJoin('people', 'people.id', 'tool_gates.decided_by')
    .select(['tool_id', 'gate', 'state', 'decided_by', 'decided_on', 'note', 'people.name', 'people.initials'])
    .where('tool_id', 'in', idsOf(toolIds))
    .execute();
  const decided = Map.groupBy(rows, (row) => row.tool_id);
  return (toolId) =>
    TOOL_GATES.map((gate) => {
      const row = decided.get(toolId)?.find((one) => one.gate === gate);
      if (!row) return { gate, state: 'open', decidedBy: null, decidedOn: null, note: '' };
      return {
        gate,
        state: row.state,
        decidedBy: toPersonReference(row.decided_by, row.name, row.initials),
        decidedOn: row.decided_on,
        note: row.note,
      };
    });
}

async function selectInherentFactors(
  executor: Executor,
  toolIds: readonly string[],
): Promise<(toolId: string) => Tool['inherentFactors']> {
  const rows = await executor
    .selectFrom('inherent_factors')
    .select(['tool_id', 'factor', 'level', 'reason'])
    .where('tool_id', 'in', idsOf(toolIds))
    .execute();
  const rated = Map.groupBy(rows, (row) => row.tool_id);
  return (toolId) =>
    INHERENT_FACTORS.map((factor) => {
      const row = rated.get(toolId)?.find((one) => one.factor === factor);
      return { factor, level: row?.level ?? null, reason: row?.reason ?? '' };
    });
}

/** The tools with their gates, factors, other names and scores, in the order of the ids; unknown ids are left out. */
export async function selectTools(executor: Executor, toolIds: readonly string[]): Promise<Tool[]> {
  const { rows } = await sql<Selectable<Tables['tools']> & JoinedColumns>`
    select tools.*, ${sql.raw(JOINED_COLUMNS)}
    from json_each(${JSON.stringify(toolIds)}) as wanted join tools on tools.id = wanted.value ${sql.raw(JOINED)}
    order by wanted.key`.execute(executor);
  const otherNamesOf = await selectOtherNames(executor, toolIds);
  const gatesOf = await selectGates(executor, toolIds);
  const factorsOf = await selectInherentFactors(executor, toolIds);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    name: row.name,
    kind: row.kind,
    plan: row.plan,
    versionRange: row.version_range,
    deployment: row.deployment,
    ...otherNamesOf(row.id),
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    businessJustification: row.business_justification,
    users: row.users,
    use: JSON.parse(row.use_conditions) as Tool['use'],
    nextReviewOn: row.next_review_on,
    status: row.status,
    statusReason: row.status_reason,
    gates: gatesOf(row.id),
    inherentFactors: factorsOf(row.id),
    inherentTier: row.inherent_band,
    residual: toResidual(row),
    createdAt: row.created_at,
    revision: row.revision,
  }));
}

/** A tool without its gates, factors and scores. */
export type VendorTool = Pick<
  Tool,
  'id' | 'name' | 'aliases' | 'formerNames' | 'plan' | 'use' | 'status' | 'deployment' | 'users'
>;

/** The tools of a vendor, by name. */
export async function selectVendorTools(executor: Executor, vendorId: string): Promise<VendorTool[]> {
  const { rows } = await sql<
    Pick<Selectable<Tables['tools']>, 'id' | 'name' | 'plan' | 'use_conditions' | 'status' | 'deployment' | 'users'> & {
      aliases: string;
      former: string;
    }
  >`
    select id, name, plan, use_conditions, status, deployment, users,
      (select json_group_array(name) from other_names where record_id = tools.id and kind = 'alias') as aliases,
      (select json_group_array(name) from other_names where record_id = tools.id and kind = 'former') as former
    from tools where vendor_id = ${vendorId} order by name collate nocase, plan`.execute(executor);
  return rows.map(({ use_conditions: use, aliases, former, ...row }) => ({
    ...row,
    use: JSON.parse(use) as Tool['use'],
    aliases: JSON.parse(aliases) as string[],
    formerNames: JSON.parse(former) as string[],
  }));
}

function toColumns(tool: StoredTool) {
  return {
    name: tool.name,
    kind: tool.kind,
    plan: tool.plan,
    version_range: tool.versionRange,
    deployment: tool.deployment,
    owner_id: tool.ownerId,
    business_justification: tool.businessJustification,
    users: tool.users,
    use_conditions: JSON.stringify(tool.use),
    next_review_on: tool.nextReviewOn,
    status: tool.status,
    status_reason: tool.statusReason,
    revision: tool.revision,
  };
}

export async function insertTool(executor: Executor, tool: StoredTool): Promise<void> {
  const { id, code, vendorId, createdAt } = tool;
  await executor
    .insertInto('tools')
    .values({ id, code, vendor_id: vendorId, created_at: createdAt, ...toColumns(tool) })
    .execute();
  await insertOtherNames(executor, 'tool', tool);
}

export async function updateTool(executor: Executor, tool: StoredTool): Promise<void> {
  await executor.updateTable('tools').set(toColumns(tool)).where('id', '=', tool.id).execute();
  await replaceOtherNames(executor, 'tool', tool);
}

export async function upsertGate(
  executor: Executor,
  toolId: string,
  decision: { gate: ToolGate; state: GateState; decidedById: string | null; decidedOn: string; note: string },
): Promise<void> {
  const columns = {
    state: decision.state,
    decided_by: decision.decidedById,
    decided_on: decision.decidedOn,
    note: decision.note,
  };
  await executor
    .insertInto('tool_gates')
    .values({ tool_id: toolId, gate: decision.gate, ...columns })
    .onConflict((conflict) => conflict.columns(['tool_id', 'gate']).doUpdateSet(columns))
    .execute();
}

export async function upsertInherentFactor(
  executor: Executor,
  toolId: string,
  { factor, level, reason }: { factor: InherentFactor; level: number | null; reason: string },
): Promise<void> {
  await executor
    .insertInto('inherent_factors')
    .values({ tool_id: toolId, factor, level, reason })
    .onConflict((conflict) => conflict.columns(['tool_id', 'factor']).doUpdateSet({ level, reason }))
    .execute();
}

/** What a change of many tools needs to know of each. */
export interface ManyTool {
  id: string;
  name: string;
  owner: { id: string; name: string; initials: string } | null;
  nextReviewOn: string | null;
  revision: number;
}

export async function selectManyTools(executor: Executor, toolIds: readonly string[]): Promise<ManyTool[]> {
  const rows = await executor
    .selectFrom('tools')
    .leftJoin('people', 'people.id', 'tools.owner_id')
    .select([
      'tools.id',
      'tools.name',
      'tools.owner_id',
      'people.name as owner_name',
      'people.initials',
      'tools.next_review_on',
      'tools.revision',
    ])
    .where('tools.id', 'in', [...toolIds])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    owner: toPersonReference(row.owner_id, row.owner_name, row.initials),
    nextReviewOn: row.next_review_on,
    revision: row.revision,
  }));
}

export async function updateManyTool(executor: Executor, tool: ManyTool): Promise<void> {
  await executor
    .updateTable('tools')
    .set({ owner_id: tool.owner?.id ?? null, next_review_on: tool.nextReviewOn, revision: tool.revision })
    .where('id', '=', tool.id)
    .execute();
}

export interface NamesakeTool {
  id: string;
  code: string;
  name: string;
  plan: string;
  by: 'name' | 'alias' | 'former';
  matched: string;
}

/** The first other tool of the vendor, of the same plan, that goes by one of these names. */
export async function selectNamesake(
  executor: Executor,
  vendorId: string,
  names: readonly string[],
  plan: string,
  exceptId: string | null,
): Promise<NamesakeTool | undefined> {
  const list = sql.join([...names]);
  const { rows } = await sql<NamesakeTool>`
    select id, code, name, plan, 'name' as "by", name as matched from tools
      where vendor_id = ${vendorId} and name collate nocase in (${list}) and plan = ${plan} collate nocase
        and id is not ${exceptId}
    union all
    select tools.id, tools.code, tools.name, tools.plan, other_names.kind, other_names.name
      from other_names join tools on tools.id = other_names.record_id
      where other_names.name collate nocase in (${list}) and other_names.record_kind = 'tool'
        and tools.vendor_id = ${vendorId} and tools.plan = ${plan} collate nocase and tools.id is not ${exceptId}
    limit 1`.execute(executor);
  return rows[0];
}

interface StoredStepFacts {
  id: string;
  status: ToolStepFacts['status'];
  next_review_on: string | null;
  rated_factors: number;
  passed_gates: number;
  assessment_id: string | null;
  assessment_state: AssessmentState;
  unanswered: number;
  due_on: string | null;
  next_due_on: string | null;
  open_findings: number;
  finding_id: string | null;
  finding_due_on: string | null;
}

/** What decides the next steps of one tool, or of all tools of a vendor. */
export async function selectStepFacts(
  executor: Executor,
  of: { toolId: string } | { vendorId: string },
): Promise<ToolStepFacts[]> {
  const condition = 'toolId' in of ? sql`tools.id = ${of.toolId}` : sql`tools.vendor_id = ${of.vendorId}`;
  const { rows } = await sql<StoredStepFacts>`
    select tools.id, tools.status, tools.next_review_on,
      (select count(*) from inherent_factors where tool_id = tools.id) as rated_factors,
      ${sql.raw(PASSED_GATES)} as passed_gates,
      latest.id as assessment_id, latest.state as assessment_state, latest.due_on, latest.next_due_on,
      max(latest.applicable - latest.answered, 0) as unanswered,
      (select count(*) from findings where tool_id = tools.id and status in ('open', 'in_progress')) as open_findings,
      first.id as finding_id, first.due_on as finding_due_on
    from tools
    left join assessments as latest on latest.id = ${sql.raw(LATEST_ASSESSMENT)}
    left join findings as first on first.id = (select id from findings
      where tool_id = tools.id and status in ('open', 'in_progress') order by due_on is null, due_on, code limit 1)
    where ${condition}`.execute(executor);
  return rows.map((row) => ({
    toolId: row.id,
    status: row.status,
    ratedFactors: row.rated_factors,
    passedGates: row.passed_gates,
    nextReviewOn: row.next_review_on,
    assessment:
      row.assessment_id === null
        ? null
        : {
            id: row.assessment_id,
            state: row.assessment_state,
            unanswered: row.unanswered,
            dueOn: row.due_on,
            nextDueOn: row.next_due_on,
          },
    openFindings: row.open_findings,
    firstFinding: row.finding_id === null ? null : { id: row.finding_id, dueOn: row.finding_due_on },
  }));
}
