import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import styles from './empty-agreements.module.css';

const LIFE = ['required', 'requested', 'in_negotiation', 'signed', 'active'] as const;

/** What agreements are for, and how to begin. */
export function EmptyAgreements({ refusal, onAdd }: { refusal: string | undefined; onAdd: () => void }) {
  const { t } = useTranslation();
  const phi = useQuery(
    api.tools.list.queryOptions({
      input: { filters: [{ field: 'phiPossible', operator: 'is', values: ['1'] }], limit: 1 },
    }),
  );
  const count = phi.data?.total ?? 0;
  return (
    <EmptyPage
      title={t('agreements.empty.title')}
      text={t('agreements.empty.text')}
      drawing={
        <ol className={styles.life}>
          {LIFE.map((value) => (
            <li key={value}>
              <WordMark of="agreement" value={value} />
            </li>
          ))}
        </ol>
      }
      steps={[
        {
          title: t('agreements.empty.role'),
          text: t('agreements.empty.roleText'),
          action: <ButtonLink to="/settings">{t('agreements.empty.roleAction')}</ButtonLink>,
        },
        {
          title: t('agreements.empty.add'),
          text: t('agreements.empty.addText'),
          action: (
            <Button unavailable={refusal} onClick={onAdd}>
              {t('agreements.add.title')}
            </Button>
          ),
        },
      ]}
      gap={count > 0 ? t('agreements.empty.gap', { count }) : undefined}
    />
  );
}
