import type { Selectable } from 'kysely';
import type { ImportMapping } from '../../../../shared/contract/exchange.ts';
import type { KnownTool, KnownVendor } from '../../../../shared/rules/exchange/check-rows.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A mapping kept for the next list of the same layout. */
export interface ImportProfile {
  id: string;
  name: string;
  /** By column title. */
  columns: { title: string; field: ImportMapping['columns'][number]['field'] }[];
  dateOrder: ImportMapping['dateOrder'];
  values: ImportMapping['values'];
}

function toProfile(row: Selectable<Tables['import_profiles']>): ImportProfile {
  return {
    id: row.id,
    name: row.name,
    columns: JSON.parse(row.columns) as ImportProfile['columns'],
    dateOrder: row.date_order,
    values: JSON.parse(row.value_translations) as ImportProfile['values'],
  };
}

export async function selectProfiles(executor: Executor): Promise<ImportProfile[]> {
  const rows = await executor.selectFrom('import_profiles').selectAll().orderBy('name').execute();
  return rows.map(toProfile);
}

export async function insertProfile(executor: Executor, profile: ImportProfile): Promise<void> {
  await executor
    .insertInto('import_profiles')
    .values({ id: profile.id, name: profile.name, ...toColumns(profile) })
    .execute();
}

export async function updateProfile(executor: Executor, profile: ImportProfile): Promise<void> {
  await executor.updateTable('import_profiles').set(toColumns(profile)).where('id', '=', profile.id).execute();
}

function toColumns({ columns, dateOrder, values }: ImportProfile) {
  return { columns: JSON.stringify(columns), date_order: dateOrder, value_translations: JSON.stringify(values) };
}

export async function deleteProfile(executor: Executor, profileId: string): Promise<void> {
  await executor.deleteFrom('import_profiles').where('id', '=', profileId).execute();
}

/** Names of all records of a register, by which an imported row is recognised. */
async function selectOtherNames(executor: Executor): Promise<Map<string, string[]>> {
  const rows = await executor.selectFrom('other_names').select(['record_id', 'name']).orderBy('position').execute();
  const names = new Map<string, string[]>();
  for (const { record_id: id, name } of rows) {
    const known = names.get(id);
    if (known) known.push(name);
    else names.set(id, [name]);
  }
  return names;
}

/** Every vendor and tool by the names it goes by. */
export async function selectKnownRecords(executor: Executor): Promise<{ vendors: KnownVendor[]; tools: KnownTool[] }> {
  const otherNames = await selectOtherNames(executor);
  const vendors = await executor
    .selectFrom('vendors')
    .select(['id', 'code', 'name', 'legal_name', 'domain'])
    .orderBy('name')
    .execute();
  const tools = await executor.selectFrom('tools').select(['id', 'code', 'vendor_id', 'name', 'plan']).execute();
  return {
    vendors: vendors.map(({ legal_name: legalName, ...vendor }) => ({
      ...vendor,
      otherNames: [...(otherNames.get(vendor.id) ?? []), legalName],
    })),
    tools: tools.map(({ vendor_id: vendorId, ...tool }) => ({
      ...tool,
      vendorId,
      otherNames: otherNames.get(tool.id) ?? [],
    })),
  };
}
