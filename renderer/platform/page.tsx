import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

/** A parent of the page in the bar. */
export interface Crumb {
  label: string;
  /** Path in the page: "/tools". Left out for a group that is no place. */
  to?: string;
}

/** Id of the element that holds the page. */
export const MAIN_ID = 'main';

interface PagePlace {
  crumbs: readonly Crumb[];
  setCrumbs: (crumbs: readonly Crumb[]) => void;
}

const PageContext = createContext<PagePlace | null>(null);

/** Holds what the bar shows of the present page. */
export function PageProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  const place = useMemo(() => ({ crumbs, setCrumbs }), [crumbs]);
  return <PageContext value={place}>{children}</PageContext>;
}

function usePlace(): PagePlace {
  const place = useContext(PageContext);
  if (!place) throw new Error('A page is used outside a PageProvider');
  return place;
}

/** A new page begins at its heading, unless something in it has taken the focus already or a dialog is open. */
function focusHeading(): void {
  const main = document.getElementById(MAIN_ID);
  if (!main || main.contains(document.activeElement) || document.querySelector('dialog[open], [role="dialog"]')) return;
  (main.querySelector('h1') ?? main).focus({ preventScroll: true });
}

/** Names the page in the window's title and its parents in the bar. Every page calls it once. */
export function usePage(title: string, crumbs: readonly Crumb[]): void {
  const { setCrumbs } = usePlace();
  // The list is new with every drawing; only its words decide.
  const written = JSON.stringify(crumbs);
  useEffect(() => {
    setCrumbs(JSON.parse(written) as Crumb[]);
  }, [setCrumbs, written]);
  useEffect(() => {
    document.title = `${title} – Assay`;
  }, [title]);
  useEffect(focusHeading, []);
}

/** The parents of the present page. */
export function useCrumbs(): readonly Crumb[] {
  return usePlace().crumbs;
}
