import type { AuditEntry } from '../contract/audit-trail.ts';
import { writeCanonicalJson } from './canonical-json.ts';

/** The hash before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** An entry before it has its hash. */
export type UnhashedEntry = Omit<AuditEntry, 'hash'>;

/**
 * The bytes over which an entry's SHA-256 is taken: RFC 8785 JSON of all its fields but the hash itself. `before` and
 * `after` are JSON texts already, and stand in it as texts.
 */
export function writeHashedText(entry: UnhashedEntry): string {
  // Written in key order at once, which gives canonical JSON faster, since 100,000 entries are verified at a time.
  return JSON.stringify({
    actorId: entry.actorId,
    actorName: entry.actorName,
    actorRole: entry.actorRole,
    after: entry.after,
    before: entry.before,
    occurredAt: entry.occurredAt,
    operation: entry.operation,
    previousHash: entry.previousHash,
    recordId: entry.recordId,
    recordKind: entry.recordKind,
    recordName: entry.recordName,
    sequence: entry.sequence,
    utcOffsetMinutes: entry.utcOffsetMinutes,
  });
}

/** What differs between two states of a record, as a pair of canonical JSON texts; null when nothing does. */
export function describeChange(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): { before: string | null; after: string | null } | null {
  if (before === null || after === null) {
    if (before === after) return null;
    return { before: before && writeCanonicalJson(before), after: after && writeCanonicalJson(after) };
  }
  const changedBefore: Record<string, unknown> = {};
  const changedAfter: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const from = before[key] ?? null;
    const to = after[key] ?? null;
    if (writeCanonicalJson(from) === writeCanonicalJson(to)) continue;
    changedBefore[key] = from;
    changedAfter[key] = to;
  }
  if (Object.keys(changedAfter).length === 0) return null;
  return { before: writeCanonicalJson(changedBefore), after: writeCanonicalJson(changedAfter) };
}
