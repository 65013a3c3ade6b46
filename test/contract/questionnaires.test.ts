import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { QuestionnairePack } from '../../shared/contract/questionnaire-pack.ts';
import type { Questionnaire } from '../../shared/contract/questionnaires.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

type TestWorkbench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function findChecklist(client: TestClient): Promise<Questionnaire> {
  const row = (await client.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
  if (!row) throw new Error('The vendor checklist is not there');
  return client.questionnaires.get({ questionnaireId: row.id });
}

async function copyChecklist(bench: TestWorkbench, title = 'Our checklist'): Promise<Questionnaire> {
  const { id } = await findChecklist(bench.reviewer);
  return bench.reviewer.questionnaires.copy({ questionnaireId: id, title });
}

/** The same pack with its first question changed. */
function changeFirstQuestion(
  pack: QuestionnairePack,
  change: Partial<QuestionnairePack['sections'][number]['questions'][number]>,
): QuestionnairePack {
  const sections = pack.sections.map((section, index) =>
    index > 0
      ? section
      : {
          ...section,
          questions: section.questions.map((question, place) => (place > 0 ? question : { ...question, ...change })),
        },
  );
  return { ...pack, sections };
}

async function uploadText(bench: TestWorkbench, name: string, content: string): Promise<string> {
  const { token } = await bench.workbench.files.receive(name, Readable.from([Buffer.from(content)]));
  return token;
}

async function countTrail(bench: TestWorkbench): Promise<number> {
  return (await bench.auditor.auditTrail.list({ limit: 1 })).total;
}

describe('questionnaires', () => {
  it('come with a new workspace, published, and say so in the trail', async () => {
    await using bench = await createTestWorkbench();
    const rows = await bench.auditor.questionnaires.list();
    expect(rows.length).toBeGreaterThanOrEqual(6);
    expect(rows.every((row) => row.origin === 'shipped' && row.status === 'published' && row.publishedAt)).toBe(true);
    const checklist = await findChecklist(bench.auditor);
    expect(checklist).toMatchObject({ questions: 22, assessments: 0, revision: 1 });
    expect(checklist.lint.filter(({ severity }) => severity === 'error')).toEqual([]);
    const trail = await bench.auditor.auditTrail.list({
      filters: [{ field: 'recordKind', operator: 'is', values: ['questionnaire'] }],
    });
    expect(trail.total).toBe(rows.length);
    expect(trail.rows[0]).toMatchObject({ operation: 'workspace.create', actorName: 'Assay', before: null });
  });

  it('do not come in a second time when the workspace is opened again', async () => {
    await using bench = await createTestWorkbench();
    const before = await bench.officer.questionnaires.list();
    const entries = await countTrail(bench);
    await bench.officer.workspace.close();
    const place = (await bench.officer.workspace.places()).recent[0];
    if (!place) throw new Error('The workspace is not among the recent ones');
    await bench.officer.workspace.open({ token: place.token });
    expect(await bench.officer.questionnaires.list()).toEqual(before);
    expect(await countTrail(bench)).toBe(entries);
  });

  it('are copied into a draft of one’s own under a free id', async () => {
    await using bench = await createTestWorkbench();
    const first = await copyChecklist(bench, 'Checklist for Größe & co.');
    expect(first).toMatchObject({ packId: 'checklist-for-gro-e-co', version: '1.0.0', status: 'draft', origin: 'own' });
    expect(first.publishedAt).toBeNull();
    const second = await copyChecklist(bench, 'Checklist for Größe & co.');
    expect(second.packId).toBe('checklist-for-gro-e-co-2');
    const { id } = await findChecklist(bench.reviewer);
    await expect(
      bench.reviewer.questionnaires.copy({ questionnaireId: id, title: 'x'.repeat(121) }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'title' } });
  });

  it('save a faulty draft, and refuse to publish it until the check is clean', async () => {
    await using bench = await createTestWorkbench();
    const draft = await copyChecklist(bench);
    const faulty = changeFirstQuestion(draft.pack, {
      condition: { question: 'V-NONE-1', answer: ['yes'] },
    });
    const saved = await bench.reviewer.questionnaires.saveDraft({
      questionnaireId: draft.id,
      revision: draft.revision,
      pack: faulty,
    });
    expect(saved.revision).toBe(2);
    expect(saved.lint[0]).toMatchObject({ severity: 'error', code: 'orphan-question' });
    expect(await bench.reviewer.questionnaires.lint({ pack: faulty })).toEqual(saved.lint);
    await expect(
      bench.officer.questionnaires.publish({ questionnaireId: draft.id, revision: saved.revision }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW', data: { field: 'pack.sections.0.questions.0.condition' } });
    const mended = await bench.reviewer.questionnaires.saveDraft({
      questionnaireId: draft.id,
      revision: saved.revision,
      pack: draft.pack,
    });
    const published = await bench.officer.questionnaires.publish({
      questionnaireId: draft.id,
      revision: mended.revision,
    });
    expect(published).toMatchObject({ status: 'published', publishedAt: '2026-11-20T10:00:00.000Z' });
    await expect(
      bench.reviewer.questionnaires.saveDraft({ questionnaireId: draft.id, revision: 4, pack: draft.pack }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('go on in versions: one draft at a time, the published one before becomes superseded', async () => {
    await using bench = await createTestWorkbench();
    const checklist = await findChecklist(bench.reviewer);
    await expect(bench.reviewer.questionnaires.newVersion({ questionnaireId: checklist.id })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    const first = await copyChecklist(bench);
    await bench.officer.questionnaires.publish({ questionnaireId: first.id, revision: 1 });
    const second = await bench.reviewer.questionnaires.newVersion({ questionnaireId: first.id });
    expect(second).toMatchObject({ packId: first.packId, version: '1.1.0', status: 'draft' });
    await expect(bench.reviewer.questionnaires.newVersion({ questionnaireId: first.id })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    await expect(
      bench.reviewer.questionnaires.saveDraft({
        questionnaireId: second.id,
        revision: 1,
        pack: { ...second.pack, version: '1.0.0' },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'pack.version' } });
    await expect(
      bench.reviewer.questionnaires.saveDraft({
        questionnaireId: second.id,
        revision: 1,
        pack: { ...second.pack, id: 'vendor-checklist' },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'pack.id' } });
    await bench.officer.questionnaires.publish({ questionnaireId: second.id, revision: 1 });
    const statuses = (await bench.officer.questionnaires.list())
      .filter(({ packId }) => packId === first.packId)
      .map(({ version, status }) => [version, status]);
    expect(statuses).toEqual([
      ['1.1.0', 'published'],
      ['1.0.0', 'superseded'],
    ]);
  });

  it('discard a draft, and nothing else', async () => {
    await using bench = await createTestWorkbench();
    const draft = await copyChecklist(bench);
    const checklist = await findChecklist(bench.reviewer);
    await expect(
      bench.reviewer.questionnaires.discardDraft({ questionnaireId: checklist.id, revision: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await bench.reviewer.questionnaires.discardDraft({ questionnaireId: draft.id, revision: 1 });
    await expect(bench.reviewer.questionnaires.get({ questionnaireId: draft.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const [entry] = (await bench.auditor.auditTrail.list({ limit: 1 })).rows;
    expect(entry).toMatchObject({ operation: 'questionnaires.discardDraft', recordId: draft.id, after: null });
  });

  it('go out as YAML and come back as the same pack, as a draft of one’s own', async () => {
    await using bench = await createTestWorkbench();
    const checklist = await findChecklist(bench.reviewer);
    const file = await bench.auditor.questionnaires.exportFile({ questionnaireId: checklist.id });
    expect(file.name).toBe(`vendor-checklist-${checklist.version}.yaml`);
    const yaml = await text(bench.workbench.files.read(file.token));
    const token = await uploadText(bench, 'checklist.yaml', yaml);
    const draft = await bench.reviewer.questionnaires.importFile({ token });
    expect(draft).toMatchObject({ origin: 'own', status: 'draft', version: '1.0.0' });
    expect({ ...draft.pack, id: checklist.packId, version: checklist.version }).toEqual(checklist.pack);
    expect(draft.packId).not.toBe(checklist.packId);
    const [entry] = (
      await bench.auditor.auditTrail.list({
        filters: [{ field: 'operation', operator: 'is', values: ['questionnaires.exportFile'] }],
      })
    ).rows;
    expect(entry).toMatchObject({ actorName: 'Wen Zhao', recordId: checklist.id });
  });

  it('take a file of an own pack as its next version', async () => {
    await using bench = await createTestWorkbench();
    const first = await copyChecklist(bench);
    const file = await bench.reviewer.questionnaires.exportFile({ questionnaireId: first.id });
    const yaml = await text(bench.workbench.files.read(file.token));
    const token = await uploadText(bench, 'own.yaml', yaml);
    await expect(bench.reviewer.questionnaires.importFile({ token })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    await bench.officer.questionnaires.publish({ questionnaireId: first.id, revision: 1 });
    const next = await bench.reviewer.questionnaires.importFile({ token });
    expect(next).toMatchObject({ packId: first.packId, version: '1.1.0', status: 'draft' });
  });

  it('refuse a faulty file by line, and keep nothing of it', async () => {
    await using bench = await createTestWorkbench();
    const entries = await countTrail(bench);
    const token = await uploadText(bench, 'broken.yaml', 'format: assay-questionnaire/1\nid: [1, 2]\n');
    await expect(bench.reviewer.questionnaires.importFile({ token })).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: expect.stringContaining('broken.yaml, line 2') as string,
    });
    const large = await uploadText(bench, 'large.yaml', `# ${'x'.repeat(600 * 1024)}`);
    await expect(bench.reviewer.questionnaires.importFile({ token: large })).rejects.toMatchObject({
      code: 'FILE_REFUSED',
    });
    expect(await countTrail(bench)).toBe(entries);
  });

  it('refuse the wrong role, a stale revision and malformed input', async () => {
    await using bench = await createTestWorkbench();
    const draft = await copyChecklist(bench);
    const publish = { questionnaireId: draft.id, revision: 1 };
    await expect(bench.reviewer.questionnaires.publish(publish)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.questionnaires.discardDraft(publish)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.auditor.questionnaires.copy({ questionnaireId: draft.id, title: 'Mine' })).rejects.toMatchObject(
      { code: 'ROLE_REFUSED' },
    );
    await expect(bench.officer.questionnaires.publish({ ...publish, revision: 7 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(
      bench.reviewer.questionnaires.saveDraft({ ...publish, revision: 7, pack: draft.pack }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.officer.questionnaires.get({ questionnaireId: 'nothing' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'questionnaireId' },
    });
    await expect(bench.reviewer.questionnaires.lint({ pack: { ...draft.pack, sections: [] } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
