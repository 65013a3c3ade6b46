import type { PersonReference } from '../../../shared/contract/operation.ts';

/** A person as a join gives it; null where none is set. */
export function toPersonReference(
  id: string | null,
  name: string | null,
  initials: string | null,
): PersonReference | null {
  return id === null ? null : { id, name: name ?? '', initials: initials ?? '' };
}

/** A record as a join gives it; null where none is set. */
export function toRecordReference(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}
