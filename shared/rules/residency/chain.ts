import type { ChainLink, Place, SubProcessor } from '../../contract/residency.ts';

/** A sub-processor that works for a tool today, with the links from the vendor down to it. */
export interface ChainMember {
  subProcessor: SubProcessor;
  /** From the vendor, which has no place here, to the sub-processor itself. */
  links: readonly ChainLink[];
  /** Where it is; what it sees decides how much that weighs. */
  place: Place;
}

/** The place of each sub-processor is one object, by which what was worked out for it is found again. */
const PLACES = new WeakMap<SubProcessor, Place>();

function placeOf(subProcessor: SubProcessor): Place {
  const known = PLACES.get(subProcessor);
  if (known) return known;
  const place: Place = { ...subProcessor.place, data: subProcessor.sees === 'system' ? 'system' : 'all' };
  PLACES.set(subProcessor, place);
  return place;
}

function isEngaged({ since, endedOn }: SubProcessor, today: string): boolean {
  return (since === null || since <= today) && (endedOn === null || endedOn > today);
}

/** Does it work for this tool? One that names no tool works for all of the vendor's. */
function worksFor({ toolIds }: SubProcessor, toolId: string): boolean {
  return toolIds.length === 0 || toolIds.includes(toolId);
}

/**
 * Walks the list of a vendor from the vendor downwards: everybody engaged today for this tool, each with who engaged
 * them. One whose engager is not on the list, or stands below itself, is taken as engaged by the vendor.
 */
export function walkChain(
  vendorName: string,
  subProcessors: readonly SubProcessor[],
  toolId: string,
  today: string,
): ChainMember[] {
  const byId = new Map(subProcessors.map((one) => [one.id, one]));
  const ancestorsOf = (member: SubProcessor): SubProcessor[] => {
    const path: SubProcessor[] = [];
    let parent = member.parentId === null ? undefined : byId.get(member.parentId);
    while (parent && parent.id !== member.id && !path.includes(parent)) {
      path.unshift(parent);
      parent = parent.parentId === null ? undefined : byId.get(parent.parentId);
    }
    return path;
  };
  return subProcessors.flatMap((subProcessor) => {
    const path = [...ancestorsOf(subProcessor), subProcessor];
    // Whoever is engaged by one that has left, or works for another tool, is out with it.
    if (!path.every((one) => isEngaged(one, today) && worksFor(one, toolId))) return [];
    const links = path.map(({ name, place }) => ({ name, place }));
    return [{ subProcessor, place: placeOf(subProcessor), links: [{ name: vendorName, place: null }, ...links] }];
  });
}

/** Would this parent put a sub-processor below itself? */
export function makesLoop(subProcessors: readonly SubProcessor[], id: string, parentId: string | null): boolean {
  const byId = new Map(subProcessors.map((one) => [one.id, one]));
  for (let at = parentId, steps = 0; at !== null && steps <= byId.size; steps += 1) {
    if (at === id) return true;
    at = byId.get(at)?.parentId ?? null;
  }
  return false;
}
