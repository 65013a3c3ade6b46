import { useTranslation } from 'react-i18next';
import { BANDS, type Band } from '../../shared/contract/vendors.ts';
import styles from './band-mark.module.css';
import { joinClasses } from './class-names.ts';
import { StatusShape } from './status-shape.tsx';

export interface BandMarkProps {
  /** Null is "Not scored". */
  band: Band | null;
  /** The whole number before the word: "12 High". */
  score?: number | undefined;
  /** Neutral ink, for the inherent tier, so that tier and residual risk never mix. */
  neutral?: boolean;
  /** Right-aligns the numbers under each other in a column. */
  aligned?: boolean;
  variant?: 'inline' | 'tag';
}

const BARS = [
  { x: 0, y: 9 },
  { x: 3.15, y: 6 },
  { x: 6.3, y: 3 },
  { x: 9.45, y: 0 },
] as const;

/** A band as four bars, so many filled, with the score and the word. A tag of Critical is the one filled tag. */
export function BandMark({ band, score, neutral = false, aligned = false, variant = 'inline' }: BandMarkProps) {
  const { t } = useTranslation();
  if (band === null) {
    return (
      <span className={joinClasses(styles.mark, styles.none, variant === 'tag' && styles.tag)}>
        <span className={styles.bars}>
          <StatusShape shape="dash" />
        </span>
        <span>{t('components.band.none')}</span>
      </span>
    );
  }
  const filled = BANDS.indexOf(band) + 1;
  const classes = [styles.mark, !neutral && styles[band], aligned && styles.aligned, variant === 'tag' && styles.tag];
  return (
    <span className={joinClasses(...classes)}>
      <svg className={styles.bars} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {BARS.map(({ x, y }, index) => (
          <rect
            key={x}
            className={index < filled ? undefined : styles.faint}
            x={x}
            y={y}
            width="2.4"
            height={12 - y}
            rx=".5"
            fill="currentColor"
          />
        ))}
      </svg>
      <span className={styles.word}>
        {score !== undefined && <span className={styles.score}>{score}</span>}
        {score !== undefined && ' '}
        {t(`components.band.${band}`)}
      </span>
    </span>
  );
}
