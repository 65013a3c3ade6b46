import { describe, expect, it } from 'vitest';
import { makePngHead, upload } from '../support/files.ts';
import { countEntries, readHistory, whoWorks } from '../support/records.ts';
import { createTestWorkbench } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const list = {
  search: '',
  filters: [{ field: 'status', operator: 'is' as const, values: ['approved', 'conditional'] }],
  sort: [{ field: 'name', direction: 'ascending' as const }],
};

describe('settings.personal and settings.savePersonal', () => {
  it('keeps what one person likes apart from the others', async () => {
    await using bench = await createTestWorkbench();
    const usual = { theme: 'system', density: 'standard', letterKeys: true };
    expect(await bench.auditor.settings.personal()).toEqual(usual);
    expect(await bench.auditor.settings.savePersonal({ theme: 'dark', letterKeys: false })).toEqual({
      theme: 'dark',
      density: 'standard',
      letterKeys: false,
    });
    expect(await bench.auditor.settings.savePersonal({ density: 'compact' })).toMatchObject({ theme: 'dark' });
    expect(await bench.lead.settings.personal()).toEqual(usual);
    await expect(bench.lead.settings.savePersonal({ theme: 'pink' } as never)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const history = await readHistory(bench.auditor, await whoWorks(bench.auditor));
    expect(history.at(-1)).toMatchObject({ operation: 'settings.savePersonal', after: { density: 'compact' } });
  });
});

describe('settings.saveOrganisation', () => {
  it('changes what stands on every document', async () => {
    await using bench = await createTestWorkbench();
    const before = await bench.auditor.settings.organisation();
    expect(before).toEqual({
      organisation: 'Calder Health Pay',
      documentPrefix: 'CHP',
      classification: 'Confidential',
      hipaaRole: 'not_set',
      hasLogo: false,
      revision: 1,
    });
    const logoToken = await upload(bench.workbench, 'logo.jpg', makePngHead(400, 120));
    const saved = await bench.officer.settings.saveOrganisation({
      revision: 1,
      changes: { documentPrefix: 'CAL', classification: 'Internal' },
      logoToken,
    });
    expect(saved).toMatchObject({ documentPrefix: 'CAL', classification: 'Internal', hasLogo: true, revision: 2 });
    const renamed = await bench.officer.settings.saveOrganisation({ revision: 2, changes: { organisation: 'Calder' } });
    expect(renamed).toMatchObject({ organisation: 'Calder', hasLogo: true, revision: 3 });
    expect((await bench.officer.workspace.status()).workspace?.organisation).toBe('Calder');
    const without = await bench.officer.settings.saveOrganisation({ revision: 3, changes: {}, logoToken: null });
    expect(without.hasLogo).toBe(false);
    const { workspace } = await bench.officer.workspace.status();
    const history = await readHistory(bench.auditor, workspace?.id ?? '');
    expect(history.at(-1)?.after).toMatchObject({ logoSha256: null });
  });

  it.each([
    ['what is no PNG', Buffer.from('GIF89a'), 'The logo is not a PNG file.'],
    [
      'a PNG without a head',
      Buffer.from('\u0089PNG\r\n\u001a\nshort of it all', 'latin1'),
      'The logo is not a PNG file.',
    ],
    [
      'more than 1 MB',
      Buffer.concat([makePngHead(10, 10), Buffer.alloc(1024 * 1024)]),
      'The logo is larger than 1 MB.',
    ],
    ['too many pixels', makePngHead(4001, 10), 'The logo is 4001 × 10 pixels; at most 4000 fit either way.'],
  ])('refuses %s as a logo', async (_what, content, message) => {
    await using bench = await createTestWorkbench();
    const logoToken = await upload(bench.workbench, 'logo.png', content);
    await expect(
      bench.officer.settings.saveOrganisation({ revision: 1, changes: {}, logoToken }),
    ).rejects.toMatchObject({ code: 'FILE_REFUSED', message, data: { field: 'logoToken' } });
    expect((await bench.officer.settings.organisation()).revision).toBe(1);
  });

  it('refuses a stale change, a bad prefix and everybody but an officer', async () => {
    await using bench = await createTestWorkbench();
    const before = await countEntries(bench.auditor);
    const save = (revision: number, documentPrefix: string) => ({ revision, changes: { documentPrefix } });
    await expect(bench.officer.settings.saveOrganisation(save(2, 'A'))).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(bench.officer.settings.saveOrganisation(save(1, 'a b'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'changes.documentPrefix' },
    });
    await expect(bench.lead.settings.saveOrganisation(save(1, 'A'))).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('settings.saveView', () => {
  it('keeps views of one’s own', async () => {
    await using bench = await createTestWorkbench();
    const view = { id: null, register: 'tools' as const, name: 'Approved registry', list, columns: ['name', 'status'] };
    const saved = await bench.lead.settings.saveView(view);
    expect(await bench.lead.settings.views({ register: 'tools' })).toEqual([saved]);
    expect(await bench.lead.settings.views({ register: 'vendors' })).toEqual([]);
    expect(await bench.auditor.settings.views({ register: 'tools' })).toEqual([]);
    await expect(bench.lead.settings.saveView({ ...view, name: 'APPROVED registry' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'name' },
    });
    const renamed = await bench.lead.settings.saveView({ ...saved, name: 'Registry' });
    expect(renamed).toEqual({ ...saved, name: 'Registry' });
    await expect(bench.auditor.settings.saveView({ ...saved, name: 'Mine' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(bench.auditor.settings.removeView({ viewId: saved.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.lead.settings.removeView({ viewId: saved.id });
    expect(await bench.lead.settings.views({ register: 'tools' })).toEqual([]);
    await expect(bench.lead.settings.removeView({ viewId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const history = await readHistory(bench.auditor, saved.id);
    expect(history.map(({ operation }) => operation)).toEqual([
      'settings.saveView',
      'settings.saveView',
      'settings.removeView',
    ]);
  });

  it('holds at most fifty of a register', async () => {
    await using bench = await createTestWorkbench();
    for (let number = 1; number <= 50; number += 1) {
      await bench.lead.settings.saveView({ id: null, register: 'tools', name: `View ${number}`, list, columns: [] });
    }
    await expect(
      bench.lead.settings.saveView({ id: null, register: 'tools', name: 'One more', list, columns: [] }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});
