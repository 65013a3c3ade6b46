import type { ReactNode } from 'react';
import { joinClasses } from './class-names.ts';
import styles from './note.module.css';

/** A tinted remark in the page. Its state is told by a mark inside, never by the tint alone. */
export function Note({
  tone = 'neutral',
  children,
}: {
  tone?: 'neutral' | 'ok' | 'warn' | 'bad';
  children: ReactNode;
}) {
  return <div className={joinClasses(styles.note, tone !== 'neutral' && styles[tone])}>{children}</div>;
}
