import type * as Reader from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PREVIEW_RANGE_LIMIT } from '../../../shared/contract/evidence.ts';
import { client } from '../../platform/api.ts';
import { PdfResources, readBase64 } from './pdf-resources.ts';

/** Bytes that are asked for at a time: small, since a large scan is first asked for one entry near each of its pages. */
const RANGE = 64 * 1024;
/** Pixels of the largest picture in a document that is unpacked; larger ones stay blank. */
const PICTURE_LIMIT = 100_000_000;

/** An open document, and the reader's parts that draw it. */
export interface PdfFile {
  document: Reader.PDFDocumentProxy;
  reader: typeof Reader;
}

interface PdfSource {
  /** The look under which the core hands out the file. */
  look: string;
  /** Bytes. */
  size: number;
  /** How many bytes were read so far. */
  onRead: (bytes: number) => void;
  /** A range could not be read; nothing more can be shown. */
  onFailure: (error: unknown) => void;
}

/** Asks the core for a range, however long, in pieces that it hands out. */
async function readRange(source: PdfSource, begin: number, end: number, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - begin);
  for (let at = begin; at < end; at += PREVIEW_RANGE_LIMIT) {
    signal.throwIfAborted();
    const piece = { look: source.look, begin: at, end: Math.min(at + PREVIEW_RANGE_LIMIT, end) };
    bytes.set(readBase64((await client.evidence.readPreview(piece)).content), at - begin);
    source.onRead(piece.end - piece.begin);
  }
  return bytes;
}

/**
 * Opens a PDF in a worker of its own. It is asked for in ranges as its pages are read; scripts, forms, links and
 * attachments in it stay what they are on paper. Aborting `signal` ends the worker and frees all of it.
 *
 * @throws what the reader says of a file that it cannot open (`namePdfFault`), or the core of a range.
 */
export async function openPdf(source: PdfSource, signal: AbortSignal): Promise<PdfFile> {
  const reader = await import('pdfjs-dist/legacy/build/pdf.mjs');
  signal.throwIfAborted();
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  const worker = reader.PDFWorker.create({ port, verbosity: reader.VerbosityLevel.ERRORS });
  const failure = Promise.withResolvers<never>();
  // What fails later has its own way out, and nobody waits for this any more.
  failure.promise.catch(() => undefined);
  const fail = (error: unknown): void => {
    if (signal.aborted) return;
    failure.reject(error);
    source.onFailure(error);
  };

  class Ranges extends reader.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      readRange(source, begin, end, signal).then((bytes) => this.onDataRange(begin, bytes), fail);
    }
  }

  const task = reader.getDocument({
    range: new Ranges(source.size, null),
    worker,
    rangeChunkSize: RANGE,
    disableStream: true,
    disableAutoFetch: true,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    BinaryDataFactory: PdfResources,
    maxImageSize: PICTURE_LIMIT,
    verbosity: reader.VerbosityLevel.ERRORS,
  });
  port.addEventListener('error', (event) => fail(new Error(event.message)));
  signal.addEventListener('abort', () => {
    void task.destroy().catch(() => undefined);
    worker.destroy();
    port.terminate();
  });
  // Without an answer to this question the reader would wait for a password for ever.
  task.onPassword = () => fail(Object.assign(new Error('A password is needed.'), { name: 'PasswordException' }));
  return { document: await Promise.race([task.promise, failure.promise]), reader };
}

/** Why a file cannot be shown: it is locked, or it is no sound PDF. Null for anything that is not about the file. */
export function namePdfFault(error: unknown): 'locked' | 'broken' | null {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return 'locked';
  return error instanceof Error && 'code' in error ? null : 'broken';
}
