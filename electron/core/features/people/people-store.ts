import { CompiledQuery, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Person } from '../../../../shared/contract/people.ts';
import type { Tables } from '../../database/tables.ts';

type Executor = Kysely<Tables> | Transaction<Tables>;

function toPerson(row: Selectable<Tables['people']>): Person {
  return { ...row, active: row.active === 1 };
}

export async function selectPeople(executor: Executor): Promise<Person[]> {
  const rows = await executor.selectFrom('people').selectAll().orderBy('name').execute();
  return rows.map(toPerson);
}

/** Read on every call, to know who it is that calls, so without the query builder. */
export async function selectPerson(executor: Executor, personId: string): Promise<Person | undefined> {
  const { rows } = await executor.executeQuery<Selectable<Tables['people']>>(
    CompiledQuery.raw('select * from people where id = ?', [personId]),
  );
  const [row] = rows;
  return row && toPerson(row);
}

/** Null for somebody unknown or no longer active. */
export async function selectActivePerson(executor: Executor, personId: string): Promise<Person | null> {
  const person = await selectPerson(executor, personId);
  return person?.active ? person : null;
}

export async function insertPerson(executor: Executor, person: Person): Promise<void> {
  await executor
    .insertInto('people')
    .values({ ...person, active: Number(person.active) })
    .execute();
}

export async function updatePerson(executor: Executor, person: Person): Promise<void> {
  const { id, ...columns } = person;
  await executor
    .updateTable('people')
    .set({ ...columns, active: Number(person.active) })
    .where('id', '=', id)
    .execute();
}
