import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

/** What the bar says about saving. */
export type SavingState =
  { state: 'idle' } | { state: 'saving' } | { state: 'saved'; at: Date } | { state: 'failed'; reason: string };

interface Saving {
  current: SavingState;
  report: (source: string, state: SavingState) => void;
}

const SavingContext = createContext<Saving | null>(null);

/** Gathers what every field of the page reports; the worst is shown: failed, then saving, then the last saved. */
export function SavingProvider({ children }: { children: ReactNode }) {
  const [sources, setSources] = useState<ReadonlyMap<string, SavingState>>(new Map());
  const report = useCallback((source: string, state: SavingState) => {
    setSources((before) => new Map(before).set(source, state));
  }, []);
  const current = useMemo(() => {
    const states = [...sources.values()];
    const urgent = states.find((one) => one.state === 'failed') ?? states.find((one) => one.state === 'saving');
    if (urgent) return urgent;
    const saved = states
      .filter((one) => one.state === 'saved')
      .toSorted((left, right) => right.at.getTime() - left.at.getTime());
    return saved[0] ?? { state: 'idle' as const };
  }, [sources]);
  const saving = useMemo(() => ({ current, report }), [current, report]);
  return <SavingContext value={saving}>{children}</SavingContext>;
}

/** What to show in the bar, and where fields report to. */
export function useSaving(): Saving {
  const saving = useContext(SavingContext);
  if (!saving) throw new Error('Saving is used outside a SavingProvider');
  return saving;
}
