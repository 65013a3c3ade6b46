import { buffer } from 'node:stream/consumers';
import { read, utils } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { AUDITOR_QUESTIONS } from '../../shared/contract/auditor-answers.ts';
import { partOf, readParts } from '../integration/report/workbook-parts.ts';
import { countEntries, readHistory, whoWorks } from '../support/records.ts';
import { openSampleWorkbench } from '../support/sample.ts';
import { createTestWorkbench, finishJob, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

const get = (client: TestClient, question: (typeof AUDITOR_QUESTIONS)[number]) =>
  client.auditorAnswers.get({ question, limit: 200 });

async function findSentence(bench: Bench, question: (typeof AUDITOR_QUESTIONS)[number], rule: string) {
  const { sentences } = await get(bench.auditor, question);
  const sentence = sentences.find((one) => one.rule === rule);
  if (!sentence) throw new Error(`${question} says nothing by ${rule}`);
  return sentence;
}

describe('auditorAnswers', () => {
  it('answers seven questions in an empty workspace, and says that there is nothing', async () => {
    await using bench = await createTestWorkbench();
    const { answers, today } = await bench.auditor.auditorAnswers.list();
    expect(today).toBe('2026-11-20');
    expect(answers.map(({ question }) => question)).toEqual([...AUDITOR_QUESTIONS]);
    expect(answers.every(({ owner, review, edited, revision }) => !owner && !review && edited + revision === 0)).toBe(
      true,
    );
    expect((await get(bench.auditor, 'Q1')).sentences.map(({ computed, state }) => [computed, state])).toEqual([
      ['No AI coding tool is in use by the register.', 'stands'],
      ['No piece of evidence stands behind this answer.', 'missing'],
    ]);
    await expect(bench.auditor.auditorAnswers.get({ question: 'Q8' as 'Q7' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('keeps a wording beside the computed sentence, and says when the records have changed since', async () => {
    await using bench = await createTestWorkbench();
    const { id: sentenceId, computed } = await findSentence(bench, 'Q5', 'trail_not_verified');
    const target = { question: 'Q5', sentenceId } as const;
    await bench.lead.auditorAnswers.saveWording({ ...target, revision: 0, text: 'The trail is verified each Friday.' });
    const worded = await findSentence(bench, 'Q5', 'trail_not_verified');
    expect(worded).toMatchObject({
      computed,
      state: 'missing',
      wording: { text: 'The trail is verified each Friday.', outdated: false, by: { initials: 'PR' }, revision: 1 },
    });
    expect((await bench.auditor.auditorAnswers.list()).answers[4]).toMatchObject({ edited: 1, outdated: 0 });
    await finishJob(bench.officer.auditTrail.verify());
    const { sentences, answer } = await get(bench.auditor, 'Q5');
    expect(answer).toMatchObject({ edited: 1, outdated: 1 });
    expect(sentences.find(({ id }) => id === sentenceId)).toMatchObject({
      rule: null,
      computed: '',
      wording: { outdated: true, computedThen: computed },
    });
    await expect(
      bench.lead.auditorAnswers.saveWording({ ...target, revision: 1, text: 'Again' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.lead.auditorAnswers.removeWording({ ...target, revision: 1 });
    expect((await get(bench.auditor, 'Q5')).sentences.some(({ id }) => id === sentenceId)).toBe(false);
  });

  it('is reviewed with its owner, and the review turns outdated when a sentence changes', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    await bench.lead.auditorAnswers.setOwner({ question: 'Q4', revision: 0, ownerId });
    await bench.officer.auditorAnswers.review({ question: 'Q4', revision: 1 });
    const reviewed = (await get(bench.auditor, 'Q4')).answer;
    expect(reviewed).toMatchObject({
      owner: { id: ownerId },
      review: { by: { initials: 'IO' }, on: '2026-11-20', outdated: false },
      revision: 2,
    });
    await bench.lead.vendors.create({ name: 'Lumen Forge' });
    expect((await get(bench.auditor, 'Q4')).answer.review?.outdated).toBe(false);
    const draft = await bench.lead.accessTiers.startDraft();
    const sent = await bench.lead.accessTiers.sendForApproval({ designId: draft.id, revision: draft.revision });
    await bench.officer.accessTiers.approve({ designId: sent.id, revision: sent.revision, note: 'As agreed.' });
    expect((await get(bench.auditor, 'Q4')).answer.review?.outdated).toBe(true);
    const trail = await bench.auditor.auditTrail.list({ search: 'controls limit who', limit: 10 });
    expect(trail.total).toBeGreaterThan(0);
  });

  it('refuses what is malformed, stale, unknown, outdated or from an auditor, and leaves no trace', async () => {
    await using bench = await createTestWorkbench();
    const { id: sentenceId } = await findSentence(bench, 'Q5', 'trail_not_verified');
    const before = await countEntries(bench.auditor);
    const word = (client: TestClient, fields: Record<string, unknown> = {}) =>
      client.auditorAnswers.saveWording({ question: 'Q5', sentenceId, revision: 0, text: 'Said so.', ...fields });
    await expect(word(bench.auditor)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(word(bench.lead, { text: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(word(bench.lead, { revision: 1 })).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(word(bench.lead, { sentenceId: 'Q5 nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const change = { question: 'Q5', revision: 0 } as const;
    await expect(bench.lead.auditorAnswers.review(change)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.officer.auditorAnswers.review({ ...change, revision: 3 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(bench.lead.auditorAnswers.setOwner({ ...change, ownerId: UNKNOWN_ID })).rejects.toMatchObject({
      data: { field: 'ownerId' },
    });
    await expect(
      bench.lead.auditorAnswers.removeWording({ question: 'Q5', sentenceId, revision: 0 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await countEntries(bench.auditor)).toBe(before);
    await word(bench.lead);
    await finishJob(bench.officer.auditTrail.verify());
    await expect(bench.officer.auditorAnswers.review(change)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  it('leaves who worded what, and from what, in the trail', async () => {
    await using bench = await createTestWorkbench();
    const { id: sentenceId, computed } = await findSentence(bench, 'Q1', 'no_tool_in_use');
    await bench.lead.auditorAnswers.saveWording({ question: 'Q1', sentenceId, revision: 0, text: 'We use none.' });
    const [entry] = (await bench.auditor.auditTrail.list({ limit: 1 })).rows;
    expect(entry).toMatchObject({ operation: 'auditorAnswers.saveWording', recordKind: 'auditor_wording' });
    const [history] = await readHistory(bench.auditor, entry?.recordId ?? '');
    expect(history?.after).toMatchObject({ wording: 'We use none.', computed });
  });
});

describe('the answers of the sample company', () => {
  it('name records and evidence, state every gap, and come out as a memo and a workbook', async () => {
    await using sample = await openSampleWorkbench();
    const gaps = await sample.officer.gaps.list({ limit: 200 });
    const answers = [];
    for (const question of AUDITOR_QUESTIONS) {
      answers.push((await sample.officer.auditorAnswers.get({ question, limit: 200 })).sentences);
    }
    const sentences = answers.flat();
    expect(sentences.filter(({ rule }) => rule === 'gap')).toHaveLength(gaps.total);
    expect(sentences.filter(({ records, rule }) => records.length === 0 && rule !== 'no_evidence')).toEqual([]);
    expect(sentences.filter(({ evidence }) => evidence.length > 0).length).toBeGreaterThan(15);
    const { files } = await finishJob(
      sample.officer.reports.export({
        kinds: ['auditor_answers', 'gaps'],
        formats: ['word', 'excel'],
        assessmentIds: [],
        classification: 'Confidential',
        organisation: 'Calder Health Pay',
        withLogo: false,
      }),
    );
    expect(files.map(({ kind, format }) => `${kind} ${format}`)).toEqual([
      'auditor_answers word',
      'auditor_answers excel',
      'gaps word',
      'gaps excel',
    ]);
    const readSheet = async (index: number, name: string) => {
      const file = files[index];
      const sheet = file && read(await buffer(sample.workbench.files.read(file.token))).Sheets[name];
      if (!sheet) throw new Error(`There is no sheet ${name}`);
      return utils.sheet_to_json<unknown[]>(sheet, { header: 1, range: 4, raw: true });
    };
    const said = await readSheet(1, 'Answers');
    expect(said.filter(([question]) => /^Q[1-7]$/.test(String(question)))).toHaveLength(sentences.length);
    const listed = await readSheet(3, 'Gaps');
    const weighed = listed.filter(([, severity]) => /^(Low|Medium|High|Critical)$/.test(String(severity)));
    expect(weighed).toHaveLength(gaps.total);
    const [memo] = files;
    const parts = await readParts(await buffer(sample.workbench.files.read(memo?.token ?? '')));
    // Under every question, in the same place, whether something is open or not.
    expect(partOf(parts, 'word/document.xml').match(/>Gaps\.\s*</g)).toHaveLength(AUDITOR_QUESTIONS.length);
  });
});
