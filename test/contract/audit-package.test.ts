import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPackage } from '../../electron/core/features/audit-package/open-package.ts';
import { unpackPackage } from '../../electron/core/features/audit-package/unpack-package.ts';
import { verifyPackage } from '../../electron/core/features/audit-package/verify-package.ts';
import type { PackageScope } from '../../shared/contract/audit-package.ts';
import { upload } from '../support/files.ts';
import { addVendorWithTool, countEntries, makeApprovable, readHistory } from '../support/records.ts';
import { createTestClock, createTestWorkbench, finishJob } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const scope: PackageScope = {
  title: 'Audit package 2026',
  period: { from: '2026-01-01', to: '2026-11-20' },
  vendorIds: null,
  profile: 'full',
  seed: null,
};

describe('the readiness of an audit package', () => {
  it('says for an empty workspace that nothing is there, and where to begin', async () => {
    await using bench = await createTestWorkbench();
    const { items, tools, evidence, asOf, head } = await bench.auditor.auditPackage.readiness(scope);
    expect({ tools, evidence, asOf }).toEqual({ tools: 0, evidence: { files: 0, bytes: 0 }, asOf: '2026-11-20' });
    expect(items.map(({ number }) => number)).toHaveLength(17);
    expect(items[0]).toMatchObject({ state: 'missing', problems: [{ says: 'no_tools' }] });
    expect(head.sequence).toBeGreaterThan(0);
  });

  it('covers tools in use alone, and of the chosen vendors alone', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead, 'Harrow AI');
    await addVendorWithTool(bench.lead, 'Lumen Forge');
    await makeApprovable(bench.officer, tool.id);
    for (const status of ['in_review', 'conditional'] as const) {
      const { revision } = (await bench.officer.tools.get({ toolId: tool.id })).tool;
      await bench.officer.tools.changeStatus({ toolId: tool.id, revision, status, reason: 'All gates passed' });
    }
    const all = await bench.officer.auditPackage.readiness(scope);
    expect(all.tools).toBe(1);
    expect(all.vendors).toEqual([{ id: vendor.id, name: 'Harrow AI' }]);
    const none = await bench.officer.auditPackage.readiness({ ...scope, vendorIds: [UNKNOWN_ID] });
    expect(none.tools).toBe(0);
  });

  it('refuses a scope that is malformed', async () => {
    await using bench = await createTestWorkbench();
    const ask = (changes: Record<string, unknown>) => bench.officer.auditPackage.readiness({ ...scope, ...changes });
    await expect(ask({ period: { from: '2026-11-20', to: '2026-01-01' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    for (const changes of [
      { title: '' },
      { period: { from: '2026-02-30', to: '2026-03-01' } },
      { vendorIds: [] },
      { profile: 'secret' },
      { seed: 'a b' },
      { more: 1 },
    ]) {
      await expect(ask(changes), JSON.stringify(changes)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

describe('making an audit package', () => {
  it('keeps a record with its sums, and one entry in the trail', async () => {
    await using bench = await createTestWorkbench();
    await addVendorWithTool(bench.lead, 'Harrow AI');
    const before = await countEntries(bench.auditor);
    const { made, file } = await finishJob(
      bench.lead.auditPackage.make({ scope: { ...scope, seed: 'auditor-7' }, final: false }),
    );
    expect(made).toMatchObject({ status: 'draft', seed: 'auditor-7', ready: 0, madeBy: { name: 'Priya Raman' } });
    expect(file.name).toBe(`${made.name} draft.zip`);
    expect(await bench.auditor.auditPackage.list()).toEqual([made]);
    expect(await countEntries(bench.auditor)).toBe(before + 1);
    expect((await readHistory(bench.auditor, made.id)).map(({ operation }) => operation)).toEqual([
      'auditPackage.make',
    ]);
    const { path } = bench.workbench.files.find(file.token);
    const outcome = await verifyPackage(path);
    expect(outcome).toMatchObject({ verdict: 'valid', keySha256: made.keySha256 });
    expect(outcome.files).toHaveLength(made.files);
  });

  it('is refused to an auditor, as final to a lead, and as final while a point is open', async () => {
    await using bench = await createTestWorkbench();
    const before = await countEntries(bench.auditor);
    const make = (client: typeof bench.officer, final: boolean) =>
      finishJob(client.auditPackage.make({ scope, final }));
    await expect(make(bench.auditor, false)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(make(bench.lead, true)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(make(bench.officer, true)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { field: 'final' },
    });
    expect(await bench.officer.auditPackage.list()).toEqual([]);
    expect(await countEntries(bench.auditor)).toBe(before);
  });

  it('gives way when somebody works on meanwhile', async () => {
    await using bench = await createTestWorkbench();
    const events = await bench.officer.auditPackage.make({ scope, final: false });
    const read = async () => {
      let worked = false;
      for await (const event of events) {
        if (worked || event.kind !== 'progress' || event.done < 2) continue;
        worked = true;
        await bench.lead.vendors.create({ name: 'Harrow AI' });
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect(await bench.officer.auditPackage.list()).toEqual([]);
  });
});

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

/** Makes a package and gives its bytes. */
async function makeBytes(bench: Bench) {
  const { made, file } = await finishJob(bench.lead.auditPackage.make({ scope, final: false }));
  return { made, bytes: await readFile(bench.workbench.files.find(file.token).path) };
}

async function checkBytes(bench: Bench, bytes: Uint8Array | string, name = 'package.zip') {
  const fileToken = await upload(bench.workbench, name, bytes);
  const outcome = finishJob(bench.auditor.auditPackage.verify({ fileToken }));
  await outcome.catch(() => undefined);
  expect(() => bench.workbench.files.find(fileToken), 'the desk forgets it').toThrow('no longer held');
  return outcome;
}

/** Every file of a folder as a window gives it, after `change` had its way with one of them. */
async function uploadFolder(bench: Bench, folder: string, change: Record<string, string | null> = {}) {
  const files: { path: string; fileToken: string }[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = join(entry.parentPath, entry.name);
    const path = place.slice(folder.length + 1);
    const content = path in change ? (change[path] ?? null) : await readFile(place);
    if (content !== null) files.push({ path, fileToken: await upload(bench.workbench, entry.name, content) });
  }
  return files;
}

describe('checking a package', () => {
  it('finds one of this workspace valid, knows its own key and its record, and says in the trail that it looked', async () => {
    await using bench = await createTestWorkbench();
    await addVendorWithTool(bench.lead, 'Harrow AI');
    const { made, bytes } = await makeBytes(bench);
    const before = await bench.auditor.auditPackage.readiness(scope);
    const check = await checkBytes(bench, bytes);
    expect(check).toMatchObject({
      verdict: 'valid',
      signed: true,
      ownKey: true,
      keySha256: made.keySha256,
      name: made.name,
      made: { id: made.id, madeAt: made.madeAt, madeBy: made.madeBy },
      stated: { title: scope.title, status: 'draft', profile: 'full', period: scope.period, asOf: made.asOf },
      counts: { unchanged: made.files, altered: 0, added: 0, missing: 0 },
    });
    expect(check.files).toHaveLength(made.files);
    const { rows } = await bench.auditor.auditTrail.list({ limit: 1 });
    expect(rows[0]).toMatchObject({
      operation: 'auditPackage.verify',
      recordName: 'package.zip',
      actorName: 'Wen Zhao',
    });
    expect(JSON.parse(rows[0]?.after ?? '')).toMatchObject({ verdict: 'valid', ownKey: true, package: made.name });
    const after = await bench.auditor.auditPackage.readiness(scope);
    expect(after.head, 'looking is no content').toEqual(before.head);
  });

  it('tells another workspace’s key from its own', async () => {
    await using bench = await createTestWorkbench();
    await using other = await createTestWorkbench({ clock: createTestClock() });
    const { made, bytes } = await makeBytes(other);
    expect(await checkBytes(bench, bytes)).toMatchObject({
      verdict: 'valid',
      signed: true,
      ownKey: false,
      keySha256: made.keySha256,
      made: null,
    });
  });

  it('takes a folder file by file, and names what is altered, missing or added', async () => {
    await using bench = await createTestWorkbench();
    const { bytes } = await makeBytes(bench);
    const archive = join(bench.folder, 'made.zip');
    const folder = join(bench.folder, 'made');
    await writeFile(archive, bytes);
    await unpackPackage(archive, folder);
    const check = async (change: Record<string, string | null>, added: string[] = []) => {
      const files = await uploadFolder(bench, folder, change);
      for (const path of added) files.push({ path, fileToken: await upload(bench.workbench, 'x', 'x') });
      const {
        verdict,
        signed,
        files: found,
      } = await finishJob(bench.officer.auditPackage.verify({ folder: 'made', files }));
      return { verdict, signed, wrong: found.filter(({ state }) => state !== 'unchanged') };
    };
    expect(await check({})).toEqual({ verdict: 'valid', signed: true, wrong: [] });
    expect(await check({ 'index.docx': null })).toEqual({
      verdict: 'incomplete',
      signed: true,
      wrong: [{ path: 'index.docx', state: 'missing', bytes: null }],
    });
    expect(await check({ 'index.docx': 'x', 'index.xlsx': null }, ['more/x.txt'])).toEqual({
      verdict: 'altered',
      signed: true,
      wrong: [
        { path: 'index.docx', state: 'altered', bytes: 1 },
        { path: 'more/x.txt', state: 'added', bytes: 1 },
        { path: 'index.xlsx', state: 'missing', bytes: null },
      ],
    });
    const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
    expect(await check({ 'manifest.json': manifest.replace('Audit package 2026', 'Audit package 2027') })).toEqual({
      verdict: 'altered',
      signed: false,
      wrong: [{ path: 'manifest.json', state: 'altered', bytes: Buffer.byteLength(manifest) }],
    });
  });

  it('keeps no more of a forged manifest than it can show, and calls nothing in it signed', async () => {
    await using bench = await createTestWorkbench();
    const forged = {
      format: 'assay-package/1',
      name: 'x'.repeat(100_000),
      publicKeySha256: '0'.repeat(64),
      files: [],
      title: { not: 'a text' },
      organisation: '<script>'.repeat(1000),
      asOf: 'yesterday',
      period: { from: '2026-13-40' },
    };
    const files = [
      { path: 'manifest.json', fileToken: await upload(bench.workbench, 'manifest.json', JSON.stringify(forged)) },
    ];
    const check = await finishJob(bench.officer.auditPackage.verify({ folder: 'forged', files }));
    expect(check).toMatchObject({ verdict: 'altered', signed: false, ownKey: false, keySha256: null, made: null });
    expect(check.name).toHaveLength(500);
    expect(check.stated).toMatchObject({ title: '', asOf: null, period: null, status: null });
    expect(check.stated?.organisation).toHaveLength(500);
  });

  it('refuses what is no package with one sentence, and writes nothing into the trail', async () => {
    await using bench = await createTestWorkbench();
    const { bytes } = await makeBytes(bench);
    const before = await countEntries(bench.auditor);
    await expect(checkBytes(bench, 'Dear auditor', 'letter.zip')).rejects.toMatchObject({ code: 'FILE_REFUSED' });
    await expect(checkBytes(bench, bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({
      code: 'FILE_REFUSED',
    });
    await expect(checkBytes(bench, nameTwice(bytes))).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: expect.stringContaining('twice') as string,
    });
    const verify = (input: unknown) => finishJob(bench.officer.auditPackage.verify(input as { fileToken: string }));
    await expect(verify({ fileToken: 'A'.repeat(32) })).rejects.toMatchObject({ code: 'FILE_GONE' });
    const fileToken = await upload(bench.workbench, 'a.txt', 'a');
    await expect(verify({ folder: 'a', files: [{ path: 'a.txt', fileToken }] })).rejects.toMatchObject({
      code: 'FILE_REFUSED',
    });
    const twice = await upload(bench.workbench, 'a.txt', 'a');
    const files = [1, 2].map(() => ({ path: 'a.txt', fileToken: twice }));
    await expect(verify({ folder: 'a', files })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    for (const input of [{}, { fileToken: '../../etc/passwd' }, { folder: '', files }, { folder: 'a', files: [] }]) {
      await expect(verify(input), JSON.stringify(input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    expect(await countEntries(bench.auditor)).toBe(before);
  });

  it('can be cancelled, which leaves nothing behind', async () => {
    await using bench = await createTestWorkbench();
    const { bytes } = await makeBytes(bench);
    const before = await countEntries(bench.auditor);
    const fileToken = await upload(bench.workbench, 'package.zip', bytes);
    const stop = new AbortController();
    const events = await bench.officer.auditPackage.verify({ fileToken }, { signal: stop.signal });
    const read = async () => {
      for await (const event of events) {
        if (event.kind === 'result') return 'finished';
        if (event.done > 0) stop.abort();
      }
      return 'ended';
    };
    await expect(read()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await countEntries(bench.auditor)).toBe(before);
    expect(await readdir(dirname(bench.workbench.files.newPath()))).not.toContain(fileToken);
  });
});

/** An archive whose directory names its second file as its first. */
function nameTwice(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const start = changed.readUInt32LE(changed.length - 6);
  const length = changed.readUInt16LE(start + 28);
  const name = changed.subarray(start + 46, start + 46 + length);
  for (
    let at = start + 46 + length + changed.readUInt16LE(start + 30) + changed.readUInt16LE(start + 32);
    at < changed.length - 22;
  ) {
    const own = changed.readUInt16LE(at + 28);
    if (own === length) {
      name.copy(changed, at + 46);
      return changed;
    }
    at += 46 + own + changed.readUInt16LE(at + 30) + changed.readUInt16LE(at + 32);
  }
  throw new Error('no two names of one length');
}

describe('checking what is no package', () => {
  it('refuses it with one sentence', async () => {
    await using bench = await createTestWorkbench();
    await writeFile(join(bench.folder, 'letter.zip'), 'Dear auditor');
    await expect(openPackage(join(bench.folder, 'letter.zip'))).rejects.toMatchObject({ code: 'FILE_REFUSED' });
    await expect(openPackage(join(bench.folder, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(openPackage(bench.folder)).rejects.toMatchObject({ code: 'FILE_REFUSED' });
  });
});
