import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { backupSchema } from '../../../shared/contract/workspace.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api, client, useRefresh } from '../../platform/api.ts';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './workspace-page.module.css';

type Backup = z.infer<typeof backupSchema>;
type Check = Awaited<ReturnType<typeof checkWorkspace>>;

async function checkWorkspace(signal: AbortSignal, onProgress: (progress: JobProgress) => void) {
  return runJob(await client.workspace.check(undefined, { signal }), onProgress);
}

/** The open file: its facts, its check, its backups, and the way to another one. */
export function WorkspacePage() {
  const { t } = useTranslation();
  const { workspace, person } = useWorking();
  const refresh = useRefresh();
  const toast = useToast();
  usePage(t('workspace.title'), [{ label: t('settings.title'), to: '/settings' }]);
  const backups = useQuery(api.workspace.backups.queryOptions());
  const backUp = useMutation(
    api.workspace.backUp.mutationOptions({ onSuccess: () => toast({ message: t('workspace.backedUp'), tone: 'ok' }) }),
  );
  const close = useMutation(api.workspace.close.mutationOptions());
  const restore = useMutation(api.workspace.restore.mutationOptions());
  const [restored, setRestored] = useState<Backup | null>(null);
  const isOfficer = person.role === 'compliance_officer';
  const failure = backups.error ?? backUp.error ?? restore.error;
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('workspace.title')}
          fact={t('workspace.fact', { file: workspace.fileName })}
          actions={<Button onClick={() => close.mutate(undefined)}>{t('workspace.close')}</Button>}
        />
      }
    >
      {failure && <ErrorPanel problem={readProblem(failure)} />}
      <div className={styles.columns}>
        <Panel title={t('workspace.file')}>
          <Facts
            labelWidth={150}
            facts={[
              { label: t('workspace.organisation'), value: workspace.organisation },
              { label: t('workspace.fileName'), value: workspace.fileName },
              { label: t('workspace.createdAt'), value: formatInstant(workspace.createdAt) },
              { label: t('workspace.trailHead'), value: `#${formatNumber(workspace.trail.sequence)}` },
              { label: t('workspace.kind'), value: t(workspace.sample ? 'workspace.isSample' : 'workspace.isOwn') },
            ]}
          />
        </Panel>
        <CheckPanel />
      </div>
      <Panel
        title={t('workspace.backups')}
        note={t('workspace.backupsNote')}
        flush
        action={
          <Button size="small" onClick={() => backUp.mutate(undefined)}>
            {t('workspace.backUp')}
          </Button>
        }
      >
        <DataTable
          label={t('workspace.backups')}
          rows={backups.data ?? []}
          rowId={({ id }) => id}
          empty={t('workspace.noBackups')}
          columns={[
            { id: 'takenAt', title: t('workspace.takenAt'), render: ({ takenAt }) => formatInstant(takenAt) },
            {
              id: 'reason',
              title: t('workspace.reasonTitle'),
              render: ({ reason }) => t(`workspace.reason.${reason}`),
            },
            {
              id: 'size',
              title: t('workspace.size'),
              align: 'right',
              render: ({ size }) => t('workspace.kilobytes', { size: formatNumber(Math.ceil(size / 1024)) }),
            },
            {
              id: 'restore',
              title: t('workspace.restore'),
              hideTitle: true,
              align: 'right',
              render: (backup) => (
                <Button
                  size="small"
                  unavailable={isOfficer ? undefined : t('workspace.officersOnly')}
                  onClick={() => setRestored(backup)}
                >
                  {t('workspace.restore')}
                </Button>
              ),
            },
          ]}
        />
      </Panel>
      {restored && (
        <ConfirmByName
          title={t('workspace.restoreTitle', { at: formatInstant(restored.takenAt) })}
          name={workspace.organisation}
          consequence={t('workspace.restoreConsequence')}
          confirm={t('workspace.restore')}
          onConfirm={async () => {
            await restore.mutateAsync({ backupId: restored.id });
            await refresh('workspace.restore');
            setRestored(null);
          }}
          onClose={() => setRestored(null)}
        />
      )}
    </PageLayout>
  );
}

/** Verifies database, evidence and trail, with progress and cancel. */
function CheckPanel() {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [result, setResult] = useState<Check | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function check() {
    stop.current = new AbortController();
    setResult(null);
    setProblem(null);
    setProgress({ step: 'workspace.progress.database', done: 0, total: null });
    try {
      setResult(await checkWorkspace(stop.current.signal, setProgress));
    } catch (error) {
      if (!stop.current.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  return (
    <Panel
      title={t('workspace.check')}
      action={
        <Button size="small" onClick={() => void check()} unavailable={progress ? t('workspace.checking') : undefined}>
          {t('workspace.checkNow')}
        </Button>
      }
    >
      {progress && <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />}
      {problem && <ErrorPanel problem={problem} />}
      {!progress && !problem && !result && <p className={styles.quiet}>{t('workspace.checkText')}</p>}
      {result && (
        <div aria-live="polite">
          <StatusMark shape={result.sound ? 'ok' : 'bad'} tone={result.sound ? 'ok' : 'bad'}>
            {result.sound
              ? t('workspace.sound', {
                  entries: formatNumber(result.entries),
                  files: formatNumber(result.evidenceFiles),
                })
              : t('workspace.unsound', { count: result.problems.length })}
          </StatusMark>
          <ol className={styles.problems}>
            {result.problems.map(({ part, sentence, record }) => (
              <li key={`${part}${sentence}`}>
                <b>{t(`workspace.part.${part}`)}</b> {sentence} {record}
              </li>
            ))}
          </ol>
        </div>
      )}
    </Panel>
  );
}
