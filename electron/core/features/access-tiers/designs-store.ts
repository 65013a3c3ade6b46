import type { Selectable } from 'kysely';
import type { AccessCell, AccessDesignRow, RoleDuties } from '../../../../shared/contract/access-tier-records.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A version as its table keeps it: without the day of its next review. */
export type StoredDesign = Omit<AccessDesignRow, 'nextReviewOn'> & {
  cells: AccessCell[];
  duties: RoleDuties[];
  editorIds: string[];
  lastReviewedById: string | null;
};

function selectDesigns(executor: Executor) {
  return executor
    .selectFrom('access_designs')
    .leftJoin('people as sender', 'sender.id', 'access_designs.sent_by')
    .leftJoin('people as decider', 'decider.id', 'access_designs.decided_by')
    .selectAll('access_designs')
    .select([
      'sender.name as sender_name',
      'sender.initials as sender_initials',
      'decider.name as decider_name',
      'decider.initials as decider_initials',
    ]);
}

type StoredRow = Selectable<Tables['access_designs']> & {
  sender_name: string | null;
  sender_initials: string | null;
  decider_name: string | null;
  decider_initials: string | null;
};

function toDesign(row: StoredRow): StoredDesign {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    cells: JSON.parse(row.cells) as AccessCell[],
    duties: JSON.parse(row.duties) as RoleDuties[],
    editorIds: JSON.parse(row.editor_ids) as string[],
    createdAt: row.created_at,
    sentBy: toPersonReference(row.sent_by, row.sender_name, row.sender_initials),
    sentOn: row.sent_on,
    decidedBy: toPersonReference(row.decided_by, row.decider_name, row.decider_initials),
    decidedOn: row.decided_on,
    decisionNote: row.decision_note,
    inForceOn: row.in_force_on,
    supersededOn: row.superseded_on,
    lastReviewedOn: row.last_reviewed_on,
    lastReviewedById: row.last_reviewed_by,
    revision: row.revision,
  };
}

/** Every version, newest first. */
export async function selectAllDesigns(executor: Executor): Promise<StoredDesign[]> {
  const rows = await selectDesigns(executor).orderBy('version', 'desc').execute();
  return rows.map(toDesign);
}

export async function selectDesign(executor: Executor, designId: string): Promise<StoredDesign | undefined> {
  const row = await selectDesigns(executor).where('access_designs.id', '=', designId).executeTakeFirst();
  return row && toDesign(row);
}

function toColumns(design: StoredDesign) {
  return {
    state: design.state,
    cells: JSON.stringify(design.cells),
    duties: JSON.stringify(design.duties),
    editor_ids: JSON.stringify(design.editorIds),
    sent_by: design.sentBy?.id ?? null,
    sent_on: design.sentOn,
    decided_by: design.decidedBy?.id ?? null,
    decided_on: design.decidedOn,
    decision_note: design.decisionNote,
    in_force_on: design.inForceOn,
    superseded_on: design.supersededOn,
    last_reviewed_on: design.lastReviewedOn,
    last_reviewed_by: design.lastReviewedById,
    revision: design.revision,
  };
}

export async function insertDesign(executor: Executor, design: StoredDesign): Promise<void> {
  await executor
    .insertInto('access_designs')
    .values({ id: design.id, version: design.version, created_at: design.createdAt, ...toColumns(design) })
    .execute();
}

export async function updateDesign(executor: Executor, design: StoredDesign): Promise<void> {
  await executor.updateTable('access_designs').set(toColumns(design)).where('id', '=', design.id).execute();
}

export async function deleteDesign(executor: Executor, designId: string): Promise<void> {
  await executor.deleteFrom('access_designs').where('id', '=', designId).execute();
}
