import { useEffect, useState, type RefObject } from 'react';

/** A stretch of rows or columns that are drawn. */
export interface Stretch {
  first: number;
  /** After the last. */
  end: number;
}

/** So many are drawn beyond each edge, so that a scroll shows no gap. */
const BEYOND = 8;

function stretchOf(offset: number, length: number, size: number, count: number): Stretch {
  const first = Math.max(0, Math.floor(offset / size) - BEYOND);
  return { first, end: Math.min(count, Math.ceil((offset + length) / size) + BEYOND) };
}

function isSame(one: Stretch, other: Stretch): boolean {
  return one.first === other.first && one.end === other.end;
}

/**
 * Which rows and columns of a large table to draw: those in sight of the box that scrolls, and a few more. The others are
 * room of the same size.
 *
 * @param size of a row and a column, in CSS pixels.
 */
export function useMatrixWindow(
  box: RefObject<HTMLElement | null>,
  size: { row: number; column: number },
  count: { rows: number; columns: number },
): { rows: Stretch; columns: Stretch } {
  const [seen, setSeen] = useState({ rows: { first: 0, end: 30 }, columns: { first: 0, end: 30 } });
  const { rows, columns } = count;
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => {
      const next = {
        rows: stretchOf(element.scrollTop, element.clientHeight, size.row, rows),
        columns: stretchOf(element.scrollLeft, element.clientWidth, size.column, columns),
      };
      setSeen((before) => (isSame(before.rows, next.rows) && isSame(before.columns, next.columns) ? before : next));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [box, size.row, size.column, rows, columns]);
  const fit = ({ first, end }: Stretch, total: number): Stretch => ({
    first: Math.min(first, Math.max(0, total - 1)),
    end: Math.min(end, total),
  });
  return { rows: fit(seen.rows, rows), columns: fit(seen.columns, columns) };
}
