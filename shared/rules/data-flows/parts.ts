import type { DataClass, DataFlow, DataFlowContent, DataFlowPlace } from '../../contract/data-flows.ts';

/** Data that a law or a standard protects, or that opens doors. */
const PROTECTED_CLASSES: readonly DataClass[] = ['credentials', 'personal_data', 'phi', 'cardholder_data'];

/** The protected classes that travel on a flow. */
export function listProtected({ dataClasses }: Pick<DataFlow, 'dataClasses'>): DataClass[] {
  return dataClasses.filter((dataClass) => PROTECTED_CLASSES.includes(dataClass));
}

/** Is it the organisation's own, where data begins its way? */
export function isOwn({ kind }: Pick<DataFlowPlace, 'kind'>): boolean {
  return kind === 'workstation' || kind === 'own_system';
}

/** Nothing on its way, or by a version of TLS that is no longer held to protect (RFC 8996). */
export function isUnprotected({ transit }: Pick<DataFlow, 'transit'>): boolean {
  return transit === 'none' || transit === 'tls_older';
}

/** The places by their ids. */
export function indexPlaces(content: DataFlowContent): ReadonlyMap<string, DataFlowPlace> {
  return new Map(content.places.map((place) => [place.id, place]));
}

/** The places that data can reach from the organisation's own, along every flow in the directions it goes. */
export function findReached(content: DataFlowContent): ReadonlySet<string> {
  const reached = new Set(content.places.filter(isOwn).map(({ id }) => id));
  const waiting = [...reached];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { from, to, direction } of content.flows) {
      const next = from === id ? to : to === id && direction === 'both_ways' ? from : null;
      if (next === null || reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  return reached;
}
