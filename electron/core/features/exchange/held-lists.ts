import { AssayError } from '../../assay-error.ts';
import type { Bench, Session } from '../../operations.ts';
import type { RawSheet, RawTables } from './raw-table.ts';

/** A list that was read and waits for its import. */
export interface HeldList {
  id: string;
  fileName: string;
  tables: RawTables;
}

interface Place extends HeldList {
  workspaceId: string;
  windowId: string;
  /** Milliseconds since 1970. */
  heldAt: number;
}

const KEPT_MILLISECONDS = 60 * 60 * 1000;
/** Each holds at most some 32 million characters (`raw-table.ts`). */
const PLACES = 4;

/** One shelf for each workbench, so that nothing outlives it. */
const shelves = new WeakMap<Bench, Map<string, Place>>();

function openShelf(bench: Bench): Map<string, Place> {
  const shelf = shelves.get(bench) ?? new Map<string, Place>();
  shelves.set(bench, shelf);
  const now = bench.ports.clock.now().getTime();
  for (const { id, heldAt } of shelf.values()) {
    if (now - heldAt > KEPT_MILLISECONDS) shelf.delete(id);
  }
  return shelf;
}

/** Keeps a list for this window and workspace, for an hour at most; the oldest one makes room. */
export function holdList(session: Session, workspaceId: string, fileName: string, tables: RawTables): HeldList {
  const { bench } = session;
  const shelf = openShelf(bench);
  const id = bench.ports.nextId();
  shelf.set(id, { id, fileName, tables, workspaceId, windowId: session.id, heldAt: bench.ports.clock.now().getTime() });
  const [oldest] = shelf.keys();
  if (shelf.size > PLACES && oldest !== undefined) shelf.delete(oldest);
  return { id, fileName, tables };
}

/** @throws AssayError FILE_GONE when it was imported, has waited too long, or belongs to another window or workspace. */
export function findHeldList(session: Session, workspaceId: string, importId: string): HeldList {
  const place = openShelf(session.bench).get(importId);
  if (place?.workspaceId === workspaceId && place.windowId === session.id) return place;
  throw new AssayError('FILE_GONE', 'This list is no longer held.', { remedy: 'Choose the file again.' });
}

export function releaseList({ bench }: Session, importId: string): void {
  shelves.get(bench)?.delete(importId);
}

/** @throws AssayError INVALID_INPUT. */
export function findSheet({ fileName, tables }: HeldList, name: string): RawSheet {
  const sheet = tables.sheets.find((one) => one.name === name);
  if (sheet) return sheet;
  throw new AssayError('INVALID_INPUT', `${fileName} has no sheet “${name}” with anything in it.`, {
    field: 'sheet',
    remedy: 'Choose one of its sheets.',
  });
}
