import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readToken, upload } from '../support/files.ts';
import { countEntries, readHistory, whoWorks } from '../support/records.ts';
import { openSampleWorkbench } from '../support/sample.ts';
import { createTestClock, createTestWorkbench, finishJob, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const PDF = '%PDF-1.7\n% a report\n';

const claim = {
  title: 'Retention as the vendor states it',
  kind: 'letter',
  state: 'claimed',
  fileToken: null,
  vendorId: null,
  control: 'V-PRV-3',
} as const;

async function addReport(client: TestClient, fileToken: string, fields: Record<string, unknown> = {}) {
  const report = {
    ...claim,
    title: 'SOC 2 report',
    kind: 'report',
    state: 'documented',
    control: 'V-CMP-1',
    fileToken,
  };
  return client.evidence.add({ ...report, ...fields } as never);
}

describe('evidence.add', () => {
  it('keeps a file by its sum under a number of its control and year', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
    const token = await upload(bench.workbench, '../soc2 report.exe', PDF);
    const added = await addReport(bench.lead, token, {
      vendorId: vendor.id,
      datedOn: '2026-08-01',
      periodStart: '2025-07-01',
      periodEnd: '2026-06-30',
      retentionRules: ['soc2_cycle'],
    });
    expect(added).toMatchObject({
      indexNumber: 'EV-2026-CMP1-001',
      state: 'documented',
      vendor: { id: vendor.id, name: 'Harrow AI' },
      collectedBy: { name: 'Priya Raman' },
      collectedAt: '2026-11-20T10:00:00.000Z',
      file: {
        name: 'soc2 report.exe.pdf',
        mediaType: 'application/pdf',
        size: PDF.length,
        sha256: createHash('sha256').update(PDF).digest('hex'),
      },
      freshness: 'current',
      // Eighteen months from the day it came, the last on which it counted.
      retainUntil: '2028-05-20',
      links: [],
      linkedRecords: [],
      disposedAt: null,
      revision: 1,
    });
    expect((await bench.lead.evidence.add(claim)).indexNumber).toBe('EV-2026-PRV3-001');
    expect((await bench.lead.evidence.add(claim)).indexNumber).toBe('EV-2026-PRV3-002');
    await expect(bench.lead.evidence.add({ ...claim, fileToken: token })).rejects.toMatchObject({ code: 'FILE_GONE' });
    const [entry] = await readHistory(bench.auditor, added.id);
    expect(entry).toMatchObject({
      operation: 'evidence.add',
      before: null,
      after: { indexNumber: 'EV-2026-CMP1-001', file: { sha256: added.file?.sha256 } },
    });
  });

  it('keeps the same content once', async () => {
    await using bench = await createTestWorkbench();
    const first = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const second = await addReport(bench.lead, await upload(bench.workbench, 'b.pdf', PDF), { supersedesId: first.id });
    expect(second).toMatchObject({ indexNumber: 'EV-2026-CMP1-002', supersedesId: first.id });
    expect(second.file?.sha256).toBe(first.file?.sha256);
    expect(await finishJob(bench.auditor.evidence.verify())).toEqual({ files: 1, damaged: [] });
  });

  it.each([
    ['documented without a file', { state: 'documented' }, 'INVALID_INPUT', 'state'],
    ['tested without a file', { state: 'tested' }, 'INVALID_INPUT', 'state'],
    ['a date to come', { datedOn: '2026-12-01' }, 'INVALID_INPUT', 'datedOn'],
    ['a period that ends first', { periodStart: '2026-02-01', periodEnd: '2026-01-01' }, 'INVALID_INPUT', 'periodEnd'],
    ['an end before the start', { datedOn: '2026-02-01', expiresOn: '2026-01-01' }, 'INVALID_INPUT', 'expiresOn'],
    ['a control that is none', { control: 'v-prv-3' }, 'INVALID_INPUT', 'control'],
    ['an unknown kind', { kind: 'rumour' }, 'INVALID_INPUT', 'kind'],
    ['an unknown vendor', { vendorId: UNKNOWN_ID }, 'NOT_FOUND', undefined],
    ['an unknown piece it supersedes', { supersedesId: UNKNOWN_ID }, 'NOT_FOUND', undefined],
    ['an owner who is nobody', { ownerId: UNKNOWN_ID }, 'INVALID_INPUT', 'ownerId'],
  ])('refuses %s', async (_what, fields, code, field) => {
    await using bench = await createTestWorkbench();
    const before = await countEntries(bench.auditor);
    await expect(bench.reviewer.evidence.add({ ...claim, ...fields } as never)).rejects.toMatchObject(
      field === undefined ? { code } : { code, data: { field } },
    );
    expect(await countEntries(bench.auditor)).toBe(before);
    expect((await bench.reviewer.evidence.add(claim)).indexNumber).toBe('EV-2026-PRV3-001');
  });

  it.each([
    ['an empty file', 'a.pdf', '', 'The file is empty.'],
    ['a program', 'a.pdf', 'MZ\u0090\u0000', 'The file is a program or a script, not a document.'],
    ['a script', 'a.txt', '#!/bin/sh\nrm', 'The file is a program or a script, not a document.'],
  ])('refuses %s', async (_what, name, content, message) => {
    await using bench = await createTestWorkbench();
    const token = await upload(bench.workbench, name, Buffer.from(content, 'latin1'));
    await expect(addReport(bench.lead, token)).rejects.toMatchObject({ code: 'FILE_REFUSED', message });
  });

  it('refuses a file of more than 250 MB', async () => {
    await using bench = await createTestWorkbench();
    const path = join(bench.folder, 'large.bin');
    const file = await open(path, 'w');
    await file.truncate(250 * 1024 * 1024 + 1);
    await file.close();
    const { token } = await bench.workbench.files.offer(path, 'large.bin', 'application/octet-stream');
    await expect(addReport(bench.lead, token)).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: 'The file is larger than 250 MB.',
    });
    expect((await bench.lead.evidence.list({})).total).toBe(0);
  });

  it('lets only reviewers say that they checked, and no auditor add', async () => {
    await using bench = await createTestWorkbench();
    const token = await upload(bench.workbench, 'a.pdf', PDF);
    await expect(addReport(bench.lead, token, { state: 'verified' })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(addReport(bench.auditor, token)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect((await addReport(bench.reviewer, token, { state: 'verified' })).state).toBe('verified');
  });
});

describe('evidence.update', () => {
  it('changes what is said about a piece, not its file', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    const { id: evidenceId } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const changed = await bench.reviewer.evidence.update({
      evidenceId,
      revision: 1,
      changes: {
        state: 'verified',
        expiresOn: '2026-12-31',
        ownerId,
        sourceQuery: 'status = open',
        collectedHow: 'exported',
      },
    });
    expect(changed).toMatchObject({
      state: 'verified',
      freshness: 'expiring',
      owner: { initials: 'TL' },
      sourceQuery: 'status = open',
      collectedHow: 'exported',
      revision: 2,
    });
    const history = await readHistory(bench.auditor, evidenceId);
    expect(Object.keys(history[1]?.after ?? {}).sort()).toEqual([
      'collectedHow',
      'expiresOn',
      'owner',
      'revision',
      'sourceQuery',
      'state',
    ]);
    const again = { evidenceId, revision: 1, changes: { title: 'Other' } };
    await expect(bench.reviewer.evidence.update(again)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.lead.evidence.update(again)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    const unknown = { evidenceId, revision: 2, changes: { retentionRules: ['for_ever'] } };
    await expect(bench.reviewer.evidence.update(unknown)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'retentionRules' },
    });
    const fault = { evidenceId, revision: 2, changes: { datedOn: '2027-01-01' } };
    await expect(bench.reviewer.evidence.update(fault)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keeps a claim a claim until there is a file', async () => {
    await using bench = await createTestWorkbench();
    const { id: evidenceId } = await bench.lead.evidence.add(claim);
    await expect(
      bench.reviewer.evidence.update({ evidenceId, revision: 1, changes: { state: 'documented' } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', message: 'Evidence that is documented needs a file.' });
  });
});

describe('evidence.open', () => {
  it('hands out the very bytes and records who looked', async () => {
    await using bench = await createTestWorkbench();
    const added = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const { token, name } = await bench.auditor.evidence.open({ evidenceId: added.id });
    expect(name).toBe('a.pdf');
    expect((await readToken(bench.workbench, token)).toString()).toBe(PDF);
    const last = (await readHistory(bench.auditor, added.id)).at(-1);
    expect(last).toMatchObject({
      operation: 'evidence.open',
      actorName: 'Wen Zhao',
      after: { opened: 'a.pdf', sha256: added.file?.sha256 },
    });
    const { id } = await bench.lead.evidence.add(claim);
    await expect(bench.auditor.evidence.open({ evidenceId: id })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(bench.auditor.evidence.open({ evidenceId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('evidence.preview', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
    'base64',
  );

  it('shows pictures and text as what they are by their bytes, and records who looked', async () => {
    await using bench = await createTestWorkbench();
    const picture = await addReport(bench.lead, await upload(bench.workbench, 'screen.svg', PNG));
    expect(await bench.auditor.evidence.preview({ evidenceId: picture.id })).toEqual({
      kind: 'picture',
      mediaType: 'image/png',
      content: PNG.toString('base64'),
    });
    const markup = '<script>alert(1)</script>\nsecond line';
    const text = await addReport(bench.lead, await upload(bench.workbench, 'page.html', markup));
    expect(text.file).toMatchObject({ mediaType: 'text/plain', name: 'page.html.txt' });
    expect(await bench.auditor.evidence.preview({ evidenceId: text.id })).toEqual({
      kind: 'text',
      text: markup,
      cut: false,
    });
    const last = (await readHistory(bench.auditor, text.id)).at(-1);
    expect(last).toMatchObject({
      operation: 'evidence.preview',
      actorName: 'Wen Zhao',
      after: { previewed: 'page.html.txt', sha256: text.file?.sha256 },
    });
  });

  it('cuts a long text, and shows nothing of what it does not know', async () => {
    await using bench = await createTestWorkbench();
    const long = await addReport(bench.lead, await upload(bench.workbench, 'log.txt', 'ä'.repeat(300_000)));
    const shown = await bench.auditor.evidence.preview({ evidenceId: long.id });
    expect(shown).toMatchObject({ kind: 'text', cut: true });
    expect(shown.kind === 'text' && shown.text).toBe('ä'.repeat(200_000));
    const archive = await addReport(bench.lead, await upload(bench.workbench, 'a.bin', Buffer.from([0, 1, 2, 255])));
    const before = await countEntries(bench.auditor);
    expect((await bench.auditor.evidence.preview({ evidenceId: archive.id })).kind).toBe('none');
    expect(await countEntries(bench.auditor)).toBe(before);
    await expect(bench.auditor.evidence.preview({ evidenceId: UNKNOWN_ID })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('evidence.readPreview', () => {
  const REPORT = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_500_000, 'a report, page by page. ')]);

  async function look(client: TestClient, evidenceId: string): Promise<string> {
    const shown = await client.evidence.preview({ evidenceId });
    if (shown.kind !== 'pdf') throw new Error(`It is shown as ${shown.kind}`);
    return shown.look;
  }

  it('hands out any range of a PDF after one look, which alone stands in the trail', async () => {
    await using bench = await createTestWorkbench();
    const { id, file } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', REPORT));
    const before = await countEntries(bench.auditor);
    const shown = await bench.auditor.evidence.preview({ evidenceId: id });
    expect(shown).toEqual({ kind: 'pdf', look: expect.stringMatching(/^[\w-]{32}$/), size: REPORT.length });
    const name = shown.kind === 'pdf' ? shown.look : '';
    // Within a part, over the border of two, the very end, and a whole megabyte.
    const ranges = [
      [0, 9],
      [1_048_570, 1_048_590],
      [2_499_000, REPORT.length],
      [700_000, 700_000 + 1024 * 1024],
    ] as const;
    for (const [begin, end] of ranges) {
      const { content } = await bench.auditor.evidence.readPreview({ look: name, begin, end });
      expect(Buffer.from(content, 'base64').equals(REPORT.subarray(begin, end))).toBe(true);
    }
    expect(await countEntries(bench.auditor)).toBe(before + 1);
    expect((await readHistory(bench.auditor, id)).at(-1)).toMatchObject({
      operation: 'evidence.preview',
      actorName: 'Wen Zhao',
      after: { previewed: 'a.pdf', sha256: file?.sha256 },
    });
  });

  it.each([
    ['a range that is empty', { begin: 5, end: 5 }],
    ['a range that ends first', { begin: 9, end: 5 }],
    ['more than a megabyte', { begin: 0, end: 1024 * 1024 + 1 }],
    ['a range before the start', { begin: -1, end: 5 }],
    ['half a byte', { begin: 0.5, end: 5 }],
    ['a range beyond the end', { begin: 2_500_000, end: 2_500_010 }],
  ])('refuses %s', async (_what, range) => {
    await using bench = await createTestWorkbench();
    const { id } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', REPORT));
    const refused = bench.auditor.evidence.readPreview({ look: await look(bench.auditor, id), ...range });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('reads for nobody but the person whose look the trail has', async () => {
    await using bench = await createTestWorkbench();
    const { id } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', REPORT));
    const range = { begin: 0, end: 9 };
    const looks = await look(bench.lead, id);
    const gone = { code: 'FILE_GONE', data: { remedy: 'Look at it again.' } };
    await expect(bench.auditor.evidence.readPreview({ look: looks, ...range })).rejects.toMatchObject(gone);
    await expect(bench.lead.evidence.readPreview({ look: 'x'.repeat(32), ...range })).rejects.toMatchObject(gone);
    await bench.lead.evidence.readPreview({ look: looks, ...range });
    // Another person in the same window has not looked.
    await bench.lead.people.choose({ personId: await whoWorks(bench.reviewer) });
    await expect(bench.lead.evidence.readPreview({ look: looks, ...range })).rejects.toMatchObject(gone);
  });

  it('remembers the latest twenty looks of a window', async () => {
    await using bench = await createTestWorkbench();
    const { id } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const looks: string[] = [];
    for (let count = 0; count < 21; count += 1) looks.push(await look(bench.lead, id));
    const read = (name = '') => bench.lead.evidence.readPreview({ look: name, begin: 0, end: 9 });
    await expect(read(looks[0])).rejects.toMatchObject({ code: 'FILE_GONE' });
    expect(await read(looks[1])).toEqual({ content: Buffer.from(PDF.slice(0, 9)).toString('base64') });
  });

  it('reads nothing of a destroyed piece, even where another one keeps the bytes', async () => {
    await using bench = await createTestWorkbench();
    const first = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const second = await addReport(bench.lead, await upload(bench.workbench, 'b.pdf', PDF));
    const looks = { first: await look(bench.auditor, first.id), second: await look(bench.auditor, second.id) };
    await bench.officer.evidence.dispose({ evidenceId: first.id, revision: 1, reason: 'Twice' });
    const range = { begin: 0, end: 9 };
    await expect(bench.auditor.evidence.readPreview({ look: looks.first, ...range })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    const { content } = await bench.auditor.evidence.readPreview({ look: looks.second, ...range });
    expect(Buffer.from(content, 'base64').toString()).toBe(PDF.slice(0, 9));
  });
});

describe('evidence.placeHold and liftHold', () => {
  it('holds several pieces for a matter, and a piece for several matters', async () => {
    await using bench = await createTestWorkbench();
    const first = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const second = await addReport(bench.lead, await upload(bench.workbench, 'b.pdf', `${PDF}2`));
    const place = (client: TestClient, evidenceIds: string[], matter: string) =>
      client.evidence.placeHold({ evidenceIds, matter, reason: 'Counsel asked' });
    expect(await place(bench.reviewer, [first.id, second.id, first.id], 'Northgate')).toEqual({ held: 2 });
    expect(await place(bench.officer, [first.id], 'Northgate')).toEqual({ held: 0 });
    expect(await place(bench.officer, [first.id], 'Audit 2026')).toEqual({ held: 1 });
    const held = [{ field: 'legalHold', operator: 'is' as const, values: ['1'] }];
    expect((await bench.auditor.evidence.list({ filters: held })).total).toBe(2);
    const { holds } = await bench.auditor.evidence.get({ evidenceId: first.id });
    expect(holds.map(({ matter, placedBy, liftedAt }) => [matter, placedBy?.initials, liftedAt])).toEqual([
      ['Northgate', 'TL', null],
      ['Audit 2026', 'IO', null],
    ]);
    const holdId = holds[0]?.id ?? '';
    const lift = (client: TestClient, reason = 'Settled') => client.evidence.liftHold({ holdId, reason });
    await expect(lift(bench.reviewer)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(lift(bench.officer, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const lifted = await lift(bench.officer);
    expect(lifted.legalHold).toBe(true);
    expect(lifted.holds[0]).toMatchObject({ liftReason: 'Settled', liftedBy: { initials: 'IO' } });
    await expect(lift(bench.officer)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await bench.officer.evidence.liftHold({ holdId: holds[1]?.id ?? '', reason: 'Settled' });
    expect((await bench.auditor.evidence.get({ evidenceId: first.id })).legalHold).toBe(false);
    expect((await readHistory(bench.auditor, first.id)).map(({ operation }) => operation)).toEqual([
      'evidence.add',
      'evidence.placeHold',
      'evidence.placeHold',
      'evidence.liftHold',
      'evidence.liftHold',
    ]);
  });

  it('holds all or none, and only for those who may', async () => {
    await using bench = await createTestWorkbench();
    const { id } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const hold = { evidenceIds: [id, UNKNOWN_ID], matter: 'Northgate', reason: 'Counsel asked' };
    await expect(bench.reviewer.evidence.placeHold(hold)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await bench.auditor.evidence.get({ evidenceId: id })).holds).toEqual([]);
    for (const client of [bench.lead, bench.auditor]) {
      await expect(client.evidence.placeHold({ ...hold, evidenceIds: [id] })).rejects.toMatchObject({
        code: 'ROLE_REFUSED',
      });
    }
    await expect(bench.officer.evidence.liftHold({ holdId: UNKNOWN_ID, reason: 'Settled' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('evidence.custody', () => {
  it('tells in whose hands a piece was, with its sum whenever it passed', async () => {
    await using bench = await createTestWorkbench();
    const fields = { source: 'Harrow trust centre', collectedHow: 'downloaded' };
    const piece = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF), fields);
    const evidenceId = piece.id;
    await bench.reviewer.evidence.update({
      evidenceId,
      revision: 1,
      changes: { note: 'Read', originalPlace: 'Safe 2' },
    });
    await bench.auditor.evidence.open({ evidenceId });
    await bench.reviewer.evidence.placeHold({ evidenceIds: [evidenceId], matter: 'Northgate', reason: 'Asked' });
    const events = await bench.auditor.evidence.custody({ evidenceId });
    expect(events.map(({ act, actorName, details, sha256 }) => [act, actorName, details, sha256 !== null])).toEqual([
      ['received', 'Priya Raman', ['Harrow trust centre', 'a.pdf'], true],
      ['changed', 'Tomas Lindqvist', ['note', 'originalPlace'], false],
      ['handed_over', 'Wen Zhao', ['a.pdf'], true],
      ['held', 'Tomas Lindqvist', ['Northgate', 'Asked'], false],
    ]);
    expect(new Set(events.flatMap(({ sha256 }) => sha256 ?? []))).toEqual(new Set([piece.file?.sha256]));
    await expect(bench.auditor.evidence.custody({ evidenceId: UNKNOWN_ID })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('ties a redacted copy to its original', async () => {
    await using bench = await createTestWorkbench();
    const original = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const copy = await addReport(bench.lead, await upload(bench.workbench, 'b.pdf', `${PDF}-`), {
      redactedFromId: original.id,
      redactions: 'Names of staff',
    });
    expect(copy.related.redactedFrom?.indexNumber).toBe(original.indexNumber);
    const { related } = await bench.auditor.evidence.get({ evidenceId: original.id });
    expect(related.redactedAs.map(({ id }) => id)).toEqual([copy.id]);
    await expect(
      addReport(bench.lead, await upload(bench.workbench, 'c.pdf', `${PDF}+`), { redactedFromId: UNKNOWN_ID }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('evidence.dispose', () => {
  it('destroys the file once nothing wants it kept, and keeps the record with a certificate', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const rule = { retentionRules: ['soc2_cycle'] };
    const { id: evidenceId } = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF), rule);
    const dispose = (revision: number, reason = 'Past its retention') =>
      bench.officer.evidence.dispose({ evidenceId, revision, reason });
    await bench.reviewer.evidence.placeHold({
      evidenceIds: [evidenceId],
      matter: 'Northgate',
      reason: 'Counsel asked',
    });
    await expect(dispose(1)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'EV-2026-CMP1-001 is on legal hold: Northgate.',
    });
    const { holds } = await bench.auditor.evidence.get({ evidenceId });
    await bench.officer.evidence.liftHold({ holdId: holds[0]?.id ?? '', reason: 'Settled' });
    await expect(dispose(1)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: 'EV-2026-CMP1-001 must be kept until 2028-05-20.',
    });
    clock.set('2028-05-20T12:00:00.000Z');
    await expect(dispose(1)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    clock.set('2028-05-21T12:00:00.000Z');
    await expect(dispose(2)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.reviewer.evidence.dispose({ evidenceId, revision: 1, reason: 'x' })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    await expect(dispose(1, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    expect(await dispose(1)).toMatchObject({
      indexNumber: 'EV-2026-CMP1-001',
      file: null,
      disposedAt: '2028-05-21T12:00:00.000Z',
      disposal: {
        number: 'DC-2028-001',
        disposedAt: '2028-05-21T12:00:00.000Z',
        reason: 'Past its retention',
        retainedUntil: '2028-05-20',
        file: { name: 'a.pdf', mediaType: 'application/pdf', size: PDF.length, sha256 },
        bytesRemoved: true,
      },
      revision: 2,
    });
    expect(await finishJob(bench.auditor.evidence.verify())).toEqual({ files: 0, damaged: [] });
    const last = (await readHistory(bench.auditor, evidenceId)).at(-1);
    expect(last).toMatchObject({
      operation: 'evidence.dispose',
      before: { file: { sha256 } },
      after: { disposalReason: 'Past its retention', certificate: 'DC-2028-001', bytesRemoved: true },
    });
    expect((await bench.auditor.evidence.list({ search: 'DC-2028-001' })).rows).toMatchObject([{ disposed: true }]);
    expect((await bench.auditor.evidence.list({ search: sha256 })).total).toBe(1);
    await expect(dispose(2)).rejects.toMatchObject({ message: 'EV-2026-CMP1-001 has no file to destroy.' });
    await expect(bench.auditor.evidence.preview({ evidenceId })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect((await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF))).indexNumber).toBe(
      'EV-2028-CMP1-001',
    );
  });

  it('keeps a content that other evidence still rests on', async () => {
    await using bench = await createTestWorkbench();
    const first = await addReport(bench.lead, await upload(bench.workbench, 'a.pdf', PDF));
    const second = await addReport(bench.lead, await upload(bench.workbench, 'b.pdf', PDF));
    const disposed = await bench.officer.evidence.dispose({ evidenceId: first.id, revision: 1, reason: 'Twice' });
    expect(disposed.disposal).toMatchObject({ number: 'DC-2026-001', bytesRemoved: false });
    const { token } = await bench.auditor.evidence.open({ evidenceId: second.id });
    expect((await readToken(bench.workbench, token)).toString()).toBe(PDF);
  });
});

describe('evidence.list and evidence.get', () => {
  it('filters, searches and sorts', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
    await addReport(bench.lead, await upload(bench.workbench, 'soc2.pdf', PDF), {
      vendorId: vendor.id,
      datedOn: '2025-01-10',
    });
    await bench.lead.evidence.add({ ...claim, expiresOn: '2026-11-01' });
    const find = async (input: Parameters<typeof bench.auditor.evidence.list>[0]) =>
      (await bench.auditor.evidence.list(input)).rows.map(({ indexNumber, freshness }) => [indexNumber, freshness]);
    expect(await find({})).toEqual([
      ['EV-2026-PRV3-001', 'expired'],
      ['EV-2026-CMP1-001', 'old'],
    ]);
    expect(await find({ search: 'harrow soc2' })).toEqual([['EV-2026-CMP1-001', 'old']]);
    const filters = [{ field: 'expiresOn', operator: 'on_or_before' as const, values: ['2026-12-31'] }];
    expect(await find({ filters })).toEqual([['EV-2026-PRV3-001', 'expired']]);
    const ofVendor = [{ field: 'vendorId', operator: 'is' as const, values: [vendor.id] }];
    expect(await find({ filters: ofVendor })).toEqual([['EV-2026-CMP1-001', 'old']]);
    expect(await find({ sort: [{ field: 'state', direction: 'descending' }] })).toEqual([
      ['EV-2026-CMP1-001', 'old'],
      ['EV-2026-PRV3-001', 'expired'],
    ]);
    await expect(bench.auditor.evidence.get({ evidenceId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('evidence under a signature', () => {
  it('stays as it was signed, and can be superseded', async () => {
    await using sample = await openSampleWorkbench();
    const { officer } = sample;
    const { rows } = await officer.assessments.list({
      filters: [{ field: 'state', operator: 'is', values: ['signed_off'] }],
    });
    const signed = await officer.assessments.get({ assessmentId: rows[0]?.id ?? '' });
    const evidenceId = signed.answers.find(({ evidence }) => evidence.length > 0)?.evidence[0]?.evidenceId ?? '';
    const piece = await officer.evidence.get({ evidenceId });
    expect(piece.links.map(({ assessmentId }) => assessmentId)).toContain(signed.id);

    const update = (changes: Record<string, unknown>) =>
      officer.evidence.update({ evidenceId, revision: piece.revision, changes });
    const state = piece.state === 'tested' ? 'claimed' : 'tested';
    await expect(update({ state })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: `${piece.indexNumber} is part of the signed assessment "${signed.title}" and stays as it was signed.`,
      data: { field: 'changes.state' },
    });
    await expect(update({ title: 'Something else' })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await update({ note: 'Seen again' })).toMatchObject({ note: 'Seen again' });
    await officer.evidence.placeHold({ evidenceIds: [evidenceId], matter: 'Northgate', reason: 'Counsel asked' });
    expect((await officer.assessments.get({ assessmentId: signed.id })).fingerprintHolds).toBe(true);
    const { holds } = await officer.evidence.get({ evidenceId });
    await officer.evidence.liftHold({ holdId: holds[0]?.id ?? '', reason: 'Settled' });
    const dispose = { evidenceId, revision: piece.revision + 1, reason: 'Tidying up' };
    await expect(officer.evidence.dispose(dispose)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});

describe('evidence.link and unlink', () => {
  async function openBench() {
    const bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
    const finding = await bench.officer.findings.create({
      title: 'Session logs have no end',
      severity: 'high',
      condition: 'Logs are kept as long as needed.',
      vendorId: vendor.id,
      toolId: null,
      assessmentId: null,
      questionId: null,
    });
    return { bench, finding };
  }

  it('puts pieces behind a record and its parts, and says what each is worth today', async () => {
    const { bench, finding } = await openBench();
    await using _ = bench;
    const token = await upload(bench.workbench, 'pentest.pdf', PDF);
    const old = await addReport(bench.lead, token, { datedOn: '2024-01-10' });
    const stated = await bench.lead.evidence.add(claim);
    const target = { recordKind: 'finding', recordId: finding.id, part: '' } as const;
    await bench.lead.evidence.link({ ...target, evidenceId: stated.id, page: '' });
    const links = await bench.lead.evidence.link({ ...target, part: 'retest', evidenceId: old.id, page: 'p. 9' });
    expect(links).toMatchObject([
      { part: '', page: '', evidence: { id: stated.id, state: 'claimed', effectiveState: 'claimed' } },
      // Over a year old: a document counts as a claim.
      { part: 'retest', page: 'p. 9', evidence: { state: 'documented', effectiveState: 'claimed', freshness: 'old' } },
    ]);
    expect(await bench.auditor.evidence.linked({ recordKind: 'finding', recordId: finding.id })).toEqual(links);
    expect(await bench.auditor.evidence.get({ evidenceId: old.id })).toMatchObject({
      linkedRecords: [{ recordKind: 'finding', recordId: finding.id, part: 'retest', page: 'p. 9' }],
    });
    const { rows } = await bench.auditor.evidence.list({});
    expect(rows.map((row) => row.links)).toEqual([1, 1]);
    expect((await readHistory(bench.auditor, finding.id)).at(-1)).toMatchObject({
      operation: 'evidence.link',
      before: { 'evidence.retest': [] },
      after: { 'evidence.retest': [`${old.indexNumber}, p. 9`] },
    });
    // Linked again, only the page changes.
    await bench.lead.evidence.link({ ...target, part: 'retest', evidenceId: old.id, page: 'p. 10' });
    const left = await bench.lead.evidence.unlink({ ...target, evidenceId: stated.id });
    expect(left).toMatchObject([{ part: 'retest', page: 'p. 10' }]);
  });

  it('takes a tool that was seen in a log as it takes any record', async () => {
    await using bench = await createTestWorkbench();
    const seen = { source: 'Proxy log', seenOn: '2026-11-01', tools: [{ name: 'Heron Pair', people: 5 }] };
    await bench.lead.gaps.recordSightings(seen);
    const [sighting] = (await bench.auditor.gaps.sightings({ limit: 1 })).rows;
    if (!sighting) throw new Error('Nothing was seen');
    const piece = await bench.lead.evidence.add({ ...claim, control: 'GAP-6' });
    const target = { recordKind: 'tool_sighting', recordId: sighting.id } as const;
    await bench.lead.evidence.link({ ...target, part: '', evidenceId: piece.id, page: 'line 40' });
    expect(await bench.auditor.evidence.linked(target)).toMatchObject([{ part: '', evidence: { id: piece.id } }]);
    expect(await bench.auditor.evidence.get({ evidenceId: piece.id })).toMatchObject({
      linkedRecords: [{ ...target, part: '', page: 'line 40', recordName: 'Heron Pair' }],
    });
    expect((await readHistory(bench.auditor, sighting.id)).at(-1)).toMatchObject({
      operation: 'evidence.link',
      after: { evidence: [`${piece.indexNumber}, line 40`] },
    });
  });

  it('refuses an auditor, unknown records, pieces and links, and leaves no trace of them', async () => {
    const { bench, finding } = await openBench();
    await using _ = bench;
    const piece = await bench.lead.evidence.add(claim);
    const link = { recordKind: 'finding', recordId: finding.id, part: '', evidenceId: piece.id } as const;
    const entries = await countEntries(bench.auditor);
    const refusals: [Promise<unknown>, string][] = [
      [bench.auditor.evidence.link({ ...link, page: '' }), 'ROLE_REFUSED'],
      [bench.auditor.evidence.unlink(link), 'ROLE_REFUSED'],
      [bench.lead.evidence.link({ ...link, page: '', recordId: UNKNOWN_ID }), 'NOT_FOUND'],
      [bench.lead.evidence.link({ ...link, page: '', recordKind: 'vendor' }), 'NOT_FOUND'],
      [bench.lead.evidence.link({ ...link, page: '', evidenceId: UNKNOWN_ID }), 'NOT_FOUND'],
      [bench.lead.evidence.unlink(link), 'NOT_FOUND'],
      [bench.lead.evidence.link({ ...link, page: '', part: 'a b' }), 'INVALID_INPUT'],
      [bench.lead.evidence.link({ ...link, page: '', recordKind: 'trail' as never }), 'INVALID_INPUT'],
    ];
    for (const [refused, code] of refusals) await expect(refused).rejects.toMatchObject({ code });
    expect(await countEntries(bench.auditor)).toBe(entries);
  });
});
