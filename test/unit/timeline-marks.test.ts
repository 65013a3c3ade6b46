import { describe, expect, test } from 'vitest';
import { placeMarks } from '../../renderer/features/overview/timeline-marks.ts';

const TODAY = '2026-11-20';
const shown = (dates: { on: string; title: string }[]) =>
  placeMarks(dates, TODAY).map(({ left, first, others }) => [Math.round(left), first.title, others.length]);

describe('marks on the timeline', () => {
  test('stand at their day of ninety, in order', () => {
    expect(
      shown([
        { on: '2027-01-04', title: 'Later' },
        { on: '2026-11-20', title: 'Today' },
        { on: '2027-02-18', title: 'Last' },
      ]),
    ).toEqual([
      [0, 'Today', 0],
      [50, 'Later', 0],
      [100, 'Last', 0],
    ]);
  });

  test('that would collide are merged into the first of them', () => {
    expect(
      shown([
        { on: '2026-11-21', title: 'Northgate Broker' },
        { on: '2026-11-22', title: 'Mill Tests' },
        { on: '2026-11-25', title: 'Harrow Agent' },
        { on: '2027-01-19', title: 'Ironwood' },
      ]),
    ).toEqual([
      [1, 'Northgate Broker', 2],
      [67, 'Ironwood', 0],
    ]);
  });

  test('at the end of the axis, whose words stand before their day, collide with what those words would cover', () => {
    expect(
      shown([
        { on: '2027-01-27', title: 'Access review' },
        { on: '2027-02-17', title: 'Thin audit trail' },
      ]),
    ).toEqual([[76, 'Access review', 1]]);
  });

  test('of a day that has passed or lies beyond stay on the axis', () => {
    expect(
      shown([
        { on: '2026-11-01', title: 'Past' },
        { on: '2027-06-01', title: 'Far' },
      ]),
    ).toEqual([
      [0, 'Past', 0],
      [100, 'Far', 0],
    ]);
  });
});
