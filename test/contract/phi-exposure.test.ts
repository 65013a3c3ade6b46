import { describe, expect, it } from 'vitest';
import { PHI_FACTORS, type PhiFactor } from '../../shared/contract/phi-exposure.ts';
import { signAgreement } from '../support/agreements.ts';
import { addVendorWithTool, countEntries, readHistory } from '../support/records.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

async function rateAll(client: TestClient, toolId: string, levels: readonly (number | null)[]) {
  let exposure = await client.phiExposure.get({ toolId });
  for (const [index, factor] of PHI_FACTORS.entries()) {
    exposure = await client.phiExposure.rateFactor({
      toolId,
      revision: exposure.revision,
      factor,
      level: levels[index] ?? null,
      reason: 'Seen in the set-up',
    });
  }
  return exposure;
}

describe('phiExposure', () => {
  it('starts unknown, never low', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const exposure = await bench.auditor.phiExposure.get({ toolId: tool.id });
    expect(exposure).toMatchObject({
      sum: null,
      exposure: null,
      confidence: 0,
      completeness: 0,
      rated: 0,
      permissible: 'not_with_phi',
      approvedUse: 'not_assessed',
      useReason: 'not_rated',
      baa: { agreement: null, needed: null, offered: 'unknown', state: null, inScope: false },
      revision: 1,
    });
    expect(exposure.unknown).toEqual(PHI_FACTORS);
    expect(await bench.auditor.phiExposure.list({})).toHaveLength(1);
  });

  it('rates factor by factor, with its workings and its trail', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge', { plan: 'Enterprise' });
    const first = await bench.reviewer.phiExposure.rateFactor({
      toolId: tool.id,
      revision: 1,
      factor: 'reachable_data',
      level: 1,
      reason: 'Masked by the nightly job',
    });
    // Six unknown factors count 2 each.
    expect(first).toMatchObject({ sum: 13, exposure: 'high', rated: 1, approvedUse: 'prohibited', revision: 2 });
    const rated = await rateAll(bench.lead, tool.id, [1, 1, 1, 0, 0, 0, 0]);
    expect(rated).toMatchObject({ sum: 3, exposure: 'low', completeness: 1, unknown: [], approvedUse: 'non_phi_only' });
    expect(rated.factors[0]).toMatchObject({ level: 1, ratedBy: { name: 'Priya Raman' }, ratedOn: '2026-11-20' });

    const explanation = await bench.auditor.scores.explain({ kind: 'phi_exposure', subjectId: tool.id });
    expect(explanation).toMatchObject({
      result: { shown: 3, outOf: 14, band: 'low' },
      model: { id: 'phi-exposure', version: '1.0.0' },
      complete: true,
    });
    expect(explanation.bands.map(({ band, from, to }) => [band, from, to])).toEqual([
      ['low', 0, 3],
      ['medium', 4, 7],
      ['high', 8, 14],
    ]);
    const history = await readHistory(bench.auditor, tool.id);
    const changes = history.filter(({ operation }) => operation === 'phiExposure.rateFactor');
    expect(changes).toHaveLength(8);
    expect(changes[0]).toMatchObject({
      before: null,
      after: { 'factor.reachable_data': { level: 1 }, exposure: 'high' },
    });
    expect(await bench.auditor.phiExposure.list({ vendorId: vendor.id })).toMatchObject([{ exposure: 'low' }]);
  });

  it('grows confident by evidence, and does not get lower by it', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor } = await addVendorWithTool(bench.lead);
    const before = await rateAll(bench.lead, tool.id, [1, 1, 1, 1, 1, 1, 1]);
    const { token } = await bench.workbench.files.receive(
      'retention.txt',
      (async function* () {
        yield Buffer.from('Zero data retention is on');
      })(),
    );
    const evidence = await bench.reviewer.evidence.add({
      kind: 'screenshot',
      title: 'Retention setting',
      state: 'verified',
      fileToken: token,
      vendorId: vendor.id,
      control: 'PHI-06',
      datedOn: '2026-11-01',
    });
    await bench.lead.evidence.link({
      recordKind: 'tool',
      recordId: tool.id,
      part: 'phi.retention',
      evidenceId: evidence.id,
      page: '',
    });
    const after = await bench.auditor.phiExposure.get({ toolId: tool.id });
    expect(after.factors.find(({ factor }) => factor === 'retention')?.evidence).toBe('verified');
    expect(after.confidence).toBeGreaterThan(before.confidence);
    expect(after).toMatchObject({ sum: 7, exposure: 'medium' });
  });

  it('follows the agreement in what is permitted, and not in how exposed the tool is', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge', { plan: 'Enterprise' });
    const rated = await rateAll(bench.lead, tool.id, [1, 1, 1, 1, 0, 0, 0]);
    expect(rated).toMatchObject({ exposure: 'medium', approvedUse: 'prohibited', useReason: 'exposed_without_baa' });
    const baa = await bench.officer.agreements.create({
      vendorId: vendor.id,
      kind: 'baa',
      title: 'BAA',
      offered: 'yes',
    });
    const needed = await bench.officer.agreements.move({
      agreementId: baa.id,
      revision: baa.revision,
      deed: 'require',
      ruleId: 'H-NEED-2',
      reason: 'Prompts can carry PHI',
    });
    await bench.officer.agreements.move({
      agreementId: baa.id,
      revision: needed.revision,
      deed: 'request',
      on: '2026-11-20',
      from: 'Sales',
      channel: 'Mail',
    });
    const pending = await bench.auditor.phiExposure.get({ toolId: tool.id });
    expect(pending).toMatchObject({
      exposure: 'medium',
      sum: rated.sum,
      permissible: 'not_with_phi',
      approvedUse: 'pending',
      baa: { state: 'requested', needed: true, offered: 'yes' },
    });
    expect(await bench.auditor.phiExposure.tracker()).toMatchObject([
      {
        vendor: { name: 'Forge' },
        agreement: { code: baa.code },
        offered: 'yes',
        state: 'requested',
        signedOn: null,
        exposure: 'medium',
        approvedUse: 'pending',
        tools: [{ name: 'Forge Assist' }],
      },
    ]);
  });

  it('allows code near PHI under an agreement in force for the tool, and for no other tool', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge', { plan: 'Enterprise' });
    const other = await bench.lead.tools.create({ vendorId: vendor.id, name: 'Search', kind: 'api', plan: 'Team' });
    await signAgreement(bench.officer, bench.workbench.files, tool, { expiresOn: '2027-10-31' });
    const rated = await rateAll(bench.lead, tool.id, [2, 2, 2, 2, 2, 2, 2]);
    expect(rated).toMatchObject({
      exposure: 'high',
      permissible: 'under_baa',
      approvedUse: 'phi_adjacent',
      useReason: 'baa_in_force',
      baa: { state: 'active', inScope: true, needed: true },
    });
    expect(await rateAll(bench.lead, other.id, [0, 1, 0, 0, 0, 0, 0])).toMatchObject({
      exposure: 'low',
      permissible: 'not_with_phi',
      approvedUse: 'non_phi_only',
      useReason: 'other_scope',
    });
    expect(await bench.auditor.phiExposure.tracker()).toMatchObject([
      {
        state: 'active',
        scope: ['Forge Assist, Enterprise'],
        signedOn: '2026-10-30',
        effectiveOn: '2026-11-01',
        expiresOn: '2027-10-31',
        exposure: 'high',
        approvedUse: 'phi_adjacent',
        tools: [{ name: 'Forge Assist' }],
      },
    ]);
  });

  it('lists in the tracker a vendor whose tool may meet PHI and has no agreement', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Forge');
    expect(await bench.auditor.phiExposure.tracker()).toEqual([]);
    await bench.lead.tools.update({
      toolId: tool.id,
      revision: tool.revision,
      changes: { use: { ...tool.use, phi_possible: true } },
    });
    expect(await bench.auditor.phiExposure.tracker()).toMatchObject([
      { agreement: null, state: null, exposure: null, approvedUse: 'not_assessed' },
    ]);
  });

  it('lets a person allow less, never more, and says why', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const rated = await rateAll(bench.lead, tool.id, [0, 0, 0, 0, 0, 0, 0]);
    expect(rated.approvedUse).toBe('non_phi_only');
    const limited = await bench.officer.phiExposure.limitUse({
      toolId: tool.id,
      revision: rated.revision,
      limit: 'prohibited',
      reason: 'Trial has ended',
    });
    expect(limited).toMatchObject({ computedUse: 'non_phi_only', approvedUse: 'prohibited', useReason: 'limited' });
    const free = await bench.officer.phiExposure.limitUse({
      toolId: tool.id,
      revision: limited.revision,
      limit: null,
      reason: 'Trial goes on',
    });
    expect(free).toMatchObject({ approvedUse: 'non_phi_only', limit: null });
  });

  it('refuses what is stale, empty, out of range or not for this role, and leaves no trace', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const rating = { toolId: tool.id, revision: 1, factor: 'retention' as PhiFactor, level: 1, reason: 'Terms' };
    await bench.lead.phiExposure.rateFactor(rating);
    const entries = await countEntries(bench.auditor);
    await expect(bench.lead.phiExposure.rateFactor(rating)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.lead.phiExposure.rateFactor({ ...rating, revision: 2, reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(bench.lead.phiExposure.rateFactor({ ...rating, revision: 2, level: 3 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(bench.auditor.phiExposure.rateFactor({ ...rating, revision: 2 })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    await expect(
      bench.lead.phiExposure.limitUse({ toolId: tool.id, revision: 2, limit: 'prohibited', reason: 'No' }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(
      bench.auditor.phiExposure.get({ toolId: '01990000-0000-7000-8000-000000000009' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await countEntries(bench.auditor)).toBe(entries);
  });
});
