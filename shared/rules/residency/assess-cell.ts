import type { Location, Region, ResidencyResult } from '../../contract/region-pack.ts';
import { LOCATIONS } from '../../contract/region-pack.ts';
import type {
  Cause,
  DeploymentOption,
  LocationFact,
  LocationResult,
  Override,
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

/** What is held against a place in this cell. Cells with the same facts can share it, and with it what is worked out. */
export function describeTerms({ region, geography, toolUse, use, option, today }: CellFacts): PlaceTerms {
  return {
    region,
    geography,
    data: readData(use.data, toolUse),
    bases: use.bases,
    conditions: use.conditions,
    claim: option?.claim ?? { text: '', areas: [] },
    today,
    known: new Map(),
  };
}

/** What is wrong with a fact itself, wherever its places are. */
function findFactFaults({ places, coverage, note, seenOn }: LocationFact, freshSince: string): Cause[] {
  const causes: Cause[] = [];
  const isKnown = places.some(({ kind }) => kind !== 'unknown');
  if (coverage === 'part') causes.push(makeCause({ kind: 'partial_coverage', result: 'partial', sentence: note }));
  if (isKnown && places.every(({ kind, data }) => kind !== 'nowhere' && data === 'system')) {
    causes.push(makeCause({ kind: 'system_data', result: 'partial' }));
  }
  if (isKnown && (seenOn === null || seenOn < freshSince)) {
    causes.push(makeCause({ kind: 'old_fact', result: 'partial', on: seenOn }));
  }
  return causes;
}

/** What is wrong with a vendor's list, whoever is on it. */
function findListFaults(isEmpty: boolean, { seenOn, complete }: SubProcessorList, freshSince: string): Cause[] {
  if (seenOn === null && isEmpty) return [makeCause({ kind: 'no_list', result: 'unknown' })];
  if (seenOn === null || !complete) return [makeCause({ kind: 'incomplete_list', result: 'partial', on: seenOn })];
  return seenOn < freshSince ? [makeCause({ kind: 'old_list', result: 'partial', on: seenOn })] : [];
}

function assessEntered(
  terms: PlaceTerms,
  location: Location,
  fact: LocationFact | undefined,
  freshSince: string,
): LocationResult {
  const places = fact?.places ?? [];
  const causes =
    fact && places.length > 0
      ? [...places.flatMap((place) => assessPlace(terms, place, location).causes), ...findFactFaults(fact, freshSince)]
      : [makeCause({ kind: 'unknown_place', result: 'unknown' })];
  return {
    location,
    result: resultOf(causes),
    places,
    note: fact?.note ?? '',
    seenOn: fact?.seenOn ?? null,
    sourceUrl: fact?.sourceUrl ?? '',
    causes,
  };
}

/** Who sees nothing weighs nothing. */
function listSeeing(chain: readonly ChainMember[]): ChainMember[] {
  return chain.filter(({ subProcessor }) => subProcessor.sees !== 'nothing');
}

function assessChain(terms: PlaceTerms, { chain, list }: CellFacts, freshSince: string): LocationResult {
  const seeing = listSeeing(chain);
  const causes = [
    ...seeing.flatMap((member) =>
      assessPlace(terms, member.place, 'sub_processors').causes.map((cause) => ({
        ...cause,
        chain: [...member.links],
      })),
    ),
    ...findListFaults(chain.length === 0, list, freshSince),
  ];
  const result = resultOf(causes);
  const worst = causes.find((cause) => cause.result === result && cause.chain.length > 0)?.chain.at(-1);
  return {
    location: 'sub_processors',
    result,
    places: seeing.map(({ place }) => place),
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
  const { option, today } = facts;
  const terms = describeTerms(facts);
  const freshSince = addMonths(today, -FACT_MONTHS);
  const entered = new Map<Location, LocationFact>(option?.locations.map((fact) => [fact.location, fact]));
  const locations = LOCATIONS.map((location) => {
    if (location === 'sub_processors') return assessChain(terms, facts, freshSince);
    const assessed = assessEntered(terms, location, entered.get(location), freshSince);
    if (option) return assessed;
    return { ...assessed, causes: [makeCause({ kind: 'no_option', result: 'unknown' })] };
  });
  const result = worstOf(locations.map((one) => one.result));
  return { result, locations, deciding: listDeciding(locations, result) };
}

/**
 * The seven results of a cell alone, as `assessCell` gives them, for a matrix of thousands.
 *
 * @param terms of the cell, or of another with the same region, data, bases, conditions and claim.
 * @param freshSince the day from which facts are not too old.
 */
export function rateCell(
  { option, chain, list }: Pick<CellFacts, 'option' | 'chain' | 'list'>,
  terms: PlaceTerms,
  freshSince: string,
): ResidencyResult[] {
  return LOCATIONS.map((location) => {
    if (location === 'sub_processors') {
      const members = listSeeing(chain).map(({ place }) => assessPlace(terms, place, location).result);
      return worstOf([...members, resultOf(findListFaults(chain.length === 0, list, freshSince))]);
    }
    const fact = option?.locations.find((one) => one.location === location);
    if (!fact || fact.places.length === 0) return 'unknown';
    const places = fact.places.map((place) => assessPlace(terms, place, location).result);
    return worstOf([...places, resultOf(findFactFaults(fact, freshSince))]);
  });
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
