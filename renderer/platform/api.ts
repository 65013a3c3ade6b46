import { createORPCClient } from '@orpc/client';
import { type ContractRouterClient, getContractRouter, isContractProcedure } from '@orpc/contract';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { MutationCache, QueryClient, useQueryClient } from '@tanstack/react-query';
import { type Contract, contract } from '../../shared/contract/contract.ts';
import type { OperationMeta } from '../../shared/contract/operation.ts';
import { host } from './host.ts';

/** Every operation as a function, for single calls and for long work: `await client.tools.get({ toolId })`. */
export const client: ContractRouterClient<Contract> = createORPCClient(host.link);

/** Every operation as options for queries and mutations: `useQuery(api.tools.get.queryOptions({ input }))`. */
export const api: RouterUtils<ContractRouterClient<Contract>> = createTanstackQueryUtils(client);

function listStaleFeatures(path: readonly string[]): readonly string[] {
  const procedure = getContractRouter(contract, path);
  if (!isContractProcedure(procedure)) return [];
  return (procedure['~orpc'].meta as OperationMeta).stale ?? [];
}

async function refreshAfter(queries: QueryClient, path: readonly string[]): Promise<void> {
  await Promise.all(listStaleFeatures(path).map((feature) => queries.invalidateQueries({ queryKey: [[feature]] })));
}

/**
 * The cache of what was read. A mutation makes stale what its contract says, so that pages never list it themselves.
 * Nothing here waits for a network: there is none.
 */
export function createQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onSuccess: (_data, _variables, _result, mutation) => {
        const path = mutation.options.mutationKey?.[0];
        if (Array.isArray(path)) void refreshAfter(queries, path as string[]);
      },
    }),
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 30_000, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return queries;
}

/** For what was called by `client`: `const refresh = useRefresh(); await refresh('exchange.commit')`. */
export function useRefresh(): (operation: string) => Promise<void> {
  const queries = useQueryClient();
  return (operation) => refreshAfter(queries, operation.split('.'));
}
