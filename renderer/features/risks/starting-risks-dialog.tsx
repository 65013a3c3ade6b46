import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../components/checkbox.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import styles from './risks-page.module.css';

/** Offers the usual risks; what is chosen enters the register as a suggestion that somebody has to judge. */
export function StartingRisksDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const offered = useQuery(api.risks.starting.queryOptions());
  const add = useMutation(api.risks.addStarting.mutationOptions());
  const chosen = (offered.data?.risks ?? []).filter(({ id, presentCode }) => presentCode === null && !left.has(id));

  async function submit(): Promise<void> {
    await add.mutateAsync({ ids: chosen.map(({ id }) => id) });
    onClose();
  }

  return (
    <FormDialog
      title={t('risks.start.title')}
      primary={t('risks.start.add', { count: chosen.length })}
      unavailable={chosen.length === 0 ? t('risks.start.nothing') : undefined}
      width={640}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('risks.start.text')}</p>
      {offered.isError && <ErrorPanel problem={readProblem(offered.error)} />}
      {offered.isPending && <LoadingRows rows={6} />}
      <div className={styles.choices}>
        {offered.data?.risks.map((risk) => (
          <div key={risk.id} className={styles.choice}>
            <Checkbox
              label={
                risk.presentCode === null
                  ? t('risks.start.option', { ...risk, score: risk.likelihood * risk.impact })
                  : t('risks.start.present', { title: risk.title, code: risk.presentCode })
              }
              checked={risk.presentCode !== null || !left.has(risk.id)}
              readOnly={risk.presentCode !== null}
              onChange={(checked) => {
                const next = new Set(left);
                if (checked) next.delete(risk.id);
                else next.add(risk.id);
                setLeft(next);
              }}
            />
            <p>
              {risk.description} {t('risks.start.controls', { count: risk.controls.length })}
            </p>
          </div>
        ))}
      </div>
      {offered.data && (
        <p className={styles.quiet}>
          {t('risks.start.source', {
            version: offered.data.pack.version,
            day: formatDay(offered.data.pack.asOf),
            sources: offered.data.pack.sources.join(' '),
          })}
        </p>
      )}
    </FormDialog>
  );
}
