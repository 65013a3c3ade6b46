import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { Report, ReportTable } from '../../../../shared/report/report.ts';
import {
  buildCertificate,
  buildDisposalSheet,
  buildKeepingSheet,
  buildKeepingTable,
  listDisposed,
} from './evidence-keeping-report.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { dateValue, strongValue, sumValue, textValue, wholeValue } from './report-values.ts';

/** Characters of a sum that a page shows; the workbook has it whole. */
const SUM_START = 8;

function describePeriod(frame: ReportFrame, { periodStart, periodEnd, datedOn }: Evidence): string {
  const { translate, writeDay } = frame.language;
  if (periodStart && periodEnd) return translate('period', { from: writeDay(periodStart), to: writeDay(periodEnd) });
  if (periodEnd) return translate('evidence.periodTo', { to: writeDay(periodEnd) });
  if (periodStart) return translate('evidence.periodFrom', { from: writeDay(periodStart) });
  return datedOn ? writeDay(datedOn) : '';
}

function describeState({ language: { translate } }: ReportFrame, { state, disposedAt }: Evidence): string {
  return disposedAt === null ? translate(`evidenceState.${state}`) : translate('disposal.word');
}

/** Records that a page names before "and n more"; the workbook names them all. */
const NAMED_USES = 3;

/** Questions, and outside an assessment the other records too: "V-SEC-1, V-SEC-5, Forge Assist, R-004". */
function listUses({ links, linkedRecords }: Evidence, assessmentId?: string): string[] {
  const answered = assessmentId ? links.filter((link) => link.assessmentId === assessmentId) : links;
  const others = assessmentId ? [] : linkedRecords.map(({ recordName }) => recordName);
  return [...new Set([...answered.map(({ questionId }) => questionId), ...others])];
}

function writeUses({ language: { translate } }: ReportFrame, uses: readonly string[]): string {
  if (uses.length <= NAMED_USES + 1) return uses.join(', ');
  const names = uses.slice(0, NAMED_USES).join(', ');
  return translate('evidence.moreUses', { names, count: uses.length - NAMED_USES });
}

/**
 * The index of evidence for a page. With an assessment, "used by" names its questions only.
 */
export function buildEvidenceTable(
  frame: ReportFrame,
  evidence: readonly Evidence[],
  assessmentId?: string,
): ReportTable {
  const { translate } = frame.language;
  const vendors = new Set(evidence.flatMap(({ vendor }) => vendor?.id ?? []));
  return {
    kind: 'table',
    caption: translate('evidence.caption', { count: evidence.length }),
    description: translate('evidence.description'),
    columns: [
      { id: 'id', title: translate('column.evidenceId'), millimetres: 28, characters: 20 },
      { id: 'title', title: translate('column.title'), millimetres: 37, characters: 40 },
      { id: 'usedBy', title: translate('column.usedBy'), millimetres: 22, characters: 18 },
      { id: 'collected', title: translate('column.collected'), millimetres: 20, characters: 14 },
      { id: 'period', title: translate('column.period'), millimetres: 26, characters: 20 },
      { id: 'state', title: translate('column.state'), millimetres: 20, characters: 14 },
      { id: 'sha256', title: translate('column.sha256'), millimetres: 17, characters: 12 },
    ],
    rows: evidence.map((item) => ({
      cells: [
        strongValue(item.indexNumber),
        textValue(item.title, vendors.size > 1 ? item.vendor?.name : undefined),
        textValue(writeUses(frame, listUses(item, assessmentId))),
        dateValue(item.collectedAt.slice(0, 10)),
        textValue(describePeriod(frame, item)),
        textValue(describeState(frame, item)),
        sumValue((item.file ?? item.disposal?.file)?.sha256.slice(0, SUM_START)),
      ],
    })),
    dense: true,
    note: translate('evidence.note'),
    empty: translate('evidence.empty'),
  };
}

/** The index with whole sums and file names, for a sheet of a workbook. */
export function buildEvidenceSheetTable(
  frame: ReportFrame,
  evidence: readonly Evidence[],
  assessmentId?: string,
): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    ...buildEvidenceTable(frame, evidence, assessmentId),
    columns: [
      column('evidenceId', 20, 19),
      column('title', 20, 32),
      column('kind', 20, 13),
      column('usedBy', 20, 26),
      column('vendor', 20, 17),
      column('collected', 20, 13),
      column('dated', 20, 13),
      column('period', 20, 20),
      column('state', 20, 12.5),
      column('file', 20, 22),
      column('sha256', 20, 26),
    ],
    rows: evidence.map((item) => ({
      cells: [
        { kind: 'identifier', text: item.indexNumber },
        strongValue(item.title),
        textValue(translate(`evidenceKind.${item.kind}`)),
        textValue(listUses(item, assessmentId).join(', ')),
        textValue(item.vendor?.name),
        dateValue(item.collectedAt.slice(0, 10)),
        dateValue(item.datedOn),
        textValue(describePeriod(frame, item)),
        textValue(describeState(frame, item)),
        textValue((item.file ?? item.disposal?.file)?.name),
        sumValue((item.file ?? item.disposal?.file)?.sha256),
      ],
    })),
  };
}

/** All evidence of the workspace. */
export function buildEvidenceReport(frame: ReportFrame, evidence: readonly Evidence[]): Report {
  const { translate } = frame.language;
  const disposed = listDisposed(evidence);
  return {
    ...startExtract(frame, 'evidence_index', 'EI', [
      { label: translate('cover.records'), value: wholeValue(evidence.length) },
    ]),
    chapters: [
      { title: translate('evidence.title'), newPage: true, blocks: [buildEvidenceTable(frame, evidence)] },
      {
        title: translate('keeping.title'),
        orientation: 'landscape',
        newPage: true,
        blocks: [buildKeepingTable(frame, evidence)],
      },
      ...(disposed.length === 0
        ? []
        : [
            {
              title: translate('disposal.title'),
              newPage: true,
              blocks: [],
              sections: disposed.map((item) => buildCertificate(frame, item)),
            },
          ]),
    ],
    sheets: [
      {
        name: translate('sheet.evidence'),
        title: translate('kind.evidence_index'),
        filter: translate('register.all', { count: evidence.length }),
        table: buildEvidenceSheetTable(frame, evidence),
        frozenColumns: 2,
        legend: translate('sheet.evidenceLegend'),
      },
      {
        name: translate('sheet.keeping'),
        title: translate('keeping.title'),
        filter: translate('register.all', { count: evidence.length }),
        table: buildKeepingSheet(frame, evidence),
        frozenColumns: 2,
        legend: translate('keeping.note'),
      },
      {
        name: translate('sheet.disposals'),
        title: translate('disposal.title'),
        filter: translate('register.all', { count: disposed.length }),
        table: buildDisposalSheet(frame, disposed),
        frozenColumns: 2,
        legend: translate('disposal.sumNote'),
      },
    ],
  };
}
