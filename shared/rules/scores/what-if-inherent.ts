import { INHERENT_MAXIMUM, type InherentModel } from '../../contract/score-models.ts';
import { INHERENT_FACTORS, type InherentFactor } from '../../contract/tools.ts';
import { bandLevel, nextWorseBand } from './bands.ts';
import { explainInherent } from './explain-inherent.ts';
import { type InherentLevels, scoreInherent } from './inherent.ts';
import { ratio } from './rational.ts';
import { type Lever, searchWhatIf, type WhatIf } from './what-if.ts';

export interface InherentChange {
  factor: InherentFactor;
  /** Null where the factor was unknown. */
  from: number | null;
  to: number;
}

export function applyInherentChange(levels: InherentLevels, change: InherentChange): InherentLevels {
  return { ...levels, [change.factor]: change.to };
}

function leverOf(levels: InherentLevels, factor: InherentFactor, direction: -1 | 1): Lever<InherentChange> {
  const from = levels[factor];
  const current = from ?? INHERENT_MAXIMUM;
  const distance = direction === 1 ? INHERENT_MAXIMUM - current : current;
  return {
    changes: Array.from({ length: distance }, (_, index) => ({
      change: { factor, from, to: current + direction * (index + 1) },
      effort: index + 1,
    })),
  };
}

/** Which change of the engagement moves its inherent tier. */
export function whatIfInherent(model: InherentModel, levels: InherentLevels): WhatIf<InherentChange> {
  return searchWhatIf({
    subject: levels,
    apply: applyInherentChange,
    judge: (subject) => {
      const { tier, sum } = scoreInherent(model, subject);
      return { level: bandLevel(tier), word: tier, value: ratio(sum) };
    },
    explain: (subject) => explainInherent(model, subject),
    better: INHERENT_FACTORS.map((factor) => leverOf(levels, factor, -1)),
    worse: INHERENT_FACTORS.map((factor) => leverOf(levels, factor, 1)),
    worseWord: () => nextWorseBand(scoreInherent(model, levels).tier),
  });
}
