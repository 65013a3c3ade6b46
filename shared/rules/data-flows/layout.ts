import { SHEET_WIDTH, type DataFlow, type DataFlowContent, type DataFlowPlace } from '../../contract/data-flows.ts';
import { isOwn } from './parts.ts';
import { measureLabel, measurePlace, PLACE_WIDTH, SHEET_MARGIN, type DrawingWords } from './scene.ts';

/** Places beside each other in a row; what a layer has more goes into another row. */
const ROW_LIMIT = 3;
const LEAST_GAP = 48;
/** Free of text above and below the labels between two rows. */
const GAP_AROUND_LABELS = 34;
/** More for each flow, so that lines have lanes of their own. */
const GAP_FOR_LINE = 8;
/** Free beside a row, for lines that go around it. */
const ROW_MARGIN = 20;
const SWEEPS = 4;

/** Where a flow leads from a place that data has come to before: such a flow goes back, and does not count. */
function findForward({ places, flows }: DataFlowContent): DataFlow[] {
  const leaving = Map.groupBy(flows, ({ from }) => from);
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<string>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const flow of leaving.get(id) ?? []) {
      if (state.get(flow.to) === 'open') back.add(flow.id);
      else if (!state.has(flow.to)) visit(flow.to);
    }
    state.set(id, 'done');
  };
  const starts = [...places.filter(isOwn), ...places.filter((place) => !isOwn(place))];
  for (const { id } of starts) if (!state.has(id)) visit(id);
  const known = new Set(places.map(({ id }) => id));
  return flows.filter(({ id, from, to }) => !back.has(id) && from !== to && known.has(from) && known.has(to));
}

/** The layer of each place: one more than the last place before it, 0 for where data begins. */
function findLayers(places: readonly DataFlowPlace[], forward: readonly DataFlow[]): Map<string, number> {
  const arriving = Map.groupBy(forward, ({ to }) => to);
  const layers = new Map<string, number>();
  const layerOf = (id: string): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    const layer = Math.max(-1, ...(arriving.get(id) ?? []).map(({ from }) => layerOf(from))) + 1;
    layers.set(id, layer);
    return layer;
  };
  for (const { id } of places) layerOf(id);
  return layers;
}

function average(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Puts the places of each layer in the order of what they are joined to, a few times up and down. */
function orderLayers(layers: string[][], flows: readonly DataFlow[]): string[][] {
  let ordered = layers;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const at = new Map(
      ordered.flatMap((layer) => layer.map((id, index) => [id, index - (layer.length - 1) / 2] as const)),
    );
    const pullOf = (id: string) =>
      average(
        flows.flatMap(({ from, to }) => (from === id ? [at.get(to) ?? 0] : to === id ? [at.get(from) ?? 0] : [])),
      );
    ordered = ordered.map((layer) =>
      layer
        .map((id, index) => ({ id, index, pull: pullOf(id) ?? at.get(id) ?? 0 }))
        .toSorted((left, right) => left.pull - right.pull || left.index - right.index)
        .map(({ id }) => id),
    );
  }
  return ordered;
}

function splitRows(layer: readonly string[]): string[][] {
  const count = Math.ceil(layer.length / ROW_LIMIT);
  const size = Math.ceil(layer.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, row) => layer.slice(row * size, (row + 1) * size));
}

function spreadRow(row: readonly string[]): [string, number][] {
  const free = SHEET_WIDTH - row.length * PLACE_WIDTH;
  const gap = Math.min(free / (row.length + 1), 60);
  const left = (free - gap * (row.length - 1)) / 2;
  return row.map((id, index) => [id, Math.round(left + index * (PLACE_WIDTH + gap))]);
}

/** How far a row is moved to stand below what sends to it, within the sheet. */
function findShift(
  row: readonly [string, number][],
  forward: readonly DataFlow[],
  spots: ReadonlyMap<string, { x: number }>,
): number {
  const pulls = row.flatMap(([id, x]) =>
    forward.flatMap(({ from, to }) => {
      const above = to === id ? spots.get(from) : undefined;
      return above ? [above.x - x] : [];
    }),
  );
  const lefts = row.map(([, x]) => x);
  const least = ROW_MARGIN - Math.min(...lefts);
  const most = SHEET_WIDTH - ROW_MARGIN - PLACE_WIDTH - Math.max(...lefts);
  return Math.round(Math.min(Math.max(average(pulls) ?? 0, Math.min(least, 0)), Math.max(most, 0)));
}

/** Space below a row: room for the labels of the flows that cross it, and begin or end beside it. */
function measureGap(row: number, rowOf: ReadonlyMap<string, number>, { flows }: DataFlowContent, words: DrawingWords) {
  const heights = flows.flatMap((flow, index) => {
    const one = rowOf.get(flow.from) ?? 0;
    const other = rowOf.get(flow.to) ?? 0;
    const begins = Math.min(one, other) === row && Math.max(one, other) > row;
    return begins ? [measureLabel(flow, index + 1, words)] : [];
  });
  return Math.max(LEAST_GAP, Math.max(0, ...heights) + GAP_AROUND_LABELS + heights.length * GAP_FOR_LINE);
}

/**
 * Arranges a map by itself: data begins at the top, and every place stands below all that send to it, at most three
 * beside each other. No two places overlap. The same map gives the same arrangement, however it was arranged before.
 */
export function arrangePlaces(content: DataFlowContent, words: DrawingWords): DataFlowContent {
  const forward = findForward(content);
  const layerOf = findLayers(content.places, forward);
  const depth = Math.max(-1, ...layerOf.values()) + 1;
  const layers = Array.from({ length: depth }, (_, layer) =>
    content.places.filter(({ id }) => layerOf.get(id) === layer).map(({ id }) => id),
  );
  const rows = orderLayers(layers, forward).flatMap(splitRows);
  const rowOf = new Map(rows.flatMap((row, index) => row.map((id) => [id, index] as const)));
  const placeById = new Map(content.places.map((place) => [place.id, place]));
  const spots = new Map<string, { x: number; y: number }>();
  let top = SHEET_MARGIN * 2;
  for (const [index, row] of rows.entries()) {
    const spread = spreadRow(row);
    const shift = findShift(spread, forward, spots);
    for (const [id, x] of spread) spots.set(id, { x: x + shift, y: top });
    const heights = row.flatMap((id) => {
      const place = placeById.get(id);
      return place ? [measurePlace(place, words)] : [];
    });
    top += Math.max(0, ...heights) + measureGap(index, rowOf, content, words);
  }
  return { ...content, places: content.places.map((place) => ({ ...place, ...spots.get(place.id) })) };
}
