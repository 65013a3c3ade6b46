import { act, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from '../../../renderer/components/button.tsx';
import { click, drawPart, findButton, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
afterEach(() => drawn.remove());

describe('a button', () => {
  it('runs', async () => {
    const run = vi.fn();
    drawn = await drawPart(<Button onClick={run}>Sign off</Button>);
    await click(findButton('Sign off'));
    expect(run).toHaveBeenCalledOnce();
  });

  it('that cannot run yet keeps the focus, says why and does nothing', async () => {
    const run = vi.fn();
    const submit = vi.fn();
    drawn = await drawPart(
      <form onSubmit={submit}>
        <Button type="submit" unavailable="Answer all questions first." onClick={run}>
          Sign off
        </Button>
      </form>,
    );
    const button = findButton('Sign off');
    await click(button);
    expect(run).not.toHaveBeenCalled();
    expect(submit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button.disabled).toBe(false);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toBe('Answer all questions first.');
  });

  it('keeps the focus when it becomes available under it, and when it no longer is', async () => {
    function Steps() {
      const [unavailable, setUnavailable] = useState<string | undefined>('Answer all questions first.');
      return (
        <>
          <Button unavailable={unavailable}>Sign off</Button>
          <Button onClick={() => setUnavailable(unavailable === undefined ? 'It is running.' : undefined)}>
            Change
          </Button>
        </>
      );
    }
    drawn = await drawPart(<Steps />);
    const button = findButton('Sign off');
    button.focus();
    for (const state of [null, 'true']) {
      await act(async () => findButton('Change').dispatchEvent(new MouseEvent('click', { bubbles: true })));
      expect(button.getAttribute('aria-disabled')).toBe(state);
      expect(document.activeElement).toBe(button);
    }
  });

  it('with an icon alone is named by its label', async () => {
    drawn = await drawPart(<Button aria-label="Close" />);
    expect(findButton('Close').getAttribute('aria-disabled')).toBeNull();
  });
});
