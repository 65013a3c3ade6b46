import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { exportedFileSchema, ReportKind } from '../../../../shared/contract/reports.ts';
import { countReport } from '../../../../shared/report/count.ts';
import type { Report, ReportCounts } from '../../../../shared/report/report.ts';
import { AssayError } from '../../assay-error.ts';
import type { FileDesk } from '../../file-desk.ts';
import { countExcel, expectExcelCounts } from '../../report/excel-read-back.ts';
import type { ExcelSheet } from '../../report/excel-layout.ts';
import { writeExcel } from '../../report/excel.ts';
import { countWord } from '../../report/word-read-back.ts';
import { writeWord } from '../../report/word.ts';

type ExportedFile = z.infer<typeof exportedFileSchema>;

const MEDIA_TYPES = {
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  excel: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
const ENDINGS = { word: 'docx', excel: 'xlsx' } as const;

/** A report with what only its workbook has. */
export interface PreparedReport {
  kind: ReportKind;
  report: Report;
  extraSheets: readonly ExcelSheet[];
}

/** "CHP-VA-2026-004 Harrow Agent.docx": the document id, then what it is about, in characters that every system takes. */
function nameFile({ cover }: Report, format: keyof typeof ENDINGS): string {
  const about = (cover.runningSubject ?? cover.subject) || cover.title;
  const clean = about
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 60);
  return `${cover.documentId} ${clean}.${ENDINGS[format]}`;
}

function refuseMiscount(name: string, expected: ReportCounts, found: ReportCounts): void {
  const parts = ['headings', 'tables', 'rows', 'pictures'] as const;
  const wrong = parts.find((part) => expected[part] !== found[part]);
  if (!wrong) return;
  throw new AssayError(
    'INTERNAL',
    `${name} was written with ${expected[wrong]} ${wrong}, but ${found[wrong]} were read back. It was not exported.`,
    { remedy: 'Export it again. If it happens again, check the workspace.' },
  );
}

/** A document as bytes, after another reader has found in it what went in. */
export interface WrittenDocument {
  name: string;
  bytes: Uint8Array;
  counts: ReportCounts;
}

/**
 * Writes a report in one format and reads the bytes back with another reader, comparing what went in with what came out.
 *
 * @throws AssayError INTERNAL when the counts differ.
 */
export async function writeDocument(
  { report, extraSheets }: Omit<PreparedReport, 'kind'>,
  format: 'word' | 'excel',
): Promise<WrittenDocument> {
  const name = nameFile(report, format);
  if (format === 'word') {
    const bytes = await writeWord(report);
    const counts = await countWord(bytes);
    refuseMiscount(name, countReport(report), counts);
    return { name, bytes, counts };
  }
  const bytes = await writeExcel(report, extraSheets);
  const counts = await countExcel(bytes);
  refuseMiscount(name, expectExcelCounts(report, extraSheets), counts);
  return { name, bytes, counts };
}

/**
 * Writes a report in one format into the file desk.
 *
 * @throws AssayError INTERNAL when what was read back differs, DISK_FULL.
 */
export async function writeReport(
  files: FileDesk,
  prepared: PreparedReport,
  format: 'word' | 'excel',
): Promise<ExportedFile> {
  const { name, bytes, counts } = await writeDocument(prepared, format);
  const path = files.newPath();
  await writeFile(path, bytes, { mode: 0o600 });
  const { token, size } = await files.offer(path, name, MEDIA_TYPES[format]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { token, name, kind: prepared.kind, format, size, sha256, rows: counts.rows };
}
