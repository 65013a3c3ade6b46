import { expect, it } from 'vitest';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { createTestWorkbench, finishJob } from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

function openFile(bench: Bench): Workspace {
  const { workspace } = bench.workbench.openWindow('raw').session.bench;
  if (!workspace) throw new Error('The fixture has an open workspace');
  return workspace;
}

/** Does what only somebody with the file and SQLite could: the triggers are taken away first. */
function tamper({ file }: Workspace, sql: string): void {
  const triggers = file.prepare<[], { name: string }>("select name from sqlite_master where type = 'trigger'").all();
  for (const { name } of triggers) file.exec(`drop trigger "${name}"`);
  file.exec(sql);
}

const TAMPERINGS = [
  ['an entry that was changed', "update audit_entries set actor_name = 'Nobody' where sequence = 3", 3],
  ['an entry that was removed', 'delete from audit_entries where sequence = 4', 4],
  ['a tail that was cut off', 'delete from audit_entries where sequence >= 5', 5],
  ['entries that changed places', 'update audit_entries set sequence = -sequence where sequence in (2, 3)', 2],
  ['an entry with a new hash', `update audit_entries set hash = '${'a'.repeat(64)}' where sequence = 2`, 2],
] as const;

for (const [what, sql, sequence] of TAMPERINGS) {
  it(`names ${what} as the first broken entry`, async () => {
    await using bench = await createTestWorkbench();
    expect((await finishJob(bench.auditor.auditTrail.verify())).intact).toBe(true);
    tamper(openFile(bench), sql);
    const found = await finishJob(bench.auditor.auditTrail.verify());
    expect(found).toMatchObject({ intact: false, firstBroken: { sequence } });
    const check = await finishJob(bench.auditor.workspace.check());
    expect(check.sound).toBe(false);
    expect(check.problems.some(({ part }) => part === 'trail')).toBe(true);
  });
}

it('refuses changes of entries as long as its triggers stand', async () => {
  await using bench = await createTestWorkbench();
  const { file } = openFile(bench);
  expect(() => file.exec("update audit_entries set actor_name = 'x'")).toThrow('never changed');
  expect(() => file.exec('delete from audit_entries')).toThrow('never deleted');
});

it('signs checkpoints that later entries are held against', async () => {
  await using bench = await createTestWorkbench();
  const signed = await bench.auditor.auditTrail.checkpoint();
  await bench.officer.people.create({ name: 'Later', role: 'auditor', email: '', position: '' });
  expect(await finishJob(bench.auditor.auditTrail.verify())).toMatchObject({ intact: true, checkpoints: 1 });
  tamper(openFile(bench), `update audit_checkpoints set hash = '${'b'.repeat(64)}'`);
  expect(await finishJob(bench.auditor.auditTrail.verify())).toMatchObject({
    intact: false,
    firstBroken: { sequence: signed.sequence },
  });
  await expect(bench.reviewer.auditTrail.checkpoint()).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
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
