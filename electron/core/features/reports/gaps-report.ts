import { GAP_DETECTORS, type Gap, type Sighting } from '../../../../shared/contract/gaps.ts';
import { BANDS, type Band } from '../../../../shared/contract/vendors.ts';
import type { Report, ReportBlock, ReportTable } from '../../../../shared/report/report.ts';
import { writeChange, writeGap } from '../../../../shared/rules/gaps/words.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { bandValue, dateValue, strongValue, textValue, wholeValue } from './report-values.ts';

/** What the report of gaps is made from. */
export interface GapsSource {
  gaps: readonly Gap[];
  sightings: readonly Sighting[];
}

function findWorst(gaps: readonly Gap[]): Band | null {
  return BANDS.findLast((band) => gaps.some(({ severity }) => severity === band)) ?? null;
}

function buildSummary(frame: ReportFrame, gaps: readonly Gap[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('gapsReport.summary'),
    description: translate('gapsReport.summaryDescription'),
    columns: [
      column('detector', 46, 26),
      column('looksFor', 84, 70),
      column('gaps', 16, 9, { align: 'right' }),
      column('worst', 24, 12),
    ],
    rows: GAP_DETECTORS.map((detector) => {
      const found = gaps.filter((gap) => gap.detector === detector);
      return {
        cells: [
          strongValue(translate(`gaps.detector.${detector}`)),
          textValue(translate(`gaps.looksFor.${detector}`)),
          wholeValue(found.length),
          bandValue(findWorst(found), translate),
        ],
      };
    }),
    empty: '',
  };
}

function writeRecord({ kind, label }: Gap['fix'], frame: ReportFrame): string {
  const word = frame.language.translate(`gaps.recordKind.${kind}`);
  return label === '' ? word : `${word}: ${label}`;
}

function buildDetectorTable(frame: ReportFrame, detector: Gap['detector'], gaps: readonly Gap[]): ReportTable {
  const { translate, writeDay } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate(`gaps.detector.${detector}`),
    description: translate(`gaps.looksFor.${detector}`),
    dense: true,
    columns: [column('severity', 24, 12), column('gap', 66, 60), column('remedy', 44, 40), column('mendedIn', 36, 30)],
    rows: gaps.map((gap) => ({
      cells: [
        bandValue(gap.severity, translate),
        textValue(writeGap(gap, translate, writeDay)),
        textValue(translate(`gaps.remedy.${gap.rule}`)),
        textValue(writeRecord(gap.fix, frame)),
      ],
    })),
    empty: translate('gapsReport.none'),
  };
}

/** What changed since approvals and signatures, one line each. */
function buildChanges(frame: ReportFrame, gaps: readonly Gap[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('gapsReport.changes'),
    description: translate('gapsReport.changesDescription'),
    dense: true,
    columns: [
      column('tool', 36, 24),
      column('change', 50, 36),
      column('before', 28, 22),
      column('after', 28, 22),
      column('record', 28, 22),
    ],
    rows: gaps.flatMap(({ subject, changes }) =>
      changes.map((change) => {
        const { what, before, after } = writeChange(change, translate);
        return {
          cells: [
            strongValue(subject.label),
            textValue(what),
            textValue(before),
            textValue(after),
            textValue(change.record.label),
          ],
        };
      }),
    ),
    empty: translate('gapsReport.noChanges'),
  };
}

function buildSheetTable(frame: ReportFrame, gaps: readonly Gap[]): ReportTable {
  const { translate, writeDay } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('kind.gaps'),
    description: translate('gapsReport.sheetDescription'),
    columns: [
      column('detector', 20, 21),
      column('severity', 20, 11),
      column('about', 20, 20),
      column('tool', 20, 17),
      column('vendor', 20, 15),
      column('gap', 20, 44),
      column('remedy', 20, 32),
      column('mendedIn', 20, 22),
      column('sources', 20, 23),
    ],
    rows: gaps.map((gap) => ({
      cells: [
        textValue(translate(`gaps.detector.${gap.detector}`)),
        bandValue(gap.severity, translate),
        strongValue(gap.subject.label || translate(`gaps.recordKind.${gap.subject.kind}`)),
        textValue(gap.tool?.name),
        textValue(gap.vendor?.name),
        textValue(writeGap(gap, translate, writeDay)),
        textValue(translate(`gaps.remedy.${gap.rule}`)),
        textValue(writeRecord(gap.fix, frame)),
        textValue(gap.sources.map((source) => writeRecord(source, frame)).join('; ')),
      ],
    })),
    empty: translate('gapsReport.none'),
  };
}

function buildSightings(frame: ReportFrame, sightings: readonly Sighting[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  const writeWhat = ({ tool, decision }: Sighting) => {
    if (tool)
      return translate('gapsReport.isTool', { tool: tool.name, status: translate(`gaps.status.${tool.status}`) });
    if (decision && decision.notRelevant !== '')
      return translate('gapsReport.notRelevant', { reason: decision.notRelevant });
    return translate('gapsReport.notRegistered');
  };
  return {
    kind: 'table',
    caption: translate('gapsReport.sightings'),
    description: translate('gapsReport.sightingsDescription'),
    dense: true,
    columns: [
      column('seenAs', 40, 28),
      column('whatItIs', 52, 44),
      column('seenIn', 40, 30),
      column('people', 14, 9, { align: 'right' }),
      column('lastSeen', 24, 13),
    ],
    rows: sightings.map((sighting) => ({
      cells: [
        strongValue(sighting.name),
        textValue(writeWhat(sighting)),
        textValue(sighting.source),
        wholeValue(sighting.people),
        dateValue(sighting.lastSeenOn),
      ],
    })),
    empty: translate('gapsReport.noSightings'),
  };
}

/** What is missing, contradicted or out of date on one day: by detector, with the record that mends each. */
export function buildGapsReport(frame: ReportFrame, { gaps, sightings }: GapsSource): Report {
  const { translate } = frame.language;
  const critical = gaps.filter(({ severity }) => severity === 'critical').length;
  const found = GAP_DETECTORS.map((detector) => gaps.filter((gap) => gap.detector === detector));
  const blocks = found.flatMap((list, index): ReportBlock[] => {
    const detector = GAP_DETECTORS[index];
    return detector === undefined || list.length === 0 ? [] : [buildDetectorTable(frame, detector, list)];
  });
  return {
    ...startExtract(frame, 'gaps', 'GP', [
      { label: translate('gapsReport.open'), value: wholeValue(gaps.length) },
      { label: translate('gapsReport.critical'), value: wholeValue(critical) },
    ]),
    chapters: [
      {
        title: translate('gapsReport.chapter.summary'),
        newPage: true,
        blocks: [
          {
            kind: 'callout',
            text:
              gaps.length === 0
                ? translate('gapsReport.nothing')
                : translate('gapsReport.result', { count: gaps.length, critical }),
          },
          buildSummary(frame, gaps),
          { kind: 'paragraph', text: translate('gapsReport.method') },
        ],
      },
      ...(blocks.length === 0 ? [] : [{ title: translate('gapsReport.chapter.gaps'), newPage: true, blocks }]),
      {
        title: translate('gapsReport.chapter.changes'),
        blocks: [{ kind: 'paragraph', text: translate('gapsReport.changesIntro') }, buildChanges(frame, gaps)],
      },
      {
        title: translate('gapsReport.chapter.sightings'),
        blocks: [{ kind: 'paragraph', text: translate('gapsReport.sightingsIntro') }, buildSightings(frame, sightings)],
      },
    ],
    sheets: [
      {
        name: translate('gapsReport.sheet.gaps'),
        title: translate('kind.gaps'),
        filter: translate('gapsReport.sheet.filter', { count: gaps.length }),
        table: buildSheetTable(frame, gaps),
        frozenColumns: 3,
        legend: translate('gapsReport.sheet.legend'),
      },
      {
        name: translate('gapsReport.sheet.changes'),
        title: translate('gapsReport.changes'),
        filter: translate('gapsReport.sheet.filter', { count: gaps.length }),
        table: buildChanges(frame, gaps),
        frozenColumns: 1,
        legend: translate('gapsReport.changesIntro'),
      },
      {
        name: translate('gapsReport.sheet.sightings'),
        title: translate('gapsReport.sightings'),
        filter: translate('gapsReport.sheet.seen', { count: sightings.length }),
        table: buildSightings(frame, sightings),
        frozenColumns: 1,
        legend: translate('gapsReport.sightingsIntro'),
      },
    ],
    contents: gaps.length > 20,
  };
}
