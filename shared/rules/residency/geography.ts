import type { Area, CountryTable } from '../../contract/region-pack.ts';

/** Which places each group of countries holds, with groups inside groups opened up. */
export type Geography = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Opens up the groups of the country table (`domain.md` 2.2).
 *
 * @throws Error when a group names one that is not there, or itself.
 */
export function openGeography(table: CountryTable): Geography {
  const opened = new Map<string, ReadonlySet<string>>();
  const open = (name: string, path: readonly string[]): ReadonlySet<string> => {
    const known = opened.get(name);
    if (known) return known;
    const group = table.groups[name];
    if (!group) throw new Error(`The country table has no group "${name}".`);
    if (path.includes(name)) throw new Error(`The group "${name}" holds itself.`);
    const places = group.areas.flatMap((area) => (isGroup(area) ? [...open(area, [...path, name])] : [area]));
    opened.set(name, new Set(places));
    return opened.get(name) ?? new Set();
  };
  for (const name of Object.keys(table.groups)) open(name, []);
  return opened;
}

/** A group is written in lower case, a place in capitals. */
export function isGroup(area: Area): boolean {
  return /^[a-z]/.test(area);
}

/**
 * Does a place lie in one of these areas? A part of a country ("CA-QC") lies in its country, a country never in its
 * part; a group that the table does not have holds nothing.
 */
export function isWithin(geography: Geography, code: string, areas: readonly Area[]): boolean {
  const country = code.slice(0, 2);
  return areas.some((area) => {
    if (!isGroup(area)) return area === code || area === country;
    const places = geography.get(area);
    return places !== undefined && (places.has(code) || places.has(country));
  });
}
