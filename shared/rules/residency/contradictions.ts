import type { Location } from '../../contract/region-pack.ts';
import type { ChainLink, DeploymentOption, Place } from '../../contract/residency.ts';
import type { ChainMember } from './chain.ts';
import { isWithin, type Geography } from './geography.ts';

/** A place that a vendor's own claim leaves out. */
export interface Contradiction {
  location: Location;
  place: Pick<Place, 'kind' | 'country' | 'city'>;
  /** From the vendor to the sub-processor; empty where the tool itself is there. */
  links: readonly ChainLink[];
  /** What the sub-processor sees; null for the tool itself. */
  sees: ChainMember['subProcessor']['sees'] | null;
  /** When the list or the fact was seen. */
  seenOn: string | null;
}

function isOutside(geography: Geography, place: Pick<Place, 'kind' | 'country'>, areas: readonly string[]): boolean {
  return place.kind === 'country' && place.country !== '' && !isWithin(geography, place.country, areas);
}

/**
 * What contradicts the claim of a deployment option: places of its own and links of the chain that lie outside what is
 * claimed. An option that claims nothing contradicts nothing; who sees nothing breaks no claim.
 */
export function findContradictions(
  option: DeploymentOption,
  chain: readonly ChainMember[],
  geography: Geography,
): Contradiction[] {
  const { areas } = option.claim;
  if (areas.length === 0) return [];
  const own = option.locations.flatMap(({ location, places, seenOn }) =>
    places
      .filter((place) => isOutside(geography, place, areas))
      .map(({ kind, country, city }) => ({ location, place: { kind, country, city }, links: [], sees: null, seenOn })),
  );
  const engaged = chain
    .filter(({ subProcessor: { place, sees } }) => sees !== 'nothing' && isOutside(geography, place, areas))
    .map(({ subProcessor: { place, sees, seenOn }, links }) => ({
      location: 'sub_processors' as const,
      place,
      links,
      sees,
      seenOn,
    }));
  return [...engaged, ...own];
}
