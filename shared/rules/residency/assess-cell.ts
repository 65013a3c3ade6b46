import type { Location, Region, ResidencyResult } from '../../contract/region-pack.ts';
import { LOCATIONS } from '../../contract/region-pack.ts';
import type {
  Cause,
  DeploymentOption,
  LocationFact,
  LocationResult,
  Override,
  Place,
  RegionUse,
  SubProcessorList,
} from '../../contract/residency.ts';
import type { ToolUse } from '../../contract/tools.ts';
import { addMonths } from '../days.ts';
import { compareResults, worstOf } from './assess-basis.ts';
import { assessPlace, makeCause, readData, resultOf, type PlaceTerms } from './assess-place.ts';
import type { ChainMember } from './chain.ts';
import type { Geography } from './geography.ts';

/** Months after which a fact, or a list of sub-processors, is too old to rest on. */
export const FACT_MONTHS = 12;

/** Everything that one cell is worked out from. */
export interface CellFacts {
  region: Region;
  geography: Geography;
  toolUse: ToolUse;
  use: RegionUse;
  /** The option in use here; null while nobody has said. */
  option: DeploymentOption | null;
  /** Everybody engaged for the tool today. */
  chain: readonly ChainMember[];
  list: SubProcessorList;
  /** `YYYY-MM-DD`. */
  today: string;
}

export interface CellAssessment {
  /** Worst of the seven; unknown is worse than partial and better than breach. */
  result: ResidencyResult;
  locations: LocationResult[];
  /** The causes of the worst result, those that name a link of the chain first. */
  deciding: Cause[];
}

function isOld(seenOn: string | null, today: string): boolean {
  return seenOn === null || addMonths(seenOn, FACT_MONTHS) < today;
}

function assessEntered(terms: PlaceTerms, location: Location, fact: LocationFact | undefined): LocationResult {
  const places = fact?.places ?? [];
  const empty = { location, places, note: fact?.note ?? '', seenOn: fact?.seenOn ?? null };
  const source = { sourceUrl: fact?.sourceUrl ?? '' };
  if (!fact || places.length === 0) {
    const causes = [makeCause({ kind: 'unknown_place', result: 'unknown' })];
    return { ...empty, ...source, result: 'unknown', causes };
  }
  const causes = places.flatMap((place) => assessPlace(terms, place, location));
  const isKnown = places.some(({ kind }) => kind !== 'unknown');
  if (fact.coverage === 'part')
    causes.push(makeCause({ kind: 'partial_coverage', result: 'partial', sentence: fact.note }));
  if (isKnown && places.every(({ kind, data }) => kind !== 'nowhere' && data === 'system')) {
    causes.push(makeCause({ kind: 'system_data', result: 'partial' }));
  }
  if (isKnown && isOld(fact.seenOn, terms.today)) {
    causes.push(makeCause({ kind: 'old_fact', result: 'partial', on: fact.seenOn }));
  }
  return { ...empty, ...source, result: resultOf(causes), causes };
}

/** What a sub-processor sees decides how much its place weighs. */
function placeOf({ subProcessor: { place, sees } }: ChainMember): Place {
  return { ...place, data: sees === 'system' ? 'system' : 'all' };
}

function assessChain(terms: PlaceTerms, chain: readonly ChainMember[], list: SubProcessorList): LocationResult {
  const seeing = chain.filter(({ subProcessor }) => subProcessor.sees !== 'nothing');
  const causes = seeing.flatMap((member) =>
    assessPlace(terms, placeOf(member), 'sub_processors').map((cause) => ({ ...cause, chain: [...member.links] })),
  );
  if (list.seenOn === null && chain.length === 0) {
    causes.push(makeCause({ kind: 'no_list', result: 'unknown' }));
  } else if (list.seenOn === null || !list.complete) {
    causes.push(makeCause({ kind: 'incomplete_list', result: 'partial', on: list.seenOn }));
  } else if (isOld(list.seenOn, terms.today)) {
    causes.push(makeCause({ kind: 'old_list', result: 'partial', on: list.seenOn }));
  }
  const result = resultOf(causes);
  const worst = causes.find((cause) => cause.result === result && cause.chain.length > 0)?.chain.at(-1);
  return {
    location: 'sub_processors',
    result,
    places: seeing.map(placeOf),
    note: worst?.name ?? '',
    seenOn: list.seenOn,
    sourceUrl: list.sourceUrl,
    causes,
  };
}

function listDeciding(locations: readonly LocationResult[], result: ResidencyResult): Cause[] {
  if (result === 'meets') return [];
  const weight = ({ chain, kind }: Cause) => (chain.length > 0 ? 0 : kind === 'claim' ? 2 : 1);
  return locations
    .flatMap(({ causes }) => causes.filter((cause) => cause.result === result))
    .toSorted((left, right) => weight(left) - weight(right))
    .slice(0, 20);
}

/**
 * Holds the seven locations of a tool against the rules of a region (`domain.md` 2.3). A cell takes the worst of the
 * seven; what is not known is never met; while it has not been said which option is in use, nothing is known.
 */
export function assessCell(facts: CellFacts): CellAssessment {
  const { region, geography, toolUse, use, option, chain, list, today } = facts;
  const terms: PlaceTerms = {
    region,
    geography,
    data: readData(use.data, toolUse),
    bases: use.bases,
    conditions: use.conditions,
    claim: option?.claim ?? { text: '', areas: [] },
    today,
  };
  const entered = new Map(option?.locations.map((fact) => [fact.location, fact]));
  const locations = LOCATIONS.map((location) => {
    if (location === 'sub_processors') return assessChain(terms, chain, list);
    const assessed = assessEntered(terms, location, entered.get(location));
    if (option) return assessed;
    return { ...assessed, causes: [makeCause({ kind: 'no_option', result: 'unknown' })] };
  });
  const result = worstOf(locations.map((one) => one.result));
  return { result, locations, deciding: listDeciding(locations, result) };
}

/** Where an override stands on a day. One that nobody approved, or that has run out, counts nothing. */
export function findOverrideState(
  override: Pick<Override, 'approvedAt' | 'withdrawnAt' | 'expiresOn'>,
  today: string,
): Override['state'] {
  if (override.withdrawnAt !== null) return 'withdrawn';
  if (override.expiresOn < today) return 'expired';
  return override.approvedAt === null ? 'proposed' : 'live';
}

/** What counts for work to be done: a live override where it is better than what was computed, else the computed result. */
export function findEffectiveResult(
  computed: ResidencyResult,
  override: Pick<Override, 'approvedAt' | 'withdrawnAt' | 'expiresOn' | 'result'> | null,
  today: string,
): ResidencyResult {
  if (!override || findOverrideState(override, today) !== 'live') return computed;
  return compareResults(override.result, computed) < 0 ? override.result : computed;
}
