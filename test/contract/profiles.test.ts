import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShippedProfiles } from '../../electron/core/features/vendors/profile-packs.ts';
import { countEntries } from '../support/records.ts';
import { createTestClock, createTestPorts, createTestWorkbench, makeTestFolder } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PROFILES = await readShippedProfiles(resolve('resources'));

const fact = {
  topic: 'retention',
  plan: 'Team',
  value: 'Ninety days, said by mail.',
  source: 'Mail of the privacy desk',
  seenOn: '2026-11-19',
  confidence: 'medium',
} as const;

describe('starter profiles', () => {
  it('are nine, each with facts on every topic that name their source, plan and confidence', () => {
    expect(PROFILES.map(({ title }) => title)).toEqual([
      'Amazon Q Developer and Kiro',
      'Claude Code and API',
      'Cursor',
      'Devin and Devin Desktop',
      'Gemini Code Assist',
      'GitHub Copilot',
      'JetBrains AI',
      'OpenAI Codex and API',
      'Tabnine',
    ]);
    for (const { facts, title } of PROFILES) {
      const topics = new Set(facts.map(({ topic }) => topic));
      for (const topic of ['certifications', 'baa', 'residency', 'retention', 'training', 'audit_log'] as const) {
        expect(topics, `${title}: ${topic}`).toContain(topic);
      }
      expect(facts.every(({ plan, sources }) => plan !== '' && sources.length > 0)).toBe(true);
      expect(
        facts.filter(({ sources }) => sources.includes('GK')).every(({ confidence }) => confidence === 'low'),
      ).toBe(true);
    }
  });

  it.each(PROFILES.map(({ id }) => id))('%s answers nothing, passes nothing and proves nothing', async (profileId) => {
    await using bench = await createTestWorkbench();
    const pack = PROFILES.find(({ id }) => id === profileId);
    const tools = (pack?.tools ?? []).map((_, place) => place);
    const { vendorId, toolIds } = await bench.lead.profiles.begin({ profileId, tools, ownerId: null });
    const { vendor } = await bench.auditor.vendors.get({ vendorId });
    expect(vendor).toMatchObject({
      name: pack?.vendor.name,
      profile: profileId,
      status: 'proposed',
      residual: null,
      inherentTier: null,
      businessCritical: null,
      counts: { assessments: 0, risks: 0, evidence: 0, openFindings: 0, tools: tools.length },
    });
    for (const toolId of toolIds) {
      const { tool } = await bench.auditor.tools.get({ toolId });
      expect(tool).toMatchObject({ status: 'proposed', inherentTier: null, deployment: 'unknown' });
      expect(tool.gates.every(({ state }) => state === 'open')).toBe(true);
      expect(tool.inherentFactors.every(({ level }) => level === null)).toBe(true);
      expect(Object.values(tool.use).every((answer) => answer === null)).toBe(true);
      expect((await bench.auditor.adoption.get({ toolId })).checklist).toBeNull();
    }
    expect((await bench.auditor.evidence.list({})).total).toBe(0);
    expect((await bench.auditor.assessments.list({})).total).toBe(0);
    expect((await bench.auditor.agreements.list({})).total).toBe(0);
    const known = await bench.auditor.profiles.facts({ vendorId });
    expect(known.facts).toHaveLength(pack?.facts.length ?? 0);
    expect(known.facts.every(({ source, old }) => source !== '' && !old)).toBe(true);
    expect(known.differences).toEqual([]);
    const listed = (await bench.auditor.profiles.list()).find(({ id }) => id === profileId);
    expect(listed?.vendorId).toBe(vendorId);
  });

  it('keep former names, so that a renamed product is found', async () => {
    await using bench = await createTestWorkbench();
    await bench.lead.profiles.begin({ profileId: 'devin', tools: [0], ownerId: null });
    await bench.lead.profiles.begin({ profileId: 'kiro', tools: [0], ownerId: null });
    const find = async (search: string) => (await bench.auditor.tools.list({ search })).rows.map(({ name }) => name);
    expect(await find('windsurf')).toEqual(['Devin Desktop']);
    expect(await find('amazon q developer')).toEqual(['Kiro']);
  });

  it('refuse auditors, strangers, a vendor that is there, and a tool that they do not have, and leave no trace', async () => {
    await using bench = await createTestWorkbench();
    await bench.lead.vendors.create({ name: 'Windsurf' });
    const before = await countEntries(bench.auditor);
    const begin = { profileId: 'cursor', tools: [0], ownerId: null };
    const refuse = (call: Promise<unknown>, code: string) => expect(call).rejects.toMatchObject({ code });
    await refuse(bench.auditor.profiles.begin(begin), 'ROLE_REFUSED');
    await refuse(bench.lead.profiles.begin({ ...begin, profileId: 'nobody' }), 'NOT_FOUND');
    await refuse(bench.lead.profiles.begin({ ...begin, profileId: '../cursor' }), 'INVALID_INPUT');
    await refuse(bench.lead.profiles.begin({ ...begin, tools: [0, 9] }), 'NOT_FOUND');
    await refuse(bench.lead.profiles.begin({ ...begin, profileId: 'devin' }), 'INVALID_INPUT');
    await refuse(bench.auditor.profiles.facts({ vendorId: UNKNOWN_ID }), 'NOT_FOUND');
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('what is known of a vendor', () => {
  it('can be added, changed and removed, each with its entry in the trail', async () => {
    await using bench = await createTestWorkbench();
    const { id: vendorId } = await bench.lead.vendors.create({ name: 'Lumen Forge' });
    const added = await bench.lead.profiles.addFact({ vendorId, fact });
    expect(added).toMatchObject({ ...fact, profileId: null, old: false, revision: 1 });
    const change = { factId: added.id, revision: 1, changes: { confidence: 'high' as const } };
    expect(await bench.lead.profiles.changeFact(change)).toMatchObject({ confidence: 'high', revision: 2 });
    await expect(bench.lead.profiles.changeFact(change)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const future = { factId: added.id, revision: 2, changes: { seenOn: '2026-11-21' } };
    await expect(bench.lead.profiles.changeFact(future)).rejects.toMatchObject({ data: { field: 'changes.seenOn' } });
    await expect(bench.auditor.profiles.removeFact({ factId: added.id, revision: 2 })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    const entries = await countEntries(bench.auditor);
    await bench.lead.profiles.removeFact({ factId: added.id, revision: 2 });
    expect((await bench.auditor.profiles.facts({ vendorId })).facts).toEqual([]);
    expect(await countEntries(bench.auditor)).toBe(entries + 1);
    await expect(bench.lead.profiles.removeFact({ factId: added.id, revision: 3 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is grey after 90 days, certificates after 180', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { vendorId } = await bench.lead.profiles.begin({ profileId: 'tabnine', tools: [], ownerId: null });
    const old = async () => {
      const { facts } = await bench.auditor.profiles.facts({ vendorId });
      return new Set(facts.filter((one) => one.old).map(({ topic }) => topic));
    };
    clock.set('2027-02-18T10:00:00.000Z');
    expect(await old()).toEqual(new Set());
    clock.set('2027-02-19T10:00:00.000Z');
    expect(await old()).toEqual(new Set(['baa', 'residency', 'retention', 'training', 'audit_log']));
    clock.set('2027-05-20T10:00:00.000Z');
    expect((await old()).size).toBe(7);
  });

  it('shows what a newer profile gives otherwise, and takes it fact by fact', async () => {
    using folder = makeTestFolder();
    await using bench = await createTestWorkbench();
    const { vendorId } = await bench.lead.profiles.begin({ profileId: 'cursor', tools: [0], ownerId: null });
    const { facts } = await bench.auditor.profiles.facts({ vendorId });
    const own = facts.find(({ topic }) => topic === 'baa');
    if (!own) throw new Error('The profile has no fact on BAAs');
    const changes = { value: 'Offered to us in writing.' };
    await bench.lead.profiles.changeFact({ factId: own.id, revision: own.revision, changes });
    expect((await bench.auditor.profiles.facts({ vendorId })).differences).toEqual([]);

    const resources = join(folder.path, 'resources');
    await cp(resolve('resources', 'packs'), join(resources, 'packs'), { recursive: true });
    const path = join(resources, 'packs', 'profiles', 'cursor.yaml');
    const text = await readFile(path, 'utf8');
    const newer = text
      .replace('version: 1.0.0', 'version: 1.1.0')
      .replace(/value: According to third parties[^\n]*/, 'value: A newer word on agreements.')
      .replace('value: Nothing was found.', 'value: Regions are offered now.');
    await writeFile(path, newer);
    const ports = createTestPorts(folder.path);
    bench.ports.folders = { ...ports.folders, temporary: bench.ports.folders.temporary, resources };

    const { differences, profile } = await bench.auditor.profiles.facts({ vendorId });
    expect(profile).toMatchObject({ id: 'cursor', version: '1.1.0' });
    expect(
      differences.map(({ profileFactId, present, offered }) => [profileFactId, present?.value, offered.value]),
    ).toEqual([
      ['baa', 'Offered to us in writing.', 'A newer word on agreements.'],
      ['residency', 'Nothing was found.', 'Regions are offered now.'],
    ]);
    expect(await bench.lead.profiles.refresh({ vendorId, profileFactIds: ['residency'] })).toEqual({
      taken: 1,
      kept: 1,
    });
    const after = await bench.auditor.profiles.facts({ vendorId });
    expect(after.differences).toEqual([]);
    const value = (topic: string) => after.facts.find((one) => one.topic === topic)?.value;
    expect([value('baa'), value('residency')]).toEqual(['Offered to us in writing.', 'Regions are offered now.']);
    const plain = await bench.lead.vendors.create({ name: 'Lumen Forge' });
    await expect(bench.lead.profiles.refresh({ vendorId: plain.id, profileFactIds: [] })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
  });
});
