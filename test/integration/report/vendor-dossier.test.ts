import { readFileSync } from 'node:fs';
import { read, utils } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { addVendorWithTool, proveControl } from '../../support/records.ts';
import { createTestWorkbench, finishJob } from '../../support/workbench.ts';
import { partOf, readParts } from './workbook-parts.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

async function fillVendor(bench: Bench, name: string) {
  const { vendor, tool } = await addVendorWithTool(bench.lead, name, { plan: `${name} Enterprise` });
  const risk = await bench.lead.risks.create({
    title: `${name} outage`,
    likelihood: 4,
    impact: 4,
    controls: [{ name: 'Second tool' }],
    links: [{ kind: 'tool', id: tool.id }],
  });
  await proveControl(bench, risk.id, risk.controls[0]?.id ?? '', 'verified');
  await bench.reviewer.findings.create({
    title: `${name} keeps logs`,
    severity: 'high',
    condition: '',
    vendorId: vendor.id,
    toolId: tool.id,
    assessmentId: null,
    questionId: null,
  });
  await bench.lead.evidence.add({
    title: `${name} statement`,
    kind: 'letter',
    state: 'claimed',
    control: 'V-PRV-1',
    vendorId: vendor.id,
    fileToken: null,
  });
  return { vendor, tool, risk };
}

const input = {
  kinds: ['vendor_dossier' as const],
  formats: ['word' as const, 'excel' as const],
  assessmentIds: [],
  classification: 'Confidential' as const,
  organisation: 'Calder Health Pay',
  withLogo: false,
};

async function exportDossier(bench: Bench, vendorId: string) {
  const { files } = await finishJob(bench.auditor.reports.export({ ...input, vendorIds: [vendorId] }));
  const [word, excel] = files.map(({ token }) => readFileSync(bench.workbench.files.find(token).path));
  if (!word || !excel) throw new Error('Two files were asked for');
  return { files, word, excel };
}

describe('the dossier of a vendor', () => {
  it('holds every record of this vendor and none of another', async () => {
    await using bench = await createTestWorkbench();
    const harrow = await fillVendor(bench, 'Harrow');
    await fillVendor(bench, 'Forge');
    const { files, word, excel } = await exportDossier(bench, harrow.vendor.id);
    expect(files.map(({ name }) => name.split('.').at(-1))).toEqual(['docx', 'xlsx']);
    const workbook = read(excel);
    const texts = (name: string) =>
      utils
        .sheet_to_json<unknown[]>(workbook.Sheets[name] ?? {}, { header: 1 })
        .flat()
        .map(String);
    expect(workbook.SheetNames).toEqual([
      'Tools',
      'Assessments',
      'Agreements',
      'Data residency',
      'Adoption',
      'Risks',
      'Findings',
      'Evidence',
      'Trail',
    ]);
    expect(texts('Tools').join(' ')).toContain('Harrow Assist');
    expect(texts('Risks')).toEqual(expect.arrayContaining([harrow.risk.code, 'Harrow outage']));
    expect(texts('Findings')).toContain('Harrow keeps logs');
    // The vendor's own piece, and the one behind a control of its tool's risk.
    expect(texts('Evidence')).toEqual(expect.arrayContaining(['Harrow statement', 'Proof']));
    const operations = ['vendors.create', 'tools.create', 'risks.create', 'evidence.link', 'findings.create'];
    expect(texts('Trail')).toEqual(expect.arrayContaining(operations));
    expect(texts('Trail').filter((text) => /^[0-9a-f]{64}$/.test(text)).length).toBeGreaterThan(5);
    const xml = partOf(await readParts(word), 'word/document.xml');
    for (const text of ['Harrow Assist', 'Harrow outage', 'Harrow keeps logs', 'Harrow statement']) {
      expect(xml).toContain(text);
    }
    const all = workbook.SheetNames.flatMap(texts).join('\n') + xml;
    expect(all).not.toContain('Forge');
  });

  it('gives the same bytes for the same records, and changes with them', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, risk } = await fillVendor(bench, 'Harrow');
    const sums = async () => (await exportDossier(bench, vendor.id)).files.map(({ sha256 }) => sha256);
    const first = await sums();
    expect(await sums()).toEqual(first);
    await bench.reviewer.risks.close({ riskId: risk.id, revision: 1, reason: 'Gone' });
    expect(await sums()).not.toEqual(first);
  });

  it('is written for every vendor at work when none is chosen, and refuses one that is not there', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await fillVendor(bench, 'Harrow');
    await fillVendor(bench, 'Forge');
    await bench.reviewer.vendors.changeStatus({
      vendorId: vendor.id,
      revision: vendor.revision,
      status: 'in_review',
      reason: '',
    });
    const { files } = await finishJob(bench.auditor.reports.export({ ...input, formats: ['word'] }));
    expect(files.map(({ name }) => name.includes('Harrow'))).toEqual([true]);
    await expect(finishJob(bench.auditor.reports.export({ ...input, vendorIds: [UNKNOWN_ID] }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
