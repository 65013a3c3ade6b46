import { type FlowEnds, type PlacedRectangle } from './ends.ts';
import { boundSegment, listSegments, measureOverlap, measureWay, type Point, type Segment } from './geometry.ts';

/** Between a place and a line that goes around it. */
const CLEARANCE = 8;
/** How far a line goes straight out of a place before it may turn. */
const STUB = 14;
/** Two lines nearer than this read as one. */
const APART = 7;
const LANE_STEP = 10;

/** What is worse than a longer way, in pixels of way. */
const COST = { place: 100_000, along: 3_000, crossing: 120, corner: 4 } as const;

/** Levels between two, from the middle outwards. */
function listLevels(one: number, other: number): number[] {
  const low = Math.min(one, other) + STUB;
  const high = Math.max(one, other) - STUB;
  const middle = Math.round((one + other) / 2);
  if (high <= low) return [middle];
  const count = Math.min(12, Math.floor((high - low) / 2 / LANE_STEP));
  const outwards = Array.from({ length: count }, (_, step) => [-1, 1].map((sign) => sign * (step + 1) * LANE_STEP));
  return [0, ...outwards.flat()].map((offset) => middle + offset).filter((level) => level >= low && level <= high);
}

/** Free lanes between the top and the bottom of the sheet: beside every place, and along both edges. */
function listLanes(places: readonly PlacedRectangle[], sheetWidth: number): number[] {
  const beside = places.flatMap(({ x, width }) => [1, 2].flatMap((step) => [x - step * 9, x + width + step * 9]));
  const lanes = [...beside, CLEARANCE, sheetWidth - CLEARANCE];
  return [...new Set(lanes)].filter((x) => x >= CLEARANCE && x <= sheetWidth - CLEARANCE);
}

function listUprightWays({ start, end, out }: FlowEnds, lanes: readonly number[]): Point[][] {
  const down = out === 'bottom' ? 1 : -1;
  const plain = listLevels(start.y, end.y).map((y) => [start, { x: start.x, y }, { x: end.x, y }, end]);
  const around = [0, 1].flatMap((step) => {
    const leave = start.y + down * (STUB + step * LANE_STEP);
    const arrive = end.y - down * (STUB + step * LANE_STEP);
    return lanes.map((x) => [
      start,
      { x: start.x, y: leave },
      { x, y: leave },
      { x, y: arrive },
      { x: end.x, y: arrive },
      end,
    ]);
  });
  return [...plain, ...around];
}

/** Below both places, as deep as it takes. */
function listDips({ start, end }: FlowEnds, places: readonly PlacedRectangle[]): Point[][] {
  const levels = [start.y, end.y, ...places.map(({ y, height }) => y + height)];
  const depths = [...new Set(levels)].filter((level) => level >= Math.max(start.y, end.y));
  return depths
    .flatMap((level) => [0, 1, 2].map((step) => level + STUB + step * LANE_STEP))
    .map((y) => [start, { x: start.x, y }, { x: end.x, y }, end]);
}

function listWays(ends: FlowEnds, places: readonly PlacedRectangle[], lanes: readonly number[]): Point[][] {
  const { start, end, out, into } = ends;
  if (out === 'bottom' && into === 'bottom') return listDips(ends, places);
  if (out === 'top' || out === 'bottom') return listUprightWays(ends, lanes);
  return listLevels(start.x, end.x).map((x) => [start, { x, y: start.y }, { x, y: end.y }, end]);
}

function isLevel({ start, end }: Segment): boolean {
  return start.y === end.y;
}

/** What a line costs beside one that is there: much where both run along each other, a little where they cross. */
function judgePair(one: Segment, other: Segment): number {
  const sameWay = isLevel(one) === isLevel(other);
  if (measureOverlap(boundSegment(one), boundSegment(other), sameWay ? APART : 0.5) === 0) return 0;
  return sameWay ? COST.along : COST.crossing;
}

/** What a way costs; a way that costs more than `limit` need not be judged to its end. */
function judgeWay(
  points: readonly Point[],
  obstacles: readonly PlacedRectangle[],
  drawn: readonly Segment[],
  limit: number,
): number {
  const segments = listSegments(points).filter(({ start, end }) => start.x !== end.x || start.y !== end.y);
  let cost = measureWay(points) + segments.length * COST.corner;
  for (const segment of segments) {
    if (cost >= limit) return cost;
    const box = boundSegment(segment);
    for (const place of obstacles) if (measureOverlap(box, place, CLEARANCE) > 0) cost += COST.place;
    for (const other of drawn) cost += judgePair(segment, other);
  }
  return cost;
}

/** A corner that lies on a straight line is none. */
function dropStraight(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before || !after) return true;
    return !((before.x === point.x && after.x === point.x) || (before.y === point.y && after.y === point.y));
  });
}

/**
 * Finds a way with right angles for every flow: around the places, not along other flows, with few crossings. One after
 * the other in their order, so the same input gives the same ways.
 *
 * @param sheetWidth pixels; every way keeps within it.
 */
export function findWays(
  places: readonly PlacedRectangle[],
  flows: readonly FlowEnds[],
  sheetWidth: number,
): (readonly Point[])[] {
  const lanes = listLanes(places, sheetWidth);
  const drawn: Segment[] = [];
  return flows.map((ends) => {
    const obstacles = places.filter(({ id }) => id !== ends.from && id !== ends.to);
    let best: { points: Point[]; cost: number } | null = null;
    for (const points of listWays(ends, places, lanes)) {
      const cost = judgeWay(points, obstacles, drawn, best?.cost ?? Infinity);
      if (best === null || cost < best.cost) best = { points, cost };
    }
    const way = dropStraight(best?.points ?? [ends.start, ends.end]);
    drawn.push(...listSegments(way));
    return way;
  });
}
