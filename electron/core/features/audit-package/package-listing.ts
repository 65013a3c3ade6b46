import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { ItemReadiness } from '../../../../shared/contract/audit-package.ts';
import type { Report, ReportTable } from '../../../../shared/report/report.ts';
import { numberItem } from '../../../../shared/rules/audit-package/items.ts';
import { writeSums, type PackageFile, type PackageSample } from '../../../../shared/rules/audit-package/manifest.ts';
import { countReadiness } from '../../../../shared/rules/audit-package/readiness.ts';
import { dateValue, strongValue, sumValue, textValue, wholeValue } from '../reports/report-values.ts';
import { saySource } from './item-sheet.ts';
import { hashText, packageColumns, speak, startPackageDocument, type PackageFrame } from './package-frame.ts';
import { buildProblemTable, describeEvidenceFile, stateValue } from './package-tables.ts';

/** Parts that go by an id which says nothing to a reader: the control of a risk. */
const UNNAMED_PART = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

interface IndexContent {
  items: readonly ItemReadiness[];
  /** Every piece behind an item, by index number. */
  evidence: readonly Evidence[];
  /** Paths in the package by evidence id. */
  paths: ReadonlyMap<string, string>;
  /** Every file that was written so far. */
  files: readonly PackageFile[];
  samples: readonly Pick<PackageSample, 'drawn'>[];
  /** What a part of a record is called. */
  namePart: (part: string) => string;
  head: { sequence: number; hash: string };
  keySha256: string;
}

function buildItemTable(frame: PackageFrame, { items, files }: IndexContent): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  return {
    kind: 'table',
    caption: say('report.itemsCaption'),
    description: say('report.itemsDescription'),
    columns: [
      column('number', 12, 8),
      column('item', 46, 40),
      column('source', 30, 28),
      column('evidenceIds', 18, 10, { align: 'right' }),
      column('files', 14, 8, { align: 'right' }),
      column('newest', 22, 16),
      column('state', 28, 15),
    ],
    rows: items.map((readiness) => ({
      cells: [
        { kind: 'identifier', text: readiness.number },
        strongValue(say(`item.${readiness.item}`)),
        textValue(saySource(frame, readiness)),
        wholeValue(readiness.evidence.length),
        wholeValue(files.filter((file) => file.items.includes(readiness.number)).length),
        dateValue(readiness.asOf),
        stateValue(frame, readiness.state),
      ],
    })),
    empty: say('report.itemsEmpty'),
  };
}

/** The records that a piece stands behind, each with its parts: "Vendor checklist: V-SEC-1, V-SEC-2; Harrow Agent: A-PRE-1". */
function listUses({ links, linkedRecords }: Evidence, { namePart }: Pick<IndexContent, 'namePart'>): string {
  const parts = new Map<string, Set<string>>();
  const note = (record: string, part: string) => parts.set(record, (parts.get(record) ?? new Set()).add(part));
  for (const { assessmentTitle, questionId } of links) note(assessmentTitle, questionId);
  for (const { recordName, part } of linkedRecords) note(recordName, UNNAMED_PART.test(part) ? '' : namePart(part));
  return [...parts]
    .map(([record, own]) => [record, [...own].filter(Boolean).join(', ')].filter(Boolean).join(': '))
    .join('; ');
}

function buildEvidenceIndex(frame: PackageFrame, content: IndexContent): { page: ReportTable; sheet: ReportTable } {
  const say = speak(frame);
  const column = packageColumns(frame);
  const base = {
    kind: 'table',
    caption: say('report.evidenceIndexCaption'),
    description: say('report.evidenceIndexDescription'),
    empty: say('report.noEvidence'),
  } as const;
  const itemsOf = (piece: Evidence) =>
    content.items
      .filter(({ evidence }) => evidence.includes(piece.indexNumber))
      .map(({ number }) => number)
      .join(', ');
  return {
    page: {
      ...base,
      columns: [
        column('evidenceId', 32, 20),
        column('titleColumn', 62, 40),
        column('items', 26, 16),
        column('usedBy', 77, 50),
        column('collected', 22, 14),
        column('sum', 38, 12),
      ],
      rows: content.evidence.map((piece) => ({
        cells: [
          strongValue(piece.indexNumber),
          textValue(piece.title, describeEvidenceFile(frame, piece, content.paths.get(piece.id))),
          textValue(itemsOf(piece)),
          textValue(listUses(piece, content)),
          dateValue(piece.collectedAt.slice(0, 10)),
          sumValue(piece.file?.sha256.slice(0, 16)),
        ],
      })),
      dense: true,
    },
    sheet: {
      ...base,
      columns: [
        column('evidenceId', 32, 20),
        column('titleColumn', 62, 36),
        column('items', 26, 14),
        column('usedBy', 77, 40),
        column('collected', 22, 13),
        column('file', 50, 40),
        column('sum', 38, 40),
      ],
      rows: content.evidence.map((piece) => ({
        cells: [
          strongValue(piece.indexNumber),
          textValue(piece.title),
          textValue(itemsOf(piece)),
          textValue(listUses(piece, content)),
          dateValue(piece.collectedAt.slice(0, 10)),
          textValue(describeEvidenceFile(frame, piece, content.paths.get(piece.id))),
          sumValue(piece.file?.sha256),
        ],
      })),
    },
  };
}

/** The other direction: each item with every piece behind it. */
function buildItemEvidence(frame: PackageFrame, { items, evidence }: IndexContent): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  const byNumber = new Map(evidence.map((piece) => [piece.indexNumber, piece]));
  return {
    kind: 'table',
    caption: say('report.itemEvidenceCaption'),
    description: say('report.itemEvidenceDescription'),
    columns: [
      column('number', 18, 8),
      column('item', 80, 40),
      column('evidenceId', 40, 22),
      column('titleColumn', 119, 70),
    ],
    rows: items.flatMap(({ item, number, evidence: pieces }) =>
      pieces.map((indexNumber) => ({
        cells: [
          { kind: 'identifier' as const, text: number },
          textValue(say(`item.${item}`)),
          strongValue(indexNumber),
          textValue(byNumber.get(indexNumber)?.title),
        ],
      })),
    ),
    dense: true,
    empty: say('report.noEvidence'),
  };
}

function buildFileTable(frame: PackageFrame, files: readonly PackageFile[]): { page: ReportTable; sheet: ReportTable } {
  const say = speak(frame);
  const column = packageColumns(frame);
  const base = {
    kind: 'table',
    caption: say('report.filesCaption'),
    description: say('report.filesDescription'),
    empty: say('report.filesEmpty'),
    dense: true,
  } as const;
  const start = (file: PackageFile) => [
    textValue(file.path),
    textValue(file.items.join(', ')),
    { kind: 'number' as const, value: file.bytes, format: 'thousands' as const },
    wholeValue(file.records),
  ];
  return {
    page: {
      ...base,
      columns: [
        column('file', 138, 60),
        column('items', 35, 14),
        column('size', 24, 13, { align: 'right' }),
        column('records', 20, 10, { align: 'right' }),
        column('sum', 40, 12),
      ],
      rows: files.map((file) => ({ cells: [...start(file), sumValue(file.sha256.slice(0, 16))] })),
    },
    sheet: {
      ...base,
      columns: [
        column('file', 138, 84),
        column('items', 35, 16),
        column('size', 24, 13, { align: 'right' }),
        column('records', 20, 10, { align: 'right' }),
        column('sum', 40, 68),
      ],
      rows: files.map((file) => ({ cells: [...start(file), sumValue(file.sha256)] })),
    },
  };
}

/** The index: state of the seventeen items, open points, evidence in both directions, files, how to check it all. */
export function buildPackageIndex(frame: PackageFrame, content: IndexContent): Report {
  const say = speak(frame);
  const { items, files, samples, head, keySha256 } = content;
  const { ready, problems } = countReadiness(items);
  const more = items.reduce((sum, { moreProblems }) => sum + moreProblems, 0);
  const itemTable = buildItemTable(frame, content);
  const problemTable = buildProblemTable(
    frame,
    items.flatMap((item) => item.problems),
    more,
    'of all items',
  );
  const evidence = buildEvidenceIndex(frame, content);
  const itemEvidence = buildItemEvidence(frame, content);
  const fileTables = buildFileTable(frame, files);
  const legend = say('report.legend', { name: frame.name, day: frame.report.language.writeDay(frame.report.asOf) });
  const sheet = (name: string, title: string, table: ReportTable) => ({
    name: say(`report.${name}`),
    title,
    filter: frame.scopeWords,
    table,
    frozenColumns: 2,
    legend,
  });
  const checksum = {
    kind: 'checksum' as const,
    label: say('report.content'),
    sha256: hashText(writeSums(files)),
    note: say('report.contentNote'),
  };
  return {
    ...startPackageDocument(frame, 'I', {
      title: say('report.indexTitle'),
      facts: [
        { label: say('report.state'), value: textValue(say(frame.final ? 'report.indexFinal' : 'report.indexDraft')) },
        { label: say('report.head'), value: { kind: 'number', value: head.sequence, format: 'thousands' } },
      ],
      manifest: checksum,
    }),
    contents: true,
    chapters: [
      {
        title: say('report.itemsChapter'),
        newPage: true,
        blocks: [
          {
            kind: 'callout',
            lead: say(frame.final ? 'report.indexFinal' : 'report.indexDraft'),
            text:
              problems === 0 ? say('report.indexFinalText') : say('report.indexDraftText', { ready, count: problems }),
          },
          itemTable,
          {
            kind: 'paragraph',
            text: say('report.samplesNamed', {
              count: samples.reduce((sum, { drawn }) => sum + drawn.length, 0),
              populations: samples.length,
            }),
          },
        ],
      },
      { title: say('report.openChapter'), newPage: true, blocks: [problemTable] },
      {
        title: say('report.evidenceIndexChapter'),
        orientation: 'landscape',
        newPage: true,
        blocks: [evidence.page, itemEvidence],
      },
      { title: say('report.filesChapter'), orientation: 'landscape', newPage: true, blocks: [fileTables.page] },
      {
        title: say('report.verifyChapter'),
        orientation: 'portrait',
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: say('report.verifyPage') },
          { kind: 'paragraph', text: say('report.verifySums') },
          { kind: 'paragraph', text: say('report.verifyKey') },
          { kind: 'paragraph', text: say('report.verifyProves') },
          { kind: 'checksum', label: say('report.key'), sha256: keySha256, note: say('report.keyNote') },
          {
            kind: 'facts',
            description: say('report.head'),
            facts: [
              { label: say('report.head'), value: { kind: 'number', value: head.sequence, format: 'thousands' } },
              { label: say('report.headHash'), value: sumValue(head.hash) },
            ],
          },
        ],
      },
    ],
    sheets: [
      sheet('sheetItems', say('report.itemsCaption'), itemTable),
      sheet('sheetProblems', say('report.problemsCaption'), problemTable),
      sheet('sheetEvidence', say('report.evidenceIndexCaption'), evidence.sheet),
      sheet('sheetItemEvidence', say('report.itemEvidenceCaption'), itemEvidence),
      sheet('sheetFiles', say('report.filesCaption'), fileTables.sheet),
    ],
  };
}

/** "3.2" of every item that a piece stands behind. */
export function listItemNumbers(items: readonly ItemReadiness[], indexNumber: string): string[] {
  return items.filter(({ evidence }) => evidence.includes(indexNumber)).map(({ item }) => numberItem(item));
}
