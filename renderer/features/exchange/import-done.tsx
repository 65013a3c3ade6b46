import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../components/button.tsx';
import { FiguresRow } from '../../components/figures-row.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { formatNumber } from '../../platform/format.ts';
import styles from './import-page.module.css';

/** What an import wrote. */
export interface ImportCounts {
  created: number;
  updated: number;
  skipped: number;
  leftOut: number;
  newVendors: number;
}

/** The last step: what was written, and where to look at it. */
export function ImportDone({ counts, onAgain }: { counts: ImportCounts; onAgain: () => void }) {
  const { t } = useTranslation();
  const parts = ['created', 'updated', 'skipped', 'leftOut', 'newVendors'] as const;
  return (
    <div className={styles.done} aria-live="polite">
      <StatusMark shape="ok" tone="ok">
        {t('exchange.done')}
      </StatusMark>
      <FiguresRow
        figures={parts.map((part) => ({ label: t(`exchange.counts.${part}`), value: formatNumber(counts[part]) }))}
      />
      <div className={styles.buttons}>
        <ButtonLink kind="primary" to="/tools">
          {t('exchange.openRegister')}
        </ButtonLink>
        <Button onClick={onAgain}>{t('exchange.again')}</Button>
      </div>
    </div>
  );
}
