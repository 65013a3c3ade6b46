import type { ListInput } from '../../../../shared/contract/operation.ts';
import { USE_CONDITIONS } from '../../../../shared/contract/questionnaire-pack.ts';
import type {
  GateState,
  InherentFactor,
  NewTool,
  Tool,
  ToolChanges,
  ToolGate,
  ToolUse,
} from '../../../../shared/contract/tools.ts';
import type { NextStep, RegisterStatus } from '../../../../shared/contract/vendors.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { cleanOtherNames } from '../../../../shared/rules/names.ts';
import {
  findApprovalRefusal,
  findGateRefusal,
  findToolNextStep,
  mayDecideGate,
} from '../../../../shared/rules/tools.ts';
import { findStatusRefusal, findVendorNextStep, isInUse } from '../../../../shared/rules/vendors.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson, requireActivePerson } from '../people/people.ts';
import { getVendor } from '../vendors/vendors.ts';
import {
  insertTool,
  selectManyTools,
  selectNamesake,
  selectStepFacts,
  selectTools,
  selectToolPage,
  selectVendorTools,
  updateManyTool,
  updateTool,
  upsertGate,
  upsertInherentFactor,
  type NamesakeTool,
  type StoredTool,
  type VendorTool,
} from './tools-store.ts';

/** @throws AssayError NOT_FOUND. */
export async function getTool(executor: Executor, toolId: string): Promise<Tool> {
  const [tool] = await selectTools(executor, [toolId]);
  if (!tool) throw new AssayError('NOT_FOUND', 'This tool is not in the register.');
  return tool;
}

/** These tools whole, in the order of the ids; unknown ids are left out. */
export function getTools(executor: Executor, toolIds: readonly string[]): Promise<Tool[]> {
  return selectTools(executor, toolIds);
}

/** A page of the register of tools; for a report the limit may be any. */
export function listTools(executor: Executor, list: ListInput) {
  return selectToolPage(executor, list);
}

/** A vendor's tools, as far as agreements and the like are about them, by name. */
export function listVendorTools(executor: Executor, vendorId: string): Promise<VendorTool[]> {
  return selectVendorTools(executor, vendorId);
}

/** What to do next with a tool. */
export async function getToolNextStep(executor: Executor, toolId: string, today: string): Promise<NextStep> {
  const [facts] = await selectStepFacts(executor, { toolId });
  return facts ? findToolNextStep(facts, today) : null;
}

/** What to do next with a vendor: the most pressing step of its tools. */
export async function getVendorNextStep(executor: Executor, vendorId: string, today: string): Promise<NextStep> {
  const facts = await selectStepFacts(executor, { vendorId });
  return findVendorNextStep(
    facts.map((one) => findToolNextStep(one, today)),
    facts.length,
  );
}

/** The tool of this vendor and plan that goes by one of these names; null when there is none. Case does not matter. */
export async function findToolByNames(
  executor: Executor,
  vendorId: string,
  names: readonly string[],
  plan: string,
  exceptId: string | null = null,
): Promise<NamesakeTool | null> {
  return (await selectNamesake(executor, vendorId, names, plan, exceptId)) ?? null;
}

async function refuseNamesake(executor: Executor, tool: StoredTool): Promise<void> {
  const names = [tool.name, ...tool.aliases, ...tool.formerNames];
  const namesake = await findToolByNames(executor, tool.vendorId, names, tool.plan, tool.id);
  if (!namesake) return;
  const { name, code, plan, by, matched } = namesake;
  const label = plan ? `${name}, ${plan} (${code})` : `${name} (${code})`;
  const how = {
    name: `${label} is in the register already.`,
    alias: `${label} is also known as ${matched}.`,
    former: `${label} was formerly called ${matched}.`,
  };
  throw new AssayError('INVALID_INPUT', how[by], {
    field: 'name',
    remedy: 'Open that record instead, or give this one another name or plan.',
  });
}

/** What the trail keeps of a tool: everything that stands in its own record. */
function describeTool(tool: Tool): Record<string, unknown> {
  const { id: _id, inherentTier: _tier, residual: _residual, gates, inherentFactors, ...facts } = tool;
  return {
    ...facts,
    ...Object.fromEntries(gates.map(({ gate, ...decision }) => [`gate.${gate}`, decision])),
    ...Object.fromEntries(inherentFactors.map(({ factor, ...rating }) => [`factor.${factor}`, rating])),
  };
}

function toStored(tool: Tool): StoredTool {
  const { vendor, owner, gates: _gates, inherentFactors: _factors, inherentTier: _tier, residual: _, ...rest } = tool;
  return { ...rest, vendorId: vendor.id, ownerId: owner?.id ?? null };
}

async function recordChange(unit: Unit, before: Tool | null, toolId: string): Promise<Tool> {
  const after = await getTool(unit.transaction, toolId);
  unit.record({
    kind: 'tool',
    id: after.id,
    name: after.name,
    before: before && describeTool(before),
    after: describeTool(after),
  });
  return after;
}

async function saveTool(unit: Unit, before: Tool, changed: StoredTool): Promise<Tool> {
  await updateTool(unit.transaction, { ...changed, revision: before.revision + 1 });
  return recordChange(unit, before, before.id);
}

const USE_NOT_ASKED = Object.fromEntries(USE_CONDITIONS.map((condition) => [condition, null])) as ToolUse;

/**
 * Adds a tool within a unit of work. Its gates are open and its inherent factors not rated.
 *
 * @param standing its status from the start, for one that comes from a list; never one that rests on gates.
 * @throws AssayError NOT_FOUND for the vendor; INVALID_INPUT for a namesake at this vendor and an owner who is not active.
 */
export async function addTool(
  unit: Unit,
  fields: NewTool,
  standing: Pick<StoredTool, 'status' | 'statusReason'> = { status: 'proposed', statusReason: '' },
): Promise<Tool> {
  const vendor = await getVendor(unit.transaction, fields.vendorId);
  const given = pickGiven(fields);
  const tool: StoredTool = {
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'TL'),
    plan: '',
    versionRange: '',
    deployment: 'unknown',
    ownerId: null,
    businessJustification: '',
    users: null,
    use: USE_NOT_ASKED,
    nextReviewOn: null,
    ...given,
    vendorId: vendor.id,
    name: fields.name,
    kind: fields.kind,
    aliases: cleanOtherNames(fields.name, given.aliases ?? []),
    formerNames: cleanOtherNames(fields.name, given.formerNames ?? []),
    ...standing,
    createdAt: unit.now,
    revision: 1,
  };
  await requireActivePerson(unit.transaction, tool.ownerId, 'ownerId');
  await refuseNamesake(unit.transaction, tool);
  await insertTool(unit.transaction, tool);
  return recordChange(unit, null, tool.id);
}

async function getPresentTool(unit: Unit, toolId: string, revision: number): Promise<Tool> {
  const tool = await getTool(unit.transaction, toolId);
  refuseStaleRevision(tool, revision, tool.name);
  return tool;
}

/**
 * Changes a tool's own fields. Who calls it refreshes the vendor's residual score when `use` changes.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, and INVALID_INPUT as `addTool` does.
 */
export async function changeTool(unit: Unit, toolId: string, revision: number, changes: ToolChanges): Promise<Tool> {
  const before = await getPresentTool(unit, toolId, revision);
  const stored = toStored(before);
  const changed = { ...stored, ...pickGiven(changes) };
  changed.aliases = cleanOtherNames(changed.name, changed.aliases);
  changed.formerNames = cleanOtherNames(changed.name, changed.formerNames);
  if (changed.ownerId !== stored.ownerId) {
    await requireActivePerson(unit.transaction, changed.ownerId, 'changes.ownerId');
  }
  await refuseNamesake(unit.transaction, changed);
  return saveTool(unit, before, changed);
}

/**
 * Moves a tool to another status; to "approved" only with all four gates passed. Who calls it refreshes the vendor's
 * residual score.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW.
 */
export async function changeToolStatus(
  unit: Unit,
  toolId: string,
  revision: number,
  { status, reason }: { status: RegisterStatus; reason: string },
): Promise<Tool> {
  const before = await getPresentTool(unit, toolId, revision);
  const refusal =
    findStatusRefusal(before, status, reason) ?? (status === 'approved' ? findApprovalRefusal(before) : null);
  if (refusal) throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { field: 'status', remedy: refusal.remedy });
  const vendor = await getVendor(unit.transaction, before.vendor.id);
  if (isInUse(status) && (vendor.status === 'prohibited' || vendor.status === 'retired')) {
    throw new AssayError(
      'NOT_ALLOWED_NOW',
      `${before.name} cannot come into use: its vendor ${vendor.name} is ${vendor.status}.`,
      { field: 'status', remedy: "Change the vendor's status first." },
    );
  }
  return saveTool(unit, before, { ...toStored(before), status, statusReason: reason });
}

function refuseGateDecider(unit: Unit, tool: Tool, gate: ToolGate, state: GateState): void {
  const { actor } = unit;
  if (actor === 'assay') return;
  if (!mayDecideGate(gate, actor.role)) {
    throw new AssayError('ROLE_REFUSED', `${actor.name} may not decide this gate of ${tool.name}.`, {
      field: 'gate',
      remedy:
        'Compliance review and legal approval are for a compliance officer, the security assessment also for a reviewer.',
    });
  }
  if (state === 'passed' && tool.owner?.id === actor.id) {
    throw new AssayError('FOUR_EYES', `${actor.name} owns ${tool.name} and may not pass its gates.`, {
      field: 'state',
      remedy: 'Ask a colleague to decide it, or give the tool another owner.',
    });
  }
}

/**
 * Records a decision on one of the four approval gates in the name of the unit's actor, as of today. The owner of a
 * tool may not pass its gates; what the legal and compliance gates ask is the officer's to say.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, ROLE_REFUSED, FOUR_EYES, NOT_ALLOWED_NOW.
 */
export async function decideToolGate(
  unit: Unit,
  toolId: string,
  revision: number,
  { gate, state, note }: { gate: ToolGate; state: GateState; note: string },
): Promise<Tool> {
  const before = await getPresentTool(unit, toolId, revision);
  refuseGateDecider(unit, before, gate, state);
  const refusal = findGateRefusal(before, gate, state, note);
  if (refusal) throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { field: 'note', remedy: refusal.remedy });
  const decidedById = unit.actor === 'assay' ? null : unit.actor.id;
  await upsertGate(unit.transaction, toolId, { gate, state, decidedById, decidedOn: unit.today, note });
  return saveTool(unit, before, toStored(before));
}

/**
 * Rates one factor of inherent risk; the level null says that it is not known. Who calls it refreshes the tool's
 * inherent score.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT without a reason (`domain.md` 7.3).
 */
export async function rateToolFactor(
  unit: Unit,
  toolId: string,
  revision: number,
  rating: { factor: InherentFactor; level: number | null; reason: string },
): Promise<Tool> {
  const before = await getPresentTool(unit, toolId, revision);
  if (rating.reason.trim() === '') {
    throw new AssayError('INVALID_INPUT', 'A rating needs a reason.', {
      field: 'reason',
      remedy: 'Say what the level rests on, or why it is not known.',
    });
  }
  await upsertInherentFactor(unit.transaction, toolId, rating);
  return saveTool(unit, before, toStored(before));
}

/**
 * Gives many tools the same owner or day of review, all or none. Counts those that really changed.
 *
 * @throws AssayError NOT_FOUND when one of them is not there; INVALID_INPUT for an owner who is not active.
 */
export async function changeManyTools(
  unit: Unit,
  toolIds: readonly string[],
  changes: { ownerId?: string | null | undefined; nextReviewOn?: string | null | undefined },
): Promise<number> {
  const { transaction } = unit;
  const wanted = new Set(toolIds);
  const found = await selectManyTools(transaction, [...wanted]);
  if (found.length !== wanted.size) {
    const missing = wanted.size - found.length;
    throw new AssayError(
      'NOT_FOUND',
      `${missing} of the ${wanted.size} tools are no longer there. Nothing was changed.`,
    );
  }
  const given = pickGiven(changes);
  if (given.ownerId) await requireActivePerson(transaction, given.ownerId, 'ownerId');
  const owner = given.ownerId ? await getPerson(transaction, given.ownerId) : null;
  let changed = 0;
  for (const before of found) {
    const after = { ...before, revision: before.revision + 1 };
    if (given.ownerId !== undefined)
      after.owner = owner && { id: owner.id, name: owner.name, initials: owner.initials };
    if (given.nextReviewOn !== undefined) after.nextReviewOn = given.nextReviewOn;
    if (after.owner?.id === before.owner?.id && after.nextReviewOn === before.nextReviewOn) continue;
    await updateManyTool(transaction, after);
    unit.record({ kind: 'tool', id: after.id, name: after.name, before: { ...before }, after: { ...after } });
    changed += 1;
  }
  return changed;
}
