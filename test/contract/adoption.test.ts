import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/rules/days.ts';
import { upload } from '../support/files.ts';
import {
  addVendorWithTool,
  answerUse,
  countEntries,
  makeApprovable,
  readHistory,
  whoWorks,
} from '../support/records.ts';
import { createTestClock, createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const GATES = ['security_assessment', 'compliance_review', 'legal_approval', 'performance_evaluation'] as const;

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function startOn(bench: Bench) {
  const { tool, vendor } = await addVendorWithTool(bench.lead);
  const checklist = await bench.lead.adoption.start({ toolId: tool.id });
  return { toolId: tool.id, vendorId: vendor.id, checklist };
}

async function getItem(client: TestClient, toolId: string, itemId: string) {
  const { checklist } = await client.adoption.get({ toolId });
  const item = checklist?.items.find(({ id }) => id === itemId);
  if (!item) throw new Error(`${itemId} is not there`);
  return item;
}

async function say(
  client: TestClient,
  toolId: string,
  itemId: string,
  changes: Parameters<TestClient['adoption']['updateItem']>[0]['changes'],
) {
  const { revision } = await getItem(client, toolId, itemId);
  await client.adoption.updateItem({ toolId, itemId, revision, changes });
  return getItem(client, toolId, itemId);
}

async function document(bench: Bench, toolId: string, itemId: string, datedOn: string) {
  const { id: evidenceId } = await bench.reviewer.evidence.add({
    title: `Proof of ${itemId}`,
    kind: 'export',
    state: 'documented',
    datedOn,
    control: itemId,
    vendorId: null,
    fileToken: await upload(bench.workbench, 'proof.txt', `Proof of ${itemId}`),
  });
  const target = { recordKind: 'adoption_checklist', recordId: toolId, part: itemId } as const;
  await bench.lead.evidence.link({ ...target, evidenceId, page: 'p. 1' });
  return { ...target, evidenceId };
}

async function passGates(bench: Bench, toolId: string) {
  const present = async () => (await bench.officer.tools.get({ toolId })).tool.revision;
  await bench.officer.tools.changeStatus({ toolId, revision: await present(), status: 'in_review', reason: '' });
  for (const gate of GATES) {
    await bench.officer.tools.decideGate({ toolId, revision: await present(), gate, state: 'passed', note: 'Decided' });
  }
}

async function approve(bench: Bench, toolId: string) {
  const { revision } = (await bench.officer.tools.get({ toolId })).tool;
  return bench.officer.tools.changeStatus({ toolId, revision, status: 'approved', reason: 'All is in order' });
}

describe('an adoption checklist', () => {
  it('starts with thirty items, all to do, of the tool’s owner', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.lead);
    const { tool } = await addVendorWithTool(bench.lead, 'Lumen Forge', { ownerId });
    expect((await bench.auditor.adoption.get({ toolId: tool.id })).checklist).toBeNull();
    const { items, phases } = await bench.lead.adoption.start({ toolId: tool.id });
    expect(items).toHaveLength(30);
    expect(items.every(({ state, covered, owner }) => state === 'to_do' && !covered && owner?.id === ownerId)).toBe(
      true,
    );
    expect(phases.map(({ items: count, required, passed }) => [count, required, passed])).toEqual([
      [8, 6, false],
      [7, 5, false],
      [5, 5, false],
      [5, 2, false],
      [5, 0, false],
    ]);
    await expect(bench.lead.adoption.start({ toolId: tool.id })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect((await readHistory(bench.auditor, tool.id)).at(-1)).toMatchObject({
      operation: 'adoption.start',
      before: null,
    });
  });

  it('refuses auditors, strangers, stale changes and what is malformed, and leaves no trace', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await startOn(bench);
    const target = { toolId, itemId: 'A-TEC-1', revision: 1 };
    const before = await countEntries(bench.auditor);
    const refuse = (call: Promise<unknown>, code: string) => expect(call).rejects.toMatchObject({ code });
    await refuse(bench.auditor.adoption.updateItem({ ...target, changes: { note: 'x' } }), 'ROLE_REFUSED');
    await refuse(bench.auditor.adoption.start({ toolId }), 'ROLE_REFUSED');
    const acceptance = { toolId, itemIds: ['A-TEC-1'], reason: 'x', expiresOn: '2027-01-01' };
    await refuse(bench.reviewer.adoption.accept(acceptance), 'ROLE_REFUSED');
    await refuse(
      bench.lead.adoption.updateItem({ ...target, revision: 9, changes: { note: 'x' } }),
      'CHANGED_MEANWHILE',
    );
    await refuse(bench.lead.adoption.updateItem({ ...target, itemId: 'A-TEC-9', changes: {} }), 'NOT_FOUND');
    await refuse(bench.lead.adoption.updateItem({ ...target, itemId: 'tec 1', changes: {} }), 'INVALID_INPUT');
    await refuse(bench.lead.adoption.updateItem({ ...target, changes: { ownerId: UNKNOWN_ID } }), 'INVALID_INPUT');
    await refuse(bench.lead.adoption.updateItem({ ...target, changes: { state: 'done' } as never }), 'INVALID_INPUT');
    await refuse(bench.lead.adoption.get({ toolId: UNKNOWN_ID }), 'NOT_FOUND');
    await refuse(
      bench.lead.adoption.updateItems({ toolId, itemIds: ['A-TEC-1', 'A-TEC-9'], dueOn: '2027-01-01' }),
      'NOT_FOUND',
    );
    expect(await countEntries(bench.auditor)).toBe(before);
    expect(await getItem(bench.auditor, toolId, 'A-TEC-1')).toMatchObject({ revision: 1, dueOn: null, note: '' });
  });

  it('counts an item as met with a document that is fresh, and drops it when that ages', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { toolId } = await startOn(bench);
    expect(await say(bench.lead, toolId, 'A-TEC-2', { state: 'met' })).toMatchObject({
      standing: 'claimed',
      covered: false,
    });
    const link = await document(bench, toolId, 'A-TEC-2', '2026-11-01');
    expect(await getItem(bench.auditor, toolId, 'A-TEC-2')).toMatchObject({
      standing: 'met',
      covered: true,
      evidence: 'documented',
      statedBy: { name: 'Priya Raman' },
      statedOn: '2026-11-20',
      nextOn: '2027-02-01',
    });
    clock.set('2027-02-02T10:00:00.000Z');
    expect(await getItem(bench.auditor, toolId, 'A-TEC-2')).toMatchObject({ standing: 'stale', covered: false });
    await document(bench, toolId, 'A-TEC-2', '2027-02-01');
    expect(await getItem(bench.auditor, toolId, 'A-TEC-2')).toMatchObject({ standing: 'met' });
    await bench.lead.evidence.unlink(link);
    expect((await getItem(bench.auditor, toolId, 'A-TEC-2')).links).toHaveLength(1);
  });

  it('raises a finding for a red flag and withdraws it when it is unticked', async () => {
    await using bench = await createTestWorkbench();
    const { toolId, vendorId } = await startOn(bench);
    await document(bench, toolId, 'A-TEC-3', '2026-11-01');
    await say(bench.lead, toolId, 'A-TEC-3', { state: 'met' });
    const flagged = await say(bench.lead, toolId, 'A-TEC-3', { flagSeen: true });
    expect(flagged).toMatchObject({ standing: 'not_met', finding: { name: 'F-001 Personal accounts work' } });
    const finding = await bench.reviewer.findings.get({ findingId: flagged.finding?.id ?? '' });
    expect(finding).toMatchObject({
      kind: 'red_flag',
      ruleId: 'A-TEC-3-RF',
      severity: 'high',
      status: 'open',
      dueOn: addDays('2026-11-20', 30),
      tool: { id: toolId },
      vendor: { id: vendorId },
    });
    expect((await bench.auditor.vendors.get({ vendorId })).vendor.counts.openRedFlags).toBe(1);
    expect(await say(bench.lead, toolId, 'A-TEC-3', { flagSeen: false })).toMatchObject({ standing: 'met' });
    expect((await bench.reviewer.findings.get({ findingId: finding.id })).status).toBe('withdrawn');
    await say(bench.lead, toolId, 'A-TEC-3', { flagSeen: true });
    expect((await bench.reviewer.findings.list({})).rows.map(({ status }) => status)).toEqual(['open']);
  });

  it('gives many items one owner and due day', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await startOn(bench);
    const ownerId = await whoWorks(bench.reviewer);
    const itemIds = ['A-TEC-1', 'A-TEC-2'];
    await bench.lead.adoption.updateItems({ toolId, itemIds, ownerId, dueOn: '2026-12-01' });
    expect(await getItem(bench.auditor, toolId, 'A-TEC-2')).toMatchObject({
      owner: { id: ownerId },
      dueOn: '2026-12-01',
      lateness: 'soon',
    });
    expect(await getItem(bench.auditor, toolId, 'A-TEC-3')).toMatchObject({ owner: null, dueOn: null });
    const { evidenceId } = await document(bench, toolId, 'A-TEC-1', '2026-11-01');
    const evidence = { evidenceId, page: 'p. 2' };
    await bench.lead.adoption.updateItems({ toolId, itemIds: ['A-TEC-2', 'A-TEC-3'], state: 'met', evidence });
    expect(await getItem(bench.auditor, toolId, 'A-TEC-3')).toMatchObject({
      standing: 'met',
      links: [{ page: 'p. 2' }],
    });
  });

  it('sets items aside with a reason, gates never, required ones by a reviewer', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await startOn(bench);
    const aside = (client: TestClient, itemId: string, reason: string) =>
      say(client, toolId, itemId, { state: 'not_applicable', reason });
    await expect(aside(bench.lead, 'A-TEC-7', '')).rejects.toMatchObject({ data: { field: 'changes.state' } });
    expect(await aside(bench.lead, 'A-TEC-7', 'Nothing is kept there')).toMatchObject({ covered: true });
    await expect(say(bench.lead, toolId, 'A-TEC-7', { reason: ' ' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    await expect(aside(bench.lead, 'A-PRE-4', 'No people')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await aside(bench.reviewer, 'A-PRE-4', 'No personal data')).toMatchObject({ covered: true });
    await expect(aside(bench.officer, 'A-PRE-5', 'Trusted')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});

describe('approval', () => {
  it('needs the checklist to be started and its required items covered', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    await passGates(bench, toolId);
    await answerUse(bench.lead, toolId);
    await expect(approve(bench, toolId)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'Lumen Forge Assist cannot be approved yet: its adoption checklist has not been started.',
    });
    expect(await bench.auditor.adoption.obstacles({ toolId })).toMatchObject({ started: false, items: [] });
    await makeApprovable(bench.officer, toolId);
    expect(await bench.auditor.adoption.obstacles({ toolId })).toMatchObject({ started: true, items: [], covered: 18 });
    await bench.officer.adoption.endAcceptance({ toolId, itemId: 'A-TEC-4', reason: 'The log is not kept after all' });
    await expect(approve(bench, toolId)).rejects.toMatchObject({
      message:
        'Lumen Forge Assist cannot be approved yet: 1 required item of its adoption checklist is open: A-TEC-4 Audit logging.',
    });
    await say(bench.lead, toolId, 'A-TEC-4', { state: 'met' });
    await expect(approve(bench, toolId)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await document(bench, toolId, 'A-TEC-4', '2026-11-01');
    expect((await approve(bench, toolId)).status).toBe('approved');
  });

  it('stands when an acceptance ends, but shows what has come back', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool } = await addVendorWithTool(bench.lead);
    await passGates(bench, tool.id);
    await makeApprovable(bench.officer, tool.id);
    await approve(bench, tool.id);
    clock.set('2027-05-19T23:00:00.000Z');
    expect((await bench.auditor.adoption.obstacles({ toolId: tool.id })).items).toHaveLength(0);
    clock.set('2027-05-20T00:00:00.000Z');
    const { items } = await bench.auditor.adoption.obstacles({ toolId: tool.id });
    expect(items).toHaveLength(17);
    expect(items[0]).toMatchObject({ id: 'A-PRE-3', standing: 'to_do' });
    expect((await bench.auditor.tools.get({ toolId: tool.id })).tool.status).toBe('approved');
    const [row] = (await bench.auditor.adoption.list({})).rows;
    expect(row).toMatchObject({ tool: { status: 'approved' }, checklist: { blocking: 17, waived: 0 } });
  });

  it('is waived by an officer who owns neither the item nor the tool, until a day within a year', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Lumen Forge', {
      ownerId: await whoWorks(bench.otherOfficer),
    });
    const toolId = tool.id;
    await bench.lead.adoption.start({ toolId });
    await bench.lead.adoption.updateItems({ toolId, itemIds: ['A-TEC-1'], ownerId: await whoWorks(bench.officer) });
    const accept = (client: TestClient, itemId: string, expiresOn = '2027-03-31') =>
      client.adoption.accept({ toolId, itemIds: [itemId], reason: 'The proxy is replaced in March', expiresOn });
    await expect(accept(bench.officer, 'A-TEC-1')).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await expect(accept(bench.otherOfficer, 'A-TEC-2')).rejects.toMatchObject({ code: 'FOUR_EYES' });
    for (const day of ['2026-11-20', '2027-11-21']) {
      await expect(accept(bench.officer, 'A-TEC-2', day)).rejects.toMatchObject({ data: { field: 'expiresOn' } });
    }
    await expect(accept(bench.officer, 'A-PRE-7')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await accept(bench.officer, 'A-TEC-2');
    expect(await getItem(bench.auditor, toolId, 'A-TEC-2')).toMatchObject({
      standing: 'waived',
      acceptance: { approver: { name: 'Ines Okafor' }, expiresOn: '2027-03-31', expired: false },
    });
    await accept(bench.officer, 'A-TEC-2', '2027-06-30');
    expect((await getItem(bench.auditor, toolId, 'A-TEC-2')).acceptance?.expiresOn).toBe('2027-06-30');
  });

  it('offers a signed assessment for what it proves, and never chooses it', async () => {
    await using bench = await createTestWorkbench();
    const { toolId, vendorId } = await startOn(bench);
    const { id: riskId } = await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendorId }],
      title: 'Outage',
      likelihood: 2,
      impact: 2,
    });
    await bench.officer.risks.accept({ riskId, revision: 1, reason: 'Rare', expiresOn: '2027-03-31' });
    const item = await getItem(bench.lead, toolId, 'A-PRE-8');
    expect(item).toMatchObject({
      standing: 'to_do',
      proof: null,
      offers: [{ kind: 'accepted_risk', recordId: riskId }],
    });
    const choose = (recordId: string, revision: number) =>
      bench.lead.adoption.chooseProof({
        toolId,
        itemId: 'A-PRE-8',
        revision,
        proof: { kind: 'accepted_risk', recordId },
      });
    await expect(choose(UNKNOWN_ID, 1)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await choose(riskId, 1);
    expect(await getItem(bench.lead, toolId, 'A-PRE-8')).toMatchObject({
      standing: 'met',
      evidence: 'verified',
      proof: { recordName: 'R-001 Outage', holds: true },
      nextOn: '2027-03-31',
    });
    await bench.reviewer.risks.update({ riskId, revision: 2, changes: { impact: 5 } });
    expect(await getItem(bench.lead, toolId, 'A-PRE-8')).toMatchObject({ standing: 'stale', proof: { holds: false } });
    await bench.lead.adoption.chooseProof({ toolId, itemId: 'A-PRE-8', revision: 2, proof: null });
    expect(await getItem(bench.lead, toolId, 'A-PRE-8')).toMatchObject({ standing: 'claimed' });
  });
});

describe('agreements in force', () => {
  it('cannot be met, set aside or waived while an agreement that the use needs is missing', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await startOn(bench);
    const { revision: toolRevision } = (await bench.lead.tools.get({ toolId })).tool;
    const use = {
      personal_data: false,
      phi_possible: true,
      cardholder_data_environment: false,
      mandatory_region: false,
      sox_scope: false,
    };
    await bench.lead.tools.update({ toolId, revision: toolRevision, changes: { use } });
    await document(bench, toolId, 'A-PRE-7', '2026-11-01');
    const item = await say(bench.lead, toolId, 'A-PRE-7', { state: 'met' });
    expect(item).toMatchObject({ standing: 'not_met', covered: false });
    expect(item.hindrance?.sentence).toContain('business associate agreement');
    const aside = { state: 'not_applicable', reason: 'Trusted' } as const;
    await expect(say(bench.officer, toolId, 'A-PRE-7', aside)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const acceptance = { toolId, itemIds: ['A-PRE-7'], reason: 'x', expiresOn: '2027-01-01' };
    await expect(bench.officer.adoption.accept(acceptance)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const revision = (await bench.lead.tools.get({ toolId })).tool.revision;
    await bench.lead.tools.update({ toolId, revision, changes: { use: { ...use, phi_possible: false } } });
    expect(await getItem(bench.lead, toolId, 'A-PRE-7')).toMatchObject({ standing: 'met', hindrance: null });
  });
});

describe('ongoing items', () => {
  it('come back by their cadence once the tool is in use', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    await passGates(bench, toolId);
    await makeApprovable(bench.officer, toolId);
    const round = async (doneOn: string) => {
      const { revision } = await getItem(bench.lead, toolId, 'A-ONG-3');
      return bench.lead.adoption.completeRound({ toolId, itemId: 'A-ONG-3', revision, doneOn, note: 'Nothing found' });
    };
    await expect(round('2026-11-20')).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await approve(bench, toolId);
    expect(await getItem(bench.lead, toolId, 'A-ONG-3')).toMatchObject({ nextOn: '2026-12-20', lateness: 'later' });
    await expect(say(bench.lead, toolId, 'A-ONG-3', { state: 'met' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    clock.set('2026-12-21T10:00:00.000Z');
    expect(await getItem(bench.lead, toolId, 'A-ONG-3')).toMatchObject({ standing: 'to_do', lateness: 'overdue' });
    await expect(round('2026-12-22')).rejects.toMatchObject({ data: { field: 'doneOn' } });
    await expect(round('2026-11-19')).rejects.toMatchObject({ data: { field: 'doneOn' } });
    await document(bench, toolId, 'A-ONG-3', '2026-12-21');
    await round('2026-12-21');
    expect(await getItem(bench.lead, toolId, 'A-ONG-3')).toMatchObject({
      standing: 'met',
      nextOn: '2027-01-21',
      rounds: [{ doneOn: '2026-12-21', doneBy: { name: 'Priya Raman' }, note: 'Nothing found' }],
    });
    clock.set('2027-01-14T10:00:00.000Z');
    expect(await getItem(bench.lead, toolId, 'A-ONG-3')).toMatchObject({ standing: 'to_do', lateness: 'soon' });
    const { revision } = (await bench.officer.tools.get({ toolId })).tool;
    await bench.officer.tools.changeStatus({ toolId, revision, status: 'retired', reason: 'Replaced' });
    expect(await getItem(bench.lead, toolId, 'A-ONG-3')).toMatchObject({ nextOn: null, lateness: null });
  });
});

describe('the calendar', () => {
  it('has open items with a day, rounds, and the ends of accepted risks, each leading to its item', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool } = await addVendorWithTool(bench.lead);
    const toolId = tool.id;
    await passGates(bench, toolId);
    await makeApprovable(bench.officer, toolId);
    await bench.lead.adoption.updateItems({ toolId, itemIds: ['A-TRN-1'], dueOn: '2026-11-18' });
    await approve(bench, toolId);
    const { work, dates } = await bench.officer.overview.get();
    expect(work.find(({ title }) => title === 'A-TRN-1 Security team')).toMatchObject({
      reason: 'overdue',
      daysLeft: -2,
      subject: 'Lumen Forge Assist',
      record: { kind: 'adoption_item', toolId, part: 'A-TRN-1' },
    });
    expect(dates.find(({ title }) => title === 'A-ONG-3 Log review')).toMatchObject({
      lane: 'adoption',
      event: 'due',
      on: '2026-12-20',
    });
    clock.set('2027-05-01T10:00:00.000Z');
    const later = await bench.officer.overview.get();
    expect(later.work.find(({ title }) => title === 'A-TEC-1 Network controls')).toMatchObject({
      reason: 'ending',
      event: 'end',
    });
  });
});

describe('the register of adoption', () => {
  it('lists every tool with its progress, and filters by whether it was started', async () => {
    await using bench = await createTestWorkbench();
    const { toolId } = await startOn(bench);
    await addVendorWithTool(bench.lead, 'Harrow AI');
    await bench.lead.adoption.updateItems({ toolId, itemIds: ['A-PRE-1'], dueOn: '2026-11-19' });
    const { rows, total } = await bench.auditor.adoption.list({});
    expect(total).toBe(2);
    expect(rows.map(({ tool, checklist }) => [tool.name, checklist?.blocking ?? null])).toEqual([
      ['Harrow AI Assist', null],
      ['Lumen Forge Assist', 18],
    ]);
    expect(rows[1]?.checklist).toMatchObject({
      items: 30,
      covered: 0,
      overdue: 1,
      nextOn: '2026-11-19',
      nextItemId: 'A-PRE-1',
    });
    const filters = [{ field: 'started', operator: 'is' as const, values: ['1'] }];
    expect((await bench.auditor.adoption.list({ filters })).rows.map(({ tool }) => tool.name)).toEqual([
      'Lumen Forge Assist',
    ]);
  });
});
