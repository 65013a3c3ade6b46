import { sql, type Selectable } from 'kysely';
import { FINDING_STATUSES, type Finding } from '../../../../shared/contract/findings.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { BANDS } from '../../../../shared/contract/vendors.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference, toRecordReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

type StoredRow = Selectable<Tables['findings']> & {
  owner_name: string | null;
  owner_initials: string | null;
  vendor_name: string | null;
  tool_name: string | null;
  assessment_title: string | null;
};

const VENDOR_NAME = '(select name from vendors where vendors.id = findings.vendor_id)';
const TOOL_NAME = '(select name from tools where tools.id = findings.tool_id)';

const REGISTER: Register<StoredRow, Finding> = {
  table: 'findings',
  filters: {
    code: sql.ref('findings.code'),
    title: sql.ref('findings.title'),
    kind: sql.ref('findings.kind'),
    severity: sql.ref('findings.severity'),
    status: sql.ref('findings.status'),
    owner: sql.ref('findings.owner_id'),
    vendorName: sql.raw(VENDOR_NAME),
    vendorId: sql.ref('findings.vendor_id'),
    toolId: sql.ref('findings.tool_id'),
    assessmentId: sql.ref('findings.assessment_id'),
    dueOn: sql.ref('findings.due_on'),
    sourceId: sql.ref('findings.source_id'),
  },
  sorts: {
    severity: rankWords('findings.severity', BANDS),
    status: rankWords('findings.status', FINDING_STATUSES),
    owner: sql.raw('(select name from people where people.id = findings.owner_id)'),
  },
  searched: [
    sql.ref('findings.title'),
    sql.ref('findings.code'),
    sql.ref('findings.rule_id'),
    sql.ref('findings.question_id'),
    sql.raw(VENDOR_NAME),
    sql.raw(TOOL_NAME),
  ],
  usual: sql`${rankWords('findings.status', FINDING_STATUSES)}, findings.due_on is null, findings.due_on, findings.code`,
  rowsSql: `select findings.*, people.name as owner_name, people.initials as owner_initials,
      vendors.name as vendor_name, tools.name as tool_name, assessments.title as assessment_title
    from json_each(?) as page join findings on findings.id = page.value
    left join people on people.id = findings.owner_id
    left join vendors on vendors.id = findings.vendor_id
    left join tools on tools.id = findings.tool_id
    left join assessments on assessments.id = findings.assessment_id
    order by page.key`,
  toRow: (row) => ({
    id: row.id,
    code: row.code,
    kind: row.kind,
    ruleId: row.rule_id,
    title: row.title,
    severity: row.severity,
    condition: row.condition,
    criteria: row.criteria,
    cause: row.cause,
    effect: row.effect,
    recommendation: row.recommendation,
    response: row.response,
    retest: row.retest,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    dueOn: row.due_on,
    status: row.status,
    vendor: toRecordReference(row.vendor_id, row.vendor_name),
    tool: toRecordReference(row.tool_id, row.tool_name),
    assessment: toRecordReference(row.assessment_id, row.assessment_title),
    questionId: row.question_id,
    source:
      row.source_kind === null || row.source_id === null
        ? null
        : { kind: row.source_kind, id: row.source_id, name: row.source_name ?? '' },
    raisedAt: row.raised_at,
    closedAt: row.closed_at,
    revision: row.revision,
  }),
};

export function selectFindingPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

export async function selectFinding(executor: Executor, findingId: string): Promise<Finding | undefined> {
  const [finding] = await readRows(executor, REGISTER, [findingId]);
  return finding;
}

/** What a rule raises by itself, from answers and their evidence. */
export type RuleFindingKind = Extract<Finding['kind'], 'red_flag' | 'gate'>;

/** The findings that the red flags, or the gates, of an assessment have raised, in whatever status they are now. */
export async function selectRuleFindings(
  executor: Executor,
  assessmentId: string,
  kind: RuleFindingKind,
): Promise<Finding[]> {
  const ids = await executor
    .selectFrom('findings')
    .select('id')
    .where('assessment_id', '=', assessmentId)
    .where('kind', '=', kind)
    .orderBy('raised_at')
    .orderBy('code')
    .execute();
  return readRows(
    executor,
    REGISTER,
    ids.map(({ id }) => id),
  );
}

/** The findings that rules of this prefix have raised about a tool, in whatever status they are now. */
export async function selectToolRuleFindings(
  executor: Executor,
  toolId: string,
  rulePrefix: string,
): Promise<Finding[]> {
  const ids = await executor
    .selectFrom('findings')
    .select('id')
    .where('tool_id', '=', toolId)
    .where('assessment_id', 'is', null)
    .where('rule_id', '>=', rulePrefix)
    .where('rule_id', '<', `${rulePrefix}\uffff`)
    .orderBy('raised_at')
    .orderBy('code')
    .execute();
  return readRows(
    executor,
    REGISTER,
    ids.map(({ id }) => id),
  );
}

/** The findings that the rules about a record have raised, in whatever status they are now. */
export async function selectSourceFindings(executor: Executor, sourceId: string): Promise<Finding[]> {
  const ids = await executor
    .selectFrom('findings')
    .select('id')
    .where('source_id', '=', sourceId)
    .orderBy('raised_at')
    .orderBy('code')
    .execute();
  return readRows(
    executor,
    REGISTER,
    ids.map(({ id }) => id),
  );
}

/** A red flag that is still to be dealt with. */
export interface OpenFlag {
  /** Of its finding. */
  id: string;
  code: string;
  flagId: string;
  questionId: string | null;
  title: string;
  dueOn: string | null;
  assessmentId: string | null;
  toolId: string | null;
}

export async function selectOpenFlags(
  executor: Executor,
  of: { vendorId: string } | { assessmentId: string },
): Promise<OpenFlag[]> {
  const rows = await executor
    .selectFrom('findings')
    .select(['id', 'code', 'rule_id', 'question_id', 'title', 'due_on', 'assessment_id', 'tool_id'])
    .where((build) =>
      'vendorId' in of ? build('vendor_id', '=', of.vendorId) : build('assessment_id', '=', of.assessmentId),
    )
    .where('status', 'in', ['open', 'in_progress'])
    .where('kind', '=', 'red_flag')
    .orderBy('raised_at')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    flagId: row.rule_id ?? '',
    questionId: row.question_id,
    title: row.title,
    dueOn: row.due_on,
    assessmentId: row.assessment_id,
    toolId: row.tool_id,
  }));
}

/** A finding as its own table keeps it. */
export type StoredFinding = Omit<Finding, 'owner' | 'vendor' | 'tool' | 'assessment'> & {
  ownerId: string | null;
  vendorId: string | null;
  toolId: string | null;
  assessmentId: string | null;
};

function toColumns(finding: StoredFinding) {
  return {
    title: finding.title,
    severity: finding.severity,
    condition: finding.condition,
    criteria: finding.criteria,
    cause: finding.cause,
    effect: finding.effect,
    recommendation: finding.recommendation,
    response: finding.response,
    retest: finding.retest,
    owner_id: finding.ownerId,
    due_on: finding.dueOn,
    status: finding.status,
    closed_at: finding.closedAt,
    revision: finding.revision,
  };
}

export async function insertFinding(executor: Executor, finding: StoredFinding): Promise<void> {
  await executor
    .insertInto('findings')
    .values({
      id: finding.id,
      code: finding.code,
      kind: finding.kind,
      rule_id: finding.ruleId,
      vendor_id: finding.vendorId,
      tool_id: finding.toolId,
      assessment_id: finding.assessmentId,
      question_id: finding.questionId,
      source_kind: finding.source?.kind ?? null,
      source_id: finding.source?.id ?? null,
      source_name: finding.source?.name ?? null,
      raised_at: finding.raisedAt,
      ...toColumns(finding),
    })
    .execute();
}

export async function updateFinding(executor: Executor, finding: StoredFinding): Promise<void> {
  await executor.updateTable('findings').set(toColumns(finding)).where('id', '=', finding.id).execute();
}

/** Vendor and tool of an assessment; undefined when it is not there. */
export async function selectAssessmentSubject(executor: Executor, assessmentId: string) {
  return executor
    .selectFrom('assessments')
    .select(['vendor_id as vendorId', 'tool_id as toolId'])
    .where('id', '=', assessmentId)
    .executeTakeFirst();
}
