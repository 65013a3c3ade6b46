import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AssessmentState } from '../../../shared/contract/assessments.ts';
import { INHERENT_FACTORS } from '../../../shared/contract/tools.ts';
import { USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import { AssayError } from '../assay-error.ts';
import { startWorkspace } from '../features/workspace/workspace.ts';
import type { ReportProgress } from '../jobs.ts';
import type { Clock, Ports } from '../ports.ts';
import type { Workbench } from '../workbench.ts';
import { addSampleTraining } from './sample-training.ts';
import { continueAccessTiers, startAccessTiers } from './sample-access-tiers.ts';
import { adoptSampleTool, adoptSampleToolPartly, keepSampleToolsInOrder } from './sample-adoption.ts';
import { addSampleResidency } from './make-sample-residency.ts';
import {
  FORGE_ANSWERS,
  GREYFEN_ANSWERS,
  HARROW_ANSWERS,
  HARROW_ANSWERS_LAST_YEAR,
  type SampleAnswers,
} from './sample-answers.ts';
import { addVendorRisks, proveVendorRisks, settleRiskRegister, startRiskRegister } from './sample-risks.ts';
import { addEvidence, DAY, openClient, type Client, type Company, type SampleClock } from './sample-work.ts';
import { disposeOfTrialLogs, holdSampleEvidence, keepTrialLogs } from './sample-evidence.ts';
import { rateSampleExposures } from './sample-phi-exposure.ts';
import { addSampleAgreements, continueSampleAgreements } from './sample-agreements.ts';
import {
  SAMPLE_CODE_CHANGES,
  SAMPLE_ORGANISATION,
  SAMPLE_PEOPLE,
  SAMPLE_VENDORS,
  type SamplePerson,
} from './sample-company.ts';
import { addSampleGaps } from './sample-gaps.ts';
import { drawDataFlows, drawLastYearsFlows, redrawDataFlows } from './sample-data-flows.ts';

/**
 * Makes the sample workspace at `path`: complete, or not at all.
 *
 * @param createWorkbench given, and not imported, since the workbench itself offers this.
 * @param report is told of every step, and may end it there.
 * @throws AssayError WORKSPACE_EXISTS, DISK_FULL, WORKSPACE_READ_ONLY, CANCELLED.
 */
export async function makeSampleWorkspace(
  path: string,
  ports: Ports,
  createWorkbench: (ports: Ports) => Promise<Workbench>,
  report: ReportProgress,
): Promise<void> {
  if (existsSync(path)) throw new AssayError('WORKSPACE_EXISTS', 'A file of this name is there already.');
  const folder = join(ports.folders.temporary, `sample-${ports.nextId()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const clock = createSampleClock(ports.clock);
  const workbench = await createWorkbench({
    ...ports,
    clock,
    folders: { ...ports.folders, workspaces: folder, temporary: folder, state: folder },
  });
  try {
    clock.goTo(401);
    const made = join(folder, basename(path));
    const { name, position } = SAMPLE_PEOPLE.ines;
    await startWorkspace(workbench.openWindow('sample-ines').session, made, {
      organisation: SAMPLE_ORGANISATION,
      person: { name, position, email: 'ines.okafor@calder.example' },
      sample: true,
    });
    let steps = 0;
    await fillSampleWorkspace(workbench, clock, () => report('components.sample.making', steps++, null));
    await workbench.close();
    await copyFile(made, `${path}.part`);
    await rename(`${path}.part`, path);
  } finally {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A clock that the sample moves through its own past, and that never runs ahead of the real one. */
function createSampleClock(real: Clock): SampleClock {
  const today = real.now().getTime();
  let at = today;
  return {
    // Each look is a little later than the last, as it would be with people at work.
    now: () => new Date((at = Math.min(at + 1_000, today))),
    utcOffsetMinutes: (instant) => real.utcOffsetMinutes(instant),
    goTo(daysAgo) {
      at = Math.min(today, today - daysAgo * DAY);
    },
  };
}

/**
 * Fills an empty workspace, in which Ines Okafor is the first officer and works in the window `sample-ines`, with the
 * sample company: through the same operations, roles and rules as people do, so that its trail is a real one.
 */
async function fillSampleWorkspace(workbench: Workbench, clock: SampleClock, step: () => Promise<void>): Promise<void> {
  clock.goTo(0);
  const today = clock.now().getTime();
  clock.goTo(400);
  const as = Object.fromEntries(
    Object.keys(SAMPLE_PEOPLE).map((key) => [key, openClient(workbench, key, step)]),
  ) as Record<SamplePerson, Client>;
  const company: Company = {
    workbench,
    clock,
    as,
    personIds: await addPeople(as),
    toolIds: new Map(),
    vendorIds: new Map(),
    adoptionEvidence: new Map(),
    agreementIds: new Map(),
    dayIn: (days) => new Date(today + days * DAY).toISOString().slice(0, 10),
  };
  clock.goTo(398);
  await startRiskRegister(company);
  const { revision } = await as.ines.settings.organisation();
  await as.ines.settings.saveOrganisation({ revision, changes: { hipaaRole: 'covered_entity' } });
  clock.goTo(395);
  await addRegister(company, ['Harrow AI']);
  await drawLastYearsFlows(company);
  await keepTrialLogs(company);
  await assessHarrowLastYear(company);
  clock.goTo(60);
  await addRegister(
    company,
    SAMPLE_VENDORS.map(({ name }) => name).filter((name) => name !== 'Harrow AI'),
  );
  await drawDataFlows(company);
  clock.goTo(50);
  await proveVendorRisks(company);
  await settleRiskRegister(company);
  await addSampleAgreements(company, 'Harrow AI');
  await continueSampleAgreements(company);
  await rateSampleExposures(company);
  await assessForge(company);
  await startGreyfen(company);
  await reviewHarrow(company);
  await keepSampleToolsInOrder(company);
  const access = await startAccessTiers(company);
  await addSampleTraining(company);
  await continueAccessTiers(company, access);
  clock.goTo(12);
  await addSampleResidency({
    keeper: as.priya,
    officers: [as.ines, as.ruth],
    toolIds: company.toolIds,
    vendorIds: company.vendorIds,
    dayIn: company.dayIn,
  });
  await addSampleGaps(company);
  clock.goTo(9);
  await holdSampleEvidence(company);
  clock.goTo(5);
  await disposeOfTrialLogs(company);
  clock.goTo(4);
  await redrawDataFlows(company);
  clock.goTo(1);
  await addCodeChanges(company);
}

async function addPeople(as: Record<SamplePerson, Client>): Promise<Record<SamplePerson, string>> {
  const [ines] = await as.ines.people.list();
  const ids: Partial<Record<SamplePerson, string>> = ines ? { ines: ines.id } : {};
  for (const [key, person] of Object.entries(SAMPLE_PEOPLE) as [SamplePerson, (typeof SAMPLE_PEOPLE)[SamplePerson]][]) {
    if (key === 'ines') continue;
    const email = `${person.name.toLowerCase().replace(' ', '.')}@calder.example`;
    const { id } = await as.ines.people.create({ ...person, email });
    await as[key].people.choose({ personId: id });
    ids[key] = id;
  }
  return ids as Record<SamplePerson, string>;
}

async function addRegister(company: Company, names: readonly string[]): Promise<void> {
  const { as, personIds, vendorIds, toolIds, dayIn } = company;
  for (const sample of SAMPLE_VENDORS.filter(({ name }) => names.includes(name))) {
    const vendor = await as.priya.vendors.create({
      name: sample.name,
      legalName: sample.legalName,
      domain: sample.domain,
      country: sample.country,
      description: sample.description,
      ownerId: personIds[sample.owner],
      businessCritical: sample.businessCritical,
      formerNames: [...(sample.formerNames ?? [])],
      aliases: [...(sample.aliases ?? [])],
      contacts: [{ ...sample.contact, phone: '' }],
    });
    vendorIds.set(sample.name, vendor.id);
    await addVendorRisks(company, sample);
    for (const tool of sample.tools) {
      const created = await as.priya.tools.create({
        vendorId: vendor.id,
        name: tool.name,
        kind: tool.kind,
        plan: tool.plan,
        versionRange: tool.versionRange,
        deployment: tool.deployment,
        ownerId: personIds[tool.owner],
        businessJustification: tool.justification,
        users: tool.users,
        use: Object.fromEntries(
          USE_CONDITIONS.map((condition, index) => [condition, tool.use[index] ?? null]),
        ) as Record<(typeof USE_CONDITIONS)[number], boolean | null>,
        nextReviewOn: tool.reviewIn === null ? null : dayIn(tool.reviewIn),
      });
      toolIds.set(tool.name, created.id);
      await rateTool(company, created.id, tool.inherent ?? []);
    }
    if (sample.name !== 'Harrow AI') await addSampleAgreements(company, sample.name);
    for (const tool of sample.tools) {
      const toolId = toolIds.get(tool.name) ?? '';
      await decideTool(company, toolId, tool);
      if (tool.name === 'Forge Review') await adoptSampleToolPartly(company, toolId, tool.name);
    }
    await moveVendor(company, vendor.id, sample.status, sample.statusReason ?? '');
  }
}

async function rateTool({ as }: Company, toolId: string, levels: readonly (number | null)[]): Promise<void> {
  for (const [index, level] of levels.entries()) {
    const factor = INHERENT_FACTORS[index];
    if (!factor) continue;
    const { tool } = await as.priya.tools.get({ toolId });
    const reason = level === null ? 'Not known yet; the vendor has been asked.' : 'Rated with the tool’s owner.';
    await as.priya.tools.rateInherentFactor({ toolId, revision: tool.revision, factor, level, reason });
  }
}

async function decideTool(
  company: Company,
  toolId: string,
  sample: (typeof SAMPLE_VENDORS)[number]['tools'][number],
): Promise<void> {
  const { as } = company;
  const present = async () => (await as.ruth.tools.get({ toolId })).tool;
  if (sample.status === 'proposed') return;
  const first = sample.status === 'prohibited' ? 'prohibited' : 'in_review';
  await as.ruth.tools.changeStatus({
    toolId,
    revision: (await present()).revision,
    status: first,
    reason: sample.statusReason ?? 'Taken up by the review board.',
  });
  for (const gate of sample.gates) {
    await as.ruth.tools.decideGate({
      toolId,
      revision: (await present()).revision,
      gate,
      state: 'passed',
      note: 'Decided on the assessment of this year.',
    });
  }
  if (sample.status === first) return;
  if (sample.status === 'approved') await adoptSampleTool(company, toolId, sample.name);
  await as.ruth.tools.changeStatus({
    toolId,
    revision: (await present()).revision,
    status: sample.status,
    reason: sample.statusReason ?? 'All four gates are passed.',
  });
}

async function moveVendor(
  { as }: Company,
  vendorId: string,
  status: (typeof SAMPLE_VENDORS)[number]['status'],
  reason: string,
): Promise<void> {
  const present = async () => (await as.ruth.vendors.get({ vendorId })).vendor;
  if (status === 'proposed') return;
  const steps = status === 'in_review' || status === 'prohibited' ? [status] : (['in_review', status] as const);
  for (const step of steps) {
    const because = step === 'in_review' ? 'First tool proposed.' : reason;
    await as.ruth.vendors.changeStatus({
      vendorId,
      revision: (await present()).revision,
      status: step,
      reason: because,
    });
  }
}

async function findChecklist({ as }: Company): Promise<string> {
  const list = await as.ines.questionnaires.list();
  const checklist = list.find(({ packId, status }) => packId === 'vendor-checklist' && status === 'published');
  if (!checklist) throw new Error('The vendor checklist is not installed');
  return checklist.id;
}

async function answerAll(
  company: Company,
  who: SamplePerson,
  assessmentId: string,
  vendorName: string,
  answers: SampleAnswers,
): Promise<void> {
  const client = company.as[who];
  for (const [questionId, answer] of Object.entries(answers)) {
    const { answers: present } = await client.assessments.get({ assessmentId });
    const revision = present.find((one) => one.questionId === questionId)?.revision ?? 0;
    await client.assessments.saveAnswer({ assessmentId, questionId, revision, state: answer.state, note: answer.note });
    for (const sample of answer.evidence) {
      const evidenceId = await addEvidence(company, vendorName, questionId, sample);
      await client.assessments.attachEvidence({ assessmentId, questionId, evidenceId, page: sample.page ?? '' });
    }
  }
}

/** Gives every verdict of the sample; an answer without one of its own is met, when it says yes. */
async function judgeAll(
  company: Company,
  who: SamplePerson,
  assessmentId: string,
  answers: SampleAnswers,
  everything: boolean,
): Promise<void> {
  const client = company.as[who];
  for (const [questionId, { verdict, verdictNote, state }] of Object.entries(answers)) {
    if (!everything && !verdict) continue;
    const { answers: present } = await client.assessments.get({ assessmentId });
    const revision = present.find((one) => one.questionId === questionId)?.revision ?? 0;
    const given = verdict ?? (state === 'yes' ? 'met' : 'partly_met');
    await client.assessments.giveVerdict({
      assessmentId,
      questionId,
      revision,
      verdict: given,
      note: verdictNote ?? '',
    });
  }
}

/** Takes an assessment one step on, from the state it is in. */
async function move(client: Client, assessmentId: string, step: 'submit' | 'startReview'): Promise<AssessmentState> {
  const { revision } = await client.assessments.get({ assessmentId });
  return (await client.assessments[step]({ assessmentId, revision })).state;
}

async function planChecklist(
  company: Company,
  plan: { tool: string; title: string; preparer: SamplePerson; reviewer: SamplePerson; dueIn: number; scope: string },
): Promise<string> {
  const { as, toolIds, personIds, dayIn } = company;
  const toolId = toolIds.get(plan.tool) ?? '';
  const { tool } = await as.priya.tools.get({ toolId });
  const planned = await as.priya.assessments.plan({
    toolId,
    questionnaireId: await findChecklist(company),
    title: plan.title,
    preparerId: personIds[plan.preparer],
    reviewerId: personIds[plan.reviewer],
    dueOn: dayIn(plan.dueIn),
    use: tool.use,
  });
  const updated = await as.priya.assessments.update({
    assessmentId: planned.id,
    revision: planned.revision,
    changes: {
      scope: { included: plan.scope, excluded: 'Repositories of code class 3 and the mobile applications' },
      periodStart: dayIn(plan.dueIn - 200),
      periodEnd: dayIn(plan.dueIn - 20),
    },
  });
  return updated.id;
}

async function assessHarrowLastYear(company: Company): Promise<void> {
  const { clock, as, dayIn } = company;
  clock.goTo(380);
  const assessmentId = await planChecklist(company, {
    tool: 'Harrow Agent',
    title: 'Vendor checklist, last year',
    preparer: 'priya',
    reviewer: 'tomas',
    dueIn: -365,
    scope: 'Trial with one team, no regulated repositories',
  });
  await answerAll(company, 'priya', assessmentId, 'Harrow AI', HARROW_ANSWERS_LAST_YEAR);
  clock.goTo(374);
  await move(as.priya, assessmentId, 'submit');
  await move(as.tomas, assessmentId, 'startReview');
  await judgeAll(company, 'tomas', assessmentId, HARROW_ANSWERS_LAST_YEAR, true);
  clock.goTo(371);
  const { revision } = await as.ines.assessments.get({ assessmentId });
  await as.ines.assessments.signOff({
    assessmentId,
    revision,
    decision: 'conditional',
    reason: 'A trial with one team and no regulated repository; the gaps are accepted for a year.',
    conditions: ['One team, no regulated repository', 'Retention periods in writing before the trial ends'],
    nextDueOn: dayIn(-6),
  });
}

async function assessForge(company: Company): Promise<void> {
  const { clock, as } = company;
  clock.goTo(40);
  const assessmentId = await planChecklist(company, {
    tool: 'Forge Assist',
    title: 'Vendor checklist',
    preparer: 'priya',
    reviewer: 'mara',
    dueIn: -10,
    scope: 'Completion, chat and edit in the editor plugin; claims and payments teams, 140 people',
  });
  await answerAll(company, 'priya', assessmentId, 'Lumen Forge', FORGE_ANSWERS);
  clock.goTo(18);
  await move(as.priya, assessmentId, 'submit');
  await move(as.mara, assessmentId, 'startReview');
  await judgeAll(company, 'mara', assessmentId, FORGE_ANSWERS, true);
  clock.goTo(12);
  const { revision, score } = await as.ines.assessments.get({ assessmentId });
  await as.ines.assessments.signOff({
    assessmentId,
    revision,
    decision: 'conditional',
    reason: score.recommendation === 'conditional' ? '' : 'The open points are covered by the conditions.',
    conditions: ['Claims repositories stay blocked', 'Thirty days of notice for model changes at renewal'],
    nextDueOn: null,
  });
}

async function startGreyfen(company: Company): Promise<void> {
  company.clock.goTo(25);
  const assessmentId = await planChecklist(company, {
    tool: 'Greyfen Pair',
    title: 'Vendor checklist',
    preparer: 'priya',
    reviewer: 'mara',
    dueIn: -6,
    scope: 'Trial with the mobile team',
  });
  await answerAll(company, 'priya', assessmentId, 'Greyfen', GREYFEN_ANSWERS);
}

async function reviewHarrow(company: Company): Promise<void> {
  const { clock, as, personIds, toolIds, dayIn } = company;
  clock.goTo(20);
  const { rows } = await as.priya.assessments.list({
    filters: [{ field: 'toolId', operator: 'is', values: [toolIds.get('Harrow Agent') ?? ''] }],
  });
  const [lastYear] = rows;
  if (!lastYear) throw new Error('The assessment of last year is not there');
  const { id: assessmentId } = await as.priya.assessments.reassess({
    assessmentId: lastYear.id,
    title: 'Vendor checklist',
    preparerId: personIds.priya,
    reviewerId: personIds.tomas,
    dueOn: dayIn(14),
  });
  await closeFindings(company, lastYear.id);
  await answerAll(company, 'priya', assessmentId, 'Harrow AI', HARROW_ANSWERS);
  clock.goTo(5);
  await move(as.priya, assessmentId, 'submit');
  await move(as.tomas, assessmentId, 'startReview');
  await judgeAll(company, 'tomas', assessmentId, HARROW_ANSWERS, false);
  clock.goTo(2);
  await as.tomas.assessments.askFollowUp({
    assessmentId,
    questionId: 'V-PRV-3',
    addressee: 'Harrow AI, privacy desk',
    request: 'Please send the retention schedule for session logs and embeddings, with the period for each.',
    dueOn: dayIn(7),
  });
  await as.tomas.assessments.askFollowUp({
    assessmentId,
    questionId: 'V-SEC-2',
    addressee: 'Harrow AI, privacy desk',
    request: 'Please send the summary of the penetration test with tester, scope and date.',
    dueOn: dayIn(-2),
  });
}

/** What last year found is looked at anew in this year's assessment. */
async function closeFindings({ as }: Company, assessmentId: string): Promise<void> {
  const { rows } = await as.tomas.findings.list({
    filters: [{ field: 'assessmentId', operator: 'is', values: [assessmentId] }],
  });
  for (const { id: findingId, revision } of rows) {
    await as.tomas.findings.update({
      findingId,
      revision,
      changes: { status: 'withdrawn', response: 'Taken into the assessment of this year.' },
    });
  }
}

async function addCodeChanges({ as, toolIds }: Company): Promise<void> {
  for (const { tool, ...change } of SAMPLE_CODE_CHANGES) {
    await as.mara.scores.saveCodeChange({ ...change, toolId: toolIds.get(tool) ?? null });
  }
}
