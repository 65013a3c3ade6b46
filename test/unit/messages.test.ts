import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STATUS_WORDS } from '../../renderer/components/status-words.ts';
import { DATED_KINDS } from '../../shared/contract/overview.ts';
import { REPORT_KINDS } from '../../shared/contract/reports.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const PLURALS = ['', '_zero', '_one', '_other'];

function listFiles(folder: string, ending: RegExp): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => join(folder, path));
}

function flatten(messages: object, prefix: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}.${key}`, value]] : flatten(value as object, `${prefix}.${key}`),
  );
}

function readMessages(...folders: string[]): Map<string, string> {
  return new Map(
    folders
      .flatMap((folder) => listFiles(folder, /\.json$/))
      .flatMap((path) => {
        const name = basename(path, '.json').replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
        return flatten(JSON.parse(readFileSync(join(PROJECT, path), 'utf8')) as object, name);
      }),
  );
}

/** Keys that are written out in the source: `t('tools.title')`, and the titles of pages. */
function listAskedKeys(path: string): string[] {
  const source = readFileSync(join(PROJECT, path), 'utf8');
  return [...source.matchAll(/\bt\(\s*'([\w.]+)'|\btitle: '(\w+(?:\.\w+)+)'/g)].map(
    ([, asked, title]) => asked ?? title ?? '',
  );
}

describe('messages', () => {
  const messages = readMessages('renderer/locales/en', 'shared/locales/en');
  const sources = listFiles('renderer', /\.tsx?$/);

  it('has every message that the page asks for', () => {
    const missing = sources.flatMap((path) =>
      listAskedKeys(path)
        .filter((key) => !PLURALS.some((plural) => messages.has(`${key}${plural}`)))
        .map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['calendar.kind', DATED_KINDS],
    ['overview.due.kind', DATED_KINDS],
    ['overview.verb', DATED_KINDS],
    ['reports.kind', REPORT_KINDS],
    ['reportsPage.about', REPORT_KINDS],
    ['reference.vocabulary', Object.keys(STATUS_WORDS)],
  ])('has a word of %s for every value of its list', (part, values) => {
    const missing = values.filter((value) => !PLURALS.some((plural) => messages.has(`${part}.${value}${plural}`)));
    expect(missing).toEqual([]);
  });

  it('has no key both in a file of the page and in one that reports share', () => {
    const page = readMessages('renderer/locales/en');
    const shared = readMessages('shared/locales/en');
    const parts = (messages: Map<string, string>) =>
      new Set([...messages.keys()].map((key) => key.split('.').slice(0, 2).join('.')));
    const inReports = parts(shared);
    expect([...parts(page)].filter((part) => inReports.has(part))).toEqual([]);
  });

  it('leaves no message empty, and gives every plural both of its forms', () => {
    const faults = [...messages].filter(
      ([key, text]) => text.trim() === '' || (key.endsWith('_one') && !messages.has(key.replace(/_one$/, '_other'))),
    );
    expect(faults).toEqual([]);
  });
});

describe('colours', () => {
  it('stand in the token file alone', () => {
    const hex = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?!;)|\brgba?\(/i;
    const coloured = listFiles('renderer', /\.(?:css|tsx?)$/).filter(
      (path) => !path.endsWith(join('app', 'tokens.ts')) && hex.test(readFileSync(join(PROJECT, path), 'utf8')),
    );
    expect(coloured).toEqual([]);
  });
});
