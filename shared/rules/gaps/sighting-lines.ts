import { foldToolName } from './shadow-gaps.ts';

/** What a pasted list says of one tool. */
export interface SightingLine {
  name: string;
  people: number | null;
}

/**
 * Reads a pasted list of tools, one a line: a name, then if it is known, after a tab, semicolon or comma, how many people
 * used it. Empty lines are left out, a name that stands twice counts once with the most people.
 */
export function readSightingLines(text: string): SightingLine[] {
  const found = new Map<string, SightingLine>();
  for (const line of text.split(/\r?\n/)) {
    const parts = /^(.*?)\s*[\t;,]\s*(\d{1,7})\s*$/.exec(line);
    const name = (parts?.[1] ?? line).trim().slice(0, 200);
    const key = foldToolName(name);
    if (key === '') continue;
    const people = parts ? Number(parts[2]) : null;
    const known = found.get(key);
    found.set(key, {
      name: known?.name ?? name,
      people: people === null ? (known?.people ?? null) : Math.max(people, known?.people ?? 0),
    });
  }
  return [...found.values()];
}
