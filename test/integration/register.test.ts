import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findVendorByNames, addVendor, listVendors } from '../../electron/core/features/vendors/vendors.ts';
import { addTool, changeManyTools, getVendorNextStep, listTools } from '../../electron/core/features/tools/tools.ts';
import { listFindings, listOpenFlags } from '../../electron/core/features/findings/findings.ts';
import { writeUnit } from '../../electron/core/database/unit-of-work.ts';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import type { ListInput } from '../../shared/contract/operation.ts';
import { openTestFile } from '../support/open-file.ts';

const SIZE = 5000;
const everything: ListInput = { offset: 0, limit: 50, search: '', filters: [], sort: [] };

let opened: Awaited<ReturnType<typeof openTestFile>>;
let workspace: Workspace;

function nameOf(number: number): string {
  return `Vendor ${String(number).padStart(4, '0')}`;
}

beforeAll(async () => {
  opened = await openTestFile();
  ({ workspace } = opened);
  await writeUnit(workspace, 'assay', 'exchange.commit', async (unit) => {
    for (let number = 1; number <= SIZE; number += 1) {
      const name = nameOf(number);
      const vendor = await addVendor(unit, { name, domain: `v${number}.example`, aliases: [`Alias ${number}`] });
      await addTool(unit, { vendorId: vendor.id, name: `${name} Assist`, kind: 'assistant' });
    }
  });
}, 120_000);
afterAll(() => opened[Symbol.asyncDispose]());

/** How SQLite means to do what `work` asks of it, one line for each step of each query. */
async function explain(work: () => Promise<unknown>): Promise<string[]> {
  workspace = await opened.open();
  const { file } = workspace;
  const texts: string[] = [];
  const prepare = file.prepare.bind(file);
  Object.assign(file, {
    prepare: (text: string) => {
      texts.push(text);
      return prepare(text);
    },
  });
  await work();
  Object.assign(file, { prepare });
  return texts.flatMap((text) => {
    const parameters = [...text.matchAll(/\?/g)].map(() => null);
    return (prepare(`explain query plan ${text}`).all(parameters) as { detail: string }[]).map(({ detail }) => detail);
  });
}

/** Steps that read a table from end to end without an index. */
function listScans(plan: readonly string[]): string[] {
  return plan.filter((step) => /^SCAN (?!page\b|CONSTANT ROW|vt\b)/.test(step) && !/INDEX/.test(step));
}

describe('a register of 5,000 vendors and tools', () => {
  it('gives every vendor and tool its own code and an entry in the trail', async () => {
    const { rows, total, hidden } = await listVendors(workspace.queries, everything);
    expect({ total, hidden }).toEqual({ total: SIZE, hidden: 0 });
    expect(rows).toHaveLength(50);
    expect(rows[0]).toMatchObject({ code: 'VN-001', name: 'Vendor 0001', toolCount: 1 });
    const last = await listTools(workspace.queries, { ...everything, offset: SIZE - 1 });
    expect(last.rows).toEqual([expect.objectContaining({ code: 'TL-5000', vendorName: nameOf(SIZE) })]);
    const { entries } = workspace.file.prepare('select count(*) as entries from audit_entries').get() as {
      entries: number;
    };
    expect(entries).toBe(2 * SIZE);
  });

  it('reads a first page by index, without sorting or scanning', async () => {
    for (const list of [listVendors, listTools]) {
      const page = await explain(() => list(workspace.queries, everything));
      expect(listScans(page)).toEqual([]);
      expect(page.filter((step) => /ORDER BY/.test(step) && !/LAST TERM/.test(step))).toEqual([
        // The fifty rows of the page, in the order in which they were found.
        'USE TEMP B-TREE FOR ORDER BY',
      ]);
      expect(page.join('\n')).toMatch(/(vendors|tools)_by_name/);
    }
  });

  it('finds a vendor by any of its names and by its domain, by index', async () => {
    const found = (names: string[], domain = '') => findVendorByNames(workspace.queries, names, domain);
    expect(await found(['nobody', 'VENDOR 4321'])).toMatchObject({ name: 'Vendor 4321', by: 'name' });
    expect(await found(['alias 77'])).toMatchObject({ name: 'Vendor 0077', by: 'alias', matched: 'Alias 77' });
    expect(await found(['nobody'], 'v4999.example')).toMatchObject({ name: 'Vendor 4999', by: 'domain' });
    expect(await found(['nobody'])).toBeNull();
    expect(listScans(await explain(() => found(['a', 'b', 'c', 'd'], 'e')))).toEqual([]);
  });

  it('reads what belongs to one vendor by index', async () => {
    const { rows } = await listVendors(workspace.queries, { ...everything, limit: 1 });
    const vendorId = rows[0]?.id ?? '';
    const plan = await explain(async () => {
      await getVendorNextStep(workspace.queries, vendorId, '2026-11-20');
      await listOpenFlags(workspace.queries, { vendorId });
    });
    expect(listScans(plan)).toEqual([]);
    expect(plan.join('\n')).toMatch(/tools_by_vendor[\s\S]*findings_by_vendor/);
    const filters = [{ field: 'vendorId', operator: 'is' as const, values: [vendorId] }];
    expect((await listTools(workspace.queries, { ...everything, filters })).total).toBe(1);
    expect((await listFindings(workspace.queries, { ...everything, filters })).total).toBe(0);
  });

  it('searches, filters and sorts the whole register', async () => {
    const lists: ListInput[] = [
      { ...everything, search: 'alias 4999' },
      { ...everything, filters: [{ field: 'inherentTier', operator: 'is', values: [null] }] },
      { ...everything, sort: [{ field: 'residual', direction: 'descending' }] },
      { ...everything, sort: [{ field: 'owner', direction: 'ascending' }], offset: 4000 },
    ];
    for (const list of lists) {
      const { rows } = await listVendors(workspace.queries, list);
      expect(rows.length).toBeGreaterThan(0);
    }
  });

  it('changes a thousand tools at once, or none of them', async () => {
    const { rows } = await listTools(workspace.queries, { ...everything, limit: 1000 });
    const toolIds = rows.map(({ id }) => id);
    const entries = () => workspace.file.prepare('select count(*) from audit_entries').pluck().get() as number;
    const before = entries();
    const change = (ids: readonly string[]) =>
      writeUnit(workspace, 'assay', 'tools.updateMany', (unit) =>
        changeManyTools(unit, ids, { nextReviewOn: '2027-01-12' }),
      );
    await expect(change([...toolIds, workspace.id])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(entries()).toBe(before);
    expect(await change(toolIds)).toBe(1000);
    expect(entries()).toBe(before + 1000);
    const filters = [{ field: 'nextReviewOn', operator: 'on_or_before' as const, values: ['2027-01-12'] }];
    expect(await listTools(workspace.queries, { ...everything, filters })).toMatchObject({
      total: 1000,
      hidden: SIZE - 1000,
    });
  });
});
