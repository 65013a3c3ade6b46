import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Space over a page that was gone to, in CSS pixels. */
const GAP = 12;
/** How far beyond the view pages are drawn, as a part of its height. */
const AHEAD = '50%';

const listPages = (roll: HTMLElement): HTMLElement[] => [...roll.querySelectorAll<HTMLElement>('[data-page]')];

/** The page that is read: the last that begins above the upper third of the view. */
function findCurrent(roll: HTMLElement): number {
  const line = roll.scrollTop + roll.clientHeight / 3;
  const reached = listPages(roll).findLastIndex((page) => page.offsetTop <= line);
  return Math.max(reached, 0) + 1;
}

interface PagePlace {
  /** From 1. */
  current: number;
  /** Pages in view and just outside it. */
  near: ReadonlySet<number>;
  /** Goes to the start of a page; the nearest there is for a number that is none. */
  goTo: (page: number) => void;
}

/** Which pages are in view, and going to one. `count` is 0 until the pages stand in `roll`. */
export function usePagePlace(roll: RefObject<HTMLElement | null>, count: number, scale: number): PagePlace {
  const [current, setCurrent] = useState(1);
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  const scaleBefore = useRef(scale);

  useEffect(() => {
    const element = roll.current;
    if (!element || count === 0) return;
    const observer = new IntersectionObserver(
      (changes) =>
        setNear((before) => {
          const after = new Set(before);
          for (const { target, isIntersecting } of changes) {
            const page = Number(target.getAttribute('data-page'));
            if (isIntersecting) after.add(page);
            else after.delete(page);
          }
          return after;
        }),
      { root: element, rootMargin: `${AHEAD} 0px` },
    );
    for (const page of listPages(element)) observer.observe(page);
    const follow = () => setCurrent(findCurrent(element));
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, [roll, count]);

  // What is read stays in view when the pages grow or shrink.
  useLayoutEffect(() => {
    const element = roll.current;
    if (element && scaleBefore.current > 0) {
      element.scrollTo({ top: element.scrollTop * (scale / scaleBefore.current) });
    }
    scaleBefore.current = scale;
  }, [roll, scale]);

  function goTo(page: number): void {
    const element = roll.current;
    if (!element) return;
    const target = listPages(element)[Math.min(Math.max(page, 1), count) - 1];
    if (target) element.scrollTo({ top: target.offsetTop - GAP });
  }

  return { current, near, goTo };
}
