import { readProblem } from '../platform/problem.ts';
import type { SavingState } from '../platform/saving.tsx';

/** Milliseconds after a change before it is saved, so that a fast typist writes once a pause. */
const AUTOSAVE_DELAY = 400;
/** Milliseconds before the first, second … new try after a failure; the last one repeats. */
const RETRY_DELAYS = [2000, 5000, 15_000, 30_000] as const;
/** Milliseconds between two saves of one flush, for the page to take in the record's new revision. */
const BETWEEN_SAVES = 50;
/** Faults that the same value meets again, however often it is sent. */
const LASTING_FAULTS = new Set([
  'INVALID_INPUT',
  'ROLE_REFUSED',
  'FOUR_EYES',
  'NOT_FOUND',
  'NOT_ALLOWED_NOW',
  'CHANGED_MEANWHILE',
  'NO_PERSON',
  'WORKSPACE_READ_ONLY',
]);

export interface Autosave<Value> {
  /** What saves from now on; a page renews it with every revision of its record. */
  saveWith(save: (value: Value) => Promise<unknown>): void;
  /** Takes the newest value; an older one that still waits is dropped. */
  change(value: Value): void;
  /** Saves now what waits. Resolves when nothing waits any more or saving failed. */
  flush(): Promise<void>;
}

/**
 * Saves the newest value a pause after it changed, one save at a time. After a passing failure it tries again with
 * whatever is newest then; after a fault of the value itself it waits for the next change.
 * @param delay Milliseconds.
 */
export function createAutosave<Value>(onState: (state: SavingState) => void, delay = AUTOSAVE_DELAY): Autosave<Value> {
  let save: ((value: Value) => Promise<unknown>) | null = null;
  let waiting: { value: Value } | null = null;
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function schedule(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void start(), milliseconds);
  }

  function start(): Promise<boolean> {
    running ??= saveNewest().finally(() => {
      running = null;
    });
    return running;
  }

  async function saveNewest(): Promise<boolean> {
    const taken = waiting;
    if (taken === null || save === null) return false;
    waiting = null;
    onState({ state: 'saving' });
    try {
      await save(taken.value);
    } catch (error) {
      waiting ??= taken;
      fail(error);
      return false;
    }
    failures = 0;
    if (waiting === null) onState({ state: 'saved', at: new Date() });
    else schedule(delay);
    return true;
  }

  function fail(error: unknown): void {
    const { code, sentence } = readProblem(error);
    onState({ state: 'failed', reason: sentence });
    if (LASTING_FAULTS.has(code)) return;
    schedule(RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)] ?? delay);
    failures += 1;
  }

  return {
    saveWith(newest) {
      save = newest;
    },
    change(value) {
      waiting = { value };
      onState({ state: 'saving' });
      if (running === null) schedule(delay);
    },
    async flush() {
      clearTimeout(timer);
      await running;
      while (await start()) {
        clearTimeout(timer);
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_SAVES));
      }
    },
  };
}
