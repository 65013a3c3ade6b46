import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Facts } from '../facts.tsx';
import { Panel } from '../panel.tsx';
import styles from './record-standing.module.css';

export interface StandingRow {
  /** What is looked at: "Residency". It leads to where that is decided. */
  label: string;
  to: string;
  /** A mark with its word and, if it helps, one short fact. */
  value: ReactNode;
}

/** Where a tool or a vendor stands in each part of the work, one line each; a line leads to its place. */
export function RecordStanding({ rows, title }: { rows: readonly StandingRow[]; title?: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={title ?? t('record.standing.title')}>
      <Facts
        labelWidth={144}
        facts={rows.map(({ label, to, value }) => ({
          label,
          // While it is read there is nothing to lead by.
          value:
            value === null || value === undefined ? null : (
              <Link className={styles.value} to={to}>
                {value}
              </Link>
            ),
        }))}
      />
    </Panel>
  );
}
