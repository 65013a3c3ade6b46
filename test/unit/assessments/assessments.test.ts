import { describe, expect, it } from 'vitest';
import { ASSESSMENT_STATES } from '../../../shared/contract/assessments.ts';
import { questionSchema, type PackQuestion } from '../../../shared/contract/questionnaire-pack.ts';
import {
  ageEvidence,
  isAllowedIn,
  isVerdictOutdated,
  listChanges,
  needsReason,
  resolveAnswer,
  STATES_FOR,
  type AssessmentDeed,
  type ComparedQuestion,
} from '../../../shared/rules/assessments.ts';

const TODAY = '2026-11-20';
const EMPTY = { state: null, value: null };

function makeQuestion(changes: Record<string, unknown> = {}): PackQuestion {
  return questionSchema.parse({
    id: 'V-TST-1',
    label: 'Test',
    question: 'Is it so?',
    vendorQuestion: 'Is it so?',
    guidance: 'Look.',
    type: 'yes_no',
    weight: 3,
    evidence: { expected: 'A document', freshMonths: 12 },
    clauses: [],
    ...changes,
  });
}

const choice = makeQuestion({
  type: 'choice',
  choices: [
    { id: 'all', label: 'All of it', counts: 'yes' },
    { id: 'some', label: 'Some of it', counts: 'partial' },
  ],
});

describe('what may be done in which state', () => {
  it('lets a signed or cancelled assessment rest', () => {
    const deeds = Object.keys(STATES_FOR) as AssessmentDeed[];
    expect(deeds.filter((deed) => isAllowedIn(deed, 'signed_off'))).toEqual(['voidSignOff', 'reassess']);
    expect(deeds.filter((deed) => isAllowedIn(deed, 'cancelled'))).toEqual([]);
    expect(ASSESSMENT_STATES.filter((state) => isAllowedIn('answer', state))).toEqual(['planned', 'answering']);
    expect(ASSESSMENT_STATES.filter((state) => isAllowedIn('signOff', state))).toEqual(['in_review']);
  });
});

describe('an answer', () => {
  it('of yes or no is its state, without a value', () => {
    const question = makeQuestion();
    expect(resolveAnswer(question, EMPTY, { state: 'partial' }, TODAY)).toEqual({ state: 'partial', value: null });
    expect(resolveAnswer(question, { state: 'yes', value: null }, {}, TODAY)).toEqual({ state: 'yes', value: null });
    expect(resolveAnswer(question, EMPTY, { value: { text: 'so' } }, TODAY)).toMatchObject({ field: 'value' });
  });

  it('of another kind takes its state from its value', () => {
    expect(resolveAnswer(choice, EMPTY, { value: { choices: ['some'] } }, TODAY)).toEqual({
      state: 'partial',
      value: { choices: ['some'] },
    });
    const date = makeQuestion({ type: 'date', recency: { yesMonths: 6, partialMonths: 12 } });
    expect(resolveAnswer(date, EMPTY, { value: { date: '2026-05-20' } }, TODAY)).toMatchObject({ state: 'yes' });
    expect(resolveAnswer(date, EMPTY, { value: { date: '2026-05-19' } }, TODAY)).toMatchObject({ state: 'partial' });
    expect(resolveAnswer(date, EMPTY, { value: { date: '2025-11-19' } }, TODAY)).toMatchObject({ state: 'no' });
  });

  it('that does not fit its question is refused', () => {
    const problems = [
      resolveAnswer(choice, EMPTY, { value: { choices: ['all', 'some'] } }, TODAY),
      resolveAnswer(choice, EMPTY, { value: { choices: ['none'] } }, TODAY),
      resolveAnswer(choice, EMPTY, { value: { number: 3 } }, TODAY),
      resolveAnswer(choice, EMPTY, { state: 'yes' }, TODAY),
    ];
    expect(problems.map((problem) => 'field' in problem && problem.field)).toEqual([
      'value',
      'value',
      'value',
      'value',
    ]);
    expect(resolveAnswer(choice, EMPTY, { state: 'yes', value: { choices: ['some'] } }, TODAY)).toMatchObject({
      field: 'state',
    });
  });

  it('of unknown or n.a. drops the value, and an empty value is no answer', () => {
    const given = { state: 'partial' as const, value: { choices: ['some'] } };
    expect(resolveAnswer(choice, given, { state: 'unknown' }, TODAY)).toEqual({ state: 'unknown', value: null });
    expect(resolveAnswer(choice, given, { state: 'not_applicable' }, TODAY)).toEqual({
      state: 'not_applicable',
      value: null,
    });
    expect(resolveAnswer(choice, given, { value: { choices: [] } }, TODAY)).toEqual(EMPTY);
    expect(resolveAnswer(choice, given, { value: null }, TODAY)).toEqual(EMPTY);
    expect(resolveAnswer(choice, given, { state: 'partial' }, TODAY)).toEqual(given);
  });

  it('needs a reason when it does not apply, and when a bare "partial" does not say what is missing', () => {
    expect(needsReason(choice, 'not_applicable')).toBe(true);
    expect(needsReason(choice, 'partial')).toBe(false);
    expect(needsReason(makeQuestion(), 'partial')).toBe(true);
    expect(needsReason(makeQuestion(), 'no')).toBe(false);
  });
});

describe('evidence', () => {
  it('is measured from the end of its period, else from its date', () => {
    const piece = {
      evidenceId: '',
      indexNumber: 'EV-1',
      title: '',
      state: 'tested' as const,
      page: '',
      datedOn: '2024-01-01',
      periodEnd: '2025-12-31',
    };
    expect(ageEvidence(piece, makeQuestion(), TODAY)).toMatchObject({ stale: false, effectiveState: 'tested' });
    expect(ageEvidence({ ...piece, periodEnd: null }, makeQuestion(), TODAY)).toMatchObject({
      stale: true,
      effectiveState: 'verified',
    });
  });
});

describe('a verdict', () => {
  it('is outdated once the answer is younger', () => {
    const verdict = { verdict: 'met' as const, verdictAt: '2026-11-20T10:00:00.000Z' };
    expect(isVerdictOutdated({ ...verdict, answeredAt: '2026-11-20T09:00:00.000Z' })).toBe(false);
    expect(isVerdictOutdated({ ...verdict, answeredAt: '2026-11-20T10:00:00.001Z' })).toBe(true);
    expect(isVerdictOutdated({ verdict: null, verdictAt: null, answeredAt: '2026-11-20T10:00:00.001Z' })).toBe(false);
  });
});

describe('a comparison', () => {
  const side: ComparedQuestion = {
    question: makeQuestion(),
    section: 'Security',
    answer: { state: 'yes', value: null, note: '', verdict: null, evidence: [], evidenceState: 'none' },
  };
  const change = (answer: Partial<ComparedQuestion['answer']>) => ({ ...side, answer: { ...side.answer, ...answer } });

  it('names each thing that differs, and nothing else', () => {
    expect(listChanges(side, side)).toEqual([]);
    expect(listChanges(side, change({ state: 'no' }))).toEqual(['answer']);
    expect(listChanges(side, change({ value: { number: 3 } }))).toEqual(['answer']);
    expect(listChanges(side, change({ note: 'New' }))).toEqual(['note']);
    expect(listChanges(side, change({ evidenceState: 'claimed' }))).toEqual(['evidence']);
    expect(listChanges(side, change({ verdict: 'met' }))).toEqual(['verdict']);
    expect(listChanges(side, { ...side, question: makeQuestion({ weight: 4 }) })).toEqual(['template']);
    expect(listChanges(null, side)).toEqual(['added']);
    expect(listChanges(side, null)).toEqual(['removed']);
  });
});
