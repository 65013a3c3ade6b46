import type { BandBounds } from '../../../../shared/contract/score-models.ts';
import type { Explanation } from '../../../../shared/contract/scores.ts';
import { BANDS, type Band } from '../../../../shared/contract/vendors.ts';
import { recompute, workStep, type ExplainStep } from '../../../../shared/rules/scores/explain.ts';
import { decimalText, ratio, toNumber, wholePercent, type Rational } from '../../../../shared/rules/scores/rational.ts';
import type { Outcome, WhatIf } from '../../../../shared/rules/scores/what-if.ts';

/** What the four explanations are put together from. Keys are those of `scores.json`. */
export type Message = Explanation['steps'][number]['label'];
export type Source = Explanation['steps'][number]['source'];
export type Figure = Explanation['result'];
export type Gate = Explanation['gates'][number];
export type InputRow = Explanation['inputs']['rows'][number];
type Column = Explanation['inputs']['columns'][number];

const TEXT_LIMIT = 500;
const WORKED_LIMIT = 2000;
const CHANGE_LIMIT = 1000;

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** A message key below `scores.` with its parameters. */
export function say(key: string, parameters: Readonly<Record<string, string | number>> = {}): Message {
  const shortened = Object.entries(parameters).map(
    ([name, value]) => [name, typeof value === 'string' ? shorten(value, TEXT_LIMIT) : value] as const,
  );
  return { key: `scores.${key}`, parameters: Object.fromEntries(shortened) };
}

/** Text that is the same in every language: a name, a number, a sum. */
export function sayText(text: string | number): Message {
  return say('cell.text', { text });
}

export function leftColumn(name: string): Column {
  return { key: `scores.column.${name}`, align: 'left' };
}

export function rightColumn(name: string): Column {
  return { key: `scores.column.${name}`, align: 'right' };
}

export function source(kind: NonNullable<Source>['kind'], id: string, label: string): Source {
  return { kind, id: id.slice(0, 60), label: shorten(label, 300) };
}

const NO_FIGURE: Figure = { shown: null, value: '', outOf: null, band: null };

/** A per cent: a whole number on the page, decimals in the workings. */
export function percentFigure(value: Rational | null): Figure {
  if (value === null) return { ...NO_FIGURE, outOf: 100 };
  return { shown: wholePercent(value), value: decimalText(value), outOf: 100, band: null };
}

/** A value that is not rounded, with the band it falls in. */
export function bandFigure(value: Rational | null, band: Band | null, outOf: number): Figure {
  if (value === null) return { ...NO_FIGURE, outOf };
  return { shown: toNumber(value), value: decimalText(value), outOf, band };
}

/** 0 to 1 of a value in per cent. */
export function toRatio(percent: Rational | null): number | null {
  return percent && toNumber(percent) / 100;
}

/** The four bands of a scale of whole numbers. */
export function wholeBands(bounds: BandBounds, from: number, to: number): Explanation['bands'] {
  const uppers = [bounds.low, bounds.medium, bounds.high, to];
  return BANDS.map((band, index) => ({
    band,
    from: index === 0 ? from : (uppers[index - 1] ?? 0) + 1,
    to: uppers[index] ?? to,
  }));
}

/** "score = 100 × Σ(…) ÷ Σ(…)" of the named steps. */
export function writeFormulas(steps: readonly ExplainStep[], names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const step = steps.find(({ id }) => id === name);
    return step ? [`${name} = ${step.formula}`] : [];
  });
}

/** The workings, in order. `findSource` says which record a step is about. */
export function toSteps(
  steps: readonly ExplainStep[],
  findSource: (step: ExplainStep) => Source = () => null,
): Explanation['steps'] {
  return steps.map((step) => ({
    label: { key: step.labelKey, parameters: { ...step.params } },
    worked: shorten(workStep(step), WORKED_LIMIT),
    result: decimalText(step.result.value),
    source: findSource(step),
  }));
}

/** What comes out differently: "3 − 2 = 1; 1 × 4 = 4". */
function workDifferences(before: readonly ExplainStep[], after: readonly ExplainStep[]): string {
  const results = recompute(before);
  const changed = after.filter(({ id, result }) => {
    const old = results.get(id)?.value ?? ratio(0);
    return old.numerator !== result.value.numerator || old.denominator !== result.value.denominator;
  });
  return shorten(
    changed.map((step) => `${workStep(step)} = ${decimalText(step.result.value)}`).join('; '),
    CHANGE_LIMIT,
  );
}

type WhatIfChange = NonNullable<Explanation['whatIf']>['changes'][number];

/** The first of the smallest sets of changes that move the band for the better; null when there is none. */
export function toWhatIf<Change>(
  found: WhatIf<Change>,
  before: readonly ExplainStep[],
  describe: (change: Change) => WhatIfChange,
  toFigure: (outcome: Outcome) => Figure,
): Explanation['whatIf'] {
  const [option] = found.options;
  if (!option) return null;
  return {
    changes: option.changes.map(describe),
    worked: workDifferences(before, option.steps),
    result: toFigure(option.outcome),
  };
}

export function isBand(word: string): word is Band {
  return (BANDS as readonly string[]).includes(word);
}
