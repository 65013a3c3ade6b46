import type { Selectable } from 'kysely';
import type { Region } from '../../../../shared/contract/region-pack.ts';
import type {
  Claim,
  DeploymentOption,
  LocationFact,
  Override,
  RecordedBasis,
  RecordedCondition,
  RegionUse,
  SubProcessor,
  SubProcessorList,
  UseData,
} from '../../../../shared/contract/residency.ts';
import type { ToolUse } from '../../../../shared/contract/tools.ts';
import type { RegisterStatus } from '../../../../shared/contract/vendors.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** Whose facts to read: one tool's, all of a vendor's, or everybody's that is not retired. */
export type ResidencyScope = { toolId: string } | { vendorId: string } | 'register';

export interface StoredRegion {
  region: Region;
  shipped: Region;
  packVersion: string;
  position: number;
  revision: number;
}

export interface ResidencyTool {
  id: string;
  name: string;
  plan: string;
  vendor: { id: string; name: string };
  status: RegisterStatus;
  use: ToolUse;
}

/**
 * Reads JSON so that equal texts of one call give the same object: a register has many equal ones, and what is worked out
 * for one holds for the others. What comes out is never changed.
 */
function createReader(): <Value>(text: string) => Value {
  const known = new Map<string, unknown>();
  return <Value>(text: string) => {
    if (!known.has(text)) known.set(text, JSON.parse(text));
    return known.get(text) as Value;
  };
}

/** An override without its state, which depends on the day. */
export type StoredOverride = Omit<Override, 'state'>;

export async function selectRegions(executor: Executor): Promise<StoredRegion[]> {
  const rows = await executor.selectFrom('regions').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    region: JSON.parse(row.entry) as Region,
    shipped: JSON.parse(row.shipped) as Region,
    packVersion: row.pack_version,
    position: row.position,
    revision: row.revision,
  }));
}

function toRegionColumns(stored: StoredRegion) {
  return {
    position: stored.position,
    entry: JSON.stringify(stored.region),
    shipped: JSON.stringify(stored.shipped),
    pack_version: stored.packVersion,
    revision: stored.revision,
  };
}

export async function upsertRegion(executor: Executor, stored: StoredRegion): Promise<void> {
  const columns = toRegionColumns(stored);
  await executor
    .insertInto('regions')
    .values({ id: stored.region.id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

/** How many tools are used in each region. */
export async function countUses(executor: Executor): Promise<Map<string, number>> {
  const rows = await executor
    .selectFrom('region_uses')
    .innerJoin('tools', 'tools.id', 'region_uses.tool_id')
    .where('tools.status', '<>', 'retired')
    .select((build) => ['region_id', build.fn.countAll<number>().as('count')])
    .groupBy('region_id')
    .execute();
  return new Map(rows.map((row) => [row.region_id, row.count]));
}

/** The tools of a scope by name; of the register, those that are not retired. */
export async function selectResidencyTools(executor: Executor, scope: ResidencyScope): Promise<ResidencyTool[]> {
  let chosen = executor
    .selectFrom('tools')
    .innerJoin('vendors', 'vendors.id', 'tools.vendor_id')
    .select([
      'tools.id',
      'tools.name',
      'tools.plan',
      'tools.status',
      'tools.use_conditions',
      'vendors.id as vendor_id',
      'vendors.name as vendor_name',
    ]);
  if (scope === 'register') chosen = chosen.where('tools.status', '<>', 'retired');
  else if ('toolId' in scope) chosen = chosen.where('tools.id', '=', scope.toolId);
  else chosen = chosen.where('tools.vendor_id', '=', scope.vendorId);
  const rows = await chosen.orderBy('tools.name').orderBy('tools.code').execute();
  const read = createReader();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    plan: row.plan,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    status: row.status,
    use: read<ToolUse>(row.use_conditions),
  }));
}

function ofTools(executor: Executor, scope: ResidencyScope) {
  const ids = executor.selectFrom('tools').select('id');
  if (scope === 'register') return ids.where('status', '<>', 'retired');
  return 'toolId' in scope ? ids.where('id', '=', scope.toolId) : ids.where('vendor_id', '=', scope.vendorId);
}

function toOption(row: Selectable<Tables['deployment_options']>, read = createReader()): DeploymentOption {
  return {
    id: row.id,
    toolId: row.tool_id,
    number: row.number,
    name: row.name,
    claim: read<Claim>(row.claim),
    locations: read<LocationFact[]>(row.locations),
    note: row.note,
    revision: row.revision,
  };
}

export async function selectOptions(executor: Executor, scope: ResidencyScope): Promise<DeploymentOption[]> {
  const rows = await executor
    .selectFrom('deployment_options')
    .selectAll()
    .where('tool_id', 'in', ofTools(executor, scope))
    .orderBy('tool_id')
    .orderBy('number')
    .execute();
  const read = createReader();
  return rows.map((row) => toOption(row, read));
}

export async function selectOption(executor: Executor, optionId: string): Promise<DeploymentOption | undefined> {
  const row = await executor.selectFrom('deployment_options').selectAll().where('id', '=', optionId).executeTakeFirst();
  return row && toOption(row);
}

export async function upsertOption(executor: Executor, option: DeploymentOption): Promise<void> {
  const columns = {
    name: option.name,
    claim: JSON.stringify(option.claim),
    locations: JSON.stringify(option.locations),
    note: option.note,
    revision: option.revision,
  };
  await executor
    .insertInto('deployment_options')
    .values({ id: option.id, tool_id: option.toolId, number: option.number, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

export async function deleteOption(executor: Executor, optionId: string): Promise<void> {
  await executor.deleteFrom('deployment_options').where('id', '=', optionId).execute();
}

function toUse(row: Selectable<Tables['region_uses']>, read = createReader()): RegionUse {
  return {
    id: row.id,
    toolId: row.tool_id,
    regionId: row.region_id,
    optionId: row.option_id,
    data: read<UseData>(row.data),
    bases: read<RecordedBasis[]>(row.bases),
    conditions: read<RecordedCondition[]>(row.conditions),
    note: row.note,
    revision: row.revision,
  };
}

export async function selectUses(executor: Executor, scope: ResidencyScope): Promise<RegionUse[]> {
  const rows = await executor
    .selectFrom('region_uses')
    .selectAll()
    .where('tool_id', 'in', ofTools(executor, scope))
    .execute();
  const read = createReader();
  return rows.map((row) => toUse(row, read));
}

export async function selectUse(executor: Executor, useId: string): Promise<RegionUse | undefined> {
  const row = await executor.selectFrom('region_uses').selectAll().where('id', '=', useId).executeTakeFirst();
  return row && toUse(row);
}

export async function upsertUse(executor: Executor, use: RegionUse): Promise<void> {
  const columns = {
    option_id: use.optionId,
    data: JSON.stringify(use.data),
    bases: JSON.stringify(use.bases),
    conditions: JSON.stringify(use.conditions),
    note: use.note,
    revision: use.revision,
  };
  await executor
    .insertInto('region_uses')
    .values({ id: use.id, tool_id: use.toolId, region_id: use.regionId, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

export async function deleteUse(executor: Executor, useId: string): Promise<void> {
  await executor.deleteFrom('region_uses').where('id', '=', useId).execute();
}

function selectJoinedOverrides(executor: Executor) {
  return executor
    .selectFrom('residency_overrides')
    .leftJoin('people as proposer', 'proposer.id', 'residency_overrides.proposed_by')
    .leftJoin('people as approver', 'approver.id', 'residency_overrides.approved_by')
    .selectAll('residency_overrides')
    .select([
      'proposer.name as proposer_name',
      'proposer.initials as proposer_initials',
      'approver.name as approver_name',
      'approver.initials as approver_initials',
    ]);
}

type OverrideRow = Awaited<ReturnType<ReturnType<typeof selectJoinedOverrides>['executeTakeFirstOrThrow']>>;

function toOverride(row: OverrideRow): StoredOverride {
  return {
    id: row.id,
    toolId: row.tool_id,
    regionId: row.region_id,
    result: row.result,
    reason: row.reason,
    expiresOn: row.expires_on,
    computed: row.computed,
    proposedBy: toPersonReference(row.proposed_by, row.proposer_name, row.proposer_initials),
    proposedAt: row.proposed_at,
    approvedBy: toPersonReference(row.approved_by, row.approver_name, row.approver_initials),
    approvedAt: row.approved_at,
    withdrawnAt: row.withdrawn_at,
    revision: row.revision,
  };
}

/** The overrides that nobody withdrew, the oldest first, so that the last of a cell is its newest. */
export async function selectOverrides(executor: Executor, scope: ResidencyScope): Promise<StoredOverride[]> {
  const rows = await selectJoinedOverrides(executor)
    .where('residency_overrides.tool_id', 'in', ofTools(executor, scope))
    .where('residency_overrides.withdrawn_at', 'is', null)
    .orderBy('residency_overrides.proposed_at')
    .execute();
  return rows.map(toOverride);
}

export async function selectOverride(executor: Executor, overrideId: string): Promise<StoredOverride | undefined> {
  const row = await selectJoinedOverrides(executor).where('residency_overrides.id', '=', overrideId).executeTakeFirst();
  return row && toOverride(row);
}

export async function upsertOverride(executor: Executor, override: StoredOverride): Promise<void> {
  const columns = {
    approved_by: override.approvedBy?.id ?? null,
    approved_at: override.approvedAt,
    withdrawn_at: override.withdrawnAt,
    revision: override.revision,
  };
  await executor
    .insertInto('residency_overrides')
    .values({
      id: override.id,
      tool_id: override.toolId,
      region_id: override.regionId,
      result: override.result,
      reason: override.reason,
      expires_on: override.expiresOn,
      computed: override.computed,
      proposed_by: override.proposedBy?.id ?? null,
      proposed_at: override.proposedAt,
      ...columns,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

function toSubProcessor(row: Selectable<Tables['sub_processors']>): SubProcessor {
  return {
    id: row.id,
    vendorId: row.vendor_id,
    parentId: row.parent_id,
    name: row.name,
    role: row.role,
    place: JSON.parse(row.place) as SubProcessor['place'],
    sees: row.sees,
    toolIds: JSON.parse(row.tool_ids) as string[],
    since: row.since,
    endedOn: row.ended_on,
    sourceUrl: row.source_url,
    seenOn: row.seen_on,
    note: row.note,
    revision: row.revision,
  };
}

/** The sub-processors of these vendors by name; all when none is named. */
export async function selectSubProcessors(
  executor: Executor,
  vendorIds: readonly string[] | null,
): Promise<SubProcessor[]> {
  let chosen = executor.selectFrom('sub_processors').selectAll();
  if (vendorIds) chosen = chosen.where('vendor_id', 'in', [...vendorIds]);
  const rows = await chosen.orderBy('name').orderBy('id').execute();
  return rows.map(toSubProcessor);
}

export async function selectSubProcessor(executor: Executor, id: string): Promise<SubProcessor | undefined> {
  const row = await executor.selectFrom('sub_processors').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toSubProcessor(row);
}

export async function upsertSubProcessor(executor: Executor, member: SubProcessor): Promise<void> {
  const columns = {
    parent_id: member.parentId,
    name: member.name,
    role: member.role,
    place: JSON.stringify(member.place),
    sees: member.sees,
    tool_ids: JSON.stringify(member.toolIds),
    since: member.since,
    ended_on: member.endedOn,
    source_url: member.sourceUrl,
    seen_on: member.seenOn,
    note: member.note,
    revision: member.revision,
  };
  await executor
    .insertInto('sub_processors')
    .values({ id: member.id, vendor_id: member.vendorId, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

export async function deleteSubProcessor(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom('sub_processors').where('id', '=', id).execute();
}

/** When the lists of sub-processors were read, by vendor. */
export async function selectLists(executor: Executor): Promise<Map<string, SubProcessorList>> {
  const rows = await executor.selectFrom('sub_processor_lists').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.vendor_id,
      {
        seenOn: row.seen_on,
        complete: row.complete === 1,
        sourceUrl: row.source_url,
        note: row.note,
        revision: row.revision,
      },
    ]),
  );
}

export async function upsertList(executor: Executor, vendorId: string, list: SubProcessorList): Promise<void> {
  const columns = {
    seen_on: list.seenOn,
    complete: Number(list.complete),
    source_url: list.sourceUrl,
    note: list.note,
    revision: list.revision,
  };
  await executor
    .insertInto('sub_processor_lists')
    .values({ vendor_id: vendorId, ...columns })
    .onConflict((conflict) => conflict.column('vendor_id').doUpdateSet(columns))
    .execute();
}
