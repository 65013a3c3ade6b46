import type { Shape, Tone } from './status-shape.tsx';

interface Look {
  shape: Shape;
  tone: Tone;
}

const look = (shape: Shape, tone: Tone): Look => ({ shape, tone });

const APPROVED = look('tick', 'ok');
const UNDER_WAY = look('half', 'neutral');
const NOT_BEGUN = look('open', 'neutral');
const MISSING = look('dashed', 'neutral');
const UNKNOWN = look('question', 'neutral');
const LOOK_AT = look('diamond', 'warn');
const DUE = look('clock', 'warn');
const OVERDUE = look('late', 'bad');
const REFUSED = look('bar', 'bad');
const WRONG = look('cross', 'bad');
const LEFT = look('struck', 'muted');
const NOT_NEEDED = look('dash', 'muted');
const FROZEN = look('lock', 'neutral');

/**
 * Every status word of Assay with its shape and tone, by family. What still moves is neutral; colour comes only with
 * a judgement or a date that has passed (`look.md`, "Status words"). The word itself is the message `status.<family>.<word>`.
 */
const VOCABULARY = {
  register: {
    proposed: MISSING,
    in_review: UNDER_WAY,
    approved: APPROVED,
    conditional: LOOK_AT,
    prohibited: REFUSED,
    retired: LEFT,
  },
  assessment: {
    planned: NOT_BEGUN,
    answering: UNDER_WAY,
    submitted: UNDER_WAY,
    in_review: UNDER_WAY,
    signed_off: FROZEN,
    cancelled: LEFT,
    none: NOT_BEGUN,
  },
  answer: {
    yes: APPROVED,
    partial: UNDER_WAY,
    no: WRONG,
    unknown: UNKNOWN,
    not_applicable: NOT_NEEDED,
    unanswered: NOT_BEGUN,
  },
  verdict: {
    met: APPROVED,
    partly_met: LOOK_AT,
    not_met: WRONG,
    not_applicable: NOT_NEEDED,
    none: NOT_BEGUN,
  },
  recommendation: { meets: APPROVED, conditional: LOOK_AT, does_not_meet: WRONG },
  evidence: { none: MISSING, claimed: NOT_BEGUN, documented: UNDER_WAY, verified: APPROVED, tested: APPROVED },
  freshness: { current: APPROVED, expiring: DUE, expired: OVERDUE, old: DUE, undated: UNKNOWN, stale: DUE },
  gate: { open: NOT_BEGUN, waiting: UNDER_WAY, passed: APPROVED, failed: WRONG },
  scoreGate: { passed: APPROVED, failed: WRONG, open: UNDER_WAY, not_met: NOT_NEEDED },
  finding: {
    open: NOT_BEGUN,
    in_progress: UNDER_WAY,
    resolved: APPROVED,
    accepted: LOOK_AT,
    withdrawn: LEFT,
  },
  findingKind: { red_flag: look('flag', 'bad'), gate: WRONG, verdict: WRONG, observation: LOOK_AT },
  followUp: { open: NOT_BEGUN, answered: APPROVED, withdrawn: LEFT },
  questionnaire: { draft: UNDER_WAY, published: APPROVED, superseded: LEFT },
  agreement: {
    requested: NOT_BEGUN,
    in_negotiation: UNDER_WAY,
    active: APPROVED,
    declined: REFUSED,
    expired: OVERDUE,
    not_needed: NOT_NEEDED,
    not_assessed: UNKNOWN,
  },
  time: {
    due: DUE,
    due_in: DUE,
    due_on: DUE,
    due_today: DUE,
    overdue: OVERDUE,
    expiring: DUE,
    ends_in: DUE,
    expired: OVERDUE,
    stale: DUE,
    later: NOT_BEGUN,
  },
  signature: { signed: FROZEN, unsigned: UNDER_WAY, not_yet: NOT_BEGUN },
  residency: { meets: APPROVED, partial: LOOK_AT, breach: WRONG, unknown: UNKNOWN, not_used: NOT_NEEDED },
  access: { allow: APPROVED, conditional: LOOK_AT, deny: REFUSED, not_set: UNKNOWN },
  check: { ready: APPROVED, blocks: WRONG, look_at: LOOK_AT, contradiction: WRONG, missing: MISSING },
  match: { exact: APPROVED, by_value: LOOK_AT, skipped: NOT_NEEDED, missing: MISSING },
  change: { changed: LOOK_AT, added: NOT_BEGUN, removed: LEFT, unchanged: NOT_NEEDED, carried_over: MISSING },
  flag: { red_flag: look('flag', 'bad'), open: look('flag', 'bad') },
  score: { not_scored: NOT_NEEDED, incomplete: UNKNOWN },
  chain: { intact: APPROVED, broken: WRONG, unchecked: UNKNOWN },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Look>>>>;

type Vocabulary = typeof VOCABULARY;

/** A family and one of its words: "register.in_review". */
export type Status = {
  [Family in keyof Vocabulary]: `${Family}.${Extract<keyof Vocabulary[Family], string>}`;
}[keyof Vocabulary];

/** The shape and tone of a status. */
export function findStatusLook(status: Status): Look {
  const [family = '', word = ''] = status.split('.');
  const words: Readonly<Record<string, Look>> = VOCABULARY[family as keyof Vocabulary];
  return words[word] ?? UNKNOWN;
}

/** Every status there is, in the order of the table; for the reference page and the tests. */
export const ALL_STATUSES = Object.entries(VOCABULARY).flatMap(([family, words]) =>
  Object.keys(words).map((word) => `${family}.${word}` as Status),
);
