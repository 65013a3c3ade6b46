import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..', '..');

let folder: string;
let sample: string;

/** Runs the command line as a process of its own, as npm does. */
function assay(...args: string[]): Promise<{ code: number; output: string; complaint: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, ASSAY_HOME: join(folder, 'home') };
    execFile(process.execPath, ['electron/cli/assay.ts', ...args], { cwd: PROJECT_FOLDER, env }, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, output: out.trim(), complaint: err.trim() });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-cli-'));
  sample = join(folder, 'sample.assay');
  expect(await assay('sample', sample)).toEqual({
    code: 0,
    output: 'sample.assay holds the sample workspace.',
    complaint: '',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('assay sample', () => {
  test('refuses to write over a file, with one sentence', async () => {
    const before = await stat(sample);
    const { code, output, complaint } = await assay('sample', sample);
    expect([code, output]).toEqual([1, '']);
    expect(complaint).toMatch(/^[A-Z][^\n]*\.$/);
    expect((await stat(sample)).size).toBe(before.size);
  });
});

describe('assay check', () => {
  test('finds the sample sound', async () => {
    const { code, output } = await assay('check', sample);
    expect(code).toBe(0);
    expect(output).toMatch(/^sample\.assay is sound: \d+ trail entries, \d+ evidence files\.$/);
  });

  test('says that a file is not there, or is no workspace', async () => {
    for (const path of [join(folder, 'none.assay'), join(PROJECT_FOLDER, 'package.json')]) {
      const { code, output, complaint } = await assay('check', path);
      expect([code, output]).toEqual([1, '']);
      expect(complaint).toMatch(/^[A-Z][^\n]*\.$/);
      expect(complaint).not.toMatch(/SQLITE|Error:| at /);
    }
  });

  test('names the first thing wrong in a damaged file', async () => {
    const damaged = join(folder, 'damaged.assay');
    await assay('sample', damaged);
    const file = await open(damaged, 'r+');
    await file.write(Buffer.alloc(4096, 0xff), 0, 4096, Math.floor((await file.stat()).size / 2 / 4096) * 4096);
    await file.close();
    const { code, complaint } = await assay('check', damaged);
    expect(code).toBe(1);
    expect(complaint).toMatch(/^[A-Z][^\n]*\.$/);
  });
});

describe('assay import', () => {
  const writeList = async (name: string, ...rows: string[]) => {
    const path = join(folder, name);
    await writeFile(path, ['Tool,Vendor,Kind,Status', ...rows].join('\n'));
    return path;
  };

  test('rehearses, imports once, and skips what is there already', async () => {
    const list = await writeList('good.csv', 'Quillwright,Quill Works,assistant,proposed');
    const rehearsal = await assay('import', sample, '--register', list, '--dry-run');
    expect(rehearsal).toEqual({
      code: 0,
      output: '1 row: 1 to create, 0 to update, 0 to skip. Nothing was changed.',
      complaint: '',
    });
    const run = await assay('import', sample, '--register', list);
    expect([run.code, run.output]).toEqual([0, '1 created, 0 updated, 0 skipped.']);
    const again = await assay('import', sample, '--register', list);
    expect([again.code, again.output]).toEqual([0, '0 created, 0 updated, 1 skipped.']);
  });

  test('imports nothing when a row has an error, and names the first by its cell', async () => {
    const list = await writeList(
      'bad.csv',
      'Inkhorn,Quill Works,assistant,proposed',
      'Penknife,Quill Works,assistant,red',
    );
    const { code, output, complaint } = await assay('import', sample, '--register', list);
    expect([code, output.startsWith('D3: ')]).toEqual([1, true]);
    expect(complaint).toMatch(/^Nothing was imported, because 1 of 2 rows has errors; the first is D3: .+\.$/);
    const rest = await writeList('rest.csv', 'Inkhorn,Quill Works,assistant,proposed');
    expect((await assay('import', sample, '--register', rest, '--dry-run')).output).toContain('1 to create');
  });

  test('says that a list is not there, or is none', async () => {
    for (const list of [join(folder, 'none.xlsx'), sample]) {
      const { code, output, complaint } = await assay('import', sample, '--register', list);
      expect([code, output]).toEqual([1, '']);
      expect(complaint).toMatch(/^[A-Z"n][^\n]*\.$/);
    }
  });
});

describe('assay export', () => {
  test('writes every report in both formats', async () => {
    const out = join(folder, 'reports');
    const { code, output, complaint } = await assay('export', sample, '--out', out);
    expect([code, complaint]).toEqual([0, '']);
    const names = await readdir(out);
    expect(output).toContain(`${names.length} files written.`);
    const words = names.filter((name) => name.endsWith('.docx'));
    expect(words.length).toBeGreaterThanOrEqual(6);
    expect(names.filter((name) => name.endsWith('.xlsx'))).toHaveLength(words.length);
    expect(names.filter((name) => !/\.(docx|xlsx)$/.test(name))).toEqual([]);
  });

  test('writes one format when asked', async () => {
    const out = join(folder, 'workbooks');
    expect((await assay('export', sample, '--out', out, '--format', 'excel')).code).toBe(0);
    expect((await readdir(out)).filter((name) => !name.endsWith('.xlsx'))).toEqual([]);
  });

  test('refuses somebody who does not work there', async () => {
    const { code, complaint } = await assay('export', sample, '--out', join(folder, 'x'), '--as', 'Nobody');
    expect(code).toBe(1);
    expect(complaint).toMatch(/^"Nobody" is nobody who works in this workspace; there are .+\.$/);
  });
});
