import { describe, expect, test } from 'vitest';
import { listImports, readSources, type SourceFile } from './source-files.ts';

/** What each part of the product may import: folders or files of the project, and packages. `node:` is Node's own. */
const LAYERS: Readonly<Record<string, { files: string[]; packages: string[] }>> = {
  'shared/': { files: ['shared/'], packages: ['zod', '@orpc/contract'] },
  'electron/core/': {
    files: ['electron/core/', 'shared/'],
    packages: [
      'node:',
      'zod',
      '@orpc/server',
      'kysely',
      'better-sqlite3',
      'docx',
      'hucre',
      'xlsx',
      'csv-parse',
      'yaml',
      'yauzl',
      'i18next',
      '@resvg/resvg-wasm',
    ],
  },
  'electron/hosts/': {
    files: ['electron/hosts/', 'electron/core/', 'shared/'],
    packages: ['node:', 'zod', '@orpc/server'],
  },
  'electron/local/': {
    files: ['electron/local/', 'electron/hosts/', 'electron/core/', 'shared/'],
    packages: ['node:', '@orpc/server'],
  },
  'electron/cli/': {
    files: ['electron/cli/', 'electron/hosts/', 'electron/core/', 'shared/'],
    packages: ['node:', '@orpc/server', '@orpc/contract'],
  },
  'electron/main/': {
    files: ['electron/main/', 'electron/hosts/', 'electron/core/', 'shared/'],
    packages: ['node:', 'electron', 'zod', '@orpc/server'],
  },
  'electron/preload/': {
    files: ['electron/preload/', 'electron/main/bridge-channels.ts', 'shared/desktop-bridge.ts'],
    packages: ['electron'],
  },
  'renderer/': {
    files: ['renderer/', 'shared/', 'resources/fonts/', 'resources/icons/'],
    packages: [
      'react',
      'react-dom',
      'react-router',
      'i18next',
      'react-i18next',
      'lucide-react',
      'pdfjs-dist',
      'zod',
      '@mui/material',
      '@mui/x-data-grid',
      '@emotion/react',
      '@emotion/styled',
      '@emotion/cache',
      '@tanstack/react-query',
      '@orpc/client',
      '@orpc/contract',
      '@orpc/tanstack-query',
    ],
  },
};

/** In the page a lower part never knows a higher one, and no feature knows another. */
const PAGE_PARTS = ['renderer/platform/', 'renderer/components/', 'renderer/features/', 'renderer/app/'];

const SQL =
  /\bsql(?:\.raw|\.ref|\.table)?[`(<]|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(|\.prepare\(/;

const sources = readSources();

function breaches(rule: (file: SourceFile) => string[]): string[] {
  return sources.flatMap((file) => rule(file).map((what) => `${file.path} → ${what}`));
}

function isAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => (/[/:]$/.test(entry) ? name.startsWith(entry) : name === entry));
}

const featureOf = (path: string, root: string) => new RegExp(`^${root}/features/([^/]+)/`).exec(path)?.[1] ?? null;

describe('imports', () => {
  test('are found, whatever they look like', () => {
    const text = [
      "import { a } from './a.ts';",
      'import type {\n  B,\n} from "b/c";',
      "export { d } from '../d.ts';",
      "import './side-effect.css';",
      "const e = await import('e');",
      "import * as f from '@f/g/h';",
      "import i, { type J } from 'i';",
    ].join('\n');
    expect(listImports(text)).toEqual(['./a.ts', 'b/c', '../d.ts', './side-effect.css', 'e', '@f/g/h', 'i']);
    expect(sources.length).toBeGreaterThan(50);
  });

  test('stay within what the part of the product may know', () => {
    expect(
      breaches(({ path, files, packages }) => {
        const layer = Object.entries(LAYERS).find(([folder]) => path.startsWith(folder))?.[1];
        if (!layer) return ['belongs to no part'];
        return [
          ...files.filter((name) => !isAllowed(name, layer.files)),
          ...packages.filter((name) => !isAllowed(name, layer.packages)),
        ];
      }),
    ).toEqual([]);
  });

  test('of Electron are made by main and preload alone', () => {
    expect(
      breaches(({ path, packages }) =>
        packages.includes('electron') && !/^electron\/(main|preload)\//.test(path) ? ['electron'] : [],
      ),
    ).toEqual([]);
  });

  test('in the page go from app to features to components', () => {
    const rank = (path: string) => PAGE_PARTS.findIndex((part) => path.startsWith(part));
    expect(
      breaches(({ path, files }) =>
        rank(path) < 0 ? [] : files.filter((name) => name.startsWith('renderer/') && rank(name) > rank(path)),
      ),
    ).toEqual([]);
  });

  test('in the page never reach from one feature into another', () => {
    expect(
      breaches(({ path, files }) => {
        const own = featureOf(path, 'renderer');
        return own === null ? [] : files.filter((name) => ![null, own].includes(featureOf(name, 'renderer')));
      }),
    ).toEqual([]);
  });

  test('in the core reach another feature through its operations, never its store', () => {
    expect(
      breaches(({ path, files }) => {
        const own = featureOf(path, 'electron/core');
        return files.filter(
          (name) =>
            own !== null && name.endsWith('-store.ts') && ![null, own].includes(featureOf(name, 'electron/core')),
        );
      }),
    ).toEqual([]);
  });
});

describe('SQL', () => {
  test('is recognised', () => {
    for (const text of ['sql`select 1`', 'sql<number>`1`', 'db.selectFrom("x")', 'database.prepare(text)']) {
      expect(SQL.test(text), text).toBe(true);
    }
    expect(SQL.test('// sqlite; prepared(x); const sqlText = 1')).toBe(false);
  });

  test('stands in stores and in the database folder alone', () => {
    expect(
      breaches(({ path, text }) =>
        !path.startsWith('electron/core/database/') && !path.endsWith('-store.ts') && SQL.test(text) ? ['SQL'] : [],
      ),
    ).toEqual([]);
  });
});
