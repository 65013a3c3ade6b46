import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readList } from './read-list.ts';
import { RefusedFile } from './refused-file.ts';
import type { ReaderAnswer, ReaderTask } from './read-in-worker.ts';

const { path, fileName } = workerData as ReaderTask;

async function answer(): Promise<ReaderAnswer> {
  try {
    return { kind: 'read', tables: await readList(readFileSync(path), fileName) };
  } catch (error) {
    if (error instanceof RefusedFile) return { kind: 'refused', sentence: error.message, remedy: error.remedy };
    throw error;
  }
}

parentPort?.postMessage(await answer());
