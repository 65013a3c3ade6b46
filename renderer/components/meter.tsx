import styles from './meter.module.css';

/** How much is done, as a thin bar. `total` null is "not known yet". The number itself stands beside it. */
export function Meter({ label, done, total }: { label: string; done: number; total: number | null }) {
  return (
    <progress
      className={styles.meter}
      aria-label={label}
      {...(total === null ? {} : { value: done, max: Math.max(total, 1) })}
    />
  );
}
