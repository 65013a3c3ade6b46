import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, useRefresh } from '../platform/api.ts';
import { runJob, type JobProgress } from '../platform/job.ts';
import { readProblem, type Problem } from '../platform/problem.ts';
import { Button } from './button.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { ProgressPanel } from './progress-panel.tsx';

/** Makes the sample workspace and opens it, with progress and a way to stop; nothing is left of one that was stopped. */
export function SampleButton({ onOpened }: { onOpened?: () => unknown }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function make(): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(null);
    setProgress({ step: 'components.sample.making', done: 0, total: null });
    try {
      await runJob(await client.workspace.createSample(undefined, { signal: abort.signal }), setProgress);
      await refresh('workspace.createSample');
      onOpened?.();
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  if (progress) return <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />;
  return (
    <>
      {problem && <ErrorPanel what={t('components.sample.failed')} problem={problem} />}
      <Button onClick={() => void make()}>{t('components.sample.open')}</Button>
    </>
  );
}
