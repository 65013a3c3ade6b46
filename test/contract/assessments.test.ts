import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../shared/contract/assessments.ts';
import {
  addEvidence,
  answerAll,
  bringIntoReview,
  bringToSignature,
  createAssessmentBench,
  findAnswer,
  findQuestionnaireId,
  makeUse,
  planAssessment,
  type AssessmentBench,
} from '../support/assessments.ts';

async function countTrail(bench: AssessmentBench): Promise<number> {
  return (await bench.auditor.auditTrail.list({ limit: 1 })).total;
}

async function readTrailOf(bench: AssessmentBench, operation: string) {
  const { rows } = await bench.auditor.auditTrail.list({
    filters: [{ field: 'operation', operator: 'is', values: [operation] }],
  });
  return rows;
}

function save(
  bench: AssessmentBench,
  { id }: Pick<Assessment, 'id'>,
  changes: Partial<Parameters<AssessmentBench['lead']['assessments']['saveAnswer']>[0]>,
) {
  return bench.lead.assessments.saveAnswer({ assessmentId: id, questionId: 'V-PRV-3', revision: 0, ...changes });
}

describe('assessments.plan', () => {
  it('starts on the published version, under the next code of the year, with every question open', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench, { use: makeUse({ personal_data: true }) });
    expect(planned).toMatchObject({
      code: 'AS-2026-001',
      state: 'planned',
      tool: { name: 'Harrow Agent' },
      vendor: { name: 'Harrow AI' },
      questionnaire: 'Vendor checklist',
      answered: 0,
      questions: 22,
      preparers: [],
      signOff: null,
      fingerprintHolds: null,
      redFlags: [],
      revision: 1,
    });
    expect(planned.use).toEqual(makeUse({ personal_data: true }));
    expect(planned.answers).toHaveLength(22);
    expect(
      planned.answers.every(({ state, revision, applicable }) => state === null && revision === 0 && applicable),
    ).toBe(true);
    expect((await planAssessment(bench)).code).toBe('AS-2026-002');
    const [entry] = await readTrailOf(bench, 'assessments.plan');
    expect(entry).toMatchObject({ recordKind: 'assessment', recordName: 'AS-2026-002', before: null });
  });

  it('refuses a draft, unfit people, an unknown tool and the auditor', async () => {
    await using bench = await createAssessmentBench();
    const entries = await countTrail(bench);
    const questionnaireId = await findQuestionnaireId(bench.lead);
    const draft = await bench.reviewer.questionnaires.copy({ questionnaireId, title: 'Ours' });
    await expect(planAssessment(bench, { questionnaireId: draft.id })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { field: 'questionnaireId' },
    });
    await expect(planAssessment(bench, { reviewerId: bench.people.lead })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'reviewerId' },
    });
    await expect(planAssessment(bench, { preparerId: bench.people.reviewer })).rejects.toMatchObject({
      code: 'FOUR_EYES',
      data: { field: 'reviewerId' },
    });
    await expect(planAssessment(bench, { preparerId: bench.people.auditor })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'preparerId' },
    });
    await expect(planAssessment(bench, { toolId: bench.vendor.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(planAssessment(bench, { title: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'title' },
    });
    await expect(
      bench.auditor.assessments.plan({
        toolId: bench.tool.id,
        questionnaireId,
        title: 'Mine',
        preparerId: bench.people.lead,
        reviewerId: null,
        dueOn: null,
        use: makeUse(),
      }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    expect(await countTrail(bench)).toBe(entries + 1);
    expect((await bench.lead.assessments.list({})).total).toBe(0);
  });
});

describe('assessments.update', () => {
  it('changes the plan, and the answers are measured by the new use', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    await save(bench, planned, { questionId: 'V-PRV-2', state: 'no' });
    const updated = await bench.lead.assessments.update({
      assessmentId: planned.id,
      revision: 1,
      changes: {
        use: makeUse({ personal_data: true }),
        scope: { included: 'All teams', excluded: '' },
        periodStart: '2026-01-01',
        periodEnd: '2026-10-31',
      },
    });
    expect(updated).toMatchObject({ revision: 2, scope: { included: 'All teams' }, periodEnd: '2026-10-31' });
    expect(updated.score.failedGates).toEqual(['personal_data']);
    const [entry] = await readTrailOf(bench, 'assessments.update');
    expect(JSON.parse(entry?.after ?? '{}')).toMatchObject({ periodEnd: '2026-10-31', revision: 2 });
    expect(Object.keys(JSON.parse(entry?.after ?? '{}') as object)).not.toContain('title');
  });

  it('refuses a stale revision, a period that ends before it starts, and a new use once submitted', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    await expect(
      bench.lead.assessments.update({ assessmentId, revision: 4, changes: { title: 'New' } }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(
      bench.lead.assessments.update({
        assessmentId,
        revision: 1,
        changes: { periodStart: '2026-10-01', periodEnd: '2026-01-01' },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'changes.periodEnd' } });
    const inReview = await bringIntoReview(bench, assessmentId);
    await expect(
      bench.lead.assessments.update({ assessmentId, revision: inReview.revision, changes: { use: makeUse() } }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const renamed = await bench.lead.assessments.update({
      assessmentId,
      revision: inReview.revision,
      changes: { title: 'Renamed', reviewerId: bench.people.otherOfficer },
    });
    expect(renamed).toMatchObject({ title: 'Renamed', reviewer: { name: 'Ruth Adeyemi' }, state: 'in_review' });
  });
});

describe('assessments.saveAnswer', () => {
  it('moves a planned assessment on, remembers who answered, and leaves the plan’s revision alone', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const first = await save(bench, planned, { state: 'yes' });
    expect(first).toMatchObject({ state: 'answering', savedAt: '2026-11-20T10:00:00.000Z', applicability: [] });
    expect(first.answer).toMatchObject({
      state: 'yes',
      answeredBy: { name: 'Priya Raman', initials: 'PR' },
      answeredAt: '2026-11-20T10:00:00.000Z',
      evidenceState: 'none',
      revision: 1,
    });
    expect(first.score).toMatchObject({ answered: 1, applicable: 22, score: 0, stated: 100 });
    const second = await save(bench, planned, { revision: 1, note: 'Section 4.2' });
    expect(second.answer).toMatchObject({ state: 'yes', note: 'Section 4.2', revision: 2 });
    const read = await bench.auditor.assessments.get({ assessmentId: planned.id });
    expect(read).toMatchObject({ state: 'answering', revision: 1, answered: 1 });
    expect(read.preparers.map(({ name }) => name)).toEqual(['Priya Raman']);
    expect(findAnswer(read, 'V-PRV-3')).toEqual(second.answer);
    const entries = await readTrailOf(bench, 'assessments.saveAnswer');
    expect(entries[0]).toMatchObject({
      recordId: planned.id,
      recordName: 'AS-2026-001 V-PRV-3',
      actorName: 'Priya Raman',
    });
    expect(JSON.parse(entries[0]?.before ?? '')).toEqual({ note: '' });
    expect(JSON.parse(entries[0]?.after ?? '')).toEqual({ note: 'Section 4.2' });
    expect(entries.map(({ recordKind }) => recordKind)).toEqual(['answer', 'answer', 'assessment']);
  });

  it('writes nothing when nothing changed, and takes a flag as no answer', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const flagged = await save(bench, planned, { flagged: true });
    expect(flagged).toMatchObject({ state: 'planned', answer: { flagged: true, answeredBy: null, revision: 1 } });
    await save(bench, planned, { revision: 1, state: 'yes' });
    const entries = await countTrail(bench);
    const same = await save(bench, planned, { revision: 2, state: 'yes', note: '' });
    expect(same.answer.revision).toBe(2);
    expect(await countTrail(bench)).toBe(entries);
  });

  it('raises a red flag with owner and due date, and withdraws it when the answer changes', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const raised = await save(bench, planned, { state: 'no' });
    const [flag] = raised.redFlags;
    expect(flag).toMatchObject({ questionId: 'V-PRV-3', flagId: 'RF-2' });
    const finding = await bench.auditor.findings.get({ findingId: flag?.findingId ?? '' });
    expect(finding).toMatchObject({
      kind: 'red_flag',
      ruleId: 'RF-2',
      status: 'open',
      owner: { name: 'Priya Raman' },
      vendor: { name: 'Harrow AI' },
      tool: { name: 'Harrow Agent' },
      assessment: { id: planned.id },
    });
    expect(finding.dueOn).not.toBeNull();
    expect(finding.condition).toContain('V-PRV-3');
    expect(finding.criteria).toContain('GDPR 5(1)(e)');
    expect(raised.score.openRedFlags).toBe(1);
    const mended = await save(bench, planned, { revision: 1, state: 'yes' });
    expect(mended.redFlags).toEqual([]);
    expect((await bench.auditor.findings.get({ findingId: finding.id })).status).toBe('withdrawn');
  });

  it('gives the findings to the tool’s owner where there is one', async () => {
    await using bench = await createAssessmentBench();
    await bench.lead.tools.update({
      toolId: bench.tool.id,
      revision: bench.tool.revision,
      changes: { ownerId: bench.people.reviewer },
    });
    const { redFlags } = await save(bench, await planAssessment(bench), { state: 'no' });
    const finding = await bench.auditor.findings.get({ findingId: redFlags[0]?.findingId ?? '' });
    expect(finding.owner?.name).toBe('Tomas Lindqvist');
  });

  it('raises the vendor’s residual risk to the floor with two red flags', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    await save(bench, planned, { state: 'no' });
    await save(bench, planned, { questionId: 'V-SEC-1', state: 'no' });
    const { vendor } = await bench.auditor.vendors.get({ vendorId: bench.vendor.id });
    expect(vendor.residual).toEqual({ score: 10, band: 'high' });
    await save(bench, planned, { questionId: 'V-SEC-1', revision: 1, state: 'yes' });
    expect((await bench.auditor.vendors.get({ vendorId: bench.vendor.id })).vendor.residual).toBeNull();
  });

  it('refuses a stale revision, a foreign question, a value on a yes/no question, and the auditor', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    await save(bench, planned, { state: 'yes' });
    const entries = await countTrail(bench);
    await expect(save(bench, planned, { state: 'no' })).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(save(bench, planned, { questionId: 'X-1', state: 'no' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { field: 'questionId' },
    });
    await expect(save(bench, planned, { revision: 1, value: { text: 'thirty days' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'value' },
    });
    await expect(
      bench.auditor.assessments.saveAnswer({ assessmentId: planned.id, questionId: 'V-PRV-3', revision: 1, note: 'x' }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(save(bench, planned, { revision: 1, note: 'x'.repeat(20_001) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'note' },
    });
    expect(await countTrail(bench)).toBe(entries);
  });
});

describe('assessments.attachEvidence and detachEvidence', () => {
  it('puts evidence behind an answer, drops it a step when it is stale, and takes it away again', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    await save(bench, planned, { state: 'yes' });
    const evidence = await addEvidence(bench);
    const target = { assessmentId: planned.id, questionId: 'V-PRV-3', evidenceId: evidence.id };
    const attached = await bench.lead.assessments.attachEvidence({ ...target, page: 'p. 9' });
    expect(attached.answer).toMatchObject({ evidenceState: 'verified', stale: false, revision: 1 });
    expect(attached.answer.evidence).toEqual([
      {
        evidenceId: evidence.id,
        indexNumber: evidence.indexNumber,
        title: 'Data terms, version 6',
        state: 'verified',
        effectiveState: 'verified',
        stale: false,
        datedOn: '2026-11-02',
        page: 'p. 9',
      },
    ]);
    expect(attached.score.score).toBe(100);
    bench.clock.set('2027-06-20T10:00:00.000Z');
    const aged = findAnswer(await bench.auditor.assessments.get({ assessmentId: planned.id }), 'V-PRV-3');
    expect(aged).toMatchObject({ stale: true, evidenceState: 'documented' });
    const detached = await bench.reviewer.assessments.detachEvidence(target);
    expect(detached.answer).toMatchObject({ evidence: [], evidenceState: 'none' });
    expect(detached.score.score).toBe(0);
    await expect(bench.lead.assessments.detachEvidence(target)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [entry] = await readTrailOf(bench, 'assessments.detachEvidence');
    expect(JSON.parse(entry?.before ?? '')).toEqual({
      evidence: [{ indexNumber: evidence.indexNumber, page: 'p. 9' }],
    });
  });

  it('follows the evidence when its state changes', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const evidence = await addEvidence(bench);
    await save(bench, planned, { state: 'yes' });
    await bench.lead.assessments.attachEvidence({
      assessmentId: planned.id,
      questionId: 'V-PRV-3',
      evidenceId: evidence.id,
      page: '',
    });
    await bench.reviewer.evidence.update({
      evidenceId: evidence.id,
      revision: evidence.revision,
      changes: { state: 'claimed' },
    });
    const [row] = (await bench.auditor.assessments.list({})).rows;
    expect(row?.score).toBe(10);
  });

  it('lets the reviewer attach during the review, and nobody after the signature', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    const { revision } = await bringIntoReview(bench, assessmentId);
    const more = await addEvidence(bench, { title: 'Retention schedule', control: 'V-PRV-3' });
    const target = { assessmentId, questionId: 'V-PRV-3', evidenceId: more.id, page: '' };
    const { answer } = await bench.reviewer.assessments.attachEvidence(target);
    expect(answer.evidence).toHaveLength(2);
    const signed = await bench.officer.assessments.signOff({
      assessmentId,
      revision,
      decision: 'meets',
      reason: '',
      conditions: [],
      nextDueOn: null,
    });
    expect(signed.preparers.map(({ name }) => name)).toEqual(['Priya Raman']);
    await expect(bench.reviewer.assessments.attachEvidence(target)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(
      bench.reviewer.assessments.attachEvidence({ ...target, evidenceId: bench.vendor.id }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });
});

describe('assessments.giveVerdict', () => {
  it('is kept apart from the answer, counts rounds, and shows when it was given on an earlier answer', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    const inReview = await bringIntoReview(bench, assessmentId);
    const { revision } = findAnswer(inReview, 'V-PRV-3');
    const target = { assessmentId, questionId: 'V-PRV-3' };
    bench.clock.set('2026-11-20T10:38:00.000Z');
    const first = await bench.reviewer.assessments.giveVerdict({
      ...target,
      revision,
      verdict: 'not_met',
      note: 'Ask for the schedule.',
    });
    expect(first.answer).toMatchObject({
      state: 'yes',
      verdict: 'not_met',
      verdictNote: 'Ask for the schedule.',
      verdictBy: { name: 'Tomas Lindqvist' },
      verdictAt: '2026-11-20T10:38:00.000Z',
      verdictRound: 1,
      answeredBy: { name: 'Priya Raman' },
    });
    const worded = await bench.reviewer.assessments.giveVerdict({
      ...target,
      revision: first.answer.revision,
      verdict: 'not_met',
      note: 'Ask for the schedule, embeddings included.',
    });
    expect(worded.answer.verdictRound).toBe(1);
    const sentBack = await bench.reviewer.assessments.sendBack({
      assessmentId,
      revision: inReview.revision,
      reason: 'Retention of embeddings',
    });
    bench.clock.set('2026-11-21T09:00:00.000Z');
    const changed = await bench.lead.assessments.saveAnswer({
      ...target,
      revision: worded.answer.revision,
      state: 'partial',
      note: 'Schedule arrived; embeddings are not in it.',
    });
    expect(changed.answer).toMatchObject({ state: 'partial', verdict: 'not_met', verdictRound: 1 });
    expect((changed.answer.answeredAt ?? '') > (changed.answer.verdictAt ?? '')).toBe(true);
    const submitted = await bench.lead.assessments.submit({ assessmentId, revision: sentBack.revision });
    const again = await bench.reviewer.assessments.startReview({ assessmentId, revision: submitted.revision });
    await expect(
      bench.officer.assessments.signOff({
        assessmentId,
        revision: again.revision,
        decision: 'conditional',
        reason: 'x',
        conditions: ['y'],
        nextDueOn: null,
      }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW', data: { field: 'V-PRV-3' } });
    const second = await bench.reviewer.assessments.giveVerdict({
      ...target,
      revision: changed.answer.revision,
      verdict: 'partly_met',
      note: '',
    });
    expect(second.answer.verdictRound).toBe(2);
    const taken = await bench.reviewer.assessments.giveVerdict({
      ...target,
      revision: second.answer.revision,
      verdict: null,
      note: '',
    });
    expect(taken.answer).toMatchObject({ verdict: null, verdictBy: null, verdictAt: null, verdictRound: 2 });
  });

  it('refuses the author, the wrong role, the wrong state and a stale revision', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench, { reviewerId: bench.people.otherOfficer });
    await bench.reviewer.assessments.saveAnswer({ assessmentId, questionId: 'V-PRV-3', revision: 0, state: 'yes' });
    const target = { assessmentId, questionId: 'V-PRV-3', verdict: 'met' as const, note: '' };
    await expect(bench.otherOfficer.assessments.giveVerdict({ ...target, revision: 1 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    await bringIntoReview(bench, assessmentId);
    const entries = await countTrail(bench);
    await expect(bench.reviewer.assessments.giveVerdict({ ...target, revision: 1 })).rejects.toMatchObject({
      code: 'FOUR_EYES',
    });
    await expect(bench.lead.assessments.giveVerdict({ ...target, revision: 1 })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    await expect(bench.otherOfficer.assessments.giveVerdict({ ...target, revision: 9 })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
    expect(await countTrail(bench)).toBe(entries);
  });

  it('accepts an n.a., which then no longer holds the recommendation back', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    await save(bench, { id: assessmentId }, { questionId: 'V-CMP-2', state: 'not_applicable', note: 'No card data.' });
    await save(
      bench,
      { id: assessmentId },
      { questionId: 'V-CMP-1', state: 'not_applicable', note: 'No health data.' },
    );
    const inReview = await bringIntoReview(bench, assessmentId);
    expect(inReview.score).toMatchObject({ score: 100, completeness: 1, recommendation: 'conditional' });
    expect(inReview.answered).toBe(22);
    for (const questionId of ['V-CMP-1', 'V-CMP-2']) {
      await bench.reviewer.assessments.giveVerdict({
        assessmentId,
        questionId,
        revision: findAnswer(inReview, questionId).revision,
        verdict: 'not_applicable',
        note: '',
      });
    }
    expect((await bench.auditor.assessments.get({ assessmentId })).score.recommendation).toBe('meets');
  });
});

describe('assessments.askFollowUp and updateFollowUp', () => {
  it('asks, takes the reply, and keeps both in the trail', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    const asked = await bench.lead.assessments.askFollowUp({
      assessmentId,
      questionId: 'V-PRV-3',
      addressee: 'Harrow AI, privacy desk',
      request: 'Please send the retention schedule.',
      dueOn: '2026-11-27',
    });
    expect(asked).toMatchObject({ state: 'open', reply: '', createdBy: { name: 'Priya Raman' }, revision: 1 });
    await expect(
      bench.lead.assessments.updateFollowUp({ followUpId: asked.id, revision: 1, changes: { state: 'answered' } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'changes.reply' } });
    const answered = await bench.lead.assessments.updateFollowUp({
      followUpId: asked.id,
      revision: 1,
      changes: { state: 'answered', reply: '30 days for all.' },
    });
    expect(answered).toMatchObject({ state: 'answered', reply: '30 days for all.', revision: 2 });
    const { followUps } = await bench.auditor.assessments.get({ assessmentId });
    expect(followUps).toEqual([answered]);
    await expect(
      bench.lead.assessments.updateFollowUp({ followUpId: asked.id, revision: 1, changes: { state: 'withdrawn' } }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(
      bench.lead.assessments.updateFollowUp({ followUpId: assessmentId, revision: 1, changes: {} }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      bench.lead.assessments.askFollowUp({
        assessmentId,
        questionId: 'X-1',
        addressee: 'Somebody',
        request: 'What?',
        dueOn: '2026-11-27',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      bench.lead.assessments.askFollowUp({
        assessmentId,
        questionId: 'V-PRV-3',
        addressee: '',
        request: 'What?',
        dueOn: '2026-11-27',
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'addressee' } });
  });
});

describe('assessments.submit', () => {
  it('names what is missing, first the question to go to', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const entries = await countTrail(bench);
    await expect(bench.lead.assessments.submit({ assessmentId: planned.id, revision: 1 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      message: expect.stringContaining('22 questions of AS-2026-001 are not ready: V-SEC-1, no answer;') as string,
      data: { field: 'V-SEC-1' },
    });
    expect(await countTrail(bench)).toBe(entries);
    await save(bench, planned, { state: 'partial' });
    await save(bench, planned, { questionId: 'V-CTR-4', state: 'not_applicable', note: ' ' });
    await answerAll(bench, planned.id);
    await expect(bench.lead.assessments.submit({ assessmentId: planned.id, revision: 1 })).rejects.toMatchObject({
      message:
        '2 questions of AS-2026-001 are not ready: V-PRV-3, no reason in its note; V-CTR-4, no reason in its note.',
      data: { field: 'V-PRV-3' },
    });
  });

  it('raises a finding for each gate that fails, and withdraws it once the gate passes', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench, { use: makeUse({ personal_data: true }) });
    const answered = await answerAll(bench, planned.id);
    expect(answered.score.failedGates).toEqual(['personal_data']);
    expect((await bench.auditor.findings.list({})).rows.filter(({ kind }) => kind === 'gate')).toEqual([]);
    const submitted = await bench.lead.assessments.submit({ assessmentId: planned.id, revision: 1 });
    expect(submitted).toMatchObject({ state: 'submitted', submittedAt: '2026-11-20T10:00:00.000Z', revision: 2 });
    const gates = (await bench.auditor.findings.list({})).rows.filter(({ kind }) => kind === 'gate');
    expect(new Set(gates.map(({ ruleId }) => ruleId))).toEqual(
      new Set(['V-PRV-2 personal_data', 'V-PRV-5 personal_data']),
    );
    expect(gates[0]).toMatchObject({ status: 'open', severity: 'high', dueOn: '2026-12-20' });
    const back = await bench.reviewer.assessments.sendBack({
      assessmentId: planned.id,
      revision: 2,
      reason: 'Evidence for the gates',
    });
    const evidence = await addEvidence(bench);
    for (const questionId of ['V-PRV-2', 'V-PRV-5']) {
      await bench.lead.assessments.attachEvidence({
        assessmentId: planned.id,
        questionId,
        evidenceId: evidence.id,
        page: '',
      });
    }
    await bench.lead.assessments.submit({ assessmentId: planned.id, revision: back.revision });
    const after = (await bench.auditor.findings.list({})).rows.filter(({ kind }) => kind === 'gate');
    expect(after.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn']);
  });
});

describe('assessments.startReview and sendBack', () => {
  it('names the reviewer where none was, and gives the reason to the trail', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench, { reviewerId: null });
    await expect(
      bench.reviewer.assessments.startReview({ assessmentId: planned.id, revision: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW', data: { remedy: expect.any(String) as string } });
    await answerAll(bench, planned.id);
    const { revision } = await bench.lead.assessments.submit({ assessmentId: planned.id, revision: 1 });
    await expect(
      bench.lead.assessments.saveAnswer({
        assessmentId: planned.id,
        questionId: 'V-PRV-3',
        revision: 1,
        note: 'Too late',
      }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    await expect(bench.lead.assessments.startReview({ assessmentId: planned.id, revision })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    const started = await bench.reviewer.assessments.startReview({ assessmentId: planned.id, revision });
    expect(started).toMatchObject({ state: 'in_review', reviewer: { name: 'Tomas Lindqvist' } });
    await expect(
      bench.reviewer.assessments.sendBack({ assessmentId: planned.id, revision: started.revision, reason: ' ' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'reason' } });
    const back = await bench.reviewer.assessments.sendBack({
      assessmentId: planned.id,
      revision: started.revision,
      reason: 'V-PRV-3 needs its schedule.',
    });
    expect(back.state).toBe('answering');
    const [entry] = await readTrailOf(bench, 'assessments.sendBack');
    expect(JSON.parse(entry?.after ?? '')).toMatchObject({ reason: 'V-PRV-3 needs its schedule.', state: 'answering' });
  });
});

describe('assessments.signOff and voidSignOff', () => {
  const decision = { decision: 'meets' as const, reason: '', conditions: [], nextDueOn: null };

  it('freezes what was signed; the next is due by the inherent tier', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const signed = await bringToSignature(bench, planned.id);
    expect(signed).toMatchObject({
      state: 'signed_off',
      signedAt: '2026-11-20T10:00:00.000Z',
      nextDueOn: '2027-11-20',
      fingerprintHolds: true,
      signOff: { signer: { name: 'Ines Okafor' }, recommendation: 'meets', decision: 'meets', voidedAt: null },
    });
    const [entry] = await readTrailOf(bench, 'assessments.signOff');
    expect(entry?.after).toContain(signed.signOff?.fingerprint);
    for (const refused of [
      bench.lead.assessments.saveAnswer({
        assessmentId: signed.id,
        questionId: 'V-PRV-3',
        revision: findAnswer(signed, 'V-PRV-3').revision,
        state: 'no',
      }),
      bench.lead.assessments.update({ assessmentId: signed.id, revision: signed.revision, changes: { title: 'x' } }),
      bench.reviewer.assessments.cancel({ assessmentId: signed.id, revision: signed.revision, reason: 'x' }),
      bench.officer.assessments.signOff({ assessmentId: signed.id, revision: signed.revision, ...decision }),
      bench.lead.assessments.submit({ assessmentId: signed.id, revision: signed.revision }),
    ]) {
      await expect(refused).rejects.toMatchObject({
        code: 'NOT_ALLOWED_NOW',
        message: expect.stringContaining('AS-2026-001 is signed off') as string,
      });
    }
  });

  it('is refused to whoever prepared any of it, to other roles, and in any other state', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    await bench.officer.assessments.saveAnswer({ assessmentId, questionId: 'V-PRV-1', revision: 0, state: 'yes' });
    await expect(
      bench.otherOfficer.assessments.signOff({ assessmentId, revision: 1, ...decision }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const { revision } = await bringIntoReview(bench, assessmentId);
    const entries = await countTrail(bench);
    await expect(bench.officer.assessments.signOff({ assessmentId, revision, ...decision })).rejects.toMatchObject({
      code: 'FOUR_EYES',
    });
    await expect(bench.reviewer.assessments.signOff({ assessmentId, revision, ...decision })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    await expect(
      bench.otherOfficer.assessments.signOff({ assessmentId, revision: revision - 1, ...decision }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect(await countTrail(bench)).toBe(entries);
    const signed = await bench.otherOfficer.assessments.signOff({ assessmentId, revision, ...decision });
    expect(signed.state).toBe('signed_off');
  });

  it('is refused to the person who was named to prepare it, even without an answer of theirs', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench, { preparerId: bench.people.officer });
    const { revision } = await bringIntoReview(bench, assessmentId);
    await expect(bench.officer.assessments.signOff({ assessmentId, revision, ...decision })).rejects.toMatchObject({
      code: 'FOUR_EYES',
    });
  });

  it('wants a reason against the recommendation, conditions for a conditional one, and a day to come', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    const { revision } = await bringIntoReview(bench, assessmentId);
    const sign = (changes: object) =>
      bench.officer.assessments.signOff({ assessmentId, revision, ...decision, ...changes });
    await expect(sign({ decision: 'does_not_meet' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'reason' },
    });
    await expect(sign({ decision: 'conditional', reason: 'Careful' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'conditions' },
    });
    await expect(sign({ nextDueOn: '2026-11-20' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'nextDueOn' },
    });
    const signed = await sign({
      decision: 'conditional',
      reason: 'One team only',
      conditions: ['One team'],
      nextDueOn: '2027-02-01',
    });
    expect(signed).toMatchObject({
      nextDueOn: '2027-02-01',
      signOff: { recommendation: 'meets', decision: 'conditional', reason: 'One team only', conditions: ['One team'] },
    });
  });

  it('is taken back with a reason, stays on record, and can be given again', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench);
    const signed = await bringToSignature(bench, assessmentId);
    await expect(
      bench.officer.assessments.voidSignOff({ assessmentId, revision: signed.revision, reason: '' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      bench.reviewer.assessments.voidSignOff({ assessmentId, revision: signed.revision, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    bench.clock.set('2026-11-21T10:00:00.000Z');
    const voided = await bench.otherOfficer.assessments.voidSignOff({
      assessmentId,
      revision: signed.revision,
      reason: 'New sub-processor',
    });
    expect(voided).toMatchObject({
      state: 'in_review',
      signedAt: null,
      nextDueOn: null,
      fingerprintHolds: null,
      signOff: { voidedAt: '2026-11-21T10:00:00.000Z', voidReason: 'New sub-processor' },
    });
    const again = await bench.officer.assessments.signOff({ assessmentId, revision: voided.revision, ...decision });
    expect(again).toMatchObject({ state: 'signed_off', fingerprintHolds: true, signOff: { voidedAt: null } });
    expect(again.signOff?.fingerprint).not.toBe(signed.signOff?.fingerprint);
  });
});

describe('assessments.cancel', () => {
  it('ends an assessment with a reason and withdraws what its rules raised', async () => {
    await using bench = await createAssessmentBench();
    const planned = await planAssessment(bench);
    const { redFlags } = await save(bench, planned, { state: 'no' });
    const cancelled = await bench.reviewer.assessments.cancel({
      assessmentId: planned.id,
      revision: 1,
      reason: 'The tool is not bought.',
    });
    expect(cancelled.state).toBe('cancelled');
    const finding = await bench.auditor.findings.get({ findingId: redFlags[0]?.findingId ?? '' });
    expect(finding.status).toBe('withdrawn');
    await expect(save(bench, planned, { revision: 1, state: 'yes' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    await expect(
      bench.lead.assessments.cancel({ assessmentId: planned.id, revision: 2, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
  });
});

describe('assessments.list', () => {
  it('filters, searches and sorts', async () => {
    await using bench = await createAssessmentBench();
    const first = await planAssessment(bench, { title: 'Checklist', dueOn: null });
    const second = await planAssessment(bench, { title: 'Residency', reviewerId: null });
    await save(bench, second, { state: 'no' });
    const list = bench.auditor.assessments.list;
    const titles = async (input: Parameters<typeof list>[0]) => (await list(input)).rows.map(({ title }) => title);
    expect(await titles({})).toEqual(['Residency', 'Checklist']);
    expect(await titles({ search: 'harrow check' })).toEqual(['Residency', 'Checklist']);
    expect(await titles({ search: first.code })).toEqual(['Checklist']);
    expect(await titles({ filters: [{ field: 'state', operator: 'is', values: ['answering'] }] })).toEqual([
      'Residency',
    ]);
    expect(await titles({ filters: [{ field: 'reviewer', operator: 'is', values: [null] }] })).toEqual(['Residency']);
    expect(await titles({ filters: [{ field: 'toolId', operator: 'is', values: [bench.vendor.id] }] })).toEqual([]);
    expect(await titles({ sort: [{ field: 'dueOn', direction: 'ascending' }] })).toEqual(['Residency', 'Checklist']);
    expect(await titles({ sort: [{ field: 'state', direction: 'ascending' }] })).toEqual(['Checklist', 'Residency']);
    const filtered = await list({ filters: [{ field: 'title', operator: 'contains', values: ['check'] }] });
    expect(filtered).toMatchObject({ total: 1, hidden: 1 });
    expect((await list({})).rows[0]).toMatchObject({ openRedFlags: 1, answered: 1, questions: 22, state: 'answering' });
    await expect(list({ filters: [{ field: 'secret', operator: 'is', values: ['x'] }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(bench.auditor.assessments.get({ assessmentId: bench.tool.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
