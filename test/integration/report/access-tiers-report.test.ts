import { readFileSync } from 'node:fs';
import { read, utils } from 'xlsx';
import { describe, expect, test } from 'vitest';
import { addVendorWithTool } from '../../support/records.ts';
import { createTestWorkbench, finishJob } from '../../support/workbench.ts';
import { findAll, parseXml, readText } from '../../support/xml.ts';
import { partOf, readParts } from './workbook-parts.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function exportTiers({ auditor, workbench }: Bench): Promise<{ word: Uint8Array; excel: Uint8Array }> {
  const { files } = await finishJob(
    auditor.reports.export({
      kinds: ['access_tiers'],
      formats: ['word', 'excel'],
      assessmentIds: [],
      classification: 'Confidential',
      organisation: 'Calder Health Pay',
      withLogo: false,
    }),
  );
  const [word, excel] = files.map(({ token }) => readFileSync(workbench.files.find(token).path));
  if (!word || !excel) throw new Error('Both formats were asked for');
  return { word, excel };
}

/** The text of a document, a line for each paragraph. */
async function readTexts(word: Uint8Array): Promise<string> {
  const document = parseXml(partOf(await readParts(word), 'word/document.xml'));
  return findAll(document, 'w:p').map(readText).join('\n').replaceAll('\u00a0', ' ');
}

/** A version in force, one person with a live exception, and a repository nobody has classified. */
async function prepare({ lead, officer, reviewer }: Bench): Promise<void> {
  const draft = await lead.accessTiers.startDraft();
  const sent = await lead.accessTiers.sendForApproval({ designId: draft.id, revision: draft.revision });
  await officer.accessTiers.approve({ designId: sent.id, revision: sent.revision, note: '' });
  const { tool } = await addVendorWithTool(lead, 'Lumen Forge');
  const ada = await lead.accessTiers.addIdentity({
    name: 'Ada Novak',
    kind: 'person',
    account: '=ada',
    role: 'lead',
    joinedOn: '2026-01-05',
  });
  await lead.accessTiers.addRepository({ name: 'unsorted' });
  const asked = await lead.accessTiers.requestException({
    identityId: ada.id,
    role: null,
    toolId: tool.id,
    classId: 'secrets',
    repositoryId: null,
    reason: 'Rotation of the keys.',
    consulted: '',
    startsOn: '2026-11-20',
    expiresOn: '2026-12-20',
  });
  await reviewer.accessTiers.approveException({ exceptionId: asked.id, revision: asked.revision, note: '' });
}

describe('the access-tier design as a document', () => {
  test('has matrix, requirements, exceptions with their ends, and checks in Word', async () => {
    await using bench = await createTestWorkbench();
    await prepare(bench);
    const { word } = await exportTiers(bench);
    const texts = await readTexts(word);
    for (const expected of [
      'Version 1 is in force since 20 Nov 2026.',
      'Tier 3: PHI services',
      'Review, Exception',
      'Cardholder data environment',
      'Rotation of the keys.',
      '20 Dec 2026',
      'unsorted is not classified',
      'A live exception for this person or role, this tool and this code, for 90 days at most.',
    ]) {
      expect(texts, expected).toContain(expected);
    }
    const document = partOf(await readParts(word), 'word/document.xml');
    expect(document).toContain('w:orient="landscape"');
  });

  test('has every register as a sheet in Excel, and no formula that somebody typed', async () => {
    await using bench = await createTestWorkbench();
    await prepare(bench);
    const { excel } = await exportTiers(bench);
    const book = read(excel, { type: 'buffer' });
    expect(book.SheetNames).toEqual([
      'Matrix',
      'Cells',
      'Exceptions',
      'Access',
      'People and agents',
      'Repositories',
      'Checks',
    ]);
    const rows = (sheet: string) => utils.sheet_to_json<string[]>(book.Sheets[sheet] ?? {}, { header: 1 });
    expect(rows('Cells').filter(([role]) => role === 'Tech lead')).toHaveLength(9);
    expect(
      rows('Matrix')
        .find(([role]) => role === 'Senior developer')
        ?.slice(1, 4),
    ).toEqual(['Allow', 'Conditional: Training', 'Conditional: Training, Exception']);
    expect(rows('People and agents').find(([code]) => code === 'ID-001')?.[2]).toBe('=ada');
    expect(
      rows('Exceptions')
        .find(([code]) => code === 'EX-001')
        ?.slice(1, 5),
    ).toEqual(['Live', 'Ada Novak', 'Lumen Forge Assist', 'Secrets']);
  });

  test('is the same bytes for the same records, and a draft while nothing is in force', async () => {
    await using bench = await createTestWorkbench();
    await bench.lead.accessTiers.startDraft();
    const first = await exportTiers(bench);
    const second = await exportTiers(bench);
    expect(Buffer.compare(first.word, second.word)).toBe(0);
    expect(Buffer.compare(first.excel, second.excel)).toBe(0);
    expect(await readTexts(first.word)).toContain('Version 1 is not in force');
  });
});
