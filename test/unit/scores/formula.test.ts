import { describe, expect, test } from 'vitest';
import { evaluateFormula, workFormula } from '../../../shared/rules/scores/formula.ts';
import { ratio } from '../../../shared/rules/scores/rational.ts';

const names = new Map([
  ['weight', [ratio(5), ratio(4), ratio(3)]],
  ['answer', [ratio(1), ratio(1, 2), ratio(0)]],
  ['evidence', [ratio(7, 10), ratio(1), ratio(1)]],
  ['sum', [ratio(7)]],
  ['nothing', []],
]);

describe('a formula', () => {
  test.each([
    ['1 + 2 × 3 − 4', ratio(3)],
    ['(1 + 2) × 3', ratio(9)],
    ['12 ÷ 2 ÷ 3', ratio(2)],
    ['sum × 6 ÷ 5 × 3 ÷ 2', ratio(63, 5)],
    ['100 × Σ(weight × min(answer, evidence)) ÷ Σ(weight)', ratio(550, 12)],
    ['max(weight)', ratio(5)],
    ['min(weight)', ratio(3)],
    ['max(1, 4 − min(3, Σ(weight)))', ratio(1)],
    ['Σ(weight ≥ 4)', ratio(2)],
    ['Σ(weight < 4)', ratio(1)],
    ['Σ(nothing) + 2', ratio(2)],
  ])('%s gives %o', (formula, value) => expect(evaluateFormula(formula, names)).toEqual(value));

  test('is written with its numbers, sums added up', () => {
    expect(workFormula('100 × Σ(weight × min(answer, evidence)) ÷ Σ(weight)', names)).toBe('100 × 5.5 ÷ 12');
    expect(workFormula('max(weight)', names)).toBe('max(5, 4, 3)');
  });

  test.each(['1 +', '(1', '1)', 'unheard', '1 ? 2', 'weight', 'max(nothing)', 'weight + nothing', ''])(
    'that makes no sense is refused: %s',
    (formula) => expect(() => evaluateFormula(formula, names)).toThrow(SyntaxError),
  );
});
