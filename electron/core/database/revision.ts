import { AssayError } from '../assay-error.ts';

/**
 * Refuses a change that was made on an older state of a record than the present one.
 *
 * @throws AssayError CHANGED_MEANWHILE.
 */
export function refuseStaleRevision(present: { revision: number }, seen: number, what: string): void {
  if (present.revision === seen) return;
  throw new AssayError(
    'CHANGED_MEANWHILE',
    `${what} was changed in another window since you read it. Your change was not saved.`,
    {
      remedy: 'Look at the present state, then make your change again.',
    },
  );
}
