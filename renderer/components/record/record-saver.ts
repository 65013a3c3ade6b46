import { useLayoutEffect, useRef } from 'react';
import { readProblem } from '../../platform/problem.ts';

/** Somebody else changed the same field meanwhile; nothing was saved. */
class FieldConflict extends Error {
  readonly code = 'CHANGED_MEANWHILE';
  /** The record as it is now. */
  readonly present: unknown;

  constructor(message: string, present: unknown) {
    super(message);
    this.present = present;
  }
}

interface RecordWriter<Kept, Changes> {
  /** The record as it is now in the workspace. */
  read: () => Promise<Kept>;
  write: (revision: number, changes: Changes) => Promise<Kept>;
}

/** Saves fields of one record, one after the other. */
export interface RecordSaver<Kept, Changes> {
  present: Kept;
  /** Why nothing of it may be changed; undefined when it may. */
  refusal: string | undefined;
  /** @throws FieldConflict when what `pick` gives of the record is no longer what the page shows. */
  save: (changes: Changes, pick: (kept: Kept) => unknown, overwrite: boolean) => Promise<void>;
}

/** The record that a failed save found in the workspace; null when it failed for another reason. */
export function readConflict(error: unknown): { present: unknown } | null {
  return error instanceof FieldConflict ? error : null;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Saves single fields on the newest revision. When another window changed the record meanwhile, a field that it left
 * alone is saved all the same; a field that it changed too is a conflict, for the person to settle.
 */
export function useRecordSaver<Kept extends { revision: number }, Changes>(
  present: Kept,
  refusal: string | undefined,
  writer: RecordWriter<Kept, Changes>,
): RecordSaver<Kept, Changes> {
  const newest = useRef(present);
  const latest = useRef(writer);
  const last = useRef<Promise<unknown>>(Promise.resolve());

  useLayoutEffect(() => {
    latest.current = writer;
    if (present.revision > newest.current.revision) newest.current = present;
  });

  async function saveNext(changes: Changes, pick: (kept: Kept) => unknown, overwrite: boolean): Promise<void> {
    const { read, write } = latest.current;
    const shown = newest.current;
    try {
      newest.current = await write(shown.revision, changes);
    } catch (error) {
      const problem = readProblem(error);
      if (problem.code !== 'CHANGED_MEANWHILE') throw error;
      const now = await read();
      if (!overwrite && !isSame(pick(now), pick(shown))) throw new FieldConflict(problem.sentence, now);
      newest.current = await write(now.revision, changes);
    }
  }

  return {
    present,
    refusal,
    save(changes, pick, overwrite) {
      const next = last.current.then(() => saveNext(changes, pick, overwrite));
      last.current = next.catch(() => undefined);
      return next;
    },
  };
}
