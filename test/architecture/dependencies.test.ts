import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFolder, listImports, PROJECT_FOLDER, readSources } from './source-files.ts';

const readText = (path: string) => readFileSync(join(PROJECT_FOLDER, path), 'utf8');

const manifest = JSON.parse(readText('package.json')) as Record<string, Record<string, string> | undefined>;
const production = Object.keys(manifest['dependencies'] ?? {});
const development = Object.keys(manifest['devDependencies'] ?? {});
const optional = Object.keys(manifest['optionalDependencies'] ?? {});

describe('dependencies', () => {
  test('each have a line in docs/decisions that says why', () => {
    const decisions = listFolder('docs/decisions').map(readText).join('\n');
    const missing = [...production, ...development, ...optional].filter(
      (name) => !new RegExp(`^\\| \`${name}\` +\\| .{10,} \\|$`, 'm').test(decisions),
    );
    expect(missing).toEqual([]);
  });

  test('are pinned exactly', () => {
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.values(manifest[kind] ?? {}),
    );
    expect(versions.filter((version) => !/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('that the core needs at run time are no development dependencies', () => {
    const needed = readSources()
      .filter(({ path }) => path.startsWith('electron/') || path.startsWith('shared/'))
      .flatMap(({ packages }) => packages)
      .filter((name) => !name.startsWith('node:') && name !== 'electron');
    expect([...new Set(needed)].filter((name) => !production.includes(name))).toEqual([]);
  });

  test('that scripts need before anything is installed are none', () => {
    const early = ['start', 'test', 'run', 'assay', 'project', 'child-process', 'dependencies', 'node-runtime'];
    const earlier = [...early, 'build-plan', 'electron-binary', 'system-tools', 'test-results'];
    const imports = earlier.flatMap((name) => listImports(readText(`scripts/${name}.mjs`)));
    expect(imports.filter((name) => !name.startsWith('node:') && !name.startsWith('./'))).toEqual([]);
  });
});

describe('the lockfile', () => {
  const packages = (
    JSON.parse(readText('package-lock.json')) as {
      packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }>;
    }
  ).packages;

  test('agrees with package.json', () => {
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      expect((packages[''] as Record<string, unknown>)[kind]).toEqual(manifest[kind]);
    }
  });

  test('names no server to fetch from', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });

  test('holds the packages of every platform, so that it installs on each', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
        .map((name) => `${path} → ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
