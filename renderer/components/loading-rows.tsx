import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './loading-rows.module.css';
import { OnlySpoken } from './only-spoken.tsx';

/** Milliseconds without any sign of loading; most reads are over by then. */
const QUIET = 300;
const WIDTHS = [
  [120, 80, 56],
  [96, 104, 56],
  [136, 64, 56],
] as const;

export interface LoadingRowsProps {
  rows?: number;
  /** Widths of the bars of a row, in pixels, like the columns that will come. */
  widths?: readonly number[];
}

/** Still grey bars in place of rows; nothing at all for the first 300 ms. */
export function LoadingRows({ rows = 3, widths }: LoadingRowsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET);
    return () => clearTimeout(timer);
  }, []);

  if (!shown) return null;
  const lines = Array.from({ length: rows }, (_, index) => widths ?? WIDTHS[index % WIDTHS.length] ?? WIDTHS[0]);
  return (
    <output className={styles.rows} aria-busy="true">
      <OnlySpoken>{t('components.loading')}</OnlySpoken>
      {lines.map((line, index) => (
        // Bars have no identity beyond their place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles.row}>
          {line.map((width, place) => (
            // oxlint-disable-next-line react/no-array-index-key
            <span key={place} className={styles.bar} style={{ width: `${width / 16}rem` }} />
          ))}
        </span>
      ))}
    </output>
  );
}
