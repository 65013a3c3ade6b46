import { boundSegment, listSegments, measureOverlap, measureWay, type Point, type Rectangle } from './geometry.ts';

export interface LabelSize {
  width: number;
  height: number;
}

/** What a label stands on, among what it must not cover. */
interface Surroundings {
  way: readonly Point[];
  /** Places and the labels that are there already. */
  taken: readonly Rectangle[];
  /** The lines of other flows, and those of its own. */
  lines: readonly Rectangle[];
  own: readonly Rectangle[];
  sheetWidth: number;
}

/** Along the way, the middle first. */
const SHARES = [0.5, ...Array.from({ length: 22 }, (_, step) => [0.48 - step * 0.02, 0.52 + step * 0.02]).flat()];
/** Between a label and what stands beside it. */
const APART = 3;

function findPoint(points: readonly Point[], share: number): Point {
  let left = measureWay(points) * share;
  for (const { start, end } of listSegments(points)) {
    const length = Math.abs(end.x - start.x + end.y - start.y);
    if (left <= length && length > 0) {
      const part = left / length;
      return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
    }
    left -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

/** On the way, then right and left of it, then below and above. */
function listSpots(point: Point, { width, height }: LabelSize): Point[] {
  const on = { x: point.x - width / 2, y: point.y - height / 2 };
  const aside = width / 2 + APART;
  const away = height / 2 + APART;
  return [
    on,
    { x: on.x + aside, y: on.y },
    { x: on.x - aside, y: on.y },
    { x: on.x, y: on.y + away },
    { x: on.x, y: on.y - away },
  ];
}

function listBoxes(size: LabelSize, { way, sheetWidth }: Surroundings): Rectangle[] {
  const points = SHARES.map((share) => findPoint(way, share));
  return points
    .flatMap((point) => listSpots(point, size))
    .map(({ x, y }) => ({ ...size, x: Math.round(x), y: Math.round(y) }))
    .filter(({ x, y, width }) => x >= 1 && y >= 1 && x + width <= sheetWidth - 1);
}

function sumOverlaps(box: Rectangle, others: readonly Rectangle[], margin: number): number {
  return others.reduce((sum, other) => sum + measureOverlap(box, other, margin), 0);
}

function isFree(box: Rectangle, others: readonly Rectangle[]): boolean {
  return others.every((other) => measureOverlap(box, other, APART) === 0);
}

/** The first spot where nothing is covered, rather beside the label's own line than on it. */
function findFree(size: LabelSize, around: Surroundings): Rectangle | undefined {
  let onLine: Rectangle | undefined;
  for (const box of listBoxes(size, around)) {
    if (onLine && !isFree(box, around.own)) continue;
    if (!isFree(box, around.taken) || !isFree(box, around.lines)) continue;
    if (isFree(box, around.own)) return box;
    onLine = box;
  }
  return onLine;
}

function findLeastCovered(size: LabelSize, around: Surroundings): Rectangle {
  const judged = listBoxes(size, around).map((box) => ({
    box,
    covered: sumOverlaps(box, around.taken, APART) + 4 * sumOverlaps(box, around.lines, APART),
  }));
  const least = judged.toSorted((one, other) => one.covered - other.covered)[0];
  return least?.box ?? { ...size, x: 1, y: 1 };
}

/**
 * Finds the spot of a label: the first of its sizes that has one where nothing is covered, rather beside its own line
 * than on it; for the last size the spot that covers least.
 *
 * @param sizes the fullest first; not empty.
 */
function placeLabel(sizes: readonly LabelSize[], around: Surroundings): Rectangle & { size: number } {
  for (const [size, wanted] of sizes.entries()) {
    const free = findFree(wanted, around);
    if (free) return { ...free, size };
  }
  const size = sizes.length - 1;
  return { ...findLeastCovered(sizes[size] ?? { width: 0, height: 0 }, around), size };
}

/**
 * Finds the spots of all labels, one for each way: first of those that must be read, then of the others.
 *
 * @param sizes for each way the sizes that its label can have, the fullest first.
 * @param weighty indexes of the ways whose labels are placed first.
 * @returns each label's rectangle, and which of its sizes it has.
 */
export function placeLabels(
  places: readonly Rectangle[],
  ways: readonly (readonly Point[])[],
  sizes: readonly (readonly LabelSize[])[],
  weighty: ReadonlySet<number>,
  sheetWidth: number,
): (Rectangle & { size: number })[] {
  const lines = ways.map((way) => listSegments(way).map(boundSegment));
  const taken: Rectangle[] = [...places];
  const labels: (Rectangle & { size: number })[] = [];
  const inTurn = ways.map((way, index) => ({ way, index, weighs: weighty.has(index) ? 0 : 1 }));
  for (const { way, index } of inTurn.toSorted((one, other) => one.weighs - other.weighs)) {
    const others = lines.filter((_, other) => other !== index).flat();
    const own = lines[index] ?? [];
    const label = placeLabel(sizes[index] ?? [], { way, taken, lines: others, own, sheetWidth });
    taken.push(label);
    labels[index] = label;
  }
  return labels;
}
