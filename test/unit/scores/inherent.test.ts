import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INHERENT_FACTORS } from '../../../shared/contract/tools.ts';
import { bandLevel } from '../../../shared/rules/scores/bands.ts';
import { type InherentLevels, scoreInherent } from '../../../shared/rules/scores/inherent.ts';
import { ratio } from '../../../shared/rules/scores/rational.ts';
import { anyInherent, inherentModel as model } from './score-inputs.ts';

/** The ten factors in order. */
function levels(...values: (number | null)[]): InherentLevels {
  return Object.fromEntries(INHERENT_FACTORS.map((factor, index) => [factor, values[index] ?? null])) as InherentLevels;
}

describe('the inherent tier', () => {
  test.each([
    ['low at its upper bound', levels(1, 1, 1, 1, 1, 1, 1, 1, 1, 0), 9, 'low', 36, 12],
    ['medium above it', levels(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 10, 'medium', 18, 12],
    ['medium at its upper bound', levels(2, 2, 2, 2, 2, 2, 2, 2, 2, 1), 19, 'medium', 18, 12],
    ['high above it', levels(2, 2, 2, 2, 2, 2, 2, 2, 2, 2), 20, 'high', 12, 6],
    ['high at its upper bound', levels(3, 3, 3, 3, 3, 3, 3, 3, 3, 2), 29, 'high', 12, 6],
    ['critical above it', levels(3, 3, 3, 3, 3, 3, 3, 3, 3, 3), 30, 'critical', 12, 6],
    ['one factor at 4: at least high', levels(4, 0, 0, 0, 0, 0, 0, 0, 0, 0), 4, 'high', 12, 6],
    ['two factors at 4: still high', levels(4, 4, 0, 0, 0, 0, 0, 0, 0, 0), 8, 'high', 12, 6],
    ['three factors at 4: critical', levels(4, 4, 4, 0, 0, 0, 0, 0, 0, 0), 12, 'critical', 12, 6],
  ])('%s', (_, factors, sum, tier, fullReviewMonths, lightCheckMonths) => {
    const result = scoreInherent(model, factors);
    expect(result).toMatchObject({ sum, tier, cadence: { fullReviewMonths, lightCheckMonths }, unknown: [] });
    expect(result.completeness).toEqual(ratio(100));
  });

  test('counts unknown as 4, in the sum and in the rule, and says how much is known', () => {
    const result = scoreInherent(model, levels(null, null, null, 1, 1, 1, 1, 1, 1, 1));
    expect(result).toMatchObject({
      sum: 19,
      factorsAtMaximum: 3,
      sumTier: 'medium',
      tier: 'critical',
      tierAtBest: 'low',
    });
    expect(result.completeness).toEqual(ratio(70));
    expect(result.unknown).toEqual(['data_class', 'code_class', 'regulated_scope']);
  });

  test('refuses what is no level', () => {
    expect(() => scoreInherent(model, levels(5, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toThrow(RangeError);
    expect(() => scoreInherent(model, levels(0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toThrow(RangeError);
  });

  test('is monotone in every factor, and unknown is never better than any level', () => {
    fc.assert(
      fc.property(anyInherent, fc.constantFrom(...INHERENT_FACTORS), (factors, factor) => {
        const results = [0, 1, 2, 3, 4, null].map((level) => scoreInherent(model, { ...factors, [factor]: level }));
        const tiers = results.map((result) => bandLevel(result.tier));
        expect(tiers).toEqual(tiers.toSorted((left, right) => left - right));
        expect(results[5]?.sum).toBe(results[4]?.sum);
        expect(bandLevel(results[0]?.tierAtBest ?? 'critical')).toBeLessThanOrEqual(tiers[0] ?? 0);
      }),
    );
  });
});
