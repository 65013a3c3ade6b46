import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from 'xlsx';
import { describe, expect, test } from 'vitest';
import type { ImportMapping } from '../../shared/contract/exchange.ts';
import { createTestWorkbench, finishJob, type TestClient } from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

const HEADER = 'Tool name;Supplier;Type;State;Owner e-mail;BAA?;Renewal;Seats;Why;Cost centre';
/** A list as in life: a title above the header, words of one's own, and seven cells that cannot be imported. */
const LIST_WITH_ERRORS = [
  'AI tools, kept by Purchasing',
  '',
  HEADER,
  'Forge Review;Lumen Forge;Agent;Live;ines@calder.example;Y;31/12/2026;46;Faster reviews;CC-4410',
  'Marlow Search;Marlow Tools;IDE add-on;Trial;ines@calder.example;N;30/06/2027;8;Code search;CC-4412',
  'Harrow Chat;Harrow AI;chatbot;Live;;Y;15/01/2027;310;Questions;CC-4400',
  'Marlow Index;Marlow Tools;Plug-in?;Trial;;N;30/06/2027;8;Code search;CC-4412',
  'Marlow Blame;Marlow Tools;PLUG-IN?;Trial;;N;30/06/2027;8;Code search;CC-4412',
  'Cobble;Cobble Software;IDE add-on;Live;j.webr@calder.example;N;31/02/2027;65;Completion;CC-4410',
  'Forge Assist;Lumen Forge;IDE add-on;Live;;Y;31/12/2026;46;Faster reviews;CC-4410',
  'Tidewrite;;chatbot;Live;;N;31/12/2026;about 120;Mails;CC-4400',
  'Oakmere;Oakmere;IDE add-on;Live;;N;12-2026;85;Mobile team;CC-4420',
  'Old Wren;Wren;IDE add-on;Banned;;N;;;Sold its logs;CC-4410',
].join('\r\n');

async function offer(bench: Bench, content: string, name = 'tools-2026.csv'): Promise<string> {
  const path = join(bench.folder, name);
  writeFileSync(path, content);
  return (await bench.workbench.files.offer(path, name, 'text/csv')).token;
}

async function inspect(client: TestClient, token: string) {
  return finishJob(client.exchange.inspect({ token }));
}

async function inspectText(bench: Bench, content: string, client = bench.officer) {
  return inspect(client, await offer(bench, content));
}

/** Lumen Forge with Forge Assist, as the register has them before the list comes. */
async function addForge({ officer }: Bench) {
  const vendor = await officer.vendors.create({
    name: 'Lumen Forge',
    aliases: ['Lumen'],
    domain: 'lumenforge.example',
  });
  const tool = await officer.tools.create({ vendorId: vendor.id, name: 'Forge Assist', kind: 'ide_plugin' });
  return { vendor, tool };
}

const countTrail = async ({ officer }: Bench) => (await officer.auditTrail.list({ limit: 1 })).total;
const countTools = async ({ officer }: Bench) => (await officer.tools.list({ limit: 1 })).total;

describe('exchange.inspect', () => {
  test('finds the header row, the columns and what they mean', async () => {
    await using bench = await createTestWorkbench();
    const { sheets, proposal, matches, fileName, defused } = await inspectText(bench, LIST_WITH_ERRORS);
    expect(fileName).toBe('tools-2026.csv');
    expect(sheets).toMatchObject([{ name: 'tools-2026', headerRow: 3, rows: 10 }]);
    expect(sheets[0]?.columns[2]).toEqual({ index: 2, letter: 'C', title: 'Type', firstValue: 'Agent' });
    expect(Object.fromEntries(proposal.columns.map(({ index, field }) => [index, field]))).toEqual({
      0: 'toolName',
      1: 'vendorName',
      2: 'kind',
      3: 'status',
      4: 'owner',
      6: 'nextReviewOn',
      7: 'users',
      8: 'businessJustification',
    });
    expect(matches.filter(({ by }) => by === 'value').map(({ index }) => index)).toEqual([2, 3, 6]);
    expect(proposal).toMatchObject({ dateOrder: 'day_first', duplicates: 'ask', rows: [], cells: [] });
    expect(proposal.values).toEqual([
      { field: 'kind', from: 'IDE add-on', to: 'ide_plugin' },
      { field: 'kind', from: 'chatbot', to: 'assistant' },
      { field: 'status', from: 'Live', to: 'in_review' },
      { field: 'status', from: 'Trial', to: 'in_review' },
      { field: 'status', from: 'Banned', to: 'prohibited' },
    ]);
    expect(defused).toEqual([]);
  });

  test('leaves out a column of owners that names nobody here, and says so', async () => {
    await using bench = await createTestWorkbench();
    const { proposal, defused } = await inspectText(bench, 'Vendor;Owner\nFernway;Nobody We Know\n');
    expect(proposal.columns).toEqual([{ index: 0, field: 'vendorName' }]);
    expect(defused).toEqual([expect.stringMatching(/Nobody in the column “Owner” is in this workspace/)]);
  });

  test('says when a date could be read either way', async () => {
    await using bench = await createTestWorkbench();
    const { defused } = await inspectText(bench, 'Vendor;Next review\nFernway;05/06/2027\n');
    expect(defused).toEqual([expect.stringMatching(/05\/06\/2027 do not show .* read day first/)]);
  });

  test('refuses what is no list, with a sentence and a remedy', async () => {
    await using bench = await createTestWorkbench();
    await expect(inspect(bench.officer, await offer(bench, '%PDF-1.7', 'list.xlsx'))).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: 'The file is a PDF document, not a list.',
      data: { remedy: expect.stringMatching(/save it as/) as string },
    });
    await expect(inspect(bench.officer, 'A'.repeat(32))).rejects.toMatchObject({ code: 'FILE_GONE' });
    await expect(finishJob(bench.officer.exchange.inspect({ token: '../etc' }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('is for those who keep the registers', async () => {
    await using bench = await createTestWorkbench();
    const token = await offer(bench, LIST_WITH_ERRORS);
    await expect(inspect(bench.auditor, token)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.auditor.exchange.profiles()).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
  });
});

describe('a held list', () => {
  test('shows other sheets, header rows and rows as text', async () => {
    await using bench = await createTestWorkbench();
    const { importId, sheets, proposal, matches } = await inspectText(bench, LIST_WITH_ERRORS);
    const sheet = sheets[0]?.name ?? '';
    expect(await bench.officer.exchange.readRow({ importId, sheet, row: 7 })).toEqual([
      'Marlow Index',
      'Marlow Tools',
      'Plug-in?',
      'Trial',
      '',
      'N',
      '30/06/2027',
      '8',
      'Code search',
      'CC-4412',
    ]);
    expect(await bench.officer.exchange.readRow({ importId, sheet, row: 900 })).toEqual([]);
    const other = await bench.officer.exchange.readSheet({ importId, sheet, headerRow: 4 });
    expect(other).toMatchObject({ headerRow: 4, rows: 9 });
    expect(other.columns[0]).toMatchObject({ title: 'Forge Review', firstValue: 'Marlow Search' });
    const same = await bench.officer.exchange.readSheet({ importId, sheet, headerRow: 3 });
    expect(same.proposal).toEqual(proposal);
    expect(same.matches).toEqual(matches);
    await expect(bench.officer.exchange.readSheet({ importId, sheet: 'none', headerRow: 1 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('is gone for another window, after an hour, and after its import', async () => {
    await using bench = await createTestWorkbench();
    const { importId, proposal } = await inspectText(bench, 'Vendor\nFernway\n');
    await expect(finishJob(bench.reviewer.exchange.dryRun({ importId, mapping: proposal }))).rejects.toMatchObject({
      code: 'FILE_GONE',
    });
    await finishJob(bench.officer.exchange.commit({ importId, mapping: proposal }));
    await expect(finishJob(bench.officer.exchange.commit({ importId, mapping: proposal }))).rejects.toMatchObject({
      code: 'FILE_GONE',
    });
    const later = await inspectText(bench, 'Vendor\nMarlow\n');
    const clock = bench.ports.clock as typeof bench.ports.clock & { set(instant: string): void };
    clock.set('2026-11-20T11:00:01.000Z');
    await expect(
      finishJob(bench.officer.exchange.dryRun({ importId: later.importId, mapping: later.proposal })),
    ).rejects.toMatchObject({ code: 'FILE_GONE', message: 'This list is no longer held.' });
  });
});

describe('exchange.dryRun', () => {
  test('names each cell that cannot be imported, and what would mend it', async () => {
    await using bench = await createTestWorkbench();
    await addForge(bench);
    const trail = await countTrail(bench);
    const { importId, proposal } = await inspectText(bench, LIST_WITH_ERRORS);
    const run = await finishJob(bench.officer.exchange.dryRun({ importId, mapping: proposal }));
    expect(
      run.problems.map(({ cell, value, code, sentence, fix }) => [cell, value, code, sentence, fix?.sentence]),
    ).toEqual([
      ['C7', 'Plug-in?', 'not_in_list', 'Kind is none of the five.', 'Use “IDE plugin” for 2 rows'],
      ['C8', 'PLUG-IN?', 'not_in_list', 'Kind is none of the five.', 'Use “IDE plugin” for 2 rows'],
      ['E9', 'j.webr@calder.example', 'no_such_person', 'No such person in this workspace.', 'Choose a person'],
      ['G9', '31/02/2027', 'no_such_date', 'There is no such day.', 'Choose a date'],
      ['A10', 'Forge Assist', 'duplicate', 'Already in the register as Forge Assist (TL-001).', 'Update that record'],
      ['B11', '', 'required', 'Vendor is required.', 'Choose a vendor'],
      ['H11', 'about 120', 'not_a_number', 'Users is not a whole number.', 'Write a number'],
      ['G12', '12-2026', 'no_such_date', 'The day is missing.', 'Choose a date'],
    ]);
    expect(run).toMatchObject({ rows: 10, ready: 4, withErrors: 6, willCreate: 4, willUpdate: 0, problemCount: 8 });
    expect(await countTrail(bench)).toBe(trail);
    expect(await countTools(bench)).toBe(1);
  });

  test('takes the mends that it proposes', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addForge(bench);
    const [ines] = await bench.officer.people.list();
    const { importId, proposal } = await inspectText(bench, LIST_WITH_ERRORS);
    const mapping: ImportMapping = {
      ...proposal,
      values: [
        ...proposal.values,
        { field: 'kind', from: 'Plug-in?', to: 'ide_plugin' },
        { field: 'owner', from: 'j.webr@calder.example', to: ines?.id ?? '' },
      ],
      rows: [
        { row: 10, action: 'update' },
        { row: 12, action: 'leave_out' },
      ],
      cells: [
        { row: 9, index: 6, text: '28/02/2027' },
        { row: 11, index: 1, text: 'Lumen' },
        { row: 11, index: 7, text: '1,200' },
      ],
    };
    const run = await finishJob(bench.officer.exchange.dryRun({ importId, mapping }));
    expect(run).toMatchObject({ rows: 10, ready: 9, withErrors: 0, willCreate: 8, willUpdate: 1, newVendors: 4 });
    const result = await finishJob(bench.officer.exchange.commit({ importId, mapping }));
    expect(result).toEqual({ created: 8, updated: 1, skipped: 0, leftOut: 1, newVendors: 4 });
    const { rows } = await bench.officer.tools.list({ limit: 50 });
    const byName = new Map(rows.map((row) => [row.name, row]));
    expect(byName.get('Cobble')).toMatchObject({ owner: { id: ines?.id }, nextReviewOn: '2027-02-28' });
    expect(byName.get('Tidewrite')).toMatchObject({ vendorId: vendor.id });
    const assist = await bench.officer.tools.get({ toolId: tool.id });
    expect(assist.tool).toMatchObject({ users: 46, businessJustification: 'Faster reviews', status: 'proposed' });
    const banned = await bench.officer.tools.get({ toolId: byName.get('Old Wren')?.id ?? '' });
    expect(banned.tool).toMatchObject({
      status: 'prohibited',
      statusReason: '“Banned” in the imported list tools-2026.csv.',
    });
    const live = await bench.officer.tools.get({ toolId: byName.get('Forge Review')?.id ?? '' });
    expect(live.tool).toMatchObject({
      status: 'in_review',
      statusReason: '“Live” in the imported list tools-2026.csv. Approval gates are not imported.',
    });
    const { rows: trail } = await bench.officer.auditTrail.list({ limit: 50 });
    const entries = trail.filter(({ operation }) => operation === 'exchange.commit');
    expect(entries.filter(({ recordKind }) => recordKind === 'tool')).toHaveLength(9);
    expect(entries.filter(({ recordKind }) => recordKind === 'vendor')).toHaveLength(4);
    expect(entries[0]).toMatchObject({ recordKind: 'import', recordId: importId, recordName: 'tools-2026.csv' });
    expect((await finishJob(bench.officer.auditTrail.verify())).intact).toBe(true);
  });

  test('recognises a vendor by name, alias, former name and domain, and a tool at it', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addForge(bench);
    await bench.officer.vendors.update({
      vendorId: vendor.id,
      revision: vendor.revision,
      changes: { formerNames: ['Forge & Sons'] },
    });
    for (const [name, domain] of [
      ['LUMEN  forge', ''],
      ['lumen', ''],
      ['Forge & sons', ''],
      ['LF Incorporated', 'https://www.LumenForge.example/trust'],
    ]) {
      const { importId, proposal } = await inspectText(
        bench,
        `Tool;Vendor;Kind;Website\nforge assist;${name};Agent;${domain}\n`,
      );
      const run = await finishJob(bench.officer.exchange.dryRun({ importId, mapping: proposal }));
      expect(run.problems, name).toMatchObject([
        { code: 'duplicate', cell: 'A2', sentence: `Already in the register as ${tool.name} (${tool.code}).` },
      ]);
      const skipping = { ...proposal, duplicates: 'skip' as const };
      expect(await finishJob(bench.officer.exchange.dryRun({ importId, mapping: skipping }))).toMatchObject({
        withErrors: 0,
        willSkip: 1,
        newVendors: 0,
      });
    }
  });

  test('lets the person say that an unknown owner is nobody', async () => {
    await using bench = await createTestWorkbench();
    const { importId, proposal } = await inspectText(
      bench,
      'Vendor;Owner\nFernway;Ines Okafor\nMarlow;J. Weber\nCobble;j. weber\n',
    );
    const run = await finishJob(bench.officer.exchange.dryRun({ importId, mapping: proposal }));
    expect(run.problems.map(({ fix }) => [fix?.kind, fix?.field, fix?.rows])).toEqual([
      ['choose_value', 'owner', 2],
      ['choose_value', 'owner', 2],
    ]);
    const nobody = run.problems[0]?.fix?.choices.find(({ label }) => label === 'Nobody');
    const values = [{ field: 'owner' as const, from: 'J. Weber', to: nobody?.value ?? '' }];
    await finishJob(bench.officer.exchange.commit({ importId, mapping: { ...proposal, values } }));
    const { rows } = await bench.officer.vendors.list({});
    expect(rows.map(({ name, owner }) => [name, owner?.name ?? null])).toEqual([
      ['Cobble', null],
      ['Fernway', 'Ines Okafor'],
      ['Marlow', null],
    ]);
  });

  test('recognises what stands in the list twice', async () => {
    await using bench = await createTestWorkbench();
    const { importId, proposal } = await inspectText(
      bench,
      'Tool;Vendor;Kind;Plan;Domain\nPair;Fernway;Agent;Team;a.example\nPair;fernway;Agent;Free;\npair;Fernway;Agent;team;b.example\n',
    );
    const { problems } = await finishJob(bench.officer.exchange.dryRun({ importId, mapping: proposal }));
    expect(problems.map(({ cell, code, sentence }) => [cell, code, sentence])).toEqual([
      ['E4', 'repeated_in_file', 'Row 2 gives a.example as the domain of Fernway.'],
      ['A4', 'repeated_in_file', 'The same tool stands in row 2.'],
    ]);
  });

  test('refuses a mapping that cannot be meant', async () => {
    await using bench = await createTestWorkbench();
    const { importId, proposal } = await inspectText(bench, LIST_WITH_ERRORS);
    const run = (columns: ImportMapping['columns']) =>
      finishJob(bench.officer.exchange.dryRun({ importId, mapping: { ...proposal, columns } }));
    await expect(run([{ index: 0, field: 'toolName' }])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'No column is used as Vendor.',
    });
    await expect(
      run([
        { index: 0, field: 'vendorName' },
        { index: 1, field: 'vendorName' },
      ]),
    ).rejects.toMatchObject({ message: 'Two columns are used as Vendor.' });
    await expect(
      run([
        { index: 1, field: 'vendorName' },
        { index: 2, field: 'kind' },
      ]),
    ).rejects.toMatchObject({ message: 'Kind belongs to a tool, but no column is used as Tool.' });
  });
});

describe('exchange.commit', () => {
  test('writes nothing while one row has an error', async () => {
    await using bench = await createTestWorkbench();
    const trail = await countTrail(bench);
    const { importId, proposal } = await inspectText(
      bench,
      'Tool;Vendor;Kind\nPair;Fernway;Agent\nSearch;Marlow;Gadget\n',
    );
    await expect(finishJob(bench.officer.exchange.commit({ importId, mapping: proposal }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'One of 2 rows cannot be imported, so none was. The first is C3: Kind is none of the five.',
    });
    expect(await countTools(bench)).toBe(0);
    expect((await bench.officer.vendors.list({})).total).toBe(0);
    expect(await countTrail(bench)).toBe(trail);
  });

  test('imports a list of vendors without tools, and updates one that is there', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addForge(bench);
    const { importId, proposal } = await inspectText(
      bench,
      'Name;Website;Country;Also known as;Contact;E-mail;Status;Why\n' +
        'Lumen Forge;lumenforge.example;Germany;LF; Trust desk;trust@lumenforge.example;Live;Editor tools\n' +
        'Harrow AI;https://harrow.example/;UK;Harrow, HAI;;privacy@harrow.example;Requested;Agents\n',
    );
    const mapping = { ...proposal, duplicates: 'update' as const };
    const result = await finishJob(bench.officer.exchange.commit({ importId, mapping }));
    expect(result).toEqual({ created: 1, updated: 1, skipped: 0, leftOut: 0, newVendors: 1 });
    const changed = (await bench.officer.vendors.get({ vendorId: vendor.id })).vendor;
    expect(changed).toMatchObject({ country: 'DE', aliases: ['Lumen', 'LF'], status: 'proposed', revision: 2 });
    expect(changed.contacts).toEqual([
      { name: 'Trust desk', email: 'trust@lumenforge.example', position: '', phone: '' },
    ]);
    const { rows } = await bench.officer.vendors.list({ search: 'Harrow' });
    const added = (await bench.officer.vendors.get({ vendorId: rows[0]?.id ?? '' })).vendor;
    expect(added).toMatchObject({
      domain: 'harrow.example',
      country: 'GB',
      aliases: ['Harrow', 'HAI'],
      description: 'Agents',
    });
  });

  test('keeps what the register has where an updating row says nothing', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addForge(bench);
    await bench.officer.tools.update({
      toolId: tool.id,
      revision: 1,
      changes: { users: 12, businessJustification: 'Kept', plan: 'Team' },
    });
    const { importId, proposal } = await inspectText(
      bench,
      'Tool;Vendor;Kind;Users;Why;Country\nForge Assist;Lumen Forge;Agent;;;France\n',
    );
    await finishJob(bench.officer.exchange.commit({ importId, mapping: { ...proposal, duplicates: 'update' } }));
    expect((await bench.officer.tools.get({ toolId: tool.id })).tool).toMatchObject({
      kind: 'agent',
      users: 12,
      businessJustification: 'Kept',
      plan: 'Team',
      aliases: [],
    });
    // What the register did not know of the vendor comes in; what it knew stays.
    expect((await bench.officer.vendors.get({ vendorId: vendor.id })).vendor).toMatchObject({
      country: 'FR',
      domain: 'lumenforge.example',
    });
  });

  test('keeps formulas, and the names that objects have, as the texts that they are', async () => {
    await using bench = await createTestWorkbench();
    const { importId, proposal } = await inspectText(
      bench,
      "Tool;Vendor;Kind;__proto__;constructor\n=cmd|' /C calc'!A0;__proto__;Agent;x;y\n@SUM(A1);constructor;Agent;x;y\n",
    );
    const result = await finishJob(bench.officer.exchange.commit({ importId, mapping: proposal }));
    expect(result).toMatchObject({ created: 2, newVendors: 2 });
    const { rows } = await bench.officer.tools.list({});
    expect(rows.map(({ name, vendorName }) => [name, vendorName])).toEqual([
      ["=cmd|' /C calc'!A0", '__proto__'],
      ['@SUM(A1)', 'constructor'],
    ]);
  });

  test('leaves statuses to those who may set them', async () => {
    await using bench = await createTestWorkbench();
    const list = 'Tool;Vendor;Kind;Status\nPair;Fernway;Agent;Banned\n';
    const { importId, proposal, defused } = await inspectText(bench, list, bench.lead);
    expect(defused).toEqual([expect.stringMatching(/column of statuses is left out/)]);
    const withStatus = { ...proposal, columns: [...proposal.columns, { index: 3, field: 'status' as const }] };
    await expect(finishJob(bench.lead.exchange.commit({ importId, mapping: withStatus }))).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    await finishJob(bench.lead.exchange.commit({ importId, mapping: proposal }));
    expect((await bench.lead.tools.list({})).rows).toMatchObject([{ name: 'Pair', status: 'proposed' }]);
  });
});

test('the problems can be had as a workbook', async () => {
  await using bench = await createTestWorkbench();
  await addForge(bench);
  const { importId, proposal } = await inspectText(bench, LIST_WITH_ERRORS);
  const { token, name } = await bench.officer.exchange.exportProblems({ importId, mapping: proposal });
  expect(name).toBe('tools-2026-problems.xlsx');
  const book = read(readFileSync(bench.workbench.files.find(token).path));
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets['Problems'] ?? {}, { header: 1 });
  const data = rows.filter((row) => typeof row[0] === 'number' && typeof row[1] === 'string');
  expect(data).toHaveLength(8);
  expect(data[0]?.slice(0, 5)).toEqual([
    7,
    'C7',
    'Plug-in?',
    'Kind is none of the five.',
    'Use “IDE plugin” for 2 rows',
  ]);
  expect(data.map((row) => row[2])).toContain('(empty)');
});

test('the sample list imports without an error, into a new workspace', async () => {
  await using bench = await createTestWorkbench();
  const { token, name } = await bench.officer.exchange.sampleFile();
  expect(name).toBe('vendor-list.xlsx');
  const { importId, proposal, sheets, defused } = await inspect(bench.officer, token);
  expect(sheets.map((sheet) => [sheet.name, sheet.headerRow, sheet.rows])).toEqual([
    ['AI tools', 4, 34],
    ['Cost centres', 1, 9],
  ]);
  expect(defused).toEqual([expect.stringMatching(/“Owner e-mail” is in this workspace/)]);
  const run = await finishJob(bench.officer.exchange.dryRun({ importId, mapping: proposal }));
  expect(run).toMatchObject({ rows: 34, ready: 34, withErrors: 0, willCreate: 34, newVendors: 20 });
  const result = await finishJob(bench.officer.exchange.commit({ importId, mapping: proposal }));
  expect(result).toEqual({ created: 34, updated: 0, skipped: 0, leftOut: 0, newVendors: 20 });
});

describe('saved mappings', () => {
  const PROFILE = {
    name: 'Purchasing',
    columns: [
      { title: 'Thing', field: 'toolName' as const },
      { title: 'Who sells it', field: 'vendorName' as const },
      { title: 'Sort', field: 'kind' as const },
    ],
    dateOrder: 'month_first' as const,
    values: [{ field: 'kind' as const, from: 'Gadget', to: 'agent' }],
  };

  test('are kept, replaced by name, and removed, each with an entry in the trail', async () => {
    await using bench = await createTestWorkbench();
    const { id } = await bench.officer.exchange.saveProfile(PROFILE);
    expect(await bench.lead.exchange.profiles()).toEqual([{ id, ...PROFILE }]);
    const again = await bench.lead.exchange.saveProfile({ ...PROFILE, dateOrder: 'day_first' });
    expect(again.id).toBe(id);
    await bench.officer.exchange.removeProfile({ profileId: id });
    expect(await bench.officer.exchange.profiles()).toEqual([]);
    await expect(bench.officer.exchange.removeProfile({ profileId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { rows } = await bench.officer.auditTrail.list({
      filters: [{ field: 'recordId', operator: 'is', values: [id] }],
    });
    expect(rows.map(({ operation }) => operation)).toEqual([
      'exchange.removeProfile',
      'exchange.saveProfile',
      'exchange.saveProfile',
    ]);
  });

  test('are used for a list with the same titles', async () => {
    await using bench = await createTestWorkbench();
    await bench.officer.exchange.saveProfile(PROFILE);
    const { importId, proposal, defused } = await inspectText(
      bench,
      'Sort;Who sells it;Thing\nGadget;Fernway;Pair\nchatbot;Fernway;Chat\n',
    );
    expect(proposal.columns).toEqual([
      { index: 0, field: 'kind' },
      { index: 1, field: 'vendorName' },
      { index: 2, field: 'toolName' },
    ]);
    expect(defused).toEqual(['The saved mapping “Purchasing” fits this list and is used.']);
    const run = await finishJob(bench.officer.exchange.dryRun({ importId, mapping: proposal }));
    expect(run.problems.map(({ cell }) => cell)).toEqual(['A3']);
  });
});
