import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_STATES, questionSchema, type PackQuestion } from '../../../shared/contract/questionnaire-pack.ts';
import { ANSWER_WORDS, readAnswer, writeAnswerText } from '../../../shared/rules/exchange/issued-questionnaire.ts';
import { findIssueMarks, longestRise } from '../../../shared/rules/exchange/returned-questionnaire.ts';

function makeQuestion(changes: Partial<PackQuestion> = {}): PackQuestion {
  return questionSchema.parse({
    id: 'V-1',
    label: 'Question',
    question: 'Is it so?',
    vendorQuestion: 'Do you do so?',
    guidance: 'Look for it.',
    type: 'yes_no',
    weight: 1,
    evidence: { expected: 'A letter', freshMonths: 12 },
    clauses: [],
    ...changes,
  });
}

const CHOICES = [
  { id: 'none', label: 'None at all', counts: 'yes' },
  { id: 'thirty', label: 'Thirty days', counts: 'partial' },
] as const;

describe('an answer cell', () => {
  test('says each state in its own word, whatever its case and the spaces around it', () => {
    for (const state of ANSWER_STATES) {
      for (const text of [ANSWER_WORDS[state], ` ${ANSWER_WORDS[state].toUpperCase()} `]) {
        expect(readAnswer(makeQuestion(), text), text).toEqual({ kind: 'state', state });
      }
    }
    expect(readAnswer(makeQuestion(), 'N/A')).toEqual({ kind: 'state', state: 'not_applicable' });
    expect(readAnswer(makeQuestion(), '  ')).toEqual({ kind: 'empty' });
  });

  test('is never guessed: what is no answer is named as it stands', () => {
    const strange = fc.string({ minLength: 1 }).filter((text) => /[^\sa-z./]/i.test(text));
    fc.assert(
      fc.property(strange, (text) => {
        expect(['unreadable', 'empty']).toContain(readAnswer(makeQuestion(), text).kind);
      }),
    );
    for (const type of ['number', 'date', 'regions', 'choice'] as const) {
      expect(readAnswer(makeQuestion({ type, choices: [...CHOICES] }), 'perhaps!').kind).toBe('unreadable');
    }
  });

  test('gives back every value that was written into it', () => {
    const values: [PackQuestion['type'], Parameters<typeof writeAnswerText>[2]][] = [
      ['text', { text: 'As long as the contract runs.' }],
      ['number', { number: 30.5 }],
      ['date', { date: '2026-11-20' }],
      ['regions', { regions: ['DE', 'EEA'] }],
      ['choice', { choices: ['thirty'] }],
      ['multi_choice', { choices: ['none', 'thirty'] }],
    ];
    for (const [type, value] of values) {
      const question = makeQuestion({ type, choices: [...CHOICES] });
      expect(readAnswer(question, writeAnswerText(question, 'yes', value)), type).toEqual({ kind: 'value', value });
    }
  });
});

describe('rows that were moved', () => {
  test('are those outside the longest run that still stands in order', () => {
    expect(longestRise([1, 2, 3])).toEqual([1, 2, 3]);
    expect(longestRise([9, 1, 2, 3])).toEqual([1, 2, 3]);
    expect(longestRise([])).toEqual([]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 40 }), (rows) => {
        const rise = longestRise(rows);
        expect(rise).toEqual([...rise].sort((left, right) => left - right));
        expect(rise.every((row) => rows.includes(row))).toBe(true);
        expect(rise.length).toBeGreaterThanOrEqual(rows.length === 0 ? 0 : 1);
        if (rows.every((row, index) => index === 0 || (rows[index - 1] ?? 0) < row)) expect(rise).toEqual(rows);
      }),
    );
  });
});

test('what ties a workbook to its issue is found wherever it stands', () => {
  const rows = [[''], ['assay-issued-questionnaire/1'], ['issue', 'VQ-1'], ['token', 'abc'], ['pack', 'p 1.0.0']];
  expect(
    findIssueMarks([
      { name: 'x', rows: [['Id']] },
      { name: 'Renamed', rows },
    ]),
  ).toEqual({
    issue: 'VQ-1',
    assessment: '',
    pack: 'p 1.0.0',
    template: '',
    token: 'abc',
  });
  expect(findIssueMarks([{ name: 'x', rows: [['Id']] }])).toBeNull();
});
