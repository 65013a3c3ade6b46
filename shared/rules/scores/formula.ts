import { add, compare, decimalText, divide, multiply, ratio, type Rational, subtract, sumOf } from './rational.ts';

/**
 * The formulas of the workings, as they are printed: `100 × Σ(weight × min(answer, evidence)) ÷ (10 × Σ(weight))`.
 * Numbers, names, `+ − × ÷`, brackets, `≥ <` (1 when it holds, else 0), `min(…)`, `max(…)` and `Σ(…)`. A name stands for
 * one number or for a list; lists of the same length combine item by item, and one number combines with every item.
 * `Σ`, and `min` and `max` of a single list, make one number of a list.
 */

/** A list of one is the same as one number. */
type Values = readonly Rational[];
export type FormulaNames = ReadonlyMap<string, Values>;

/** A part of a formula with its value and its text with numbers in place of names. */
interface Part {
  values: Values;
  text: string;
}

type Operation = (left: Rational, right: Rational) => Rational;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': add,
  '−': subtract,
  '×': multiply,
  '÷': divide,
  '≥': (left, right) => ratio(compare(left, right) >= 0 ? 1 : 0),
  '<': (left, right) => ratio(compare(left, right) < 0 ? 1 : 0),
  min: (left, right) => (compare(left, right) <= 0 ? left : right),
  max: (left, right) => (compare(left, right) >= 0 ? left : right),
};

/** Loosest first. */
const PRECEDENCE = [
  ['≥', '<'],
  ['+', '−'],
  ['×', '÷'],
] as const;

function textOf(values: Values): string {
  return values.map((value) => decimalText(value)).join(', ');
}

function operationOf(symbol: string): Operation {
  const operation = OPERATIONS[symbol];
  if (!operation) throw new SyntaxError(`"${symbol}" is no operation of a formula`);
  return operation;
}

function combine(left: Values, right: Values, operation: Operation): Values {
  const [onlyLeft] = left;
  const [onlyRight] = right;
  if (right.length === 1 && onlyRight) return left.map((value) => operation(value, onlyRight));
  if (left.length === 1 && onlyLeft) return right.map((value) => operation(onlyLeft, value));
  if (left.length !== right.length) throw new SyntaxError(`Lists of ${left.length} and ${right.length} do not combine`);
  return left.map((value, index) => operation(value, right[index] ?? ratio(0)));
}

function readFormula(formula: string, names: FormulaNames): Part {
  const tokens = formula.match(/\d+|[A-Za-z]+|[^\s]/g) ?? [];
  let position = 0;

  function take(expected?: string): string {
    const token = tokens[position];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new SyntaxError(`"${formula}" has ${token ?? 'an end'} where ${expected ?? 'more'} was expected`);
    }
    position += 1;
    return token;
  }

  function readOperations(tightness: number): Part {
    const symbols: readonly string[] | undefined = PRECEDENCE[tightness];
    if (!symbols) return readOperand();
    let part = readOperations(tightness + 1);
    while (symbols.includes(tokens[position] ?? '')) {
      const symbol = take();
      const right = readOperations(tightness + 1);
      part = {
        values: combine(part.values, right.values, operationOf(symbol)),
        text: `${part.text} ${symbol} ${right.text}`,
      };
    }
    return part;
  }

  function readArguments(): Part[] {
    take('(');
    const parts = [readOperations(0)];
    while (tokens[position] === ',') {
      take();
      parts.push(readOperations(0));
    }
    take(')');
    return parts;
  }

  function readExtreme(name: string): Part {
    const parts = readArguments();
    const text = `${name}(${parts.map((part) => part.text).join(', ')})`;
    const [first, ...others] = parts;
    if (!first) throw new SyntaxError(`${name} needs a number`);
    const operation = operationOf(name);
    if (others.length === 0) {
      const [head, ...rest] = first.values;
      if (!head) throw new SyntaxError(`${name} of an empty list`);
      return { values: [rest.reduce(operation, head)], text };
    }
    return { values: others.reduce((values, part) => combine(values, part.values, operation), first.values), text };
  }

  function readOperand(): Part {
    const token = take();
    if (/^\d+$/.test(token)) return { values: [ratio(Number(token))], text: token };
    if (token === 'Σ') {
      const values = [sumOf(readArguments().flatMap((part) => part.values))];
      return { values, text: textOf(values) };
    }
    if (token === '(') {
      const inner = readOperations(0);
      take(')');
      return { values: inner.values, text: `(${inner.text})` };
    }
    if (token === 'min' || token === 'max') return readExtreme(token);
    const values = names.get(token);
    if (!values) throw new SyntaxError(`"${formula}" speaks of "${token}", which has no number`);
    return { values, text: textOf(values) };
  }

  const part = readOperations(0);
  if (position < tokens.length) throw new SyntaxError(`"${formula}" goes on after its end`);
  return part;
}

/**
 * The one number that a formula gives.
 *
 * @throws SyntaxError when it cannot be read, lacks a number or gives a list; RangeError when it divides by 0.
 */
export function evaluateFormula(formula: string, names: FormulaNames): Rational {
  const { values } = readFormula(formula, names);
  const [value, ...others] = values;
  if (!value || others.length > 0) throw new SyntaxError(`"${formula}" gives ${values.length} numbers, not one`);
  return value;
}

/** The formula with this result's numbers in place of names, sums already added up: "100 × 91 ÷ 144". */
export function workFormula(formula: string, names: FormulaNames): string {
  return readFormula(formula, names).text;
}
