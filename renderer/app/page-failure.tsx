import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { ButtonLink } from '../components/button.tsx';
import { ErrorPanel } from '../components/error-panel.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { usePage } from '../platform/page.tsx';
import { readProblem } from '../platform/problem.ts';
import styles from './page-failure.module.css';

/** In place of a page that broke: what happened, what was kept, and two ways on. */
export function PageFailure() {
  const { t } = useTranslation();
  const error = readProblem(useRouteError());
  usePage(t('app.failure.what'), []);
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
  usePage(t('app.missing.what'), []);
  return (
    <PageHeader
      title={t('app.missing.what')}
      fact={t('app.missing.why')}
      actions={
        <ButtonLink kind="primary" to="/">
          {t('app.failure.home')}
        </ButtonLink>
      }
    />
  );
}
