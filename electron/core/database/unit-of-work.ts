import type { Transaction } from 'kysely';
import type { Person } from '../../../shared/contract/people.ts';
import { describeChange, type UnhashedEntry } from '../../../shared/rules/audit-trail.ts';
import { AssayError } from '../assay-error.ts';
import { chainEntries, signHead } from '../features/audit-trail/audit-chain.ts';
import { insertAuditEntries, readTrailHead, saveTrailHead } from '../features/audit-trail/audit-trail-store.ts';
import type { Workspace } from '../features/workspace/open-workspace.ts';
import { translateDatabaseError } from './open-database.ts';
import type { Tables } from './tables.ts';

/** Who does something: a person, or Assay itself for what no person asked for. */
export type Actor = Pick<Person, 'id' | 'name' | 'role'> | 'assay';

/** What the trail keeps of one changed record. Give the whole record before and after; only what differs is kept. */
export interface RecordedChange {
  kind: string;
  id: string;
  name: string;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

type PendingEntry = Omit<UnhashedEntry, 'sequence' | 'previousHash'>;

/** A running unit of work: everything in it is written, with its trail, or nothing is. */
export interface Unit {
  transaction: Transaction<Tables>;
  workspace: Workspace;
  actor: Actor;
  /** The instant of every change in this unit, ISO 8601 in UTC. */
  now: string;
  /** Today in the workspace's calendar, `YYYY-MM-DD`. */
  today: string;
  nextId(): string;
  /** Puts a change into the trail. A change of nothing leaves no entry. */
  record(change: RecordedChange): void;
  /** Puts something that was done, but changed no record, into the trail: a file opened, a report exported. */
  note(event: Omit<RecordedChange, 'before' | 'after'> & { facts: Readonly<Record<string, unknown>> }): void;
}

/**
 * The only way to write: begins at once, runs `work`, appends what it recorded to the trail, signs the new head, and
 * commits. Whatever `work` throws undoes all of it.
 *
 * @param operation Name of the operation as the trail shows it: "vendors.update".
 * @throws AssayError DISK_FULL, WORKSPACE_READ_ONLY, WORKSPACE_DAMAGED when SQLite could not write.
 */
export async function writeUnit<Result>(
  workspace: Workspace,
  actor: Actor,
  operation: string,
  work: (unit: Unit) => Promise<Result>,
): Promise<Result> {
  const at = workspace.clock.now();
  const entry = {
    occurredAt: at.toISOString(),
    utcOffsetMinutes: workspace.clock.utcOffsetMinutes(at),
    actorId: actor === 'assay' ? null : actor.id,
    actorName: actor === 'assay' ? 'Assay' : actor.name,
    actorRole: actor === 'assay' ? 'application' : actor.role,
    operation,
  };
  try {
    return await workspace.queries.transaction().execute(async (transaction) => {
      const pending: PendingEntry[] = [];
      const unit: Unit = {
        transaction,
        workspace,
        actor,
        now: entry.occurredAt,
        today: workspace.today(),
        nextId: () => workspace.nextId(),
        record({ kind, id, name, before, after }) {
          const change = describeChange(before, after);
          if (change) pending.push({ ...entry, recordKind: kind, recordId: id, recordName: name, ...change });
        },
        note({ kind, id, name, facts }) {
          const change = describeChange(null, facts);
          if (change) pending.push({ ...entry, recordKind: kind, recordId: id, recordName: name, ...change });
        },
      };
      const result = await work(unit);
      appendEntries(workspace, pending);
      return result;
    });
  } catch (error) {
    throw error instanceof AssayError ? error : translateDatabaseError(error);
  }
}

function appendEntries({ file, privateKey, id }: Workspace, pending: readonly PendingEntry[]): void {
  const entries = chainEntries(readTrailHead(file), pending);
  const head = entries.at(-1);
  if (!head) return;
  insertAuditEntries(file, entries);
  saveTrailHead(file, head, signHead(privateKey, id, head));
}
