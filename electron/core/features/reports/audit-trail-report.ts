import type { z } from 'zod';
import type { AuditEntry, verificationSchema } from '../../../../shared/contract/audit-trail.ts';
import type { Report, ReportTable } from '../../../../shared/report/report.ts';
import type { TrailWording } from '../../../../shared/rules/trail-words.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { sumValue, textValue, wholeValue } from './report-values.ts';
import { writeTrailChanges, writeTrailSentence, writeTrailState } from './trail-values.ts';

/** Entries of a period with the outcome of a verification of the whole trail. */
export interface AuditTrailSource {
  entries: readonly AuditEntry[];
  wording: TrailWording;
  /** Whether the document shows what the fields of a record were and are; a redacted one does not. */
  withValues: boolean;
  period: { from: string; to: string };
  verification: z.infer<typeof verificationSchema>;
  /** Left out where the document that the trail is part of names them. */
  signing?: {
    keyId: string;
    checkpoints: readonly { number: number; sequence: number; hash: string; signedAt: string; signedBy: string }[];
  };
}

function buildCheckpoints(frame: ReportFrame, { checkpoints }: NonNullable<AuditTrailSource['signing']>): ReportTable {
  const { translate, writeInstant } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('trailReport.checkpoints', { count: checkpoints.length }),
    description: translate('trailReport.checkpointsDescription'),
    columns: [
      column('number', 14, 8, { align: 'right' }),
      column('sequence', 18, 10, { align: 'right' }),
      column('instant', 38, 22),
      column('signedBy', 36, 20),
      column('hash', 64, 66),
    ],
    rows: checkpoints.map(({ number, sequence, hash, signedAt, signedBy }) => ({
      cells: [
        wholeValue(number),
        wholeValue(sequence),
        textValue(writeInstant(signedAt)),
        textValue(signedBy),
        sumValue(hash),
      ],
    })),
    dense: true,
    empty: translate('trailReport.noCheckpoint'),
  };
}

/** Longest text of what changed, in characters; what is cut ends in an ellipsis, and the legend says so. */
const PAGE_TEXT = 160;
const SHEET_TEXT = 240;

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}

/** An extract of the trail that a later trail can be held against. */
export function buildAuditTrailReport(frame: ReportFrame, source: AuditTrailSource): Report {
  const { entries, wording, withValues, period, verification, signing } = source;
  const { translate, writeDay, writeInstant, writeWhole } = frame.language;
  const [first, last] = [entries[0], entries.at(-1)];
  const base = {
    kind: 'table',
    caption: translate('trailReport.caption', {
      from: writeWhole(first?.sequence ?? 0),
      to: writeWhole(last?.sequence ?? 0),
    }),
    description: translate('trailReport.description'),
    empty: translate('trailReport.empty'),
  } as const;
  const column = describeColumns(frame);
  const stateValue = (entry: AuditEntry, side: 'before' | 'after') =>
    textValue(shorten(writeTrailState(entry, side, wording), SHEET_TEXT));
  const page: ReportTable = {
    ...base,
    columns: [
      column('sequence', 16, 9, { align: 'right' }),
      column('instant', 37, 20),
      column('actor', 32, 20),
      column('what', withValues ? 66 : 152, 50),
      ...(withValues ? [column('changes', 86, 60)] : []),
      column('hash', 20, 12),
    ],
    rows: entries.map((entry) => ({
      cells: [
        wholeValue(entry.sequence),
        textValue(writeInstant(entry.occurredAt)),
        textValue(entry.actorName),
        textValue(writeTrailSentence(entry, wording), entry.operation),
        ...(withValues ? [textValue(shorten(writeTrailChanges(entry, wording), PAGE_TEXT))] : []),
        sumValue(entry.hash.slice(0, 8)),
      ],
    })),
    dense: true,
  };
  const sheet: ReportTable = {
    ...base,
    columns: [
      column('sequence', 16, 8, { align: 'right' }),
      column('instant', 37, 24),
      column('actor', 32, 14),
      column('role', 32, 15),
      column('what', 60, 40),
      column('operation', 42, 20),
      column('record', 42, 24),
      ...(withValues ? [column('before', 40, 26), column('after', 68, 46)] : []),
      column('hash', 20, 24),
    ],
    rows: entries.map((entry) => ({
      cells: [
        wholeValue(entry.sequence),
        textValue(entry.occurredAt),
        textValue(entry.actorName),
        textValue(translate(`trailReport.role.${entry.actorRole}`)),
        textValue(writeTrailSentence(entry, wording)),
        textValue(entry.operation),
        textValue(entry.recordName),
        ...(withValues ? [stateValue(entry, 'before'), stateValue(entry, 'after')] : []),
        sumValue(entry.hash),
      ],
    })),
  };
  const state = verification.firstBroken
    ? translate('trailReport.broken', { sentence: verification.firstBroken.sentence })
    : translate('trailReport.intact', { count: verification.entries });
  return {
    ...startExtract(frame, 'audit_trail', 'TX', [
      {
        label: translate('cover.period'),
        value: textValue(translate('period', { from: writeDay(period.from), to: writeDay(period.to) })),
      },
      { label: translate('cover.records'), value: wholeValue(entries.length) },
      { label: translate('trailReport.verified'), value: textValue(state) },
    ]),
    chapters: [
      {
        title: translate('trailReport.integrity'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: translate('trailReport.integrityText') },
          {
            kind: 'facts',
            description: translate('trailReport.factsDescription'),
            facts: [
              { label: translate('trailReport.verified'), value: textValue(state) },
              { label: translate('trailReport.head'), value: wholeValue(verification.head.sequence) },
              { label: translate('trailReport.headHash'), value: sumValue(verification.head.hash) },
              ...(signing ? [{ label: translate('trailReport.key'), value: sumValue(signing.keyId) }] : []),
            ],
          },
          ...(signing ? [buildCheckpoints(frame, signing)] : []),
        ],
      },
      { title: translate('trailReport.chapter'), orientation: 'landscape', newPage: true, blocks: [page] },
    ],
    sheets: [
      {
        name: translate('sheet.trail'),
        title: translate('kind.audit_trail'),
        filter: translate('period', { from: writeDay(period.from), to: writeDay(period.to) }),
        table: sheet,
        frozenColumns: 2,
        legend: translate('sheet.trailLegend'),
      },
      ...(signing
        ? [
            {
              name: translate('sheet.checkpoints'),
              title: translate('sheet.checkpoints'),
              filter: translate('register.all', { count: signing.checkpoints.length }),
              table: buildCheckpoints(frame, signing),
              frozenColumns: 2,
              legend: translate('trailReport.checkpointsLegend', { keyId: signing.keyId }),
            },
          ]
        : []),
    ],
  };
}
