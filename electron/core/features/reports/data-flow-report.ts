import type { Report, ReportBlock, ReportChapter, ReportSheet, Tone } from '../../../../shared/report/report.ts';
import { countPoints, lintDataFlow } from '../../../../shared/rules/data-flows/lint.ts';
import type { WritePicture } from '../../report/picture.ts';
import { drawDataFlow } from './data-flow-drawing.ts';
import {
  buildChangeTable,
  buildFlowTable,
  buildPlaceTable,
  buildPointTable,
  buildSheetTables,
  type MappedTool,
} from './data-flow-tables.ts';
import { startExtract, type ReportFrame } from './report-frame.ts';
import { textValue, wholeValue } from './report-values.ts';

const STATE_TONES: Readonly<Record<MappedTool['map']['state'], Tone>> = {
  draft: 'neutral',
  confirmed: 'ok',
  changed: 'warn',
};

/** "The map as version 2 was confirmed by Ines Okafor on 20 Nov 2026." */
function describeStanding({ language: { translate, writeDay } }: ReportFrame, { map }: MappedTool): string {
  if (map.confirmed === null) return translate('dataFlows.report.asDraft');
  const { version, confirmedBy, confirmedAt } = map.confirmed;
  const key = map.state === 'confirmed' ? 'asConfirmed' : 'asChanged';
  const date = writeDay(confirmedAt.slice(0, 10));
  return translate(`dataFlows.report.${key}`, { version, name: confirmedBy.name, date });
}

/** The map of a tool within another report: how it stands, the figure, and the table that says the same. */
export async function buildDataFlowFigure(
  frame: ReportFrame,
  flow: MappedTool,
  writePicture: WritePicture,
): Promise<ReportBlock[]> {
  const { language } = frame;
  return [
    { kind: 'paragraph', text: describeStanding(frame, flow) },
    await drawDataFlow(flow.map.content, flow.tool.name, language, writePicture),
    { ...buildFlowTable(flow, language), note: language.translate('dataFlows.report.legend') },
  ];
}

function buildVerdict({ language: { translate } }: ReportFrame, flow: MappedTool): ReportBlock {
  const { gap, breach, doubt } = countPoints(lintDataFlow(flow.map.content, flow.tool));
  if (gap + breach + doubt === 0) return { kind: 'callout', text: translate('dataFlows.report.clear') };
  const unknown = gap + doubt;
  return {
    kind: 'callout',
    lead: translate(`dataFlows.report.${breach === 0 ? 'noBreach' : 'breachLead'}`, { count: breach }),
    text: [
      ...(unknown > 0 ? [translate('dataFlows.report.doubtLead', { count: unknown })] : []),
      translate('dataFlows.report.seePoints'),
    ].join(' '),
  };
}

function buildFacts({ language: { translate, writeDay } }: ReportFrame, { tool, map }: MappedTool): ReportBlock {
  const drawnBy = map.changedBy
    ? translate('dataFlows.report.drawnByValue', {
        name: map.changedBy.name,
        date: writeDay(map.changedAt.slice(0, 10)),
      })
    : null;
  const confirmed = map.confirmed
    ? translate('dataFlows.report.confirmedValue', {
        version: map.confirmed.version,
        name: map.confirmed.confirmedBy.name,
        date: writeDay(map.confirmed.confirmedAt.slice(0, 10)),
      })
    : translate('dataFlows.report.notConfirmed');
  return {
    kind: 'facts',
    description: translate('dataFlows.report.figure', { tool: tool.name }),
    facts: [
      { label: translate('dataFlows.report.vendor'), value: textValue(tool.vendor.name) },
      {
        label: translate('dataFlows.report.state'),
        value: { kind: 'status', text: translate(`dataFlows.mapState.${map.state}`), tone: STATE_TONES[map.state] },
      },
      { label: translate('dataFlows.report.drawnBy'), value: textValue(drawnBy) },
      { label: translate('dataFlows.report.confirmed'), value: textValue(confirmed) },
    ],
  };
}

async function buildChapter(frame: ReportFrame, flow: MappedTool, writePicture: WritePicture): Promise<ReportChapter> {
  const { language } = frame;
  return {
    title: [flow.tool.name, flow.tool.plan].filter(Boolean).join(', '),
    newPage: true,
    blocks: [
      buildVerdict(frame, flow),
      buildFacts(frame, flow),
      ...(await buildDataFlowFigure(frame, flow, writePicture)),
      buildPlaceTable(flow, language),
      buildPointTable(flow, language),
      ...(flow.map.state === 'changed' ? [buildChangeTable(flow, language)] : []),
    ],
  };
}

function buildSheets({ language }: ReportFrame, flows: readonly MappedTool[]): ReportSheet[] {
  const { translate } = language;
  const tables = buildSheetTables(flows, language);
  return (['flows', 'places', 'points'] as const).map((name) => ({
    name: translate(`dataFlows.report.sheet.${name}`),
    title: `${translate('kind.data_flow')}: ${translate(`dataFlows.report.sheet.${name}`)}`,
    filter: translate('register.all', { count: tables[name].rows.length }),
    table: tables[name],
    frozenColumns: 2,
    legend: translate('dataFlows.report.sheetLegend'),
  }));
}

/** The data-flow sheet: for each tool its map as a figure, and as tables of flows, places and what the rules find. */
export async function buildDataFlowReport(
  frame: ReportFrame,
  flows: readonly MappedTool[],
  writePicture: WritePicture,
): Promise<Report> {
  const { translate } = frame.language;
  const counts = flows.map(({ tool, map }) => countPoints(lintDataFlow(map.content, tool)));
  const chapters: ReportChapter[] = [];
  for (const flow of flows) chapters.push(await buildChapter(frame, flow, writePicture));
  const start = startExtract(frame, 'data_flow', 'DF', [
    { label: translate('dataFlows.report.tools'), value: wholeValue(flows.length) },
    {
      label: translate('dataFlows.report.breaches'),
      value: wholeValue(counts.reduce((sum, { breach }) => sum + breach, 0)),
    },
    {
      label: translate('dataFlows.report.doubts'),
      value: wholeValue(counts.reduce((sum, { gap, doubt }) => sum + gap + doubt, 0)),
    },
  ]);
  const [first] = flows;
  const single = flows.length === 1 && first ? first : null;
  const isFinal = flows.every(({ map }) => map.state === 'confirmed');
  return {
    ...start,
    cover: {
      ...start.cover,
      ...(single ? { subject: single.tool.name, subtitle: single.tool.vendor.name } : {}),
      status: translate(isFinal ? 'status.final' : 'status.draft'),
    },
    chapters,
    sheets: buildSheets(frame, flows),
    contents: flows.length > 2,
  };
}
