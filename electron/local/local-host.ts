import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { ERROR_STATUS } from '../../shared/contract/operation.ts';
import { AssayError } from '../core/assay-error.ts';
import type { Log } from '../core/ports.ts';
import { CLOSED_POLICY, SECURITY_HEADERS } from '../hosts/content-security-policy.ts';
import type { HostedWorkbench } from '../hosts/hosted-workbench.ts';
import { servePageAsset, type PageAssets } from '../hosts/page-assets.ts';
import { receiveUpload, refuseUpload, sendFile } from './file-transfer.ts';
import { createAccessToken, refuseForeignRequest, refuseWithoutToken, type Refusal } from './request-guard.ts';
import { createWindowRegistry } from './window-registry.ts';

/** Largest operation input, in bytes; files travel on their own way. */
const CALL_LIMIT = 4 * 1024 * 1024;
const HEADER_LIMIT = 16 * 1024;
/** Milliseconds. */
const TIMEOUTS = { headers: 10_000, request: 300_000, drain: 30_000, farewell: 500 } as const;
const FILE_PATH = /^\/files\/([\w-]{16,64})$/;

export interface LocalHost {
  /** The address to open, with the token in its fragment. */
  url: string;
  port: number;
  /** Ends every connection; the workbench is left to its owner. */
  close(): Promise<void>;
}

interface LocalHostOptions {
  workbench: Pick<HostedWorkbench, 'router' | 'files' | 'openWindow' | 'closeWindow'>;
  assets: PageAssets;
  log: Log;
  /** 0 lets the system choose. */
  port?: number;
}

/** Serves the page and the core to this machine's own browser, on 127.0.0.1 alone. */
export async function startLocalHost({ workbench, assets, log, port = 0 }: LocalHostOptions): Promise<LocalHost> {
  const token = createAccessToken();
  const windows = createWindowRegistry(workbench);
  const calls = new RPCHandler(workbench.router, { plugins: [new BodyLimitPlugin({ maxBodySize: CALL_LIMIT })] });
  let authority = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', CLOSED_POLICY);
    const path = readPath(request.url);
    const route = routeOf(path);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const refusal =
      refuseForeignRequest(request.headers, authority, isRead && route === 'page') ??
      refuseMethod(route, request.method ?? '', response) ??
      (route === 'page' ? null : refuseWithoutToken(request.headers, token)) ??
      (route === 'upload' ? refuseUpload(request) : null);
    if (refusal) return refuse(request, response, refusal);
    if (route === 'page') return sendPage(request, response, path);
    if (route === 'upload') return receiveUpload(request, response, workbench.files);
    if (route === 'download') return sendFile(FILE_PATH.exec(path)?.[1] ?? '', response, workbench.files);
    return call(request, response);
  }

  function sendPage(request: IncomingMessage, response: ServerResponse, path: string): void {
    const asset = servePageAsset(assets, path, 'http');
    if (!asset) {
      return refuse(request, response, { status: 404, code: 'NOT_FOUND', message: 'There is nothing here.' });
    }
    response.writeHead(200, {
      'Content-Type': asset.mediaType,
      'Content-Length': asset.body.byteLength,
      'Content-Security-Policy': asset.policy,
    });
    response.end(request.method === 'HEAD' ? undefined : asset.body);
  }

  async function call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const context = windows.find(request.headers['x-assay-window']?.toString());
    if (!context) {
      return refuse(request, response, { status: 400, code: 'BAD_REQUEST', message: 'The call names no window.' });
    }
    const { matched } = await calls.handle(request, response, { prefix: '/rpc', context });
    if (!matched) {
      refuse(request, response, { status: 404, code: 'NOT_FOUND', message: 'There is no such operation.' });
    }
  }

  function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    log.warn('refused', { method: request.method, route: routeOf(readPath(request.url)), status: refusal.status });
    sendError(request, response, refusal);
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (response.headersSent || request.destroyed) {
      response.destroy();
    } else if (error instanceof AssayError) {
      sendError(request, response, { status: ERROR_STATUS[error.code], code: error.code, message: error.message });
    } else {
      log.error('request failed', { route: routeOf(readPath(request.url)), reason: describe(error) });
      sendError(request, response, { status: 500, code: 'INTERNAL', message: 'Something in Assay went wrong.' });
    }
  }

  const server = createServer({ maxHeaderSize: HEADER_LIMIT }, (request, response) => {
    answer(request, response).catch((error: unknown) => fail(request, response, error));
  });
  server.headersTimeout = TIMEOUTS.headers;
  server.requestTimeout = TIMEOUTS.request;
  await listen(server, port);
  const chosen = (server.address() as AddressInfo).port;
  authority = `127.0.0.1:${chosen}`;
  return {
    url: `http://${authority}/#token=${token}`,
    port: chosen,
    async close() {
      await stop(server);
      windows.closeAll();
    },
  };
}

type Route = 'page' | 'call' | 'upload' | 'download';

const ALLOWED_METHODS: Readonly<Record<Route, readonly string[]>> = {
  page: ['GET', 'HEAD'],
  call: ['POST'],
  upload: ['POST'],
  download: ['GET'],
};

function readPath(url = '/'): string {
  return url.split('?')[0] ?? '/';
}

function routeOf(path: string): Route {
  if (path.startsWith('/rpc/')) return 'call';
  if (path === '/files') return 'upload';
  return FILE_PATH.test(path) ? 'download' : 'page';
}

function refuseMethod(route: Route, method: string, response: ServerResponse): Refusal | null {
  const allowed = ALLOWED_METHODS[route];
  if (allowed.includes(method)) return null;
  response.setHeader('Allow', allowed.join(', '));
  return { status: 405, code: 'METHOD_NOT_SUPPORTED', message: `This address takes ${allowed.join(' and ')} only.` };
}

/** Answers a call in the form in which the wire carries errors, anything else with the error alone. What is still arriving is thrown away unread, for a while. */
function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message }: { status: number; code: string; message: string },
): void {
  const error = { defined: code in ERROR_STATUS, code, status, message, data: {} };
  const isCall = routeOf(readPath(request.url)) === 'call';
  const body = JSON.stringify(isCall ? { json: error, meta: [] } : error);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(request.method === 'HEAD' ? undefined : body);
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), TIMEOUTS.drain);
  request.once('close', () => clearTimeout(timer));
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Choose another with --port, or leave it out.`
          : `Assay could not listen on port ${port}.`;
      reject(new AssayError('INVALID_INPUT', sentence));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), TIMEOUTS.farewell);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
