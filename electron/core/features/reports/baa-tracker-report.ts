import type { BaaTrackerRow } from '../../../../shared/contract/phi-exposure.ts';
import type { Report, ReportComputation, ReportTable, ReportValue } from '../../../../shared/report/report.ts';
import { isInForce } from '../../../../shared/rules/agreements/lifecycle.ts';
import { countDays } from '../../../../shared/rules/days.ts';
import { approvedUseValue, baaStateValue, describePhiColumns, neededValue, offeredValue } from './phi-values.ts';
import { startExtract, type ReportFrame } from './report-frame.ts';
import { bandValue, dateValue, strongValue, textValue, wholeValue } from './report-values.ts';

type DueWords = Extract<ReportComputation, { kind: 'due-word' }>;

function describeDue({ language: { translate } }: ReportFrame): DueWords {
  const word = (name: string) => translate(`phiReport.tracker.due.${name}`);
  return {
    kind: 'due-word',
    dayColumn: 'expiry',
    words: [
      { daysLeft: -1, text: word('expired'), tone: 'critical' },
      { daysLeft: 30, text: word('within30'), tone: 'bad' },
      { daysLeft: 90, text: word('within90'), tone: 'warn' },
      { daysLeft: null, text: word('later'), tone: 'mute' },
    ],
    without: word('none'),
  };
}

function findDueWord({ words, without }: DueWords, daysLeft: number | null): ReportValue {
  if (daysLeft === null) return { kind: 'text', text: without };
  const word = words.find((one) => one.daysLeft === null || daysLeft <= one.daysLeft);
  return word ? { kind: 'status', text: word.text, tone: word.tone } : null;
}

function exposureValue(frame: ReportFrame, { exposure }: BaaTrackerRow): ReportValue {
  const { translate } = frame.language;
  if (exposure === null) return { kind: 'status', text: translate('phiReport.notRated'), tone: 'neutral' };
  return bandValue(exposure, translate);
}

function writeScope({ language: { translate } }: ReportFrame, { agreement, scope }: BaaTrackerRow): string {
  if (agreement === null) return translate('phiReport.tracker.noAgreement');
  return scope.join('; ') || translate('phiReport.tracker.noScope');
}

function buildTable(frame: ReportFrame, rows: readonly BaaTrackerRow[]): ReportTable {
  const { translate } = frame.language;
  const column = describePhiColumns(frame);
  const due = describeDue(frame);
  return {
    kind: 'table',
    caption: translate('phiReport.tracker.caption'),
    description: translate('phiReport.tracker.description'),
    columns: [
      column('id', 15, 9),
      column('vendor', 24, 19),
      column('scope', 27, 26),
      column('needed', 13, 10),
      column('available', 15, 12),
      column('trackerState', 21, 13.5),
      column('signed', 20, 12.5),
      column('effective', 20, 12.5),
      column('expiry', 20, 12.5),
      column('trackerExposure', 24, 13),
      column('daysLeft', 11, 10, { align: 'right', computed: { kind: 'days-left', dayColumn: 'expiry' } }),
      column('due', 19, 15, { computed: due }),
      column('use', 28, 35),
    ],
    rows: rows.map((row) => {
      const daysLeft = row.expiresOn === null ? null : countDays(frame.asOf, row.expiresOn);
      return {
        cells: [
          row.agreement && { kind: 'identifier', text: row.agreement.code },
          strongValue(row.vendor.name),
          textValue(writeScope(frame, row)),
          neededValue(frame, row.needed),
          offeredValue(frame, row.offered),
          baaStateValue(frame, row.state),
          dateValue(row.signedOn),
          dateValue(row.effectiveOn),
          dateValue(row.expiresOn),
          exposureValue(frame, row),
          wholeValue(daysLeft),
          findDueWord(due, daysLeft),
          approvedUseValue(frame, row.approvedUse),
        ],
      };
    }),
    note: translate('phiReport.tracker.note'),
    dense: true,
    empty: translate('phiReport.tracker.empty'),
  };
}

/** The seed's tracker: one landscape table, and one sheet whose days left and due are worked out on opening. */
export function buildBaaTrackerReport(frame: ReportFrame, rows: readonly BaaTrackerRow[]): Report {
  const { translate } = frame.language;
  const table = buildTable(frame, rows);
  const inForce = rows.filter(({ state }) => state !== null && isInForce(state)).length;
  return {
    ...startExtract(frame, 'baa_tracker', 'BT', [
      { label: translate('cover.records'), value: wholeValue(rows.length) },
      { label: translate('phiReport.tracker.inForce'), value: wholeValue(inForce) },
      { label: translate('phiReport.tracker.waiting'), value: wholeValue(rows.length - inForce) },
    ]),
    chapters: [
      {
        title: translate('kind.baa_tracker'),
        orientation: 'landscape',
        newPage: true,
        blocks: [{ kind: 'paragraph', text: translate('phiReport.tracker.intro') }, table],
      },
    ],
    sheets: [
      {
        name: translate('phiReport.sheet.tracker'),
        title: translate('phiReport.sheetTitle.tracker'),
        filter: translate('phiReport.tracker.filter', { count: rows.length }),
        table,
        frozenColumns: 2,
        legend: translate('phiReport.tracker.legend'),
      },
    ],
  };
}
