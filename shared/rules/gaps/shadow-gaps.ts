import type { Gap, Sighting } from '../../contract/gaps.ts';
import type { RegisterStatus } from '../../contract/vendors.ts';
import { isInUse } from '../vendors.ts';
import { toGap, toRecord } from './gap.ts';

/** A tool of the register, as far as a name can be compared with it. */
export interface NamedTool {
  id: string;
  name: string;
  aliases: readonly string[];
  formerNames: readonly string[];
  vendor: { id: string; name: string };
  status: RegisterStatus;
}

/** A sighting with the tool that it is; null when the register has none. */
export interface ShadowFacts {
  sighting: Pick<Sighting, 'id' | 'name' | 'source' | 'lastSeenOn' | 'people'> & { isRelevant: boolean };
  tool: Pick<NamedTool, 'id' | 'name' | 'vendor' | 'status'> | null;
}

/** A name as it is compared: case, marks between words and doubled spaces do not count. */
export function foldToolName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The tools of the register by every name that they go by: their own, aliases and former names, each alone and after
 * the vendor's name. Of namesakes the one in use counts, then the first.
 */
export function indexToolNames<Tool extends NamedTool>(tools: readonly Tool[]): ReadonlyMap<string, Tool> {
  const index = new Map<string, Tool>();
  const ordered = tools.toSorted((one, other) => Number(isInUse(other.status)) - Number(isInUse(one.status)));
  for (const tool of ordered) {
    for (const name of [tool.name, ...tool.aliases, ...tool.formerNames]) {
      for (const key of [foldToolName(name), foldToolName(`${tool.vendor.name} ${name}`)]) {
        if (key !== '' && !index.has(key)) index.set(key, tool);
      }
    }
  }
  return index;
}

/** Gap 6 of `domain.md` 6.6: a tool that was seen in use and is not in the register, or not approved in it. */
export function detectShadowGaps(sightings: readonly ShadowFacts[]): Gap[] {
  return sightings
    .filter(({ sighting, tool }) => sighting.isRelevant && !(tool && isInUse(tool.status)))
    .map(({ sighting, tool }) => {
      const { id, name, source, lastSeenOn, people } = sighting;
      const isBarred = tool?.status === 'prohibited' || tool?.status === 'retired';
      const record = toRecord('tool_sighting', id, name);
      return toGap({
        rule: tool === null ? 'shadow_unregistered' : isBarred ? 'shadow_prohibited' : 'shadow_not_approved',
        subject: record,
        tool,
        facts: {
          name,
          source,
          seenOn: lastSeenOn,
          people: people ?? 0,
          ...(tool === null ? {} : { tool: tool.name, status: tool.status }),
        },
        sources: [record],
        fix: tool === null ? record : toRecord('tool', tool.id, tool.name),
      });
    });
}
