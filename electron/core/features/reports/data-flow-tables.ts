import type { DataFlow, DataFlowPlace } from '../../../../shared/contract/data-flows.ts';
import type { ReportColumn, ReportRow, ReportTable, ReportValue } from '../../../../shared/report/report.ts';
import { compareContent } from '../../../../shared/rules/data-flows/compare.ts';
import { lintDataFlow, type FlowPoint, type PointWeight } from '../../../../shared/rules/data-flows/lint.ts';
import { indexPlaces, isUnprotected } from '../../../../shared/rules/data-flows/parts.ts';
import { writeFlowPoint, writeRetention } from '../../../../shared/rules/data-flows/words.ts';
import type { ToolDataFlow } from '../../../../shared/contract/data-flows.ts';
import type { ReportLanguage } from '../../report/translate.ts';
import { strongValue, textValue, wholeValue } from './report-values.ts';

/** A map that is there, with its tool. */
export interface MappedTool {
  tool: ToolDataFlow['tool'];
  map: NonNullable<ToolDataFlow['map']>;
}

const WEIGHT_TONES = { gap: 'warn', breach: 'bad', doubt: 'neutral' } as const satisfies Record<PointWeight, string>;

/** Makes columns whose titles are the messages "dataFlows.report.column.<id>". */
function columnsOf({ translate }: ReportLanguage) {
  return (id: string, millimetres: number, characters: number): ReportColumn => ({
    id,
    title: translate(`dataFlows.report.column.${id}`),
    millimetres,
    characters,
  });
}

/** What is not known is grey, what the rules call a breach is red, all else is plain text. */
function protectionValue(text: string, breach: boolean, unknown: boolean): ReportValue {
  if (breach) return { kind: 'status', text, tone: 'bad' };
  return unknown ? { kind: 'status', text, tone: 'neutral' } : textValue(text);
}

function listFlowCells({ map, tool }: MappedTool, language: ReportLanguage): ReportValue[][] {
  const { translate } = language;
  const places = indexPlaces(map.content);
  const points = lintDataFlow(map.content, tool);
  const isBreach = (flow: DataFlow, rule: FlowPoint['rule']) =>
    points.some((point) => point.flowId === flow.id && point.rule === rule);
  return map.content.flows.map((flow, index) => [
    wholeValue(index + 1),
    textValue(places.get(flow.from)?.name),
    textValue(
      places.get(flow.to)?.name,
      flow.direction === 'both_ways' ? translate('dataFlows.direction.both_ways') : undefined,
    ),
    textValue(flow.dataClasses.map((one) => translate(`dataFlows.class.${one}`)).join(', '), flow.note || undefined),
    protectionValue(translate(`dataFlows.transit.${flow.transit}`), isUnprotected(flow), flow.transit === 'unknown'),
    protectionValue(
      translate(`dataFlows.rest.${flow.atRest}`),
      isBreach(flow, 'not_encrypted'),
      flow.atRest === 'unknown',
    ),
  ]);
}

function listFlowColumns(language: ReportLanguage): ReportColumn[] {
  const column = columnsOf(language);
  return [
    column('number', 10, 6),
    column('from', 29, 22),
    column('to', 29, 22),
    column('data', 48, 44),
    column('transit', 27, 20),
    column('rest', 27, 20),
  ];
}

function buildTable(
  name: 'flows' | 'places' | 'points' | 'changes',
  { translate }: ReportLanguage,
  columns: readonly ReportColumn[],
  cells: readonly (readonly ReportValue[])[],
  parameters: Readonly<Record<string, number>> = {},
): ReportTable {
  const empty = { flows: 'noFlows', places: 'noPlaces', points: 'noPoints', changes: 'noChanges' } as const;
  return {
    kind: 'table',
    caption: translate(`dataFlows.report.${name}`, parameters),
    description: translate(`dataFlows.report.${name}Description`),
    dense: true,
    columns,
    rows: cells.map((row): ReportRow => ({ cells: row })),
    empty: translate(`dataFlows.report.${empty[name]}`),
  };
}

/** The twin of the figure: every flow under its number. */
export function buildFlowTable(flow: MappedTool, language: ReportLanguage): ReportTable {
  return buildTable('flows', language, listFlowColumns(language), listFlowCells(flow, language));
}

function describeWhere({ country, location }: DataFlowPlace, { tag }: ReportLanguage): string {
  const name = country === '' ? '' : new Intl.DisplayNames(tag, { type: 'region' }).of(country);
  return [location, name].filter(Boolean).join(', ');
}

function listPlaceCells({ map }: MappedTool, language: ReportLanguage): ReportValue[][] {
  const { translate } = language;
  const unknown: ReportValue = { kind: 'status', text: translate('dataFlows.report.unknown'), tone: 'neutral' };
  return map.content.places.map((place) => {
    return [
      { kind: 'text', text: place.name, note: translate(`dataFlows.kind.${place.kind}`) },
      textValue(place.operator) ?? unknown,
      textValue(describeWhere(place, language)) ?? unknown,
      textValue(place.keeps, place.note || undefined),
      protectionValue(writeRetention(place.retention, translate), false, place.retention.kind === 'unknown'),
    ];
  });
}

function listPlaceColumns(language: ReportLanguage): ReportColumn[] {
  const column = columnsOf(language);
  return [
    column('place', 42, 28),
    column('operator', 32, 22),
    column('where', 32, 22),
    column('keeps', 36, 34),
    column('term', 28, 20),
  ];
}

/** Every place with who runs it, where, and what it keeps for how long. */
export function buildPlaceTable(flow: MappedTool, language: ReportLanguage): ReportTable {
  return buildTable('places', language, listPlaceColumns(language), listPlaceCells(flow, language));
}

function listPointCells({ map, tool }: MappedTool, language: ReportLanguage): ReportValue[][] {
  const { translate, tag } = language;
  const places = indexPlaces(map.content);
  return lintDataFlow(map.content, tool).map((point) => {
    const number = map.content.flows.findIndex(({ id }) => id === point.flowId) + 1;
    const on =
      number > 0
        ? translate('dataFlows.report.flowNumber', { number })
        : (places.get(point.placeId ?? '')?.name ?? translate('dataFlows.report.wholeMap'));
    return [
      { kind: 'status', text: translate(`dataFlows.weight.${point.weight}`), tone: WEIGHT_TONES[point.weight] },
      textValue(on),
      textValue(writeFlowPoint(point, map.content, translate, tag)),
    ];
  });
}

function listPointColumns(language: ReportLanguage): ReportColumn[] {
  const column = columnsOf(language);
  return [column('weight', 24, 14), column('on', 42, 26), column('point', 104, 80)];
}

/** What the rules find in a map, gravest first. */
export function buildPointTable(flow: MappedTool, language: ReportLanguage): ReportTable {
  return buildTable('points', language, listPointColumns(language), listPointCells(flow, language));
}

/** What is not as it was confirmed. */
export function buildChangeTable({ map }: MappedTool, language: ReportLanguage): ReportTable {
  const { translate } = language;
  const column = columnsOf(language);
  const before = map.confirmed?.content ?? map.content;
  const nameOf = (part: 'place' | 'flow', id: string) => {
    const number = map.content.flows.findIndex((flow) => flow.id === id) + 1;
    if (part === 'flow' && number > 0) return translate('dataFlows.report.flowNumber', { number });
    if (part === 'place') return (indexPlaces(map.content).get(id) ?? indexPlaces(before).get(id))?.name ?? id;
    const was = before.flows.find((flow) => flow.id === id);
    const places = indexPlaces(before);
    return translate('dataFlows.drawing.ends', {
      from: places.get(was?.from ?? '')?.name ?? '',
      to: places.get(was?.to ?? '')?.name ?? '',
    });
  };
  return buildTable(
    'changes',
    language,
    [column('change', 28, 14), column('part', 28, 14), column('on', 114, 60)],
    compareContent(before, map.content).map(({ part, change, id }) => [
      textValue(translate(`dataFlows.report.change.${change}`)),
      textValue(translate(`dataFlows.report.part.${part}`)),
      textValue(nameOf(part, id)),
    ]),
    { version: map.confirmed?.version ?? 0 },
  );
}

/** The same tables for many tools, each row begun by its tool: the sheets of a workbook. */
export function buildSheetTables(flows: readonly MappedTool[], language: ReportLanguage) {
  const tool = columnsOf(language)('tool', 30, 24);
  const join = (
    name: 'flows' | 'places' | 'points',
    columns: readonly ReportColumn[],
    listCells: (flow: MappedTool, language: ReportLanguage) => ReportValue[][],
  ) =>
    buildTable(
      name,
      language,
      [tool, ...columns],
      flows.flatMap((flow) => listCells(flow, language).map((cells) => [strongValue(flow.tool.name), ...cells])),
    );
  return {
    flows: join('flows', listFlowColumns(language), listFlowCells),
    places: join('places', listPlaceColumns(language), listPlaceCells),
    points: join('points', listPointColumns(language), listPointCells),
  };
}
