import { describe, expect, it } from 'vitest';
import { createDayFormat } from '../../../shared/rules/day-format.ts';

const SEPTEMBER = Date.UTC(2026, 8, 22, 23, 30);

describe('createDayFormat', () => {
  it.each([
    ['en', { month: 'short', timeZone: 'UTC' }, '22 Sep 2026'],
    ['en-GB', { month: 'short', timeZone: 'UTC' }, '22 Sep 2026'],
    ['en-GB', { month: 'short', year: false, timeZone: 'UTC' }, '22 Sep'],
    ['en-US', { month: 'long', timeZone: 'UTC' }, '22 September 2026'],
    ['de', { month: 'long', timeZone: 'UTC' }, '22. September 2026'],
  ] as const)('writes a day of September in %s', (tag, parts, written) => {
    expect(createDayFormat(tag, parts)(SEPTEMBER)).toBe(written);
    expect(createDayFormat(tag, parts)(new Date(SEPTEMBER))).toBe(written);
  });

  it('shortens every month to three letters in English', () => {
    const write = createDayFormat('en-GB', { month: 'short', timeZone: 'UTC' });
    for (let month = 0; month < 12; month += 1)
      expect(write(Date.UTC(2026, month, 1))).toMatch(/^1 [A-Z][a-z]{2} 2026$/);
  });
});
