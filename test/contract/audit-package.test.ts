import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPackage } from '../../electron/core/features/audit-package/open-package.ts';
import { verifyPackage } from '../../electron/core/features/audit-package/verify-package.ts';
import type { PackageScope } from '../../shared/contract/audit-package.ts';
import { addVendorWithTool, countEntries, makeApprovable, readHistory } from '../support/records.ts';
import { createTestWorkbench, finishJob } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const scope: PackageScope = {
  title: 'Audit package 2026',
  period: { from: '2026-01-01', to: '2026-11-20' },
  vendorIds: null,
  profile: 'full',
  seed: null,
};

describe('the readiness of an audit package', () => {
  it('says for an empty workspace that nothing is there, and where to begin', async () => {
    await using bench = await createTestWorkbench();
    const { items, tools, evidence, asOf, head } = await bench.auditor.auditPackage.readiness(scope);
    expect({ tools, evidence, asOf }).toEqual({ tools: 0, evidence: { files: 0, bytes: 0 }, asOf: '2026-11-20' });
    expect(items.map(({ number }) => number)).toHaveLength(17);
    expect(items[0]).toMatchObject({ state: 'missing', problems: [{ says: 'no_tools' }] });
    expect(head.sequence).toBeGreaterThan(0);
  });

  it('covers tools in use alone, and of the chosen vendors alone', async () => {
    await using bench = await createTestWorkbench();
    const { vendor, tool } = await addVendorWithTool(bench.lead, 'Harrow AI');
    await addVendorWithTool(bench.lead, 'Lumen Forge');
    await makeApprovable(bench.officer, tool.id);
    for (const status of ['in_review', 'conditional'] as const) {
      const { revision } = (await bench.officer.tools.get({ toolId: tool.id })).tool;
      await bench.officer.tools.changeStatus({ toolId: tool.id, revision, status, reason: 'All gates passed' });
    }
    const all = await bench.officer.auditPackage.readiness(scope);
    expect(all.tools).toBe(1);
    expect(all.vendors).toEqual([{ id: vendor.id, name: 'Harrow AI' }]);
    const none = await bench.officer.auditPackage.readiness({ ...scope, vendorIds: [UNKNOWN_ID] });
    expect(none.tools).toBe(0);
  });

  it('refuses a scope that is malformed', async () => {
    await using bench = await createTestWorkbench();
    const ask = (changes: Record<string, unknown>) => bench.officer.auditPackage.readiness({ ...scope, ...changes });
    await expect(ask({ period: { from: '2026-11-20', to: '2026-01-01' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    for (const changes of [
      { title: '' },
      { period: { from: '2026-02-30', to: '2026-03-01' } },
      { vendorIds: [] },
      { profile: 'secret' },
      { seed: 'a b' },
      { more: 1 },
    ]) {
      await expect(ask(changes), JSON.stringify(changes)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

describe('making an audit package', () => {
  it('keeps a record with its sums, and one entry in the trail', async () => {
    await using bench = await createTestWorkbench();
    await addVendorWithTool(bench.lead, 'Harrow AI');
    const before = await countEntries(bench.auditor);
    const { made, file } = await finishJob(
      bench.lead.auditPackage.make({ scope: { ...scope, seed: 'auditor-7' }, final: false }),
    );
    expect(made).toMatchObject({ status: 'draft', seed: 'auditor-7', ready: 0, madeBy: { name: 'Priya Raman' } });
    expect(file.name).toBe(`${made.name} draft.zip`);
    expect(await bench.auditor.auditPackage.list()).toEqual([made]);
    expect(await countEntries(bench.auditor)).toBe(before + 1);
    expect((await readHistory(bench.auditor, made.id)).map(({ operation }) => operation)).toEqual([
      'auditPackage.make',
    ]);
    const { path } = bench.workbench.files.find(file.token);
    const outcome = await verifyPackage(path);
    expect(outcome).toMatchObject({ verdict: 'valid', keySha256: made.keySha256 });
    expect(outcome.files).toHaveLength(made.files);
  });

  it('is refused to an auditor, as final to a lead, and as final while a point is open', async () => {
    await using bench = await createTestWorkbench();
    const before = await countEntries(bench.auditor);
    const make = (client: typeof bench.officer, final: boolean) =>
      finishJob(client.auditPackage.make({ scope, final }));
    await expect(make(bench.auditor, false)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(make(bench.lead, true)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(make(bench.officer, true)).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { field: 'final' },
    });
    expect(await bench.officer.auditPackage.list()).toEqual([]);
    expect(await countEntries(bench.auditor)).toBe(before);
  });

  it('gives way when somebody works on meanwhile', async () => {
    await using bench = await createTestWorkbench();
    const events = await bench.officer.auditPackage.make({ scope, final: false });
    const read = async () => {
      let worked = false;
      for await (const event of events) {
        if (worked || event.kind !== 'progress' || event.done < 2) continue;
        worked = true;
        await bench.lead.vendors.create({ name: 'Harrow AI' });
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect(await bench.officer.auditPackage.list()).toEqual([]);
  });
});

describe('checking what is no package', () => {
  it('refuses it with one sentence', async () => {
    await using bench = await createTestWorkbench();
    await writeFile(join(bench.folder, 'letter.zip'), 'Dear auditor');
    await expect(openPackage(join(bench.folder, 'letter.zip'))).rejects.toMatchObject({ code: 'FILE_REFUSED' });
    await expect(openPackage(join(bench.folder, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(openPackage(bench.folder)).rejects.toMatchObject({ code: 'FILE_REFUSED' });
  });
});
