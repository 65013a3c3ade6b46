import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  decimalText,
  divide,
  multiply,
  ratio,
  subtract,
  sumOf,
  wholePercent,
} from '../../../shared/rules/scores/rational.ts';

const anyRatio = fc
  .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 500 }))
  .map(([numerator, denominator]) => ratio(numerator, denominator));

describe('exact fractions', () => {
  test('are kept in lowest terms with the sign above', () => {
    expect(ratio(6, -4)).toEqual({ numerator: -3, denominator: 2 });
    expect(ratio(0, -7)).toEqual({ numerator: 0, denominator: 1 });
  });

  test('refuse what is not exact', () => {
    expect(() => ratio(1, 0)).toThrow(RangeError);
    expect(() => ratio(0.5)).toThrow(RangeError);
    expect(() => ratio(2 ** 53)).toThrow(RangeError);
    expect(() => divide(ratio(1), ratio(0))).toThrow(RangeError);
  });

  test('keep the laws of arithmetic that floating point breaks', () => {
    expect(sumOf([ratio(1, 10), ratio(2, 10)])).toEqual(ratio(3, 10));
    fc.assert(
      fc.property(anyRatio, anyRatio, anyRatio, (first, second, third) => {
        expect(add(add(first, second), third)).toEqual(add(first, add(second, third)));
        expect(multiply(first, add(second, third))).toEqual(add(multiply(first, second), multiply(first, third)));
        expect(subtract(add(first, second), second)).toEqual(first);
        if (second.numerator !== 0) expect(multiply(divide(first, second), second)).toEqual(first);
        expect(Math.sign(compare(first, second))).toBe(-Math.sign(compare(second, first)) + 0);
      }),
    );
  });
});

describe('on the page', () => {
  test.each([
    [ratio(9100, 144), 63],
    [ratio(6700, 72), 93],
    [ratio(3100, 38), 82],
    [ratio(125, 2), 63],
    [ratio(0), 0],
    [ratio(100), 100],
    [ratio(999, 10), 99],
    [ratio(1, 10), 1],
  ])('%o is shown as %i', (value, shown) => expect(wholePercent(value)).toBe(shown));

  test.each([
    [ratio(84, 10), '8.4'],
    [ratio(126, 10), '12.6'],
    [ratio(12), '12'],
    [ratio(2, 3), '0.6667'],
    [ratio(-1, 2), '−0.5'],
    [ratio(-1, 100_000), '0'],
  ])('%o is written %s', (value, text) => expect(decimalText(value)).toBe(text));
});
