import type { z } from 'zod';
import type { AuditEntry, verificationSchema } from '../../../../shared/contract/audit-trail.ts';
import type { Report, ReportTable } from '../../../../shared/report/report.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { sumValue, textValue, wholeValue } from './report-values.ts';

/** Entries of a period with the outcome of a verification of the whole trail. */
export interface AuditTrailSource {
  entries: readonly AuditEntry[];
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
    caption: translate('trail.checkpoints', { count: checkpoints.length }),
    description: translate('trail.checkpointsDescription'),
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
    empty: translate('trail.noCheckpoint'),
  };
}

/** Longest text of a record's before and after, in characters; what is cut ends in an ellipsis, and the legend says so. */
const PAGE_TEXT = 160;
const SHEET_TEXT = 240;

/** Fields that tell a reader nothing; the hash is over them all the same. */
const SILENT_FIELDS: readonly string[] = ['id', 'revision', 'createdAt'];

/** Null where somebody changed the text so that it is no longer JSON; the extract then shows it as it stands. */
function readRecord(json: string): Record<string, unknown> | null {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** The canonical JSON of a record as words: "status: approved; plan type: Team". */
function writeFacts(json: string | null, limit: number): string {
  if (json === null) return '';
  const record = readRecord(json);
  if (record === null) return json.slice(0, limit);
  const facts = Object.entries(record)
    .filter(([field, value]) => !SILENT_FIELDS.includes(field) && value !== null && value !== '')
    .map(([field, value]) => {
      const spoken = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
      return `${spoken}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    })
    .join('; ');
  return facts.length <= limit ? facts : `${facts.slice(0, limit)}…`;
}

/** An extract of the trail that a later trail can be held against. */
export function buildAuditTrailReport(frame: ReportFrame, source: AuditTrailSource): Report {
  const { entries, period, verification, signing } = source;
  const { translate, writeDay, writeInstant, writeWhole } = frame.language;
  const [first, last] = [entries[0], entries.at(-1)];
  const base = {
    kind: 'table',
    caption: translate('trail.caption', {
      from: writeWhole(first?.sequence ?? 0),
      to: writeWhole(last?.sequence ?? 0),
    }),
    description: translate('trail.description'),
    empty: translate('trail.empty'),
  } as const;
  const column = (id: string, millimetres: number, characters: number) => ({
    id,
    title: translate(`column.${id}`),
    millimetres,
    characters,
  });
  const page: ReportTable = {
    ...base,
    columns: [
      { ...column('sequence', 16, 9), align: 'right' },
      column('instant', 37, 20),
      column('actor', 32, 20),
      column('operation', 42, 26),
      column('record', 42, 30),
      column('after', 68, 50),
      column('hash', 20, 12),
    ],
    rows: entries.map((entry) => ({
      cells: [
        wholeValue(entry.sequence),
        textValue(writeInstant(entry.occurredAt)),
        textValue(entry.actorName),
        textValue(entry.operation),
        textValue(entry.recordName),
        textValue(writeFacts(entry.after, PAGE_TEXT)),
        sumValue(entry.hash.slice(0, 8)),
      ],
    })),
    dense: true,
  };
  const sheet: ReportTable = {
    ...base,
    columns: [
      { ...column('sequence', 16, 8), align: 'right' },
      column('instant', 37, 24),
      column('actor', 32, 14),
      column('role', 32, 15),
      column('operation', 42, 20),
      column('record', 42, 24),
      column('before', 40, 26),
      column('after', 68, 46),
      column('hash', 20, 24),
    ],
    rows: entries.map((entry) => ({
      cells: [
        wholeValue(entry.sequence),
        textValue(entry.occurredAt),
        textValue(entry.actorName),
        textValue(translate(`trail.role.${entry.actorRole}`)),
        textValue(entry.operation),
        textValue(entry.recordName),
        textValue(writeFacts(entry.before, SHEET_TEXT)),
        textValue(writeFacts(entry.after, SHEET_TEXT)),
        sumValue(entry.hash),
      ],
    })),
  };
  const state = verification.firstBroken
    ? translate('trail.broken', { sentence: verification.firstBroken.sentence })
    : translate('trail.intact', { count: verification.entries });
  return {
    ...startExtract(frame, 'audit_trail', 'TX', [
      {
        label: translate('cover.period'),
        value: textValue(translate('period', { from: writeDay(period.from), to: writeDay(period.to) })),
      },
      { label: translate('cover.records'), value: wholeValue(entries.length) },
      { label: translate('trail.verified'), value: textValue(state) },
    ]),
    chapters: [
      {
        title: translate('trail.integrity'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: translate('trail.integrityText') },
          {
            kind: 'facts',
            description: translate('trail.factsDescription'),
            facts: [
              { label: translate('trail.verified'), value: textValue(state) },
              { label: translate('trail.head'), value: wholeValue(verification.head.sequence) },
              { label: translate('trail.headHash'), value: sumValue(verification.head.hash) },
              ...(signing ? [{ label: translate('trail.key'), value: sumValue(signing.keyId) }] : []),
            ],
          },
          ...(signing ? [buildCheckpoints(frame, signing)] : []),
        ],
      },
      { title: translate('trail.chapter'), orientation: 'landscape', newPage: true, blocks: [page] },
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
              legend: translate('trail.checkpointsLegend', { keyId: signing.keyId }),
            },
          ]
        : []),
    ],
  };
}
