import { createContext, useContext, useEffect, useId, useState, useSyncExternalStore, type ReactNode } from 'react';
import { ScopeStore } from './scope-store.ts';

/**
 * One key of a page. `key` is written as it is drawn: "A", "Enter", "?", "Ctrl K", "Shift Space", "G V". Ctrl stands
 * for Cmd on a Mac.
 */
export interface PageKey {
  key: string;
  /** What it does, already translated. */
  label: string;
  /** Left out for a key that is only listed, since the part acts on it by itself: the arrows of a grid. */
  run?: () => void;
  /** One of the four or five that the page's footer shows. */
  hint?: boolean;
  /** Also inside text fields; only for keys with a modifier, and Escape. */
  insideFields?: boolean;
}

/** The keys of one part of the page, under their heading. */
export interface KeyGroup {
  title: string;
  keys: readonly PageKey[];
}

type KeyStore = ScopeStore<KeyGroup>;

const KeyContext = createContext<KeyStore | null>(null);

/** Milliseconds within which the second key of "G V" must follow. */
const SEQUENCE_PAUSE = 1200;
const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'file']);

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !NOT_TEXT.has(target.type);
}

/** Enter and Space belong to the control that has the focus before they belong to the page. */
function pressesControl(pressed: string, target: EventTarget | null): boolean {
  if (pressed !== 'Enter' && pressed !== 'Space') return false;
  return target instanceof HTMLElement && target.closest('button, a[href], input, select, summary') !== null;
}

/** The pressed key as keys are written: "Ctrl K", "Shift Space", "?", "Enter". */
export function writeKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const isOneSign = event.key.length === 1;
  const isLetter = /^[a-z0-9 ]$/i.test(event.key);
  const name = event.key === ' ' ? 'Space' : isOneSign ? event.key.toUpperCase() : event.key;
  const parts = [
    (event.ctrlKey || event.metaKey) && 'Ctrl',
    event.altKey && 'Alt',
    // Shift is part of typing "?", and no modifier of its own there.
    event.shiftKey && (isLetter || !isOneSign) && 'Shift',
    name,
  ];
  return parts.filter(Boolean).join(' ');
}

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);
const DRAWN: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  '-': '–',
};

/** The caps to draw for a key: "Ctrl K" is one ("⌘ K" on a Mac), "G V" is two, "ArrowUp" is an arrow. */
export function drawKey(key: string): readonly string[] {
  const parts = key.split(' ').map((part) => (part === 'Ctrl' && IS_APPLE ? '⌘' : (DRAWN[part] ?? part)));
  return /^\w \w$/.test(key) ? parts : [parts.join(' ')];
}

/** What a pressed key does: a key that was found, or the beginning of one like "G V". */
export function findKey(
  pressed: string,
  started: string | null,
  groups: readonly KeyGroup[],
  inField: boolean,
): PageKey | 'begins' | null {
  // The newest comes first: a dialog before its page, a page before the shell.
  const keys = groups.toReversed().flatMap((group) => group.keys);
  const wanted = started === null ? pressed : `${started} ${pressed}`;
  const found = keys.find((one) => one.key === wanted && one.run && (!inField || one.insideFields === true));
  if (found) return found;
  const begins = !inField && started === null && pressed.length === 1;
  return begins && keys.some((one) => one.key.startsWith(`${pressed} `)) ? 'begins' : null;
}

/** Runs the keys of what is on screen. `letterKeys` false switches single letters off (WCAG 2.1.4). */
export function KeyProvider({ letterKeys, children }: { letterKeys: boolean; children: ReactNode }) {
  const [store] = useState(
    () =>
      new ScopeStore<KeyGroup>(({ title, keys }) =>
        JSON.stringify([title, keys.map(({ key, label, hint, insideFields }) => [key, label, hint, insideFields])]),
      ),
  );

  useEffect(() => {
    let started: { key: string; at: number } | null = null;
    function handle(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const pressed = writeKey(event);
      const inField = isTextField(event.target);
      if (pressed.length === 1 && (inField || !letterKeys)) return;
      if (pressesControl(pressed, event.target)) return;
      const prefix = started && event.timeStamp - started.at < SEQUENCE_PAUSE ? started.key : null;
      started = null;
      const groups = store.list().map((scope) => scope.newest);
      const found = findKey(pressed, prefix, groups, inField);
      if (found === 'begins') {
        started = { key: pressed, at: event.timeStamp };
      } else if (found) {
        event.preventDefault();
        found.run?.();
      }
    }
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, [store, letterKeys]);

  return <KeyContext value={store}>{children}</KeyContext>;
}

function useStore(): KeyStore {
  const store = useContext(KeyContext);
  if (!store) throw new Error('Keys are used outside a KeyProvider');
  return store;
}

/**
 * Keys that work while this component is on screen; `title` heads them in the list of all keys. An empty list is none.
 * `underneath` is for the shell: any page may take such a key for itself.
 */
export function useKeys(title: string, keys: readonly PageKey[], underneath = false): void {
  const store = useStore();
  const name = useId();
  useEffect(() => store.put(name, { title, keys }, underneath));
  useEffect(() => () => store.take(name), [store, name]);
}

/** All keys that work now, by group, the shell's first; for the list of all keys and the footers. */
export function useRegisteredKeys(): readonly KeyGroup[] {
  const store = useStore();
  return useSyncExternalStore(store.listen, store.list)
    .map((scope) => scope.newest)
    .filter((group) => group.keys.length > 0);
}
