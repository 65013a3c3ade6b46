import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { ErrorPanel } from '../components/error-panel.tsx';
import { readProblem } from '../platform/problem.ts';
import styles from './page-failure.module.css';

/** In place of a page that broke: what happened, what was kept, and two ways on. */
export function PageFailure() {
  const { t } = useTranslation();
  const error = readProblem(useRouteError());
  return (
    <div className={styles.place}>
      <ErrorPanel
        what={t('app.failure.what')}
        why={error.sentence}
        kept={t('app.failure.kept')}
        actions={[
          { label: t('app.failure.again'), run: () => window.location.reload() },
          { label: t('app.failure.home'), run: () => window.location.assign('#/') },
        ]}
      />
    </div>
  );
}

/** For an address that leads nowhere. */
export function PageMissing() {
  const { t } = useTranslation();
  return (
    <div className={styles.place}>
      <ErrorPanel
        what={t('app.missing.what')}
        why={t('app.missing.why')}
        actions={[{ label: t('app.failure.home'), run: () => window.location.assign('#/') }]}
      />
    </div>
  );
}
