import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCESS_CLASSES, type AccessException } from '../../../shared/contract/access-tier-records.ts';
import { decide } from '../../../shared/rules/access-tiers/decide.ts';
import {
  type DecisionFacts,
  type ExceptionFact,
  isGranted,
  listClasses,
} from '../../../shared/rules/access-tiers/decision-facts.ts';
import {
  countsToday,
  coversUse,
  findExceptionEnd,
  findExceptionStanding,
  findTermRefusal,
} from '../../../shared/rules/access-tiers/exceptions.ts';
import { compareCells, findCell, isDeniedByDefault } from '../../../shared/rules/access-tiers/matrix.ts';
import { classifyForPci } from '../../../shared/rules/access-tiers/pci-class.ts';
import { pickDecisionFacts } from '../../../shared/rules/access-tiers/policy-data.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { isInUse } from '../../../shared/rules/vendors.ts';
import { accessWorld, policyInput, TODAY } from '../../support/access-worlds.ts';

const RANKS = ['deny', 'conditional', 'allow'];
const rank = (facts: DecisionFacts) => RANKS.indexOf(decide(facts).outcome);

const anyFacts = fc
  .tuple(accessWorld, policyInput)
  .map(([world, input]) => pickDecisionFacts(world, input))
  .filter((facts) => facts !== null);

/** Facts whose answer is mostly more than deny: what denies without a remedy of the person's own is taken away. */
const friendlyFacts = anyFacts.map((facts): DecisionFacts => ({
  ...facts,
  tool: { ...facts.tool, status: 'approved' },
  agreements: { obstacles: [], covering: null },
  residency: [],
  identity: { ...facts.identity, joinedOn: '2026-01-01', leftOn: null },
}));

function holds(arbitrary: fc.Arbitrary<DecisionFacts>, property: (facts: DecisionFacts) => boolean): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: 1000, seed: 3 });
}

describe('a decision', () => {
  test('is deny when one rule denies, else conditional when something is missing, else allow', () => {
    holds(anyFacts, (facts) => {
      const { outcome, steps, decidedBy } = decide(facts);
      const found = (wanted: string) => steps.some((step) => step.outcome === wanted);
      const expected = found('deny') ? 'deny' : found('missing') ? 'conditional' : 'allow';
      const deciding = steps.filter((step) => step.deciding);
      return outcome === expected && deciding.length === 1 && deciding[0]?.number === decidedBy && steps.length === 11;
    });
  });

  test('is never saved by anything that passes: one denial more denies', () => {
    const denials: ((facts: DecisionFacts) => DecisionFacts)[] = [
      (facts) => ({ ...facts, tool: { ...facts.tool, status: 'in_review' } }),
      (facts) => ({ ...facts, tool: { ...facts.tool, status: 'prohibited' } }),
      (facts) => ({ ...facts, design: null }),
      (facts) => ({ ...facts, agreements: { obstacles: ['business associate agreement'], covering: null } }),
      (facts) => ({ ...facts, residency: [...facts.residency, { region: 'BR', verdict: 'breach' }] }),
      (facts) => ({ ...facts, identity: { ...facts.identity, leftOn: addDays(TODAY, -1) } }),
      (facts) => ({ ...facts, identity: { ...facts.identity, joinedOn: addDays(TODAY, 1) } }),
      (facts) => ({ ...facts, place: { ...facts.place, codeClass: null, pciClass: null } }),
    ];
    holds(friendlyFacts, (facts) => denials.every((deny) => decide(deny(facts)).outcome === 'deny'));
  });

  test('takes the stricter of the two axes', () => {
    holds(friendlyFacts, (facts) => {
      const { repository, codeClass, pciClass } = facts.place;
      if (repository === null || codeClass === null || pciClass === null || codeClass === 'payments') return true;
      const alone = { ...facts, place: { repository, codeClass, pciClass: null } };
      return rank(facts) <= rank(alone);
    });
  });

  test('counts nothing that has expired, has not begun, was not approved, or was given by who asked', () => {
    holds(anyFacts, (facts) => {
      const counting = {
        ...facts,
        exceptions: facts.exceptions.filter((one) => countsToday(one, TODAY)),
        training: facts.training.filter(
          ({ completedOn, expiresOn }) => completedOn <= TODAY && (expiresOn === null || expiresOn >= TODAY),
        ),
        grants: facts.grants.filter((grant) => isGranted(grant, TODAY)),
      };
      return decide(counting).outcome === decide(facts).outcome;
    });
  });

  test('lets nobody to tier 3 or the cardholder data environment without a live exception', () => {
    holds(anyFacts, (facts) => {
      if (!listClasses(facts.place).some(isDeniedByDefault)) return true;
      const without = { ...facts, exceptions: facts.exceptions.filter((one) => !countsToday(one, TODAY)) };
      return decide(without).outcome === 'deny';
    });
  });

  test('never lets an agent exceed the human who answers for it', () => {
    let agents = 0;
    holds(friendlyFacts, (facts) => {
      if (facts.identity.kind === 'person') return true;
      if (facts.owner === null) return decide(facts).outcome === 'deny';
      const owner = { ...facts, identity: facts.owner, owner: null };
      agents += Number(rank(facts) > 0);
      return rank(facts) <= rank(owner);
    });
    expect(agents).toBeGreaterThan(5);
  });

  test('denies a tool that is not in use in the registry', () => {
    holds(anyFacts, (facts) => isInUse(facts.tool.status) || decide(facts).outcome === 'deny');
  });

  test('never answers better when the design is stricter', () => {
    fc.assert(
      fc.property(friendlyFacts, fc.nat(62), (facts, index) => {
        const { design } = facts;
        if (design === null) return true;
        const cells = design.cells.map((cell, at) =>
          at === index ? { ...cell, outcome: 'not_set' as const, requirements: [] } : cell,
        );
        return rank({ ...facts, design: { ...design, cells } }) <= rank(facts);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });
});

/** What the world looks like once a remedy was carried out. */
function carryOut(facts: DecisionFacts, remedy: ReturnType<typeof decide>['remedies'][number]): DecisionFacts {
  const target = remedy.ofOwner ? facts.owner : facts.identity;
  const role = target?.role ?? 'senior';
  const classes = remedy.facts['class'] === undefined ? listClasses(facts.place) : [remedy.facts['class']];
  const senior = { ...facts.identity, id: 'zoe', kind: 'person' as const, role: 'senior' as const };
  const reviewer = { ...senior, joinedOn: '2026-01-01', leftOn: null };
  const grants = (changes: { reviewer: typeof reviewer | null; approvedBy: string | null }) => ({
    ...facts,
    grants: [
      ...facts.grants,
      ...ACCESS_CLASSES.filter((one) => classes.includes(one)).map((classId) => ({
        identityId: target?.id ?? '',
        toolId: facts.tool.id,
        classId,
        grantedOn: TODAY,
        removedOn: null,
        ...changes,
      })),
    ],
  });
  switch (remedy.remedy) {
    case 'approve_tool':
      return { ...facts, tool: { ...facts.tool, status: 'approved' } };
    case 'agreement':
      return { ...facts, agreements: { obstacles: [], covering: null } };
    case 'residency':
      return { ...facts, residency: facts.residency.map((one) => ({ ...one, verdict: 'inside' as const })) };
    case 'training':
      return {
        ...facts,
        training: [
          ...facts.training,
          { identityId: target?.id ?? '', course: 'Foundations', completedOn: TODAY, expiresOn: null },
        ],
      };
    case 'review':
      return grants({ reviewer, approvedBy: null });
    case 'approval':
      return grants({ reviewer: null, approvedBy: 'Ines' });
    case 'exception':
      return {
        ...facts,
        exceptions: [
          ...facts.exceptions,
          ...ACCESS_CLASSES.filter((one) => classes.includes(one)).map((classId): ExceptionFact => ({
            code: 'EX-900',
            identityId: target?.id ?? '',
            role: null,
            toolId: facts.tool.id,
            classId,
            repositoryId: null,
            state: 'approved',
            startsOn: TODAY,
            expiresOn: addDays(TODAY, 90),
            requestedBy: { id: null, name: 'Mara' },
            decidedBy: { id: null, name: 'Ruth' },
          })),
        ],
      };
    case 'identity': {
      const here = { joinedOn: '2026-01-01', leftOn: null };
      return remedy.ofOwner
        ? { ...facts, owner: facts.owner && { ...facts.owner, ...here } }
        : { ...facts, identity: { ...facts.identity, ...here } };
    }
    case 'classify_repository':
    case 'set_cell':
    case 'change_design':
    case 'human_owner':
      throw new Error(`${remedy.remedy} of ${role} is not carried out here`);
  }
}

const CARRIED_OUT = new Set([
  'approve_tool',
  'agreement',
  'residency',
  'training',
  'review',
  'approval',
  'exception',
  'identity',
]);

describe('what would make it allowed', () => {
  const mendable = anyFacts
    .map((facts) => ({
      ...facts,
      design: facts.design && {
        ...facts.design,
        duties: [{ role: 'senior' as const, duties: ['review_changes' as const] }],
      },
    }))
    .filter((facts) => {
      const { remedies, outcome } = decide(facts);
      return outcome !== 'allow' && remedies.every(({ remedy }) => CARRIED_OUT.has(remedy));
    });

  test('is enough: when all of it is carried out, the answer is allow', () => {
    fc.assert(
      fc.property(mendable, (facts) => {
        const mended = decide(facts).remedies.reduce(carryOut, facts);
        expect(decide(mended)).toMatchObject({ outcome: 'allow', remedies: [], missing: [] });
      }),
      { numRuns: 250, seed: 11 },
    );
  });

  test('is the smallest: without any one of it the answer is not allow', () => {
    fc.assert(
      fc.property(mendable, fc.nat(), (facts, drawn) => {
        const { remedies } = decide(facts);
        const left = remedies.filter((_one, index) => index !== drawn % remedies.length);
        expect(decide(left.reduce(carryOut, facts)).outcome).not.toBe('allow');
      }),
      { numRuns: 250, seed: 12 },
    );
  });
});

describe('an exception', () => {
  const term = (changes: Partial<AccessException> = {}) => ({
    state: 'approved' as const,
    startsOn: '2026-09-01',
    expiresOn: '2026-11-20',
    requestedBy: { id: null, name: 'Mara' },
    decidedBy: { id: null, name: 'Ruth' },
    ...changes,
  });

  test.each([
    [{}, 'live'],
    [{ expiresOn: '2026-11-19' }, 'lapsed'],
    [{ startsOn: '2026-11-21', expiresOn: '2026-12-01' }, 'upcoming'],
    [{ state: 'requested' as const }, 'requested'],
    [{ state: 'revoked' as const }, 'revoked'],
    // 90 days from the first, whatever the paper says.
    [{ startsOn: '2026-08-22', expiresOn: '2027-12-31' }, 'live'],
    [{ startsOn: '2026-08-21', expiresOn: '2027-12-31' }, 'lapsed'],
  ])('%j is %s', (changes, standing) => {
    expect(findExceptionStanding(term(changes), TODAY)).toBe(standing);
  });

  test('does not count when its approver asked for it, by id or by name', () => {
    expect(countsToday(term(), TODAY)).toBe(true);
    expect(countsToday(term({ decidedBy: { id: null, name: ' MARA ' } }), TODAY)).toBe(false);
    const id = '00000000-0000-4000-8000-000000000001';
    expect(countsToday(term({ requestedBy: { id, name: 'M' }, decidedBy: { id, name: 'R' } }), TODAY)).toBe(false);
  });

  test('lasts 90 days and not one more', () => {
    expect(findTermRefusal({ startsOn: TODAY, expiresOn: addDays(TODAY, 90) }, TODAY)).toBeNull();
    expect(findTermRefusal({ startsOn: TODAY, expiresOn: addDays(TODAY, 91) }, TODAY)?.remedy).toContain('2027-02-18');
    expect(findExceptionEnd({ startsOn: TODAY, expiresOn: addDays(TODAY, 400) })).toBe('2027-02-18');
  });

  test('for one repository covers no other', () => {
    const scope = { identityId: 'ada', role: null, toolId: 't', classId: 'secrets' as const, repositoryId: 'vault' };
    const use = { identityId: 'ada', role: 'senior' as const, toolId: 't', classId: 'secrets' as const };
    expect(coversUse(scope, { ...use, repositoryId: 'vault' })).toBe(true);
    expect(coversUse(scope, { ...use, repositoryId: 'site' })).toBe(false);
    expect(coversUse(scope, { ...use, repositoryId: null })).toBe(false);
    expect(coversUse({ ...scope, repositoryId: null }, { ...use, repositoryId: null })).toBe(true);
  });
});

describe('the PCI class', () => {
  const questions = (['cde', 'cde', 'connected', 'security_impacting', 'security_impacting', null] as const).map(
    (leadsTo, index) => ({ id: `PCI-C${index + 1}`, question: 'Q', guidance: 'G', leadsTo, sources: [] }),
  );
  const answer = (letters: string) =>
    Object.fromEntries(
      letters
        .split('')
        .flatMap((letter, index) =>
          letter === '-'
            ? []
            : [[`PCI-C${index + 1}`, ({ y: 'yes', n: 'no', u: 'unknown' } as const)[letter] ?? 'unknown']],
        ),
    );

  test.each([
    ['------', null, false],
    ['nnnnny', 'out_of_scope', false],
    ['nnnnnn', 'connected', false],
    ['nnnnnu', 'connected', true],
    ['nnnyny', 'security_impacting', false],
    ['nnnnyy', 'security_impacting', false],
    ['nnnynn', 'connected', false],
    ['nnynny', 'connected', false],
    ['nyyyyy', 'cde', false],
    ['nunnny', 'cde', true],
    ['y-----', 'cde', false],
    ['nn----', 'connected', true],
  ])('of %s is %s', (letters, pciClass, provisional) => {
    expect(classifyForPci(questions, answer(letters))).toEqual({ pciClass, provisional });
  });
});

describe('two designs', () => {
  test('differ where a cell does, and say which side lets more through', () => {
    const cell = (outcome: 'allow' | 'conditional' | 'deny', requirements: ('training' | 'review')[] = []) => ({
      role: 'senior' as const,
      classId: 'internal' as const,
      outcome,
      requirements,
    });
    const looser = (left: ReturnType<typeof cell>, right: ReturnType<typeof cell>) =>
      compareCells([left], [right]).map((difference) => difference.looser);
    expect(looser(cell('deny'), cell('conditional', ['training']))).toEqual([true]);
    expect(looser(cell('conditional', ['training']), cell('conditional', ['training', 'review']))).toEqual([false]);
    expect(looser(cell('conditional', ['training']), cell('conditional', ['review']))).toEqual([true]);
    expect(looser(cell('allow'), cell('allow'))).toEqual([]);
    expect(findCell([], 'senior', 'internal').outcome).toBe('not_set');
  });
});
