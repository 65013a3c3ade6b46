import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_FOLDER, readSources } from './source-files.ts';

const BINARY = /\.(png|jpe?g|woff2|xlsx?|ods|docx|pdf|zip|ico|icns|assay)$/;

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: PROJECT_FOLDER,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && !BINARY.test(path));

function findIn(paths: readonly string[], pattern: RegExp): string[] {
  return paths.filter((path) => {
    try {
      return pattern.test(readFileSync(join(PROJECT_FOLDER, path), 'utf8'));
    } catch {
      return false;
    }
  });
}

const own = 'test/architecture/repository.test.ts';

describe('the repository', () => {
  test('names no package registry', () => {
    const hosts = ['registry', 'npm.pkg', 'pypi', 'files.pythonhosted', 'deb.debian', 'archive.ubuntu', 'proxy.golang'];
    const pattern = new RegExp(`(^|[/@.\\s"'])(${hosts.join('|').replaceAll('.', '\\.')})\\.[a-z]+[./:]`, 'i');
    expect(pattern.test('"resolved": "https://registry.example.org/a.tgz"')).toBe(true);
    expect(findIn(tracked, pattern).filter((path) => path !== own)).toEqual([]);
  });

  test('holds no build products, workspaces, logs or installed packages', () => {
    const products = /^(out|dist|coverage|node_modules|\.runtime)\/|\.(assay(-wal|-shm)?|log)$/;
    expect(tracked.filter((path) => products.test(path))).toEqual([]);
  });

  test('has nothing left to do, and no test that is left out', () => {
    const code = tracked.filter((path) => /\.(tsx?|mjs|ya?ml)$/.test(path) && path !== own);
    expect(findIn(code, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
    expect(findIn(code, /\b(test|it|describe)\.(skip|only|todo)\(/)).toEqual([]);
  });
});

describe('the product', () => {
  const sources = readSources();
  const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test('leaves Electron’s protections as they are', () => {
    expect(
      filesWith(/webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|no-sandbox/),
    ).toEqual([]);
    expect(filesWith(/contextIsolation: false|sandbox: false|nodeIntegration\w*: true|webviewTag: true/)).toEqual([]);
  });

  test('runs no text as code and writes no markup as text', () => {
    expect(filesWith(/\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\s*=|executeJavaScript/)).toEqual([]);
  });

  test('calls no network: its only requests go to its own host', () => {
    const requests = filesWith(/\bfetch\(|XMLHttpRequest|WebSocket\(|EventSource\(|sendBeacon|from 'node:https'/);
    expect(requests).toEqual(['renderer/platform/host.ts']);
  });
});
