import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cp, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { read, utils } from 'xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackPackage } from '../../electron/core/features/audit-package/unpack-package.ts';
import { verifyPackage } from '../../electron/core/features/audit-package/verify-package.ts';
import type { PackageScope } from '../../shared/contract/audit-package.ts';
import type { PackageManifest } from '../../shared/rules/audit-package/manifest.ts';
import { openSampleWorkbench } from '../support/sample.ts';
import { finishJob, makeTestFolder } from '../support/workbench.ts';

const run = promisify(execFile);
const scope: PackageScope = {
  title: 'Audit package 2026',
  period: { from: '2026-01-01', to: '2026-11-20' },
  vendorIds: null,
  profile: 'full',
  seed: null,
};

const listFiles = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

async function flipByte(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([(byte[0] ?? 0) ^ 0x10]), 0, 1, at);
  await file.close();
}

/** Every text in an Office file. */
function readOfficeText(bytes: Buffer): string {
  const texts: string[] = [];
  for (let at = bytes.readUInt32LE(bytes.length - 6); bytes.readUInt32LE(at) === 0x02014b50;) {
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    texts.push((bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString());
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return texts.join('\n');
}

describe('the audit package of the sample workspace', () => {
  let sample: Awaited<ReturnType<typeof openSampleWorkbench>>;
  const folder = makeTestFolder();
  const place = (name: string) => join(folder.path, name);
  let manifest: PackageManifest;

  async function make(changes: Partial<PackageScope>, name: string) {
    const made = await finishJob(sample.officer.auditPackage.make({ scope: { ...scope, ...changes }, final: false }));
    await cp(sample.workbench.files.find(made.file.token).path, place(name));
    return made;
  }

  beforeAll(async () => {
    sample = await openSampleWorkbench();
    await make({}, 'full.zip');
    await unpackPackage(place('full.zip'), place('full'));
    manifest = JSON.parse(await readFile(place('full/manifest.json'), 'utf8')) as PackageManifest;
  }, 120_000);
  afterAll(async () => {
    await sample[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it('has six sections with 17 items, each in Word and Excel, and every file in the manifest', async () => {
    const files = await listFiles(place('full'));
    const folders = new Set(files.filter((path) => /^\d-/.test(path)).map(dirname));
    expect(folders.size).toBe(17);
    expect(new Set([...folders].map((path) => dirname(path))).size).toBe(6);
    for (const path of folders) {
      const own = files.filter((file) => dirname(file) === path);
      expect(own.some((file) => file.endsWith('.docx')) && own.some((file) => file.endsWith('.xlsx')), path).toBe(true);
    }
    const sealed = ['SHA256SUMS', 'manifest.json', 'manifest.json.sig', 'public-key.pem'];
    expect(manifest.files.map(({ path }) => path)).toEqual(files.filter((path) => !sealed.includes(path)));
    expect(files).toEqual(expect.arrayContaining([...sealed, 'verify.html', 'index.docx', 'index.xlsx']));
    for (const { path, bytes } of manifest.files) expect((await stat(place(`full/${path}`))).size).toBe(bytes);
    const evidence = manifest.files.filter(({ kind }) => kind === 'evidence');
    expect(evidence.length).toBeGreaterThan(50);
    expect(evidence.every((file) => file.evidence !== null && file.items.length > 0)).toBe(true);
  });

  it('is found whole by sha256sum, by openssl, and by our own check, as archive and as folder', async () => {
    await run('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: place('full') });
    const args = ['-verify', '-pubin', '-inkey', 'public-key.pem', '-rawin', '-in', 'manifest.json'];
    const { stdout } = await run('openssl', ['pkeyutl', ...args, '-sigfile', 'manifest.json.sig'], {
      cwd: place('full'),
    });
    expect(stdout).toContain('Signature Verified Successfully');
    for (const path of ['full', 'full.zip']) {
      expect(await verifyPackage(place(path))).toMatchObject({ verdict: 'valid', signed: true, name: manifest.name });
    }
  });

  it('comes out byte for byte the same again', async () => {
    await make({}, 'again.zip');
    expect((await readFile(place('again.zip'))).equals(await readFile(place('full.zip')))).toBe(true);
    await rm(place('again.zip'));
  });

  it('draws the same samples with the auditor’s own seed, and others with another', async () => {
    const [trail] = manifest.sampling.samples;
    expect(manifest.sampling.seed).toBe(manifest.chainHead.hash);
    expect(trail).toMatchObject({ population: 'trail', frequency: 'many_per_day' });
    expect(trail?.drawn).toHaveLength(40);
    const lines = (await readFile(place('full/5-audit-trails/5.3-configuration-changes/trail.jsonl'), 'utf8'))
      .trim()
      .split('\n');
    expect(lines).toHaveLength(trail?.count ?? 0);
  });

  it('lists the drawn records in words, with a blank for the exception, and points to them in the index', async () => {
    const { SheetNames, Sheets } = read(await readFile(place('full/samples/samples.xlsx')));
    const rowsOf = (index: number) =>
      utils.sheet_to_json<unknown[]>(Sheets[SheetNames[index] ?? ''] ?? {}, { header: 1, range: 5, defval: null });
    const drawn = rowsOf(0).filter((row) => row[2] !== null);
    expect(drawn).toHaveLength(manifest.sampling.samples.reduce((sum, sample) => sum + sample.drawn.length, 0));
    expect(drawn.map((row) => row[3])).toEqual(drawn.map(() => null));
    expect(drawn.filter((row) => /\d{4}-\d{2}-\d{2}T/.test(String(row[1])))).toEqual([]);
    expect(rowsOf(1).map((row) => row[5])).toEqual(
      expect.arrayContaining(manifest.sampling.samples.map(({ populationSha256 }) => populationSha256)),
    );
    const index = readOfficeText(await readFile(place('full/index.docx')));
    expect(index).toContain('samples/samples.docx');
    expect(index).not.toContain('phi.retention');
    expect(index).toContain('Training register');
  });

  it('has each altered file named, whichever byte of it was flipped', { timeout: 120_000 }, async () => {
    const files = await listFiles(place('full'));
    await cp(place('full'), place('tampered'), { recursive: true });
    const step = Math.max(Math.floor(files.length / 40), 1);
    const seals = new Set(['SHA256SUMS', 'manifest.json', 'manifest.json.sig', 'public-key.pem', 'verify.html']);
    for (const [index, path] of files.entries()) {
      if (index % step !== 0 && !seals.has(path)) continue;
      const { size } = await stat(place(`full/${path}`));
      for (const at of new Set([0, (index * 7919) % size, size - 1])) {
        await flipByte(place(`tampered/${path}`), at);
        const { verdict, files: judged } = await verifyPackage(place('tampered'));
        await flipByte(place(`tampered/${path}`), at);
        const bad = judged.filter(({ state }) => state !== 'unchanged');
        const named = { path, state: 'altered', bytes: size };
        expect({ verdict, bad }, `${path} at ${at}`).toEqual({ verdict: 'altered', bad: [named] });
      }
    }
  });

  it(
    'has a flipped byte named anywhere in the archive, its own headers and directory too',
    { timeout: 120_000 },
    async () => {
      await cp(place('full.zip'), place('flipped.zip'));
      const { size } = await stat(place('flipped.zip'));
      const places = [4, 10, 27, size - 1, size - 20, size - 3000];
      for (let index = 1; index <= 30; index += 1) places.push(Math.floor((size * index) / 31));
      for (const at of places) {
        await flipByte(place('flipped.zip'), at);
        const outcome = await verifyPackage(place('flipped.zip')).catch((error: unknown) => ({
          verdict: 'altered',
          files: [{ state: 'altered', path: String(error) }],
        }));
        expect(outcome.verdict, `byte ${at}`).toBe('altered');
        expect(outcome.files.some(({ state }) => state === 'altered')).toBe(true);
        await flipByte(place('flipped.zip'), at);
      }
      expect((await verifyPackage(place('flipped.zip'))).verdict).toBe('valid');
    },
  );

  it('is incomplete without a file, and altered with one that does not belong to it', async () => {
    const [, second] = manifest.files;
    await rm(place(`tampered/${second?.path}`));
    expect(await verifyPackage(place('tampered'))).toMatchObject({ verdict: 'incomplete' });
    await cp(place(`full/${second?.path}`), place(`tampered/${second?.path}`));
    await mkdir(place('tampered/evidence/more'));
    await writeFile(place('tampered/evidence/more/letter.txt'), 'We also promise this.');
    await writeFile(place('tampered/.DS_Store'), 'left by a system');
    const { verdict, files } = await verifyPackage(place('tampered'));
    expect(verdict).toBe('altered');
    expect(files.filter(({ state }) => state !== 'unchanged')).toEqual([
      { path: 'evidence/more/letter.txt', state: 'added', bytes: 21 },
    ]);
  });

  it('counts a seal by a key of another kind for nothing, as its own page does', async () => {
    await cp(place('full'), place('resealed'), { recursive: true });
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKeySha256 = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex');
    const text = JSON.stringify({ ...manifest, publicKeySha256 });
    const seals: Record<string, string | Buffer> = {
      'manifest.json': text,
      'manifest.json.sig': sign(null, Buffer.from(text), privateKey),
      'public-key.pem': publicKey.export({ type: 'spki', format: 'pem' }),
    };
    for (const [path, bytes] of Object.entries(seals)) await writeFile(place(`resealed/${path}`), bytes);
    const { stdout } = await run(
      'sha256sum',
      (await listFiles(place('resealed'))).filter((path) => path !== 'SHA256SUMS'),
      {
        cwd: place('resealed'),
      },
    );
    await writeFile(place('resealed/SHA256SUMS'), stdout);
    expect(await verifyPackage(place('resealed'))).toMatchObject({
      verdict: 'altered',
      signed: false,
      keySha256: null,
    });
  });

  it('leaves out every name, comment and evidence file when it is redacted', { timeout: 120_000 }, async () => {
    await make({ profile: 'redacted' }, 'redacted.zip');
    await unpackPackage(place('redacted.zip'), place('redacted'));
    expect((await verifyPackage(place('redacted'))).verdict).toBe('valid');
    const files = await listFiles(place('redacted'));
    expect(files.filter((path) => path.startsWith('evidence/') || path.endsWith('.jsonl'))).toEqual([]);
    const redacted = JSON.parse(await readFile(place('redacted/manifest.json'), 'utf8')) as PackageManifest;
    expect(redacted.withheld.length).toBe(manifest.files.filter(({ kind }) => kind === 'evidence').length);
    const people = (await sample.officer.people.list()).map(({ name }) => name);
    const identities = await sample.officer.accessTiers.listIdentities({ limit: 100 });
    const names = [...people, ...identities.rows.filter(({ kind }) => kind === 'person').map(({ name }) => name)];
    const assessments = await sample.officer.assessments.list({ limit: 100 });
    const details = await Promise.all(
      assessments.rows.map(({ id }) => sample.officer.assessments.get({ assessmentId: id })),
    );
    const comments = details
      .flatMap(({ answers }) => answers.map(({ note }) => note))
      .filter((note) => note.includes(' '));
    expect(comments.length).toBeGreaterThan(20);
    for (const path of files) {
      const bytes = await readFile(place(`redacted/${path}`));
      const text = /\.(docx|xlsx)$/.test(path) ? readOfficeText(bytes) : bytes.toString();
      const shown = [...names, ...comments].filter((one) => text.includes(one));
      expect(shown, path).toEqual([]);
    }
    const index = readOfficeText(await readFile(place('full/index.docx')));
    expect(index).toContain('Ines Okafor');
  });

  it('leaves nothing behind when it is cancelled, and no record of it', async () => {
    const desk = dirname(sample.workbench.files.newPath());
    const before = await sample.officer.auditPackage.list();
    const held = await readdir(desk);
    const stop = new AbortController();
    const events = await sample.officer.auditPackage.make({ scope, final: false }, { signal: stop.signal });
    const read = async () => {
      for await (const event of events) if (event.kind === 'progress' && event.done > 3) stop.abort();
    };
    await expect(read()).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await sample.officer.auditPackage.list()).toEqual(before);
    expect(await readdir(desk)).toEqual(held);
  });
});
