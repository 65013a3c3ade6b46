import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../shared/contract/scores.ts';
import type { Band } from '../../shared/contract/vendors.ts';
import styles from './band-scale.module.css';
import { joinClasses } from './class-names.ts';

type ScaleBand = Explanation['bands'][number];

export interface BandScaleProps {
  /** In order; bounds inclusive. */
  bands: readonly ScaleBand[];
  /** Where the result stands, and in which band; a decimal may lie between two bounds. */
  now: number;
  band: Band | null;
  /** Where it would stand. */
  after?: number | undefined;
}

/** How many whole values a band holds; its share of the scale. */
function widthOf({ from, to }: ScaleBand): number {
  return to - from + 1;
}

/** Place of a value on the scale, in percent of its width: the middle of that value's own step. */
export function placeOnScale(bands: readonly ScaleBand[], value: number): number {
  const whole = bands.reduce((sum, band) => sum + widthOf(band), 0);
  let before = 0;
  for (const band of bands) {
    if (value <= band.to) return (100 * (before + Math.max(value - band.from, 0) + 0.5)) / whole;
    before += widthOf(band);
  }
  return 100;
}

/** The bands side by side, the present one darker, with the result now and after a change. */
export function BandScale({ bands, now, band: present, after }: BandScaleProps) {
  const { t } = useTranslation();
  const columns = bands.map((band) => `${widthOf(band)}fr`).join(' ');
  const at = (value: number) => ({ left: `${placeOnScale(bands, value)}%` });
  return (
    <div className={styles.scale} style={{ gridTemplateColumns: columns }}>
      {bands.map((band) => (
        <div key={band.band} className={joinClasses(styles.bar, band.band === present && styles.present)} />
      ))}
      {bands.map((band) => (
        <span key={band.band} className={styles.name}>
          {t('components.scale.band', { band: t(`components.band.${band.band}`), from: band.from, to: band.to })}
        </span>
      ))}
      {after !== undefined && (
        <span className={joinClasses(styles.mark, styles.after)} style={at(after)}>
          {t('components.scale.after', { value: after })}
        </span>
      )}
      <span className={styles.mark} style={at(now)}>
        {t('components.scale.now', { value: now })}
      </span>
    </div>
  );
}
