import { randomBytes } from 'node:crypto';
import { AssayError } from '../../assay-error.ts';
import type { Session } from '../../operations.ts';

/** A look at a file that stands in the trail: what may be read of it, and by whom. */
interface Look {
  evidenceId: string;
  sha256: string;
}

/** Looks of one window that are remembered; the oldest is forgotten first. */
const LOOKS_KEPT = 20;

const looks = new WeakMap<Session, Map<string, Look & { worker: Session['worker'] }>>();

/** Lets whoever works in this window read the file in ranges; gives the name of the look. */
export function beginLook(session: Session, look: Look): string {
  const kept = looks.get(session) ?? new Map<string, Look & { worker: Session['worker'] }>();
  looks.set(session, kept);
  for (const name of [...kept.keys()].slice(0, Math.max(0, kept.size + 1 - LOOKS_KEPT))) kept.delete(name);
  const name = randomBytes(24).toString('base64url');
  kept.set(name, { ...look, worker: session.worker });
  return name;
}

/**
 * The look of this name, begun in this window by whoever still works in it.
 *
 * @throws AssayError FILE_GONE.
 */
export function findLook(session: Session, name: string): Look {
  const look = looks.get(session)?.get(name);
  if (look && look.worker === session.worker) return look;
  throw new AssayError('FILE_GONE', 'This look at the file has ended.', { remedy: 'Look at it again.' });
}
