import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeSigningKey } from '../../electron/core/features/audit-trail/signing-key.ts';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { readToken, upload } from '../support/files.ts';
import { rewriteTrail, tamper } from '../support/tamper.ts';
import { createWorkbench } from '../../electron/core/workbench.ts';
import {
  createTestClock,
  createTestPorts,
  createTestWorkbench,
  finishJob,
  openTestWindow,
} from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

function openFile(bench: Bench): Workspace {
  const { workspace } = bench.workbench.openWindow('raw').session.bench;
  if (!workspace) throw new Error('The fixture has an open workspace');
  return workspace;
}

const verify = (bench: Bench) => finishJob(bench.auditor.auditTrail.verify());

/** Each column of an entry with another value that it could hold. */
const COLUMNS = {
  sequence: '1000',
  occurred_at: "'2020-01-01T00:00:00.000Z'",
  utc_offset_minutes: '60',
  actor_id: "'x'",
  actor_name: "'Nobody'",
  actor_role: "'auditor'",
  operation: "'vendors.create'",
  record_kind: "'vendor'",
  record_id: "'x'",
  record_name: "'Another'",
  before: `'{"name":"x"}'`,
  after: `'{"name":"x"}'`,
  previous_hash: `'${'a'.repeat(64)}'`,
  hash: `'${'b'.repeat(64)}'`,
} as const;

describe('a trail that somebody meddled with', () => {
  it('has every column of an entry in the list above', async () => {
    await using bench = await createTestWorkbench();
    const columns = openFile(bench).file.prepare("select name from pragma_table_info('audit_entries')").pluck().all();
    expect(columns).toEqual(Object.keys(COLUMNS));
  });

  it.each(Object.entries(COLUMNS))('names the entry whose %s was changed', async (column, value) => {
    await using bench = await createTestWorkbench();
    expect((await verify(bench)).intact).toBe(true);
    tamper(openFile(bench), `update audit_entries set "${column}" = ${value} where sequence = 3`);
    expect(await verify(bench)).toMatchObject({ intact: false, firstBroken: { sequence: 3 } });
  });

  it.each([
    ['an entry that was removed', 'delete from audit_entries where sequence = 4', 4],
    ['a tail that was cut off', 'delete from audit_entries where sequence >= 5', 5],
    ['all entries gone', 'delete from audit_entries', 1],
    [
      'entries that changed places',
      `update audit_entries set sequence = -sequence where sequence in (2, 3);
       update audit_entries set sequence = 5 + sequence where sequence in (-2, -3)`,
      2,
    ],
    ['entries with negative numbers', 'update audit_entries set sequence = -sequence where sequence in (2, 3)', 2],
  ])('names %s as the first broken entry', async (_what, sql, sequence) => {
    await using bench = await createTestWorkbench();
    tamper(openFile(bench), sql);
    expect(await verify(bench)).toMatchObject({ intact: false, firstBroken: { sequence } });
    const check = await finishJob(bench.auditor.workspace.check());
    expect(check.sound).toBe(false);
    expect(check.problems.some(({ part }) => part === 'trail')).toBe(true);
  });

  it('sees a header that was set back with the tail, since the key did not sign it', async () => {
    await using bench = await createTestWorkbench();
    const workspace = openFile(bench);
    const fourth = workspace.file.prepare('select hash from audit_entries where sequence = 4').pluck().get() as string;
    tamper(
      workspace,
      `delete from audit_entries where sequence > 4;
       update workspaces set trail_sequence = 4, trail_hash = '${fourth}'`,
    );
    expect(await verify(bench)).toMatchObject({
      intact: false,
      firstBroken: { sequence: 4, sentence: 'The signature of the newest entry is not valid.' },
    });
  });

  it.each([
    ['number', '7', 'missing'],
    ['sequence', '2', 'is not the one'],
    ['hash', `'${'b'.repeat(64)}'`, 'is not the one that a checkpoint signed'],
    ['signed_at', "'2020-01-01T00:00:00.000Z'", 'The signature of checkpoint 1 is not valid.'],
    ['signed_by', "'Nobody'", 'The signature of checkpoint 1 is not valid.'],
    ['signature', "'AAAA'", 'The signature of checkpoint 1 is not valid.'],
    ['version', '1', 'The signature of checkpoint 1 is not valid.'],
  ])('sees a checkpoint whose %s was changed', async (column, value, sentence) => {
    await using bench = await createTestWorkbench();
    await bench.auditor.auditTrail.checkpoint();
    expect(await verify(bench)).toMatchObject({ intact: true, checkpoints: 1 });
    tamper(openFile(bench), `update audit_checkpoints set "${column}" = ${value}`);
    const { intact, firstBroken } = await verify(bench);
    expect(intact).toBe(false);
    expect(firstBroken?.sentence).toContain(column === 'number' || column === 'sequence' ? 'heckpoint' : sentence);
  });

  it('sees a checkpoint that was taken away', async () => {
    await using bench = await createTestWorkbench();
    const { sequence } = await bench.auditor.auditTrail.checkpoint();
    tamper(openFile(bench), 'delete from audit_checkpoints');
    expect(await verify(bench)).toMatchObject({
      intact: false,
      firstBroken: { sequence: sequence + 1, sentence: expect.stringContaining('is missing') as string },
    });
  });

  it('sees a key that was changed without the trail', async () => {
    await using bench = await createTestWorkbench();
    const workspace = openFile(bench);
    rewriteTrail(workspace, (entry) => entry, true);
    expect(await verify(bench)).toMatchObject({
      intact: false,
      firstBroken: { sequence: 1, sentence: 'The key of the workspace is not the one with which its trail began.' },
    });
  });

  it('cannot see in itself that all of it was written anew with its own key', async () => {
    await using bench = await createTestWorkbench();
    rewriteTrail(openFile(bench), (entry) => ({ ...entry, actorName: 'Nobody' }));
    // What the page says a chain does not prove; a file kept outside does (below).
    expect((await verify(bench)).intact).toBe(true);
  });
});

describe('a file that was kept outside', () => {
  const compare = async (bench: Bench, content: Uint8Array, name = 'kept.json') =>
    finishJob(bench.auditor.auditTrail.compare({ fileToken: await upload(bench.workbench, name, content) }));

  async function keepCheckpoint(bench: Bench): Promise<{ sequence: number; content: Buffer }> {
    const { sequence, file } = await bench.officer.auditTrail.checkpoint();
    return { sequence, content: await readToken(bench.workbench, file.token) };
  }

  it('proves that the trail extends it', async () => {
    await using bench = await createTestWorkbench();
    const { sequence, content } = await keepCheckpoint(bench);
    await bench.lead.vendors.create({ name: 'Later' });
    expect(await compare(bench, content)).toMatchObject({
      verdict: 'extends',
      carried: { sequence, checkpoint: 1, keyId: describeSigningKey(openFile(bench).privateKey).keyId },
      firstDifference: null,
      firstBroken: null,
    });
    const { rows } = await bench.auditor.auditTrail.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ operation: 'auditTrail.compare', recordKind: 'trail_comparison' });
  });

  it('names the first entry that was written anew, with the same key', async () => {
    await using bench = await createTestWorkbench();
    for (let number = 1; number <= 6; number += 1) await bench.lead.vendors.create({ name: `Vendor ${number}` });
    const { content } = await keepCheckpoint(bench);
    rewriteTrail(openFile(bench), (entry) =>
      entry.recordName === 'Vendor 3' ? { ...entry, actorName: 'Nobody' } : entry,
    );
    const { rows } = await bench.auditor.auditTrail.list({ search: 'Vendor 3' });
    expect((await verify(bench)).intact).toBe(true);
    expect(await compare(bench, content)).toMatchObject({
      verdict: 'differs',
      firstDifference: { after: (rows[0]?.sequence ?? 0) - 1, sequence: rows[0]?.sequence },
    });
  });

  it('says that the trail was cut off, and after which entry', async () => {
    await using bench = await createTestWorkbench();
    for (let number = 1; number <= 6; number += 1) await bench.lead.vendors.create({ name: `Vendor ${number}` });
    const { sequence, content } = await keepCheckpoint(bench);
    rewriteTrail(openFile(bench), (entry) => (entry.sequence <= sequence - 2 ? entry : null));
    expect((await verify(bench)).intact).toBe(true);
    expect(await compare(bench, content)).toMatchObject({
      verdict: 'shorter',
      carried: { sequence },
      present: { sequence: sequence - 2 },
      firstDifference: { after: sequence - 2, sequence: sequence - 1 },
    });
  });

  it('shows that the trail was written anew with a new key', async () => {
    await using bench = await createTestWorkbench();
    const { content } = await keepCheckpoint(bench);
    const path = openFile(bench).path;
    rewriteTrail(openFile(bench), (entry) => ({ ...entry, actorName: 'Nobody' }), true);
    await bench.workbench.close();
    // Opened anew, as the forger would hand it over.
    const workbench = await createWorkbench(createTestPorts(bench.folder));
    await workbench.openWorkspaceFile(path);
    const window = openTestWindow(workbench);
    const [person] = await window.people.list();
    await window.people.choose({ personId: person?.id ?? '' });
    const fileToken = await upload(workbench, 'kept.json', content);
    expect(await finishJob(window.auditTrail.compare({ fileToken }))).toMatchObject({
      verdict: 'other_key',
      firstDifference: { after: 0, sequence: 1 },
    });
    await workbench.close();
  });

  it('does not believe a file that was changed itself', async () => {
    await using bench = await createTestWorkbench();
    const { content } = await keepCheckpoint(bench);
    const text = content.toString();
    const [, hash = ''] = /assay-trail\/1 \S+ \d+ (\w{64})/.exec(text) ?? [];
    const turned = `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`;
    expect((await compare(bench, Buffer.from(text.replaceAll(hash, turned)))).verdict).toBe('not_signed');
    expect((await compare(bench, Buffer.from(text.replace('"signedBy": "', '"signedBy": "X')))).verdict).toBe(
      'not_signed',
    );
  });

  it('tells a file of another workspace from one of ours', async () => {
    await using bench = await createTestWorkbench();
    await using other = await createTestWorkbench({ clock: createTestClock() });
    const { content } = await keepCheckpoint(other);
    expect((await compare(bench, content)).verdict).toBe('other_workspace');
  });

  it.each([
    ['nothing of ours', 'a letter'],
    ['an empty object', '{}'],
    ['an archive that is none', 'PK\u0003\u0004 and then nothing'],
    ['a line that is cut', 'assay-trail/1 00000000-0000-4000-8000-000000000000 3 aaaa'],
  ])('refuses %s', async (_what, text) => {
    await using bench = await createTestWorkbench();
    await expect(compare(bench, Buffer.from(text))).rejects.toMatchObject({ code: 'FILE_REFUSED' });
  });

  it('is every export: reports, calendars, policies, questionnaires and lists of problems', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
    await bench.lead.vendors.update({ vendorId: vendor.id, revision: 1, changes: { nextReviewOn: '2026-12-24' } });
    const { rows } = await bench.auditor.auditTrail.list({
      filters: [{ field: 'feature', operator: 'is', values: ['vendors'] }],
    });
    const newest = rows[0]?.sequence ?? 0;
    const { files } = await finishJob(
      bench.auditor.reports.export({
        kinds: ['vendor_register'],
        formats: ['word', 'excel'],
        assessmentIds: [],
        classification: 'Confidential',
        organisation: 'Calder',
        withLogo: false,
      }),
    );
    const calendar = await bench.auditor.overview.exportCalendar({ kinds: [], mine: false });
    const [questionnaire] = await bench.auditor.questionnaires.list();
    const pack = await bench.auditor.questionnaires.exportFile({ questionnaireId: questionnaire?.id ?? '' });
    for (const { token, name } of [...files, calendar, pack]) {
      const content = readFileSync(bench.workbench.files.find(token).path);
      const { verdict, carried } = await compare(bench, content, name);
      expect([name, verdict, carried.sequence]).toEqual([name, 'extends', newest]);
    }
  });
});

it('refuses changes of entries as long as its triggers stand', async () => {
  await using bench = await createTestWorkbench();
  const { file } = openFile(bench);
  expect(() => file.exec("update audit_entries set actor_name = 'x'")).toThrow('never changed');
  expect(() => file.exec('delete from audit_entries')).toThrow('never deleted');
});

it('stays intact while work goes on during a verification', async () => {
  await using bench = await createTestWorkbench();
  const job = await bench.auditor.auditTrail.verify();
  const results: boolean[] = [];
  for await (const event of job) {
    if (event.kind === 'progress') await bench.lead.vendors.create({ name: 'Meanwhile' }).catch(() => undefined);
    else results.push(event.result.intact);
  }
  expect(results).toEqual([true]);
});
