import { read, utils, write, type WorkBook } from 'xlsx';
import { ISSUE_COLUMNS } from '../../shared/rules/exchange/issued-questionnaire.ts';

/** What a vendor types into the yellow cells of one question. */
export interface VendorAnswer {
  answer?: string | number;
  explanation?: string;
  evidence?: string;
  evidenceDate?: string;
}

const TITLES = Object.values(ISSUE_COLUMNS);
const FIRST_ROW = 5;

/** The workbook as a spreadsheet program holds it. */
export function openWorkbook(bytes: Uint8Array): WorkBook {
  return read(bytes, { cellStyles: true });
}

/** The questions sheet as rows of texts; the head is the row with the titles. */
export function readQuestionRows(workbook: WorkBook): string[][] {
  const sheet = workbook.Sheets['Questions'];
  if (!sheet) throw new Error('There is no sheet of questions');
  return utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '', blankrows: true });
}

/** Replaces the rows of questions by others, as sorting or pasting values does. */
export function replaceQuestionRows(workbook: WorkBook, rows: readonly (readonly string[])[]): void {
  const head = readQuestionRows(workbook).slice(0, FIRST_ROW);
  workbook.Sheets['Questions'] = utils.aoa_to_sheet([...head, ...rows.map((row) => [...row])]);
}

/** Fills the yellow cells as a vendor does, and saves it as a spreadsheet program does: without our styles. */
export function fillWorkbook(bytes: Uint8Array, answers: Readonly<Record<string, VendorAnswer>>): WorkBook {
  const workbook = openWorkbook(bytes);
  const sheet = workbook.Sheets['Questions'];
  if (!sheet) throw new Error('There is no sheet of questions');
  const rows = readQuestionRows(workbook);
  for (const [id, cells] of Object.entries(answers)) {
    const row = rows.findIndex((texts) => texts[0] === id);
    if (row < 0) throw new Error(`${id} was not issued`);
    for (const [column, value] of Object.entries(cells)) {
      const place = TITLES.indexOf(ISSUE_COLUMNS[column as keyof typeof ISSUE_COLUMNS]);
      const cell = typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value };
      sheet[utils.encode_cell({ r: row, c: place })] = cell;
    }
  }
  return workbook;
}

export function saveWorkbook(workbook: WorkBook): Buffer {
  return write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}
