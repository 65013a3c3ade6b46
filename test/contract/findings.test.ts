import { describe, expect, it } from 'vitest';
import { addVendorWithTool, countEntries, readHistory, whoWorks } from '../support/records.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const about = { assessmentId: null, toolId: null, vendorId: null, questionId: null } as const;

async function addFinding(client: TestClient) {
  const { tool, vendor } = await addVendorWithTool(client);
  return {
    tool,
    vendor,
    finding: { ...about, toolId: tool.id, title: 'Logs kept too long', severity: 'high' as const },
  };
}

describe('findings.create', () => {
  it('raises an observation on a tool and its vendor', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor, finding } = await addFinding(bench.lead);
    const raised = await bench.reviewer.findings.create({ ...finding, condition: 'Session logs', dueOn: '2026-12-04' });
    expect(raised).toMatchObject({
      code: 'F-001',
      kind: 'observation',
      status: 'open',
      severity: 'high',
      condition: 'Session logs',
      cause: '',
      tool: { id: tool.id },
      vendor: { id: vendor.id, name: 'Lumen Forge' },
      dueOn: '2026-12-04',
      raisedAt: '2026-11-20T10:00:00.000Z',
      closedAt: null,
    });
    expect((await bench.auditor.vendors.get({ vendorId: vendor.id })).vendor.counts.openFindings).toBe(1);
    const [entry] = await readHistory(bench.auditor, raised.id);
    expect(entry).toMatchObject({ operation: 'findings.create', before: null, after: { code: 'F-001' } });
  });

  it('refuses what is about nothing, malformed, or not for this role', async () => {
    await using bench = await createTestWorkbench();
    const { finding } = await addFinding(bench.lead);
    const before = await countEntries(bench.auditor);
    const create = (fields: Record<string, unknown>) => bench.reviewer.findings.create({ ...finding, ...fields });
    await expect(create({ toolId: null })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'vendorId' },
    });
    await expect(create({ toolId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(create({ assessmentId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(create({ severity: 'terrible' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(create({ ownerId: UNKNOWN_ID })).rejects.toMatchObject({ data: { field: 'ownerId' } });
    await expect(bench.lead.findings.create(finding)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('findings.update', () => {
  it('closes a finding with its reason, and only by who may', async () => {
    await using bench = await createTestWorkbench();
    const { finding } = await addFinding(bench.lead);
    const { id: findingId } = await bench.reviewer.findings.create(finding);
    const update = (client: TestClient, revision: number, changes: Record<string, unknown>) =>
      client.findings.update({ findingId, revision, changes });
    await update(bench.lead, 1, { status: 'in_progress', response: 'We ask for 30 days' });
    await expect(update(bench.lead, 2, { status: 'resolved', retest: 'Seen' })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    await expect(update(bench.reviewer, 2, { status: 'resolved' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'F-001 cannot be resolved without a retest.',
    });
    await expect(update(bench.reviewer, 2, { status: 'accepted' })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const resolved = await update(bench.reviewer, 2, { status: 'resolved', retest: '20 Nov: 30 days in the terms' });
    expect(resolved).toMatchObject({ status: 'resolved', closedAt: '2026-11-20T10:00:00.000Z', revision: 3 });
    await expect(update(bench.reviewer, 2, { title: 'Late' })).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(update(bench.officer, 3, { status: 'accepted' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { remedy: 'From here it can become: open.' },
    });
    expect(await update(bench.officer, 3, { status: 'open' })).toMatchObject({ status: 'open', closedAt: null });
    expect((await update(bench.officer, 4, { status: 'accepted' })).status).toBe('accepted');
    await expect(update(bench.auditor, 5, { title: 'x' })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const history = await readHistory(bench.auditor, findingId);
    expect(history.map(({ after }) => after?.['status'])).toEqual([
      'open',
      'in_progress',
      'resolved',
      'open',
      'accepted',
    ]);
  });
});

describe('findings.list', () => {
  it('shows open ones first and filters', async () => {
    await using bench = await createTestWorkbench();
    const { finding, vendor } = await addFinding(bench.lead);
    const ownerId = await whoWorks(bench.reviewer);
    const first = await bench.reviewer.findings.create({ ...finding, title: 'Closed' });
    await bench.reviewer.findings.create({ ...finding, title: 'Undated' });
    await bench.reviewer.findings.create({
      ...finding,
      title: 'Dated',
      severity: 'critical',
      dueOn: '2026-12-01',
      ownerId,
    });
    await bench.reviewer.findings.update({
      findingId: first.id,
      revision: 1,
      changes: { status: 'withdrawn', response: 'Wrong tool' },
    });
    const titles = async (input: Parameters<typeof bench.auditor.findings.list>[0]) =>
      (await bench.auditor.findings.list(input)).rows.map(({ title }) => title);
    expect(await titles({})).toEqual(['Dated', 'Undated', 'Closed']);
    const bySeverity = await titles({ sort: [{ field: 'severity', direction: 'ascending' }] });
    expect(bySeverity).toEqual(['Undated', 'Closed', 'Dated']);
    const only = (field: string, value: string) => titles({ filters: [{ field, operator: 'is', values: [value] }] });
    expect(await only('owner', ownerId)).toEqual(['Dated']);
    expect(await only('vendorId', vendor.id)).toHaveLength(3);
    expect(await only('status', 'withdrawn')).toEqual(['Closed']);
    expect(await titles({ search: 'f-002' })).toEqual(['Undated']);
    await expect(bench.auditor.findings.get({ findingId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
