import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToastList } from '../../../renderer/components/toast-list.tsx';
import { useToast, type ToastMessage } from '../../../renderer/platform/toasts.tsx';
import { click, drawPart, find, findButton, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await drawn.remove();
  vi.useRealTimers();
});

function Say({ message }: { message: ToastMessage }) {
  const toast = useToast();
  return (
    <button type="button" onClick={() => toast(message)}>
      Say
    </button>
  );
}

async function say(message: ToastMessage): Promise<void> {
  drawn = await drawPart(
    <>
      <Say message={message} />
      <ToastList />
    </>,
  );
  await click(findButton('Say'));
}

const wait = (milliseconds: number) => act(async () => vi.advanceTimersByTime(milliseconds));

describe('the list of toasts', () => {
  it('announces politely and lets go after six seconds', async () => {
    await say({ message: 'Exported 15 tools', tone: 'ok' });
    expect(find('[aria-live="polite"]').textContent).toContain('Exported 15 tools');
    await wait(6100);
    expect(drawn.place.textContent).not.toContain('Exported');
  });

  it('keeps a toast while it has the focus', async () => {
    await say({ message: 'Owner changed on 3 tools', undo: () => undefined });
    await act(async () => findButton('Close').focus());
    await wait(20_000);
    expect(drawn.place.textContent).toContain('Owner changed on 3 tools');
    await act(async () => findButton('Say').focus());
    await wait(6100);
    expect(drawn.place.textContent).not.toContain('Owner changed');
  });

  it('runs the action and goes', async () => {
    const run = vi.fn();
    await say({ message: 'Exported', action: { label: 'Show', run } });
    await click(findButton('Show'));
    expect(run).toHaveBeenCalledOnce();
    expect(drawn.place.textContent).toBe('Say');
  });

  it('undoes', async () => {
    const undo = vi.fn();
    await say({ message: 'Owner changed on 3 tools', undo });
    await click(findButton('UndoCtrl Z'));
    expect(undo).toHaveBeenCalledOnce();
    expect(drawn.place.textContent).toBe('Say');
  });
});
