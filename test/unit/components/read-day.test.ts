import { describe, expect, it } from 'vitest';
import { readDay, writeDay } from '../../../renderer/components/read-day.ts';

describe('a typed date', () => {
  it.each([
    ['2026-12-04', '2026-12-04'],
    ['2026-2-4', '2026-02-04'],
    ['04/12/2026', '2026-12-04'],
    ['4.12.2026', '2026-12-04'],
    ['4-12-2026', '2026-12-04'],
    [' 4 12 2026 ', '2026-12-04'],
    ['4 Dec 2026', '2026-12-04'],
    ['4 december 2026', '2026-12-04'],
    ['1 Sep 2026', '2026-09-01'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toEqual({ day });
  });

  it('is none when nothing is typed', () => {
    expect(readDay('   ')).toEqual({ day: null });
  });

  it.each([
    ['31/02/2027', 'days', { month: 'February', year: 2027, days: 28 }],
    ['2027-02-29', 'days', { month: 'February', year: 2027, days: 28 }],
    ['0/1/2027', 'days', { month: 'January', year: 2027, days: 31 }],
    ['31 April 2027', 'days', { month: 'April', year: 2027, days: 30 }],
    ['12/31/2026', 'month', { month: 31 }],
    ['1/2/27', 'year', { example: '31/12/2026' }],
    ['12-2026', 'dayMissing', { example: '31/12/2026' }],
    ['tomorrow', 'form', { example: '31/12/2026' }],
    ['4 Foo 2026', 'form', { example: '31/12/2026' }],
    ['1/2/3/2026', 'form', { example: '31/12/2026' }],
  ])('%s is refused and never guessed (%s)', (text, problem, parameters) => {
    expect(readDay(text)).toEqual({ problem: { key: `components.date.${problem}`, parameters } });
  });

  it('is written so that it reads back the same', () => {
    expect(writeDay('2026-12-04')).toBe('04/12/2026');
    expect(readDay(writeDay('2028-02-29'))).toEqual({ day: '2028-02-29' });
  });
});
