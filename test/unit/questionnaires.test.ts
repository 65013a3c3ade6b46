import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AnswerState,
  AnswerValue,
  EvidenceState,
  PackQuestion,
  PackRule,
  QuestionnairePack,
} from '../../shared/contract/questionnaire-pack.ts';
import {
  ANSWER_STATES,
  EVIDENCE_STATES,
  questionnairePackSchema,
  USE_CONDITIONS,
} from '../../shared/contract/questionnaire-pack.ts';
import type { AnswerFacts, RuleContext } from '../../shared/rules/questionnaires.ts';
import {
  countEvidence,
  evaluateRule,
  isApplicable,
  isEvidenceStale,
  lintPack,
  listApplicableQuestions,
  listQuestions,
  listRaisedFlags,
  stateOfValue,
  weakestEvidence,
} from '../../shared/rules/questionnaires.ts';

const AS_OF = '2026-11-20';

function makeQuestion(id: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    label: 'A label',
    question: `Was ${id} seen?`,
    vendorQuestion: `Can you give us ${id}?`,
    guidance: 'Look at it.',
    type: 'yes_no',
    weight: 3,
    evidence: { expected: 'A document', freshMonths: 12 },
    clauses: [{ framework: 'S', clause: 'CC9.2' }],
    ...change,
  };
}

function makeFlag(id: string, when: PackRule): Record<string, unknown> {
  return { id, title: 'Title', effect: 'Effect', recommendation: 'Do it.', severity: 'high', dueDays: 30, when };
}

function makePack(questions: Record<string, unknown>[], change: Record<string, unknown> = {}): QuestionnairePack {
  return questionnairePackSchema.parse({
    format: 'assay-questionnaire/1',
    id: 'made-up',
    version: '1.0.0',
    title: 'Made up',
    purpose: 'For a test.',
    asOf: AS_OF,
    frameworks: [{ code: 'S', name: 'SOC 2', version: '2017' }],
    sections: [{ id: 'one', title: 'One', questions }],
    ...change,
  });
}

function questionOf(change: Record<string, unknown>): PackQuestion {
  const [question] = listQuestions(makePack([makeQuestion('Q-1', change)]));
  if (question === undefined) throw new Error('the pack has no question');
  return question;
}

function answered(state: AnswerState, facts: Partial<AnswerFacts> = {}): AnswerFacts {
  return { state, value: null, evidence: 'none', stale: false, ...facts };
}

function contextOf(answers: Record<string, AnswerFacts>, use: RuleContext['use'] = {}): RuleContext {
  return { use, answers: new Map(Object.entries(answers)), asOf: AS_OF };
}

function codesOf(pack: QuestionnairePack): string[] {
  return lintPack(pack).map(({ code }) => code);
}

describe('rules', () => {
  const holds = (rule: PackRule, answers: Record<string, AnswerFacts>, use: RuleContext['use'] = {}) =>
    evaluateRule(rule, { ...contextOf(answers, use), question: 'Q-1' });

  it('asks the question they stand on unless they name another', () => {
    const answers = { 'Q-1': answered('no'), 'Q-2': answered('yes') };
    expect(holds({ answer: ['no'] }, answers)).toBe(true);
    expect(holds({ question: 'Q-2', answer: ['no'] }, answers)).toBe(false);
    expect(holds({ question: 'Q-2', answer: ['yes', 'partial'] }, answers)).toBe(true);
  });

  it.each([
    [{ choice: ['a', 'b'] }, { choices: ['b', 'c'] }, true],
    [{ choice: ['a'] }, { choices: ['b'] }, false],
    [{ numberBelow: 6 }, { number: 5.9 }, true],
    [{ numberBelow: 6 }, { number: 6 }, false],
    [{ numberAbove: 30 }, { number: 31 }, true],
    [{ numberAbove: 30 }, { number: 30 }, false],
    [{ dateOlderThanMonths: 12 }, { date: '2025-11-20' }, false],
    [{ dateOlderThanMonths: 12 }, { date: '2025-11-19' }, true],
  ] satisfies [PackRule, AnswerValue, boolean][])('%j of %j is %s', (rule, value, expected) => {
    expect(holds(rule, { 'Q-1': answered('yes', { value }) })).toBe(expected);
  });

  it('compares evidence by its strength, and knows stale from fresh', () => {
    const documented = { 'Q-1': answered('yes', { evidence: 'documented' }) };
    expect(holds({ evidenceBelow: 'verified' }, documented)).toBe(true);
    expect(holds({ evidenceBelow: 'documented' }, documented)).toBe(false);
    expect(holds({ stale: true }, documented)).toBe(false);
    expect(holds({ stale: true }, { 'Q-1': answered('yes', { stale: true }) })).toBe(true);
  });

  it('never holds for a question that is not answered, nor does its opposite', () => {
    for (const answers of [{}, { 'Q-1': { ...answered('no'), state: null } }]) {
      expect(holds({ answer: ['no'] }, answers)).toBe(false);
      expect(holds({ not: { answer: ['yes'] } }, answers)).toBe(false);
      expect(holds({ evidenceBelow: 'documented' }, answers)).toBe(false);
    }
  });

  it('leaves a value open when the answer is unknown, but "unknown" can be asked for', () => {
    const unknown = { 'Q-1': answered('unknown') };
    expect(holds({ numberAbove: 30 }, unknown)).toBe(false);
    expect(holds({ not: { numberAbove: 30 } }, unknown)).toBe(false);
    expect(holds({ answer: ['unknown'] }, unknown)).toBe(true);
    expect(holds({ any: [{ numberAbove: 30 }, { answer: ['unknown'] }] }, unknown)).toBe(true);
  });

  it('asks nothing but its state of an answer that is not applicable', () => {
    const answers = { 'Q-1': answered('not_applicable', { value: { number: 99 }, stale: true }) };
    expect(holds({ numberAbove: 30 }, answers)).toBe(false);
    expect(holds({ stale: true }, answers)).toBe(false);
    expect(holds({ evidenceBelow: 'tested' }, answers)).toBe(false);
    expect(holds({ answer: ['not_applicable'] }, answers)).toBe(true);
  });

  it('takes a condition of use that was not stated as one that applies', () => {
    expect(holds({ use: 'phi_possible' }, {})).toBe(true);
    expect(holds({ use: 'phi_possible' }, {}, { phi_possible: false })).toBe(false);
    expect(holds({ not: { use: 'phi_possible' } }, {}, { phi_possible: false })).toBe(true);
  });

  const leaf: fc.Arbitrary<PackRule> = fc.oneof(
    fc.record({
      question: fc.constantFrom('Q-1', 'Q-2', 'Q-3'),
      answer: fc.uniqueArray(fc.constantFrom(...ANSWER_STATES), { minLength: 1 }),
    }),
    fc.record({ question: fc.constantFrom('Q-1', 'Q-2'), evidenceBelow: fc.constantFrom(...EVIDENCE_STATES) }),
    fc.record({ use: fc.constantFrom(...USE_CONDITIONS) }),
    fc.record({ numberAbove: fc.integer({ min: -5, max: 5 }) }),
  );
  const { rule } = fc.letrec<{ rule: PackRule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({ not: tie('rule') }),
      fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    ),
  }));
  const facts: fc.Arbitrary<AnswerFacts> = fc.record({
    state: fc.constantFrom(null, ...ANSWER_STATES),
    value: fc.oneof(fc.constant(null), fc.record({ number: fc.integer({ min: -5, max: 5 }) })),
    evidence: fc.constantFrom(...EVIDENCE_STATES),
    stale: fc.boolean(),
  });
  const answers = fc.dictionary(fc.constantFrom('Q-1', 'Q-2', 'Q-3'), facts);

  it('never hold together with their opposite', () => {
    fc.assert(
      fc.property(rule, answers, (rule, answers) => {
        expect(holds(rule, answers) && holds({ not: rule }, answers)).toBe(false);
      }),
    );
  });

  it('turn "any" into "all" by negation', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), answers, (rules, answers) => {
        const negated = rules.map((rule): PackRule => ({ not: rule }));
        expect(holds({ not: { any: rules } }, answers)).toBe(holds({ all: negated }, answers));
      }),
    );
  });

  it('keep what they said when an open question is answered', () => {
    fc.assert(
      fc.property(rule, answers, facts, (rule, answers, late) => {
        const before = { ...answers, 'Q-2': { ...late, state: null } };
        if (holds(rule, before)) expect(holds(rule, { ...answers, 'Q-2': late })).toBe(true);
      }),
    );
  });
});

describe('questions to ask', () => {
  const pack = makePack([
    makeQuestion('Q-1'),
    makeQuestion('Q-2', { condition: { question: 'Q-1', answer: ['yes'] } }),
    makeQuestion('Q-3', { condition: { question: 'Q-2', answer: ['yes'] } }),
    makeQuestion('Q-4', { condition: { use: 'phi_possible' } }),
  ]);
  const asked = (answers: Record<string, AnswerFacts>, use: RuleContext['use'] = {}) =>
    listApplicableQuestions(pack, contextOf(answers, use)).map(({ id }) => id);

  it('stay while anything their condition needs is open', () => {
    expect(asked({})).toEqual(['Q-1', 'Q-2', 'Q-3', 'Q-4']);
  });

  it('go when their condition certainly fails', () => {
    expect(asked({ 'Q-1': answered('no') })).toEqual(['Q-1', 'Q-4']);
    expect(asked({}, { phi_possible: false })).toEqual(['Q-1', 'Q-2', 'Q-3']);
  });

  it('do not depend on the answer of a question that is no longer asked', () => {
    expect(asked({ 'Q-1': answered('no'), 'Q-2': answered('yes') })).toEqual(['Q-1', 'Q-4']);
  });

  it('can be asked one by one', () => {
    const [, second] = listQuestions(pack);
    if (second === undefined) throw new Error('the pack has no second question');
    expect(isApplicable(second, contextOf({ 'Q-1': answered('yes') }))).toBe(true);
    expect(isApplicable(second, contextOf({ 'Q-1': answered('partial') }))).toBe(false);
  });
});

describe('red flags', () => {
  const pack = makePack([
    makeQuestion('Q-1', { redFlags: [makeFlag('RF-1', { answer: ['no'] })] }),
    makeQuestion('Q-2', {
      condition: { question: 'Q-1', answer: ['yes', 'partial'] },
      redFlags: [
        makeFlag('Q-2-RF', { answer: ['no'] }),
        makeFlag('RF-6', {
          any: [{ question: 'Q-1', answer: ['partial'] }, { all: [{ use: 'phi_possible' }, { answer: ['no'] }] }],
        }),
      ],
    }),
  ]);
  const raised = (answers: Record<string, AnswerFacts>, use: RuleContext['use'] = {}) =>
    listRaisedFlags(pack, contextOf(answers, use)).map(({ flag, questionId, relatedQuestionIds }) => [
      flag.id,
      questionId,
      relatedQuestionIds,
    ]);

  it('rise by their rule, with the questions they rest on', () => {
    expect(raised({})).toEqual([]);
    expect(raised({ 'Q-1': answered('no') })).toEqual([['RF-1', 'Q-1', ['Q-1']]]);
    expect(raised({ 'Q-1': answered('partial') })).toEqual([['RF-6', 'Q-2', ['Q-1', 'Q-2']]]);
  });

  it('take the use into account', () => {
    const answers = { 'Q-1': answered('yes'), 'Q-2': answered('no') };
    expect(raised(answers).map(([id]) => id)).toEqual(['Q-2-RF', 'RF-6']);
    expect(raised(answers, { phi_possible: false }).map(([id]) => id)).toEqual(['Q-2-RF']);
  });

  it('do not rise on a question that is not asked', () => {
    expect(raised({ 'Q-1': answered('no'), 'Q-2': answered('no') }).map(([id]) => id)).toEqual(['RF-1']);
  });
});

describe('the state of a value', () => {
  const choices = [
    { id: 'good', label: 'Good', counts: 'yes' },
    { id: 'fair', label: 'Fair', counts: 'partial' },
    { id: 'bad', label: 'Bad', counts: 'no' },
    { id: 'silent', label: 'Silent', counts: 'unknown' },
  ];
  const several = questionOf({ type: 'multi_choice', choices });

  it.each([
    [['good'], 'yes'],
    [['good', 'fair'], 'partial'],
    [['good', 'fair', 'silent'], 'unknown'],
    [['silent', 'bad', 'good'], 'no'],
    [[], null],
    [['gone'], null],
  ])('of choices %j is %s', (chosen, expected) => {
    expect(stateOfValue(several, { choices: chosen }, AS_OF)).toBe(expected);
  });

  it('never improves when one more choice is marked', () => {
    const ids = fc.subarray(
      choices.map(({ id }) => id),
      { minLength: 1 },
    );
    const rank = (state: AnswerState | null) => ['no', 'unknown', 'partial', 'yes'].indexOf(state ?? '');
    fc.assert(
      fc.property(ids, fc.constantFrom(...choices.map(({ id }) => id)), (marked, more) => {
        const before = stateOfValue(several, { choices: marked }, AS_OF);
        expect(rank(stateOfValue(several, { choices: [...marked, more] }, AS_OF))).toBeLessThanOrEqual(rank(before));
      }),
    );
  });

  it.each([
    [0, 'no'],
    [2.9, 'no'],
    [3, 'partial'],
    [5.9, 'partial'],
    [6, 'yes'],
    [12, 'yes'],
    [12.1, 'no'],
  ])('of number %d is %s', (number, expected) => {
    const question = questionOf({
      type: 'number',
      bounds: { unit: 'months', yes: { min: 6, max: 12 }, partial: { min: 3, max: 12 } },
    });
    expect(stateOfValue(question, { number }, AS_OF)).toBe(expected);
  });

  it.each([
    ['2026-11-20', 'yes'],
    ['2026-08-20', 'yes'],
    ['2026-08-19', 'partial'],
    ['2026-05-20', 'partial'],
    ['2026-05-19', 'no'],
    ['2026-11-21', 'unknown'],
  ])('of day %s is %s', (date, expected) => {
    const question = questionOf({ type: 'date', recency: { yesMonths: 3, partialMonths: 6 } });
    expect(stateOfValue(question, { date }, AS_OF)).toBe(expected);
  });

  it('of text and regions is that they were told', () => {
    expect(stateOfValue(questionOf({ type: 'text' }), { text: 'Frankfurt' }, AS_OF)).toBe('yes');
    expect(stateOfValue(questionOf({ type: 'text' }), { text: ' ' }, AS_OF)).toBeNull();
    expect(stateOfValue(questionOf({ type: 'regions' }), { regions: ['DE'] }, AS_OF)).toBe('yes');
    expect(stateOfValue(questionOf({ type: 'regions' }), { regions: [] }, AS_OF)).toBeNull();
  });

  it('is not decided by nothing, by yes_no, or by a value of another kind', () => {
    expect(stateOfValue(several, null, AS_OF)).toBeNull();
    expect(stateOfValue(questionOf({ type: 'yes_no' }), { text: 'yes' }, AS_OF)).toBeNull();
    expect(stateOfValue(questionOf({ type: 'text' }), { number: 1 }, AS_OF)).toBeNull();
  });
});

describe('evidence', () => {
  it.each([
    ['2025-11-20', 12, AS_OF, false],
    ['2025-11-19', 12, AS_OF, true],
    ['2026-08-31', 6, '2027-02-28', false],
    ['2026-08-31', 6, '2027-03-01', true],
    ['2027-08-31', 6, '2028-02-29', false],
    ['2024-02-29', 12, '2025-02-28', false],
    ['2024-02-29', 12, '2025-03-01', true],
    ['2027-01-01', 3, AS_OF, false],
    [null, 6, AS_OF, true],
    [null, null, AS_OF, false],
    ['1999-01-01', null, AS_OF, false],
  ])('from %s with %s months is stale on %s: %s', (measuredFrom, freshMonths, asOf, expected) => {
    expect(isEvidenceStale(measuredFrom, freshMonths, asOf)).toBe(expected);
  });

  it('stays stale once it is', () => {
    const day = fc
      .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), day, day, (measured, months, left, right) => {
        const [earlier, later] = [left, right].sort();
        if (earlier === undefined || later === undefined) return;
        if (isEvidenceStale(measured, months, earlier)) expect(isEvidenceStale(measured, months, later)).toBe(true);
      }),
    );
  });

  it('drops one step when stale', () => {
    expect(EVIDENCE_STATES.map((state) => countEvidence({ state, stale: true }))).toEqual([
      'none',
      'none',
      'claimed',
      'documented',
      'verified',
    ]);
    expect(EVIDENCE_STATES.map((state) => countEvidence({ state, stale: false }))).toEqual([...EVIDENCE_STATES]);
  });

  it('counts with its weakest piece', () => {
    const piece = (state: EvidenceState, stale = false) => ({ state, stale });
    expect(weakestEvidence([])).toBe('none');
    expect(weakestEvidence([piece('verified'), piece('claimed')])).toBe('claimed');
    expect(weakestEvidence([piece('tested', true), piece('tested')])).toBe('verified');
    expect(weakestEvidence([piece('documented', true), piece('tested')])).toBe('claimed');
  });

  it('never counts for more when a piece is added', () => {
    const piece = fc.record({ state: fc.constantFrom(...EVIDENCE_STATES), stale: fc.boolean() });
    const rank = (state: EvidenceState) => EVIDENCE_STATES.indexOf(state);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), piece, (pieces, more) => {
        expect(rank(weakestEvidence([...pieces, more]))).toBeLessThanOrEqual(rank(weakestEvidence(pieces)));
      }),
    );
  });
});

describe('lint', () => {
  const choices = [
    { id: 'good', label: 'Good', counts: 'yes' },
    { id: 'bad', label: 'Bad', counts: 'no' },
  ];
  const first = makeQuestion('Q-1');
  const flagged = (when: PackRule, change: Record<string, unknown> = {}) =>
    makePack([first, makeQuestion('Q-2', { ...change, redFlags: [makeFlag('RF-1', when)] })]);
  const conditioned = (condition: PackRule, ...before: Record<string, unknown>[]) =>
    makePack([first, ...before, makeQuestion('Q-9', { condition })]);

  it('has nothing to say about a pack in order', () => {
    expect(lintPack(makePack([first]))).toEqual([]);
  });

  it.each<[code: string, pack: QuestionnairePack]>([
    ['duplicate-question', makePack([first, makeQuestion('Q-1')])],
    [
      'duplicate-red-flag',
      makePack(['Q-1', 'Q-2'].map((id) => makeQuestion(id, { redFlags: [makeFlag('RF-1', { answer: ['no'] })] }))),
    ],
    ['duplicate-choice', makePack([makeQuestion('Q-1', { type: 'choice', choices: [...choices, choices[0]] })])],
    [
      'duplicate-section',
      makePack([], {
        sections: ['Q-1', 'Q-2'].map((id) => ({ id: 'same', title: 'Same', questions: [makeQuestion(id)] })),
      }),
    ],
    [
      'duplicate-framework',
      makePack([first], { frameworks: ['2017', '2022'].map((version) => ({ code: 'S', name: 'SOC 2', version })) }),
    ],
    [
      'unknown-framework',
      makePack([
        makeQuestion('Q-1', {
          clauses: [
            { framework: 'S', clause: 'CC1.1' },
            { framework: 'X', clause: '1' },
          ],
        }),
      ]),
    ],
    ['unused-framework', makePack([makeQuestion('Q-1', { clauses: [] })])],
    ['section-without-weight', makePack([makeQuestion('Q-1', { weight: 0 })])],
    ['gate-without-weight', makePack([first, makeQuestion('Q-2', { weight: 0, gate: ['phi_possible'] })])],
    ['mirrored-gate', makePack([makeQuestion('Q-1', { goodAnswer: 'no', gate: ['phi_possible'] })])],
    [
      'gate-without-evidence',
      makePack([
        makeQuestion('Q-1', { gate: ['sox_scope'], evidence: { expected: '', freshMonths: null, needed: false } }),
      ]),
    ],
    ['missing-wording', makePack([makeQuestion('Q-1', { evidence: { expected: ' ', freshMonths: 12 } })])],
    ['same-wording', makePack([makeQuestion('Q-1', { question: 'Same?', vendorQuestion: 'Same?' })])],
    ['missing-choices', makePack([makeQuestion('Q-1', { type: 'choice' })])],
    [
      'no-good-choice',
      makePack([
        makeQuestion('Q-1', { type: 'choice', choices: choices.map((choice) => ({ ...choice, counts: 'no' })) }),
      ]),
    ],
    ['setting-without-use', makePack([makeQuestion('Q-1', { choices })])],
    ['setting-without-use', makePack([makeQuestion('Q-1', { type: 'text', goodAnswer: 'no' })])],
    ['missing-bounds', makePack([makeQuestion('Q-1', { type: 'number' })])],
    ['open-bounds', makePack([makeQuestion('Q-1', { type: 'number', bounds: { unit: 'days', yes: {} } })])],
    [
      'empty-bounds',
      makePack([makeQuestion('Q-1', { type: 'number', bounds: { unit: 'days', yes: { min: 3, max: 2 } } })]),
    ],
    [
      'hidden-bounds',
      makePack([
        makeQuestion('Q-1', { type: 'number', bounds: { unit: 'days', yes: { max: 9 }, partial: { max: 8 } } }),
      ]),
    ],
    ['missing-recency', makePack([makeQuestion('Q-1', { type: 'date' })])],
    ['hidden-recency', makePack([makeQuestion('Q-1', { type: 'date', recency: { yesMonths: 6, partialMonths: 6 } })])],
    ['orphan-question', conditioned({ question: 'Q-7', answer: ['yes'] })],
    ['orphan-question', flagged({ any: [{ answer: ['no'] }, { not: { question: 'Q-7', stale: true } }] })],
    ['orphan-choice', flagged({ choice: ['gone'] }, { type: 'choice', choices })],
    ['rule-does-not-fit', flagged({ numberAbove: 3 })],
    ['rule-does-not-fit', flagged({ question: 'Q-1', choice: ['good'] })],
    [
      'condition-looks-ahead',
      makePack([makeQuestion('Q-1', { condition: { question: 'Q-2', answer: ['yes'] } }), makeQuestion('Q-2')]),
    ],
    ['condition-looks-ahead', conditioned({ answer: ['yes'] })],
    [
      'unreachable-question',
      conditioned({
        all: [
          { question: 'Q-1', answer: ['yes'] },
          { question: 'Q-1', answer: ['no'] },
        ],
      }),
    ],
    ['unreachable-question', conditioned({ all: [{ use: 'phi_possible' }, { not: { use: 'phi_possible' } }] })],
    [
      'unreachable-question',
      conditioned(
        {
          all: [
            { question: 'Q-1', answer: ['no'] },
            { question: 'Q-2', answer: ['yes'] },
          ],
        },
        makeQuestion('Q-2', { condition: { question: 'Q-1', answer: ['yes'] } }),
      ),
    ],
    ['idle-condition', conditioned({ question: 'Q-1', answer: [...ANSWER_STATES] })],
    ['silent-rule', flagged({ all: [{ answer: ['no'] }, { not: { answer: ['no'] } }] })],
    ['silent-rule', flagged({ evidenceBelow: 'none' })],
    ['silent-rule', flagged({ stale: true }, { evidence: { expected: 'A contract', freshMonths: null } })],
    ['silent-rule', flagged({ answer: ['partial'] }, { type: 'choice', choices })],
    ['silent-rule', flagged({ all: [{ choice: ['good'] }, { choice: ['bad'] }] }, { type: 'choice', choices })],
    [
      'silent-rule',
      flagged(
        { all: [{ numberAbove: 5 }, { numberBelow: 5 }] },
        { type: 'number', bounds: { unit: 'days', yes: { max: 9 } } },
      ),
    ],
    ['silent-rule', flagged({ question: 'Q-1', answer: ['no'] }, { condition: { question: 'Q-1', answer: ['yes'] } })],
    ['constant-rule', flagged({ any: [{ answer: ['no'] }, { not: { answer: ['no'] } }] })],
  ])('finds %s', (code, pack) => {
    expect([...new Set(codesOf(pack))]).toEqual([code]);
  });

  it.each<[PackRule, Record<string, unknown>]>([
    [{ all: [{ choice: ['good'] }, { choice: ['bad'] }] }, { type: 'multi_choice', choices }],
    [{ all: [{ numberAbove: 5 }, { numberBelow: 6 }] }, { type: 'number', bounds: { unit: 'days', yes: { max: 9 } } }],
    [
      { all: [{ dateOlderThanMonths: 12 }, { not: { dateOlderThanMonths: 13 } }] },
      { type: 'date', recency: { yesMonths: 12 } },
    ],
    [{ all: [{ answer: ['yes'] }, { evidenceBelow: 'documented' }, { stale: true }] }, {}],
    [{ all: [{ use: 'personal_data' }, { question: 'Q-1', answer: ['not_applicable'] }] }, {}],
  ])('lets %j pass, which can hold', (when, change) => {
    expect(lintPack(flagged(when, change))).toEqual([]);
  });

  it('says what, where and how to mend it', () => {
    expect(lintPack(conditioned({ all: [{ use: 'sox_scope' }, { question: 'Q-7', answer: ['yes'] }] }))).toEqual([
      {
        severity: 'error',
        code: 'orphan-question',
        path: 'sections.0.questions.1.condition.all.1',
        message: 'Q-9: it refers to question Q-7, which is not in the pack. Correct the id, or add the question.',
      },
    ]);
  });

  it('takes a rule with too many combinations to be in order', () => {
    const many = Array.from({ length: 40 }, (_, index) => makeQuestion(`Q-${index + 1}`));
    const all = many.slice(0, 20).map(({ id }) => ({ question: String(id), evidenceBelow: 'tested' as const }));
    const pack = makePack([...many, makeQuestion('Q-99', { condition: { all } })]);
    expect(lintPack(pack)).toEqual([]);
  });

  it('stops at 500 findings', () => {
    const faulty = Array.from({ length: 200 }, (_, index) =>
      makeQuestion(`Q-${index}`, { question: 'Same?', vendorQuestion: 'Same?', type: 'number', choices }),
    );
    expect(lintPack(makePack(faulty))).toHaveLength(500);
  });
});
