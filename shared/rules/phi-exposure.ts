import type { HipaaRole } from '../contract/agreements.ts';
import {
  APPROVED_USES,
  type ApprovedUse,
  type BaaStanding,
  type Permissibility,
  type PhiExposureRow,
  type PhiFactor,
  type UseLimit,
  type UseReason,
} from '../contract/phi-exposure.ts';
import type { Band } from '../contract/vendors.ts';
import { isInForce } from './agreements/lifecycle.ts';
import {
  coversProduct,
  coversTool,
  type CoveredTool,
  type CoveringAgreement,
} from './agreements/missing-agreements.ts';
import { bandLevel } from './scores/bands.ts';

/** What the rule looks at beside the exposure. */
export type BaaFacts = Pick<BaaStanding, 'needed' | 'state' | 'inScope'>;

const UNDER_WAY: readonly BaaStanding['state'][] = ['requested', 'in_negotiation', 'signed'];

/** The narrower of two uses. */
export function narrowerUse(left: ApprovedUse, right: ApprovedUse): ApprovedUse {
  return APPROVED_USES.indexOf(left) <= APPROVED_USES.indexOf(right) ? left : right;
}

function holds({ state, inScope }: BaaFacts): boolean {
  return state !== null && isInForce(state) && inScope;
}

/**
 * Would it be lawful if health data reached the vendor? By the agreement alone: how likely that is does not matter
 * (`domain.md` 1.5). An organisation that is neither covered entity nor business associate needs none (H-NEED-1).
 */
export function findPermissibility(baa: BaaFacts, hipaaRole: HipaaRole): Permissibility {
  if (holds(baa)) return 'under_baa';
  return hipaaRole === 'neither' ? 'no_hipaa_role' : 'not_with_phi';
}

/**
 * What a tool may be used for, by its exposure and its business associate agreement (`domain.md` 1.5): in force with
 * the tool in scope, up to code near health data, never with such data in prompts; under way, nothing before it is
 * settled; otherwise only code without health data, and not even that unless exposure is low.
 *
 * @param exposure null while no factor is rated.
 */
export function decideApprovedUse(
  exposure: Band | null,
  baa: BaaFacts,
  hipaaRole: HipaaRole,
): { use: ApprovedUse; reason: UseReason } {
  if (hipaaRole === 'neither') return { use: 'not_limited', reason: 'no_hipaa_role' };
  if (exposure === null) return { use: 'not_assessed', reason: 'not_rated' };
  if (holds(baa)) return { use: 'phi_adjacent', reason: 'baa_in_force' };
  if (UNDER_WAY.includes(baa.state)) return { use: 'pending', reason: 'baa_under_way' };
  const isOtherScope = baa.state !== null && isInForce(baa.state);
  if (exposure === 'low') return { use: 'non_phi_only', reason: isOtherScope ? 'other_scope' : 'low_without_baa' };
  if (isOtherScope) return { use: 'prohibited', reason: 'other_scope' };
  return { use: 'prohibited', reason: baa.needed === false ? 'exposed_though_not_needed' : 'exposed_without_baa' };
}

/** The same after a person's limit, which can only narrow it; what is not assessed stays so. */
export function limitApprovedUse(
  decided: { use: ApprovedUse; reason: UseReason },
  limit: UseLimit | null,
): { use: ApprovedUse; reason: UseReason } {
  if (limit === null || narrowerUse(decided.use, limit) === decided.use) return decided;
  return { use: limit, reason: 'limited' };
}

/** An agreement with what the standing tells of it. */
type BaaAgreement = CoveringAgreement & Pick<BaaStanding, 'offered'>;

function rankAgreement({ stateToday, scope }: BaaAgreement, covers: boolean): number {
  const isForIt = covers || scope.length === 0;
  if (isInForce(stateToday)) return covers ? 0 : 6;
  if (stateToday === 'not_needed') return covers ? 1 : 7;
  if (UNDER_WAY.includes(stateToday)) return isForIt ? 2 : 8;
  if (stateToday === 'required' || stateToday === 'not_assessed') return isForIt ? 3 : 9;
  if (stateToday === 'declined') return isForIt ? 4 : 10;
  return stateToday === 'expired' && isForIt ? 5 : 11;
}

/**
 * The business associate agreement that says most of a tool, and how it stands to it. One without a scope yet is taken
 * to be for every tool of its vendor, until it is in force; one for other products never is.
 *
 * @param agreements every agreement of the tool's vendor, with its state today.
 */
export function findBaaStanding(tool: Omit<CoveredTool, 'use'>, agreements: readonly BaaAgreement[]): BaaStanding {
  const [nearest] = agreements
    .filter(({ kind }) => kind === 'baa')
    .map((agreement) => {
      const inScope = agreement.scope.some((item) => coversTool(item, tool));
      return { agreement, inScope, rank: rankAgreement(agreement, inScope) };
    })
    .toSorted((one, other) => one.rank - other.rank || (one.agreement.code < other.agreement.code ? 1 : -1));
  if (!nearest) return { agreement: null, needed: null, offered: 'unknown', state: null, inScope: false };
  const { id, code, title, need, offered, stateToday } = nearest.agreement;
  // What is under way for another product says nothing of this one.
  if (nearest.rank >= 7) return { agreement: null, needed: null, offered, state: null, inScope: false };
  return { agreement: { id, code, title }, needed: need.needed, offered, state: stateToday, inScope: nearest.inScope };
}

/** The part of a tool behind which the evidence of a factor stands. */
export function writePhiPart(factor: PhiFactor): string {
  return `phi.${factor}`;
}

type Exposure = PhiExposureRow['exposure'];

/** The worse of two exposures; one that is not rated says nothing beside one that is. */
export function worseExposure(left: Exposure, right: Exposure): Exposure {
  if (left === null || right === null) return left ?? right;
  return bandLevel(left) >= bandLevel(right) ? left : right;
}

/** The tools that an agreement is about: those of its scope, or all of the vendor's while it names none. */
export function listCoveredTools<Row extends Pick<PhiExposureRow, 'tool' | 'plan'>>(
  { scope }: Pick<CoveringAgreement, 'scope'>,
  tools: readonly Row[],
): Row[] {
  if (scope.length === 0) return [...tools];
  return tools.filter(({ tool: { id, name }, plan }) =>
    scope.some((item) => coversProduct(item, { id, name, plan, aliases: [], formerNames: [] })),
  );
}
