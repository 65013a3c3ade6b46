import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './figures-row.module.css';
import { joinClasses } from './class-names.ts';

export interface Figure {
  label: string;
  value: ReactNode;
  /** What the number means now: "oldest 6 days". */
  note?: ReactNode;
  /** Where its records are listed; without it the figure is no link. */
  to?: string | undefined;
  tone?: 'plain' | 'bad';
}

/** Key figures beside each other, each a link to its records. `inPanel` without a border of its own. */
export function FiguresRow({ figures, inPanel = false }: { figures: readonly Figure[]; inPanel?: boolean }) {
  return (
    <ul className={joinClasses(styles.row, inPanel && styles.inPanel)}>
      {figures.map((figure) => (
        <li key={figure.label} className={styles.cell}>
          {figure.to === undefined ? (
            <div className={styles.figure}>
              <FigureText figure={figure} />
            </div>
          ) : (
            <Link className={styles.figure} to={figure.to}>
              <FigureText figure={figure} />
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function FigureText({ figure }: { figure: Figure }) {
  return (
    <>
      <span className={styles.label}>{figure.label}</span>
      <span className={styles.line}>
        <span className={joinClasses(styles.value, figure.tone === 'bad' && styles.bad)}>{figure.value}</span>
        {figure.note !== undefined && <span className={styles.note}>{figure.note}</span>}
      </span>
    </>
  );
}
