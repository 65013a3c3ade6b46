import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScoreModels } from '../../../electron/core/features/scores/score-models.ts';
import { AGREEMENT_STATES, HIPAA_ROLES, type Agreement } from '../../../shared/contract/agreements.ts';
import { APPROVED_USES, PHI_FACTORS, USE_LIMITS, type ApprovedUse } from '../../../shared/contract/phi-exposure.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { BANDS } from '../../../shared/contract/vendors.ts';
import {
  decideApprovedUse,
  findBaaStanding,
  findPermissibility,
  limitApprovedUse,
  narrowerUse,
  worseExposure,
  type BaaFacts,
} from '../../../shared/rules/phi-exposure.ts';
import { bandLevel } from '../../../shared/rules/scores/bands.ts';
import { explainPhiExposure } from '../../../shared/rules/scores/explain-phi-exposure.ts';
import { recompute } from '../../../shared/rules/scores/explain.ts';
import { scorePhiExposure, type PhiRatings } from '../../../shared/rules/scores/phi-exposure.ts';
import { compare, ratio } from '../../../shared/rules/scores/rational.ts';
import { applyPhiChange, whatIfPhiExposure } from '../../../shared/rules/scores/what-if-phi-exposure.ts';
import { BLANK_AGREEMENT } from '../../support/agreements.ts';

const { model } = (await loadScoreModels('resources')).newest('phi-exposure');

/** F1 to F7 in order. */
function rate(...levels: (number | null)[]): PhiRatings {
  return Object.fromEntries(
    PHI_FACTORS.map((factor, index) => [factor, { level: levels[index] ?? null, evidence: 'none' }]),
  ) as PhiRatings;
}

const anyRatings = fc
  .tuple(
    ...PHI_FACTORS.map(() =>
      fc.record({ level: fc.constantFrom(0, 1, 2, null), evidence: fc.constantFrom(...EVIDENCE_STATES) }),
    ),
  )
  .map((values) => Object.fromEntries(PHI_FACTORS.map((factor, index) => [factor, values[index]])) as PhiRatings);
const anyBaa: fc.Arbitrary<BaaFacts> = fc.record({
  needed: fc.constantFrom(true, false, null),
  state: fc.constantFrom(...AGREEMENT_STATES, null),
  inScope: fc.boolean(),
});
const anyFactor = fc.constantFrom(...PHI_FACTORS);
const anyRole = fc.constantFrom(...HIPAA_ROLES);
const rank = (use: ApprovedUse) => APPROVED_USES.indexOf(use);

describe('PHI exposure', () => {
  it.each([
    ['nothing open', rate(0, 0, 0, 0, 0, 0, 0), 0, 'low'],
    ['low at its upper bound', rate(1, 1, 1, 0, 0, 0, 0), 3, 'low'],
    ['medium above it', rate(1, 1, 1, 1, 0, 0, 0), 4, 'medium'],
    ['medium at its upper bound', rate(1, 1, 1, 1, 1, 1, 1), 7, 'medium'],
    ['high above it', rate(1, 1, 1, 1, 1, 1, 2), 8, 'high'],
    ['everything open', rate(2, 2, 2, 2, 2, 2, 2), 14, 'high'],
    ['the override: real data and no control', rate(2, 0, 0, 2, 0, 0, 0), 4, 'high'],
    ['half of the override', rate(2, 0, 0, 1, 0, 0, 0), 3, 'low'],
    ['the override by what is unknown', rate(null, 0, 0, null, 0, 0, 0), 4, 'high'],
  ])('%s', (_, ratings, sum, exposure) => {
    expect(scorePhiExposure(model, ratings)).toMatchObject({ sum, exposure });
  });

  it('counts unknown as 2 and lowers completeness and confidence', () => {
    const known = { level: 1, evidence: 'verified' } as const;
    const ratings = { ...rate(), reachable_data: known, retention: known };
    const result = scorePhiExposure(model, ratings);
    expect(result).toMatchObject({ sum: 12, exposure: 'high', exposureAtBest: 'low' });
    expect(result.completeness).toEqual(ratio(200, 7));
    expect(result.confidence).toEqual(ratio(200, 7));
    expect(result.unknown).toHaveLength(5);
  });

  it('never gets worse by a better factor, nor better by an unknown one', () => {
    fc.assert(
      fc.property(anyRatings, anyFactor, (ratings, factor) => {
        const { level, evidence } = ratings[factor];
        const before = scorePhiExposure(model, ratings);
        const unknown = scorePhiExposure(model, { ...ratings, [factor]: { level: null, evidence } });
        expect(bandLevel(unknown.exposure)).toBeGreaterThanOrEqual(bandLevel(before.exposure));
        expect(compare(unknown.confidence, before.confidence)).toBeLessThanOrEqual(0);
        expect(compare(unknown.completeness, before.completeness)).toBeLessThanOrEqual(0);
        for (let better = 0; better < (level ?? 2); better += 1) {
          const after = scorePhiExposure(model, applyPhiChange(ratings, { factor, from: level, to: better }));
          expect(bandLevel(after.exposure)).toBeLessThanOrEqual(bandLevel(before.exposure));
          expect(after.sum).toBeLessThan(before.sum);
        }
      }),
    );
  });

  it('is explained by steps that give the same when worked out again', () => {
    fc.assert(
      fc.property(anyRatings, (ratings) => {
        const result = scorePhiExposure(model, ratings);
        const results = recompute(explainPhiExposure(model, ratings));
        expect(results.get('sum')).toMatchObject({ value: ratio(result.sum), word: result.sumBand });
        expect(results.get('override')?.word).toBe(result.overrideBand);
        expect(results.get('exposure')?.word).toBe(result.exposure);
        expect(results.get('completeness')?.value).toEqual(result.completeness);
        expect(results.get('confidence')?.value).toEqual(result.confidence);
      }),
    );
  });

  it('says which change moves it, and each does', () => {
    fc.assert(
      fc.property(anyRatings, (ratings) => {
        const { from, options } = whatIfPhiExposure(model, ratings);
        for (const { changes, outcome } of options) {
          const after = scorePhiExposure(model, changes.reduce(applyPhiChange, ratings));
          expect(after.exposure).toBe(outcome.word);
          expect(bandLevel(after.exposure)).toBeLessThan(from.level);
        }
      }),
    );
  });
});

describe('approved use', () => {
  const inForce: BaaFacts = { needed: true, state: 'active', inScope: true };
  const none: BaaFacts = { needed: true, state: 'declined', inScope: false };
  const pending: BaaFacts = { needed: true, state: 'requested', inScope: false };
  const use = (...of: Parameters<typeof decideApprovedUse>) => decideApprovedUse(...of).use;

  it("gives the seed's three rows as the facts say", () => {
    // Vendor A: available, signed, low. The rule allows up to this; the seed's own, narrower use is a limit.
    const vendorA = decideApprovedUse('low', inForce, 'covered_entity');
    expect(vendorA.use).toBe('phi_adjacent');
    expect(limitApprovedUse(vendorA, 'non_phi_only')).toEqual({ use: 'non_phi_only', reason: 'limited' });
    // Vendor B: not available, medium.
    expect(use('medium', none, 'covered_entity')).toBe('prohibited');
    // Vendor C: available, pending, low.
    expect(use('low', pending, 'covered_entity')).toBe('pending');
  });

  it.each([
    ['low', { ...inForce, inScope: false }, 'non_phi_only', 'other_scope'],
    ['medium', { ...inForce, inScope: false }, 'prohibited', 'other_scope'],
    ['high', { ...inForce, state: 'expiring' }, 'phi_adjacent', 'baa_in_force'],
    ['medium', { ...inForce, state: 'expired' }, 'prohibited', 'exposed_without_baa'],
    ['low', { ...inForce, state: 'expired' }, 'non_phi_only', 'low_without_baa'],
    ['high', { ...inForce, state: 'signed' }, 'pending', 'baa_under_way'],
    ['high', { needed: true, state: 'in_negotiation', inScope: true }, 'pending', 'baa_under_way'],
    ['medium', { needed: true, state: 'required', inScope: true }, 'prohibited', 'exposed_without_baa'],
    ['medium', { needed: false, state: 'not_needed', inScope: true }, 'prohibited', 'exposed_though_not_needed'],
    [null, inForce, 'not_assessed', 'not_rated'],
  ] as const)('with exposure %s', (exposure, baa, expected, reason) => {
    expect(decideApprovedUse(exposure, baa, 'covered_entity')).toEqual({ use: expected, reason });
  });

  it('widens with an agreement, which never touches exposure; permissibility never looks at exposure', () => {
    fc.assert(
      fc.property(anyRatings, anyBaa, anyRole, (ratings, baa, role) => {
        const { exposure } = scorePhiExposure(model, ratings);
        const signed = { ...baa, state: 'active', inScope: true } as const;
        expect(rank(use(exposure, signed, role))).toBeGreaterThanOrEqual(rank(use(exposure, baa, role)));
        expect(findPermissibility(signed, role)).toBe('under_baa');
        if (use(exposure, baa, role) === 'phi_adjacent') expect(findPermissibility(baa, role)).toBe('under_baa');
        expect(scorePhiExposure(model, ratings).exposure).toBe(exposure);
      }),
    );
  });

  it('never widens by more exposure, nor by a limit', () => {
    fc.assert(
      fc.property(anyBaa, anyRole, fc.constantFrom(...USE_LIMITS, null), (baa, role, limit) => {
        const uses = BANDS.map((band) => rank(use(band, baa, role)));
        expect(uses).toEqual([...uses].sort((one, other) => other - one));
        for (const band of BANDS) {
          const decided = decideApprovedUse(band, baa, role);
          expect(rank(limitApprovedUse(decided, limit).use)).toBeLessThanOrEqual(rank(decided.use));
        }
      }),
    );
  });

  it('takes the narrower of two uses and the worse of two exposures', () => {
    expect(narrowerUse('phi_adjacent', 'pending')).toBe('pending');
    expect(worseExposure('low', 'high')).toBe('high');
    expect(worseExposure(null, 'low')).toBe('low');
    expect(worseExposure(null, null)).toBeNull();
  });
});

describe('the agreement that stands behind a tool', () => {
  const tool = {
    id: '00000000-0000-4000-8000-00000000c001',
    name: 'Assist',
    plan: 'Enterprise',
    aliases: [],
    formerNames: [],
  };
  const scopeOf = (product: string, plan: string): Agreement['scope'] => [
    { toolId: null, product, plan, features: [], regions: [], tenant: '', processor: '' },
  ];
  const agree = (code: string, facts: Partial<Agreement>): Agreement => ({ ...BLANK_AGREEMENT, code, ...facts });

  it('is the one in force for it, before any other', () => {
    const active = agree('AG-0001', { stateToday: 'active', scope: scopeOf('Assist', 'Enterprise') });
    const requested = agree('AG-0002', { stateToday: 'requested', scope: scopeOf('Assist', 'Enterprise') });
    expect(findBaaStanding(tool, [requested, active])).toMatchObject({
      agreement: { code: 'AG-0001' },
      state: 'active',
      inScope: true,
    });
  });

  it('is not one for another product or plan', () => {
    const otherPlan = agree('AG-0001', { stateToday: 'active', scope: scopeOf('Assist', 'Team') });
    expect(findBaaStanding(tool, [otherPlan])).toMatchObject({ state: 'active', inScope: false });
    const otherRequest = agree('AG-0002', { stateToday: 'requested', scope: scopeOf('Search', 'Team') });
    expect(findBaaStanding(tool, [otherRequest])).toMatchObject({ agreement: null, state: null });
    const notNeeded = agree('AG-0003', {
      stateToday: 'not_needed',
      scope: scopeOf('Search', 'Team'),
      need: { ...BLANK_AGREEMENT.need, needed: false },
    });
    expect(findBaaStanding(tool, [notNeeded])).toMatchObject({ needed: null, state: null });
    expect(findBaaStanding(tool, [agree('AG-0004', { kind: 'dpa', stateToday: 'active' })]).agreement).toBeNull();
  });

  it('is one without a scope yet, until it is in force', () => {
    expect(findBaaStanding(tool, [agree('AG-0001', { stateToday: 'in_negotiation' })])).toMatchObject({
      state: 'in_negotiation',
      inScope: false,
    });
  });
});
