import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../components/error-panel.tsx';
import { api } from '../platform/api.ts';
import { KeyProvider } from '../platform/keys.tsx';
import { PreferencesProvider, usePreferences } from '../platform/preferences.tsx';
import { readProblem } from '../platform/problem.ts';
import { WorkingProvider } from '../platform/workspace.tsx';
import { ChoosePerson } from './choose-person.tsx';
import styles from './page-failure.module.css';
import { Shell } from './shell.tsx';
import { Welcome } from './welcome.tsx';

/** What has to be settled before the pages: a workspace, then who works in this window. */
export function Gate() {
  const status = useQuery(api.workspace.status.queryOptions());
  if (status.isError) return <NoAnswer error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return null;
  const { workspace, person, version } = status.data;
  return (
    <PreferencesProvider person={workspace && person ? person.id : null}>
      <Keys>
        {!workspace && <Welcome status={status.data} />}
        {workspace && !person && <ChoosePerson organisation={workspace.organisation} />}
        {workspace && person && (
          // What one workspace or person had on screen never shows under another.
          <WorkingProvider
            key={`${workspace.id} ${person.id}`}
            working={{ workspace, person, today: workspace.today, version }}
          >
            <Shell />
          </WorkingProvider>
        )}
      </Keys>
    </PreferencesProvider>
  );
}

function Keys({ children }: { children: ReactNode }) {
  return <KeyProvider letterKeys={usePreferences().letterKeys}>{children}</KeyProvider>;
}

function NoAnswer({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { sentence, remedy } = readProblem(error);
  return (
    <div className={styles.place}>
      <ErrorPanel
        what={t('app.lost.what')}
        why={remedy ?? sentence}
        actions={[{ label: t('app.failure.again'), run: onRetry }]}
      />
    </div>
  );
}
