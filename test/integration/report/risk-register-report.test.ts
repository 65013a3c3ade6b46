import { readFileSync } from 'node:fs';
import { read, utils } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { proveControl } from '../../support/records.ts';
import { createTestWorkbench, finishJob } from '../../support/workbench.ts';
import { partOf, readParts } from './workbook-parts.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function fillRegister(bench: Bench): Promise<void> {
  const control = { name: 'Scan', stated: 'documented' } as const;
  const first = await bench.lead.risks.create({
    title: '=HYPERLINK("x") weak code',
    likelihood: 4,
    impact: 5,
    controls: [control],
    reviewOn: '2026-12-04',
  });
  await proveControl(bench, first.id, first.controls[0]?.id ?? '', 'documented');
  await bench.lead.risks.create({ title: 'Outage', likelihood: 2, impact: 3 });
  await bench.lead.risks.create({ title: 'Same cell', likelihood: 2, impact: 3 });
  const { id: riskId } = await bench.lead.risks.create({ title: 'Gone', likelihood: 5, impact: 5 });
  await bench.reviewer.risks.close({ riskId, revision: 1, reason: 'Contract ended' });
}

async function exportRegister(bench: Bench) {
  const input = {
    kinds: ['risk_register' as const],
    formats: ['word' as const, 'excel' as const],
    assessmentIds: [],
    classification: 'Confidential' as const,
    organisation: 'Calder Health Pay',
    withLogo: false,
  };
  const { files } = await finishJob(bench.auditor.reports.export(input));
  const [word, excel] = files.map(({ token }) => readFileSync(bench.workbench.files.find(token).path));
  if (!word || !excel) throw new Error('Two files were asked for');
  return { word, excel, sums: files.map(({ sha256 }) => sha256) };
}

describe('the risk register as documents', () => {
  it('has score, band and counts as formulas that agree with the application', async () => {
    await using bench = await createTestWorkbench();
    await fillRegister(bench);
    const { excel } = await exportRegister(bench);
    const workbook = read(excel, { cellFormula: true });
    expect(workbook.SheetNames).toEqual(['Risk register', 'Heat map', 'Legend', 'Controls', 'Closed']);
    const register = workbook.Sheets['Risk register'] ?? {};
    const at = (address: string) => register[address] as { v?: unknown; f?: string } | undefined;
    // Rows from 6: the largest residual risk first; the closed one is not here.
    expect(['A6', 'A7', 'A8', 'A9'].map((address) => at(address)?.v)).toEqual(['R-001', 'R-002', 'R-003', undefined]);
    expect(at('B6')).toMatchObject({ v: '=HYPERLINK("x") weak code' });
    expect(at('B6')?.f).toBeUndefined();
    expect(at('G6')).toMatchObject({ f: 'E6*F6', v: 20 });
    expect(at('K6')).toMatchObject({ f: 'I6*J6', v: 15 });
    expect(at('L6')?.f).toContain('IF(K6<=4,"Low",IF(K6<=9,"Medium",IF(K6<=16,"High","Critical")))');
    expect(at('L6')?.v).toBe('High');
    expect(register['!autofilter']?.ref).toBe('A5:O8');

    const map = workbook.Sheets['Heat map'] ?? {};
    const cell = (row: number, column: number) =>
      map[utils.encode_cell({ r: row, c: column })] as { v?: unknown; f?: string } | undefined;
    // Likelihood 3, impact 5 stands in the third row, the fifth cell.
    expect(cell(7, 5)?.v).toBe('15 High\nR-001');
    expect(cell(8, 3)?.v).toBe('6 Medium\nR-002, R-003');
    expect(cell(8, 10)?.f).toBe("COUNTIFS('Risk register'!$I$6:$I$8,2,'Risk register'!$J$6:$J$8,3)");
    expect(cell(8, 10)?.v).toBe(2);
    expect(cell(10, 13)?.v).toBe(3);
    const counts = [5, 6, 7, 8, 9].flatMap((row) => [8, 9, 10, 11, 12].map((column) => Number(cell(row, column)?.v)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    const closed = utils.sheet_to_json<string[]>(workbook.Sheets['Closed'] ?? {}, { header: 1 }).flat();
    expect(closed).toEqual(expect.arrayContaining(['R-004', 'Contract ended']));
  });

  it('draws the map in Word with band words and numbers, and a table that says the same', async () => {
    await using bench = await createTestWorkbench();
    await fillRegister(bench);
    const { word } = await exportRegister(bench);
    const xml = partOf(await readParts(word), 'word/document.xml').replaceAll('\u00a0', ' ');
    const texts = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text);
    for (const score of ['25 Critical', '16 High', '9 Medium', '1 Low']) expect(texts).toContain(score);
    expect(texts.filter((text) => text === '02, 03')).toHaveLength(2);
    expect(texts.join(' ')).toContain('Scan: Documented, 1 off likelihood (EV-2026-');
    for (const fill of ['EDF4EF', 'FAF1DD', 'F9DCD5', 'EEBBB2']) expect(xml).toContain(`w:fill="${fill}"`);
  });

  it('gives the same bytes for the same records, and something for an empty register', async () => {
    await using bench = await createTestWorkbench();
    const empty = await exportRegister(bench);
    expect((await exportRegister(bench)).sums).toEqual(empty.sums);
    await fillRegister(bench);
    const filled = await exportRegister(bench);
    expect(filled.sums).not.toEqual(empty.sums);
    expect((await exportRegister(bench)).sums).toEqual(filled.sums);
  });
});
