import type { NewSightings, Sighting } from '../../../../shared/contract/gaps.ts';
import { foldToolName, indexToolNames, type ShadowFacts } from '../../../../shared/rules/gaps/shadow-gaps.ts';
import { isInUse } from '../../../../shared/rules/vendors.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson } from '../people/people.ts';
import { getTool } from '../tools/tools.ts';
import { selectRegisteredTools, type RegisteredTool } from './gaps-store.ts';
import { selectSighting, selectSightings, upsertSighting, type StoredSighting } from './sightings-store.ts';

interface MatchedSighting {
  stored: StoredSighting;
  tool: RegisteredTool | null;
}

/** Every sighting with the tool of the register that it is: as somebody decided, otherwise by its name. */
async function readMatched(executor: Executor): Promise<MatchedSighting[]> {
  const sightings = await selectSightings(executor);
  if (sightings.length === 0) return [];
  const tools = await selectRegisteredTools(executor, 'all');
  const byName = indexToolNames(tools);
  const byId = new Map(tools.map((tool) => [tool.id, tool]));
  return sightings.map((stored) => ({
    stored,
    tool: (stored.toolId === null ? byName.get(stored.nameKey) : byId.get(stored.toolId)) ?? null,
  }));
}

function isOpen({ stored, tool }: MatchedSighting): boolean {
  return stored.notRelevant === '' && !(tool && isInUse(tool.status));
}

function describe({ stored, tool }: MatchedSighting): Sighting {
  const { id, name, source, firstSeenOn, lastSeenOn, people, notRelevant, decidedBy: by, decidedOn, revision } = stored;
  return {
    id,
    name,
    source,
    firstSeenOn,
    lastSeenOn,
    people,
    tool: tool && { id: tool.id, name: tool.name, status: tool.status },
    decision: decidedOn === null ? null : { notRelevant, by, on: decidedOn },
    revision,
  };
}

/** A page of what was seen; `open` leaves out what is no gap. */
export async function listSightings(
  executor: Executor,
  {
    open,
    sightingId,
    search,
    offset,
    limit,
  }: { open: boolean; sightingId: string | null; search: string; offset: number; limit: number },
) {
  const wanted = search.trim().toLowerCase();
  const found = (await readMatched(executor)).filter(
    (one) =>
      (!open || isOpen(one)) &&
      (sightingId === null || one.stored.id === sightingId) &&
      (wanted === '' || `${one.stored.name} ${one.stored.source}`.toLowerCase().includes(wanted)),
  );
  return { rows: found.slice(offset, offset + limit).map(describe), total: found.length };
}

/** Every sighting as the detector takes it. */
export async function readShadowFacts(executor: Executor): Promise<ShadowFacts[]> {
  return (await readMatched(executor)).map(({ stored, tool }) => {
    const { id, name, source, lastSeenOn, people, notRelevant } = stored;
    return { sighting: { id, name, source, lastSeenOn, people, isRelevant: notRelevant === '' }, tool };
  });
}

function recordChange(unit: Unit, before: StoredSighting | null, after: StoredSighting): void {
  const facts = ({ nameKey: _key, ...sighting }: StoredSighting) => ({ ...sighting });
  unit.record({
    kind: 'tool_sighting',
    id: after.id,
    name: after.name,
    before: before && facts(before),
    after: facts(after),
  });
}

/** What is known of a name and what is seen now, together; null when nothing is new. */
function merge(before: StoredSighting, seen: { people: number | null }, { source, seenOn }: NewSightings) {
  const isLater = seenOn > before.lastSeenOn;
  const people = seen.people === null ? before.people : Math.max(before.people ?? 0, seen.people);
  const firstSeenOn = seenOn < before.firstSeenOn ? seenOn : before.firstSeenOn;
  if (!isLater && people === before.people && firstSeenOn === before.firstSeenOn) return null;
  return {
    ...before,
    people,
    firstSeenOn,
    ...(isLater ? { lastSeenOn: seenOn, source } : {}),
    revision: before.revision + 1,
  };
}

/**
 * Keeps the tools that a log or a list shows. A name that is there already is brought up to date; what somebody decided
 * about it stays.
 *
 * @throws AssayError INVALID_INPUT for a day to come.
 */
export async function recordSightings(unit: Unit, seen: NewSightings): Promise<{ added: number; updated: number }> {
  if (seen.seenOn > unit.today) {
    throw new AssayError('INVALID_INPUT', 'A tool cannot have been seen on a day to come.', {
      field: 'seenOn',
      remedy: 'Give the day of the log.',
    });
  }
  const counts = { added: 0, updated: 0 };
  for (const one of seen.tools) {
    const nameKey = foldToolName(one.name);
    const before = (await selectSighting(unit.transaction, { nameKey })) ?? null;
    const after: StoredSighting | null = before
      ? merge(before, one, seen)
      : {
          id: unit.nextId(),
          name: one.name,
          nameKey,
          source: seen.source,
          firstSeenOn: seen.seenOn,
          lastSeenOn: seen.seenOn,
          people: one.people,
          toolId: null,
          notRelevant: '',
          decidedBy: null,
          decidedOn: null,
          revision: 1,
        };
    if (!after) continue;
    await upsertSighting(unit.transaction, after);
    recordChange(unit, before, after);
    if (before) counts.updated += 1;
    else counts.added += 1;
  }
  return counts;
}

async function decide(
  unit: Unit,
  decision: { kind: 'tool'; toolId: string } | { kind: 'not_relevant'; reason: string },
) {
  const by = unit.actor === 'assay' ? null : await getPerson(unit.transaction, unit.actor.id);
  return {
    toolId: decision.kind === 'tool' ? (await getTool(unit.transaction, decision.toolId)).id : null,
    notRelevant: decision.kind === 'tool' ? '' : decision.reason,
    decidedBy: by && { id: by.id, name: by.name, initials: by.initials },
    decidedOn: unit.today,
  };
}

/**
 * Says which tool a sighting is, or why it does not matter; null takes that back.
 *
 * @throws AssayError NOT_FOUND for the sighting or the tool, CHANGED_MEANWHILE.
 */
export async function settleSighting(
  unit: Unit,
  sightingId: string,
  revision: number,
  decision: Parameters<typeof decide>[1] | null,
): Promise<Sighting> {
  const before = await selectSighting(unit.transaction, { id: sightingId });
  if (!before) throw new AssayError('NOT_FOUND', 'This sighting is not in the workspace.');
  refuseStaleRevision(before, revision, before.name);
  const decided = decision
    ? await decide(unit, decision)
    : { toolId: null, notRelevant: '', decidedBy: null, decidedOn: null };
  const after = { ...before, ...decided, revision: before.revision + 1 };
  await upsertSighting(unit.transaction, after);
  recordChange(unit, before, after);
  const matched = (await readMatched(unit.transaction)).find(({ stored }) => stored.id === sightingId);
  if (!matched) throw new Error('A sighting was lost in its own unit of work');
  return describe(matched);
}
