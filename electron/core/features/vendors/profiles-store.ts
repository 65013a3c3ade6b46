import type { Selectable } from 'kysely';
import type { FactFields, FactTopic } from '../../../../shared/contract/profiles.ts';
import { FACT_TOPICS } from '../../../../shared/contract/profiles.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A fact as its table keeps it; one that was removed stays, so that its profile does not offer it again. */
export interface StoredFact extends FactFields {
  id: string;
  vendorId: string;
  origin: { profileId: string; profileFactId: string; taken: FactFields } | null;
  removed: boolean;
  position: number;
  revision: number;
}

function toFact(row: Selectable<Tables['vendor_facts']>): StoredFact {
  const { profile_id: profileId, profile_fact_id: profileFactId, taken } = row;
  return {
    id: row.id,
    vendorId: row.vendor_id,
    topic: row.topic,
    plan: row.plan,
    value: row.value,
    source: row.source,
    seenOn: row.seen_on,
    confidence: row.confidence,
    origin:
      profileId !== null && profileFactId !== null && taken !== null
        ? { profileId, profileFactId, taken: JSON.parse(taken) as FactFields }
        : null,
    removed: row.removed === 1,
    position: row.position,
    revision: row.revision,
  };
}

function rankTopic(topic: FactTopic): number {
  return FACT_TOPICS.indexOf(topic);
}

/** The facts of a vendor by topic, removed ones among them. */
export async function selectFacts(executor: Executor, vendorId: string): Promise<StoredFact[]> {
  const rows = await executor
    .selectFrom('vendor_facts')
    .selectAll()
    .where('vendor_id', '=', vendorId)
    .orderBy('position')
    .execute();
  return rows.map(toFact).toSorted((left, right) => rankTopic(left.topic) - rankTopic(right.topic));
}

export async function selectFact(executor: Executor, factId: string): Promise<StoredFact | undefined> {
  const row = await executor.selectFrom('vendor_facts').selectAll().where('id', '=', factId).executeTakeFirst();
  return row && toFact(row);
}

function toColumns(fact: StoredFact) {
  return {
    topic: fact.topic,
    plan: fact.plan,
    value: fact.value,
    source: fact.source,
    seen_on: fact.seenOn,
    confidence: fact.confidence,
    taken: fact.origin && JSON.stringify(fact.origin.taken),
    removed: Number(fact.removed),
    revision: fact.revision,
  };
}

export async function insertFact(executor: Executor, fact: StoredFact): Promise<void> {
  await executor
    .insertInto('vendor_facts')
    .values({
      id: fact.id,
      vendor_id: fact.vendorId,
      profile_id: fact.origin?.profileId ?? null,
      profile_fact_id: fact.origin?.profileFactId ?? null,
      position: fact.position,
      ...toColumns(fact),
    })
    .execute();
}

export async function updateFact(executor: Executor, fact: StoredFact): Promise<void> {
  await executor.updateTable('vendor_facts').set(toColumns(fact)).where('id', '=', fact.id).execute();
}
