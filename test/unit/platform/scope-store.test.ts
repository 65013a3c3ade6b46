import { describe, expect, it, vi } from 'vitest';
import { ScopeStore } from '../../../renderer/platform/scope-store.ts';

interface Offer {
  label: string;
  run: () => string;
}

const offer = (label: string, answer = label): Offer => ({ label, run: () => answer });
const listLabels = (store: ScopeStore<Offer>) => store.list().map((scope) => scope.newest.label);

describe('ScopeStore', () => {
  it('keeps the order in which parts came, with the shell under them', () => {
    const store = new ScopeStore<Offer>((entry) => entry.label);
    store.put('page', offer('page'), false);
    store.put('dialog', offer('dialog'), false);
    store.put('shell', offer('shell'), true);
    expect(listLabels(store)).toEqual(['shell', 'page', 'dialog']);
    store.take('page');
    expect(listLabels(store)).toEqual(['shell', 'dialog']);
  });

  it('tells listeners only of what can be seen, and still runs the newest function', () => {
    const store = new ScopeStore<Offer>((entry) => entry.label);
    const listener = vi.fn();
    store.put('page', offer('save', 'old'), false);
    store.listen(listener);
    const before = store.list();
    store.put('page', offer('save', 'new'), false);
    expect(listener).not.toHaveBeenCalled();
    expect(store.list()).toBe(before);
    expect(store.list()[0]?.newest.run()).toBe('new');
    store.put('page', offer('save as'), false);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('forgets a listener that has left', () => {
    const store = new ScopeStore<Offer>((entry) => entry.label);
    const listener = vi.fn();
    store.listen(listener)();
    store.put('page', offer('save'), false);
    expect(listener).not.toHaveBeenCalled();
  });
});
