import { describe, expect, it } from 'vitest';
import { INHERENT_FACTORS, TOOL_GATES } from '../../shared/contract/tools.ts';
import { addVendorWithTool, countEntries, makeApprovable, readHistory, whoWorks } from '../support/records.ts';
import { signAgreement } from '../support/agreements.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

async function passGates(
  client: TestClient,
  toolId: string,
  gates: readonly (typeof TOOL_GATES)[number][] = TOOL_GATES,
) {
  for (const gate of gates) {
    const { tool } = await client.tools.get({ toolId });
    await client.tools.decideGate({ toolId, revision: tool.revision, gate, state: 'passed', note: '' });
  }
}

async function rateAll(client: TestClient, toolId: string, level: number) {
  for (const factor of INHERENT_FACTORS) {
    const { tool } = await client.tools.get({ toolId });
    await client.tools.rateInherentFactor({ toolId, revision: tool.revision, factor, level, reason: 'Known' });
  }
}

describe('tools.create and tools.update', () => {
  it('adds a proposed tool with open gates and unrated factors', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead, 'Harrow AI', { plan: 'Enterprise' });
    expect(tool).toMatchObject({
      code: 'TL-001',
      vendor: { id: vendor.id, name: 'Harrow AI' },
      kind: 'assistant',
      plan: 'Enterprise',
      deployment: 'unknown',
      status: 'proposed',
      users: null,
      use: { personal_data: null, phi_possible: null, sox_scope: null },
      inherentTier: null,
      revision: 1,
    });
    expect(tool.gates.map(({ gate, state }) => [gate, state])).toEqual(TOOL_GATES.map((gate) => [gate, 'open']));
    expect(tool.inherentFactors).toHaveLength(10);
    const changed = await bench.reviewer.tools.update({
      toolId: tool.id,
      revision: 1,
      changes: { use: { ...tool.use, phi_possible: true }, users: 46, aliases: ['HA'] },
    });
    expect(changed).toMatchObject({ users: 46, aliases: ['HA'], use: { phi_possible: true }, revision: 2 });
    const history = await readHistory(bench.auditor, tool.id);
    expect(history.map(({ operation }) => operation)).toEqual(['tools.create', 'tools.update']);
    expect(Object.keys(history[1]?.after ?? {}).sort()).toEqual(['aliases', 'revision', 'use', 'users']);
  });

  it('tells tools of one vendor apart by name and plan', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead, 'Harrow', { plan: 'Team', aliases: ['Pilot'] });
    const add = (name: string, plan: string) =>
      bench.lead.tools.create({ vendorId: vendor.id, name, plan, kind: 'agent' });
    await add(tool.name, 'Enterprise');
    await expect(add('harrow assist', 'team')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Harrow Assist, Team (TL-001) is in the register already.',
      data: { field: 'name' },
    });
    await expect(add('PILOT', 'Team')).rejects.toMatchObject({
      message: 'Harrow Assist, Team (TL-001) is also known as Pilot.',
    });
    const { vendor: other } = await addVendorWithTool(bench.lead, 'Orbit');
    await bench.lead.tools.create({ vendorId: other.id, name: tool.name, plan: 'Team', kind: 'agent' });
  });

  it.each([
    [{ name: 'A', kind: 'robot' }, 'INVALID_INPUT', 'kind'],
    [{ name: 'A', kind: 'api', users: -1 }, 'INVALID_INPUT', 'users'],
    [{ name: 'A', kind: 'api', ownerId: UNKNOWN_ID }, 'INVALID_INPUT', 'ownerId'],
    [{ name: 'A', kind: 'api', vendorId: UNKNOWN_ID }, 'NOT_FOUND', undefined],
    [{ name: 'A', kind: 'api', use: { phi_possible: true } }, 'INVALID_INPUT', 'use.personal_data'],
  ])('refuses %j', async (fields, code, field) => {
    await using bench = await createTestWorkbench();
    const { id: vendorId } = await bench.lead.vendors.create({ name: 'Harrow' });
    const before = await countEntries(bench.auditor);
    const refused = bench.lead.tools.create({ vendorId, ...fields } as never);
    await expect(refused).rejects.toMatchObject(field === undefined ? { code } : { code, data: { field } });
    expect(await countEntries(bench.auditor)).toBe(before);
  });

  it('refuses an auditor, a change on an older state and an unknown tool', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead);
    const create = { vendorId: vendor.id, name: 'New', kind: 'api' } as const;
    await expect(bench.auditor.tools.create(create)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const update = (toolId: string, revision: number) =>
      bench.lead.tools.update({ toolId, revision, changes: { plan: `Plan ${revision}` } });
    await update(tool.id, 1);
    await expect(update(tool.id, 1)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(update(UNKNOWN_ID, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('tools.decideGate and tools.changeStatus', () => {
  it('approves a tool only with all four gates passed, and names the missing ones', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    const approve = async () => {
      const { tool: present } = await bench.reviewer.tools.get({ toolId });
      const { revision } = present;
      return bench.reviewer.tools.changeStatus({ toolId, revision, status: 'approved', reason: 'All passed' });
    };
    await bench.reviewer.tools.changeStatus({ toolId, revision: 1, status: 'in_review', reason: '' });
    await passGates(bench.officer, toolId, ['security_assessment', 'compliance_review', 'performance_evaluation']);
    await expect(approve()).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'Lumen Forge Assist cannot be approved yet: the legal approval is not passed.',
    });
    await passGates(bench.officer, toolId, ['legal_approval']);
    await makeApprovable(bench.officer, toolId);
    const approved = await approve();
    expect(approved.status).toBe('approved');
    expect(approved.gates[2]).toMatchObject({
      gate: 'legal_approval',
      state: 'passed',
      decidedBy: { name: 'Ines Okafor', initials: 'IO' },
      decidedOn: '2026-11-20',
    });
    const history = await readHistory(bench.auditor, toolId);
    expect(history.filter(({ operation }) => operation === 'tools.decideGate')).toHaveLength(4);
    expect(history.at(-1)?.after).toMatchObject({ status: 'approved', statusReason: 'All passed' });
    await expect(
      bench.officer.tools.decideGate({
        toolId,
        revision: approved.revision,
        gate: 'legal_approval',
        state: 'open',
        note: '',
      }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW', data: { remedy: 'Move the tool to in review first.' } });
  });

  it('names all gates that are missing', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    await bench.reviewer.tools.changeStatus({ toolId, revision: 1, status: 'in_review', reason: '' });
    await expect(
      bench.reviewer.tools.changeStatus({ toolId, revision: 2, status: 'approved', reason: 'Now' }),
    ).rejects.toMatchObject({
      message:
        'Lumen Forge Assist cannot be approved yet: the security assessment, compliance review, legal approval and performance evaluation are not passed.',
    });
  });

  it('leaves each gate to those whose question it is, and never to the owner', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Harrow', { ownerId: await whoWorks(bench.otherOfficer) });
    const decide = (client: TestClient, gate: (typeof TOOL_GATES)[number], revision = 1) =>
      client.tools.decideGate({ toolId: tool.id, revision, gate, state: 'passed', note: '' });
    await expect(decide(bench.auditor, 'legal_approval')).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(decide(bench.reviewer, 'legal_approval')).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(decide(bench.lead, 'security_assessment')).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(decide(bench.otherOfficer, 'legal_approval')).rejects.toMatchObject({
      code: 'FOUR_EYES',
      message: 'Ruth Adeyemi owns Harrow Assist and may not pass its gates.',
    });
    await decide(bench.lead, 'performance_evaluation', 1);
    await decide(bench.reviewer, 'security_assessment', 2);
    await decide(bench.officer, 'legal_approval', 3);
    await expect(decide(bench.officer, 'compliance_review', 3)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const waiting = { toolId: tool.id, revision: 4, gate: 'compliance_review', state: 'waiting' } as const;
    await bench.otherOfficer.tools.decideGate({ ...waiting, note: 'For the agreement' });
    await expect(
      bench.officer.tools.decideGate({ ...waiting, revision: 5, state: 'failed', note: ' ' }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const { rows } = await bench.auditor.tools.list({});
    expect(rows[0]?.gates).toEqual(['passed', 'waiting', 'passed', 'passed']);
    expect(
      (await bench.auditor.tools.list({ filters: [{ field: 'gates', operator: 'is', values: ['3'] }] })).total,
    ).toBe(1);
  });
});

describe('tools.rateInherentFactor', () => {
  it('rates with a reason and works out the tier', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    const rate = (revision: number, level: number | null, reason: string) =>
      bench.lead.tools.rateInherentFactor({ toolId, revision, factor: 'autonomy', level, reason });
    await expect(rate(1, 2, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'reason' } });
    await expect(rate(1, 5, 'x')).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'level' } });
    await rateAll(bench.lead, toolId, 1);
    const { tool: rated } = await bench.auditor.tools.get({ toolId });
    expect(rated.inherentTier).toBe('medium');
    const unknown = await rate(rated.revision, null, 'The vendor has been asked');
    expect(unknown.inherentTier).toBe('high');
    expect(unknown.inherentFactors.find(({ factor }) => factor === 'autonomy')).toEqual({
      factor: 'autonomy',
      level: null,
      reason: 'The vendor has been asked',
    });
    await expect(rate(rated.revision, 1, 'x')).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const refused = { toolId, revision: 1, factor: 'autonomy', level: 1, reason: 'x' } as const;
    await expect(bench.auditor.tools.rateInherentFactor(refused)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const last = (await readHistory(bench.auditor, toolId)).at(-1);
    expect(last?.after).toMatchObject({ 'factor.autonomy': { level: null } });
  });
});

describe('tools.updateMany', () => {
  it('changes all or none', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    const { vendor, tool } = await addVendorWithTool(bench.lead);
    const second = await bench.lead.tools.create({ vendorId: vendor.id, name: 'B', kind: 'api', ownerId });
    const before = await countEntries(bench.auditor);
    const toolIds = [tool.id, second.id];
    await expect(bench.lead.tools.updateMany({ toolIds: [...toolIds, UNKNOWN_ID], ownerId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: '1 of the 3 tools are no longer there. Nothing was changed.',
    });
    expect((await bench.lead.tools.get({ toolId: tool.id })).tool.owner).toBeNull();
    expect(await countEntries(bench.auditor)).toBe(before);
    expect(await bench.lead.tools.updateMany({ toolIds, ownerId })).toEqual({ changed: 1 });
    expect(await bench.lead.tools.updateMany({ toolIds, nextReviewOn: '2027-01-12' })).toEqual({ changed: 2 });
    expect(await countEntries(bench.auditor)).toBe(before + 3);
    const { rows } = await bench.auditor.tools.list({});
    expect(rows.map(({ owner, nextReviewOn }) => [owner?.initials, nextReviewOn])).toEqual([
      ['TL', '2027-01-12'],
      ['TL', '2027-01-12'],
    ]);
    await expect(bench.auditor.tools.updateMany({ toolIds, ownerId })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.tools.updateMany({ toolIds: [], ownerId })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(bench.lead.tools.updateMany({ toolIds, ownerId: UNKNOWN_ID })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'ownerId' },
    });
  });
});

describe('tools.list and tools.get', () => {
  it('has what the saved views need', async () => {
    await using bench = await createTestWorkbench();
    const use = {
      personal_data: false,
      phi_possible: true,
      cardholder_data_environment: false,
      mandatory_region: null,
      sox_scope: null,
    };
    const { vendor, tool } = await addVendorWithTool(bench.lead, 'Harrow', {
      use,
      plan: 'Enterprise',
      nextReviewOn: '2026-12-24',
    });
    await signAgreement(bench.officer, bench.workbench.files, tool);
    const { id: vendorId } = vendor;
    await bench.lead.tools.create({ vendorId, name: 'Later', kind: 'api', nextReviewOn: '2027-06-01', plan: 'Team' });
    await bench.lead.tools.create({ vendorId, name: 'Never', kind: 'api', aliases: ['Shadow'] });
    await addVendorWithTool(bench.lead, 'Orbit');
    await bench.reviewer.tools.changeStatus({ toolId: tool.id, revision: 1, status: 'in_review', reason: '' });
    await bench.reviewer.tools.changeStatus({ toolId: tool.id, revision: 2, status: 'conditional', reason: 'Pilot' });
    const names = async (
      field: string,
      operator: 'is' | 'is_not' | 'on_or_before' | 'contains',
      values: (string | null)[],
    ) => (await bench.auditor.tools.list({ filters: [{ field, operator, values }] })).rows.map(({ name }) => name);
    expect(await names('status', 'is', ['approved', 'conditional'])).toEqual(['Harrow Assist']);
    expect(await names('phiPossible', 'is', ['1'])).toEqual(['Harrow Assist']);
    expect(await names('phiPossible', 'is', [null])).toEqual(['Later', 'Never', 'Orbit Assist']);
    expect(await names('nextReviewOn', 'on_or_before', ['2027-01-19'])).toEqual(['Harrow Assist']);
    expect(await names('completeness', 'is', [null])).toHaveLength(4);
    expect(await names('vendorId', 'is', [vendorId])).toEqual(['Harrow Assist', 'Later', 'Never']);
    expect(await names('vendorName', 'contains', ['orb'])).toEqual(['Orbit Assist']);
    expect(await names('plan', 'is', ['Team'])).toEqual(['Later']);
    expect((await bench.auditor.tools.list({ search: 'shadow harrow' })).rows.map(({ name }) => name)).toEqual([
      'Never',
    ]);
    const sorted = await bench.auditor.tools.list({
      sort: [
        { field: 'vendorName', direction: 'descending' },
        { field: 'name', direction: 'descending' },
      ],
    });
    expect(sorted.rows.map(({ name }) => name)).toEqual(['Orbit Assist', 'Never', 'Later', 'Harrow Assist']);
    expect(sorted.rows[3]).toMatchObject({
      vendorName: 'Harrow',
      status: 'conditional',
      kind: 'assistant',
      completeness: null,
    });
  });

  it('says what to do next', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    const next = async () => (await bench.lead.tools.get({ toolId })).nextStep;
    expect(await next()).toEqual({ kind: 'rate_inherent', count: 10, dueOn: null, recordId: toolId });
    await rateAll(bench.lead, toolId, 2);
    expect(await next()).toEqual({ kind: 'plan_assessment', count: 0, dueOn: null, recordId: toolId });
    const { revision } = (await bench.lead.tools.get({ toolId })).tool;
    await bench.reviewer.tools.changeStatus({ toolId, revision, status: 'prohibited', reason: 'Breach' });
    expect(await next()).toBeNull();
    await expect(bench.lead.tools.get({ toolId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
