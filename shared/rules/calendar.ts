import { addDays } from './days.ts';

/** An all-day event of a calendar file. */
export interface CalendarEvent {
  /** The same for the same record and day in every file, so that a calendar that takes it again shows it once. */
  uid: string;
  /** `YYYY-MM-DD` */
  on: string;
  summary: string;
  description: string;
  category: string;
  /** Days before it on which to be reminded, 0 for the day itself. */
  reminders: readonly number[];
}

/** Octets of a line, its break not counted (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/** A text as a value: what has a meaning of its own is escaped, control characters go (RFC 5545, 3.3.11). */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\n\t\P{Cc}]/gu, '')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n');
}

/** Octets of a character in UTF-8. */
function countOctets(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Breaks a line so that none has more octets than allowed; no character is split. */
function foldLine(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = countOctets(character);
    if (octets + size > LINE_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current];
}

function writeDay(day: string): string {
  return day.replaceAll('-', '');
}

function writeReminder(days: number, summary: string): string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(summary)}`,
    days === 0 ? 'TRIGGER:PT0S' : `TRIGGER:-P${days}D`,
    'END:VALARM',
  ];
}

function writeEvent(event: CalendarEvent, today: string): string[] {
  const { uid, on, summary, description, category, reminders } = event;
  // A reminder of a day that has passed would sound when the file is taken in.
  const ahead = reminders.filter((days) => addDays(on, -days) >= today);
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${writeDay(today)}T000000Z`,
    `DTSTART;VALUE=DATE:${writeDay(on)}`,
    `DTEND;VALUE=DATE:${writeDay(addDays(on, 1))}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    `CATEGORIES:${escapeText(category)}`,
    'TRANSP:TRANSPARENT',
    ...ahead.flatMap((days) => writeReminder(days, summary)),
    'END:VEVENT',
  ];
}

/**
 * A calendar file (RFC 5545) with one all-day event for each day. Nothing in it depends on when it is written but
 * `today`, so the same records on the same day give the same text. Lines end with CR LF.
 *
 * @param today `YYYY-MM-DD`; stamps the events and leaves out reminders before it.
 */
export function writeCalendar(
  name: string,
  events: readonly CalendarEvent[],
  today: string,
  trailLine: string | null = null,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Assay//What is due//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...(trailLine === null ? [] : [`X-ASSAY-TRAIL:${escapeText(trailLine)}`]),
    ...events.flatMap((event) => writeEvent(event, today)),
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(foldLine).join('\r\n')}\r\n`;
}
