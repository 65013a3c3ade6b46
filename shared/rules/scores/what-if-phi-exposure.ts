import { PHI_FACTORS, PHI_MAXIMUM, type PhiFactor } from '../../contract/phi-exposure.ts';
import type { PhiExposureModel } from '../../contract/score-models.ts';
import { bandLevel, nextWorseBand } from './bands.ts';
import { explainPhiExposure } from './explain-phi-exposure.ts';
import { type PhiRatings, scorePhiExposure } from './phi-exposure.ts';
import { ratio } from './rational.ts';
import { type Lever, searchWhatIf, type WhatIf } from './what-if.ts';

export interface PhiChange {
  factor: PhiFactor;
  /** Null where the factor was unknown. */
  from: number | null;
  to: number;
}

export function applyPhiChange(ratings: PhiRatings, { factor, to }: PhiChange): PhiRatings {
  return { ...ratings, [factor]: { ...ratings[factor], level: to } };
}

function leverOf(ratings: PhiRatings, factor: PhiFactor, direction: -1 | 1): Lever<PhiChange> {
  const from = ratings[factor].level;
  const current = from ?? PHI_MAXIMUM;
  const distance = direction === 1 ? PHI_MAXIMUM - current : current;
  return {
    changes: Array.from({ length: distance }, (_, index) => ({
      change: { factor, from, to: current + direction * (index + 1) },
      effort: index + 1,
    })),
  };
}

/** Which change of the set-up moves the exposure. */
export function whatIfPhiExposure(model: PhiExposureModel, ratings: PhiRatings): WhatIf<PhiChange> {
  return searchWhatIf({
    subject: ratings,
    apply: applyPhiChange,
    judge: (subject) => {
      const { exposure, sum } = scorePhiExposure(model, subject);
      return { level: bandLevel(exposure), word: exposure, value: ratio(sum) };
    },
    explain: (subject) => explainPhiExposure(model, subject),
    better: PHI_FACTORS.map((factor) => leverOf(ratings, factor, -1)),
    worse: PHI_FACTORS.map((factor) => leverOf(ratings, factor, 1)),
    worseWord: () => {
      const { exposure } = scorePhiExposure(model, ratings);
      return exposure === 'high' ? null : nextWorseBand(exposure);
    },
  });
}
