import type { Risk } from '../../../../shared/contract/risks.ts';
import { EVIDENCE_STATES } from '../../../../shared/contract/questionnaire-pack.ts';
import type { ResidualModel } from '../../../../shared/contract/score-models.ts';
import { BANDS } from '../../../../shared/contract/vendors.ts';
import type {
  Report,
  ReportBlock,
  ReportChapter,
  ReportFinding,
  ReportHeatMap,
  ReportTable,
} from '../../../../shared/report/report.ts';
import { shortenRiskCode, tabulateHeat } from '../../../../shared/rules/risks.ts';
import { bandOf } from '../../../../shared/rules/scores/bands.ts';
import { writeScoreRanges } from '../../report/risk-legend-sheet.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { bandValue, dateValue, levelOf, strongValue, textValue, wholeValue } from './report-values.ts';

/** Prefix of the messages that are the titles of columns. */
const COLUMNS = 'riskReport.column';

type View = 'inherent' | 'residual';

/** The largest residual risk first, then the largest inherent, then by code. */
export function sortRisks(risks: readonly Risk[]): Risk[] {
  return risks.toSorted(
    (left, right) =>
      right.residual.score - left.residual.score ||
      right.inherent.score - left.inherent.score ||
      left.code.localeCompare(right.code),
  );
}

/** The map of open risks by one of their pairs. */
export function buildHeatMap(
  frame: ReportFrame,
  model: ResidualModel,
  risks: readonly Risk[],
  view: View,
): ReportHeatMap {
  const { translate } = frame.language;
  return {
    kind: 'heat-map',
    caption: translate(`riskReport.map.${view}`),
    description: translate('riskReport.map.description'),
    rowTitle: translate('riskReport.axis.likelihood'),
    columnTitle: translate('riskReport.axis.impact'),
    columns: model.impact.map(({ label }, index) => `${index + 1} ${label}`),
    rows: tabulateHeat(risks, (risk) => risk[view]).map((cells) => {
      const level = cells[0]?.likelihood ?? 1;
      return {
        label: `${level} ${model.likelihood[level - 1]?.label ?? ''}`,
        cells: cells.map(({ score, items }) => {
          const band = bandOf(score, model.bounds);
          return {
            level: levelOf(band),
            text: `${score} ${translate(`band.${band}`)}`,
            identifiers: items.map(({ code }) => shortenRiskCode(code)),
          };
        }),
      };
    }),
  };
}

/** The same records as on the map, cell by cell; cells without one are left out. */
function buildHeatTwin(frame: ReportFrame, model: ResidualModel, risks: readonly Risk[], view: View): ReportTable {
  const { translate } = frame.language;
  const cells = tabulateHeat(risks, (risk) => risk[view])
    .flat()
    .filter(({ items }) => items.length > 0)
    .sort((left, right) => right.score - left.score || right.likelihood - left.likelihood);
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate(`riskReport.map.${view}Twin`),
    description: translate('riskReport.map.twinDescription'),
    columns: [
      column('cell', 22, 12),
      column('band', 30, 12),
      column('count', 18, 12, { align: 'right' }),
      column('risks', 100, 12),
    ],
    rows: cells.map(({ likelihood, impact, score, items }) => ({
      cells: [
        textValue(`${likelihood} × ${impact}`),
        bandValue(bandOf(score, model.bounds), translate, { score, neutral: view === 'inherent' }),
        wholeValue(items.length),
        textValue(items.map(({ code, title }) => `${shortenRiskCode(code)} ${title}`).join('; ')),
      ],
    })),
    dense: true,
    empty: translate('riskReport.none'),
  };
}

function describeAcceptance(frame: ReportFrame, { acceptance }: Risk): string {
  const { translate, writeDay } = frame.language;
  if (!acceptance) return translate('riskReport.notAccepted');
  const words = { name: acceptance.approver.name, day: writeDay(acceptance.expiresOn), reason: acceptance.reason };
  const state = acceptance.expired ? 'expired' : acceptance.outgrown ? 'outgrown' : 'current';
  return translate(`riskReport.acceptance.${state}`, words);
}

function describeControls(frame: ReportFrame, risk: Risk): string {
  const { translate } = frame.language;
  return risk.controls
    .map((control) =>
      translate(control.stale ? 'riskReport.controlStale' : 'riskReport.controlLine', {
        name: control.name,
        state: translate(`riskReport.evidence.${control.evidence ?? 'unknown'}`),
        steps: control.steps,
        axis: translate(`riskReport.axis.${control.reduces}`).toLowerCase(),
        evidence: control.evidenceIndex.join(', ') || translate('riskReport.noEvidence'),
      }),
    )
    .join('\n');
}

/** One risk whole, as a page shows a finding; never split. */
function buildRisk(frame: ReportFrame, risk: Risk): ReportFinding {
  const { translate, writeDay } = frame.language;
  const dated = (key: string, day: string | null) =>
    day === null ? translate(`riskReport.${key}None`) : translate(`riskReport.${key}`, { day: writeDay(day) });
  return {
    kind: 'finding',
    identifier: risk.code,
    title: risk.title,
    severity: levelOf(risk.residual.band),
    severityText: `${risk.residual.score} ${translate(`band.${risk.residual.band}`)}`,
    facts: [
      `${risk.residual.likelihood} × ${risk.residual.impact}`,
      risk.owner?.name ?? translate('findings.noOwner'),
      dated('reviewBy', risk.reviewOn),
      translate(`riskReport.treatment.${risk.treatment}`),
    ],
    rows: [
      { label: translate('riskReport.field.event'), text: risk.description || translate('findings.notGiven') },
      {
        label: translate('riskReport.field.inherent'),
        text: [
          translate('riskReport.inherentLine', {
            likelihood: risk.inherent.likelihood,
            impact: risk.inherent.impact,
            score: risk.inherent.score,
            band: translate(`band.${risk.inherent.band}`),
          }),
          risk.suggested ? translate('riskReport.suggested') : risk.rationale,
        ]
          .filter(Boolean)
          .join(' '),
      },
      {
        label: translate('riskReport.field.controls'),
        text: describeControls(frame, risk) || translate('riskReport.noControls'),
      },
      {
        label: translate('riskReport.field.treatment'),
        text: [risk.plan, dated('treatedBy', risk.treatmentDueOn)].filter(Boolean).join(' '),
      },
      { label: translate('riskReport.field.acceptance'), text: describeAcceptance(frame, risk) },
      {
        label: translate('riskReport.field.about'),
        text: risk.links.map(({ name }) => name).join(', ') || translate('riskReport.aboutOrganisation'),
      },
    ],
  };
}

/** One line for each risk, for a page across. */
export function buildRisksTable(frame: ReportFrame, risks: readonly Risk[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate('riskReport.registerCaption'),
    description: translate('riskReport.registerDescription'),
    columns: [
      column('code', 15, 14),
      column('title', 48, 14),
      column('category', 25, 14),
      column('pair', 15, 14),
      column('inherent', 27, 14),
      column('residualPair', 18, 14),
      column('residual', 27, 14),
      column('treatment', 20, 14),
      column('owner', 32, 14),
      column('review', 23, 14, { dueWithinDays: 30 }),
    ],
    rows: risks.map((risk) => ({
      cells: [
        { kind: 'identifier', text: risk.code },
        textValue(risk.title, risk.suggested ? translate('riskReport.suggestedShort') : undefined),
        textValue(translate(`riskReport.category.${risk.category}`)),
        textValue(`${risk.inherent.likelihood} × ${risk.inherent.impact}`),
        bandValue(risk.inherent.band, translate, { score: risk.inherent.score, neutral: true }),
        textValue(`${risk.residual.likelihood} × ${risk.residual.impact}`),
        bandValue(risk.residual.band, translate, { score: risk.residual.score }),
        textValue(translate(`riskReport.treatment.${risk.treatment}`)),
        textValue(risk.owner?.name),
        dateValue(risk.reviewOn),
      ],
    })),
    dense: true,
    empty: translate('riskReport.none'),
  };
}

/** Every control of these risks with what stands behind it. */
function buildControlsTable(frame: ReportFrame, risks: readonly Risk[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate('riskReport.controlsCaption'),
    description: translate('riskReport.controlsDescription'),
    columns: [
      column('code', 16, 9),
      column('title', 52, 28),
      column('control', 80, 44),
      column('lowers', 24, 13),
      column('counts', 34, 18),
      column('steps', 14, 9, { align: 'right' }),
      column('evidence', 37, 26),
    ],
    rows: risks.flatMap((risk) =>
      risk.controls.map((control) => ({
        cells: [
          { kind: 'identifier' as const, text: risk.code },
          textValue(risk.title),
          strongValue(control.name),
          textValue(translate(`riskReport.axis.${control.reduces}`)),
          textValue(
            translate(`riskReport.evidence.${control.evidence ?? 'unknown'}`),
            control.stale ? translate('riskReport.staleNote') : undefined,
          ),
          wholeValue(control.steps),
          control.evidenceIndex.length === 0 ? null : { kind: 'identifiers' as const, texts: control.evidenceIndex },
        ],
      })),
    ),
    dense: true,
    empty: translate('riskReport.noControls'),
  };
}

function buildLegend(frame: ReportFrame, model: ResidualModel): ReportChapter {
  const { translate } = frame.language;
  const say = (key: string) => translate(`riskReport.legend.${key}`);
  const column = (id: string, millimetres: number) => ({ id, title: say(id), millimetres, characters: 20 });
  const scale = (axis: 'likelihood' | 'impact'): ReportTable => ({
    kind: 'table',
    caption: translate(`riskReport.axis.${axis}`),
    description: say('scaleDescription'),
    columns: [column('level', 14), column('word', 30), column('anchor', 70), column('example', 56)],
    rows: model[axis].map(({ label, anchor, example }, index) => ({
      cells: [wholeValue(index + 1), strongValue(label), textValue(anchor), textValue(example)],
    })),
    empty: '',
    dense: true,
  });
  const ranges = writeScoreRanges(model);
  const blocks: ReportBlock[] = [
    {
      kind: 'formula',
      label: say('risk'),
      formula: say('formula'),
      worked: say('worked'),
    },
    scale('likelihood'),
    scale('impact'),
    {
      kind: 'table',
      caption: say('bands'),
      description: say('bandsDescription'),
      columns: [column('scores', 18), column('band', 30), column('action', 82), column('acceptedBy', 40)],
      rows: BANDS.map((band, index) => ({
        cells: [
          textValue(ranges[index]),
          bandValue(band, translate),
          textValue(model.treatment[band].action),
          textValue(model.treatment[band].acceptedBy),
        ],
      })),
      empty: '',
      dense: true,
    },
    {
      kind: 'table',
      caption: say('controls'),
      description: say('controlsDescription'),
      columns: [column('evidence', 34), column('word', 40), column('meaning', 78), column('steps', 18)],
      rows: EVIDENCE_STATES.toReversed().map((state) => ({
        cells: [
          textValue(translate(`riskReport.evidence.${state}`)),
          strongValue(model.controls[state].label),
          textValue(model.controls[state].anchor),
          wholeValue(model.controls[state].steps),
        ],
      })),
      note: translate('riskReport.legend.note', { maximum: model.maximumSteps }),
      empty: '',
      dense: true,
    },
    ...model.limits.map((text): ReportBlock => ({ kind: 'paragraph', text })),
  ];
  return { title: say('method'), newPage: true, blocks };
}

function countsOf(risks: readonly Risk[], today: string) {
  const inBand = (...bands: Risk['residual']['band'][]) =>
    risks.filter(({ residual }) => bands.includes(residual.band)).length;
  return {
    open: risks.length,
    critical: inBand('critical'),
    high: inBand('high'),
    serious: inBand('high', 'critical'),
    accepted: risks.filter(({ acceptance }) => acceptance && !acceptance.expired).length,
    overdue: risks.filter(({ reviewOn }) => reviewOn !== null && reviewOn < today).length,
    suggested: risks.filter(({ suggested }) => suggested).length,
  };
}

/** The register: the answer and the map first, high and critical risks in full, every risk, controls, method. */
export function buildRiskRegisterReport(frame: ReportFrame, model: ResidualModel, all: readonly Risk[]): Report {
  const { translate } = frame.language;
  const risks = sortRisks(all.filter(({ open }) => open));
  const closed = all.filter(({ open }) => !open);
  const counts = countsOf(risks, frame.asOf);
  const serious = risks.filter(({ residual }) => residual.band === 'high' || residual.band === 'critical');
  const start = startExtract(frame, 'risk_register', 'RR', [
    { label: translate('cover.records'), value: wholeValue(risks.length) },
    { label: translate('riskReport.closedCount'), value: wholeValue(closed.length) },
  ]);
  return {
    ...start,
    chapters: [
      {
        title: translate('riskReport.summary'),
        newPage: true,
        blocks: [
          {
            kind: 'callout',
            lead: translate('riskReport.calloutLead', { count: counts.serious }),
            text: translate('riskReport.calloutText', {
              open: counts.open,
              accepted: counts.accepted,
              overdue: counts.overdue,
            }),
          },
          {
            kind: 'key-figures',
            figures: (['open', 'critical', 'high', 'accepted', 'suggested'] as const).map((name) => ({
              label: translate(`riskReport.figure.${name}`),
              value: wholeValue(counts[name]),
            })),
          },
          buildHeatMap(frame, model, risks, 'residual'),
          buildHeatTwin(frame, model, risks, 'residual'),
        ],
        sections: [
          {
            title: translate('riskReport.before'),
            blocks: [buildHeatMap(frame, model, risks, 'inherent'), buildHeatTwin(frame, model, risks, 'inherent')],
          },
        ],
      },
      {
        title: translate('riskReport.serious'),
        newPage: true,
        blocks:
          serious.length === 0
            ? [{ kind: 'paragraph', text: translate('riskReport.noSerious') }]
            : serious.map((risk) => buildRisk(frame, risk)),
      },
      {
        title: translate('riskReport.register'),
        orientation: 'landscape',
        newPage: true,
        blocks: [buildRisksTable(frame, risks), buildClosedTable(frame, closed), buildControlsTable(frame, risks)],
      },
      buildLegend(frame, model),
    ],
    sheets: [],
    contents: risks.length > 6,
  };
}

function buildClosedTable(frame: ReportFrame, risks: readonly Risk[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate('riskReport.closedCaption'),
    description: translate('riskReport.closedDescription'),
    columns: [
      column('code', 16, 9),
      column('title', 60, 30),
      column('inherent', 30, 12),
      column('closedOn', 24, 14),
      column('closedBy', 40, 20),
      column('reason', 87, 60),
    ],
    rows: risks.map((risk) => ({
      cells: [
        { kind: 'identifier', text: risk.code },
        strongValue(risk.title),
        bandValue(risk.inherent.band, translate, { score: risk.inherent.score, neutral: true }),
        dateValue(risk.closure?.on ?? null),
        textValue(risk.closure?.by?.name),
        textValue(risk.closure?.reason),
      ],
    })),
    dense: true,
    empty: translate('riskReport.noneClosed'),
  };
}

/** The tables of the report that are sheets beside register, map and legend. */
export function listRiskTables(frame: ReportFrame, all: readonly Risk[]): { name: string; table: ReportTable }[] {
  const { translate } = frame.language;
  const open = sortRisks(all.filter((risk) => risk.open));
  const closed = all.filter((risk) => !risk.open);
  return [
    { name: translate('riskReport.sheet.controls'), table: buildControlsTable(frame, open) },
    ...(closed.length === 0
      ? []
      : [{ name: translate('riskReport.sheet.closed'), table: buildClosedTable(frame, closed) }]),
  ];
}
