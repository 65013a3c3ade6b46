import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
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
  selectChoices,
  selectEntriesOf,
  selectEntriesOfPeriod,
  selectLastEntryOf,
  selectRecentEntries,
  type Checkpoint,
  type TrailHead,
} from './audit-trail-store.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { getOrganisation } from '../settings/settings.ts';
import { offerCheckpointFile } from './checkpoint-file.ts';
import { compareTrail } from './compare-trail.ts';
import { indexTrail, prepareSearch } from './trail-search.ts';
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

/** The key that signs, and every checkpoint that it signed, the newest first. */
export function describeSigning({ file, privateKey }: Workspace) {
  return {
    keyId: describeSigningKey(privateKey).keyId,
    checkpoints: readCheckpoints(file)
      .map(({ version: _version, signature: _signature, ...shown }) => shown)
      .toReversed()
      .slice(0, 1000),
  };
}

/** @throws AssayError NOT_FOUND. */
function requireCheckpoint({ file }: Workspace, number: number): Checkpoint {
  const checkpoint = readCheckpoints(file).find((one) => one.number === number);
  if (!checkpoint) throw new AssayError('NOT_FOUND', `There is no checkpoint ${number}.`);
  return checkpoint;
}

/** Signs the present head and puts that into the trail. */
async function signCheckpointNow(unit: Unit, signedBy: string): Promise<Checkpoint> {
  const { workspace, transaction, now: signedAt } = unit;
  const { sequence, hash } = readSignedHead(workspace.file);
  const number = (readCheckpoints(workspace.file).at(-1)?.number ?? 0) + 1;
  const unsigned = { version: 2, number, sequence, hash, signedAt, signedBy };
  const checkpoint = { ...unsigned, signature: signCheckpoint(workspace.privateKey, workspace.id, unsigned) };
  await insertCheckpoint(transaction, checkpoint);
  unit.note({ kind: 'checkpoint', id: String(number), name: `Checkpoint ${number}`, facts: { sequence, hash } });
  return checkpoint;
}

export const auditTrailOperations = {
  list: personOperations.auditTrail.list.handler(async ({ context, input }) => {
    await prepareSearch(context.workspace, input.search);
    return selectAuditEntries(context.queries, input);
  }),

  prepareSearch: personOperations.auditTrail.prepareSearch.handler(({ context, signal }) =>
    runJob(signal, (report) => indexTrail(context.workspace, report)),
  ),

  choices: personOperations.auditTrail.choices.handler(({ context }) => selectChoices(context.queries)),

  verify: personOperations.auditTrail.verify.handler(({ context, signal }) =>
    runJob(signal, async (report) => {
      const verification = await verifyTrail(context.workspace, report);
      // The outcome is shown on the overview; it is not itself a change of a record.
      await saveVerification(context.queries, verification.verifiedAt, verification.intact);
      return verification;
    }),
  ),

  checkpoint: personOperations.auditTrail.checkpoint.handler(async ({ context }) => {
    const { workspace, files, person } = context;
    const checkpoint = await context.write((unit) => signCheckpointNow(unit, person.name));
    const { organisation } = await getOrganisation(workspace.queries);
    const file = await offerCheckpointFile(workspace, files, checkpoint, organisation);
    const { pem: publicKey, keyId } = describeSigningKey(workspace.privateKey);
    const { version: _version, ...shown } = checkpoint;
    return { ...shown, publicKey, keyId, file };
  }),

  checkpoints: personOperations.auditTrail.checkpoints.handler(({ context }) => describeSigning(context.workspace)),

  exportCheckpoint: personOperations.auditTrail.exportCheckpoint.handler(async ({ context, input }) => {
    const { workspace, files } = context;
    const checkpoint = requireCheckpoint(workspace, input.number);
    const { organisation } = await getOrganisation(workspace.queries);
    const file = await offerCheckpointFile(workspace, files, checkpoint, organisation);
    const { number, sequence, hash } = checkpoint;
    await context.write(async (unit) => {
      unit.note({
        kind: 'checkpoint',
        id: String(number),
        name: file.name,
        facts: { file: file.name, sequence, hash },
      });
    });
    return file;
  }),

  compare: personOperations.auditTrail.compare.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const { workspace, files } = context;
      const { path, name } = files.find(input.fileToken);
      const comparison = await compareTrail(workspace, path, report);
      await saveVerification(context.queries, comparison.comparedAt, comparison.firstBroken === null);
      await context.write(async (unit) => {
        const { verdict, carried } = comparison;
        const facts = { file: name, verdict, sequence: carried.sequence, hash: carried.hash };
        unit.note({ kind: 'trail_comparison', id: workspace.id, name, facts });
      });
      await files.discard(input.fileToken);
      return comparison;
    }),
  ),
};
