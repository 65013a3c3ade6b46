import { describe, expect, it } from 'vitest';
import { readToken } from '../../support/files.ts';
import { addVendorWithTool, makeApprovable } from '../../support/records.ts';
import { createTestWorkbench, finishJob, type TestClient } from '../../support/workbench.ts';
import { findAll, parseXml, readText, valueOf } from '../../support/xml.ts';
import { partOf, readParts } from './workbook-parts.ts';

function exportChecklists(client: TestClient, toolIds?: string[]) {
  return finishJob(
    client.reports.export({
      kinds: ['adoption_checklist'],
      formats: ['word', 'excel'],
      assessmentIds: [],
      ...(toolIds && { toolIds }),
      classification: 'Internal',
      organisation: 'Calder Health Pay',
      withLogo: false,
    }),
  );
}

describe('the adoption checklist on paper', () => {
  it('has every item, what is accepted by whom until when, and what is open', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead);
    const other = await addVendorWithTool(bench.lead, 'Harrow AI');
    await makeApprovable(bench.officer, tool.id);
    await bench.lead.adoption.start({ toolId: other.tool.id });
    const { files } = await exportChecklists(bench.auditor, [tool.id]);
    // 30 items and 17 accepted risks; in Word besides a line for the tool, in Excel a sheet of tools.
    expect(files.map(({ format, rows }) => [format, rows])).toEqual([
      ['word', 48],
      ['excel', 48],
    ]);
    const [word, excel] = files;
    const document = await readParts(await readToken(bench.workbench, word?.token ?? ''));
    const text = findAll(parseXml(partOf(document, 'word/document.xml')), 'w:p')
      .map(readText)
      .join('\n')
      .replaceAll(/[\u00A0\u202F]/g, ' ');
    expect(text).toContain('Nothing in the checklist keeps Lumen Forge Assist from approval.');
    expect(text).toContain('Risk accepted by Ines Okafor until 19 May 2027.');
    expect(text).not.toContain('Harrow AI');
    for (const id of ['A-PRE-1', 'A-TEC-7', 'A-POL-5', 'A-TRN-5', 'A-ONG-5']) expect(text).toContain(id);
    const workbook = await readParts(await readToken(bench.workbench, excel?.token ?? ''));
    const sheets = findAll(parseXml(partOf(workbook, 'xl/workbook.xml')), 'sheet').map((sheet) =>
      valueOf(sheet, 'name'),
    );
    expect(sheets).toEqual(['Items', 'Tools', 'Accepted risks', 'Rounds']);
    const all = await exportChecklists(bench.auditor);
    expect(all.files.map(({ rows }) => rows)).toEqual([79, 79]);
  });
});
