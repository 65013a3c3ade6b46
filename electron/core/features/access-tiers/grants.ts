import type { AccessGrant } from '../../../../shared/contract/access-tier-records.ts';
import type { NewGrant } from '../../../../shared/contract/access-tiers.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { isGranted } from '../../../../shared/rules/access-tiers/decision-facts.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson } from '../people/people.ts';
import { getTool } from '../tools/tools.ts';
import { insertGrant, selectGrant, selectGrantPage, updateGrant } from './grants-store.ts';
import { getIdentity } from './identities.ts';

/** A page of the access that was given. */
export function listGrants(executor: Executor, list: ListInput) {
  return selectGrantPage(executor, list);
}

async function getGrant(executor: Executor, grantId: string): Promise<AccessGrant> {
  const grant = await selectGrant(executor, grantId);
  if (!grant) throw new AssayError('NOT_FOUND', 'This access is not in the workspace.');
  return grant;
}

function recordGrant(unit: Unit, before: AccessGrant | null, after: AccessGrant): AccessGrant {
  unit.record({
    kind: 'access_grant',
    id: after.id,
    name: `${after.identity.name}, ${after.tool.name}`,
    before: before && { ...before },
    after: { ...after },
  });
  return after;
}

async function findReviewer(unit: Unit, holderId: string, reviewerId: string | null): Promise<AccessGrant['reviewer']> {
  if (reviewerId === null) return null;
  const { id, name, kind } = await getIdentity(unit.transaction, reviewerId, unit.today);
  if (id !== holderId && kind === 'person') return { id, name };
  const sentence = kind === 'agent' ? `${name} is an agent and reviews nothing.` : 'Nobody reviews their own changes.';
  throw new AssayError('INVALID_INPUT', sentence, { field: 'reviewerId', remedy: 'Choose a colleague.' });
}

/** @throws AssayError NOT_FOUND, INVALID_INPUT for a second access to the same. */
export async function addGrant(unit: Unit, fields: NewGrant): Promise<AccessGrant> {
  const { transaction, today } = unit;
  const identity = await getIdentity(transaction, fields.identityId, today);
  const tool = await getTool(transaction, fields.toolId);
  const { rows } = await selectGrantPage(transaction, {
    offset: 0,
    limit: 100,
    search: '',
    sort: [],
    filters: [
      { field: 'identityId', operator: 'is', values: [identity.id] },
      { field: 'toolId', operator: 'is', values: [tool.id] },
      { field: 'classId', operator: 'is', values: [fields.classId] },
      { field: 'removedOn', operator: 'is', values: [null] },
    ],
  });
  if (rows.length > 0) {
    throw new AssayError('INVALID_INPUT', `${identity.name} has this access to ${tool.name} already.`, {
      field: 'classId',
      remedy: 'Change the access that is there.',
    });
  }
  const grant: AccessGrant = {
    id: unit.nextId(),
    identity: { id: identity.id, name: identity.name },
    tool: { id: tool.id, name: tool.name },
    classId: fields.classId,
    grantedOn: fields.grantedOn,
    removedOn: null,
    reviewer: await findReviewer(unit, identity.id, fields.reviewerId),
    approvedBy: null,
    revision: 1,
  };
  await insertGrant(transaction, grant);
  return recordGrant(unit, null, grant);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT. */
export async function changeGrant(
  unit: Unit,
  grantId: string,
  revision: number,
  changes: { removedOn?: string | null | undefined; reviewerId?: string | null | undefined },
): Promise<AccessGrant> {
  const before = await getGrant(unit.transaction, grantId);
  refuseStaleRevision(before, revision, 'This access');
  const { removedOn, reviewerId } = pickGiven(changes);
  const after = { ...before, revision: before.revision + 1 };
  if (removedOn !== undefined) after.removedOn = removedOn;
  if (reviewerId !== undefined) after.reviewer = await findReviewer(unit, before.identity.id, reviewerId);
  if (after.removedOn !== null && after.removedOn < after.grantedOn) {
    throw new AssayError('INVALID_INPUT', 'Access cannot end before it was given.', { field: 'changes.removedOn' });
  }
  await updateGrant(unit.transaction, after);
  return recordGrant(unit, before, after);
}

/**
 * Approves access in the name of the unit's actor, who is not the one that it is for.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, NOT_ALLOWED_NOW.
 */
export async function approveGrant(unit: Unit, grantId: string, revision: number): Promise<AccessGrant> {
  const { transaction, actor, today } = unit;
  const before = await getGrant(transaction, grantId);
  refuseStaleRevision(before, revision, 'This access');
  if (actor === 'assay') throw new Error('Access is approved by a person');
  if (!isGranted(before, today) && before.grantedOn <= today) {
    throw new AssayError('NOT_ALLOWED_NOW', 'This access was removed; there is nothing to approve.');
  }
  const approver = await getPerson(transaction, actor.id);
  const holder = await getIdentity(transaction, before.identity.id, today);
  const owner = holder.owner && (await getIdentity(transaction, holder.owner.id, today));
  refuseOwnAccount(approver, [holder.account, owner?.account ?? ''], 'approve their own access');
  const { id, name, initials } = approver;
  const after = { ...before, approvedBy: { id, name, initials }, revision: before.revision + 1 };
  await updateGrant(transaction, after);
  return recordGrant(unit, before, after);
}

/**
 * Nobody decides on what they themselves are to have: people of the workspace and users of tools are told apart by
 * their e-mail addresses.
 *
 * @throws AssayError FOUR_EYES.
 */
export function refuseOwnAccount(
  person: { name: string; email: string },
  accounts: readonly string[],
  what: string,
): void {
  const email = person.email.trim().toLowerCase();
  if (email === '' || !accounts.some((account) => account.trim().toLowerCase() === email)) return;
  throw new AssayError('FOUR_EYES', `${person.name} may not ${what}.`, { remedy: 'Ask a colleague.' });
}
