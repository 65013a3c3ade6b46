import { INHERENT_MAXIMUM, type InherentModel } from '../../contract/score-models.ts';
import { INHERENT_FACTORS, type InherentFactor } from '../../contract/tools.ts';
import type { Band } from '../../contract/vendors.ts';
import { bandOf, worseBand } from './bands.ts';
import { ratio, type Rational } from './rational.ts';

/** Levels 0 to 4; null is unknown. */
export type InherentLevels = Readonly<Record<InherentFactor, number | null>>;

export interface InherentResult {
  model: { id: InherentModel['id']; version: string };
  /** 0 to 40. */
  sum: number;
  /** How many factors stand at the highest level, unknown ones among them. */
  factorsAtMaximum: number;
  /** The tier of the sum alone. */
  sumTier: Band;
  /** The least tier that factors at the highest level allow. */
  ruleTier: Band;
  /** The worse of both. */
  tier: Band;
  /** The tier if every unknown factor turned out to be 0. */
  tierAtBest: Band;
  /** Per cent of factors that are known, 0 to 100. */
  completeness: Rational;
  unknown: InherentFactor[];
  /** Months between full reviews, and between light checks. */
  cadence: { fullReviewMonths: number; lightCheckMonths: number };
}

/** The least tier that so many factors at the highest level allow. */
export function ruleTierOf(model: InherentModel, factorsAtMaximum: number): Band {
  return model.maximumRules.reduce<Band>(
    (tier, rule) => (factorsAtMaximum >= rule.factorsAtMaximum ? worseBand(tier, rule.atLeast) : tier),
    'low',
  );
}

function tierOf(model: InherentModel, levels: readonly number[]) {
  const sum = levels.reduce((total, level) => total + level, 0);
  const factorsAtMaximum = levels.filter((level) => level === INHERENT_MAXIMUM).length;
  const sumTier = bandOf(sum, model.bounds);
  const ruleTier = ruleTierOf(model, factorsAtMaximum);
  return { sum, factorsAtMaximum, sumTier, ruleTier, tier: worseBand(sumTier, ruleTier) };
}

/**
 * Rates an engagement before controls by the model `inherent` (`scoring.md`; `domain.md` 7.3). Unknown counts as the
 * highest level in the sum and in the rule for extremes, and lowers completeness. Business criticality is no part of it.
 *
 * @throws RangeError when a level is not a whole number from 0 to 4.
 */
export function scoreInherent(model: InherentModel, levels: InherentLevels): InherentResult {
  for (const factor of INHERENT_FACTORS) {
    const level = levels[factor];
    if (level !== null && !(Number.isInteger(level) && level >= 0 && level <= INHERENT_MAXIMUM)) {
      throw new RangeError(`${factor} is ${level}, not a level from 0 to ${INHERENT_MAXIMUM}`);
    }
  }
  const unknown = INHERENT_FACTORS.filter((factor) => levels[factor] === null);
  const rated = tierOf(
    model,
    INHERENT_FACTORS.map((factor) => levels[factor] ?? INHERENT_MAXIMUM),
  );
  return {
    model: { id: model.id, version: model.version },
    ...rated,
    tierAtBest: tierOf(
      model,
      INHERENT_FACTORS.map((factor) => levels[factor] ?? 0),
    ).tier,
    completeness: ratio(100 * (INHERENT_FACTORS.length - unknown.length), INHERENT_FACTORS.length),
    unknown,
    cadence: model.cadence[rated.tier],
  };
}
