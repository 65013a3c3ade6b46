import {
  SHEET_WIDTH,
  type DataFlow,
  type DataFlowContent,
  type DataFlowPlace,
  type PlaceKind,
} from '../../../shared/contract/data-flows.ts';
import { keepOnSheet, PLACE_WIDTH, type DrawnPlace } from '../../../shared/rules/data-flows/scene.ts';

/** What is chosen on a map. */
export interface MapPart {
  part: 'place' | 'flow';
  id: string;
}

/** Places are moved in steps of so many pixels. */
export const STEP = 8;

function takeId(prefix: 'place' | 'flow', taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

/** A new place below all others, or where the person pointed. */
export function addPlace(
  content: DataFlowContent,
  name: string,
  kind: PlaceKind,
  drawn: readonly DrawnPlace[],
  at?: { x: number; y: number },
): { content: DataFlowContent; id: string } {
  const lowest = Math.max(0, ...drawn.map(({ y, height }) => y + height));
  const spot = at ?? { x: (SHEET_WIDTH - PLACE_WIDTH) / 2, y: lowest + 6 * STEP };
  const id = takeId('place', content.places);
  const place: DataFlowPlace = {
    id,
    kind,
    name,
    operator: '',
    country: '',
    location: '',
    keeps: '',
    retention: { kind: 'unknown', days: null },
    note: '',
    ...keepOnSheet(spot),
  };
  return { content: { ...content, places: [...content.places, place] }, id };
}

/** A new flow between two places, with nothing known of it yet. */
export function addFlow(content: DataFlowContent, from: string, to: string): { content: DataFlowContent; id: string } {
  const id = takeId('flow', content.flows);
  const flow: DataFlow = {
    id,
    from,
    to,
    dataClasses: [],
    direction: 'one_way',
    transit: 'unknown',
    atRest: 'unknown',
    note: '',
  };
  return { content: { ...content, flows: [...content.flows, flow] }, id };
}

export function changePlace(content: DataFlowContent, id: string, changes: Partial<DataFlowPlace>): DataFlowContent {
  return { ...content, places: content.places.map((one) => (one.id === id ? { ...one, ...changes } : one)) };
}

export function changeFlow(content: DataFlowContent, id: string, changes: Partial<DataFlow>): DataFlowContent {
  return { ...content, flows: content.flows.map((one) => (one.id === id ? { ...one, ...changes } : one)) };
}

/** A map without a part; a place takes its flows along. */
export function removePart({ places, flows }: DataFlowContent, { part, id }: MapPart): DataFlowContent {
  if (part === 'flow') return { places, flows: flows.filter((flow) => flow.id !== id) };
  return {
    places: places.filter((place) => place.id !== id),
    flows: flows.filter(({ from, to }) => from !== id && to !== id),
  };
}

/** Puts back what `before` had and the map has no more, where its places are still there. */
export function restoreParts(content: DataFlowContent, before: DataFlowContent): DataFlowContent {
  const present = new Set([...content.places, ...content.flows].map(({ id }) => id));
  const places = [...content.places, ...before.places.filter(({ id }) => !present.has(id))];
  const known = new Set(places.map(({ id }) => id));
  const lost = before.flows.filter(({ id, from, to }) => !present.has(id) && known.has(from) && known.has(to));
  return { places, flows: [...content.flows, ...lost] };
}

const DIRECTIONS = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
} as const;
export type ArrowKey = keyof typeof DIRECTIONS;

export function isArrow(key: string): key is ArrowKey {
  return key in DIRECTIONS;
}

export function stepOf(key: ArrowKey): { x: number; y: number } {
  return { x: DIRECTIONS[key].x * STEP, y: DIRECTIONS[key].y * STEP };
}

/** The nearest place in the direction of an arrow; what lies straight ahead is nearer than what lies aside. */
export function findNeighbour(places: readonly DrawnPlace[], fromId: string, key: ArrowKey): string | null {
  const from = places.find(({ id }) => id === fromId);
  if (!from) return null;
  const way = DIRECTIONS[key];
  let best: { id: string; cost: number } | null = null;
  for (const { id, x, y, width, height } of places) {
    const aside = { x: x + width / 2 - from.x - from.width / 2, y: y + height / 2 - from.y - from.height / 2 };
    const ahead = aside.x * way.x + aside.y * way.y;
    if (id === fromId || ahead <= 0) continue;
    const cost = ahead + 2 * Math.abs(aside.x * way.y + aside.y * way.x);
    if (best === null || cost < best.cost) best = { id, cost };
  }
  return best?.id ?? null;
}
