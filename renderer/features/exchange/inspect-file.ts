import { client } from '../../platform/api.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';

/** Reads a file that the core holds, in its worker. */
export async function inspectFile(token: string, signal: AbortSignal, onProgress: (progress: JobProgress) => void) {
  return runJob(await client.exchange.inspect({ token }, { signal }), onProgress);
}

/** What a file turned out to hold, with the proposed mapping. */
export type Inspected = Awaited<ReturnType<typeof inspectFile>>;
