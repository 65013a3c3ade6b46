import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/core/database/migrate.ts';
import { openDatabase } from '../../electron/core/database/open-database.ts';
import { createWorkbench } from '../../electron/core/workbench.ts';
import {
  createTestClock,
  createTestPorts,
  createTestWorkbench,
  finishJob,
  makeTestFolder,
  openTestWindow,
} from '../support/workbench.ts';

const PERSON = { name: 'Ines Okafor', email: '', position: '' };

/** A closed workspace with one officer and one vendor. */
async function makeWorkspace(folder: string): Promise<string> {
  const bench = await createWorkbench(createTestPorts(folder));
  const officer = openTestWindow(bench);
  await officer.workspace.create({ fileName: 'calder', organisation: 'Calder', person: PERSON });
  await officer.vendors.create({ name: 'Lumen Forge' });
  await bench.close();
  return join(folder, 'workspaces', 'calder.assay');
}

async function openIn(folder: string, path: string): Promise<void> {
  const bench = await createWorkbench(createTestPorts(folder));
  try {
    await bench.openWorkspaceFile(path);
  } finally {
    await bench.close();
  }
}

it('refuses a file from a newer Assay by name, and leaves it alone', async () => {
  using folder = makeTestFolder();
  const path = await makeWorkspace(folder.path);
  const file = new Sqlite(path);
  file.pragma('user_version = 9990');
  file.close();
  const before = readFileSync(path);
  await expect(openIn(folder.path, path)).rejects.toMatchObject({
    code: 'WORKSPACE_NEWER',
    message: expect.stringContaining('9990'),
  });
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('refuses what is not a workspace', async () => {
  using folder = makeTestFolder();
  const text = join(folder.path, 'notes.assay');
  writeFileSync(text, 'Not a database at all, only words that go on for a while, longer than any header.'.repeat(4));
  const foreign = join(folder.path, 'foreign.assay');
  new Sqlite(foreign).exec('create table other (id integer)').close();
  for (const path of [text, foreign]) {
    await expect(openIn(folder.path, path)).rejects.toMatchObject({ code: 'WORKSPACE_FOREIGN' });
  }
  await expect(openIn(folder.path, join(folder.path, 'gone.assay'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('refuses a damaged file and keeps it as it is', async () => {
  using folder = makeTestFolder();
  const path = await makeWorkspace(folder.path);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096 * 3, 4096 * 9);
  writeFileSync(path, bytes);
  await expect(openIn(folder.path, path)).rejects.toMatchObject({ code: 'WORKSPACE_DAMAGED' });
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

it('keeps a second writer out, whichever program it is', async () => {
  await using bench = await createTestWorkbench();
  const path = join(bench.folder, 'workspaces', 'calder.assay');
  using folder = makeTestFolder();
  await expect(openIn(folder.path, path)).rejects.toMatchObject({ code: 'WORKSPACE_IN_USE' });
  const other = new Sqlite(path, { timeout: 0 });
  expect(() => other.exec('delete from people')).toThrow('locked');
  other.close();
  expect(await bench.officer.people.list()).toHaveLength(5);
});

it('lets one process use the same workspace in two windows', async () => {
  await using bench = await createTestWorkbench();
  const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
  const change = (name: string) => ({ vendorId: vendor.id, revision: vendor.revision, changes: { name } });
  await bench.lead.vendors.update(change('Harrow'));
  await expect(bench.reviewer.vendors.update(change('Plough'))).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  expect((await bench.reviewer.vendors.get({ vendorId: vendor.id })).vendor.name).toBe('Harrow');
});

it('says when it may not write to a folder', async () => {
  using folder = makeTestFolder();
  // A folder in which nobody may create files, not even root.
  const ports = createTestPorts(folder.path);
  const bench = await createWorkbench({ ...ports, folders: { ...ports.folders, workspaces: '/proc/self' } });
  try {
    const made = openTestWindow(bench).workspace.create({ fileName: 'x', organisation: 'X', person: PERSON });
    await expect(made).rejects.toMatchObject({ code: 'WORKSPACE_READ_ONLY' });
  } finally {
    await bench.close();
  }
});

it('says when the disk is full, loses nothing, and goes on when there is room again', async () => {
  await using bench = await createTestWorkbench();
  const file = bench.workbench.openWindow('raw').session.bench.workspace?.file;
  if (!file) throw new Error('The fixture has an open workspace');
  const pages = Number(file.pragma('page_count', { simple: true }));
  file.pragma(`max_page_count = ${pages + 1}`);
  const created: string[] = [];
  let refused: unknown = null;
  for (let number = 0; number < 400 && refused === null; number += 1) {
    try {
      created.push((await bench.lead.vendors.create({ name: `Vendor ${number}`, description: 'x'.repeat(2000) })).id);
    } catch (error) {
      refused = error;
    }
  }
  expect(refused).toMatchObject({ code: 'DISK_FULL' });
  expect((await bench.lead.vendors.list({})).total).toBe(created.length);
  file.pragma('max_page_count = 1000000');
  await bench.lead.vendors.create({ name: 'After' });
  expect(await finishJob(bench.auditor.workspace.check())).toMatchObject({ sound: true });
});

it('backs up each day, keeps seven, and goes back to one', async () => {
  using folder = makeTestFolder();
  const clock = createTestClock('2026-11-01T08:00:00.000Z');
  const ports = createTestPorts(folder.path, { clock });
  const path = join(folder.path, 'workspaces', 'calder.assay');
  const first = await createWorkbench(ports);
  await openTestWindow(first).workspace.create({ fileName: 'calder', organisation: 'Calder', person: PERSON });
  await first.close();
  for (let day = 2; day <= 10; day += 1) {
    clock.set(`2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`);
    const bench = await createWorkbench(ports);
    await bench.openWorkspaceFile(path);
    const officer = openTestWindow(bench);
    const [ines] = await officer.people.list();
    await officer.people.choose({ personId: ines?.id ?? '' });
    await officer.vendors.create({ name: `Vendor of day ${day}` });
    if (day === 10) {
      const backups = await officer.workspace.backups();
      expect(backups.map(({ takenAt }) => takenAt.slice(0, 10))).toEqual(
        [10, 9, 8, 7, 6, 5, 4].map((one) => `2026-11-${String(one).padStart(2, '0')}`),
      );
      const sixth = backups.find(({ takenAt }) => takenAt.startsWith('2026-11-06'));
      await officer.workspace.restore({ backupId: sixth?.id ?? '' });
      // The backup of a day is taken when the workspace is opened, before that day's work.
      expect((await officer.vendors.list({})).total).toBe(4);
      const after = await officer.workspace.backups();
      expect(after.some(({ reason }) => reason === 'before_restore')).toBe(true);
      await expect(officer.workspace.restore({ backupId: 'no-such-backup' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      expect((await officer.vendors.list({})).total).toBe(4);
    }
    await bench.close();
  }
});

it('undoes a migration that fails half-way, after backing the file up', async () => {
  using folder = makeTestFolder();
  const path = await makeWorkspace(folder.path);
  const { file, queries } = openDatabase(path, 'open');
  const version = Number(file.pragma('user_version', { simple: true }));
  let backedUp = 0;
  const failing = migrate(file, queries as never, () => (backedUp += 1), [
    { version, up: async () => undefined },
    {
      version: version + 10,
      up: async (database) => {
        await sql`create table half_done (id integer)`.execute(database);
        throw new Error('The second half cannot be done');
      },
    },
  ]);
  await expect(failing).rejects.toThrow('second half');
  expect(backedUp).toBe(1);
  expect(file.pragma('user_version', { simple: true })).toBe(version);
  expect(file.prepare("select count(*) as count from sqlite_master where name = 'half_done'").get()).toEqual({
    count: 0,
  });
  expect(file.pragma('foreign_keys', { simple: true })).toBe(1);
  await queries.destroy();
});

it('leaves nothing behind when a workspace cannot be made', async () => {
  using folder = makeTestFolder();
  const path = await makeWorkspace(folder.path);
  const size = statSync(path).size;
  copyFileSync(path, `${path}.copy`);
  const bench = await createWorkbench(createTestPorts(folder.path));
  const again = openTestWindow(bench).workspace.create({ fileName: 'calder', organisation: 'Other', person: PERSON });
  await expect(again).rejects.toMatchObject({ code: 'WORKSPACE_EXISTS' });
  await bench.close();
  expect(statSync(path).size).toBe(size);
  expect(readdirSync(join(folder.path, 'workspaces')).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(existsSync(`${path}-wal`)).toBe(false);
});
