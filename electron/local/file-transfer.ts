import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { PACKAGE_LIMIT, UPLOAD_LIMIT } from '../../shared/rules/file-limits.ts';
import type { FileDesk } from '../core/file-desk.ts';
import { CLOSED_POLICY } from '../hosts/content-security-policy.ts';
import type { Refusal } from './request-guard.ts';

/** Longest file name taken, in characters. */
const NAME_LIMIT = 255;

/** The name in the header `X-Assay-Name`, percent-encoded UTF-8, without any folder; null when it is none. */
export function readFileName(header: string | undefined): string | null {
  try {
    const name = (
      decodeURIComponent(header ?? '')
        .split(/[\\/]/)
        .pop() ?? ''
    )
      .replaceAll(/\p{Cc}/gu, '')
      .trim();
    return name === '' || name === '.' || name === '..' || name.length > NAME_LIMIT ? null : name;
  } catch {
    return null;
  }
}

/** `Content-Disposition` that saves under this name, for old and new browsers alike (RFC 6266). */
export function attachmentHeader(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Bytes that an upload may have, by what the header `X-Assay-Kind` says that it is. */
const readLimit = (request: IncomingMessage) =>
  request.headers['x-assay-kind'] === 'package' ? PACKAGE_LIMIT : UPLOAD_LIMIT;

/** Refuses an upload before a byte of it is read. */
export function refuseUpload(request: IncomingMessage, limit = readLimit(request)): Refusal | null {
  if (readFileName(request.headers['x-assay-name']?.toString()) === null) {
    return { status: 400, code: 'BAD_REQUEST', message: 'The upload names no file.' };
  }
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isInteger(length)) {
    return { status: 411, code: 'BAD_REQUEST', message: 'The upload does not say how large it is.' };
  }
  if (length > limit) {
    const megabytes = Math.floor(limit / 1024 / 1024);
    return { status: 413, code: 'FILE_REFUSED', message: `The file is larger than ${megabytes} MB.` };
  }
  return null;
}

/** Takes in an upload and answers with its token, name, media type and size. */
export async function receiveUpload(request: IncomingMessage, response: ServerResponse, files: FileDesk) {
  const name = readFileName(request.headers['x-assay-name']?.toString()) ?? '';
  const { token, size, mediaType, name: kept } = await files.receive(name, request, readLimit(request));
  response.writeHead(201, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ token, name: kept, mediaType, size }));
}

/** Streams a file of the desk out as something to save, never to show. Throws FILE_GONE for an unknown token. */
export async function sendFile(token: string, response: ServerResponse, files: FileDesk) {
  const { name, mediaType, size } = files.find(token);
  response.writeHead(200, {
    'Content-Type': mediaType,
    'Content-Length': size,
    'Content-Disposition': attachmentHeader(name),
    'Content-Security-Policy': `${CLOSED_POLICY}; sandbox`,
  });
  await pipeline(files.read(token), response);
}
