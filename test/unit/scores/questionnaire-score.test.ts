import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_STATES, type AnswerState, EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { RECOMMENDATIONS } from '../../../shared/contract/scores.ts';
import {
  type NotApplicableStanding,
  type QuestionnaireInput,
  type QuestionnaireResult,
  type QuestionScoreInput,
  scoreQuestionnaire,
} from '../../../shared/rules/scores/questionnaire-score.ts';
import { compare, type Rational, ratio, wholePercent } from '../../../shared/rules/scores/rational.ts';
import { anyEvidence, anyQuestionnaire, question, questionnaireModel as model } from './score-inputs.ts';

function score(questions: QuestionScoreInput[], use: QuestionnaireInput['use'] = []): QuestionnaireResult {
  return scoreQuestionnaire(model, { questions, use });
}

/** Weight 3 verified yes, weight 5 partial with an old document, weight 2 unknown, weight 4 open, weight 5 n.a. */
const mixed = [
  question('A', { weight: 3, evidence: 'verified' }),
  question('B', { weight: 5, state: 'partial', evidence: 'claimed', evidenceStated: 'documented' }),
  question('C', { weight: 2, state: 'unknown', evidence: 'none' }),
  question('D', { weight: 4, state: null, evidence: 'none' }),
  question('E', { weight: 5, state: 'not_applicable', evidence: 'none' }),
  question('F', { weight: 5, applicable: false }),
];

describe('the questionnaire score', () => {
  test('is worked out by hand on a mixed questionnaire', () => {
    const result = score(mixed);
    // Answered weight 3 + 5 + 2 = 10, applicable 14; stated 3 + 2.5, counted 3 + 0.5, evidence 3 + 0.5.
    expect(result.statedScore).toEqual(ratio(55));
    expect(result.score).toEqual(ratio(35));
    expect(result.confidence).toEqual(ratio(35));
    expect(result.range).toEqual({ low: ratio(350, 14), high: ratio(950, 14) });
    expect(result.completeness).toEqual(ratio(800, 14));
    expect(result.counts).toEqual({ applicable: 4, answered: 3, unknown: 1, notApplicable: 1 });
    expect(result.scoreIfNotApplicableWereNo).toEqual(ratio(350, 15));
  });

  test('shows "31 of 38 points" for the security section of the sample report', () => {
    const weights = [5, 4, 3, 4, 3];
    const states = ['yes', 'partial', 'yes', 'yes', 'partial'] as const;
    const questions = states.map((state, index) =>
      question(`V-SEC-${index + 1}`, { state, weight: weights[index] ?? 0 }),
    );
    const [section] = score(questions).sections;
    expect(section).toMatchObject({ questions: 5, answered: 5, points: { earned: ratio(31), possible: ratio(38) } });
    expect(wholePercent(section?.score ?? ratio(0))).toBe(82);
  });

  test.each([
    ['yes', 'tested', 10],
    ['yes', 'verified', 10],
    ['yes', 'documented', 7],
    ['yes', 'claimed', 1],
    ['yes', 'none', 0],
    ['partial', 'tested', 5],
    ['partial', 'documented', 5],
    ['partial', 'claimed', 1],
    ['no', 'tested', 0],
    ['unknown', 'tested', 0],
  ] as const)('%s with evidence %s counts %i tenths', (state, evidence, credit) => {
    expect(score([question('A', { state, evidence })]).score).toEqual(ratio(credit * 10));
  });

  test('mirrors a question whose good answer is no, but never unknown', () => {
    const mirrored = (state: AnswerState) => score([question('A', { state, goodAnswer: 'no' })]).score;
    expect([mirrored('no'), mirrored('partial'), mirrored('yes'), mirrored('unknown')]).toEqual([
      ratio(100),
      ratio(50),
      ratio(0),
      ratio(0),
    ]);
  });

  test('takes the answer for its own evidence where none is expected', () => {
    const result = score([question('A', { state: 'partial', evidence: 'none', evidenceNeeded: false })]);
    expect([result.score, result.confidence]).toEqual([ratio(50), ratio(50)]);
  });

  test('has no score while nothing is answered, and recommends nothing firm', () => {
    const result = score([question('A', { state: null })]);
    expect(result).toMatchObject({ score: null, statedScore: null, confidence: null });
    expect(result.range).toEqual({ low: ratio(0), high: ratio(100) });
    expect(result.recommendation.outcome).toBe('conditional');
    expect(score([]).range).toBeNull();
  });
});

describe('gates', () => {
  const gated = (changes: Partial<QuestionScoreInput>) => question('V-CMP-1', { gate: ['phi_possible'], ...changes });

  test.each([
    ['yes, documented', gated({ evidence: 'documented' }), 'passed'],
    ['yes, only claimed', gated({ evidence: 'claimed' }), 'failed'],
    ['yes, documented but dropped by age', gated({ evidence: 'claimed', evidenceStated: 'documented' }), 'failed'],
    ['partial, tested', gated({ state: 'partial' }), 'failed'],
    ['no', gated({ state: 'no' }), 'failed'],
    ['unknown', gated({ state: 'unknown' }), 'failed'],
    ['n.a. with a reason', gated({ state: 'not_applicable' }), 'failed'],
    ['n.a. accepted by the reviewer', gated({ state: 'not_applicable', notApplicable: 'accepted' }), 'failed'],
    ['not answered', gated({ state: null }), 'open'],
    ['good answer no, documented', gated({ state: 'no', goodAnswer: 'no', evidence: 'documented' }), 'passed'],
    ['yes where no evidence is expected', gated({ evidence: 'none', evidenceNeeded: false }), 'passed'],
    ['question not asked', gated({ state: 'no', applicable: false }), 'not_triggered'],
  ] as const)('%s: %s', (_, entry, result) => {
    expect(score([entry], ['phi_possible']).gates).toEqual([
      { questionId: 'V-CMP-1', condition: 'phi_possible', result },
    ]);
  });

  test('refuse one use and pass for another', () => {
    const questions = [
      question('V-PRV-2', { gate: ['personal_data'] }),
      question('V-CMP-1', { gate: ['phi_possible'], state: 'no' }),
    ];
    const personal = score(questions, ['personal_data']);
    const health = score(questions, ['personal_data', 'phi_possible']);
    expect(personal.gates.map((gate) => gate.result)).toEqual(['passed', 'not_triggered']);
    expect(health.refused).toEqual(['phi_possible']);
    expect(health.recommendation.outcome).toBe('does_not_meet');
    expect(personal.recommendation.outcome).toBe('conditional');
  });
});

describe('the recommendation', () => {
  const yes = (weight: number, changes: Partial<QuestionScoreInput> = {}) =>
    question(`Y${weight}`, { weight, ...changes });
  const no = (weight: number) => question(`N${weight}`, { weight, state: 'no' });
  const unknown = (weight: number) => question(`U${weight}`, { weight, state: 'unknown' });

  test.each([
    ['meets at a score of 80', [yes(4), no(1)], 'meets'],
    ['conditional just below 80', [yes(399), no(101)], 'conditional'],
    ['conditional at a score of 50', [yes(1), no(1)], 'conditional'],
    ['does not meet just below 50', [yes(499), no(501)], 'does_not_meet'],
    ['meets at a completeness of 95', [yes(95), unknown(5)], 'meets'],
    ['conditional just below 95', [yes(949), unknown(51)], 'conditional'],
    ['conditional with an open red flag', [yes(5, { openRedFlags: ['RF-2'] })], 'conditional'],
    [
      'meets when the flagged question is not asked',
      [yes(4), yes(5, { openRedFlags: ['RF-2'], applicable: false })],
      'meets',
    ],
  ] as const)('%s', (_, questions, outcome) => {
    expect(score([...questions]).recommendation.outcome).toBe(outcome);
  });

  test('is conditional while a gate is open, and refuses once it fails', () => {
    const gate = { gate: ['mandatory_region'] as const, weight: 1 };
    const rest = yes(99);
    expect(score([rest, question('G', { ...gate, state: null })], ['mandatory_region']).recommendation).toEqual({
      outcome: 'conditional',
      conditions: [{ kind: 'gate_open', condition: 'mandatory_region', questionIds: ['G'] }],
    });
    expect(
      score([rest, question('G', { ...gate, state: 'partial' })], ['mandatory_region']).recommendation.outcome,
    ).toBe('does_not_meet');
  });

  test('lists everything that would lift it', () => {
    const { recommendation } = score(
      [...mixed, question('G', { state: 'no', gate: ['sox_scope'], openRedFlags: ['RF-1'] })],
      ['sox_scope'],
    );
    expect(recommendation.outcome).toBe('does_not_meet');
    expect(recommendation.conditions).toEqual([
      { kind: 'gate_failed', condition: 'sox_scope', questionIds: ['G'] },
      { kind: 'score_below', threshold: 80, score: ratio(350, 16), questionIds: ['B', 'C', 'E', 'G'] },
      { kind: 'completeness_below', threshold: 95, completeness: ratio(900, 20), questionIds: ['C', 'D', 'E'] },
      { kind: 'red_flags_open', flagIds: ['RF-1'], questionIds: ['G'] },
      { kind: 'not_applicable_unreviewed', questionIds: ['E'] },
    ]);
  });

  test('does not rest on an n.a. that nobody reviewed', () => {
    const withNotApplicable = (notApplicable: NotApplicableStanding) =>
      score([yes(7), no(1), question('E', { weight: 2, state: 'not_applicable', notApplicable })]);
    expect(withNotApplicable('with_reason')).toMatchObject({
      score: ratio(175, 2),
      recommendation: { outcome: 'conditional' },
    });
    expect(withNotApplicable('accepted')).toMatchObject({ score: ratio(175, 2), recommendation: { outcome: 'meets' } });
    expect(withNotApplicable('without_reason')).toMatchObject({ score: ratio(70) });
  });
});

/** True too where a figure has nothing to say yet. */
function atMost(left: Rational | null, right: Rational | null): boolean {
  return left === null || right === null || compare(left, right) <= 0;
}

function rank(result: QuestionnaireResult): number {
  return -RECOMMENDATIONS.indexOf(result.recommendation.outcome);
}

function replaceOne(
  input: QuestionnaireInput,
  index: number,
  changes: Partial<QuestionScoreInput>,
): QuestionnaireInput {
  const place = index % input.questions.length;
  return { ...input, questions: input.questions.map((entry, at) => (at === place ? { ...entry, ...changes } : entry)) };
}

function runs(input: QuestionnaireInput): QuestionnaireResult {
  return scoreQuestionnaire(model, input);
}

describe('properties of the questionnaire score', () => {
  test('a better answer never worsens anything', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), fc.nat(), anyEvidence, (input, index, evidence) => {
        const mirrored = input.questions[index % input.questions.length]?.goodAnswer === 'no';
        const ladder = mirrored ? (['yes', 'partial', 'no'] as const) : (['no', 'partial', 'yes'] as const);
        const results = ladder.map((state) => runs(replaceOne(input, index, { state, evidence })));
        for (const [place, better] of results.entries()) {
          const worse = results[place - 1];
          if (!worse) continue;
          expect(atMost(worse.score, better.score) && atMost(worse.statedScore, better.statedScore)).toBe(true);
          expect(rank(better)).toBeGreaterThanOrEqual(rank(worse));
          expect(better.refused.length).toBeLessThanOrEqual(worse.refused.length);
        }
      }),
    );
  });

  test('stronger evidence and a closed red flag never worsen anything', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), fc.nat(), (input, index) => {
        const results = EVIDENCE_STATES.map((evidence) => runs(replaceOne(input, index, { evidence })));
        for (const [place, better] of results.entries()) {
          const worse = results[place - 1];
          if (!worse) continue;
          expect(atMost(worse.score, better.score) && atMost(worse.confidence, better.confidence)).toBe(true);
          expect(rank(better)).toBeGreaterThanOrEqual(rank(worse));
        }
        expect(rank(runs(replaceOne(input, index, { openRedFlags: [] })))).toBeGreaterThanOrEqual(rank(runs(input)));
      }),
    );
  });

  test('unknown never helps', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), fc.nat(), (input, index) => {
        const before = runs(input);
        const unknown = runs(replaceOne(input, index, { state: 'unknown' }));
        expect(atMost(unknown.score, before.score) && atMost(unknown.statedScore, before.statedScore)).toBe(true);
        expect(atMost(unknown.completeness, before.completeness)).toBe(true);
        expect(rank(unknown)).toBeLessThanOrEqual(rank(before));
      }),
    );
  });

  test('n.a. never helps: with a reason every figure is as if the question had not been asked', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), fc.nat(), (input, index) => {
        const leftOut = runs(replaceOne(input, index, { state: 'not_applicable', notApplicable: 'with_reason' }));
        const notAsked = runs(replaceOne(input, index, { applicable: false }));
        for (const figure of ['score', 'statedScore', 'confidence', 'completeness', 'range'] as const) {
          expect(leftOut[figure]).toEqual(notAsked[figure]);
        }
      }),
    );
  });

  test('n.a. never helps: it is never above the best answer, nor above no answer at all', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), fc.nat(), (input, index) => {
        const place = index % input.questions.length;
        const leftOut = runs(replaceOne(input, index, { state: 'not_applicable', notApplicable: 'accepted' }));
        const good = input.questions[place]?.goodAnswer ?? 'yes';
        const best = runs(replaceOne(input, index, { state: good, evidence: 'tested' }));
        const open = runs(replaceOne(input, index, { state: null }));
        for (const figure of ['score', 'statedScore', 'confidence', 'completeness'] as const) {
          expect(atMost(leftOut[figure], best[figure])).toBe(true);
        }
        for (const figure of ['score', 'statedScore', 'confidence'] as const) {
          expect(leftOut[figure]).toEqual(open[figure]);
        }
        expect(atMost(leftOut.range?.high ?? null, open.range?.high ?? null)).toBe(true);
        expect(rank(leftOut)).toBeLessThanOrEqual(rank(best));
      }),
    );
  });

  test('n.a. never helps: without a reason it is unknown, and unreviewed it never lifts the recommendation', () => {
    fc.assert(
      fc.property(
        anyQuestionnaire(),
        fc.nat(),
        anyEvidence,
        fc.constantFrom(...ANSWER_STATES),
        (input, index, evidence, state) => {
          const bare = runs(replaceOne(input, index, { state: 'not_applicable', notApplicable: 'without_reason' }));
          const unknown = runs(replaceOne(input, index, { state: 'unknown' }));
          expect(bare).toEqual(unknown);
          const answered = runs(replaceOne(input, index, { state, evidence, notApplicable: 'with_reason' }));
          const reasoned = runs(
            replaceOne(input, index, { state: 'not_applicable', evidence, notApplicable: 'with_reason' }),
          );
          expect(rank(reasoned)).toBeLessThanOrEqual(rank(answered));
          expect(reasoned.refused).toEqual(expect.arrayContaining(unknown.refused));
        },
      ),
    );
  });

  test('the score lies in its range, the score never above the stated one, and all between 0 and 100', () => {
    fc.assert(
      fc.property(anyQuestionnaire(), (input) => {
        const { score: value, statedScore, range, completeness, confidence } = runs(input);
        expect(atMost(range?.low ?? null, value) && atMost(value, range?.high ?? null)).toBe(true);
        expect(atMost(value, statedScore)).toBe(true);
        for (const figure of [value, statedScore, completeness, confidence]) {
          expect(atMost(ratio(0), figure) && atMost(figure, ratio(100))).toBe(true);
        }
      }),
    );
  });
});
