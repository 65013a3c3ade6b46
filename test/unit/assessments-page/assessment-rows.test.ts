import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../shared/contract/assessments.ts';
import type { PackQuestion, PackSection } from '../../../shared/contract/questionnaire-pack.ts';
import {
  findNext,
  findRefusal,
  isAnswered,
  lacksEvidence,
  layOver,
  type QuestionRow,
} from '../../../renderer/features/assessments/assessment-rows.ts';
import { workOutCredit } from '../../../renderer/features/assessments/question-credit.ts';

/** The credits of the questionnaire model 1.0.0 (`resources/packs/models/questionnaire.yaml`). */
const SCALE = {
  fullCredit: 10,
  answers: { yes: 10, partial: 5, no: 0, unknown: 0 },
  evidence: { none: 0, claimed: 1, documented: 7, verified: 10, tested: 10 },
};

const QUESTION: PackQuestion = {
  id: 'V-PRV-3',
  label: 'Retention periods',
  question: 'Is it written down how long data is kept?',
  vendorQuestion: 'How long do you keep data?',
  guidance: 'Each kind of data needs a period.',
  type: 'yes_no',
  goodAnswer: 'yes',
  weight: 5,
  gate: [],
  evidence: { expected: 'Retention schedule', freshMonths: 6, needed: true },
  clauses: [],
  choices: [],
  redFlags: [],
};
const SECTION: PackSection = { id: 'privacy', title: 'Privacy', questions: [QUESTION] };

function makeAnswer(facts: Partial<Answer>): Answer {
  return {
    questionId: QUESTION.id,
    state: null,
    value: null,
    note: '',
    flagged: false,
    answeredBy: null,
    answeredAt: null,
    carriedOver: false,
    previous: null,
    verdict: null,
    verdictNote: '',
    verdictBy: null,
    verdictAt: null,
    verdictRound: 0,
    evidence: [],
    applicable: true,
    evidenceState: 'none',
    stale: false,
    revision: 0,
    ...facts,
  };
}

function makeRows(...states: Answer['state'][]): QuestionRow[] {
  return states.map((state, index) => ({
    section: SECTION,
    question: { ...QUESTION, id: `Q-${index + 1}` },
    answer: makeAnswer({ questionId: `Q-${index + 1}`, state }),
    position: index + 1,
  }));
}

const isOpen = (row: QuestionRow) => !isAnswered(row.answer);

describe('the next unanswered question', () => {
  test('comes after the present one, then round again', () => {
    const rows = makeRows(null, 'yes', null, 'no');
    expect(findNext(rows, 'Q-1', isOpen)?.question.id).toBe('Q-3');
    expect(findNext(rows, 'Q-3', isOpen)?.question.id).toBe('Q-1');
  });

  test('is the present one when it alone is left, and none when all are answered', () => {
    expect(findNext(makeRows('yes', null, 'no'), 'Q-2', isOpen)?.question.id).toBe('Q-2');
    expect(findNext(makeRows('yes', 'unknown', 'not_applicable'), 'Q-2', isOpen)).toBeNull();
  });

  test('is also one that was carried over and not confirmed', () => {
    expect(isAnswered(makeAnswer({ state: 'yes', carriedOver: true }))).toBe(false);
  });
});

describe('what is on its way', () => {
  test('is laid over what was read, and touches a carried-over answer only by its content', () => {
    const answer = makeAnswer({ state: 'yes', note: 'Last year', carriedOver: true });
    expect(layOver(answer, { flagged: true })).toMatchObject({ flagged: true, carriedOver: true, state: 'yes' });
    expect(layOver(answer, { note: 'This year' })).toMatchObject({ note: 'This year', carriedOver: false });
  });
});

describe('how a question counts', () => {
  test('is the weaker of answer and evidence', () => {
    const partial = makeAnswer({ state: 'partial', evidenceState: 'claimed' });
    expect(workOutCredit(SCALE, QUESTION, partial)).toEqual({
      standing: 'counted',
      answer: 0.5,
      evidence: 0.1,
      counts: 0.1,
    });
    const verified = makeAnswer({ state: 'partial', evidenceState: 'verified' });
    expect(workOutCredit(SCALE, QUESTION, verified)).toMatchObject({ counts: 0.5 });
  });

  test('is mirrored where "no" is the good answer', () => {
    const mirrored = { ...QUESTION, goodAnswer: 'no' as const };
    const no = makeAnswer({ state: 'no', evidenceState: 'tested' });
    expect(workOutCredit(SCALE, mirrored, no)).toMatchObject({ answer: 1, counts: 1 });
    expect(workOutCredit(SCALE, mirrored, { ...no, state: 'yes' })).toMatchObject({ answer: 0, counts: 0 });
    expect(workOutCredit(SCALE, mirrored, { ...no, state: 'unknown' })).toMatchObject({ answer: 0, counts: 0 });
  });

  test('is the answer alone where no evidence is needed', () => {
    const free = { ...QUESTION, evidence: { ...QUESTION.evidence, needed: false } };
    expect(workOutCredit(SCALE, free, makeAnswer({ state: 'yes' }))).toMatchObject({ evidence: null, counts: 1 });
  });

  test('leaves out an n.a. with a reason, and counts one without as unknown', () => {
    const bare = makeAnswer({ state: 'not_applicable' });
    expect(workOutCredit(SCALE, QUESTION, bare)).toMatchObject({ standing: 'counted', counts: 0 });
    expect(workOutCredit(SCALE, QUESTION, { ...bare, note: 'No such data.' })).toEqual({ standing: 'left_out' });
  });

  test('is open while nothing was said this year', () => {
    expect(workOutCredit(SCALE, QUESTION, makeAnswer({}))).toEqual({ standing: 'open' });
    expect(workOutCredit(SCALE, QUESTION, makeAnswer({ state: 'yes', carriedOver: true }))).toEqual({
      standing: 'open',
    });
  });
});

describe('what is offered', () => {
  test('evidence is wanted until something better than a claim is there', () => {
    const [row] = makeRows('yes');
    if (!row) throw new Error('There is one row');
    const withEvidence = (evidenceState: Answer['evidenceState']) => ({
      ...row,
      answer: { ...row.answer, evidenceState },
    });
    expect(lacksEvidence(withEvidence('none'))).toBe(true);
    expect(lacksEvidence(withEvidence('claimed'))).toBe(true);
    expect(lacksEvidence(withEvidence('documented'))).toBe(false);
  });

  test('follows state and role', () => {
    expect(findRefusal('answer', 'answering', 'excellence_lead')).toBeNull();
    expect(findRefusal('answer', 'in_review', 'compliance_officer')).toBe('state');
    expect(findRefusal('verdict', 'in_review', 'excellence_lead')).toBe('role');
    expect(findRefusal('signOff', 'in_review', 'security_reviewer')).toBe('role');
    expect(findRefusal('reassess', 'signed_off', 'auditor')).toBe('role');
  });
});
