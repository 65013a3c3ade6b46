import { describe, expect, it } from 'vitest';
import { INHERENT_FACTORS, TOOL_GATES } from '../../../shared/contract/tools.ts';
import { REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import {
  findApprovalRefusal,
  findGateRefusal,
  findToolNextStep,
  mayDecideGate,
  type ToolStepFacts,
} from '../../../shared/rules/tools.ts';
import {
  findStatusRefusal,
  findToolsInUseRefusal,
  findVendorNextStep,
  listNextStatuses,
} from '../../../shared/rules/vendors.ts';

describe('the lifecycle of a vendor or tool', () => {
  it('leads from every status to some other, never to itself, and never straight from proposed to approved', () => {
    for (const status of REGISTER_STATUSES) {
      expect(listNextStatuses(status)).not.toContain(status);
      expect(listNextStatuses(status).length).toBeGreaterThan(0);
    }
    expect(listNextStatuses('proposed')).not.toContain('approved');
    expect(listNextStatuses('prohibited')).not.toContain('approved');
  });

  it('wants a reason for every move but the one to in review', () => {
    for (const from of REGISTER_STATUSES) {
      for (const to of listNextStatuses(from)) {
        const refusal = findStatusRefusal({ name: 'Harrow', status: from }, to, '  ');
        expect(refusal === null, `${from} to ${to}`).toBe(to === 'in_review');
        expect(findStatusRefusal({ name: 'Harrow', status: from }, to, 'Because')).toBeNull();
      }
    }
  });

  it('keeps a vendor in use, naming at most three tools', () => {
    const tools = ['A', 'B', 'C', 'D', 'E'];
    expect(findToolsInUseRefusal({ name: 'Harrow' }, 'prohibited', tools)?.sentence).toBe(
      'Harrow cannot become prohibited while its tools are in use: A, B, C, 2 more.',
    );
    expect(findToolsInUseRefusal({ name: 'Harrow' }, 'conditional', tools)).toBeNull();
    expect(findToolsInUseRefusal({ name: 'Harrow' }, 'retired', [])).toBeNull();
  });
});

describe('the approval gates', () => {
  const gates = (passed: number) =>
    TOOL_GATES.map((gate, index) => ({ gate, state: index < passed ? ('passed' as const) : ('open' as const) }));
  const tool = (passed: number, status: 'in_review' | 'approved' = 'in_review') => ({
    name: 'Kestrel',
    status,
    gates: gates(passed),
  });

  it('are all needed, and the missing ones named', () => {
    expect(findApprovalRefusal(tool(4))).toBeNull();
    expect(findApprovalRefusal(tool(3))?.sentence).toContain('the performance evaluation is not passed');
    expect(findApprovalRefusal(tool(2))?.sentence).toContain(
      'the legal approval and performance evaluation are not passed',
    );
    expect(findApprovalRefusal({ ...tool(4), gates: [] })).not.toBeNull();
  });

  it('fail only with a note, and stay passed while the tool is approved', () => {
    expect(findGateRefusal(tool(0), 'legal_approval', 'failed', '')).not.toBeNull();
    expect(findGateRefusal(tool(0), 'legal_approval', 'failed', 'No agreement')).toBeNull();
    expect(findGateRefusal(tool(4, 'approved'), 'legal_approval', 'open', '')).not.toBeNull();
    expect(findGateRefusal(tool(4, 'approved'), 'legal_approval', 'passed', '')).toBeNull();
  });

  it('are each somebody’s to decide, and none an auditor’s', () => {
    for (const gate of TOOL_GATES) {
      expect(mayDecideGate(gate, 'compliance_officer')).toBe(true);
      expect(mayDecideGate(gate, 'auditor')).toBe(false);
    }
  });
});

describe('the next step of a tool', () => {
  const done: ToolStepFacts = {
    toolId: 'tool',
    status: 'approved',
    ratedFactors: INHERENT_FACTORS.length,
    passedGates: TOOL_GATES.length,
    nextReviewOn: null,
    assessment: { id: 'assessment', state: 'signed_off', unanswered: 0, dueOn: null, nextDueOn: null },
    openFindings: 0,
    firstFinding: null,
  };
  const step = (facts: Partial<ToolStepFacts>) => findToolNextStep({ ...done, ...facts }, '2026-11-20');
  const assessment = (state: NonNullable<ToolStepFacts['assessment']>['state']) => ({
    assessment: { id: 'assessment', state, unanswered: 9, dueOn: '2026-12-04', nextDueOn: null },
  });

  it('follows the way to approval', () => {
    expect(step({ ratedFactors: 3 })).toEqual({ kind: 'rate_inherent', count: 7, dueOn: null, recordId: 'tool' });
    expect(step({ assessment: null })).toMatchObject({ kind: 'plan_assessment' });
    expect(step(assessment('planned'))).toEqual({
      kind: 'answer',
      count: 9,
      dueOn: '2026-12-04',
      recordId: 'assessment',
    });
    expect(step(assessment('answering'))?.kind).toBe('answer');
    expect(step(assessment('submitted'))?.kind).toBe('review');
    expect(step(assessment('in_review'))?.kind).toBe('sign_off');
    const firstFinding = { id: 'finding', dueOn: '2026-11-27' };
    expect(step({ openFindings: 2, firstFinding })).toEqual({
      kind: 'mend_findings',
      count: 2,
      dueOn: '2026-11-27',
      recordId: 'finding',
    });
    expect(step({ passedGates: 1 })).toMatchObject({ kind: 'decide_gates', count: 3 });
    expect(step({})).toBeNull();
  });

  it('comes back sixty days before a review, by the earlier of two dates', () => {
    expect(step({ nextReviewOn: '2027-01-19' })).toMatchObject({ kind: 'reassess', dueOn: '2027-01-19' });
    expect(step({ nextReviewOn: '2027-01-20' })).toBeNull();
    const signed = { ...assessment('signed_off').assessment, nextDueOn: '2026-11-30' };
    expect(step({ nextReviewOn: '2027-01-19', assessment: signed })).toMatchObject({ dueOn: '2026-11-30' });
  });

  it('is none for what nobody may use', () => {
    expect(step({ status: 'retired', ratedFactors: 0 })).toBeNull();
    expect(step({ status: 'prohibited', assessment: null })).toBeNull();
  });

  it('is for a vendor the most pressing of its tools', () => {
    const of = (dueOn: string | null) => ({ kind: 'answer' as const, count: 1, dueOn, recordId: dueOn });
    expect(findVendorNextStep([], 0)).toMatchObject({ kind: 'add_tool' });
    expect(findVendorNextStep([null, of(null), of('2026-12-02'), of('2026-12-01')], 4)?.dueOn).toBe('2026-12-01');
    expect(findVendorNextStep([null, of(null)], 2)?.kind).toBe('answer');
    expect(findVendorNextStep([null], 1)).toBeNull();
  });
});
