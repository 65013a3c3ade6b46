import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceStatus } from '../../shared/contract/workspace.ts';
import { Button } from '../components/button.tsx';
import { ErrorPanel } from '../components/error-panel.tsx';
import { SampleButton } from '../components/sample-button.tsx';
import { TextField } from '../components/text-field.tsx';
import { api, useRefresh } from '../platform/api.ts';
import { readProblem } from '../platform/problem.ts';
import { formatInstant } from '../platform/format.ts';
import { Logo } from './logo.tsx';
import styles from './welcome.module.css';

/** The first screen: open a workspace, see the sample, or begin one of one's own. */
export function Welcome({ status }: { status: WorkspaceStatus }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const places = useQuery(api.workspace.places.queryOptions());
  const settle = { onSuccess: () => refresh('workspace.open') };
  const open = useMutation(api.workspace.open.mutationOptions(settle));
  const choose = useMutation(api.workspace.choose.mutationOptions());
  const failure = open.error ?? choose.error;
  const known = [...(places.data?.recent ?? []), ...(places.data?.found ?? [])];

  async function chooseFile() {
    const file = await choose.mutateAsync(undefined);
    if (file) open.mutate({ token: file.token });
  }

  return (
    <main className={styles.welcome}>
      <header>
        <Logo size={32} />
        <div>
          <h1>{t('welcome.title')}</h1>
          <p>{t('welcome.text')}</p>
        </div>
      </header>
      {failure && <ErrorPanel problem={readProblem(failure)} />}
      <div className={styles.columns}>
        <section aria-labelledby="welcome-open">
          <h2 id="welcome-open">{t('welcome.open')}</h2>
          {known.length === 0 && (
            <p className={styles.quiet}>{t('welcome.none', { folder: places.data?.folderName ?? '' })}</p>
          )}
          <ul className={styles.known}>
            {known.map((place) => (
              <li key={`${place.folderName}/${place.fileName}`}>
                <button
                  type="button"
                  disabled={!place.available || open.isPending}
                  onClick={() => open.mutate({ token: place.token })}
                >
                  <b>{place.organisation || place.fileName}</b>
                  <span>
                    {place.available
                      ? [
                          place.fileName,
                          place.openedAt
                            ? t('welcome.openedAt', { at: formatInstant(place.openedAt) })
                            : place.folderName,
                        ].join(', ')
                      : t('welcome.gone', { file: place.fileName })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {status.dialogs && <Button onClick={() => void chooseFile()}>{t('welcome.choose')}</Button>}
        </section>
        <CreateWorkspace />
        <section aria-labelledby="welcome-sample">
          <h2 id="welcome-sample">{t('welcome.sample')}</h2>
          <p>{t('welcome.sampleText')}</p>
          <SampleButton />
        </section>
      </div>
      <footer>{t('welcome.foot', { version: status.version })}</footer>
    </main>
  );
}

function CreateWorkspace() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [position, setPosition] = useState('');
  const create = useMutation(api.workspace.create.mutationOptions({ onSuccess: () => refresh('workspace.open') }));
  const failure = create.error ? readProblem(create.error) : null;
  const isReady = organisation.trim() !== '' && name.trim() !== '';
  const fileName = organisation
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return (
    <section aria-labelledby="welcome-create">
      <h2 id="welcome-create">{t('welcome.create')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady)
            create.mutate({
              fileName: fileName || 'workspace',
              organisation,
              person: { name, position, email: '' },
              choosePlace: true,
            });
        }}
      >
        <TextField label={t('welcome.organisation')} value={organisation} onChange={setOrganisation} />
        <TextField label={t('welcome.name')} value={name} onChange={setName} help={t('welcome.nameHelp')} />
        <TextField label={t('welcome.position')} value={position} onChange={setPosition} optional />
        {failure && <ErrorPanel problem={failure} />}
        <Button kind="primary" type="submit" unavailable={isReady ? undefined : t('welcome.notReady')}>
          {t('welcome.createButton')}
        </Button>
      </form>
    </section>
  );
}
