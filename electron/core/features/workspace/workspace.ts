import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WorkspaceStatus } from '../../../../shared/contract/workspace.ts';
import { AssayError } from '../../assay-error.ts';
import { writeUnit } from '../../database/unit-of-work.ts';
import { runJob } from '../../jobs.ts';
import {
  findWorker,
  hostOperations,
  personOperations,
  workspaceOperations,
  type Bench,
  type Session,
} from '../../operations.ts';
import { findHead } from '../audit-trail/audit-trail.ts';
import { describeSigningKey } from '../audit-trail/signing-key.ts';
import { syncAllAgreementFindings } from '../agreements/agreement-findings.ts';
import { refreshAgedAssessments } from '../assessments/assessments.ts';
import { addPerson } from '../people/people.ts';
import { installShippedRegions } from '../residency/region-records.ts';
import { refreshAgedResiduals } from '../scores/scores.ts';
import { installShippedPacks } from '../questionnaires/questionnaires.ts';
import { listBackups, putBack, takeBackup } from './backups.ts';
import { checkWorkspace } from './check-workspace.ts';
import { createWorkspaceFile } from './create-workspace.ts';
import { dayOf, openWorkspace, type Workspace } from './open-workspace.ts';
import { readRecentWorkspaces, rememberWorkspace } from './recent-workspaces.ts';
import { selectWorkspace } from './workspace-store.ts';

const EXTENSION = '.assay';

async function describeStatus(session: Session): Promise<WorkspaceStatus> {
  const { ports, workspace } = session.bench;
  const host = { host: ports.host.kind, dialogs: ports.dialogs !== undefined, version: ports.host.version };
  if (!workspace) return { ...host, person: null, workspace: null };
  return {
    ...host,
    person: await findWorker(workspace, session),
    workspace: {
      ...(await selectWorkspace(workspace.queries)),
      fileName: workspace.fileName,
      lastBackupAt: listBackups(workspace.path)[0]?.takenAt ?? null,
      today: workspace.today(),
      trail: findHead(workspace.file),
    },
  };
}

/** Opens a file in place of the one that is open, which stays open when that fails. */
async function putOnBench(bench: Bench, path: string): Promise<Workspace> {
  const { ports } = bench;
  const opened = await openWorkspace(path, ports);
  await bench.workspace?.close();
  bench.workspace = opened;
  const today = dayOf(ports.clock);
  const hasTodays = listBackups(path).some(
    (backup) => backup.reason === 'daily' && dayOf(ports.clock, new Date(backup.takenAt)) === today,
  );
  if (!hasTodays) takeBackup(opened.file, path, ports.clock.now(), 'daily');
  const { organisation } = await selectWorkspace(opened.queries);
  rememberWorkspace(ports.folders.state, { path, organisation, openedAt: ports.clock.now().toISOString() });
  return opened;
}

/**
 * Opens a file in place of the one that is open, brings in the questionnaires that this version of Assay has, and works
 * out what has aged since the file was last open.
 */
export async function openOnBench(bench: Bench, path: string): Promise<void> {
  if (bench.workspace?.path === path) return;
  const workspace = await putOnBench(bench, path);
  await writeUnit(workspace, 'assay', 'workspace.open', async (unit) => {
    await installShippedPacks(unit, bench.ports.folders.resources);
    await installShippedRegions(unit);
    await refreshAgedAssessments(unit);
    await refreshAgedResiduals(unit);
    await syncAllAgreementFindings(unit);
  });
}

/** A place as the page sees it: a token, and names without a path. */
async function describePlace(bench: Bench, path: string, organisation: string, openedAt: string | null) {
  const available = existsSync(path);
  const token = available
    ? (await bench.files.offer(path, basename(path), 'application/vnd.assay')).token
    : 'x'.repeat(16);
  return { token, fileName: basename(path), organisation, folderName: basename(dirname(path)), openedAt, available };
}

async function listPlaces(bench: Bench) {
  const { folders } = bench.ports;
  const recent = readRecentWorkspaces(folders.state);
  const known = new Set(recent.map((one) => one.path));
  const names = existsSync(folders.workspaces) ? readdirSync(folders.workspaces) : [];
  const found = names
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => join(folders.workspaces, name))
    .filter((path) => !known.has(path))
    .slice(0, 100);
  return {
    recent: await Promise.all(recent.map((one) => describePlace(bench, one.path, one.organisation, one.openedAt))),
    found: await Promise.all(found.map((path) => describePlace(bench, path, '', null))),
    folderName: basename(folders.workspaces),
  };
}

/** A path in the usual folder that is still free: "sample.assay", "sample 2.assay". */
function findFreePath(bench: Bench, stem: string): string {
  const { workspaces } = bench.ports.folders;
  mkdirSync(workspaces, { recursive: true, mode: 0o700 });
  for (let number = 1; ; number += 1) {
    const path = join(workspaces, `${stem}${number === 1 ? '' : ` ${number}`}${EXTENSION}`);
    if (!existsSync(path)) return path;
  }
}

async function choosePath(bench: Bench, fileName: string, choosePlace: boolean): Promise<string | null> {
  const name = fileName.endsWith(EXTENSION) ? fileName : `${fileName}${EXTENSION}`;
  if (choosePlace && bench.ports.dialogs) return bench.ports.dialogs.chooseWorkspaceToCreate(name);
  const { workspaces } = bench.ports.folders;
  mkdirSync(workspaces, { recursive: true, mode: 0o700 });
  return join(workspaces, name);
}

/**
 * Makes a workspace at `path`, opens it, installs the shipped questionnaires, and lets its first person, a compliance
 * officer, work in this window.
 *
 * @throws AssayError WORKSPACE_EXISTS, WORKSPACE_READ_ONLY, DISK_FULL.
 */
export async function startWorkspace(
  session: Session,
  path: string,
  facts: { organisation: string; person: Omit<Parameters<typeof addPerson>[1], 'role'>; sample: boolean },
): Promise<void> {
  const { bench } = session;
  await createWorkspaceFile(path, facts, bench.ports);
  const workspace = await putOnBench(bench, path);
  const person = await writeUnit(workspace, 'assay', 'workspace.create', async (unit) => {
    const { keyId } = describeSigningKey(workspace.privateKey);
    unit.note({ kind: 'workspace', id: workspace.id, name: facts.organisation, facts: { created: true, keyId } });
    await installShippedPacks(unit, bench.ports.folders.resources);
    await installShippedRegions(unit);
    return addPerson(unit, { ...facts.person, role: 'compliance_officer' });
  });
  session.worker = { workspaceId: workspace.id, personId: person.id };
}

function requireDialogs(bench: Bench) {
  if (!bench.ports.dialogs)
    throw new AssayError('INVALID_INPUT', 'This host has no file dialog; choose from the list.');
  return bench.ports.dialogs;
}

export const workspaceFeatureOperations = {
  status: hostOperations.workspace.status.handler(({ context }) => describeStatus(context.session)),

  places: hostOperations.workspace.places.handler(({ context }) => listPlaces(context.bench)),

  create: hostOperations.workspace.create.handler(async ({ context, input }) => {
    const path = await choosePath(context.bench, input.fileName, input.choosePlace);
    if (!path) return null;
    await startWorkspace(context.session, path, { ...input, sample: false });
    return describeStatus(context.session);
  }),

  createSample: hostOperations.workspace.createSample.handler(({ context, signal }) =>
    runJob(signal, async (report) => {
      const path = findFreePath(context.bench, 'sample');
      await context.bench.makeSample(path, report);
      await openOnBench(context.bench, path);
      return describeStatus(context.session);
    }),
  ),

  open: hostOperations.workspace.open.handler(async ({ context, input }) => {
    await openOnBench(context.bench, context.bench.files.find(input.token).path);
    return describeStatus(context.session);
  }),

  choose: hostOperations.workspace.choose.handler(async ({ context }) => {
    const path = await requireDialogs(context.bench).chooseWorkspaceToOpen();
    if (!path) return null;
    const { token, name } = await context.bench.files.offer(path, basename(path), 'application/vnd.assay');
    return { token, fileName: name };
  }),

  close: hostOperations.workspace.close.handler(async ({ context }) => {
    await context.bench.workspace?.close();
    context.bench.workspace = null;
    return null;
  }),

  backups: personOperations.workspace.backups.handler(({ context }) => listBackups(context.workspace.path)),

  backUp: personOperations.workspace.backUp.handler(({ context }) => {
    const { workspace } = context;
    return takeBackup(workspace.file, workspace.path, workspace.clock.now(), 'asked');
  }),

  restore: personOperations.workspace.restore.handler(async ({ context, input }) => {
    const { bench, session, workspace, person } = context;
    const { path } = workspace;
    takeBackup(workspace.file, path, workspace.clock.now(), 'before_restore');
    await workspace.close();
    bench.workspace = null;
    try {
      putBack(path, input.backupId);
    } finally {
      await openOnBench(bench, path);
    }
    const { workspace: restored } = session.bench;
    if (!restored) throw new Error('A workspace that was just restored is not open');
    await writeUnit(restored, person, context.operation, async (unit) => {
      unit.note({ kind: 'workspace', id: restored.id, name: restored.fileName, facts: { backup: input.backupId } });
    });
    return describeStatus(session);
  }),

  check: workspaceOperations.workspace.check.handler(({ context, signal }) =>
    runJob(signal, (report) => checkWorkspace(context.workspace, report)),
  ),
};
