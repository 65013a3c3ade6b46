import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from 'better-sqlite3';
import { cleanFileName } from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import { detectMediaType } from '../../media-type.ts';
import { insertFilePart, insertFileRow, isFileKept, readFilePart, readFilePartSizes } from './evidence-files-store.ts';

const MEGABYTE = 1024 * 1024;
/** Largest file of one piece of evidence, in bytes. */
export const EVIDENCE_FILE_LIMIT = 250 * MEGABYTE;
/** Bytes of one part of a stored file: what is in memory at a time. */
const PART_SIZE = MEGABYTE;
/** Bytes at the start and the end of a file by which its kind is told. */
const HEAD_SAMPLE = 128 * 1024;
const TAIL_SAMPLE = 256 * 1024;

/** A file that waits on the desk: what is stored must still have this sum. */
export interface ReceivedFile {
  name: string;
  mediaType: string;
  sha256: string;
  size: number;
  path: string;
}

function refuseLarge(): never {
  throw new AssayError('FILE_REFUSED', `The file is larger than ${EVIDENCE_FILE_LIMIT / MEGABYTE} MB.`, {
    field: 'fileToken',
    remedy: 'Split it, or add the part that proves the point.',
  });
}

/** Size and sum of a file, read part by part. */
async function measureFile(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: PART_SIZE }) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > EVIDENCE_FILE_LIMIT) refuseLarge();
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), size };
}

/** The start of a file and, of a long one, its end, where an archive keeps its directory. */
async function readSample(path: string, size: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(Math.min(size, HEAD_SAMPLE));
    await file.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(size - head.length, TAIL_SAMPLE));
    await file.read(tail, 0, tail.length, size - tail.length);
    return Buffer.concat([head, tail]);
  } finally {
    await file.close();
  }
}

/**
 * Reads a file once without holding it, and says what it is by its own bytes.
 *
 * @throws AssayError FILE_REFUSED for an empty file, one that is too large, and a program.
 */
export async function receiveFile(path: string, name: string): Promise<ReceivedFile> {
  const { sha256, size } = await measureFile(path);
  if (size === 0) throw new AssayError('FILE_REFUSED', 'The file is empty.', { field: 'fileToken' });
  const mediaType = detectMediaType(await readSample(path, size));
  if (mediaType === 'application/x-executable') {
    throw new AssayError('FILE_REFUSED', 'The file is a program or a script, not a document.', {
      field: 'fileToken',
      remedy: 'Add what it printed, or pack it into a zip file.',
    });
  }
  return { name: cleanFileName(name, mediaType), mediaType, sha256, size, path };
}

/**
 * Keeps a content under its sum, part by part; what is there already is kept once.
 *
 * @throws AssayError FILE_REFUSED when the file is no longer what `receiveFile` read.
 */
export async function keepFile(executor: Executor, { path, sha256, size }: ReceivedFile): Promise<void> {
  if (await isFileKept(executor, sha256)) return;
  await insertFileRow(executor, { sha256, size });
  const hash = createHash('sha256');
  let position = 0;
  for await (const part of createReadStream(path, { highWaterMark: PART_SIZE }) as AsyncIterable<Uint8Array>) {
    hash.update(part);
    await insertFilePart(executor, { sha256, position, content: part });
    position += 1;
  }
  if (hash.digest('hex') === sha256) return;
  throw new AssayError('FILE_REFUSED', 'The file changed while it was read.', {
    field: 'fileToken',
    remedy: 'Close it in other programs and add it again.',
  });
}

/**
 * A stored content, part by part and in order, so that none is ever in memory whole. Whoever reads it compares its sum:
 * `hash` is told every part.
 */
export function* readEvidenceParts(file: Database, sha256: string): Generator<Buffer> {
  for (let position = 0; ; position += 1) {
    const part = readFilePart(file, sha256, position);
    if (!part) return;
    yield part;
  }
}

/**
 * Bytes `begin` to before `end` of a stored content, with no more in memory than the parts in which they lie; fewer when
 * the content ends before.
 */
export function readEvidenceRange(file: Database, sha256: string, begin: number, end: number): Buffer {
  const pieces: Buffer[] = [];
  let start = 0;
  for (const [position, size] of readFilePartSizes(file, sha256).entries()) {
    if (start >= end) break;
    if (start + size > begin) {
      const part = readFilePart(file, sha256, position);
      if (part) pieces.push(part.subarray(Math.max(begin - start, 0), end - start));
    }
    start += size;
  }
  return Buffer.concat(pieces);
}

/** What became of a stored content: `missing` when nothing of it is there. */
export function checkFile(file: Database, sha256: string): 'sound' | 'changed' | 'missing' {
  const hash = createHash('sha256');
  let parts = 0;
  for (const part of readEvidenceParts(file, sha256)) {
    hash.update(part);
    parts += 1;
  }
  if (parts === 0) return 'missing';
  return hash.digest('hex') === sha256 ? 'sound' : 'changed';
}

/** Writes a stored content to a new file; false when it is no longer what was added, or gone. */
export async function copyFile(file: Database, sha256: string, path: string): Promise<boolean> {
  const hash = createHash('sha256');
  function* hashed() {
    for (const part of readEvidenceParts(file, sha256)) {
      hash.update(part);
      yield part;
    }
  }
  await pipeline(Readable.from(hashed()), createWriteStream(path, { mode: 0o600 }));
  return hash.digest('hex') === sha256;
}
