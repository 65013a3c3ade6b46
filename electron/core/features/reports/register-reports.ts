import { TOOL_GATES, type GateState, type ToolRow } from '../../../../shared/contract/tools.ts';
import { REGISTER_STATUSES, type RegisterStatus, type VendorRow } from '../../../../shared/contract/vendors.ts';
import type { Report, ReportTable, ReportValue, Tone } from '../../../../shared/report/report.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { bandValue, dateValue, statusValue, strongValue, textValue, wholeValue } from './report-values.ts';

/** A register with the filter that chose its rows, in plain words. */
export interface RegisterSource<Row> {
  rows: readonly Row[];
  /** Records of the register before the filter. */
  total: number;
  /** "Status not retired."; empty for none. */
  filter: string;
}

/** Every vendor of the source, on one landscape table and one sheet. */
export function buildVendorRegisterReport(frame: ReportFrame, source: RegisterSource<VendorRow>): Report {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  const table: ReportTable = {
    kind: 'table',
    caption: translate('register.vendorsCaption'),
    description: translate('register.vendorsDescription'),
    columns: [
      column('id', 22, 9.5),
      column('vendor', 56, 30),
      column('status', 28, 13.5),
      column('inherent', 28, 12.5),
      column('residual', 28, 12.5),
      column('tools', 16, 9, { align: 'right' }),
      column('redFlags', 24, 12, { align: 'right' }),
      column('owner', 31, 20),
      column('nextReview', 24, 14, { dueWithinDays: 30 }),
    ],
    rows: source.rows.map((vendor) => ({
      cells: [
        { kind: 'identifier', text: vendor.code },
        strongValue(vendor.name),
        statusValue(vendor.status, translate),
        bandValue(vendor.inherentTier, translate, { neutral: true }),
        vendor.residual && bandValue(vendor.residual.band, translate, { score: vendor.residual.score }),
        wholeValue(vendor.toolCount),
        wholeValue(vendor.openRedFlags),
        textValue(vendor.owner?.name),
        dateValue(vendor.nextReviewOn),
      ],
    })),
    dense: true,
    empty: translate('register.empty'),
  };
  return assembleRegister(frame, source, {
    kind: 'vendor_register',
    code: 'VR',
    sheetName: 'vendors',
    page: table,
    sheet: table,
  });
}

/**
 * Every tool of the source with its approval gates; the approved-tools registry is this, filtered. The workbook shows
 * each gate in a column of its own, the page how many are passed.
 */
export function buildToolRegisterReport(frame: ReportFrame, source: RegisterSource<ToolRow>): Report {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  const base = {
    kind: 'table',
    caption: translate('register.toolsCaption'),
    description: translate('register.toolsDescription'),
    empty: translate('register.empty'),
  } as const;
  const scores = (tool: ToolRow): ReportValue[] => [
    statusValue(tool.status, translate),
    bandValue(tool.inherentTier, translate, { neutral: true }),
    tool.residual && bandValue(tool.residual.band, translate, { score: tool.residual.score }),
  ];
  const responsibility = (tool: ToolRow): ReportValue[] => [textValue(tool.owner?.name), dateValue(tool.nextReviewOn)];
  const page: ReportTable = {
    ...base,
    columns: [
      column('id', 16, 9),
      column('tool', 42, 24.5),
      column('vendor', 38, 19.5),
      column('kind', 22, 13),
      column('status', 24, 13.5),
      column('inherent', 22, 11),
      column('residual', 24, 12),
      column('gates', 22, 12),
      column('owner', 25, 16),
      column('nextReview', 22, 13.5),
    ],
    rows: source.rows.map((tool) => ({
      cells: [
        { kind: 'identifier', text: tool.code },
        textValue(tool.name, tool.plan),
        textValue(tool.vendorName),
        textValue(translate(`register.toolKind.${tool.kind}`)),
        ...scores(tool),
        textValue(
          translate('register.gatesPassed', {
            passed: tool.gates.filter((state) => state === 'passed').length,
            total: tool.gates.length,
          }),
        ),
        ...responsibility(tool),
      ],
    })),
    dense: true,
  };
  const sheet: ReportTable = {
    ...base,
    columns: [
      column('id', 16, 9),
      column('vendor', 38, 19.5),
      column('tool', 42, 24.5),
      column('plan', 20, 13),
      column('kind', 22, 13),
      column('owner', 25, 16),
      column('status', 24, 13.5),
      column('inherent', 22, 11),
      column('residual', 24, 12),
      ...TOOL_GATES.map((gate) => ({
        id: gate,
        title: translate(`register.gate.${gate}`),
        millimetres: 15,
        characters: 13,
      })),
      column('nextReview', 22, 13.5, { dueWithinDays: 30 }),
    ],
    rows: source.rows.map((tool) => {
      const [owner, nextReview] = responsibility(tool);
      return {
        cells: [
          { kind: 'identifier', text: tool.code },
          textValue(tool.vendorName),
          strongValue(tool.name),
          textValue(tool.plan),
          textValue(translate(`register.toolKind.${tool.kind}`)),
          owner ?? null,
          ...scores(tool),
          ...tool.gates.map((state): ReportValue => ({
            kind: 'status',
            text: translate(`register.gateState.${state}`),
            tone: GATE_TONES[state],
          })),
          nextReview ?? null,
        ],
      };
    }),
  };
  return assembleRegister(frame, source, { kind: 'approved_tools', code: 'TR', sheetName: 'tools', page, sheet });
}

/** A gate that is passed is as it should be, so it has no colour. */
const GATE_TONES: Readonly<Record<GateState, Tone>> = {
  open: 'neutral',
  waiting: 'neutral',
  passed: 'mute',
  failed: 'bad',
};

function assembleRegister<Row extends { status: RegisterStatus }>(
  frame: ReportFrame,
  source: RegisterSource<Row>,
  part: {
    kind: 'vendor_register' | 'approved_tools';
    code: string;
    sheetName: 'vendors' | 'tools';
    page: ReportTable;
    sheet: ReportTable;
  },
): Report {
  const { translate, writeWhole } = frame.language;
  const filter =
    source.filter === ''
      ? translate('register.all', { count: source.rows.length })
      : translate('register.filtered', {
          filter: source.filter,
          shown: writeWhole(source.rows.length),
          total: writeWhole(source.total),
        });
  const statuses = REGISTER_STATUSES.map((status) => ({
    status,
    count: source.rows.filter((row) => row.status === status).length,
  })).filter(({ count }) => count > 0);
  return {
    ...startExtract(frame, part.kind, part.code, [
      { label: translate('cover.filter'), value: textValue(source.filter || translate('register.everything')) },
      { label: translate('cover.records'), value: wholeValue(source.rows.length) },
    ]),
    chapters: [
      {
        title: translate('register.summary'),
        newPage: true,
        blocks: [
          {
            kind: 'table',
            caption: translate('register.byStatus'),
            description: translate('register.byStatusDescription'),
            columns: [
              { id: 'status', title: translate('column.status'), millimetres: 120, characters: 20 },
              { id: 'count', title: translate('register.count'), align: 'right', millimetres: 50, characters: 12 },
            ],
            rows: statuses.map(({ status, count }) => ({ cells: [statusValue(status, translate), wholeValue(count)] })),
            empty: translate('register.empty'),
          },
        ],
      },
      { title: translate('register.records'), orientation: 'landscape', newPage: true, blocks: [part.page] },
    ],
    sheets: [
      {
        name: translate(`sheet.${part.sheetName}`),
        title: translate(`kind.${part.kind}`),
        filter,
        table: part.sheet,
        frozenColumns: 2,
        legend: translate('register.legend'),
      },
    ],
  };
}
