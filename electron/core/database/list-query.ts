import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import { AssayError } from '../assay-error.ts';

/** The fields of a register that can be filtered and sorted, each with the SQL that gives its value. */
export type ListFields = Readonly<Record<string, RawBuilder<unknown>>>;

function findField(fields: ListFields, name: string): RawBuilder<unknown> {
  const field = fields[name];
  if (!field) throw new AssayError('INVALID_INPUT', `This register has no field "${name}".`, { field: name });
  return field;
}

/** `null` among the values means "not set"; booleans come as "1" and "0". */
function toCondition(field: RawBuilder<unknown>, { operator, values }: ListFilter): RawBuilder<SqlBool> {
  const texts = values.filter((value) => value !== null);
  const isAny = texts.length > 0 ? sql<SqlBool>`cast(${field} as text) in (${sql.join(texts)})` : sql<SqlBool>`0`;
  const isEmpty = values.includes(null) ? sql<SqlBool>`(${field} is null or ${field} = '')` : sql<SqlBool>`0`;
  const [first = ''] = texts;
  if (operator === 'is') return sql`(${isAny} or ${isEmpty})`;
  if (operator === 'is_not') return sql`not (coalesce(${isAny}, 0) or ${isEmpty})`;
  if (operator === 'on_or_before') return sql`${field} <= ${first}`;
  if (operator === 'on_or_after') return sql`${field} >= ${first}`;
  return sql`${field} like ${toLikePattern(first)} escape '\\'`;
}

/** A pattern for `like … escape '\'` that finds `text` anywhere, with its own wildcards taken literally. */
export function toLikePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** All filters of a list, joined by "and". */
export function whereFilters(fields: ListFields, filters: ListInput['filters']): Expression<SqlBool> {
  if (filters.length === 0) return sql<SqlBool>`1`;
  return sql<SqlBool>`${sql.join(
    filters.map((filter) => toCondition(findField(fields, filter.field), filter)),
    sql` and `,
  )}`;
}

/** Every word of the search must stand in one of the given columns. */
export function whereSearch(columns: readonly RawBuilder<unknown>[], search: string): Expression<SqlBool> {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return sql<SqlBool>`1`;
  const conditions = words.map((word) => {
    const pattern = toLikePattern(word);
    return sql`(${sql.join(
      columns.map((column) => sql`${column} like ${pattern} escape '\\'`),
      sql` or `,
    )})`;
  });
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

/** Order of a list: what was asked, then `usual`, so that pages never overlap. Empty values come last. */
export function orderBy(fields: ListFields, sort: ListInput['sort'], usual: RawBuilder<unknown>): RawBuilder<unknown> {
  const asked = sort.map(({ field, direction }) => {
    const value = findField(fields, field);
    return direction === 'ascending'
      ? sql`${value} is null, ${value} collate nocase asc`
      : sql`${value} is null, ${value} collate nocase desc`;
  });
  return sql.join([...asked, usual]);
}
