import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INHERENT_FACTORS } from '../../../shared/contract/tools.ts';
import scores from '../../../shared/locales/en/scores.json' with { type: 'json' };
import { scoreCodeChange } from '../../../shared/rules/scores/code-change.ts';
import { type ExplainResult, type ExplainStep, recompute, workStep } from '../../../shared/rules/scores/explain.ts';
import { explainCodeChange } from '../../../shared/rules/scores/explain-code-change.ts';
import { explainInherent } from '../../../shared/rules/scores/explain-inherent.ts';
import { explainQuestionnaire } from '../../../shared/rules/scores/explain-questionnaire.ts';
import { explainResidual } from '../../../shared/rules/scores/explain-residual.ts';
import { type InherentLevels, scoreInherent } from '../../../shared/rules/scores/inherent.ts';
import { scoreQuestionnaire } from '../../../shared/rules/scores/questionnaire-score.ts';
import { ratio } from '../../../shared/rules/scores/rational.ts';
import { scoreResidual } from '../../../shared/rules/scores/residual.ts';
import {
  anyCodeChange,
  anyInherent,
  anyQuestionnaire,
  anyResidual,
  codeChangeModel,
  harrowRisks,
  inherentModel,
  question,
  questionnaireModel,
  residualInput,
  residualModel,
} from './score-inputs.ts';

/** Recomputes the steps and checks that each comes to the result that stands in it. */
function prove(steps: readonly ExplainStep[]): Map<string, ExplainResult> {
  const results = recompute(steps);
  expect([...results]).toEqual(steps.map((step) => [step.id, step.result]));
  return results;
}

function worked(steps: readonly ExplainStep[]): string[] {
  return steps.map((step) => `${step.id}: ${workStep(step)}`);
}

describe('recomputing the workings gives the result', () => {
  test('of a code change', () => {
    fc.assert(
      fc.property(anyCodeChange, (factors) => {
        const { worstCase, band } = scoreCodeChange(codeChangeModel, factors);
        const total = prove(explainCodeChange(codeChangeModel, factors)).get('total');
        expect(total?.value).toEqual(ratio(worstCase.totalTimes10000, 10_000));
        expect(total?.word).toBe(band ?? worstCase.band);
      }),
    );
  });

  test('of a questionnaire', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), (input) => {
        const result = scoreQuestionnaire(questionnaireModel, input);
        const results = prove(explainQuestionnaire(questionnaireModel, input));
        expect(results.get('score')?.value ?? null).toEqual(result.score);
        expect(results.get('statedScore')?.value ?? null).toEqual(result.statedScore);
        expect(results.get('range.low')?.value ?? null).toEqual(result.range?.low ?? null);
        expect(results.get('range.high')?.value ?? null).toEqual(result.range?.high ?? null);
        expect(results.get('completeness')?.value ?? null).toEqual(result.completeness);
        expect(results.get('confidence')?.value ?? null).toEqual(result.confidence);
        const recommendation = results.get('recommendation');
        if (recommendation) expect(recommendation.word).toBe(result.recommendation.outcome);
        for (const section of result.sections.filter((entry) => entry.score)) {
          expect(results.get(`section.${section.id}`)?.value).toEqual(section.points.earned);
        }
      }),
    );
  });

  test('of an inherent tier', () => {
    fc.assert(
      fc.property(anyInherent, (levels) => {
        const result = scoreInherent(inherentModel, levels);
        const results = prove(explainInherent(inherentModel, levels));
        expect(results.get('sum')).toMatchObject({ value: ratio(result.sum), word: result.sumTier });
        expect(results.get('extremes')).toMatchObject({ value: ratio(result.factorsAtMaximum), word: result.ruleTier });
        expect(results.get('completeness')?.value).toEqual(result.completeness);
        expect(results.get('tier')?.word).toBe(result.tier);
      }),
    );
  });

  test('of a residual risk', () => {
    fc.assert(
      fc.property(anyResidual, (input) => {
        const result = scoreResidual(residualModel, input);
        const results = prove(explainResidual(residualModel, input));
        const residual = results.get('residual');
        expect(residual?.value ?? null).toEqual(result.value === null ? null : ratio(result.value));
        expect(residual?.word ?? null).toBe(result.band);
        if (result.value === null) return;
        for (const line of result.risks.filter((entry) => entry.open)) {
          expect(results.get(`risk.${line.id}`)).toMatchObject({ value: ratio(line.value), word: line.band });
        }
      }),
    );
  });
});

describe('the workings', () => {
  test('print the arithmetic of a code change', () => {
    const steps = explainCodeChange(codeChangeModel, {
      dataSensitivity: 'medium',
      systemCriticality: 'medium',
      regulatoryImpact: 'low',
      complexity: 'moderate',
      aiGenerated: 'yes',
      humanReviewed: 'unknown',
    });
    expect(worked(steps)).toEqual(['sum: 2 + 2 + 1 + 2', 'total: 7 × 1.2 × 1.5']);
    expect(steps[1]?.result).toEqual({ value: ratio(126, 10), level: 4, word: 'critical' });
    expect(steps[1]?.numbers.map((number) => number.values[0]?.assumed ?? false)).toEqual([false, false, true]);
  });

  test('print the arithmetic of the vendor in the drawer', () => {
    const steps = explainResidual(residualModel, residualInput(harrowRisks, { openRedFlags: ['RF-2'] }));
    expect(worked(steps)).toEqual([
      'risk.code-leaves-region: max(1, 4 − min(3, 1)) × max(1, 4 − min(3, 0))',
      'risk.kept-too-long: max(1, 4 − min(3, 1)) × max(1, 3 − min(3, 0))',
      'risk.phi-in-prompts: max(1, 3 − min(3, 2)) × max(1, 5 − min(3, 0))',
      'risk.unsafe-commands: max(1, 3 − min(3, 3)) × max(1, 4 − min(3, 0))',
      'risk.vendor-outage: max(1, 3 − min(3, 1)) × max(1, 2 − min(3, 0))',
      'largest: max(12, 9, 5, 4, 4)',
      'floor: 10 × max(1 ≥ 2, 0 ≥ 1)',
      'residual: max(12, 0)',
    ]);
  });

  test('name the question and its evidence behind every number', () => {
    const steps = explainQuestionnaire(questionnaireModel, {
      use: [],
      questions: [
        question('V-PRV-3', { weight: 5, state: 'partial', evidence: 'claimed', sources: ['EV-2026-PRV3-002'] }),
      ],
    });
    const score = steps.find((step) => step.id === 'score');
    expect(score && workStep(score)).toBe('100 × 0.5 ÷ 5');
    expect(score?.numbers.map((number) => [number.name, number.values])).toEqual([
      ['weight', [{ value: ratio(5), sources: ['V-PRV-3', 'EV-2026-PRV3-002'] }]],
      ['answer', [{ value: ratio(1, 2), sources: ['V-PRV-3', 'EV-2026-PRV3-002'] }]],
      ['evidence', [{ value: ratio(1, 10), sources: ['V-PRV-3', 'EV-2026-PRV3-002'] }]],
    ]);
  });

  test('come to something else when one number is altered', () => {
    const steps = explainResidual(residualModel, residualInput(harrowRisks));
    const [first, ...others] = steps;
    if (!first) throw new Error('There are no workings');
    const altered = first.numbers.map((number) =>
      number.name === 'impact' ? { ...number, values: [{ value: ratio(5), sources: [] }] } : number,
    );
    const results = recompute([{ ...first, numbers: altered }, ...others]);
    expect(results.get('residual')?.value).toEqual(ratio(15));
    expect(() => recompute(others)).toThrow('is used before it is worked out');
  });

  test('have a word for every label', () => {
    const unknownLevels = Object.fromEntries(INHERENT_FACTORS.map((factor) => [factor, null])) as InherentLevels;
    const all = [
      ...explainCodeChange(codeChangeModel, {
        dataSensitivity: null,
        systemCriticality: null,
        regulatoryImpact: null,
        complexity: null,
        aiGenerated: 'unknown',
        humanReviewed: 'unknown',
      }),
      ...explainQuestionnaire(questionnaireModel, { use: [], questions: [question('A')] }),
      ...explainInherent(inherentModel, unknownLevels),
      ...explainResidual(residualModel, residualInput(harrowRisks)),
    ];
    const labelKeys = all.flatMap((step) => [step.labelKey, ...step.numbers.map((number) => number.labelKey)]);
    expect(all).toHaveLength(2 + 10 + 4 + 8);
    for (const key of labelKeys) expect({ scores }).toHaveProperty(key);
  });
});
