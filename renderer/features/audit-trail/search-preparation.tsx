import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Note } from '../../components/note.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import styles from './audit-trail-page.module.css';
import type { useSearchPreparation } from './use-search-preparation.ts';

/** What stands in place of what was searched for while the search does not know every entry; null for a moment only. */
export function SearchPreparation({ index }: { index: ReturnType<typeof useSearchPreparation> }) {
  const { t } = useTranslation();
  const { state, start, cancel } = index;
  if (state.is === 'failed') return <ErrorPanel problem={state.problem} />;
  if (state.is === 'stopped') {
    return (
      <div className={styles.linked}>
        <Note>
          <p className={styles.stopped}>{t('auditTrail.index.stopped')}</p>
          <Button size="small" onClick={() => void start()}>
            {t('auditTrail.index.goOn')}
          </Button>
        </Note>
      </div>
    );
  }
  if (state.is !== 'running' || !state.progress) return null;
  return <ProgressPanel label={t(state.progress.step)} {...state.progress} onCancel={cancel} />;
}
