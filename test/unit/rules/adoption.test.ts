import { readFileSync } from 'node:fs';
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  option,
  property,
  record,
  subarray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAdoptionPack } from '../../../electron/core/features/adoption/adoption-pack.ts';
import { ADOPTION_PHASES } from '../../../shared/contract/adoption-pack.ts';
import { ADOPTION_STATES } from '../../../shared/contract/adoption.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import {
  findAcceptanceRefusal,
  findAdoptionRefusal,
  findNextRound,
  findStateRefusal,
  isRequired,
  listPackItems,
  rateAdoptionItem,
  ratePhases,
  resolveMonths,
  weighItemEvidence,
  type AdoptionItemFacts,
} from '../../../shared/rules/adoption.ts';
import { addDays, addMonths, countDays } from '../../../shared/rules/days.ts';

const TODAY = '2026-11-20';
const path = 'resources/packs/adoption/adoption-checklist.yaml';
const text = readFileSync(path, 'utf8');
const pack = parseAdoptionPack(text, path);
const entries = listPackItems(pack);

function makeFacts(facts: Partial<AdoptionItemFacts> = {}): AdoptionItemFacts {
  return {
    state: 'to_do',
    flagSeen: false,
    dueOn: null,
    freshMonths: 12,
    cadenceMonths: null,
    waivable: true,
    hindered: false,
    pieces: [],
    proof: null,
    acceptance: null,
    inUseOn: null,
    lastRoundOn: null,
    ...facts,
  };
}

function piece(state: (typeof EVIDENCE_STATES)[number], datedOn: string | null = '2026-10-01') {
  return { state, datedOn, periodEnd: null, expiresOn: null };
}

describe('the checklist that comes with Assay', () => {
  it('has thirty items: 8 before, 7 technical, 5 policy, 5 training, 5 ongoing', () => {
    expect(pack.phases.map(({ id, items }) => [id, items.length])).toEqual([
      ['pre', 8],
      ['technical', 7],
      ['policy', 5],
      ['training', 5],
      ['ongoing', 5],
    ]);
    const prefixes = { pre: 'PRE', technical: 'TEC', policy: 'POL', training: 'TRN', ongoing: 'ONG' };
    for (const { id, items } of pack.phases) {
      expect(items.map((item) => item.id)).toEqual(items.map((_, index) => `A-${prefixes[id]}-${index + 1}`));
    }
  });

  it('has the weights, gates and cadences of the domain facts', () => {
    expect(entries.map(({ item }) => item.weight).join('')).toBe(
      ['21545454', '4555431', '44444', '32344', '44423'].join(''),
    );
    expect(entries.filter(({ item }) => item.gate).map(({ item }) => item.id)).toEqual(['A-PRE-5', 'A-PRE-7']);
    expect(entries.filter(({ item }) => !item.waivable).map(({ item }) => item.id)).toEqual(['A-PRE-7']);
    const months = entries.flatMap(({ item }) => (item.cadence ? [resolveMonths(item.cadence, 'high')] : []));
    expect(months).toEqual([3, 12, 1, 3, 12]);
  });

  it('requires eighteen items before approval, none of the ongoing ones', () => {
    const required = entries.filter(({ phase, item }) => isRequired(phase, item));
    expect(required).toHaveLength(18);
    expect(required.every(({ phase }) => phase !== 'ongoing')).toBe(true);
    expect(required.map(({ item }) => item.id).slice(0, 6)).toEqual([
      'A-PRE-3',
      'A-PRE-4',
      'A-PRE-5',
      'A-PRE-6',
      'A-PRE-7',
      'A-PRE-8',
    ]);
  });

  it('is refused when an item stands twice, a framework is not named, or a cadence is lost', () => {
    const broken = (from: string, to: string) => () => parseAdoptionPack(text.replace(from, to), 'test.yaml');
    expect(broken('id: A-PRE-2', 'id: A-PRE-1')).toThrow('A-PRE-1 stands twice');
    expect(broken('framework: QC,', 'framework: QQ,')).toThrow('framework QQ is not named');
    expect(broken('        cadence: { by: months, months: 3 }\n', '')).toThrow('A-ONG-1 has a cadence');
    expect(broken('weight: 2', 'weight: 9')).toThrow('not an adoption checklist');
  });
});

describe('what an item amounts to', () => {
  it.each([
    ['nothing behind it', makeFacts({ state: 'met' }), 'claimed', false],
    ['a claim', makeFacts({ state: 'met', pieces: [piece('claimed')] }), 'claimed', false],
    ['a document', makeFacts({ state: 'met', pieces: [piece('documented')] }), 'met', true],
    ['an old document', makeFacts({ state: 'met', pieces: [piece('documented', '2025-11-19')] }), 'stale', false],
    [
      'an old but checked document',
      makeFacts({ state: 'met', pieces: [piece('verified', '2025-11-19')] }),
      'met',
      true,
    ],
    ['a document without a date', makeFacts({ state: 'met', pieces: [piece('documented', null)] }), 'stale', false],
    ['a red flag', makeFacts({ state: 'met', flagSeen: true, pieces: [piece('tested')] }), 'not_met', false],
    [
      'a record that holds',
      makeFacts({ state: 'met', proof: { holds: true, heldOn: null, endsOn: null } }),
      'met',
      true,
    ],
    [
      'a record that ended',
      makeFacts({ state: 'met', proof: { holds: false, heldOn: null, endsOn: null } }),
      'stale',
      false,
    ],
    ['a hindrance', makeFacts({ state: 'met', hindered: true, pieces: [piece('tested')] }), 'not_met', false],
    ['nothing said', makeFacts({ pieces: [piece('tested')] }), 'to_do', false],
    ['set aside', makeFacts({ state: 'not_applicable' }), 'not_applicable', true],
  ] as const)('said to be met with %s', (_name, facts, standing, covered) => {
    expect(rateAdoptionItem(facts, TODAY)).toMatchObject({ standing, covered });
  });

  it('is waived to the end of the last day of an acceptance, and then comes back', () => {
    const facts = makeFacts({ state: 'not_met', acceptance: { expiresOn: '2026-12-31' } });
    expect(rateAdoptionItem(facts, '2026-12-31')).toMatchObject({
      standing: 'waived',
      covered: true,
      lateness: 'soon',
    });
    expect(rateAdoptionItem(facts, '2027-01-01')).toMatchObject({ standing: 'not_met', covered: false });
    const never = makeFacts({ state: 'not_met', waivable: false, acceptance: { expiresOn: '2026-12-31' } });
    expect(rateAdoptionItem(never, TODAY).covered).toBe(false);
  });

  it('names the day on which its evidence ends', () => {
    const facts = makeFacts({
      state: 'met',
      pieces: [piece('documented', '2026-03-15'), piece('claimed', '2026-11-01')],
    });
    expect(rateAdoptionItem(facts, TODAY)).toMatchObject({ nextOn: '2027-03-15', lateness: 'later' });
    expect(rateAdoptionItem(facts, '2027-03-15')).toMatchObject({ standing: 'met', lateness: 'soon' });
    expect(rateAdoptionItem(facts, '2027-03-16').standing).toBe('stale');
  });

  it('never counts more than it has: no combination without a document or record is met', () => {
    assert(
      property(
        constantFrom(...ADOPTION_STATES),
        array(constantFrom('none' as const, 'claimed' as const), { maxLength: 4 }),
        boolean(),
        integer({ min: -400, max: 400 }),
        (state, states, flagSeen, days) => {
          const facts = makeFacts({ state, flagSeen, pieces: states.map((one) => piece(one)) });
          const rated = rateAdoptionItem(facts, addDays(TODAY, days));
          expect(rated.standing).not.toBe('met');
          expect(rated.covered).toBe(state === 'not_applicable' && !flagSeen);
        },
      ),
    );
  });

  it('only gets weaker as time passes without anybody doing anything', () => {
    const rank = (state: (typeof EVIDENCE_STATES)[number]) => EVIDENCE_STATES.indexOf(state);
    assert(
      property(
        array(
          record({
            state: constantFrom(...EVIDENCE_STATES),
            datedOn: option(
              integer({ min: -700, max: 0 }).map((days) => addDays(TODAY, days)),
              { nil: null },
            ),
            periodEnd: constant(null),
            expiresOn: option(
              integer({ min: -100, max: 700 }).map((days) => addDays(TODAY, days)),
              { nil: null },
            ),
          }),
          { maxLength: 4 },
        ),
        constantFrom(null, 3, 6, 12),
        integer({ min: 0, max: 800 }),
        (pieces, freshMonths, days) => {
          const now = weighItemEvidence(pieces, null, freshMonths, TODAY);
          const then = weighItemEvidence(pieces, null, freshMonths, addDays(TODAY, days));
          expect(rank(then.evidence)).toBeLessThanOrEqual(rank(now.evidence));
          expect(rank(now.evidence)).toBeLessThanOrEqual(rank(now.whenFresh));
        },
      ),
    );
  });
});

describe('ongoing items', () => {
  const fresh = [piece('documented', '2028-12-31')];

  it.each([1, 3, 12] as const)(
    'come back every %s months over two years when each round is done on its day',
    (months) => {
      const inUseOn = '2026-01-31';
      let lastRoundOn: string | null = null;
      const done: string[] = [];
      for (let day = inUseOn; day <= addMonths(inUseOn, 24); day = addDays(day, 1)) {
        const facts = makeFacts({ state: 'met', cadenceMonths: months, inUseOn, lastRoundOn, pieces: fresh });
        const rated = rateAdoptionItem(facts, day);
        expect(rated.lateness).not.toBe('overdue');
        if (rated.nextOn !== day) continue;
        expect(rated).toMatchObject({ standing: 'to_do', covered: false, lateness: 'soon' });
        done.push(day);
        lastRoundOn = day;
      }
      expect(done).toHaveLength(24 / months);
    },
  );

  it('are overdue from the day after, for as long as nobody does them', () => {
    assert(
      property(
        integer({ min: 0, max: 730 }),
        constantFrom(1, 3, 12, 18, 36),
        integer({ min: 0, max: 730 }),
        (start, months, later) => {
          const inUseOn = addDays('2026-01-01', start);
          const due = findNextRound(inUseOn, null, months);
          if (due === null) throw new Error('A tool in use has a next round');
          const today = addDays(inUseOn, later);
          const { lateness } = rateAdoptionItem(makeFacts({ cadenceMonths: months, inUseOn }), today);
          const left = countDays(today, due);
          expect(lateness).toBe(left < 0 ? 'overdue' : left <= 7 ? 'soon' : 'later');
        },
      ),
    );
  });

  it('do not come back while the tool is not in use', () => {
    expect(findNextRound(null, '2026-01-01', 3)).toBeNull();
    const facts = makeFacts({ cadenceMonths: 3 });
    expect(rateAdoptionItem(facts, TODAY)).toMatchObject({ standing: 'to_do', nextOn: null, lateness: null });
  });

  it('take a signed record as a round', () => {
    const proof = { holds: true, heldOn: '2026-11-01', endsOn: '2027-11-01' };
    const facts = makeFacts({ state: 'met', cadenceMonths: 12, inUseOn: '2025-01-01', proof });
    expect(rateAdoptionItem(facts, TODAY)).toMatchObject({ standing: 'met', nextOn: '2027-11-01' });
  });

  it('follow the tier of the tool', () => {
    const months = (['low', 'medium', 'high', 'critical', null] as const).map((tier) =>
      resolveMonths({ by: 'tier' }, tier),
    );
    expect(months).toEqual([36, 18, 12, 12, 12]);
  });
});

describe('phases and approval', () => {
  const cover = (uncovered: readonly string[] = []) =>
    entries.map(({ phase, item }) => ({
      id: item.id,
      label: item.label,
      phase,
      required: isRequired(phase, item),
      covered: !uncovered.includes(item.id),
      lateness: null,
    }));

  it('passes a phase when its required items are covered, whatever the others are', () => {
    const passed = (uncovered: string[]) =>
      ratePhases(cover(uncovered), true)
        .filter((phase) => phase.passed)
        .map(({ phase }) => phase);
    expect(passed([])).toEqual([...ADOPTION_PHASES]);
    expect(passed(['A-PRE-1', 'A-TEC-6', 'A-TRN-1'])).toEqual([...ADOPTION_PHASES]);
    expect(passed(['A-PRE-5', 'A-TRN-4'])).toEqual(['technical', 'policy', 'ongoing']);
  });

  it('lets a tool be approved exactly when no required item is open', () => {
    expect(findAdoptionRefusal({ name: 'Forge' }, cover())).toBeNull();
    expect(findAdoptionRefusal({ name: 'Forge' }, null)?.sentence).toContain('has not been started');
    assert(
      property(subarray(entries.map(({ item }) => item.id)), (uncovered) => {
        const open = cover(uncovered).filter(({ required, covered }) => required && !covered);
        const refusal = findAdoptionRefusal({ name: 'Forge' }, cover(uncovered));
        expect(refusal === null).toBe(open.length === 0);
        if (open[0]) expect(refusal?.sentence).toContain(`${open[0].id} ${open[0].label}`);
      }),
    );
  });
});

describe('what may be said of an item', () => {
  const gate = {
    id: 'A-PRE-5',
    label: 'Vendor assessment',
    gate: true,
    required: true,
    waivable: true,
    cadenceMonths: null,
    hindered: false,
  };
  const agreements = { ...gate, id: 'A-PRE-7', waivable: false };
  const plain = { ...gate, id: 'A-TEC-7', gate: false, required: false };
  const required = { ...gate, id: 'A-TEC-1', gate: false };

  it.each([
    ['a gate set aside', gate, 'not_applicable', 'No need', 'compliance_officer', false],
    [
      'agreements set aside though one is missing',
      { ...agreements, hindered: true },
      'not_applicable',
      'No need',
      'compliance_officer',
      false,
    ],
    ['agreements set aside when none is needed', agreements, 'not_applicable', 'No need', 'compliance_officer', true],
    ['set aside without a reason', plain, 'not_applicable', ' ', 'compliance_officer', false],
    ['set aside by the lead', plain, 'not_applicable', 'No state is kept', 'excellence_lead', true],
    ['a required item set aside by the lead', required, 'not_applicable', 'No network', 'excellence_lead', false],
    ['a required item set aside by a reviewer', required, 'not_applicable', 'No network', 'security_reviewer', true],
    ['an ongoing item said to be met', { ...plain, cadenceMonths: 3 }, 'met', '', 'compliance_officer', false],
    ['an item said to be met', required, 'met', '', 'excellence_lead', true],
  ] as const)('%s', (_name, item, state, reason, role, allowed) => {
    expect(findStateRefusal(item, state, reason, role) === null).toBe(allowed);
  });

  it('accepts an open item until a day within twelve months', () => {
    const item = {
      id: 'A-TEC-1',
      label: 'Network controls',
      waivable: true,
      standing: 'not_met',
      hindrance: null,
    } as const;
    const field = (expiresOn: string, changes: Partial<Parameters<typeof findAcceptanceRefusal>[0]> = {}) =>
      findAcceptanceRefusal({ ...item, ...changes }, expiresOn, TODAY)?.field;
    expect(field('2026-11-21')).toBeUndefined();
    expect(field('2027-11-20')).toBeUndefined();
    expect(field('2027-11-21')).toBe('expiresOn');
    expect(field(TODAY)).toBe('expiresOn');
    expect(field('2027-01-01', { standing: 'met' })).toBe('itemIds');
    expect(field('2027-01-01', { waivable: false })).toBe('itemIds');
    expect(field('2027-01-01', { hindrance: { sentence: 'No agreement.', remedy: 'Sign it.' } })).toBe('itemIds');
  });
});
