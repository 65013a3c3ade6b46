import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './chip.module.css';
import { Icon } from './icon.tsx';
import { joinClasses } from './class-names.ts';

export interface ChipProps {
  /** `on` is chosen, `warn` and `bad` tint a value that was judged. */
  tone?: 'plain' | 'on' | 'warn' | 'bad';
  /** Shows a cross; `name` says in the cross's label what goes. */
  onRemove?: () => void;
  name?: string;
  children: ReactNode;
}

/** A short fact in a box, 20 high: a clause, a weight, another name. */
export function Chip({ tone = 'plain', onRemove, name, children }: ChipProps) {
  const { t } = useTranslation();
  return (
    <span className={joinClasses(styles.chip, tone !== 'plain' && styles[tone])}>
      {children}
      {onRemove !== undefined && (
        <button
          type="button"
          className={styles.remove}
          aria-label={t('components.chip.remove', { name: name ?? '' })}
          onClick={onRemove}
        >
          <Icon of={X} size={14} />
        </button>
      )}
    </span>
  );
}
