import type { Evidence } from '../../../shared/contract/evidence.ts';
import type { AnswerState } from '../../../shared/contract/questionnaire-pack.ts';
import type { Verdict } from '../../../shared/contract/assessments.ts';

/** One piece of evidence of the sample; its file is made when the sample is. */
interface SampleEvidence {
  title: string;
  kind: Evidence['kind'];
  state: Evidence['state'];
  /** Days before it was collected. */
  datedAgo: number;
  page?: string;
}

/** One answer of the sample with its evidence and, once reviewed, the verdict. */
export interface SampleAnswer {
  state: AnswerState;
  note: string;
  evidence: readonly SampleEvidence[];
  verdict?: Verdict;
  verdictNote?: string;
}

export type SampleAnswers = Readonly<Record<string, SampleAnswer>>;

function piece(
  title: string,
  kind: SampleEvidence['kind'],
  state: SampleEvidence['state'],
  datedAgo: number,
  page?: string,
): SampleEvidence {
  return page ? { title, kind, state, datedAgo, page } : { title, kind, state, datedAgo };
}

/** Forge Assist: a vendor that answers well. */
export const FORGE_ANSWERS: SampleAnswers = {
  'V-SEC-1': {
    state: 'yes',
    note: 'Type 2 report read with the review sheet; the assistant and our plan are in scope. Two exceptions in access reviews are remedied.',
    evidence: [
      piece('SOC 2 Type 2 report', 'report', 'verified', 70, 'section 4'),
      piece('Bridge letter', 'letter', 'verified', 20),
    ],
  },
  'V-SEC-2': {
    state: 'yes',
    note: 'Independent test of console, API and editor plugin, prompt injection included. No open critical finding.',
    evidence: [piece('Penetration test letter', 'letter', 'verified', 120)],
  },
  'V-SEC-3': {
    state: 'yes',
    note: 'Repair within 7, 30 and 90 days by severity; our test report was answered in nine hours.',
    evidence: [piece('Vulnerability policy', 'policy', 'tested', 90)],
  },
  'V-SEC-4': {
    state: 'yes',
    note: 'Notice within 48 hours by contract; last exercise six months ago.',
    evidence: [piece('Incident plan extract', 'policy', 'verified', 150)],
  },
  'V-SEC-5': {
    state: 'partial',
    note: 'Certificate valid, but its statement of applicability leaves out model hosting.',
    evidence: [piece('ISO/IEC 27001 certificate', 'certificate', 'verified', 200)],
    verdict: 'partly_met',
    verdictNote: 'Model hosting is certified by its host only; asked for the next surveillance.',
  },
  'V-PRV-1': {
    state: 'yes',
    note: 'Business notice stored with its date and sum; it names our plan.',
    evidence: [piece('Business privacy notice', 'policy', 'verified', 80)],
  },
  'V-PRV-2': {
    state: 'yes',
    note: 'Signed; all required terms are present.',
    evidence: [piece('Data processing agreement, signed', 'contract', 'verified', 110)],
  },
  'V-PRV-3': {
    state: 'yes',
    note: 'Prompts and completions 0 days, logs 30, index deleted with the tenant, backups 35.',
    evidence: [piece('Retention schedule', 'policy', 'verified', 60, 'p. 3')],
  },
  'V-PRV-4': {
    state: 'yes',
    note: 'Deletion of a marked file was tried and searched for in index and logs.',
    evidence: [piece('Deletion test', 'test_result', 'tested', 40)],
  },
  'V-PRV-5': {
    state: 'yes',
    note: 'Clause excludes training; the tenant export shows the setting locked off.',
    evidence: [
      piece('Contract clause on training', 'contract', 'verified', 110, 'clause 9.2'),
      piece('Tenant settings export', 'export', 'tested', 30),
    ],
  },
  'V-CMP-1': {
    state: 'not_applicable',
    note: 'No health data may reach the tool; the claims repositories are blocked and the block was tested.',
    evidence: [],
    verdict: 'not_applicable',
    verdictNote: 'Agreed; the block is checked every quarter.',
  },
  'V-CMP-2': {
    state: 'not_applicable',
    note: 'No repository in scope can affect the cardholder data environment.',
    evidence: [],
    verdict: 'not_applicable',
    verdictNote: 'Scoping note read.',
  },
  'V-CMP-3': {
    state: 'yes',
    note: 'Sub-processor list, transfer assessment and standard clauses are on file.',
    evidence: [
      piece('Sub-processor list', 'report', 'verified', 45),
      piece('Transfer assessment', 'report', 'verified', 100),
    ],
  },
  'V-CMP-4': {
    state: 'yes',
    note: 'All seven locations in the EU, failover included, by contract.',
    evidence: [piece('Residency statement per endpoint', 'letter', 'verified', 50)],
  },
  'V-OPS-1': {
    state: 'yes',
    note: '99.5 % a month for the assistant; twelve months of history.',
    evidence: [piece('Service level and uptime history', 'report', 'documented', 60)],
  },
  'V-OPS-2': {
    state: 'yes',
    note: 'Test ticket answered in three hours; security contact named.',
    evidence: [piece('Test ticket', 'test_result', 'tested', 35)],
  },
  'V-OPS-3': {
    state: 'partial',
    note: 'Model changes are announced, but only ten days ahead.',
    evidence: [piece('Change notices of one year', 'message', 'documented', 40)],
    verdict: 'partly_met',
    verdictNote: 'Thirty days are asked for at renewal.',
  },
  'V-OPS-4': {
    state: 'yes',
    note: 'Recovery tested in spring, four hours.',
    evidence: [piece('Continuity summary', 'report', 'documented', 130)],
  },
  'V-CTR-1': {
    state: 'yes',
    note: 'Our sector and countries are permitted.',
    evidence: [piece('Acceptable use policy', 'policy', 'verified', 80)],
  },
  'V-CTR-2': {
    state: 'partial',
    note: 'Cap of twelve months of fees; data breach and intellectual property are carved out.',
    evidence: [piece('Liability clauses', 'contract', 'verified', 110)],
    verdict: 'partly_met',
    verdictNote: 'Legal counsel accepts the cap for this use.',
  },
  'V-CTR-3': {
    state: 'yes',
    note: 'Thirty days, and at once for a breach of the data terms.',
    evidence: [piece('Termination clauses', 'contract', 'verified', 110)],
  },
  'V-CTR-4': {
    state: 'yes',
    note: 'Settings and prompts exported and read back.',
    evidence: [piece('Export trial', 'test_result', 'tested', 25)],
  },
};

/** Harrow Agent a year ago: mostly the vendor's word. */
export const HARROW_ANSWERS_LAST_YEAR: SampleAnswers = {
  ...Object.fromEntries(
    Object.keys(FORGE_ANSWERS).map((id) => [
      id,
      { state: 'yes', note: '', evidence: [], verdict: 'partly_met' } satisfies SampleAnswer,
    ]),
  ),
  'V-SEC-1': {
    state: 'yes',
    note: 'Report read.',
    evidence: [piece('SOC 2 Type 2 report', 'report', 'verified', 60)],
  },
  'V-SEC-2': { state: 'no', note: 'No test has been made.', evidence: [], verdict: 'not_met' },
  'V-PRV-2': {
    state: 'yes',
    note: 'Signed.',
    evidence: [piece('Data processing agreement, signed', 'contract', 'verified', 40)],
  },
  'V-PRV-3': {
    state: 'yes',
    note: '30 days for everything, confirmed on a call.',
    evidence: [],
    verdict: 'partly_met',
    verdictNote: 'Ask for it in writing.',
  },
  'V-CMP-1': {
    state: 'not_applicable',
    note: 'Not used with health data at that time.',
    evidence: [],
    verdict: 'not_applicable',
  },
  'V-CMP-2': {
    state: 'not_applicable',
    note: 'Not used near cardholder data.',
    evidence: [],
    verdict: 'not_applicable',
  },
  'V-OPS-4': { state: 'unknown', note: 'Asked twice, no answer.', evidence: [], verdict: 'not_met' },
};

/** Harrow Agent now, in review: retention without a limit, a test without a date, no business associate agreement. */
export const HARROW_ANSWERS: SampleAnswers = {
  'V-SEC-1': {
    state: 'yes',
    note: 'New report read; the agent is named in the system description.',
    evidence: [piece('SOC 2 Type 2 report of this year', 'report', 'verified', 60, 'section 3')],
    verdict: 'met',
    verdictNote: '',
  },
  'V-SEC-2': {
    state: 'partial',
    note: 'A letter without a date; prompt injection was not tested.',
    evidence: [piece('Penetration test letter, undated', 'letter', 'claimed', 50)],
    verdict: 'not_met',
    verdictNote: 'A letter without a date proves nothing. Asked for the dated summary.',
  },
  'V-SEC-3': {
    state: 'yes',
    note: 'Policy with repair times by severity.',
    evidence: [piece('Vulnerability policy', 'policy', 'documented', 70)],
  },
  'V-SEC-4': {
    state: 'yes',
    note: 'Notice within 72 hours.',
    evidence: [piece('Incident plan extract', 'policy', 'documented', 70)],
  },
  'V-SEC-5': {
    state: 'yes',
    note: 'ISO/IEC 27001, scope names the agent.',
    evidence: [piece('ISO/IEC 27001 certificate', 'certificate', 'verified', 180)],
    verdict: 'met',
    verdictNote: '',
  },
  'V-PRV-1': {
    state: 'yes',
    note: 'Business notice applies.',
    evidence: [piece('Business privacy notice', 'policy', 'documented', 90)],
  },
  'V-PRV-2': {
    state: 'yes',
    note: 'Signed agreement covers the Enterprise plan.',
    evidence: [piece('Data processing agreement, renewed', 'contract', 'verified', 100)],
    verdict: 'met',
    verdictNote: '',
  },
  'V-PRV-3': {
    state: 'no',
    note: 'Prompts and completions: 30 days. Agent session logs are kept “as long as needed to provide the service”. Embeddings are not mentioned.',
    evidence: [
      piece('Data terms, version 6', 'contract', 'verified', 79, 'p. 9'),
      piece('Vendor e-mail on session logs', 'message', 'claimed', 2),
    ],
    verdict: 'not_met',
    verdictNote: 'An e-mail is the vendor’s word. Ask for the schedule and for the embeddings period.',
  },
  'V-PRV-4': {
    state: 'partial',
    note: 'Prompts and logs on request; embeddings are left out.',
    evidence: [piece('Deletion procedure', 'policy', 'documented', 75)],
  },
  'V-PRV-5': {
    state: 'yes',
    note: 'Excluded by contract; setting seen in the tenant.',
    evidence: [piece('Tenant settings export', 'export', 'tested', 25)],
    verdict: 'met',
    verdictNote: '',
  },
  'V-CMP-1': {
    state: 'no',
    note: 'Vendor is slow to offer a business associate agreement; drafts are being exchanged.',
    evidence: [piece('Draft agreement', 'contract', 'claimed', 12)],
    verdict: 'not_met',
    verdictNote: 'No use with health data until it is signed and covers the agent.',
  },
  'V-CMP-2': {
    state: 'not_applicable',
    note: 'Not used near cardholder data.',
    evidence: [],
    verdict: 'not_applicable',
  },
  'V-CMP-3': {
    state: 'partial',
    note: 'List of sub-processors without dates.',
    evidence: [piece('Sub-processor list', 'report', 'documented', 90)],
  },
  'V-CMP-4': {
    state: 'partial',
    note: 'Storage is pinned to the EU; support staff in Manila can read code.',
    evidence: [piece('Region statement', 'letter', 'documented', 60)],
    verdict: 'not_met',
    verdictNote: 'Support access is one of the seven locations.',
  },
  'V-OPS-1': {
    state: 'yes',
    note: '99.0 % a month.',
    evidence: [piece('Service level', 'contract', 'documented', 100)],
  },
  'V-OPS-2': { state: 'yes', note: 'Contact named.', evidence: [piece('Escalation list', 'report', 'documented', 60)] },
  'V-OPS-3': {
    state: 'partial',
    note: 'Changes appear in release notes on the day.',
    evidence: [piece('Release notes of one year', 'message', 'documented', 30)],
  },
  'V-OPS-4': { state: 'unknown', note: 'Asked on two occasions; no summary so far.', evidence: [] },
  'V-CTR-1': {
    state: 'yes',
    note: 'Permitted.',
    evidence: [piece('Acceptable use policy', 'policy', 'documented', 110)],
  },
  'V-CTR-2': {
    state: 'partial',
    note: 'Fees-only cap; indemnity for intellectual property is offered.',
    evidence: [piece('Liability clauses', 'contract', 'documented', 100)],
  },
  'V-CTR-3': {
    state: 'yes',
    note: 'Thirty days.',
    evidence: [piece('Termination clauses', 'contract', 'documented', 100)],
  },
  'V-CTR-4': { state: 'unknown', note: 'An exit has not been tried.', evidence: [] },
};

/** Greyfen Pair, overdue: thirteen of twenty-two answered. */
export const GREYFEN_ANSWERS: SampleAnswers = Object.fromEntries(
  Object.entries(FORGE_ANSWERS)
    .slice(0, 13)
    .map(([id, answer]) => [
      id,
      {
        state: answer.state,
        note: answer.state === 'yes' ? '' : answer.note,
        evidence: answer.evidence.slice(0, 1).map((one) => ({ ...one, state: 'claimed' as const, datedAgo: 30 })),
      },
    ]),
);
