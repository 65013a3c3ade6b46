import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type {
  organisationSettingsSchema,
  PersonalSettings,
  RegisterView,
} from '../../../../shared/contract/settings.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { DeskFile } from '../../file-desk.ts';
import { detectMediaType } from '../../media-type.ts';
import { personOperations } from '../../operations.ts';
import { syncAllAgreementFindings } from '../agreements/agreement-findings.ts';
import { getOrganisation } from './settings.ts';
import {
  deleteView,
  selectPersonal,
  selectView,
  selectViews,
  updateOrganisation,
  upsertPersonal,
  upsertView,
  type StoredOrganisation,
} from './settings-store.ts';

type OrganisationSettings = z.infer<typeof organisationSettingsSchema>;

const USUAL: PersonalSettings = { theme: 'system', density: 'standard', letterKeys: true };
/** Bytes. */
const LOGO_LIMIT = 1024 * 1024;
/** Pixels, either way: a logo on a page of paper needs no more. */
const LOGO_SIDE_LIMIT = 4000;
const VIEW_LIMIT = 50;

function toShown({ logo, ...settings }: StoredOrganisation): OrganisationSettings {
  return { ...settings, hasLogo: logo !== null };
}

/** The logo as the trail keeps it: its sum says which it was. */
function describeOrganisation({ logo, ...settings }: StoredOrganisation): Record<string, unknown> {
  return { ...settings, logoSha256: logo && createHash('sha256').update(logo).digest('hex') };
}

/** @throws AssayError FILE_REFUSED for what is no PNG, or one too large for a page. */
async function readLogo(file: DeskFile): Promise<Uint8Array> {
  const refuse = (sentence: string) =>
    new AssayError('FILE_REFUSED', sentence, { field: 'logoToken', remedy: 'Choose a PNG of at most 1 MB.' });
  if (file.size > LOGO_LIMIT) throw refuse('The logo is larger than 1 MB.');
  const content = await readFile(file.path);
  const isPng = detectMediaType(content) === 'image/png' && content.toString('latin1', 12, 16) === 'IHDR';
  if (!isPng) throw refuse('The logo is not a PNG file.');
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  if (width === 0 || height === 0 || width > LOGO_SIDE_LIMIT || height > LOGO_SIDE_LIMIT) {
    throw refuse(`The logo is ${width} × ${height} pixels; at most ${LOGO_SIDE_LIMIT} fit either way.`);
  }
  return content;
}

async function saveView(
  unit: Unit,
  personId: string,
  view: Omit<RegisterView, 'id'> & { id: string | null },
): Promise<RegisterView> {
  const { transaction } = unit;
  const before = view.id === null ? null : await selectView(transaction, personId, view.id);
  if (before === undefined) throw new AssayError('NOT_FOUND', 'This view is no longer there.');
  const others = (await selectViews(transaction, personId, view.register)).filter(({ id }) => id !== view.id);
  if (others.some(({ name }) => name.toLowerCase() === view.name.toLowerCase())) {
    throw new AssayError('INVALID_INPUT', `You have a view called ${view.name} already.`, { field: 'name' });
  }
  if (others.length >= VIEW_LIMIT) {
    throw new AssayError('NOT_ALLOWED_NOW', `You have ${VIEW_LIMIT} views of this register already.`, {
      remedy: 'Remove one that you no longer need.',
    });
  }
  const after: RegisterView = { ...view, id: view.id ?? unit.nextId() };
  await upsertView(transaction, personId, after);
  unit.record({ kind: 'view', id: after.id, name: after.name, before: before && { ...before }, after: { ...after } });
  return after;
}

export const settingsOperations = {
  personal: personOperations.settings.personal.handler(
    async ({ context }) => (await selectPersonal(context.queries, context.person.id)) ?? USUAL,
  ),

  savePersonal: personOperations.settings.savePersonal.handler(({ context, input }) =>
    context.write(async (unit) => {
      const { id, name } = context.person;
      const before = (await selectPersonal(unit.transaction, id)) ?? USUAL;
      const after = { ...before, ...pickGiven(input) };
      await upsertPersonal(unit.transaction, id, after);
      unit.record({ kind: 'personal_settings', id, name, before: { ...before }, after: { ...after } });
      return after;
    }),
  ),

  organisation: personOperations.settings.organisation.handler(async ({ context }) =>
    toShown(await getOrganisation(context.queries)),
  ),

  saveOrganisation: personOperations.settings.saveOrganisation.handler(async ({ context, input }) => {
    const { logoToken } = input;
    const isGiven = logoToken !== undefined && logoToken !== null;
    const logo = isGiven ? await readLogo(context.files.find(logoToken)) : logoToken;
    return context.write(async (unit) => {
      const before = await getOrganisation(unit.transaction);
      refuseStaleRevision(before, input.revision, before.organisation);
      const after = { ...before, ...pickGiven({ ...input.changes, logo }), revision: before.revision + 1 };
      await updateOrganisation(unit.transaction, after);
      unit.record({
        kind: 'workspace',
        id: context.workspace.id,
        name: after.organisation,
        before: describeOrganisation(before),
        after: describeOrganisation(after),
      });
      if (after.hipaaRole !== before.hipaaRole) await syncAllAgreementFindings(unit);
      return toShown(after);
    });
  }),

  views: personOperations.settings.views.handler(({ context, input }) =>
    selectViews(context.queries, context.person.id, input.register),
  ),

  saveView: personOperations.settings.saveView.handler(({ context, input }) =>
    context.write((unit) => saveView(unit, context.person.id, input)),
  ),

  removeView: personOperations.settings.removeView.handler(({ context, input }) =>
    context.write(async (unit) => {
      const view = await selectView(unit.transaction, context.person.id, input.viewId);
      if (!view) throw new AssayError('NOT_FOUND', 'This view is no longer there.');
      await deleteView(unit.transaction, view.id);
      unit.record({ kind: 'view', id: view.id, name: view.name, before: { ...view }, after: null });
      return null;
    }),
  ),
};
