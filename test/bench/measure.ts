import { performance } from 'node:perf_hooks';

/** One side of a comparison: what is timed, after what is not. */
interface Side {
  prepare?: () => void | Promise<void>;
  run: () => unknown;
}

/** Both sides of a comparison; each time is the median in milliseconds of one run. */
interface Comparison {
  name: string;
  assay: number;
  reference: number;
}

/** The value below which `share` (0 to 1) of the values lie; 0.5 gives the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function time({ prepare, run }: Side): Promise<number> {
  await prepare?.();
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/**
 * Times both sides in turn, so that a machine that slows down slows both, and prints
 * "name  assay  reference  ratio". The first tenth of the rounds warms up and does not count.
 */
export async function compare(
  name: string,
  sides: { assay: Side; reference: Side; rounds: number; aim: number },
): Promise<void> {
  const { assay, reference, rounds, aim } = sides;
  const warmUp = Math.ceil(rounds / 10);
  const times = { assay: [] as number[], reference: [] as number[] };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const ours = await time(assay);
    const theirs = await time(reference);
    if (round < warmUp) continue;
    times.assay.push(ours);
    times.reference.push(theirs);
  }
  const comparison = { name, assay: percentile(times.assay, 0.5), reference: percentile(times.reference, 0.5) };
  console.log(`${writeLine(comparison)}  (aim ${aim} or less)`);
}

function writeLine({ name, assay, reference }: Comparison): string {
  const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 3 : 0)} ms`;
  return [name, milliseconds(assay), milliseconds(reference), (assay / reference).toFixed(2)].join('  ');
}
