import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyProvider, useKeys, useRegisteredKeys, type PageKey } from '../../../renderer/platform/keys.tsx';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
});

function Part({ title, keys }: { title: string; keys: readonly PageKey[] }) {
  useKeys(title, keys);
  return null;
}

function Titles() {
  return (
    <output>
      {useRegisteredKeys()
        .map((group) => group.title)
        .join(', ')}
    </output>
  );
}

function press(key: string, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  act(() => {
    target.dispatchEvent(event);
  });
  return event;
}

function draw(letterKeys: boolean, ...parts: { title: string; keys: readonly PageKey[] }[]): void {
  act(() =>
    root.render(
      <KeyProvider letterKeys={letterKeys}>
        {parts.map((part) => (
          <Part key={part.title} {...part} />
        ))}
        <input />
        <Titles />
      </KeyProvider>,
    ),
  );
}

describe('KeyProvider', () => {
  it('runs the key of the part on screen, with its newest function', () => {
    const first = vi.fn();
    const second = vi.fn();
    draw(true, { title: 'Page', keys: [{ key: 'A', label: 'assess', run: first }] });
    expect(press('a').defaultPrevented).toBe(true);
    draw(true, { title: 'Page', keys: [{ key: 'A', label: 'assess', run: second }] });
    press('a');
    expect(first).toHaveBeenCalledTimes(1);
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('never takes a letter that is being typed', () => {
    const run = vi.fn();
    draw(true, { title: 'Page', keys: [{ key: 'A', label: 'assess', run }] });
    const field = place.querySelector('input');
    expect(press('a', field ?? document.body).defaultPrevented).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  it('leaves letters alone when they are switched off, and keeps the other keys', () => {
    const letter = vi.fn();
    const named = vi.fn();
    const keys = [
      { key: 'A', label: 'assess', run: letter },
      { key: 'F6', label: 'next region', run: named },
    ];
    draw(false, { title: 'Page', keys });
    press('a');
    press('F6');
    expect(letter).not.toHaveBeenCalled();
    expect(named).toHaveBeenCalledTimes(1);
  });

  it('goes to a place by two letters, one after the other', () => {
    const go = vi.fn();
    draw(true, { title: 'Places', keys: [{ key: 'G V', label: 'go to vendors', run: go }] });
    press('v');
    expect(go).not.toHaveBeenCalled();
    press('g');
    press('v');
    expect(go).toHaveBeenCalledTimes(1);
  });

  it('lists the keys that work now, and forgets those of a part that has left', () => {
    const run = () => {};
    const page = { title: 'Page', keys: [{ key: 'A', label: 'assess', run }] };
    draw(true, page, { title: 'Dialog', keys: [{ key: 'Enter', label: 'confirm', run }] });
    expect(place.querySelector('output')?.textContent).toBe('Page, Dialog');
    draw(true, page);
    expect(place.querySelector('output')?.textContent).toBe('Page');
  });
});
