import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { newPersonSchema, Person } from '../../../../shared/contract/people.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { writeInitials } from '../../../../shared/rules/people.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Tables } from '../../database/tables.ts';
import { writeUnit, type Unit } from '../../database/unit-of-work.ts';
import { personOperations, workspaceOperations } from '../../operations.ts';
import { insertPerson, selectActivePerson, selectPeople, selectPerson, updatePerson } from './people-store.ts';

type Executor = Kysely<Tables> | Transaction<Tables>;

/** @throws AssayError NOT_FOUND. */
export async function getPerson(executor: Executor, personId: string): Promise<Person> {
  const person = await selectPerson(executor, personId);
  if (!person) throw new AssayError('NOT_FOUND', 'This person is not in the workspace.');
  return person;
}

/**
 * Lets work be given only to somebody who is there to do it; null gives it to nobody.
 *
 * @throws AssayError INVALID_INPUT naming `field`.
 */
export async function requireActivePerson(executor: Executor, personId: string | null, field: string): Promise<void> {
  if (personId === null || (await selectActivePerson(executor, personId))) return;
  throw new AssayError('INVALID_INPUT', 'This person is not active in the workspace.', {
    field,
    remedy: 'Choose somebody who is.',
  });
}

/** Everybody, active or not, by name. */
export function listPeople(executor: Executor): Promise<Person[]> {
  return selectPeople(executor);
}

/** Adds a person within a unit of work. */
export async function addPerson(unit: Unit, fields: z.infer<typeof newPersonSchema>): Promise<Person> {
  const person = { id: unit.nextId(), ...fields, initials: writeInitials(fields.name), active: true, revision: 1 };
  await insertPerson(unit.transaction, person);
  unit.record({ kind: 'person', id: person.id, name: person.name, before: null, after: person });
  return person;
}

/** A workspace nobody can sign in, or let anybody else into, would be lost to its owners. */
async function refuseLastOfficer(executor: Executor, before: Person, after: Person): Promise<void> {
  const stays = after.active && after.role === 'compliance_officer';
  if (before.role !== 'compliance_officer' || !before.active || stays) return;
  const others = (await listPeople(executor)).filter((one) => one.id !== before.id && one.active);
  if (others.some((one) => one.role === 'compliance_officer')) return;
  throw new AssayError('NOT_ALLOWED_NOW', `${before.name} is the only compliance officer of this workspace.`, {
    remedy: 'Give another person that role first.',
  });
}

export const peopleOperations = {
  list: workspaceOperations.people.list.handler(({ context }) => listPeople(context.queries)),

  create: personOperations.people.create.handler(({ context, input }) =>
    context.write((unit) => addPerson(unit, input)),
  ),

  update: personOperations.people.update.handler(({ context, input }) =>
    context.write(async (unit) => {
      const before = await getPerson(unit.transaction, input.personId);
      refuseStaleRevision(before, input.revision, before.name);
      const changed = { ...before, ...pickGiven(input.changes) };
      const after = { ...changed, initials: writeInitials(changed.name), revision: before.revision + 1 };
      await refuseLastOfficer(unit.transaction, before, after);
      await updatePerson(unit.transaction, after);
      unit.record({ kind: 'person', id: after.id, name: after.name, before, after });
      return after;
    }),
  ),

  choose: workspaceOperations.people.choose.handler(async ({ context, input }) => {
    const person = await selectActivePerson(context.queries, input.personId);
    if (!person) throw new AssayError('NOT_FOUND', 'This person is not active in the workspace.');
    await writeUnit(context.workspace, person, context.operation, async (unit) => {
      unit.note({ kind: 'person', id: person.id, name: person.name, facts: { chosen: true } });
    });
    context.session.worker = { workspaceId: context.workspace.id, personId: person.id };
    return person;
  }),

  leave: workspaceOperations.people.leave.handler(({ context }) => {
    context.session.worker = null;
    return null;
  }),
};
