import { describe, expect, it } from 'vitest';
import { placeOnScale } from '../../../renderer/components/band-scale.tsx';

const BANDS = [
  { band: 'low', from: 1, to: 4 },
  { band: 'medium', from: 5, to: 9 },
  { band: 'high', from: 10, to: 16 },
  { band: 'critical', from: 17, to: 25 },
] as const;

describe('a place on the band scale', () => {
  it.each([
    [1, 2],
    [9, 34],
    [12, 46],
    [25, 98],
  ])('of %i is at %i percent', (value, percent) => {
    expect(placeOnScale(BANDS, value)).toBeCloseTo(percent, 6);
  });

  it('of a decimal between two bands is at the edge of the upper one', () => {
    const place = placeOnScale(BANDS, 9.4);
    expect(place).toBeGreaterThan(placeOnScale(BANDS, 9));
    expect(place).toBeLessThanOrEqual(placeOnScale(BANDS, 10));
  });

  it('above the last band is at the end', () => {
    expect(placeOnScale(BANDS, 30)).toBe(100);
  });
});
