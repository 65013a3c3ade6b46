import { createHashRouter, type RouteObject } from 'react-router';
import { PAGES, type Page } from './pages.ts';
import { PageFailure, PageMissing } from './page-failure.tsx';
import { Gate } from './gate.tsx';

function toRoute({ path, load }: Page): RouteObject {
  return {
    path,
    lazy: async () => ({ Component: await load() }),
    errorElement: <PageFailure />,
  };
}

/** Routes behind the hash, so that a host serves a fixed list of files and nothing else. */
export function createRouter() {
  return createHashRouter([
    {
      Component: Gate,
      errorElement: <PageFailure />,
      HydrateFallback: () => null,
      children: [...PAGES.map(toRoute), { path: '*', Component: PageMissing }],
    },
  ]);
}
