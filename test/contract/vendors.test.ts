import { describe, expect, it } from 'vitest';
import { addVendorWithTool, countEntries, answerUse, readHistory, whoWorks } from '../support/records.ts';
import { createTestWorkbench } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('vendors.create', () => {
  it('gives a proposed vendor the next code and puts it into the trail', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    const first = await bench.lead.vendors.create({
      name: '  Harrow AI ',
      legalName: 'Harrow AI Inc.',
      formerNames: ['Plough Labs', 'plough labs', 'Harrow AI'],
      domain: 'harrow.example',
      country: 'US',
      ownerId,
      contacts: [{ name: 'Dana Reyes', position: 'Trust', email: 'dana@harrow.example', phone: '' }],
    });
    expect(first).toMatchObject({
      code: 'VN-001',
      name: 'Harrow AI',
      status: 'proposed',
      formerNames: ['Plough Labs'],
      owner: { id: ownerId, name: 'Tomas Lindqvist', initials: 'TL' },
      businessCritical: null,
      inherentTier: null,
      residual: null,
      counts: { tools: 0, assessments: 0, risks: 0, evidence: 0, openFindings: 0, openRedFlags: 0 },
      revision: 1,
    });
    expect((await bench.lead.vendors.create({ name: 'Copperline' })).code).toBe('VN-002');
    const [entry] = await readHistory(bench.auditor, first.id);
    expect(entry).toMatchObject({
      operation: 'vendors.create',
      actorName: 'Priya Raman',
      before: null,
      after: { name: 'Harrow AI', status: 'proposed', owner: { name: 'Tomas Lindqvist' } },
    });
  });

  it.each([
    ['its name', { name: 'harrow ai' }, 'Harrow AI (VN-001) is in the register already.', 'name'],
    ['an alias', { name: 'Harrow' }, 'Harrow AI (VN-001) is also known as Harrow.', 'name'],
    ['a former name', { name: 'Plough Labs' }, 'Harrow AI (VN-001) was formerly called Plough Labs.', 'name'],
    [
      'an alias of its own',
      { name: 'New', aliases: ['HARROW AI'] },
      'Harrow AI (VN-001) is in the register already.',
      'name',
    ],
    [
      'its domain',
      { name: 'New', domain: 'harrow.example' },
      'Harrow AI (VN-001) has the domain harrow.example already.',
      'domain',
    ],
  ])('refuses a second vendor with %s', async (_what, fields, message, field) => {
    await using bench = await createTestWorkbench();
    await bench.lead.vendors.create({
      name: 'Harrow AI',
      aliases: ['Harrow'],
      formerNames: ['Plough Labs'],
      domain: 'harrow.example',
    });
    const before = await countEntries(bench.auditor);
    await expect(bench.lead.vendors.create(fields)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message,
      data: { field },
    });
    expect(await countEntries(bench.auditor)).toBe(before);
    expect((await bench.lead.vendors.create({ name: 'Orbit' })).code).toBe('VN-002');
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'A', domain: 'https://a.example' }, 'domain'],
    [{ name: 'A', country: 'usa' }, 'country'],
    [{ name: 'A', nextReviewOn: '2026-02-30' }, 'nextReviewOn'],
    [{ name: 'A', contacts: [{ name: 'B', position: '', email: 'nobody', phone: '' }] }, 'contacts.0.email'],
    [{ name: 'A', ownerId: UNKNOWN_ID }, 'ownerId'],
  ])('refuses %j', async (fields, field) => {
    await using bench = await createTestWorkbench();
    await expect(bench.lead.vendors.create(fields)).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field } });
    expect((await bench.lead.vendors.list({})).total).toBe(0);
  });

  it('is not for an auditor, nor for fields that nobody knows', async () => {
    await using bench = await createTestWorkbench();
    await expect(bench.auditor.vendors.create({ name: 'A' })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.vendors.create({ name: 'A', status: 'approved' } as never)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('vendors.update', () => {
  it('changes what was given and records only that', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow', aliases: ['HA'], country: 'US' });
    const changed = await bench.reviewer.vendors.update({
      vendorId: vendor.id,
      revision: 1,
      changes: { name: 'Harrow AI', formerNames: ['Harrow'], businessCritical: true },
    });
    expect(changed).toMatchObject({ name: 'Harrow AI', aliases: ['HA'], businessCritical: true, revision: 2 });
    const [, entry] = await readHistory(bench.auditor, vendor.id);
    expect(entry?.before).toEqual({ name: 'Harrow', formerNames: [], businessCritical: null, revision: 1 });
    expect(entry?.after).toEqual({ name: 'Harrow AI', formerNames: ['Harrow'], businessCritical: true, revision: 2 });
  });

  it('refuses a change on an older state, an unknown vendor and somebody else’s name', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow' });
    await bench.lead.vendors.create({ name: 'Copperline', aliases: ['Copper'] });
    const update = (vendorId: string, revision: number, name: string) =>
      bench.lead.vendors.update({ vendorId, revision, changes: { name } });
    await update(vendor.id, 1, 'HARROW');
    await expect(update(vendor.id, 1, 'Harrow 2')).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(update(vendor.id, 2, 'copper')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Copperline (VN-002) is also known as Copper.',
    });
    await expect(update(UNKNOWN_ID, 1, 'Nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await bench.lead.vendors.get({ vendorId: vendor.id })).vendor.name).toBe('HARROW');
  });

  it('does not give work to somebody who has left', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow' });
    const personId = await whoWorks(bench.auditor);
    await bench.officer.people.update({ personId, revision: 1, changes: { active: false } });
    await expect(
      bench.lead.vendors.update({ vendorId: vendor.id, revision: 1, changes: { ownerId: personId } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'changes.ownerId' } });
  });
});

describe('vendors.changeStatus', () => {
  it('moves along the lifecycle with reasons', async () => {
    await using bench = await createTestWorkbench();
    const { id: vendorId } = await bench.lead.vendors.create({ name: 'Harrow' });
    const move = (revision: number, status: 'in_review' | 'approved' | 'retired', reason = '') =>
      bench.reviewer.vendors.changeStatus({ vendorId, revision, status, reason });
    await expect(move(1, 'approved', 'Good')).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'Harrow is proposed and cannot become approved.',
      data: { remedy: 'From here it can become: in review, prohibited, retired.' },
    });
    await move(1, 'in_review');
    await expect(move(2, 'approved')).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'A reason is needed to make Harrow approved.',
    });
    expect(await move(2, 'approved', 'Assessment passed')).toMatchObject({
      status: 'approved',
      statusReason: 'Assessment passed',
    });
    await expect(move(2, 'retired', 'Late')).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(
      bench.lead.vendors.changeStatus({ vendorId, revision: 3, status: 'retired', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
  });

  it('keeps a vendor while its tools are in use', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    await answerUse(bench.lead, toolId);
    await bench.reviewer.tools.changeStatus({ toolId, revision: 2, status: 'in_review', reason: '' });
    await bench.reviewer.tools.changeStatus({ toolId, revision: 3, status: 'conditional', reason: 'Pilot' });
    const retire = () =>
      bench.reviewer.vendors.changeStatus({ vendorId: vendor.id, revision: 1, status: 'retired', reason: 'Gone' });
    await expect(retire()).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'Lumen Forge cannot become retired while its tools are in use: Lumen Forge Assist.',
    });
    await bench.reviewer.tools.changeStatus({ toolId, revision: 4, status: 'retired', reason: 'Gone' });
    expect((await retire()).status).toBe('retired');
    await bench.lead.tools.get({ toolId });
    await bench.reviewer.tools.changeStatus({ toolId, revision: 5, status: 'proposed', reason: 'Again' });
    await bench.reviewer.tools.changeStatus({ toolId, revision: 6, status: 'in_review', reason: '' });
    await expect(
      bench.reviewer.tools.changeStatus({ toolId, revision: 7, status: 'conditional', reason: 'Again' }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});

describe('vendors.list and vendors.get', () => {
  it('filters, searches, sorts and pages', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    await bench.lead.vendors.create({ name: 'beta', aliases: ['Kestrel'], ownerId, nextReviewOn: '2026-12-01' });
    await bench.lead.vendors.create({ name: 'Alpha', nextReviewOn: '2027-03-01' });
    const { vendor } = await addVendorWithTool(bench.lead, 'Gamma 100%');
    await bench.reviewer.vendors.changeStatus({ vendorId: vendor.id, revision: 1, status: 'in_review', reason: '' });

    const names = async (input: Parameters<typeof bench.auditor.vendors.list>[0]) => {
      const { rows, total, hidden } = await bench.auditor.vendors.list(input);
      return [rows.map(({ name }) => name), total, hidden];
    };
    expect(await names({})).toEqual([['Alpha', 'beta', 'Gamma 100%'], 3, 0]);
    expect(await names({ limit: 1, offset: 1 })).toEqual([['beta'], 3, 0]);
    expect(await names({ search: 'kestrel' })).toEqual([['beta'], 1, 0]);
    expect(await names({ search: '100%' })).toEqual([['Gamma 100%'], 1, 0]);
    expect(await names({ search: '%' })).toEqual([['Gamma 100%'], 1, 0]);
    expect(await names({ search: 'VN-002 alpha' })).toEqual([['Alpha'], 1, 0]);
    const filter = (field: string, operator: 'is' | 'is_not' | 'on_or_before', values: (string | null)[]) => ({
      filters: [{ field, operator, values }],
    });
    expect(await names(filter('status', 'is', ['in_review', 'approved']))).toEqual([['Gamma 100%'], 1, 2]);
    expect(await names(filter('status', 'is_not', ['in_review']))).toEqual([['Alpha', 'beta'], 2, 1]);
    expect(await names(filter('owner', 'is', [ownerId]))).toEqual([['beta'], 1, 2]);
    expect(await names(filter('owner', 'is', [null]))).toEqual([['Alpha', 'Gamma 100%'], 2, 1]);
    expect(await names(filter('nextReviewOn', 'on_or_before', ['2026-12-31']))).toEqual([['beta'], 1, 2]);
    expect(await names(filter('toolCount', 'is', ['1']))).toEqual([['Gamma 100%'], 1, 2]);
    expect(await names(filter('inherentTier', 'is', [null]))).toEqual([['Alpha', 'beta', 'Gamma 100%'], 3, 0]);
    const sorted = (field: string, direction: 'ascending' | 'descending') => names({ sort: [{ field, direction }] });
    expect(await sorted('name', 'descending')).toEqual([['Gamma 100%', 'beta', 'Alpha'], 3, 0]);
    expect(await sorted('nextReviewOn', 'ascending')).toEqual([['beta', 'Alpha', 'Gamma 100%'], 3, 0]);
    expect(await sorted('status', 'descending')).toEqual([['Gamma 100%', 'Alpha', 'beta'], 3, 0]);
    await expect(names(filter('secret', 'is', ['1']))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'This register has no field "secret".',
    });
    await expect(names({ limit: 101 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('shows a row with its owner, counts and scores, and the next step of the record', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead);
    await bench.lead.vendors.create({ name: 'Empty' });
    await bench.lead.tools.rateInherentFactor({
      toolId: tool.id,
      revision: 1,
      factor: 'autonomy',
      level: 4,
      reason: 'Runs commands',
    });
    await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendor.id }],
      title: 'Outage',
      likelihood: 3,
      impact: 4,
    });
    const { rows } = await bench.auditor.vendors.list({ search: 'Lumen' });
    expect(rows).toEqual([
      {
        id: vendor.id,
        code: 'VN-001',
        name: 'Lumen Forge',
        status: 'proposed',
        owner: null,
        toolCount: 1,
        inherentTier: 'critical',
        residual: { score: 12, band: 'high' },
        openRedFlags: 0,
        nextReviewOn: null,
        revision: 1,
      },
    ]);
    const record = await bench.auditor.vendors.get({ vendorId: vendor.id });
    expect(record.nextStep).toEqual({ kind: 'rate_inherent', count: 9, dueOn: null, recordId: tool.id });
    expect(record.vendor.counts).toMatchObject({ tools: 1, risks: 1 });
    const empty = (await bench.auditor.vendors.list({ search: 'Empty' })).rows[0];
    const { nextStep } = await bench.auditor.vendors.get({ vendorId: empty?.id ?? '' });
    expect(nextStep).toMatchObject({ kind: 'add_tool' });
    await expect(bench.auditor.vendors.get({ vendorId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
