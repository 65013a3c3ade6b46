import { RefusedFile } from './refused-file.ts';

/** What can be read. A zip may still turn out to be something else than a workbook. */
export type ListFormat = 'zip' | 'text';

const SAVE_AS_XLSX = 'Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV.';

/** First bytes of files that people mistake for a list, with what to call them. */
const OTHER_FORMATS: readonly { bytes: readonly number[]; name: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture (PNG)' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture (JPEG)' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a picture (GIF)' },
  { bytes: [0x1f, 0x8b], name: 'a compressed archive (gzip)' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a compressed archive (7z)' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'a compressed archive (RAR)' },
  { bytes: [0x4d, 0x5a], name: 'a program' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], name: 'a database file' },
];
const ZIP = [0x50, 0x4b];
/** [MS-CFB] 2.2: old Office files, and workbooks behind a password. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];
/** [MS-OFFCRYPTO] 2.3.4.4: the stream that holds a protected workbook. */
const PROTECTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/**
 * What a file is by its first bytes; its name has no say.
 *
 * @throws RefusedFile when it is certainly no list, saying what it is.
 */
export function detectFormat(bytes: Buffer): ListFormat {
  if (bytes.byteLength === 0) throw new RefusedFile('The file is empty.', 'Choose the file that holds the list.');
  if (startsWith(bytes, ZIP)) return 'zip';
  if (startsWith(bytes, COMPOUND_FILE)) {
    if (bytes.includes(PROTECTED_STREAM)) {
      throw new RefusedFile(
        'The workbook is protected by a password and cannot be read.',
        'Save a copy without a password and choose that one.',
      );
    }
    throw new RefusedFile('The file has the old Excel format of before 2007, which Assay does not read.', SAVE_AS_XLSX);
  }
  const other = OTHER_FORMATS.find((format) => startsWith(bytes, format.bytes));
  if (other) throw new RefusedFile(`The file is ${other.name}, not a list.`, SAVE_AS_XLSX);
  const start = bytes.subarray(0, 1024).toString('latin1').trimStart().toLowerCase();
  if (/^(?:\u00ef\u00bb\u00bf)?(?:<!doctype html|<html|<\?xml|<table)/.test(start)) {
    throw new RefusedFile('The file is a web page or XML, not a list.', SAVE_AS_XLSX);
  }
  return 'text';
}

const ENDINGS: Readonly<Record<ListFormat, { wanted: readonly string[]; words: string }>> = {
  zip: { wanted: ['.xlsx', '.xlsm'], words: 'an Excel workbook' },
  text: { wanted: ['.csv', '.txt', '.tsv'], words: 'a text list (CSV)' },
};

/** A sentence when the file's name says something else than its content; null when they agree. */
export function describeWrongEnding(fileName: string, format: ListFormat): string | null {
  const ending = /\.[^./\\]*$/.exec(fileName)?.[0].toLowerCase() ?? '';
  const { wanted, words } = ENDINGS[format];
  if (wanted.includes(ending)) return null;
  const named = ending === '' ? 'has no ending' : `ends in ${ending}`;
  return `The file's name ${named}, but its content is ${words}; it was read as that.`;
}
