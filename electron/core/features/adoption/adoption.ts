import type {
  AdoptionChecklist,
  AdoptionItem,
  AdoptionItemChanges,
  AdoptionRow,
} from '../../../../shared/contract/adoption.ts';
import type { AdoptionPack, AdoptionProofKind } from '../../../../shared/contract/adoption-pack.ts';
import type { ListInput, PersonReference } from '../../../../shared/contract/operation.ts';
import {
  findAcceptanceRefusal,
  findAdoptionRefusal,
  findStateRefusal,
  listBlockingItems,
  listPackItems,
} from '../../../../shared/rules/adoption.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { addDays } from '../../../../shared/rules/days.ts';
import type { Matter } from '../../../../shared/rules/overview.ts';
import { isInUse, type Refusal } from '../../../../shared/rules/vendors.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { linkEvidence } from '../evidence/evidence-links.ts';
import { syncToolFlag } from '../findings/findings.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import {
  endAcceptance,
  insertAcceptance,
  insertChecklist,
  insertItems,
  insertPack,
  insertRound,
  selectAcceptances,
  selectItems,
  selectPacks,
  selectToolPage,
  selectTools,
  selectToolsWithChecklist,
  updateInUse,
  updateItem,
  type ChecklistTool,
  type StoredAcceptance,
  type StoredItem,
} from './adoption-store.ts';
import { readChecklists, writeFlagId } from './read-checklists.ts';

/** The checklist of a tool as it stands today; null while it has not been started. */
export async function findChecklist(
  executor: Executor,
  toolId: string,
  today: string,
): Promise<AdoptionChecklist | null> {
  return (await readChecklists(executor, [toolId], today)).get(toolId) ?? null;
}

/** @throws AssayError NOT_FOUND when it has not been started. */
export async function getChecklist(executor: Executor, toolId: string, today: string): Promise<AdoptionChecklist> {
  const checklist = await findChecklist(executor, toolId, today);
  if (checklist) return checklist;
  throw new AssayError('NOT_FOUND', 'The adoption checklist of this tool has not been started.', {
    remedy: 'Start it first.',
  });
}

/** The tool of a checklist page. @throws AssayError NOT_FOUND. */
export async function getChecklistTool(executor: Executor, toolId: string): Promise<ChecklistTool> {
  const [tool] = await selectTools(executor, [toolId]);
  if (!tool) throw new AssayError('NOT_FOUND', 'This tool is not in the register.');
  return tool;
}

function toRow(tool: ChecklistTool, checklist: AdoptionChecklist | undefined): AdoptionRow {
  if (!checklist) return { tool, checklist: null };
  const { items, phases, startedOn } = checklist;
  const dated = items.filter(({ nextOn, standing }) => nextOn !== null && standing !== 'waived');
  const first = dated.toSorted((left, right) => ((left.nextOn ?? '') < (right.nextOn ?? '') ? -1 : 1))[0];
  const waived = items.filter(({ standing }) => standing === 'waived');
  return {
    tool,
    checklist: {
      phases: phases.map(({ title: _title, purpose: _purpose, ...progress }) => progress),
      covered: items.filter(({ covered }) => covered).length,
      items: items.length,
      blocking: listBlockingItems(items).length,
      overdue: items.filter(({ lateness }) => lateness === 'overdue').length,
      waived: waived.length,
      waiverEndsOn: waived.map(({ nextOn }) => nextOn ?? '').sort()[0] ?? null,
      nextOn: first?.nextOn ?? null,
      nextItemId: first?.id ?? null,
      startedOn,
    },
  };
}

/** A page of the register of tools with how far the adoption of each is; for a report the limit may be any. */
export async function listAdoption(executor: Executor, list: ListInput, today: string) {
  const { rows: tools, ...counts } = await selectToolPage(executor, list);
  const checklists = await readChecklists(
    executor,
    tools.map(({ id }) => id),
    today,
  );
  return { rows: tools.map((tool) => toRow(tool, checklists.get(tool.id))), ...counts };
}

/**
 * The checklists of these tools, or of all that have one and are not retired or prohibited, by the tool's name; for a
 * report. A tool without a checklist is left out.
 */
export async function listStartedChecklists(
  executor: Executor,
  toolIds: readonly string[] | null,
  today: string,
): Promise<AdoptionChecklist[]> {
  const wanted = toolIds ?? (await selectToolsWithChecklist(executor));
  return [...(await readChecklists(executor, [...new Set(wanted)], today)).values()];
}

/**
 * What the adoption of tools has on the calendar: open items with a day, rounds of tools in use, and the ends of accepted
 * risks. The age of evidence is told where the evidence lies.
 */
export async function listAdoptionMatters(executor: Executor, today: string): Promise<Matter[]> {
  const checklists = await readChecklists(executor, await selectToolsWithChecklist(executor), today);
  return [...checklists.values()].flatMap(({ tool, items }) =>
    items
      .filter(
        ({ nextOn, standing, cadenceMonths }) => nextOn !== null && (standing !== 'met' || cadenceMonths !== null),
      )
      .map(({ id, label, nextOn, standing, owner }) => ({
        lane: 'adoption',
        event: standing === 'waived' ? 'end' : 'due',
        on: nextOn,
        title: `${id} ${label}`,
        subject: tool.name,
        owner: owner && { id: owner.id, name: owner.name },
        record: { kind: 'adoption_item', id: tool.id, assessmentId: null, questionId: null, toolId: tool.id, part: id },
        flagId: null,
        waits: null,
        noticeOn: null,
      })),
  );
}

/** Why the tool cannot be approved as to its checklist; null when it can (`mission.md` D3). */
export async function findAdoptionObstacle(executor: Executor, toolId: string, today: string): Promise<Refusal | null> {
  const tool = await getChecklistTool(executor, toolId);
  const checklist = await findChecklist(executor, toolId, today);
  return findAdoptionRefusal(tool, checklist?.items ?? null);
}

function toReference(person: { id: string; name: string; initials: string }): PersonReference {
  return { id: person.id, name: person.name, initials: person.initials };
}

async function findActor({ actor, transaction }: Unit): Promise<PersonReference | null> {
  return actor === 'assay' ? null : toReference(await getPerson(transaction, actor.id));
}

/** What the trail keeps of an item: what people said of it. */
function describeItem(item: StoredItem | undefined): Record<string, unknown> | null {
  if (!item) return null;
  const { state, reason, note, owner, dueOn, flagSeen, proof } = item;
  return { state, reason, note, owner, dueOn, flagSeen, proof: proof?.kind ?? null };
}

/** One entry for each item, named by it, so that a history reads item by item. */
function recordItem(unit: Unit, tool: ChecklistTool, before: StoredItem | undefined, after: StoredItem): void {
  unit.record({
    kind: 'adoption_item',
    id: tool.id,
    name: `${tool.name}: ${after.itemId}`,
    before: describeItem(before),
    after: describeItem(after),
  });
}

/**
 * Starts the checklist of a tool on the newest version of the pack. All items are to do; the owner is the tool's.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW when it was started already or the tool is not to be adopted.
 */
export async function startChecklist(unit: Unit, toolId: string, pack: AdoptionPack): Promise<AdoptionChecklist> {
  const { transaction, today } = unit;
  const tool = await getChecklistTool(transaction, toolId);
  if (await findChecklist(transaction, toolId, today)) {
    throw new AssayError('NOT_ALLOWED_NOW', `The adoption checklist of ${tool.name} was started already.`, {
      remedy: 'Open it.',
    });
  }
  if (tool.status === 'retired' || tool.status === 'prohibited') {
    throw new AssayError('NOT_ALLOWED_NOW', `${tool.name} is ${tool.status}, so there is nothing to adopt.`, {
      remedy: "Change the tool's status first.",
    });
  }
  const actor = await findActor(unit);
  await insertPack(transaction, pack);
  await insertChecklist(transaction, {
    toolId,
    packVersion: pack.version,
    startedOn: today,
    startedBy: actor?.id ?? null,
    inUseOn: isInUse(tool.status) ? today : null,
  });
  await insertItems(
    transaction,
    listPackItems(pack).map(({ item }) => ({
      toolId,
      itemId: item.id,
      state: 'to_do',
      statedBy: null,
      statedOn: null,
      reason: '',
      note: '',
      owner: tool.owner,
      dueOn: null,
      flagSeen: false,
      proof: null,
      revision: 1,
    })),
  );
  unit.record({
    kind: 'adoption_checklist',
    id: toolId,
    name: tool.name,
    before: null,
    after: { pack: `${pack.title} ${pack.version}`, startedOn: today, owner: tool.owner },
  });
  return getChecklist(transaction, toolId, today);
}

/**
 * Rounds are counted from the day on which a tool comes into use, and stop when it goes out of use. Called after every
 * change of a tool's status.
 */
export async function followToolStatus(unit: Unit, toolId: string): Promise<void> {
  const checklist = await findChecklist(unit.transaction, toolId, unit.today);
  if (!checklist) return;
  const inUse = isInUse(checklist.tool.status);
  if (inUse === (checklist.inUseOn !== null)) return;
  await updateInUse(unit.transaction, toolId, inUse ? unit.today : null);
}

interface OpenItem {
  checklist: AdoptionChecklist;
  item: AdoptionItem;
  stored: StoredItem;
}

async function openItems(unit: Unit, toolId: string, itemIds: readonly string[]): Promise<OpenItem[]> {
  const checklist = await getChecklist(unit.transaction, toolId, unit.today);
  const items = new Map(checklist.items.map((item) => [item.id, item]));
  const kept = new Map((await selectItems(unit.transaction, [toolId])).map((item) => [item.itemId, item]));
  return [...new Set(itemIds)].map((itemId) => {
    const [item, stored] = [items.get(itemId), kept.get(itemId)];
    if (item && stored) return { checklist, item, stored };
    throw new AssayError('NOT_FOUND', `${itemId} is not in the checklist of ${checklist.tool.name}.`);
  });
}

interface ItemTarget {
  toolId: string;
  itemId: string;
  revision: number;
}

async function openItem(unit: Unit, { toolId, itemId, revision }: ItemTarget): Promise<OpenItem> {
  const [open] = await openItems(unit, toolId, [itemId]);
  if (!open) throw new Error('One item was asked for');
  refuseStaleRevision(open.item, revision, `${itemId} ${open.item.label}`);
  return open;
}

async function saveItem(unit: Unit, { checklist, stored }: OpenItem, changes: Partial<StoredItem>): Promise<void> {
  const after = { ...stored, ...changes, revision: stored.revision + 1 };
  await updateItem(unit.transaction, after);
  recordItem(unit, checklist.tool, stored, after);
}

function refuseState(unit: Unit, item: AdoptionItem, state: AdoptionItem['state'], reason: string): void {
  const role = unit.actor === 'assay' || unit.actor.role === 'auditor' ? 'compliance_officer' : unit.actor.role;
  const refusal = findStateRefusal({ ...item, hindered: item.hindrance !== null }, state, reason, role);
  if (!refusal) return;
  throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { field: 'changes.state', remedy: refusal.remedy });
}

/** A red flag that somebody has seen raises a finding, as those of assessments do; unticked, it is withdrawn. */
async function followFlag(unit: Unit, { checklist, item }: OpenItem, seen: boolean): Promise<void> {
  const pack = (await selectPacks(unit.transaction)).get(checklist.packVersion);
  const entry = pack && listPackItems(pack).find((one) => one.item.id === item.id);
  if (!entry) throw new Error(`${item.id} is not in version ${checklist.packVersion}`);
  const { title, effect, recommendation, severity, dueDays } = entry.item.redFlag;
  await syncToolFlag(
    unit,
    { toolId: checklist.tool.id, vendorId: checklist.tool.vendor.id },
    {
      flagId: writeFlagId(item.id),
      questionId: item.id,
      title,
      condition: `Seen on ${item.id} ${item.label} of the adoption checklist.`,
      criteria: `${item.id}: ${item.text}`,
      effect,
      recommendation,
      severity,
      dueOn: addDays(unit.today, dueDays),
      ownerId: item.owner?.id ?? null,
    },
    seen,
  );
}

/**
 * Changes what people say of an item. Who calls it refreshes the vendor's residual score when `flagSeen` changes.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW, INVALID_INPUT for an owner who is not active.
 */
export async function changeItem(
  unit: Unit,
  target: ItemTarget,
  changes: AdoptionItemChanges,
): Promise<AdoptionChecklist> {
  const open = await openItem(unit, target);
  const { ownerId, ...given } = pickGiven(changes);
  const changed: Partial<StoredItem> = { ...given };
  if (given.state !== undefined && (given.state !== open.item.state || given.reason !== undefined)) {
    refuseState(unit, open.item, given.state, given.reason ?? open.item.reason);
    changed.statedBy = await findActor(unit);
    changed.statedOn = unit.today;
  } else if (given.reason?.trim() === '' && open.item.state === 'not_applicable') {
    refuseState(unit, open.item, 'not_applicable', '');
  }
  if (ownerId !== undefined && ownerId !== (open.item.owner?.id ?? null)) {
    await requireActivePerson(unit.transaction, ownerId, 'changes.ownerId');
    changed.owner = ownerId === null ? null : toReference(await getPerson(unit.transaction, ownerId));
  }
  await saveItem(unit, open, changed);
  if (given.flagSeen !== undefined && given.flagSeen !== open.item.flagSeen)
    await followFlag(unit, open, given.flagSeen);
  return getChecklist(unit.transaction, target.toolId, unit.today);
}

/**
 * Gives many items of a checklist the same owner, due day or state, or puts a piece of evidence behind each; all or none.
 *
 * @throws AssayError NOT_FOUND; INVALID_INPUT for an owner who is not active; NOT_ALLOWED_NOW as `changeItem` does.
 */
export async function changeManyItems(
  unit: Unit,
  toolId: string,
  itemIds: readonly string[],
  changes: Pick<AdoptionItemChanges, 'ownerId' | 'dueOn' | 'state'> & {
    evidence?: { evidenceId: string; page: string } | undefined;
  },
): Promise<AdoptionChecklist> {
  const { ownerId, dueOn, state, evidence } = pickGiven(changes);
  const changed: Partial<StoredItem> = {};
  if (dueOn !== undefined) changed.dueOn = dueOn;
  if (ownerId !== undefined) {
    await requireActivePerson(unit.transaction, ownerId, 'ownerId');
    changed.owner = ownerId === null ? null : toReference(await getPerson(unit.transaction, ownerId));
  }
  const said = state && { state, statedBy: await findActor(unit), statedOn: unit.today };
  for (const open of await openItems(unit, toolId, itemIds)) {
    const isNew = state !== undefined && state !== open.item.state;
    if (isNew) refuseState(unit, open.item, state, '');
    if (isNew || dueOn !== undefined || ownerId !== undefined) {
      await saveItem(unit, open, isNew ? { ...changed, ...said } : changed);
    }
    if (evidence) {
      const target = { recordKind: 'adoption_checklist', recordId: toolId, part: open.item.id } as const;
      await linkEvidence(unit, target, evidence.evidenceId, evidence.page);
    }
  }
  return getChecklist(unit.transaction, toolId, unit.today);
}

/**
 * Lets a record of the workspace stand for an item, which is then said to be met; null takes it away again.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; NOT_ALLOWED_NOW when the record does not hold for this item today.
 */
export async function chooseProof(
  unit: Unit,
  target: ItemTarget,
  proof: { kind: AdoptionProofKind; recordId: string } | null,
): Promise<AdoptionChecklist> {
  const open = await openItem(unit, target);
  if (proof === null) await saveItem(unit, open, { proof: null });
  else {
    const { item } = open;
    const known = [...item.offers, ...(item.proof ? [item.proof] : [])];
    if (!known.some(({ kind, recordId, holds }) => kind === proof.kind && recordId === proof.recordId && holds)) {
      throw new AssayError('NOT_ALLOWED_NOW', `This record does not show today that ${item.id} ${item.label} is met.`, {
        field: 'proof',
        remedy: 'Choose a record that is signed and current, or attach evidence.',
      });
    }
    await saveItem(unit, open, {
      proof: { kind: proof.kind, recordId: proof.recordId },
      state: 'met',
      statedBy: await findActor(unit),
      statedOn: unit.today,
    });
  }
  return getChecklist(unit.transaction, target.toolId, unit.today);
}

/**
 * Records that an ongoing item was done; the next round is due a cadence after that day.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; NOT_ALLOWED_NOW for an item that does not come back, and while the
 *   tool is not in use; INVALID_INPUT for a day to come, or before the tool came into use.
 */
export async function completeRound(
  unit: Unit,
  target: ItemTarget,
  { doneOn, note }: { doneOn: string; note: string },
): Promise<AdoptionChecklist> {
  const open = await openItem(unit, target);
  const { checklist, item } = open;
  if (item.cadenceMonths === null) {
    throw new AssayError('NOT_ALLOWED_NOW', `${item.id} ${item.label} is done once.`, { remedy: 'Mark it as met.' });
  }
  if (checklist.inUseOn === null) {
    throw new AssayError('NOT_ALLOWED_NOW', `${checklist.tool.name} is not in use, so nothing comes back yet.`, {
      remedy: 'Rounds begin on the day the tool is approved.',
    });
  }
  if (doneOn > unit.today || doneOn < checklist.inUseOn) {
    const when = doneOn > unit.today ? 'in the future' : `before the tool came into use on ${checklist.inUseOn}`;
    throw new AssayError('INVALID_INPUT', `The day is ${when}.`, {
      field: 'doneOn',
      remedy: 'Give the day it was done.',
    });
  }
  const doneBy = await findActor(unit);
  const { toolId, itemId } = target;
  await insertRound(unit.transaction, { id: unit.nextId(), toolId, itemId, doneOn, doneBy, note });
  await saveItem(unit, open, { state: 'met', statedBy: doneBy, statedOn: unit.today });
  unit.note({
    kind: 'adoption_item',
    id: toolId,
    name: `${checklist.tool.name}: ${itemId}`,
    facts: { doneOn, note },
  });
  return getChecklist(unit.transaction, toolId, unit.today);
}

function refuseOwner(unit: Unit, { name, owner: toolOwner }: ChecklistTool, item: AdoptionItem): void {
  const { actor } = unit;
  if (actor === 'assay') throw new Error('A residual risk is accepted by a person');
  if (item.owner?.id !== actor.id && toolOwner?.id !== actor.id) return;
  const what = item.owner?.id === actor.id ? `${item.id} ${item.label}` : name;
  throw new AssayError('FOUR_EYES', `${actor.name} owns ${what} and may not accept its residual risk.`, {
    remedy: 'Ask another compliance officer, or give it another owner.',
  });
}

async function replaceAcceptance(
  unit: Unit,
  tool: ChecklistTool,
  { id: itemId }: AdoptionItem,
  present: StoredAcceptance | undefined,
  { reason, expiresOn }: { reason: string; expiresOn: string },
): Promise<void> {
  const { transaction, today } = unit;
  const approver = await findActor(unit);
  if (present) {
    await endAcceptance(transaction, present.id, { endedOn: today, endedBy: approver?.id ?? null, reason: '' });
  }
  const accepted = { id: unit.nextId(), toolId: tool.id, itemId, reason, approver, acceptedOn: today, expiresOn };
  await insertAcceptance(transaction, accepted);
  unit.record({
    kind: 'adoption_item',
    id: tool.id,
    name: `${tool.name}: ${itemId}`,
    before: present ? { approver: present.approver, acceptance: present.reason, expiresOn: present.expiresOn } : {},
    after: { approver, acceptance: reason, expiresOn },
  });
}

/**
 * Accepts the residual risk of items that are not met, in the name of the unit's actor and until a day; an acceptance
 * that is there already is replaced. The owner of an item or of the tool may not accept it.
 *
 * @throws AssayError NOT_FOUND, FOUR_EYES, NOT_ALLOWED_NOW, INVALID_INPUT.
 */
export async function acceptItems(
  unit: Unit,
  toolId: string,
  itemIds: readonly string[],
  { reason, expiresOn }: { reason: string; expiresOn: string },
): Promise<AdoptionChecklist> {
  const { transaction, today } = unit;
  const present = new Map((await selectAcceptances(transaction, [toolId])).map((one) => [one.itemId, one]));
  for (const { checklist, item } of await openItems(unit, toolId, itemIds)) {
    refuseOwner(unit, checklist.tool, item);
    const refusal = findAcceptanceRefusal(item, expiresOn, today);
    if (refusal) {
      const code = refusal.field === 'expiresOn' ? 'INVALID_INPUT' : 'NOT_ALLOWED_NOW';
      throw new AssayError(code, refusal.sentence, { field: refusal.field, remedy: refusal.remedy });
    }
    await replaceAcceptance(unit, checklist.tool, item, present.get(item.id), { reason, expiresOn });
  }
  return getChecklist(transaction, toolId, today);
}

/** Ends an acceptance before its day. @throws AssayError NOT_FOUND. */
export async function endItemAcceptance(
  unit: Unit,
  { toolId, itemId, reason }: { toolId: string; itemId: string; reason: string },
): Promise<AdoptionChecklist> {
  const { transaction, today } = unit;
  const { tool } = await getChecklist(transaction, toolId, today);
  const present = (await selectAcceptances(transaction, [toolId])).find((one) => one.itemId === itemId);
  if (!present) throw new AssayError('NOT_FOUND', `No residual risk of ${itemId} is accepted.`);
  const actor = await findActor(unit);
  await endAcceptance(transaction, present.id, { endedOn: today, endedBy: actor?.id ?? null, reason });
  unit.record({
    kind: 'adoption_item',
    id: toolId,
    name: `${tool.name}: ${itemId}`,
    before: { approver: present.approver, acceptance: present.reason, expiresOn: present.expiresOn },
    after: { acceptance: null, expiresOn: null, approver: null, reason },
  });
  return getChecklist(transaction, toolId, today);
}
