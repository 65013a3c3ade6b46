import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { countryTableSchema, regionPackSchema, type Region } from '../../shared/contract/region-pack.ts';
import { DATA_KINDS } from '../../shared/contract/region-pack.ts';
import type {
  DeploymentOption,
  LocationFact,
  Place,
  RecordedBasis,
  RegionUse,
  SubProcessor,
  SubProcessorList,
  UseData,
} from '../../shared/contract/residency.ts';
import { ENTERED_LOCATIONS } from '../../shared/contract/residency.ts';
import { USE_CONDITIONS } from '../../shared/contract/questionnaire-pack.ts';
import type { ToolUse } from '../../shared/contract/tools.ts';
import { openGeography } from '../../shared/rules/residency/geography.ts';

const FOLDER = new URL('../../resources/packs/regions/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, FOLDER), 'utf8'));

export const shippedCountries = countryTableSchema.parse(read('countries.yaml'));
export const shippedRegions = regionPackSchema.parse(read('regions.yaml')).regions;
export const shippedGeography = openGeography(shippedCountries);

/** A region of the shipped pack. */
export function findRegion(id: string): Region {
  const region = shippedRegions.find((one) => one.id === id);
  if (!region) throw new Error(`The pack has no region ${id}`);
  return region;
}

export const TEST_DAY = '2026-11-20';

/** A place in a country, where all data goes. */
export function placeIn(country: string, city = '', data: Place['data'] = 'all'): Place {
  return { kind: 'country', country, city, data };
}

/** A fact about one location, seen a week before the test day. */
export function factOf(location: LocationFact['location'], ...places: Place[]): LocationFact {
  return { location, places, coverage: 'all', note: '', sourceUrl: '', seenOn: '2026-11-13' };
}

/** All six entered locations in one place. */
export function allIn(...places: Place[]): LocationFact[] {
  return ENTERED_LOCATIONS.map((location) => factOf(location, ...places));
}

export function makeOption(locations: LocationFact[], fields: Partial<DeploymentOption> = {}): DeploymentOption {
  return {
    id: '00000000-0000-4000-8000-00000000000a',
    toolId: '00000000-0000-4000-8000-00000000000b',
    number: 1,
    name: 'Default',
    claim: { text: '', areas: [], statedOn: null, sourceUrl: '' },
    locations,
    note: '',
    revision: 1,
    ...fields,
  };
}

/** What is said of the data: everything not named is not there. */
export function dataWith(...kinds: (keyof UseData)[]): UseData {
  return Object.fromEntries(DATA_KINDS.map((kind) => [kind, kinds.includes(kind)])) as UseData;
}

export function makeUse(regionId: string, fields: Partial<RegionUse> = {}): RegionUse {
  return {
    id: '00000000-0000-4000-8000-00000000000c',
    toolId: '00000000-0000-4000-8000-00000000000b',
    regionId,
    optionId: null,
    data: dataWith('personal'),
    bases: [],
    conditions: [],
    note: '',
    revision: 1,
    ...fields,
  };
}

export function makeBasis(basisId: string, fields: Partial<RecordedBasis> = {}): RecordedBasis {
  return {
    basisId,
    party: '',
    listed: null,
    coversData: null,
    checkedOn: null,
    signedOn: null,
    module: '',
    annexesFilled: null,
    assessedOn: null,
    filedOn: null,
    note: '',
    ...fields,
  };
}

export const TOOL_USE = Object.fromEntries(USE_CONDITIONS.map((condition) => [condition, null])) as ToolUse;
export const COMPLETE_LIST: SubProcessorList = {
  seenOn: '2026-11-13',
  complete: true,
  sourceUrl: '',
  note: '',
  revision: 1,
};

export function makeSubProcessor(id: string, fields: Partial<SubProcessor> = {}): SubProcessor {
  return {
    id,
    vendorId: '00000000-0000-4000-8000-00000000000d',
    name: id,
    role: '',
    place: { kind: 'country', country: 'DE', city: '' },
    sees: 'content',
    parentId: null,
    toolIds: [],
    since: null,
    endedOn: null,
    sourceUrl: '',
    seenOn: '2026-11-13',
    note: '',
    revision: 1,
    ...fields,
  };
}
