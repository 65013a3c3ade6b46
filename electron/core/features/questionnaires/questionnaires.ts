import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Kysely, Transaction } from 'kysely';
import type { QuestionnairePack } from '../../../../shared/contract/questionnaire-pack.ts';
import type { Questionnaire } from '../../../../shared/contract/questionnaires.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { lintPack, listQuestions } from '../../../../shared/rules/questionnaires.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Tables } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { DeskFile } from '../../file-desk.ts';
import { readExportedHead } from '../audit-trail/trail-anchor.ts';
import { personOperations } from '../../operations.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { loadShippedPacks, PACK_SIZE_LIMIT, readPackText, writePackText } from './questionnaire-packs.ts';
import {
  countAssessmentsOn,
  deleteQuestionnaire,
  insertQuestionnaire,
  selectQuestionnaire,
  selectQuestionnaireRows,
  selectVersions,
  updateQuestionnaire,
  type StoredQuestionnaire,
} from './questionnaires-store.ts';

type Executor = Kysely<Tables> | Transaction<Tables>;

const FIRST_VERSION = '1.0.0';
const LINT_LIMIT = 500;
const ID_LENGTH = 60;
const TITLE_LENGTH = 120;

/** Negative when `left` is the earlier of two versions such as "1.2.0". */
function compareVersions(left: string, right: string): number {
  const rightParts = right.split('.').map(Number);
  const differences = left.split('.').map((part, index) => Number(part) - (rightParts[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** "1.2.3" gives "1.3.0". */
function nextMinorVersion(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return `${major}.${minor + 1}.0`;
}

function newestVersion(versions: readonly { version: string }[]): string | null {
  return versions.reduce<string | null>(
    (newest, { version }) => (newest === null || compareVersions(version, newest) > 0 ? version : newest),
    null,
  );
}

/** @throws AssayError NOT_FOUND. */
async function getQuestionnaire(executor: Executor, id: string): Promise<StoredQuestionnaire> {
  const stored = await selectQuestionnaire(executor, id);
  if (!stored) throw new AssayError('NOT_FOUND', 'This questionnaire is not in the workspace.');
  return stored;
}

async function describeQuestionnaire(executor: Executor, stored: StoredQuestionnaire): Promise<Questionnaire> {
  const { pack, ...facts } = stored;
  return {
    ...facts,
    packId: pack.id,
    version: pack.version,
    title: pack.title,
    purpose: pack.purpose,
    questions: listQuestions(pack).length,
    assessments: await countAssessmentsOn(executor, stored.id),
    pack,
    lint: lintPack(pack).slice(0, LINT_LIMIT),
  };
}

/** What the trail keeps of a version: its facts, and the sum of its content instead of the content. */
function toTrail({ pack, ...facts }: StoredQuestionnaire) {
  return {
    ...facts,
    packId: pack.id,
    version: pack.version,
    title: pack.title,
    questions: listQuestions(pack).length,
    contentSha256: createHash('sha256').update(writeCanonicalJson(pack)).digest('hex'),
  };
}

function recordQuestionnaire(unit: Unit, before: StoredQuestionnaire | null, after: StoredQuestionnaire | null): void {
  const present = after ?? before;
  if (!present) return;
  const name = `${present.pack.title} ${present.pack.version}`;
  unit.record({
    kind: 'questionnaire',
    id: present.id,
    name,
    before: before && toTrail(before),
    after: after && toTrail(after),
  });
}

async function addQuestionnaire(
  unit: Unit,
  facts: Pick<StoredQuestionnaire, 'pack' | 'status' | 'origin'>,
): Promise<StoredQuestionnaire> {
  const publishedAt = facts.status === 'published' ? unit.now : null;
  const stored = { id: unit.nextId(), ...facts, publishedAt, revision: 1 };
  await insertQuestionnaire(unit.transaction, stored);
  recordQuestionnaire(unit, null, stored);
  return stored;
}

async function changeQuestionnaire(
  unit: Unit,
  before: StoredQuestionnaire,
  changes: Partial<Pick<StoredQuestionnaire, 'pack' | 'status' | 'publishedAt'>>,
): Promise<StoredQuestionnaire> {
  const after = { ...before, ...changes, revision: before.revision + 1 };
  await updateQuestionnaire(unit.transaction, after);
  recordQuestionnaire(unit, before, after);
  return after;
}

/** The one published version of a pack becomes superseded; assessments that run on it keep it. */
async function supersedePublished(unit: Unit, packId: string): Promise<void> {
  const versions = await selectVersions(unit.transaction, packId);
  for (const { id } of versions.filter(({ status }) => status === 'published')) {
    await changeQuestionnaire(unit, await getQuestionnaire(unit.transaction, id), { status: 'superseded' });
  }
}

/** The packs of a product do not change while it runs, so each folder is read once. */
const shippedPacks = new Map<string, Promise<QuestionnairePack[]>>();

function readShippedPacks(resourcesFolder: string): Promise<QuestionnairePack[]> {
  const known = shippedPacks.get(resourcesFolder) ?? loadShippedPacks(resourcesFolder);
  shippedPacks.set(resourcesFolder, known);
  return known;
}

/**
 * Puts the questionnaires that come with this version of Assay into the workspace, published. A version that is there
 * already is left alone; an older one becomes superseded; one that is older than what is there does not come in.
 *
 * @param resourcesFolder The product's resources (`ports.folders.resources`).
 */
export async function installShippedPacks(unit: Unit, resourcesFolder: string): Promise<void> {
  for (const pack of await readShippedPacks(resourcesFolder)) {
    const newest = newestVersion(await selectVersions(unit.transaction, pack.id));
    if (newest !== null && compareVersions(newest, pack.version) >= 0) continue;
    await supersedePublished(unit, pack.id);
    await addQuestionnaire(unit, { pack, status: 'published', origin: 'shipped' });
  }
}

/** A published version never changes, so its content is read from the file once. */
const publishedPacks = new WeakMap<Workspace, Map<string, QuestionnairePack>>();

/**
 * The content of a version that assessments can stand on.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function readPack(
  workspace: Workspace,
  executor: Executor,
  questionnaireId: string,
): Promise<QuestionnairePack> {
  const known = publishedPacks.get(workspace) ?? new Map<string, QuestionnairePack>();
  publishedPacks.set(workspace, known);
  const pack = known.get(questionnaireId);
  if (pack) return pack;
  const stored = await getQuestionnaire(executor, questionnaireId);
  if (stored.status !== 'draft') known.set(questionnaireId, stored.pack);
  return stored.pack;
}

/** The content as the file has it at this moment, past whatever was read before: for checking a signature. */
export async function readStoredPack(executor: Executor, questionnaireId: string): Promise<QuestionnairePack> {
  return (await getQuestionnaire(executor, questionnaireId)).pack;
}

/**
 * Refuses a questionnaire on which no new assessment may start.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW.
 */
export async function requirePublished(executor: Executor, questionnaireId: string): Promise<void> {
  const { pack, status } = await getQuestionnaire(executor, questionnaireId);
  if (status === 'published') return;
  const state = status === 'draft' ? 'a draft' : 'superseded';
  throw new AssayError(
    'NOT_ALLOWED_NOW',
    `${pack.title} ${pack.version} is ${state}, so no assessment can start on it.`,
    {
      field: 'questionnaireId',
      remedy: 'Choose the published version.',
    },
  );
}

/** The published version of the same pack; the given one when none is published. */
export async function findNewestVersion(executor: Executor, questionnaireId: string): Promise<string> {
  const { pack } = await getQuestionnaire(executor, questionnaireId);
  const versions = await selectVersions(executor, pack.id);
  return versions.find(({ status }) => status === 'published')?.id ?? questionnaireId;
}

/** "DPA terms, ours" gives "dpa-terms-ours", made free with a number where it is taken. */
async function findFreePackId(executor: Executor, title: string): Promise<string> {
  const letters = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, ID_LENGTH - 4);
  const stem = letters.replace(/-+$/, '') || 'questionnaire';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if ((await selectVersions(executor, id)).length === 0) return id;
  }
}

function refuseLongTitle(title: string): void {
  if (title.length <= TITLE_LENGTH) return;
  throw new AssayError('INVALID_INPUT', `A questionnaire's title has at most ${TITLE_LENGTH} characters.`, {
    field: 'title',
  });
}

function refuseSecondDraft(versions: readonly { status: string }[], title: string): void {
  if (!versions.some(({ status }) => status === 'draft')) return;
  throw new AssayError('NOT_ALLOWED_NOW', `${title} already has a draft.`, {
    remedy: 'Go on with that draft, or discard it first.',
  });
}

/** @throws AssayError NOT_ALLOWED_NOW for a version that is out. */
function requireDraft({ pack, status }: StoredQuestionnaire): void {
  if (status === 'draft') return;
  throw new AssayError('NOT_ALLOWED_NOW', `${pack.title} ${pack.version} is published, so it no longer changes.`, {
    remedy: 'Start the next version, or copy it.',
  });
}

/** A draft keeps its pack id, and its version stays above everything that is out. */
async function refuseUnfitDraft(unit: Unit, stored: StoredQuestionnaire, pack: QuestionnairePack): Promise<void> {
  if (pack.id !== stored.pack.id) {
    throw new AssayError('INVALID_INPUT', `The id of this questionnaire is "${stored.pack.id}" and stays so.`, {
      field: 'pack.id',
      remedy: 'Copy the questionnaire to have one with an id of its own.',
    });
  }
  const others = (await selectVersions(unit.transaction, pack.id)).filter(({ id }) => id !== stored.id);
  const newest = newestVersion(others);
  if (newest === null || compareVersions(pack.version, newest) > 0) return;
  throw new AssayError('INVALID_INPUT', `Version ${newest} is there already, so this draft needs a higher one.`, {
    field: 'pack.version',
    remedy: `Use ${nextMinorVersion(newest)} or above.`,
  });
}

function refuseLintErrors(pack: QuestionnairePack): void {
  const [first, ...others] = lintPack(pack).filter(({ severity }) => severity === 'error');
  if (!first) return;
  const more = others.length > 0 ? ` There are ${others.length + 1} errors in all.` : '';
  throw new AssayError('NOT_ALLOWED_NOW', `${pack.title} still has an error. ${first.message}${more}`, {
    field: `pack.${first.path}`,
    remedy: 'Mend what the check lists, then publish.',
  });
}

/** @throws AssayError FILE_REFUSED naming line and path of the first fault. */
async function readPackFile(file: DeskFile): Promise<QuestionnairePack> {
  if (file.size > PACK_SIZE_LIMIT) {
    throw new AssayError('FILE_REFUSED', `${file.name} is larger than a questionnaire can be.`, {
      remedy: `Choose a file of at most ${PACK_SIZE_LIMIT / 1024} KB.`,
    });
  }
  return readPackText(await readFile(file.path, 'utf8'), file.name);
}

/** A pack from a file, with an id and a version under which it can stand beside what is there. */
async function fitImportedPack(unit: Unit, pack: QuestionnairePack): Promise<QuestionnairePack> {
  const versions = await selectVersions(unit.transaction, pack.id);
  if (versions.some(({ origin }) => origin === 'shipped')) {
    return { ...pack, id: await findFreePackId(unit.transaction, pack.title), version: FIRST_VERSION };
  }
  refuseSecondDraft(versions, pack.title);
  const newest = newestVersion(versions);
  const isTaken = newest !== null && compareVersions(pack.version, newest) <= 0;
  return isTaken ? { ...pack, version: nextMinorVersion(newest) } : pack;
}

export const questionnaireOperations = {
  list: personOperations.questionnaires.list.handler(({ context }) => selectQuestionnaireRows(context.queries)),

  get: personOperations.questionnaires.get.handler(async ({ context, input }) =>
    describeQuestionnaire(context.queries, await getQuestionnaire(context.queries, input.questionnaireId)),
  ),

  copy: personOperations.questionnaires.copy.handler(({ context, input }) =>
    context.write(async (unit) => {
      refuseLongTitle(input.title);
      const { pack } = await getQuestionnaire(unit.transaction, input.questionnaireId);
      const id = await findFreePackId(unit.transaction, input.title);
      const copied = { ...pack, id, title: input.title, version: FIRST_VERSION };
      const draft = await addQuestionnaire(unit, { pack: copied, status: 'draft', origin: 'own' });
      return describeQuestionnaire(unit.transaction, draft);
    }),
  ),

  newVersion: personOperations.questionnaires.newVersion.handler(({ context, input }) =>
    context.write(async (unit) => {
      const { pack, origin } = await getQuestionnaire(unit.transaction, input.questionnaireId);
      if (origin === 'shipped') {
        throw new AssayError('NOT_ALLOWED_NOW', `${pack.title} comes with Assay, so its versions do too.`, {
          remedy: 'Copy it and change the copy.',
        });
      }
      const versions = await selectVersions(unit.transaction, pack.id);
      refuseSecondDraft(versions, pack.title);
      const version = nextMinorVersion(newestVersion(versions) ?? pack.version);
      const draft = await addQuestionnaire(unit, { pack: { ...pack, version }, status: 'draft', origin });
      return describeQuestionnaire(unit.transaction, draft);
    }),
  ),

  saveDraft: personOperations.questionnaires.saveDraft.handler(({ context, input }) =>
    context.write(async (unit) => {
      const before = await getQuestionnaire(unit.transaction, input.questionnaireId);
      requireDraft(before);
      refuseStaleRevision(before, input.revision, before.pack.title);
      await refuseUnfitDraft(unit, before, input.pack);
      return describeQuestionnaire(unit.transaction, await changeQuestionnaire(unit, before, { pack: input.pack }));
    }),
  ),

  lint: personOperations.questionnaires.lint.handler(({ input }) => lintPack(input.pack).slice(0, LINT_LIMIT)),

  publish: personOperations.questionnaires.publish.handler(({ context, input }) =>
    context.write(async (unit) => {
      const before = await getQuestionnaire(unit.transaction, input.questionnaireId);
      requireDraft(before);
      refuseStaleRevision(before, input.revision, before.pack.title);
      refuseLintErrors(before.pack);
      await supersedePublished(unit, before.pack.id);
      const after = await changeQuestionnaire(unit, before, { status: 'published', publishedAt: unit.now });
      return describeQuestionnaire(unit.transaction, after);
    }),
  ),

  discardDraft: personOperations.questionnaires.discardDraft.handler(({ context, input }) =>
    context.write(async (unit) => {
      const before = await getQuestionnaire(unit.transaction, input.questionnaireId);
      requireDraft(before);
      refuseStaleRevision(before, input.revision, before.pack.title);
      await deleteQuestionnaire(unit.transaction, before.id);
      recordQuestionnaire(unit, before, null);
      return null;
    }),
  ),

  exportFile: personOperations.questionnaires.exportFile.handler(async ({ context, input }) => {
    const { id, pack } = await getQuestionnaire(context.queries, input.questionnaireId);
    const path = context.files.newPath();
    const text = `${writePackText(pack)}# ${readExportedHead(context.workspace).line}\n`;
    await writeFile(path, text, { mode: 0o600 });
    const { token, name } = await context.files.offer(path, `${pack.id}-${pack.version}.yaml`, 'application/yaml');
    const sha256 = createHash('sha256').update(text).digest('hex');
    await context.write(async (unit) => {
      unit.note({ kind: 'questionnaire', id, name: `${pack.title} ${pack.version}`, facts: { file: name, sha256 } });
    });
    return { token, name };
  }),

  importFile: personOperations.questionnaires.importFile.handler(async ({ context, input }) => {
    const pack = await readPackFile(context.files.find(input.token));
    return context.write(async (unit) => {
      const fitted = await fitImportedPack(unit, pack);
      return describeQuestionnaire(
        unit.transaction,
        await addQuestionnaire(unit, { pack: fitted, status: 'draft', origin: 'own' }),
      );
    });
  }),
};
