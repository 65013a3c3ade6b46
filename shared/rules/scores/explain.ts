import { BANDS } from '../../contract/vendors.ts';
import type { BandBounds } from '../../contract/score-models.ts';
import { bandLevel } from './bands.ts';
import { evaluateFormula, type FormulaNames, workFormula } from './formula.ts';
import { compare, ratio, type Rational } from './rational.ts';

/**
 * The workings of a score as ordered steps, from which the drawer and the reports are drawn. They hold message keys
 * and numbers only; the page and the report put the words. `recompute` evaluates the printed formulas again.
 */

/** One number that goes into a formula. */
export interface ExplainValue {
  value: Rational;
  /** Ids of the records it comes from: questions, evidence, risks, factors. */
  sources: readonly string[];
  /** True when the number stands in for something missing or unknown. */
  assumed?: boolean;
  /** Set when the number is another step's result, or the level of that step's word. */
  step?: { id: string; part: 'value' | 'level' };
}

/** A name in the formula with its number, or its list of numbers. */
export interface ExplainNumber {
  name: string;
  labelKey: string;
  values: readonly ExplainValue[];
}

/** A row of a step's scale: results up to and including `upTo` have this word; null is no upper bound. */
export interface ExplainScaleRow {
  upTo: Rational | null;
  level: number;
  word: string;
}

export interface ExplainResult {
  value: Rational;
  /** What the step's scale makes of the value; null for steps without one. */
  level: number | null;
  word: string | null;
}

export interface ExplainStep {
  id: string;
  /** Message key of the step's name, with its parameters. */
  labelKey: string;
  params: Readonly<Record<string, string | number>>;
  /** The formula in symbols and names: "max(1, likelihood − min(3, Σ(steps))) × impact". */
  formula: string;
  numbers: readonly ExplainNumber[];
  scale: readonly ExplainScaleRow[];
  /** As the scoring function gave it. */
  result: ExplainResult;
}

/** The scale of four bands, for a step whose value is in the bounds' unit divided by `unit`. */
export function bandScale(bounds: BandBounds, unit = 1): ExplainScaleRow[] {
  const upper = { ...bounds, critical: null };
  return BANDS.map((word) => {
    const bound = upper[word];
    return { word, level: bandLevel(word), upTo: bound === null ? null : ratio(bound, unit) };
  });
}

/** One number of known records. */
export function inputNumber(
  name: string,
  value: Rational | number,
  sources: readonly string[],
  assumed = false,
): ExplainNumber {
  const exact = typeof value === 'number' ? ratio(value) : value;
  return { name, labelKey: numberKey(name), values: [{ value: exact, sources, ...(assumed ? { assumed } : {}) }] };
}

/** A list of numbers, one for each record. */
export function listNumber(name: string, values: readonly ExplainValue[]): ExplainNumber {
  return { name, labelKey: numberKey(name), values };
}

/** A list of ones, one for each record, to be counted with Σ. */
export function countNumber(name: string, ids: readonly string[]): ExplainNumber {
  return listNumber(
    name,
    ids.map((id) => ({ value: ratio(1), sources: [id] })),
  );
}

/** Another step's result, or the level of its word. */
export function stepValue(step: ExplainStep, part: 'value' | 'level' = 'value'): ExplainValue {
  const value = part === 'value' ? step.result.value : ratio(step.result.level ?? 0);
  return { value, sources: [], step: { id: step.id, part } };
}

export function stepNumber(name: string, step: ExplainStep, part: 'value' | 'level' = 'value'): ExplainNumber {
  return listNumber(name, [stepValue(step, part)]);
}

function numberKey(name: string): string {
  return `scores.number.${name}`;
}

function placeOnScale(scale: readonly ExplainScaleRow[], value: Rational): Omit<ExplainResult, 'value'> {
  const row = scale.find(({ upTo }) => upTo === null || compare(value, upTo) <= 0);
  return { level: row?.level ?? null, word: row?.word ?? null };
}

/** What a step is made from; `value` is what the scoring function gave. */
export interface StepParts {
  id: string;
  label: string;
  params?: ExplainStep['params'];
  formula: string;
  numbers: readonly ExplainNumber[];
  value: Rational | number;
  scale?: readonly ExplainScaleRow[];
}

export function makeStep(parts: StepParts): ExplainStep {
  const value = typeof parts.value === 'number' ? ratio(parts.value) : parts.value;
  const scale = parts.scale ?? [];
  return {
    id: parts.id,
    labelKey: `scores.step.${parts.label}`,
    params: parts.params ?? {},
    formula: parts.formula,
    numbers: parts.numbers,
    scale,
    result: { value, ...placeOnScale(scale, value) },
  };
}

function namesOf(step: ExplainStep, resolve: (value: ExplainValue) => Rational): FormulaNames {
  return new Map(step.numbers.map((number) => [number.name, number.values.map(resolve)]));
}

/** The step's formula with its numbers: "100 × 91 ÷ 144". */
export function workStep(step: ExplainStep): string {
  return workFormula(
    step.formula,
    namesOf(step, (value) => value.value),
  );
}

/**
 * Evaluates every formula again from the inputs alone, results of earlier steps included, and gives the results by
 * step id, in order. Equal to the results that stand in the steps, unless these are wrong.
 *
 * @throws SyntaxError or RangeError as `evaluateFormula`; Error when a step is used before it was reached.
 */
export function recompute(steps: readonly ExplainStep[]): Map<string, ExplainResult> {
  const results = new Map<string, ExplainResult>();
  function resolve({ value, step }: ExplainValue): Rational {
    if (!step) return value;
    const earlier = results.get(step.id);
    if (!earlier) throw new Error(`The step ${step.id} is used before it is worked out`);
    return step.part === 'value' ? earlier.value : ratio(earlier.level ?? 0);
  }
  for (const step of steps) {
    const value = evaluateFormula(step.formula, namesOf(step, resolve));
    results.set(step.id, { value, ...placeOnScale(step.scale, value) });
  }
  return results;
}
