import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCalendar } from '../../support/read-calendar.ts';

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
    await copyFile(sample, damaged);
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

describe('assay ask', () => {
  const ask = (...args: string[]) => assay('ask', sample, ...args);
  const jonas = ['--person', 'jonas.weber@calder.example', '--tool', 'copperline api'] as const;

  test('answers with every rule, and ends with a code for each answer', { timeout: 60_000 }, async () => {
    const denied = await ask(...jonas, '--repository', 'claims-engine');
    expect([denied.code, denied.complaint]).toEqual([3, '']);
    const lines = denied.output.split('\n');
    expect(lines[0]).toBe('No, denied (decided by rule 3, version 1)');
    expect(lines[3]).toBe('>  3  denies   Junior developer on PHI services is denied');
    expect(lines[4]).toMatch(/^ {3}4 {2}denies {3}No live exception: EX-001 lapsed after \d+ \w+ \d{4}$/);
    expect(lines.at(-1)).toMatch(/^ {2}- An exception for PHI services of 90 days at most/);

    const allowed = await ask(
      '--person',
      'Felix Brandt',
      '--tool',
      'Bluefin Complete',
      '--class',
      'public-docs',
      '--json',
    );
    expect(allowed.code).toBe(0);
    expect(JSON.parse(allowed.output)).toMatchObject({ outcome: 'allow', decidedBy: 3, remedies: [] });
    const later = await ask('--person', 'Peter Vance', '--tool', 'Forge Assist', '--class', 'connected');
    expect(later.code).toBe(2);
  });

  test('says who or what it does not know', { timeout: 60_000 }, async () => {
    expect(await ask(...jonas, '--class', 'everything')).toMatchObject({ code: 4, complaint: '' });
    expect(await ask(...jonas, '--class', 'internal', '--region', 'Atlantis')).toMatchObject({ code: 4 });
    const nobody = await ask('--person', 'Nobody', '--tool', 'Forge Assist', '--class', 'internal', '--json');
    expect(nobody.code).toBe(4);
    expect(JSON.parse(nobody.output)).toEqual({
      outcome: 'unknown',
      sentence: 'There is no person or agent "Nobody".',
    });
  });
});

describe('assay export', () => {
  test('writes every report, in one format when asked', async () => {
    const out = join(folder, 'workbooks');
    const { code, output, complaint } = await assay('export', sample, '--out', out, '--format', 'excel');
    expect([code, complaint]).toEqual([0, '']);
    const names = await readdir(out);
    expect(output).toContain(`${names.length} files written.`);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !name.endsWith('.xlsx'))).toEqual([]);
  });

  test('writes the reports that are asked for in both formats', async () => {
    const out = join(folder, 'reports');
    const chosen = ['--report', 'vendor_register', '--report', 'findings'];
    const { code, complaint } = await assay('export', sample, '--out', out, ...chosen);
    expect([code, complaint]).toEqual([0, '']);
    const names = await readdir(out);
    expect(names.toSorted().map((name) => name.replace(/-\d{8}/, ''))).toEqual([
      'CHP-FR Findings.docx',
      'CHP-FR Findings.xlsx',
      'CHP-VR Vendor register.docx',
      'CHP-VR Vendor register.xlsx',
    ]);
  });

  test('says which reports there are when it knows none of that name', async () => {
    const { code, complaint } = await assay('export', sample, '--out', join(folder, 'y'), '--report', 'everything');
    expect(code).toBe(1);
    expect(complaint).toContain('vendor_register');
    expect(existsSync(join(folder, 'y'))).toBe(false);
  });

  test('refuses somebody who does not work there', async () => {
    const { code, complaint } = await assay('export', sample, '--out', join(folder, 'x'), '--as', 'Nobody');
    expect(code).toBe(1);
    expect(complaint).toMatch(/^"Nobody" is nobody who works in this workspace; there are .+\.$/);
  });
});

describe('assay calendar', () => {
  test('writes every day from today on, the same each time, and only those of one person when asked', async () => {
    const write = async (name: string, ...more: string[]) => {
      const out = join(folder, name);
      const { code, output, complaint } = await assay('calendar', sample, '--out', out, ...more);
      expect([code, complaint]).toEqual([0, '']);
      const text = await readFile(out, 'utf8');
      const { events } = readCalendar(text);
      expect(output).toBe(`${name} holds ${events.length} ${events.length === 1 ? 'day' : 'days'}.`);
      return { text, events };
    };
    const all = await write('due.ics');
    expect(all.events.length).toBeGreaterThan(10);
    expect((await write('again.ics')).text).toBe(all.text);
    const own = await write('own.ics', '--mine', '--as', 'Ines Okafor');
    expect(own.events.length).toBeLessThan(all.events.length);
  });
});

describe('assay package', () => {
  test('stops at Ctrl-C with one sentence, and leaves nothing behind', async () => {
    const temporary = join(folder, 'temporary');
    const out = join(folder, 'packages');
    await mkdir(temporary);
    const child = spawn(process.execPath, ['electron/cli/assay.ts', 'package', sample, '--out', out], {
      cwd: PROJECT_FOLDER,
      env: { ...process.env, ASSAY_HOME: join(folder, 'home'), TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    // The archive is being written.
    const isUnderWay = async () =>
      (await readdir(temporary, { recursive: true })).some((path) => path.includes('file-desk/'));
    while (!(await isUnderWay())) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect([await ended, complaint]).toEqual([130, 'Cancelled. Nothing half-written was left behind.\n']);
    expect(await readdir(temporary)).toEqual([]);
    expect(existsSync(out)).toBe(false);
    expect((await assay('check', sample)).code).toBe(0);
  });
});
