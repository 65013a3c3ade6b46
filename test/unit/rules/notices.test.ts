import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/rules/days.ts';
import { findNotice } from '../../../shared/rules/notices.ts';
import { listDates, listWork, type Matter } from '../../../shared/rules/overview.ts';

const TODAY = '2026-11-20';

function makeMatter(facts: Partial<Matter>): Matter {
  return {
    lane: 'agreements',
    event: 'end',
    on: TODAY,
    title: 'BAA',
    subject: 'Copperline',
    owner: null,
    record: {
      kind: 'agreement',
      id: '01990000-0000-7000-8000-000000000001',
      assessmentId: null,
      questionId: null,
      toolId: null,
      part: null,
    },
    flagId: null,
    waits: null,
    noticeOn: null,
    ...facts,
  };
}

describe('the notice of an end', () => {
  it.each([
    [91, null],
    [90, 90],
    [61, 90],
    [60, 60],
    [31, 60],
    [30, 30],
    [1, 30],
    [0, 0],
    [-40, 0],
  ] as const)('%i days before it is %s', (left, notice) => {
    expect(findNotice(addDays(TODAY, left), TODAY)).toBe(notice);
  });

  it('never goes back as the days pass, and is reached four times in a year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 91, max: 364 }), (daysToEnd) => {
        const end = addDays(TODAY, daysToEnd);
        const walked = Array.from({ length: 366 }, (_, day) => findNotice(end, addDays(TODAY, day)));
        expect(walked[0]).toBeNull();
        expect(walked.filter((notice, day) => day > 0 && notice !== walked[day - 1])).toEqual([90, 60, 30, 0]);
      }),
    );
  });
});

describe('the list of work', () => {
  const reasonOf = (facts: Partial<Matter>) => listWork([makeMatter(facts)], TODAY)[0]?.reason ?? null;

  it('tells an end from 90 days on and until somebody acts, but a missed notice date only with its end', () => {
    expect(reasonOf({ on: addDays(TODAY, 91) })).toBeNull();
    expect(reasonOf({ on: addDays(TODAY, 90) })).toBe('ending');
    expect(reasonOf({ on: TODAY })).toBe('ending');
    expect(reasonOf({ on: addDays(TODAY, -1) })).toBe('ended');
    expect(reasonOf({ event: 'notice', on: addDays(TODAY, 30) })).toBe('ending');
    expect(reasonOf({ event: 'notice', on: addDays(TODAY, -1) })).toBeNull();
    expect(reasonOf({ event: 'due', on: addDays(TODAY, 8) })).toBeNull();
    expect(reasonOf({ event: 'due', on: addDays(TODAY, -1) })).toBe('overdue');
  });

  it('puts what is late before what has ended, and both before what comes', () => {
    const work = listWork(
      [
        makeMatter({ title: 'Ending', on: addDays(TODAY, 28), noticeOn: addDays(TODAY, -2) }),
        makeMatter({ title: 'Due', event: 'due', on: TODAY }),
        makeMatter({ title: 'Ended', on: addDays(TODAY, -9) }),
        makeMatter({ title: 'Late', event: 'review', on: addDays(TODAY, -1) }),
      ],
      TODAY,
    );
    expect(work.map(({ title, notice }) => [title, notice])).toEqual([
      ['Late', null],
      ['Ended', 0],
      ['Due', null],
      ['Ending', 30],
    ]);
    expect(work[3]).toMatchObject({ daysLeft: 28, noticeOn: addDays(TODAY, -2) });
  });

  it('shows on the timeline what lies between today and 90 days ahead', () => {
    const days = [-1, 0, 90, 91];
    expect(
      listDates(
        days.map((day) => makeMatter({ on: addDays(TODAY, day) })),
        TODAY,
      ).map(({ on }) => on),
    ).toEqual([TODAY, addDays(TODAY, 90)]);
  });
});
