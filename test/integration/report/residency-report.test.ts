import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partOf, readParts } from './workbook-parts.ts';
import { openSampleWorkbench } from '../../support/sample.ts';
import { finishJob } from '../../support/workbench.ts';
import { findAll, parseXml, readText, valueOf } from '../../support/xml.ts';

let sample: Awaited<ReturnType<typeof openSampleWorkbench>>;
let word: ReadonlyMap<string, string>;
let excel: ReadonlyMap<string, string>;

beforeAll(async () => {
  sample = await openSampleWorkbench();
  const { files } = await finishJob(
    sample.officer.reports.export({
      kinds: ['residency_matrix'],
      formats: ['word', 'excel'],
      assessmentIds: [],
      classification: 'Confidential',
      organisation: 'Calder Health Pay',
      withLogo: false,
    }),
  );
  const read = (format: string) => {
    const file = files.find((one) => one.format === format);
    return readParts(readFileSync(sample.workbench.files.find(file?.token ?? '').path));
  };
  word = await read('word');
  excel = await read('excel');
}, 120_000);

afterAll(async () => {
  await sample[Symbol.asyncDispose]();
});

describe('the report on residency', () => {
  it('gives the answer first, a landscape chapter for each group of regions, and the link that breaks', () => {
    const document = parseXml(partOf(word, 'word/document.xml'));
    const texts = findAll(document, 'w:p').map(readText);
    const all = texts.join('\n');
    expect(all).toContain('Breaches found.');
    for (const chapter of ['Europe', 'Americas', 'Asia and Pacific', 'Middle East and Africa', 'Method and terms']) {
      expect(all, chapter).toContain(chapter);
    }
    expect(all).toContain('Castellan Support Ltd works on it from Manila, Philippines.');
    expect(all).toContain('SGB V, Section 393');
    expect(all).toContain('Requirement pack 2026.11, 24 regions');
    expect(all).toContain('taylorwessing.com');
  });

  it('holds in Excel the matrix, every cell, the places, the sub-processors and the regions', async () => {
    const sheets = findAll(parseXml(partOf(excel, 'xl/workbook.xml')), 'sheet').map((sheet) => valueOf(sheet, 'name'));
    expect(sheets).toEqual(['Matrix', 'Cells', 'Places', 'Sub-processors', 'Regions']);
    const matrix = await sample.officer.residency.matrix();
    const used = matrix.tools.flatMap(({ cells }) => cells).filter((cell) => cell !== '').length;
    const rowsOf = (number: number) =>
      findAll(parseXml(partOf(excel, `xl/worksheets/sheet${number}.xml`)), 'row').filter(
        (row) => Number(valueOf(row, 'r')) > 5,
      );
    // After the data come an empty row and the line that explains.
    expect(rowsOf(2).length - used).toBeLessThanOrEqual(2);
    expect(rowsOf(2).length).toBeGreaterThan(used);
    expect(rowsOf(5).length).toBeGreaterThan(24);
  });
});
