import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { QuestionnairePack } from '../../shared/contract/questionnaire-pack.ts';
import {
  addEvidence,
  answerAll,
  bringIntoReview,
  bringToSignature,
  createAssessmentBench,
  findAnswer,
  makeUse,
  planAssessment,
  type AssessmentBench,
} from '../support/assessments.ts';
import { finishJob } from '../support/workbench.ts';

/** Publishes a questionnaire of one's own, made from the checklist. */
async function publish(
  bench: AssessmentBench,
  change: (pack: QuestionnairePack) => QuestionnairePack,
  from?: string,
): Promise<string> {
  const rows = await bench.reviewer.questionnaires.list();
  const checklist = rows.find(({ packId }) => packId === 'vendor-checklist');
  const draft = from
    ? await bench.reviewer.questionnaires.newVersion({ questionnaireId: from })
    : await bench.reviewer.questionnaires.copy({ questionnaireId: checklist?.id ?? '', title: 'Our checklist' });
  const saved = await bench.reviewer.questionnaires.saveDraft({
    questionnaireId: draft.id,
    revision: draft.revision,
    pack: change(draft.pack),
  });
  await bench.officer.questionnaires.publish({ questionnaireId: draft.id, revision: saved.revision });
  return draft.id;
}

/** Only the first two questions of the first section. */
function shortenPack(pack: QuestionnairePack): QuestionnairePack {
  const [section] = pack.sections;
  if (!section) throw new Error('The pack has no section');
  return { ...pack, sections: [{ ...section, questions: section.questions.slice(0, 2) }] };
}

/** The second question changes its words, a third one comes, the first one goes. */
function revisePack(pack: QuestionnairePack): QuestionnairePack {
  const [section] = pack.sections;
  const [, second] = section?.questions ?? [];
  if (!section || !second) throw new Error('The pack has no second question');
  const revised = { ...second, question: 'Has a third party tested the product within a year?' };
  return { ...pack, sections: [{ ...section, questions: [revised, { ...second, id: 'V-NEW-1', redFlags: [] }] }] };
}

/** Changes the file while nobody has it open, past everything that Assay checks. */
async function editBehindOurBack(bench: AssessmentBench, statement: string): Promise<void> {
  const place = (await bench.officer.workspace.places()).recent[0];
  await bench.officer.workspace.close();
  const file = new Sqlite(`${bench.folder}/workspaces/calder.assay`);
  file.exec(statement);
  file.close();
  await bench.officer.workspace.open({ token: place?.token ?? '' });
}

describe('the life of an assessment', () => {
  it('goes from plan to signature, due again and reassessed on the newest version of its questionnaire', async () => {
    await using bench = await createAssessmentBench();
    const firstVersion = await publish(bench, shortenPack);
    const { id: firstId } = await planAssessment(bench, { questionnaireId: firstVersion, title: 'This year' });
    const evidence = await addEvidence(bench);
    const lead = bench.lead.assessments;
    await lead.saveAnswer({ assessmentId: firstId, questionId: 'V-SEC-1', revision: 0, state: 'yes' });
    await lead.saveAnswer({
      assessmentId: firstId,
      questionId: 'V-SEC-2',
      revision: 0,
      state: 'partial',
      note: 'AI features were left out.',
    });
    await lead.attachEvidence({
      assessmentId: firstId,
      questionId: 'V-SEC-2',
      evidenceId: evidence.id,
      page: 'p. 2',
    });
    const submitted = await lead.submit({ assessmentId: firstId, revision: 1 });
    const inReview = await bench.reviewer.assessments.startReview({
      assessmentId: firstId,
      revision: submitted.revision,
    });
    await bench.reviewer.assessments.giveVerdict({
      assessmentId: firstId,
      questionId: 'V-SEC-2',
      revision: 1,
      verdict: 'partly_met',
      note: 'As answered',
    });
    const signed = await bench.officer.assessments.signOff({
      assessmentId: firstId,
      revision: inReview.revision,
      decision: 'conditional',
      reason: 'Trial',
      conditions: ['Test the AI features'],
      nextDueOn: null,
    });
    expect(signed).toMatchObject({ state: 'signed_off', fingerprintHolds: true, nextDueOn: '2027-11-20' });

    const secondVersion = await publish(bench, revisePack, firstVersion);
    expect((await bench.auditor.assessments.get({ assessmentId: firstId })).pack.version).toBe('1.0.0');
    bench.clock.set('2027-11-22T08:00:00.000Z');
    const planned = await lead.reassess({
      assessmentId: firstId,
      title: 'Next year',
      preparerId: bench.people.lead,
      reviewerId: bench.people.reviewer,
      dueOn: '2027-12-15',
    });
    expect(planned).toMatchObject({
      code: 'AS-2027-001',
      state: 'planned',
      previousAssessmentId: firstId,
      answered: 0,
      questions: 2,
      preparers: [],
    });
    expect(planned.pack.version).toBe('1.1.0');
    expect(secondVersion).not.toBe(firstVersion);
    expect(findAnswer(planned, 'V-SEC-2')).toMatchObject({
      state: 'partial',
      note: 'AI features were left out.',
      carriedOver: true,
      answeredBy: null,
      verdict: null,
      stale: true,
      previous: {
        state: 'partial',
        answeredOn: '2026-11-20',
        answeredBy: 'Priya Raman',
        evidenceCount: 1,
      },
    });
    expect(findAnswer(planned, 'V-NEW-1')).toMatchObject({ state: null, carriedOver: false, previous: null });
    expect(planned.score).toMatchObject({ score: null, completeness: 0 });
    await expect(
      lead.reassess({
        assessmentId: firstId,
        title: 'Twice',
        preparerId: bench.people.lead,
        reviewerId: null,
        dueOn: null,
      }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });

    await lead.saveAnswer({ assessmentId: planned.id, questionId: 'V-NEW-1', revision: 0, state: 'yes' });
    await expect(lead.submit({ assessmentId: planned.id, revision: 1 })).rejects.toMatchObject({
      message: 'One question of AS-2027-001 is not ready: V-SEC-2, carried over, not confirmed.',
      data: { field: 'V-SEC-2' },
    });
    const confirmed = await lead.confirmAnswer({ assessmentId: planned.id, questionId: 'V-SEC-2', revision: 1 });
    expect(confirmed.answer).toMatchObject({
      carriedOver: false,
      answeredBy: { name: 'Priya Raman' },
      answeredAt: '2027-11-22T08:00:00.000Z',
      revision: 2,
    });
    await expect(
      lead.confirmAnswer({ assessmentId: planned.id, questionId: 'V-SEC-2', revision: 2 }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    expect(await lead.submit({ assessmentId: planned.id, revision: 1 })).toMatchObject({ state: 'submitted' });

    const { left, right, rows } = await bench.auditor.assessments.compare({ leftId: firstId, rightId: planned.id });
    expect([left.title, right.title]).toEqual(['This year', 'Next year']);
    expect(rows.map(({ questionId, changes }) => [questionId, changes])).toEqual([
      ['V-SEC-2', ['evidence', 'verdict', 'template']],
      ['V-NEW-1', ['added']],
      ['V-SEC-1', ['removed']],
    ]);
    expect(rows[0]).toMatchObject({
      left: { state: 'partial', verdict: 'partly_met', evidenceState: 'verified' },
      right: { state: 'partial', verdict: null, evidenceState: 'documented' },
    });
    expect((await finishJob(bench.auditor.auditTrail.verify())).intact).toBe(true);
  });

  it('drops last time’s red flags, which nobody worked on, once the next assessment is signed', async () => {
    await using bench = await createAssessmentBench();
    const { id: firstId } = await planAssessment(bench);
    await bench.lead.assessments.saveAnswer({
      assessmentId: firstId,
      questionId: 'V-PRV-3',
      revision: 0,
      state: 'no',
    });
    const inReview = await bringIntoReview(bench, firstId);
    expect(inReview.redFlags.map(({ flagId }) => flagId)).toContain('RF-2');
    await bench.officer.assessments.signOff({
      assessmentId: firstId,
      revision: inReview.revision,
      decision: 'conditional',
      reason: '',
      conditions: ['A retention schedule'],
      nextDueOn: null,
    });
    bench.clock.set('2027-11-22T08:00:00.000Z');
    const { id: secondId } = await bench.lead.assessments.reassess({
      assessmentId: firstId,
      title: 'Next year',
      preparerId: bench.people.lead,
      reviewerId: null,
      dueOn: null,
    });
    const carried = await bench.lead.assessments.get({ assessmentId: secondId });
    for (const { questionId, revision } of carried.answers) {
      await bench.lead.assessments.saveAnswer({ assessmentId: secondId, questionId, revision, state: 'yes' });
    }
    const evidence = await addEvidence(bench, { datedOn: '2027-11-01', title: 'New terms' });
    const answered = await answerAll(bench, secondId, evidence.id);
    const submitted = await bench.lead.assessments.submit({ assessmentId: secondId, revision: answered.revision });
    const again = await bench.reviewer.assessments.startReview({
      assessmentId: secondId,
      revision: submitted.revision,
    });
    const openBefore = await bench.auditor.findings.list({
      filters: [{ field: 'status', operator: 'is', values: ['open'] }],
    });
    expect(openBefore.rows.map(({ ruleId, assessment }) => [ruleId, assessment?.id])).toContainEqual(['RF-2', firstId]);
    await bench.officer.assessments.signOff({
      assessmentId: secondId,
      revision: again.revision,
      decision: again.score.recommendation,
      reason: '',
      conditions: again.score.recommendation === 'conditional' ? ['As found'] : [],
      nextDueOn: null,
    });
    const openAfter = await bench.auditor.findings.list({
      filters: [{ field: 'status', operator: 'is', values: ['open'] }],
    });
    expect(openAfter.rows.filter(({ assessment }) => assessment?.id === firstId)).toEqual([]);
    expect((await bench.auditor.assessments.get({ assessmentId: firstId })).fingerprintHolds).toBe(true);
  });

  it('asks further questions as answers bring them up, and says which', async () => {
    await using bench = await createAssessmentBench();
    const questionnaireId = await publish(bench, (pack) => {
      const short = shortenPack(pack);
      const [section] = short.sections;
      const [first, second] = section?.questions ?? [];
      if (!section || !first || !second) throw new Error('The pack is too short');
      const conditional = {
        ...second,
        condition: { question: first.id, answer: ['yes' as const, 'partial' as const] },
      };
      const number = {
        ...second,
        id: 'V-DAYS-1',
        type: 'number' as const,
        redFlags: [],
        bounds: { unit: 'days', yes: { max: 30 }, partial: { max: 90 } },
      };
      return { ...short, sections: [{ ...section, questions: [first, conditional, number] }] };
    });
    const { id: assessmentId, questions } = await planAssessment(bench, { questionnaireId });
    expect(questions).toBe(3);
    const lead = bench.lead.assessments;
    const no = await lead.saveAnswer({ assessmentId, questionId: 'V-SEC-1', revision: 0, state: 'no' });
    expect(no.applicability).toEqual([{ questionId: 'V-SEC-2', applicable: false }]);
    expect(no.score.applicable).toBe(2);
    const yes = await lead.saveAnswer({ assessmentId, questionId: 'V-SEC-1', revision: 1, state: 'yes' });
    expect(yes.applicability).toEqual([{ questionId: 'V-SEC-2', applicable: true }]);
    const days = { assessmentId, questionId: 'V-DAYS-1' };
    const inside = await lead.saveAnswer({ ...days, revision: 0, value: { number: 45 } });
    expect(inside.answer).toMatchObject({ state: 'partial', value: { number: 45 } });
    await expect(lead.saveAnswer({ ...days, revision: 1, state: 'yes' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'value' },
    });
    await expect(lead.saveAnswer({ ...days, revision: 1, value: { text: 'ten' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'value' },
    });
    const unknown = await lead.saveAnswer({ ...days, revision: 1, state: 'unknown' });
    expect(unknown.answer).toMatchObject({ state: 'unknown', value: null });
    expect((await lead.saveAnswer({ ...days, revision: 2, state: null })).answer.state).toBeNull();
  });

  it('keeps running on a version that was superseded', async () => {
    await using bench = await createAssessmentBench();
    const questionnaireId = await publish(bench, shortenPack);
    const { id: assessmentId } = await planAssessment(bench, { questionnaireId });
    await publish(bench, revisePack, questionnaireId);
    const kept = await bench.lead.assessments.get({ assessmentId });
    expect(kept.answers.map(({ questionId }) => questionId)).toEqual(['V-SEC-1', 'V-SEC-2']);
    await expect(planAssessment(bench, { questionnaireId })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});

describe('evidence that grows stale over night', () => {
  it('shows in the register, and raises its red flags, as soon as the workspace is opened again', async () => {
    await using bench = await createAssessmentBench();
    const questionnaireId = await publish(bench, (pack) => {
      const short = shortenPack(pack);
      const [section] = short.sections;
      const [first] = section?.questions ?? [];
      const [flag] = first?.redFlags ?? [];
      if (!section || !first || !flag) throw new Error('The first question has no red flag');
      const aged = { ...first, redFlags: [{ ...flag, id: 'RF-AGE', when: { stale: true as const } }] };
      return { ...short, sections: [{ ...section, questions: [aged] }] };
    });
    const { id: assessmentId } = await planAssessment(bench, { questionnaireId });
    const evidence = await addEvidence(bench);
    const target = { assessmentId, questionId: 'V-SEC-1' };
    await bench.lead.assessments.saveAnswer({ ...target, revision: 0, state: 'yes' });
    await bench.lead.assessments.attachEvidence({ ...target, evidenceId: evidence.id, page: '' });
    const readRow = async () => (await bench.auditor.assessments.list({})).rows[0];
    expect(await readRow()).toMatchObject({ score: 100, openRedFlags: 0 });
    bench.clock.set('2028-01-10T08:00:00.000Z');
    expect(await readRow()).toMatchObject({ score: 100, openRedFlags: 0 });
    await editBehindOurBack(bench, 'vacuum');
    expect(await readRow()).toMatchObject({ score: 70, openRedFlags: 1 });
    const [entry] = (await bench.auditor.auditTrail.list({ limit: 1 })).rows;
    expect(entry).toMatchObject({ operation: 'workspace.open', actorName: 'Assay', recordKind: 'finding' });
  });
});

describe('what was signed', () => {
  const edits: readonly [string, string][] = [
    ['an answer', `update answers set state = 'no' where question_id = 'V-PRV-3'`],
    ['a note', `update answers set note = 'Agreed by phone' where question_id = 'V-SEC-1'`],
    ['a verdict', `update answers set verdict = 'met', verdict_at = '2026-11-20T09:00:00.000Z'`],
    [
      'the questionnaire',
      `update questionnaires set pack = replace(pack, 'third party', 'friend') where pack_id = 'vendor-checklist'`,
    ],
    ['a piece of evidence', `update evidence set state = 'tested'`],
    ['the sum of a file', `update evidence set title = 'Other terms'`],
    ['a link to evidence', `delete from answer_evidence where question_id = 'V-PRV-3'`],
    [
      'the use',
      `update assessments set use_conditions = replace(use_conditions, '"personal_data":false', '"personal_data":true')`,
    ],
    ['the score in the register', `update assessments set score = 12`],
    ['the day it is due again', `update assessments set next_due_on = '2030-01-01'`],
    ['who prepared it', `delete from assessment_preparers`],
    ['the decision', `update sign_offs set decision = 'conditional'`],
    ['the conditions', `update sign_offs set conditions = '["None"]'`],
    ['the frozen text', `update sign_offs set frozen = replace(frozen, 'V-PRV-3', 'V-PRV-9')`],
    ['all of the frozen text', `update sign_offs set frozen = 'nothing'`],
    ['the fingerprint', `update sign_offs set fingerprint = '${'0'.repeat(64)}'`],
  ];

  it.each(edits)('no longer holds after a change behind our back: %s', async (_what, statement) => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    await bringToSignature(bench, assessmentId);
    const auditor = bench.auditor;
    await editBehindOurBack(bench, 'vacuum');
    expect((await auditor.assessments.get({ assessmentId })).fingerprintHolds).toBe(true);
    await editBehindOurBack(bench, statement);
    expect((await auditor.assessments.get({ assessmentId })).fingerprintHolds).toBe(false);
  });

  it('stays as it was while the world goes on', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench, { use: makeUse({ sox_scope: true }) });
    await bench.lead.assessments.saveAnswer({ assessmentId, questionId: 'V-OPS-1', revision: 0, state: 'no' });
    const inReview = await bringIntoReview(bench, assessmentId);
    const signed = await bench.officer.assessments.signOff({
      assessmentId,
      revision: inReview.revision,
      decision: 'conditional',
      reason: 'Trial',
      conditions: ['An SLA'],
      nextDueOn: null,
    });
    expect(signed.openRedFlags).toBe(1);
    const { tool } = await bench.lead.tools.get({ toolId: bench.tool.id });
    await bench.lead.tools.update({ toolId: tool.id, revision: tool.revision, changes: { name: 'Harrow Agent 2' } });
    for (const { id, revision } of (await bench.auditor.findings.list({})).rows) {
      await bench.reviewer.findings.update({
        findingId: id,
        revision,
        changes: { status: 'resolved', retest: 'Contract amended.' },
      });
    }
    bench.clock.set('2028-06-01T00:00:00.000Z');
    const later = await bench.auditor.assessments.get({ assessmentId });
    expect(later.fingerprintHolds).toBe(true);
    expect(later.signOff).toEqual(signed.signOff);
    expect(later.score).toEqual(signed.score);
    expect(later.openRedFlags).toBe(0);
    expect(later.answers).toEqual(signed.answers);
  });
});
