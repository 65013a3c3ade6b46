import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { writeUnit } from '../../electron/core/database/unit-of-work.ts';
import { createTestWorkbench } from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

/** More than a search reads by itself. */
const ENTRIES = 24_000;

async function fillTrail(bench: Bench): Promise<void> {
  const workspace = bench.workbench.openWindow('raw').session.bench.workspace as Workspace;
  for (let first = 1; first <= ENTRIES; first += 4000) {
    await writeUnit(workspace, 'assay', 'reports.export', async (unit) => {
      for (let number = first; number < first + 4000; number += 1) {
        unit.note({ kind: 'report', id: workspace.id, name: `Report ${number}`, facts: { copy: `copy${number}` } });
      }
    });
  }
}

/** Runs until it ends, or until `stopAfter` entries are known; gives what it said on the way. */
async function prepare({ auditor }: Bench, stopAfter = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  const said: { done: number; total: number | null }[] = [];
  const events = await auditor.auditTrail.prepareSearch(undefined, { signal: stop.signal });
  try {
    for await (const event of events) {
      if (event.kind === 'result') return { said, indexedTo: event.result.indexedTo };
      said.push({ done: event.done, total: event.total });
      if (event.done >= stopAfter) stop.abort();
    }
  } catch (error) {
    expect(error).toMatchObject({ code: 'CANCELLED' });
  }
  return { said, indexedTo: null };
}

describe('searching a trail that has become long', { timeout: 60_000 }, () => {
  it('makes its entries known with progress, keeps what was read when it is stopped, and goes on there', async () => {
    await using bench = await createTestWorkbench();
    await fillTrail(bench);
    const search = () => bench.auditor.auditTrail.list({ search: `copy${ENTRIES}` });
    await expect(search()).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW', data: { field: 'search' } });
    // One entry by its number needs no search.
    expect((await bench.auditor.auditTrail.list({ search: '#12' })).rows[0]?.sequence).toBe(12);

    const stopped = await prepare(bench, 6000);
    expect(stopped.indexedTo).toBeNull();
    const last = stopped.said.at(-1);
    expect(last?.done).toBeGreaterThanOrEqual(6000);
    expect(last?.total).toBeGreaterThan(ENTRIES);

    const resumed = await prepare(bench);
    expect(resumed.said[0]?.done).toBeGreaterThan(last?.done ?? 0);
    expect(resumed.indexedTo).toBe(resumed.said.at(-1)?.total);
    const found = await search();
    expect(found.rows.map(({ recordName }) => recordName)).toEqual([`Report ${ENTRIES}`]);

    await bench.lead.vendors.create({ name: 'Harrow AI' });
    const { total } = await bench.auditor.auditTrail.list({ search: 'harrow' });
    expect(total, 'a few new entries are read by the search itself').toBe(1);
  });

  it('says nothing on the way where there is nothing to wait for', async () => {
    await using bench = await createTestWorkbench();
    expect((await prepare(bench)).said).toEqual([]);
  });
});
