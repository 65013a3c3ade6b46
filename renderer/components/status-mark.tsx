import type { ReactNode } from 'react';
import { joinClasses } from './class-names.ts';
import styles from './status-mark.module.css';
import { StatusShape, type ShapeName } from './status-shape.tsx';

/** `neutral` is still moving, `mute` does not count (retired, not needed); the rest are verdicts. */
export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'mute';

export interface StatusMarkProps {
  shape: ShapeName;
  tone?: Tone;
  /** `tag` is for record headers: tinted ground, 24 high. In rows only the shape is coloured. */
  variant?: 'inline' | 'tag';
  /** The word; no state is told by shape or colour alone. */
  children: ReactNode;
}

/** A state: shape, then word, then colour. */
export function StatusMark({ shape, tone = 'neutral', variant = 'inline', children }: StatusMarkProps) {
  return (
    <span className={joinClasses(styles.mark, styles[tone], variant === 'tag' && styles.tag)}>
      <span className={styles.shape}>
        <StatusShape shape={shape} />
      </span>
      <span>{children}</span>
    </span>
  );
}
