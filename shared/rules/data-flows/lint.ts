import type { DataClass, DataFlow, DataFlowContent, DataFlowPlace } from '../../contract/data-flows.ts';
import type { UseCondition } from '../../contract/questionnaire-pack.ts';
import type { ToolUse } from '../../contract/tools.ts';
import type { Refusal } from '../vendors.ts';
import { findReached, indexPlaces, isOwn, isUnprotected, listProtected } from './parts.ts';

/**
 * What can be said against a map. `gap`: the map does not yet say what a map must, and cannot be confirmed. `breach`:
 * it says so, and what it says is bad. `doubt`: something that matters is not known.
 */
export const POINT_WEIGHTS = ['gap', 'breach', 'doubt'] as const;
export type PointWeight = (typeof POINT_WEIGHTS)[number];

/** Every rule with its weight, in the order in which points are listed. */
export const FLOW_RULES = {
  no_start: 'gap',
  no_flow: 'gap',
  not_reached: 'gap',
  no_data_class: 'gap',
  contradicts_use: 'breach',
  unprotected: 'breach',
  not_encrypted: 'breach',
  use_not_drawn: 'doubt',
  transit_unknown: 'doubt',
  rest_unknown: 'doubt',
  protected_term_unknown: 'doubt',
  term_unknown: 'doubt',
  kept_without_term: 'doubt',
  host_not_named: 'doubt',
  country_unknown: 'doubt',
} as const satisfies Record<string, PointWeight>;
export type FlowRule = keyof typeof FLOW_RULES;
const RULES = Object.keys(FLOW_RULES) as FlowRule[];

/** One remark on a map, on one of its places or flows, or on the whole. */
export interface FlowPoint {
  rule: FlowRule;
  weight: PointWeight;
  placeId: string | null;
  flowId: string | null;
  /** The classes that it is about; empty where none matters. */
  dataClasses: readonly DataClass[];
}

/** What the rules must know of the tool beside its map. */
export interface MappedTool {
  vendor: { name: string };
  use: ToolUse;
}

/** Which answer on a tool's use says whether a class may be there (`questionnaire-pack.ts`, conditions). */
const USE_OF_CLASS: Partial<Record<DataClass, UseCondition>> = {
  personal_data: 'personal_data',
  phi: 'phi_possible',
  cardholder_data: 'cardholder_data_environment',
};

interface Subject {
  placeId?: string;
  flowId?: string;
  dataClasses?: readonly DataClass[];
}

function point(rule: FlowRule, { placeId, flowId, dataClasses }: Subject = {}): FlowPoint {
  return {
    rule,
    weight: FLOW_RULES[rule],
    placeId: placeId ?? null,
    flowId: flowId ?? null,
    dataClasses: dataClasses ?? [],
  };
}

function keeps(place: DataFlowPlace | undefined): boolean {
  return place !== undefined && place.retention.kind !== 'none';
}

function lintFlow(flow: DataFlow, target: DataFlowPlace | undefined, use: ToolUse): FlowPoint[] {
  const found: FlowPoint[] = [];
  const flowId = flow.id;
  const guarded = listProtected(flow);
  const denied = flow.dataClasses.filter((one) => {
    const condition = USE_OF_CLASS[one];
    return condition !== undefined && use[condition] === false;
  });
  if (flow.dataClasses.length === 0) found.push(point('no_data_class', { flowId }));
  if (denied.length > 0) found.push(point('contradicts_use', { flowId, dataClasses: denied }));
  if (isUnprotected(flow) && flow.dataClasses.length > 0) {
    found.push(point('unprotected', { flowId, dataClasses: guarded.length > 0 ? guarded : flow.dataClasses }));
  }
  if (flow.transit === 'unknown') found.push(point('transit_unknown', { flowId, dataClasses: guarded }));
  if (keeps(target) && flow.atRest === 'no' && guarded.length > 0) {
    found.push(point('not_encrypted', { flowId, dataClasses: guarded }));
  }
  if (keeps(target) && flow.atRest === 'unknown') found.push(point('rest_unknown', { flowId, dataClasses: guarded }));
  return found;
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** A model runs somewhere: with the vendor, or with a company that the map then names as a sub-processor. */
function isHostNamed(host: DataFlowPlace, content: DataFlowContent, vendorName: string): boolean {
  if (host.operator === '') return false;
  if (isSame(host.operator, vendorName)) return true;
  return content.places.some(
    ({ kind, name, operator }) =>
      kind === 'sub_processor' && (isSame(operator, host.operator) || isSame(name, host.operator)),
  );
}

function lintPlace(place: DataFlowPlace, content: DataFlowContent, reached: ReadonlySet<string>, tool: MappedTool) {
  const found: FlowPoint[] = [];
  const placeId = place.id;
  const arriving = content.flows.filter(
    ({ from, to, direction }) => to === placeId || (from === placeId && direction === 'both_ways'),
  );
  const guarded = [...new Set(arriving.flatMap(listProtected))];
  if (!reached.has(placeId)) found.push(point('not_reached', { placeId }));
  if (place.retention.kind === 'unknown') {
    const outside = guarded.length > 0 && !isOwn(place);
    found.push(
      outside ? point('protected_term_unknown', { placeId, dataClasses: guarded }) : point('term_unknown', { placeId }),
    );
  }
  if (place.retention.kind === 'none' && place.keeps !== '') found.push(point('kept_without_term', { placeId }));
  if (place.kind === 'model_host' && !isHostNamed(place, content, tool.vendor.name)) {
    found.push(point('host_not_named', { placeId }));
  }
  if (place.country === '' && !isOwn(place)) found.push(point('country_unknown', { placeId }));
  return found;
}

/** What the tool's use says may be there, and no flow shows. */
function lintUse({ flows }: DataFlowContent, use: ToolUse): FlowPoint[] {
  const drawn = new Set(flows.flatMap(({ dataClasses }) => dataClasses));
  const missing = (Object.entries(USE_OF_CLASS) as [DataClass, UseCondition][])
    .filter(([dataClass, condition]) => use[condition] === true && !drawn.has(dataClass))
    .map(([dataClass]) => dataClass);
  return missing.length === 0 || flows.length === 0 ? [] : [point('use_not_drawn', { dataClasses: missing })];
}

/** All that the rules find in a map, gravest first, then in the order of its flows and places. */
export function lintDataFlow(content: DataFlowContent, tool: MappedTool): FlowPoint[] {
  const places = indexPlaces(content);
  const reached = findReached(content);
  const found = [
    ...(content.places.some(isOwn) ? [] : [point('no_start')]),
    ...(content.flows.length > 0 ? [] : [point('no_flow')]),
    ...lintUse(content, tool.use),
    ...content.flows.flatMap((flow) => lintFlow(flow, places.get(flow.to), tool.use)),
    ...content.places.flatMap((place) => lintPlace(place, content, reached, tool)),
  ];
  return RULES.flatMap((rule) => found.filter((one) => one.rule === rule));
}

/** How many points there are of each weight. */
export function countPoints(points: readonly FlowPoint[]): Record<PointWeight, number> {
  const count = (weight: PointWeight) => points.filter((one) => one.weight === weight).length;
  return { gap: count('gap'), breach: count('breach'), doubt: count('doubt') };
}

/** Null when the map may be confirmed: it has no gap. Breaches and doubts are shown, but are no reason to hide a map. */
export function findConfirmRefusal(content: DataFlowContent, tool: MappedTool): Refusal | null {
  const { gap } = countPoints(lintDataFlow(content, tool));
  if (gap === 0) return null;
  return {
    sentence: `The map has ${gap === 1 ? 'a gap' : `${gap} gaps`} and cannot be confirmed yet.`,
    remedy: 'Close the gaps that stand first among the points beside the drawing.',
  };
}
