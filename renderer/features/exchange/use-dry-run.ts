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

interface Checked extends Omit<DryRunState, 'running'> {
  /** The mapping that the result, or the problem, belongs to. */
  of: ImportMapping | null;
}

/** Checks every row against the present mapping, and again whenever it changes; the check before is given up. */
export function useDryRun(importId: string, mapping: ImportMapping): DryRunState {
  const [checked, setChecked] = useState<Checked>({ of: null, result: null, progress: null, problem: null });
  useEffect(() => {
    const abort = new AbortController();
    async function check() {
      try {
        const events = await client.exchange.dryRun({ importId, mapping }, { signal: abort.signal });
        const result = await runJob(events, (progress) => setChecked((before) => ({ ...before, progress })));
        if (!abort.signal.aborted) setChecked({ of: mapping, result, progress: null, problem: null });
      } catch (error) {
        if (abort.signal.aborted) return;
        setChecked(({ result }) => ({ of: mapping, result, progress: null, problem: readProblem(error) }));
      }
    }
    const timer = window.setTimeout(() => void check(), PAUSE);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [importId, mapping]);
  const { of, result, progress, problem } = checked;
  const running = of !== mapping;
  return { result, progress, problem: running ? null : problem, running };
}
