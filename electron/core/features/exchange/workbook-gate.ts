import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { RefusedFile } from './refused-file.ts';

/** What a workbook may cost, in bytes but for counts. Real lists of 20,000 rows stay far below. */
export const GATE_LIMITS = {
  file: 30 * 1024 * 1024,
  entries: 2000,
  part: 64 * 1024 * 1024,
  total: 96 * 1024 * 1024,
  /** Uncompressed to compressed, for parts that are large enough to hurt. */
  ratio: 300,
  ratioFrom: 4 * 1024 * 1024,
} as const;

/** The parts of a workbook that its cells need, inflated within the limits. */
export interface WorkbookParts {
  /** By path inside the archive. */
  parts: Map<string, Buffer>;
  /** What was left aside, a sentence each. */
  notes: string[];
}

const SAVE_AGAIN = 'Open it in a spreadsheet program, save it as a new workbook (.xlsx) and choose that one.';
const NOT_BELIEVED = 'If you trust its source, copy the cells into a new workbook and choose that one.';

/** What is left aside when it is there: where it lies in the archive, and what is said about it. */
const LEFT_ASIDE: readonly { path: RegExp; note: string }[] = [
  {
    path: /^xl\/(?:vbaProject|macrosheets|dialogsheets)/i,
    note: 'The macros in the workbook were left aside and never run.',
  },
  {
    path: /^xl\/externalLinks\//i,
    note: 'Links to other workbooks were not followed; the values that were last saved are read.',
  },
  {
    path: /^xl\/(?:connections|queryTables)/i,
    note: 'Connections to data sources were not opened; the values that were last saved are read.',
  },
  {
    path: /^xl\/(?:embeddings|activeX|ctrlProps)/i,
    note: 'Embedded files and controls were left aside and never opened.',
  },
];
/** Cells, their texts and their number formats; nothing else goes on to the parser. */
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/(?:sharedStrings|styles)\.xml|xl\/worksheets\/[^/]+\.xml)$/i;

function describeOtherArchive(names: ReadonlySet<string>): RefusedFile {
  if (names.has('xl/workbook.bin')) {
    return new RefusedFile('The file is a binary Excel workbook (.xlsb), which Assay does not read.', SAVE_AGAIN);
  }
  const kind = names.has('word/document.xml')
    ? 'a Word document'
    : names.has('ppt/presentation.xml')
      ? 'a presentation'
      : names.has('content.xml') && names.has('META-INF/manifest.xml')
        ? 'an OpenDocument file'
        : 'a zip archive';
  return new RefusedFile(`The file is ${kind}, not an Excel workbook.`, SAVE_AGAIN);
}

function refuseEntry({ fileName, compressedSize, uncompressedSize }: Entry): void {
  if (uncompressedSize > GATE_LIMITS.part) {
    const megabytes = Math.round(uncompressedSize / 1024 / 1024).toLocaleString('en-GB');
    throw new RefusedFile(
      `A part of the workbook (${shorten(fileName)}) says that it unpacks to ${megabytes} MB, which is more than a list needs.`,
      NOT_BELIEVED,
    );
  }
  if (uncompressedSize > GATE_LIMITS.ratioFrom && uncompressedSize > compressedSize * GATE_LIMITS.ratio) {
    throw new RefusedFile(
      `A part of the workbook (${shorten(fileName)}) unpacks to over ${GATE_LIMITS.ratio} times its size, as files made to exhaust memory do.`,
      NOT_BELIEVED,
    );
  }
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 57)}…` : name;
}

/** All entries of the directory, judged by what they say of themselves; nothing is inflated yet. */
async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > GATE_LIMITS.entries) {
    throw new RefusedFile(
      `The workbook has ${zip.entryCount.toLocaleString('en-GB')} parts, which is more than a list needs.`,
      NOT_BELIEVED,
    );
  }
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) {
      throw new RefusedFile('The file is protected by a password and cannot be read.', 'Save a copy without one.');
    }
    refuseEntry(entry);
    total += entry.uncompressedSize;
    if (total > GATE_LIMITS.total) {
      const megabytes = GATE_LIMITS.total / 1024 / 1024;
      throw new RefusedFile(`The workbook unpacks to more than ${megabytes} MB.`, NOT_BELIEVED);
    }
    if (entries.has(entry.fileName)) {
      throw new RefusedFile(`The workbook has the part ${shorten(entry.fileName)} twice.`, SAVE_AGAIN);
    }
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** The bytes of one part. yauzl stops a stream that gives more or less than the directory says. */
async function inflate(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const DOCTYPE = Buffer.from('<!DOCTYPE');

/**
 * Lets through the parts of an Excel workbook that hold its cells. Sizes are checked before anything is inflated, and
 * again while it is.
 *
 * @throws RefusedFile when it is no workbook, damaged, protected, or made to exhaust the machine.
 */
export async function openWorkbookGate(bytes: Buffer): Promise<WorkbookParts> {
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    const entries = await listEntries(zip);
    const names = new Set(entries.keys());
    if (!names.has('xl/workbook.xml')) throw describeOtherArchive(names);
    const parts = new Map<string, Buffer>();
    for (const [name, entry] of entries) {
      if (!NEEDED.test(name)) continue;
      const content = await inflate(zip, entry);
      if (content.includes(DOCTYPE)) {
        throw new RefusedFile(
          'The workbook declares XML entities of its own, which no spreadsheet program does.',
          NOT_BELIEVED,
        );
      }
      parts.set(name, content);
    }
    const notes = LEFT_ASIDE.filter(({ path }) => [...names].some((name) => path.test(name))).map(({ note }) => note);
    return { parts, notes };
  } catch (error) {
    if (error instanceof RefusedFile) throw error;
    throw describeDamage(error);
  }
}

function describeDamage(error: unknown): RefusedFile {
  const reason = error instanceof Error ? error.message : String(error);
  if (/relative path|absolute path|invalid characters/.test(reason)) {
    return new RefusedFile('The workbook holds a part whose path leads out of it.', NOT_BELIEVED);
  }
  if (/bytes in the stream/.test(reason)) {
    return new RefusedFile(
      'A part of the workbook is not as large as it says, as in files made to exhaust memory.',
      NOT_BELIEVED,
    );
  }
  return new RefusedFile('The workbook is damaged or incomplete and cannot be read.', SAVE_AGAIN);
}
