/** How well a text is what somebody looks for; smaller is better. Null when it is not. */
export type Rank = 0 | 1 | 2 | 3 | null;

function normalise(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The words of a search, in the form in which they are compared. */
export function splitSearch(text: string): string[] {
  return normalise(text).split(/\s+/).filter(Boolean).slice(0, 8);
}

/**
 * Ranks a record by its names: 0 one of them is exactly what was typed, 1 one begins with it, 2 every word begins a
 * word of theirs or of the context, 3 every word stands somewhere in them.
 *
 * @param context names of what the record belongs to; no match in it alone is exact.
 * @param words as `splitSearch` gives them; not empty.
 */
export function rankNames(names: readonly string[], context: string, words: readonly string[]): Rank {
  const texts = names.map(normalise);
  const typed = words.join(' ');
  if (texts.includes(typed)) return 0;
  if (texts.some((text) => text.startsWith(typed))) return 1;
  const joined = [...texts, normalise(context)].join(' ');
  if (!words.every((word) => joined.includes(word))) return null;
  const starts = joined.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => starts.some((start) => start.startsWith(word)) || ` ${joined}`.includes(` ${word}`))
    ? 2
    : 3;
}
