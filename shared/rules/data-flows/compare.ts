import type { DataFlow, DataFlowContent, DataFlowPlace } from '../../contract/data-flows.ts';
import { writeCanonicalJson } from '../canonical-json.ts';

/** A place or flow that is not as it was. */
export interface ContentChange {
  part: 'place' | 'flow';
  change: 'added' | 'removed' | 'changed';
  id: string;
}

function describePlace({ x: _x, y: _y, ...facts }: DataFlowPlace): string {
  return writeCanonicalJson(facts);
}

function describeFlow(flow: DataFlow): string {
  return writeCanonicalJson({ ...flow, dataClasses: flow.dataClasses.toSorted() });
}

function comparePart<Part extends { id: string }>(
  part: ContentChange['part'],
  before: readonly Part[],
  after: readonly Part[],
  describe: (one: Part) => string,
): ContentChange[] {
  const known = new Map(before.map((one) => [one.id, describe(one)]));
  const present = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((one): ContentChange[] => {
      const was = known.get(one.id);
      if (was === undefined) return [{ part, change: 'added', id: one.id }];
      return was === describe(one) ? [] : [{ part, change: 'changed', id: one.id }];
    }),
    ...before.filter(({ id }) => !present.has(id)).map(({ id }): ContentChange => ({ part, change: 'removed', id })),
  ];
}

/** What differs between two states of a map. Where things stand on the sheet does not count, nor does their order. */
export function compareContent(before: DataFlowContent, after: DataFlowContent): ContentChange[] {
  return [
    ...comparePart('place', before.places, after.places, describePlace),
    ...comparePart('flow', before.flows, after.flows, describeFlow),
  ];
}

/** Do both say the same, however they are arranged? */
export function isSameContent(before: DataFlowContent, after: DataFlowContent): boolean {
  return compareContent(before, after).length === 0;
}
