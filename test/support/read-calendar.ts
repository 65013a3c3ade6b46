/** What a calendar file says, read by a small reader of our own after RFC 5545: unfold, split, unescape. */
export interface ReadEvent {
  uid: string;
  start: string;
  end: string;
  stamp: string;
  summary: string;
  description: string;
  categories: string;
  triggers: string[];
}

function unescapeText(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
}

/** @throws Error when blocks do not match, or a line is no property. */
export function readCalendar(text: string): { name: string; events: ReadEvent[] } {
  const lines = text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  const open: string[] = [];
  const events: ReadEvent[] = [];
  let name = '';
  let properties = new Map<string, string>();
  let triggers: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`"${line}" is no property`);
    const [property = ''] = line.slice(0, colon).split(';');
    const value = line.slice(colon + 1);
    if (property === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') [properties, triggers] = [new Map(), []];
    } else if (property === 'END') {
      if (open.pop() !== value) throw new Error(`${value} ends without having begun`);
      if (value === 'VEVENT') events.push(toEvent(properties, triggers));
    } else if (property === 'TRIGGER') triggers.push(value);
    else if (property === 'X-WR-CALNAME') name = unescapeText(value);
    else if (open.at(-1) === 'VEVENT') properties.set(property, value);
  }
  if (open.length > 0) throw new Error(`${open.join(', ')} does not end`);
  return { name, events };
}

function toEvent(properties: ReadonlyMap<string, string>, triggers: string[]): ReadEvent {
  const read = (property: string) => unescapeText(properties.get(property) ?? '');
  return {
    uid: read('UID'),
    start: read('DTSTART'),
    end: read('DTEND'),
    stamp: read('DTSTAMP'),
    summary: read('SUMMARY'),
    description: read('DESCRIPTION'),
    categories: read('CATEGORIES'),
    triggers,
  };
}
