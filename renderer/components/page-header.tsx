import type { ReactNode } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  title: string;
  /** The status tag of a record: `<WordMark variant="tag" … />`. */
  tag?: ReactNode;
  /** One line of plain fact. */
  fact?: ReactNode;
  /** Quiet, secondary, and one primary last. */
  actions?: ReactNode;
}

/** The head of every page: title with tag, one fact, actions at the right. Its heading takes the focus on a new page. */
export function PageHeader({ title, tag, fact, actions }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.text}>
        <div className={styles.line}>
          <h1 className={styles.title} tabIndex={-1}>
            {title}
          </h1>
          {tag}
        </div>
        {fact !== undefined && <p className={styles.fact}>{fact}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
