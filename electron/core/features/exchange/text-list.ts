import { CsvError, parse } from 'csv-parse/sync';
import { COLUMN_LIMIT, createTextBudget, LAST_ROW, refuseLongList, trimRows, type RawTables } from './raw-table.ts';
import { RefusedFile } from './refused-file.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];
/** Characters in one row. */
const RECORD_LIMIT = 1_000_000;
const SAVE_AS_CSV = 'Save the list again as CSV (UTF-8) or as an Excel workbook.';

interface DecodedText {
  text: string;
  notes: string[];
}

function startsWith(bytes: Buffer, ...start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** UTF-16 without a mark shows as a zero in every other byte; which one says the order. */
function guessUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 2000);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > sample.length * 0.3 && even === 0) return 'utf-16le';
  if (even > sample.length * 0.3 && odd === 0) return 'utf-16be';
  return null;
}

/**
 * The text of a file in UTF-8, UTF-16 or Windows-1252, which is what spreadsheet programs write. The mark of the order
 * of bytes goes.
 *
 * @throws RefusedFile when it is no text.
 */
function decodeText(bytes: Buffer): DecodedText {
  const marked = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  const utf16 = marked ?? guessUtf16(bytes);
  const decoded = utf16 ? { text: new TextDecoder(utf16).decode(bytes), notes: [] } : decodeBytes(bytes);
  if (decoded.text.includes('\0')) {
    throw new RefusedFile('The file holds binary data, not text.', SAVE_AS_CSV);
  }
  return decoded;
}

function decodeBytes(bytes: Buffer): DecodedText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] };
  } catch {
    return {
      text: new TextDecoder('windows-1252').decode(bytes),
      notes: ['The file is not in UTF-8; it was read as Western European text (Windows-1252). Check accented letters.'],
    };
  }
}

/** How often each delimiter stands outside quotation marks in the first lines; the commonest one wins. */
function detectDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text.slice(0, 20_000)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted) {
      const count = counts.get(character);
      if (count !== undefined) counts.set(character, count + 1);
    }
  }
  return DELIMITERS.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best));
}

/** Excel's own first line "sep=;" names the delimiter and is no row of the list. */
function takeStatedDelimiter(text: string): { delimiter: string; rest: string } | null {
  const stated = /^sep=(.)\r?\n/.exec(text);
  const delimiter = stated?.[1];
  return stated && delimiter ? { delimiter, rest: `\n${text.slice(stated[0].length)}` } : null;
}

function describeFault(error: unknown): RefusedFile {
  if (error instanceof CsvError) {
    const line = typeof error['lines'] === 'number' ? ` in line ${error['lines'].toLocaleString('en-GB')}` : '';
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      return new RefusedFile('A quotation mark opens a cell and is never closed.', SAVE_AS_CSV);
    }
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      return new RefusedFile(
        `A row${line} has more than ${RECORD_LIMIT.toLocaleString('en-GB')} characters.`,
        SAVE_AS_CSV,
      );
    }
    return new RefusedFile(`The list cannot be split into rows and cells${line}.`, SAVE_AS_CSV);
  }
  throw error;
}

function splitRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      // Not left to the parser, which would take the first line's end for that of all.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: RECORD_LIMIT,
      to: LAST_ROW + 1,
    });
  } catch (error) {
    throw describeFault(error);
  }
}

/**
 * Reads a text list as one sheet of texts; what looks like a formula stays the text that it is.
 *
 * @throws RefusedFile when it is no text, cannot be split, or is too long.
 */
export function readTextList(bytes: Buffer, name: string): RawTables {
  const { text, notes } = decodeText(bytes);
  const stated = takeStatedDelimiter(text);
  const all = splitRows(stated?.rest ?? text, stated?.delimiter ?? detectDelimiter(text));
  if (all.length > LAST_ROW) throw refuseLongList();
  const spend = createTextBudget();
  let formulaLike = 0;
  let wide = false;
  const rows = all.map((cells) => {
    wide ||= cells.slice(COLUMN_LIMIT).some((cell) => cell !== '');
    return cells.slice(0, COLUMN_LIMIT).map((cell) => {
      if (/^\s*[=@]|^\s*[+-]\D/.test(cell)) formulaLike += 1;
      return spend(cell);
    });
  });
  return {
    sheets: [{ name, hidden: false, rows: trimRows(rows), unread: [] }].filter((sheet) => sheet.rows.length > 0),
    notes: [
      ...notes,
      ...(formulaLike > 0
        ? [
            `Cells that a spreadsheet program would take for formulas are kept as text (${formulaLike.toLocaleString('en-GB')}).`,
          ]
        : []),
      ...(wide ? [`Columns after the first ${COLUMN_LIMIT} were left aside.`] : []),
    ],
  };
}
