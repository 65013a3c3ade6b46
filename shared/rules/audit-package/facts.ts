import type { AdoptionChecklist } from '../../contract/adoption.ts';
import type { AgreementObstacle } from '../agreements/missing-agreements.ts';
import type { AssessmentState } from '../../contract/assessments.ts';
import type { AgreementState } from '../../contract/agreements.ts';
import type { EvidenceRow } from '../../contract/evidence.ts';
import type { Gap } from '../../contract/gaps.ts';
import type { PackageItem } from '../../contract/audit-package.ts';
import type { Tool, ToolGate } from '../../contract/tools.ts';
import type { RegisterStatus } from '../../contract/vendors.ts';

/** A tool in use and in scope. */
export interface ToolFacts extends Pick<
  Tool,
  'id' | 'code' | 'name' | 'status' | 'businessJustification' | 'inherentTier' | 'residual' | 'owner'
> {
  vendor: { id: string; name: string; status: RegisterStatus };
  /** Gates that are not passed. */
  openGates: readonly ToolGate[];
}

/** An assessment of a tool in scope that was signed by the end of the period, or is under way. */
export interface AssessmentFacts {
  id: string;
  code: string;
  toolId: string;
  toolName: string;
  state: AssessmentState;
  /** Null while its signature does not stand. */
  signedOn: string | null;
  nextDueOn: string | null;
  decision: string | null;
}

/** A piece of evidence behind an item. */
export interface PieceFacts extends Pick<EvidenceRow, 'id' | 'indexNumber' | 'title' | 'freshness' | 'datedOn'> {
  periodStart: string | null;
  periodEnd: string | null;
  hasFile: boolean;
}

export interface AgreementFacts {
  id: string;
  code: string;
  title: string;
  state: AgreementState;
  effectiveOn: string | null;
}

/** Everything that the readiness run is worked out from; only what is in scope. */
export interface PackageFacts {
  /** `YYYY-MM-DD`. */
  asOf: string;
  period: { from: string; to: string };
  tools: readonly ToolFacts[];
  /** By tool id; a tool without a checklist has no entry. */
  checklists: ReadonlyMap<string, AdoptionChecklist>;
  assessments: readonly AssessmentFacts[];
  agreements: readonly AgreementFacts[];
  /** Agreements that the use of a tool needs and that are not there. */
  obstacles: readonly { tool: { id: string; name: string }; obstacle: AgreementObstacle }[];
  /** Pieces behind each item, in the order of their index numbers. */
  evidence: Readonly<Record<PackageItem, readonly PieceFacts[]>>;
  /** Pieces that answer for the audit report of a vendor, by vendor id. */
  auditReports: ReadonlyMap<string, readonly PieceFacts[]>;
  /** The version of the access tiers in force. */
  design: { version: number; approvedOn: string | null } | null;
  /** Courses that somebody must have, with who has not and whose time is over. */
  courses: readonly {
    part: 'foundational' | 'role_specific' | 'continuous';
    id: string;
    name: string;
    required: number;
    missing: number;
    expired: number;
    newestOn: string | null;
  }[];
  people: number;
  /** Trail entries in the period. */
  entries: { count: number; lastOn: string | null };
  /** What the gap detectors find about tools and vendors in scope, each in one sentence. */
  gaps: readonly (Pick<Gap, 'detector' | 'fix'> & { sentence: string })[];
}
