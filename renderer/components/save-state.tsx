import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatTime, formatTimeWithSeconds } from '../platform/format.ts';
import type { SavingState } from '../platform/saving.tsx';
import { joinClasses } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './save-state.module.css';
import { StatusShape } from './status-shape.tsx';

export interface SaveStateProps {
  saving: SavingState;
  /** `inline` under a field with seconds, `bar` at the top of the window. */
  variant?: 'inline' | 'bar';
}

/** "Saving", "Saved 10:42:07", or "Not saved, trying again" with the reason. Nothing before the first change. */
export function SaveState({ saving, variant = 'inline' }: SaveStateProps) {
  const { t } = useTranslation();
  const bar = variant === 'bar';
  return (
    <div className={joinClasses(styles.state, bar && styles.bar, styles[saving.state])} aria-live="polite">
      {saving.state === 'idle' && bar && (
        <>
          <Icon of={Check} />
          {t('components.saving.idle')}
        </>
      )}
      {saving.state === 'saving' && (
        <>
          <StatusShape shape="half" />
          {t('components.saving.saving')}
        </>
      )}
      {saving.state === 'saved' && (
        <>
          <Icon of={Check} />
          {t('components.saving.saved', { time: bar ? formatTime(saving.at) : formatTimeWithSeconds(saving.at) })}
        </>
      )}
      {saving.state === 'failed' && (
        <>
          <StatusShape shape="bad" />
          <span className={styles.reason}>{t('components.saving.failed', { reason: saving.reason })}</span>
        </>
      )}
    </div>
  );
}
