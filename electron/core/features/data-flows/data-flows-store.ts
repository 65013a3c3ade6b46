import { sql, type Selectable } from 'kysely';
import {
  DATA_FLOW_STATES,
  type DataFlowContent,
  type DataFlowMap,
  type DataFlowRow,
} from '../../../../shared/contract/data-flows.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { ToolUse } from '../../../../shared/contract/tools.ts';
import { REGISTER_STATUSES } from '../../../../shared/contract/vendors.ts';
import { countPoints, lintDataFlow } from '../../../../shared/rules/data-flows/lint.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { readRegister, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

type StoredRow = Pick<
  Selectable<Tables['tools']>,
  'id' | 'code' | 'name' | 'plan' | 'vendor_id' | 'status' | 'use_conditions'
> & {
  vendor_name: string;
  content: string | null;
  state: DataFlowMap['state'] | null;
  changed_at: string | null;
  confirmed_by: string | null;
  confirmer_name: string | null;
  confirmer_initials: string | null;
  confirmed_at: string | null;
};

const VENDOR_NAME = '(select name from vendors where vendors.id = tools.vendor_id)';
const ofMap = (column: string) => `(select ${column} from data_flow_maps where data_flow_maps.tool_id = tools.id)`;
const CONFIRMED_AT = `(select max(versions.confirmed_at) from data_flow_versions as versions
  join data_flow_maps as maps on maps.id = versions.map_id where maps.tool_id = tools.id)`;

function readContent(text: string): DataFlowContent {
  return JSON.parse(text) as DataFlowContent;
}

function countParts(row: StoredRow): Pick<DataFlowRow, 'places' | 'flows' | 'points'> {
  if (row.content === null) return { places: 0, flows: 0, points: { gap: 0, breach: 0, doubt: 0 } };
  const content = readContent(row.content);
  const use = JSON.parse(row.use_conditions) as ToolUse;
  return {
    places: content.places.length,
    flows: content.flows.length,
    points: countPoints(lintDataFlow(content, { vendor: { name: row.vendor_name }, use })),
  };
}

const REGISTER: Register<StoredRow, DataFlowRow> = {
  table: 'tools',
  filters: {
    toolName: sql.ref('tools.name'),
    vendorName: sql.raw(VENDOR_NAME),
    vendorId: sql.ref('tools.vendor_id'),
    status: sql.ref('tools.status'),
    state: sql.raw(ofMap('state')),
    confirmedAt: sql.raw(CONFIRMED_AT),
    changedAt: sql.raw(ofMap('changed_at')),
  },
  sorts: {
    status: rankWords('tools.status', REGISTER_STATUSES),
    state: rankWords(ofMap('state'), DATA_FLOW_STATES),
  },
  searched: [sql.ref('tools.name'), sql.ref('tools.code'), sql.raw(VENDOR_NAME)],
  usual: sql`tools.name collate nocase, tools.code`,
  rowsSql: `select tools.id, tools.code, tools.name, tools.plan, tools.vendor_id, tools.status, tools.use_conditions,
      vendors.name as vendor_name, maps.content, maps.state, maps.changed_at,
      newest.confirmed_by, newest.confirmed_at, people.name as confirmer_name, people.initials as confirmer_initials
    from json_each(?) as page join tools on tools.id = page.value
    join vendors on vendors.id = tools.vendor_id
    left join data_flow_maps as maps on maps.tool_id = tools.id
    left join data_flow_versions as newest on newest.map_id = maps.id
      and newest.version = (select max(version) from data_flow_versions where map_id = maps.id)
    left join people on people.id = newest.confirmed_by
    order by page.key`,
  toRow: (row) => ({
    id: row.id,
    code: row.code,
    toolName: row.name,
    plan: row.plan,
    vendorId: row.vendor_id,
    vendorName: row.vendor_name,
    status: row.status,
    state: row.state,
    ...countParts(row),
    confirmedBy: toPersonReference(row.confirmed_by, row.confirmer_name, row.confirmer_initials),
    confirmedAt: row.confirmed_at,
    changedAt: row.changed_at,
  }),
};

export function selectDataFlowPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

async function selectVersions(executor: Executor, mapId: string) {
  const rows = await executor
    .selectFrom('data_flow_versions')
    .innerJoin('people', 'people.id', 'data_flow_versions.confirmed_by')
    .select(['version', 'content', 'confirmed_by', 'confirmed_at', 'people.name', 'people.initials'])
    .where('map_id', '=', mapId)
    .orderBy('version', 'desc')
    .limit(1000)
    .execute();
  return rows.map(({ version, content, confirmed_by: id, confirmed_at: confirmedAt, name, initials }) => ({
    version,
    confirmedAt,
    confirmedBy: { id, name, initials },
    content,
  }));
}

/** The map of a tool, with all its confirmed versions. */
export async function selectMapOfTool(executor: Executor, toolId: string): Promise<DataFlowMap | undefined> {
  const row = await executor
    .selectFrom('data_flow_maps')
    .leftJoin('people', 'people.id', 'data_flow_maps.changed_by')
    .selectAll('data_flow_maps')
    .select(['people.name', 'people.initials'])
    .where('tool_id', '=', toolId)
    .executeTakeFirst();
  if (!row) return undefined;
  const versions = await selectVersions(executor, row.id);
  const [newest] = versions;
  return {
    id: row.id,
    content: readContent(row.content),
    state: row.state,
    startedFrom: row.started_from,
    confirmed: newest ? { ...newest, content: readContent(newest.content) } : null,
    versions: versions.map(({ content: _content, ...version }) => version),
    changedBy: toPersonReference(row.changed_by, row.name, row.initials),
    changedAt: row.changed_at,
    createdAt: row.created_at,
    revision: row.revision,
  };
}

export async function selectVersionContent(
  executor: Executor,
  mapId: string,
  version: number,
): Promise<DataFlowContent | undefined> {
  const row = await executor
    .selectFrom('data_flow_versions')
    .select('content')
    .where('map_id', '=', mapId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row && readContent(row.content);
}

/** A map as its own table keeps it. */
export type StoredMap = Omit<DataFlowMap, 'confirmed' | 'versions' | 'changedBy'> & { changedById: string | null };

function toColumns(map: StoredMap) {
  return {
    content: JSON.stringify(map.content),
    state: map.state,
    changed_by: map.changedById,
    changed_at: map.changedAt,
    revision: map.revision,
  };
}

export async function insertMap(executor: Executor, toolId: string, map: StoredMap): Promise<void> {
  await executor
    .insertInto('data_flow_maps')
    .values({
      id: map.id,
      tool_id: toolId,
      started_from: map.startedFrom,
      created_at: map.createdAt,
      ...toColumns(map),
    })
    .execute();
}

export async function updateMap(executor: Executor, map: StoredMap): Promise<void> {
  await executor.updateTable('data_flow_maps').set(toColumns(map)).where('id', '=', map.id).execute();
}

export async function insertVersion(
  executor: Executor,
  mapId: string,
  version: { version: number; content: DataFlowContent; confirmedById: string; confirmedAt: string },
): Promise<void> {
  await executor
    .insertInto('data_flow_versions')
    .values({
      map_id: mapId,
      version: version.version,
      content: JSON.stringify(version.content),
      confirmed_by: version.confirmedById,
      confirmed_at: version.confirmedAt,
    })
    .execute();
}
