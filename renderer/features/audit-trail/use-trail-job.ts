import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { verificationSchema } from '../../../shared/contract/audit-trail.ts';
import { useRefresh } from '../../platform/api.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';

type Events<Result> = Parameters<typeof runJob<Result>>[0];

/** A reading of the whole trail: its progress, a way to cancel it, and what it found. */
export function useTrailJob<Result = z.infer<typeof verificationSchema>>() {
  const refresh = useRefresh();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [result, setResult] = useState<Result | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  /** @param operation whose stale queries are read again afterwards. */
  async function run(
    start: (signal: AbortSignal) => Promise<Events<Result>>,
    operation: 'auditTrail.verify' | 'auditTrail.compare',
  ): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setResult(null);
    setProblem(null);
    setProgress({ step: 'auditTrail.progress.verifying', done: 0, total: null });
    try {
      setResult(await runJob(await start(abort.signal), setProgress));
      // A verification changes no record, but what the overview says of the trail.
      await refresh(operation === 'auditTrail.verify' ? 'auditTrail.checkpoint' : operation);
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  return { progress, result, problem, run, cancel: () => stop.current?.abort() };
}
