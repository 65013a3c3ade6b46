import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AGREEMENT_DEEDS,
  AGREEMENT_STATES,
  type Agreement,
  type AgreementDeed,
  type MoveInput,
  type StoredAgreementState,
} from '../../../shared/contract/agreements.ts';
import {
  countOverdueDays,
  findAgreementStep,
  findNoticeStep,
  listAgreementDates,
  listNoticesOn,
} from '../../../shared/rules/agreements/dates.ts';
import { findMoveRefusal, REQUIRING_RULES, WAIVING_RULES } from '../../../shared/rules/agreements/deeds.ts';
import {
  DATE_TRANSITIONS,
  DEED_TRANSITIONS,
  findInForceFrom,
  findNoticeOn,
  findStateToday,
  isInForce,
  listDeeds,
  listMissing,
} from '../../../shared/rules/agreements/lifecycle.ts';
import { addDays, addMonths, countDays } from '../../../shared/rules/days.ts';
import { BLANK_AGREEMENT } from '../../support/agreements.ts';

const START = '2026-01-01';
const SUM = 'a'.repeat(64);
const SCOPE = [
  { toolId: null, product: 'Forge Assist', plan: 'Enterprise', features: [], regions: [], tenant: '', processor: '' },
];
const SIGNATURES: Agreement['signatories'] = [
  { side: 'ours', name: 'Ines Okafor', position: '', signedOn: START },
  { side: 'theirs', name: 'Aoife Brennan', position: '', signedOn: START },
];

/** An agreement as the core works it out on a day: the machine without the database. */
function standOn(facts: Partial<Agreement>, today: string, supersededFrom: string | null = null): Agreement {
  const agreement = { ...BLANK_AGREEMENT, ...facts };
  const noticeOn = findNoticeOn(agreement.expiresOn, agreement.noticeDays);
  const inForceFrom = findInForceFrom(agreement);
  const stateToday = findStateToday({ ...agreement, noticeOn, inForceFrom, supersededFrom }, today);
  return { ...agreement, noticeOn, missing: listMissing(agreement), stateToday };
}

const day = fc.integer({ min: -200, max: 900 }).map((days) => addDays(START, days));
const maybeDay = fc.option(day);
const signatures = fc.subarray(SIGNATURES);
const scope = fc.constantFrom([], SCOPE, [{ ...SCOPE[0], plan: '' }], [{ ...SCOPE[0], product: ' ' }]) as fc.Arbitrary<
  Agreement['scope']
>;
const facts = fc.record({
  state: fc.constantFrom<StoredAgreementState>('required', 'requested', 'signed', 'terminated', 'closed', 'declined'),
  signatories: signatures,
  scope,
  effectiveOn: maybeDay,
  expiresOn: maybeDay,
  reviewOn: maybeDay,
  terminatedOn: maybeDay,
  noticeDays: fc.option(fc.integer({ min: 0, max: 200 })),
  fileSha256: fc.constantFrom(null, SUM),
});

describe('the life of an agreement', () => {
  it('never reaches active without both signatures, an effective date, a file and a scope of product and plan', () => {
    fc.assert(
      fc.property(facts, day, maybeDay, (given, today, supersededFrom) => {
        const agreement = standOn(given, today, supersededFrom);
        if (!isInForce(agreement.stateToday)) return;
        expect(new Set(agreement.signatories.map(({ side }) => side))).toEqual(new Set(['ours', 'theirs']));
        expect(agreement.effectiveOn !== null && agreement.effectiveOn <= today).toBe(true);
        expect(agreement.fileSha256).toBe(SUM);
        expect(agreement.scope.some(({ product, plan }) => product.trim() !== '' && plan.trim() !== '')).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('never gets there by any path of deeds, corrections and days either', () => {
    const deed = fc.record({
      deed: fc.oneof(fc.constantFrom(...AGREEMENT_DEEDS), fc.constant('sign' as const)),
      signatories: fc.oneof(signatures, fc.constant(SIGNATURES)),
      hasFile: fc.boolean(),
      on: fc.option(fc.integer({ min: 0, max: 200 }).map((days) => addDays(START, days))),
      end: fc.option(fc.integer({ min: 200, max: 900 }).map((days) => addDays(START, days))),
    });
    const step = fc.oneof(
      { arbitrary: deed, weight: 5 },
      { arbitrary: fc.record({ days: fc.integer({ min: 1, max: 120 }) }), weight: 2 },
      { arbitrary: fc.record({ scope }), weight: 1 },
      { arbitrary: fc.record({ loseFile: fc.constant(true) }), weight: 1 },
    );
    let reached = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('not_assessed', 'required'),
        scope,
        fc.array(step, { maxLength: 14 }),
        (first, firstScope, steps) => {
          let today = START;
          let held: Partial<Agreement> = { state: first, stateSince: START, kind: 'baa', scope: firstScope };
          for (const one of steps) {
            if ('days' in one) today = addDays(today, one.days);
            if ('scope' in one) held = { ...held, scope: one.scope };
            if ('loseFile' in one) held = { ...held, fileSha256: null };
            if ('deed' in one) held = act(held, one, today);
            const agreement = standOn(held, today);
            if (!isInForce(agreement.stateToday)) continue;
            reached += 1;
            expect(agreement.missing).toEqual([]);
            expect(agreement.signatories).toHaveLength(2);
            expect(agreement.effectiveOn !== null && agreement.effectiveOn <= today).toBe(true);
          }
        },
      ),
      { numRuns: 4000, seed: 7 },
    );
    expect(reached).toBeGreaterThan(10);
  });

  it('moves from day to day only as the table of the dates says', () => {
    const follow = (state: Agreement['stateToday']) =>
      DATE_TRANSITIONS.filter(({ from }) => from.includes(state)).map(({ to }) => to);
    const reachable = (state: Agreement['stateToday'], seen = new Set([state])): Set<Agreement['stateToday']> => {
      for (const next of follow(state)) if (!seen.has(next)) reachable(next, seen.add(next));
      return seen;
    };
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 1, max: 60 }), maybeDay, (given, today, days, supersededFrom) => {
        const before = standOn(given, today, supersededFrom).stateToday;
        const after = standOn(given, addDays(today, days), supersededFrom).stateToday;
        expect(reachable(before)).toContain(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('has thirteen states, each with a way in', () => {
    expect(AGREEMENT_STATES).toHaveLength(13);
    const entered = new Set([...Object.values(DEED_TRANSITIONS), ...DATE_TRANSITIONS].map(({ to }) => to));
    expect(AGREEMENT_STATES.filter((state) => !entered.has(state))).toEqual(['not_assessed']);
    expect(listDeeds('superseded')).toEqual([]);
    expect(listDeeds('closed')).toEqual([]);
    expect(listDeeds('not_needed')).toEqual(['require']);
  });

  it('holds through its last day, expires on the next, and gives way to a newer version', () => {
    const signed: Partial<Agreement> = {
      state: 'signed',
      signatories: SIGNATURES,
      scope: SCOPE,
      fileSha256: SUM,
      effectiveOn: '2026-02-01',
      expiresOn: '2026-12-31',
    };
    const at = (today: string, newer: string | null = null) => standOn(signed, today, newer).stateToday;
    expect(at('2026-01-31')).toBe('signed');
    expect(at('2026-02-01')).toBe('active');
    expect(at('2026-10-01')).toBe('active');
    expect(at('2026-10-02')).toBe('expiring');
    expect(at('2026-12-31')).toBe('expiring');
    expect(at('2027-01-01')).toBe('expired');
    expect(at('2026-06-30', '2026-07-01')).toBe('active');
    expect(at('2026-07-01', '2026-07-01')).toBe('superseded');
    expect(standOn({ ...signed, noticeDays: 60 }, '2026-08-02').stateToday).toBe('active');
    expect(standOn({ ...signed, noticeDays: 60 }, '2026-08-03').stateToday).toBe('expiring');
    const ending = { ...signed, state: 'terminated', terminatedOn: '2026-06-30' } as const;
    expect(standOn(ending, '2026-06-29').stateToday).toBe('expiring');
    expect(standOn(ending, '2026-06-30').stateToday).toBe('terminated');
  });
});

interface Deed {
  deed: AgreementDeed;
  signatories: Agreement['signatories'];
  hasFile: boolean;
  on: string | null;
  end: string | null;
}

function writeMove({ deed, signatories, hasFile, on, end }: Deed): MoveInput {
  const base = { agreementId: BLANK_AGREEMENT.id, revision: 1, reason: 'Because' };
  const ruleId = deed === 'waive' ? WAIVING_RULES[0] : REQUIRING_RULES[0];
  switch (deed) {
    case 'require':
    case 'waive':
      return { ...base, deed, ruleId };
    case 'request': {
      const { reason: _reason, ...rest } = base;
      return { ...rest, deed, on: START, from: 'Trust desk', channel: 'Mail' };
    }
    case 'sign': {
      const { reason: _reason, ...rest } = base;
      const signedFileId = hasFile ? BLANK_AGREEMENT.id : null;
      return {
        ...rest,
        deed,
        signatories,
        effectiveOn: on,
        expiresOn: end,
        noticeDays: null,
        reviewOn: on,
        signedFileId,
      };
    }
    case 'renew':
      return { ...base, deed, expiresOn: end, reviewOn: on };
    case 'terminate':
      return { ...base, deed, on: on ?? START };
    default:
      return { ...base, deed };
  }
}

/** What the core does with a deed: refused by state or rule, it changes nothing. */
function act(held: Partial<Agreement>, deed: Deed, today: string): Partial<Agreement> {
  const agreement = standOn(held, today);
  const move = writeMove(deed);
  const fileSha256 = deed.hasFile ? SUM : null;
  if (!listDeeds(agreement.stateToday).includes(deed.deed)) return held;
  if (findMoveRefusal(agreement, move, { fileSha256, hasReturnProof: true }, today)) return held;
  const state = DEED_TRANSITIONS[deed.deed].to as StoredAgreementState;
  if (move.deed === 'sign') {
    const { signatories, effectiveOn, expiresOn } = move;
    return { ...held, state, signatories, effectiveOn, expiresOn, fileSha256 };
  }
  if (move.deed === 'renew') return { ...held, state, expiresOn: move.expiresOn };
  if (move.deed === 'terminate') return { ...held, state, terminatedOn: move.on };
  return { ...held, state };
}

describe('what is due', () => {
  const signed: Partial<Agreement> = {
    kind: 'baa',
    state: 'signed',
    signatories: SIGNATURES,
    scope: SCOPE,
    fileSha256: SUM,
    effectiveOn: START,
    expiresOn: addMonths(START, 12),
    noticeDays: 45,
  };

  it('walks a year day by day and tells of both ends at 90, 60, 30 and 0 days, once each', () => {
    const end = addMonths(START, 12);
    const told: { today: string; kind: string; step: number }[] = [];
    const states: string[] = [];
    for (let today = START; today <= addDays(end, 1); today = addDays(today, 1)) {
      const agreement = standOn(signed, today);
      for (const { kind, step } of listNoticesOn(agreement, today)) told.push({ today, kind, step });
      if (states.at(-1) !== agreement.stateToday) states.push(agreement.stateToday);
    }
    const of = (kind: string, until: string) =>
      told.filter((one) => one.kind === kind).map(({ today, step }) => [step, countDays(today, until)]);
    const notice = addDays(end, -45);
    expect(of('expiry', end)).toEqual([
      [90, 90],
      [60, 60],
      [30, 30],
      [0, 0],
    ]);
    expect(of('notice', notice)).toEqual([
      [90, 90],
      [60, 60],
      [30, 30],
      [0, 0],
    ]);
    expect(told).toHaveLength(8);
    expect(states).toEqual(['active', 'expiring', 'expired']);
  });

  it('puts a day into the narrowest step, and keeps it there when it has passed', () => {
    const step = (days: number) => findNoticeStep(addDays(START, days), START);
    expect([91, 90, 61, 60, 31, 30, 1, 0, -5].map(step)).toEqual([null, 90, 90, 60, 60, 30, 30, 0, 0]);
  });

  it('asks for a request within 14 days, and again every 14 days after it', () => {
    const required = standOn({ state: 'required', stateSince: START }, START);
    expect(listAgreementDates(required)).toEqual([{ kind: 'request', on: '2026-01-15' }]);
    expect(countOverdueDays(required, '2026-01-15')).toBeNull();
    expect(countOverdueDays(required, '2026-01-18')).toBe(3);
    const requested = standOn({ state: 'requested', requestedOn: '2026-01-10' }, START);
    expect(listAgreementDates(requested)).toEqual([{ kind: 'reminder', on: '2026-01-24' }]);
    expect(listNoticesOn(requested, '2026-01-24')).toEqual([{ kind: 'reminder', on: '2026-01-24', step: 0 }]);
  });

  it('asks for the certificate after the end, and only then lets the agreement be closed', () => {
    const ended = standOn({ ...signed, state: 'terminated', terminatedOn: '2026-03-01', returnDays: 20 }, '2026-03-02');
    expect(listAgreementDates(ended)).toEqual([{ kind: 'return_proof', on: '2026-03-21' }]);
    expect(findAgreementStep(ended, 0, false, '2026-03-02')?.kind).toBe('certificate');
    expect(findAgreementStep(ended, 0, true, '2026-03-02')?.kind).toBe('close');
    const close: MoveInput = { agreementId: ended.id, revision: 1, deed: 'close', reason: 'Done' };
    expect(
      findMoveRefusal(ended, close, { fileSha256: null, hasReturnProof: false }, '2026-03-02')?.sentence,
    ).toContain('without proof');
    expect(findMoveRefusal(ended, close, { fileSha256: null, hasReturnProof: true }, '2026-03-02')).toBeNull();
  });

  it('has a next step for everything that waits for somebody', () => {
    const kindOf = (given: Partial<Agreement>, today = START, toCheck = 0) =>
      findAgreementStep(standOn(given, today), toCheck, false, today)?.kind ?? null;
    expect(kindOf({ state: 'not_assessed' })).toBe('decide_need');
    expect(kindOf({ state: 'required' })).toBe('request');
    expect(kindOf({ state: 'requested', requestedOn: START })).toBe('remind');
    expect(kindOf({ state: 'in_negotiation' })).toBe('sign');
    expect(kindOf({ ...signed, scope: [] })).toBe('name_scope');
    expect(kindOf({ ...signed, fileSha256: null })).toBe('file');
    expect(kindOf({ ...signed, effectiveOn: '2026-02-01' })).toBe('wait');
    expect(kindOf(signed, START, 3)).toBe('check_provisions');
    expect(kindOf(signed)).toBeNull();
    expect(kindOf(signed, '2026-12-20')).toBe('renew');
    expect(kindOf(signed, '2027-02-01')).toBe('replace');
    expect(kindOf({ ...signed, expiresOn: null, reviewOn: '2026-01-20' })).toBe('review');
    expect(kindOf({ state: 'declined' })).toBeNull();
  });
});

describe('what a deed needs', () => {
  const sign = (over: Partial<Extract<MoveInput, { deed: 'sign' }>> = {}): MoveInput => ({
    agreementId: BLANK_AGREEMENT.id,
    revision: 1,
    deed: 'sign',
    signatories: SIGNATURES,
    effectiveOn: START,
    expiresOn: null,
    noticeDays: null,
    reviewOn: '2026-12-01',
    signedFileId: BLANK_AGREEMENT.id,
    ...over,
  });
  const refuse = (move: MoveInput, fileSha256: string | null = SUM) =>
    findMoveRefusal(standOn({ state: 'requested' }, START), move, { fileSha256, hasReturnProof: false }, START);

  it('names what a signature lacks', () => {
    expect(refuse(sign())).toBeNull();
    expect(refuse(sign({ signatories: [], effectiveOn: null }), null)?.sentence).toBe(
      "AG-0001 cannot be signed yet: our signature, the vendor's signature, the effective date and the signed file are missing.",
    );
    expect(refuse(sign({ signatories: SIGNATURES.slice(0, 1) }))?.sentence).toContain(
      "the vendor's signature is missing",
    );
    expect(refuse(sign(), null)?.field).toBe('signedFileId');
    const tomorrow = SIGNATURES.map((one) => ({ ...one, signedOn: '2026-01-02' }));
    expect(refuse(sign({ signatories: tomorrow }))?.sentence).toContain('still to come');
  });

  it('asks for a review where there is no end, and for dates that can be', () => {
    expect(refuse(sign({ reviewOn: null }))?.field).toBe('reviewOn');
    expect(refuse(sign({ expiresOn: '2025-12-31' }))?.field).toBe('expiresOn');
    expect(refuse(sign({ expiresOn: '2026-02-01', noticeDays: 60 }))?.field).toBe('noticeDays');
  });

  it('lets the need of a business associate agreement rest only on a test that can decide it', () => {
    const waive = (ruleId: Agreement['need']['ruleId']): MoveInput => ({
      agreementId: BLANK_AGREEMENT.id,
      revision: 1,
      deed: 'waive',
      ruleId,
      reason: 'Encrypted without a key',
    });
    expect(refuse(waive('H-NEED-3'))?.field).toBe('ruleId');
    expect(refuse(waive(null))?.field).toBe('ruleId');
    expect(refuse(waive('H-NEED-5'))).toBeNull();
  });
});
