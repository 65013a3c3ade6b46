import { useRef, useState, type ReactNode } from 'react';
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

type VerifiedFiles = Awaited<ReturnType<typeof verify>>;

async function verify(signal: AbortSignal, onProgress: (progress: JobProgress) => void) {
  return runJob(await client.evidence.verify(undefined, { signal }), onProgress);
}

/** The hashing of every stored file again: the button that begins it, and what it comes to; null before the first time. */
export function useVerifyFiles(): { button: ReactNode; outcome: ReactNode } {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [result, setResult] = useState<VerifiedFiles | null>(null);
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

  return {
    button: (
      <Button unavailable={progress ? t('evidence.progress.underWay') : undefined} onClick={() => void run()}>
        {t('evidence.verify')}
      </Button>
    ),
    outcome: (progress ?? problem ?? result) && (
      <div className={styles.verify} aria-live="polite">
        {progress && <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />}
        {problem && <ErrorPanel problem={problem} />}
        {result && <Verdict result={result} />}
      </div>
    ),
  };
}

function Verdict({ result: { files, damaged } }: { result: VerifiedFiles }) {
  const { t } = useTranslation();
  const sound = damaged.length === 0;
  return (
    <StatusMark shape={sound ? 'ok' : 'bad'} tone={sound ? 'ok' : 'bad'}>
      {sound
        ? t('evidence.sound', { count: files, number: formatNumber(files) })
        : damaged.map(({ sentence }) => sentence).join(' ')}
    </StatusMark>
  );
}
