import type { ReactNode } from 'react';
import { joinClasses } from './class-names.ts';
import styles from './key-cap.module.css';

/** A key as it is printed on the keyboard: "Ctrl K", "/". `onFill` for a filled button. */
export function KeyCap({ children, onFill = false }: { children: ReactNode; onFill?: boolean }) {
  return <kbd className={joinClasses(styles.cap, onFill && styles.onFill)}>{children}</kbd>;
}

/** Keys with what they do: `<KeyHint keys={['↑', '↓']}>move</KeyHint>`. */
export function KeyHint({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <span className={styles.hint}>
      {keys.map((key) => (
        <KeyCap key={key}>{key}</KeyCap>
      ))}
      {children}
    </span>
  );
}
