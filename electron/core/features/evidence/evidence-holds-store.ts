import { sql } from 'kysely';
import type { EvidenceDisposal, EvidenceHold } from '../../../../shared/contract/evidence.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/** A hold with the piece that it keeps. */
export interface StoredHold extends EvidenceHold {
  evidenceId: string;
}

function selectHolds(executor: Executor) {
  return (
    executor
      .selectFrom('evidence_holds')
      .leftJoin('people as placer', 'placer.id', 'evidence_holds.placed_by')
      .leftJoin('people as lifter', 'lifter.id', 'evidence_holds.lifted_by')
      .selectAll('evidence_holds')
      .select([
        'placer.name as placer_name',
        'placer.initials as placer_initials',
        'lifter.name as lifter_name',
        'lifter.initials as lifter_initials',
      ])
      .orderBy('placed_at')
      // In the order in which they were placed, also within one instant.
      .orderBy(sql`evidence_holds.rowid`)
  );
}

function toHold(row: Awaited<ReturnType<ReturnType<typeof selectHolds>['execute']>>[number]): StoredHold {
  return {
    id: row.id,
    evidenceId: row.evidence_id,
    matter: row.matter,
    reason: row.reason,
    placedBy: toPersonReference(row.placed_by, row.placer_name, row.placer_initials),
    placedAt: row.placed_at,
    liftedBy: toPersonReference(row.lifted_by, row.lifter_name, row.lifter_initials),
    liftedAt: row.lifted_at,
    liftReason: row.lift_reason,
  };
}

/** All holds ever placed on a piece, the oldest first. */
export async function selectHoldsOn(executor: Executor, evidenceId: string): Promise<EvidenceHold[]> {
  const rows = await selectHolds(executor).where('evidence_id', '=', evidenceId).limit(200).execute();
  return rows.map((row) => {
    const { evidenceId: _evidenceId, ...hold } = toHold(row);
    return hold;
  });
}

export async function selectHold(executor: Executor, holdId: string): Promise<StoredHold | undefined> {
  const row = await selectHolds(executor).where('evidence_holds.id', '=', holdId).executeTakeFirst();
  return row && toHold(row);
}

/** Keeps a hold, new or lifted; the piece says from then on whether any is in force. */
export async function saveHold(executor: Executor, hold: StoredHold): Promise<void> {
  const values = {
    id: hold.id,
    evidence_id: hold.evidenceId,
    matter: hold.matter,
    reason: hold.reason,
    placed_by: hold.placedBy?.id ?? null,
    placed_at: hold.placedAt,
    lifted_by: hold.liftedBy?.id ?? null,
    lifted_at: hold.liftedAt,
    lift_reason: hold.liftReason,
  };
  await executor
    .insertInto('evidence_holds')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await sql`update evidence set legal_hold = exists (
      select 1 from evidence_holds where evidence_id = ${hold.evidenceId} and lifted_at is null
    ) where id = ${hold.evidenceId}`.execute(executor);
}

/** The certificate of a piece whose file was destroyed. */
export async function selectDisposal(executor: Executor, evidenceId: string): Promise<EvidenceDisposal | null> {
  const row = await executor
    .selectFrom('evidence_disposals')
    .leftJoin('people', 'people.id', 'evidence_disposals.disposed_by')
    .selectAll('evidence_disposals')
    .select(['people.name as person_name', 'people.initials as person_initials'])
    .where('evidence_id', '=', evidenceId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    number: row.number,
    disposedBy: toPersonReference(row.disposed_by, row.person_name, row.person_initials),
    disposedAt: row.disposed_at,
    reason: row.reason,
    retainedUntil: row.retained_until,
    file: { name: row.file_name, mediaType: row.media_type, size: row.file_size, sha256: row.file_sha256 },
    bytesRemoved: row.bytes_removed === 1,
  };
}

export async function insertDisposal(
  executor: Executor,
  evidenceId: string,
  disposal: EvidenceDisposal,
): Promise<void> {
  await executor
    .insertInto('evidence_disposals')
    .values({
      evidence_id: evidenceId,
      number: disposal.number,
      disposed_by: disposal.disposedBy?.id ?? null,
      disposed_at: disposal.disposedAt,
      reason: disposal.reason,
      retained_until: disposal.retainedUntil,
      file_name: disposal.file.name,
      media_type: disposal.file.mediaType,
      file_size: disposal.file.size,
      file_sha256: disposal.file.sha256,
      bytes_removed: Number(disposal.bytesRemoved),
    })
    .execute();
}
