import { describe, expect, it } from 'vitest';
import { readToken } from '../support/files.ts';
import { createTestWorkbench, finishJob } from '../support/workbench.ts';

const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAAAAAA';

describe('auditTrail.list', () => {
  it('finds entries by every word of who, what and which value, however it is written', async () => {
    await using bench = await createTestWorkbench();
    const vendor = await bench.lead.vendors.create({ name: 'Café Müller AI', domain: 'mueller.example' });
    await bench.lead.vendors.update({
      vendorId: vendor.id,
      revision: 1,
      changes: { description: 'Keeps prompts for\nthirty days, see EV-2026-PRV3-002.' },
    });
    const find = async (search: string) =>
      (await bench.auditor.auditTrail.list({ search })).rows.map(({ operation }) => operation);
    expect(await find('cafe muller')).toEqual(['vendors.update', 'vendors.create']);
    expect(await find('thirty')).toEqual(['vendors.update']);
    expect(await find('EV-2026-PRV3')).toEqual(['vendors.update']);
    expect(await find('priya thir')).toEqual(['vendors.update']);
    expect(await find('mueller.example')).toEqual(['vendors.create']);
    expect(await find('tomas thirty')).toEqual([]);
    expect(await find('–')).not.toEqual([]);
    // What the index takes for commands is only text here.
    for (const search of ['"', 'a OR b', 'NEAR(a b)', 'text:x', '*', "x' or 1=1 --", '(', 'a AND NOT b']) {
      await expect(find(search)).resolves.toBeDefined();
    }
    await bench.lead.vendors.create({ name: 'Thirty Labs' });
    expect(await find('thirty')).toEqual(['vendors.create', 'vendors.update']);
  });

  it('gives one entry by its number, and narrows by person, record, operation and period', async () => {
    await using bench = await createTestWorkbench();
    await bench.lead.vendors.create({ name: 'Harrow AI' });
    const { rows, total } = await bench.auditor.auditTrail.list({ limit: 1 });
    const [newest] = rows;
    expect((await bench.auditor.auditTrail.list({ search: `#${newest?.sequence}` })).rows).toEqual([newest]);
    expect((await bench.auditor.auditTrail.list({ search: '#1,000,000' })).total).toBe(0);
    const count = async (field: string, value: string, operator: 'is' | 'on_or_after' = 'is') => {
      const found = await bench.auditor.auditTrail.list({ filters: [{ field, operator, values: [value] }] });
      expect(found.total + found.hidden).toBe(total);
      return found.total;
    };
    expect(await count('operation', 'vendors.create')).toBe(1);
    expect(await count('recordKind', 'vendor')).toBe(1);
    expect(await count('occurredAt', '2026-11-21', 'on_or_after')).toBe(0);
    expect(await count('actorId', newest?.actorId ?? '')).toBeGreaterThan(0);
    const choices = await bench.auditor.auditTrail.choices();
    expect(choices.operations).toContain('vendors.create');
    expect(choices.recordKinds).toContain('vendor');
    await expect(
      bench.auditor.auditTrail.list({ filters: [{ field: 'hash', operator: 'is', values: ['x'] }] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('auditTrail.checkpoint', () => {
  it('signs the head, keeps it and gives it as a file, for officers and auditors alone', async () => {
    await using bench = await createTestWorkbench();
    const signed = await bench.officer.auditTrail.checkpoint();
    expect(signed).toMatchObject({
      number: 1,
      signedBy: 'Ines Okafor',
      publicKey: expect.stringContaining('PUBLIC KEY') as string,
    });
    const file = JSON.parse((await readToken(bench.workbench, signed.file.token)).toString()) as Record<
      string,
      unknown
    >;
    expect(file).toMatchObject({
      format: 'assay-checkpoint-file/1',
      number: 1,
      signedBy: 'Ines Okafor',
      keyId: signed.keyId,
      head: expect.stringContaining(`${signed.sequence} ${signed.hash}`) as string,
    });
    expect(file['marks']).toHaveLength(signed.sequence);
    await bench.auditor.auditTrail.checkpoint();
    const { keyId, checkpoints } = await bench.reviewer.auditTrail.checkpoints();
    expect(keyId).toBe(signed.keyId);
    expect(checkpoints.map(({ number }) => number)).toEqual([2, 1]);
    for (const client of [bench.reviewer, bench.lead]) {
      await expect(client.auditTrail.checkpoint()).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    }
  });

  it('gives the same file once more, and the trail says so', async () => {
    await using bench = await createTestWorkbench();
    const first = await bench.officer.auditTrail.checkpoint();
    await bench.lead.vendors.create({ name: 'Later' });
    const again = await bench.reviewer.auditTrail.exportCheckpoint({ number: 1 });
    const [left, right] = await Promise.all([first.file, again].map(({ token }) => readToken(bench.workbench, token)));
    expect(left?.equals(right ?? Buffer.alloc(0))).toBe(true);
    const { rows } = await bench.auditor.auditTrail.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ operation: 'auditTrail.exportCheckpoint', recordId: '1' });
    await expect(bench.auditor.auditTrail.exportCheckpoint({ number: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.auditor.auditTrail.exportCheckpoint({ number: 0 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('auditTrail.compare', () => {
  it('refuses a token that is none or unknown', async () => {
    await using bench = await createTestWorkbench();
    const job = finishJob(bench.auditor.auditTrail.compare({ fileToken: UNKNOWN }));
    await expect(job).rejects.toMatchObject({ code: 'FILE_GONE' });
    const malformed = bench.auditor.auditTrail.compare({ fileToken: '../../etc/passwd' });
    await expect(finishJob(malformed)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
