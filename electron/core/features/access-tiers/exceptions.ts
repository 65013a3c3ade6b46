import type {
  AccessException,
  NewException,
  RecordedException,
} from '../../../../shared/contract/access-tier-records.ts';
import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { findExceptionStanding, findTermRefusal } from '../../../../shared/rules/access-tiers/exceptions.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson } from '../people/people.ts';
import { getTool } from '../tools/tools.ts';
import { insertException, selectException, selectExceptionPage, updateException } from './exceptions-store.ts';
import { refuseOwnAccount } from './grants.ts';
import { getIdentity } from './identities.ts';
import { getRepository } from './repositories.ts';

/** A page of exceptions; `standing` is as of `today`. */
export function listExceptions(executor: Executor, list: ListInput, today: string) {
  return selectExceptionPage(executor, list, today);
}

async function getException(executor: Executor, exceptionId: string, today: string): Promise<AccessException> {
  const exception = await selectException(executor, exceptionId, today);
  if (!exception) throw new AssayError('NOT_FOUND', 'This exception is not in the workspace.');
  return exception;
}

function recordException(unit: Unit, before: AccessException | null, after: AccessException): AccessException {
  const describe = ({ standing: _standing, ...facts }: AccessException) => facts;
  unit.record({
    kind: 'access_exception',
    id: after.id,
    name: after.code,
    before: before && describe(before),
    after: describe(after),
  });
  return after;
}

async function getActor(unit: Unit) {
  if (unit.actor === 'assay') throw new Error('An exception is a matter of people');
  return getPerson(unit.transaction, unit.actor.id);
}

/** Whom, what and where it is for, checked against the records. */
async function describeScope(unit: Unit, pack: AccessTierPack, fields: NewException) {
  const { transaction, today } = unit;
  if ((fields.identityId === null) === (fields.role === null)) {
    throw new AssayError('INVALID_INPUT', 'An exception is for one person or agent, or for one role.', {
      field: 'identityId',
      remedy: 'Choose one of the two.',
    });
  }
  const identity = fields.identityId === null ? null : await getIdentity(transaction, fields.identityId, today);
  const role = pack.roles.find(({ id }) => id === (identity?.role ?? fields.role));
  if (role && !role.exceptions) {
    throw new AssayError('INVALID_INPUT', `The role ${role.name} is given no exceptions.`, {
      field: identity ? 'identityId' : 'role',
      remedy: 'Give the person another role first.',
    });
  }
  if (fields.classId === 'cde' && fields.consulted.trim() === '') {
    throw new AssayError('INVALID_INPUT', 'An exception for the cardholder data environment names the QSA heard.', {
      field: 'consulted',
      remedy: 'Write down who was heard, and when.',
    });
  }
  const tool = await getTool(transaction, fields.toolId);
  const repository = fields.repositoryId === null ? null : await getRepository(transaction, fields.repositoryId);
  if (repository && repository.codeClass !== fields.classId && repository.pciClass !== fields.classId) {
    throw new AssayError('INVALID_INPUT', `${repository.name} is not of this class.`, {
      field: 'repositoryId',
      remedy: 'Choose the class that the repository has.',
    });
  }
  return {
    identity: identity && { id: identity.id, name: identity.name },
    role: identity ? null : fields.role,
    tool: { id: tool.id, name: tool.name },
    classId: fields.classId,
    repository: repository && { id: repository.id, name: repository.name },
    reason: fields.reason,
    consulted: fields.consulted,
    startsOn: fields.startsOn,
    expiresOn: fields.expiresOn,
  };
}

/** @throws AssayError NOT_FOUND, INVALID_INPUT; 90 days at most. */
export async function requestException(
  unit: Unit,
  pack: AccessTierPack,
  fields: NewException,
): Promise<AccessException> {
  const { id, name } = await getActor(unit);
  const refusal = findTermRefusal(fields, unit.today);
  if (refusal) {
    throw new AssayError('INVALID_INPUT', refusal.sentence, { field: refusal.field, remedy: refusal.remedy });
  }
  const exception: AccessException = {
    ...(await describeScope(unit, pack, fields)),
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'EX'),
    origin: 'requested',
    requestedBy: { id, name },
    requestedOn: unit.today,
    decidedBy: null,
    decidedOn: null,
    decisionNote: '',
    state: 'requested',
    standing: 'requested',
    revokedOn: null,
    revision: 1,
  };
  await insertException(unit.transaction, exception);
  return recordException(unit, null, exception);
}

/**
 * Keeps an exception that was decided on paper, as it was written: what does not hold shows as a check.
 *
 * @throws AssayError NOT_FOUND, INVALID_INPUT.
 */
export async function keepRecordedException(
  unit: Unit,
  pack: AccessTierPack,
  fields: RecordedException,
): Promise<AccessException> {
  const { requesterName, approverName, approvedOn, ...scope } = fields;
  if (fields.expiresOn < fields.startsOn || approvedOn > unit.today) {
    throw new AssayError('INVALID_INPUT', 'The days of this exception cannot be right.', {
      field: approvedOn > unit.today ? 'approvedOn' : 'expiresOn',
      remedy: 'Write the days as the paper has them.',
    });
  }
  const exception: AccessException = {
    ...(await describeScope(unit, pack, scope)),
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'EX'),
    origin: 'recorded',
    requestedBy: { id: null, name: requesterName },
    requestedOn: approvedOn,
    decidedBy: { id: null, name: approverName },
    decidedOn: approvedOn,
    decisionNote: '',
    state: 'approved',
    standing: 'live',
    revokedOn: null,
    revision: 1,
  };
  exception.standing = findExceptionStanding(exception, unit.today);
  await insertException(unit.transaction, exception);
  return recordException(unit, null, exception);
}

interface Decision {
  exceptionId: string;
  revision: number;
  note: string;
}

async function getPresent(unit: Unit, { exceptionId, revision }: Decision, state: AccessException['state']) {
  const before = await getException(unit.transaction, exceptionId, unit.today);
  refuseStaleRevision(before, revision, before.code);
  if (before.state !== state) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.code} is ${before.state} already.`, {
      remedy: 'Ask for a new one.',
    });
  }
  return before;
}

async function decide(
  unit: Unit,
  before: AccessException,
  changes: Partial<AccessException>,
): Promise<AccessException> {
  const changed = { ...before, ...changes, revision: before.revision + 1 };
  const after = { ...changed, standing: findExceptionStanding(changed, unit.today) };
  await updateException(unit.transaction, after);
  return recordException(unit, before, after);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, NOT_ALLOWED_NOW. */
export async function approveException(unit: Unit, decision: Decision): Promise<AccessException> {
  const before = await getPresent(unit, decision, 'requested');
  const approver = await getActor(unit);
  if (before.requestedBy.id === approver.id) {
    throw new AssayError('FOUR_EYES', `${approver.name} asked for ${before.code} and may not approve it.`, {
      remedy: 'Ask a colleague to decide it.',
    });
  }
  if (before.identity) {
    const holder = await getIdentity(unit.transaction, before.identity.id, unit.today);
    const owner = holder.owner && (await getIdentity(unit.transaction, holder.owner.id, unit.today));
    refuseOwnAccount(approver, [holder.account, owner?.account ?? ''], 'approve an exception of their own');
  }
  if (before.expiresOn < unit.today) {
    throw new AssayError('NOT_ALLOWED_NOW', `${before.code} would have ended already.`, {
      remedy: 'Decline it and ask for a new one.',
    });
  }
  return decide(unit, before, {
    state: 'approved',
    decidedBy: { id: approver.id, name: approver.name },
    decidedOn: unit.today,
    decisionNote: decision.note,
  });
}

function requireReason(note: string, what: string): void {
  if (note !== '') return;
  throw new AssayError('INVALID_INPUT', `To ${what} an exception needs a reason.`, {
    field: 'note',
    remedy: 'Write down why.',
  });
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT, NOT_ALLOWED_NOW. */
export async function declineException(unit: Unit, decision: Decision): Promise<AccessException> {
  const before = await getPresent(unit, decision, 'requested');
  requireReason(decision.note, 'decline');
  const { id, name } = await getActor(unit);
  return decide(unit, before, {
    state: 'declined',
    decidedBy: { id, name },
    decidedOn: unit.today,
    decisionNote: decision.note,
  });
}

/** Ends an approved exception at once. @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT, NOT_ALLOWED_NOW. */
export async function revokeException(unit: Unit, decision: Decision): Promise<AccessException> {
  const before = await getPresent(unit, decision, 'approved');
  requireReason(decision.note, 'revoke');
  return decide(unit, before, { state: 'revoked', revokedOn: unit.today, decisionNote: decision.note });
}
