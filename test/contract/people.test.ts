import { expect, it } from 'vitest';
import { createTestWorkbench, openTestWindow } from '../support/workbench.ts';

it('adds a person with initials, and the trail names who added them', async () => {
  await using bench = await createTestWorkbench();
  const person = await bench.officer.people.create({
    name: 'Ólafur Þór Jónsson',
    email: 'olafur@calder.example',
    position: 'Platform',
    role: 'security_reviewer',
  });
  expect(person).toMatchObject({ initials: 'ÓJ', active: true, revision: 1 });
  const { rows } = await bench.auditor.auditTrail.list({ limit: 1 });
  expect(rows[0]).toMatchObject({
    operation: 'people.create',
    recordId: person.id,
    actorName: 'Ines Okafor',
    before: null,
  });
});

it.each([
  ['an empty name', { name: '  ' }, 'name'],
  ['no address', { email: 'not an address' }, 'email'],
  ['no role', { role: 'owner' }, 'role'],
])('refuses %s and says which field it is', async (_what, part, field) => {
  await using bench = await createTestWorkbench();
  const before = (await bench.officer.people.list()).length;
  const fields = { name: 'New', email: '', position: '', role: 'auditor' as const, ...part };
  await expect(bench.officer.people.create(fields as never)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { field },
  });
  expect(await bench.officer.people.list()).toHaveLength(before);
});

it('lets nobody work under the name of somebody who left', async () => {
  await using bench = await createTestWorkbench();
  const wen = (await bench.officer.people.list()).find(({ name }) => name === 'Wen Zhao');
  if (!wen) throw new Error('The fixture has an auditor');
  await bench.officer.people.update({ personId: wen.id, revision: 1, changes: { active: false } });
  // A window in which that person was working is refused from the next call on.
  await expect(bench.auditor.auditTrail.list({})).rejects.toMatchObject({ code: 'NO_PERSON' });
  await expect(openTestWindow(bench.workbench).people.choose({ personId: wen.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('takes a changed role at once', async () => {
  await using bench = await createTestWorkbench();
  const priya = (await bench.officer.people.list()).find(({ name }) => name === 'Priya Raman');
  if (!priya) throw new Error('The fixture has a lead');
  await bench.lead.vendors.create({ name: 'Before' });
  await bench.officer.people.update({ personId: priya.id, revision: 1, changes: { role: 'auditor' } });
  await expect(bench.lead.vendors.create({ name: 'After' })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
});

it('forgets who works in a window when they leave it', async () => {
  await using bench = await createTestWorkbench();
  await bench.reviewer.people.leave();
  expect((await bench.reviewer.workspace.status()).person).toBeNull();
  await expect(bench.reviewer.vendors.list({})).rejects.toMatchObject({ code: 'NO_PERSON' });
});
