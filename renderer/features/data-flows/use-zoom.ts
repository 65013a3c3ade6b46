import { useCallback, useEffect, useRef, useState } from 'react';
import { SHEET_WIDTH } from '../../../shared/contract/data-flows.ts';

/** Free beside the sheet, in pixels. */
const ASIDE = 48;
const LEAST = 0.5;
const MOST = 2;
/** A sheet that has all the room is not drawn larger than this by itself. */
const MOST_FITTED = 1.25;
const FACTOR = 1.2;

function bound(zoom: number, most = MOST): number {
  return Math.min(Math.max(zoom, LEAST), most);
}

/** How large the sheet is drawn: as wide as its room until somebody says otherwise. */
export function useZoom() {
  const observer = useRef<ResizeObserver | null>(null);
  const [fitted, setFitted] = useState(1);
  const [asked, setAsked] = useState<number | null>(null);
  const room = useCallback((element: HTMLDivElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    const measure = () => setFitted(bound((element.clientWidth - ASIDE) / SHEET_WIDTH, MOST_FITTED));
    measure();
    observer.current = new ResizeObserver(measure);
    observer.current.observe(element);
  }, []);
  useEffect(() => () => observer.current?.disconnect(), []);
  const zoom = asked ?? fitted;
  return {
    zoom,
    /** For the element that the sheet stands in. */
    room,
    closer: () => setAsked(bound(zoom * FACTOR)),
    farther: () => setAsked(bound(zoom / FACTOR)),
    fit: () => setAsked(null),
  };
}
