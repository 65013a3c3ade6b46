import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AccessDesign } from '../../shared/contract/access-tier-records.ts';
import { findCell } from '../../shared/rules/access-tiers/matrix.ts';
import { addVendorWithTool, countEntries, readHistory } from '../support/records.ts';
import { findRegoDifferences } from '../support/rego.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const EVERYTHING = { offset: 0, limit: 100, search: '', filters: [], sort: [] };
type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

/** The first version, from the pack, approved by somebody who did not make it. */
async function bringIntoForce({ lead, officer }: Bench): Promise<AccessDesign> {
  const draft = await lead.accessTiers.startDraft();
  const sent = await lead.accessTiers.sendForApproval({ designId: draft.id, revision: draft.revision });
  return officer.accessTiers.approve({ designId: sent.id, revision: sent.revision, note: 'As discussed.' });
}

/** A tool whose status is approved, with no condition of use that asks for more. */
async function addApprovedTool({ officer, otherOfficer }: Bench, name = 'Forge'): Promise<string> {
  const { tool } = await addVendorWithTool(officer, name, {
    use: {
      personal_data: false,
      phi_possible: false,
      cardholder_data_environment: false,
      mandatory_region: false,
      sox_scope: false,
    },
  });
  let present = await otherOfficer.tools.changeStatus({
    toolId: tool.id,
    revision: tool.revision,
    status: 'in_review',
    reason: 'Proposed.',
  });
  present = await otherOfficer.tools.changeStatus({
    toolId: tool.id,
    revision: present.revision,
    status: 'conditional',
    reason: 'For one team.',
  });
  return present.id;
}

async function addPerson(client: TestClient, name: string, role: 'junior' | 'senior' | 'lead' | 'auditor' = 'senior') {
  const account = `${name.toLowerCase().replaceAll(' ', '.')}@calder.example`;
  return client.accessTiers.addIdentity({ name, kind: 'person', account, role, joinedOn: '2026-01-01' });
}

describe('versions of the access tiers', () => {
  it('begin from the pack, are approved by somebody else, and are kept', async () => {
    await using bench = await createTestWorkbench();
    const first = await bringIntoForce(bench);
    expect(first).toMatchObject({ version: 1, state: 'in_force', inForceOn: '2026-11-20', nextReviewOn: '2027-02-20' });
    expect(first.cells).toHaveLength(63);
    expect(first.cells.filter(({ outcome }) => outcome === 'not_set')).toEqual([]);

    const draft = await bench.reviewer.accessTiers.startDraft();
    expect(draft).toMatchObject({ version: 2, state: 'draft' });
    const changed = await bench.reviewer.accessTiers.setCell({
      designId: draft.id,
      revision: draft.revision,
      cell: { role: 'junior', classId: 'public_docs', outcome: 'conditional', requirements: ['training'] },
    });
    expect(findCell(changed.cells, 'junior', 'public_docs').outcome).toBe('conditional');
    const { cells } = await bench.auditor.accessTiers.compare({ leftId: first.id, rightId: draft.id });
    expect(cells).toMatchObject([{ role: 'junior', classId: 'public_docs', looser: false }]);

    const sent = await bench.lead.accessTiers.sendForApproval({ designId: draft.id, revision: changed.revision });
    const [waiting] = (await bench.officer.overview.get()).work.filter(({ reason }) => reason === 'to_decide');
    expect(waiting).toMatchObject({ record: { id: draft.id }, owner: { name: expect.any(String) as string } });
    const second = await bench.officer.accessTiers.approve({ designId: draft.id, revision: sent.revision, note: '' });
    expect(second.state).toBe('in_force');
    expect(await bench.officer.accessTiers.designs()).toMatchObject([
      { version: 2, state: 'in_force' },
      { version: 1, state: 'superseded', supersededOn: '2026-11-20' },
    ]);
    const [began, set] = await readHistory(bench.officer, draft.id);
    expect(began?.operation).toBe('accessTiers.startDraft');
    expect(set).toMatchObject({
      operation: 'accessTiers.setCell',
      before: { 'cell.junior.public_docs': ['allow'] },
      after: { 'cell.junior.public_docs': ['conditional', 'training'] },
    });
  });

  it('are never approved or reviewed by whoever made or sent them', async () => {
    await using bench = await createTestWorkbench();
    const { officer, otherOfficer, reviewer } = bench;
    const draft = await officer.accessTiers.startDraft();
    const sent = await otherOfficer.accessTiers.sendForApproval({ designId: draft.id, revision: draft.revision });
    const approval = { designId: sent.id, revision: sent.revision, note: '' };
    const entries = await countEntries(officer);
    for (const { overview } of [officer, otherOfficer, reviewer]) {
      const { work, waiting } = await overview.get();
      const shown = work.filter(({ record }) => record.kind === 'access_design');
      expect(shown).toMatchObject([{ reason: 'to_decide', title: 'Access tiers, version 1', owner: null }]);
      expect(waiting.accessTiers).toBe(1);
    }
    await expect(officer.accessTiers.approve(approval)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await expect(otherOfficer.accessTiers.approve(approval)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await expect(reviewer.accessTiers.approve(approval)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect(await countEntries(officer)).toBe(entries);
  });

  it('are not sent while a check blocks, nor changed while another decides', async () => {
    await using bench = await createTestWorkbench();
    const { lead, officer } = bench;
    const draft = await lead.accessTiers.startDraft();
    const open = await lead.accessTiers.setCell({
      designId: draft.id,
      revision: draft.revision,
      cell: { role: 'service', classId: 'secrets', outcome: 'not_set', requirements: [] },
    });
    const detail = await lead.accessTiers.get({ designId: null });
    expect(detail?.checks).toMatchObject([
      { id: 'cell_missing', severity: 'blocks', mendedBy: { kind: 'cell', role: 'service', classId: 'secrets' } },
    ]);
    const change = { designId: draft.id, revision: open.revision };
    await expect(lead.accessTiers.sendForApproval(change)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(lead.accessTiers.sendForApproval({ ...change, revision: 1 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    const mended = await lead.accessTiers.setCell({
      ...change,
      cell: { role: 'service', classId: 'secrets', outcome: 'deny', requirements: ['training'] },
    });
    expect(findCell(mended.cells, 'service', 'secrets').requirements).toEqual([]);
    const sent = await lead.accessTiers.sendForApproval({ designId: draft.id, revision: mended.revision });
    await expect(
      lead.accessTiers.setDuties({ designId: draft.id, revision: sent.revision, role: 'junior', duties: [] }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(lead.accessTiers.startDraft()).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const back = await officer.accessTiers.sendBack({ designId: draft.id, revision: sent.revision, note: 'Not yet.' });
    expect(back).toMatchObject({ state: 'draft', decisionNote: 'Not yet.' });
    await lead.accessTiers.discardDraft({ designId: draft.id, revision: back.revision });
    expect(await lead.accessTiers.get({ designId: null })).toBeNull();
  });

  it('are looked over every quarter by somebody who had no part in them', async () => {
    await using bench = await createTestWorkbench();
    const { lead, reviewer } = bench;
    const design = await bringIntoForce(bench);
    const review = { designId: design.id, revision: design.revision, note: 'Nothing to change.' };
    await expect(lead.accessTiers.confirmReview(review)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const reviewed = await reviewer.accessTiers.confirmReview(review);
    expect(reviewed).toMatchObject({ lastReviewedOn: '2026-11-20', nextReviewOn: '2027-02-20' });
    const history = await readHistory(bench.officer, design.id);
    expect(history.at(-1)?.after).toEqual({ reviewNote: 'Nothing to change.' });
  });
});

describe('asking', () => {
  it('gives the whole chain, and what would change it', async () => {
    await using bench = await createTestWorkbench();
    const { lead, auditor, reviewer } = bench;
    await bringIntoForce(bench);
    const toolId = await addApprovedTool(bench);
    const jonas = await addPerson(lead, 'Jonas Weber', 'junior');
    const repository = await lead.accessTiers.addRepository({ name: 'claims-engine', codeClass: 'secrets' });
    expect(repository.taggedBy?.name).toBe('Priya Raman');
    const question = {
      identityId: jonas.id,
      toolId,
      repositoryId: repository.id,
      classId: null,
      region: null,
      designId: null,
    };
    const denied = await auditor.accessTiers.ask(question);
    expect(denied).toMatchObject({ outcome: 'deny', decidedBy: 3, missing: ['exception'] });
    expect(denied.steps.map(({ rule }) => rule)).toEqual([
      'tool',
      'class',
      'matrix',
      'exception',
      'training',
      'review',
      'approval',
      'agreements',
      'residency',
      'identity',
      'owner',
    ]);

    const requested = await lead.accessTiers.requestException({
      identityId: jonas.id,
      role: null,
      toolId,
      classId: 'secrets',
      repositoryId: repository.id,
      reason: 'Migration of the claims engine.',
      consulted: '',
      startsOn: '2026-11-20',
      expiresOn: '2027-02-18',
    });
    expect(requested).toMatchObject({ code: 'EX-001', standing: 'requested' });
    expect((await auditor.accessTiers.ask(question)).steps[3]).toMatchObject({ says: 'requested', outcome: 'deny' });
    const waiting = (await reviewer.overview.get()).work.find(({ reason }) => reason === 'to_decide');
    expect(waiting).toMatchObject({ record: { kind: 'access_exception', id: requested.id }, daysLeft: null });
    const decision = { exceptionId: requested.id, revision: requested.revision, note: '' };
    const live = await reviewer.accessTiers.approveException(decision);
    expect(live.standing).toBe('live');
    expect((await auditor.accessTiers.ask(question)).outcome).toBe('allow');
    await reviewer.accessTiers.revokeException({ exceptionId: live.id, revision: live.revision, note: 'Done early.' });
    expect((await auditor.accessTiers.ask(question)).outcome).toBe('deny');

    const phi = await auditor.accessTiers.ask({ ...question, repositoryId: null, classId: 'phi_services' });
    expect(phi.missing).toEqual(['exception', 'agreement']);
    expect(phi.steps[7]).toMatchObject({ rule: 'agreements', outcome: 'deny', facts: { agreements: 'baa' } });
  });

  it('denies without a version in force, on code that nobody classified, and refuses a question about nothing', async () => {
    await using bench = await createTestWorkbench();
    const { lead } = bench;
    const toolId = await addApprovedTool(bench);
    const ada = await addPerson(lead, 'Ada Novak');
    const open = await lead.accessTiers.addRepository({ name: 'unsorted' });
    const ask = (where: { repositoryId: string | null; classId: 'public_docs' | null }) =>
      lead.accessTiers.ask({ identityId: ada.id, toolId, region: null, designId: null, ...where });
    expect(await ask({ repositoryId: null, classId: 'public_docs' })).toMatchObject({ outcome: 'deny', design: null });
    await bringIntoForce(bench);
    expect((await ask({ repositoryId: null, classId: 'public_docs' })).outcome).toBe('allow');
    expect(await ask({ repositoryId: open.id, classId: null })).toMatchObject({
      outcome: 'deny',
      missing: ['classify_repository'],
    });
    await expect(ask({ repositoryId: null, classId: null })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keeps questions with the answer that was expected', async () => {
    await using bench = await createTestWorkbench();
    const { lead } = bench;
    await bringIntoForce(bench);
    const toolId = await addApprovedTool(bench);
    const ada = await addPerson(lead, 'Ada Novak');
    const saved = await lead.accessTiers.saveCase({
      name: 'A senior reads docs',
      identityId: ada.id,
      toolId,
      repositoryId: null,
      classId: 'public_docs',
      region: null,
      expected: 'deny',
    });
    expect(saved).toMatchObject({ expected: 'deny', answered: 'allow' });
    expect(await lead.accessTiers.cases()).toEqual([saved]);
    await lead.accessTiers.removeCase({ caseId: saved.id, revision: saved.revision });
    expect(await lead.accessTiers.cases()).toEqual([]);
  });
});

describe('exceptions', () => {
  async function prepare(bench: Bench) {
    const toolId = await addApprovedTool(bench);
    const ada = await addPerson(bench.lead, 'Ada Novak');
    const fields = {
      identityId: ada.id,
      role: null,
      toolId,
      classId: 'phi_services' as const,
      repositoryId: null,
      reason: 'Needed.',
      consulted: '',
      startsOn: '2026-11-20',
      expiresOn: '2027-02-18',
    };
    return { ada, toolId, fields };
  }

  it('last 90 days at most, are for one holder, and are decided by somebody else', async () => {
    await using bench = await createTestWorkbench();
    const { fields } = await prepare(bench);
    const { officer, reviewer, lead, auditor } = bench;
    const request = (changes: Partial<typeof fields>) =>
      reviewer.accessTiers.requestException({ ...fields, ...changes });
    await expect(request({ expiresOn: '2027-02-19' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'expiresOn' },
    });
    await expect(request({ expiresOn: '2026-11-19' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(reviewer.accessTiers.requestException({ ...fields, role: 'senior' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      reviewer.accessTiers.requestException({ ...fields, identityId: null, role: 'auditor' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'role' } });
    await expect(reviewer.accessTiers.requestException({ ...fields, classId: 'cde' })).rejects.toMatchObject({
      data: { field: 'consulted' },
    });
    await expect(auditor.accessTiers.requestException(fields)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const asked = await request({});
    const decision = { exceptionId: asked.id, revision: asked.revision, note: '' };
    await expect(reviewer.accessTiers.approveException(decision)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await expect(lead.accessTiers.approveException(decision)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(officer.accessTiers.declineException(decision)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const declined = await officer.accessTiers.declineException({ ...decision, note: 'Use the test data.' });
    expect(declined).toMatchObject({ standing: 'declined', decidedBy: { name: 'Ines Okafor' } });
    await expect(
      officer.accessTiers.approveException({ ...decision, revision: declined.revision }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('are not approved by the person whom they are for', async () => {
    await using bench = await createTestWorkbench();
    const { fields } = await prepare(bench);
    const { officer, lead } = bench;
    const self = await lead.accessTiers.addIdentity({
      name: 'Ines Okafor',
      kind: 'person',
      account: 'INES@calder.example',
      role: 'security',
      joinedOn: '2026-01-01',
    });
    const asked = await lead.accessTiers.requestException({ ...fields, identityId: self.id });
    await expect(
      officer.accessTiers.approveException({ exceptionId: asked.id, revision: asked.revision, note: '' }),
    ).rejects.toMatchObject({ code: 'FOUR_EYES' });
  });

  it('from paper are kept as written, and show what is wrong with them', async () => {
    await using bench = await createTestWorkbench();
    const { fields } = await prepare(bench);
    const { officer, lead } = bench;
    await bringIntoForce(bench);
    const recorded = {
      ...fields,
      startsOn: '2026-08-01',
      expiresOn: '2026-12-31',
      requesterName: 'Ada Novak',
      approverName: 'ada  novak',
      approvedOn: '2026-07-30',
    };
    await expect(lead.accessTiers.recordException(recorded)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const kept = await officer.accessTiers.recordException(recorded);
    expect(kept).toMatchObject({ origin: 'recorded', state: 'approved', standing: 'lapsed' });
    const detail = await officer.accessTiers.get({ designId: null });
    expect(detail?.checks.map(({ id, mendedBy }) => [id, mendedBy])).toEqual([
      ['same_requester_and_approver', { kind: 'exception', id: kept.id }],
      ['exception_too_long', { kind: 'exception', id: kept.id }],
    ]);
    await expect(officer.accessTiers.recordException({ ...recorded, approvedOn: '2026-12-01' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('repositories', () => {
  it('get their PCI class from the answers, strictest where something is unknown', async () => {
    await using bench = await createTestWorkbench();
    const { lead } = bench;
    const repository = await lead.accessTiers.addRepository({
      name: 'gateway',
      codeClass: 'payments',
      pciAnswers: { 'PCI-C1': 'no', 'PCI-C2': 'unknown' },
    });
    expect(repository).toMatchObject({ code: 'RP-001', pciClass: 'cde', pciProvisional: true });
    const answers = { 'PCI-C1': 'no', 'PCI-C2': 'no', 'PCI-C3': 'yes', 'PCI-C4': 'no', 'PCI-C5': 'no' } as const;
    const connected = await lead.accessTiers.updateRepository({
      repositoryId: repository.id,
      revision: repository.revision,
      changes: { pciAnswers: { ...answers, 'PCI-C6': 'yes' } },
    });
    expect(connected).toMatchObject({ pciClass: 'connected', pciProvisional: false });
    await expect(lead.accessTiers.addRepository({ name: 'GATEWAY' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      lead.accessTiers.addRepository({ name: 'other', pciAnswers: { 'PCI-C9': 'yes' } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'pciAnswers' } });
    const filters = [{ field: 'pciClass', operator: 'is' as const, values: ['connected'] }];
    expect((await lead.accessTiers.listRepositories({ ...EVERYTHING, filters })).total).toBe(1);
  });
});

describe('identities and their access', () => {
  it('keep agents under a human owner', async () => {
    await using bench = await createTestWorkbench();
    const { lead } = bench;
    const ada = await addPerson(lead, 'Ada Novak');
    const agent = { name: 'Build bot', kind: 'agent' as const, account: 'svc-build', role: 'service' as const };
    const bot = await lead.accessTiers.addIdentity({ ...agent, ownerId: ada.id, joinedOn: '2026-01-01' });
    expect(bot.owner?.name).toBe('Ada Novak');
    const wrong = [
      { ...agent, account: 'a', role: 'senior' as const, joinedOn: '2026-01-01' },
      { ...agent, account: 'SVC-BUILD', joinedOn: '2026-01-01' },
      { ...agent, account: 'b', ownerId: bot.id, joinedOn: '2026-01-01' },
      { ...agent, account: 'c', joinedOn: '2026-01-01', leftOn: '2025-01-01' },
    ];
    for (const fields of wrong) {
      await expect(lead.accessTiers.addIdentity(fields)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    await expect(
      lead.accessTiers.updateIdentity({
        identityId: ada.id,
        revision: ada.revision,
        changes: { kind: 'agent', role: 'service' },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'kind' } });
  });

  it('show a leaver who kept access for more than a day', async () => {
    await using bench = await createTestWorkbench();
    const { lead, officer, reviewer, auditor } = bench;
    await bringIntoForce(bench);
    const toolId = await addApprovedTool(bench);
    const ada = await addPerson(lead, 'Ada Novak');
    const grant = await lead.accessTiers.addGrant({
      identityId: ada.id,
      toolId,
      classId: 'public_docs',
      grantedOn: '2026-02-01',
      reviewerId: null,
    });
    await expect(
      lead.accessTiers.updateGrant({ grantId: grant.id, revision: grant.revision, changes: { reviewerId: ada.id } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      auditor.accessTiers.approveGrant({ grantId: grant.id, revision: grant.revision }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const approved = await reviewer.accessTiers.approveGrant({ grantId: grant.id, revision: grant.revision });
    expect(approved.approvedBy?.name).toBe('Tomas Lindqvist');
    await lead.accessTiers.updateIdentity({
      identityId: ada.id,
      revision: ada.revision,
      changes: { leftOn: '2026-11-10' },
    });
    const before = await officer.accessTiers.get({ designId: null });
    expect(before?.checks).toMatchObject([
      { id: 'leaver_not_removed', facts: { days: 10 }, mendedBy: { id: grant.id } },
    ]);
    await lead.accessTiers.updateGrant({
      grantId: grant.id,
      revision: approved.revision,
      changes: { removedOn: '2026-11-11' },
    });
    expect((await officer.accessTiers.get({ designId: null }))?.checks).toEqual([]);
  });
});

describe('the files of a design', () => {
  async function readFiles({ workbench, lead }: Bench, designId: string, format: 'yaml' | 'rego') {
    const { files } = await lead.accessTiers.exportFile({ designId, format });
    return Promise.all(
      files.map(async ({ token, name }) => ({ name, text: await readFile(workbench.files.find(token).path, 'utf8') })),
    );
  }

  it('are YAML with the keys of the seed’s example', async () => {
    await using bench = await createTestWorkbench();
    const design = await bringIntoForce(bench);
    const [file] = await readFiles(bench, design.id, 'yaml');
    expect(file?.name).toBe('access-tiers-1.yaml');
    expect(file?.text).not.toMatch(/[&*]a\d/);
    const { ai_tool_access: tiers } = parse(file?.text ?? '') as { ai_tool_access: Record<string, never> };
    expect(tiers).toMatchObject({
      version: 1,
      default: 'deny',
      tier_1_unrestricted: { classes: { public_docs: { junior: { outcome: 'allow' } } } },
      tier_2_restricted: {
        classes: { internal: { junior: { outcome: 'conditional', requires: ['training', 'review'] } } },
      },
      tier_3_prohibited: {
        requires: { live_exception_only: true, days_at_most: 90 },
        classes: { payments: { lead: { requires: ['review', 'exception'] } } },
      },
      pci: { classes: { cde: { senior: { outcome: 'deny' } } } },
    });
    expect(Object.keys(tiers['tier_3_prohibited']?.['classes'] ?? {})).toEqual(['phi_services', 'payments', 'secrets']);
  });

  it('are a Rego policy whose tests say what the application answers', { timeout: 60_000 }, async () => {
    await using bench = await createTestWorkbench();
    const { lead, reviewer } = bench;
    const design = await bringIntoForce(bench);
    const toolId = await addApprovedTool(bench);
    const ada = await addPerson(lead, 'Ada Novak');
    await addPerson(lead, 'Jonas Weber', 'junior');
    await lead.accessTiers.addRepository({ name: 'unsorted' });
    const repository = await lead.accessTiers.addRepository({ name: 'vault', codeClass: 'secrets' });
    const asked = await lead.accessTiers.requestException({
      identityId: ada.id,
      role: null,
      toolId,
      classId: 'secrets',
      repositoryId: repository.id,
      reason: 'Rotation of the keys.',
      consulted: '',
      startsOn: '2026-11-20',
      expiresOn: '2026-12-20',
    });
    await reviewer.accessTiers.approveException({ exceptionId: asked.id, revision: asked.revision, note: '' });
    const question = { identityId: ada.id, toolId, repositoryId: repository.id, classId: null, region: null };
    const saved = await lead.accessTiers.saveCase({ ...question, name: 'Keys', expected: 'allow' });
    expect(saved.answered).toBe('allow');

    const files = await readFiles(bench, design.id, 'rego');
    expect(files.map(({ name }) => name)).toEqual(['access_tiers.rego', 'access_tiers_test.rego', 'data.json']);
    const [policy, tests, data] = files.map(({ text }) => text);
    const known = (JSON.parse(data ?? '') as { access_tiers: unknown }).access_tiers;
    const cases = [...(tests ?? '').matchAll(/decision == "(\w+)" with input as (\{.*\})/g)].map(
      ([, expected, input]) => ({
        input: JSON.parse(input ?? '') as unknown,
        data: known,
        expected: expected as 'allow' | 'conditional' | 'deny',
      }),
    );
    expect(tests).toContain('# Keys: Ada Novak, Forge Assist, vault');
    // The saved question, and two roles on nine classes and two repositories.
    expect(cases).toHaveLength(1 + 2 * 11);
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(new Set(['allow', 'conditional', 'deny']));
    expect(await findRegoDifferences(policy ?? '', cases)).toEqual([]);
    expect(await readFiles(bench, design.id, 'rego')).toEqual(files);
  });
});
