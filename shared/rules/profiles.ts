import type { FactFields, FactTopic, ProfilePack } from '../contract/profiles.ts';
import { countDays } from './days.ts';

/**
 * Days after which a fact is too old to lean on (`domain.md` 8: 90 for retention, residency and BAA, 180 for
 * certificates). Terms on training and logs change as often as those on retention; notes as seldom as certificates.
 */
const AGE_LIMITS: Readonly<Record<FactTopic, number>> = {
  certifications: 180,
  baa: 90,
  residency: 90,
  retention: 90,
  training: 90,
  audit_log: 90,
  notes: 180,
};

/** Whether a fact was seen too long ago: from the day after its limit. */
export function isFactOld(fact: Pick<FactFields, 'topic' | 'seenOn'>, today: string): boolean {
  return countDays(fact.seenOn, today) > AGE_LIMITS[fact.topic];
}

/** A fact of a profile as it stands on a vendor: with its sources in words, "V5 …; V6 …". */
export function writePackFact(pack: ProfilePack, fact: ProfilePack['facts'][number]): FactFields {
  const { topic, plan, value, seenOn, confidence } = fact;
  const names = new Map(pack.sources.map(({ id, name }) => [id, name]));
  const source = fact.sources.map((id) => `${id} ${names.get(id) ?? ''}`.trim()).join('; ');
  return { topic, plan, value, source, seenOn, confidence };
}

const FIELDS = ['topic', 'plan', 'value', 'source', 'seenOn', 'confidence'] as const;

/** Whether two facts say the same in every field. */
export function isSameFact(one: FactFields, other: FactFields): boolean {
  return FIELDS.every((field) => one[field] === other[field]);
}

/** A fact of a vendor that came from a profile, with what the profile said when it was taken or last turned down. */
export interface TakenFact {
  profileFactId: string;
  taken: FactFields;
}

/**
 * The facts that a profile gives otherwise than when they were taken, and those that are new in it, in its order. What a
 * person changed or removed on the vendor makes no difference by itself: only a newer profile does.
 */
export function listDifferences(
  pack: ProfilePack,
  taken: readonly TakenFact[],
): { profileFactId: string; offered: FactFields }[] {
  const known = new Map(taken.map((fact) => [fact.profileFactId, fact.taken]));
  return pack.facts.flatMap((fact) => {
    const offered = writePackFact(pack, fact);
    const before = known.get(fact.id);
    return before && isSameFact(before, offered) ? [] : [{ profileFactId: fact.id, offered }];
  });
}
