import type { Identity } from '../../../../shared/contract/access-tier-records.ts';
import type { IdentityChanges, NewIdentity } from '../../../../shared/contract/access-tiers.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { isPresent } from '../../../../shared/rules/access-tiers/decision-facts.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import {
  countAgentsOf,
  insertIdentity,
  selectAccountHolder,
  selectIdentity,
  selectIdentityPage,
  updateIdentity,
} from './identities-store.ts';

/** A page of those who use tools; `active` is as of `today`. */
export function listIdentities(executor: Executor, list: ListInput, today: string) {
  return selectIdentityPage(executor, list, today);
}

/** @throws AssayError NOT_FOUND. */
export async function getIdentity(executor: Executor, identityId: string, today: string): Promise<Identity> {
  const identity = await selectIdentity(executor, identityId, today);
  if (!identity) throw new AssayError('NOT_FOUND', 'Nobody of this id uses the tools.');
  return identity;
}

function recordIdentity(unit: Unit, before: Identity | null, after: Identity): Identity {
  unit.record({
    kind: 'identity',
    id: after.id,
    name: after.name,
    before: before && { ...before },
    after: { ...after },
  });
  return after;
}

/** What an identity must be to make sense; the role of agents is theirs alone. */
async function refuseUnfit(unit: Unit, identity: Identity): Promise<void> {
  const refuse = (sentence: string, field: string, remedy: string) => {
    throw new AssayError('INVALID_INPUT', sentence, { field, remedy });
  };
  if ((identity.kind === 'agent') !== (identity.role === 'service')) {
    refuse(
      'The role of a service identity is for agents, and for agents alone.',
      'role',
      'Choose another role or another kind.',
    );
  }
  if (identity.leftOn !== null && identity.leftOn < identity.joinedOn) {
    refuse('Nobody leaves before they join.', 'leftOn', 'Mend one of the two days.');
  }
  const holder = await selectAccountHolder(unit.transaction, identity.account, identity.id);
  if (holder) {
    refuse(`${holder.name} (${holder.code}) has this account.`, 'account', 'Open that record, or mend the account.');
  }
}

async function findOwner(unit: Unit, kind: Identity['kind'], ownerId: string | null): Promise<Identity['owner']> {
  if (ownerId === null) return null;
  if (kind === 'person') {
    throw new AssayError('INVALID_INPUT', 'Only an agent has a human owner.', { field: 'ownerId' });
  }
  const owner = await getIdentity(unit.transaction, ownerId, unit.today);
  if (owner.kind === 'person') return { id: owner.id, name: owner.name };
  throw new AssayError('INVALID_INPUT', `${owner.name} is an agent and cannot answer for another.`, {
    field: 'ownerId',
    remedy: 'Choose a person.',
  });
}

/** @throws AssayError NOT_FOUND for the owner, INVALID_INPUT. */
export async function addIdentity(unit: Unit, fields: NewIdentity): Promise<Identity> {
  const { ownerId = null, ...given } = pickGiven(fields);
  const { name, kind, role, joinedOn } = fields;
  const identity: Identity = {
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'ID'),
    account: '',
    leftOn: null,
    ...given,
    name,
    kind,
    role,
    joinedOn,
    owner: await findOwner(unit, kind, ownerId),
    active: false,
    revision: 1,
  };
  identity.active = isPresent(identity, unit.today);
  await refuseUnfit(unit, identity);
  await insertIdentity(unit.transaction, identity);
  return recordIdentity(unit, null, identity);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT. */
export async function changeIdentity(
  unit: Unit,
  identityId: string,
  revision: number,
  changes: IdentityChanges,
): Promise<Identity> {
  const before = await getIdentity(unit.transaction, identityId, unit.today);
  refuseStaleRevision(before, revision, before.name);
  const { ownerId, ...given } = pickGiven(changes);
  const after: Identity = { ...before, ...given, revision: before.revision + 1 };
  const wanted = ownerId === undefined ? (before.owner?.id ?? null) : ownerId;
  after.owner = await findOwner(unit, after.kind, wanted);
  after.active = isPresent(after, unit.today);
  await refuseUnfit(unit, after);
  if (after.kind === 'agent' && before.kind === 'person' && (await countAgentsOf(unit.transaction, before.id)) > 0) {
    throw new AssayError('INVALID_INPUT', `${before.name} answers for agents and cannot become one.`, {
      field: 'kind',
      remedy: 'Give those agents another owner first.',
    });
  }
  await updateIdentity(unit.transaction, after);
  return recordIdentity(unit, before, after);
}
