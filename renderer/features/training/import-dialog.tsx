import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useToasts } from '../../platform/toasts.tsx';
import styles from './training.module.css';

/** Pastes a list of completions, shows what each row says, and records all of them or none. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { toast } = useToasts();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text);
  const check = useQuery({
    ...api.training.checkImport.queryOptions({ input: { text: asked } }),
    enabled: asked.trim() !== '',
  });
  const commit = useMutation(api.training.importCompletions.mutationOptions());
  const rows = asked.trim() === '' ? [] : (check.data?.rows ?? []);
  const faults = rows.filter(({ problem }) => problem !== null).length;
  const fresh = rows.filter(({ problem, known }) => problem === null && !known).length;

  function findRefusal(): string | undefined {
    if (rows.length === 0) return t('training.import.pasteFirst');
    if (faults > 0) return t('training.import.faults', { count: faults, number: formatNumber(faults) });
    return fresh === 0 ? t('training.import.nothingNew') : undefined;
  }

  async function submit(): Promise<void> {
    const { recorded } = await commit.mutateAsync({ text });
    toast({ message: t('training.import.done', { count: recorded, number: formatNumber(recorded) }) });
    onClose();
  }

  return (
    <FormDialog
      title={t('training.import.title')}
      primary={t('training.import.commit', { count: fresh, number: formatNumber(fresh) })}
      width={720}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        required
        multiline
        rows={6}
        label={t('training.import.list')}
        help={t('training.import.help')}
        value={text}
        maxLength={1_000_000}
        onChange={setText}
      />
      {check.error && asked.trim() !== '' && (
        <ErrorPanel what={t('training.failed')} problem={readProblem(check.error)} />
      )}
      {rows.length > 0 && (
        // A list that scrolls has to be reached by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={styles.rows} aria-label={t('training.import.rows')} tabIndex={0}>
          <DataTable
            compact
            label={t('training.import.rows')}
            rows={rows}
            rowId={({ row }) => String(row)}
            columns={[
              { id: 'row', title: t('training.import.row'), width: '56px', render: ({ row }) => row },
              { id: 'person', title: t('training.column.person'), render: ({ person }) => person },
              { id: 'course', title: t('training.column.course'), render: ({ course }) => course },
              {
                id: 'completedOn',
                title: t('training.column.completedOn'),
                render: ({ completedOn }) => completedOn,
              },
              {
                id: 'result',
                title: t('training.import.result'),
                wrap: true,
                render: ({ problem, known }) =>
                  problem === null ? (
                    <StatusMark shape={known ? 'dash' : 'ok'} tone={known ? 'mute' : 'ok'}>
                      {t(known ? 'training.import.known' : 'training.import.ready')}
                    </StatusMark>
                  ) : (
                    <>
                      <StatusMark shape="bad" tone="bad">
                        {t('training.import.mend')}
                      </StatusMark>
                      <div>{problem}</div>
                    </>
                  ),
              },
            ]}
          />
        </section>
      )}
    </FormDialog>
  );
}
