import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { RECOMMENDATIONS } from '../../../shared/contract/scores.ts';
import { INHERENT_FACTORS } from '../../../shared/contract/tools.ts';
import { bandLevel } from '../../../shared/rules/scores/bands.ts';
import { listCodeChangeCombinations, scoreCodeChange } from '../../../shared/rules/scores/code-change.ts';
import { recompute, workStep } from '../../../shared/rules/scores/explain.ts';
import { type InherentLevels, scoreInherent } from '../../../shared/rules/scores/inherent.ts';
import { scoreQuestionnaire } from '../../../shared/rules/scores/questionnaire-score.ts';
import { ratio } from '../../../shared/rules/scores/rational.ts';
import { scoreResidual } from '../../../shared/rules/scores/residual.ts';
import { applyCodeChangeChange, whatIfCodeChange } from '../../../shared/rules/scores/what-if-code-change.ts';
import { applyInherentChange, whatIfInherent } from '../../../shared/rules/scores/what-if-inherent.ts';
import { applyQuestionnaireChange, whatIfQuestionnaire } from '../../../shared/rules/scores/what-if-questionnaire.ts';
import { applyResidualChange, whatIfResidual } from '../../../shared/rules/scores/what-if-residual.ts';
import {
  anyCodeChange,
  anyInherent,
  anyQuestionnaire,
  anyResidual,
  codeChangeModel,
  control,
  harrowRisks,
  inherentModel,
  question,
  questionnaireModel,
  residualInput,
  residualModel,
  risk,
} from './score-inputs.ts';

describe('what would move the residual band', () => {
  test('of the vendor in the drawer: region pinning from partial to largely, and nothing single reaches critical', () => {
    const { from, options, worse } = whatIfResidual(
      residualModel,
      residualInput(harrowRisks, { openRedFlags: ['RF-2'] }),
    );
    expect(from).toEqual({ level: 3, word: 'high', value: ratio(12) });
    expect(options.map(({ changes, outcome }) => [changes, outcome])).toEqual([
      [
        [
          {
            kind: 'control',
            controlId: 'V-CMP-4',
            label: 'Region pinning',
            riskIds: ['code-leaves-region'],
            from: 'documented',
            to: 'verified',
          },
        ],
        { level: 2, word: 'medium', value: ratio(9) },
      ],
    ]);
    const [first] = options[0]?.steps ?? [];
    expect(first && workStep(first)).toBe('max(1, 4 − min(3, 2)) × max(1, 4 − min(3, 0))');
    expect(worse).toEqual({ word: 'critical', option: null });
  });

  test('gives pairs when no single change does', () => {
    const risks = [
      risk('A', 4, 4, [control('one', { evidence: 'documented' })]),
      risk('B', 4, 4, [control('two', { evidence: 'documented' })]),
    ];
    const { options } = whatIfResidual(residualModel, residualInput(risks));
    expect(options).toHaveLength(1);
    expect(options[0]?.changes.map((change) => change.kind === 'control' && [change.controlId, change.to])).toEqual([
      ['one', 'verified'],
      ['two', 'verified'],
    ]);
    expect(options[0]?.outcome).toEqual({ level: 2, word: 'medium', value: ratio(8) });
  });

  test('moves one control in every risk that has it', () => {
    const shared = control('shared', { evidence: 'documented' });
    const { options } = whatIfResidual(
      residualModel,
      residualInput([risk('A', 4, 4, [shared]), risk('B', 4, 4, [shared])]),
    );
    expect(options[0]?.changes).toMatchObject([{ controlId: 'shared', riskIds: ['A', 'B'], to: 'verified' }]);
  });

  test('finds the red flag or the gate that holds the floor', () => {
    const small = [risk('A', 2, 2, [])];
    const flags = whatIfResidual(residualModel, residualInput(small, { openRedFlags: ['RF-1', 'RF-2'] }));
    expect(flags.options.map((option) => option.changes)).toEqual([
      [{ kind: 'red_flag_closed', flagId: 'RF-1' }],
      [{ kind: 'red_flag_closed', flagId: 'RF-2' }],
    ]);
    const gate = whatIfResidual(residualModel, residualInput(small, { failedGates: ['V-CMP-1'] }));
    expect(gate.options.map((option) => option.changes)).toEqual([[{ kind: 'gate_passed', gateId: 'V-CMP-1' }]]);
    const near = whatIfResidual(residualModel, residualInput(small, { openRedFlags: ['RF-1'] }));
    expect(near).toMatchObject({ options: [], worse: { word: 'medium', option: { outcome: { word: 'high' } } } });
  });

  test('gives what scoring again gives', () => {
    fc.assert(
      fc.property(anyResidual, (input) => {
        const { from, options, worse } = whatIfResidual(residualModel, input);
        for (const option of [...options, ...(worse?.option ? [worse.option] : [])]) {
          const { value, band } = scoreResidual(residualModel, option.changes.reduce(applyResidualChange, input));
          expect(option.outcome.value).toEqual(value === null ? null : ratio(value));
          expect(option.outcome.word).toBe(band ?? 'none');
          if (value !== null) expect(recompute(option.steps).get('residual')?.word).toBe(band);
        }
        for (const option of options) expect(option.outcome.level).toBeLessThan(from.level);
        if (worse?.option) expect(worse.option.outcome.level).toBeGreaterThan(from.level);
      }),
    );
  });
});

describe('what would move the band of a code change', () => {
  test('begins with the review when that is enough', () => {
    const { options, worse } = whatIfCodeChange(codeChangeModel, {
      dataSensitivity: 'medium',
      systemCriticality: 'medium',
      regulatoryImpact: 'low',
      complexity: 'moderate',
      aiGenerated: 'yes',
      humanReviewed: 'no',
    });
    expect(options[0]).toMatchObject({
      changes: [{ factor: 'humanReviewed', from: 'no', to: 'yes' }],
      outcome: { word: 'high', value: ratio(84, 10) },
    });
    expect(worse).toBeNull();
  });

  test('finds a single change or a pair wherever one exists, and the smallest', () => {
    const combinations = listCodeChangeCombinations().map((factors) => ({
      factors,
      levels: Object.values(factors),
      band: bandLevel(scoreCodeChange(codeChangeModel, factors).worstCase.band),
    }));
    const found: number[] = [];
    const fewest = combinations.map(({ factors, levels, band }) => {
      found.push(whatIfCodeChange(codeChangeModel, factors).options[0]?.changes.length ?? 0);
      const differences = combinations
        .filter((other) => other.band < band)
        .map((other) => levels.filter((level, index) => level !== other.levels[index]).length);
      const smallest = Math.min(...differences);
      return smallest <= 2 ? smallest : 0;
    });
    expect(found).toEqual(fewest);
    expect(new Set(fewest)).toEqual(new Set([0, 1, 2]));
  });

  test('gives what scoring again gives', () => {
    fc.assert(
      fc.property(anyCodeChange, (factors) => {
        const { from, options, worse } = whatIfCodeChange(codeChangeModel, factors);
        for (const option of [...options, ...(worse?.option ? [worse.option] : [])]) {
          const { worstCase } = scoreCodeChange(codeChangeModel, option.changes.reduce(applyCodeChangeChange, factors));
          expect(option.outcome.word).toBe(worstCase.band);
          expect(recompute(option.steps).get('total')?.word).toBe(worstCase.band);
        }
        for (const option of options) expect(option.outcome.level).toBeLessThan(from.level);
      }),
    );
  });
});

describe('what would move the inherent tier', () => {
  test('names the one factor that forces it', () => {
    const levels = Object.fromEntries(INHERENT_FACTORS.map((factor) => [factor, 1])) as Record<string, number>;
    const { options, worse } = whatIfInherent(inherentModel, { ...levels, autonomy: 4 } as unknown as InherentLevels);
    expect(options.map((option) => option.changes)).toEqual([[{ factor: 'autonomy', from: 4, to: 3 }]]);
    expect(options[0]?.outcome).toEqual({ level: 2, word: 'medium', value: ratio(12) });
    expect(worse).toEqual({ word: 'critical', option: null });
  });

  test('gives what scoring again gives', () => {
    fc.assert(
      fc.property(anyInherent, (levels) => {
        const { from, options, worse } = whatIfInherent(inherentModel, levels);
        for (const option of [...options, ...(worse?.option ? [worse.option] : [])]) {
          const { tier } = scoreInherent(inherentModel, option.changes.reduce(applyInherentChange, levels));
          expect(option.outcome.word).toBe(tier);
          expect(recompute(option.steps).get('tier')?.word).toBe(tier);
        }
        for (const option of options) expect(option.outcome.level).toBeLessThan(from.level);
      }),
    );
  });
});

describe('what would move the recommendation', () => {
  test('names the evidence that lifts a failed gate', () => {
    const { from, options } = whatIfQuestionnaire(questionnaireModel, {
      use: ['phi_possible'],
      questions: [
        question('V-SEC-1', { weight: 5 }),
        question('V-CMP-1', { weight: 1, gate: ['phi_possible'], evidence: 'claimed' }),
      ],
    });
    expect(from.word).toBe('does_not_meet');
    expect(options).toHaveLength(1);
    expect(options[0]?.changes).toEqual([
      {
        kind: 'answer',
        questionId: 'V-CMP-1',
        from: { state: 'yes', evidence: 'claimed' },
        to: { state: 'yes', evidence: 'documented' },
      },
    ]);
    expect(options[0]?.outcome).toEqual({ level: 0, word: 'meets', value: ratio(570, 6) });
  });

  test('pairs a red flag with an answer when both stand in the way', () => {
    const { options } = whatIfQuestionnaire(questionnaireModel, {
      use: [],
      questions: [
        question('V-SEC-1', { weight: 3, state: 'partial' }),
        question('V-PRV-3', { weight: 5, openRedFlags: ['RF-2'] }),
        question('V-SEC-2', { weight: 1, state: 'no' }),
      ],
    });
    expect(options[0]?.changes).toEqual([
      {
        kind: 'answer',
        questionId: 'V-SEC-1',
        from: { state: 'partial', evidence: 'tested' },
        to: { state: 'yes', evidence: 'tested' },
      },
      { kind: 'red_flag_closed', questionId: 'V-PRV-3', flagId: 'RF-2' },
    ]);
    expect(options[0]?.outcome.word).toBe('meets');
  });

  test('asks the reviewer to accept an n.a. when that is all', () => {
    const { options } = whatIfQuestionnaire(questionnaireModel, {
      use: [],
      questions: [
        question('A', { weight: 3 }),
        question('B', { weight: 1, state: 'not_applicable', evidence: 'none' }),
      ],
    });
    expect(options[0]?.changes).toEqual([{ kind: 'not_applicable_accepted', questionId: 'B' }]);
  });

  test('says when nothing of one or two changes does', () => {
    const questions = ['A', 'B', 'C', 'D'].map((id) =>
      question(id, { state: 'no', evidence: 'none', gate: ['sox_scope'] }),
    );
    expect(whatIfQuestionnaire(questionnaireModel, { use: ['sox_scope'], questions })).toMatchObject({
      options: [],
      worse: null,
    });
  });

  test('gives what scoring again gives, and misses no single change', () => {
    fc.assert(
      fc.property(anyQuestionnaire(8), (input) => {
        const { from, options, worse } = whatIfQuestionnaire(questionnaireModel, input);
        for (const option of [...options, ...(worse?.option ? [worse.option] : [])]) {
          const changed = option.changes.reduce(applyQuestionnaireChange, input);
          const { outcome } = scoreQuestionnaire(questionnaireModel, changed).recommendation;
          expect(option.outcome.word).toBe(outcome);
          const recommendation = recompute(option.steps).get('recommendation');
          if (recommendation) expect(recommendation.word).toBe(outcome);
        }
        for (const option of options) expect(option.outcome.level).toBeLessThan(from.level);
        if (options[0]?.changes.length === 1) return;
        for (const entry of input.questions.filter((candidate) => candidate.applicable)) {
          for (const state of ['yes', 'partial', 'no'] as const) {
            for (const evidence of EVIDENCE_STATES) {
              const changed = applyQuestionnaireChange(input, {
                kind: 'answer',
                questionId: entry.id,
                from: { state: entry.state, evidence: entry.evidence },
                to: { state, evidence },
              });
              const { outcome } = scoreQuestionnaire(questionnaireModel, changed).recommendation;
              expect(RECOMMENDATIONS.indexOf(outcome)).toBeGreaterThanOrEqual(from.level);
            }
          }
        }
      }),
    );
  });
});
