import { sql, type Selectable } from 'kysely';
import type { AdoptionPack, AdoptionProofKind } from '../../../../shared/contract/adoption-pack.ts';
import type { AdoptionState } from '../../../../shared/contract/adoption.ts';
import type { ListInput, PersonReference } from '../../../../shared/contract/operation.ts';
import type { Tool } from '../../../../shared/contract/tools.ts';
import { BANDS, REGISTER_STATUSES, type Band } from '../../../../shared/contract/vendors.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A checklist with the items as people left them; what they amount to is worked out for the day. */
export interface StoredChecklist {
  toolId: string;
  packVersion: string;
  startedOn: string;
  inUseOn: string | null;
}

export interface StoredItem {
  toolId: string;
  itemId: string;
  state: AdoptionState;
  statedBy: PersonReference | null;
  statedOn: string | null;
  reason: string;
  note: string;
  owner: PersonReference | null;
  dueOn: string | null;
  flagSeen: boolean;
  proof: { kind: AdoptionProofKind; recordId: string } | null;
  revision: number;
}

export interface StoredRound {
  id: string;
  toolId: string;
  itemId: string;
  doneOn: string;
  doneBy: PersonReference | null;
  note: string;
}

export interface StoredAcceptance {
  id: string;
  toolId: string;
  itemId: string;
  reason: string;
  approver: PersonReference | null;
  acceptedOn: string;
  expiresOn: string;
}

/** The tool of a checklist, as far as the checklist shows it. */
export type ChecklistTool = Pick<Tool, 'id' | 'code' | 'name' | 'vendor' | 'status' | 'owner' | 'inherentTier'>;

type StoredTool = Pick<Selectable<Tables['tools']>, 'id' | 'code' | 'name' | 'vendor_id' | 'status' | 'owner_id'> & {
  vendor_name: string;
  owner_name: string | null;
  owner_initials: string | null;
  inherent_band: Band | null;
};

const INHERENT_BAND = `(select band from current_scores where kind = 'inherent' and subject_id = tools.id)`;
const STARTED = 'exists (select 1 from adoption_checklists where adoption_checklists.tool_id = tools.id)';
const VENDOR_NAME = '(select name from vendors where vendors.id = tools.vendor_id)';

const REGISTER: Register<StoredTool, ChecklistTool> = {
  table: 'tools',
  filters: {
    toolName: sql.ref('tools.name'),
    vendorName: sql.raw(VENDOR_NAME),
    vendorId: sql.ref('tools.vendor_id'),
    status: sql.ref('tools.status'),
    started: sql.raw(STARTED),
    inherentTier: sql.raw(INHERENT_BAND),
    owner: sql.ref('tools.owner_id'),
  },
  sorts: {
    status: rankWords('tools.status', REGISTER_STATUSES),
    inherentTier: rankWords(INHERENT_BAND, BANDS),
    owner: sql.raw('(select name from people where people.id = tools.owner_id)'),
  },
  searched: [sql.ref('tools.name'), sql.ref('tools.code'), sql.raw(VENDOR_NAME)],
  usual: sql`tools.name collate nocase, tools.code`,
  rowsSql: `select tools.id, tools.code, tools.name, tools.vendor_id, tools.status, tools.owner_id,
      vendors.name as vendor_name, people.name as owner_name, people.initials as owner_initials,
      ${INHERENT_BAND} as inherent_band
    from json_each(?) as page join tools on tools.id = page.value join vendors on vendors.id = tools.vendor_id
    left join people on people.id = tools.owner_id order by page.key`,
  toRow: (row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    status: row.status,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    inherentTier: row.inherent_band,
  }),
};

export function selectToolPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

export function selectTools(executor: Executor, toolIds: readonly string[]): Promise<ChecklistTool[]> {
  return readRows(executor, REGISTER, toolIds);
}

/** The tools that have a checklist and are neither retired nor prohibited, by name. */
export async function selectToolsWithChecklist(executor: Executor): Promise<string[]> {
  const rows = await executor
    .selectFrom('adoption_checklists')
    .innerJoin('tools', 'tools.id', 'adoption_checklists.tool_id')
    .select('tools.id')
    .where('tools.status', 'not in', ['retired', 'prohibited'])
    .orderBy('tools.name')
    .orderBy('tools.code')
    .execute();
  return rows.map(({ id }) => id);
}

/** Keeps a version of the checklist, so that what was started on it stays readable after the next. */
export async function insertPack(executor: Executor, pack: AdoptionPack): Promise<void> {
  await executor
    .insertInto('adoption_packs')
    .values({ version: pack.version, pack: JSON.stringify(pack) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function selectPacks(executor: Executor): Promise<Map<string, AdoptionPack>> {
  const rows = await executor.selectFrom('adoption_packs').selectAll().execute();
  return new Map(rows.map(({ version, pack }) => [version, JSON.parse(pack) as AdoptionPack]));
}

/** The checklists of these tools, by tool. */
export async function selectChecklists(
  executor: Executor,
  toolIds: readonly string[],
): Promise<Map<string, StoredChecklist>> {
  const { rows } = await sql<StoredChecklist>`
    select tool_id as "toolId", pack_version as "packVersion", started_on as "startedOn", in_use_on as "inUseOn"
    from json_each(${JSON.stringify(toolIds)}) as wanted join adoption_checklists on tool_id = wanted.value`.execute(
    executor,
  );
  return new Map(rows.map((row) => [row.toolId, row]));
}

export async function insertChecklist(
  executor: Executor,
  checklist: StoredChecklist & { startedBy: string | null },
): Promise<void> {
  await executor
    .insertInto('adoption_checklists')
    .values({
      tool_id: checklist.toolId,
      pack_version: checklist.packVersion,
      started_on: checklist.startedOn,
      started_by: checklist.startedBy,
      in_use_on: checklist.inUseOn,
    })
    .execute();
}

export async function updateInUse(executor: Executor, toolId: string, inUseOn: string | null): Promise<void> {
  await executor.updateTable('adoption_checklists').set({ in_use_on: inUseOn }).where('tool_id', '=', toolId).execute();
}

type ItemRow = Selectable<Tables['adoption_items']> & {
  owner_name: string | null;
  owner_initials: string | null;
  stated_name: string | null;
  stated_initials: string | null;
};

export async function selectItems(executor: Executor, toolIds: readonly string[]): Promise<StoredItem[]> {
  const { rows } = await sql<ItemRow>`
    select item.*, owner.name as owner_name, owner.initials as owner_initials, stated.name as stated_name,
      stated.initials as stated_initials
    from json_each(${JSON.stringify(toolIds)}) as wanted
    join adoption_items as item on item.tool_id = wanted.value
    left join people as owner on owner.id = item.owner_id
    left join people as stated on stated.id = item.stated_by`.execute(executor);
  return rows.map((row) => ({
    toolId: row.tool_id,
    itemId: row.item_id,
    state: row.state,
    statedBy: toPersonReference(row.stated_by, row.stated_name, row.stated_initials),
    statedOn: row.stated_on,
    reason: row.reason,
    note: row.note,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    dueOn: row.due_on,
    flagSeen: row.flag_seen === 1,
    proof:
      row.proof_kind !== null && row.proof_record_id !== null
        ? { kind: row.proof_kind, recordId: row.proof_record_id }
        : null,
    revision: row.revision,
  }));
}

function toColumns(item: StoredItem) {
  return {
    state: item.state,
    stated_by: item.statedBy?.id ?? null,
    stated_on: item.statedOn,
    reason: item.reason,
    note: item.note,
    owner_id: item.owner?.id ?? null,
    due_on: item.dueOn,
    flag_seen: Number(item.flagSeen),
    proof_kind: item.proof?.kind ?? null,
    proof_record_id: item.proof?.recordId ?? null,
    revision: item.revision,
  };
}

export async function insertItems(executor: Executor, items: readonly StoredItem[]): Promise<void> {
  await executor
    .insertInto('adoption_items')
    .values(items.map((item) => ({ tool_id: item.toolId, item_id: item.itemId, ...toColumns(item) })))
    .execute();
}

export async function updateItem(executor: Executor, item: StoredItem): Promise<void> {
  await executor
    .updateTable('adoption_items')
    .set(toColumns(item))
    .where('tool_id', '=', item.toolId)
    .where('item_id', '=', item.itemId)
    .execute();
}

/** The rounds of these tools, newest first. */
export async function selectRounds(executor: Executor, toolIds: readonly string[]): Promise<StoredRound[]> {
  const { rows } = await sql<
    Selectable<Tables['adoption_rounds']> & { done_name: string | null; done_initials: string | null }
  >`
    select round.*, people.name as done_name, people.initials as done_initials
    from json_each(${JSON.stringify(toolIds)}) as wanted
    join adoption_rounds as round on round.tool_id = wanted.value
    left join people on people.id = round.done_by
    order by round.done_on desc, round.id`.execute(executor);
  return rows.map((row) => ({
    id: row.id,
    toolId: row.tool_id,
    itemId: row.item_id,
    doneOn: row.done_on,
    doneBy: toPersonReference(row.done_by, row.done_name, row.done_initials),
    note: row.note,
  }));
}

export async function insertRound(executor: Executor, round: StoredRound): Promise<void> {
  await executor
    .insertInto('adoption_rounds')
    .values({
      id: round.id,
      tool_id: round.toolId,
      item_id: round.itemId,
      done_on: round.doneOn,
      done_by: round.doneBy?.id ?? null,
      note: round.note,
    })
    .execute();
}

/** The acceptances of these tools that nobody has ended, expired ones among them. */
export async function selectAcceptances(executor: Executor, toolIds: readonly string[]): Promise<StoredAcceptance[]> {
  const { rows } = await sql<
    Selectable<Tables['adoption_acceptances']> & { approver_name: string | null; approver_initials: string | null }
  >`
    select acceptance.*, people.name as approver_name, people.initials as approver_initials
    from json_each(${JSON.stringify(toolIds)}) as wanted
    join adoption_acceptances as acceptance
      on acceptance.tool_id = wanted.value and acceptance.ended_on is null
    left join people on people.id = acceptance.approver_id`.execute(executor);
  return rows.map((row) => ({
    id: row.id,
    toolId: row.tool_id,
    itemId: row.item_id,
    reason: row.reason,
    approver: toPersonReference(row.approver_id, row.approver_name, row.approver_initials),
    acceptedOn: row.accepted_on,
    expiresOn: row.expires_on,
  }));
}

export async function insertAcceptance(executor: Executor, acceptance: StoredAcceptance): Promise<void> {
  await executor
    .insertInto('adoption_acceptances')
    .values({
      id: acceptance.id,
      tool_id: acceptance.toolId,
      item_id: acceptance.itemId,
      reason: acceptance.reason,
      approver_id: acceptance.approver?.id ?? null,
      accepted_on: acceptance.acceptedOn,
      expires_on: acceptance.expiresOn,
      ended_on: null,
      ended_by: null,
      end_reason: '',
    })
    .execute();
}

export async function endAcceptance(
  executor: Executor,
  acceptanceId: string,
  end: { endedOn: string; endedBy: string | null; reason: string },
): Promise<void> {
  await executor
    .updateTable('adoption_acceptances')
    .set({ ended_on: end.endedOn, ended_by: end.endedBy, end_reason: end.reason })
    .where('id', '=', acceptanceId)
    .execute();
}

/** The findings that the red flags of these checklists raised, whatever became of them. */
export async function selectFlagFindings(
  executor: Executor,
  toolIds: readonly string[],
): Promise<{ id: string; name: string; toolId: string; ruleId: string }[]> {
  const { rows } = await sql<{ id: string; name: string; toolId: string; ruleId: string }>`
    select findings.id, code || ' ' || title as name, tool_id as "toolId", rule_id as "ruleId"
    from json_each(${JSON.stringify(toolIds)}) as wanted
    join findings on findings.tool_id = wanted.value
    where findings.kind = 'red_flag' and findings.assessment_id is null and findings.rule_id like 'A-%'`.execute(
    executor,
  );
  return rows;
}
