import type { Finding } from '../contract/findings.ts';
import type { Role } from '../contract/people.ts';
import type { Refusal } from './vendors.ts';

type FindingStatus = Finding['status'];

/** Where a finding may go. Closed ones can be opened again. */
const NEXT_STATUSES: Readonly<Record<FindingStatus, readonly FindingStatus[]>> = {
  open: ['in_progress', 'resolved', 'accepted', 'withdrawn'],
  in_progress: ['open', 'resolved', 'accepted', 'withdrawn'],
  resolved: ['open'],
  accepted: ['open'],
  withdrawn: ['open'],
};

const STATUS_WORDS: Readonly<Record<FindingStatus, string>> = {
  open: 'open',
  in_progress: 'in progress',
  resolved: 'resolved',
  accepted: 'accepted',
  withdrawn: 'withdrawn',
};

/** Still to be dealt with. */
export function isFindingOpen(status: FindingStatus): boolean {
  return status === 'open' || status === 'in_progress';
}

/** Who may give a finding this status: to live with one is the officer's decision, to close one a reviewer's. */
export function maySetFindingStatus(status: FindingStatus, role: Role): boolean {
  if (status === 'accepted') return role === 'compliance_officer';
  if (status === 'in_progress') return role !== 'auditor';
  return role === 'compliance_officer' || role === 'security_reviewer';
}

/**
 * Null when the finding may become `status`. A closed finding says why (`domain.md` 9.3): resolved by its retest,
 * accepted or withdrawn by the management's response.
 */
export function findFindingRefusal(
  finding: Pick<Finding, 'code' | 'status' | 'retest' | 'response'>,
  status: FindingStatus,
): Refusal | null {
  if (!NEXT_STATUSES[finding.status].includes(status)) {
    const allowed = NEXT_STATUSES[finding.status].map((next) => STATUS_WORDS[next]).join(', ');
    return {
      sentence: `${finding.code} is ${STATUS_WORDS[finding.status]} and cannot become ${STATUS_WORDS[status]}.`,
      remedy: `From here it can become: ${allowed}.`,
    };
  }
  if (status === 'resolved' && finding.retest.trim() === '') {
    return {
      sentence: `${finding.code} cannot be resolved without a retest.`,
      remedy: 'Write down what was tested again, when, and what it showed.',
    };
  }
  if ((status === 'accepted' || status === 'withdrawn') && finding.response.trim() === '') {
    return {
      sentence: `${finding.code} cannot be ${STATUS_WORDS[status]} without a response.`,
      remedy: 'Write down the reason as the response.',
    };
  }
  return null;
}

/** Has a person worked on a finding that a rule raised? Then the rule alone no longer withdraws or rewords it. */
export function isWorkedOn(finding: Pick<Finding, 'status' | 'response' | 'retest' | 'cause'>): boolean {
  return (
    (finding.status !== 'open' && finding.status !== 'withdrawn') ||
    [finding.response, finding.retest, finding.cause].some((text) => text.trim() !== '')
  );
}
