import type { Report, ReportBlock, ReportCounts } from './report.ts';

/**
 * What a document of this report must contain when it is read back: numbered chapters, sections and
 * findings as headings; tables of data and of signatures with their rows, heads not counted; diagrams. Facts, key
 * figures and the document's own furniture are not counted, nor is a table without rows, which a sentence replaces.
 */
export function countReport(report: Report): ReportCounts {
  const numbered = report.chapters.filter(({ front }) => front !== true);
  const sections = numbered.reduce((total, chapter) => total + (chapter.sections ?? []).length, 0);
  const blocks = report.chapters.flatMap((chapter) => [
    ...chapter.blocks,
    ...(chapter.sections ?? []).flatMap((section) => section.blocks),
  ]);
  const rows = blocks.map(countRows).filter((count) => count > 0);
  return {
    headings: numbered.length + sections + blocks.filter(({ kind }) => kind === 'finding').length,
    tables: rows.length,
    rows: rows.reduce((total, count) => total + count, 0),
    pictures: blocks.filter(({ kind }) => kind === 'diagram').length,
  };
}

function countRows(block: ReportBlock): number {
  if (block.kind === 'table') return block.columns.length === 0 ? 0 : block.rows.length;
  return block.kind === 'signatures' ? block.rows.length : 0;
}
