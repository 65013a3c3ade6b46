import type { LinkedEvidence, LinkedRecordKind } from '../../../../shared/contract/evidence.ts';
import { countLinkedEvidence, rateFreshness } from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { requireEvidence } from './evidence.ts';
import {
  deleteLink,
  selectRecordLinks,
  selectRecordName,
  upsertLink,
  type LinkTarget,
  type StoredLink,
} from './evidence-links-store.ts';

/** Pieces that can stand behind one part of a record. */
const LINK_LIMIT = 50;

function describeLink(link: StoredLink, today: string): LinkedEvidence {
  const { evidenceId: id, indexNumber, title, state, datedOn, periodEnd, expiresOn, fileSha256 } = link;
  const dated = { state, datedOn, periodEnd, expiresOn };
  return {
    part: link.part,
    page: link.page,
    evidence: {
      id,
      indexNumber,
      title,
      ...dated,
      effectiveState: countLinkedEvidence(dated, today),
      freshness: rateFreshness(dated, today),
      fileSha256,
    },
  };
}

/**
 * What stands behind records of one kind, each piece with what it is worth today; a record without any has no entry.
 *
 * @returns by record id, in the order of part and index number.
 */
export async function listLinkedEvidence(
  executor: Executor,
  recordKind: LinkedRecordKind,
  recordIds: readonly string[],
  today: string,
): Promise<Map<string, LinkedEvidence[]>> {
  const byRecord = new Map<string, LinkedEvidence[]>();
  for (const link of await selectRecordLinks(executor, recordKind, recordIds)) {
    byRecord.set(link.recordId, [...(byRecord.get(link.recordId) ?? []), describeLink(link, today)]);
  }
  return byRecord;
}

/** @throws AssayError NOT_FOUND. */
async function getRecordName(executor: Executor, { recordKind, recordId }: LinkTarget): Promise<string> {
  const name = await selectRecordName(executor, recordKind, recordId);
  if (name === undefined) throw new AssayError('NOT_FOUND', 'The record for this evidence is not in the workspace.');
  return name;
}

/** What the trail says of the evidence behind a part of a record: "EV-2026-PRV3-002, p. 9". */
function writeLinks(links: readonly LinkedEvidence[]): string[] {
  return links.map(({ page, evidence }) => (page === '' ? evidence.indexNumber : `${evidence.indexNumber}, ${page}`));
}

async function changeLinks(unit: Unit, target: LinkTarget, change: () => Promise<void>): Promise<LinkedEvidence[]> {
  const { recordKind, recordId, part } = target;
  const list = async () =>
    (await listLinkedEvidence(unit.transaction, recordKind, [recordId], unit.today)).get(recordId) ?? [];
  const ofPart = (links: readonly LinkedEvidence[]) => links.filter((link) => link.part === part);
  const name = await getRecordName(unit.transaction, target);
  const before = await list();
  await change();
  const after = await list();
  const field = part === '' ? 'evidence' : `evidence.${part}`;
  unit.record({
    kind: recordKind,
    id: recordId,
    name,
    before: { [field]: writeLinks(ofPart(before)) },
    after: { [field]: writeLinks(ofPart(after)) },
  });
  return after;
}

/**
 * Puts a piece of evidence behind a part of a record, or changes where in it to look. Who calls it refreshes what is
 * worked out from the evidence of that record.
 *
 * @returns everything that stands behind the record.
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW for a disposed file, or when the part has as many pieces as it can.
 */
export async function linkEvidence(
  unit: Unit,
  target: LinkTarget,
  evidenceId: string,
  page: string,
): Promise<LinkedEvidence[]> {
  const { indexNumber } = await requireEvidence(unit.transaction, evidenceId);
  const links = await selectRecordLinks(unit.transaction, target.recordKind, [target.recordId]);
  const ofPart = links.filter(({ part }) => part === target.part);
  if (ofPart.length >= LINK_LIMIT && ofPart.every((link) => link.evidenceId !== evidenceId)) {
    throw new AssayError(
      'NOT_ALLOWED_NOW',
      `${indexNumber} would be more than ${LINK_LIMIT} pieces of evidence here.`,
      {
        remedy: 'Detach what it does not rest on.',
      },
    );
  }
  return changeLinks(unit, target, () => upsertLink(unit.transaction, target, evidenceId, page));
}

/**
 * Takes a piece of evidence off a part of a record; it stays in the index.
 *
 * @returns everything that still stands behind the record.
 * @throws AssayError NOT_FOUND for the record or the link.
 */
export async function unlinkEvidence(unit: Unit, target: LinkTarget, evidenceId: string): Promise<LinkedEvidence[]> {
  const links = await selectRecordLinks(unit.transaction, target.recordKind, [target.recordId]);
  if (!links.some((link) => link.part === target.part && link.evidenceId === evidenceId)) {
    throw new AssayError('NOT_FOUND', 'This evidence is not attached here.');
  }
  return changeLinks(unit, target, () => deleteLink(unit.transaction, target, evidenceId));
}
