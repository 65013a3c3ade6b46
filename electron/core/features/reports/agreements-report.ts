import type { Provision } from '../../../../shared/contract/agreement-packs.ts';
import {
  AGREEMENT_STATES,
  type Agreement,
  type AgreementDetail,
  type AgreementRow,
  type AgreementState,
  type ProvisionAnswer,
  type ProvisionCheck,
} from '../../../../shared/contract/agreements.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type {
  Report,
  ReportBlock,
  ReportFacts,
  ReportTable,
  ReportValue,
  VerdictMark,
} from '../../../../shared/report/report.ts';
import { listAgreementDates } from '../../../../shared/rules/agreements/dates.ts';
import { isAskedFor } from '../../../../shared/rules/agreements/provisions.ts';
import { AGREEMENT_TONES } from './agreement-tones.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { dateValue, ratioValue, strongValue, sumValue, textValue, wholeValue } from './report-values.ts';

/** Days before its end from which a day is marked. */
const DUE_DAYS = 90;

const ANSWER_MARKS: Readonly<Record<ProvisionAnswer, VerdictMark>> = {
  present: 'met',
  partial: 'partly',
  absent: 'not-met',
  not_applicable: 'not-applicable',
};

function stateValue(frame: ReportFrame, state: AgreementState): ReportValue {
  return {
    kind: 'status',
    text: frame.language.translate(`agreementsReport.state.${state}`),
    tone: AGREEMENT_TONES[state],
  };
}

function buildRegisterTable(frame: ReportFrame, rows: readonly AgreementRow[], sheet: boolean): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('agreementsReport.register'),
    description: translate('agreementsReport.registerDescription'),
    dense: true,
    columns: [
      column('code', 18, 10),
      column('vendor', 30, 18),
      column('agreement', 48, 32),
      column('needed', 17, 11),
      column('offered', 20, 14),
      column('state', 30, 16),
      column('covers', 42, 36),
      column('coverage', 18, 11, { align: 'right' }),
      column('ends', 20, 13, { dueWithinDays: DUE_DAYS }),
      ...(sheet
        ? [
            column('effective', 20, 13),
            column('notice', 20, 13, { dueWithinDays: DUE_DAYS }),
            column('nextReview', 20, 13, { dueWithinDays: DUE_DAYS }),
          ]
        : []),
      column('owner', 14, 16),
    ],
    rows: rows.map((row) => ({
      cells: [
        { kind: 'identifier', text: row.code },
        strongValue(row.vendorName),
        textValue(row.title),
        textValue(translate(`agreementsReport.needed.${row.needed}`)),
        textValue(translate(`agreementsReport.offered.${row.offered}`)),
        stateValue(frame, row.stateToday),
        textValue(row.scope.join('; ')),
        ratioValue(row.coverage),
        dateValue(row.expiresOn),
        ...(sheet ? [dateValue(row.effectiveOn), dateValue(row.noticeOn), dateValue(row.reviewOn)] : []),
        textValue(sheet ? row.owner?.name : row.owner?.initials),
      ],
    })),
    empty: translate('agreementsReport.empty'),
  };
}

/** Every agreement that is kept as a line, with counts by state; landscape, since it is wide. */
export function buildAgreementsRegister(frame: ReportFrame, rows: readonly AgreementRow[]): Report {
  const { translate } = frame.language;
  const inForce = rows.filter(({ stateToday }) => stateToday === 'active' || stateToday === 'expiring').length;
  const counts = AGREEMENT_STATES.map((state) => ({
    state,
    count: rows.filter(({ stateToday }) => stateToday === state).length,
  })).filter(({ count }) => count > 0);
  return {
    ...startExtract(frame, 'agreements_register', 'AR', [
      { label: translate('cover.records'), value: wholeValue(rows.length) },
      { label: translate('agreementsReport.fact.inForce'), value: wholeValue(inForce) },
    ]),
    chapters: [
      {
        title: translate('agreementsReport.summary'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: translate('agreementsReport.intro') },
          {
            kind: 'table',
            caption: translate('agreementsReport.byState'),
            description: translate('agreementsReport.byStateDescription'),
            columns: [
              { id: 'state', title: translate('column.state'), millimetres: 120, characters: 20 },
              { id: 'count', title: translate('register.count'), align: 'right', millimetres: 50, characters: 12 },
            ],
            rows: counts.map(({ state, count }) => ({ cells: [stateValue(frame, state), wholeValue(count)] })),
            empty: translate('agreementsReport.empty'),
          },
        ],
      },
      {
        title: translate('agreementsReport.records'),
        orientation: 'landscape',
        newPage: true,
        blocks: [buildRegisterTable(frame, rows, false)],
      },
    ],
    sheets: [
      {
        name: translate('agreementsReport.sheet.register'),
        title: translate('kind.agreements_register'),
        filter: translate('register.all', { count: rows.length }),
        table: buildRegisterTable(frame, rows, true),
        frozenColumns: 2,
        legend: translate('agreementsReport.registerLegend'),
      },
    ],
  };
}

/** One agreement with its findings. */
export interface ReportedAgreement {
  detail: AgreementDetail;
  findings: readonly Finding[];
}

function checkOf(checks: readonly ProvisionCheck[], id: string): ProvisionCheck | undefined {
  return checks.find(({ provisionId }) => provisionId === id);
}

function answerValue(frame: ReportFrame, check: ProvisionCheck | undefined): ReportValue {
  const answer = check?.answer ?? null;
  const text = frame.language.translate(`agreementsReport.answer.${answer ?? 'unset'}`);
  return { kind: 'verdict', verdict: answer === null ? 'unknown' : ANSWER_MARKS[answer], text };
}

/** Gates first, then by weight, then in the order of the law. */
function sortByWeight(provisions: readonly Provision[]): Provision[] {
  const rank = ({ kind, weight }: Provision) => (kind === 'gate' ? 6 : weight);
  return provisions.toSorted((one, other) => rank(other) - rank(one));
}

function buildProvisionTable(
  frame: ReportFrame,
  { pack, checks }: AgreementDetail,
  provisions: readonly Provision[],
  caption: string,
): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption,
    description: translate('agreementsReport.provisionsDescription', { pack: pack?.id ?? '' }),
    dense: true,
    columns: [
      column('id', 18, 10),
      column('provision', 60, 60),
      column('answer', 26, 15),
      column('clause', 18, 14),
      column('note', 28, 44),
      column('weight', 20, 11, { align: 'right' }),
    ],
    rows: provisions.map((provision) => {
      const check = checkOf(checks, provision.id);
      return {
        cells: [
          { kind: 'identifier', text: provision.id },
          textValue(provision.text, provision.clause),
          answerValue(frame, check),
          textValue(check?.clause),
          textValue(check?.note),
          provision.kind === 'required'
            ? wholeValue(provision.weight)
            : textValue(translate(`agreementsReport.kindOf.${provision.kind}`)),
        ],
      };
    }),
    empty: translate('agreementsReport.noDeviation'),
  };
}

function buildFacts(frame: ReportFrame, agreement: Agreement): ReportFacts {
  const { translate, writeDay } = frame.language;
  const fact = (name: string, value: ReportValue) => ({ label: translate(`agreementsReport.fact.${name}`), value });
  const word = (value: string) => translate(`agreementsReport.word.${value}`);
  const days = (count: number | null) =>
    count === null ? null : textValue(translate('agreementsReport.days', { count }));
  const { need } = agreement;
  const decided =
    need.decidedOn === null
      ? ''
      : translate('agreementsReport.decided', {
          name: need.decidedBy?.name ?? 'Assay',
          date: writeDay(need.decidedOn),
        });
  return {
    kind: 'facts',
    description: translate('agreementsReport.factsDescription'),
    facts: [
      fact('parties', textValue([agreement.ourEntity, agreement.theirEntity].filter(Boolean).join('; '))),
      fact('roles', textValue([word(agreement.ourRole), word(agreement.theirRole)].join('; '))),
      fact(
        'need',
        textValue(
          [translate(`agreementsReport.needed.${need.needed}`), need.ruleId, need.reason].filter(Boolean).join(', '),
          decided || undefined,
        ),
      ),
      fact(
        'offered',
        textValue(
          [translate(`agreementsReport.offered.${agreement.offered}`), agreement.offeredNote]
            .filter(Boolean)
            .join(', '),
        ),
      ),
      fact(
        'scope',
        textValue(agreement.scope.map(({ product, plan }) => [product, plan].filter(Boolean).join(', ')).join('; ')),
      ),
      fact(
        'excluded',
        textValue(
          agreement.excludedFeatures
            .map(({ name, inUse }) => `${name} (${translate(`agreementsReport.inUse.${inUse}`)})`)
            .join('; '),
        ),
      ),
      fact('breach', days(agreement.breachNoticeDays)),
      fact('incident', days(agreement.incidentNoticeDays)),
      fact('flowDown', textValue(word(agreement.flowDown), agreement.subcontractors || undefined)),
      fact('offshore', textValue(word(agreement.offshore))),
      fact('deidentification', textValue(word(agreement.deidentification))),
      fact('training', textValue(word(agreement.training))),
      fact(
        'return',
        textValue(
          agreement.returnMethod,
          agreement.returnDays === null
            ? undefined
            : translate('agreementsReport.days', { count: agreement.returnDays }),
        ),
      ),
      fact('insurance', textValue(agreement.insurance)),
      fact('owner', textValue(agreement.owner?.name)),
      fact('file', sumValue(agreement.fileSha256)),
    ],
  };
}

function buildDatesTable(frame: ReportFrame, agreement: Agreement): ReportTable {
  const { translate } = frame.language;
  const due = new Set(listAgreementDates(agreement).map(({ on }) => on));
  const days: [string, string | null][] = [
    ['requested', agreement.requestedOn],
    ...agreement.signatories.map(({ side, signedOn }): [string, string] => [`signed_${side}`, signedOn]),
    ['effective', agreement.effectiveOn],
    ['notice', agreement.noticeOn],
    ['expires', agreement.expiresOn],
    ['review', agreement.reviewOn],
    ['terminated', agreement.terminatedOn],
  ];
  const present = days.flatMap(([name, on]) => (on === null ? [] : [{ name, on }]));
  const who = (name: string) =>
    agreement.signatories.find(({ side }) => name === `signed_${side}`)?.name ??
    (name === 'requested' ? [agreement.requestedFrom, agreement.requestChannel].filter(Boolean).join(', ') : '');
  return {
    kind: 'table',
    caption: translate('agreementsReport.dates'),
    description: translate('agreementsReport.datesDescription'),
    columns: [
      { id: 'what', title: translate('agreementsReport.what'), millimetres: 70, characters: 30 },
      { id: 'who', title: translate('column.actor'), millimetres: 65, characters: 30 },
      { id: 'day', title: translate('column.date'), millimetres: 35, characters: 14 },
    ],
    rows: present.map(({ name, on }) => ({
      cells: [
        due.has(on)
          ? strongValue(translate(`agreementsReport.date.${name}`))
          : textValue(translate(`agreementsReport.date.${name}`)),
        textValue(who(name)),
        dateValue(on),
      ],
    })),
    note: translate('agreementsReport.datesNote'),
    empty: translate('agreementsReport.noDates'),
  };
}

function writeStateLine(frame: ReportFrame, { agreement, score }: AgreementDetail): string {
  const { translate, writeDay } = frame.language;
  const { expiresOn, noticeOn, reviewOn } = agreement;
  return [
    translate('agreementsReport.since', { date: writeDay(agreement.stateSince) }),
    expiresOn === null ? '' : translate('agreementsReport.endsOn', { date: writeDay(expiresOn) }),
    noticeOn === null ? '' : translate('agreementsReport.noticeBy', { date: writeDay(noticeOn) }),
    expiresOn === null && reviewOn !== null ? translate('agreementsReport.reviewOn', { date: writeDay(reviewOn) }) : '',
    score === null || score.coverage === null
      ? ''
      : translate('agreementsReport.coverage', {
          percent: Math.round(score.coverage * 100),
          points: score.halfPoints / 2,
          possible: score.possible,
          checked: score.checked,
          all: score.checked + score.toCheck,
        }),
  ]
    .filter(Boolean)
    .join(' ');
}

function buildFindingsTable(frame: ReportFrame, findings: readonly Finding[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('agreementsReport.mistakes'),
    description: translate('agreementsReport.mistakesDescription'),
    columns: [
      column('rule', 20, 11),
      column('finding', 70, 50),
      column('recommendation', 60, 50),
      column('id', 20, 10),
    ],
    rows: findings.map((finding) => ({
      cells: [
        textValue(finding.ruleId),
        textValue(finding.title),
        textValue(finding.recommendation),
        { kind: 'identifier', text: finding.code },
      ],
    })),
    empty: translate('agreementsReport.noMistakes'),
  };
}

function listProvisionBlocks(frame: ReportFrame, detail: AgreementDetail): { title: string; blocks: ReportBlock[] }[] {
  const { translate } = frame.language;
  const { pack, checks } = detail;
  if (pack === null) return [];
  const deviating = sortByWeight(pack.provisions.filter(isAskedFor)).filter(({ id }) => {
    const answer = checkOf(checks, id)?.answer;
    return answer === 'partial' || answer === 'absent';
  });
  return [
    {
      title: translate('agreementsReport.provisions'),
      blocks: [buildProvisionTable(frame, detail, sortByWeight(pack.provisions), `${pack.title}, ${pack.version}`)],
    },
    {
      title: translate('agreementsReport.deviations'),
      blocks: [buildProvisionTable(frame, detail, deviating, translate('agreementsReport.deviationsCaption'))],
    },
  ];
}

/** One agreement on paper: where it stands, its facts, its provisions by weight, what deviates, its dates. */
export function buildAgreementReport(frame: ReportFrame, { detail, findings }: ReportedAgreement): Report {
  const { translate } = frame.language;
  const { agreement, pack } = detail;
  const start = startExtract(frame, 'agreement', agreement.code, [
    { label: translate('column.state'), value: stateValue(frame, agreement.stateToday) },
    { label: translate('column.vendor'), value: textValue(agreement.vendor.name) },
  ]);
  const provisions = pack ? sortByWeight(pack.provisions) : [];
  return {
    ...start,
    cover: {
      ...start.cover,
      subject: agreement.title,
      subtitle: agreement.vendor.name,
      runningSubject: `${agreement.code} ${agreement.vendor.name}`,
    },
    chapters: [
      {
        title: translate('agreementsReport.standing'),
        newPage: true,
        blocks: [
          {
            kind: 'callout',
            lead: translate(`agreementsReport.state.${agreement.stateToday}`),
            text: writeStateLine(frame, detail),
          },
          buildFacts(frame, agreement),
        ],
        sections: [
          ...listProvisionBlocks(frame, detail),
          { title: translate('agreementsReport.mistakes'), blocks: [buildFindingsTable(frame, findings)] },
          { title: translate('agreementsReport.dates'), blocks: [buildDatesTable(frame, agreement)] },
        ],
      },
    ],
    sheets: [
      ...(pack
        ? [
            {
              name: translate('agreementsReport.sheet.provisions'),
              title: `${agreement.code} ${agreement.title}`,
              filter: translate('register.all', { count: provisions.length }),
              table: buildProvisionTable(frame, detail, provisions, translate('agreementsReport.provisions')),
              frozenColumns: 2,
              legend: translate('agreementsReport.provisionsLegend'),
            },
          ]
        : []),
      {
        name: translate('agreementsReport.sheet.dates'),
        title: `${agreement.code} ${agreement.title}`,
        filter: translate('agreementsReport.dates'),
        table: buildDatesTable(frame, agreement),
        frozenColumns: 2,
        legend: translate('agreementsReport.datesNote'),
      },
    ],
  };
}
