import { sql } from 'kysely';
import type { PhiFactor, UseLimit } from '../../../../shared/contract/phi-exposure.ts';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import type { Band, RegisterStatus } from '../../../../shared/contract/vendors.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/** A tool as far as its exposure to health data is about it. */
export interface ExposedTool {
  id: string;
  code: string;
  name: string;
  vendor: { id: string; name: string };
  plan: string;
  users: number | null;
  status: RegisterStatus;
  phiPossible: boolean | null;
  aliases: string[];
  formerNames: string[];
  limit: UseLimit | null;
  limitReason: string;
  computedAt: string | null;
  revision: number;
}

interface ToolColumns {
  id: string;
  code: string;
  name: string;
  vendor_id: string;
  vendor_name: string;
  plan: string;
  users: number | null;
  status: RegisterStatus;
  phi: number | null;
  aliases: string;
  former: string;
  use_limit: UseLimit | null;
  limit_reason: string | null;
  computed_at: string | null;
  revision: number | null;
}

/** Tools in the order of vendor and name; a tool that nobody has rated has revision 1. */
export async function selectExposedTools(
  executor: Executor,
  of: { toolId?: string | undefined; vendorId?: string | undefined },
): Promise<ExposedTool[]> {
  const { rows } = await sql<ToolColumns>`
    select tools.id, tools.code, tools.name, tools.vendor_id, vendors.name as vendor_name, tools.plan, tools.users, tools.status,
      tools.use_conditions ->> 'phi_possible' as phi,
      (select json_group_array(name) from other_names where record_id = tools.id and kind = 'alias') as aliases,
      (select json_group_array(name) from other_names where record_id = tools.id and kind = 'former') as former,
      phi_exposures.use_limit, phi_exposures.limit_reason, phi_exposures.computed_at, phi_exposures.revision
    from tools join vendors on vendors.id = tools.vendor_id
    left join phi_exposures on phi_exposures.tool_id = tools.id
    where (${of.toolId ?? null} is null or tools.id = ${of.toolId ?? null})
      and (${of.vendorId ?? null} is null or tools.vendor_id = ${of.vendorId ?? null})
    order by vendors.name collate nocase, tools.name collate nocase, tools.code limit 5000`.execute(executor);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    plan: row.plan,
    users: row.users,
    status: row.status,
    phiPossible: row.phi === null ? null : row.phi === 1,
    aliases: JSON.parse(row.aliases) as string[],
    formerNames: JSON.parse(row.former) as string[],
    limit: row.use_limit,
    limitReason: row.limit_reason ?? '',
    computedAt: row.computed_at,
    revision: row.revision ?? 1,
  }));
}

export interface StoredFactor {
  toolId: string;
  factor: PhiFactor;
  level: number | null;
  reason: string;
  ratedBy: PersonReference | null;
  ratedOn: string;
}

export async function selectPhiFactors(executor: Executor, toolId: string | null): Promise<StoredFactor[]> {
  const { rows } = await sql<{
    tool_id: string;
    factor: PhiFactor;
    level: number | null;
    reason: string;
    rated_by: string | null;
    rated_on: string;
    person_name: string | null;
    person_initials: string | null;
  }>`
    select phi_factors.*, people.name as person_name, people.initials as person_initials
    from phi_factors left join people on people.id = phi_factors.rated_by
    where ${toolId} is null or tool_id = ${toolId}`.execute(executor);
  return rows.map((row) => ({
    toolId: row.tool_id,
    factor: row.factor,
    level: row.level,
    reason: row.reason,
    ratedBy: toPersonReference(row.rated_by, row.person_name, row.person_initials),
    ratedOn: row.rated_on,
  }));
}

export async function upsertPhiFactor(
  executor: Executor,
  rating: Omit<StoredFactor, 'ratedBy'> & { ratedById: string | null },
): Promise<void> {
  const { toolId, factor, level, reason, ratedById, ratedOn } = rating;
  const values = { level, reason, rated_by: ratedById, rated_on: ratedOn };
  await executor
    .insertInto('phi_factors')
    .values({ tool_id: toolId, factor, ...values })
    .onConflict((conflict) => conflict.columns(['tool_id', 'factor']).doUpdateSet(values))
    .execute();
}

/** What stands beside the factors: the limit, and the result with the model that made it. */
export async function savePhiExposure(
  executor: Executor,
  toolId: string,
  exposure: Pick<ExposedTool, 'limit' | 'limitReason' | 'revision' | 'computedAt'> & {
    sum: number | null;
    band: Exclude<Band, 'critical'> | null;
    model: { id: string; version: string; sha256: string } | null;
  },
): Promise<void> {
  const { limit, limitReason, revision, sum, band, model, computedAt } = exposure;
  const values = {
    use_limit: limit,
    limit_reason: limitReason,
    sum,
    band,
    model_id: model?.id ?? null,
    model_version: model?.version ?? null,
    model_sha256: model?.sha256 ?? null,
    computed_at: computedAt,
    revision,
  };
  await executor
    .insertInto('phi_exposures')
    .values({ tool_id: toolId, ...values })
    .onConflict((conflict) => conflict.column('tool_id').doUpdateSet(values))
    .execute();
}
