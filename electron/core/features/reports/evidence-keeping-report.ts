import type { Evidence, EvidenceDisposal } from '../../../../shared/contract/evidence.ts';
import type { ReportSection, ReportTable } from '../../../../shared/report/report.ts';
import { describeColumns, type ReportFrame } from './report-frame.ts';
import { dateValue, strongValue, sumValue, textValue } from './report-values.ts';

/** A piece whose file was destroyed. */
type Disposed = Evidence & { disposal: EvidenceDisposal };

/** Pieces with a certificate, in the order of its number. */
export function listDisposed(evidence: readonly Evidence[]): Disposed[] {
  return evidence
    .flatMap((item) => (item.disposal ? [{ ...item, disposal: item.disposal }] : []))
    .toSorted((left, right) => left.disposal.number.localeCompare(right.disposal.number));
}

function listMatters({ holds }: Evidence): string {
  return holds
    .filter(({ liftedAt }) => liftedAt === null)
    .map(({ matter }) => matter)
    .join('; ');
}

function describeDecision({ retention }: Evidence): string {
  const decisive = retention.find(({ decides }) => decides);
  return decisive ? `${decisive.title}, ${decisive.basis}` : '';
}

/** Until when each piece is kept, by which rule, and what holds it beyond that: for a page. */
export function buildKeepingTable(frame: ReportFrame, evidence: readonly Evidence[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('keeping.caption', { count: evidence.length }),
    description: translate('keeping.description'),
    columns: [
      column('evidenceId', 32, 20),
      column('title', 62, 34),
      column('collected', 24, 13),
      column('retainUntil', 26, 13),
      column('rule', 62, 40),
      column('hold', 51, 30),
    ],
    rows: evidence.map((item) => ({
      cells: [
        strongValue(item.indexNumber),
        textValue(item.title),
        dateValue(item.collectedAt.slice(0, 10)),
        dateValue(item.retainUntil),
        textValue(describeDecision(item)),
        textValue(listMatters(item)),
      ],
    })),
    dense: true,
    note: translate('keeping.note'),
    empty: translate('evidence.empty'),
  };
}

/** What `domain.md` 9.3 asks to be known of each piece and how long it is kept, for a sheet of a workbook. */
export function buildKeepingSheet(frame: ReportFrame, evidence: readonly Evidence[]): ReportTable {
  const { translate, writeInstant } = frame.language;
  const column = describeColumns(frame);
  return {
    ...buildKeepingTable(frame, evidence),
    columns: [
      column('evidenceId', 20, 19),
      column('title', 20, 22),
      column('source', 20, 14),
      column('query', 20, 14),
      column('how', 20, 13),
      column('collectedBy', 20, 13),
      column('instant', 20, 16),
      column('confidentiality', 20, 13),
      column('original', 20, 13),
      column('redactions', 20, 13),
      column('retainUntil', 20, 12.5),
      column('rule', 20, 17),
      column('hold', 20, 14),
      column('certificate', 20, 13.5),
    ],
    rows: evidence.map((item) => ({
      cells: [
        { kind: 'identifier', text: item.indexNumber },
        strongValue(item.title),
        textValue(item.source),
        textValue(item.sourceQuery),
        textValue(translate(`evidenceHow.${item.collectedHow}`)),
        textValue(item.collectedBy?.name),
        textValue(writeInstant(item.collectedAt)),
        textValue(item.confidentiality),
        textValue(item.originalPlace),
        textValue(item.redactions),
        dateValue(item.retainUntil),
        textValue(describeDecision(item)),
        textValue(listMatters(item)),
        item.disposal && { kind: 'identifier', text: item.disposal.number },
      ],
    })),
  };
}

/** Every certificate in a row, for a sheet. */
export function buildDisposalSheet(frame: ReportFrame, disposed: readonly Disposed[]): ReportTable {
  const { translate, writeInstant } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('disposal.caption', { count: disposed.length }),
    description: translate('disposal.description'),
    columns: [
      column('certificate', 20, 14),
      column('evidenceId', 20, 19),
      column('title', 20, 26),
      column('file', 20, 20),
      column('sha256', 20, 26),
      column('destroyed', 20, 20),
      column('destroyedBy', 20, 17),
      column('reason', 20, 32),
      column('retainUntil', 20, 13),
      column('bytes', 20, 17),
    ],
    rows: disposed.map(({ disposal, indexNumber, title }) => ({
      cells: [
        strongValue(disposal.number),
        { kind: 'identifier', text: indexNumber },
        textValue(title),
        textValue(disposal.file.name),
        sumValue(disposal.file.sha256),
        textValue(writeInstant(disposal.disposedAt)),
        textValue(disposal.disposedBy?.name),
        textValue(disposal.reason),
        dateValue(disposal.retainedUntil),
        textValue(translate(disposal.bytesRemoved ? 'disposal.removed' : 'disposal.stay')),
      ],
    })),
    empty: translate('disposal.empty'),
  };
}

/** A certificate of destruction, to be printed and signed. */
export function buildCertificate(frame: ReportFrame, { disposal, ...item }: Disposed): ReportSection {
  const { translate, writeInstant } = frame.language;
  const fact = (key: string, value: ReturnType<typeof textValue>) => ({ label: translate(`column.${key}`), value });
  return {
    title: translate('disposal.certificate', { number: disposal.number }),
    blocks: [
      { kind: 'paragraph', text: translate('disposal.text', { index: item.indexNumber }) },
      {
        kind: 'facts',
        description: translate('disposal.certificate', { number: disposal.number }),
        facts: [
          fact('evidenceId', textValue(item.indexNumber)),
          fact('title', textValue(item.title)),
          fact('file', textValue(disposal.file.name)),
          fact('collected', dateValue(item.collectedAt.slice(0, 10))),
          fact('retainUntil', dateValue(disposal.retainedUntil)),
          fact('rule', textValue(describeDecision({ ...item, disposal }))),
          fact('destroyed', textValue(writeInstant(disposal.disposedAt))),
          fact('reason', textValue(disposal.reason)),
          fact('bytes', textValue(translate(disposal.bytesRemoved ? 'disposal.removed' : 'disposal.stay'))),
        ],
      },
      {
        kind: 'checksum',
        label: translate('disposal.sum'),
        sha256: disposal.file.sha256,
        note: translate('disposal.sumNote'),
      },
      {
        kind: 'signatures',
        rows: [
          {
            role: translate('column.destroyedBy'),
            name: disposal.disposedBy?.name ?? '',
            position: '',
            decision: translate('disposal.done'),
            date: disposal.disposedAt.slice(0, 10),
          },
        ],
      },
    ],
  };
}
