import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listQuestions } from '../../shared/rules/questionnaires.ts';
import { createAssessmentBench, findAnswer, planAssessment, type AssessmentBench } from '../support/assessments.ts';
import { readToken, upload } from '../support/files.ts';
import { countEntries, readHistory } from '../support/records.ts';
import {
  fillWorkbook,
  openWorkbook,
  readQuestionRows,
  replaceQuestionRows,
  saveWorkbook,
  type VendorAnswer,
} from '../support/returned-workbook.ts';
import { finishJob } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const ANSWERS: Readonly<Record<string, VendorAnswer>> = {
  'V-SEC-1': {
    answer: 'Yes',
    explanation: 'Report to 31 March 2026.',
    evidence: 'SOC2-2026.pdf, all',
    evidenceDate: '2026-11-02',
  },
  'V-SEC-2': { answer: 'partial', explanation: 'The web console only.' },
  'V-SEC-3': { answer: 'N/A' },
  'V-SEC-4': { answer: 'perhaps' },
};

async function issue(bench: AssessmentBench, assessmentId: string, round: 'full' | 'open' = 'full') {
  const given = {
    assessmentId,
    round,
    addressee: 'Harrow AI, trust team',
    returnBy: '2026-12-11',
    channel: '',
  } as const;
  const { issue: made, token, name } = await bench.lead.exchange.issueQuestionnaire(given);
  return { issue: made, name, bytes: await readToken(bench.workbench, token) };
}

async function openBench() {
  const bench = await createAssessmentBench();
  const assessment = await planAssessment(bench);
  return { bench, assessment, ...(await issue(bench, assessment.id)) };
}

async function readBack(bench: AssessmentBench, assessmentId: string, bytes: Uint8Array) {
  const token = await upload(bench.workbench, 'returned.xlsx', bytes);
  return { token, returned: await finishJob(bench.lead.exchange.readReturn({ assessmentId, token })) };
}

const lineOf = (returned: Awaited<ReturnType<typeof readBack>>['returned'], id: string) => {
  const line = returned.lines.find(({ questionId }) => questionId === id);
  if (!line) throw new Error(`${id} has no line`);
  return line;
};

describe('exchange.issueQuestionnaire', () => {
  test('writes every question in the vendor’s words, keeps the file as evidence and says so in the trail', async () => {
    const { bench, assessment, issue: made, bytes, name } = await openBench();
    await using _ = bench;
    expect(made).toMatchObject({ code: 'VQ-001', round: 'full', questions: 22, returnBy: '2026-12-11' });
    expect(name).toBe('CHP-VQ-001-Harrow-AI.xlsx');
    const evidence = await bench.auditor.evidence.get({ evidenceId: made.evidence.id });
    expect(evidence).toMatchObject({ kind: 'questionnaire', state: 'documented', vendor: { id: bench.vendor.id } });
    expect(evidence.file?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const rows = readQuestionRows(openWorkbook(bytes)).slice(5);
    const questions = listQuestions(assessment.pack);
    expect(rows.map((row) => [row[0], row[2]])).toEqual(questions.map((one) => [one.id, one.vendorQuestion]));
    const everything = JSON.stringify(openWorkbook(bytes).Sheets);
    expect(questions.filter(({ guidance }) => everything.includes(guidance))).toEqual([]);
    expect((await readHistory(bench.auditor, made.id)).at(-1)?.after).toMatchObject({ code: 'VQ-001' });
    expect(JSON.stringify(await readHistory(bench.auditor, made.id))).not.toContain('token');
    expect(await bench.auditor.exchange.issues({ assessmentId: assessment.id })).toEqual([made]);
  });

  test('asks again only what is open', async () => {
    const { bench, assessment } = await openBench();
    await using _ = bench;
    const questions = listQuestions(assessment.pack).map(({ id }) => id);
    for (const questionId of questions.slice(0, 20)) {
      await bench.lead.assessments.saveAnswer({ assessmentId: assessment.id, questionId, revision: 0, state: 'yes' });
    }
    const [first = ''] = questions;
    await bench.lead.assessments.askFollowUp({
      assessmentId: assessment.id,
      questionId: first,
      addressee: 'Vendor',
      request: 'Which period does the report cover?',
      dueOn: '2026-12-01',
    });
    const { bytes } = await issue(bench, assessment.id, 'open');
    const rows = readQuestionRows(openWorkbook(bytes)).slice(5);
    expect(rows.map((row) => row[0])).toEqual([first, ...questions.slice(20)]);
    expect(rows[0]?.[3]).toContain('Which period does the report cover?');
  });

  test('is refused to an auditor, for an unknown assessment, and where nothing is open', async () => {
    const { bench, assessment } = await openBench();
    await using _ = bench;
    const given = {
      assessmentId: assessment.id,
      round: 'full',
      addressee: 'Vendor',
      returnBy: null,
      channel: '',
    } as const;
    const entries = await countEntries(bench.auditor);
    await expect(bench.auditor.exchange.issueQuestionnaire(given)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.exchange.issueQuestionnaire({ ...given, assessmentId: UNKNOWN_ID })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(bench.lead.exchange.issueQuestionnaire({ ...given, addressee: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await countEntries(bench.auditor)).toBe(entries);
    for (const { id: questionId } of listQuestions(assessment.pack)) {
      await bench.lead.assessments.saveAnswer({ assessmentId: assessment.id, questionId, revision: 0, state: 'yes' });
    }
    await expect(bench.lead.exchange.issueQuestionnaire({ ...given, round: 'open' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
  });
});

describe('exchange.readReturn', () => {
  test('says of every cell what it is, and writes nothing', async () => {
    const { bench, assessment, bytes } = await openBench();
    await using _ = bench;
    await bench.lead.assessments.saveAnswer({
      assessmentId: assessment.id,
      questionId: 'V-SEC-2',
      revision: 0,
      state: 'no',
    });
    const entries = await countEntries(bench.auditor);
    const { returned } = await readBack(bench, assessment.id, saveWorkbook(fillWorkbook(bytes, ANSWERS)));
    expect(returned).toMatchObject({ standing: 'as_issued', sheet: 'Questions', strayRows: [] });
    expect(returned.lines).toHaveLength(22);
    expect(lineOf(returned, 'V-SEC-1')).toMatchObject({
      standing: 'new',
      notices: [],
      given: {
        state: 'yes',
        note: 'Report to 31 March 2026.\nEvidence named by the vendor: SOC2-2026.pdf, all, dated 2026-11-02.',
      },
    });
    expect(lineOf(returned, 'V-SEC-2')).toMatchObject({
      standing: 'differs',
      held: { state: 'no' },
      given: { state: 'partial' },
      revision: 1,
    });
    expect(lineOf(returned, 'V-SEC-3')).toMatchObject({
      given: { state: 'not_applicable' },
      notices: ['reason_missing'],
    });
    expect(lineOf(returned, 'V-SEC-4')).toMatchObject({ standing: 'unreadable', given: null });
    expect(lineOf(returned, 'V-SEC-4').problem).toContain('perhaps');
    expect(lineOf(returned, 'V-PRV-1').standing).toBe('unanswered');
    expect(await countEntries(bench.auditor)).toBe(entries);
  });

  test('survives sorted rows, renamed sheets, pasted values, lost ids and edited questions', async () => {
    const { bench, assessment, bytes } = await openBench();
    await using _ = bench;
    const workbook = fillWorkbook(bytes, ANSWERS);
    const rows = readQuestionRows(workbook).slice(5);
    const [first, second, third, ...others] = rows;
    if (!first || !second || !third) throw new Error('Too few rows');
    second[0] = '';
    third[2] = 'Do you have a policy?';
    replaceQuestionRows(workbook, [
      ...others.slice(0, -1),
      second,
      third,
      first,
      ['X-1', '', 'A question of our own', '', '', 'Yes'],
      ['V-PRV-1', '', '', '', '', 'No'],
    ]);
    workbook.SheetNames = workbook.SheetNames.map((name) => `${name} 2`);
    workbook.Sheets = Object.fromEntries(Object.entries(workbook.Sheets).map(([name, sheet]) => [`${name} 2`, sheet]));
    const { returned } = await readBack(bench, assessment.id, saveWorkbook(workbook));
    expect(returned.sheet).toBe('Questions 2');
    expect(lineOf(returned, 'V-SEC-1')).toMatchObject({ standing: 'new', given: { state: 'yes' } });
    expect(lineOf(returned, 'V-SEC-1').notices).toContain('moved');
    expect(lineOf(returned, 'V-SEC-2').notices).toContain('id_restored');
    expect(lineOf(returned, 'V-SEC-3')).toMatchObject({ returnedQuestion: 'Do you have a policy?' });
    expect(lineOf(returned, 'V-SEC-3').notices).toContain('question_edited');
    expect(lineOf(returned, 'V-SEC-4').notices).toEqual([]);
    expect(lineOf(returned, 'V-PRV-1').notices).toContain('twice');
    expect(returned.lines.filter(({ standing }) => standing === 'deleted').map(({ questionId }) => questionId)).toEqual(
      ['V-CTR-4'],
    );
    expect(returned.strayRows).toEqual([{ row: 27, texts: ['X-1', 'A question of our own', 'Yes'] }]);
  });

  test('refuses a list, a workbook of elsewhere and a copy for another assessment, each in a sentence', async () => {
    const { bench, assessment, bytes } = await openBench();
    await using _ = bench;
    const other = await planAssessment(bench, { title: 'Another' });
    const refuse = async (content: Uint8Array | string, assessmentId: string, code: string, words: RegExp) => {
      const token = await upload(bench.workbench, 'returned.xlsx', content);
      const reading = finishJob(bench.lead.exchange.readReturn({ assessmentId, token }));
      await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(words) as string });
    };
    await refuse('Id;Answer\nV-SEC-1;Yes', assessment.id, 'FILE_REFUSED', /does not say which questionnaire/);
    await refuse(bytes, other.id, 'NOT_ALLOWED_NOW', /copy of VQ-001/);
    const forged = openWorkbook(bytes);
    const lists = forged.Sheets['Lists'];
    if (!lists) throw new Error('There is no hidden sheet');
    lists['B2'] = { t: 's', v: 'VQ-999' };
    await refuse(saveWorkbook(forged), assessment.id, 'FILE_REFUSED', /VQ-999 was not issued/);
    await refuse('PK\u0003\u0004 broken', assessment.id, 'FILE_REFUSED', /./);
    const headless = openWorkbook(bytes);
    replaceQuestionRows(headless, []);
    headless.Sheets['Questions'] = {};
    await refuse(saveWorkbook(headless), assessment.id, 'FILE_REFUSED', /“Answer” and “Explanation”/);
    await expect(
      finishJob(bench.auditor.exchange.readReturn({ assessmentId: assessment.id, token: 'x'.repeat(32) })),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
  });

  test('tells a forged token, a withdrawn issue and a second return from the first', async () => {
    const { bench, assessment, bytes, issue: made } = await openBench();
    await using _ = bench;
    const filled = saveWorkbook(fillWorkbook(bytes, ANSWERS));
    const forged = openWorkbook(filled);
    const lists = forged.Sheets['Lists'];
    if (!lists) throw new Error('There is no hidden sheet');
    lists['B6'] = { t: 's', v: 'guessed' };
    expect((await readBack(bench, assessment.id, saveWorkbook(forged))).returned.standing).toBe('token_unknown');
    const { token, returned } = await readBack(bench, assessment.id, filled);
    await finishJob(
      bench.lead.exchange.acceptReturn({
        assessmentId: assessment.id,
        token,
        fileSha256: returned.fileSha256,
        accepted: [{ questionId: 'V-SEC-1', revision: 0, answer: true, explanation: true }],
      }),
    );
    expect((await readBack(bench, assessment.id, filled)).returned.standing).toBe('returned_before');
    await bench.lead.exchange.withdrawIssue({ issueId: made.id, revision: 2 });
    expect((await readBack(bench, assessment.id, filled)).returned.standing).toBe('withdrawn');
    await expect(bench.lead.exchange.withdrawIssue({ issueId: made.id, revision: 3 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
  });
});

describe('exchange.acceptReturn', () => {
  test('takes over the chosen cells alone, with the file as the vendor’s claim, in the name of who accepted', async () => {
    const { bench, assessment, bytes } = await openBench();
    await using _ = bench;
    const { token, returned } = await readBack(bench, assessment.id, saveWorkbook(fillWorkbook(bytes, ANSWERS)));
    const result = await finishJob(
      bench.lead.exchange.acceptReturn({
        assessmentId: assessment.id,
        token,
        fileSha256: returned.fileSha256,
        accepted: [
          { questionId: 'V-SEC-1', revision: 0, answer: true, explanation: true },
          { questionId: 'V-SEC-2', revision: 0, answer: true, explanation: false },
        ],
      }),
    );
    expect(result.accepted).toBe(2);
    const after = await bench.auditor.assessments.get({ assessmentId: assessment.id });
    expect(findAnswer(after, 'V-SEC-1')).toMatchObject({
      state: 'yes',
      answeredBy: { name: 'Priya Raman' },
      evidence: [{ evidenceId: result.evidence.id, state: 'claimed', page: 'row 6: SOC2-2026.pdf, all' }],
    });
    expect(findAnswer(after, 'V-SEC-2')).toMatchObject({ state: 'partial', note: '' });
    expect(findAnswer(after, 'V-SEC-3').state).toBeNull();
    const { file, state } = await bench.auditor.evidence.get({ evidenceId: result.evidence.id });
    expect({ state, sha256: file?.sha256 }).toEqual({ state: 'claimed', sha256: returned.fileSha256 });
    const [entry] = (await readHistory(bench.auditor, assessment.id)).slice(-1);
    expect(entry).toMatchObject({ operation: 'exchange.acceptReturn', actorName: 'Priya Raman' });
  });

  test('takes all or none: a cell that cannot be taken, or an answer that changed meanwhile, undoes it', async () => {
    const { bench, assessment, bytes } = await openBench();
    await using _ = bench;
    const { token, returned } = await readBack(bench, assessment.id, saveWorkbook(fillWorkbook(bytes, ANSWERS)));
    const good = { questionId: 'V-SEC-1', revision: 0, answer: true, explanation: true };
    const accept = (accepted: (typeof good)[], sha256 = returned.fileSha256) =>
      finishJob(bench.lead.exchange.acceptReturn({ assessmentId: assessment.id, token, fileSha256: sha256, accepted }));
    const entries = await countEntries(bench.auditor);
    await expect(accept([good, { ...good, questionId: 'V-SEC-4' }])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(accept([good, { ...good, questionId: 'V-SEC-2', revision: 4 }])).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    await expect(accept([good], 'a'.repeat(64))).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(accept([])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await countEntries(bench.auditor)).toBe(entries);
    const after = await bench.auditor.assessments.get({ assessmentId: assessment.id });
    expect(findAnswer(after, 'V-SEC-1').state).toBeNull();
  });
});
