import type { AssessmentState } from '../contract/assessments.ts';
import type { Role } from '../contract/people.ts';
import { type GateState, INHERENT_FACTORS, TOOL_GATES, type ToolGate } from '../contract/tools.ts';
import type { NextStep, RegisterStatus } from '../contract/vendors.ts';
import { addDays } from './days.ts';
import type { Refusal } from './vendors.ts';

const GATE_WORDS: Readonly<Record<ToolGate, string>> = {
  security_assessment: 'security assessment',
  compliance_review: 'compliance review',
  legal_approval: 'legal approval',
  performance_evaluation: 'performance evaluation',
};

/**
 * Who may decide a gate. Legal and compliance questions are the officer's; whether a tool earns its keep is also for
 * the Centre of Excellence to say.
 */
const GATE_DECIDERS: Readonly<Record<ToolGate, readonly Role[]>> = {
  security_assessment: ['compliance_officer', 'security_reviewer'],
  compliance_review: ['compliance_officer'],
  legal_approval: ['compliance_officer'],
  performance_evaluation: ['compliance_officer', 'security_reviewer', 'excellence_lead'],
};

export function mayDecideGate(gate: ToolGate, role: Role): boolean {
  return GATE_DECIDERS[gate].includes(role);
}

interface Gated {
  name: string;
  status: RegisterStatus;
  gates: readonly { gate: ToolGate; state: GateState }[];
}

function joinWords(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}

/** Null when the tool may be approved: all four gates are passed. Otherwise names those that are not. */
export function findApprovalRefusal({ name, gates }: Gated): Refusal | null {
  const missing = TOOL_GATES.filter((gate) => gates.find((one) => one.gate === gate)?.state !== 'passed');
  if (missing.length === 0) return null;
  const words = joinWords(missing.map((gate) => GATE_WORDS[gate]));
  return {
    sentence: `${name} cannot be approved yet: the ${words} ${missing.length === 1 ? 'is' : 'are'} not passed.`,
    remedy: 'Decide the missing gates, or make the tool conditional with the conditions as the reason.',
  };
}

/** Null when the gate may be decided so. A failed gate needs a note; an approved tool keeps its gates passed. */
export function findGateRefusal(tool: Gated, gate: ToolGate, state: GateState, note: string): Refusal | null {
  if (state === 'failed' && note.trim() === '') {
    return {
      sentence: `A note is needed to fail the ${GATE_WORDS[gate]} of ${tool.name}.`,
      remedy: 'Say what was found, so that it can be mended.',
    };
  }
  if (tool.status === 'approved' && state !== 'passed') {
    return {
      sentence: `${tool.name} is approved, so its ${GATE_WORDS[gate]} must stay passed.`,
      remedy: 'Move the tool to in review first.',
    };
  }
  return null;
}

/** Days before a review from which it is the next thing to do. */
export const REVIEW_NOTICE_DAYS = 60;

/** What decides the next step of a tool. */
export interface ToolStepFacts {
  toolId: string;
  status: RegisterStatus;
  /** Inherent factors that somebody has rated, "unknown" among them. */
  ratedFactors: number;
  passedGates: number;
  nextReviewOn: string | null;
  /** The newest assessment that was not cancelled. */
  assessment: {
    id: string;
    state: AssessmentState;
    /** Questions that apply and have no answer yet. */
    unanswered: number;
    dueOn: string | null;
    nextDueOn: string | null;
  } | null;
  openFindings: number;
  /** The open finding that is due first. */
  firstFinding: { id: string; dueOn: string | null } | null;
}

/** What a person should do next with a tool; null when nothing is called for (`mission.md` A1 and A4). */
export function findToolNextStep(facts: ToolStepFacts, today: string): NextStep {
  const { toolId, status, assessment, nextReviewOn } = facts;
  if (status === 'retired' || status === 'prohibited') return null;
  const unrated = INHERENT_FACTORS.length - facts.ratedFactors;
  if (unrated > 0) return { kind: 'rate_inherent', count: unrated, dueOn: null, recordId: toolId };
  if (assessment === null) return { kind: 'plan_assessment', count: 0, dueOn: nextReviewOn, recordId: toolId };
  const { id: recordId, dueOn, state } = assessment;
  if (state === 'planned' || state === 'answering') {
    return { kind: 'answer', count: assessment.unanswered, dueOn, recordId };
  }
  if (state === 'submitted') return { kind: 'review', count: 0, dueOn, recordId };
  if (state === 'in_review') return { kind: 'sign_off', count: 0, dueOn, recordId };
  if (facts.firstFinding) {
    const { id, dueOn: findingDueOn } = facts.firstFinding;
    return { kind: 'mend_findings', count: facts.openFindings, dueOn: findingDueOn, recordId: id };
  }
  const openGates = TOOL_GATES.length - facts.passedGates;
  if (openGates > 0) return { kind: 'decide_gates', count: openGates, dueOn: null, recordId: toolId };
  const reviewOn = [assessment.nextDueOn, nextReviewOn].filter((day) => day !== null).sort()[0] ?? null;
  if (reviewOn !== null && reviewOn <= addDays(today, REVIEW_NOTICE_DAYS)) {
    return { kind: 'reassess', count: 0, dueOn: reviewOn, recordId };
  }
  return null;
}
