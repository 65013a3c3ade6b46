import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/rules/access-tiers/decide.ts';
import { pickDecisionFacts, writePolicyData } from '../../shared/rules/access-tiers/policy-data.ts';
import { writeRegoPolicy } from '../../shared/rules/access-tiers/rego.ts';
import { accessWorld, policyInput, TODAY } from '../support/access-worlds.ts';
import { findRegoDifferences, type RegoCase } from '../support/rego.ts';

/** Drawn worlds with questions and the answers of the application; the same at every run. */
function drawCases(worlds: number, questions: number): RegoCase[] {
  const drawn = fc.sample(
    fc.tuple(accessWorld, fc.array(policyInput, { minLength: questions, maxLength: questions })),
    {
      numRuns: worlds,
      seed: 67,
    },
  );
  return drawn.flatMap(([world, inputs]) => {
    const data = writePolicyData(world);
    return inputs.flatMap((input) => {
      const facts = pickDecisionFacts(world, input);
      return facts ? [{ input, data, expected: decide(facts).outcome }] : [];
    });
  });
}

describe('the policy in Rego, run by Open Policy Agent', () => {
  it('decides as the application does, whatever the world', { timeout: 120_000 }, async () => {
    const cases = drawCases(90, 12);
    const counts = (outcome: string) => cases.filter(({ expected }) => expected === outcome).length;
    expect(Math.min(counts('allow'), counts('conditional'), counts('deny'))).toBeGreaterThan(10);
    const differing = await findRegoDifferences(writeRegoPolicy(), cases);
    expect(differing.map((index) => cases[index])).toEqual([]);
  });

  it('is seen to differ when it does', { timeout: 60_000 }, async () => {
    const cases = drawCases(3, 5);
    const turned = cases.map((one) => ({ ...one, expected: one.expected === 'deny' ? 'allow' : 'deny' }) as const);
    const differing = await findRegoDifferences(writeRegoPolicy(), turned);
    expect(differing.toSorted((left, right) => left - right)).toEqual(cases.map((_one, index) => index));
    await expect(findRegoDifferences('decision := if', [])).rejects.toThrow(/rego/);
  });

  it('denies whoever and whatever it does not know', { timeout: 60_000 }, async () => {
    const [world] = fc.sample(accessWorld, { numRuns: 1, seed: 1 });
    if (!world) throw new Error('No world was drawn');
    const data = writePolicyData(world);
    const nobody = { person: 'zoe', tool: 'forge', repository: null, class: 'public_docs', region: null, today: TODAY };
    const inputs = [nobody, { ...nobody, person: 'ada', tool: 'unknown' }, { ...nobody, class: null }, {}];
    const cases = inputs.map((input) => ({ input, data, expected: 'deny' }) as const);
    expect(await findRegoDifferences(writeRegoPolicy(), cases)).toEqual([]);
    const empty = cases.map(({ input }) => ({ input, data: {}, expected: 'deny' }) as const);
    expect(await findRegoDifferences(writeRegoPolicy(), empty)).toEqual([]);
  });
});
