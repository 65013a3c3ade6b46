import { describe, expect, it } from 'vitest';
import { writeUnit, type Unit } from '../../electron/core/database/unit-of-work.ts';
import {
  changeFinding,
  getFinding,
  listOpenFlags,
  syncRedFlagFindings,
  type RaisedFlagFinding,
} from '../../electron/core/features/findings/findings.ts';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { createTestWorkbench } from '../support/workbench.ts';
import { addVendorWithTool, whoWorks } from '../support/records.ts';

function flag(flagId: string, changes: Partial<RaisedFlagFinding> = {}): RaisedFlagFinding {
  return {
    flagId,
    questionId: 'V-PRV-3',
    title: `Rule ${flagId}`,
    condition: 'Kept as long as needed',
    criteria: 'GDPR 5(1)(e)',
    effect: 'Nobody knows when it goes',
    recommendation: 'Ask for a number of days',
    severity: 'high',
    dueOn: '2026-12-20',
    ownerId: null,
    ...changes,
  };
}

/** An assessment under way, and what its rules say of it, in one unit of work. */
async function planAssessment() {
  const bench = await createTestWorkbench();
  const { tool, vendor } = await addVendorWithTool(bench.lead, 'Harrow');
  const checklist = (await bench.lead.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
  const assessment = await bench.lead.assessments.plan({
    toolId: tool.id,
    questionnaireId: checklist?.id ?? '',
    title: 'Checklist',
    preparerId: await whoWorks(bench.lead),
    reviewerId: null,
    dueOn: null,
    use: tool.use,
  });
  const { workspace } = bench.workbench.openWindow('test').session.bench;
  if (!workspace) throw new Error('No workspace is open');
  const subject = { assessmentId: assessment.id, vendorId: vendor.id, toolId: tool.id };
  const write = <Result>(work: (unit: Unit) => Promise<Result>) =>
    writeUnit(workspace, 'assay', 'assessments.saveAnswer', work);
  return {
    bench,
    workspace,
    subject,
    write,
    raise: (...flags: RaisedFlagFinding[]) => write((unit) => syncRedFlagFindings(unit, subject, flags)),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

async function listFlags(workspace: Workspace, assessmentId: string) {
  const flags = await listOpenFlags(workspace.queries, { assessmentId });
  return flags.map(({ code, flagId }) => `${code} ${flagId}`);
}

describe('the findings of red flags', () => {
  it('come and go with their rules, and keep their numbers', async () => {
    await using test = await planAssessment();
    const { raise, workspace, subject } = test;
    const open = () => listFlags(workspace, subject.assessmentId);
    await raise(flag('RF-1'), flag('RF-2'));
    expect(await open()).toEqual(['F-001 RF-1', 'F-002 RF-2']);
    expect(await listOpenFlags(workspace.queries, { vendorId: subject.vendorId })).toHaveLength(2);
    await raise(flag('RF-2'));
    expect(await open()).toEqual(['F-002 RF-2']);
    const withdrawn = (await test.bench.auditor.findings.list({ search: 'F-001' })).rows[0];
    expect(withdrawn).toMatchObject({ status: 'withdrawn', closedAt: '2026-11-20T10:00:00.000Z' });
    await raise(flag('RF-1'), flag('RF-2'), flag('RF-3'));
    expect(await open()).toEqual(['F-001 RF-1', 'F-002 RF-2', 'F-003 RF-3']);
    const entries = await test.bench.auditor.auditTrail.list({ search: 'F-001' });
    expect(entries.rows.map(({ after }) => (JSON.parse(after ?? '{}') as { status?: string }).status)).toEqual([
      'open',
      'withdrawn',
      'open',
    ]);
  });

  it('leave no trace when nothing changed, and follow the answers until somebody works on them', async () => {
    await using test = await planAssessment();
    const { raise, workspace, subject } = test;
    await raise(flag('RF-1'));
    const entries = async () => (await test.bench.auditor.auditTrail.list({ limit: 1 })).total;
    const before = await entries();
    await raise(flag('RF-1', { dueOn: '2026-12-21' }));
    expect(await entries()).toBe(before);
    await raise(flag('RF-1', { condition: 'Kept for 400 days' }));
    expect(await entries()).toBe(before + 1);
    const [one] = await listOpenFlags(workspace.queries, { assessmentId: subject.assessmentId });
    expect(one).toMatchObject({ flagId: 'RF-1', questionId: 'V-PRV-3', dueOn: '2026-12-20' });
  });

  it('stay as a person left them, and say that their rule no longer holds', async () => {
    await using test = await planAssessment();
    const { raise, write, workspace, subject } = test;
    await raise(flag('RF-1'), flag('RF-2'));
    const [first, second] = await listOpenFlags(workspace.queries, { assessmentId: subject.assessmentId });
    if (!first || !second) throw new Error('Two flags were raised');
    await write((unit) => changeFinding(unit, first.id, 1, { response: 'The vendor promised 30 days' }));
    await write((unit) => changeFinding(unit, second.id, 1, { status: 'withdrawn', response: 'Does not concern us' }));
    await raise(flag('RF-1', { condition: 'Other' }), flag('RF-2'));
    const read = (id: string) => getFinding(workspace.queries, id);
    expect(await read(first.id)).toMatchObject({ status: 'open', condition: 'Kept as long as needed' });
    expect(await read(second.id)).toMatchObject({ status: 'withdrawn' });
    await raise();
    await raise();
    expect(await read(first.id)).toMatchObject({
      status: 'open',
      retest: '2026-11-20: The answers no longer raise RF-1.',
      revision: 3,
    });
  });
});
