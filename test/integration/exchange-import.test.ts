import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { createTestWorkbench, finishJob, openTestWindow } from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

const HEADER = ['Tool', 'Vendor', 'Kind', 'Status', 'Users', 'Next review', 'Why', 'Website'];

function listRows(count: number): (string | number)[][] {
  return Array.from({ length: count }, (_, row) => [
    `Tool ${row}`,
    `Vendor ${row % (count / 10)}`,
    'Assistant',
    'Live',
    row % 500,
    '31/12/2026',
    `Reason number ${row}`,
    `vendor-${row % (count / 10)}.example`,
  ]);
}

async function offerList(bench: Bench, rows: (string | number)[][]): Promise<string> {
  const path = join(bench.folder, 'list.xlsx');
  writeFileSync(path, await writeXlsx({ sheets: [{ name: 'List', rows: [HEADER, ...rows] }] }));
  return (await bench.workbench.files.offer(path, 'list.xlsx', 'application/octet-stream')).token;
}

async function countRecords({ officer }: Bench) {
  const [vendors, tools, trail] = await Promise.all([
    officer.vendors.list({ limit: 1 }),
    officer.tools.list({ limit: 1 }),
    officer.auditTrail.list({ limit: 1 }),
  ]);
  return { vendors: vendors.total, tools: tools.total, trail: trail.total };
}

describe('10,000 rows', () => {
  test('are read, checked and written with progress, and counted in and out', async () => {
    await using bench = await createTestWorkbench();
    const { officer } = bench;
    const before = await countRecords(bench);
    const token = await offerList(bench, listRows(10_000));
    const start = performance.now();
    const { importId, proposal, sheets } = await finishJob(officer.exchange.inspect({ token }));
    expect(sheets[0]?.rows).toBe(10_000);
    const run = await finishJob(officer.exchange.dryRun({ importId, mapping: proposal }));
    expect(run).toMatchObject({ rows: 10_000, ready: 10_000, withErrors: 0, newVendors: 1000 });
    const progress: { step: string; done: number; total: number | null }[] = [];
    let result: unknown;
    for await (const event of await officer.exchange.commit({ importId, mapping: proposal })) {
      if (event.kind === 'progress') progress.push(event);
      else result = event.result;
    }
    const seconds = (performance.now() - start) / 1000;
    console.log(`10,000 rows read, checked and written in ${seconds.toFixed(1)} s`);
    expect(result).toEqual({ created: 10_000, updated: 0, skipped: 0, leftOut: 0, newVendors: 1000 });
    expect(new Set(progress.map(({ step }) => step))).toEqual(
      new Set(['exchange.progress.checking', 'exchange.progress.writing']),
    );
    expect(progress.length).toBeGreaterThan(100);
    const after = await countRecords(bench);
    // One entry for each record, and one for the import itself.
    expect(after).toEqual({ vendors: 1000, tools: 10_000, trail: before.trail + 11_001 });
    expect((await finishJob(officer.auditTrail.verify())).intact).toBe(true);
  }, 240_000);

  test('are not written when one of the last is refused', async () => {
    await using bench = await createTestWorkbench();
    const before = await countRecords(bench);
    const rows = listRows(10_000);
    rows[9998] = ['Tool 9998', 'Vendor 1', 'Gadget', 'Live', 1, '31/12/2026', '', ''];
    const { importId, proposal } = await finishJob(
      bench.officer.exchange.inspect({ token: await offerList(bench, rows) }),
    );
    await expect(finishJob(bench.officer.exchange.commit({ importId, mapping: proposal }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/^One of 10,000 rows .* C10000: Kind is none of the five\.$/) as string,
    });
    expect(await countRecords(bench)).toEqual(before);
  }, 120_000);
});

describe('a cancelled import', () => {
  async function cancelAt(step: string, done: number) {
    await using bench = await createTestWorkbench();
    const { officer } = bench;
    const token = await offerList(bench, listRows(1000));
    const before = await countRecords(bench);
    const control = new AbortController();
    const { importId, proposal } = await finishJob(officer.exchange.inspect({ token }));
    const work = async () => {
      const call = { signal: control.signal };
      const job = step.endsWith('reading')
        ? officer.exchange.inspect({ token }, call)
        : officer.exchange.commit({ importId, mapping: proposal }, call);
      for await (const event of await job) {
        if (event.kind === 'progress' && event.step === step && event.done >= done) control.abort();
      }
    };
    await expect(work()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await countRecords(bench)).toEqual(before);
    // The list is still held, and imports whole when it is asked for again.
    const result = await finishJob(officer.exchange.commit({ importId, mapping: proposal }));
    expect(result.created).toBe(1000);
  }

  test('leaves nothing behind while it reads', () => cancelAt('exchange.progress.reading', 0));
  test('leaves nothing behind while it checks', () => cancelAt('exchange.progress.checking', 400));
  test('leaves nothing behind while it writes', () => cancelAt('exchange.progress.writing', 700));
});

test('a process that is killed while it writes leaves nothing behind', async () => {
  await using bench = await createTestWorkbench();
  await offerList(bench, listRows(2000));
  const before = await countRecords(bench);
  const path = join(bench.folder, 'workspaces', 'calder.assay');
  await bench.officer.workspace.close();
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../support/import-until-killed.ts', import.meta.url)),
      path,
      join(bench.folder, 'list.xlsx'),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await bench.workbench.openWorkspaceFile(path);
  const officer = openTestWindow(bench.workbench);
  const [ines] = await officer.people.list();
  await officer.people.choose({ personId: ines?.id ?? '' });
  const after = await countRecords({ ...bench, officer });
  expect(after).toMatchObject({ vendors: 0, tools: 0 });
  // The child chose who works, and this test did.
  expect(after.trail).toBe(before.trail + 2);
  expect((await finishJob(officer.auditTrail.verify())).intact).toBe(true);
});
