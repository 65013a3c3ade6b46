import { AssayError } from './assay-error.ts';

interface Progress {
  kind: 'progress';
  /** Message key of what is being done. */
  step: string;
  done: number;
  total: number | null;
}

/** Reports progress; waits so that the page hears of it and a wish to cancel is seen. */
export type ReportProgress = (step: string, done: number, total: number | null) => Promise<void>;

/**
 * Runs long work as the events that `progressOf` describes. A cancelled job throws CANCELLED at its next report, so
 * that a unit of work around it undoes itself.
 *
 * @param signal Aborted when the page cancels or goes away.
 */
export async function* runJob<Result>(
  signal: AbortSignal | undefined,
  work: (report: ReportProgress) => Promise<Result>,
): AsyncGenerator<Progress | { kind: 'result'; result: Result }> {
  const events: Progress[] = [];
  let wake: () => void = () => undefined;
  const state: { outcome?: { result: Result } | { error: unknown } } = {};

  const report: ReportProgress = async (step, done, total) => {
    events.push({ kind: 'progress', step, done, total });
    wake();
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new AssayError('CANCELLED', 'Cancelled. Nothing was changed.');
  };
  void work(report)
    .then(
      (result) => (state.outcome = { result }),
      (error: unknown) => (state.outcome = { error }),
    )
    .finally(() => wake());

  for (;;) {
    const event = events.shift();
    if (event) {
      // Only the newest matters to whoever reads slowly.
      yield events.pop() ?? event;
      events.length = 0;
    } else if (state.outcome) {
      if ('error' in state.outcome) throw state.outcome.error;
      yield { kind: 'result', result: state.outcome.result };
      return;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
