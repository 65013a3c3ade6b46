import { describe, expect, it } from 'vitest';
import { findPlace } from '../../../renderer/app/find-place.ts';
import { PAGES, type Page } from '../../../renderer/app/pages.ts';

const load = () => Promise.reject(new Error('A place is found without its page'));
const page = (path: string, more: Partial<Page> = {}): Page => ({ path, title: path, load, ...more });

const pages = [
  page('/', { group: 'top' }),
  page('/tools', { group: 'assess' }),
  page('/tools/:toolId'),
  page('/vendors/:vendorId', { within: '/tools' }),
  page('/settings'),
];

describe('findPlace', () => {
  it.each([
    ['/', '/'],
    ['/tools', '/tools'],
    ['/tools/0190', '/tools'],
    ['/vendors/0191', '/tools'],
    ['/settings', null],
    ['/nowhere', null],
  ])('finds for %s the place %s', (address, place) => {
    expect(findPlace(pages, address)).toBe(place);
  });
});

describe('PAGES', () => {
  it('has each address and each letter once', () => {
    const paths = PAGES.map((one) => one.path);
    const letters = PAGES.flatMap((one) => one.go ?? []);
    expect(new Set(paths).size).toBe(paths.length);
    expect(new Set(letters).size).toBe(letters.length);
  });

  it('counts a page without a group only to places of the navigation', () => {
    const places = new Set(PAGES.filter((one) => one.group !== undefined).map((one) => one.path));
    expect(PAGES.flatMap((one) => one.within ?? []).filter((place) => !places.has(place))).toEqual([]);
  });
});
