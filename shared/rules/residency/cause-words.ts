import type { Cause, ChainLink, Place } from '../../contract/residency.ts';
import { namePlace } from './place-names.ts';

/** How a page or a report words things: messages below `residency.`, days and lists. */
export interface ResidencyWriter {
  say: (key: string, parameters?: Readonly<Record<string, string | number>>) => string;
  writeDay: (day: string) => string;
  writeList: (words: readonly string[]) => string;
}

/** "Manila, Philippines", "Dublin, Ireland, system data only". */
export function writePlace(
  place: Omit<Place, 'data'> & { data?: Place['data'] },
  { say }: Pick<ResidencyWriter, 'say'>,
): string {
  const name = namePlace(place, (kind) => say(`place.${kind}`));
  return place.data === 'system' ? say('place.systemOnly', { place: name }) : name;
}

/** The city where it is known, else the country: enough for a table of seven. */
export function writeShortPlace(place: Place, writer: Pick<ResidencyWriter, 'say'>): string {
  if (place.kind !== 'country' || place.city === '') return writePlace(place, writer);
  return place.data === 'system' ? writer.say('place.systemOnly', { place: place.city }) : place.city;
}

/** Which message words a cause. */
function causeKey({ kind, sentence, place, on, missing }: Cause): string {
  if (kind === 'partial_coverage' && sentence === '') return 'partial_coverage_bare';
  if (kind === 'system_data' && place === null) return 'system_data_bare';
  if (kind === 'old_fact' && on === null) return 'old_fact_undated';
  if (kind === 'basis' && missing.length === 0) return 'basis_narrow';
  return kind;
}

/** A cause as a sentence: what is wrong, where, and on what it rests. */
export function writeCause(cause: Cause, writer: ResidencyWriter): string {
  const { say, writeDay, writeList } = writer;
  const { place, sentence, on, data, missing, notAsked } = cause;
  const plain = say(`cause.${causeKey(cause)}`, {
    place: place ? writePlace(place, writer) : '',
    sentence,
    on: on === null ? '' : writeDay(on),
    missing: writeList(missing.map((need) => say(`need.${need}`))),
  });
  return notAsked && data !== null ? say('cause.notAsked', { cause: plain, data: say(`data.${data}`) }) : plain;
}

/** The last link of a chain: the sub-processor that a cause is about; null for the tool itself. */
export function lastLink({ chain }: Pick<Cause, 'chain'>): ChainLink | null {
  return chain.at(-1) ?? null;
}

/** A cause with the sub-processor that it is about before it. */
export function writeCauseWithLink(cause: Cause, writer: ResidencyWriter): string {
  const link = lastLink(cause);
  const plain = writeCause(cause, writer);
  if (!link?.place) return plain;
  return writer.say('cause.withChain', { name: link.name, place: writePlace(link.place, writer), cause: plain });
}
