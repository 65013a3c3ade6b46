import {
  APPROVED_USES,
  PHI_MAXIMUM,
  type PhiExposure,
  type PhiExposureRow,
} from '../../../../shared/contract/phi-exposure.ts';
import type { PhiExposureModel } from '../../../../shared/contract/score-models.ts';
import type { Explanation } from '../../../../shared/contract/scores.ts';
import type { Report, ReportChapter, ReportTable, ReportValue } from '../../../../shared/report/report.ts';
import {
  approvedUseValue,
  baaStateValue,
  describePhiColumns,
  neededValue,
  offeredValue,
  permissibilityValue,
} from './phi-values.ts';
import { startExtract, type ReportFrame } from './report-frame.ts';
import { bandValue, dateValue, ratioValue, strongValue, sumValue, textValue, wholeValue } from './report-values.ts';

/** A rated tool with everything behind its exposure. */
export interface ExposureDetail {
  exposure: PhiExposure;
  explanation: Explanation;
}

interface ExposureSource {
  rows: readonly PhiExposureRow[];
  /** Those of them of which a factor is rated. */
  details: readonly ExposureDetail[];
  model: PhiExposureModel;
}

function exposureValue({ language: { translate } }: ReportFrame, { exposure }: PhiExposureRow): ReportValue {
  if (exposure === null) {
    return { kind: 'status', text: translate('phiReport.notRated'), tone: 'neutral' };
  }
  return bandValue(exposure, translate);
}

function buildToolsTable(frame: ReportFrame, rows: readonly PhiExposureRow[]): ReportTable {
  const { translate } = frame.language;
  const column = describePhiColumns(frame);
  return {
    kind: 'table',
    caption: translate('phiReport.toolsCaption'),
    description: translate('phiReport.toolsDescription'),
    columns: [
      column('vendor', 36, 20),
      column('tool', 36, 24),
      column('plan', 22, 14),
      column('exposure', 24, 12),
      column('sum', 16, 10, { align: 'right' }),
      column('confidence', 20, 12, { align: 'right' }),
      column('baa', 18, 10),
      column('state', 26, 14),
      column('permissible', 26, 15),
      column('use', 33, 34),
    ],
    rows: rows.map((row) => ({
      cells: [
        textValue(row.vendor.name),
        strongValue(row.tool.name),
        textValue(row.plan),
        exposureValue(frame, row),
        wholeValue(row.sum),
        row.rated === 0 ? null : ratioValue(row.confidence),
        row.baa.agreement && { kind: 'identifier', text: row.baa.agreement.code },
        baaStateValue(frame, row.baa.state),
        permissibilityValue(frame, row.permissible),
        approvedUseValue(frame, row.approvedUse),
      ],
    })),
    dense: true,
    empty: translate('phiReport.noTools'),
  };
}

function levelValue(frame: ReportFrame, model: PhiExposureModel, factor: PhiExposure['factors'][number]): ReportValue {
  const { translate } = frame.language;
  const { level, reason } = factor;
  if (level === null) {
    const word = reason === '' ? 'phiReport.toRate' : 'phiReport.unknown';
    return { kind: 'status', text: translate(word, { maximum: PHI_MAXIMUM }), tone: 'neutral' };
  }
  const { label = '' } = model.factors[factor.factor].levels[level] ?? {};
  return textValue(translate('phiReport.levelOf', { level, label }));
}

function buildFactorRows(
  frame: ReportFrame,
  model: PhiExposureModel,
  { factors }: PhiExposure,
  lead: readonly ReportValue[],
): ReportTable['rows'] {
  const { translate } = frame.language;
  return factors.map((factor) => ({
    cells: [
      ...lead,
      textValue(model.factors[factor.factor].label),
      levelValue(frame, model, factor),
      wholeValue(factor.level ?? PHI_MAXIMUM),
      textValue(factor.reason),
      textValue(translate(`scores.evidence.${factor.evidence}`)),
      textValue(factor.ratedBy?.name),
      dateValue(factor.ratedOn),
    ],
  }));
}

function describeFactorColumns(frame: ReportFrame) {
  const column = describePhiColumns(frame);
  return [
    column('factor', 28, 26),
    column('level', 28, 24),
    column('points', 13, 9, { align: 'right' }),
    column('reason', 42, 54),
    column('evidence', 22, 14),
    column('ratedBy', 19, 18),
    column('ratedOn', 22, 13),
  ];
}

function buildStepsTable(frame: ReportFrame, { exposure, explanation }: ExposureDetail): ReportTable {
  const { translate } = frame.language;
  const column = describePhiColumns(frame);
  return {
    kind: 'table',
    caption: translate('phiReport.stepsCaption', { tool: exposure.tool.name }),
    description: translate('phiReport.stepsDescription'),
    columns: [column('step', 60, 40), column('worked', 86, 50), column('result', 28, 14, { align: 'right' })],
    rows: explanation.steps.map(({ label, worked, result }) => ({
      cells: [textValue(translate(label.key, label.parameters)), textValue(worked), textValue(result)],
    })),
    dense: true,
    empty: translate('phiReport.notRated'),
  };
}

function buildToolChapter(frame: ReportFrame, model: PhiExposureModel, detail: ExposureDetail): ReportChapter {
  const { translate } = frame.language;
  const { exposure } = detail;
  const { tool, vendor, baa } = exposure;
  const label = (name: string) => translate(`phiReport.fact.${name}`);
  return {
    title: translate('phiReport.toolTitle', { tool: tool.name }),
    newPage: true,
    blocks: [
      {
        kind: 'callout',
        lead: translate(`phiReport.use.${exposure.approvedUse}`),
        text: [translate(`phiReport.reason.${exposure.useReason}`), exposure.limitReason].filter(Boolean).join(' '),
      },
      {
        kind: 'facts',
        description: translate('phiReport.factsDescription', { tool: tool.name }),
        facts: [
          { label: label('vendor'), value: textValue(vendor.name) },
          { label: label('plan'), value: textValue(exposure.plan) },
          { label: label('exposure'), value: exposureValue(frame, exposure) },
          { label: label('sum'), value: wholeValue(exposure.sum) },
          { label: label('complete'), value: ratioValue(exposure.completeness) },
          { label: label('confidence'), value: ratioValue(exposure.confidence) },
          { label: label('baa'), value: textValue(baa.agreement?.code, baa.agreement?.title) },
          { label: label('needed'), value: neededValue(frame, baa.needed) },
          { label: label('offered'), value: offeredValue(frame, baa.offered) },
          { label: label('state'), value: baaStateValue(frame, baa.state) },
          { label: label('scope'), value: textValue(translate(baa.inScope ? 'phiReport.yes' : 'phiReport.no')) },
          { label: label('permissible'), value: permissibilityValue(frame, exposure.permissible) },
          { label: label('byRule'), value: approvedUseValue(frame, exposure.computedUse) },
          { label: label('use'), value: approvedUseValue(frame, exposure.approvedUse) },
          { label: label('model'), value: textValue(`${exposure.model.id} ${exposure.model.version}`) },
          { label: label('modelSum'), value: sumValue(exposure.model.sha256) },
        ],
      },
      {
        kind: 'table',
        caption: translate('phiReport.factorsCaption', { tool: tool.name }),
        description: translate('phiReport.factorsDescription'),
        columns: describeFactorColumns(frame),
        rows: buildFactorRows(frame, model, exposure, []),
        dense: true,
        empty: translate('phiReport.notRated'),
      },
      buildStepsTable(frame, detail),
    ],
  };
}

function buildFactorsSheet(frame: ReportFrame, { details, model }: ExposureSource): ReportTable {
  const { translate } = frame.language;
  const column = describePhiColumns(frame);
  return {
    kind: 'table',
    caption: translate('phiReport.sheetTitle.factors'),
    description: translate('phiReport.factorsDescription'),
    columns: [column('vendor', 30, 20), column('tool', 30, 24), ...describeFactorColumns(frame)],
    rows: details.flatMap(({ exposure }) =>
      buildFactorRows(frame, model, exposure, [textValue(exposure.vendor.name), strongValue(exposure.tool.name)]),
    ),
    empty: translate('phiReport.notRated'),
  };
}

/** The register of exposures, then each rated tool with its factors and the arithmetic. */
export function buildPhiExposureReport(frame: ReportFrame, source: ExposureSource): Report {
  const { translate } = frame.language;
  const { rows, details, model } = source;
  const tools = buildToolsTable(frame, rows);
  const column = describePhiColumns(frame);
  const uses = APPROVED_USES.map((use) => ({
    use,
    count: rows.filter(({ approvedUse }) => approvedUse === use).length,
  })).filter(({ count }) => count > 0);
  const sheet = (name: 'tools' | 'factors', table: ReportTable) => ({
    name: translate(`phiReport.sheet.${name}`),
    title: translate(`phiReport.sheetTitle.${name}`),
    filter: translate('phiReport.filter', { count: table.rows.length }),
    table,
    frozenColumns: 2,
    legend: translate('phiReport.legend'),
  });
  return {
    ...startExtract(frame, 'phi_exposure', 'PE', [
      { label: translate('phiReport.fact.tools'), value: wholeValue(rows.length) },
      { label: translate('phiReport.fact.rated'), value: wholeValue(details.length) },
    ]),
    chapters: [
      {
        title: translate('phiReport.summary'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: translate('phiReport.intro') },
          {
            kind: 'table',
            caption: translate('phiReport.byUse'),
            description: translate('phiReport.byUseDescription'),
            columns: [
              column('use', 120, 40),
              { id: 'count', title: translate('phiReport.count'), align: 'right', millimetres: 50, characters: 10 },
            ],
            rows: uses.map(({ use, count }) => ({ cells: [approvedUseValue(frame, use), wholeValue(count)] })),
            empty: translate('phiReport.noTools'),
          },
        ],
      },
      { title: translate('kind.phi_exposure'), orientation: 'landscape', newPage: true, blocks: [tools] },
      ...details.map((detail) => buildToolChapter(frame, model, detail)),
    ],
    sheets: [sheet('tools', tools), sheet('factors', buildFactorsSheet(frame, source))],
    contents: details.length > 2,
  };
}
