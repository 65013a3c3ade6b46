import { describe, expect, it } from 'vitest';
import { countEntries, readHistory, whoWorks } from '../support/records.ts';
import { createTestClock, createTestWorkbench } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const control = { name: 'Region pinning', evidence: 'documented', stale: false, reduces: 'likelihood' } as const;

describe('risks', () => {
  it('scores a risk after its controls and gives the vendor its residual', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
    const risk = await bench.lead.risks.create({
      vendorId: vendor.id,
      title: 'Code leaves the region',
      likelihood: 4,
      impact: 4,
      controls: [control],
    });
    expect(risk).toMatchObject({
      code: 'R-001',
      score: 12,
      band: 'high',
      treatment: 'reduce',
      open: true,
      acceptance: null,
      revision: 1,
    });
    const residual = async () => (await bench.auditor.vendors.get({ vendorId: vendor.id })).vendor.residual;
    expect(await residual()).toEqual({ score: 12, band: 'high' });
    const changed = await bench.reviewer.risks.update({
      riskId: risk.id,
      revision: 1,
      changes: { controls: [{ ...control, evidence: 'tested' }] },
    });
    expect(changed).toMatchObject({ score: 4, band: 'low' });
    expect(await residual()).toEqual({ score: 4, band: 'low' });
    await bench.reviewer.risks.update({ riskId: risk.id, revision: 2, changes: { open: false } });
    expect(await residual()).toBeNull();
    expect(await bench.auditor.risks.list({ vendorId: vendor.id })).toHaveLength(1);
    const history = await readHistory(bench.auditor, risk.id);
    expect(history.map(({ operation }) => operation)).toEqual(['risks.create', 'risks.update', 'risks.update']);
  });

  it('is accepted by an officer who does not own it, until a day', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
    const { id: riskId } = await bench.lead.risks.create({
      vendorId: vendor.id,
      title: 'Outage',
      likelihood: 3,
      impact: 5,
      ownerId: await whoWorks(bench.officer),
    });
    const acceptance = { riskId, revision: 1, reason: 'No second source yet', expiresOn: '2027-03-31' };
    await expect(bench.reviewer.risks.accept(acceptance)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.officer.risks.accept(acceptance)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    const today = { ...acceptance, expiresOn: '2026-11-20' };
    await expect(bench.otherOfficer.risks.accept(today)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'expiresOn' },
    });
    const accepted = await bench.otherOfficer.risks.accept(acceptance);
    expect(accepted).toMatchObject({
      treatment: 'accept',
      score: 15,
      acceptance: { approver: { name: 'Ruth Adeyemi' }, expiresOn: '2027-03-31', expired: false },
    });
    expect((await bench.auditor.vendors.get({ vendorId: vendor.id })).vendor.residual?.score).toBe(15);
    await expect(bench.otherOfficer.risks.accept(acceptance)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    clock.set('2027-03-31T23:00:00.000Z');
    const read = async () => (await bench.auditor.risks.list({ vendorId: vendor.id }))[0]?.acceptance;
    expect(await read()).toMatchObject({ expired: false });
    clock.set('2027-04-01T00:00:00.000Z');
    expect(await read()).toMatchObject({ expired: true });
    await bench.reviewer.risks.update({ riskId, revision: 2, changes: { title: 'Long outage' } });
    expect(await read()).toMatchObject({ expired: true });
    await bench.reviewer.risks.update({ riskId, revision: 3, changes: { impact: 4 } });
    expect(await read()).toBeNull();
  });

  it('refuses what is malformed, stale, of nobody or not for this role', async () => {
    await using bench = await createTestWorkbench();
    const { id: vendorId } = await bench.lead.vendors.create({ name: 'Harrow AI' });
    const risk = { vendorId, title: 'Outage', likelihood: 3, impact: 5 };
    const before = await countEntries(bench.auditor);
    const create = (fields: Record<string, unknown>) => bench.lead.risks.create({ ...risk, ...fields });
    await expect(create({ likelihood: 6 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'likelihood' },
    });
    await expect(create({ impact: 0 })).rejects.toMatchObject({ data: { field: 'impact' } });
    await expect(create({ controls: [{ ...control, reduces: 'both' }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(create({ vendorId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.auditor.risks.create(risk)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.auditor.risks.list({ vendorId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await countEntries(bench.auditor)).toBe(before);
    const { id: riskId } = await create({});
    const update = { riskId, revision: 2, changes: { impact: 1 } };
    await expect(bench.reviewer.risks.update(update)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.lead.risks.update(update)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await bench.reviewer.risks.update({ riskId, revision: 1, changes: { open: false } });
    await expect(
      bench.officer.risks.accept({ riskId, revision: 2, reason: 'x', expiresOn: '2027-01-01' }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});
