import { describe, expect, it } from 'vitest';
import { createTestWorkbench, finishJob, openTestWindow } from '../support/workbench.ts';

describe('workspace', () => {
  it('is created with its first compliance officer, and the trail says so', async () => {
    await using bench = await createTestWorkbench();
    const status = await bench.officer.workspace.status();
    expect(status.person?.role).toBe('compliance_officer');
    expect(status.workspace?.organisation).toBe('Calder Health Pay');
    const trail = await bench.auditor.auditTrail.list({});
    expect(trail.rows.map((entry) => entry.operation)).toContain('workspace.create');
    expect(trail.total).toBe(status.workspace?.trail.sequence);
    const verification = await finishJob(bench.auditor.auditTrail.verify());
    expect(verification).toMatchObject({ intact: true, firstBroken: null });
  });

  it('keeps each window its own person', async () => {
    await using bench = await createTestWorkbench();
    const stranger = openTestWindow(bench.workbench);
    expect((await stranger.workspace.status()).person).toBeNull();
    await expect(stranger.auditTrail.list({})).rejects.toMatchObject({ code: 'NO_PERSON' });
    expect((await bench.reviewer.workspace.status()).person?.name).toBe('Tomas Lindqvist');
  });

  it('refuses what a role may not do', async () => {
    await using bench = await createTestWorkbench();
    const refused = bench.auditor.people.create({ name: 'New', role: 'auditor', email: '', position: '' });
    await expect(refused).rejects.toMatchObject({ code: 'ROLE_REFUSED', defined: true });
    await expect(
      bench.officer.people.create({ name: '', role: 'auditor', email: '', position: '' }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'name' },
    });
  });

  it('keeps the last compliance officer', async () => {
    await using bench = await createTestWorkbench();
    const people = await bench.officer.people.list();
    const [ines, ruth] = people.filter((person) => person.role === 'compliance_officer');
    if (!ines || !ruth) throw new Error('The fixture has two officers');
    await bench.officer.people.update({ personId: ruth.id, revision: 1, changes: { active: false } });
    await expect(
      bench.officer.people.update({ personId: ines.id, revision: 1, changes: { role: 'auditor' } }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(
      bench.officer.people.update({ personId: ruth.id, revision: 1, changes: { active: true } }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  });
});
