import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave } from '../../../renderer/components/autosave.ts';
import type { SavingState } from '../../../renderer/platform/saving.tsx';

let states: SavingState[];
let saved: string[];

beforeEach(() => {
  vi.useFakeTimers();
  states = [];
  saved = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function create(save: (value: string) => Promise<unknown>) {
  const autosave = createAutosave<string>((state) => states.push(state), 400);
  autosave.saveWith(save);
  return autosave;
}

async function keep(value: string): Promise<void> {
  saved.push(value);
}

/** A save that ends when it is told to. */
function createHeldSave() {
  const ends: (() => void)[] = [];
  const save = (value: string) => {
    saved.push(value);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return { save, endNext: () => ends.shift()?.() };
}

const stateNames = () => states.map(({ state }) => state);

describe('autosave', () => {
  it('saves once, a pause after the last change, and says when', async () => {
    const autosave = create(keep);
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(300);
    autosave.change('ab');
    await vi.advanceTimersByTimeAsync(399);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(['ab']);
    expect(states.at(-1)).toEqual({ state: 'saved', at: new Date(Date.now()) });
  });

  it('sends the newest value after a running save, and drops what lay between', async () => {
    const { save, endNext } = createHeldSave();
    const autosave = create(save);
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(400);
    autosave.change('b');
    autosave.change('c');
    await vi.advanceTimersByTimeAsync(5000);
    expect(saved).toEqual(['a']);
    endNext();
    await vi.advanceTimersByTimeAsync(400);
    expect(saved).toEqual(['a', 'c']);
    expect(states.at(-1)?.state).toBe('saving');
    endNext();
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)?.state).toBe('saved');
  });

  it('shows why it failed and tries again, later each time, with the newest value', async () => {
    let refusals = 2;
    const autosave = create(async (value) => {
      saved.push(value);
      if (refusals-- > 0) throw Object.assign(new Error('The disk is full.'), { code: 'DISK_FULL' });
    });
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(400);
    expect(states.at(-1)).toEqual({ state: 'failed', reason: 'The disk is full.' });
    await vi.advanceTimersByTimeAsync(1999);
    expect(saved).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(['a', 'a']);
    autosave.change('ab');
    await vi.advanceTimersByTimeAsync(400);
    expect(saved).toEqual(['a', 'a', 'ab']);
    expect(states.at(-1)?.state).toBe('saved');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toHaveLength(3);
  });

  it('does not send a value again that the core refuses for good, but sends the next one', async () => {
    const autosave = create(async (value) => {
      saved.push(value);
      if (value === 'bad') throw Object.assign(new Error('That is no address.'), { code: 'INVALID_INPUT' });
    });
    autosave.change('bad');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toEqual(['bad']);
    expect(states.at(-1)).toEqual({ state: 'failed', reason: 'That is no address.' });
    autosave.change('good');
    await vi.advanceTimersByTimeAsync(400);
    expect(saved).toEqual(['bad', 'good']);
    expect(states.at(-1)?.state).toBe('saved');
  });

  it('saves what waits at once when it is flushed, also what came meanwhile', async () => {
    const { save, endNext } = createHeldSave();
    const autosave = create(save);
    autosave.change('a');
    let flushed = false;
    const flushing = (async () => {
      await autosave.flush();
      flushed = true;
    })();
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['a']);
    autosave.change('b');
    endNext();
    await vi.advanceTimersByTimeAsync(50);
    expect(saved).toEqual(['a', 'b']);
    expect(flushed).toBe(false);
    endNext();
    await vi.advanceTimersByTimeAsync(50);
    await flushing;
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved).toEqual(['a', 'b']);
    expect(stateNames().at(-1)).toBe('saved');
  });

  it('flushes nothing when nothing waits', async () => {
    const autosave = create(keep);
    await autosave.flush();
    expect(saved).toEqual([]);
    expect(states).toEqual([]);
  });

  it('saves with the newest function, so that a record is saved on its newest revision', async () => {
    const autosave = create(async () => saved.push('revision 1'));
    autosave.change('a');
    autosave.saveWith(async () => saved.push('revision 2'));
    await vi.advanceTimersByTimeAsync(400);
    expect(saved).toEqual(['revision 2']);
  });
});
