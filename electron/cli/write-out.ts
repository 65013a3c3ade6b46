import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AssayError } from '../core/assay-error.ts';
import type { FileDesk } from '../core/file-desk.ts';

/**
 * Writes a file of the desk beside its place and moves it there, so that a half-written one is never taken for whole.
 *
 * @throws AssayError NOT_ALLOWED_NOW when it cannot be written.
 */
export async function writeOut(files: FileDesk, token: string, path: string): Promise<void> {
  const aside = `${path}.part`;
  try {
    await pipeline(files.read(token), createWriteStream(aside, { mode: 0o600 }));
    await rename(aside, path);
  } catch {
    await rm(aside, { force: true });
    throw new AssayError('NOT_ALLOWED_NOW', `${basename(path)} could not be written.`);
  }
}
