import { useMutation, useQuery } from '@tanstack/react-query';
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
  /** Keeps what is shown as a view of one's own, under this name. */
  saveView: (name: string) => Promise<void>;
  removeView: (viewId: string) => Promise<void>;
}

export interface RegisterInput {
  name: (typeof REGISTERS)[number];
  /** The tabs that come with the page, the usual one first. */
  views: readonly RegisterView[];
  sort?: readonly RegisterSort[];
}

const NO_SORT: readonly RegisterSort[] = [];

/**
 * The state of a register page. It lives in the address, so that back, forward and links from elsewhere
 * (`registerPath`) bring it again.
 */
export function useRegister({ name, views, sort = NO_SORT }: RegisterInput): Register {
  const [parameters, setParameters] = useSearchParams();
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
      setParameters((before) => writeRegisterState({ ...state, offset: 0, ...changes }, before), { replace: true });
    },
    chooseView(viewId) {
      setParameters((before) => writeView(viewId, before), { replace: true });
    },
    async saveView(viewName) {
      const { search, filters, sort: order, columns } = state;
      const kept = await save.mutateAsync({
        id: null,
        register: name,
        name: viewName,
        list: { search, filters: [...filters], sort: [...order] },
        columns: [...columns],
      });
      setParameters((before) => writeView(kept.id, before), { replace: true });
    },
    async removeView(viewId) {
      await remove.mutateAsync({ viewId });
      setParameters((before) => writeView(views[0]?.id ?? '', before), { replace: true });
    },
  };
}
