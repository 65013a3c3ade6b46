import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { joinClasses } from './class-names.ts';
import links from './link.module.css';
import styles from './panel.module.css';

export interface PanelProps {
  title: ReactNode;
  /** Beside the title, in small: "9 of 10 used". */
  note?: ReactNode;
  /** One plain fact at the right of the head. */
  fact?: ReactNode;
  /** One link at the right of the head. */
  link?: { to: string; text: string } | undefined;
  /** Any other one thing at the right of the head, a small button for example. */
  action?: ReactNode;
  /** Without padding, for a table or list that reaches the border. */
  flush?: boolean;
  foot?: ReactNode;
  level?: 2 | 3;
  children?: ReactNode;
}

/** A bordered part of a page with a head of 40. Panels are never nested. */
export function Panel({ title, note, fact, link, action, flush = false, foot, level = 2, children }: PanelProps) {
  const titleId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <header className={styles.head}>
        <Heading id={titleId} className={styles.title}>
          {title}
        </Heading>
        {note !== undefined && <span className={styles.fact}>{note}</span>}
        {fact !== undefined && <span className={joinClasses(styles.fact, styles.end)}>{fact}</span>}
        {link !== undefined && (
          <Link className={joinClasses(links.link, styles.end)} to={link.to}>
            {link.text}
          </Link>
        )}
        {action !== undefined && <span className={styles.end}>{action}</span>}
      </header>
      {children !== undefined && <div className={flush ? undefined : styles.body}>{children}</div>}
      {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
    </section>
  );
}
