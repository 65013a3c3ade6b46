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
  return rows.map(register.toRow);
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
  const table = sql.table(register.table);
  const found = whereSearch(register.searched, list.search);
  const kept = whereFilters(register.filters, list.filters);
  const order = orderBy({ ...register.filters, ...register.sorts }, list.sort, register.usual);
  const page = await sql<{ id: string }>`select id from ${table} where ${found} and ${kept}
    order by ${order} limit ${list.limit} offset ${list.offset}`.execute(executor);
  const rows = await readRows(
    executor,
    register,
    page.rows.map(({ id }) => id),
  );
  const count = async (condition: typeof found) => {
    const counted = await sql<{ count: number }>`select count(*) as count from ${table} where ${condition}`.execute(
      executor,
    );
    return counted.rows[0]?.count ?? 0;
  };
  const total = await count(sql`${found} and ${kept}`);
  const hidden = list.filters.length === 0 ? 0 : (await count(found)) - total;
  return { rows, total, hidden };
}
