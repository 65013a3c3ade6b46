import { PHI_FACTORS, PHI_MAXIMUM } from '../../contract/phi-exposure.ts';
import type { PhiExposureModel } from '../../contract/score-models.ts';
import { BANDS } from '../../contract/vendors.ts';
import { bandLevel } from './bands.ts';
import {
  bandScale,
  type ExplainNumber,
  type ExplainStep,
  listNumber,
  makeStep,
  stepNumber,
  stepValue,
} from './explain.ts';
import { confidenceOf, type PhiRatings, scorePhiExposure } from './phi-exposure.ts';
import { ratio } from './rational.ts';

/** By the number of overrides: none, one, more. */
const EXPOSURE_FORMULAS = ['sumBand', 'max(sumBand, overrideBand)', 'max(sumBand, max(overrideBand))'] as const;

function explainOverrides(model: PhiExposureModel, factorNumber: ExplainNumber): ExplainStep[] {
  return model.overrides.map(({ factorsAtMaximum, atLeast }, index) => {
    const values = factorNumber.values.filter(({ sources }) =>
      factorsAtMaximum.some((factor) => sources.includes(factor)),
    );
    const met = values.filter(({ value }) => value.numerator === PHI_MAXIMUM * value.denominator).length;
    return makeStep({
      id: model.overrides.length === 1 ? 'override' : `override${index + 1}`,
      label: 'phiExposure.override',
      params: { maximum: PHI_MAXIMUM, needed: factorsAtMaximum.length },
      formula: `Σ(factor ≥ ${PHI_MAXIMUM})`,
      numbers: [listNumber('factor', values)],
      value: met,
      scale: [
        { upTo: ratio(factorsAtMaximum.length - 1), level: bandLevel('low'), word: 'low' },
        { upTo: null, level: bandLevel(atLeast), word: atLeast },
      ],
    });
  });
}

/** The workings of PHI exposure: sum, overrides, exposure, completeness, confidence. Sources are factor ids. */
export function explainPhiExposure(model: PhiExposureModel, ratings: PhiRatings): ExplainStep[] {
  const result = scorePhiExposure(model, ratings);
  const factor = listNumber(
    'factor',
    PHI_FACTORS.map((id) => {
      const { level } = ratings[id];
      const value = ratio(level ?? PHI_MAXIMUM);
      return level === null ? { value, sources: [id], assumed: true } : { value, sources: [id] };
    }),
  );
  const sum = makeStep({
    id: 'sum',
    label: 'phiExposure.sum',
    formula: 'Σ(factor)',
    numbers: [factor],
    value: result.sum,
    scale: bandScale(model.bounds),
  });
  const overrides = explainOverrides(model, factor);
  const completeness = makeStep({
    id: 'completeness',
    label: 'phiExposure.completeness',
    formula: `100 × Σ(known) ÷ ${PHI_FACTORS.length}`,
    numbers: [
      listNumber(
        'known',
        PHI_FACTORS.map((id) => ({ value: ratio(ratings[id].level === null ? 0 : 1), sources: [id] })),
      ),
    ],
    value: result.completeness,
  });
  const confidence = makeStep({
    id: 'confidence',
    label: 'phiExposure.confidence',
    formula: `100 × Σ(evidence) ÷ ${PHI_FACTORS.length}`,
    numbers: [
      listNumber(
        'evidence',
        PHI_FACTORS.map((id) => ({
          value: ratio(confidenceOf(model, ratings[id]), model.fullConfidence),
          sources: [id],
        })),
      ),
    ],
    value: result.confidence,
  });
  const exposure = makeStep({
    id: 'exposure',
    label: 'phiExposure.exposure',
    formula: EXPOSURE_FORMULAS[Math.min(overrides.length, 2)] ?? '',
    numbers: [
      stepNumber('sumBand', sum, 'level'),
      ...(overrides.length === 0
        ? []
        : [
            listNumber(
              'overrideBand',
              overrides.map((step) => stepValue(step, 'level')),
            ),
          ]),
    ],
    value: bandLevel(result.exposure),
    scale: BANDS.map((word) => ({ upTo: ratio(bandLevel(word)), level: bandLevel(word), word })),
  });
  return [sum, ...overrides, completeness, confidence, exposure];
}
