/** An exact fraction in lowest terms: whole numbers, the denominator above 0. No score is rounded before it is banded. */
export interface Rational {
  numerator: number;
  denominator: number;
}

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right);
}

/** @throws RangeError when a part is not a whole number that JavaScript holds exactly, or the denominator is 0. */
export function ratio(numerator: number, denominator = 1): Rational {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0) {
    throw new RangeError(`${numerator}/${denominator} is not an exact fraction`);
  }
  const divisor = greatestDivisor(Math.abs(numerator), Math.abs(denominator)) * Math.sign(denominator);
  return { numerator: numerator / divisor + 0, denominator: denominator / divisor };
}

export function add(left: Rational, right: Rational): Rational {
  return ratio(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function subtract(left: Rational, right: Rational): Rational {
  return add(left, { numerator: -right.numerator, denominator: right.denominator });
}

export function multiply(left: Rational, right: Rational): Rational {
  return ratio(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** @throws RangeError when `right` is 0. */
export function divide(left: Rational, right: Rational): Rational {
  return ratio(left.numerator * right.denominator, left.denominator * right.numerator);
}

/** Negative when `left` is smaller, 0 when equal, positive when larger. */
export function compare(left: Rational, right: Rational): number {
  return left.numerator * right.denominator - right.numerator * left.denominator;
}

export function sumOf(values: readonly Rational[]): Rational {
  return values.reduce(add, ratio(0));
}

/** For the page only, when no threshold hangs on it any more. */
export function toNumber(value: Rational): number {
  return value.numerator / value.denominator;
}

/**
 * The whole number for the page of a value from 0 to 100: rounded half up, but 100 and 0 only when it is exactly that,
 * so that "100 %" never hides an open question.
 */
export function wholePercent(value: Rational): number {
  const rounded = Math.floor((2 * value.numerator + value.denominator) / (2 * value.denominator));
  if (rounded >= 100 && compare(value, ratio(100)) < 0) return 99;
  if (rounded <= 0 && value.numerator > 0) return 1;
  return rounded;
}

/** Decimal text for the workings: exact where `places` digits suffice, else rounded half up; no trailing zeros. */
export function decimalText(value: Rational, places = 4): string {
  const scale = 10 ** places;
  const magnitude = Math.abs(value.numerator);
  const scaled = Math.floor((2 * magnitude * scale + value.denominator) / (2 * value.denominator));
  const sign = value.numerator < 0 && scaled > 0 ? '−' : '';
  const fraction = String(scaled % scale)
    .padStart(places, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(scaled / scale);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
