import type { ChainLink, Place } from '../../contract/residency.ts';

/** How a place reads where it has no country: message keys below `residency.place`. */
export type PlaceWords = (kind: Exclude<Place['kind'], 'country'>) => string;

/** Names of countries in English, and of the parts of countries that have a law of their own. */
const COUNTRY_NAMES = new Intl.DisplayNames(['en-GB'], { type: 'region' });
const PART_NAMES: Readonly<Record<string, string>> = { 'CA-QC': 'Quebec' };

/** "Germany"; a code that nobody knows stays as it is. */
export function nameCountry(code: string): string {
  return PART_NAMES[code] ?? (/^[A-Z]{2}$/.test(code) ? (COUNTRY_NAMES.of(code) ?? code) : code);
}

/** "Manila, Philippines", "Germany", or the words for a place without a country. */
export function namePlace(place: Pick<Place, 'kind' | 'country' | 'city'>, words: PlaceWords): string {
  const named = [place.city, place.country === '' ? '' : nameCountry(place.country)].filter(Boolean).join(', ');
  if (place.kind === 'country') return named === '' ? words('unknown') : named;
  return place.kind === 'own_cloud' && named !== '' ? `${words('own_cloud')}, ${named}` : words(place.kind);
}

/** "Ironwood Cloud, Frankfurt": a link with its city, else its country; the vendor stands alone. */
export function nameLink({ name, place }: ChainLink): string {
  if (!place) return name;
  const where = place.city || (place.country === '' ? '' : nameCountry(place.country));
  return where === '' ? name : `${name}, ${where}`;
}

/** What a country was called by a code before, or what is no country: the European Union, a private code. */
const NO_COUNTRIES: ReadonlySet<string> = new Set([
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'ZZ',
  'QO',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
]);

function isCountry(code: string): boolean {
  if (NO_COUNTRIES.has(code) || COUNTRY_NAMES.of(code) === code) return false;
  return new Intl.Locale(`und-${code}`).region === code;
}

/** Every country that has a name, and the parts with a law of their own, by name. */
export function listCountries(): { code: string; name: string }[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  const countries = codes.filter(isCountry).map((code) => ({ code, name: nameCountry(code) }));
  const parts = Object.keys(PART_NAMES).map((code) => ({
    code,
    name: `${nameCountry(code)}, ${nameCountry(code.slice(0, 2))}`,
  }));
  return [...countries, ...parts].toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}
