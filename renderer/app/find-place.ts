import { matchPath } from 'react-router';
import type { Page } from './pages.ts';

/** The path of the place in the navigation that an address belongs to; null when it belongs to none. */
export function findPlace(pages: readonly Page[], address: string): string | null {
  const page = pages.find((one) => matchPath(one.path, address));
  if (page?.within !== undefined) return page.within;
  const places = pages.filter((one) => one.group !== undefined);
  const isWithin = (path: string) => address === path || (path !== '/' && address.startsWith(`${path}/`));
  return places.find((one) => isWithin(one.path))?.path ?? null;
}
