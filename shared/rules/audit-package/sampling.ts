/** How often a control works, as samplers name it (`domain.md` 9.2). */
export const CONTROL_FREQUENCIES = ['annual', 'quarterly', 'monthly', 'weekly', 'daily', 'many_per_day'] as const;
export type ControlFrequency = (typeof CONTROL_FREQUENCIES)[number];

/** Items that are commonly drawn for a year of a control, each inside the range of `domain.md` 9.2. */
const SAMPLE_SIZES: Readonly<Record<ControlFrequency, number>> = {
  annual: 1,
  quarterly: 2,
  monthly: 3,
  weekly: 5,
  daily: 25,
  many_per_day: 40,
};

/** Occurrences a year up to which a population counts as this frequency. */
const MOST_A_YEAR: Readonly<Record<ControlFrequency, number>> = {
  annual: 1,
  quarterly: 4,
  monthly: 12,
  weekly: 52,
  daily: 366,
  many_per_day: Number.POSITIVE_INFINITY,
};

const DAYS_A_YEAR = 365;
/** Months and quarters differ in length: three times in 91 days is monthly still. */
const TOLERANCE = 1.1;

/** The frequency that so many occurrences in so many days come to. */
export function rateFrequency(occurrences: number, days: number): ControlFrequency {
  const yearly = (occurrences * DAYS_A_YEAR) / Math.max(days, 1);
  return CONTROL_FREQUENCIES.find((frequency) => yearly <= MOST_A_YEAR[frequency] * TOLERANCE) ?? 'many_per_day';
}

/** How many are drawn from a population: the common size for its frequency, or all when there are fewer. */
export function findSampleSize(occurrences: number, frequency: ControlFrequency): number {
  return Math.min(occurrences, SAMPLE_SIZES[frequency]);
}

/** The text whose SHA-256 ranks one member of a population; anybody can work it out again with `sha256sum`. */
export function writeRankedText(seed: string, population: string, id: string): string {
  return `assay-sample/1 ${seed} ${population} ${id}`;
}

/**
 * Draws without replacement: every member is ranked by the SHA-256 of `writeRankedText`, and the lowest are taken. The
 * same seed and members give the same sample in whatever order they come; each member is as likely as any other.
 *
 * @param ids of the whole population, each once.
 * @param hash SHA-256 of a text as lower-case hexadecimal.
 */
export function drawSample(
  ids: readonly string[],
  size: number,
  { seed, population, hash }: { seed: string; population: string; hash: (text: string) => string },
): string[] {
  return ids
    .map((id) => ({ id, rank: hash(writeRankedText(seed, population, id)) }))
    .sort((left, right) => compareText(left.rank, right.rank) || compareText(left.id, right.id))
    .slice(0, Math.max(size, 0))
    .map(({ id }) => id);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What proves that a population was whole: the sorted ids, one a line, whose SHA-256 stands beside the count. */
export function writePopulation(ids: readonly string[]): string {
  return ids.toSorted(compareText).join('\n');
}
