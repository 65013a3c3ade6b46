import { PHI_FACTORS, PHI_MAXIMUM, type PhiExposure } from '../../../../shared/contract/phi-exposure.ts';
import type { PhiExposureModel } from '../../../../shared/contract/score-models.ts';
import type { Explanation } from '../../../../shared/contract/scores.ts';
import { explainPhiExposure } from '../../../../shared/rules/scores/explain-phi-exposure.ts';
import { countAtMaximum, scorePhiExposure, type PhiRatings } from '../../../../shared/rules/scores/phi-exposure.ts';
import { ratio } from '../../../../shared/rules/scores/rational.ts';
import { whatIfPhiExposure } from '../../../../shared/rules/scores/what-if-phi-exposure.ts';
import {
  bandFigure,
  isBand,
  leftColumn,
  rightColumn,
  say,
  sayText,
  source,
  toRatio,
  toSteps,
  toWhatIf,
  wholeBands,
  writeFormulas,
  type Gate,
  type InputRow,
} from './explanation-parts.ts';
import type { LoadedModel } from './score-models.ts';

const HIGHEST_SUM = PHI_FACTORS.length * PHI_MAXIMUM;

function listRows(model: PhiExposureModel, exposure: PhiExposure): InputRow[] {
  return exposure.factors.map(({ factor, level, reason, evidence }) => {
    const { label, levels } = model.factors[factor];
    return {
      cells: [
        sayText(label),
        level === null ? say('cell.unknown') : sayText(levels[level]?.label ?? ''),
        reason === '' ? sayText('–') : sayText(reason),
        say(`evidence.${evidence}`),
        sayText(level ?? PHI_MAXIMUM),
      ],
      strong: (level ?? PHI_MAXIMUM) === PHI_MAXIMUM,
      source: source('factor', factor, label),
    };
  });
}

function listOverrides(model: PhiExposureModel, ratings: PhiRatings): Gate[] {
  return model.overrides.map(({ factorsAtMaximum, atLeast }): Gate => {
    const present = countAtMaximum(factorsAtMaximum, (factor) => ratings[factor].level ?? PHI_MAXIMUM);
    const names = factorsAtMaximum.map((factor) => model.factors[factor].label).join(' + ');
    return {
      state: present === factorsAtMaximum.length ? 'failed' : 'not_met',
      text: say(`floor.phiExposure.${atLeast}`, { factors: names, maximum: PHI_MAXIMUM }),
    };
  });
}

/** The PHI exposure of a tool with everything behind it; what the agreement permits is no part of it. */
export function explainPhi(
  { model, sha256 }: LoadedModel<PhiExposureModel>,
  exposure: PhiExposure,
  ratings: PhiRatings,
  computedAt: string,
): Explanation {
  const result = scorePhiExposure(model, ratings);
  const steps = explainPhiExposure(model, ratings);
  const known = PHI_FACTORS.reduce((sum, factor) => sum + (ratings[factor].level ?? 0), 0);
  const figure = bandFigure(ratio(result.sum), result.exposure, HIGHEST_SUM);
  const isComplete = result.unknown.length === 0;
  return {
    kind: 'phi_exposure',
    subject: exposure.tool.name,
    model: { id: model.id, version: model.version, sha256 },
    computedAt,
    result: figure,
    complete: isComplete,
    completeness: toRatio(result.completeness),
    confidence: toRatio(result.confidence),
    range: isComplete ? null : { low: bandFigure(ratio(known), result.exposureAtBest, HIGHEST_SUM), high: figure },
    formula: writeFormulas(steps, ['sum', 'override', 'exposure']),
    inputs: {
      columns: [
        leftColumn('factor'),
        leftColumn('level'),
        leftColumn('reason'),
        leftColumn('evidence'),
        rightColumn('points'),
      ],
      rows: listRows(model, exposure),
    },
    steps: toSteps(steps),
    gates: listOverrides(model, ratings),
    bands: wholeBands(model.bounds, 0, HIGHEST_SUM).filter(({ from, to }) => from <= to),
    whatIf: toWhatIf(
      whatIfPhiExposure(model, ratings),
      steps,
      ({ factor, from, to }) => {
        const { label, levels } = model.factors[factor];
        const goal = levels[to]?.label ?? String(to);
        return {
          source: source('factor', factor, label),
          text:
            from === null
              ? say('whatIf.factorKnown', { factor: label, to: goal })
              : say('whatIf.factor', { factor: label, from: levels[from]?.label ?? String(from), to: goal }),
        };
      },
      ({ value, word }) => bandFigure(value, isBand(word) ? word : null, HIGHEST_SUM),
    ),
  };
}
