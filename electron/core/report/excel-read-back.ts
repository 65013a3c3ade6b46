import { read, utils } from 'xlsx';
import type { CellObject, WorkSheet } from 'xlsx';
import type { Report, ReportCounts } from '../../../shared/report/report.ts';
import type { ExcelSheet } from './excel-layout.ts';

/**
 * What stands in a workbook, read with another library than the one that wrote it: headings are sheets with
 * a title in A1, tables are sheets with a filtered head row, rows are the filled rows below those heads.
 *
 * @throws Error when the bytes are no workbook.
 */
export async function countExcel(bytes: Uint8Array): Promise<ReportCounts> {
  const workbook = read(bytes, { type: 'array', dense: true, cellText: false, cellHTML: false, cellFormula: false });
  const counts: ReportCounts = { headings: 0, tables: 0, rows: 0, pictures: 0 };
  for (const name of workbook.SheetNames) {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined) continue;
    if (isFilled(cellAt(sheet, 0, 0))) counts.headings += 1;
    if (sheet['!autofilter'] === undefined) continue;
    counts.tables += 1;
    counts.rows += countRows(sheet, sheet['!autofilter'].ref);
  }
  return counts;
}

/** What `countExcel` must find in the workbook of this report and these extra sheets. */
export function expectExcelCounts(report: Report, extraSheets: readonly ExcelSheet[] = []): ReportCounts {
  const rows = report.sheets.map((sheet) => sheet.table.rows.length);
  const records = extraSheets.flatMap((sheet) => (sheet.records === null ? [] : [sheet.records]));
  return {
    headings: report.sheets.length + extraSheets.length,
    tables: rows.length + records.length,
    rows: [...rows, ...records].reduce((total, count) => total + count, 0),
    pictures: 0,
  };
}

/** Filled rows from below the head on; a row of totals follows the filtered range. */
function countRows(sheet: WorkSheet, filter: string): number {
  const { s: head, e: last } = utils.decode_range(filter);
  if (last.r === head.r) return 0;
  let row = head.r + 1;
  while (isRowFilled(sheet, row, last.c)) row += 1;
  return row - head.r - 1;
}

function isRowFilled(sheet: WorkSheet, row: number, lastColumn: number): boolean {
  for (let column = 0; column <= lastColumn; column += 1) {
    if (isFilled(cellAt(sheet, row, column))) return true;
  }
  return false;
}

function cellAt(sheet: WorkSheet, row: number, column: number): CellObject | undefined {
  return sheet['!data']?.[row]?.[column];
}

function isFilled(cell: CellObject | undefined): boolean {
  return cell?.v !== undefined && cell.v !== '';
}
