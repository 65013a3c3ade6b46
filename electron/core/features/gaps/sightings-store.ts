import type { Selectable } from 'kysely';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A tool that was seen, as its own table keeps it. */
export interface StoredSighting {
  id: string;
  name: string;
  /** The name as it is compared. */
  nameKey: string;
  source: string;
  firstSeenOn: string;
  lastSeenOn: string;
  people: number | null;
  toolId: string | null;
  notRelevant: string;
  decidedBy: PersonReference | null;
  decidedOn: string | null;
  revision: number;
}

type Row = Selectable<Tables['tool_sightings']> & { decider_name: string | null; decider_initials: string | null };

function toSighting(row: Row): StoredSighting {
  return {
    id: row.id,
    name: row.name,
    nameKey: row.name_key,
    source: row.source,
    firstSeenOn: row.first_seen_on,
    lastSeenOn: row.last_seen_on,
    people: row.people,
    toolId: row.tool_id,
    notRelevant: row.not_relevant,
    decidedBy: toPersonReference(row.decided_by, row.decider_name, row.decider_initials),
    decidedOn: row.decided_on,
    revision: row.revision,
  };
}

function selectWithDecider(executor: Executor) {
  return executor
    .selectFrom('tool_sightings')
    .leftJoin('people', 'people.id', 'tool_sightings.decided_by')
    .selectAll('tool_sightings')
    .select(['people.name as decider_name', 'people.initials as decider_initials']);
}

/** All of them, the latest seen first. */
export async function selectSightings(executor: Executor): Promise<StoredSighting[]> {
  const rows = await selectWithDecider(executor).orderBy('last_seen_on', 'desc').orderBy('name_key').execute();
  return rows.map(toSighting);
}

export async function selectSighting(
  executor: Executor,
  by: { id: string } | { nameKey: string },
): Promise<StoredSighting | undefined> {
  const query = selectWithDecider(executor);
  const row = await (
    'id' in by ? query.where('tool_sightings.id', '=', by.id) : query.where('tool_sightings.name_key', '=', by.nameKey)
  ).executeTakeFirst();
  return row && toSighting(row);
}

export async function upsertSighting(executor: Executor, sighting: StoredSighting): Promise<void> {
  const columns = {
    name: sighting.name,
    name_key: sighting.nameKey,
    source: sighting.source,
    first_seen_on: sighting.firstSeenOn,
    last_seen_on: sighting.lastSeenOn,
    people: sighting.people,
    tool_id: sighting.toolId,
    not_relevant: sighting.notRelevant,
    decided_by: sighting.decidedBy?.id ?? null,
    decided_on: sighting.decidedOn,
    revision: sighting.revision,
  };
  await executor
    .insertInto('tool_sightings')
    .values({ id: sighting.id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}
