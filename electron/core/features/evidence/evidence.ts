import { rm } from 'node:fs/promises';
import type { Evidence, EvidenceChanges, NewEvidence } from '../../../../shared/contract/evidence.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { USE_CONDITIONS } from '../../../../shared/contract/questionnaire-pack.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import {
  applyRetention,
  findDateFault,
  findLastInEffect,
  findRetainUntil,
  rateFreshness,
  writeControlCode,
} from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextNumber } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { DeskFile, FileDesk } from '../../file-desk.ts';
import type { ReportProgress } from '../../jobs.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import { getVendor } from '../vendors/vendors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { checkFile, copyFile, keepFile, type ReceivedFile } from './evidence-files.ts';
import { readFileUses } from './evidence-files-store.ts';
import { selectDisposal, selectHoldsOn } from './evidence-holds-store.ts';
import { selectAgreementKinds, selectLinkedRecords } from './evidence-links-store.ts';
import {
  insertEvidence,
  selectAnswerEvidence,
  selectEvidence,
  selectEvidencePage,
  selectLinks,
  selectRelated,
  updateEvidence,
  type AttachedEvidence,
  type EvidenceLink,
  type StoredEvidence,
} from './evidence-store.ts';

/** @throws AssayError NOT_FOUND. */
async function getStored(executor: Executor, evidenceId: string): Promise<StoredEvidence> {
  const stored = await selectEvidence(executor, evidenceId);
  if (!stored) throw new AssayError('NOT_FOUND', 'This piece of evidence is not in the index.');
  return stored;
}

/**
 * A piece of evidence with what rests on it, what keeps it, and until when.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function getEvidence(
  workspace: Workspace,
  executor: Executor,
  evidenceId: string,
  today: string,
): Promise<Evidence> {
  const stored = await getStored(executor, evidenceId);
  const links = await selectLinks(executor, evidenceId);
  const holds = await selectHoldsOn(executor, evidenceId);
  const use = {
    conditions: USE_CONDITIONS.filter((condition) => links.some((link) => link.use[condition] !== false)),
    agreements: await selectAgreementKinds(executor, evidenceId),
  };
  const retention = applyRetention(stored, use, workspace.retentionPack.rules);
  return {
    ...stored,
    related: await selectRelated(executor, stored),
    legalHold: holds.some(({ liftedAt }) => liftedAt === null),
    holds,
    retention,
    retainedFrom: findLastInEffect(stored),
    retainUntil: findRetainUntil(retention),
    freshness: rateFreshness(stored, today),
    disposal: await selectDisposal(executor, evidenceId),
    links: links.map(({ assessmentId, assessmentTitle, questionId, page }) => ({
      assessmentId,
      assessmentTitle,
      questionId,
      page,
    })),
    linkedRecords: await selectLinkedRecords(executor, evidenceId),
  };
}

/** A page of the index of evidence; for a report the limit may be any. */
export function listEvidence(executor: Executor, list: ListInput, today: string) {
  return selectEvidencePage(executor, list, today);
}

/**
 * The piece that an answer is about to rest on.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW when its file was disposed of.
 */
export async function requireEvidence(executor: Executor, evidenceId: string): Promise<StoredEvidence> {
  const stored = await getStored(executor, evidenceId);
  if (stored.disposedAt === null) return stored;
  throw new AssayError('NOT_ALLOWED_NOW', `The file of ${stored.indexNumber} was destroyed.`, {
    remedy: 'Attach a newer piece.',
  });
}

/** The evidence of every answer of an assessment, by question id; a question without any has no entry. */
export async function listAnswerEvidence(
  executor: Executor,
  assessmentId: string,
): Promise<Map<string, AttachedEvidence[]>> {
  const byQuestion = new Map<string, AttachedEvidence[]>();
  for (const { questionId, ...piece } of await selectAnswerEvidence(executor, assessmentId)) {
    byQuestion.set(questionId, [...(byQuestion.get(questionId) ?? []), piece]);
  }
  return byQuestion;
}

function refuseDateFault(evidence: StoredEvidence, today: string): void {
  const fault = findDateFault(evidence, today);
  if (fault) throw new AssayError('INVALID_INPUT', fault.sentence, { field: fault.field, remedy: fault.remedy });
}

/** What we say to have checked ourselves is a reviewer's word; without a file there is only a claim. */
function refuseState(unit: Unit, state: Evidence['state'], hasFile: boolean): void {
  if (state !== 'claimed' && !hasFile) {
    throw new AssayError('INVALID_INPUT', `Evidence that is ${state} needs a file.`, {
      field: 'state',
      remedy: 'Add the file, or record it as claimed.',
    });
  }
  const isChecked = state === 'verified' || state === 'tested';
  if (isChecked && unit.actor !== 'assay' && unit.actor.role === 'excellence_lead') {
    throw new AssayError('ROLE_REFUSED', `Only a reviewer or a compliance officer may call evidence ${state}.`, {
      field: 'state',
      remedy: 'Record it as documented; a reviewer can raise it.',
    });
  }
}

function refuseUnknownRules({ retentionPack }: Workspace, ids: readonly string[] | undefined): void {
  const unknown = ids?.find((id) => retentionPack.rules.every((rule) => rule.id !== id));
  if (unknown === undefined) return;
  throw new AssayError('INVALID_INPUT', `There is no rule of retention "${unknown}".`, {
    field: 'retentionRules',
    remedy: 'Choose one of the list.',
  });
}

/**
 * Puts a piece of evidence into the index under the next number of its control and year; a content that is there
 * already is kept once.
 *
 * @param file what `receiveFile` read; null for a claim.
 * @throws AssayError INVALID_INPUT, ROLE_REFUSED, NOT_FOUND for the vendor or the piece it supersedes.
 */
export async function addEvidence(unit: Unit, fields: NewEvidence, file: ReceivedFile | null): Promise<Evidence> {
  const { transaction, actor } = unit;
  const { control, vendorId, supersedesId = null, redactedFromId = null, ownerId = null, ...given } = fields;
  refuseState(unit, fields.state, file !== null);
  refuseUnknownRules(unit.workspace, fields.retentionRules);
  await requireActivePerson(transaction, ownerId, 'ownerId');
  for (const earlierId of [supersedesId, redactedFromId]) {
    if (earlierId !== null) await getStored(transaction, earlierId);
  }
  const series = `EV-${unit.today.slice(0, 4)}-${writeControlCode(control)}`;
  const owner = ownerId === null ? null : await getPerson(transaction, ownerId);
  const vendor = vendorId === null ? null : await getVendor(transaction, vendorId);
  const stored: StoredEvidence = {
    id: unit.nextId(),
    indexNumber: `${series}-${String(await takeNextNumber(transaction, series)).padStart(3, '0')}`,
    source: '',
    sourceQuery: '',
    collectedHow: 'not_recorded',
    originalPlace: '',
    redactions: '',
    datedOn: null,
    periodStart: null,
    periodEnd: null,
    expiresOn: null,
    confidentiality: 'Confidential',
    retentionRules: [],
    note: '',
    ...pickGiven(given),
    title: fields.title,
    kind: fields.kind,
    state: fields.state,
    owner: owner && { id: owner.id, name: owner.name, initials: owner.initials },
    vendor: vendor && { id: vendor.id, name: vendor.name },
    collectedBy: actor === 'assay' ? null : await getCollector(transaction, actor.id),
    collectedAt: unit.now,
    collectedUtcOffset: unit.workspace.clock.utcOffsetMinutes(new Date(unit.now)),
    file: file && { name: file.name, mediaType: file.mediaType, size: file.size, sha256: file.sha256 },
    supersedesId,
    redactedFromId,
    disposedAt: null,
    revision: 1,
  };
  refuseDateFault(stored, unit.today);
  if (file) await keepFile(transaction, file);
  await insertEvidence(transaction, stored);
  recordChange(unit, null, stored);
  return getEvidence(unit.workspace, transaction, stored.id, unit.today);
}

async function getCollector(executor: Executor, personId: string) {
  const { id, name, initials } = await getPerson(executor, personId);
  return { id, name, initials };
}

function recordChange(unit: Unit, before: StoredEvidence | null, after: StoredEvidence): void {
  unit.record({
    kind: 'evidence',
    id: after.id,
    name: `${after.indexNumber} ${after.title}`,
    before: before && { ...before },
    after: { ...after },
  });
}

/** What a signature was given on: it cannot be changed under it. */
const SIGNED_FIELDS = ['title', 'kind', 'state', 'source', 'datedOn', 'periodStart', 'periodEnd', 'expiresOn'] as const;

function refuseSignedChange(before: StoredEvidence, after: StoredEvidence, links: readonly EvidenceLink[]): void {
  const signed = links.find(({ state }) => state === 'signed_off');
  const field = SIGNED_FIELDS.find((name) => before[name] !== after[name]);
  if (!signed || !field) return;
  throw new AssayError(
    'NOT_ALLOWED_NOW',
    `${before.indexNumber} is part of the signed assessment "${signed.assessmentTitle}" and stays as it was signed.`,
    { field: `changes.${field}`, remedy: 'Add a newer piece that supersedes this one.' },
  );
}

/**
 * Changes what is said about a piece of evidence; its file never changes. Who calls it refreshes the scores of the
 * open assessments that rest on it.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT, ROLE_REFUSED, NOT_ALLOWED_NOW.
 */
export async function changeEvidence(
  unit: Unit,
  evidenceId: string,
  revision: number,
  changes: EvidenceChanges,
): Promise<Evidence> {
  const { transaction } = unit;
  const before = await getStored(transaction, evidenceId);
  refuseStaleRevision(before, revision, before.indexNumber);
  refuseUnknownRules(unit.workspace, changes.retentionRules);
  const { ownerId, ...given } = pickGiven(changes);
  const after: StoredEvidence = { ...before, ...given, revision: before.revision + 1 };
  if (ownerId !== undefined) {
    await requireActivePerson(transaction, ownerId, 'changes.ownerId');
    after.owner = ownerId === null ? null : await getCollector(transaction, ownerId);
  }
  if (after.state !== before.state) refuseState(unit, after.state, before.file !== null);
  refuseDateFault(after, unit.today);
  refuseSignedChange(before, after, await selectLinks(transaction, evidenceId));
  await updateEvidence(transaction, after);
  recordChange(unit, before, after);
  return getEvidence(unit.workspace, transaction, evidenceId, unit.today);
}

/** The assessments under way that rest on a piece: their scores change with it. */
export async function listOpenAssessmentsOn(executor: Executor, evidenceId: string): Promise<string[]> {
  const open = (await selectLinks(executor, evidenceId)).filter(
    ({ state }) => state !== 'signed_off' && state !== 'cancelled',
  );
  return [...new Set(open.map(({ assessmentId }) => assessmentId))];
}

/** A damaged or missing content is never handed out. */
export function refuseDamaged(indexNumber: string): never {
  throw new AssayError('WORKSPACE_DAMAGED', `The stored file of ${indexNumber} is no longer what was added.`, {
    remedy: 'Check the workspace, then restore a backup from before the damage.',
  });
}

/**
 * The piece with its file.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW without a file.
 */
export async function requireFile(
  executor: Executor,
  evidenceId: string,
): Promise<StoredEvidence & { file: NonNullable<Evidence['file']> }> {
  const stored = await getStored(executor, evidenceId);
  const { file, indexNumber } = stored;
  if (file) return { ...stored, file };
  throw new AssayError('NOT_ALLOWED_NOW', `${indexNumber} has no file to open.`, {
    remedy: 'It is a claim, or its file was destroyed.',
  });
}

/**
 * Gives the file to the desk for the page to open, and puts into the trail who looked (`domain.md` 9.3).
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW without a file; WORKSPACE_DAMAGED when the content lost its sum.
 */
export async function openEvidence(unit: Unit, files: FileDesk, evidenceId: string): Promise<DeskFile> {
  const { id, indexNumber, title, file } = await requireFile(unit.transaction, evidenceId);
  const path = files.newPath();
  if (!(await copyFile(unit.workspace.file, file.sha256, path))) {
    await rm(path, { force: true });
    refuseDamaged(indexNumber);
  }
  unit.note({
    kind: 'evidence',
    id,
    name: `${indexNumber} ${title}`,
    facts: { opened: file.name, sha256: file.sha256 },
  });
  return files.offer(path, file.name, file.mediaType);
}

/** Problems beyond this number are not listed. */
const DAMAGE_LIMIT = 1000;

/**
 * Hashes every stored file again and names the evidence whose file is damaged or gone, one sentence each, in the order
 * of their index numbers.
 */
export async function verifyEvidenceFiles(
  workspace: Workspace,
  report: ReportProgress,
): Promise<{ files: number; damaged: { indexNumber: string; sentence: string }[] }> {
  const uses = readFileUses(workspace.file);
  const damaged: { indexNumber: string; sentence: string }[] = [];
  for (const [index, { sha256, indexNumbers }] of uses.entries()) {
    await report('evidence.progress.verifying', index, uses.length);
    const state = checkFile(workspace.file, sha256);
    if (state === 'sound') continue;
    const what =
      state === 'changed' ? 'was changed after it was added: its SHA-256 differs' : 'is no longer in the workspace';
    const owners = JSON.parse(indexNumbers) as string[];
    for (const indexNumber of owners.length > 0 ? owners.sort() : ['A file without evidence']) {
      damaged.push({ indexNumber, sentence: `The file of ${indexNumber} ${what}.` });
    }
  }
  await report('evidence.progress.verifying', uses.length, uses.length);
  return { files: uses.length, damaged: damaged.slice(0, DAMAGE_LIMIT) };
}
