import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { ReportCounts } from '../../../shared/report/report.ts';

const DOCUMENT_PART = 'word/document.xml';
const LARGEST_DOCUMENT = 1024 * 1024 * 1024;
const TAG = /<(\/?)([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g;

/**
 * Counts what a written document holds, from its XML alone, to be compared with `countReport`: headings
 * by their style; as tables those that stand directly below a caption and have a head; their other rows; as pictures
 * those that stand directly below a caption.
 *
 * @throws Error when the bytes are no document.
 */
export async function countWord(bytes: Uint8Array): Promise<ReportCounts> {
  const xml = await readPart(bytes, DOCUMENT_PART);
  const counts = { headings: 0, tables: 0, rows: 0, pictures: 0 };
  let depth = 0;
  let previousStyle = '';
  let style = '';
  let head = 0;
  let rows = 0;
  for (const [, closing = '', name = '', attributes = ''] of xml.matchAll(TAG)) {
    if (name === 'w:tbl') {
      depth += closing === '' ? 1 : -1;
      if (depth === 1 && closing === '') {
        head = 0;
        rows = 0;
      } else if (depth === 0) {
        if (previousStyle === 'Caption' && head > 0) {
          counts.tables += 1;
          counts.rows += rows - head;
        }
        previousStyle = '';
      }
    } else if (depth === 1 && closing === '' && name === 'w:tr') rows += 1;
    else if (depth === 1 && name === 'w:tblHeader') head += 1;
    else if (depth === 0 && name === 'pic:pic' && closing === '' && previousStyle === 'Caption') counts.pictures += 1;
    else if (depth === 0 && name === 'w:pStyle') style = /w:val="([^"]*)"/.exec(attributes)?.[1] ?? '';
    else if (depth === 0 && name === 'w:p') {
      if (closing !== '') {
        if (/^Heading\d$/.test(style)) counts.headings += 1;
        previousStyle = style;
      }
      style = '';
    }
  }
  return counts;
}

/** The text of one part of an Office file. */
async function readPart(bytes: Uint8Array, path: string): Promise<string> {
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
  });
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName !== path) continue;
    if (entry.uncompressedSize > LARGEST_DOCUMENT) throw new Error('The document is too large to be read back.');
    return text(await archive.openReadStreamPromise(entry));
  }
  throw new Error(`The file has no part ${path}.`);
}
