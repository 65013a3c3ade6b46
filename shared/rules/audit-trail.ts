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

/**
 * Operations that only look at records or carry them away. An export names the newest entry that is none of these, so
 * that the same records give the same bytes whoever looked at them in between.
 */
export const LOOKING_OPERATIONS: readonly string[] = [
  'people.choose',
  'people.leave',
  'evidence.open',
  'evidence.preview',
  'reports.export',
  'overview.exportCalendar',
  'questionnaires.exportFile',
  'accessTiers.exportFile',
  'exchange.exportProblems',
  'auditTrail.checkpoint',
  'auditTrail.exportCheckpoint',
  'auditTrail.compare',
  'auditPackage.make',
  'auditPackage.verify',
  'workspace.backUp',
];

/** "nextReviewOn" and "audit_trail.signOff" in single words, as people type them. */
function splitName(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[._]/g, ' ');
}

function collectWords(value: unknown, words: string[]): void {
  if (typeof value === 'string') words.push(value.replaceAll('_', ' '));
  else if (typeof value === 'number') words.push(String(value));
  else if (Array.isArray(value)) for (const one of value) collectWords(one, words);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      words.push(splitName(key));
      collectWords(one, words);
    }
  }
}

/** Everything by which an entry can be found: who, what, on what, and the names and values of what changed. */
export function writeSearchText(entry: UnhashedEntry): string {
  const words = [entry.recordName, entry.actorName, splitName(entry.operation), entry.recordKind.replaceAll('_', ' ')];
  for (const text of [entry.before, entry.after]) if (text !== null) collectWords(JSON.parse(text), words);
  return words.join(' ');
}

/** "#1,204" asks for one entry by its number; null for any other search. */
export function readEntryNumber(search: string): number | null {
  const digits = /^#([\d.,' ]+)$/.exec(search.trim())?.[1]?.replaceAll(/\D/g, '');
  return digits === undefined || digits === '' ? null : Number(digits);
}

/** Words of a search that are looked for; more narrow nothing down. */
const WORD_LIMIT = 8;

/**
 * A search as the full-text index takes it: every word, or the beginning of one, must stand in the entry. Nothing of
 * what was typed is taken for a command of the index.
 *
 * @returns null when nothing is searched for.
 */
export function writeSearchQuery(search: string): string | null {
  const words = search
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, WORD_LIMIT);
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ');
}
