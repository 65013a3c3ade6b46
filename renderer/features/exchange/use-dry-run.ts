import { useEffect, useState } from 'react';
import type { DryRun, ImportMapping } from '../../../shared/contract/exchange.ts';
import { client } from '../../platform/api.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';

/** Milliseconds after the last change before the rows are checked again. */
const PAUSE = 250;

export interface DryRunState {
  /** Of the newest mapping, or of the one before while it is being checked. */
  result: DryRun | null;
  progress: JobProgress | null;
  problem: Problem | null;
  /** True while the result is not that of the present mapping. */
  running: boolean;
}

/** Checks every row against the present mapping, and again whenever it changes; the check before is given up. */
export function useDryRun(importId: string, mapping: ImportMapping): DryRunState {
  const [state, setState] = useState<DryRunState>({ result: null, progress: null, problem: null, running: true });
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, problem: null, running: true }));
    const timer = window.setTimeout(() => {
      void check();
    }, PAUSE);
    async function check() {
      try {
        const events = await client.exchange.dryRun({ importId, mapping }, { signal: abort.signal });
        const result = await runJob(events, (progress) => setState((before) => ({ ...before, progress })));
        if (!abort.signal.aborted) setState({ result, progress: null, problem: null, running: false });
      } catch (error) {
        if (abort.signal.aborted) return;
        setState((before) => ({ ...before, progress: null, problem: readProblem(error), running: false }));
      }
    }
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [importId, mapping]);
  return state;
}
