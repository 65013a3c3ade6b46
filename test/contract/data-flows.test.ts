import { describe, expect, it } from 'vitest';
import type { DataFlowContent, ToolDataFlow } from '../../shared/contract/data-flows.ts';
import { addVendorWithTool, countEntries, readHistory } from '../support/records.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

async function startMap(client: TestClient, from: 'tool' | 'empty' = 'tool') {
  const { tool, vendor } = await addVendorWithTool(client, 'Lumen Forge', { deployment: 'shared_service' });
  const started = await client.dataFlows.start({ toolId: tool.id, from });
  return { tool, vendor, ...readMap(started) };
}

function readMap({ map }: ToolDataFlow) {
  if (!map) throw new Error('The tool has no map');
  return { map, content: map.content };
}

/** The same map with nothing left to say. */
function complete(content: DataFlowContent): DataFlowContent {
  return {
    places: content.places.map((place) => ({
      ...place,
      operator: place.operator || 'Lumen Forge',
      country: 'DE',
      retention: { kind: 'days', days: 30 },
    })),
    flows: content.flows.map((flow) => ({ ...flow, transit: 'tls_1_3', atRest: 'yes', dataClasses: ['prompts'] })),
  };
}

describe('dataFlows.start', () => {
  it('draws a first map from what the register says of a tool', async () => {
    await using bench = await createTestWorkbench();
    const { tool, map, content } = await startMap(bench.lead);
    expect(map).toMatchObject({
      state: 'draft',
      startedFrom: 'tool',
      confirmed: null,
      versions: [],
      changedBy: { name: 'Priya Raman' },
      revision: 1,
    });
    expect(content.places.map(({ kind, operator }) => `${kind} ${operator}`.trim())).toEqual([
      'workstation Calder Health Pay',
      'service Lumen Forge',
      'model_host',
      'retention Lumen Forge',
    ]);
    expect(await bench.auditor.dataFlows.get({ toolId: tool.id })).toMatchObject({ map: { id: map.id } });
    const [entry] = await readHistory(bench.auditor, map.id);
    expect(entry).toMatchObject({ operation: 'dataFlows.start', before: null, after: { state: 'draft' } });
  });

  it('refuses a second map, a tool that is not there, and an auditor', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await startMap(bench.lead, 'empty');
    const before = await countEntries(bench.auditor);
    const start = (client: TestClient, toolId: string) => client.dataFlows.start({ toolId, from: 'empty' });
    await expect(start(bench.lead, tool.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(start(bench.lead, UNKNOWN_ID)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start(bench.auditor, tool.id)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.dataFlows.start({ toolId: tool.id, from: 'nowhere' as 'empty' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('dataFlows.save', () => {
  it('keeps what is drawn, on the sheet, with each part in the trail', async () => {
    await using bench = await createTestWorkbench();
    const { tool, map, content } = await startMap(bench.lead);
    const places = content.places.map((place) =>
      place.kind === 'service' ? { ...place, country: 'IE', x: 642, y: 0 } : place,
    );
    const saved = readMap(
      await bench.reviewer.dataFlows.save({ toolId: tool.id, revision: 1, content: { ...content, places } }),
    );
    expect(saved.map).toMatchObject({ revision: 2, state: 'draft', changedBy: { name: 'Tomas Lindqvist' } });
    expect(saved.content.places.find(({ kind }) => kind === 'service')).toMatchObject({ country: 'IE', x: 462, y: 4 });
    const history = await readHistory(bench.auditor, map.id);
    expect(history[1]?.after).toMatchObject({ 'place.service': { title: 'Service', country: 'IE' } });
    expect(Object.keys(history[1]?.after ?? {}).filter((field) => field.startsWith('place.'))).toEqual([
      'place.service',
    ]);
  });

  it('leaves who drew it alone when only the arrangement moves', async () => {
    await using bench = await createTestWorkbench();
    const { tool, content } = await startMap(bench.lead);
    const places = content.places.map((place) => ({ ...place, y: place.y + 8 }));
    const { map } = readMap(
      await bench.reviewer.dataFlows.save({ toolId: tool.id, revision: 1, content: { ...content, places } }),
    );
    expect(map.changedBy?.name).toBe('Priya Raman');
    expect(map.content.places.map(({ y }) => y)).toEqual(places.map(({ y }) => y));
  });

  it('refuses a stale revision, flows that lead nowhere, values out of bounds, and an auditor', async () => {
    await using bench = await createTestWorkbench();
    const { tool, content } = await startMap(bench.lead);
    const before = await countEntries(bench.auditor);
    const [place] = content.places;
    const [flow] = content.flows;
    if (!place || !flow) throw new Error('The first map has no places');
    const save = (changes: Partial<DataFlowContent>, revision = 1, client = bench.lead) =>
      client.dataFlows.save({ toolId: tool.id, revision, content: { ...content, ...changes } });
    await expect(save({}, 7)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(save({}, 1, bench.auditor)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const refused: Partial<DataFlowContent>[] = [
      { flows: [{ ...flow, to: 'nowhere' }] },
      { flows: [{ ...flow, to: flow.from }] },
      { flows: [flow, flow] },
      { flows: [{ ...flow, dataClasses: ['phi', 'phi'] }] },
      { places: [...content.places, place] },
      { places: [] },
      { places: [{ ...place, name: ' ' }], flows: [] },
      { places: [{ ...place, name: 'x'.repeat(81) }], flows: [] },
      { places: [{ ...place, country: 'Germany' }], flows: [] },
      { places: [{ ...place, retention: { kind: 'days', days: null } }], flows: [] },
      { places: [{ ...place, retention: { kind: 'none', days: 3 } }], flows: [] },
      { places: [{ ...place, id: '<script>' }], flows: [] },
      { places: Array.from({ length: 41 }, (_, index) => ({ ...place, id: `p-${index}` })), flows: [] },
    ];
    for (const changes of refused) {
      await expect(save(changes), JSON.stringify(changes).slice(0, 200)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    await expect(bench.lead.dataFlows.save({ toolId: UNKNOWN_ID, revision: 1, content })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('dataFlows.confirm', () => {
  it('keeps a version, notices a change since, and sees when it is taken back', async () => {
    await using bench = await createTestWorkbench();
    const { tool, map, content } = await startMap(bench.lead);
    const toolId = tool.id;
    const whole = complete(content);
    await bench.lead.dataFlows.save({ toolId, revision: 1, content: whole });
    const confirmed = readMap(await bench.reviewer.dataFlows.confirm({ toolId, revision: 2 }));
    expect(confirmed.map).toMatchObject({
      state: 'confirmed',
      confirmed: { version: 1, confirmedBy: { name: 'Tomas Lindqvist' }, confirmedAt: '2026-11-20T10:00:00.000Z' },
      revision: 3,
    });
    expect(confirmed.map.confirmed?.content).toEqual(confirmed.content);
    const save = async (revision: number, changed: DataFlowContent) =>
      readMap(await bench.lead.dataFlows.save({ toolId, revision, content: changed })).map.state;
    const [first, ...rest] = whole.flows;
    if (!first) throw new Error('The first map has no flow');
    expect(await save(3, { ...whole, places: whole.places.map((place) => ({ ...place, x: 20 })) })).toBe('confirmed');
    expect(await save(4, { ...whole, flows: [{ ...first, transit: 'none' }, ...rest] })).toBe('changed');
    expect(await save(5, whole)).toBe('confirmed');
    expect(await save(6, { ...whole, flows: [{ ...first, note: 'By way of the proxy' }, ...rest] })).toBe('changed');
    const again = readMap(await bench.officer.dataFlows.confirm({ toolId, revision: 7 }));
    expect(again.map.versions.map(({ version, confirmedBy }) => `${version} ${confirmedBy.name}`)).toEqual([
      '2 Ines Okafor',
      '1 Tomas Lindqvist',
    ]);
    const history = await readHistory(bench.auditor, map.id);
    expect(history.at(-1)).toMatchObject({
      operation: 'dataFlows.confirm',
      before: { state: 'changed', confirmedVersion: 1 },
      after: { state: 'confirmed', confirmedVersion: 2 },
    });
  });

  it('refuses who drew it, a map with gaps, one that is confirmed, and whoever may not', async () => {
    await using bench = await createTestWorkbench();
    const { tool, content } = await startMap(bench.reviewer, 'empty');
    const toolId = tool.id;
    const confirm = (client: TestClient, revision: number) => client.dataFlows.confirm({ toolId, revision });
    await expect(confirm(bench.reviewer, 1)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    await expect(confirm(bench.officer, 1)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'The map has 3 gaps and cannot be confirmed yet.',
    });
    await bench.reviewer.dataFlows.save({ toolId, revision: 1, content: complete(content) });
    await expect(confirm(bench.lead, 2)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(confirm(bench.auditor, 2)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(confirm(bench.officer, 1)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await confirm(bench.officer, 2);
    await expect(confirm(bench.otherOfficer, 3)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const bare = await addVendorWithTool(bench.lead, 'Harrow AI');
    await expect(bench.officer.dataFlows.confirm({ toolId: bare.tool.id, revision: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('dataFlows.list', () => {
  it('has a row for every tool, with the state of its map and what the rules find', async () => {
    await using bench = await createTestWorkbench();
    const { tool, content } = await startMap(bench.lead);
    await addVendorWithTool(bench.lead, 'Harrow AI');
    const list = await bench.auditor.dataFlows.list({});
    expect(list.rows.map(({ toolName, state, places, flows }) => ({ toolName, state, places, flows }))).toEqual([
      { toolName: 'Harrow AI Assist', state: null, places: 0, flows: 0 },
      { toolName: 'Lumen Forge Assist', state: 'draft', places: 4, flows: 5 },
    ]);
    expect(list.rows[1]?.points).toMatchObject({ gap: 0, breach: 0 });
    expect(list.rows[1]?.points.doubt).toBeGreaterThan(5);
    await bench.lead.dataFlows.save({ toolId: tool.id, revision: 1, content: complete(content) });
    await bench.officer.dataFlows.confirm({ toolId: tool.id, revision: 2 });
    const filtered = async (values: (string | null)[]) =>
      (await bench.auditor.dataFlows.list({ filters: [{ field: 'state', operator: 'is', values }] })).rows;
    expect((await filtered([null])).map(({ toolName }) => toolName)).toEqual(['Harrow AI Assist']);
    const [confirmed] = await filtered(['confirmed']);
    expect(confirmed).toMatchObject({
      confirmedBy: { name: 'Ines Okafor' },
      confirmedAt: '2026-11-20T10:00:00.000Z',
      points: { gap: 0, breach: 0, doubt: 0 },
    });
    const sorted = await bench.auditor.dataFlows.list({ sort: [{ field: 'state', direction: 'descending' }] });
    expect(sorted.rows).toHaveLength(2);
  });

  it('is found by the name of its tool and of its places, after the tool itself', async () => {
    await using bench = await createTestWorkbench();
    const { tool, content } = await startMap(bench.lead);
    const [first, ...rest] = content.places;
    if (!first) throw new Error('The first map has no place');
    const places = [{ ...first, name: 'Jump host in Cork' }, ...rest];
    await bench.lead.dataFlows.save({ toolId: tool.id, revision: 1, content: { ...content, places } });
    const find = async (text: string) =>
      (await bench.auditor.search.find({ text })).map(({ kind, id }) => `${kind} ${id}`);
    expect(await find('cork')).toEqual([`data_flow_map ${tool.id}`]);
    expect((await find('lumen forge assist')).slice(0, 2)).toEqual([`tool ${tool.id}`, `data_flow_map ${tool.id}`]);
  });
});
