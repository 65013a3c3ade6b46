import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFolder } from './source-files.ts';

const FOLDERS = ['electron', 'renderer', 'shared', 'scripts', 'test'];
const FORBIDDEN_WORDS = /^(utils?|helpers?|managers?|common|misc|index|lib|stuff)$/;

/** A feature has this one name in every part (`design.md`). */
const FEATURES = [
  'workspace',
  'people',
  'vendors',
  'tools',
  'questionnaires',
  'assessments',
  'scores',
  'evidence',
  'agreements',
  'phi-exposure',
  'residency',
  'data-flows',
  'access-tiers',
  'adoption',
  'risks',
  'policies',
  'reviews',
  'monitoring',
  'metrics',
  'excellence',
  'training',
  'feedback',
  'activity-log',
  'specs',
  'audit-trail',
  'gaps',
  'auditor-answers',
  'audit-package',
  'exchange',
  'search',
  'settings',
  'findings',
  'reports',
  'overview',
  // The page that shows every component; no feature of the product.
  'reference',
];

const paths = FOLDERS.flatMap(listFolder).filter((path) => !path.startsWith('test/fixtures/'));
const stemOf = (path: string) => basename(path).replace(/(\.test|\.d|\.module)?\.\w+$/, '');

describe('names', () => {
  test('of files are kebab-case', () => {
    const sources = paths.filter((path) => /\.(tsx?|mjs|css)$/.test(path));
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((path) => !/^\d*[a-z0-9]+(-[a-z0-9]+)*$/.test(stemOf(path)))).toEqual([]);
  });

  test('are whole words that say something; there are no barrels', () => {
    const words = (path: string) => [...path.split('/').slice(0, -1), ...stemOf(path).split('-')];
    expect(
      paths.filter((path) => /\.(tsx?|mjs)$/.test(path) && words(path).some((word) => FORBIDDEN_WORDS.test(word))),
    ).toEqual([]);
  });

  test('of features are the same everywhere', () => {
    const roots = ['electron/core/features', 'renderer/features'];
    const names = roots.flatMap((root) =>
      listFolder(root)
        .filter((path) => path.split('/').length > root.split('/').length + 1)
        .map((path) => path.slice(root.length + 1).split('/')[0] ?? ''),
    );
    expect([...new Set(names)].filter((name) => !FEATURES.includes(name))).toEqual([]);
  });

  test('of migrations are NNNN-verb-subject, in steps of ten', () => {
    const migrations = listFolder('electron/core/database')
      .filter((path) => path.includes('/migrations/'))
      .map((path) => basename(path));
    expect(migrations.length).toBeGreaterThan(0);
    for (const name of migrations) {
      expect(name).toMatch(/^\d{4}-[a-z]+(-[a-z]+)+\.ts$/);
      expect(Number(name.slice(0, 4)) % 10, name).toBe(0);
    }
  });
});
