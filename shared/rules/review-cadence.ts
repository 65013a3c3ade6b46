import { BANDS, type Band } from '../contract/vendors.ts';
import { addMonths } from './days.ts';

export interface CadenceMonths {
  fullReviewMonths: number;
  lightCheckMonths: number;
}

/** A tool as its reviews are counted: its tier, and the day of the last signature that holds. */
export interface ReviewedTool {
  id: string;
  /** Null while nothing is rated, which counts as the highest tier. */
  tier: Band | null;
  /** `YYYY-MM-DD`; null when no assessment of it was signed. */
  signedOn: string | null;
}

export interface ReviewDates extends CadenceMonths {
  tier: Band | null;
  /** The signature from which the review is counted. */
  signedOn: string | null;
  /** When the full review and the light check fall due; null without a signed assessment. */
  fullReviewOn: string | null;
  lightCheckOn: string | null;
  /** Tools of which no assessment was signed. */
  unsigned: number;
}

function worstTier(tools: readonly ReviewedTool[]): Band | null {
  if (tools.some(({ tier }) => tier === null)) return null;
  return tools.reduce<Band | null>(
    (worst, { tier }) =>
      tier !== null && BANDS.indexOf(tier) > BANDS.indexOf(worst ?? 'low') ? tier : (worst ?? tier),
    null,
  );
}

/**
 * How often a tool, or a vendor by its tools, is looked at again, and when next: by the inherent tier alone, counted from
 * the last signed assessment (`scoring.md`, "inherent"). A vendor falls due with the first of its tools.
 *
 * @param months the cadence of each tier, from the model `inherent`.
 * @param tools one tool, or every tool of a vendor that is in the register.
 */
export function findReviewDates(
  months: Readonly<Record<Band, CadenceMonths>>,
  tools: readonly ReviewedTool[],
): ReviewDates {
  const tier = worstTier(tools);
  const dated = tools.flatMap(({ tier: own, signedOn }) => {
    if (signedOn === null) return [];
    const cadence = months[own ?? 'critical'];
    return [
      {
        signedOn,
        fullReviewOn: addMonths(signedOn, cadence.fullReviewMonths),
        lightCheckOn: addMonths(signedOn, cadence.lightCheckMonths),
      },
    ];
  });
  const [first] = dated.toSorted((left, right) => left.fullReviewOn.localeCompare(right.fullReviewOn));
  const [firstCheck] = dated.map(({ lightCheckOn }) => lightCheckOn).sort();
  return {
    tier,
    ...months[tier ?? 'critical'],
    signedOn: first?.signedOn ?? null,
    fullReviewOn: first?.fullReviewOn ?? null,
    lightCheckOn: firstCheck ?? null,
    unsigned: tools.length - dated.length,
  };
}
