import { PHI_FACTORS, PHI_MAXIMUM, type PhiFactor } from '../../contract/phi-exposure.ts';
import type { EvidenceState } from '../../contract/questionnaire-pack.ts';
import type { PhiExposureModel } from '../../contract/score-models.ts';
import type { Band } from '../../contract/vendors.ts';
import { bandOf, worseBand } from './bands.ts';
import { ratio, type Rational } from './rational.ts';

/** A factor as it is rated: level 0 to 2, null is unknown, and the strongest evidence behind it, fresh. */
export interface PhiRating {
  level: number | null;
  evidence: EvidenceState;
}
export type PhiRatings = Readonly<Record<PhiFactor, PhiRating>>;

export interface PhiExposureResult {
  model: { id: PhiExposureModel['id']; version: string };
  /** 0 to 14. */
  sum: number;
  /** The band of the sum alone. */
  sumBand: Band;
  /** The least band that the overrides allow. */
  overrideBand: Band;
  /** The worse of both. */
  exposure: Band;
  /** What it becomes if every unknown factor turns out to be 0. */
  exposureAtBest: Band;
  /** Per cent of the factors that are known, 0 to 100. */
  completeness: Rational;
  /** Per cent, 0 to 100: what the evidence behind the known factors is worth. */
  confidence: Rational;
  unknown: PhiFactor[];
}

/** What a factor adds to confidence, in parts of the model's full confidence; an unknown one adds nothing. */
export function confidenceOf(model: PhiExposureModel, { level, evidence }: PhiRating): number {
  return level === null ? 0 : model.confidence[evidence];
}

/** How many of the factors of an override stand at the highest level. */
export function countAtMaximum(factors: readonly PhiFactor[], levelOf: (factor: PhiFactor) => number): number {
  return factors.filter((factor) => levelOf(factor) === PHI_MAXIMUM).length;
}

function rate(model: PhiExposureModel, levelOf: (factor: PhiFactor) => number) {
  const sum = PHI_FACTORS.reduce((total, factor) => total + levelOf(factor), 0);
  const sumBand = bandOf(sum, model.bounds);
  const overrideBand = model.overrides.reduce<Band>(
    (band, { factorsAtMaximum, atLeast }) =>
      countAtMaximum(factorsAtMaximum, levelOf) === factorsAtMaximum.length ? worseBand(band, atLeast) : band,
    'low',
  );
  return { sum, sumBand, overrideBand, exposure: worseBand(sumBand, overrideBand) };
}

/**
 * Rates how easily health data reaches the vendor, by the model `phi-exposure` (`domain.md` 1.5). Unknown counts as
 * the highest level and lowers completeness and confidence. Agreements are no part of it.
 *
 * @throws RangeError when a level is not a whole number from 0 to 2.
 */
export function scorePhiExposure(model: PhiExposureModel, ratings: PhiRatings): PhiExposureResult {
  for (const factor of PHI_FACTORS) {
    const { level } = ratings[factor];
    if (level !== null && !(Number.isInteger(level) && level >= 0 && level <= PHI_MAXIMUM)) {
      throw new RangeError(`${factor} is ${level}, not a level from 0 to ${PHI_MAXIMUM}`);
    }
  }
  const unknown = PHI_FACTORS.filter((factor) => ratings[factor].level === null);
  const credit = PHI_FACTORS.reduce((total, factor) => total + confidenceOf(model, ratings[factor]), 0);
  return {
    model: { id: model.id, version: model.version },
    ...rate(model, (factor) => ratings[factor].level ?? PHI_MAXIMUM),
    exposureAtBest: rate(model, (factor) => ratings[factor].level ?? 0).exposure,
    completeness: ratio(100 * (PHI_FACTORS.length - unknown.length), PHI_FACTORS.length),
    confidence: ratio(100 * credit, PHI_FACTORS.length * model.fullConfidence),
    unknown,
  };
}
