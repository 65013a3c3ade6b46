import { act, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToastProvider, useToasts } from '../../../renderer/platform/toasts.tsx';

let root: Root;
let place: HTMLElement;
let toasts: ReturnType<typeof useToasts>;

function Reader({ onDrawn }: { onDrawn: (drawn: ReturnType<typeof useToasts>) => void }) {
  const drawn = useToasts();
  useEffect(() => onDrawn(drawn));
  return null;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  act(() =>
    root.render(
      <ToastProvider>
        <Reader
          onDrawn={(drawn) => {
            toasts = drawn;
          }}
        />
      </ToastProvider>,
    ),
  );
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const listMessages = () => toasts.toasts.map((one) => one.message);
function wait(milliseconds: number): void {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}

function takeBack(isThere: boolean): void {
  act(() => {
    expect(toasts.undoNewest()).toBe(isThere);
  });
}

describe('toasts', () => {
  it('go after six seconds', () => {
    act(() => toasts.toast({ message: 'Exported 15 tools' }));
    wait(5900);
    expect(listMessages()).toEqual(['Exported 15 tools']);
    wait(200);
    expect(listMessages()).toEqual([]);
  });

  it('stay while they are held, and go six seconds after', () => {
    act(() => toasts.toast({ message: 'Exported 15 tools' }));
    const id = toasts.toasts[0]?.id ?? 0;
    act(() => toasts.hold(id));
    wait(60_000);
    expect(listMessages()).toHaveLength(1);
    act(() => toasts.release(id));
    wait(6100);
    expect(listMessages()).toEqual([]);
  });

  it('take back the newest change once, also after its toast has gone', () => {
    const older = vi.fn();
    const newer = vi.fn();
    act(() => toasts.toast({ message: 'Owner changed', undo: older }));
    act(() => toasts.toast({ message: 'Review set', undo: newer }));
    wait(10_000);
    takeBack(true);
    expect([older.mock.calls.length, newer.mock.calls.length]).toEqual([0, 1]);
    takeBack(true);
    expect([older.mock.calls.length, newer.mock.calls.length]).toEqual([1, 1]);
    takeBack(false);
  });
});
