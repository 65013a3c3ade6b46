import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESS_CLASSES, ACCESS_ROLES } from '../../../shared/contract/access-tier-records.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { checkTrainingRows, completionKey } from '../../../shared/rules/training-import.ts';
import {
  findExpiry,
  findTrainedSince,
  listHeld,
  listRequiredCourses,
  rateCompletion,
  rateStanding,
  summariseStandings,
} from '../../../shared/rules/training.ts';

const TODAY = '2026-11-20';

const course = (id: string, more: Partial<Parameters<typeof listHeld>[0][number]> = {}) => ({
  id,
  title: `Course ${id}`,
  validityMonths: 12 as number | null,
  countsFrom: null as string | null,
  roles: ['junior' as const],
  classes: [],
  retired: false,
  ...more,
});

const completion = (
  courseId: string,
  completedOn: string,
  more: { statedExpiresOn?: string; withdrawn?: string } = {},
) => ({
  id: `${courseId} ${completedOn}`,
  identityId: 'jonas',
  courseId,
  completedOn,
  statedExpiresOn: more.statedExpiresOn ?? null,
  withdrawnReason: more.withdrawn ?? null,
});

describe('a completion', () => {
  it.each([
    ['2026-01-10', 12, null, '2027-01-10'],
    ['2024-02-29', 12, null, '2025-02-28'],
    ['2026-01-10', null, null, null],
    ['2026-01-10', 12, '2026-06-30', '2026-06-30'],
  ])('of %s, valid for %s months, stated %s, ends on %s', (completedOn, validityMonths, statedExpiresOn, ends) => {
    expect(findExpiry({ completedOn, statedExpiresOn }, { validityMonths })).toBe(ends);
  });

  it.each([
    ['2026-11-19', 'expired'],
    ['2026-11-20', 'expiring'],
    ['2026-12-20', 'expiring'],
    ['2026-12-21', 'valid'],
  ])('that ends on %s is %s today', (statedExpiresOn, standing) => {
    expect(rateCompletion(completion('a', '2026-01-10', { statedExpiresOn }), course('a'), TODAY)).toBe(standing);
  });

  it('from before the course was rewritten counts no more, nor does one that was withdrawn', () => {
    const rewritten = course('a', { countsFrom: '2026-06-01' });
    expect(rateCompletion(completion('a', '2026-05-31'), rewritten, TODAY)).toBe('superseded');
    expect(rateCompletion(completion('a', '2026-06-01'), rewritten, TODAY)).toBe('valid');
    expect(rateCompletion(completion('a', '2026-06-01', { withdrawn: 'Wrong person' }), rewritten, TODAY)).toBe(
      'withdrawn',
    );
    expect(rateStanding(rewritten, 'junior', [completion('a', '2026-05-31')], TODAY).state).toBe('expired');
  });
});

describe('what a role must have', () => {
  it('follows role and class, and never a retired course', () => {
    const everywhere = course('a');
    const forPhi = course('b', { classes: ['phi_services'] });
    const gone = course('c', { retired: true });
    const all = [everywhere, forPhi, gone];
    const ids = (role: (typeof ACCESS_ROLES)[number], classes: (typeof ACCESS_CLASSES)[number][]) =>
      listRequiredCourses(all, role, classes).map(({ id }) => id);
    expect(ids('junior', [])).toEqual(['a']);
    expect(ids('junior', ['phi_services'])).toEqual(['a', 'b']);
    expect(ids('senior', ['phi_services'])).toEqual([]);
    const standings = all.map((one) => rateStanding(one, 'junior', [], TODAY));
    expect(standings.map(({ state, required }) => [state, required])).toEqual([
      ['missing', 'always'],
      ['not_required', 'for_classes'],
      ['not_required', 'no'],
    ]);
    expect(summariseStandings(standings)).toEqual({ gaps: 1, nextExpiryOn: null });
  });
});

describe('the training that somebody holds', () => {
  const courses = [course('a'), course('b', { validityMonths: 6 }), course('c', { classes: ['payments'] })];

  it('is every required course, given by the one that ends first', () => {
    const taken = [completion('a', '2026-11-01'), completion('b', '2026-10-01')];
    const open = listHeld(courses, 'junior', taken, TODAY);
    expect(open.map(({ classId }) => classId)).toEqual(ACCESS_CLASSES.filter((one) => one !== 'payments'));
    expect(open[0]).toMatchObject({ course: 'Course b', completedOn: '2026-10-01', expiresOn: '2027-04-01' });
    expect(listHeld(courses, 'junior', taken.slice(1), TODAY)).toEqual([]);
    expect(listHeld(courses, 'senior', taken, TODAY)).toEqual([
      { identityId: 'jonas', course: 'Course a', completedOn: '2026-11-01', expiresOn: '2027-11-01' },
    ]);
  });

  it('says that it expired in place of calling it missing', () => {
    const taken = [completion('a', '2025-01-01'), completion('b', '2026-10-01')];
    expect(listHeld(courses, 'junior', taken, TODAY)[0]).toMatchObject({ course: 'Course a', expiresOn: '2026-01-01' });
  });

  it('began when the last of the required courses was first completed', () => {
    const taken = [completion('a', '2026-02-01'), completion('a', '2025-02-01'), completion('b', '2025-03-01')];
    expect(findTrainedSince(courses, 'junior', taken)).toBe('2025-03-01');
    expect(findTrainedSince(courses, 'junior', taken.slice(0, 2))).toBeNull();
    expect(findTrainedSince(courses, 'senior', taken)).toBe('2025-02-01');
  });
});

describe('for every programme and every history', () => {
  const day = fc.integer({ min: -900, max: 900 }).map((offset) => addDays(TODAY, offset));
  const anyCourse = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    title: fc.constant('Course'),
    validityMonths: fc.option(fc.integer({ min: 1, max: 36 })),
    countsFrom: fc.option(day),
    roles: fc.subarray([...ACCESS_ROLES]),
    classes: fc.subarray([...ACCESS_CLASSES], { maxLength: 2 }),
    retired: fc.boolean(),
  });
  const anyCompletion = fc.record({
    id: fc.uuid(),
    identityId: fc.constant('jonas'),
    courseId: fc.constantFrom('a', 'b', 'c'),
    completedOn: day,
    statedExpiresOn: fc.option(day),
    withdrawnReason: fc.option(fc.constant('Wrong person')),
  });
  const role = fc.constantFrom(...ACCESS_ROLES);
  const RANK = { valid: 3, expiring: 2, expired: 1, missing: 0, not_required: 0 } as const;

  it('another completion never makes a standing worse', () => {
    fc.assert(
      fc.property(anyCourse, role, fc.array(anyCompletion), anyCompletion, (one, of, taken, more) => {
        const before = rateStanding(one, of, taken, TODAY);
        const after = rateStanding(one, of, [...taken, more], TODAY);
        expect(RANK[after.state]).toBeGreaterThanOrEqual(RANK[before.state]);
      }),
    );
  });

  it('what has ended, was withdrawn or lies ahead never counts', () => {
    fc.assert(
      fc.property(anyCourse, role, fc.array(anyCompletion), (one, of, taken) => {
        const counts = (state: string) => state === 'valid' || state === 'expiring';
        const { state, completionId, expiresOn } = rateStanding(one, of, taken, TODAY);
        if (!counts(state)) return;
        const held = taken.find(({ id }) => id === completionId);
        expect(held?.withdrawnReason).toBeNull();
        expect((held?.completedOn ?? '9999') <= TODAY).toBe(true);
        expect(expiresOn === null || expiresOn >= TODAY).toBe(true);
        expect(one.countsFrom === null || (held?.completedOn ?? '') >= one.countsFrom).toBe(true);
      }),
    );
  });

  it('time alone never makes somebody trained again', () => {
    fc.assert(
      fc.property(anyCourse, role, anyCompletion, fc.nat(400), (one, of, taken, later) => {
        fc.pre(taken.completedOn <= TODAY);
        const now = rateStanding(one, of, [taken], TODAY);
        const then = rateStanding(one, of, [taken], addDays(TODAY, later));
        expect(RANK[then.state]).toBeLessThanOrEqual(RANK[now.state]);
      }),
    );
  });
});

describe('a pasted list of completions', () => {
  const people = [
    { id: 'p1', name: 'Jonas Weber', account: 'jonas@calder.example', code: 'ID-001', kind: 'person' as const },
    { id: 'p2', name: 'Ana Silva', account: 'ana@calder.example', code: 'ID-002', kind: 'person' as const },
    { id: 'p3', name: 'Ana Silva', account: 'ana.s@calder.example', code: 'ID-003', kind: 'person' as const },
    { id: 'p4', name: 'build-bot', account: '', code: 'ID-004', kind: 'agent' as const },
  ];
  const courses = [{ id: 'c1', code: 'TRN-001', title: 'Data and secrets in prompts' }];
  const check = (rows: string[][], known: string[] = []) =>
    checkTrainingRows({ rows, people, courses, known: new Set(known), today: TODAY });

  it('finds people by address, code or name, and courses by code or title', () => {
    const rows = check([
      ['Person', 'Course', 'Completed'],
      ['JONAS@calder.example', 'trn-001', '2026-11-01'],
      ['ID-002', 'data and secrets in prompts', '1 Nov 2026'],
      ['Jonas Weber', 'TRN-001', '01/11/2026'.replace('01', '21')],
    ]);
    expect(rows.map(({ row, identityId, day, problem }) => [row, identityId, day, problem])).toEqual([
      [2, 'p1', '2026-11-01', null],
      [3, 'p2', '2026-11-01', null],
      [4, null, null, '2026-11-21 is in the future.'],
    ]);
  });

  it('guesses neither between two people nor between two days', () => {
    const [twoPeople, twoDays, agent, nothing] = check([
      ['Ana Silva', 'TRN-001', '2026-11-01'],
      ['Jonas Weber', 'TRN-001', '03/04/2026'],
      ['build-bot', 'TRN-001', '2026-11-01'],
      ['', 'Cooking', 'soon'],
    ]);
    expect(twoPeople?.problem).toBe('“Ana Silva” is the name of 2 people. Give the e-mail address.');
    expect(twoDays?.problem).toBe('“03/04/2026” can be two days. Write it as 2026-11-20.');
    expect(agent?.problem).toBe('build-bot is an agent and completes no course.');
    expect(nothing?.problem).toBe(
      'The person is missing. There is no course “Cooking”. “soon” is no day. Write it as 2026-11-20.',
    );
  });

  it('leaves out what is recorded already or stands twice', () => {
    const row = ['Jonas Weber', 'TRN-001', '2026-11-01'];
    expect(check([row, row]).map(({ known }) => known)).toEqual([false, true]);
    expect(check([row], [completionKey('p1', 'c1', '2026-11-01')])[0]?.known).toBe(true);
  });
});
