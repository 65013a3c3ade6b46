import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANDS } from '../../../shared/contract/vendors.ts';
import { addMonths } from '../../../shared/rules/days.ts';
import { findReviewDates, type ReviewedTool } from '../../../shared/rules/review-cadence.ts';

/** `scoring.md`, "inherent": Critical and High 12 months (light check 6), Medium 18 (12), Low 36 (12). */
const MONTHS = {
  low: { fullReviewMonths: 36, lightCheckMonths: 12 },
  medium: { fullReviewMonths: 18, lightCheckMonths: 12 },
  high: { fullReviewMonths: 12, lightCheckMonths: 6 },
  critical: { fullReviewMonths: 12, lightCheckMonths: 6 },
};

const tool = (tier: ReviewedTool['tier'], signedOn: string | null): ReviewedTool => ({ id: 't', tier, signedOn });

describe('the next review', () => {
  test.each([
    ['critical', '2027-03-31', '2026-09-30'],
    ['high', '2027-03-31', '2026-09-30'],
    ['medium', '2027-09-30', '2027-03-31'],
    ['low', '2029-03-31', '2027-03-31'],
    [null, '2027-03-31', '2026-09-30'],
  ] as const)('of a tool of tier %s signed on 31 March 2026 is %s, its light check %s', (tier, full, light) => {
    expect(findReviewDates(MONTHS, [tool(tier, '2026-03-31')])).toMatchObject({
      tier,
      signedOn: '2026-03-31',
      fullReviewOn: full,
      lightCheckOn: light,
      unsigned: 0,
    });
  });

  test('of a vendor is that of the first of its tools, at the cadence of the worst tier', () => {
    const dates = findReviewDates(MONTHS, [
      tool('low', '2024-01-15'),
      tool('high', '2026-06-01'),
      tool('medium', null),
    ]);
    expect(dates).toEqual({
      tier: 'high',
      ...MONTHS.high,
      signedOn: '2024-01-15',
      fullReviewOn: '2027-01-15',
      lightCheckOn: '2025-01-15',
      unsigned: 1,
    });
  });

  test('is not known before anything was signed', () => {
    expect(findReviewDates(MONTHS, [])).toMatchObject({ tier: null, signedOn: null, fullReviewOn: null, unsigned: 0 });
    expect(findReviewDates(MONTHS, [tool('low', null)])).toMatchObject({ fullReviewOn: null, unsigned: 1 });
  });

  test('never comes later with one more tool, or with a worse tier', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((months) => addMonths('2024-01-31', months));
    const anyTool = fc.record({ id: fc.constant('t'), tier: fc.constantFrom(...BANDS), signedOn: fc.option(day) });
    fc.assert(
      fc.property(fc.array(anyTool, { minLength: 1, maxLength: 5 }), anyTool, (tools, more) => {
        const before = findReviewDates(MONTHS, tools).fullReviewOn;
        const after = findReviewDates(MONTHS, [...tools, more]).fullReviewOn;
        if (before !== null) expect((after ?? '') <= before).toBe(true);
        const worse = tools.map((one) => ({ ...one, tier: 'critical' as const }));
        const sooner = findReviewDates(MONTHS, worse).fullReviewOn;
        if (before !== null) expect((sooner ?? '') <= before).toBe(true);
      }),
    );
  });
});
