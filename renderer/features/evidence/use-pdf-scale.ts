import { useEffect, useState, type RefObject } from 'react';

/** CSS pixels of a point at 100 %: 96 to the inch over 72. */
const ACTUAL = 96 / 72;
const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4] as const;
/** CSS pixels beside a page that fits. */
const MARGIN = 24;
/** A width is fitted between these, as parts of the actual size. */
const FIT_BOUNDS = { least: 0.25, most: 2 } as const;

interface PdfScale {
  /** CSS pixels for one point. */
  scale: number;
  percent: number;
  isFit: boolean;
  canEnlarge: boolean;
  canReduce: boolean;
  enlarge: () => void;
  reduce: () => void;
  fit: () => void;
}

/** How large pages are shown: at first as wide as there is room, then in steps. `pageWidth` is in points. */
export function usePdfScale(roll: RefObject<HTMLElement | null>, pageWidth: number): PdfScale {
  const [room, setRoom] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);

  useEffect(() => {
    const element = roll.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [roll]);

  const wanted = (room - 2 * MARGIN) / (pageWidth * ACTUAL);
  const fitted = Math.min(FIT_BOUNDS.most, Math.max(FIT_BOUNDS.least, wanted));
  const zoom = chosen ?? fitted;
  const larger = STEPS.find((step) => step > zoom * 1.01);
  const smaller = STEPS.findLast((step) => step < zoom * 0.99);
  return {
    scale: zoom * ACTUAL,
    percent: Math.round(zoom * 100),
    isFit: chosen === null,
    canEnlarge: larger !== undefined,
    canReduce: smaller !== undefined,
    enlarge: () => setChosen((before) => larger ?? before),
    reduce: () => setChosen((before) => smaller ?? before),
    fit: () => setChosen(null),
  };
}
