import type { Answer, FollowUp } from '../../../../shared/contract/assessments.ts';
import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { QuestionnairePack } from '../../../../shared/contract/questionnaire-pack.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { hashText } from '../audit-trail/audit-chain.ts';
import type { AssessmentFigures, StoredAnswer, StoredAssessment, StoredSignOff } from './assessments-store.ts';

/** Everything that a signature stands for and that must stay as it is. Facts that no longer match void its worth. */
export interface SignedContent {
  assessment: StoredAssessment & AssessmentFigures;
  pack: QuestionnairePack;
  preparerIds: readonly string[];
  answers: ReadonlyMap<string, StoredAnswer>;
  /** Evidence of each answer, by question id. */
  attached: ReadonlyMap<string, readonly Pick<Answer['evidence'][number], 'indexNumber' | 'page'>[]>;
  evidence: readonly Evidence[];
  followUps: readonly FollowUp[];
}

/** What the signer said. */
export type SignedDecision = Pick<
  StoredSignOff,
  'signerId' | 'signedAt' | 'recommendation' | 'decision' | 'reason' | 'conditions'
>;

/** What was worked out at the signature and goes on changing after it: findings are mended, models get new versions. */
export interface SignedOutcome {
  model: { id: string; version: string; sha256: string };
  /** Figures as exact fractions, gates, and the ids of the red flags that stood open. */
  result: Readonly<Record<string, unknown>> & { openRedFlags: readonly string[] };
  findings: readonly unknown[];
}

function byKey<Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> {
  return Object.fromEntries(entries);
}

function withoutRevision<Row extends { revision: number }>({ revision: _revision, ...facts }: Row) {
  return facts;
}

/** The revision counts changes and the state moves on with the signature itself, so neither is signed. */
function toSignedRecord({ assessment, pack, preparerIds, answers, attached, evidence, followUps }: SignedContent) {
  const { revision: _revision, state: _state, ...facts } = assessment;
  return {
    assessment: facts,
    pack,
    preparerIds: [...preparerIds].sort(),
    answers: byKey([...answers].map(([id, answer]) => [id, withoutRevision(answer)] as const)),
    attached: byKey(
      [...attached].map(
        ([id, pieces]) => [id, pieces.map(({ indexNumber, page }) => ({ indexNumber, page }))] as const,
      ),
    ),
    evidence: byKey(
      evidence.map(
        ({ indexNumber, title, kind, state, source, datedOn, periodStart, periodEnd, collectedAt, file }) =>
          [
            indexNumber,
            { title, kind, state, source, datedOn, periodStart, periodEnd, collectedAt, file: file && { ...file } },
          ] as const,
      ),
    ),
    followUps: followUps.map(withoutRevision),
  };
}

/**
 * The canonical JSON that is signed, and its SHA-256.
 *
 * @param asOf Day of the signature in the workspace's calendar, `YYYY-MM-DD`; ages are counted from it ever after.
 */
export function freezeContent(
  asOf: string,
  content: SignedContent,
  decision: SignedDecision,
  outcome: SignedOutcome,
): { frozen: string; fingerprint: string } {
  const frozen = writeCanonicalJson({
    format: 'assay-sign-off/1',
    asOf,
    content: toSignedRecord(content),
    decision,
    outcome,
  });
  return { frozen, fingerprint: hashText(frozen) };
}

interface Frozen {
  asOf: string;
  content: unknown;
  decision: unknown;
  outcome: SignedOutcome;
}

function parseFrozen(frozen: string): Frozen | null {
  try {
    return JSON.parse(frozen) as Frozen;
  } catch {
    return null;
  }
}

/** By what a signed assessment is judged ever after. */
export interface FrozenFrame {
  /** Day of the signature, `YYYY-MM-DD`. */
  asOf: string;
  modelVersion: string;
  /** Ids of the red flags that stood open; mending them afterwards does not change what was signed. */
  openFlags: ReadonlySet<string>;
}

/** Null when the frozen text was damaged. */
export function readFrozenFrame(frozen: string): FrozenFrame | null {
  const read = parseFrozen(frozen);
  if (!read) return null;
  const { model, result } = read.outcome;
  return { asOf: read.asOf, modelVersion: model.version, openFlags: new Set(result.openRedFlags) };
}

/**
 * Does everything that was signed still stand as it was? False when the content, the signer's decision or the frozen
 * text itself was changed, by whatever way.
 */
export function holdsFingerprint(signOff: StoredSignOff, present: SignedContent): boolean {
  const frozen = parseFrozen(signOff.frozen);
  if (!frozen || hashText(signOff.frozen) !== signOff.fingerprint) return false;
  const { signerId, signedAt, recommendation, decision, reason, conditions } = signOff;
  const presentDecision = { signerId, signedAt, recommendation, decision, reason, conditions };
  return (
    writeCanonicalJson(frozen.content) === writeCanonicalJson(toSignedRecord(present)) &&
    writeCanonicalJson(frozen.decision) === writeCanonicalJson(presentDecision)
  );
}
