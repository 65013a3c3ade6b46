import type { ReportKind } from '../../../../shared/contract/reports.ts';
import type {
  Classification,
  Report,
  ReportColumn,
  ReportCover,
  ReportRow,
  ReportSheet,
} from '../../../../shared/report/report.ts';
import type { ReportLanguage } from '../../report/translate.ts';
import { dateValue } from './report-values.ts';

/** What every report of one export has in common. */
export interface ReportFrame {
  /** Name of the organisation on the cover. */
  organisation: string;
  /** Begins the document id: "CHP". */
  documentPrefix: string;
  classification: Classification;
  logo: Uint8Array | null;
  /** As-of day, `YYYY-MM-DD`. */
  asOf: string;
  /** Instant that stands in the file's properties. Fixed by the content, so that equal content gives equal bytes. */
  createdAt: string;
  /** Name of the person who exports. */
  author: string;
  /** Version of Assay. */
  assayVersion: string;
  language: ReportLanguage;
}

/** The parts of a cover that come from the frame. */
export function startCover(
  frame: ReportFrame,
): Pick<ReportCover, 'entity' | 'classification' | 'asOf'> & Pick<Partial<ReportCover>, 'logo'> {
  const cover = { entity: frame.organisation, classification: frame.classification, asOf: frame.asOf };
  return frame.logo ? { ...cover, logo: frame.logo } : cover;
}

/** Everything of a report but its chapters and sheets. */
type ReportStart = Omit<Report, 'chapters' | 'sheets'>;

/**
 * What extracts have in common: reports of a register or a list as it stood on one day, by one person, unsigned. `facts`
 * stand on the cover before the day and the document id.
 *
 * @param code in the document id: "VR" gives "CHP-VR-20261120".
 */
export function startExtract(
  frame: ReportFrame,
  kind: ReportKind,
  code: string,
  facts: ReportCover['facts'],
): ReportStart {
  const { translate, tag } = frame.language;
  const documentId = `${frame.documentPrefix}-${code}-${frame.asOf.replaceAll('-', '')}`;
  return {
    kind,
    cover: {
      ...startCover(frame),
      title: translate(`kind.${kind}`),
      subject: '',
      subtitle: '',
      documentId,
      version: '1.0',
      status: translate('status.final'),
      facts: [
        ...facts,
        { label: translate('cover.asOf'), value: dateValue(frame.asOf) },
        { label: translate('cover.document'), value: { kind: 'identifier', text: documentId } },
      ],
      people: [{ role: translate('cover.prepared'), name: frame.author, position: '', date: frame.asOf }],
    },
    versions: [{ version: '1.0', date: frame.asOf, author: frame.author, change: translate('versions.extract') }],
    contents: false,
    createdAt: frame.createdAt,
    language: tag,
  };
}

/** Makes a column from its id, its width in millimetres for Word, and its width in characters for Excel. */
export type DescribeColumn = (
  id: string,
  millimetres: number,
  characters: number,
  options?: Pick<ReportColumn, 'align' | 'dueWithinDays' | 'computed'>,
) => ReportColumn;

/** @param prefix of the messages that are the columns' titles: "column", "phiReport.column". */
export function describeColumns({ language: { translate } }: ReportFrame, prefix = 'column'): DescribeColumn {
  return (id, millimetres, characters, options = {}) => ({
    id,
    title: translate(`${prefix}.${id}`),
    millimetres,
    characters,
    ...options,
  });
}

/** A sheet that lists every record of one sort and is not filtered: `name` is its tab and what its table is called. */
export function buildListSheet(
  { language: { translate } }: ReportFrame,
  kind: ReportKind,
  { name, legend, empty }: { name: string; legend: string; empty: string },
  columns: readonly ReportColumn[],
  rows: readonly ReportRow[],
): ReportSheet {
  return {
    name,
    title: translate(`kind.${kind}`),
    filter: translate('register.all', { count: rows.length }),
    table: { kind: 'table', caption: name, description: name, columns, rows, empty },
    frozenColumns: 2,
    legend,
  };
}
