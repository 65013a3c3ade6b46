import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ListInput } from '../../shared/contract/operation.ts';
import type { REGISTERS } from '../../shared/contract/settings.ts';
import { api } from '../platform/api.ts';
import {
  readRegisterState,
  toListInput,
  writeRegisterState,
  writeView,
  type RegisterSort,
  type RegisterState,
  type RegisterView,
} from './register-state.ts';

export interface Register {
  /** The input of the register's `list` operation. */
  list: ListInput;
  state: RegisterState;
  views: readonly RegisterView[];
  /** Changes what is shown, from the first row on. */
  change: (changes: Partial<Omit<RegisterState, 'view'>>) => void;
  chooseView: (viewId: string) => void;
  /** Keeps what is shown as a view of one's own, under this name: a new one, or in place of one that there is. */
  saveView: (name: string, viewId?: string) => Promise<void>;
  /** Gives a saved view another name; what it shows stays. */
  renameView: (viewId: string, name: string) => Promise<void>;
  removeView: (viewId: string) => Promise<void>;
}

export interface RegisterInput {
  name: (typeof REGISTERS)[number];
  /** The tabs that come with the page, the usual one first. */
  views: readonly RegisterView[];
  sort?: readonly RegisterSort[];
}

const NO_SORT: readonly RegisterSort[] = [];
const NOTHING_WRITTEN: readonly string[] = [];

/**
 * The parameters of the address, and a way to put others in their place. The router moves a moment later than the
 * person; until then the parameters are those that were written last, so that quick changes build on each other.
 */
function useAddress(): [URLSearchParams, (next: URLSearchParams) => void] {
  const [parameters, setParameters] = useSearchParams();
  const [written, setWritten] = useState<readonly string[]>([]);
  const address = parameters.toString();
  const newest = written.at(-1);
  // The first entry is the address before; any address that was not written here comes from elsewhere and wins.
  const waits = newest !== undefined && newest !== address && written.includes(address);
  const present = waits ? newest : address;
  if (newest === address) setWritten(NOTHING_WRITTEN);

  function put(next: URLSearchParams): void {
    setWritten([...(waits ? written : [address]), next.toString()]);
    setParameters(next, { replace: true });
  }
  return [useMemo(() => new URLSearchParams(present), [present]), put];
}

/**
 * The state of a register page. It lives in the address, so that back, forward and links from elsewhere
 * (`registerPath`) bring it again.
 */
export function useRegister({ name, views, sort = NO_SORT }: RegisterInput): Register {
  const [parameters, putParameters] = useAddress();
  const { data: saved = [] } = useQuery(api.settings.views.queryOptions({ input: { register: name } }));
  const save = useMutation(api.settings.saveView.mutationOptions());
  const remove = useMutation(api.settings.removeView.mutationOptions());
  const allViews = [
    ...views,
    ...saved.map(({ id, name: label, list, columns }) => ({ id, label, ...list, columns, saved: true })),
  ];
  const state = readRegisterState(parameters, allViews, sort);

  return {
    list: toListInput(state),
    state,
    views: allViews,
    change(changes) {
      putParameters(writeRegisterState({ ...state, offset: 0, ...changes }, parameters));
    },
    chooseView(viewId) {
      putParameters(writeView(viewId, parameters));
    },
    async saveView(viewName, viewId) {
      const { search, filters, sort: order, columns } = state;
      const kept = await save.mutateAsync({
        id: viewId ?? null,
        register: name,
        name: viewName,
        list: { search, filters: [...filters], sort: [...order] },
        columns: [...columns],
      });
      putParameters(writeView(kept.id, parameters));
    },
    async renameView(viewId, viewName) {
      const view = saved.find(({ id }) => id === viewId);
      if (view) await save.mutateAsync({ ...view, name: viewName });
    },
    async removeView(viewId) {
      await remove.mutateAsync({ viewId });
      putParameters(writeView(views[0]?.id ?? '', parameters));
    },
  };
}
