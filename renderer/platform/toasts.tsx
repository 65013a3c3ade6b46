import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

/** How long a toast stays, in milliseconds. */
const STAY = 6000;

/** What a toast says; only for what left the page, or can be undone. */
export interface ToastMessage {
  message: string;
  tone?: 'ok' | 'bad';
  action?: { label: string; run: () => void };
  /** Takes the change back; Ctrl Z runs the newest one, also after its toast has gone. */
  undo?: () => void;
}

export interface ShownToast extends ToastMessage {
  id: number;
}

interface Toasts {
  toasts: readonly ShownToast[];
  toast: (message: ToastMessage) => void;
  dismiss: (id: number) => void;
  /** While a toast has the focus or the pointer it does not go. */
  hold: (id: number) => void;
  release: (id: number) => void;
  /** Takes the newest undoable change back; false when there is none. */
  undoNewest: () => boolean;
}

const ToastContext = createContext<Toasts | null>(null);

/** Holds the toasts of the page and the newest change that can be taken back. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const timers = useRef(new Map<number, number>());
  const nextId = useRef(1);
  const undoable = useRef<ShownToast[]>([]);

  const dismiss = useCallback((id: number) => {
    window.clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setToasts((before) => before.filter((one) => one.id !== id));
  }, []);
  const hold = useCallback((id: number) => window.clearTimeout(timers.current.get(id)), []);
  const release = useCallback(
    (id: number) => {
      window.clearTimeout(timers.current.get(id));
      timers.current.set(
        id,
        window.setTimeout(() => dismiss(id), STAY),
      );
    },
    [dismiss],
  );
  const toast = useCallback(
    (message: ToastMessage) => {
      const id = nextId.current++;
      const undo =
        message.undo &&
        (() => {
          undoable.current = undoable.current.filter((one) => one.id !== id);
          dismiss(id);
          message.undo?.();
        });
      const shown: ShownToast = { ...message, id, ...(undo && { undo }) };
      if (undo) undoable.current.push(shown);
      setToasts((before) => [...before, shown]);
      release(id);
    },
    [dismiss, release],
  );
  const undoNewest = useCallback(() => {
    const newest = undoable.current.at(-1);
    newest?.undo?.();
    return newest !== undefined;
  }, []);

  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) window.clearTimeout(timer);
    };
  }, []);

  const value = useMemo(
    () => ({ toasts, toast, dismiss, hold, release, undoNewest }),
    [toasts, toast, dismiss, hold, release, undoNewest],
  );
  return <ToastContext value={value}>{children}</ToastContext>;
}

/** The toasts that are shown, and what the list and the shell do with them. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error('Toasts are used outside a ToastProvider');
  return toasts;
}

/** Says something at the bottom left: `toast({ message, undo })`. */
export function useToast(): (message: ToastMessage) => void {
  return useToasts().toast;
}
