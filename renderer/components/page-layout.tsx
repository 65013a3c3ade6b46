import type { ReactNode } from 'react';
import { joinClasses } from './class-names.ts';
import styles from './page-layout.module.css';

export interface PageLayoutProps {
  /** `PageHeader`, with `NextStep` under it on a record. */
  header: ReactNode;
  /** `TabBar`. */
  tabs?: ReactNode;
  /** `Drawer`; the page reflows to the left of it. */
  drawer?: ReactNode;
  /** `PageKeys`, or a bar with buttons. */
  footer?: ReactNode;
  /** The body does not scroll and has no padding: for a register or a flow that fills the page. */
  fill?: boolean;
  children: ReactNode;
}

/** The parts of a page in their places: header, tabs, a body that scrolls, footer, and a drawer at the right. */
export function PageLayout({ header, tabs, drawer, footer, fill = false, children }: PageLayoutProps) {
  return (
    <div className={styles.layout}>
      <div className={styles.page}>
        {header}
        {tabs}
        <div
          className={joinClasses(styles.body, fill ? styles.fill : styles.padded, tabs !== undefined && styles.tabbed)}
        >
          {children}
        </div>
        {footer}
      </div>
      {drawer}
    </div>
  );
}
