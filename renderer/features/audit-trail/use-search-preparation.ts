import { useEffect, useRef, useState } from 'react';
import { readEntryNumber, writeSearchQuery } from '../../../shared/rules/audit-trail.ts';
import { client } from '../../platform/api.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';

type State =
  | { is: 'idle' | 'ready' | 'stopped' }
  | { is: 'running'; progress: JobProgress | null }
  | { is: 'failed'; problem: Problem };

/** One entry by its number is found without it. */
function needsIndex(search: string): boolean {
  return readEntryNumber(search) === null && writeSearchQuery(search) !== null;
}

/**
 * Makes the trail's entries known to the search before the first one, with progress where that takes long. Stopped, it
 * keeps what it has read.
 */
export function useSearchPreparation(search: string) {
  const [state, setState] = useState<State>({ is: 'idle' });
  const stop = useRef<AbortController | null>(null);

  async function start(): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setState({ is: 'running', progress: null });
    try {
      const events = await client.auditTrail.prepareSearch(undefined, { signal: abort.signal });
      await runJob(events, (progress) => setState({ is: 'running', progress }));
      setState({ is: 'ready' });
    } catch (error) {
      setState(abort.signal.aborted ? { is: 'stopped' } : { is: 'failed', problem: readProblem(error) });
    }
  }

  /** Somebody searches for this from now on. */
  function want(wanted: string): void {
    if (state.is === 'idle' && needsIndex(wanted)) void start();
  }

  // Whoever leaves the page searches no more.
  useEffect(() => () => stop.current?.abort(), []);

  /** There is something to say of it; most trails are known within a moment. */
  const isSlow = state.is === 'running' ? state.progress !== null : state.is === 'stopped' || state.is === 'failed';
  return {
    state,
    isReady: !needsIndex(search) || state.is === 'ready',
    isSlow,
    want,
    start,
    cancel: () => stop.current?.abort(),
  };
}
