import { DATA_KINDS } from '../../../shared/contract/region-pack.ts';
import type {
  LocationFact,
  NewSubProcessor,
  Place,
  RecordedBasis,
  RecordedCondition,
  UseData,
} from '../../../shared/contract/residency.ts';

type SampleLocation = LocationFact['location'];

/** "DE Frankfurt", "IE Dublin*" for system data only, "own", "none" or "?". Several places are joined by " + ". */
type PlaceText = string;

export interface SampleOption {
  name: string;
  claim?: { text: string; areas: string[]; statedDaysAgo: number };
  /** Where everything is that `at` does not name. */
  everywhere: PlaceText;
  at?: Partial<Record<SampleLocation, PlaceText>>;
  /** Locations whose statement leaves something out, with what it leaves out. */
  part?: Partial<Record<SampleLocation, string>>;
}

export interface SampleUse {
  region: string;
  /** Index of the option. */
  option: number;
  /** Kinds of data, beside those that the tool's own use answers, that are there. */
  data?: (keyof UseData)[];
  /** Kinds that are not there, though the tool has them elsewhere. */
  without?: (keyof UseData)[];
  bases?: (Pick<RecordedBasis, 'basisId'> & Partial<RecordedBasis>)[];
  /** Conditions that are met, each with the days since. */
  met?: Record<string, number>;
}

export interface SampleResidency {
  tool: string;
  options: SampleOption[];
  uses: SampleUse[];
}

export type SampleSubProcessor = Pick<NewSubProcessor, 'name' | 'role' | 'sees'> & {
  place: PlaceText;
  /** Name of who engages it. */
  parent?: string;
  seenDaysAgo: number;
};

export interface SampleChain {
  vendor: string;
  complete: boolean;
  seenDaysAgo: number;
  members: SampleSubProcessor[];
}

/** Contracts that the sample company has signed for transfers, as days before today. */
const CLAUSES = {
  basisId: 'standard_clauses',
  signedOn: '150',
  module: '2',
  annexesFilled: true,
  assessedOn: '140',
} as const;
const CONTRACT = { basisId: 'contract', signedOn: '200' } as const;
const GERMAN_HEALTH = { c5_type_2: 120, german_establishment: 120 };
const QUEBEC = { impact_assessment: 90, written_agreement: 70 };

export const SAMPLE_CHAINS: readonly SampleChain[] = [
  {
    vendor: 'Harrow AI',
    complete: true,
    seenDaysAgo: 69,
    members: [
      { name: 'Ironwood Cloud', role: 'Model hosting', sees: 'content', place: 'DE Frankfurt', seenDaysAgo: 69 },
      {
        name: 'Castellan Support Ltd',
        role: 'Support desk',
        sees: 'content',
        place: 'PH Manila',
        parent: 'Ironwood Cloud',
        seenDaysAgo: 69,
      },
    ],
  },
  {
    vendor: 'Lumen Forge',
    complete: true,
    seenDaysAgo: 31,
    members: [
      { name: 'Ironwood Cloud', role: 'Hosting', sees: 'content', place: 'DE Frankfurt', seenDaysAgo: 31 },
      { name: 'Ledgerline', role: 'Billing', sees: 'account', place: 'IE Dublin', seenDaysAgo: 31 },
    ],
  },
  {
    vendor: 'Copperline',
    complete: true,
    seenDaysAgo: 48,
    members: [
      { name: 'Polder Compute', role: 'Model hosting', sees: 'content', place: 'NL Groningen', seenDaysAgo: 48 },
    ],
  },
  { vendor: 'Bluefin Labs', complete: true, seenDaysAgo: 40, members: [] },
  {
    vendor: 'Ostler Data',
    complete: true,
    seenDaysAgo: 55,
    members: [{ name: 'Harbour Cloud', role: 'Hosting', sees: 'content', place: 'AU Sydney', seenDaysAgo: 55 }],
  },
  { vendor: 'Sable & Finch', complete: true, seenDaysAgo: 33, members: [] },
  {
    vendor: 'Ironwood Cloud',
    complete: true,
    seenDaysAgo: 27,
    members: [
      { name: 'Castellan Support Ltd', role: 'Night support', sees: 'nothing', place: 'PH Manila', seenDaysAgo: 27 },
    ],
  },
  {
    vendor: 'Tessellate',
    complete: false,
    seenDaysAgo: 52,
    members: [
      { name: 'Polder Compute', role: 'Model hosting', sees: 'content', place: 'NL Groningen', seenDaysAgo: 52 },
    ],
  },
  { vendor: 'Orbit Compiler', complete: true, seenDaysAgo: 44, members: [] },
];

export const SAMPLE_RESIDENCY: readonly SampleResidency[] = [
  {
    tool: 'Forge Assist',
    options: [
      { name: 'United States', everywhere: 'US Ashburn' },
      {
        name: 'European Union',
        claim: { text: 'EU only', areas: ['eea'], statedDaysAgo: 190 },
        everywhere: 'IE Dublin',
        at: { inference: 'DE Frankfurt' },
      },
      { name: 'United Kingdom, pilot', everywhere: 'GB London', at: { support_access: '?' } },
      { name: 'Canada', everywhere: 'CA-QC Montreal', at: { telemetry: 'CA Toronto*' } },
    ],
    uses: [
      { region: 'US', option: 0 },
      { region: 'EU', option: 1 },
      { region: 'DE', option: 1 },
      { region: 'UK', option: 2 },
      { region: 'CH', option: 1 },
      { region: 'CA-QC', option: 3, met: QUEBEC },
      { region: 'AU', option: 0, bases: [CONTRACT] },
    ],
  },
  {
    tool: 'Forge Review',
    options: [{ name: 'European Union', everywhere: 'IE Dublin' }],
    uses: [
      { region: 'EU', option: 0 },
      { region: 'DE', option: 0 },
    ],
  },
  {
    tool: 'Copperline API',
    options: [
      { name: 'Europe', everywhere: 'NL Amsterdam', at: { telemetry: 'IE Dublin*' } },
      { name: 'Global', everywhere: 'US Portland' },
    ],
    uses: [
      { region: 'US', option: 1 },
      { region: 'EU', option: 0 },
      { region: 'DE', option: 0, met: GERMAN_HEALTH },
      { region: 'UK', option: 0 },
      { region: 'CH', option: 0 },
      { region: 'BR', option: 0, met: { transfer_notice: 60 } },
      { region: 'IN', option: 1 },
      { region: 'AU', option: 1, bases: [CONTRACT] },
    ],
  },
  {
    tool: 'Harrow Agent',
    options: [
      {
        name: 'EU data residency',
        claim: { text: 'EU only', areas: ['eea'], statedDaysAgo: 262 },
        everywhere: 'DE Frankfurt',
        at: { telemetry: 'IE Dublin*', support_access: 'PH Manila', failover: 'FR Paris' },
      },
      { name: 'United States', everywhere: 'US Ashburn', at: { support_access: 'PH Manila' } },
    ],
    uses: [
      { region: 'US', option: 1 },
      { region: 'EU', option: 0, bases: [CLAUSES] },
      { region: 'DE', option: 0, bases: [CLAUSES], met: GERMAN_HEALTH },
      { region: 'CN', option: 1, data: ['important'] },
    ],
  },
  {
    tool: 'Greyfen Pair',
    options: [{ name: 'Default', everywhere: '?', at: { endpoint: 'SE Stockholm', support_access: 'SE Stockholm' } }],
    uses: [
      { region: 'EU', option: 0 },
      { region: 'DE', option: 0 },
    ],
  },
  {
    tool: 'Bluefin Complete',
    options: [{ name: 'Default', everywhere: 'DE Hamburg', at: { telemetry: 'none' } }],
    uses: ['US', 'EU', 'DE', 'AU'].map((region) => ({ region, option: 0 })),
  },
  {
    tool: 'Ostler SQL',
    options: [
      {
        name: 'Default',
        everywhere: 'AU Sydney',
        part: {
          endpoint: 'The web console is not pinned.',
          failover: 'Only the database has a second site.',
        },
      },
    ],
    uses: [
      { region: 'US', option: 0 },
      { region: 'EU', option: 0, bases: [CLAUSES] },
      { region: 'DE', option: 0, bases: [CLAUSES], without: ['health'] },
      { region: 'AU', option: 0 },
    ],
  },
  {
    tool: 'Sable Local',
    options: [{ name: 'Own servers', everywhere: 'own', at: { telemetry: 'none' } }],
    uses: ['US', 'EU', 'DE', 'UK', 'CH', 'CA-QC', 'BR', 'IN', 'CN', 'AU'].map((region) => ({
      region,
      option: 0,
      ...(region === 'DE' ? { met: GERMAN_HEALTH } : {}),
    })),
  },
  {
    tool: 'Northgate Broker',
    options: [{ name: 'Default', everywhere: '?', at: { storage: 'FR Paris' } }],
    uses: ['US', 'EU', 'UK'].map((region) => ({ region, option: 0 })),
  },
  {
    tool: 'Ironwood Models',
    options: [
      { name: 'Canada', everywhere: 'CA Toronto' },
      { name: 'Europe', everywhere: 'DE Frankfurt' },
    ],
    uses: [
      { region: 'US', option: 0 },
      { region: 'EU', option: 1 },
      { region: 'DE', option: 1, met: GERMAN_HEALTH },
      { region: 'CH', option: 1 },
      { region: 'CA-QC', option: 0, met: { impact_assessment: 30 } },
      { region: 'CN', option: 0, data: ['important'] },
      { region: 'AU', option: 0, bases: [CONTRACT] },
    ],
  },
  {
    tool: 'Tessellate Review',
    options: [{ name: 'Default', everywhere: 'FI Helsinki' }],
    uses: [
      { region: 'EU', option: 0 },
      { region: 'DE', option: 0 },
      { region: 'UK', option: 0 },
    ],
  },
  {
    tool: 'Orbit Inline',
    options: [{ name: 'Default', everywhere: 'HU Budapest', at: { telemetry: 'none' } }],
    uses: ['US', 'EU', 'DE', 'UK', 'CH', 'BR', 'AU'].map((region) => ({ region, option: 0 })),
  },
];

/** "DE Frankfurt + US*" as places. */
export function readPlaces(text: PlaceText): Place[] {
  const kinds = { own: 'own_premises', none: 'nowhere', '?': 'unknown' } as const;
  return text.split(' + ').map((part): Place => {
    const kind = part in kinds ? kinds[part as keyof typeof kinds] : 'country';
    if (kind !== 'country') return { kind, country: '', city: '', data: 'all' };
    const [country = '', ...city] = part.replace('*', '').split(' ');
    return { kind, country, city: city.join(' '), data: part.endsWith('*') ? 'system' : 'all' };
  });
}

/** The data of a use: what the tool answers is left to it, all else is said. */
export function readUseData({ data = [], without = [] }: SampleUse): UseData {
  return Object.fromEntries(
    DATA_KINDS.map((kind) => {
      const ofTool = kind === 'personal' || kind === 'health' || kind === 'payment';
      return [kind, data.includes(kind) ? true : without.includes(kind) || !ofTool ? false : null];
    }),
  ) as UseData;
}

/** Bases with their days counted back from today. */
export function readBases({ bases = [] }: SampleUse, dayIn: (days: number) => string): RecordedBasis[] {
  const day = (text: string | null | undefined) => (text ? dayIn(-Number(text)) : null);
  return bases.map((basis) => ({
    party: '',
    listed: null,
    coversData: null,
    module: '',
    annexesFilled: null,
    note: '',
    ...basis,
    checkedOn: day(basis.checkedOn),
    signedOn: day(basis.signedOn),
    assessedOn: day(basis.assessedOn),
    filedOn: day(basis.filedOn),
  }));
}

export function readConditions({ met = {} }: SampleUse, dayIn: (days: number) => string): RecordedCondition[] {
  return Object.entries(met).map(([conditionId, days]) => ({
    conditionId,
    state: 'met',
    on: dayIn(-days),
    note: '',
  }));
}
