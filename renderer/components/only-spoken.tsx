import type { ReactNode } from 'react';
import styles from './only-spoken.module.css';

/** Text for the screen reader alone. */
export function OnlySpoken({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span id={id} className={styles.spoken}>
      {children}
    </span>
  );
}
