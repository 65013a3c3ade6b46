import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { ErrorPanel } from '../components/error-panel.tsx';
import { api, useRefresh } from '../platform/api.ts';
import { readProblem } from '../platform/problem.ts';
import styles from './choose-person.module.css';

/** Who is working: asked once for each window; every change carries the name that is chosen here. */
export function ChoosePerson({ organisation }: { organisation: string }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const people = useQuery(api.people.list.queryOptions());
  const choose = useMutation(api.people.choose.mutationOptions());
  const close = useMutation(api.workspace.close.mutationOptions({ onSuccess: () => refresh('workspace.open') }));
  return (
    <main className={styles.choose}>
      <h1>{t('choosePerson.title')}</h1>
      <p>{t('choosePerson.text', { organisation })}</p>
      {choose.error && <ErrorPanel problem={readProblem(choose.error)} />}
      <ul className={styles.people}>
        {people.data
          ?.filter((person) => person.active)
          .map((person) => (
            <li key={person.id}>
              <button type="button" onClick={() => choose.mutate({ personId: person.id })}>
                <span className={styles.initials} aria-hidden="true">
                  {person.initials}
                </span>
                <span>
                  <b>{person.name}</b>
                  <span className={styles.position}>{person.position}</span>
                </span>
                <span className={styles.role}>{t(`people.role.${person.role}`)}</span>
              </button>
            </li>
          ))}
      </ul>
      <Button kind="quiet" onClick={() => close.mutate(undefined)}>
        {t('choosePerson.other')}
      </Button>
    </main>
  );
}
