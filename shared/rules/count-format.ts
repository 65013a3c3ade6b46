/** The part of a message library that writes the values of a message. */
interface ValueFormatter {
  type: 'formatter';
  init: () => void;
  add: () => void;
  addCached: () => void;
  format: (value: unknown, format: string | undefined, language: string | undefined, options: unknown) => string;
}

function isCount(options: unknown): boolean {
  return (options as { interpolationkey?: unknown }).interpolationkey === 'count';
}

/**
 * Writes the number `count` of every message with its thousands apart, "3,000 tools", and every other value as it comes:
 * a year or a version is a number too.
 *
 * @param tag BCP 47 tag.
 */
export function createCountFormatter(tag: string): ValueFormatter {
  const whole = new Intl.NumberFormat(tag);
  const nothing = () => undefined;
  return {
    type: 'formatter',
    init: nothing,
    add: nothing,
    addCached: nothing,
    format: (value, _format, _language, options) =>
      (typeof value === 'number' && isCount(options) ? whole.format(value) : value) as string,
  };
}
