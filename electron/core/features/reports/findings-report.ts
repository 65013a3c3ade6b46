import type { Finding } from '../../../../shared/contract/findings.ts';
import { BANDS } from '../../../../shared/contract/vendors.ts';
import type { Report, ReportFinding, ReportTable, ReportValue, Tone } from '../../../../shared/report/report.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { bandValue, dateValue, levelOf, strongValue, textValue, wholeValue } from './report-values.ts';

const STATUS_TONES: Readonly<Record<Finding['status'], Tone>> = {
  open: 'neutral',
  in_progress: 'neutral',
  resolved: 'ok',
  accepted: 'warn',
  withdrawn: 'mute',
};

/** Is it still to be dealt with? An accepted finding is open to the reader, resolved and withdrawn are not. */
export function isOpenFinding(finding: Finding): boolean {
  return finding.status !== 'resolved' && finding.status !== 'withdrawn';
}

/** Most severe first, then by due date, then by code. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (left, right) =>
      BANDS.indexOf(right.severity) - BANDS.indexOf(left.severity) ||
      (left.dueOn ?? '9999').localeCompare(right.dueOn ?? '9999') ||
      left.code.localeCompare(right.code),
  );
}

/** One line for each finding. */
export function buildFindingsTable(frame: ReportFrame, findings: readonly Finding[]): ReportTable {
  const { translate } = frame.language;
  return {
    kind: 'table',
    caption: translate('findings.register'),
    description: translate('findings.registerDescription'),
    dense: true,
    columns: [
      { id: 'id', title: translate('column.id'), millimetres: 16, characters: 9 },
      { id: 'severity', title: translate('column.severity'), millimetres: 27, characters: 12 },
      { id: 'finding', title: translate('column.finding'), millimetres: 70, characters: 60 },
      { id: 'owner', title: translate('column.owner'), millimetres: 35, characters: 18 },
      { id: 'due', title: translate('column.due'), millimetres: 22, characters: 14, dueWithinDays: 30 },
    ],
    rows: findings.map((finding) => ({
      cells: [
        strongValue(finding.code),
        bandValue(finding.severity, translate),
        textValue(finding.title),
        textValue(finding.owner?.name),
        dateValue(finding.dueOn),
      ],
    })),
    empty: translate('findings.empty'),
  };
}

/** The finding whole, as the page shows it. */
export function buildFinding(frame: ReportFrame, finding: Finding): ReportFinding {
  const { translate, writeDay } = frame.language;
  const parts = ['condition', 'criteria', 'cause', 'effect', 'recommendation', 'response', 'retest'] as const;
  return {
    kind: 'finding',
    identifier: finding.code,
    title: finding.title,
    severity: levelOf(finding.severity),
    severityText: translate(`band.${finding.severity}`),
    facts: [
      finding.questionId ?? finding.ruleId ?? translate('cover.notStated'),
      finding.owner?.name ?? translate('findings.noOwner'),
      finding.dueOn ? translate('findings.due', { date: writeDay(finding.dueOn) }) : translate('findings.noDue'),
      translate(`findingStatus.${finding.status}`),
    ],
    rows: parts.map((part) => ({
      label: translate(`findings.${part}`),
      text: finding[part] || translate('findings.notGiven'),
    })),
  };
}

/** The findings with all they say, for a sheet of a workbook. */
export function buildFindingsSheetTable(frame: ReportFrame, findings: readonly Finding[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    ...buildFindingsTable(frame, findings),
    columns: [
      column('id', 20, 9),
      column('finding', 20, 36),
      column('severity', 20, 12),
      column('status', 20, 13),
      column('rule', 20, 11),
      column('item', 20, 11),
      column('vendor', 20, 18),
      column('owner', 20, 16),
      column('due', 20, 13, { dueWithinDays: 30 }),
      column('effect', 20, 30),
      column('recommendation', 20, 30),
    ],
    rows: findings.map((finding) => ({
      cells: [
        { kind: 'identifier', text: finding.code },
        strongValue(finding.title),
        bandValue(finding.severity, translate),
        describeStatus(frame, finding),
        textValue(finding.ruleId),
        textValue(finding.questionId),
        textValue(finding.vendor?.name),
        textValue(finding.owner?.name),
        dateValue(finding.dueOn),
        textValue(finding.effect),
        textValue(finding.recommendation),
      ],
    })),
  };
}

function describeStatus(frame: ReportFrame, finding: Finding): ReportValue {
  const text = frame.language.translate(`findingStatus.${finding.status}`);
  return { kind: 'status', text, tone: STATUS_TONES[finding.status] };
}

/** All findings of the workspace: the open ones in full, the rest as lines. */
export function buildFindingsReport(frame: ReportFrame, all: readonly Finding[]): Report {
  const { translate } = frame.language;
  const findings = sortFindings(all);
  const open = findings.filter(isOpenFinding);
  return {
    ...startExtract(frame, 'findings', 'FR', [
      { label: translate('cover.records'), value: wholeValue(findings.length) },
      { label: translate('summary.openFindings'), value: wholeValue(open.length) },
    ]),
    chapters: [
      {
        title: translate('findings.title'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: translate('findings.intro') },
          buildFindingsTable(frame, open),
          ...open.map((finding) => buildFinding(frame, finding)),
        ],
      },
    ],
    sheets: [
      {
        name: translate('sheet.findings'),
        title: translate('kind.findings'),
        filter: translate('register.all', { count: findings.length }),
        table: buildFindingsSheetTable(frame, findings),
        frozenColumns: 2,
        legend: translate('sheet.findingsLegend'),
      },
    ],
    contents: open.length > 8,
  };
}
