import type { z } from 'zod';
import type { HipaaRole } from '../../../../shared/contract/agreements.ts';
import type {
  organisationSettingsSchema,
  PersonalSettings,
  RegisterView,
} from '../../../../shared/contract/settings.ts';
import type { Executor } from '../../database/tables.ts';

/** The organisation's settings with its logo, a PNG. */
export type StoredOrganisation = Omit<z.infer<typeof organisationSettingsSchema>, 'hasLogo'> & {
  logo: Uint8Array | null;
};

export async function selectOrganisation(executor: Executor): Promise<StoredOrganisation> {
  const row = await executor
    .selectFrom('workspaces')
    .select(['organisation', 'document_prefix', 'classification', 'logo', 'hipaa_role', 'revision'])
    .executeTakeFirstOrThrow();
  const { document_prefix: documentPrefix, hipaa_role: hipaaRole, ...settings } = row;
  return { ...settings, documentPrefix, hipaaRole };
}

export async function selectHipaaRole(executor: Executor): Promise<HipaaRole> {
  const row = await executor.selectFrom('workspaces').select('hipaa_role').executeTakeFirstOrThrow();
  return row.hipaa_role;
}

export async function updateOrganisation(executor: Executor, settings: StoredOrganisation): Promise<void> {
  const { documentPrefix, hipaaRole, ...columns } = settings;
  await executor
    .updateTable('workspaces')
    .set({ ...columns, document_prefix: documentPrefix, hipaa_role: hipaaRole })
    .execute();
}

export async function selectPersonal(executor: Executor, personId: string): Promise<PersonalSettings | undefined> {
  const row = await executor
    .selectFrom('personal_settings')
    .select(['theme', 'density', 'letter_keys'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && { theme: row.theme, density: row.density, letterKeys: row.letter_keys === 1 };
}

export async function upsertPersonal(executor: Executor, personId: string, settings: PersonalSettings): Promise<void> {
  const columns = { theme: settings.theme, density: settings.density, letter_keys: Number(settings.letterKeys) };
  await executor
    .insertInto('personal_settings')
    .values({ person_id: personId, ...columns })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(columns))
    .execute();
}

export async function selectViews(
  executor: Executor,
  personId: string,
  register: RegisterView['register'],
): Promise<RegisterView[]> {
  const rows = await executor
    .selectFrom('register_views')
    .select(['id', 'name', 'list', 'columns'])
    .where('person_id', '=', personId)
    .where('register', '=', register)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    register,
    name: row.name,
    list: JSON.parse(row.list) as RegisterView['list'],
    columns: JSON.parse(row.columns) as string[],
  }));
}

/** A view of this person's own. */
export async function selectView(
  executor: Executor,
  personId: string,
  viewId: string,
): Promise<RegisterView | undefined> {
  const row = await executor
    .selectFrom('register_views')
    .select('register')
    .where('id', '=', viewId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && (await selectViews(executor, personId, row.register)).find(({ id }) => id === viewId);
}

export async function upsertView(executor: Executor, personId: string, view: RegisterView): Promise<void> {
  const columns = {
    register: view.register,
    name: view.name,
    list: JSON.stringify(view.list),
    columns: JSON.stringify(view.columns),
  };
  await executor
    .insertInto('register_views')
    .values({ id: view.id, person_id: personId, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

export async function deleteView(executor: Executor, viewId: string): Promise<void> {
  await executor.deleteFrom('register_views').where('id', '=', viewId).execute();
}
