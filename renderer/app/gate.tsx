import { useQuery } from '@tanstack/react-query';
import { useColorScheme } from '@mui/material/styles';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../components/error-panel.tsx';
import { toShownError, useApi } from '../platform/api.tsx';
import { KeyProvider } from '../platform/keys.tsx';
import { WorkingProvider } from '../platform/workspace.tsx';
import { ChoosePerson } from './choose-person.tsx';
import { Shell } from './shell.tsx';
import { Welcome } from './welcome.tsx';
import styles from './page-failure.module.css';

/** What has to be settled before the pages: a workspace, then who works in this window. */
export function Gate() {
  const api = useApi();
  const { t } = useTranslation();
  const status = useQuery(api.workspace.status.queryOptions());
  if (status.isError) {
    const { message, remedy } = toShownError(status.error);
    return (
      <div className={styles.place}>
        <ErrorPanel
          what={t('app.lost.what')}
          why={remedy ?? message}
          actions={[{ label: t('app.failure.again'), run: () => void status.refetch() }]}
        />
      </div>
    );
  }
  if (!status.data) return null;
  const { workspace, person, version } = status.data;
  if (!workspace) {
    return (
      <KeyProvider letterKeys={false}>
        <Welcome status={status.data} />
      </KeyProvider>
    );
  }
  if (!person) {
    return (
      <KeyProvider letterKeys={false}>
        <ChoosePerson organisation={workspace.organisation} />
      </KeyProvider>
    );
  }
  return (
    <WorkingProvider working={{ workspace, person, today: workspace.today, version }}>
      <Settled />
    </WorkingProvider>
  );
}

/** Applies the person's own settings, then shows the shell. */
function Settled() {
  const api = useApi();
  const { setMode } = useColorScheme();
  const settings = useQuery(api.settings.personal.queryOptions());
  const chosen = settings.data?.theme;
  useEffect(() => {
    if (chosen) setMode(chosen);
  }, [chosen, setMode]);
  return (
    <KeyProvider letterKeys={settings.data?.letterKeys ?? true}>
      <Shell />
    </KeyProvider>
  );
}
