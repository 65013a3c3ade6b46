import { getContractRouter, isContractProcedure } from '@orpc/contract';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { MutationCache, QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { contract } from '../../shared/contract/contract.ts';
import type { OperationMeta } from '../../shared/contract/operation.ts';
import type { AssayClient, Host } from './host.ts';

/** Every operation with its query and mutation options: `useQuery(api.tools.get.queryOptions({ input }))`. */
export type Api = RouterUtils<AssayClient>;

interface Connection {
  host: Host;
  api: Api;
}

const ConnectionContext = createContext<Connection | null>(null);

/** An error of the contract as the page shows it: a sentence, and what to do about it. */
export interface ShownError {
  code: string;
  message: string;
  field: string | null;
  remedy: string | null;
}

/** Any thrown value as an error to show; what the core did not word itself keeps its message. */
export function toShownError(error: unknown): ShownError {
  const { code, message, data } = error as {
    code?: string;
    message?: string;
    data?: { field?: string; remedy?: string };
  };
  return {
    code: code ?? 'INTERNAL',
    message: message ?? String(error),
    field: data?.field ?? null,
    remedy: data?.remedy ?? null,
  };
}

function listStaleFeatures(path: readonly string[]): readonly string[] {
  const procedure = getContractRouter(contract, path);
  if (!isContractProcedure(procedure)) return [];
  return (procedure['~orpc'].meta as OperationMeta).stale ?? [];
}

/**
 * The cache of what was read. A mutation makes stale what its contract says, so that pages never list it themselves.
 * Nothing here waits for a network: there is none.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onSuccess: (_data, _variables, _result, mutation) => {
        const path = mutation.options.mutationKey?.[0];
        if (Array.isArray(path)) void refreshAfter(client, path as string[]);
      },
    }),
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, staleTime: 30_000, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}

/** Makes stale what the operation at `path` says it changes; for calls that do not go through `useMutation`. */
export async function refreshAfter(client: QueryClient, path: readonly string[]): Promise<void> {
  await Promise.all(listStaleFeatures(path).map((feature) => client.invalidateQueries({ queryKey: [[feature]] })));
}

/** `refreshAfter` bound to this page: `const refresh = useRefresh(); await refresh('exchange.commit')`. */
export function useRefresh(): (operation: string) => Promise<void> {
  const client = useQueryClient();
  return (operation) => refreshAfter(client, operation.split('.'));
}

/** Gives the host and its operations to the page below. */
export function ConnectionProvider({ host, children }: { host: Host; children: ReactNode }) {
  const api = createTanstackQueryUtils(host.client);
  return <ConnectionContext value={{ host, api }}>{children}</ConnectionContext>;
}

function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('The page is not inside a ConnectionProvider');
  return connection;
}

/** Query and mutation options of every operation. */
export function useApi(): Api {
  return useConnection().api;
}

/** The host: its client for long work, and its files. */
export function useHost(): Host {
  return useConnection().host;
}
