import { buffer } from 'node:stream/consumers';
import { read, utils } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { PHI_FACTORS } from '../../shared/contract/phi-exposure.ts';
import type { ReportKind } from '../../shared/contract/reports.ts';
import { signAgreement } from '../support/agreements.ts';
import { addVendorWithTool } from '../support/records.ts';
import { createTestWorkbench, finishJob } from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function exportReport(bench: Bench, kind: ReportKind, format: 'word' | 'excel') {
  const { files } = await finishJob(
    bench.auditor.reports.export({
      kinds: [kind],
      formats: [format],
      assessmentIds: [],
      classification: 'Confidential',
      organisation: 'Calder Health Pay',
      withLogo: false,
    }),
  );
  const [file] = files;
  if (!file) throw new Error(`${kind} was not written`);
  return { file, bytes: await buffer(bench.workbench.files.read(file.token)) };
}

/** Four vendors: an agreement that ends soon, one that ends later, one without an end, and none at all. */
async function fill(bench: Bench): Promise<void> {
  for (const [name, expiresOn] of [
    ['Copperline', '2026-12-13'],
    ['Harrow', '2028-05-17'],
    ['Evergreen', null],
  ] as const) {
    const { tool } = await addVendorWithTool(bench.lead, name, { plan: 'Enterprise' });
    await signAgreement(bench.officer, bench.workbench.files, tool, { expiresOn });
  }
  const { tool } = await addVendorWithTool(bench.lead, 'Ostler');
  await bench.lead.tools.update({
    toolId: tool.id,
    revision: tool.revision,
    changes: { use: { ...tool.use, phi_possible: true } },
  });
  let revision = 1;
  for (const factor of PHI_FACTORS) {
    const rating = { toolId: tool.id, revision, factor, level: factor === 'retention' ? null : 1, reason: 'Seen' };
    ({ revision } = await bench.lead.phiExposure.rateFactor(rating));
  }
}

describe('the BAA tracker on paper and in a workbook', () => {
  it('has one line for each agreement and each vendor without one, days left and due as formulas on B3', async () => {
    await using bench = await createTestWorkbench();
    await fill(bench);
    const { file, bytes } = await exportReport(bench, 'baa_tracker', 'excel');
    expect(file.rows).toBe(4);
    const sheet = read(bytes, { cellFormula: true, cellNF: true }).Sheets['BAA tracker'];
    if (!sheet) throw new Error('The sheet is missing');
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, range: 4, raw: true });
    expect(rows[0]).toEqual([
      'Id',
      'Vendor',
      'Covered scope',
      'Needed',
      'Available',
      'State',
      'Signed',
      'Effective',
      'Expiry',
      'PHI exposure',
      'Days left',
      'Due',
      'Approved use',
    ]);
    const facts = rows.slice(1, 5).map((row) => [row[1], row[5], row[9], row[10], row[11], row[12]]);
    expect(facts).toEqual([
      ['Copperline', 'Expiring', 'Not rated', 23, 'Within 30 days', 'Not assessed'],
      ['Harrow', 'Active', 'Not rated', 544, 'Later', 'Not assessed'],
      ['Evergreen', 'Active', 'Not rated', '', 'No end date', 'Not assessed'],
      ['Ostler', 'None', 'High', '', 'No end date', 'Prohibited'],
    ]);
    expect(sheet['B3']).toMatchObject({ t: 'n', z: 'd mmm yyyy' });
    expect((sheet['K6'] as { f: string }).f).toBe('IF(ISNUMBER(I6),I6-$B$3,"")');
    expect((sheet['L7'] as { f: string }).f).toBe(
      'IF(ISNUMBER(I7),IF(I7-$B$3<=-1,"Expired",IF(I7-$B$3<=30,"Within 30 days",IF(I7-$B$3<=90,"Within 90 days","Later"))),"No end date")',
    );
  });

  it('is written in Word with as many rows, and the same twice', async () => {
    await using bench = await createTestWorkbench();
    await fill(bench);
    const first = await exportReport(bench, 'baa_tracker', 'word');
    expect(first.file.rows).toBe(4);
    expect((await exportReport(bench, 'baa_tracker', 'word')).file.sha256).toBe(first.file.sha256);
  });
});

describe('the report of PHI exposure', () => {
  it('has every tool, and the seven factors of each that is rated', async () => {
    await using bench = await createTestWorkbench();
    await fill(bench);
    const { bytes } = await exportReport(bench, 'phi_exposure', 'excel');
    const workbook = read(bytes);
    expect(workbook.SheetNames).toEqual(['PHI exposure', 'Factors']);
    const list = (name: string) =>
      utils.sheet_to_json<Record<string, unknown>>(workbook.Sheets[name] ?? {}, { range: 4, raw: true });
    const tools = list('PHI exposure').filter(({ Tool }) => typeof Tool === 'string' && Tool.endsWith('Assist'));
    expect(tools.map(({ Tool, Exposure }) => [Tool, Exposure])).toEqual([
      ['Copperline Assist', 'Not rated'],
      ['Evergreen Assist', 'Not rated'],
      ['Harrow Assist', 'Not rated'],
      ['Ostler Assist', 'High'],
    ]);
    const factors = list('Factors').filter(({ Factor }) => Factor !== undefined);
    expect(factors).toHaveLength(PHI_FACTORS.length);
    expect(factors.find(({ Factor }) => Factor === 'Vendor retention')).toMatchObject({
      Level: 'Unknown, counts as 2',
      Points: 2,
      Reason: 'Seen',
    });
    const word = await exportReport(bench, 'phi_exposure', 'word');
    expect(word.file.rows).toBeGreaterThanOrEqual(4 + PHI_FACTORS.length);
  });
});
