import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { read, utils } from 'xlsx';
import { describe, expect, test } from 'vitest';
import { drawDataFlow } from '../../../electron/core/features/reports/data-flow-drawing.ts';
import { openPictureWriter } from '../../../electron/core/report/picture.ts';
import { createReportLanguage } from '../../../electron/core/report/translate.ts';
import type { DataFlowContent } from '../../../shared/contract/data-flows.ts';
import { addVendorWithTool } from '../../support/records.ts';
import { createTestWorkbench, finishJob } from '../../support/workbench.ts';
import { findAll, parseXml, readText } from '../../support/xml.ts';
import { partOf, readParts } from './workbook-parts.ts';

const writePicture = openPictureWriter(resolve('resources'));
const LANGUAGE = createReportLanguage();
/** The text of a document, a line for each paragraph. */
async function readTexts(word: Uint8Array): Promise<string> {
  const document = parseXml(partOf(await readParts(word), 'word/document.xml'));
  return findAll(document, 'w:p').map(readText).join('\n').replaceAll('\u00a0', ' ');
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

function makeContent(name = 'Forge gateway'): DataFlowContent {
  const place = { operator: 'Lumen Forge', country: 'IE', location: 'Dublin', keeps: '', note: '', x: 4, y: 4 };
  return {
    places: [
      { ...place, id: 'desk', kind: 'workstation', name: 'Desk', retention: { kind: 'until_deleted', days: null } },
      { ...place, id: 'gate', kind: 'service', name, retention: { kind: 'unknown', days: null }, y: 200 },
    ],
    flows: [
      {
        id: 'a',
        from: 'desk',
        to: 'gate',
        dataClasses: ['prompts', 'phi'],
        direction: 'both_ways',
        transit: 'none',
        atRest: 'no',
        note: '',
      },
    ],
  };
}

describe('a picture of a map', () => {
  test('is a PNG of three times the sheet, the same at every run', async () => {
    const first = await drawDataFlow(makeContent(), 'Forge Assist', LANGUAGE, writePicture);
    const second = await drawDataFlow(makeContent(), 'Forge Assist', LANGUAGE, writePicture);
    const bytes = Buffer.from(first.png);
    expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
    expect(bytes.readUInt32BE(16)).toBe(642 * 3);
    expect(Buffer.from(second.png).equals(bytes)).toBe(true);
    expect(first.widthMillimetres).toBe(170);
    expect(first.heightMillimetres).toBeCloseTo((bytes.readUInt32BE(20) / 3 / 642) * 170, 5);
  });

  test('changes with every name on it', async () => {
    const one = await drawDataFlow(makeContent('Łódź gateway'), 'Forge Assist', LANGUAGE, writePicture);
    const other = await drawDataFlow(makeContent('Lodz gateway'), 'Forge Assist', LANGUAGE, writePicture);
    expect(Buffer.from(one.png).equals(Buffer.from(other.png))).toBe(false);
  });

  test('names a place by its number where its type has no such letters', async () => {
    const { svg } = await drawDataFlow(makeContent('東京ゲートウェイ'), 'Forge Assist', LANGUAGE, writePicture);
    expect(svg).toContain('Place 2, see the table');
    expect(svg).not.toContain('東');
    expect((await drawDataFlow(makeContent('Ελλάδα'), 'Forge Assist', LANGUAGE, writePicture)).svg).toContain('Ελλάδα');
  });

  test('takes nothing from a name that looks like markup', async () => {
    const { svg, png } = await drawDataFlow(
      makeContent('<image href="file:///etc/passwd"/>'),
      '</title><script>',
      LANGUAGE,
      writePicture,
    );
    expect(svg).not.toMatch(/<image|<script/);
    expect(png.length).toBeGreaterThan(1000);
  });
});

describe('the data-flow sheet', () => {
  test('has for a tool its figure, every flow, every place and every point, in Word and in Excel', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Lumen Forge');
    await bench.lead.dataFlows.start({ toolId: tool.id, from: 'empty' });
    await bench.lead.dataFlows.save({ toolId: tool.id, revision: 1, content: makeContent('Gate <1> & "co"') });
    const { files } = await finishJob(
      bench.officer.reports.export({
        kinds: ['data_flow'],
        formats: ['word', 'excel'],
        assessmentIds: [],
        toolIds: [tool.id],
        classification: 'Confidential',
        organisation: 'Calder Health Pay',
        withLogo: false,
      }),
    );
    const [word, excel] = files.map(({ token }) => readFileSync(bench.workbench.files.find(token).path));
    if (!word || !excel) throw new Error('Both formats were asked for');
    expect(files[0]?.rows).toBe(1 + 2 + 3);
    const parts = await readParts(word);
    expect([...parts.keys()].filter((name) => name.endsWith('.png'))).toHaveLength(1);
    const document = partOf(parts, 'word/document.xml');
    expect(document.match(/<pic:pic\b/g)).toHaveLength(1);
    expect(document).toContain('descr="2 places joined by 1 flows');
    const texts = await readTexts(word);
    for (const expected of [
      'Gate <1> & "co"',
      'prompts, PHI',
      'Not encrypted',
      'Both ways',
      'Retention unknown',
      'Flow 1 carries PHI without encryption that holds.',
      'The map is a draft that nobody has confirmed yet.',
    ]) {
      expect(texts, expected).toContain(expected);
    }
    const sheets = read(excel, { type: 'buffer' });
    expect(sheets.SheetNames).toEqual(['Flows', 'Places', 'Points']);
    const [flows, places] = sheets.SheetNames.map((name) =>
      utils.sheet_to_json<string[]>(sheets.Sheets[name] ?? {}, { header: 1 }),
    );
    expect(flows?.[5]?.slice(0, 5)).toEqual([
      'Lumen Forge Assist',
      1,
      'Desk',
      'Gate <1> & "co"\nBoth ways',
      'prompts, PHI',
    ]);
    expect(places?.[6]?.slice(1, 4)).toEqual(['Gate <1> & "co"\nService', 'Lumen Forge', 'Dublin, Ireland']);
  });

  test('holds every map that somebody has confirmed, and no draft, when no tool is chosen', async () => {
    await using bench = await createTestWorkbench();
    const client = bench.lead;
    const tools = [];
    for (const name of ['Lumen Forge', 'Harrow AI']) tools.push((await addVendorWithTool(client, name)).tool);
    for (const { id: toolId } of tools) {
      await client.dataFlows.start({ toolId, from: 'empty' });
      await client.dataFlows.save({ toolId, revision: 1, content: makeContent() });
    }
    await bench.reviewer.dataFlows.confirm({ toolId: tools[1]?.id ?? '', revision: 2 });
    const { kinds } = await bench.auditor.reports.catalogue();
    expect(kinds.find(({ kind }) => kind === 'data_flow')?.records).toBe(1);
    const { files } = await finishJob(
      bench.auditor.reports.export({
        kinds: ['data_flow'],
        formats: ['word'],
        assessmentIds: [],
        classification: 'Internal',
        organisation: 'Calder Health Pay',
        withLogo: false,
      }),
    );
    const texts = await readTexts(readFileSync(bench.workbench.files.find(files[0]?.token ?? '').path));
    expect(texts).toContain('Where data of Harrow AI Assist goes');
    expect(texts).not.toContain('Lumen Forge Assist');
    expect(texts).toContain('The map as version 1 was confirmed by Tomas Lindqvist on 20 Nov 2026.');
  });
});
