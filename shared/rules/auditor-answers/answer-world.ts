import type { AdoptionStanding } from '../../contract/adoption.ts';
import type { AgreementKind } from '../../contract/agreements.ts';
import type { AuditorQuestion, EvidenceNumber, SentenceRule, SentenceState } from '../../contract/auditor-answers.ts';
import type { DataClass, DataFlowState } from '../../contract/data-flows.ts';
import type { Gap, GapRecord } from '../../contract/gaps.ts';
import type { Recommendation } from '../../contract/scores.ts';
import type { RegisterStatus } from '../../contract/vendors.ts';

/** An item of an adoption checklist as an answer needs it. */
export interface AnsweredItem {
  id: string;
  label: string;
  standing: AdoptionStanding;
  evidence: readonly EvidenceNumber[];
  acceptedUntil: string | null;
}

/** A tool in use with everything that answers are made of. */
export interface AnsweredTool {
  id: string;
  code: string;
  name: string;
  vendor: { id: string; name: string };
  status: RegisterStatus;
  plan: string;
  versionRange: string;
  users: number | null;
  justification: string;
  approvedOn: string | null;
  approvedBy: string;
  evidence: readonly EvidenceNumber[];
  map: {
    state: DataFlowState;
    classes: readonly DataClass[];
    /** Names of the places outside the organisation that data reaches. */
    places: readonly string[];
    version: number | null;
    confirmedBy: string;
    confirmedOn: string | null;
  } | null;
  /** Names of the regions in which it is used. */
  regions: readonly string[];
  agreements: readonly {
    id: string;
    code: string;
    kind: AgreementKind;
    effectiveOn: string | null;
    expiresOn: string | null;
    evidence: readonly EvidenceNumber[];
  }[];
  /** By id; empty while the checklist has not been started. */
  items: readonly AnsweredItem[];
  assessment: {
    id: string;
    code: string;
    title: string;
    decision: Recommendation;
    signedBy: string;
    signedOn: string;
    score: number | null;
    evidence: readonly EvidenceNumber[];
  } | null;
  openFindings: number;
}

/** Everything that the seven answers are made of, as of `today`. */
export interface AnswerWorld {
  today: string;
  tools: readonly AnsweredTool[];
  /** Tools that may not be used: prohibited and retired ones. */
  barred: readonly { id: string; name: string }[];
  design: { id: string; version: number; inForceOn: string; approvedBy: string } | null;
  /** Access that counts today. */
  access: { grants: number; people: number };
  exceptions: readonly {
    id: string;
    code: string;
    tool: string;
    who: string;
    role: string;
    classId: string;
    expiresOn: string;
  }[];
  training: { people: number; trained: number; evidence: readonly EvidenceNumber[] };
  trail: { checkedOn: string | null; intact: boolean | null };
  gaps: readonly Gap[];
}

/** A sentence before its words: the rule with its facts, what it is worth, and what it rests on. */
export interface DraftSentence {
  id: string;
  question: AuditorQuestion;
  rule: SentenceRule;
  state: SentenceState;
  /** Words in lists are joined by the writer. */
  facts: Readonly<Record<string, string | number | readonly string[]>>;
  records: readonly GapRecord[];
  evidence: readonly EvidenceNumber[];
  /** For the rule `gap`. */
  gap: Gap | null;
}
