import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cleanFileName } from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import { detectMediaType } from '../../media-type.ts';

/** Largest file of one piece of evidence, in bytes. */
export const EVIDENCE_FILE_LIMIT = 50 * 1024 * 1024;

/** A file as it will be stored: its content is what was hashed. */
export interface ReceivedFile {
  name: string;
  mediaType: string;
  sha256: string;
  size: number;
  content: Uint8Array;
}

/**
 * Reads a file once, hashing it on the way, and says what it is by its own bytes.
 *
 * @throws AssayError FILE_REFUSED for an empty file, one that is too large, and a program.
 */
export async function receiveFile(path: string, name: string): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > EVIDENCE_FILE_LIMIT) {
      throw new AssayError('FILE_REFUSED', 'The file is larger than 50 MB.', {
        field: 'fileToken',
        remedy: 'Split it, or add the part that proves the point.',
      });
    }
    hash.update(chunk);
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  if (size === 0) throw new AssayError('FILE_REFUSED', 'The file is empty.', { field: 'fileToken' });
  const mediaType = detectMediaType(content);
  if (mediaType === 'application/x-executable') {
    throw new AssayError('FILE_REFUSED', 'The file is a program or a script, not a document.', {
      field: 'fileToken',
      remedy: 'Add what it printed, or pack it into a zip file.',
    });
  }
  return { name: cleanFileName(name, mediaType), mediaType, sha256: hash.digest('hex'), size, content };
}

/** Does the content have this sum still? */
export function hasSum(content: Uint8Array, sha256: string): boolean {
  return createHash('sha256').update(content).digest('hex') === sha256;
}
