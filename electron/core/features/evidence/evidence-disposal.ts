import type { Evidence, EvidenceDisposal } from '../../../../shared/contract/evidence.ts';
import { findDisposalRefusal } from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextNumber } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson } from '../people/people.ts';
import { getEvidence } from './evidence.ts';
import { deleteUnusedFile } from './evidence-files-store.ts';
import { insertDisposal, saveHold, selectHold, type StoredHold } from './evidence-holds-store.ts';
import { selectEvidence, selectLinks, updateEvidence } from './evidence-store.ts';

async function getActor({ actor, transaction }: Unit) {
  if (actor === 'assay') return null;
  const { id, name, initials } = await getPerson(transaction, actor.id);
  return { id, name, initials };
}

function recordHold(unit: Unit, evidence: Pick<Evidence, 'id' | 'indexNumber' | 'title'>, hold: StoredHold): void {
  const state = { matter: hold.matter, reason: hold.reason };
  const lifted = { matter: hold.matter, liftReason: hold.liftReason };
  unit.record({
    kind: 'evidence',
    id: evidence.id,
    name: `${evidence.indexNumber} ${evidence.title}`,
    before: { hold: hold.liftedAt === null ? null : state },
    after: { hold: hold.liftedAt === null ? state : lifted },
  });
}

/**
 * Orders pieces to be kept for a matter. A piece that is held for it already stays so once.
 *
 * @returns how many pieces are newly held.
 * @throws AssayError NOT_FOUND.
 */
export async function placeHold(
  unit: Unit,
  { evidenceIds, matter, reason }: { evidenceIds: readonly string[]; matter: string; reason: string },
): Promise<number> {
  const placedBy = await getActor(unit);
  let held = 0;
  for (const evidenceId of new Set(evidenceIds)) {
    const evidence = await getEvidence(unit.workspace, unit.transaction, evidenceId, unit.today);
    if (evidence.holds.some((hold) => hold.liftedAt === null && hold.matter === matter)) continue;
    const hold: StoredHold = {
      id: unit.nextId(),
      evidenceId,
      matter,
      reason,
      placedBy,
      placedAt: unit.now,
      liftedBy: null,
      liftedAt: null,
      liftReason: '',
    };
    await saveHold(unit.transaction, hold);
    recordHold(unit, evidence, hold);
    held += 1;
  }
  return held;
}

/**
 * Ends a hold; the piece stays held when another matter wants it.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW when it was lifted already.
 */
export async function liftHold(unit: Unit, holdId: string, reason: string): Promise<Evidence> {
  const hold = await selectHold(unit.transaction, holdId);
  if (!hold) throw new AssayError('NOT_FOUND', 'This hold is not in the workspace.');
  if (hold.liftedAt !== null) throw new AssayError('NOT_ALLOWED_NOW', 'This hold was lifted already.');
  const lifted = { ...hold, liftedBy: await getActor(unit), liftedAt: unit.now, liftReason: reason };
  await saveHold(unit.transaction, lifted);
  const evidence = await getEvidence(unit.workspace, unit.transaction, hold.evidenceId, unit.today);
  recordHold(unit, evidence, lifted);
  return evidence;
}

/**
 * Destroys a file and keeps its record with a certificate: number, sum, reason, who and when. Bytes that another piece
 * rests on stay for it, and the certificate says so.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; NOT_ALLOWED_NOW on hold, in the period of retention, or signed.
 */
export async function disposeOfEvidence(
  unit: Unit,
  evidenceId: string,
  revision: number,
  reason: string,
): Promise<Evidence> {
  const { workspace, transaction, now, today } = unit;
  const described = await getEvidence(workspace, transaction, evidenceId, today);
  refuseStaleRevision(described, revision, described.indexNumber);
  const links = await selectLinks(transaction, evidenceId);
  const signed = links.filter(({ state }) => state === 'signed_off').map(({ assessmentTitle }) => assessmentTitle);
  const refusal = findDisposalRefusal(described, signed, today);
  if (refusal) throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { remedy: refusal.remedy });
  const before = await selectEvidence(transaction, evidenceId);
  if (!before?.file) throw new Error(`${described.indexNumber} lost its file while it was disposed of`);
  const after = { ...before, file: null, disposedAt: now, revision: before.revision + 1 };
  await updateEvidence(transaction, after);
  const series = `DC-${today.slice(0, 4)}`;
  const disposal: EvidenceDisposal = {
    number: `${series}-${String(await takeNextNumber(transaction, series)).padStart(3, '0')}`,
    disposedBy: await getActor(unit),
    disposedAt: now,
    reason,
    retainedUntil: described.retainUntil,
    file: before.file,
    bytesRemoved: await deleteUnusedFile(transaction, before.file.sha256),
  };
  await insertDisposal(transaction, evidenceId, disposal);
  unit.record({
    kind: 'evidence',
    id: after.id,
    name: `${after.indexNumber} ${after.title}`,
    before: { ...before },
    after: {
      ...after,
      disposalReason: reason,
      certificate: disposal.number,
      bytesRemoved: disposal.bytesRemoved,
    },
  });
  return getEvidence(workspace, transaction, evidenceId, today);
}
