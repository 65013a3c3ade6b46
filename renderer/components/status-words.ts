import type { PointWeight } from '../../shared/rules/data-flows/lint.ts';
import { countDays } from '../../shared/rules/days.ts';
import type { AgreementState, ProvisionAnswer } from '../../shared/contract/agreements.ts';
import type { AdoptionStanding } from '../../shared/contract/adoption.ts';
import type {
  AccessCell,
  AccessCheck,
  AccessDesignRow,
  AccessException,
} from '../../shared/contract/access-tier-records.ts';
import type { ASSESSMENT_STATES, FollowUp, Verdict } from '../../shared/contract/assessments.ts';
import type { DataFlowState } from '../../shared/contract/data-flows.ts';
import type { EVIDENCE_FRESHNESS } from '../../shared/contract/evidence.ts';
import type { FINDING_KINDS, FINDING_STATUSES } from '../../shared/contract/findings.ts';
import type { ApprovedUse, Permissibility } from '../../shared/contract/phi-exposure.ts';
import type { AnswerState, EvidenceState } from '../../shared/contract/questionnaire-pack.ts';
import type { LintFinding, QuestionnaireStatus } from '../../shared/contract/questionnaires.ts';
import type { RiskState } from '../../shared/contract/risks.ts';
import type { ResidencyResult } from '../../shared/contract/region-pack.ts';
import type { Override } from '../../shared/contract/residency.ts';
import type { Explanation, Recommendation } from '../../shared/contract/scores.ts';
import type { Completion, CourseStanding } from '../../shared/contract/training.ts';
import type { GateState } from '../../shared/contract/tools.ts';
import type { RegisterStatus } from '../../shared/contract/vendors.ts';
import type { Tone } from './status-mark.tsx';
import type { ShapeName } from './status-shape.tsx';

/** How a state is drawn; its word stands in `components.json` under `word.<vocabulary>.<value>`. */
interface Drawing {
  shape: ShapeName;
  tone: Tone;
}

type Drawings<Value extends string> = Readonly<Record<Value, Drawing>>;

const REGISTER: Drawings<RegisterStatus> = {
  proposed: { shape: 'dashed', tone: 'neutral' },
  in_review: { shape: 'half', tone: 'neutral' },
  approved: { shape: 'ok', tone: 'ok' },
  conditional: { shape: 'warn', tone: 'warn' },
  prohibited: { shape: 'no', tone: 'bad' },
  retired: { shape: 'slash', tone: 'mute' },
};

const AGREEMENT: Drawings<AgreementState> = {
  not_assessed: { shape: 'ask', tone: 'neutral' },
  not_needed: { shape: 'dash', tone: 'mute' },
  required: { shape: 'dashed', tone: 'neutral' },
  requested: { shape: 'open', tone: 'neutral' },
  declined: { shape: 'no', tone: 'bad' },
  in_negotiation: { shape: 'half', tone: 'neutral' },
  signed: { shape: 'half', tone: 'neutral' },
  active: { shape: 'ok', tone: 'ok' },
  expiring: { shape: 'clock', tone: 'warn' },
  expired: { shape: 'late', tone: 'bad' },
  superseded: { shape: 'slash', tone: 'mute' },
  terminated: { shape: 'slash', tone: 'mute' },
  closed: { shape: 'lock', tone: 'neutral' },
};

const PROVISION: Drawings<ProvisionAnswer | 'unset'> = {
  present: { shape: 'ok', tone: 'ok' },
  partial: { shape: 'warn', tone: 'warn' },
  absent: { shape: 'bad', tone: 'bad' },
  not_applicable: { shape: 'dash', tone: 'mute' },
  unset: { shape: 'dashed', tone: 'neutral' },
};

const ASSESSMENT: Drawings<(typeof ASSESSMENT_STATES)[number]> = {
  planned: { shape: 'dashed', tone: 'neutral' },
  answering: { shape: 'half', tone: 'neutral' },
  submitted: { shape: 'open', tone: 'neutral' },
  in_review: { shape: 'half', tone: 'neutral' },
  signed_off: { shape: 'lock', tone: 'neutral' },
  cancelled: { shape: 'slash', tone: 'mute' },
};

const ANSWER: Drawings<AnswerState | 'unset'> = {
  yes: { shape: 'ok', tone: 'ok' },
  partial: { shape: 'half', tone: 'neutral' },
  no: { shape: 'bad', tone: 'bad' },
  unknown: { shape: 'ask', tone: 'neutral' },
  not_applicable: { shape: 'dash', tone: 'mute' },
  unset: { shape: 'open', tone: 'neutral' },
};

const VERDICT: Drawings<Verdict | 'unset'> = {
  met: { shape: 'ok', tone: 'ok' },
  partly_met: { shape: 'warn', tone: 'warn' },
  not_met: { shape: 'bad', tone: 'bad' },
  not_applicable: { shape: 'dash', tone: 'mute' },
  unset: { shape: 'open', tone: 'neutral' },
};

const EVIDENCE: Drawings<EvidenceState> = {
  none: { shape: 'dashed', tone: 'neutral' },
  claimed: { shape: 'open', tone: 'neutral' },
  documented: { shape: 'half', tone: 'neutral' },
  verified: { shape: 'ok', tone: 'ok' },
  tested: { shape: 'ok', tone: 'ok' },
};

const FRESHNESS: Drawings<(typeof EVIDENCE_FRESHNESS)[number]> = {
  current: { shape: 'ok', tone: 'ok' },
  expiring: { shape: 'clock', tone: 'warn' },
  expired: { shape: 'late', tone: 'bad' },
  old: { shape: 'clock', tone: 'warn' },
  undated: { shape: 'ask', tone: 'neutral' },
};

const GATE: Drawings<GateState> = {
  open: { shape: 'open', tone: 'neutral' },
  waiting: { shape: 'half', tone: 'neutral' },
  passed: { shape: 'ok', tone: 'ok' },
  failed: { shape: 'bad', tone: 'bad' },
};

const SCORE_GATE: Drawings<Explanation['gates'][number]['state']> = {
  passed: { shape: 'ok', tone: 'ok' },
  failed: { shape: 'bad', tone: 'bad' },
  open: { shape: 'half', tone: 'neutral' },
  not_met: { shape: 'dash', tone: 'mute' },
};

const RECOMMENDATION: Drawings<Recommendation> = {
  meets: { shape: 'ok', tone: 'ok' },
  conditional: { shape: 'warn', tone: 'warn' },
  does_not_meet: { shape: 'no', tone: 'bad' },
};

const FINDING: Drawings<(typeof FINDING_STATUSES)[number]> = {
  open: { shape: 'open', tone: 'neutral' },
  in_progress: { shape: 'half', tone: 'neutral' },
  resolved: { shape: 'ok', tone: 'ok' },
  accepted: { shape: 'warn', tone: 'warn' },
  withdrawn: { shape: 'slash', tone: 'mute' },
};

const FINDING_KIND: Drawings<(typeof FINDING_KINDS)[number]> = {
  red_flag: { shape: 'flag', tone: 'bad' },
  gate: { shape: 'no', tone: 'bad' },
  verdict: { shape: 'bad', tone: 'bad' },
  observation: { shape: 'warn', tone: 'warn' },
};

const FOLLOW_UP: Drawings<FollowUp['state']> = {
  open: { shape: 'open', tone: 'neutral' },
  answered: { shape: 'ok', tone: 'ok' },
  withdrawn: { shape: 'slash', tone: 'mute' },
};

const QUESTIONNAIRE: Drawings<QuestionnaireStatus> = {
  draft: { shape: 'half', tone: 'neutral' },
  published: { shape: 'lock', tone: 'neutral' },
  superseded: { shape: 'slash', tone: 'mute' },
};

const LINT: Drawings<LintFinding['severity']> = {
  error: { shape: 'bad', tone: 'bad' },
  warning: { shape: 'warn', tone: 'warn' },
};

const ADOPTION: Drawings<AdoptionStanding> = {
  to_do: { shape: 'open', tone: 'neutral' },
  in_progress: { shape: 'half', tone: 'neutral' },
  claimed: { shape: 'ask', tone: 'neutral' },
  stale: { shape: 'clock', tone: 'warn' },
  not_met: { shape: 'bad', tone: 'bad' },
  waived: { shape: 'warn', tone: 'warn' },
  met: { shape: 'ok', tone: 'ok' },
  not_applicable: { shape: 'dash', tone: 'mute' },
};

const RISK: Drawings<RiskState> = {
  open: { shape: 'open', tone: 'neutral' },
  suggested: { shape: 'ask', tone: 'neutral' },
  closed: { shape: 'slash', tone: 'mute' },
};

const DATA_FLOW_MAP: Drawings<DataFlowState> = {
  draft: { shape: 'half', tone: 'neutral' },
  confirmed: { shape: 'ok', tone: 'ok' },
  changed: { shape: 'warn', tone: 'warn' },
};

const FLOW_POINT: Drawings<PointWeight> = {
  gap: { shape: 'dashed', tone: 'neutral' },
  breach: { shape: 'bad', tone: 'bad' },
  doubt: { shape: 'ask', tone: 'neutral' },
};

const ACCESS_OUTCOME: Drawings<AccessCell['outcome']> = {
  allow: { shape: 'ok', tone: 'ok' },
  conditional: { shape: 'warn', tone: 'warn' },
  deny: { shape: 'no', tone: 'bad' },
  not_set: { shape: 'ask', tone: 'neutral' },
};

const ACCESS_DESIGN: Drawings<AccessDesignRow['state']> = {
  draft: { shape: 'half', tone: 'neutral' },
  awaiting_approval: { shape: 'open', tone: 'neutral' },
  in_force: { shape: 'ok', tone: 'ok' },
  superseded: { shape: 'slash', tone: 'mute' },
};

const ACCESS_EXCEPTION: Drawings<AccessException['standing']> = {
  requested: { shape: 'open', tone: 'neutral' },
  upcoming: { shape: 'dashed', tone: 'neutral' },
  live: { shape: 'warn', tone: 'warn' },
  lapsed: { shape: 'slash', tone: 'mute' },
  declined: { shape: 'no', tone: 'bad' },
  revoked: { shape: 'dash', tone: 'mute' },
};

const ACCESS_CHECK: Drawings<AccessCheck['severity']> = {
  blocks: { shape: 'bad', tone: 'bad' },
  look_at: { shape: 'warn', tone: 'warn' },
};

const PERMISSIBILITY: Drawings<Permissibility> = {
  under_baa: { shape: 'ok', tone: 'ok' },
  no_hipaa_role: { shape: 'dash', tone: 'mute' },
  not_with_phi: { shape: 'no', tone: 'bad' },
};

const APPROVED_USE: Drawings<ApprovedUse> = {
  not_assessed: { shape: 'ask', tone: 'neutral' },
  prohibited: { shape: 'no', tone: 'bad' },
  pending: { shape: 'half', tone: 'neutral' },
  non_phi_only: { shape: 'warn', tone: 'warn' },
  phi_adjacent: { shape: 'ok', tone: 'ok' },
  not_limited: { shape: 'dash', tone: 'mute' },
};

const SIGNATURE: Drawings<'signed' | 'unsigned' | 'voided'> = {
  signed: { shape: 'lock', tone: 'neutral' },
  unsigned: { shape: 'half', tone: 'neutral' },
  voided: { shape: 'slash', tone: 'mute' },
};

const RESIDENCY: Drawings<ResidencyResult> = {
  meets: { shape: 'ok', tone: 'ok' },
  partial: { shape: 'warn', tone: 'warn' },
  unknown: { shape: 'ask', tone: 'neutral' },
  breach: { shape: 'bad', tone: 'bad' },
};

const RESIDENCY_OVERRIDE: Drawings<Override['state']> = {
  proposed: { shape: 'half', tone: 'neutral' },
  live: { shape: 'warn', tone: 'warn' },
  expired: { shape: 'late', tone: 'bad' },
  withdrawn: { shape: 'slash', tone: 'mute' },
};

const TRAINING: Drawings<CourseStanding['state'] | Completion['standing']> = {
  valid: { shape: 'ok', tone: 'ok' },
  expiring: { shape: 'clock', tone: 'warn' },
  expired: { shape: 'late', tone: 'bad' },
  missing: { shape: 'dashed', tone: 'neutral' },
  not_required: { shape: 'dash', tone: 'mute' },
  superseded: { shape: 'clock', tone: 'warn' },
  withdrawn: { shape: 'slash', tone: 'mute' },
};

/** Every state of the contract with its shape and tone (`look.md`, "Status words"). */
export const STATUS_WORDS = {
  residency: RESIDENCY,
  residencyOverride: RESIDENCY_OVERRIDE,
  register: REGISTER,
  assessment: ASSESSMENT,
  answer: ANSWER,
  verdict: VERDICT,
  evidence: EVIDENCE,
  freshness: FRESHNESS,
  gate: GATE,
  scoreGate: SCORE_GATE,
  recommendation: RECOMMENDATION,
  finding: FINDING,
  findingKind: FINDING_KIND,
  followUp: FOLLOW_UP,
  questionnaire: QUESTIONNAIRE,
  lint: LINT,
  signature: SIGNATURE,
  permissibility: PERMISSIBILITY,
  approvedUse: APPROVED_USE,
  adoption: ADOPTION,
  agreement: AGREEMENT,
  provision: PROVISION,
  risk: RISK,
  dataFlowMap: DATA_FLOW_MAP,
  flowPoint: FLOW_POINT,
  accessOutcome: ACCESS_OUTCOME,
  accessDesign: ACCESS_DESIGN,
  accessException: ACCESS_EXCEPTION,
  accessCheck: ACCESS_CHECK,
  training: TRAINING,
} as const;

export type Vocabulary = keyof typeof STATUS_WORDS;
/** The values of one vocabulary; `WordOf<'register'>` is the register status. */
export type WordOf<Of extends Vocabulary> = Extract<keyof (typeof STATUS_WORDS)[Of], string>;

interface StatusWord extends Drawing {
  /** Message key of the word. */
  key: string;
}

const NOT_SET: StatusWord = { shape: 'ask', tone: 'neutral', key: 'components.word.notSet' };

/** Shape, tone and message key of a state. Null is the vocabulary's own "unset", else "Not set". */
export function describeState<Of extends Vocabulary>(vocabulary: Of, value: WordOf<Of> | null): StatusWord {
  const drawings: Readonly<Record<string, Drawing>> = STATUS_WORDS[vocabulary];
  const name = value ?? 'unset';
  const drawing = drawings[name];
  return drawing === undefined ? NOT_SET : { ...drawing, key: `components.word.${vocabulary}.${name}` };
}

/** What happens on the day: work is due, a validity expires, an agreement ends, notice of that end must be given. */
export type DueKind = 'due' | 'expiry' | 'end' | 'notice';

/** Days before the day from which it is told in days and in amber. */
const SOON: Readonly<Record<DueKind, number>> = { due: 14, expiry: 90, end: 90, notice: 90 };

export interface DueWord extends StatusWord {
  /** Days left, or days late; the `count` of the message. */
  count: number;
}

/**
 * Words for a day that comes or has passed: "Overdue, 6 days", "Due today", "Expiring in 28 days", "Ends 4 Dec 2026".
 * @param dueOn `YYYY-MM-DD`; null is "Not set".
 * @param today `YYYY-MM-DD` in the workspace's calendar.
 */
export function describeDue(dueOn: string | null, today: string, kind: DueKind = 'due'): DueWord {
  if (dueOn === null) return { ...NOT_SET, count: 0 };
  const days = countDays(today, dueOn);
  const key = `components.due.${kind}`;
  if (days < 0) return { shape: 'late', tone: 'bad', key: `${key}.late`, count: -days };
  if (days === 0) return { shape: 'clock', tone: 'warn', key: `${key}.today`, count: 0 };
  if (days <= SOON[kind]) return { shape: 'clock', tone: 'warn', key: `${key}.soon`, count: days };
  return { shape: 'open', tone: 'neutral', key: `${key}.later`, count: days };
}
