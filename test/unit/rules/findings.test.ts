import { describe, expect, it } from 'vitest';
import { FINDING_STATUSES } from '../../../shared/contract/findings.ts';
import { findFindingRefusal, isFindingOpen, isWorkedOn, maySetFindingStatus } from '../../../shared/rules/findings.ts';

const finding = { code: 'F-001', status: 'open', retest: '', response: '', cause: '' } as const;

describe('the status of a finding', () => {
  it('closes only with its reason', () => {
    const refuse = (status: (typeof FINDING_STATUSES)[number], texts: { retest?: string; response?: string } = {}) =>
      findFindingRefusal({ ...finding, ...texts }, status) === null;
    expect(refuse('in_progress')).toBe(true);
    expect(refuse('resolved')).toBe(false);
    expect(refuse('resolved', { retest: 'Seen' })).toBe(true);
    expect(refuse('accepted', { retest: 'Seen' })).toBe(false);
    expect(refuse('accepted', { response: 'We live with it' })).toBe(true);
    expect(refuse('withdrawn', { response: ' ' })).toBe(false);
  });

  it('opens again from every closed one, and nothing else', () => {
    for (const status of FINDING_STATUSES.filter((one) => !isFindingOpen(one))) {
      for (const next of FINDING_STATUSES) {
        const texts = { retest: 'Seen', response: 'Because' };
        const isAllowed = findFindingRefusal({ ...finding, ...texts, status }, next) === null;
        expect(isAllowed, `${status} to ${next}`).toBe(next === 'open');
      }
    }
  });

  it('is each for those who may', () => {
    expect(FINDING_STATUSES.filter((status) => maySetFindingStatus(status, 'auditor'))).toEqual([]);
    expect(FINDING_STATUSES.filter((status) => maySetFindingStatus(status, 'excellence_lead'))).toEqual([
      'in_progress',
    ]);
    expect(FINDING_STATUSES.filter((status) => maySetFindingStatus(status, 'security_reviewer'))).not.toContain(
      'accepted',
    );
    expect(FINDING_STATUSES.filter((status) => maySetFindingStatus(status, 'compliance_officer'))).toHaveLength(5);
  });

  it('tells what a person has touched', () => {
    expect(isWorkedOn(finding)).toBe(false);
    expect(isWorkedOn({ ...finding, status: 'withdrawn' })).toBe(false);
    expect(isWorkedOn({ ...finding, status: 'withdrawn', response: 'Not ours' })).toBe(true);
    expect(isWorkedOn({ ...finding, status: 'in_progress' })).toBe(true);
    expect(isWorkedOn({ ...finding, cause: 'A default' })).toBe(true);
  });
});
