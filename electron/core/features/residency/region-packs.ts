import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import {
  countryTableSchema,
  regionPackSchema,
  type CountryTable,
  type Region,
} from '../../../../shared/contract/region-pack.ts';
import { isGroup, openGeography, type Geography } from '../../../../shared/rules/residency/geography.ts';

/** The region pack of this version of Assay, and the country table that its rules name. */
export interface RegionPack {
  version: string;
  regions: readonly Region[];
  countries: CountryTable;
  geography: Geography;
}

function parse<Schema extends z.ZodType>(text: string, source: string, schema: Schema): z.output<Schema> {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${source} is not YAML. ${mistake.message}`);
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${source} is not what it should be.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Every group that the rules of a region name. */
export function listNamedAreas({ places, rules }: Pick<Region, 'places' | 'rules'>): string[] {
  const { transfer, local, barred } = rules;
  const transfers = transfer
    ? [...transfer.free, ...transfer.adequate, ...transfer.bases.flatMap((basis) => basis.places)]
    : [];
  return [...places, ...transfers, ...local.flatMap((rule) => rule.allowed), ...barred.flatMap((rule) => rule.places)];
}

function refuseFaults(regions: readonly Region[], countries: CountryTable): void {
  const ids = regions.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw new Error('A region stands in the region pack twice.');
  for (const region of regions) {
    const lost = listNamedAreas(region).find((area) => isGroup(area) && !countries.groups[area]);
    if (lost) throw new Error(`${region.id} names the group "${lost}", which the country table does not have.`);
    const source = region.citations.flatMap(({ sources }) => sources).find((id) => !countries.sources[id]);
    if (source) throw new Error(`${region.id} cites ${source}, which the source list does not have.`);
  }
}

/**
 * Loads `<resources>/packs/regions/regions.yaml` and `countries.yaml`.
 *
 * @throws Error when a file breaks its schema, a region stands twice, or a group or a source is not in the table.
 */
export async function loadRegionPack(resources: string): Promise<RegionPack> {
  const folder = join(resources, 'packs', 'regions');
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const countries = parse(await read('countries.yaml'), 'countries.yaml', countryTableSchema);
  const { version, regions } = parse(await read('regions.yaml'), 'regions.yaml', regionPackSchema);
  refuseFaults(regions, countries);
  return { version, regions, countries, geography: openGeography(countries) };
}
