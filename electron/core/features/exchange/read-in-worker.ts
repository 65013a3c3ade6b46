import { Worker } from 'node:worker_threads';
import { AssayError } from '../../assay-error.ts';
import type { RawTables } from './raw-table.ts';
import { GATE_LIMITS } from './workbook-gate.ts';

export interface ReaderTask {
  path: string;
  fileName: string;
}

export type ReaderAnswer = { kind: 'read'; tables: RawTables } | { kind: 'refused'; sentence: string; remedy: string };

/** What reading one file may cost. */
export interface ReaderLimits {
  heapMegabytes: number;
  milliseconds: number;
}

const USUAL_LIMITS: ReaderLimits = { heapMegabytes: 768, milliseconds: 30_000 };
const TICK_MILLISECONDS = 100;
const NOT_BELIEVED = 'If you trust its source, copy the cells into a new workbook and choose that one.';

function startReader(task: ReaderTask, heapMegabytes: number): { worker: Worker; answer: Promise<ReaderAnswer> } {
  const worker = new Worker(new URL('./workbook-reader-worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const answer = new Promise<ReaderAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The reader ended without an answer')));
  });
  return { worker, answer };
}

function toRefusal(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new AssayError('FILE_REFUSED', 'Reading the file needs more memory than a list may take.', {
    remedy: NOT_BELIEVED,
  });
}

/** Resolves after one tick, or as soon as the answer is there. */
async function waitForTick(answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tick = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TICK_MILLISECONDS);
  });
  try {
    await Promise.race([tick, answer.then(() => undefined)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads a file that nobody has vouched for, in a thread of its own that is ended when it takes too much time or memory.
 *
 * @param size of the file, in bytes.
 * @param onTick called ten times a second; what it throws ends the reading.
 * @throws AssayError FILE_REFUSED saying what is wrong with the file.
 */
export async function readInWorker(
  task: ReaderTask,
  size: number,
  onTick: () => Promise<void>,
  { heapMegabytes, milliseconds }: ReaderLimits = USUAL_LIMITS,
): Promise<RawTables> {
  if (size > GATE_LIMITS.file) {
    throw new AssayError('FILE_REFUSED', `The file is larger than ${GATE_LIMITS.file / 1024 / 1024} MB.`, {
      remedy: 'Take out pictures and sheets that are not part of the list, or split it.',
    });
  }
  const { worker, answer } = startReader(task, heapMegabytes);
  const ended = { answer: null as ReaderAnswer | null };
  const noted = answer.then((given) => void (ended.answer = given));
  const end = Date.now() + milliseconds;
  try {
    while (ended.answer === null) {
      await waitForTick(noted);
      await onTick();
      if (ended.answer === null && Date.now() > end) {
        const seconds = Math.ceil(milliseconds / 1000);
        throw new AssayError('FILE_REFUSED', `Reading the file took longer than ${seconds} s and was stopped.`, {
          remedy: NOT_BELIEVED,
        });
      }
    }
  } catch (error) {
    throw toRefusal(error);
  } finally {
    noted.catch(() => undefined);
    await worker.terminate();
  }
  if (ended.answer.kind === 'refused') {
    throw new AssayError('FILE_REFUSED', ended.answer.sentence, { remedy: ended.answer.remedy });
  }
  return ended.answer.tables;
}
