import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import type {
  AccessCell,
  AccessDesign,
  AccessDesignRow,
  AccessDuty,
  AccessRole,
  RoleDuties,
} from '../../../../shared/contract/access-tier-records.ts';
import { ACCESS_DUTIES, ACCESS_ROLES } from '../../../../shared/contract/access-tier-records.ts';
import { completeCells, findCell } from '../../../../shared/rules/access-tiers/matrix.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson, listPeople } from '../people/people.ts';
import { checkDesign, findReviewDay } from './access-checks.ts';
import {
  deleteDesign,
  insertDesign,
  selectAllDesigns,
  selectDesign,
  updateDesign,
  type StoredDesign,
} from './designs-store.ts';

/** @throws AssayError NOT_FOUND. */
export async function getDesign(executor: Executor, designId: string): Promise<StoredDesign> {
  const design = await selectDesign(executor, designId);
  if (!design) throw new AssayError('NOT_FOUND', 'This version of the access tiers is not in the workspace.');
  return design;
}

/** Every version, newest first. */
export function listDesigns(executor: Executor): Promise<StoredDesign[]> {
  return selectAllDesigns(executor);
}

/** The version that holds today, and the one that is being made or awaits approval. */
export async function findPresentDesigns(
  executor: Executor,
): Promise<{ inForce: StoredDesign | null; next: StoredDesign | null }> {
  const designs = await selectAllDesigns(executor);
  return {
    inForce: designs.find(({ state }) => state === 'in_force') ?? null,
    next: designs.find(({ state }) => state === 'draft' || state === 'awaiting_approval') ?? null,
  };
}

/** A version without its cells, as lists show it. */
export function describeDesignRow(design: StoredDesign): AccessDesignRow {
  const { cells: _cells, duties: _duties, editorIds: _editors, lastReviewedById: _reviewer, ...facts } = design;
  return { ...facts, nextReviewOn: findReviewDay(design) };
}

/** Every duty of every role, in their order. */
function completeDuties(duties: readonly RoleDuties[]): RoleDuties[] {
  return ACCESS_ROLES.map((role) => {
    const held = duties.find((one) => one.role === role)?.duties ?? [];
    return { role, duties: ACCESS_DUTIES.filter((duty) => held.includes(duty)) };
  });
}

/** A version whole, with the people who changed it. */
export async function describeDesign(executor: Executor, design: StoredDesign): Promise<AccessDesign> {
  const people = await listPeople(executor);
  const editors = people
    .filter(({ id }) => design.editorIds.includes(id))
    .map(({ id, name, initials }) => ({ id, name, initials }));
  return {
    ...describeDesignRow(design),
    cells: completeCells(design.cells),
    duties: completeDuties(design.duties),
    editors,
  };
}

/** What the trail keeps of a version: its facts, and every cell and role by itself, so that a change shows as one. */
function describeForTrail(design: StoredDesign): Record<string, unknown> {
  const { cells, duties, editorIds: _editors, ...facts } = design;
  return {
    ...facts,
    ...Object.fromEntries(
      completeCells(cells).map(({ role, classId, outcome, requirements }) => [
        `cell.${role}.${classId}`,
        [outcome, ...requirements],
      ]),
    ),
    ...Object.fromEntries(completeDuties(duties).map((one) => [`duties.${one.role}`, one.duties])),
  };
}

function recordDesign(unit: Unit, before: StoredDesign | null, after: StoredDesign | null): void {
  const present = after ?? before;
  if (!present) return;
  unit.record({
    kind: 'access_design',
    id: present.id,
    name: `Access tiers, version ${present.version}`,
    before: before && describeForTrail(before),
    after: after && describeForTrail(after),
  });
}

async function saveDesign(unit: Unit, before: StoredDesign, changes: Partial<StoredDesign>): Promise<AccessDesign> {
  await updateDesign(unit.transaction, { ...before, ...changes, revision: before.revision + 1 });
  const after = await getDesign(unit.transaction, before.id);
  recordDesign(unit, before, after);
  return describeDesign(unit.transaction, after);
}

function actorId(unit: Unit): string {
  if (unit.actor === 'assay') throw new Error('The access tiers are changed by people');
  return unit.actor.id;
}

async function actorReference(unit: Unit) {
  const { id, name, initials } = await getPerson(unit.transaction, actorId(unit));
  return { id, name, initials };
}

async function getPresentDesign(
  unit: Unit,
  { designId, revision }: { designId: string; revision: number },
  state: StoredDesign['state'],
): Promise<StoredDesign> {
  const design = await getDesign(unit.transaction, designId);
  refuseStaleRevision(design, revision, `Version ${design.version}`);
  if (design.state === state) return design;
  const sentences: Record<StoredDesign['state'], string> = {
    draft: 'is still a draft',
    awaiting_approval: 'awaits approval, so it does not change',
    in_force: 'is in force, so it no longer changes',
    superseded: 'was superseded, so it no longer changes',
  };
  throw new AssayError('NOT_ALLOWED_NOW', `Version ${design.version} ${sentences[design.state]}.`, {
    remedy: design.state === 'awaiting_approval' ? 'Send it back first.' : 'Start the next version.',
  });
}

/**
 * Starts the next version from the one in force, or the first from the pack.
 *
 * @throws AssayError NOT_ALLOWED_NOW while another is not decided.
 */
export async function startDraft(unit: Unit, pack: AccessTierPack): Promise<AccessDesign> {
  const designs = await selectAllDesigns(unit.transaction);
  const open = designs.find(({ state }) => state === 'draft' || state === 'awaiting_approval');
  if (open) {
    throw new AssayError('NOT_ALLOWED_NOW', `Version ${open.version} is not decided yet.`, {
      remedy: 'Go on with it, or discard it first.',
    });
  }
  const present = designs.find(({ state }) => state === 'in_force');
  const design: StoredDesign = {
    id: unit.nextId(),
    version: (designs[0]?.version ?? 0) + 1,
    state: 'draft',
    cells:
      present?.cells ??
      completeCells(
        pack.matrix.map(({ role, class: classId, outcome, requires }) => ({
          role,
          classId,
          outcome,
          requirements: requires,
        })),
      ),
    duties: present?.duties ?? completeDuties(pack.roles.map(({ id, duties }) => ({ role: id, duties }))),
    editorIds: [actorId(unit)],
    createdAt: unit.now,
    sentBy: null,
    sentOn: null,
    decidedBy: null,
    decidedOn: null,
    decisionNote: '',
    inForceOn: null,
    supersededOn: null,
    lastReviewedOn: null,
    lastReviewedById: null,
    revision: 1,
  };
  await insertDesign(unit.transaction, design);
  recordDesign(unit, null, design);
  return describeDesign(unit.transaction, design);
}

function withEditor(unit: Unit, { editorIds }: StoredDesign): string[] {
  return [...new Set([...editorIds, actorId(unit)])];
}

interface DesignChange {
  designId: string;
  revision: number;
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW for a version that is no draft. */
export async function setCell(unit: Unit, change: DesignChange & { cell: AccessCell }): Promise<AccessDesign> {
  const before = await getPresentDesign(unit, change, 'draft');
  const { role, classId, outcome, requirements } = change.cell;
  const asks = outcome === 'allow' || outcome === 'conditional' ? requirements : [];
  const others = before.cells.filter((cell) => cell.role !== role || cell.classId !== classId);
  const cells = completeCells([...others, { role, classId, outcome, requirements: asks }]);
  const { outcome: was, requirements: asked } = findCell(before.cells, role, classId);
  if (was === outcome && asked.join() === findCell(cells, role, classId).requirements.join()) {
    return describeDesign(unit.transaction, before);
  }
  return saveDesign(unit, before, { cells, editorIds: withEditor(unit, before) });
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW for a version that is no draft. */
export async function setDuties(
  unit: Unit,
  change: DesignChange & { role: AccessRole; duties: readonly AccessDuty[] },
): Promise<AccessDesign> {
  const before = await getPresentDesign(unit, change, 'draft');
  const others = before.duties.filter(({ role }) => role !== change.role);
  const duties = completeDuties([...others, { role: change.role, duties: [...change.duties] }]);
  return saveDesign(unit, before, { duties, editorIds: withEditor(unit, before) });
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW for a version that is no draft. */
export async function discardDraft(unit: Unit, change: DesignChange): Promise<null> {
  const before = await getPresentDesign(unit, change, 'draft');
  await deleteDesign(unit.transaction, before.id);
  recordDesign(unit, before, null);
  return null;
}

async function refuseBlocked(unit: Unit, design: StoredDesign): Promise<void> {
  const checks = await checkDesign(unit.transaction, unit.today, design);
  const blocking = checks.filter(({ severity }) => severity === 'blocks').length;
  if (blocking === 0) return;
  const count = blocking === 1 ? 'One check blocks' : `${blocking} checks block`;
  throw new AssayError('NOT_ALLOWED_NOW', `${count} the approval of version ${design.version}.`, {
    remedy: 'Mend what the checks list first.',
  });
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW while a check blocks. */
export async function sendForApproval(unit: Unit, change: DesignChange): Promise<AccessDesign> {
  const before = await getPresentDesign(unit, change, 'draft');
  await refuseBlocked(unit, before);
  const sentBy = await actorReference(unit);
  return saveDesign(unit, before, { state: 'awaiting_approval', sentBy, sentOn: unit.today });
}

function refuseAuthor(unit: Unit, design: StoredDesign, what: string): void {
  const id = actorId(unit);
  if (design.sentBy?.id !== id && !design.editorIds.includes(id)) return;
  const name = unit.actor === 'assay' ? '' : unit.actor.name;
  throw new AssayError('FOUR_EYES', `${name} worked on version ${design.version} and may not ${what} it.`, {
    remedy: 'Ask a colleague who had no part in it.',
  });
}

/**
 * Puts a version into force in the name of the unit's actor, who had no part in it; the one before is superseded.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, NOT_ALLOWED_NOW.
 */
export async function approveDesign(unit: Unit, change: DesignChange & { note: string }): Promise<AccessDesign> {
  const before = await getPresentDesign(unit, change, 'awaiting_approval');
  refuseAuthor(unit, before, 'approve');
  await refuseBlocked(unit, before);
  const { inForce } = await findPresentDesigns(unit.transaction);
  if (inForce) await saveDesign(unit, inForce, { state: 'superseded', supersededOn: unit.today });
  return saveDesign(unit, before, {
    state: 'in_force',
    inForceOn: unit.today,
    decidedBy: await actorReference(unit),
    decidedOn: unit.today,
    decisionNote: change.note,
  });
}

/** Makes it a draft again. @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW. */
export async function sendDesignBack(unit: Unit, change: DesignChange & { note: string }): Promise<AccessDesign> {
  const before = await getPresentDesign(unit, change, 'awaiting_approval');
  return saveDesign(unit, before, {
    state: 'draft',
    decidedBy: await actorReference(unit),
    decidedOn: unit.today,
    decisionNote: change.note,
  });
}

/**
 * Records that somebody who had no part in it looked the version in force over; the next look is a quarter later.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, NOT_ALLOWED_NOW.
 */
export async function confirmReview(unit: Unit, change: DesignChange & { note: string }): Promise<AccessDesign> {
  const before = await getPresentDesign(unit, change, 'in_force');
  refuseAuthor(unit, before, 'review');
  const reviewed = await saveDesign(unit, before, { lastReviewedOn: unit.today, lastReviewedById: actorId(unit) });
  const name = `Access tiers, version ${before.version}`;
  unit.note({ kind: 'access_design', id: before.id, name, facts: { reviewNote: change.note } });
  return reviewed;
}
