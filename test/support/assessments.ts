import { Readable } from 'node:stream';
import type { Answer, Assessment } from '../../shared/contract/assessments.ts';
import type { Evidence } from '../../shared/contract/evidence.ts';
import { USE_CONDITIONS } from '../../shared/contract/questionnaire-pack.ts';
import type { ToolUse } from '../../shared/contract/tools.ts';
import { listQuestions } from '../../shared/rules/questionnaires.ts';
import { createTestWorkbench, type createTestClock, type TestClient } from './workbench.ts';

/** A use with none of the conditions, but for those given. */
export function makeUse(changes: Partial<ToolUse> = {}): ToolUse {
  const none = Object.fromEntries(USE_CONDITIONS.map((condition) => [condition, false])) as ToolUse;
  return { ...none, ...changes };
}

export async function findPersonId(client: TestClient, name: string): Promise<string> {
  const person = (await client.people.list()).find((one) => one.name === name);
  if (!person) throw new Error(`${name} is not in the workspace`);
  return person.id;
}

export async function findQuestionnaireId(client: TestClient, packId = 'vendor-checklist'): Promise<string> {
  const row = (await client.questionnaires.list()).find((one) => one.packId === packId && one.status === 'published');
  if (!row) throw new Error(`${packId} is not published`);
  return row.id;
}

/** A workbench with one vendor, one tool, and the people by their ids. */
export async function createAssessmentBench() {
  const bench = await createTestWorkbench();
  const vendor = await bench.lead.vendors.create({ name: 'Harrow AI' });
  const tool = await bench.lead.tools.create({ vendorId: vendor.id, name: 'Harrow Agent', kind: 'agent' });
  return {
    ...bench,
    clock: bench.ports.clock as ReturnType<typeof createTestClock>,
    vendor,
    tool,
    people: {
      officer: await findPersonId(bench.lead, 'Ines Okafor'),
      otherOfficer: await findPersonId(bench.lead, 'Ruth Adeyemi'),
      reviewer: await findPersonId(bench.lead, 'Tomas Lindqvist'),
      lead: await findPersonId(bench.lead, 'Priya Raman'),
      auditor: await findPersonId(bench.lead, 'Wen Zhao'),
    },
  };
}
export type AssessmentBench = Awaited<ReturnType<typeof createAssessmentBench>>;

/** The lead prepares, the reviewer reviews. */
export async function planAssessment(
  bench: AssessmentBench,
  changes: Partial<Parameters<TestClient['assessments']['plan']>[0]> = {},
): Promise<Assessment> {
  return bench.lead.assessments.plan({
    toolId: bench.tool.id,
    questionnaireId: await findQuestionnaireId(bench.lead),
    title: 'Vendor checklist 2026',
    preparerId: bench.people.lead,
    reviewerId: bench.people.reviewer,
    dueOn: '2026-12-04',
    use: makeUse(),
    ...changes,
  });
}

export async function addEvidence(
  bench: AssessmentBench,
  changes: Partial<Parameters<TestClient['evidence']['add']>[0]> = {},
): Promise<Evidence> {
  const file = await bench.workbench.files.receive(
    'terms.txt',
    Readable.from([Buffer.from(`Retention: 30 days. ${changes.title ?? ''}`)]),
  );
  return bench.reviewer.evidence.add({
    title: 'Data terms, version 6',
    kind: 'contract',
    state: 'verified',
    datedOn: '2026-11-02',
    control: 'V-PRV-3',
    vendorId: bench.vendor.id,
    fileToken: file.token,
    ...changes,
  });
}

export function findAnswer({ answers }: Pick<Assessment, 'answers'>, questionId: string): Answer {
  const answer = answers.find((one) => one.questionId === questionId);
  if (!answer) throw new Error(`${questionId} is not among the answers`);
  return answer;
}

/** Answers every question that is still open with yes, on one piece of evidence. */
export async function answerAll(
  bench: AssessmentBench,
  assessmentId: string,
  evidenceId: string | null = null,
): Promise<Assessment> {
  const { answers, pack } = await bench.lead.assessments.get({ assessmentId });
  for (const { id: questionId } of listQuestions(pack)) {
    const answer = findAnswer({ answers }, questionId);
    if (answer.state === null) {
      await bench.lead.assessments.saveAnswer({ assessmentId, questionId, revision: answer.revision, state: 'yes' });
    }
    if (evidenceId) await bench.lead.assessments.attachEvidence({ assessmentId, questionId, evidenceId, page: '' });
  }
  return bench.lead.assessments.get({ assessmentId });
}

/** From planned to in review, every answer yes and proven. */
export async function bringIntoReview(bench: AssessmentBench, assessmentId: string): Promise<Assessment> {
  const evidence = await addEvidence(bench);
  const { revision } = await answerAll(bench, assessmentId, evidence.id);
  const submitted = await bench.lead.assessments.submit({ assessmentId, revision });
  return bench.reviewer.assessments.startReview({ assessmentId, revision: submitted.revision });
}

/** From planned to signed by the officer. */
export async function bringToSignature(bench: AssessmentBench, assessmentId: string): Promise<Assessment> {
  const { revision } = await bringIntoReview(bench, assessmentId);
  return bench.officer.assessments.signOff({
    assessmentId,
    revision,
    decision: 'meets',
    reason: '',
    conditions: [],
    nextDueOn: null,
  });
}
