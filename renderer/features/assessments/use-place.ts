import { useState } from 'react';
import { useLocation } from 'react-router';

export type Mode = 'flow' | 'grid';

interface Place {
  mode: Mode;
  questionId: string | null;
}

function readPlace(search: string): Place {
  const parameters = new URLSearchParams(search);
  return {
    mode: parameters.get('view') === 'grid' ? 'grid' : 'flow',
    questionId: parameters.get('question'),
  };
}

function writePlace(pathname: string, { mode, questionId }: Place): void {
  const parameters = new URLSearchParams({ view: mode, ...(questionId !== null && { question: questionId }) });
  window.history.replaceState(window.history.state, '', `#${pathname}?${parameters.toString()}`);
}

/**
 * Which question is shown, and how. It stands in the address, so that a reload or a link comes back to it, but moves
 * without the router: the router draws a new place a moment later, and a key pressed in that moment would answer the
 * question before.
 */
export function usePlace() {
  const { key, pathname, search } = useLocation();
  const [kept, setKept] = useState(() => ({ key, place: readPlace(search) }));
  const arrived = kept.key === key ? kept : { key, place: readPlace(search) };
  if (arrived !== kept) setKept(arrived);

  function move(change: Partial<Place>): void {
    const place = { ...arrived.place, ...change };
    setKept({ key, place });
    writePlace(pathname, place);
  }

  return { ...arrived.place, move };
}
