import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCalendar, type CalendarEvent } from '../../../shared/rules/calendar.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { readCalendar } from '../../support/read-calendar.ts';

const TODAY = '2026-11-20';
const event: CalendarEvent = {
  uid: 'agreement-1-end-2027-01-31@assay',
  on: '2027-01-31',
  summary: 'Ends: BAA, Copperline; see §4',
  description: 'Agreement.\nOwner: Inés "Ino" Okafor, \\ root',
  category: 'Agreement',
  reminders: [90, 60, 30, 0],
};

describe('a calendar file', () => {
  it('says the same when it is read again', () => {
    const [read] = readCalendar(writeCalendar('What is due', [event], TODAY)).events;
    expect(read).toEqual({
      uid: event.uid,
      start: '20270131',
      end: '20270201',
      stamp: '20261120T000000Z',
      summary: event.summary,
      description: event.description,
      categories: 'Agreement',
      // 90 days before it has passed.
      triggers: ['-P60D', '-P30D', 'PT0S'],
    });
  });

  it('has lines of at most 75 octets that end with CR LF, and carries any text unharmed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 4 }), (texts) => {
        const events = texts.map((summary, index) => ({ ...event, uid: `e-${index}@assay`, summary }));
        const text = writeCalendar('Name', events, TODAY);
        const lines = text.split('\r\n');
        expect(lines.at(-1)).toBe('');
        expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
        const clean = (one: string) => one.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\n\t\P{Cc}]/gu, '');
        expect(readCalendar(text).events.map(({ summary }) => summary)).toEqual(texts.map(clean));
      }),
    );
  });

  it('sounds no reminder that has passed, over a whole year', () => {
    for (let day = 0; day <= 365; day += 1) {
      const today = addDays('2026-02-01', day);
      const left = 364 - day;
      const { triggers } = readCalendar(writeCalendar('Name', [event], today)).events[0] ?? { triggers: [] };
      expect(triggers).toHaveLength([90, 60, 30, 0].filter((days) => days <= left).length);
    }
  });

  it('is the same for the same input, and names no day but those of its records', () => {
    expect(writeCalendar('Name', [event], TODAY)).toBe(writeCalendar('Name', [{ ...event }], TODAY));
    expect(readCalendar(writeCalendar('Name', [], TODAY)).events).toEqual([]);
  });
});
