import { describe, expect, it } from 'vitest';
import { addVendorWithTool } from '../support/records.ts';
import { createTestWorkbench, finishJob, openTestWindow, type TestClient } from '../support/workbench.ts';

async function find(client: TestClient, text: string, limit?: number) {
  const found = await client.search.find(limit === undefined ? { text } : { text, limit });
  return found.map(({ kind, title }) => `${kind} ${title}`);
}

describe('search.find', () => {
  it('finds records by name, code and alias, best first', async () => {
    await using bench = await createTestWorkbench();
    await addVendorWithTool(bench.lead, 'Forge');
    await bench.lead.vendors.create({ name: 'Forge Works', aliases: ['Anvil'] });
    await bench.lead.vendors.create({ name: 'Lumen Forge', domain: 'lumen.example' });
    await bench.lead.vendors.create({ name: 'Reforger' });
    expect(await find(bench.auditor, 'forge')).toEqual([
      'vendor Forge',
      'vendor Forge Works',
      'tool Forge Assist',
      'vendor Lumen Forge',
      'vendor Reforger',
    ]);
    expect(await find(bench.auditor, 'FORGE', 2)).toEqual(['vendor Forge', 'vendor Forge Works']);
    expect(await find(bench.auditor, 'anvil')).toEqual(['vendor Forge Works']);
    expect(await find(bench.auditor, 'VN-003')).toEqual(['vendor Lumen Forge']);
    expect(await find(bench.auditor, 'lumen.example')).toEqual(['vendor Lumen Forge']);
    expect(await find(bench.auditor, 'forge lumen')).toEqual(['vendor Lumen Forge']);
    expect(await find(bench.auditor, 'okafor')).toEqual(['person Ines Okafor']);
    expect(await find(bench.auditor, '  ')).toEqual([]);
    expect(await find(bench.auditor, '100%')).toEqual([]);
    const [first] = await bench.auditor.search.find({ text: 'forge assist' });
    expect(first).toMatchObject({ kind: 'tool', detail: 'Forge', status: 'proposed' });
  });

  it('finds evidence and findings by number and name', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Forge');
    await bench.lead.evidence.add({
      title: 'Letter on retention',
      kind: 'letter',
      state: 'claimed',
      fileToken: null,
      vendorId: null,
      control: 'V-PRV-3',
    });
    await bench.reviewer.findings.create({
      title: 'Logs kept too long',
      severity: 'high',
      assessmentId: null,
      vendorId: null,
      toolId: tool.id,
      questionId: null,
    });
    expect(await find(bench.auditor, 'EV-2026-PRV3')).toEqual(['evidence Letter on retention']);
    expect(await find(bench.auditor, 'f-001')).toEqual(['finding Logs kept too long']);
    expect(await find(bench.auditor, 'logs forge')).toEqual(['finding Logs kept too long']);
  });

  it('finds a question in every assessment that asks it', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Forge');
    const checklist = (await bench.lead.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
    if (!checklist) throw new Error('The vendor checklist is not installed');
    const people = await bench.lead.people.list();
    const preparer = people.find(({ role }) => role === 'excellence_lead');
    const assessment = await bench.lead.assessments.plan({
      toolId: tool.id,
      questionnaireId: checklist.id,
      title: 'Checklist of Forge',
      preparerId: preparer?.id ?? '',
      reviewerId: null,
      dueOn: null,
      use: tool.use,
    });
    const found = await bench.auditor.search.find({ text: 'V-PRV-3' });
    expect(found).toEqual([
      expect.objectContaining({
        kind: 'question',
        id: assessment.id,
        status: null,
        detail: `${assessment.code}, Forge Assist`,
      }),
    ]);
    expect(found[0]?.title.startsWith('V-PRV-3 ')).toBe(true);
    expect(await find(bench.auditor, 'checklist of forge')).toContain('assessment Checklist of Forge');
  });

  it('finds tools that were seen, regions, sub-processors and packages, each at its place', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addVendorWithTool(bench.lead, 'Forge');
    await bench.lead.gaps.recordSightings({
      source: 'Proxy log',
      seenOn: '2026-11-01',
      tools: [{ name: 'Heron Pair', people: 5 }],
    });
    await bench.lead.residency.addSubProcessor({
      vendorId: vendor.id,
      name: 'Castellan Support Ltd',
      role: 'Support desk',
      place: { kind: 'country', country: 'PH', city: 'Manila' },
      sees: 'account',
    });
    const scope = {
      title: 'Third quarter',
      period: { from: '2026-07-01', to: '2026-09-30' },
      vendorIds: null,
      profile: 'full' as const,
      seed: null,
    };
    const { made } = await finishJob(bench.lead.auditPackage.make({ scope, final: false }));
    const [seen] = (await bench.auditor.gaps.sightings({ limit: 1 })).rows;
    const chain = await bench.auditor.residency.chain({ vendorId: vendor.id });
    const only = async (text: string) => {
      const found = await bench.auditor.search.find({ text });
      expect(found, text).toHaveLength(1);
      return found[0];
    };
    expect(await only('heron')).toMatchObject({
      kind: 'tool_sighting',
      id: seen?.id,
      detail: 'Proxy log',
      underId: null,
    });
    expect(await only('castellan')).toMatchObject({
      kind: 'sub_processor',
      id: chain.subProcessors[0]?.id,
      underId: vendor.id,
      detail: 'Forge, Support desk',
    });
    expect(await only('germany')).toMatchObject({ kind: 'region', id: 'DE', title: 'Germany', underId: null });
    expect(await only('third quarter')).toMatchObject({ kind: 'audit_package', id: made.id, status: 'draft' });
    expect(await only(made.name)).toMatchObject({ kind: 'audit_package', title: 'Third quarter' });
    expect((await bench.auditor.search.find({ text: 'DE' }))[0]).toMatchObject({ kind: 'region', id: 'DE' });
  });

  it('refuses too long a text and a stranger', async () => {
    await using bench = await createTestWorkbench();
    await expect(bench.auditor.search.find({ text: 'a'.repeat(201) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const stranger = openTestWindow(bench.workbench);
    await expect(stranger.search.find({ text: 'a' })).rejects.toMatchObject({ code: 'NO_PERSON' });
  });
});
