import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFileLog } from '../../../electron/hosts/file-log.ts';
import { readLaunchOptions } from '../../../electron/hosts/launch-options.ts';
import { nodeFolders } from '../../../electron/hosts/node-ports.ts';
import { openAtStart } from '../../../electron/hosts/open-at-start.ts';
import { loadPageAssets, servePageAsset } from '../../../electron/hosts/page-assets.ts';
import { attachmentHeader, readFileName } from '../../../electron/local/file-transfer.ts';
import { browserCommand } from '../../../electron/local/open-browser.ts';
import { createWindowRegistry } from '../../../electron/local/window-registry.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('readLaunchOptions', () => {
  test('has defaults', () => {
    expect(readLaunchOptions([], '/home/a')).toEqual({
      workspace: null,
      sample: false,
      port: 0,
      openBrowser: true,
      help: false,
    });
  });

  test('reads what a person can ask for, paths from where they are', () => {
    const args = ['--browser', '--no-open', '--port', '8123', '--workspace', 'b.assay', '--sample'];
    expect(readLaunchOptions(args, '/home/a')).toEqual({
      workspace: '/home/a/b.assay',
      sample: true,
      port: 8123,
      openBrowser: false,
      help: false,
    });
  });

  test('takes the file of a double click as the workspace', () => {
    expect(readLaunchOptions(['/tmp/x.assay'], '/home/a').workspace).toBe('/tmp/x.assay');
  });

  test.each([['--port', 'eighty'], ['--port', '70000'], ['--port=-1'], ['--colour']])('refuses %s %s', (...args) => {
    expect(() => readLaunchOptions(args, '/')).toThrow(/--help|--port wants a number/);
  });
});

describe('openAtStart', () => {
  function workbench() {
    const done: string[] = [];
    return {
      done,
      openWorkspaceFile: async (path: string) => void done.push(`open ${path}`),
      createSampleWorkspace: async (path: string) => void done.push(`sample ${path}`),
    };
  }

  test('opens nothing, the named workspace, or the sample, made once', async () => {
    const bench = workbench();
    const folders = { workspaces: join(folder, 'workspaces') };
    await openAtStart(bench, { workspace: null, sample: false }, folders);
    await openAtStart(bench, { workspace: '/a.assay', sample: false }, folders);
    await openAtStart(bench, { workspace: null, sample: true }, folders);
    const sample = join(folders.workspaces, 'Sample company.assay');
    await writeFile(sample, '');
    await openAtStart(bench, { workspace: null, sample: true }, folders);
    expect(bench.done).toEqual(['open /a.assay', `sample ${sample}`, `open ${sample}`, `open ${sample}`]);
  });
});

describe('the page’s files', () => {
  const sum = (text: string) => createHash('sha256').update(text).digest('hex');

  async function build(list: { path: string; text: string; sha256?: string }[]) {
    await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
    for (const { path, text } of list) await writeFile(join(folder, 'renderer', path), text);
    const assets = list.map(({ path, text, sha256 = sum(text) }) => ({ path, mediaType: 'text/plain', sha256 }));
    await writeFile(join(folder, 'page-assets.json'), JSON.stringify(assets));
  }

  test('are those of the list, even when others lie beside them', async () => {
    await build([{ path: '/index.html', text: '__ASSAY_NONCE__' }]);
    await writeFile(join(folder, 'renderer', 'assets', 'later.js'), 'alert(1)');
    const assets = await loadPageAssets(folder);
    expect([...assets.keys()]).toEqual(['/index.html']);
    expect(servePageAsset(assets, '/assets/later.js', 'http')).toBeNull();
    expect(servePageAsset(assets, '/', 'http')?.policy).toContain("connect-src 'self'");
  });

  test('are refused when they are not what was built', async () => {
    await build([{ path: '/index.html', text: 'new', sha256: sum('old') }]);
    await expect(loadPageAssets(folder)).rejects.toThrow('Build the page again.');
    await build([{ path: '/main.js', text: '1' }]);
    await expect(loadPageAssets(folder)).rejects.toThrow('without its index.html');
  });
});

describe('folders', () => {
  test('all lie in ASSAY_HOME when it is set, but for the temporary one, which is this process’s own', () => {
    const folders = nodeFolders('/resources', { ASSAY_HOME: folder }, '/home/a');
    expect(folders).toMatchObject({
      workspaces: join(folder, 'workspaces'),
      state: join(folder, 'state'),
      resources: '/resources',
    });
    if (process.platform !== 'win32') expect(statSync(folders.temporary).mode & 0o077).toBe(0);
    return rm(folders.temporary, { recursive: true });
  });

  test('lie where the system keeps documents and state otherwise', async () => {
    await mkdir(join(folder, 'Documents'));
    const folders = nodeFolders('/resources', { XDG_STATE_HOME: join(folder, 'state') }, folder);
    expect(folders.workspaces).toBe(join(folder, 'Documents', 'Assay'));
    if (process.platform === 'linux') expect(folders.state).toBe(join(folder, 'state', 'assay'));
    await rm(folders.temporary, { recursive: true });
  });
});

describe('the log', () => {
  test('is JSON lines that only this person can read', () => {
    const path = join(folder, 'state', 'assay.log');
    openFileLog(path, () => new Date(0)).warn('refused', { status: 403 });
    expect(readFileSync(path, 'utf8')).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","level":"warn","message":"refused","status":403}\n',
    );
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('keeps one older file of a megabyte', async () => {
    const path = join(folder, 'assay.log');
    await writeFile(path, 'x'.repeat(1024 * 1024 + 1));
    openFileLog(path).info('new');
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(2);
    expect(existsSync(`${path}.1`)).toBe(true);
  });

  test('never stops the work when it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => openFileLog(join(folder, 'file', 'assay.log')).error('lost')).not.toThrow();
  });
});

describe('names of files', () => {
  test.each([
    ['report.docx', 'report.docx'],
    [encodeURIComponent('Prüfung.xlsx'), 'Prüfung.xlsx'],
    [encodeURIComponent('../../etc/passwd'), 'passwd'],
    [encodeURIComponent('C:\\a\\b.csv'), 'b.csv'],
    [encodeURIComponent('a\r\nb.csv'), 'ab.csv'],
    ['', null],
    ['%2E%2E', null],
    ['%zz', null],
    ['x'.repeat(256), null],
    [undefined, null],
  ])('%j is read as %j', (header, name) => {
    expect(readFileName(header)).toBe(name);
  });

  test('cannot break out of their header', () => {
    const header = attachmentHeader('a"; filename=b.exe\r\nX: y*\'().docx');
    expect(header).not.toMatch(/[\r\n]/);
    expect(header.match(/"/g)).toHaveLength(2);
    expect(header).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.%-]*$/);
  });
});

describe('windows', () => {
  test('keep their session, and the one unused for longest gives way', () => {
    const closed: string[] = [];
    const registry = createWindowRegistry(
      { openWindow: (id) => ({ id }), closeWindow: (id) => void closed.push(id) },
      2,
    );
    const first = registry.find('window-1');
    registry.find('window-2');
    expect(registry.find('window-1')).toBe(first);
    registry.find('window-3');
    expect(closed).toEqual(['window-2']);
    expect(registry.find('no')).toBeNull();
    registry.closeAll();
    expect(closed).toEqual(['window-2', 'window-1', 'window-3']);
  });
});

describe('browserCommand', () => {
  test('passes the address as one argument, through no shell', () => {
    const url = 'http://127.0.0.1:1/#token=a&b';
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(browserCommand(platform, url).args.at(-1)).toBe(url);
  });
});
