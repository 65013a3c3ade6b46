import type { CSSProperties, ReactNode } from 'react';
import styles from './facts.module.css';

export interface Fact {
  label: string;
  /** Null and empty text show "–". */
  value: ReactNode;
}

/** Labels with their values, one under the other. `labelWidth` in pixels. */
export function Facts({ facts, labelWidth = 112 }: { facts: readonly Fact[]; labelWidth?: number }) {
  const width = { '--label-width': `${labelWidth / 16}rem` } as CSSProperties;
  return (
    <dl className={styles.facts} style={width}>
      {facts.map(({ label, value }) => (
        <FactRow key={label} label={label} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ label, value }: Fact) {
  return (
    <>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value === null || value === undefined || value === '' ? '–' : value}</dd>
    </>
  );
}
