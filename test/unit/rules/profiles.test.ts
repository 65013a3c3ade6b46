import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProfilePack } from '../../../electron/core/features/vendors/profile-packs.ts';
import { readShippedProfiles } from '../../../electron/core/features/vendors/profile-packs.ts';
import { FACT_TOPICS } from '../../../shared/contract/profiles.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { isFactOld, isSameFact, listDifferences, writePackFact } from '../../../shared/rules/profiles.ts';

const PACKS = await readShippedProfiles('resources');

describe('the age of a fact', () => {
  it.each(FACT_TOPICS)('of %s is old from the day after its limit on', (topic) => {
    const limit = topic === 'certifications' || topic === 'notes' ? 180 : 90;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (days) => {
        expect(isFactOld({ topic, seenOn: '2026-11-20' }, addDays('2026-11-20', days))).toBe(days > limit);
      }),
    );
  });
});

describe('differences from a profile', () => {
  it('are none for what was taken as it is, and exactly what was not taken otherwise', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PACKS), fc.infiniteStream(fc.boolean()), (pack, stream) => {
        const all = pack.facts.map((fact) => ({ profileFactId: fact.id, taken: writePackFact(pack, fact) }));
        expect(listDifferences(pack, all)).toEqual([]);
        const kept = all.filter(() => stream.next().value);
        const missing = all.filter((one) => !kept.includes(one)).map(({ profileFactId }) => profileFactId);
        expect(listDifferences(pack, kept).map(({ profileFactId }) => profileFactId)).toEqual(missing);
      }),
    );
  });

  it('see a change in any field', () => {
    const [pack] = PACKS;
    const [fact] = pack?.facts ?? [];
    if (!pack || !fact) throw new Error('There is no profile');
    const taken = writePackFact(pack, fact);
    expect(isSameFact(taken, { ...taken })).toBe(true);
    for (const change of [{ value: 'x' }, { plan: 'x' }, { source: 'x' }, { seenOn: '2020-01-01' }]) {
      expect(isSameFact(taken, { ...taken, ...change })).toBe(false);
    }
  });
});

describe('a profile', () => {
  it('is refused with a source that it does not name, or a fact that stands twice', () => {
    const head = `format: assay-profile/1
id: x
version: 1.0.0
title: X
asOf: 2026-11-20
vendor: { name: X, aliases: [], formerNames: [], domain: '' }
tools: [{ name: X, kind: agent, plan: '', aliases: [], formerNames: [] }]
sources: [{ id: V1, name: A page, primary: true }]
facts:
`;
    const fact = (id: string, source: string) =>
      `  - { id: ${id}, topic: baa, plan: '', value: Yes, sources: [${source}], seenOn: 2026-11-20, confidence: low }\n`;
    expect(() => parseProfilePack(head + fact('a', 'V2'), 'x')).toThrow('the source V2 is not named');
    expect(() => parseProfilePack(head + fact('a', 'V1') + fact('a', 'V1'), 'x')).toThrow('the fact a stands twice');
    expect(parseProfilePack(head + fact('a', 'V1'), 'x').facts).toHaveLength(1);
  });
});
