import { centreOf, type Point, type Rectangle } from './geometry.ts';

export type Side = 'top' | 'right' | 'bottom' | 'left';
export type PlacedRectangle = Rectangle & { id: string };

/** Where a flow leaves one place and arrives at another. */
export interface FlowEnds {
  start: Point;
  end: Point;
  out: Side;
  into: Side;
  from: string;
  to: string;
}

/** Room that a line needs between two places above each other to get from one to the other. */
const LEAST_ROOM = 16;
/** Beside each other with less than this between them, a line dips below both instead. */
const NARROW_GAP = 150;

/** Which sides of two places face each other. */
function chooseSides(from: Rectangle, to: Rectangle): [Side, Side] {
  if (to.y - (from.y + from.height) >= LEAST_ROOM) return ['bottom', 'top'];
  if (from.y - (to.y + to.height) >= LEAST_ROOM) return ['top', 'bottom'];
  if (to.x - (from.x + from.width) >= NARROW_GAP) return ['right', 'left'];
  if (from.x - (to.x + to.width) >= NARROW_GAP) return ['left', 'right'];
  return ['bottom', 'bottom'];
}

interface Touch {
  key: string;
  flow: number;
  place: PlacedRectangle;
  other: Rectangle;
  side: Side;
}

function isUpright(side: Side): boolean {
  return side === 'left' || side === 'right';
}

function spreadAlong({ place: { x, y, width, height }, side }: Touch, share: number): Point {
  return isUpright(side)
    ? { x: x + (side === 'right' ? width : 0), y: Math.round(y + height * share) }
    : { x: Math.round(x + width * share), y: y + (side === 'bottom' ? height : 0) };
}

/** Touches on the same side of a place stand apart, in the order of where they go. */
function spreadTouches(touches: readonly Touch[]): Map<string, Point> {
  const points = new Map<string, Point>();
  for (const group of Map.groupBy(touches, ({ place, side }) => `${place.id} ${side}`).values()) {
    const aim = ({ other, side }: Touch) => (isUpright(side) ? centreOf(other).y : centreOf(other).x);
    const sorted = group.toSorted((left, right) => aim(left) - aim(right) || left.flow - right.flow);
    for (const [index, touch] of sorted.entries()) {
      points.set(touch.key, spreadAlong(touch, (index + 1) / (sorted.length + 1)));
    }
  }
  return points;
}

/**
 * Finds for every flow the sides and the points at which it leaves and arrives.
 *
 * @param flows ids of two different places each; a flow to a place that is not there is left out.
 */
export function findEnds(
  places: readonly PlacedRectangle[],
  flows: readonly { from: string; to: string }[],
): FlowEnds[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const sided = flows.flatMap(({ from, to }, flow) => {
    const start = byId.get(from);
    const end = byId.get(to);
    return start && end ? [{ flow, start, end, sides: chooseSides(start, end) }] : [];
  });
  const points = spreadTouches(
    sided.flatMap(({ flow, start, end, sides: [out, into] }) => [
      { key: `${flow} start`, flow, place: start, other: end, side: out },
      { key: `${flow} end`, flow, place: end, other: start, side: into },
    ]),
  );
  return sided.map(({ flow, start, end, sides: [out, into] }) => ({
    start: points.get(`${flow} start`) ?? centreOf(start),
    end: points.get(`${flow} end`) ?? centreOf(end),
    out,
    into,
    from: start.id,
    to: end.id,
  }));
}
