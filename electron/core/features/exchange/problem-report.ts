import type { ImportProblem } from '../../../../shared/contract/exchange.ts';
import type { Classification, Report } from '../../../../shared/report/report.ts';

interface ProblemSource {
  organisation: string;
  classification: Classification;
  fileName: string;
  sheet: string;
  rows: number;
  /** `YYYY-MM-DD` */
  today: string;
  author: string;
  problems: readonly ImportProblem[];
}

/** The problems of a list to be imported, one row each, for whoever mends the list itself. */
export function buildProblemReport(source: ProblemSource): Report {
  const { organisation, classification, fileName, sheet, rows, today, author, problems } = source;
  const title = 'Problems found before import';
  return {
    kind: 'import-problems',
    cover: {
      entity: organisation,
      title,
      subject: fileName,
      subtitle: '',
      classification,
      documentId: `IMPORT-${today.replaceAll('-', '')}`,
      version: '1.0',
      status: 'Draft',
      asOf: today,
      facts: [],
      people: [{ role: 'Checked by', name: author, position: '', date: today }],
    },
    chapters: [],
    versions: [],
    sheets: [
      {
        name: 'Problems',
        title,
        filter: `${fileName}, sheet “${sheet}”. ${problems.length} problems in ${rows} rows. Nothing was imported.`,
        frozenColumns: 2,
        legend: 'Mend the cells in the list itself and choose it again, or mend them in Assay before the import.',
        table: {
          kind: 'table',
          caption: title,
          description: 'Each problem with its row, cell and value, what is wrong, and what would mend it.',
          columns: [
            { id: 'row', title: 'Row', align: 'right', millimetres: 14, characters: 8 },
            { id: 'cell', title: 'Cell', millimetres: 18, characters: 10 },
            { id: 'value', title: 'Value', millimetres: 50, characters: 32 },
            { id: 'problem', title: 'Problem', millimetres: 80, characters: 52 },
            { id: 'fix', title: 'Suggested fix', millimetres: 60, characters: 36 },
          ],
          rows: problems.map(({ row, cell, value, sentence, fix }) => ({
            cells: [
              { kind: 'number', value: row, format: 'whole' },
              { kind: 'identifier', text: cell },
              { kind: 'text', text: value === '' ? '(empty)' : value },
              { kind: 'text', text: sentence },
              fix && { kind: 'text', text: fix.sentence },
            ],
          })),
          empty: 'Every row is ready to be imported.',
        },
      },
    ],
    contents: false,
    createdAt: `${today}T00:00:00.000Z`,
    language: 'en-GB',
  };
}
