/** A person or an account that must not be named, with every way in which the workspace writes it. */
export interface NamedPerson {
  /** What orders people, so that one keeps the same number throughout a package. */
  id: string;
  names: readonly string[];
}

interface RedactionWords {
  /** "Person 3" */
  person: (number: number) => string;
  /** Stands in place of a comment. */
  withheld: string;
}

/** Shorter comments are taken out only where they are the whole text: "not yet" is also part of other sentences. */
const PART_LENGTH = 8;

const collapse = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function matchNames(people: readonly NamedPerson[]) {
  const numbers = new Map<string, number>();
  for (const [index, { names }] of people.toSorted((left, right) => (left.id < right.id ? -1 : 1)).entries()) {
    for (const name of names) {
      const plain = collapse(name).toLowerCase();
      if (plain !== '' && !numbers.has(plain)) numbers.set(plain, index + 1);
    }
  }
  const longestFirst = [...numbers.keys()].sort((left, right) => right.length - left.length);
  const pattern = longestFirst.map((name) => escape(name).replaceAll(' ', '\\s+')).join('|');
  return {
    numbers,
    pattern: pattern === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu'),
  };
}

function matchComments(comments: readonly string[]) {
  // A single word says nothing of anybody, and may as well be a word of the report itself.
  const whole = new Set(comments.map(collapse).filter((comment) => comment.includes(' ')));
  const byStart = new Map<string, string[]>();
  for (const comment of whole) {
    if (comment.length < PART_LENGTH) continue;
    const start = comment.slice(0, PART_LENGTH);
    byStart.set(
      start,
      [...(byStart.get(start) ?? []), comment].sort((left, right) => right.length - left.length),
    );
  }
  return { whole, byStart };
}

/**
 * Gives the function that takes every known name and every known comment out of a text. It works on values, not on
 * places, so a new report cannot forget to leave something out.
 */
export function createRedaction(
  people: readonly NamedPerson[],
  comments: readonly string[],
  words: RedactionWords,
): (text: string) => string {
  const { numbers, pattern } = matchNames(people);
  const { whole, byStart } = matchComments(comments);

  function withoutComments(text: string): string {
    const plain = collapse(text);
    if (whole.has(plain)) return words.withheld;
    if (plain.length < PART_LENGTH || byStart.size === 0) return text;
    let kept = '';
    let found = false;
    for (let at = 0; at < plain.length;) {
      const comment = byStart.get(plain.slice(at, at + PART_LENGTH))?.find((one) => plain.startsWith(one, at));
      kept += comment === undefined ? plain.charAt(at) : words.withheld;
      at += comment?.length ?? 1;
      found ||= comment !== undefined;
    }
    return found ? kept : text;
  }

  return (text) => {
    const spoken = withoutComments(text);
    if (pattern === null) return spoken;
    return spoken.replaceAll(pattern, (name) => words.person(numbers.get(collapse(name).toLowerCase()) ?? 0));
  };
}

/** The same value with every text in it changed: lists, maps and plain objects, at any depth. Keys stay. */
export function changeTexts<Value>(value: Value, change: (text: string) => string): Value {
  return walk(value, change) as Value;
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, walk(member, change)]));
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member, change)]));
}
