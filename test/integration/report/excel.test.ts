import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, type WorkBook } from 'xlsx';
import { layOutWorkbook, writeExcel } from '../../../electron/core/report/excel.ts';
import { countExcel, expectExcelCounts } from '../../../electron/core/report/excel-read-back.ts';
import { excelStyles } from '../../../electron/core/report/excel-styles.ts';
import type { ReportSheet, ReportValue } from '../../../shared/report/report.ts';
import { SAMPLE_REPORT } from '../../support/sample-report.ts';
import { makeRegisterReport, makeRegisterSheet } from './register-report.ts';
import { partOf, readParts } from './workbook-parts.ts';

const AS_OF_SERIAL = 46_346;

function openWorkbook(bytes: Uint8Array): WorkBook {
  return read(bytes, { type: 'array', cellStyles: true, cellNF: true });
}

function cellOf(
  workbook: WorkBook,
  sheet: string,
  address: string,
): { v?: unknown; t?: string; z?: unknown; f?: string } {
  const cell: unknown = workbook.Sheets[sheet]?.[address];
  return typeof cell === 'object' && cell !== null ? cell : {};
}

/** A sheet of one row whose cells are these values. */
function makeValuesSheet(values: readonly ReportValue[], name = 'Values'): ReportSheet {
  return {
    name,
    title: 'Values',
    filter: 'All values.',
    frozenColumns: 1,
    legend: 'No colours.',
    table: {
      kind: 'table',
      caption: 'Values',
      description: 'One row of values.',
      columns: values.map((_, index) => ({ id: `c${index}`, title: `C${index}`, millimetres: 20, characters: 14 })),
      rows: [{ cells: values }],
      empty: 'None.',
    },
  };
}

describe('a register as a workbook', () => {
  const report = makeRegisterReport([makeRegisterSheet(18)]);

  it('has title band, real as-of date, head in row 5 and data from row 6', async () => {
    const workbook = openWorkbook(await writeExcel(report));
    expect(workbook.SheetNames).toEqual(['Register']);
    expect(cellOf(workbook, 'Register', 'A1').v).toBe('Vendor and tool register');
    expect(cellOf(workbook, 'Register', 'A2').v).toBe(
      'Northmere Health Group plc  ·  NHG-REG-01, version 7  ·  Final  ·  Confidential',
    );
    expect(cellOf(workbook, 'Register', 'B3')).toMatchObject({ t: 'n', v: AS_OF_SERIAL, z: 'd mmm yyyy' });
    expect(cellOf(workbook, 'Register', 'C3').v).toContain('18 of 23 records.');
    expect(cellOf(workbook, 'Register', 'A5').v).toBe('Id');
    expect(cellOf(workbook, 'Register', 'A6').v).toBe('T-004');
    expect(cellOf(workbook, 'Register', 'N6')).toMatchObject({ t: 'n', v: 46_093, z: 'd mmm yyyy' });
    expect(cellOf(workbook, 'Register', 'N7').v).toBeUndefined();
    expect(cellOf(workbook, 'Register', 'A25').v).toMatch(/^Next review: red/);
  });

  it('freezes, filters, prints and merges as the rules say', async () => {
    const parts = await readParts(await writeExcel(report));
    const sheet = partOf(parts, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane xSplit="3" ySplit="5" topLeftCell="D6" state="frozen"');
    expect(sheet).toContain('<autoFilter ref="A5:O23"/>');
    expect(sheet).toContain('showGridLines="0"');
    expect(sheet).toContain('fitToWidth="1" fitToHeight="0"');
    expect(sheet).toContain('paperSize="9" orientation="landscape"');
    expect(sheet).toContain('&amp;L&amp;9&amp;"Calibri,Regular"Northmere Health Group plc');
    expect(sheet).toContain('As of 20 November 2026');
    expect(sheet).toContain('Page &amp;P of &amp;N');
    expect(sheet).not.toContain('mergeCell');
    expect(sheet).not.toContain('<f>');
    const names = partOf(parts, 'xl/workbook.xml');
    expect(names).toContain(`'Register'!$A$1:$O$25`);
    expect(names).toContain(`'Register'!$1:$5`);
    expect(names).toContain('activeTab="0"');
  });

  it('colours words and due dates by rules, and nothing that is as it should be', async () => {
    const sheet = partOf(await readParts(await writeExcel(report)), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<conditionalFormatting sqref="G6:G23">');
    expect(sheet).toContain('<formula>"Prohibited"</formula>');
    expect(sheet).toContain('<formula>AND(ISNUMBER(O6),O6&lt;$B$3)</formula>');
    expect(sheet).not.toContain('<formula>"Passed"</formula>');
    expect(sheet).not.toContain('<formula>"Medium"</formula>');
  });

  it('gives the same bytes for the same report, whenever it is written', async () => {
    const first = await writeExcel(report);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(Buffer.from(await writeExcel(report)).equals(Buffer.from(first))).toBe(true);
  });

  it('says in place of the rows that there are none', async () => {
    const empty = makeRegisterReport([makeRegisterSheet(0)]);
    const bytes = await writeExcel(empty);
    expect(cellOf(openWorkbook(bytes), 'Register', 'A6').v).toBe('No tool matches the filter.');
    expect(await countExcel(bytes)).toEqual({ headings: 1, tables: 1, rows: 0, pictures: 0 });
  });

  it('writes 10,000 rows and reads them all back', async () => {
    const large = makeRegisterReport([makeRegisterSheet(10_000)]);
    const bytes = await writeExcel(large);
    expect(await countExcel(bytes)).toEqual({ headings: 1, tables: 1, rows: 10_000, pictures: 0 });
  });
});

describe('any report as a workbook', () => {
  it('holds as many sheets, tables and rows as the report describes', async () => {
    const bytes = await writeExcel(SAMPLE_REPORT);
    const counts = await countExcel(bytes);
    expect(counts).toEqual(expectExcelCounts(SAMPLE_REPORT));
    expect(counts.rows).toBeGreaterThan(20);
  });

  it('keeps verdict words bare and gives their notes a column', async () => {
    const values: ReportValue[] = [
      { kind: 'identifier', text: 'V-PRV-2' },
      { kind: 'verdict', verdict: 'not-met', text: 'Not met', note: 'Gate: personal data' },
      { kind: 'band', level: 3, text: 'High', score: 12 },
      { kind: 'verdict', verdict: 'unknown', text: 'Dublin', quiet: true },
    ];
    const workbook = openWorkbook(await writeExcel(makeRegisterReport([makeValuesSheet(values)])));
    const row = ['A', 'B', 'C', 'D', 'E', 'F'].map((column) => cellOf(workbook, 'Values', `${column}6`).v);
    expect(row).toEqual(['V-PRV-2', 'Not met', 'Gate: personal data', 'High', 12, 'Dublin (unknown)']);
    expect(cellOf(workbook, 'Values', 'C5').v).toBe('C1: note');
    expect(cellOf(workbook, 'Values', 'E5').v).toBe('C2: score');
  });

  it('writes numbers with their formats, absent values as a dash and impossible dates as text', async () => {
    const values: ReportValue[] = [
      null,
      { kind: 'number', value: 1234.5, format: 'thousands' },
      { kind: 'number', value: 0.632, format: 'ratio' },
      { kind: 'number', value: 10.8, format: 'total' },
      { kind: 'date', date: '2026-02-31' },
      { kind: 'date', date: '1899-12-31' },
      { kind: 'identifiers', texts: ['E-1', 'E-2'] },
      { kind: 'text', text: 'Question', note: 'Clause' },
      null,
    ];
    const workbook = openWorkbook(await writeExcel(makeRegisterReport([makeValuesSheet(values)])));
    const cell = (column: string): object => cellOf(workbook, 'Values', `${column}6`);
    expect(cell('A')).toMatchObject({ v: '–' });
    expect(cell('B')).toMatchObject({ v: 1234.5, z: '#,##0' });
    expect(cell('C')).toMatchObject({ v: 0.632, z: '0%' });
    expect(cell('D')).toMatchObject({ v: 10.8, z: '0.00' });
    expect(cell('E')).toMatchObject({ v: '2026-02-31', t: 's' });
    expect(cell('F')).toMatchObject({ v: '1899-12-31', t: 's' });
    expect(cell('G')).toMatchObject({ v: 'E-1\nE-2' });
    expect(cell('H')).toMatchObject({ v: 'Question\nClause' });
    expect(cell('I')).toMatchObject({ v: '–' });
  });

  it('takes every style from one table, so that the library meets few of them', () => {
    const styles = new Set<unknown>(Object.values(excelStyles));
    for (const sheet of layOutWorkbook(SAMPLE_REPORT).sheets) {
      for (const column of sheet.columns ?? []) expect(styles).toContain(column.style);
      for (const cell of sheet.cells?.values() ?? []) expect(styles).toContain(cell.style);
    }
  });

  it('quotes, cleans and tells apart the names of sheets', async () => {
    const names = ["Bob's list", 'Evidence: index', 'evidence  index', ''];
    const sheets = names.map((name) => makeValuesSheet([{ kind: 'text', text: 'x' }], name));
    const bytes = await writeExcel(makeRegisterReport(sheets));
    expect(openWorkbook(bytes).SheetNames).toEqual(["Bob's list", 'Evidence index', 'evidence index (2)', 'Sheet']);
    expect(partOf(await readParts(bytes), 'xl/workbook.xml')).toContain("'Bob''s list'!$A$1");
  });

  it('keeps a company name out of the codes of header and footer', async () => {
    const report = makeRegisterReport([makeRegisterSheet(1)]);
    const entity = 'R&D 24 & Söhne &P';
    const bytes = await writeExcel({ ...report, cover: { ...report.cover, entity } });
    const sheet = partOf(await readParts(bytes), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('"Calibri,Regular"R&amp;&amp;D 24 &amp;&amp; Söhne &amp;&amp;P&amp;R');
  });
});

describe('hostile text', () => {
  const dangerous = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    "=cmd|' /C calc'!A0",
    '#REF!',
    '_x003D_1+1',
    '0012',
  ];

  it('is never a formula, now or when it is edited again, and stays as readable as it was', async () => {
    const values = dangerous.map((text): ReportValue => ({ kind: 'text', text }));
    const bytes = await writeExcel(makeRegisterReport([makeValuesSheet(values)]));
    const workbook = openWorkbook(bytes);
    dangerous.forEach((text, index) => {
      const cell = cellOf(workbook, 'Values', `${String.fromCodePoint(65 + index)}6`);
      expect(cell.f).toBeUndefined();
      // The text format is what keeps a cell a text when somebody edits it.
      expect(cell).toMatchObject({ t: 's', z: '@', v: text.replaceAll('\t', ' ').replaceAll('\r', '\n') });
    });
    expect(partOf(await readParts(bytes), 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });

  it('is cut with a mark, never silently', async () => {
    const values: ReportValue[] = [{ kind: 'text', text: 'a'.repeat(40_000) }];
    const workbook = openWorkbook(await writeExcel(makeRegisterReport([makeValuesSheet(values)])));
    expect(cellOf(workbook, 'Values', 'A6').v).toMatch(/^a{32000}.*40,000 characters\]$/);
  });

  it('of any kind comes back as it was, but for what a cell cannot hold', async () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...dangerous));
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 6 }), async (texts) => {
        const report = makeRegisterReport([
          makeValuesSheet(texts.map((text): ReportValue => ({ kind: 'status', text, tone: 'warn' }))),
        ]);
        const bytes = await writeExcel({ ...report, cover: { ...report.cover, entity: texts.join(' ') } });
        const workbook = openWorkbook(bytes);
        const sheet = partOf(await readParts(bytes), 'xl/worksheets/sheet1.xml');
        expect(sheet).not.toContain('<f>');
        // eslint-disable-next-line no-control-regex -- none of these may stand in the file
        expect(sheet).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        texts.forEach((text, index) => {
          const wanted = text
            .toWellFormed()
            .replaceAll(/\r\n?/g, '\n')
            .replaceAll('\t', ' ')
            // eslint-disable-next-line no-control-regex -- the characters that a cell cannot hold
            .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '');
          const address = `${String.fromCodePoint(65 + index)}6`;
          expect(cellOf(workbook, 'Values', address).v).toBe(wanted === '' ? '–' : wanted);
        });
      }),
      { numRuns: 60 },
    );
  });
});
