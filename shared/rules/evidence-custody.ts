import type { AuditEntry } from '../contract/audit-trail.ts';
import type { CustodyEvent } from '../contract/evidence.ts';

type Facts = Readonly<Record<string, unknown>>;

const ACTS: Readonly<Record<string, CustodyEvent['act']>> = {
  'evidence.update': 'changed',
  'evidence.preview': 'previewed',
  'evidence.open': 'handed_over',
  'evidence.liftHold': 'lifted',
  'evidence.placeHold': 'held',
  'evidence.dispose': 'disposed',
};
/** Fields of the trail that say nothing about custody. */
const SILENT: ReadonlySet<string> = new Set(['id', 'revision']);

function readFacts(text: string | null): Facts {
  return text === null ? {} : (JSON.parse(text) as Facts);
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The sum that passed with an entry: of the file that came, was handed out, or was destroyed. */
function findSum(before: Facts, after: Facts): string | null {
  const own = readText(after['sha256']);
  if (own !== null) return own;
  const file = (after['file'] ?? before['file']) as Facts | null | undefined;
  return readText(file?.['sha256']);
}

function listDetails(act: CustodyEvent['act'], after: Facts): string[] {
  if (act === 'changed') return Object.keys(after).filter((field) => !SILENT.has(field));
  const hold = after['hold'] as Facts | null | undefined;
  const file = after['file'] as Facts | null | undefined;
  const texts = {
    received: [after['source'], file?.['name']],
    previewed: [after['previewed']],
    handed_over: [after['opened'], after['path']],
    held: [hold?.['matter'], hold?.['reason']],
    lifted: [hold?.['matter'], hold?.['liftReason']],
    disposed: [after['certificate'], after['disposalReason']],
    other: Object.keys(after).filter((field) => !SILENT.has(field)),
  }[act];
  return texts.map(readText).filter((text) => text !== null && text !== '') as string[];
}

/**
 * The chain of custody of one piece, from its entries in the trail (`domain.md` 9.3): who had it, when, how, and the sum
 * of the file whenever it passed.
 *
 * @param entries of that piece, the oldest first.
 */
export function describeCustody(entries: readonly AuditEntry[]): CustodyEvent[] {
  return entries.map((entry) => {
    const before = readFacts(entry.before);
    const after = readFacts(entry.after);
    const isNew = entry.before === null && 'indexNumber' in after;
    const act = isNew ? 'received' : (ACTS[entry.operation] ?? ('sha256' in after ? 'handed_over' : 'other'));
    return {
      sequence: entry.sequence,
      at: entry.occurredAt,
      utcOffsetMinutes: entry.utcOffsetMinutes,
      actorName: entry.actorName,
      actorRole: entry.actorRole,
      act,
      operation: entry.operation,
      details: listDetails(act, after),
      sha256: act === 'changed' ? null : findSum(before, after),
    };
  });
}
