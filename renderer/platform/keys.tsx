import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

/**
 * One key of a page. `key` is written as it is drawn: "A", "Enter", "?", "Ctrl K", "Shift Space", "G V". Ctrl stands
 * for Cmd on a Mac. `hint` marks the four or five that the page's footer shows.
 */
export interface PageKey {
  key: string;
  /** What it does, already translated. */
  label: string;
  run: () => void;
  hint?: boolean;
  /** Also inside text fields; only for keys with a modifier, and Escape. */
  insideFields?: boolean;
}

interface KeyRegistry {
  scopes: ReadonlyMap<symbol, { title: string; keys: readonly PageKey[] }>;
  register(scope: symbol, title: string, keys: readonly PageKey[]): () => void;
}

const KeyContext = createContext<KeyRegistry | null>(null);

/** Milliseconds within which the second key of "G V" must follow. */
const SEQUENCE_PAUSE = 1200;

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type);
}

/** The pressed key as keys are written: "Ctrl K", "Shift Space", "?", "Enter". */
export function writeKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const name = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isSign = event.key.length === 1 && !/[a-z0-9 ]/i.test(event.key);
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    // Shift is part of typing "?", and not a modifier of its own there.
    event.shiftKey && !isSign ? 'Shift' : '',
    name,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Holds every key of what is on screen. `letterKeys` false switches single letters off (WCAG 2.1.4). */
export function KeyProvider({ letterKeys, children }: { letterKeys: boolean; children: ReactNode }) {
  const [scopes, setScopes] = useState<KeyRegistry['scopes']>(new Map());
  const current = useRef(scopes);
  current.current = scopes;
  const started = useRef<{ key: string; at: number } | null>(null);

  useEffect(() => {
    function handle(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const pressed = writeKey(event);
      const inField = isTextField(event.target);
      const isLetter = pressed.length === 1;
      if (isLetter && (inField || !letterKeys)) return;
      const prefix =
        started.current && event.timeStamp - started.current.at < SEQUENCE_PAUSE ? started.current.key : null;
      started.current = null;
      // The newest scope is the innermost: a dialog before its page, a page before the shell.
      const all = [...current.current.values()].reverse().flatMap((scope) => scope.keys);
      const wanted = prefix ? `${prefix} ${pressed}` : pressed;
      const found = all.find((one) => one.key === wanted && (!inField || one.insideFields));
      if (found) {
        event.preventDefault();
        found.run();
      } else if (!inField && all.some((one) => one.key.startsWith(`${pressed} `) && !pressed.includes(' '))) {
        started.current = { key: pressed, at: event.timeStamp };
      }
    }
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, [letterKeys]);

  const registry = useMemo<KeyRegistry>(
    () => ({
      scopes,
      register(scope, title, keys) {
        setScopes((before) => new Map(before).set(scope, { title, keys }));
        return () =>
          setScopes((before) => {
            const after = new Map(before);
            after.delete(scope);
            return after;
          });
      },
    }),
    [scopes],
  );
  return <KeyContext value={registry}>{children}</KeyContext>;
}

function useRegistry(): KeyRegistry {
  const registry = useContext(KeyContext);
  if (!registry) throw new Error('Keys are used outside a KeyProvider');
  return registry;
}

/**
 * Keys that work while this component is on screen; `title` heads them in the list of all keys. The newest functions
 * are called, so they need no memo.
 */
export function useKeys(title: string, keys: readonly PageKey[]): void {
  const { register } = useRegistry();
  const newest = useRef(keys);
  newest.current = keys;
  const scope = useMemo(() => Symbol(title), [title]);
  const shape = keys
    .map((one) => `${one.key}\u0000${one.label}\u0000${one.hint}\u0000${one.insideFields}`)
    .join('\u0001');
  const stableRegister = useRef(register);
  stableRegister.current = register;
  useEffect(
    () =>
      stableRegister.current(
        scope,
        title,
        newest.current.map((one, index) => ({ ...one, run: () => newest.current[index]?.run() })),
      ),
    [scope, title, shape],
  );
}

/** All keys that work now, by scope, innermost last; for the list of all keys and the footers. */
export function useRegisteredKeys(): readonly { title: string; keys: readonly PageKey[] }[] {
  return [...useRegistry().scopes.values()];
}
