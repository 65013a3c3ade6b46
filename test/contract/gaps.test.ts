import { describe, expect, it } from 'vitest';
import { GAP_DETECTORS } from '../../shared/contract/gaps.ts';
import { TOOL_GATES, type ToolChanges } from '../../shared/contract/tools.ts';
import { addVendorWithTool, countEntries, makeApprovable, readHistory, whoWorks } from '../support/records.ts';
import { openSampleWorkbench } from '../support/sample.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

/** A tool that went through every gate and is approved. */
async function addApprovedTool(bench: Bench, name = 'Lumen Forge') {
  const { tool, vendor } = await addVendorWithTool(bench.lead, name, { plan: 'Enterprise', versionRange: '4.x' });
  const present = async () => (await bench.officer.tools.get({ toolId: tool.id })).tool;
  await bench.officer.tools.changeStatus({ toolId: tool.id, revision: 1, status: 'in_review', reason: '' });
  for (const gate of TOOL_GATES) {
    const { revision } = await present();
    await bench.officer.tools.decideGate({ toolId: tool.id, revision, gate, state: 'passed', note: 'Seen.' });
  }
  await makeApprovable(bench.officer, tool.id);
  const { revision } = await present();
  await bench.officer.tools.changeStatus({ toolId: tool.id, revision, status: 'approved', reason: 'All passed' });
  return { toolId: tool.id, vendorId: vendor.id, name: tool.name };
}

async function change(client: TestClient, toolId: string, changes: ToolChanges): Promise<number> {
  const { tool } = await client.tools.get({ toolId });
  return (await client.tools.update({ toolId, revision: tool.revision, changes })).revision;
}

const listRules = async (client: TestClient, input: Parameters<TestClient['gaps']['list']>[0] = {}) =>
  (await client.gaps.list(input)).rows.map(({ rule }) => rule);

describe('gaps.list', () => {
  it('finds nothing in a new workspace, and asks nothing of tools that are not in use', async () => {
    await using bench = await createTestWorkbench();
    await addVendorWithTool(bench.lead);
    expect(await bench.auditor.gaps.list({})).toEqual({
      today: '2026-11-20',
      rows: [],
      total: 0,
      counts: GAP_DETECTORS.map((detector) => ({ detector, count: 0 })),
    });
  });

  it('finds what a tool in use is missing, by detector, record and word, a page at a time', async () => {
    await using bench = await createTestWorkbench();
    const forge = await addApprovedTool(bench);
    const harrow = await addApprovedTool(bench, 'Harrow AI');
    const rules = ['flow_missing', 'access_no_design', 'log_retention_unknown'];
    expect(await listRules(bench.auditor, { toolId: forge.toolId })).toEqual(
      rules.filter((rule) => rule !== 'access_no_design'),
    );
    const all = await bench.auditor.gaps.list({});
    expect(all.total).toBe(5);
    expect(all.counts.filter(({ count }) => count > 0)).toEqual([
      { detector: 'data_flow', count: 2 },
      { detector: 'access', count: 1 },
      { detector: 'logging', count: 2 },
    ]);
    const flows = await bench.auditor.gaps.list({ detector: 'data_flow', limit: 1 });
    expect(flows).toMatchObject({ total: 2, rows: [{ subject: { label: harrow.name } }] });
    expect(flows.counts).toEqual(all.counts);
    expect((await bench.auditor.gaps.list({ search: 'HARROW' })).total).toBe(2);
    expect((await bench.auditor.gaps.list({ severity: 'medium' })).total).toBe(2);
    expect((await bench.auditor.gaps.list({ vendorId: harrow.vendorId })).total).toBe(2);
    expect((await bench.auditor.gaps.list({ recordId: forge.toolId })).total).toBe(2);
    expect((await bench.auditor.gaps.list({ vendorId: UNKNOWN_ID })).total).toBe(0);
  });

  it('closes a gap as soon as its record is mended', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await addApprovedTool(bench);
    const before = await bench.lead.gaps.list({ detector: 'data_flow' });
    expect(before.rows).toMatchObject([{ rule: 'flow_missing', fix: { kind: 'data_flow_map', id: toolId } }]);
    await bench.lead.dataFlows.start({ toolId, from: 'tool' });
    expect(await listRules(bench.lead, { detector: 'data_flow' })).toContain('flow_draft');
    expect(await listRules(bench.lead, { detector: 'data_flow' })).not.toContain('flow_missing');
    const { tool } = await bench.officer.tools.get({ toolId });
    await bench.officer.tools.changeStatus({
      toolId,
      revision: tool.revision,
      status: 'prohibited',
      reason: 'No longer wanted.',
    });
    expect((await bench.lead.gaps.list({})).total).toBe(0);
  });

  it('refuses what is malformed', async () => {
    await using bench = await createTestWorkbench();
    const list = (input: Record<string, unknown>) => bench.auditor.gaps.list(input);
    for (const input of [{ detector: 'weather' }, { limit: 0 }, { limit: 201 }, { toolId: 'x' }, { more: 1 }]) {
      await expect(list(input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

describe('approvals', () => {
  it('turn stale by themselves when the version changes, list what changed, and are current again when it is undone', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await addApprovedTool(bench);
    const officerId = await whoWorks(bench.officer);
    expect(await bench.auditor.gaps.approval({ toolId })).toMatchObject({
      standing: 'current',
      approvedBy: { id: officerId },
      note: 'All passed',
      changes: [],
    });
    await change(bench.lead, toolId, { versionRange: '5.x' });
    expect(await bench.auditor.gaps.approval({ toolId })).toMatchObject({
      standing: 'stale',
      changes: [{ kind: 'version', before: '4.x', after: '5.x', record: { kind: 'tool', id: toolId } }],
    });
    expect(await listRules(bench.auditor, { detector: 'approval' })).toEqual(['approval_stale']);
    await change(bench.lead, toolId, { versionRange: '4.x' });
    expect(await listRules(bench.auditor, { detector: 'approval' })).toEqual([]);
  });

  it('turn stale when the score worsens', async () => {
    await using bench = await createTestWorkbench();
    const { toolId, vendorId } = await addApprovedTool(bench);
    await bench.reviewer.risks.create({
      title: 'Code kept too long',
      likelihood: 5,
      impact: 5,
      links: [{ kind: 'vendor', id: vendorId }],
    });
    const { standing, changes } = await bench.auditor.gaps.approval({ toolId });
    expect(standing).toBe('stale');
    expect(changes).toMatchObject([{ kind: 'residual_band', after: 'critical' }]);
  });

  it('are confirmed anew by an officer who does not own the tool, with a reason, on the trail', async () => {
    await using bench = await createTestWorkbench();
    const { toolId, name } = await addApprovedTool(bench);
    const revision = await change(bench.lead, toolId, { versionRange: '5.x' });
    const confirm = (client: TestClient, fields: Record<string, unknown> = {}) =>
      client.gaps.confirmApproval({ toolId, revision, note: 'Release notes read.', ...fields });
    await expect(confirm(bench.reviewer)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(confirm(bench.auditor)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(confirm(bench.officer, { note: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(confirm(bench.officer, { revision: revision - 1 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(confirm(bench.officer, { toolId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const before = await countEntries(bench.auditor);
    expect(await confirm(bench.officer)).toBeNull();
    expect(await countEntries(bench.auditor)).toBe(before + 2);
    expect((await readHistory(bench.auditor, toolId)).at(-1)).toMatchObject({
      operation: 'gaps.confirmApproval',
      after: { approvalConfirmed: 'Release notes read.' },
    });
    expect(await bench.auditor.gaps.approval({ toolId })).toMatchObject({
      standing: 'current',
      note: 'Release notes read.',
    });
    await expect(confirm(bench.officer)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: `Nothing has changed since ${name} was approved.`,
    });
    const ownerId = await whoWorks(bench.otherOfficer);
    const owned = await change(bench.lead, toolId, { ownerId, versionRange: '6.x' });
    await expect(confirm(bench.otherOfficer, { revision: owned })).rejects.toMatchObject({ code: 'FOUR_EYES' });
  });

  it('are none while a tool is not in use, and end with its use', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    expect(await bench.auditor.gaps.approval({ toolId: tool.id })).toMatchObject({ standing: 'not_in_use' });
    await expect(
      bench.officer.gaps.confirmApproval({ toolId: tool.id, revision: 1, note: 'Now' }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(bench.auditor.gaps.approval({ toolId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('tools that were seen', () => {
  const seen = (names: readonly string[], seenOn = '2026-11-18') => ({
    source: 'Proxy log of week 46',
    seenOn,
    tools: names.map((name) => ({ name, people: 3 })),
  });

  it('are gaps until they are registered, matched to a tool in use or found irrelevant', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await addApprovedTool(bench);
    const { tool } = await addVendorWithTool(bench.lead, 'Harrow AI', { aliases: ['Harrow CLI'] });
    const counts = await bench.lead.gaps.recordSightings(
      seen(['lumen-forge assist', 'Quill Free', 'harrow cli', 'Forge helper']),
    );
    expect(counts).toEqual({ added: 4, updated: 0 });
    const open = async () =>
      (await bench.auditor.gaps.list({ detector: 'shadow' })).rows.map(({ rule, subject }) => [rule, subject.label]);
    expect(await open()).toEqual([
      ['shadow_unregistered', 'Forge helper'],
      ['shadow_unregistered', 'Quill Free'],
      ['shadow_not_approved', 'harrow cli'],
    ]);
    const { rows, total } = await bench.auditor.gaps.sightings({ open: true });
    expect(total).toBe(3);
    const settle = (name: string, decision: Parameters<TestClient['gaps']['settleSighting']>[0]['decision']) => {
      const sighting = rows.find((one) => one.name === name);
      return bench.lead.gaps.settleSighting({ sightingId: sighting?.id ?? '', revision: 1, decision });
    };
    expect(await settle('Forge helper', { kind: 'tool', toolId })).toMatchObject({
      tool: { id: toolId, status: 'approved' },
      decision: { notRelevant: '', on: '2026-11-20' },
    });
    const settled = await settle('Quill Free', { kind: 'not_relevant', reason: 'A font, not a tool.' });
    expect(settled.decision).toMatchObject({ notRelevant: 'A font, not a tool.', by: { initials: 'PR' } });
    expect(await open()).toEqual([['shadow_not_approved', 'harrow cli']]);
    const undone = await bench.lead.gaps.settleSighting({
      sightingId: settled.id,
      revision: settled.revision,
      decision: null,
    });
    expect(undone.decision).toBeNull();
    expect((await open()).map(([rule]) => rule)).toEqual(['shadow_unregistered', 'shadow_not_approved']);
    expect((await readHistory(bench.auditor, settled.id)).map(({ operation }) => operation)).toEqual([
      'gaps.recordSightings',
      'gaps.settleSighting',
      'gaps.settleSighting',
    ]);
    expect(await bench.auditor.gaps.list({ recordId: tool.id, detector: 'shadow' })).toMatchObject({ total: 1 });
  });

  it('are kept once, with the first and last day and the most people', async () => {
    await using bench = await createTestWorkbench();
    await bench.lead.gaps.recordSightings(seen(['Quill Free']));
    const again = {
      ...seen(['quill free'], '2026-11-19'),
      source: 'VPN log',
      tools: [{ name: 'QUILL FREE', people: 2 }],
    };
    expect(await bench.lead.gaps.recordSightings(again)).toEqual({ added: 0, updated: 1 });
    expect(await bench.lead.gaps.recordSightings(again)).toEqual({ added: 0, updated: 0 });
    expect(await bench.auditor.gaps.sightings({})).toMatchObject({
      total: 1,
      rows: [
        {
          name: 'Quill Free',
          source: 'VPN log',
          firstSeenOn: '2026-11-18',
          lastSeenOn: '2026-11-19',
          people: 3,
          revision: 2,
        },
      ],
    });
  });

  it('are refused when malformed, of a day to come, unknown, stale or from an auditor', async () => {
    await using bench = await createTestWorkbench();
    await bench.lead.gaps.recordSightings(seen(['Quill Free']));
    const before = await countEntries(bench.auditor);
    const record = (fields: Record<string, unknown>) =>
      bench.lead.gaps.recordSightings({ ...seen(['Another']), ...fields });
    await expect(record({ tools: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(record({ tools: [{ name: '', people: 1 }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(record({ seenOn: '2026-11-21' })).rejects.toMatchObject({ data: { field: 'seenOn' } });
    await expect(bench.auditor.gaps.recordSightings(seen(['Another']))).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const [sighting] = (await bench.auditor.gaps.sightings({})).rows;
    const settle = (fields: Record<string, unknown>) =>
      bench.lead.gaps.settleSighting({
        sightingId: sighting?.id ?? '',
        revision: 1,
        decision: { kind: 'not_relevant', reason: 'No tool.' },
        ...fields,
      });
    await expect(settle({ revision: 2 })).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(settle({ sightingId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(settle({ decision: { kind: 'tool', toolId: UNKNOWN_ID } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(settle({ decision: { kind: 'not_relevant', reason: '' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      bench.auditor.gaps.settleSighting({ sightingId: sighting?.id ?? '', revision: 1, decision: null }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('the sample company', () => {
  it('shows what the detectors find, each gap with the record that mends it', async () => {
    await using sample = await openSampleWorkbench();
    const { rows, total } = await sample.officer.gaps.list({ limit: 200 });
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(total);
    expect(rows.filter(({ fix }) => fix.id === '' && fix.kind !== 'access_design')).toEqual([]);
    const rules = new Set(rows.map(({ rule }) => rule));
    for (const rule of ['flow_missing', 'agreement_ended', 'access_leaver', 'training_never', 'claim_zero_retention']) {
      expect(rules).toContain(rule);
    }
    expect(rows.find(({ rule, tool }) => rule === 'approval_stale' && tool?.name === 'Forge Assist')).toMatchObject({
      changes: [{ kind: 'signed_decision', after: 'conditional' }],
    });
  });
});
