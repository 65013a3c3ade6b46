import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeStandInElectron } from '../../support/stand-in-electron.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..', '..');
const ADDON = 'node_modules/better-sqlite3/prebuilds';
const run = promisify(execFile);

let folder: string;
let unpacked: string;
let archive: string;
let files: string[];

/** Runs a script of the project on the Node that runs the tests. */
const runNode = (...args: string[]) => run(process.execPath, args, { cwd: PROJECT_FOLDER });

describe.runIf(process.platform === 'linux')('a package', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-package-'));
    const { version } = JSON.parse(
      await readFile(join(PROJECT_FOLDER, 'node_modules', 'electron', 'package.json'), 'utf8'),
    );
    await makeStandInElectron(folder, version);
    await runNode('scripts/build.mjs', '--if-stale');
    await runNode(
      'node_modules/electron-builder/cli.js',
      '--linux',
      'dir',
      '--publish',
      'never',
      `-c.electronDist=${join(folder, 'electron')}`,
      `-c.directories.output=${join(folder, 'dist')}`,
    );
    unpacked = join(folder, 'dist', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
    archive = join(unpacked, 'resources', 'app.asar');
    files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds core, page, preload, packs, typefaces and notices', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'THIRD-PARTY-NOTICES.txt',
        'out/main/main.js',
        'out/main/core-process.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'out/page-assets.json',
        'resources/packs/models/code-change.yaml',
        'resources/packs/questionnaires/vendor-checklist.yaml',
        'resources/fonts/OFL.txt',
      ]),
    );
  });

  test('holds no sources, no tests, no source maps, and no package but the addon', () => {
    const folders = new Set(files.map((path) => path.split('/')[0]));
    expect(folders).toEqual(
      new Set(['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'node_modules', 'out', 'package.json', 'resources']),
    );
    expect(files.filter((path) => /\.(tsx?|mts|map|cc|cpp|c|h)$/.test(path))).toEqual([]);
    expect(files.filter((path) => /(^|\/)(test|tests|__tests__)\//.test(path))).toEqual([]);
    expect(files.filter((path) => /^node_modules\/[^/]+$/.test(path))).toEqual(['node_modules/better-sqlite3']);
  });

  test('holds the addon for this platform alone, outside of the archive, and it loads', async () => {
    const [prebuild, ...others] = await readdir(join(unpacked, 'resources', 'app.asar.unpacked', ADDON));
    expect([prebuild, others]).toEqual([`${process.platform}-${process.arch}.node`, []]);
    const require = createRequire(import.meta.url);
    const addon: unknown = require(join(unpacked, 'resources', 'app.asar.unpacked', ADDON, prebuild ?? ''));
    expect(addon).toHaveProperty('Database');
  });

  test('knows what it starts and needs no other module', () => {
    const { main, version } = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
    expect(files).toContain(main);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const bundles = files.filter((path) => /^out\/(main|preload)\/.*\.c?js$/.test(path));
    const imported = bundles.flatMap((path) =>
      [
        ...extractFile(archive, path)
          .toString('utf8')
          .matchAll(/^(?:import|export)\s.*?from\s*["']([^."'][^"']*)["']/gm),
      ]
        .map((match) => match[1] ?? '')
        .filter((name) => !name.startsWith('node:')),
    );
    expect([...new Set(imported)].sort()).toEqual(['better-sqlite3', 'electron']);
  });

  test('has a preload of one file that requires Electron alone, as the sandbox wants it', () => {
    const preloads = files.filter((path) => /^out\/preload\/./.test(path));
    expect(preloads).toEqual(['out/preload/preload.cjs']);
    const text = extractFile(archive, 'out/preload/preload.cjs').toString('utf8');
    expect([...text.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual(['electron']);
    expect(text).not.toMatch(/^\s*import\s/m);
  });

  test('has its fuses set', async () => {
    const fuses = await getCurrentFuseWire(join(unpacked, 'assay'));
    const states = Object.fromEntries(
      [
        FuseV1Options.RunAsNode,
        FuseV1Options.EnableCookieEncryption,
        FuseV1Options.EnableNodeOptionsEnvironmentVariable,
        FuseV1Options.EnableNodeCliInspectArguments,
        FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
        FuseV1Options.OnlyLoadAppFromAsar,
        FuseV1Options.GrantFileProtocolExtraPrivileges,
      ].map((option) => [FuseV1Options[option], fuses[option] === FuseState.ENABLE]),
    );
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('the third-party notices', () => {
  test('name everything that is shipped', async () => {
    await expect(runNode('scripts/notices.mjs', '--check')).resolves.toBeDefined();
  }, 120_000);

  test('carry the licences of the typefaces, the icons and the shell', async () => {
    const text = await readFile(join(PROJECT_FOLDER, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(text).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(text).toMatch(/lucide-react [\d.]+\nLicence: ISC/);
    expect(text).toMatch(/electron [\d.]+\nLicence: MIT/);
  });
});
