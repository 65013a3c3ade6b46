import { sql } from 'kysely';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import type { Risk, RiskControl, RiskLink, RiskLinkTarget, RiskListInput } from '../../../../shared/contract/risks.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

export type StoredControl = Pick<RiskControl, 'id' | 'name' | 'reduces' | 'stated' | 'note'>;

/** A risk as its tables keep it: without scores, and without saying whether its acceptance still holds. */
export interface StoredRisk extends Omit<Risk, 'inherent' | 'residual' | 'controls' | 'acceptance'> {
  controls: StoredControl[];
  acceptance: { approver: PersonReference; reason: string; expiresOn: string; score: number | null } | null;
  /** Id in the pack from which it began. */
  origin: string | null;
}

function selectRows(executor: Executor) {
  return executor
    .selectFrom('risks')
    .leftJoin('people as owner', 'owner.id', 'risks.owner_id')
    .leftJoin('people as approver', 'approver.id', 'risks.accepted_by')
    .leftJoin('people as closer', 'closer.id', 'risks.closed_by')
    .selectAll('risks')
    .select([
      'owner.name as owner_name',
      'owner.initials as owner_initials',
      'approver.name as approver_name',
      'approver.initials as approver_initials',
      'closer.name as closer_name',
      'closer.initials as closer_initials',
    ]);
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof selectRows>['executeTakeFirstOrThrow']>>;

function toRisk(row: StoredRow, controls: StoredControl[], links: RiskLink[]): StoredRisk {
  const approver = toPersonReference(row.accepted_by, row.approver_name, row.approver_initials);
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    description: row.description,
    category: row.category,
    likelihood: row.likelihood,
    impact: row.impact,
    rationale: row.rationale,
    suggested: row.suggested === 1,
    origin: row.origin,
    controls,
    links,
    treatment: row.treatment,
    plan: row.plan,
    treatmentDueOn: row.treatment_due_on,
    reviewOn: row.review_on,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    open: row.open === 1,
    closure:
      row.open === 1
        ? null
        : {
            by: toPersonReference(row.closed_by, row.closer_name, row.closer_initials),
            on: row.closed_on,
            reason: row.closed_reason,
          },
    acceptance:
      approver && row.accepted_until !== null
        ? { approver, reason: row.accepted_reason, expiresOn: row.accepted_until, score: row.accepted_score }
        : null,
    createdAt: row.created_at,
    revision: row.revision,
  };
}

function group<Row extends { riskId: string }>(rows: readonly Row[]): Map<string, Omit<Row, 'riskId'>[]> {
  const grouped = new Map<string, Omit<Row, 'riskId'>[]>();
  for (const { riskId, ...row } of rows) {
    const present = grouped.get(riskId);
    if (present) present.push(row);
    else grouped.set(riskId, [row]);
  }
  return grouped;
}

/** What the records of each kind are called. */
const LINKED_RECORDS = sql`
  select 'vendor' as kind, id, name, '' as detail from vendors
  union all select 'tool', tools.id, tools.name, vendors.name from tools join vendors on vendors.id = tools.vendor_id
  union all select 'finding', id, code || ' ' || title, '' from findings
  union all select 'agreement', agreements.id, agreements.code || ' ' || agreements.title, vendors.name
    from agreements join vendors on vendors.id = agreements.vendor_id
  union all select 'code_change', id, code || ' ' || title, '' from code_changes`;

async function fill(executor: Executor, rows: readonly StoredRow[]): Promise<StoredRisk[]> {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const controls = await sql<StoredControl & { riskId: string }>`
    select risk_id as "riskId", id, name, reduces, stated, note from risk_controls
    where risk_id in (select value from json_each(${ids})) order by position`.execute(executor);
  const links = await sql<RiskLink & { riskId: string }>`
    select link.risk_id as "riskId", link.kind, link.record_id as id, record.name, record.detail
    from risk_links as link join (${LINKED_RECORDS}) as record on record.kind = link.kind and record.id = link.record_id
    where link.risk_id in (select value from json_each(${ids}))
    order by case link.kind when 'vendor' then 0 when 'tool' then 1 else 2 end, record.name`.execute(executor);
  const controlsOf = group(controls.rows);
  const linksOf = group(links.rows);
  return rows.map((row) => toRisk(row, controlsOf.get(row.id) ?? [], linksOf.get(row.id) ?? []));
}

/** Ids of the risks that count for a vendor: linked to it, or to one of its tools. */
function selectIdsOfVendor(vendorId: string) {
  return sql<string>`(select risk_id from risk_links where kind = 'vendor' and record_id = ${vendorId}
    union select link.risk_id from risk_links as link join tools on tools.id = link.record_id
    where link.kind = 'tool' and tools.vendor_id = ${vendorId})`;
}

/** The risks that fit, by code; at most `limit`. */
export async function selectRisks(executor: Executor, list: RiskListInput, limit: number): Promise<StoredRisk[]> {
  const { state, vendorId, toolId, ownerId, treatment, category } = list;
  let query = selectRows(executor).orderBy('risks.code').limit(limit);
  if (state !== 'all') query = query.where('risks.open', '=', Number(state === 'open'));
  if (vendorId === null) {
    query = query.where('risks.id', 'not in', (build) =>
      build.selectFrom('risk_links').select('risk_id').where('kind', 'in', ['vendor', 'tool']),
    );
  } else if (vendorId !== undefined) query = query.where('risks.id', 'in', selectIdsOfVendor(vendorId));
  if (toolId !== undefined) {
    query = query.where('risks.id', 'in', (build) =>
      build.selectFrom('risk_links').select('risk_id').where('kind', '=', 'tool').where('record_id', '=', toolId),
    );
  }
  if (ownerId !== undefined) query = query.where('risks.owner_id', 'is', ownerId);
  if (treatment !== undefined) query = query.where('risks.treatment', '=', treatment);
  if (category !== undefined) query = query.where('risks.category', '=', category);
  return fill(executor, await query.execute());
}

export async function selectRisk(executor: Executor, riskId: string): Promise<StoredRisk | undefined> {
  const rows = await selectRows(executor).where('risks.id', '=', riskId).execute();
  return (await fill(executor, rows))[0];
}

/** The vendors for which a risk counts. */
export async function selectVendorsOfRisk(executor: Executor, riskId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select record_id as id from risk_links where risk_id = ${riskId} and kind = 'vendor'
    union select tools.vendor_id from risk_links as link join tools on tools.id = link.record_id
    where link.risk_id = ${riskId} and link.kind = 'tool'`.execute(executor);
  return rows.map(({ id }) => id);
}

/** The vendors with an open risk that rests on a piece of evidence; on any piece when none is named. */
export async function selectVendorsOnEvidence(executor: Executor, evidenceId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with resting as (select distinct record_id as risk_id from evidence_links join risks on risks.id = record_id
      where record_kind = 'risk' and risks.open = 1 and (${evidenceId} is null or evidence_id = ${evidenceId}))
    select link.record_id as id from risk_links as link join resting using (risk_id) where link.kind = 'vendor'
    union select tools.vendor_id from risk_links as link join resting using (risk_id)
      join tools on tools.id = link.record_id where link.kind = 'tool'`.execute(executor);
  return rows.map(({ id }) => id);
}

/** Open risks that wait for a person; suggestions count for those who judge them. */
export async function selectWaitingCount(
  executor: Executor,
  personId: string,
  judges: boolean,
  today: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from risks where open = 1 and ((suggested = 1 and ${Number(judges)} = 1)
      or (owner_id = ${personId} and min(coalesce(review_on, '9999'), coalesce(treatment_due_on, '9999'),
        coalesce(accepted_until, '9999')) <= ${today}))`.execute(executor);
  return rows[0]?.count ?? 0;
}

/** Which of these records are in the workspace. */
export async function selectKnownTargets(executor: Executor, targets: readonly RiskLinkTarget[]): Promise<RiskLink[]> {
  const { rows } = await sql<RiskLink>`
    select record.kind, record.id, record.name, record.detail from json_each(${JSON.stringify(targets)}) as target
    join (${LINKED_RECORDS}) as record
      on record.kind = target.value ->> '$.kind' and record.id = target.value ->> '$.id'`.execute(executor);
  return rows;
}

/** The risk that began as each entry of a pack: its id there, and its code. */
export async function selectOrigins(executor: Executor): Promise<Map<string, string>> {
  const rows = await executor.selectFrom('risks').select(['origin', 'code']).where('origin', 'is not', null).execute();
  return new Map(rows.map(({ origin, code }) => [origin ?? '', code]));
}

function toColumns(risk: StoredRisk) {
  return {
    title: risk.title,
    description: risk.description,
    category: risk.category,
    likelihood: risk.likelihood,
    impact: risk.impact,
    rationale: risk.rationale,
    suggested: Number(risk.suggested),
    origin: risk.origin,
    treatment: risk.treatment,
    plan: risk.plan,
    treatment_due_on: risk.treatmentDueOn,
    review_on: risk.reviewOn,
    owner_id: risk.owner?.id ?? null,
    open: Number(risk.open),
    closed_by: risk.closure?.by?.id ?? null,
    closed_on: risk.closure?.on ?? null,
    closed_reason: risk.closure?.reason ?? '',
    accepted_by: risk.acceptance?.approver.id ?? null,
    accepted_reason: risk.acceptance?.reason ?? '',
    accepted_until: risk.acceptance?.expiresOn ?? null,
    accepted_score: risk.acceptance?.score ?? null,
    revision: risk.revision,
  };
}

/** Replaces the controls and links of a risk by those that it has now. */
async function saveParts(executor: Executor, { id, controls, links }: StoredRisk): Promise<void> {
  await executor.deleteFrom('risk_controls').where('risk_id', '=', id).execute();
  await executor.deleteFrom('risk_links').where('risk_id', '=', id).execute();
  for (const [position, control] of controls.entries()) {
    await executor
      .insertInto('risk_controls')
      .values({ ...control, risk_id: id, position })
      .execute();
  }
  for (const link of links) {
    await executor.insertInto('risk_links').values({ risk_id: id, kind: link.kind, record_id: link.id }).execute();
  }
}

export async function insertRisk(executor: Executor, risk: StoredRisk): Promise<void> {
  await executor
    .insertInto('risks')
    .values({ id: risk.id, code: risk.code, created_at: risk.createdAt, ...toColumns(risk) })
    .execute();
  await saveParts(executor, risk);
}

export async function updateRisk(executor: Executor, risk: StoredRisk): Promise<void> {
  await executor.updateTable('risks').set(toColumns(risk)).where('id', '=', risk.id).execute();
  await saveParts(executor, risk);
}
