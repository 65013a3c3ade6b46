import type { DataKind, Location, Region, ResidencyResult, RuleData } from '../../contract/region-pack.ts';
import type { Cause, Place, RecordedBasis, RecordedCondition, UseData } from '../../contract/residency.ts';
import type { ToolUse } from '../../contract/tools.ts';
import { assessBasis, compareResults, worstOf } from './assess-basis.ts';
import { isWithin, type Geography } from './geography.ts';

/** What a place is held against: a region's rules, the data that is there, and what is on record for the transfer. */
export interface PlaceTerms {
  region: Region;
  geography: Geography;
  data: UseData;
  bases: readonly RecordedBasis[];
  conditions: readonly RecordedCondition[];
  /** What the vendor claims about places; empty when nothing is claimed. */
  claim: { text: string; areas: readonly string[] };
  /** `YYYY-MM-DD`. */
  today: string;
  /** What was worked out already, by location and place; begins empty. */
  known: Map<Location, Map<Place, PlaceRating>>;
}

/** Why a place does not meet, and what it therefore gives. */
export interface PlaceRating {
  causes: readonly Cause[];
  result: ResidencyResult;
}

/** The kinds of data that a tool's own use answers (`domain.md` 6.8). */
const OF_TOOL_USE = {
  personal: 'personal_data',
  health: 'phi_possible',
  payment: 'cardholder_data_environment',
} as const;

/** Which data is there: what was said for the region, else what was said of the tool. */
export function readData(use: UseData, tool: ToolUse): UseData {
  const data = { ...use };
  for (const kind of ['personal', 'health', 'payment'] as const) data[kind] ??= tool[OF_TOOL_USE[kind]];
  return data;
}

/** Is the data there that a rule speaks of? `null` when nobody has said. */
function holds(data: UseData, when: RuleData): boolean | null {
  return when === 'any' ? true : data[when];
}

const NO_CAUSE = { place: null, chain: [], sentence: '', data: null, notAsked: false, missing: [], on: null };

/** A cause with what it does not give left empty. */
export function makeCause(cause: Pick<Cause, 'kind' | 'result'> & Partial<Cause>): Cause {
  return { ...NO_CAUSE, ...cause };
}

/** While nobody has said whether the data is there, a breach is not proved: it is unknown. */
function soften(result: ResidencyResult, asked: boolean | null): ResidencyResult {
  return asked === null && result === 'breach' ? 'unknown' : result;
}

function outsideOf({ region, geography }: PlaceTerms, code: string): boolean {
  return !isWithin(geography, code, [...region.places, ...(region.rules.transfer?.free ?? [])]);
}

function isAskedAt(location: Location, locations: readonly Location[]): boolean {
  return locations.length === 0 || locations.includes(location);
}

interface Found {
  kind: Cause['kind'];
  result: ResidencyResult;
  sentence: string;
  data: DataKind | 'any';
  asked: boolean | null;
  missing?: Cause['missing'];
}

function findLocalBreaches(terms: PlaceTerms, code: string, location: Location): Found[] {
  const { region, geography, data } = terms;
  const found = (kind: 'local' | 'barred', { when, sentence }: { when: RuleData; sentence: string }): Found => ({
    kind,
    result: 'breach',
    sentence,
    data: when,
    asked: holds(data, when),
  });
  const local = region.rules.local
    .filter((rule) => isAskedAt(location, rule.locations) && !isWithin(geography, code, rule.allowed))
    .map((rule) => found('local', rule));
  const barred = region.rules.barred
    .filter((rule) => isWithin(geography, code, rule.places))
    .map((rule) => found('barred', rule));
  return [...local, ...barred];
}

function findOpenConditions(terms: PlaceTerms, code: string, location: Location): Found[] {
  const outside = outsideOf(terms, code);
  return terms.region.rules.conditions
    .filter((rule) => isAskedAt(location, rule.locations) && (rule.where === 'anywhere' || outside))
    .flatMap((rule): Found[] => {
      const recorded = terms.conditions.find((one) => one.conditionId === rule.id);
      const isMet = recorded?.state === 'met' && (recorded.on === null || recorded.on <= terms.today);
      if (isMet) return [];
      const result = recorded?.state === 'not_met' ? 'breach' : rule.missing;
      return [
        { kind: 'condition', result, sentence: rule.sentence, data: rule.when, asked: holds(terms.data, rule.when) },
      ];
    });
}

function findTransferGap(terms: PlaceTerms, code: string): Found[] {
  const { region, geography, data, bases, today } = terms;
  const { transfer } = region.rules;
  if (!transfer || !outsideOf(terms, code) || isWithin(geography, code, transfer.adequate)) return [];
  const base = { data: transfer.when, asked: holds(data, transfer.when) };
  const tried = transfer.bases
    .filter((basis) => basis.places.length === 0 || isWithin(geography, code, basis.places))
    .flatMap((basis) =>
      bases
        .filter((recorded) => recorded.basisId === basis.id)
        .map((recorded) => ({ basis, ...assessBasis(basis, recorded, today) })),
    )
    .toSorted((left, right) => compareResults(left.result, right.result));
  const [best] = tried;
  // A basis that does not stand leaves the transfer where it would be without any.
  if (!best)
    return transfer.withoutBasis === 'meets'
      ? []
      : [{ ...base, kind: 'no_basis', result: transfer.withoutBasis, sentence: '' }];
  if (best.result === 'meets') return [];
  return [{ ...base, kind: 'basis', result: best.result, sentence: best.basis.name, missing: best.missing }];
}

/** What is wrong with data of this kind being in a country, by the region's rules. */
function findFaults(terms: PlaceTerms, code: string, location: Location): Found[] {
  return [
    ...findLocalBreaches(terms, code, location),
    ...findOpenConditions(terms, code, location),
    ...findTransferGap(terms, code),
  ].filter(({ asked }) => asked !== false);
}

/**
 * Why a place does not meet a region's rules; no cause means that it does. The organisation's own rooms always do. Where
 * only system data goes, rules about content weigh less: what would be worse is partial, save for barred places.
 */
export function assessPlace(terms: PlaceTerms, place: Place, location: Location): PlaceRating {
  const here = terms.known.get(location) ?? new Map<Place, PlaceRating>();
  const known = here.get(place);
  if (known) return known;
  const causes = findCauses(terms, place, location);
  const rating = { causes, result: resultOf(causes) };
  terms.known.set(location, here.set(place, rating));
  return rating;
}

function findCauses(terms: PlaceTerms, place: Place, location: Location): Cause[] {
  const { kind, country, city } = place;
  if (kind === 'nowhere' || kind === 'own_premises') return [];
  const shown = { kind, country, city };
  if (kind === 'unknown' || country === '') {
    return [makeCause({ kind: 'unknown_place', result: 'unknown', place: shown })];
  }
  const faults = findFaults(terms, country, location).map(({ asked, ...fault }) => {
    const result = soften(fault.result, asked);
    const lighter = place.data === 'system' && fault.kind !== 'barred' && compareResults(result, 'partial') > 0;
    return makeCause({
      ...(lighter ? { ...fault, kind: 'system_data' as const, result: 'partial' as const } : { ...fault, result }),
      notAsked: asked === null,
      place: shown,
    });
  });
  const { claim } = terms;
  const contradicts = kind === 'country' && claim.areas.length > 0 && !isWithin(terms.geography, country, claim.areas);
  const claimed = contradicts
    ? [makeCause({ kind: 'claim', result: 'partial', sentence: claim.text, place: shown })]
    : [];
  return [...faults, ...claimed];
}

/** The worst result of some causes; of none, that nothing is wrong. */
export function resultOf(causes: readonly Cause[]): ResidencyResult {
  return worstOf(causes.map(({ result }) => result));
}
