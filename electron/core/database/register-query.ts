import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { ListInput } from '../../../shared/contract/operation.ts';
import { orderBy, whereFilters, whereSearch, type ListFields } from './list-query.ts';
import type { Executor, Tables } from './tables.ts';

/**
 * How a register is read. First the ids of a page are found with what filters, search and sort need and nothing else,
 * then the rows of those ids; so a page costs the same however much its rows show.
 */
export interface Register<Stored, Row> {
  table: keyof Tables;
  /** What else its queries were written for, where they hold a day: with another day they are written anew. */
  writtenFor?: string;
  filters: ListFields;
  /** Where a field sorts by something else than it is filtered by: a person by name, a band by severity. */
  sorts: ListFields;
  searched: readonly RawBuilder<unknown>[];
  /** The order when nothing is asked; ends with what tells any two rows apart. */
  usual: RawBuilder<unknown>;
  /** Gives the rows of a JSON list of ids, its one parameter, in that order. */
  rowsSql: string;
  toRow(stored: Stored): Row;
}

/** The rows of these ids, in their order; an id without a record is left out. */
export async function readRows<Stored, Row>(
  executor: Executor,
  register: Pick<Register<Stored, Row>, 'rowsSql' | 'toRow'>,
  ids: readonly string[],
): Promise<Row[]> {
  if (ids.length === 0) return [];
  const { rows } = await executor.executeQuery<Stored>(CompiledQuery.raw(register.rowsSql, [JSON.stringify(ids)]));
  return rows.map((row) => register.toRow(row));
}

/** The queries of one list: the ids of a page, whose last two parameters are limit and offset, and the counts. */
interface ListQueries {
  ids: CompiledQuery;
  kept: CompiledQuery;
  found: CompiledQuery;
}

/** A page is read again after every change that may concern it, so the newest lists are not compiled anew. */
const KEPT_LISTS = 100;
const compiledLists = new Map<string, ListQueries>();

function compileList<Stored, Row>(
  executor: Executor,
  register: Register<Stored, Row>,
  { search, filters, sort }: ListInput,
): ListQueries {
  const key = JSON.stringify([register.table, register.writtenFor, search, filters, sort]);
  const known = compiledLists.get(key);
  if (known) return known;
  const table = sql.table(register.table);
  const found = whereSearch(register.searched, search);
  const kept = sql`${found} and ${whereFilters(register.filters, filters)}`;
  const order = orderBy({ ...register.filters, ...register.sorts }, sort, register.usual);
  const queries = {
    ids: sql`select id from ${table} where ${kept} order by ${order} limit ${0} offset ${0}`.compile(executor),
    kept: sql`select count(*) as count from ${table} where ${kept}`.compile(executor),
    found: sql`select count(*) as count from ${table} where ${found}`.compile(executor),
  };
  const [oldest] = compiledLists.keys();
  if (compiledLists.size >= KEPT_LISTS && oldest !== undefined) compiledLists.delete(oldest);
  compiledLists.set(key, queries);
  return queries;
}

async function count(executor: Executor, query: CompiledQuery): Promise<number> {
  const { rows } = await executor.executeQuery<{ count: number }>(CompiledQuery.raw(query.sql, [...query.parameters]));
  return rows[0]?.count ?? 0;
}

/**
 * A page of a register, how many rows the filters let through, and how many they hold back.
 *
 * @throws AssayError INVALID_INPUT for a field that the register does not have.
 */
export async function readRegister<Stored, Row>(
  executor: Executor,
  register: Register<Stored, Row>,
  list: ListInput,
): Promise<{ rows: Row[]; total: number; hidden: number }> {
  const { ids, kept, found } = compileList(executor, register, list);
  const page = await executor.executeQuery<{ id: string }>(
    CompiledQuery.raw(ids.sql, [...ids.parameters.slice(0, -2), list.limit, list.offset]),
  );
  const rows = await readRows(
    executor,
    register,
    page.rows.map(({ id }) => id),
  );
  const total = await count(executor, kept);
  const hidden = list.filters.length === 0 ? 0 : (await count(executor, found)) - total;
  return { rows, total, hidden };
}
