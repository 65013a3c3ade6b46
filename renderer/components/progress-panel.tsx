import { useTranslation } from 'react-i18next';
import { formatNumber } from '../platform/format.ts';
import { Button } from './button.tsx';
import { Meter } from './meter.tsx';
import styles from './progress-panel.module.css';

export interface ProgressPanelProps {
  /** What is being done, already translated: "Writing package". */
  label: string;
  done: number;
  /** Null while it is not known. */
  total: number | null;
  /** With the counted thing, "{{done}} of {{total}} files"; without it the numbers alone. */
  counted?: string;
  onCancel?: () => void;
}

/** Long work with its counts and a way to stop it: "Writing package, 41 of 149". */
export function ProgressPanel({ label, done, total, counted, onCancel }: ProgressPanelProps) {
  const { t } = useTranslation();
  const known = t('components.progress.of', { done: formatNumber(done), total: formatNumber(total ?? 0) });
  const count = counted ?? (total === null ? formatNumber(done) : known);
  return (
    <div className={styles.panel}>
      <div className={styles.line}>
        <output>{t('components.progress.line', { label, count })}</output>
        {onCancel !== undefined && (
          <Button kind="link" onClick={onCancel}>
            {t('components.cancel')}
          </Button>
        )}
      </div>
      <Meter label={label} done={done} total={total} />
    </div>
  );
}
