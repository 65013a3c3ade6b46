import type { Location, ResidencyResult } from '../../contract/region-pack.ts';
import { LOCATIONS } from '../../contract/region-pack.ts';
import { worstOf } from './assess-basis.ts';

const LETTERS = { meets: 'm', partial: 'p', unknown: 'u', breach: 'b' } as const;
const WORDS: Readonly<Record<string, ResidencyResult>> = { m: 'meets', p: 'partial', u: 'unknown', b: 'breach' };

/** A cell read back from its letters. */
export interface ReadCell {
  result: ResidencyResult;
  locations: { location: Location; result: ResidencyResult }[];
  /** Of a live override. */
  override: ResidencyResult | null;
  proposed: boolean;
}

/** A cell in few letters (`compactCellSchema`), so that a large matrix is small on the wire. */
export function writeCell(
  results: readonly ResidencyResult[],
  override: { state: string; result: 'meets' | 'partial' } | null,
): string {
  const letters = results.map((result) => LETTERS[result]).join('');
  if (override?.state === 'live') return `${letters}+${LETTERS[override.result]}`;
  return override?.state === 'proposed' ? `${letters}~` : letters;
}

/** Reads a cell; null where the tool is not used. */
export function readCell(text: string): ReadCell | null {
  if (text === '') return null;
  const results = LOCATIONS.map((_location, index) => WORDS[text.charAt(index)] ?? 'unknown');
  return {
    result: worstOf(results),
    locations: LOCATIONS.map((location, index) => ({ location, result: results[index] ?? 'unknown' })),
    override: text.includes('+') ? (WORDS[text.at(-1) ?? ''] ?? null) : null,
    proposed: text.endsWith('~'),
  };
}
