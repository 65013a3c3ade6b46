import type { BandBounds } from '../../contract/score-models.ts';
import { BANDS, type Band } from '../../contract/vendors.ts';

/** 1 for low to 4 for critical. */
export function bandLevel(band: Band): number {
  return BANDS.indexOf(band) + 1;
}

/** The band of a whole number in the bounds' own unit; upper bounds are inclusive. */
export function bandOf(value: number, bounds: BandBounds): Band {
  if (value <= bounds.low) return 'low';
  if (value <= bounds.medium) return 'medium';
  return value <= bounds.high ? 'high' : 'critical';
}

/** The more severe of two bands. */
export function worseBand(left: Band, right: Band): Band {
  return bandLevel(left) >= bandLevel(right) ? left : right;
}

/** The band above, or null above critical. */
export function nextWorseBand(band: Band): Band | null {
  return BANDS[bandLevel(band)] ?? null;
}
