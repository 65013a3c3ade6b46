import type { Gap, GapDetector } from '../../contract/gaps.ts';
import { bandLevel } from '../scores/bands.ts';
import { detectAccessGaps, detectTrainingGaps, type AccessFacts } from './access-gaps.ts';
import { detectAgreementGaps, type AgreementFacts } from './agreement-gaps.ts';
import {
  detectOtherUse,
  detectOutgrownAcceptances,
  detectStaleApprovals,
  type AcceptedRisk,
  type ApprovalFacts,
  type SignedUse,
} from './approvals.ts';
import { detectContradictions, detectEntityContradictions, type ClaimFacts, type EntityFacts } from './claims.ts';
import { detectFlowGaps, type FlowFacts } from './data-flow-gaps.ts';
import { detectLoggingGaps, type LoggingFacts } from './logging-gaps.ts';
import { detectShadowGaps, type ShadowFacts } from './shadow-gaps.ts';

/** Everything that the detectors look at, as of `today`: of tools those in use, and for claims also those in review. */
export interface GapWorld {
  today: string;
  flows: readonly FlowFacts[];
  agreements: readonly AgreementFacts[];
  access: AccessFacts;
  logging: readonly LoggingFacts[];
  sightings: readonly ShadowFacts[];
  claims: readonly ClaimFacts[];
  entities: readonly EntityFacts[];
  approvals: readonly ApprovalFacts[];
  acceptedRisks: readonly AcceptedRisk[];
  signedUses: readonly SignedUse[];
}

/** The six detectors of `domain.md` 6.6, then contradictions and approvals out of date, in the order of every list. */
const DETECTORS: readonly { detector: GapDetector; detect: (world: GapWorld) => Gap[] }[] = [
  { detector: 'data_flow', detect: ({ flows }) => detectFlowGaps(flows) },
  { detector: 'agreement', detect: ({ agreements }) => detectAgreementGaps(agreements) },
  { detector: 'access', detect: ({ access }) => detectAccessGaps(access) },
  { detector: 'training', detect: ({ access }) => detectTrainingGaps(access) },
  { detector: 'logging', detect: ({ logging }) => detectLoggingGaps(logging) },
  { detector: 'shadow', detect: ({ sightings }) => detectShadowGaps(sightings) },
  {
    detector: 'contradiction',
    detect: ({ claims, entities, today }) => [
      ...detectContradictions(claims, today),
      ...detectEntityContradictions(entities),
    ],
  },
  {
    detector: 'approval',
    detect: ({ approvals, acceptedRisks, signedUses }) => [
      ...detectStaleApprovals(approvals),
      ...detectOtherUse(signedUses),
      ...detectOutgrownAcceptances(acceptedRisks),
    ],
  },
];

/** Every gap: by detector, within it the gravest first, then by whom it is about. */
export function detectGaps(world: GapWorld): Gap[] {
  return DETECTORS.flatMap(({ detect }) =>
    detect(world).toSorted(
      (one, other) =>
        bandLevel(other.severity) - bandLevel(one.severity) ||
        one.subject.label.localeCompare(other.subject.label, 'en') ||
        (one.id < other.id ? -1 : 1),
    ),
  );
}
