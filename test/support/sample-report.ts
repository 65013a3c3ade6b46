import type {
  BandLevel,
  Report,
  ReportBlock,
  ReportFinding,
  ReportRow,
  ReportSection,
  ReportTable,
  ReportValue,
  VerdictMark,
} from '../../shared/report/report.ts';

const text = (words: string, note?: string): ReportValue =>
  note === undefined ? { kind: 'text', text: words } : { kind: 'text', text: words, note };
const strong = (words: string): ReportValue => ({ kind: 'strong', text: words });
const identifier = (id: string): ReportValue => ({ kind: 'identifier', text: id });
const sum = (sha256: string): ReportValue => ({ kind: 'identifier', text: sha256, sum: true });
const whole = (value: number): ReportValue => ({ kind: 'number', value, format: 'whole' });
const ratio = (value: number): ReportValue => ({ kind: 'number', value, format: 'ratio' });
const date = (day: string): ReportValue => ({ kind: 'date', date: day });
const band = (level: BandLevel): ReportValue => ({ kind: 'band', level, text: BAND_WORDS[level] });

const BAND_WORDS = { 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Critical' } as const;
const VERDICT_WORDS = {
  met: 'Met',
  partly: 'Partly met',
  'not-met': 'Not met',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
} as const;

const verdict = (mark: VerdictMark, note?: string): ReportValue => {
  const value = { kind: 'verdict', verdict: mark, text: VERDICT_WORDS[mark] } as const;
  return note === undefined ? value : { ...value, note };
};
const place = (mark: VerdictMark, where: string): ReportValue => ({
  kind: 'verdict',
  verdict: mark,
  text: where,
  quiet: true,
});

interface SampleAnswer {
  id: string;
  question: string;
  clauses: string;
  answer: string;
  verdict: VerdictMark;
  gate?: string;
  evidence: readonly string[];
  weight: number;
}

interface SampleSection {
  name: string;
  score: readonly [points: number, most: number];
  answers: readonly SampleAnswer[];
}

const SECTIONS: readonly SampleSection[] = [
  {
    name: 'Security',
    score: [31, 38],
    answers: [
      {
        id: 'V-SEC-1',
        question:
          'Has the vendor’s SOC 2 Type II report been read, with its exceptions and the controls it expects of us?',
        clauses: 'S CC9.2; I 5.19–5.22; N SC-06',
        answer:
          'Report read 2 Oct 2026. Period 1 Apr 2025 to 31 Mar 2026; the assistant is in scope. Two exceptions, both in access reviews, are remedied. Gap letter to 31 Oct 2026.',
        verdict: 'met',
        evidence: ['EV-2026-SEC1-001', 'EV-2026-SEC1-002'],
        weight: 5,
      },
      {
        id: 'V-SEC-2',
        question:
          'Was a penetration test by a third party completed in the last 12 months, and did it cover the AI features?',
        clauses: 'S CC4.1, CC7.1; I 5.35, 8.8',
        answer:
          'Letter of 18 Jun 2026 covers the web console and API. Prompt injection and the IDE plugin were not tested.',
        verdict: 'partly',
        evidence: ['EV-2026-SEC2-001'],
        weight: 4,
      },
      {
        id: 'V-SEC-3',
        question: 'Is there a vulnerability programme with repair times by severity and a public contact?',
        clauses: 'S CC7.1; I 8.8',
        answer: 'Policy states 7, 30 and 90 days. A security.txt contact answered our test message in 9 hours.',
        verdict: 'met',
        evidence: ['EV-2026-SEC3-001'],
        weight: 3,
      },
      {
        id: 'V-SEC-4',
        question: 'Does the incident plan commit to a notice period, and has it been exercised?',
        clauses: 'S CC7.3–7.5; I 5.24–5.28; G 33',
        answer: 'Notice within 48 hours by contract; last exercise 11 May 2026.',
        verdict: 'met',
        evidence: ['EV-2026-SEC4-001'],
        weight: 4,
      },
      {
        id: 'V-SEC-5',
        question: 'Which certificates cover the service itself, and not only its hosting provider?',
        clauses: 'I 5.19; AI A.10',
        answer:
          'ISO 27001 certificate is valid to 30 Aug 2028, but its statement of applicability leaves out model hosting.',
        verdict: 'partly',
        evidence: ['EV-2026-SEC5-001'],
        weight: 3,
      },
    ],
  },
  {
    name: 'Privacy',
    score: [29, 42],
    answers: [
      {
        id: 'V-PRV-1',
        question: 'Is the business privacy notice on file with its date, and does it apply to our plan?',
        clauses: 'G 13–14, 28; S P1',
        answer: 'Notice of 1 Sep 2026 stored with its hash; it names the Business plan.',
        verdict: 'met',
        evidence: ['EV-2026-PRV1-001'],
        weight: 2,
      },
      {
        id: 'V-PRV-2',
        question: 'Is a data processing agreement signed, and are all twelve required terms present?',
        clauses: 'G 28(3); I 5.20, 5.34',
        answer: 'Signed 14 Sep 2026; twelve of twelve terms present.',
        verdict: 'met',
        gate: 'Gate: personal data',
        evidence: ['EV-2026-PRV2-001', 'EV-2026-PRV2-002'],
        weight: 5,
      },
      {
        id: 'V-PRV-3',
        question: 'Are retention periods stated for every data type and feature?',
        clauses: 'G 5(1)(e); S C1.2; I 8.10',
        answer: 'Prompts and completions 30 days; logs 90 days. No period is stated for the code index.',
        verdict: 'partly',
        evidence: ['EV-2026-PRV3-001'],
        weight: 5,
      },
      {
        id: 'V-PRV-4',
        question: 'Can we have our data deleted everywhere, including logs, backups and embeddings?',
        clauses: 'G 17, 28(3)(g); S C1.2; I 8.10',
        answer: 'Deletion on request within 30 days. Backups (35 days) and embeddings are excluded in writing.',
        verdict: 'not-met',
        evidence: ['EV-2026-PRV4-001'],
        weight: 4,
      },
      {
        id: 'V-PRV-5',
        question: 'Is our content excluded from training by contract, and does the setting on our plan agree?',
        clauses: 'G 28(3)(a), 5(1)(b); AI A.10.3',
        answer: 'Clause 9.2 excludes training. Tenant export of 16 Nov 2026 shows the setting locked off.',
        verdict: 'met',
        gate: 'Gate: personal data',
        evidence: ['EV-2026-PRV5-001', 'EV-2026-PRV5-002'],
        weight: 5,
      },
    ],
  },
  {
    name: 'Compliance',
    score: [12, 26],
    answers: [
      {
        id: 'V-CMP-1',
        question: 'Is a business associate agreement in force that covers this product and plan?',
        clauses: 'H 502(e), 504(e), 314(a)',
        answer: 'Offered on the Enterprise plan only. Our order is for the Business plan. Requested 3 Nov 2026.',
        verdict: 'not-met',
        gate: 'Gate: PHI possible',
        evidence: ['EV-2026-CMP1-001'],
        weight: 5,
      },
      {
        id: 'V-CMP-2',
        question: 'Is there a PCI attestation for the service, with a responsibility matrix?',
        clauses: 'P 12.8.2–12.8.5, 12.9',
        answer:
          'Not applicable: no repository in scope can affect the cardholder data environment (scoping note of 9 Oct 2026).',
        verdict: 'not-applicable',
        gate: 'Gate: CDE',
        evidence: ['EV-2026-CMP2-001'],
        weight: 4,
      },
      {
        id: 'V-CMP-3',
        question: 'Are the sub-processor list, transfer assessment and transfer instrument on file?',
        clauses: 'G 28, 30(2), 44–49',
        answer: 'List of 14 Sep 2026, transfer assessment of 12 Oct 2026, standard clauses module 2 signed.',
        verdict: 'met',
        evidence: ['EV-2026-CMP3-001', 'EV-2026-CMP3-002'],
        weight: 4,
      },
      {
        id: 'V-CMP-4',
        question: 'Do all seven locations satisfy the regions that bind us?',
        clauses: 'G 44; I 5.23, 5.31',
        answer:
          'Six of seven locations are in the EU. Failover goes to the United States and cannot be switched off on our plan.',
        verdict: 'partly',
        gate: 'Gate: mandatory region',
        evidence: ['EV-2026-CMP4-001'],
        weight: 4,
      },
    ],
  },
  {
    name: 'Operations',
    score: [6, 18],
    answers: [
      {
        id: 'V-OPS-1',
        question: 'Is there a service level for the AI feature, with a history?',
        clauses: 'S A1.1, CC9.2; I 5.22',
        answer: '99.5 % a month; 12-month history shows 99.71 %. Credits apply.',
        verdict: 'met',
        evidence: ['EV-2026-OPS1-001'],
        weight: 2,
      },
      {
        id: 'V-OPS-2',
        question: 'Has support been tried and is a security contact named?',
        clauses: 'S CC9.2; I 5.22',
        answer: 'Test ticket answered in 3 h 10 min. Contact and escalation list on file.',
        verdict: 'met',
        evidence: ['EV-2026-OPS2-001'],
        weight: 1,
      },
      {
        id: 'V-OPS-3',
        question: 'Are model changes announced, and can a version be held?',
        clauses: 'AI A.6.2.6; I 8.32',
        answer: 'Models were replaced twice in 2026 without notice. No version can be held on our plan.',
        verdict: 'not-met',
        evidence: ['EV-2026-OPS3-001'],
        weight: 3,
      },
      {
        id: 'V-OPS-4',
        question: 'Is continuity tested, with recovery times for the AI feature?',
        clauses: 'S A1.2–1.3; I 5.29–5.30',
        answer: 'No answer to two requests. Scored as the worst case.',
        verdict: 'unknown',
        evidence: [],
        weight: 3,
      },
    ],
  },
  {
    name: 'Contract',
    score: [13, 20],
    answers: [
      {
        id: 'V-CTR-1',
        question: 'Does the acceptable use policy permit our use, and who is told when it changes?',
        clauses: 'I 5.10, 5.20',
        answer: 'Policy of 1 Sep 2026 permits commercial development; changes are mailed 30 days ahead.',
        verdict: 'met',
        evidence: ['EV-2026-CTR1-001'],
        weight: 3,
      },
      {
        id: 'V-CTR-2',
        question: 'Are liability and indemnity stated for generated code?',
        clauses: 'I 5.20, 5.32',
        answer:
          'Liability is capped at twelve months’ fees. Indemnity for intellectual property needs the Enterprise plan.',
        verdict: 'partly',
        evidence: ['EV-2026-CTR2-001'],
        weight: 3,
      },
      {
        id: 'V-CTR-3',
        question: 'Can we terminate for a breach of data terms, and what happens to our data?',
        clauses: 'G 28(3)(g); I 5.20',
        answer: 'Thirty days’ notice; data is returned or deleted within 60 days, certified on request.',
        verdict: 'met',
        evidence: ['EV-2026-CTR3-001'],
        weight: 2,
      },
      {
        id: 'V-CTR-4',
        question: 'Has an exit been tried, with the effort to leave known?',
        clauses: 'I 5.23; S CC9.2',
        answer: 'Our trial export of settings and prompts was not finished by the as-of date.',
        verdict: 'unknown',
        evidence: ['EV-2026-CTR4-001'],
        weight: 2,
      },
    ],
  },
];

const VERDICTS: readonly VerdictMark[] = ['met', 'partly', 'not-met', 'unknown', 'not-applicable'];

const countVerdict = (section: SampleSection, mark: VerdictMark): number =>
  section.answers.filter((answer) => answer.verdict === mark).length;
const countAllVerdicts = (mark: VerdictMark): number =>
  SECTIONS.reduce((total, section) => total + countVerdict(section, mark), 0);
const scoreTotal = (index: 0 | 1): number => SECTIONS.reduce((total, section) => total + section.score[index], 0);

const VERDICTS_TABLE: ReportTable = {
  kind: 'table',
  caption: 'Verdicts by section, the numbers of figure 1',
  description: 'Number of verdicts of each kind and score, one row for each section and one for all.',
  columns: [
    { id: 'section', title: 'Section', millimetres: 40, characters: 20 },
    { id: 'met', title: 'Met', align: 'right', millimetres: 20, characters: 10 },
    { id: 'partly', title: 'Partly met', align: 'right', millimetres: 22, characters: 12 },
    { id: 'notMet', title: 'Not met', align: 'right', millimetres: 20, characters: 10 },
    { id: 'unknown', title: 'Unknown', align: 'right', millimetres: 20, characters: 12 },
    { id: 'notApplicable', title: 'Not applicable', align: 'right', millimetres: 26, characters: 15 },
    { id: 'score', title: 'Score', align: 'right', millimetres: 22, characters: 10 },
  ],
  rows: [
    ...SECTIONS.map((section) => ({
      cells: [
        text(section.name),
        ...VERDICTS.map((mark) => whole(countVerdict(section, mark))),
        ratio(section.score[0] / section.score[1]),
      ],
    })),
    {
      cells: [
        text('All sections'),
        ...VERDICTS.map((mark) => whole(countAllVerdicts(mark))),
        ratio(scoreTotal(0) / scoreTotal(1)),
      ],
      total: true,
    },
  ],
  dense: true,
  empty: 'No question has been asked.',
};

const GATES_TABLE: ReportTable = {
  kind: 'table',
  caption: 'Gates',
  description: 'Each gate with its condition, result and reason; triggered gates first.',
  columns: [
    { id: 'item', title: 'Item', millimetres: 22, characters: 12 },
    { id: 'condition', title: 'Condition', millimetres: 34, characters: 22 },
    { id: 'result', title: 'Result', millimetres: 30, characters: 16 },
    { id: 'reason', title: 'Reason', millimetres: 84, characters: 40 },
  ],
  rows: [
    ['V-PRV-2', 'Personal data', 'ok', 'Passed', 'Signed, twelve of twelve terms'],
    ['V-PRV-5', 'Personal data', 'ok', 'Passed', 'Clause 9.2 and locked setting'],
    ['V-CMP-1', 'PHI possible', 'bad', 'Failed', 'No agreement for the Business plan (F-01)'],
    ['V-CMP-4', 'Mandatory region', 'bad', 'Failed', 'Failover to the United States (F-02)'],
    ['V-CMP-2', 'CDE', 'mute', 'Not triggered', 'No repository in scope'],
  ].map(([item = '', condition = '', tone, result = '', reason = '']) => ({
    cells: [
      identifier(item),
      text(condition),
      { kind: 'status', text: result, tone: tone === 'ok' ? 'ok' : tone === 'bad' ? 'bad' : 'mute' },
      text(reason),
    ],
  })),
  dense: true,
  empty: 'The questionnaire has no gates.',
};

const ACCEPTED_RISKS_TABLE: ReportTable = {
  kind: 'table',
  caption: 'Accepted risks',
  description: 'Each accepted risk with its severity, who accepted it and until when.',
  columns: [
    { id: 'id', title: 'Acceptance', millimetres: 26, characters: 16 },
    { id: 'risk', title: 'Risk', millimetres: 62, characters: 40 },
    { id: 'severity', title: 'Severity', millimetres: 24, characters: 12 },
    { id: 'acceptedBy', title: 'Accepted by', millimetres: 34, characters: 24 },
    { id: 'expires', title: 'Expires', millimetres: 24, characters: 14 },
  ],
  rows: [
    {
      cells: [
        identifier('RA-2026-007'),
        text('Prompts kept for 30 days by the vendor'),
        band(2),
        text('A. Whitcombe, CISO'),
        date('2027-02-28'),
      ],
    },
    {
      cells: [
        identifier('RA-2026-009'),
        text('IP indemnity missing on the Business plan'),
        band(1),
        text('D. Okafor, Legal counsel'),
        date('2027-05-31'),
      ],
    },
  ],
  dense: true,
  empty: 'No risk has been accepted.',
};

interface SampleFinding {
  id: string;
  title: string;
  severity: BandLevel;
  item: string;
  owner: string;
  office: string;
  due: string;
  dueText: string;
  rows: readonly [
    condition: string,
    criteria: string,
    cause: string,
    effect: string,
    recommendation: string,
    response: string,
    retest: string,
  ];
}

const FINDING_LABELS = ['Condition', 'Criteria', 'Cause', 'Effect', 'Recommendation', 'Response', 'Retest'] as const;

const FINDINGS: readonly SampleFinding[] = [
  {
    id: 'F-01',
    title: 'Health data could reach a vendor without a business associate agreement',
    severity: 4,
    item: 'V-CMP-1',
    owner: 'D. Okafor',
    office: 'Legal counsel',
    due: '2026-12-04',
    dueText: 'Due 4 Dec 2026',
    rows: [
      'The vendor offers a business associate agreement on its Enterprise plan only. Northmere’s order of 1 Sep 2026 is for the Business plan (EV-2026-CMP1-001). Two of the twelve repositories in scope hold test fixtures derived from claims data.',
      '45 CFR 164.502(e), 164.504(e) and 164.314(a): written assurances before protected health information may reach a business associate. Charter 3.2: no plan without an agreement where such information is possible.',
      'Procurement compared prices by seat; the plan’s agreements were not part of the request for quotation.',
      'Any such information in a prompt would be an impermissible disclosure, presumed to be a breach unless a four-factor assessment shows otherwise.',
      'Keep the two repositories blocked (control PHI-2, working since 5 Nov 2026). Move to the Enterprise plan and sign, or remove the derived fixtures and prove it.',
      'Agreed. Quote for the Enterprise plan received 17 Nov 2026; decision on 1 Dec 2026. H. Lindqvist, 18 Nov 2026.',
      'Due 11 Dec 2026: signed agreement with product scope, or scan of both repositories with no match.',
    ],
  },
  {
    id: 'F-02',
    title: 'Failover leaves the contracted region',
    severity: 3,
    item: 'V-CMP-4',
    owner: 'T. Marsh',
    office: 'Platform security',
    due: '2027-01-15',
    dueText: 'Due 15 Jan 2027',
    rows: [
      'Storage and inference are pinned to Frankfurt, but the failover site is in the eastern United States. On the Business plan it cannot be switched off (EV-2026-CMP4-001, section 4).',
      'Residency pack 2026-11, Germany (SGB V 393): processing only in Germany, the EU/EEA, Switzerland or an adequate country, with a current C5 Type 2 report for the service.',
      'Region pinning is a setting of the store. The vendor’s routing layer ignores it under load.',
      'An outage would move German health-related code outside the permitted places without notice to us.',
      'Obtain a written commitment to fail closed, or exclude the three German repositories until the vendor’s EU-only failover ships.',
      'Agreed. The three repositories are excluded from 12 Nov 2026 by group policy. T. Marsh, 18 Nov 2026.',
      'Due 22 Jan 2027: failover test observed with the vendor.',
    ],
  },
  {
    id: 'F-03',
    title: 'Deletion does not reach backups and embeddings',
    severity: 3,
    item: 'V-PRV-4',
    owner: 'S. Iyer',
    office: 'Data protection officer',
    due: '2027-01-29',
    dueText: 'Due 29 Jan 2027',
    rows: [
      'The vendor deletes prompts and completions within 30 days of a request. Backups are kept for 35 days more, and the embeddings of the code index are never deleted on request (EV-2026-PRV4-001).',
      'GDPR Art. 17 and Art. 28(3)(g); agreement annex 2, which promises deletion of “all copies”.',
      'The deletion job was written before the code index existed and has not been extended.',
      'Personal data in code or comments could be found again through the index after a deletion was confirmed.',
      'Keep the code index off for the tenant. Ask for deletion by tenant in the index, with a certificate.',
      'Agreed. The index has been off since 10 Nov 2026. S. Iyer, 17 Nov 2026.',
      'Due 12 Feb 2027: deletion of a marked test file, searched for in index and backup list.',
    ],
  },
  {
    id: 'F-04',
    title: 'Models are replaced without notice',
    severity: 2,
    item: 'V-OPS-3',
    owner: 'R. Castellanos',
    office: 'AI centre of excellence',
    due: '2027-02-26',
    dueText: 'Due 26 Feb 2027',
    rows: [
      'The change log shows two replacements of the completion model in 2026, on 3 Mar and 21 Aug. Neither was announced (EV-2026-OPS3-001).',
      'ISO/IEC 42001 A.6.2.6; charter 4.1: a model is evaluated before developers meet it.',
      'Notices are part of the Enterprise plan; the Business plan has a public page without dates.',
      'The evaluation of June 2026 may no longer describe the tool that is in use.',
      'Watch the version header in the tenant log daily and repeat the short evaluation when it changes.',
      'Agreed. The check runs since 9 Nov 2026. R. Castellanos, 18 Nov 2026.',
      'With the quarterly review in February 2027.',
    ],
  },
  {
    id: 'F-05',
    title: 'The penetration test leaves out the AI features',
    severity: 2,
    item: 'V-SEC-2',
    owner: 'T. Marsh',
    office: 'Platform security',
    due: '2027-02-26',
    dueText: 'Due 26 Feb 2027',
    rows: [
      'The letter of 18 Jun 2026 covers the web console and the API. Prompt injection and the IDE plugin are named as out of scope (EV-2026-SEC2-001).',
      'SOC 2 CC4.1 and CC7.1; ISO 27001 A.8.8.',
      'The vendor’s tester was contracted before the assistant was part of the product.',
      'Weaknesses in the plugin, which runs with the developer’s rights, would not have been found.',
      'Ask for the next test’s scope before it begins, and test the plugin in our own red-team week.',
      'Agreed. Red-team week is booked for 18 Jan 2027. T. Marsh, 18 Nov 2026.',
      'Due 12 Mar 2027: the vendor’s new letter or our own report.',
    ],
  },
  {
    id: 'F-06',
    title: 'Continuity and exit are not evidenced',
    severity: 1,
    item: 'V-OPS-4, V-CTR-4',
    owner: 'P. Nakamura',
    office: 'Vendor management',
    due: '2027-03-31',
    dueText: 'Due 31 Mar 2027',
    rows: [
      'The vendor has not answered two requests for its continuity summary, and our trial export of settings was not finished by the as-of date.',
      'SOC 2 A1.2–1.3; ISO 27001 A.5.29–5.30 and A.5.23.',
      'The requests went to the sales contact, not to the trust team.',
      'Recovery time and the effort of leaving are unknown. Both answers score as the worst case.',
      'Send both requests through the trust portal and finish the export trial.',
      'Agreed. P. Nakamura, 18 Nov 2026.',
      'With the light check in March 2027.',
    ],
  },
];

const FINDINGS_TABLE: ReportTable = {
  kind: 'table',
  caption: 'Open findings, most severe first',
  description: 'Each open finding with severity, owner and due date, the most severe first.',
  columns: [
    { id: 'id', title: 'Id', millimetres: 16, characters: 9 },
    { id: 'severity', title: 'Severity', millimetres: 27, characters: 12 },
    { id: 'finding', title: 'Finding', millimetres: 70, characters: 60 },
    { id: 'owner', title: 'Owner', millimetres: 35, characters: 18 },
    { id: 'due', title: 'Due', millimetres: 22, characters: 14, dueWithinDays: 30 },
  ],
  rows: FINDINGS.map((finding) => ({
    cells: [strong(finding.id), band(finding.severity), text(finding.title), text(finding.owner), date(finding.due)],
  })),
  dense: true,
  empty: 'There are no open findings.',
};

const describeFinding = (finding: SampleFinding): ReportFinding => ({
  kind: 'finding',
  identifier: finding.id,
  title: finding.title,
  severity: finding.severity,
  severityText: BAND_WORDS[finding.severity],
  facts: [finding.item, `${finding.owner}, ${finding.office}`, finding.dueText, 'Open'],
  rows: FINDING_LABELS.map((label, index) => ({ label, text: finding.rows[index] ?? '' })),
});

const ANSWER_COLUMNS: ReportTable['columns'] = [
  { id: 'id', title: 'Id', millimetres: 17, characters: 10 },
  { id: 'question', title: 'Question', millimetres: 45, characters: 44 },
  { id: 'answer', title: 'Answer', millimetres: 45, characters: 44 },
  { id: 'verdict', title: 'Verdict', millimetres: 22, characters: 15 },
  { id: 'evidence', title: 'Evidence', millimetres: 28, characters: 20 },
  { id: 'weight', title: 'Weight', align: 'right', millimetres: 13, characters: 9 },
];

const listAnswers = (answers: readonly SampleAnswer[]): ReportRow[] =>
  answers.map((answer) => ({
    cells: [
      strong(answer.id),
      text(answer.question, answer.clauses),
      text(answer.answer),
      verdict(answer.verdict, answer.gate),
      answer.evidence.length === 0 ? null : { kind: 'identifiers', texts: answer.evidence },
      whole(answer.weight),
    ],
  }));

const describeSection = (section: SampleSection): ReportSection => {
  const [points, most] = section.score;
  const percent = Math.round((100 * points) / most);
  return {
    title: section.name,
    blocks: [
      {
        kind: 'table',
        caption: `${section.name}: ${section.answers.length} questions, score ${points} of ${most} points (${percent} %)`,
        description: `Questions of the section ${section.name} with answer, verdict, evidence and weight.`,
        columns: ANSWER_COLUMNS,
        rows: listAnswers(section.answers),
        dense: true,
        empty: 'No question of this section applies.',
      },
    ],
  };
};

const REGIONS: readonly [
  region: string,
  requirement: string,
  places: readonly [mark: VerdictMark, where: string][],
  result: VerdictMark,
  note: string,
][] = [
  [
    'EU and EEA',
    'GDPR Art. 44–49. No localisation.',
    placesIn('met', 'EU list, 14 Sep 2026', 'partly'),
    'partly',
    'Data Privacy Framework; standard clauses module 2; transfer assessment of 12 Oct 2026',
  ],
  [
    'Germany, health',
    'SGB V 393. DE, EU/EEA, CH or adequate country; C5 Type 2.',
    placesIn('unknown', 'C5 unknown for two', 'not-met'),
    'not-met',
    'Finding F-02. Three repositories excluded since 12 Nov 2026',
  ],
  [
    'France, health',
    'CSP L1111-8. Certified host for hosted health data.',
    placesIn('met', 'EU list, 14 Sep 2026', 'partly'),
    'partly',
    'No health data hosted with the tool; note of 9 Oct 2026',
  ],
  [
    'United Kingdom',
    'UK GDPR 44A–49. Approved countries or IDTA.',
    placesIn('met', 'EU list, 14 Sep 2026', 'partly'),
    'partly',
    'UK Addendum signed 14 Sep 2026; risk test redone 2 Nov 2026',
  ],
  [
    'Switzerland',
    'FADP 16–17. Listed country or clauses.',
    placesIn('met', 'EU list, 14 Sep 2026', 'unknown', 'Swiss list not seen'),
    'unknown',
    'Swiss framework listing asked on 13 Nov 2026',
  ],
  [
    'United States',
    '28 CFR 202. No covered persons. HIPAA: no localisation.',
    placesIn('met', 'Statement of 30 Oct', 'met', 'US East', 'met', 'Dublin; US'),
    'met',
    'Ownership statement of 30 Oct 2026',
  ],
  [
    'Quebec',
    'Private-sector Act s. 17. Assessment before transfer.',
    placesIn('met', 'EU list, 14 Sep 2026', 'partly', 'US East', 'partly', 'Dublin; US on call', 'partly'),
    'partly',
    'Privacy impact assessment PIA-2026-031; agreement annex 4',
  ],
];

function placesIn(
  processors: VerdictMark,
  processorsText: string,
  failover: VerdictMark,
  failoverText = 'US East',
  support: VerdictMark = 'partly',
  supportText = 'Dublin; US on call',
  storage: VerdictMark = 'met',
): [VerdictMark, string][] {
  return [
    [storage, 'Frankfurt'],
    [storage, 'Frankfurt'],
    [storage, 'Frankfurt'],
    [storage, 'Dublin'],
    [support, supportText],
    [processors, processorsText],
    [failover, failoverText],
  ];
}

const RESIDENCY_TABLE: ReportTable = {
  kind: 'table',
  caption: 'Quillon Code Assistant 4.2, Business plan: seven regions',
  description: 'For each region the requirement, the seven locations with a mark, the result and its basis.',
  columns: [
    { id: 'region', title: 'Region', millimetres: 23, characters: 18 },
    { id: 'requirement', title: 'Requirement', millimetres: 37, characters: 36 },
    { id: 'endpoint', title: 'Endpoint', millimetres: 19, characters: 14 },
    { id: 'inference', title: 'Inference', millimetres: 19, characters: 14 },
    { id: 'storage', title: 'Storage', millimetres: 19, characters: 14 },
    { id: 'telemetry', title: 'Telemetry', millimetres: 19, characters: 14 },
    { id: 'support', title: 'Support access', millimetres: 22, characters: 18 },
    { id: 'processors', title: 'Sub-processors', millimetres: 25, characters: 20 },
    { id: 'failover', title: 'Failover', millimetres: 20, characters: 16 },
    { id: 'result', title: 'Result', millimetres: 23, characters: 14 },
    { id: 'basis', title: 'Basis and note', millimetres: 31, characters: 40 },
  ],
  rows: REGIONS.map(([region, requirement, places, result, note]) => ({
    cells: [
      strong(region),
      text(requirement),
      ...places.map(([mark, where]) => place(mark, where)),
      verdict(result),
      text(note),
    ],
  })),
  dense: true,
  note: 'Endpoint: where requests arrive. Inference: where the model runs. Storage: prompts, completions, index. Telemetry: usage and error data. Support access: from where staff can read content. Failover: where traffic goes when the region is down.',
  empty: 'No region binds this tool.',
};

const EVIDENCE: readonly (readonly [
  id: string,
  title: string,
  usedBy: string,
  collected: string,
  period: string | null,
  state: string,
  sha256: string,
])[] = [
  [
    'EV-2026-SEC1-001',
    'SOC 2 Type II report, with review sheet',
    'V-SEC-1',
    '2026-10-02',
    'to Mar 2026',
    'Verified',
    '28ff4a10',
  ],
  ['EV-2026-SEC1-002', 'Gap letter', 'V-SEC-1', '2026-11-02', 'Apr – Oct 2026', 'Documented', 'e549a697'],
  ['EV-2026-SEC2-001', 'Penetration test letter', 'V-SEC-2, F-05', '2026-10-09', 'Jun 2026', 'Documented', 'de76de7a'],
  [
    'EV-2026-SEC3-001',
    'Vulnerability policy and contact test',
    'V-SEC-3',
    '2026-10-13',
    'Oct 2026',
    'Tested',
    '39c3b33b',
  ],
  ['EV-2026-SEC4-001', 'Incident plan extract', 'V-SEC-4', '2026-10-09', 'May 2026', 'Documented', '016e8ec7'],
  [
    'EV-2026-SEC5-001',
    'ISO/IEC 27001 certificate and statement of applicability',
    'V-SEC-5',
    '2026-10-09',
    'to Aug 2028',
    'Documented',
    'e3fcd6c7',
  ],
  ['EV-2026-PRV1-001', 'Privacy notice', 'V-PRV-1', '2026-10-01', 'from 1 Sep 2026', 'Documented', '253c4d31'],
  [
    'EV-2026-PRV2-001',
    'Data processing agreement, signed',
    'V-PRV-2',
    '2026-09-15',
    'from 14 Sep 2026',
    'Verified',
    'b617be10',
  ],
  ['EV-2026-PRV2-002', 'Check of twelve terms', 'V-PRV-2', '2026-10-16', null, 'Verified', '3755cf84'],
  ['EV-2026-PRV3-001', 'Retention schedule', 'V-PRV-3', '2026-10-09', 'from 1 Sep 2026', 'Documented', '225be2c8'],
  ['EV-2026-PRV4-001', 'Letter on deletion', 'V-PRV-4, F-03', '2026-10-09', null, 'Documented', '4338b445'],
  ['EV-2026-PRV5-001', 'Contract clause 9.2', 'V-PRV-5', '2026-09-15', 'from 1 Sep 2026', 'Verified', '4fbcaa4b'],
  ['EV-2026-PRV5-002', 'Tenant settings export', 'V-PRV-5', '2026-11-16', '16 Nov 2026', 'Tested', 'e4a12b54'],
  [
    'EV-2026-CMP1-001',
    'Plan comparison and order form',
    'V-CMP-1, F-01',
    '2026-11-03',
    'from 1 Sep 2026',
    'Documented',
    '8bb2cd75',
  ],
  ['EV-2026-CMP2-001', 'Scoping note, cardholder data', 'V-CMP-2', '2026-10-09', 'Oct 2026', 'Documented', 'de3b69fd'],
  ['EV-2026-CMP3-001', 'Sub-processor list', 'V-CMP-3', '2026-09-14', '14 Sep 2026', 'Verified', '8aa70e02'],
  ['EV-2026-CMP3-002', 'Transfer assessment', 'V-CMP-3', '2026-10-12', null, 'Verified', '981c9ce1'],
  [
    'EV-2026-CMP4-001',
    'Region and failover statement',
    'V-CMP-4, F-02',
    '2026-10-12',
    'Oct 2026',
    'Documented',
    '7e7cd3ac',
  ],
  [
    'EV-2026-OPS1-001',
    'Service level and uptime history',
    'V-OPS-1',
    '2026-10-13',
    'to Oct 2026',
    'Documented',
    '610cf823',
  ],
  ['EV-2026-OPS2-001', 'Test ticket', 'V-OPS-2', '2026-10-20', '20 Oct 2026', 'Tested', '4c9823fe'],
  ['EV-2026-OPS3-001', 'Model change log', 'V-OPS-3, F-04', '2026-11-03', 'Jan – Oct 2026', 'Documented', 'b838e55d'],
  ['EV-2026-CTR1-001', 'Acceptable use policy', 'V-CTR-1', '2026-10-01', 'from 1 Sep 2026', 'Documented', '246eb19e'],
  [
    'EV-2026-CTR2-001',
    'Liability and indemnity clauses',
    'V-CTR-2',
    '2026-09-15',
    'from 1 Sep 2026',
    'Documented',
    '28170643',
  ],
  ['EV-2026-CTR3-001', 'Termination clauses', 'V-CTR-3', '2026-09-15', 'from 1 Sep 2026', 'Verified', '49ac9bf6'],
  ['EV-2026-CTR4-001', 'Export notes, incomplete', 'V-CTR-4, F-06', '2026-11-16', null, 'Claimed', 'ce23b7f1'],
];

const EVIDENCE_TABLE: ReportTable = {
  kind: 'table',
  caption: `${EVIDENCE.length} items of evidence`,
  description: 'Each item of evidence with the items that use it, its dates, its state and the start of its sum.',
  columns: [
    { id: 'id', title: 'Evidence id', millimetres: 28, characters: 20 },
    { id: 'title', title: 'Title', millimetres: 37, characters: 40 },
    { id: 'usedBy', title: 'Used by', millimetres: 22, characters: 18 },
    { id: 'collected', title: 'Collected', millimetres: 20, characters: 14 },
    { id: 'period', title: 'Period', millimetres: 26, characters: 20 },
    { id: 'state', title: 'State', millimetres: 20, characters: 14 },
    { id: 'sha256', title: 'SHA-256', millimetres: 17, characters: 12 },
  ],
  rows: EVIDENCE.map(([id, title, usedBy, collected, period, state, sha256]) => ({
    cells: [
      strong(id),
      text(title),
      text(usedBy),
      date(collected),
      period === null ? null : text(period),
      text(state),
      sum(sha256),
    ],
  })),
  dense: true,
  empty: 'No evidence has been collected.',
};

const METHOD_SECTIONS: readonly ReportSection[] = [
  {
    title: 'Criteria',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Vendor checklist 22 (pack 2026.2), residency pack 2026.11. Clause references: SOC 2 trust services criteria 2017 with 2022 points of focus; ISO/IEC 27001:2022 Annex A; ISO/IEC 42001:2023; 45 CFR 164; PCI DSS 4.0.1; GDPR; NIST CSF 2.0.',
      },
    ],
  },
  {
    title: 'Questionnaire score',
    blocks: [
      {
        kind: 'paragraph',
        text: 'A question that applies earns 2 points when met, 1 when partly met, 0 when not met or unknown, times its weight (1 to 5). Questions that do not apply are left out, with their reason. A failed gate sets the floor of the rating to High, whatever the score.',
      },
      {
        kind: 'formula',
        label: 'Score',
        formula: '100 × Σ (weight × points) ÷ Σ (weight × 2)',
        worked: '100 × 91 ÷ 144 = 63.2, shown as 63 %.',
      },
      {
        kind: 'formula',
        label: 'Completeness',
        formula: '100 × Σ weight of answered questions ÷ Σ weight of questions that apply',
        worked: '100 × 67 ÷ 72 = 93.1, shown as 93 %.',
      },
      {
        kind: 'paragraph',
        text: 'Strength of evidence: tested or verified 1.0, documented 0.7, claimed 0.1, none 0.',
      },
      {
        kind: 'formula',
        label: 'Confidence',
        formula: '100 × Σ (weight × strength) ÷ Σ weight',
        worked: '100 × 54.9 ÷ 72 = 76.3, shown as 76 %.',
      },
      {
        kind: 'facts',
        description: 'The model that computed the score and when.',
        facts: [
          { label: 'Score model', value: text('vendor-questionnaire, version 3') },
          { label: 'Model sum (SHA-256)', value: sum('0705cc6e46d8eea213e5e915919c5263') },
          { label: 'Computed at', value: text('20 Nov 2026, 09:14 UTC (+00:00)') },
          { label: 'Calculated with', value: text('Assay 1.0.0') },
        ],
      },
    ],
  },
  {
    title: 'Sampling and limits',
    blocks: [
      {
        kind: 'paragraph',
        text: 'All 22 questions were asked; no sampling. Settings were read from the tenant on 16 November 2026 and hold for that moment. The vendor’s own statements were not verified unless the evidence state says “verified” or “tested”. Ordinal scores order concerns; they do not measure loss. This report is not legal advice.',
      },
    ],
  },
];

const SIGN_OFF_BLOCKS: readonly ReportBlock[] = [
  {
    kind: 'table',
    caption: 'Conditions of the approval',
    description: 'Each condition with its owner and until when it holds.',
    columns: [
      { id: 'number', title: 'No.', millimetres: 12, characters: 8 },
      { id: 'condition', title: 'Condition', millimetres: 88, characters: 50 },
      { id: 'owner', title: 'Owner', millimetres: 44, characters: 30 },
      { id: 'until', title: 'Until', millimetres: 26, characters: 16 },
    ],
    rows: [
      {
        cells: [
          text('1'),
          text('The two repositories with claims-derived fixtures stay blocked'),
          text('T. Marsh, Platform security'),
          text('F-01 closed'),
        ],
      },
      {
        cells: [
          text('2'),
          text('The three German repositories stay excluded'),
          text('T. Marsh, Platform security'),
          text('F-02 closed'),
        ],
      },
      {
        cells: [
          text('3'),
          text('Agent mode and the code index stay off for the tenant'),
          text('R. Castellanos, AI centre of excellence'),
          date('2027-11-20'),
        ],
      },
    ],
    empty: 'The approval has no conditions.',
  },
  {
    kind: 'paragraph',
    text: 'The preparer did not review. The last evidence is dated 16 November 2026, before every signature. A change after sign-off voids it: the document must then be issued under a new version.',
  },
  {
    kind: 'signatures',
    rows: [
      {
        role: 'Prepared by',
        name: 'T. Marsh',
        position: 'Platform security lead',
        decision: 'Complete and correct',
        date: '2026-11-17',
      },
      {
        role: 'Reviewed by',
        name: 'P. Nakamura',
        position: 'Vendor management lead',
        decision: 'Agreed',
        date: '2026-11-18',
      },
      {
        role: 'Approved by',
        name: 'H. Lindqvist',
        position: 'Chief compliance officer',
        decision: 'Approved with conditions 1 to 3',
        date: '2026-11-20',
      },
    ],
  },
  {
    kind: 'facts',
    description: 'What was signed and where the audit trail records it.',
    facts: [
      {
        label: 'Content signed (SHA-256)',
        value: sum('ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73'),
      },
      { label: 'Trail checkpoint', value: text('Entry 18 402 of the audit trail, signed with key NHG-2026-A') },
    ],
  },
];

/** A whole vendor assessment with invented data: every kind of block but the checklist, 22 answers, 6 findings. */
export const SAMPLE_REPORT: Report = {
  kind: 'vendor-assessment',
  cover: {
    entity: 'Northmere Health Group plc',
    title: 'Vendor assessment report',
    subject: 'Quillon Code Assistant 4.2, Business plan',
    subtitle: 'Quillon Labs Ltd, Dublin',
    runningSubject: 'Quillon Code Assistant',
    classification: 'Confidential',
    documentId: 'NHG-VA-2026-014',
    version: '1.0',
    status: 'Final',
    asOf: '2026-11-20',
    facts: [
      {
        label: 'Result',
        value: { kind: 'band', level: 3, text: 'High', lead: 'Conditional approval.', label: 'Residual risk:' },
      },
      {
        label: 'Scope, in',
        value: text(
          'Completion, chat and edit in the IDE plugin; twelve repositories of the Care Platform; 140 developers',
        ),
      },
      {
        label: 'Scope, out',
        value: text('Agent mode, the vendor’s code index, the mobile applications, every repository of class 3'),
      },
      { label: 'Period', value: text('1 April 2026 to 31 October 2026') },
      { label: 'As of', value: date('2026-11-20') },
      { label: 'Version, status', value: text('1.0, Final (signed off 20 November 2026)') },
      { label: 'Document', value: identifier('NHG-VA-2026-014') },
    ],
    people: [
      { role: 'Prepared by', name: 'T. Marsh', position: 'Platform security lead', date: '2026-11-17' },
      { role: 'Reviewed by', name: 'P. Nakamura', position: 'Vendor management lead', date: '2026-11-18' },
      { role: 'Approved by', name: 'H. Lindqvist', position: 'Chief compliance officer', date: '2026-11-20' },
    ],
    manifest: {
      kind: 'checksum',
      label: 'Manifest SHA-256',
      sha256: '12ce6630911656a7381c3af57eaf8802af59efe0a528acce1b183aa585b824fa',
      note: 'The manifest lists every file of the audit package with its size and sum. Compare this line with the sum of manifest.json before relying on a copy.',
    },
  },
  chapters: [
    {
      title: 'Executive summary',
      newPage: true,
      blocks: [
        {
          kind: 'callout',
          lead: 'Conditional.',
          text: 'Do not approve the tool for code that may carry health data. It may be used for code classes 1 and 2 from 1 December 2026, with agent mode and the code index off. Two of four gates failed: the plan has no business associate agreement, and failover leaves the region.',
        },
        {
          kind: 'key-figures',
          figures: [
            { label: 'Residual risk', value: band(3), note: 'inherent: High' },
            {
              label: 'Gates failed',
              value: { kind: 'status', text: '2 of 4', tone: 'bad' },
              note: '1 not triggered',
            },
            { label: 'Open findings', value: whole(6), note: '1 critical, 2 high, 2 medium, 1 low' },
            { label: 'Completeness', value: ratio(67 / 72), note: '67 of 72 weight known' },
            { label: 'Confidence', value: ratio(0.763), note: 'strength of evidence' },
          ],
        },
        {
          kind: 'figure',
          caption: 'Verdicts by section, 22 questions',
          description:
            'Stacked bars: number of verdicts of each kind for each of the five sections. Table 1 has the numbers.',
          categories: SECTIONS.map(({ name }) => name),
          series: VERDICTS.map((mark) => ({
            name: VERDICT_WORDS[mark],
            verdict: mark,
            values: SECTIONS.map((section) => countVerdict(section, mark)),
          })),
        },
        VERDICTS_TABLE,
        GATES_TABLE,
        ACCEPTED_RISKS_TABLE,
      ],
    },
    {
      title: 'Findings',
      newPage: true,
      blocks: [
        {
          kind: 'paragraph',
          text: 'Each finding states what was seen, against which criterion, why it came about and what follows. A response is the owner’s; the retest is ours.',
        },
        FINDINGS_TABLE,
        ...FINDINGS.map(describeFinding),
      ],
    },
    {
      title: 'Results by section',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Questionnaire: vendor checklist 22, pack version 2026.2. The respondent’s answer is shortened; the verdict is the reviewer’s. Evidence ids refer to section 5. Clauses: S SOC 2, I ISO/IEC 27001 Annex A, AI ISO/IEC 42001, H 45 CFR 164, P PCI DSS 4.0.1, G GDPR, N NIST CSF 2.0.',
        },
      ],
      sections: SECTIONS.map(describeSection),
    },
    {
      title: 'Data-residency matrix',
      orientation: 'landscape',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Seven locations are held for every tool and region. The result of a row is the worst of its seven; “unknown” is never “met”. Requirement pack 2026.11.',
        },
        RESIDENCY_TABLE,
      ],
    },
    {
      title: 'Evidence index',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Index numbers are never reused. The sum is the start of the file’s SHA-256; the manifest holds it in full.',
        },
        EVIDENCE_TABLE,
      ],
    },
    { title: 'Method and limits', blocks: [], sections: METHOD_SECTIONS },
    { title: 'Sign-off', newPage: true, blocks: SIGN_OFF_BLOCKS },
  ],
  versions: [
    {
      version: '0.1',
      date: '2026-11-06',
      author: 'T. Marsh',
      change: 'First draft from the vendor’s answers of 30 October',
    },
    {
      version: '0.2',
      date: '2026-11-17',
      author: 'T. Marsh',
      change: 'Evidence to 16 November added; findings F-02 and F-05 reworded',
    },
    { version: '1.0', date: '2026-11-20', author: 'H. Lindqvist', change: 'Responses added, approved and frozen' },
  ],
  sheets: [
    {
      name: 'Results',
      title: 'Results by question',
      filter: 'All questions of the vendor checklist. 22 of 22 records.',
      table: {
        kind: 'table',
        caption: 'Results by question',
        description: 'All questions with answer, verdict, evidence and weight.',
        columns: ANSWER_COLUMNS,
        rows: SECTIONS.flatMap((section) => listAnswers(section.answers)),
        empty: 'No question has been asked.',
      },
      frozenColumns: 2,
      legend: 'Verdicts are the reviewer’s. An unknown answer scores as the worst case.',
    },
    {
      name: 'Findings',
      title: 'Open findings',
      filter: 'Status open. 6 of 6 records.',
      table: FINDINGS_TABLE,
      frozenColumns: 2,
      legend: 'Most severe first. Due dates turn amber 30 days before and red after the as-of date.',
    },
    {
      name: 'Evidence',
      title: 'Evidence index',
      filter: 'Evidence of this assessment. 25 of 25 records.',
      table: EVIDENCE_TABLE,
      frozenColumns: 2,
      legend: 'The sum is the start of the file’s SHA-256; the manifest holds it in full.',
    },
    {
      name: 'Residency',
      title: 'Data-residency matrix',
      filter: 'Regions that bind this tool. 7 of 7 records.',
      table: RESIDENCY_TABLE,
      frozenColumns: 2,
      legend: 'The result of a row is the worst of its seven locations; unknown is never met.',
    },
  ],
  contents: true,
  createdAt: '2026-11-20T09:14:00Z',
  language: 'en-GB',
};
