import { CODE_CHANGE_ORDINALS, CODE_CHANGE_UPLIFTS, type CodeChangeModel } from '../../contract/score-models.ts';
import type { CodeChangeFactors } from '../../contract/scores.ts';
import { pointsOf, scoreCodeChange } from './code-change.ts';
import { bandScale, type ExplainStep, inputNumber, makeStep, stepNumber } from './explain.ts';
import { ratio } from './rational.ts';

/**
 * The workings of a code change: sum, total with its band. Where something is missing they are those of the worst
 * case, and the numbers that stand in for it are marked as assumed. Sources are the factors' names.
 */
export function explainCodeChange(model: CodeChangeModel, factors: CodeChangeFactors): ExplainStep[] {
  const { worstCase } = scoreCodeChange(model, factors);
  const sum = makeStep({
    id: 'sum',
    label: 'codeChange.sum',
    formula: CODE_CHANGE_ORDINALS.join(' + '),
    numbers: CODE_CHANGE_ORDINALS.map((factor) =>
      inputNumber(factor, pointsOf(model, factor, factors[factor]), [factor], factors[factor] === null),
    ),
    value: worstCase.sum,
  });
  const total = makeStep({
    id: 'total',
    label: 'codeChange.total',
    formula: 'sum × aiGenerated × humanReviewed',
    numbers: [
      stepNumber('sum', sum),
      ...CODE_CHANGE_UPLIFTS.map((fact) => {
        const answer = factors[fact];
        return inputNumber(fact, ratio(model.uplifts[fact].percent[answer], 100), [fact], answer === 'unknown');
      }),
    ],
    value: ratio(worstCase.totalTimes10000, 10_000),
    scale: bandScale(model.boundsInHundredths, 100),
  });
  return [sum, total];
}
