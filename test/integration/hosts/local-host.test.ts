import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UPLOAD_LIMIT } from '../../../shared/rules/file-limits.ts';
import type { Log } from '../../../electron/core/ports.ts';
import type { PageAssets } from '../../../electron/hosts/page-assets.ts';
import { startLocalHost, type LocalHost } from '../../../electron/local/local-host.ts';
import { createStandInWorkbench, type standInRouter, type StandInWorkbench } from '../../support/stand-in-workbench.ts';

const PAGE = '<!doctype html><meta name="style-nonce" content="__ASSAY_NONCE__" /><title>Assay</title>';
const assets: PageAssets = new Map([
  ['/index.html', { body: Buffer.from(PAGE), mediaType: 'text/html; charset=utf-8' }],
  ['/assets/index.js', { body: Buffer.from('export {};'), mediaType: 'text/javascript; charset=utf-8' }],
]);

let workbench: StandInWorkbench;
let host: LocalHost;
let token: string;
let logged: string[];

beforeEach(async () => {
  workbench = await createStandInWorkbench();
  logged = [];
  const note = (message: string, facts?: object) => void logged.push(JSON.stringify({ message, ...facts }));
  const log: Log = { info: note, warn: note, error: note };
  host = await startLocalHost({ workbench, assets, log });
  token = new URL(host.url).hash.slice('#token='.length);
});

afterEach(async () => {
  await host.close();
  await workbench.close();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

/** A request as written, so that a test can lie about every header. */
function send(options: RequestOptions, body: string | Buffer = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: host.port, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes.toString('utf8'), bytes });
      });
    });
    request.once('error', reject);
    request.end(body);
  });
}

const windowHeaders = (windowId = 'window-one') => ({
  authorization: `Bearer ${token}`,
  'x-assay-window': windowId,
  'content-type': 'application/json',
});

/** A call that is answered; each refusal below changes one thing of it. */
const goodCall = () => ({ method: 'POST', path: '/rpc/notes/list', headers: windowHeaders() });

function clientOf(windowId: string): RouterClient<typeof standInRouter> {
  return createORPCClient(
    new RPCLink({ url: `http://127.0.0.1:${host.port}/rpc`, headers: () => windowHeaders(windowId) }),
  );
}

describe('the page', () => {
  test('comes without a token, under the strict policy, with a nonce of its own each time', async () => {
    const first = await send({ path: '/' });
    const second = await send({ path: '/index.html' });
    const nonceOf = (answer: Answer) => /content="([^"]+)"/.exec(answer.body)?.[1] ?? '';
    expect(first.status).toBe(200);
    expect(nonceOf(first)).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonceOf(second)).not.toBe(nonceOf(first));
    expect(first.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' " +
        `'nonce-${nonceOf(first)}'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; ` +
        "object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(first.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  test('has its listed files and nothing else, however the path is written', async () => {
    expect((await send({ path: '/assets/index.js' })).body).toBe('export {};');
    const paths = ['/package.json', '/../package.json', '/assets/../../package.json', '/%2e%2e/package.json'];
    paths.push('/assets/%2e%2e%2f%2e%2e%2fpackage.json', '/assets\\..\\package.json', '//etc/passwd', '/assets/');
    for (const path of paths) expect((await send({ path })).status, path).toBe(404);
  });

  test('answers HEAD without a body and refuses every other method', async () => {
    const head = await send({ path: '/', method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const answer = await send({ path: '/', method });
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'GET, HEAD']);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('opens when the person follows a bookmark, not when another site links or frames it', async () => {
    expect((await send({ path: '/', headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
    expect((await send({ path: '/', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await send({ path: '/', headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
  });
});

describe('a call', () => {
  test('is answered when everything is right', async () => {
    const answer = await send(goodCall());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).json).toEqual({ windowId: 'window-one', notes: [] });
    const own = { origin: `http://127.0.0.1:${host.port}`, 'sec-fetch-site': 'same-origin' };
    expect((await send({ ...goodCall(), headers: { ...windowHeaders(), ...own } })).status).toBe(200);
  });

  test.each([
    ['a missing token', { authorization: '' }, 401],
    ['a wrong token', { authorization: `Bearer ${'A'.repeat(43)}` }, 401],
    ['another scheme', { authorization: 'Basic YTpi' }, 401],
    ['the name localhost', { host: 'localhost' }, 403],
    ['a foreign name bound to this address', { host: 'evil.example' }, 403],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['no origin at all, as a sandboxed frame has', { origin: 'null' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['an address bar', { 'sec-fetch-site': 'none' }, 403],
    ['no window', { 'x-assay-window': '' }, 400],
    ['a window that is none', { 'x-assay-window': '../../x' }, 400],
  ])('is refused with %s', async (_what, headers, status) => {
    const answer = await send({ ...goodCall(), headers: { ...windowHeaders(), ...headers } });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body).json.message).toMatch(/^[A-Z].*\.$/);
  });

  test('takes no token from the address', async () => {
    const { authorization: _token, ...headers } = windowHeaders();
    const path = `/rpc/notes/list?token=${token}&authorization=Bearer%20${token}`;
    expect((await send({ method: 'POST', path, headers })).status).toBe(401);
  });

  test('is refused as GET, and as OPTIONS with no cross-origin permission', async () => {
    for (const method of ['GET', 'OPTIONS', 'PUT']) {
      const answer = await send({ ...goodCall(), method });
      expect(answer.status).toBe(405);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('names no operation that is not there', async () => {
    expect((await send({ ...goodCall(), path: '/rpc/notes/burn' })).status).toBe(404);
    expect((await send({ ...goodCall(), path: '/rpc/__proto__/toString' })).status).toBe(404);
  });

  test('with more than 4 MB of input is refused', async () => {
    const body = JSON.stringify({ json: { text: 'x'.repeat(5 * 1024 * 1024) } });
    expect((await send({ ...goodCall(), path: '/rpc/notes/add' }, body)).status).toBe(413);
  });

  test('belongs to its own tab: two tabs have two sessions', async () => {
    const [left, right] = [clientOf('window-left'), clientOf('window-right')];
    await left.notes.add({ text: 'only on the left' });
    expect(await left.notes.list()).toEqual({ windowId: 'window-left', notes: ['only on the left'] });
    expect(await right.notes.list()).toEqual({ windowId: 'window-right', notes: [] });
  });

  test('of long work streams its progress', async () => {
    const numbers: number[] = [];
    for await (const number of await clientOf('window-one').notes.count()) numbers.push(number);
    expect(numbers).toEqual([1, 2, 3]);
  });
});

describe('files', () => {
  const upload = (name: string, body: string | Buffer, headers: object = {}) =>
    send({ method: 'POST', path: '/files', headers: { ...windowHeaders(), 'x-assay-name': name, ...headers } }, body);

  test('go in and come out unchanged, as something to save under a safe name', async () => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
    const sent = await upload(encodeURIComponent('../Prüfung "2026".xlsx'), content);
    expect(sent.status).toBe(201);
    const file = JSON.parse(sent.body);
    expect(file).toMatchObject({ name: 'Prüfung "2026".xlsx', size: 100_000 });
    const got = await send({ path: `/files/${file.token}`, headers: windowHeaders() });
    expect(got.status).toBe(200);
    expect(got.headers['content-disposition']).toBe(
      `attachment; filename="Pr_fung _2026_.xlsx"; filename*=UTF-8''Pr%C3%BCfung%20%222026%22.xlsx`,
    );
    expect(got.headers['content-security-policy']).toContain('sandbox');
    expect(got.bytes.equals(content)).toBe(true);
  });

  test('are refused without the token, in both directions', async () => {
    const { token: fileToken } = await workbench.files.receive('a.txt', (async function* () {})());
    expect((await send({ path: `/files/${fileToken}` })).status).toBe(401);
    expect((await upload('a.txt', 'x', { authorization: 'Bearer nothing' })).status).toBe(401);
    expect((await upload('a.txt', 'x', { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('that are not held are said to be gone', async () => {
    const answer = await send({ path: '/files/AAAAAAAAAAAAAAAAAAAAAAAA', headers: windowHeaders() });
    expect(answer.status).toBe(410);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'FILE_GONE', defined: true });
  });

  test('without a name or a length are refused', async () => {
    expect((await upload('', 'x')).status).toBe(400);
    expect((await upload('%E0%A4%A', 'x')).status).toBe(400);
    expect((await upload('..', 'x')).status).toBe(400);
    const chunked = await upload('a.txt', 'x', { 'transfer-encoding': 'chunked' });
    expect(chunked.status).toBe(411);
  });

  test('that say they are too large are refused before they are read', async () => {
    const answer = await refusedUpload(UPLOAD_LIMIT + 1, 64 * 1024);
    expect(answer).toContain('413');
    expect(answer).toContain('The file is larger than 250 MB.');
  });

  test('that are too large are thrown away as they come, without memory growing', async () => {
    const before = process.memoryUsage().rss;
    const answer = await refusedUpload(300 * 1024 * 1024, 300 * 1024 * 1024);
    expect(answer).toContain('413');
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  /** Sends `sent` bytes of an upload that claims `claimed`, and gives the raw answer. */
  function refusedUpload(claimed: number, sent: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(host.port, '127.0.0.1');
      const chunk = Buffer.alloc(64 * 1024);
      let left = sent;
      let answer = '';
      const pour = () => {
        while (left > 0) {
          left -= chunk.byteLength;
          if (!socket.write(chunk)) {
            socket.once('drain', pour);
            return;
          }
        }
        setTimeout(() => socket.destroy(), 100);
      };
      socket.once('error', reject);
      socket.on('data', (data) => (answer += data.toString('utf8')));
      socket.once('close', () => resolve(answer));
      socket.write(
        `POST /files HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${token}\r\n` +
          `X-Assay-Name: a.bin\r\nContent-Length: ${claimed}\r\n\r\n`,
        pour,
      );
    });
  }
});

describe('the host', () => {
  test('listens on 127.0.0.1 alone', async () => {
    const reachable = await new Promise((resolve) => {
      const socket = connect(host.port, '::1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    expect(reachable).toBe(false);
  });

  test('keeps its tokens out of everything it logs', async () => {
    const { token: fileToken } = await workbench.files.receive('a.txt', (async function* () {})());
    await send({ path: `/?token=${token}`, method: 'POST' });
    await send({ path: `/files/${fileToken}` });
    await send({ path: `/files/${'B'.repeat(32)}`, headers: windowHeaders() });
    await send({ ...goodCall(), headers: { ...windowHeaders(), origin: 'https://evil.example' } });
    expect(logged.length).toBeGreaterThanOrEqual(3);
    expect(logged.join('\n')).not.toContain(token);
    expect(logged.join('\n')).not.toContain(fileToken);
  });

  test('has 256 bits of token, another one each start', async () => {
    const other = await startLocalHost({ workbench, assets, log: { info() {}, warn() {}, error() {} } });
    expect(Buffer.from(token, 'base64url').byteLength).toBe(32);
    expect(new URL(other.url).hash).not.toBe(new URL(host.url).hash);
    expect(new URL(host.url).search).toBe('');
    await other.close();
  });

  test('says so when its port is taken', async () => {
    const again = startLocalHost({ workbench, assets, log: { info() {}, warn() {}, error() {} }, port: host.port });
    await expect(again).rejects.toThrow(/^Port \d+ is taken by another program\./);
  });

  test('stops with calls open, and closes the windows', async () => {
    await clientOf('window-one').notes.list();
    const pending = clientOf('window-one')
      .notes.wait()
      .catch(() => 'ended');
    const started = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await host.close();
    expect(Date.now() - started).toBeLessThan(5000);
    expect(await pending).toBe('ended');
    expect(workbench.closedWindows).toEqual(['window-one']);
  });
});
