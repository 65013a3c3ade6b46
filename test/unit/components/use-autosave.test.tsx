import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TextField } from '../../../renderer/components/text-field.tsx';
import { useAutosave } from '../../../renderer/components/use-autosave.ts';
import { useSaving } from '../../../renderer/platform/saving.tsx';
import { drawPart, find, type, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await drawn.remove();
  vi.useRealTimers();
});

interface NoteProps {
  value: string;
  save: (value: string) => Promise<unknown>;
}

function Note({ value, save }: NoteProps) {
  const note = useAutosave({ value, save });
  return <TextField label="Note" value={note.value} onChange={note.change} saving={note.saving} />;
}

function Bar() {
  return <p id="bar">{useSaving().current.state}</p>;
}

const field = () => find<HTMLInputElement>('input');
const wait = (milliseconds: number) => act(async () => vi.advanceTimersByTimeAsync(milliseconds));

describe('a field that saves itself', () => {
  it('shows what is typed at once, saves it, and tells the field and the bar', async () => {
    const save = vi.fn(async () => undefined);
    const part = (value: string) => (
      <>
        <Note value={value} save={save} />
        <Bar />
      </>
    );
    drawn = await drawPart(part('old'));
    await type(field(), 'new');
    expect(field().value).toBe('new');
    expect(find('#bar').textContent).toBe('saving');
    await wait(400);
    expect(save).toHaveBeenCalledExactlyOnceWith('new');
    expect(drawn.place.textContent).toMatch(/Saved \d\d:\d\d:\d\d/);
    expect(find('#bar').textContent).toBe('saved');
    // The record has not been read again yet; the field does not jump back.
    expect(field().value).toBe('new');
    await drawn.redraw(part('new'));
    expect(field().value).toBe('new');
    // Changed elsewhere: the record wins over a draft that is saved.
    await drawn.redraw(part('from elsewhere'));
    expect(field().value).toBe('from elsewhere');
  });

  it('keeps a draft that is not saved over whatever the record brings, with the reason', async () => {
    const save = vi.fn(async () => {
      throw Object.assign(new Error('The disk is full.'), { code: 'DISK_FULL' });
    });
    drawn = await drawPart(<Note value="old" save={save} />);
    await type(field(), 'new');
    await wait(400);
    await drawn.redraw(<Note value="from elsewhere" save={save} />);
    expect(field().value).toBe('new');
    expect(drawn.place.textContent).toContain('The disk is full.');
  });

  it('saves what waits when the page is left', async () => {
    const save = vi.fn(async () => undefined);
    drawn = await drawPart(<Note value="old" save={save} />);
    await type(field(), 'new');
    await drawn.redraw(null);
    await wait(0);
    expect(save).toHaveBeenCalledExactlyOnceWith('new');
  });
});
