import { describe, expect, it } from 'vitest';
import { runJob, type JobProgress } from '../../../renderer/platform/job.ts';

type Event = ({ kind: 'progress' } & JobProgress) | { kind: 'result'; result: number };

async function* play(...events: Event[]) {
  yield* events;
}

describe('runJob', () => {
  it('tells of each step and gives the result', async () => {
    const steps: JobProgress[] = [];
    const events = play(
      { kind: 'progress', step: 'exchange.progress.reading', done: 1, total: null },
      { kind: 'progress', step: 'exchange.progress.writing', done: 2, total: 4 },
      { kind: 'result', result: 41 },
    );
    expect(await runJob(events, (progress) => steps.push(progress))).toBe(41);
    expect(steps).toEqual([
      { step: 'exchange.progress.reading', done: 1, total: null },
      { step: 'exchange.progress.writing', done: 2, total: 4 },
    ]);
  });

  it('does not take an end without a result for success', async () => {
    await expect(runJob(play({ kind: 'progress', step: 'a', done: 0, total: null }))).rejects.toThrow(
      'without a result',
    );
  });
});
