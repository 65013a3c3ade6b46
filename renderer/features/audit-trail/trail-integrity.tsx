import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrailComparison } from '../../../shared/contract/audit-trail.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { FileDrop } from '../../components/file-button.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import { host } from '../../platform/host.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useTrailJob } from './use-trail-job.ts';
import styles from './audit-trail-page.module.css';

/** Reads the chain again, with progress, and says what a chain proves and what not. */
export function TrailIntegrity() {
  const { t } = useTranslation();
  const job = useTrailJob();

  const verify = () => void job.run((signal) => client.auditTrail.verify(undefined, { signal }), 'auditTrail.verify');
  return (
    <Panel
      title={t('auditTrail.integrity')}
      action={
        <Button size="small" onClick={verify} unavailable={job.progress ? t('auditTrail.verifying') : undefined}>
          {t('auditTrail.verify')}
        </Button>
      }
    >
      {job.progress && <ProgressPanel label={t(job.progress.step)} {...job.progress} onCancel={job.cancel} />}
      {job.problem && <ErrorPanel problem={job.problem} />}
      <div aria-live="polite">
        {job.result && (
          <StatusMark shape={job.result.intact ? 'ok' : 'bad'} tone={job.result.intact ? 'ok' : 'bad'}>
            {job.result.firstBroken
              ? job.result.firstBroken.sentence
              : t('auditTrail.intact', {
                  entries: formatNumber(job.result.entries),
                  checkpoints: formatNumber(job.result.checkpoints),
                })}
          </StatusMark>
        )}
      </div>
      <div className={styles.proves}>
        {(['proves', 'provesNot'] as const).map((kind) => (
          <section key={kind}>
            <h3>{t(`auditTrail.${kind}.title`)}</h3>
            <ul>
              {(['first', 'second', 'third'] as const).map((line) => (
                <li key={line}>{t(`auditTrail.${kind}.${line}`)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  );
}

/** Signs heads to be kept outside, and holds the present trail against what was kept. */
export function TrailCheckpoints() {
  const { t } = useTranslation();
  const toast = useToast();
  const refusal = useRoleRefusal('auditTrail.checkpoint');
  const list = useQuery(api.auditTrail.checkpoints.queryOptions());
  const sign = useMutation(api.auditTrail.checkpoint.mutationOptions());
  const save = useMutation(api.auditTrail.exportCheckpoint.mutationOptions());
  const problem = sign.error ?? save.error;

  async function signNow(): Promise<void> {
    const { number, sequence, file } = await sign.mutateAsync(undefined);
    await host.saveFiles([file]);
    toast({ message: t('auditTrail.signed', { number, sequence: formatNumber(sequence) }), tone: 'ok' });
  }

  return (
    <Panel
      title={t('auditTrail.checkpoints.title')}
      action={
        <Button
          size="small"
          onClick={() => void signNow().catch(() => undefined)}
          unavailable={refusal ?? (sign.isPending ? t('components.working') : undefined)}
        >
          {t('auditTrail.sign')}
        </Button>
      }
    >
      {problem && <ErrorPanel problem={readProblem(problem)} />}
      {list.data && (
        <>
          <p className={styles.key}>
            {t('auditTrail.checkpoints.key')} <code className={styles.hash}>{list.data.keyId}</code>
          </p>
          <DataTable
            label={t('auditTrail.checkpoints.title')}
            compact
            rows={list.data.checkpoints}
            rowId={({ number }) => String(number)}
            empty={t('auditTrail.checkpoints.none')}
            columns={[
              {
                id: 'number',
                title: t('auditTrail.checkpoints.number'),
                width: '96px',
                render: ({ number }) => formatNumber(number),
              },
              {
                id: 'entry',
                title: t('auditTrail.entry'),
                width: '96px',
                mono: true,
                render: ({ sequence }) => `#${formatNumber(sequence)}`,
              },
              {
                id: 'at',
                title: t('auditTrail.when'),
                width: '170px',
                quiet: true,
                render: ({ signedAt }) => formatInstant(signedAt),
              },
              { id: 'by', title: t('auditTrail.who'), render: ({ signedBy }) => signedBy },
              {
                id: 'save',
                title: t('auditTrail.checkpoints.save'),
                hideTitle: true,
                align: 'right',
                width: '120px',
                render: ({ number }) => (
                  <Button
                    kind="link"
                    aria-label={t('auditTrail.checkpoints.saveOne', { number })}
                    onClick={() =>
                      void save
                        .mutateAsync({ number })
                        .then((file) => host.saveFiles([file]))
                        .catch(() => undefined)
                    }
                  >
                    {t('auditTrail.checkpoints.save')}
                  </Button>
                ),
              },
            ]}
          />
        </>
      )}
      <Compare />
    </Panel>
  );
}

function Compare() {
  const { t } = useTranslation();
  const job = useTrailJob<TrailComparison>();
  const [name, setName] = useState('');
  return (
    <section className={styles.compare} aria-label={t('auditTrail.compare.title')}>
      <h3>{t('auditTrail.compare.title')}</h3>
      <p>{t('auditTrail.compare.text')}</p>
      <FileDrop
        kind="evidence"
        label={t('auditTrail.compare.choose')}
        help={t('auditTrail.compare.help')}
        onFile={(file) => {
          setName(file.name);
          return job.run(
            (signal) => client.auditTrail.compare({ fileToken: file.token }, { signal }),
            'auditTrail.compare',
          );
        }}
      />
      {job.progress && <ProgressPanel label={t(job.progress.step)} {...job.progress} onCancel={job.cancel} />}
      {job.problem && <ErrorPanel problem={job.problem} />}
      <div aria-live="polite">{job.result && <ComparisonResult name={name} comparison={job.result} />}</div>
    </section>
  );
}

function ComparisonResult({ name, comparison }: { name: string; comparison: TrailComparison }) {
  const { t } = useTranslation();
  const { verdict, carried, present, firstDifference, firstBroken } = comparison;
  const isProved = verdict === 'extends';
  const tone = isProved ? 'ok' : verdict === 'other_workspace' ? 'neutral' : 'bad';
  const shape = { ok: 'ok', neutral: 'ask', bad: 'bad' } as const;
  return (
    <>
      <StatusMark shape={shape[tone]} tone={tone}>
        {t(`auditTrail.compare.verdict.${verdict}`, {
          name,
          sequence: formatNumber(carried.sequence),
          last: formatNumber(present.sequence),
          more: formatNumber(present.sequence - carried.sequence),
        })}
      </StatusMark>
      {firstDifference && (
        <p>
          {firstDifference.sequence - firstDifference.after === 1
            ? t('auditTrail.compare.first', { sequence: formatNumber(firstDifference.sequence) })
            : t('auditTrail.compare.between', {
                after: formatNumber(firstDifference.after + 1),
                sequence: formatNumber(firstDifference.sequence),
              })}
        </p>
      )}
      {firstBroken && <p>{firstBroken.sentence}</p>}
      <Facts
        labelWidth={120}
        facts={[
          {
            label: t('auditTrail.compare.carried'),
            value: (
              <code className={styles.hash}>
                #{formatNumber(carried.sequence)} {carried.hash}
              </code>
            ),
          },
          {
            label: t('auditTrail.compare.theirKey'),
            value: carried.keyId && <code className={styles.hash}>{carried.keyId}</code>,
          },
        ]}
      />
    </>
  );
}
