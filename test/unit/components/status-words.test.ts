import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeDue, describeState, STATUS_WORDS } from '../../../renderer/components/status-words.ts';
import { ACCESS_OUTCOMES, DESIGN_STATES, EXCEPTION_STANDINGS } from '../../../shared/contract/access-tier-records.ts';
import { ASSESSMENT_STATES, VERDICTS } from '../../../shared/contract/assessments.ts';
import { DATA_FLOW_STATES } from '../../../shared/contract/data-flows.ts';
import { EVIDENCE_FRESHNESS } from '../../../shared/contract/evidence.ts';
import { FINDING_KINDS, FINDING_STATUSES } from '../../../shared/contract/findings.ts';
import { ANSWER_STATES, EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { QUESTIONNAIRE_STATUSES } from '../../../shared/contract/questionnaires.ts';
import { RISK_STATES } from '../../../shared/contract/risks.ts';
import { RESIDENCY_RESULTS } from '../../../shared/contract/region-pack.ts';
import { OVERRIDE_STATES } from '../../../shared/contract/residency.ts';
import { RECOMMENDATIONS } from '../../../shared/contract/scores.ts';
import { GATE_STATES } from '../../../shared/contract/tools.ts';
import { REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import { POINT_WEIGHTS } from '../../../shared/rules/data-flows/lint.ts';

type Words = Record<string, Record<string, string>>;

function readWords<Part extends string>(layer: 'renderer' | 'shared'): Record<Part, Words> {
  const path = join(import.meta.dirname, '..', '..', '..', layer, 'locales', 'en', 'components.json');
  return JSON.parse(readFileSync(path, 'utf8')) as Record<Part, Words>;
}
const { word } = readWords<'word'>('shared');
const { due } = readWords<'due'>('renderer');

describe('status words', () => {
  it.each([
    ['register', REGISTER_STATUSES],
    ['assessment', ASSESSMENT_STATES],
    ['answer', [...ANSWER_STATES, 'unset']],
    ['verdict', [...VERDICTS, 'unset']],
    ['evidence', EVIDENCE_STATES],
    ['freshness', EVIDENCE_FRESHNESS],
    ['gate', GATE_STATES],
    ['residency', RESIDENCY_RESULTS],
    ['residencyOverride', OVERRIDE_STATES],
    ['recommendation', RECOMMENDATIONS],
    ['finding', FINDING_STATUSES],
    ['findingKind', FINDING_KINDS],
    ['questionnaire', QUESTIONNAIRE_STATUSES],
    ['risk', RISK_STATES],
    ['dataFlowMap', DATA_FLOW_STATES],
    ['flowPoint', POINT_WEIGHTS],
    ['accessOutcome', [...ACCESS_OUTCOMES, 'not_set']],
    ['accessDesign', DESIGN_STATES],
    ['accessException', EXCEPTION_STANDINGS],
    ['accessCheck', ['blocks', 'look_at']],
  ] as const)('draw every value of %s and nothing else', (vocabulary, values) => {
    expect(Object.keys(STATUS_WORDS[vocabulary]).toSorted()).toEqual([...values].toSorted());
  });

  it('have a message for every value, and no message without one', () => {
    const drawn = Object.fromEntries(
      Object.entries(STATUS_WORDS).map(([vocabulary, drawings]) => [vocabulary, Object.keys(drawings).toSorted()]),
    );
    const { notSet, ...vocabularies } = word;
    const worded = Object.fromEntries(
      Object.entries(vocabularies).map(([vocabulary, words]) => [vocabulary, Object.keys(words).toSorted()]),
    );
    expect(notSet).toBe('Not set');
    expect(worded).toEqual(drawn);
  });

  it('tell no two values of a vocabulary by colour alone', () => {
    for (const [vocabulary, words] of Object.entries(word)) {
      if (vocabulary === 'notSet') continue;
      expect(new Set(Object.values(words)).size, vocabulary).toBe(Object.keys(words).length);
    }
  });

  it('are neutral for what is still moving', () => {
    expect(describeState('register', 'in_review').tone).toBe('neutral');
    expect(describeState('answer', 'partial').tone).toBe('neutral');
    expect(describeState('evidence', 'claimed').tone).toBe('neutral');
  });

  it('say "to do" for an answer that is not given, and "not set" where nothing else fits', () => {
    expect(describeState('answer', null)).toEqual({
      shape: 'open',
      tone: 'neutral',
      key: 'components.word.answer.unset',
    });
    expect(describeState('register', null)).toEqual({ shape: 'ask', tone: 'neutral', key: 'components.word.notSet' });
  });
});

describe('due words', () => {
  const today = '2026-11-20';

  it.each([
    ['2026-11-14', 'due', 'late', 'bad', 'components.due.due.late', 6],
    ['2026-11-19', 'due', 'late', 'bad', 'components.due.due.late', 1],
    ['2026-11-20', 'due', 'clock', 'warn', 'components.due.due.today', 0],
    ['2026-11-21', 'due', 'clock', 'warn', 'components.due.due.soon', 1],
    ['2026-12-04', 'due', 'clock', 'warn', 'components.due.due.soon', 14],
    ['2026-12-05', 'due', 'open', 'neutral', 'components.due.due.later', 15],
    ['2026-12-18', 'expiry', 'clock', 'warn', 'components.due.expiry.soon', 28],
    ['2026-11-01', 'expiry', 'late', 'bad', 'components.due.expiry.late', 19],
    ['2027-02-18', 'end', 'clock', 'warn', 'components.due.end.soon', 90],
    ['2027-02-19', 'end', 'open', 'neutral', 'components.due.end.later', 91],
  ] as const)('for %s (%s) are %s, %s', (dueOn, kind, shape, tone, key, count) => {
    expect(describeDue(dueOn, today, kind)).toEqual({ shape, tone, key, count });
    const [, , name, form] = key.split('.');
    const messages = Object.keys(due[name ?? ''] ?? {});
    expect(messages.some((message) => message === form || message === `${form}_other`)).toBe(true);
  });

  it('say "not set" without a day', () => {
    expect(describeDue(null, today)).toEqual({
      shape: 'ask',
      tone: 'neutral',
      key: 'components.word.notSet',
      count: 0,
    });
  });

  it('count whole days over the end of summer time', () => {
    expect(describeDue('2026-10-26', '2026-10-24').count).toBe(2);
  });
});
