import { describe, expect, it } from 'vitest';
import type { Agreement, MoveInput } from '../../shared/contract/agreements.ts';
import { attachSignedFile, requireAgreement, signAgreement } from '../support/agreements.ts';
import { addVendorWithTool, countEntries, readHistory } from '../support/records.ts';
import { createTestClock, createTestWorkbench } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PHI = {
  personal_data: false,
  phi_possible: true,
  cardholder_data_environment: false,
  mandatory_region: false,
  sox_scope: false,
};

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function addPhiTool(bench: Bench) {
  const { tool, vendor } = await addVendorWithTool(bench.lead, 'Lumen Forge', { plan: 'Enterprise', use: PHI });
  const { revision } = await bench.reviewer.tools.changeStatus({
    toolId: tool.id,
    revision: tool.revision,
    status: 'in_review',
    reason: '',
  });
  return { vendor, tool: { ...tool, revision } };
}

const listFindings = async (bench: Bench, agreement: Pick<Agreement, 'id'>) =>
  (
    await bench.auditor.findings.list({
      filters: [{ field: 'sourceId', operator: 'is', values: [agreement.id] }],
      sort: [{ field: 'code', direction: 'ascending' }],
    })
  ).rows.map(({ ruleId, status }) => `${ruleId} ${status}`);

const excludePhi = (bench: Bench, { id: toolId, revision }: { id: string; revision: number }) =>
  bench.lead.tools.update({ toolId, revision, changes: { use: { ...PHI, phi_possible: false } } });

describe('agreements.create and agreements.update', () => {
  it('registers an agreement with need, offer and state apart', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addPhiTool(bench);
    const created = await bench.lead.agreements.create({ vendorId: vendor.id, kind: 'baa', offered: 'other_plan' });
    expect(created).toMatchObject({
      code: 'AG-0001',
      title: 'Business associate agreement',
      offered: 'other_plan',
      state: 'not_assessed',
      stateToday: 'not_assessed',
      need: { needed: null, decidedBy: null },
      ourEntity: 'Calder Health Pay',
      theirRole: 'business_associate',
      missing: ['our_signature', 'their_signature', 'effective_date', 'signed_file', 'scope'],
    });
    const scope = [
      { toolId: tool.id, product: tool.name, plan: 'Enterprise', features: [], regions: [], tenant: '', processor: '' },
    ];
    const changed = await bench.lead.agreements.update({
      agreementId: created.id,
      revision: 1,
      changes: { scope, breachNoticeDays: 5 },
    });
    expect(changed).toMatchObject({ scope, breachNoticeDays: 5, revision: 2 });
    const history = await readHistory(bench.auditor, created.id);
    expect(history.map(({ operation }) => operation)).toEqual(['agreements.create', 'agreements.update']);
    expect(history[1]?.after).toMatchObject({ breachNoticeDays: 5 });
  });

  it('refuses what is stale, malformed, foreign or not for this role', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addPhiTool(bench);
    const other = await addVendorWithTool(bench.lead, 'Harrow');
    const { id: agreementId } = await bench.lead.agreements.create({ vendorId: vendor.id, kind: 'baa' });
    const entries = await countEntries(bench.auditor);
    const change = (changes: object, revision = 1) => bench.lead.agreements.update({ agreementId, revision, changes });
    const item = { product: 'X', plan: 'Y', features: [], regions: [], tenant: '', processor: '' };
    await expect(change({ title: 'New' }, 7)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(change({ title: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change({ scope: [{ ...item, toolId: other.tool.id }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'changes.scope' },
    });
    await expect(change({ supersedesId: agreementId })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change({ parentId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change({ ownerId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change({ signedFileId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(bench.lead.agreements.get({ agreementId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.auditor.agreements.create({ vendorId: vendor.id, kind: 'dpa' })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    expect(await countEntries(bench.auditor)).toBe(entries);
  });
});

describe('agreements.move', () => {
  it('takes an agreement from its need to its signature, and works its days out', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool } = await addPhiTool(bench);
    const signed = await signAgreement(bench.officer, bench.workbench.files, tool, { expiresOn: '2027-10-31' });
    expect(signed).toMatchObject({ state: 'signed', stateToday: 'active', missing: [], noticeOn: null });
    expect(signed.fileSha256).toMatch(/^[0-9a-f]{64}$/);
    const stateOn = async (day: string) => {
      clock.set(`${day}T10:00:00.000Z`);
      const { agreement, nextStep } = await bench.auditor.agreements.get({ agreementId: signed.id });
      const [row] = (await bench.auditor.agreements.list({})).rows;
      expect(row?.stateToday).toBe(agreement.stateToday);
      const found = await bench.auditor.agreements.list({
        filters: [{ field: 'state', operator: 'is', values: [agreement.stateToday] }],
      });
      expect(found.total).toBe(1);
      return [agreement.stateToday, nextStep?.kind];
    };
    expect(await stateOn('2027-08-01')).toEqual(['active', 'check_provisions']);
    expect(await stateOn('2027-08-02')).toEqual(['expiring', 'renew']);
    expect(await stateOn('2027-11-01')).toEqual(['expired', 'replace']);
    clock.set('2027-11-02T10:00:00.000Z');
    const renewed = await bench.officer.agreements.move({
      agreementId: signed.id,
      revision: signed.revision,
      deed: 'renew',
      expiresOn: '2028-10-31',
      reviewOn: null,
      reason: 'Extended by letter',
    });
    expect(renewed.stateToday).toBe('active');
  });

  it('refuses a signature that lacks anything, a step that does not lead from there, and a role that may not', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addPhiTool(bench);
    const { id: agreementId, revision } = await requireAgreement(bench.officer, vendor.id);
    const sign: MoveInput = {
      agreementId,
      revision,
      deed: 'sign',
      signatories: [],
      effectiveOn: null,
      expiresOn: null,
      noticeDays: null,
      reviewOn: '2027-01-01',
      signedFileId: null,
    };
    await expect(bench.officer.agreements.move(sign)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { field: 'signatories' },
    });
    await expect(bench.reviewer.agreements.move(sign)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const close = { agreementId, revision, deed: 'close', reason: 'Done' } as const;
    await expect(bench.officer.agreements.move(close)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'AG-0001 is required; this step does not lead from there.',
    });
    const waive = { agreementId, revision, deed: 'waive', ruleId: 'H-NEED-3', reason: 'Encrypted' } as const;
    await expect(bench.officer.agreements.move(waive)).rejects.toMatchObject({ data: { field: 'ruleId' } });
    await expect(bench.lead.agreements.move({ ...waive, ruleId: 'H-NEED-5' })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    const request = {
      agreementId,
      revision,
      deed: 'request',
      on: '2026-11-20',
      from: 'Trust desk',
      channel: 'Mail',
    } as const;
    expect((await bench.lead.agreements.move(request)).stateToday).toBe('requested');
  });

  it('closes only with proof of return, and then keeps the agreement as it was', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addPhiTool(bench);
    const signed = await signAgreement(bench.officer, bench.workbench.files, tool);
    const ended = await bench.officer.agreements.move({
      agreementId: signed.id,
      revision: signed.revision,
      deed: 'terminate',
      on: '2026-11-20',
      reason: 'We leave',
    });
    expect(ended.stateToday).toBe('terminated');
    expect(await listFindings(bench, signed)).toEqual(['M7 open']);
    const close = { agreementId: signed.id, revision: ended.revision, deed: 'close', reason: 'Done' } as const;
    await expect(bench.officer.agreements.move(close)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const { deeds } = await bench.auditor.agreements.get({ agreementId: signed.id });
    expect(deeds).toEqual([{ deed: 'close', refusal: expect.stringContaining('without proof') as string }]);
    await attachSignedFile(bench.officer, bench.workbench.files, signed, 'return_proof');
    expect(await listFindings(bench, signed)).toEqual(['M7 withdrawn']);
    const closed = await bench.officer.agreements.move(close);
    await expect(
      bench.officer.agreements.update({ agreementId: signed.id, revision: closed.revision, changes: { notes: 'x' } }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('falls back to signed when its file is taken off, and only an officer changes what was signed', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addPhiTool(bench);
    const signed = await signAgreement(bench.officer, bench.workbench.files, tool);
    await expect(
      bench.lead.agreements.update({ agreementId: signed.id, revision: signed.revision, changes: { scope: [] } }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED', data: { field: 'changes.scope' } });
    const target = { recordKind: 'agreement', recordId: signed.id, part: 'signed_file' } as const;
    const evidenceId = signed.signedFileId ?? '';
    await bench.lead.evidence.unlink({ ...target, evidenceId });
    const { agreement, nextStep } = await bench.auditor.agreements.get({ agreementId: signed.id });
    expect(agreement).toMatchObject({ stateToday: 'signed', missing: ['signed_file'], fileSha256: null });
    expect(nextStep?.kind).toBe('file');
    expect((await bench.auditor.agreements.list({})).rows[0]?.stateToday).toBe('signed');
    expect(await listFindings(bench, signed)).toEqual(['M5 open']);
    await bench.lead.evidence.link({ ...target, evidenceId, page: '' });
    expect((await bench.auditor.agreements.list({})).rows[0]?.stateToday).toBe('active');
    expect(await listFindings(bench, signed)).toEqual(['M5 withdrawn']);
  });

  it('gives way to a newer version on the day on which that takes effect', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addPhiTool(bench);
    const old = await signAgreement(bench.officer, bench.workbench.files, tool);
    const newer = await signAgreement(bench.officer, bench.workbench.files, tool);
    await bench.officer.agreements.update({
      agreementId: newer.id,
      revision: newer.revision,
      changes: { supersedesId: old.id },
    });
    const { agreement } = await bench.auditor.agreements.get({ agreementId: old.id });
    expect(agreement).toMatchObject({ stateToday: 'superseded', supersededBy: { code: 'AG-0002' } });
    const superseded = await bench.auditor.agreements.list({
      filters: [{ field: 'state', operator: 'is', values: ['superseded'] }],
    });
    expect(superseded.rows.map(({ code }) => code)).toEqual(['AG-0001']);
    await expect(
      bench.officer.agreements.update({
        agreementId: old.id,
        revision: old.revision,
        changes: { supersedesId: newer.id },
      }),
    ).rejects.toMatchObject({ data: { field: 'changes.supersedesId' } });
  });
});

describe('agreements.checkProvision', () => {
  it('keeps what was found of each provision, with its score', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addPhiTool(bench);
    const { id: agreementId } = await bench.lead.agreements.create({ vendorId: vendor.id, kind: 'baa' });
    const check = { agreementId, provisionId: 'BAA-04', answer: 'partial', clause: '§ 4', note: '' } as const;
    await bench.reviewer.agreements.checkProvision({ ...check, revision: 1 });
    const detail = await bench.auditor.agreements.get({ agreementId });
    expect(detail.pack?.provisions).toHaveLength(17);
    expect(detail.checks).toEqual([{ provisionId: 'BAA-04', answer: 'partial', clause: '§ 4', note: '' }]);
    expect(detail.score).toMatchObject({ halfPoints: 5, possible: 52, checked: 1, toCheck: 13 });
    const [row] = (await bench.auditor.agreements.list({})).rows;
    expect(row?.coverage).toBeCloseTo(5 / 104);
    const history = await readHistory(bench.auditor, agreementId);
    expect(history.at(-1)?.after).toMatchObject({
      provision: { provisionId: 'BAA-04', answer: 'partial', clause: '§ 4' },
    });
    const refuse = (over: object, revision = 2) =>
      bench.reviewer.agreements.checkProvision({ ...check, revision, ...over });
    await expect(refuse({ answer: 'not_applicable' })).rejects.toMatchObject({ data: { field: 'note' } });
    await expect(refuse({ provisionId: 'DPA-01' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refuse({}, 1)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.auditor.agreements.checkProvision({ ...check, revision: 2 })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
  });
});

describe('agreements.updateMany', () => {
  it('changes all or none, and counts what really changed', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addPhiTool(bench);
    const { id: one } = await bench.lead.agreements.create({ vendorId: vendor.id, kind: 'baa' });
    const { id: two } = await bench.lead.agreements.create({
      vendorId: vendor.id,
      kind: 'dpa',
      reviewOn: '2027-01-01',
    });
    const change = { agreementIds: [one, two], reviewOn: '2027-01-01' };
    expect(await bench.lead.agreements.updateMany(change)).toEqual({ changed: 1 });
    const entries = await countEntries(bench.auditor);
    await expect(
      bench.lead.agreements.updateMany({ agreementIds: [one, UNKNOWN_ID], reviewOn: '2028-01-01' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await countEntries(bench.auditor)).toBe(entries);
  });
});

describe('approval without the agreement that a use needs', () => {
  const approve = async (bench: Bench, toolId: string, status: 'approved' | 'conditional' = 'conditional') => {
    const { tool } = await bench.lead.tools.get({ toolId });
    return bench.reviewer.tools.changeStatus({ toolId, revision: tool.revision, status, reason: 'Pilot' });
  };

  it('is refused, also under conditions, until one in force covers the tool on its plan', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addPhiTool(bench);
    await expect(approve(bench, tool.id)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { field: 'status' },
      message: expect.stringContaining('needs a business associate agreement, and there is none') as string,
    });
    expect(await bench.auditor.agreements.obstacles({ toolId: tool.id })).toMatchObject([{ kind: 'baa', gap: 'none' }]);
    await signAgreement(bench.officer, bench.workbench.files, { ...tool, plan: 'Team' });
    expect(await bench.auditor.agreements.obstacles({ toolId: tool.id })).toMatchObject([{ gap: 'other_plan' }]);
    await expect(approve(bench, tool.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await signAgreement(bench.officer, bench.workbench.files, tool);
    expect(await bench.auditor.agreements.obstacles({ toolId: tool.id })).toEqual([]);
    expect((await approve(bench, tool.id)).status).toBe('conditional');
  });

  it('asks nothing of a use without such data, and nothing of an organisation outside HIPAA', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addPhiTool(bench);
    await bench.officer.settings.saveOrganisation({ revision: 1, changes: { hipaaRole: 'neither' } });
    expect(await bench.auditor.agreements.obstacles({ toolId: tool.id })).toEqual([]);
    await bench.officer.settings.saveOrganisation({ revision: 2, changes: { hipaaRole: 'business_associate' } });
    expect(await bench.auditor.agreements.obstacles({ toolId: tool.id })).toHaveLength(1);
    await excludePhi(bench, tool);
    expect((await approve(bench, tool.id)).status).toBe('conditional');
  });

  it('cannot be slipped in by changing the use of a tool that is approved', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addPhiTool(bench);
    await excludePhi(bench, tool);
    const { revision } = await approve(bench, tool.id);
    const change = (changes: object) => bench.lead.tools.update({ toolId: tool.id, revision, changes });
    await expect(change({ use: PHI })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { field: 'changes.use' },
    });
    expect((await change({ users: 12 })).users).toBe(12);
  });

  it('leaves a finding when the agreement runs out under a tool in use', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool, vendor } = await addPhiTool(bench);
    const signed = await signAgreement(bench.officer, bench.workbench.files, tool, { expiresOn: '2027-06-30' });
    await approve(bench, tool.id);
    expect(await listFindings(bench, signed)).toEqual([]);
    clock.set('2027-07-01T10:00:00.000Z');
    await bench.lead.agreements.create({ vendorId: vendor.id, kind: 'nda' });
    expect(await listFindings(bench, signed)).toEqual(['EXPIRED open']);
    const [finding] = (await bench.auditor.findings.list({})).rows;
    expect(finding).toMatchObject({
      severity: 'critical',
      tool: { id: tool.id },
      source: { kind: 'agreement', id: signed.id, name: 'AG-0001 Business associate agreement' },
    });
  });
});
