import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { client, useRefresh } from '../../platform/api.ts';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import styles from './activity.module.css';
import type { Overview } from './overview-data.ts';

/** What the last verification of the trail found, and a way to verify it now. */
export function ChainState({ chain }: Pick<Overview, 'chain'>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const running = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [broken, setBroken] = useState<string | null>(null);

  async function verify(): Promise<void> {
    running.current = new AbortController();
    setProblem(null);
    setProgress({ step: '', done: 0, total: null });
    try {
      const { signal } = running.current;
      const result = await runJob(await client.auditTrail.verify(undefined, { signal }), setProgress);
      setBroken(result.firstBroken?.sentence ?? null);
    } catch (error) {
      if (!running.current.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
      await refresh('auditTrail.checkpoint');
    }
  }

  return (
    <div className={styles.chain}>
      {progress === null ? (
        <>
          <ChainMark chain={chain} />
          {chain.checkedAt !== null && (
            <span className={styles.checked}>
              {t('overview.chain.checked', { when: formatInstant(chain.checkedAt) })}
            </span>
          )}
          <span className={styles.verify}>
            <Button kind="link" onClick={() => void verify()}>
              {t('overview.chain.verify')}
            </Button>
          </span>
        </>
      ) : (
        <div className={styles.wide}>
          <ProgressPanel
            label={t('overview.chain.verifying')}
            done={progress.done}
            total={progress.total}
            onCancel={() => running.current?.abort()}
          />
        </div>
      )}
      {broken !== null && (
        <p className={styles.wide} role="alert">
          {broken}
        </p>
      )}
      {problem !== null && (
        <div className={styles.wide}>
          <ErrorPanel problem={problem} />
        </div>
      )}
    </div>
  );
}

function ChainMark({ chain }: Pick<Overview, 'chain'>) {
  const { t } = useTranslation();
  const sequence = formatNumber(chain.sequence);
  if (chain.intact === null) return <StatusMark shape="ask">{t('overview.chain.unchecked', { sequence })}</StatusMark>;
  if (!chain.intact) {
    return (
      <StatusMark shape="bad" tone="bad">
        {t('overview.chain.broken')}
      </StatusMark>
    );
  }
  return (
    <StatusMark shape="ok" tone="ok">
      {t('overview.chain.intact', { sequence })}
    </StatusMark>
  );
}
