import { writeXlsx } from 'hucre/xlsx';
import type { WorkbookProperties, WriteOptions } from 'hucre/xlsx';
import { TRAIL_PROPERTY, type Report } from '../../../shared/report/report.ts';
import { ENGLISH_WORDS } from '../../../shared/report/words.ts';
import { fillWords } from './word-text.ts';
import type { ExcelFurniture, ExcelSheet } from './excel-layout.ts';
import { buildReportSheet } from './excel-sheet.ts';
import { cleanLine, makeSheetName } from './excel-text.ts';

/**
 * A report as a workbook (.xlsx): one sheet for each of `report.sheets`, then the extra sheets as they are.
 * The same report gives the same bytes.
 *
 * @throws RangeError when a sheet would have more rows than Excel holds, or there is no sheet at all.
 */
export async function writeExcel(report: Report, extraSheets: readonly ExcelSheet[] = []): Promise<Uint8Array> {
  return writeXlsx(layOutWorkbook(report, extraSheets));
}

/** What the library is asked to write for a report: every cell with its style, every range and rule. */
export function layOutWorkbook(report: Report, extraSheets: readonly ExcelSheet[] = []): WriteOptions {
  const { cover } = report;
  const furniture: ExcelFurniture = { ...cover, language: report.language, words: report.words ?? {} };
  const taken = new Set(extraSheets.map(({ sheet }) => sheet.name.toLowerCase()));
  const ownSheets = report.sheets.map((sheet, index) => {
    const name = makeSheetName(sheet.name, taken);
    taken.add(name.toLowerCase());
    const legend = index === 0 ? `${sheet.legend}${writeTrail(report)}` : sheet.legend;
    return buildReportSheet({ ...sheet, legend }, name, furniture);
  });
  const title = cover.subject === '' ? cover.title : `${cover.title}: ${cover.subject}`;
  const { createdAt, trail } = report;
  const document = { title, entity: cover.entity, createdAt, ...(trail ? { trailLine: trail.line } : {}) };
  return assembleWorkbook([...ownSheets, ...extraSheets], document);
}

/** What follows the first sheet's legend: where the trail stood. */
function writeTrail({ trail, words }: Report): string {
  if (!trail) return '';
  const values = { sequence: String(trail.sequence), hash: trail.hash };
  return ` ${fillWords(words?.trail ?? ENGLISH_WORDS.trail, values)}`;
}

/** The workbook of sheets that are laid out already; it opens on the first one. */
export function assembleWorkbook(
  sheets: readonly ExcelSheet[],
  document: { title: string; entity: string; createdAt: string; trailLine?: string },
): WriteOptions {
  if (sheets.length === 0) throw new RangeError('A workbook needs at least one sheet.');
  const created = new Date(document.createdAt);
  const entity = cleanLine(document.entity);
  const properties: WorkbookProperties = {
    title: cleanLine(document.title),
    creator: entity,
    company: entity,
    created,
    modified: created,
    ...(document.trailLine === undefined ? {} : { custom: { [TRAIL_PROPERTY]: document.trailLine } }),
  };
  return {
    sheets: sheets.map(({ sheet }) => sheet),
    namedRanges: sheets.flatMap(listPrintRanges),
    properties,
    defaultFont: { name: 'Calibri', size: 11 },
    activeSheet: 0,
  };
}

/** The reserved names by which Excel knows what to print; the library would leave the sheet's name unquoted. */
function listPrintRanges({ sheet, printArea, printTitleRows }: ExcelSheet): NonNullable<WriteOptions['namedRanges']> {
  const quoted = `'${sheet.name.replaceAll("'", "''")}'`;
  return [
    { name: '_xlnm.Print_Area', range: `${quoted}!${printArea}`, scope: sheet.name },
    { name: '_xlnm.Print_Titles', range: `${quoted}!${printTitleRows}`, scope: sheet.name },
  ];
}
