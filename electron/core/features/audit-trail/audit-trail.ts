import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import type { Executor } from '../../database/tables.ts';
import { writeUnit } from '../../database/unit-of-work.ts';
import { runJob } from '../../jobs.ts';
import { personOperations } from '../../operations.ts';
import { signCheckpoint } from './audit-chain.ts';
import {
  insertCheckpoint,
  readCheckpoints,
  readSignedHead,
  readTrailHead,
  saveVerification,
  selectAuditEntries,
  selectEntriesOf,
  selectEntriesOfPeriod,
  selectLastEntryOf,
  selectRecentEntries,
  type TrailHead,
} from './audit-trail-store.ts';
import { describeSigningKey } from './signing-key.ts';
import { verifyTrail } from './verify-trail.ts';

/** The newest entries of work on records; who sat down at the machine is left out. */
export function listRecentEntries(executor: Executor, limit: number): Promise<AuditEntry[]> {
  return selectRecentEntries(executor, limit);
}

/** Sequence and hash of the newest entry. */
export function findHead(file: Database): TrailHead {
  return readTrailHead(file);
}

/** The newest entry on a record, or of all when it is null; sequence 0 when there is none. */
export function findLastEntryOf(executor: Executor, recordId: string | null) {
  return selectLastEntryOf(executor, recordId);
}

/** The entries of a period of days, inclusive, oldest first; all of them when it is null. */
export function listEntriesOfPeriod(
  executor: Executor,
  period: { from: string; to: string } | null,
): Promise<AuditEntry[]> {
  return selectEntriesOfPeriod(executor, period);
}

/** Every entry on one of these records, oldest first. */
export function listEntriesOf(executor: Executor, recordIds: readonly string[]): Promise<AuditEntry[]> {
  return selectEntriesOf(executor, recordIds);
}

export const auditTrailOperations = {
  list: personOperations.auditTrail.list.handler(({ context, input }) => selectAuditEntries(context.queries, input)),

  verify: personOperations.auditTrail.verify.handler(({ context, signal }) =>
    runJob(signal, async (report) => {
      const verification = await verifyTrail(context.workspace, report);
      // The outcome is shown on the overview; it is not itself a change of a record.
      await saveVerification(context.queries, verification.verifiedAt, verification.intact);
      return verification;
    }),
  ),

  checkpoint: personOperations.auditTrail.checkpoint.handler(({ context }) =>
    writeUnit(context.workspace, context.person, context.operation, async (unit) => {
      const { workspace, transaction, now: signedAt } = unit;
      const { sequence, hash } = readSignedHead(workspace.file);
      const number = (readCheckpoints(workspace.file).at(-1)?.number ?? 0) + 1;
      const checkpoint = { version: 2, number, sequence, hash, signedAt, signedBy: context.person.name };
      const signature = signCheckpoint(workspace.privateKey, workspace.id, checkpoint);
      await insertCheckpoint(transaction, { ...checkpoint, signature });
      unit.note({ kind: 'checkpoint', id: String(number), name: `Checkpoint ${number}`, facts: { sequence, hash } });
      const { pem, keyId } = describeSigningKey(workspace.privateKey);
      return { number, sequence, hash, signature, publicKey: pem, keyId, signedAt, signedBy: checkpoint.signedBy };
    }),
  ),
};
