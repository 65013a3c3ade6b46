import { basename, extname } from 'node:path';
import { describeWrongEnding, detectFormat } from './file-format.ts';
import type { RawTables } from './raw-table.ts';
import { RefusedFile } from './refused-file.ts';
import { readTextList } from './text-list.ts';
import { openWorkbookGate } from './workbook-gate.ts';
import { readWorkbook } from './workbook-reader.ts';

/**
 * Reads a list in whatever of the accepted formats it has. Runs in a worker, since the file is not trusted.
 *
 * @throws RefusedFile saying what is wrong with it.
 */
export async function readList(bytes: Buffer, fileName: string): Promise<RawTables> {
  const format = detectFormat(bytes);
  const tables =
    format === 'zip'
      ? readWorkbook(await openWorkbookGate(bytes))
      : readTextList(bytes, basename(fileName, extname(fileName)).slice(0, 100) || 'List');
  if (tables.sheets.length === 0) {
    throw new RefusedFile('There is nothing in this file but empty cells.', 'Choose the file that holds the list.');
  }
  const wrongEnding = describeWrongEnding(fileName, format);
  return wrongEnding ? { ...tables, notes: [wrongEnding, ...tables.notes] } : tables;
}
