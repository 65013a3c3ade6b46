import {
  type AccessClass,
  type AccessException,
  type AccessRole,
  EXCEPTION_DAYS,
} from '../../contract/access-tier-records.ts';
import { addDays, countDays } from '../days.ts';
import type { Refusal } from '../vendors.ts';

/** What of an exception its standing rests on. */
export type ExceptionTerm = Pick<AccessException, 'state' | 'startsOn' | 'expiresOn' | 'requestedBy' | 'decidedBy'>;

/** Was it approved by whoever asked for it? Outside this workspace people are told apart by name alone. */
export function isSelfApproved({
  requestedBy,
  decidedBy,
}: Pick<AccessException, 'requestedBy' | 'decidedBy'>): boolean {
  if (decidedBy === null) return false;
  if (requestedBy.id !== null && requestedBy.id === decidedBy.id) return true;
  const plain = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(requestedBy.name) === plain(decidedBy.name);
}

/** The last day on which it counts: as written, and at most 90 days after its first (`domain.md` 6.7). */
export function findExceptionEnd({ startsOn, expiresOn }: Pick<AccessException, 'startsOn' | 'expiresOn'>): string {
  const limit = addDays(startsOn, EXCEPTION_DAYS);
  return expiresOn < limit ? expiresOn : limit;
}

/** What an exception is today. */
export function findExceptionStanding(exception: ExceptionTerm, today: string): AccessException['standing'] {
  if (exception.state !== 'approved') return exception.state;
  if (findExceptionEnd(exception) < today) return 'lapsed';
  return exception.startsOn > today ? 'upcoming' : 'live';
}

/** Does it count today? A live one that somebody approved for themselves does not. */
export function countsToday(exception: ExceptionTerm, today: string): boolean {
  return findExceptionStanding(exception, today) === 'live' && !isSelfApproved(exception);
}

/** What an exception is for. */
export interface ExceptionScope {
  identityId: string | null;
  role: AccessRole | null;
  toolId: string;
  classId: AccessClass;
  repositoryId: string | null;
}

/** Is this exception for this person or agent, tool, class and repository? One for a repository covers no other. */
export function coversUse(
  scope: ExceptionScope,
  use: {
    identityId: string;
    role: AccessRole;
    toolId: string;
    classId: AccessClass;
    repositoryId: string | null;
  },
): boolean {
  const holder = scope.identityId === null ? scope.role === use.role : scope.identityId === use.identityId;
  return (
    holder &&
    scope.toolId === use.toolId &&
    scope.classId === use.classId &&
    (scope.repositoryId === null || scope.repositoryId === use.repositoryId)
  );
}

/** Null when an exception of these days may be asked for today. */
export function findTermRefusal(
  { startsOn, expiresOn }: Pick<AccessException, 'startsOn' | 'expiresOn'>,
  today: string,
): (Refusal & { field: string }) | null {
  if (expiresOn < startsOn || expiresOn < today) {
    return {
      field: 'expiresOn',
      sentence: 'An exception must end on a day to come, not before its first day.',
      remedy: 'Choose a later day.',
    };
  }
  if (countDays(startsOn, expiresOn) > EXCEPTION_DAYS) {
    return {
      field: 'expiresOn',
      sentence: `An exception lasts ${EXCEPTION_DAYS} days at most.`,
      remedy: `Choose ${addDays(startsOn, EXCEPTION_DAYS)} or earlier.`,
    };
  }
  return null;
}
