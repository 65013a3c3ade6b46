import { CODE_CHANGE_ORDINALS, CODE_CHANGE_UPLIFTS, type CodeChangeModel } from '../../contract/score-models.ts';
import { CODE_CHANGE_LEVELS, type CodeChangeFactors } from '../../contract/scores.ts';
import { bandLevel, nextWorseBand } from './bands.ts';
import { scoreCodeChange } from './code-change.ts';
import { explainCodeChange } from './explain-code-change.ts';
import { ratio } from './rational.ts';
import { type Lever, type Outcome, searchWhatIf, type WhatIf } from './what-if.ts';

export interface CodeChangeChange {
  factor: keyof CodeChangeFactors;
  /** Null where the level was missing. */
  from: string | null;
  to: string;
}

/** The levels of each factor from mild to severe; unknown is the severe answer and never a goal. */
const SCALES: Readonly<Record<keyof CodeChangeFactors, readonly string[]>> = {
  ...CODE_CHANGE_LEVELS,
  aiGenerated: ['no', 'yes'],
  humanReviewed: ['yes', 'no'],
};

/** What a team can do at once comes first. */
const FACTORS = [...CODE_CHANGE_UPLIFTS.toReversed(), ...CODE_CHANGE_ORDINALS];

export function applyCodeChangeChange(factors: CodeChangeFactors, change: CodeChangeChange): CodeChangeFactors {
  return { ...factors, [change.factor]: change.to };
}

function judge(model: CodeChangeModel, factors: CodeChangeFactors): Outcome {
  const { worstCase } = scoreCodeChange(model, factors);
  return {
    level: bandLevel(worstCase.band),
    word: worstCase.band,
    value: ratio(worstCase.totalTimes10000, 10_000),
  };
}

function leverOf(factors: CodeChangeFactors, factor: keyof CodeChangeFactors, direction: -1 | 1) {
  const scale = SCALES[factor];
  const from = factors[factor];
  const current = from === null || from === 'unknown' ? scale.length - 1 : scale.indexOf(from);
  const lever: Lever<CodeChangeChange> = {
    changes: scale
      .map((to, index) => ({ change: { factor, from, to }, effort: direction * (index - current) }))
      .filter(({ effort }) => effort > 0)
      .sort((left, right) => left.effort - right.effort),
  };
  return lever;
}

/** Which change moves the band of a code change; an incomplete one is judged by its worst case. */
export function whatIfCodeChange(model: CodeChangeModel, factors: CodeChangeFactors): WhatIf<CodeChangeChange> {
  return searchWhatIf({
    subject: factors,
    apply: applyCodeChangeChange,
    judge: (subject) => judge(model, subject),
    explain: (subject) => explainCodeChange(model, subject),
    better: FACTORS.map((factor) => leverOf(factors, factor, -1)),
    worse: FACTORS.map((factor) => leverOf(factors, factor, 1)),
    worseWord: () => nextWorseBand(scoreCodeChange(model, factors).worstCase.band),
  });
}
