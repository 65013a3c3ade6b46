/** Pixels on the sheet, from its top left corner. */
export interface Point {
  x: number;
  y: number;
}
export interface Rectangle extends Point {
  width: number;
  height: number;
}
export interface Segment {
  start: Point;
  end: Point;
}

export function centreOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Area that two rectangles share when each is taken to reach `margin` pixels further; 0 when they are apart. */
export function measureOverlap(one: Rectangle, other: Rectangle, margin = 0): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) + margin;
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) + margin;
  return width > 0 && height > 0 ? width * height : 0;
}

/** The rectangle around a line that is level or upright. */
export function boundSegment({ start, end }: Segment): Rectangle {
  return {
    x: Math.min(start.x, end.x),
    y: Math.min(start.y, end.y),
    width: Math.abs(end.x - start.x),
    height: Math.abs(end.y - start.y),
  };
}

/** The lines between points that follow each other. */
export function listSegments(points: readonly Point[]): Segment[] {
  return points.slice(1).map((end, index) => ({ start: points[index] ?? end, end }));
}

/** Length of a way whose lines are level or upright. */
export function measureWay(points: readonly Point[]): number {
  return listSegments(points).reduce((sum, { start, end }) => sum + Math.abs(end.x - start.x + end.y - start.y), 0);
}
