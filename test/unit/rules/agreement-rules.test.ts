import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadProvisionPacks } from '../../../electron/core/features/agreements/provision-packs.ts';
import type { Agreement, HipaaRole, ProvisionCheck } from '../../../shared/contract/agreements.ts';
import { PROVISION_ANSWERS } from '../../../shared/contract/agreements.ts';
import { coversTool, findMissingAgreements } from '../../../shared/rules/agreements/missing-agreements.ts';
import { findMistakes, type MistakeFacts, type UsedTool } from '../../../shared/rules/agreements/mistakes.ts';
import { findCheckRefusal, scoreProvisions } from '../../../shared/rules/agreements/provisions.ts';
import { BLANK_AGREEMENT } from '../../support/agreements.ts';

const packs = await loadProvisionPacks('resources');
const TODAY = '2026-11-20';

const NOTHING = {
  personal_data: false,
  phi_possible: false,
  cardholder_data_environment: false,
  mandatory_region: false,
  sox_scope: false,
} as const;
const tool: UsedTool = {
  id: '00000000-0000-4000-8000-00000000c001',
  name: 'Forge Assist',
  aliases: ['Assist'],
  formerNames: ['Anvil'],
  plan: 'Enterprise',
  use: { ...NOTHING, phi_possible: true },
  status: 'approved',
  deployment: 'shared_service',
  users: 20,
};
const item = {
  toolId: tool.id as string | null,
  product: tool.name,
  plan: 'Enterprise',
  features: [],
  regions: [],
  tenant: '',
  processor: '',
};
const active: Agreement = { ...BLANK_AGREEMENT, state: 'signed', stateToday: 'active', scope: [item] };
const officer = { id: '00000000-0000-4000-8000-00000000d001', name: 'Ines Okafor', initials: 'IO' };

describe('the checklists', () => {
  it('hold the provisions that the domain names, each with its clause', () => {
    const idsOf = (kind: Agreement['kind']) => packs.get(kind)?.provisions.map(({ id }) => id) ?? [];
    expect(idsOf('baa').filter((id) => !id.includes('P'))).toHaveLength(14);
    expect(idsOf('baa').slice(14)).toEqual(['BAA-P1', 'BAA-P2', 'BAA-P3']);
    expect(idsOf('dpa')).toHaveLength(12);
    expect(idsOf('scc')).toHaveLength(8);
    expect(idsOf('pci_responsibility')).toHaveLength(6);
    expect(packs.get('nda')).toBeUndefined();
    const weights = (kind: Agreement['kind']) => packs.get(kind)?.provisions.map(({ weight }) => weight);
    expect(weights('baa')).toEqual([5, 5, 5, 5, 5, 2, 2, 3, 2, 4, 5, 4, 0, 5, 0, 0, 0]);
    expect(weights('dpa')).toEqual([4, 5, 3, 5, 5, 3, 4, 5, 4, 0, 4, 0]);
  });

  it('are scored by weight: half for partial, nothing for what nobody looked at', () => {
    const baa = packs.get('baa') ?? { provisions: [] };
    const check = (provisionId: string, answer: ProvisionCheck['answer']) => ({
      provisionId,
      answer,
      clause: '',
      note: '',
    });
    expect(scoreProvisions(baa, [])).toMatchObject({
      halfPoints: 0,
      possible: 52,
      coverage: 0,
      checked: 0,
      toCheck: 14,
    });
    const some = scoreProvisions(baa, [
      check('BAA-01', 'present'),
      check('BAA-02', 'partial'),
      check('BAA-06', 'not_applicable'),
      check('BAA-13', 'present'),
      check('BAA-P1', 'present'),
    ]);
    expect(some).toMatchObject({
      halfPoints: 15,
      possible: 50,
      coverage: 0.15,
      checked: 4,
      toCheck: 10,
      failedGates: [],
    });
    expect(some.open[0]).toBe('BAA-02');
    expect(some.open).not.toContain('BAA-06');
    expect(scoreProvisions(baa, [check('BAA-13', 'partial')]).failedGates).toEqual(['BAA-13']);
  });

  it('never score worse for a better answer, nor above one', () => {
    const dpa = packs.get('dpa') ?? { provisions: [] };
    const ids = dpa.provisions.map(({ id }) => id);
    const answers = fc.record(
      Object.fromEntries(ids.map((id) => [id, fc.option(fc.constantFrom(...PROVISION_ANSWERS))])),
    );
    const toChecks = (given: Record<string, ProvisionCheck['answer']>) =>
      Object.entries(given).map(([provisionId, answer]) => ({ provisionId, answer, clause: '', note: 'n' }));
    fc.assert(
      fc.property(answers, fc.constantFrom(...ids), (given, id) => {
        const worse = scoreProvisions(dpa, toChecks({ ...given, [id]: 'absent' }));
        const better = scoreProvisions(dpa, toChecks({ ...given, [id]: 'present' }));
        expect(better.coverage ?? 0).toBeGreaterThanOrEqual(worse.coverage ?? 0);
        expect(better.coverage ?? 0).toBeLessThanOrEqual(1);
        expect(better.checked + better.toCheck).toBe(11);
      }),
    );
  });

  it('take "does not apply" only with a reason, and never for a gate', () => {
    const [, gate, required] = ['x', 'BAA-13', 'BAA-06'].map((id) =>
      packs.get('baa')?.provisions.find((one) => one.id === id),
    );
    if (!gate || !required) throw new Error('The pack lost a provision');
    expect(findCheckRefusal(required, { answer: 'not_applicable', note: ' ' })?.field).toBe('note');
    expect(findCheckRefusal(required, { answer: 'not_applicable', note: 'No record set' })).toBeNull();
    expect(findCheckRefusal(gate, { answer: 'not_applicable', note: 'Why' })?.field).toBe('answer');
  });
});

describe('the one rule on missing agreements', () => {
  const gaps = (
    agreements: readonly Agreement[],
    use = tool.use,
    role: HipaaRole = 'covered_entity',
    plan = tool.plan,
  ) => findMissingAgreements({ ...tool, use, plan }, agreements, role).map(({ kind, gap }) => `${kind} ${gap}`);

  it('asks for what the use needs, and for an answer where there is none', () => {
    expect(gaps([])).toEqual(['baa none']);
    expect(gaps([], NOTHING)).toEqual([]);
    expect(gaps([], { ...NOTHING, personal_data: true, cardholder_data_environment: true })).toEqual([
      'dpa none',
      'pci_responsibility none',
    ]);
    expect(gaps([], { ...NOTHING, phi_possible: null })).toEqual(['baa not_answered']);
    expect(gaps([], tool.use, 'neither')).toEqual([]);
    expect(gaps([], { ...NOTHING, phi_possible: null }, 'neither')).toEqual([]);
    expect(gaps([], tool.use, 'not_set')).toEqual(['baa none']);
  });

  it('is met by an agreement in force whose scope names the tool on its plan, and by nothing less', () => {
    expect(gaps([active])).toEqual([]);
    expect(gaps([{ ...active, stateToday: 'expiring' }])).toEqual([]);
    expect(gaps([{ ...active, kind: 'dpa' }])).toEqual(['baa none']);
    expect(gaps([{ ...active, stateToday: 'signed', missing: ['signed_file'] }])).toEqual(['baa incomplete']);
    expect(gaps([{ ...active, stateToday: 'signed' }])).toEqual(['baa not_yet_in_force']);
    expect(gaps([{ ...active, stateToday: 'requested' }])).toEqual(['baa under_way']);
    expect(gaps([{ ...active, stateToday: 'declined' }])).toEqual(['baa declined']);
    expect(gaps([{ ...active, stateToday: 'expired' }])).toEqual(['baa ended']);
    expect(gaps([{ ...active, scope: [{ ...item, plan: 'Team' }] }])).toEqual(['baa other_plan']);
    expect(gaps([{ ...active, scope: [{ ...item, toolId: null, product: 'Forge Review' }] }])).toEqual([
      'baa other_product',
    ]);
    expect(gaps([active], tool.use, 'covered_entity', '')).toEqual(['baa plan_not_recorded']);
    expect(gaps([active], { ...NOTHING, phi_possible: null })).toEqual([]);
  });

  it('knows a product by any of its names, and a plan whatever its case', () => {
    const named = (product: string, plan: string) => coversTool({ ...item, toolId: null, product, plan }, tool);
    expect(named(' forge  assist', 'ENTERPRISE ')).toBe(true);
    expect(named('Anvil', 'Enterprise')).toBe(true);
    expect(named('Forge', 'Enterprise')).toBe(false);
    expect(named('Forge Assist', '')).toBe(false);
  });

  it('takes a documented decision that none is needed, for the tool that it names, by an officer', () => {
    const waived: Agreement = {
      ...active,
      state: 'not_needed',
      stateToday: 'not_needed',
      need: { needed: false, ruleId: 'H-NEED-2', reason: 'Runs on our machines', decidedBy: officer, decidedOn: TODAY },
    };
    expect(gaps([waived])).toEqual([]);
    expect(gaps([{ ...waived, scope: [] }])).toEqual(['baa other_product']);
    expect(gaps([{ ...waived, need: { ...waived.need, decidedBy: null } }])).not.toEqual([]);
  });

  it('never passes a use with PHI on agreements that are not in force', () => {
    const states = fc.constantFrom<Agreement['stateToday']>(
      'not_assessed',
      'required',
      'requested',
      'declined',
      'in_negotiation',
      'signed',
      'expired',
      'superseded',
      'terminated',
      'closed',
    );
    fc.assert(
      fc.property(fc.array(states, { maxLength: 6 }), (given) => {
        const agreements = given.map((stateToday) => ({ ...active, stateToday }));
        expect(findMissingAgreements(tool, agreements, 'covered_entity')).toHaveLength(1);
        expect(findMissingAgreements(tool, [...agreements, active], 'covered_entity')).toEqual([]);
      }),
    );
  });

  it('names the nearest agreement and what mends it', () => {
    const [obstacle] = findMissingAgreements(
      tool,
      [
        { ...active, stateToday: 'expired', code: 'AG-0001' },
        { ...active, stateToday: 'signed', code: 'AG-0002', id: tool.id },
      ],
      'covered_entity',
    );
    expect(obstacle).toMatchObject({
      agreement: { code: 'AG-0002' },
      sentence:
        'Forge Assist cannot be approved: its use needs a business associate agreement, and AG-0002 is not yet in force.',
    });
  });
});

describe('the eight mistakes', () => {
  const vendor = { name: 'Lumen Forge', legalName: 'Lumen Forge Ltd' };
  const facts = (over: Partial<MistakeFacts> = {}): MistakeFacts => {
    const agreement = over.agreement ?? active;
    return {
      agreement,
      others: [agreement],
      checks: [],
      hasReturnProof: false,
      vendor,
      tools: [tool],
      hipaaRole: 'covered_entity',
      ...over,
    };
  };
  const rules = (over: Partial<MistakeFacts> = {}) => findMistakes(facts(over), TODAY).map(({ ruleId }) => ruleId);
  const withTerms = (over: Partial<Agreement>) => rules({ agreement: { ...active, ...over } });

  it('finds none where all is well', () => {
    expect(rules()).toEqual([]);
  });

  it('M1: a tool in use that the scope does not name', () => {
    const elsewhere = { ...active, scope: [{ ...item, plan: 'Team' }] };
    expect(rules({ agreement: elsewhere })).toEqual(['M1']);
    expect(rules({ agreement: elsewhere, tools: [{ ...tool, status: 'in_review' }] })).toEqual([]);
    expect(findMistakes(facts({ agreement: elsewhere }), TODAY)[0]).toMatchObject({
      toolId: tool.id,
      dueOn: '2026-12-20',
    });
  });

  it('M2: a report in place of the agreement', () => {
    const waived = (reason: string): Partial<Agreement> => ({
      state: 'not_needed',
      stateToday: 'not_needed',
      need: { needed: false, ruleId: 'H-NEED-2', reason, decidedBy: officer, decidedOn: TODAY },
    });
    expect(withTerms(waived('The vendor has a SOC 2 report'))).toEqual(['M2']);
    expect(withTerms(waived('Zero data retention is on'))).toEqual(['M2']);
    expect(withTerms(waived('Runs on our own machines'))).toEqual([]);
  });

  it('M3: excluded features that are on, or that nobody looked at', () => {
    expect(withTerms({ excludedFeatures: [{ name: 'Web search', inUse: true }] })).toEqual(['M3']);
    expect(withTerms({ excludedFeatures: [{ name: 'Web search', inUse: null }] })).toEqual(['M3']);
    expect(withTerms({ excludedFeatures: [{ name: 'Web search', inUse: false }] })).toEqual([]);
  });

  it('M4: an agreement with somebody who does not process the data', () => {
    const hosted = [{ ...item, processor: 'Ironwood Cloud Corp.' }];
    expect(withTerms({ theirEntity: 'Lumen Forge Ltd', scope: hosted })).toEqual(['M4']);
    expect(withTerms({ theirEntity: 'Lumen Forge Ltd', scope: [{ ...item, processor: 'LUMEN FORGE LTD.' }] })).toEqual(
      [],
    );
  });

  it('M5: wrong entity, missing signature, an old form', () => {
    expect(withTerms({ theirEntity: 'Lumen Holdings' })).toEqual(['M5']);
    expect(withTerms({ missing: ['our_signature'], stateToday: 'signed' })).toEqual(['M5']);
    const signedOn = '2012-05-01';
    expect(withTerms({ signatories: [{ side: 'ours', name: 'A', position: '', signedOn }] })).toEqual(['M5']);
    const checks: ProvisionCheck[] = [{ provisionId: 'BAA-05', answer: 'absent', clause: '', note: '' }];
    expect(rules({ checks })).toEqual(['M5']);
  });

  it('M6: sixty days copied from the rule', () => {
    expect(withTerms({ breachNoticeDays: 60 })).toEqual(['M6']);
    expect(withTerms({ breachNoticeDays: 11 })).toEqual(['M6']);
    expect(withTerms({ breachNoticeDays: 10 })).toEqual([]);
    expect(withTerms({ kind: 'dpa', breachNoticeDays: 60 })).not.toContain('M6');
  });

  it('M7: an end without proof of return', () => {
    const ended: Agreement = { ...active, state: 'terminated', stateToday: 'terminated', effectiveOn: '2026-01-01' };
    expect(rules({ agreement: ended })).toEqual(['M7']);
    expect(rules({ agreement: ended, hasReturnProof: true })).toEqual([]);
    expect(rules({ agreement: { ...ended, effectiveOn: null } })).toEqual([]);
  });

  it('M8: consumer seats beside the covered plan', () => {
    const seat: UsedTool = {
      ...tool,
      id: officer.id,
      name: 'Forge Free',
      plan: 'Free',
      deployment: 'consumer',
      use: NOTHING,
      status: 'prohibited',
      users: 3,
    };
    expect(rules({ tools: [tool, seat] })).toEqual(['M8']);
    expect(rules({ tools: [tool, { ...seat, users: 0 }] })).toEqual([]);
    expect(rules({ tools: [tool, { ...seat, users: null }] })).toEqual([]);
    expect(rules({ tools: [tool, { ...seat, users: null, status: 'proposed' }] })).toEqual(['M8']);
  });

  it('says when an agreement ran out while its tool is in use', () => {
    const expired: Agreement = { ...active, stateToday: 'expired', expiresOn: '2026-11-01' };
    expect(rules({ agreement: expired })).toEqual(['EXPIRED']);
    expect(rules({ agreement: expired, others: [expired, active] })).toEqual([]);
    expect(rules({ agreement: expired, tools: [{ ...tool, status: 'retired' }] })).toEqual([]);
  });
});
