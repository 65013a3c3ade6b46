import type { ListFilter, ListInput } from '../../shared/contract/operation.ts';
import { LIST_LIMIT } from '../../shared/contract/operation.ts';
import { readFilters, writeFilters } from '../platform/register-path.ts';

export type RegisterSort = ListInput['sort'][number];

/** What a register shows: a view, as it is or changed. */
export interface RegisterState {
  view: string;
  search: string;
  filters: readonly ListFilter[];
  sort: readonly RegisterSort[];
  offset: number;
  /** Ids of the columns in order; empty means the usual ones. */
  columns: readonly string[];
}

/** A tab over a register: filters and order under a name. */
export interface RegisterView {
  id: string;
  /** Already translated. */
  label: string;
  count?: number | undefined;
  search?: string;
  filters?: readonly ListFilter[];
  sort?: readonly RegisterSort[];
  columns?: readonly string[];
  /** One's own; it can be removed. */
  saved?: boolean;
}

/** Address parameters of a register. `own` marks a view that was changed, so that it may also have no filter at all. */
const NAMES = { view: 'view', search: 'search', sort: 'sort', offset: 'from', columns: 'columns', own: 'own' } as const;
const FILTER = 'filter';

/** What a view shows before anybody changes it. */
function stateOfView(view: RegisterView | undefined, usualSort: readonly RegisterSort[]): RegisterState {
  return {
    view: view?.id ?? '',
    search: view?.search ?? '',
    filters: view?.filters ?? [],
    sort: view?.sort ?? usualSort,
    offset: 0,
    columns: view?.columns ?? [],
  };
}

/** Reads the address of a register page. Filters of the address win over those of its view. */
export function readRegisterState(
  parameters: URLSearchParams,
  views: readonly RegisterView[],
  usualSort: readonly RegisterSort[],
): RegisterState {
  const named = parameters.get(NAMES.view);
  const view = views.find((one) => one.id === named) ?? views[0];
  const state = stateOfView(view, usualSort);
  const offset = readOffset(parameters.get(NAMES.offset));
  const filters = readFilters(parameters);
  if (!parameters.has(NAMES.own)) return filters.length === 0 ? { ...state, offset } : { ...state, filters, offset };
  return {
    ...state,
    search: parameters.get(NAMES.search) ?? '',
    filters,
    sort: parameters.getAll(NAMES.sort).flatMap(readSort),
    offset,
    columns: (parameters.get(NAMES.columns) ?? '').split(',').filter(Boolean),
  };
}

/** The address parameters of a state; those that are no part of a register are kept from `before`. */
export function writeRegisterState(state: RegisterState, before: URLSearchParams): URLSearchParams {
  const written = clearRegisterState(before);
  written.set(NAMES.view, state.view);
  written.set(NAMES.own, '1');
  if (state.search !== '') written.set(NAMES.search, state.search);
  for (const text of writeFilters(state.filters)) written.append(FILTER, text);
  for (const { field, direction } of state.sort) written.append(NAMES.sort, `${field}~${direction}`);
  if (state.offset > 0) written.set(NAMES.offset, String(state.offset));
  if (state.columns.length > 0) written.set(NAMES.columns, state.columns.join(','));
  return written;
}

/** The address of a view as it is. */
export function writeView(viewId: string, before: URLSearchParams): URLSearchParams {
  const written = clearRegisterState(before);
  written.set(NAMES.view, viewId);
  return written;
}

function clearRegisterState(before: URLSearchParams): URLSearchParams {
  const cleared = new URLSearchParams(before);
  for (const name of [...Object.values(NAMES), FILTER]) cleared.delete(name);
  return cleared;
}

/** What `list` operations take: one page of a state. */
export function toListInput({ offset, search, filters, sort }: RegisterState): ListInput {
  return { offset, limit: LIST_LIMIT, search, filters: [...filters], sort: [...sort] };
}

function readOffset(text: string | null): number {
  const offset = Number(text ?? 0);
  return Number.isInteger(offset) && offset > 0 ? offset : 0;
}

function readSort(text: string): RegisterSort[] {
  const [field = '', direction] = text.split('~');
  if (!/^[a-z][A-Za-z]*$/.test(field)) return [];
  return [{ field, direction: direction === 'descending' ? 'descending' : 'ascending' }];
}
