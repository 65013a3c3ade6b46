import { useEffect, useId, useState } from 'react';
import { useSaving, type SavingState } from '../platform/saving.tsx';
import { createAutosave } from './autosave.ts';

export interface AutosaveField<Value> {
  /** What the field shows: what was typed, until the record brings something newer. */
  value: Value;
  change: (value: Value) => void;
  /** For the field's `saving`; the bar hears of it by itself. */
  saving: SavingState;
  /** Saves now what waits, before leaving or submitting. */
  flush: () => Promise<void>;
}

interface AutosaveInput<Value> {
  /** The record's value. */
  value: Value;
  save: (value: Value) => Promise<unknown>;
  /** Milliseconds after the last change. */
  delay?: number;
}

/** `basis` is the record's value at the moment the draft was saved; null while it is not. */
interface Draft<Value> {
  value: Value;
  basis: { value: Value } | null;
}

/**
 * A field that saves as it changes. Give the component a `key` of its record, so that a draft never moves to another
 * record. `save` should resolve once the page holds the record's new revision. Leaving the page saves what waits.
 */
export function useAutosave<Value>({ value, save, delay }: AutosaveInput<Value>): AutosaveField<Value> {
  const source = useId();
  const { report } = useSaving();
  const [saving, setSaving] = useState<SavingState>({ state: 'idle' });
  const [draft, setDraft] = useState<Draft<Value> | null>(null);
  const [autosave] = useState(() =>
    createAutosave<Value>((state) => {
      setSaving(state);
      report(source, state);
    }, delay),
  );

  useEffect(() => autosave.saveWith(save), [autosave, save]);

  useEffect(() => {
    const flush = () => void autosave.flush();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [autosave]);

  // Once saved, the draft stays on show only until the record itself moves.
  if (draft !== null && draft.basis === null && saving.state === 'saved') {
    setDraft({ value: draft.value, basis: { value } });
  }
  const holds = draft !== null && (draft.basis === null || Object.is(draft.basis.value, value));
  return {
    value: holds ? draft.value : value,
    change(changed) {
      setDraft({ value: changed, basis: null });
      autosave.change(changed);
    },
    saving,
    flush: () => autosave.flush(),
  };
}
