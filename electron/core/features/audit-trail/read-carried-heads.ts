import { open } from 'node:fs/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { findAnchors, type TrailAnchor } from '../../../../shared/rules/trail-anchors.ts';
import { AssayError } from '../../assay-error.ts';
import { readCheckpointFile } from './checkpoint-file.ts';

/** What a file from outside says of a trail. */
export interface CarriedHeads {
  anchors: TrailAnchor[];
  /** Set for a checkpoint file. */
  checkpoint: ReturnType<typeof readCheckpointFile>;
}

/** Bytes of a text, or of one part of an archive, that are read. */
const TEXT_LIMIT = 32 * 1024 * 1024;
/** Parts of an archive that are looked at. */
const ENTRY_LIMIT = 50_000;
/** Where an Office file and an audit package carry the line. */
const CARRIERS = /^(?:docProps\/custom\.xml|(?:[^/]+\/)?manifest\.json)$/;

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const start = Buffer.alloc(Math.min((await file.stat()).size, TEXT_LIMIT));
    await file.read(start, 0, start.length, 0);
    return start;
  } finally {
    await file.close();
  }
}

/** yauzl ends a stream that gives more than the directory says. */
async function inflate(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}

async function readArchive(path: string): Promise<string> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, validateEntrySizes: true });
  try {
    if (zip.entryCount > ENTRY_LIMIT) return '';
    for await (const entry of zip.eachEntry()) {
      if (CARRIERS.test(entry.fileName) && entry.uncompressedSize <= TEXT_LIMIT && !entry.isEncrypted()) {
        return await inflate(zip, entry);
      }
    }
    return '';
  } finally {
    zip.close();
  }
}

/** Calendar lines are folded (RFC 5545, 3.1). */
function unfold(text: string): string {
  return text.replaceAll(/\r?\n[ \t]/g, '');
}

/**
 * Looks for the line that every export of Assay carries, in a checkpoint, a Word or Excel file, a calendar, a text or an
 * audit package. Nothing else of the file is read, and nothing of it is run.
 *
 * @throws AssayError FILE_REFUSED when there is none.
 */
export async function readCarriedHeads(path: string): Promise<CarriedHeads> {
  const start = await readStart(path);
  const isArchive = start.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  const text = isArchive ? await readArchive(path).catch(() => '') : start.toString('utf8');
  const anchors = [...findAnchors(text), ...findAnchors(unfold(text))];
  if (anchors.length > 0) return { anchors, checkpoint: readCheckpointFile(text) };
  throw new AssayError('FILE_REFUSED', 'This file does not say at which entry of a trail it was made.', {
    field: 'fileToken',
    remedy: 'Choose a checkpoint, or a file that Assay exported and nobody saved anew since.',
  });
}
