/** A stretch of a title that matches what was typed, or does not. */
export interface MatchPart {
  start: number;
  text: string;
  match: boolean;
}

function toWords(text: string): string[] {
  return text.replace(/^\s*>/, '').toLowerCase().split(/\s+/).filter(Boolean);
}

/** Does every typed word stand somewhere in the label? Nothing typed matches everything. */
export function matchesWords(label: string, text: string): boolean {
  const lower = label.toLowerCase();
  return toWords(text).every((word) => lower.includes(word));
}

/** The label cut where a typed word begins or ends, in order, so that the match can be set in weight. */
export function markMatches(label: string, text: string): MatchPart[] {
  const lower = label.toLowerCase();
  const marked = Array.from({ length: label.length }, () => false);
  for (const word of toWords(text)) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      marked.fill(true, at, at + word.length);
    }
  }
  const parts: MatchPart[] = [];
  for (let start = 0; start < label.length;) {
    let end = start + 1;
    while (end < label.length && marked[end] === marked[start]) end += 1;
    parts.push({ start, text: label.slice(start, end), match: marked[start] === true });
    start = end;
  }
  return parts;
}
