import type { Report, ReportColumn, ReportRow, ReportSheet, ReportValue, Tone } from '../../../shared/report/report.ts';

const TONE_OF_STATUS: Readonly<Record<string, Tone>> = {
  Approved: 'ok',
  Conditional: 'warn',
  Prohibited: 'critical',
  Failed: 'critical',
  Declined: 'critical',
  Expiring: 'warn',
  Passed: 'mute',
  Active: 'mute',
  'Not needed': 'mute',
};

const LEVELS: Readonly<Record<string, 1 | 2 | 3 | 4>> = { Low: 1, Medium: 2, High: 3, Critical: 4 };

const columns: readonly ReportColumn[] = [
  { id: 'id', title: 'Id', millimetres: 14, characters: 9 },
  { id: 'vendor', title: 'Vendor', millimetres: 30, characters: 19.5 },
  { id: 'tool', title: 'Tool', millimetres: 36, characters: 24.5 },
  { id: 'plan', title: 'Plan', millimetres: 20, characters: 13 },
  { id: 'kind', title: 'Kind', millimetres: 20, characters: 13 },
  { id: 'owner', title: 'Owner', millimetres: 24, characters: 16 },
  { id: 'status', title: 'Status', millimetres: 20, characters: 13.5 },
  { id: 'tier', title: 'Inherent tier', millimetres: 16, characters: 11 },
  { id: 'security', title: 'Security', millimetres: 18, characters: 11.5 },
  { id: 'compliance', title: 'Compliance', millimetres: 18, characters: 13 },
  { id: 'legal', title: 'Legal', millimetres: 18, characters: 10 },
  { id: 'performance', title: 'Performance', millimetres: 18, characters: 14 },
  { id: 'baa', title: 'BAA state', millimetres: 22, characters: 14.5 },
  { id: 'approved', title: 'Approved', millimetres: 20, characters: 13.5 },
  { id: 'review', title: 'Next review', millimetres: 20, characters: 13.5, dueWithinDays: 30 },
];

const RECORDS = [
  'T-004|Aldergate Software|Aldergate Pair|Team|IDE plugin|R. Castellanos|Approved|Medium|Passed|Passed|Passed|Passed|Not needed|2026-03-12|2027-09-12',
  'T-011|Brightfen|Fen Review|Enterprise|Agent|T. Marsh|In review|High|Passed|Open|Open|Open|Requested||2026-12-15',
  'T-003|Corvane Systems|Corvane Desk|Team|Assistant|R. Castellanos|Conditional|High|Passed|Passed|Open|Passed|Active|2026-02-03|2026-12-03',
  'T-019|Dunmore AI|Dunmore MCP Files|Community|MCP server|T. Marsh|Prohibited|High|Failed|Open|Open|Open|Not assessed||2027-05-04',
  'T-007|Eskdale|Eskdale Complete|Self-hosted|IDE plugin|J. Abara|Approved|Low|Passed|Passed|Passed|Passed|Not needed|2025-12-09|2028-12-09',
  'T-021|Fennimore Labs|Fennimore Chat|Free|Assistant|P. Nakamura|Prohibited|High|Failed|Failed|Open|Open|Declined||2027-02-11',
  'T-013|Ilverton|Ilverton Search|Team|Assistant|J. Abara|In review|Medium|Passed|Open|Passed|Open|Required||2026-11-12',
  'T-005|Northlane Compute|Northlane Hosted Models|Commercial|API|R. Castellanos|Approved|High|Passed|Passed|Passed|Passed|Expiring|2025-12-14|2026-12-14',
] as const;

function statusValue(text: string): ReportValue {
  return { kind: 'status', text, tone: TONE_OF_STATUS[text] ?? 'neutral' };
}

function readRecord(record: string): ReportRow {
  const fields = record.split('|');
  const cells = fields.map((field, index): ReportValue => {
    if (field === '') return null;
    if (index === 0) return { kind: 'identifier', text: field };
    if (index < 6) return { kind: 'text', text: field };
    if (index === 7) return { kind: 'band', level: LEVELS[field] ?? 4, text: field, neutral: true };
    return index < 13 ? statusValue(field) : { kind: 'date', date: field };
  });
  return { cells };
}

/** A sheet of a register with so many rows, made from eight invented tools. */
export function makeRegisterSheet(rowCount: number): ReportSheet {
  const rows = Array.from({ length: rowCount }, (_, index) =>
    readRecord(RECORDS[index % RECORDS.length] ?? RECORDS[0]),
  );
  return {
    name: 'Register',
    title: 'Vendor and tool register',
    filter: `Shown: status is not Retired; every owner; sorted by vendor.  ${rowCount} of ${rowCount + 5} records.`,
    frozenColumns: 3,
    legend:
      'Next review: red is overdue at the as-of date, amber falls within 30 days. BAA: business associate agreement.',
    table: {
      kind: 'table',
      caption: 'Register',
      description: 'Tools with owner, status, gates and dates.',
      columns,
      rows,
      empty: 'No tool matches the filter.',
    },
  };
}

/** A register report of an invented company with these sheets. */
export function makeRegisterReport(sheets: readonly ReportSheet[]): Report {
  return {
    kind: 'vendor-register',
    cover: {
      entity: 'Northmere Health Group plc',
      title: 'Vendor and tool register',
      subject: '',
      subtitle: '',
      classification: 'Confidential',
      documentId: 'NHG-REG-01',
      version: '7',
      status: 'Final',
      asOf: '2026-11-20',
      facts: [],
      people: [],
    },
    chapters: [],
    versions: [],
    sheets,
    contents: false,
    createdAt: '2026-11-20T09:30:00.000+01:00',
    language: 'en',
  };
}
