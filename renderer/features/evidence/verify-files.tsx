import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { client } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import styles from './evidence-page.module.css';

async function verify(signal: AbortSignal, onProgress: (progress: JobProgress) => void) {
  return runJob(await client.evidence.verify(undefined, { signal }), onProgress);
}

/** Hashes every stored file again and names those that changed. */
export function VerifyFiles() {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [result, setResult] = useState<Awaited<ReturnType<typeof verify>> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function run() {
    const abort = new AbortController();
    stop.current = abort;
    setResult(null);
    setProblem(null);
    setProgress({ step: 'evidence.progress.verifying', done: 0, total: null });
    try {
      setResult(await verify(abort.signal, setProgress));
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  if (progress) return <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />;
  return (
    <div className={styles.files} aria-live="polite">
      <Button size="small" onClick={() => void run()}>
        {t('evidence.verify')}
      </Button>
      {problem && <ErrorPanel problem={problem} />}
      {result && (
        <StatusMark
          shape={result.damaged.length === 0 ? 'ok' : 'bad'}
          tone={result.damaged.length === 0 ? 'ok' : 'bad'}
        >
          {result.damaged.length === 0
            ? t('evidence.sound', { count: result.files, number: formatNumber(result.files) })
            : result.damaged.map(({ sentence }) => sentence).join(' ')}
        </StatusMark>
      )}
    </div>
  );
}
