import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_CHANGE_ORDINALS } from '../../../shared/contract/score-models.ts';
import { CODE_CHANGE_LEVELS, type CodeChangeFactors } from '../../../shared/contract/scores.ts';
import { bandLevel } from '../../../shared/rules/scores/bands.ts';
import {
  countCodeChangeBands,
  listCodeChangeCombinations,
  scoreCodeChange,
} from '../../../shared/rules/scores/code-change.ts';
import { anyCodeChange, codeChangeModel as model } from './score-inputs.ts';

/** Factors that add up to `sum`, from 3 to 15. */
function factorsOfSum(sum: number): CodeChangeFactors {
  const factors = listCodeChangeCombinations().find((candidate) => scoreCodeChange(model, candidate).sum === sum);
  if (!factors) throw new Error(`No factors add up to ${sum}`);
  return factors;
}

/** `domain.md` 7.2: sum, then total and band plain, generated, not reviewed, both. */
const VECTORS = [
  [3, '3 L', '3.6 L', '4.5 M', '5.4 M'],
  [4, '4 L', '4.8 M', '6 M', '7.2 M'],
  [5, '5 M', '6 M', '7.5 M', '9 H'],
  [6, '6 M', '7.2 M', '9 H', '10.8 H'],
  [7, '7 M', '8.4 H', '10.5 H', '12.6 C'],
  [8, '8 M', '9.6 H', '12 H', '14.4 C'],
  [9, '9 H', '10.8 H', '13.5 C', '16.2 C'],
  [10, '10 H', '12 H', '15 C', '18 C'],
  [11, '11 H', '13.2 C', '16.5 C', '19.8 C'],
  [12, '12 H', '14.4 C', '18 C', '21.6 C'],
  [13, '13 C', '15.6 C', '19.5 C', '23.4 C'],
  [15, '15 C', '18 C', '22.5 C', '27 C'],
] as const;

function totalAndBand(factors: CodeChangeFactors): string {
  const { totalText, band } = scoreCodeChange(model, factors);
  return `${totalText} ${band?.charAt(0).toUpperCase()}`;
}

describe('the code-change matrix', () => {
  test.each(VECTORS)('sum %i gives %s, %s, %s, %s', (sum, plain, generated, unreviewed, both) => {
    const factors = factorsOfSum(sum);
    expect(totalAndBand({ ...factors, aiGenerated: 'no', humanReviewed: 'yes' })).toBe(plain);
    expect(totalAndBand({ ...factors, aiGenerated: 'yes', humanReviewed: 'yes' })).toBe(generated);
    expect(totalAndBand({ ...factors, aiGenerated: 'no', humanReviewed: 'no' })).toBe(unreviewed);
    expect(totalAndBand({ ...factors, aiGenerated: 'yes', humanReviewed: 'no' })).toBe(both);
  });

  test('spreads its 1,024 combinations as computed by hand', () => {
    const combinations = listCodeChangeCombinations();
    expect(combinations).toHaveLength(1024);
    expect(countCodeChangeBands(model, combinations)).toEqual({ low: 6, medium: 155, high: 411, critical: 452 });
  });

  test('spreads its 256 base sums as computed by hand', () => {
    const plain = listCodeChangeCombinations().filter(
      (factors) => factors.aiGenerated === 'no' && factors.humanReviewed === 'yes',
    );
    expect(plain).toHaveLength(256);
    expect(countCodeChangeBands(model, plain)).toEqual({ low: 5, medium: 101, high: 135, critical: 15 });
  });

  test('runs from 3 to 27, in whole numbers', () => {
    const totals = listCodeChangeCombinations().map((factors) => scoreCodeChange(model, factors).totalTimes10000 ?? 0);
    expect(totals.every(Number.isSafeInteger)).toBe(true);
    expect([Math.min(...totals), Math.max(...totals)]).toEqual([30_000, 270_000]);
  });

  test('gives no band while a summed factor is missing, and shows the worst case', () => {
    const result = scoreCodeChange(model, {
      ...factorsOfSum(3),
      complexity: null,
      aiGenerated: 'no',
      humanReviewed: 'yes',
    });
    expect(result).toMatchObject({
      sum: null,
      total: null,
      totalText: null,
      band: null,
      complete: false,
      controls: [],
    });
    expect(result.missing).toEqual(['complexity']);
    expect(result.worstCase).toMatchObject({
      sum: 6,
      totalTimes10000: 60_000,
      total: 6,
      totalText: '6',
      band: 'medium',
    });
  });

  test('counts an unknown yes/no as the worse one and stays incomplete', () => {
    const factors = factorsOfSum(7);
    const unknown = scoreCodeChange(model, { ...factors, aiGenerated: 'unknown', humanReviewed: 'unknown' });
    expect(unknown).toMatchObject({ sum: 7, totalText: '12.6', band: 'critical', complete: false });
    expect(unknown.missing).toEqual(['aiGenerated', 'humanReviewed']);
  });

  test('hands out the controls of its band, each band all of the one below', () => {
    const sets = (['low', 'medium', 'high', 'critical'] as const).map((band) => model.controls[band]);
    for (const [index, controls] of sets.entries())
      expect(controls).toEqual(expect.arrayContaining(sets[index - 1] ?? []));
    expect(scoreCodeChange(model, factorsOfSum(15)).controls).toBe(model.controls.critical);
  });

  test('is monotone in every factor, and unknown never helps', () => {
    fc.assert(
      fc.property(anyCodeChange, fc.constantFrom(...CODE_CHANGE_ORDINALS), (factors, factor) => {
        const totals = [...CODE_CHANGE_LEVELS[factor], null].map(
          (level) => scoreCodeChange(model, { ...factors, [factor]: level }).worstCase.totalTimes10000,
        );
        expect(totals).toEqual(totals.toSorted((left, right) => left - right));
        const answers = (['aiGenerated', 'humanReviewed'] as const).map((fact) =>
          (fact === 'aiGenerated' ? ['no', 'yes', 'unknown'] : ['yes', 'no', 'unknown']).map((answer) =>
            bandLevel(scoreCodeChange(model, { ...factors, [fact]: answer }).worstCase.band),
          ),
        );
        for (const levels of answers) expect(levels).toEqual(levels.toSorted((left, right) => left - right));
      }),
    );
  });
});
