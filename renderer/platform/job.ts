/** What long work says of itself: what it does (a message key), how much is done, and of how much where that is known. */
export interface JobProgress {
  step: string;
  done: number;
  total: number | null;
}

type JobEvent<Result> = ({ kind: 'progress' } & JobProgress) | { kind: 'result'; result: Result };

/**
 * Reads long work to its end: `await runJob(await client.exchange.commit(input, { signal }), setProgress)`.
 * Throws what the operation throws, and an error when it ends without a result.
 */
export async function runJob<Result>(
  events: AsyncIterable<JobEvent<Result>>,
  onProgress?: (progress: JobProgress) => void,
): Promise<Result> {
  for await (const event of events) {
    if (event.kind === 'result') return event.result;
    onProgress?.({ step: event.step, done: event.done, total: event.total });
  }
  throw new Error('The work ended without a result');
}
