import { describe, expect, it } from 'vitest';
import { DATA_KINDS } from '../../shared/contract/region-pack.ts';
import type { LocationFact, UseData } from '../../shared/contract/residency.ts';
import { addVendorWithTool, countEntries, readHistory } from '../support/records.ts';
import { allIn, factOf, makeBasis, placeIn } from '../support/residency.ts';
import { createTestClock, createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const EU_ONLY = { text: 'EU only', areas: ['eea'], statedOn: '2026-03-03', sourceUrl: 'https://harrow.example/eu' };
const dataOf = (...kinds: string[]) =>
  Object.fromEntries(DATA_KINDS.map((kind) => [kind, kinds.includes(kind)])) as UseData;

/** A tool that is used in one region, in one place for all six entered locations. */
async function addUsedTool(client: TestClient, regionId: string, locations: LocationFact[], kinds = ['personal']) {
  const { vendor, tool } = await addVendorWithTool(client, 'Harrow AI', { name: 'Harrow Agent' });
  const option = await client.residency.addOption({ toolId: tool.id, name: 'EU data residency' });
  await client.residency.changeOption({ optionId: option.id, revision: 1, changes: { locations } });
  const use = await client.residency.startUse({ toolId: tool.id, regionId, optionId: option.id });
  await client.residency.changeUse({ useId: use.id, revision: 1, changes: { data: dataOf(...kinds) } });
  return { vendor, tool, option, use };
}

const sawList = (client: TestClient, vendorId: string) =>
  client.residency.saveList({ vendorId, revision: 0, changes: { seenOn: '2026-11-02', complete: true } });

describe('residency', () => {
  it('holds the facts of a tool against a region, and shows the cell in the matrix', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool, option } = await addUsedTool(bench.lead, 'EU', allIn(placeIn('IE', 'Dublin')));
    await sawList(bench.lead, vendor.id);
    const matrix = await bench.auditor.residency.matrix();
    expect(matrix.regions).toHaveLength(24);
    const column = matrix.regions.findIndex(({ id }) => id === 'EU');
    expect(matrix.regions[column]).toMatchObject({ localisation: 'none', assessFirst: false, stale: false });
    expect(matrix.tools[0]?.cells.filter((cell) => cell !== '')).toEqual(['mmmmmmm']);
    expect(matrix.tools[0]?.cells[column]).toBe('mmmmmmm');
    const changed = await bench.lead.residency.changeOption({
      optionId: option.id,
      revision: 2,
      changes: { locations: [...allIn(placeIn('IE')).slice(0, 5), factOf('failover', placeIn('US'))] },
    });
    expect(changed.revision).toBe(3);
    const cell = await bench.auditor.residency.cell({ toolId: tool.id, regionId: 'EU' });
    expect(cell).toMatchObject({
      result: 'unknown',
      option: { name: 'EU data residency' },
      deciding: [{ kind: 'no_basis', place: { country: 'US' }, data: 'personal' }],
      override: null,
      finding: null,
    });
    const standing = await bench.auditor.residency.standing({ toolId: tool.id, vendorId: null });
    expect(standing).toMatchObject([{ regionName: 'European Union and EEA', result: 'unknown' }]);
    const history = await readHistory(bench.auditor, option.id);
    expect(history.map(({ operation }) => operation)).toEqual([
      'residency.addOption',
      'residency.changeOption',
      'residency.changeOption',
    ]);
    expect(Object.keys(history[2]?.after ?? {}).toSorted()).toContain('failover');
  });

  it('dates new places with today, and knows nothing where the option has not been chosen', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const option = await bench.lead.residency.addOption({ toolId: tool.id, name: 'Default' });
    const locations = [{ ...factOf('storage', placeIn('DE')), seenOn: null }];
    const changed = await bench.lead.residency.changeOption({
      optionId: option.id,
      revision: 1,
      changes: { locations },
    });
    expect(changed.locations[0]?.seenOn).toBe('2026-11-20');
    await bench.lead.residency.startUse({ toolId: tool.id, regionId: 'DE', optionId: null });
    const storage = async () =>
      (await bench.lead.residency.cell({ toolId: tool.id, regionId: 'DE' })).locations
        .find(({ location }) => location === 'storage')
        ?.causes.map(({ kind }) => kind);
    // The only option is the one in use; with two it has to be said which.
    expect(await storage()).not.toContain('no_option');
    await bench.lead.residency.addOption({ toolId: tool.id, name: 'EU' });
    expect(await storage()).toEqual(['no_option']);
  });

  it('records transfer bases and conditions, and judges them by their dates', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { vendor, tool, use } = await addUsedTool(bench.lead, 'EU', allIn(placeIn('US')));
    await sawList(bench.lead, vendor.id);
    const result = async () => (await bench.lead.residency.cell({ toolId: tool.id, regionId: 'EU' })).result;
    expect(await result()).toBe('unknown');
    const listing = { listed: true, coversData: true, checkedOn: '2026-11-01', party: 'Harrow AI, Inc.' };
    await bench.lead.residency.changeUse({
      useId: use.id,
      revision: 2,
      changes: { bases: [makeBasis('privacy_framework', listing)] },
    });
    expect(await result()).toBe('meets');
    clock.set('2027-11-02T10:00:00.000Z');
    expect(await result()).toBe('partial');
    const refused = (changes: object) =>
      bench.lead.residency.changeUse({ useId: use.id, revision: 3, changes: changes });
    await expect(refused({ bases: [makeBasis('idta')] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      refused({ bases: [makeBasis('privacy_framework', { checkedOn: '2027-11-03' })] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      refused({ conditions: [{ conditionId: 'nothing', state: 'met', on: null, note: '' }] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('blocks Quebec until assessment and agreement are on record', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool, use } = await addUsedTool(bench.lead, 'CA-QC', allIn(placeIn('CA', 'Toronto')));
    await sawList(bench.lead, vendor.id);
    const result = async () => (await bench.lead.residency.cell({ toolId: tool.id, regionId: 'CA-QC' })).result;
    expect(await result()).toBe('breach');
    const conditions = ['impact_assessment', 'written_agreement'].map((conditionId) => ({
      conditionId,
      state: 'met' as const,
      on: '2026-06-01',
      note: '',
    }));
    await bench.lead.residency.changeUse({ useId: use.id, revision: 2, changes: { conditions } });
    expect(await result()).toBe('meets');
  });

  it('walks the chain, raises one finding for a broken claim, and closes it when it is mended', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool, option } = await addUsedTool(bench.lead, 'DE', allIn(placeIn('DE', 'Frankfurt')), [
      'personal',
      'health',
    ]);
    await sawList(bench.lead, vendor.id);
    await bench.lead.residency.changeOption({ optionId: option.id, revision: 2, changes: { claim: EU_ONLY } });
    const openFindings = async () => (await bench.auditor.findings.list({})).rows;
    expect(await openFindings()).toEqual([]);
    const hosting = await bench.lead.residency.addSubProcessor({
      vendorId: vendor.id,
      name: 'Ironwood Cloud',
      sees: 'content',
      place: { kind: 'country', country: 'DE', city: 'Frankfurt' },
    });
    const support = await bench.lead.residency.addSubProcessor({
      vendorId: vendor.id,
      parentId: hosting.id,
      name: 'Castellan',
      sees: 'content',
      seenOn: '2026-09-12',
      place: { kind: 'country', country: 'PH', city: 'Manila' },
    });
    const [finding] = await openFindings();
    expect(finding).toMatchObject({
      kind: 'observation',
      ruleId: 'RES-CLAIM-1',
      severity: 'high',
      status: 'open',
      dueOn: '2026-12-20',
      tool: { name: 'Harrow Agent' },
    });
    expect(finding?.condition).toContain('Harrow AI → Ironwood Cloud, Frankfurt → Castellan, Manila');
    expect(finding?.condition).toContain('12 Sep 2026');
    const cell = await bench.auditor.residency.cell({ toolId: tool.id, regionId: 'DE' });
    expect(cell).toMatchObject({ result: 'breach', finding: { code: finding?.code } });
    expect(cell.deciding[0]?.chain.map(({ name }) => name)).toEqual(['Harrow AI', 'Ironwood Cloud', 'Castellan']);
    // A second look at the same facts raises nothing new.
    await bench.lead.residency.changeSubProcessor({
      subProcessorId: support.id,
      revision: 1,
      changes: { role: 'Support desk' },
    });
    expect((await openFindings()).map(({ code }) => code)).toEqual([finding?.code]);
    await bench.lead.residency.changeSubProcessor({
      subProcessorId: support.id,
      revision: 2,
      changes: { endedOn: '2026-11-20' },
    });
    expect((await openFindings()).map(({ code, status }) => [code, status])).toEqual([[finding?.code, 'withdrawn']]);
    expect((await bench.auditor.residency.cell({ toolId: tool.id, regionId: 'DE' })).finding).toBeNull();
  });

  it('keeps an override beside the result, approved by another officer, until it ends', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { vendor, tool } = await addUsedTool(bench.lead, 'RU', allIn(placeIn('DE')));
    await sawList(bench.lead, vendor.id);
    const fields = {
      toolId: tool.id,
      regionId: 'RU',
      result: 'partial',
      reason: 'No Russian staff',
      expiresOn: '2027-02-01',
    };
    const propose = (changes: object = {}, client = bench.officer) =>
      client.residency.proposeOverride({ ...fields, ...changes } as never);
    await expect(propose({}, bench.lead)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(propose({ expiresOn: '2026-11-20' })).rejects.toMatchObject({ data: { field: 'expiresOn' } });
    await expect(propose({ regionId: 'DE' })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const override = await propose();
    expect(override).toMatchObject({ state: 'proposed', computed: 'breach', approvedBy: null });
    await expect(propose()).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const approval = { overrideId: override.id, revision: 1 };
    await expect(bench.reviewer.residency.approveOverride(approval)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.officer.residency.approveOverride(approval)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    const compact = async () => (await bench.auditor.residency.matrix()).tools[0]?.cells.find((cell) => cell !== '');
    expect(await compact()).toBe('bbbbbmb~');
    expect(await bench.otherOfficer.residency.approveOverride(approval)).toMatchObject({
      state: 'live',
      approvedBy: { name: 'Ruth Adeyemi' },
    });
    expect(await compact()).toBe('bbbbbmb+p');
    const cell = await bench.auditor.residency.cell({ toolId: tool.id, regionId: 'RU' });
    expect(cell).toMatchObject({ result: 'breach', override: { result: 'partial', state: 'live' } });
    clock.set('2027-02-02T00:00:00.000Z');
    expect(await compact()).toBe('bbbbbmb');
    const after = await bench.auditor.residency.cell({ toolId: tool.id, regionId: 'RU' });
    expect(after.override?.state).toBe('expired');
    await expect(
      bench.otherOfficer.residency.approveOverride({ overrideId: override.id, revision: 2 }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await bench.officer.residency.withdrawOverride({ overrideId: override.id, revision: 2 });
    const trail = await readHistory(bench.auditor, override.id);
    expect(trail.map(({ operation }) => operation.split('.')[1])).toEqual([
      'proposeOverride',
      'approveOverride',
      'withdrawOverride',
    ]);
  });

  it('keeps an own copy of the regions, comparable with what was shipped', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const record = async () =>
      (await bench.auditor.residency.regions()).regions.find(({ region }) => region.id === 'KZ');
    expect(await record()).toMatchObject({ edited: false, stale: false, tools: 0, revision: 1 });
    await bench.officer.residency.changeRegion({
      regionId: 'KZ',
      revision: 1,
      changes: { implication: 'Ask our counsel in Almaty first.', checkBy: '2027-06-30' },
    });
    const edited = await record();
    expect(edited?.edited).toBe(true);
    expect(edited?.shipped.implication).not.toBe(edited?.region.implication);
    clock.set('2027-03-01T10:00:00.000Z');
    const stale = (await bench.auditor.residency.regions()).regions
      .filter((one) => one.stale)
      .map(({ region }) => region.id);
    expect(stale).toContain('EU');
    expect(stale).not.toContain('KZ');
    const change = (changes: object) =>
      bench.officer.residency.changeRegion({ regionId: 'KZ', revision: 2, changes: changes });
    await expect(change({ checkBy: '2026-01-01' })).rejects.toMatchObject({ data: { field: 'changes.checkBy' } });
    await expect(change({ places: ['moon_bases'] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change({ confidence: 'certain' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await bench.officer.residency.restoreRegion({ regionId: 'KZ', revision: 2 })).toMatchObject({
      edited: false,
      revision: 3,
    });
  });

  it('puts the end of an override and regions to be checked again on the overview', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool } = await addUsedTool(bench.lead, 'RU', allIn(placeIn('DE')));
    const override = await bench.officer.residency.proposeOverride({
      toolId: tool.id,
      regionId: 'RU',
      result: 'partial',
      reason: 'No Russian staff',
      expiresOn: '2026-12-15',
    });
    const read = async (client = bench.officer) => {
      const { work, waiting } = await client.overview.get();
      const rows = work.map(({ reason, record, title, owner }) => [reason, record.kind, title, owner?.name ?? null]);
      return { rows, breaches: waiting.residency };
    };
    const proposed = ['to_decide', 'residency_override', 'Harrow Agent'];
    expect(await read()).toEqual({ rows: [[...proposed, null]], breaches: 1 });
    expect((await read(bench.otherOfficer)).rows).toEqual([[...proposed, 'Ruth Adeyemi']]);
    expect((await read(bench.reviewer)).rows).toEqual([[...proposed, null]]);
    await bench.otherOfficer.residency.approveOverride({ overrideId: override.id, revision: 1 });
    expect(await read()).toEqual({
      rows: [['ending', 'residency_override', 'Harrow Agent', 'Ines Okafor']],
      breaches: 0,
    });
    clock.set('2027-02-21T10:00:00.000Z');
    expect((await read()).breaches).toBe(1);
    const { work } = await bench.officer.overview.get();
    expect(work.find(({ record }) => record.kind === 'region')).toMatchObject({
      reason: 'overdue',
      title: 'Russia',
      record: { id: 'RU' },
      daysLeft: -1,
    });
  });

  it('follows the facts of a vendor to every one of its tools, and refuses a broken list', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead);
    const place = { kind: 'country', country: 'DE', city: '' } as const;
    const first = await bench.lead.residency.addSubProcessor({ vendorId: vendor.id, name: 'First', place });
    const second = await bench.lead.residency.addSubProcessor({
      vendorId: vendor.id,
      name: 'Second',
      place,
      parentId: first.id,
      toolIds: [tool.id],
    });
    expect(second).toMatchObject({ seenOn: '2026-11-20', sees: 'unknown', revision: 1 });
    const change = (changes: object) =>
      bench.lead.residency.changeSubProcessor({ subProcessorId: first.id, revision: 1, changes: changes });
    await expect(change({ parentId: second.id })).rejects.toMatchObject({ data: { field: 'changes.parentId' } });
    await expect(change({ parentId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change({ toolIds: [UNKNOWN_ID] })).rejects.toMatchObject({ data: { field: 'changes.toolIds' } });
    await expect(change({ since: '2026-05-01', endedOn: '2026-04-01' })).rejects.toMatchObject({
      data: { field: 'changes.endedOn' },
    });
    await expect(change({ place: { kind: 'country', country: '', city: 'Nowhere' } })).rejects.toMatchObject({
      data: { field: 'changes.place' },
    });
    await expect(
      bench.lead.residency.removeSubProcessor({ subProcessorId: first.id, revision: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await bench.lead.residency.removeSubProcessor({ subProcessorId: second.id, revision: 1 });
    expect((await bench.auditor.residency.chain({ vendorId: vendor.id })).subProcessors).toHaveLength(1);
  });

  it('refuses what is malformed, stale, unknown or not for this role, and leaves no trace of it', async () => {
    await using bench = await createTestWorkbench();
    const { tool, option, use, vendor } = await addUsedTool(bench.lead, 'EU', []);
    const before = await countEntries(bench.auditor);
    const toolId = tool.id;
    const calls: [Promise<unknown>, string][] = [
      [bench.auditor.residency.addOption({ toolId, name: 'US' }), 'ROLE_REFUSED'],
      [bench.auditor.residency.startUse({ toolId, regionId: 'DE', optionId: null }), 'ROLE_REFUSED'],
      [bench.auditor.residency.saveList({ vendorId: vendor.id, revision: 0, changes: {} }), 'ROLE_REFUSED'],
      [bench.lead.residency.changeRegion({ regionId: 'EU', revision: 1, changes: {} }), 'ROLE_REFUSED'],
      [bench.lead.residency.addOption({ toolId, name: 'eu DATA residency' }), 'INVALID_INPUT'],
      [bench.lead.residency.addOption({ toolId: UNKNOWN_ID, name: 'US' }), 'NOT_FOUND'],
      [bench.lead.residency.startUse({ toolId, regionId: 'EU', optionId: null }), 'INVALID_INPUT'],
      [bench.lead.residency.startUse({ toolId, regionId: 'XX', optionId: null }), 'NOT_FOUND'],
      [bench.lead.residency.startUse({ toolId, regionId: 'nowhere', optionId: null }), 'INVALID_INPUT'],
      [bench.lead.residency.changeUse({ useId: use.id, revision: 1, changes: { note: 'x' } }), 'CHANGED_MEANWHILE'],
      [bench.lead.residency.removeOption({ optionId: option.id, revision: 2 }), 'NOT_ALLOWED_NOW'],
      [bench.lead.residency.changeOption({ optionId: option.id, revision: 1, changes: {} }), 'CHANGED_MEANWHILE'],
      [
        bench.lead.residency.changeOption({
          optionId: option.id,
          revision: 2,
          changes: { claim: { ...EU_ONLY, areas: ['moon_bases'] } },
        }),
        'INVALID_INPUT',
      ],
      [
        bench.lead.residency.changeOption({
          optionId: option.id,
          revision: 2,
          changes: { locations: [factOf('storage', placeIn('DE')), factOf('storage', placeIn('US'))] },
        }),
        'INVALID_INPUT',
      ],
      [
        bench.lead.residency.changeOption({
          optionId: option.id,
          revision: 2,
          changes: { locations: [{ ...factOf('storage', placeIn('DE')), seenOn: '2026-11-21' }] },
        }),
        'INVALID_INPUT',
      ],
      [bench.auditor.residency.cell({ toolId: UNKNOWN_ID, regionId: 'EU' }), 'NOT_FOUND'],
      [bench.auditor.residency.standing({ toolId: null, vendorId: null }), 'INVALID_INPUT'],
    ];
    for (const [call, code] of calls) await expect(call).rejects.toMatchObject({ code });
    expect(await countEntries(bench.auditor)).toBe(before);
    await bench.lead.residency.endUse({ useId: use.id, revision: 2 });
    await bench.lead.residency.removeOption({ optionId: option.id, revision: 2 });
    expect(await bench.auditor.residency.tool({ toolId })).toMatchObject({ options: [], uses: [] });
    expect((await bench.auditor.residency.cell({ toolId, regionId: 'EU' })).result).toBeNull();
  });
});
