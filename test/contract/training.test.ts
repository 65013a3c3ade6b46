import { describe, expect, it } from 'vitest';
import { countEntries, readHistory } from '../support/records.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const NOT_STATED = { statedExpiresOn: null, reference: '' } as const;

async function addJonas(client: TestClient) {
  return client.accessTiers.addIdentity({
    name: 'Jonas Weber',
    kind: 'person',
    role: 'junior',
    account: 'jonas@calder.example',
    joinedOn: '2026-01-05',
  });
}

describe('training courses', () => {
  it('start from the shipped programme, once, and are then the workspace’s own', async () => {
    await using bench = await createTestWorkbench();
    const adopted = await bench.lead.training.adoptCourses();
    expect(adopted).toHaveLength(10);
    expect(adopted.map(({ part }) => part)).toEqual([
      ...Array<string>(2).fill('foundational'),
      ...Array<string>(5).fill('role_specific'),
      ...Array<string>(3).fill('continuous'),
    ]);
    const [first] = adopted;
    if (!first) throw new Error('no course');
    const changed = await bench.lead.training.updateCourse({
      courseId: first.id,
      revision: 1,
      changes: { validityMonths: 6, materialVersion: '2.1' },
    });
    expect(changed).toMatchObject({ validityMonths: 6, materialVersion: '2.1', revision: 2 });
    const again = await bench.lead.training.adoptCourses();
    expect(again).toHaveLength(10);
    expect(again[0]).toEqual(changed);
    const history = await readHistory(bench.auditor, first.id);
    expect(history.map(({ operation }) => operation)).toEqual(['training.adoptCourses', 'training.updateCourse']);
  });

  it('are refused when malformed, twice, stale or from an auditor', async () => {
    await using bench = await createTestWorkbench();
    const made = await bench.lead.training.createCourse({ title: 'Our own course', part: 'foundational' });
    const before = await countEntries(bench.auditor);
    const create = (fields: Record<string, unknown>) =>
      bench.lead.training.createCourse({ title: 'Another', part: 'foundational', ...fields });
    await expect(create({ title: ' our own course ' })).rejects.toMatchObject({ data: { field: 'title' } });
    await expect(create({ part: 'optional' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(create({ validityMonths: 0 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(create({ roles: ['king'] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      bench.lead.training.updateCourse({ courseId: made.id, revision: 7, changes: { retired: true } }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.auditor.training.adoptCourses()).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.auditor.training.getCourse({ courseId: UNKNOWN_ID })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await countEntries(bench.auditor)).toBe(before);
  });
});

describe('training completions', () => {
  it('are recorded for many, show where each stands, and count no more once withdrawn', async () => {
    await using bench = await createTestWorkbench();
    const jonas = await addJonas(bench.lead);
    const ana = await bench.lead.accessTiers.addIdentity({
      name: 'Ana Silva',
      kind: 'person',
      role: 'security',
      joinedOn: '2026-01-05',
    });
    const courses = await bench.lead.training.adoptCourses();
    const basics = courses.find(({ packId }) => packId === 'FN-1');
    if (!basics) throw new Error('no course');
    const recorded = await bench.lead.training.recordCompletions({
      ...NOT_STATED,
      identityIds: [jonas.id, ana.id, jonas.id],
      courseId: basics.id,
      completedOn: '2025-12-10',
      reference: 'Class of December',
    });
    expect(recorded.map(({ identity, expiresOn, standing }) => [identity.name, expiresOn, standing])).toEqual([
      ['Jonas Weber', '2026-12-10', 'expiring'],
      ['Ana Silva', '2026-12-10', 'expiring'],
    ]);
    const matrix = await bench.auditor.training.matrix({});
    expect(matrix.counts).toEqual({ everybody: 2, gaps: 2, expiring: 2, complete: 0 });
    const row = matrix.people.find(({ identity }) => identity.id === jonas.id);
    expect(row).toMatchObject({ gaps: 2, nextExpiryOn: '2026-12-10' });
    expect(row?.standings.find(({ courseId }) => courseId === basics.id)?.state).toBe('expiring');
    expect((await bench.auditor.training.matrix({ search: 'ana sil' })).people).toHaveLength(1);
    expect((await bench.auditor.training.matrix({ view: 'complete' })).people).toEqual([]);

    const [first] = recorded;
    if (!first) throw new Error('nothing recorded');
    const withdrawn = await bench.lead.training.withdrawCompletion({
      completionId: first.id,
      revision: 1,
      reason: 'It was another Jonas',
    });
    expect(withdrawn).toMatchObject({ standing: 'withdrawn', withdrawnReason: 'It was another Jonas' });
    const after = await bench.auditor.training.matrix({ search: 'jonas' });
    expect(after.people[0]?.standings[0]?.state).toBe('missing');
    await expect(
      bench.lead.training.updateCompletion({ completionId: first.id, revision: 2, changes: { reference: 'x' } }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const listed = await bench.auditor.training.listCompletions({
      filters: [{ field: 'withdrawn', operator: 'is', values: ['0'] }],
    });
    expect(listed.rows.map(({ identity }) => identity.name)).toEqual(['Ana Silva']);
    const history = await readHistory(bench.auditor, first.id);
    expect(history.map(({ operation }) => operation)).toEqual([
      'training.recordCompletions',
      'training.withdrawCompletion',
    ]);
  });

  it('are all recorded or none, and never for an agent, the future or an end before the start', async () => {
    await using bench = await createTestWorkbench();
    const jonas = await addJonas(bench.lead);
    const bot = await bench.lead.accessTiers.addIdentity({
      name: 'build-bot',
      kind: 'agent',
      role: 'service',
      ownerId: jonas.id,
      joinedOn: '2026-01-05',
    });
    const [course] = await bench.lead.training.adoptCourses();
    if (!course) throw new Error('no course');
    const before = await countEntries(bench.auditor);
    const record = (client: TestClient, fields: Record<string, unknown>) =>
      client.training.recordCompletions({
        ...NOT_STATED,
        identityIds: [jonas.id],
        courseId: course.id,
        completedOn: '2026-11-01',
        ...fields,
      });
    await expect(record(bench.lead, { identityIds: [jonas.id, bot.id] })).rejects.toMatchObject({
      data: { field: 'identityIds' },
    });
    await expect(record(bench.lead, { completedOn: '2026-11-21' })).rejects.toMatchObject({
      data: { field: 'completedOn' },
    });
    await expect(record(bench.lead, { statedExpiresOn: '2026-10-31' })).rejects.toMatchObject({
      data: { field: 'statedExpiresOn' },
    });
    await expect(record(bench.lead, { courseId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(record(bench.auditor, {})).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect(await countEntries(bench.auditor)).toBe(before);
    expect((await bench.auditor.training.listCompletions({})).total).toBe(0);
  });

  it('come in as a list, all rows or none, and not twice', async () => {
    await using bench = await createTestWorkbench();
    await addJonas(bench.lead);
    await bench.lead.training.adoptCourses();
    const good = 'Person;Course;Completed\njonas@calder.example;TRN-001;2026-11-01\nJonas Weber;TRN-002;2 Nov 2026\n';
    const bad = `${good}Nobody;TRN-001;2026-11-01\n`;
    expect(await bench.lead.training.checkImport({ text: bad })).toMatchObject({
      faults: 1,
      rows: [
        { row: 2, problem: null },
        { row: 3 },
        { row: 4, problem: 'Nobody who uses the tools is called “Nobody”.' },
      ],
    });
    await expect(bench.lead.training.importCompletions({ text: bad })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'text' },
    });
    expect((await bench.auditor.training.listCompletions({})).total).toBe(0);
    expect(await bench.lead.training.importCompletions({ text: good })).toEqual({ recorded: 2, known: 0 });
    expect(await bench.lead.training.importCompletions({ text: good })).toEqual({ recorded: 0, known: 2 });
    await expect(bench.auditor.training.importCompletions({ text: good })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
  });
});

describe('the training gate', () => {
  it('opens internal code when every required course is held, and closes the day after one ends', async () => {
    const { createTestClock } = await import('../support/workbench.ts');
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const jonas = await addJonas(bench.lead);
    const courses = await bench.lead.training.adoptCourses();
    const design = await bench.lead.accessTiers.startDraft();
    const vendor = await bench.lead.vendors.create({ name: 'Lumen Forge' });
    const tool = await bench.lead.tools.create({ vendorId: vendor.id, name: 'Forge Assist', kind: 'assistant' });
    const askTraining = async () => {
      const { steps } = await bench.auditor.accessTiers.ask({
        identityId: jonas.id,
        toolId: tool.id,
        repositoryId: null,
        classId: 'internal',
        region: null,
        designId: design.id,
      });
      const step = steps.find(({ rule }) => rule === 'training');
      return [step?.outcome, step?.says, step?.facts];
    };
    expect(await askTraining()).toEqual([
      'missing',
      'course_missing',
      { person: 'Jonas Weber', course: 'Working with AI coding tools' },
    ]);
    for (const course of courses.filter(({ roles, classes }) => roles.includes('junior') && classes.length === 0)) {
      await bench.lead.training.recordCompletions({
        ...NOT_STATED,
        identityIds: [jonas.id],
        courseId: course.id,
        completedOn: '2026-11-02',
      });
    }
    expect((await askTraining()).slice(0, 2)).toEqual(['pass', 'current']);
    clock.set('2027-11-02T10:00:00.000Z');
    expect((await askTraining()).slice(0, 2)).toEqual(['pass', 'current']);
    clock.set('2027-11-03T10:00:00.000Z');
    expect((await askTraining()).slice(0, 2)).toEqual(['missing', 'expired']);
  });
});
