import { describe, expect, it } from 'vitest';
import {
  countDaysUntil,
  formatDay,
  formatFileSize,
  formatList,
  formatLongDay,
  formatNumber,
  formatPercent,
  formatShortDay,
} from '../../../renderer/platform/format.ts';

describe('days', () => {
  it('writes a day as itself in every time zone', () => {
    expect(formatDay('2026-12-04')).toBe('4 Dec 2026');
    expect(formatLongDay('2026-11-20')).toBe('Friday 20 November 2026');
  });

  it('leaves out the year that everybody knows', () => {
    expect(formatShortDay('2026-12-04', '2026-11-20')).toBe('4 Dec');
    expect(formatShortDay('2027-01-12', '2026-11-20')).toBe('12 Jan 2027');
  });

  it('counts whole days, over a change of the clocks too', () => {
    expect(countDaysUntil('2026-12-18', '2026-11-20')).toBe(28);
    expect(countDaysUntil('2026-11-14', '2026-11-20')).toBe(-6);
    expect(countDaysUntil('2027-03-29', '2027-03-27')).toBe(2);
  });
});

describe('numbers', () => {
  it('follows the locale', () => {
    expect(formatNumber(1204)).toBe('1,204');
    expect(formatPercent(0.784)).toBe('78%');
    expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_500, '2 kB'],
    [212_400_000, '212.4 MB'],
    [3_000_000_000_000, '3,000 GB'],
  ])('writes %d bytes as %s', (bytes, written) => {
    expect(formatFileSize(bytes)).toBe(written);
  });
});
