import { INHERENT_MAXIMUM, type InherentModel } from '../../contract/score-models.ts';
import { INHERENT_FACTORS } from '../../contract/tools.ts';
import { BANDS } from '../../contract/vendors.ts';
import { bandLevel } from './bands.ts';
import { bandScale, type ExplainScaleRow, type ExplainStep, listNumber, makeStep, stepNumber } from './explain.ts';
import { type InherentLevels, ruleTierOf, scoreInherent } from './inherent.ts';
import { ratio } from './rational.ts';

/** The tier that each count of factors at the highest level forces. */
function ruleScale(model: InherentModel): ExplainScaleRow[] {
  const uppers = [...model.maximumRules.map((rule) => rule.factorsAtMaximum - 1), INHERENT_FACTORS.length];
  return uppers.map((upper) => {
    const word = ruleTierOf(model, upper);
    return { upTo: ratio(upper), level: bandLevel(word), word };
  });
}

/** The workings of the inherent tier: sum, factors at the highest level, tier, completeness. Sources are factor ids. */
export function explainInherent(model: InherentModel, levels: InherentLevels): ExplainStep[] {
  const result = scoreInherent(model, levels);
  const factor = listNumber(
    'factor',
    INHERENT_FACTORS.map((id) => {
      const level = levels[id];
      const value = ratio(level ?? INHERENT_MAXIMUM);
      return level === null ? { value, sources: [id], assumed: true } : { value, sources: [id] };
    }),
  );
  const sum = makeStep({
    id: 'sum',
    label: 'inherent.sum',
    formula: 'Σ(factor)',
    numbers: [factor],
    value: result.sum,
    scale: bandScale(model.bounds),
  });
  const extremes = makeStep({
    id: 'extremes',
    label: 'inherent.extremes',
    params: { maximum: INHERENT_MAXIMUM },
    formula: `Σ(factor ≥ ${INHERENT_MAXIMUM})`,
    numbers: [factor],
    value: result.factorsAtMaximum,
    scale: ruleScale(model),
  });
  const completeness = makeStep({
    id: 'completeness',
    label: 'inherent.completeness',
    formula: `100 × Σ(known) ÷ ${INHERENT_FACTORS.length}`,
    numbers: [
      listNumber(
        'known',
        INHERENT_FACTORS.map((id) => ({ value: ratio(levels[id] === null ? 0 : 1), sources: [id] })),
      ),
    ],
    value: result.completeness,
  });
  const tier = makeStep({
    id: 'tier',
    label: 'inherent.tier',
    formula: 'max(sumTier, extremesTier)',
    numbers: [stepNumber('sumTier', sum, 'level'), stepNumber('extremesTier', extremes, 'level')],
    value: bandLevel(result.tier),
    scale: BANDS.map((word) => ({ upTo: ratio(bandLevel(word)), level: bandLevel(word), word })),
  });
  return [sum, extremes, completeness, tier];
}
