import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FileDrop } from '../../components/file-button.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { client } from '../../platform/api.ts';
import type { JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { inspectFile, type Inspected } from './inspect-file.ts';
import styles from './import-page.module.css';

/** The first step: a file by dialog or drop, or the sample list that comes with Assay. */
export function ChooseFile({ onInspected }: { onInspected: (inspected: Inspected) => void }) {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function inspect(findToken: () => Promise<string>) {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(null);
    setProgress({ step: 'exchange.progress.reading', done: 0, total: null });
    try {
      onInspected(await inspectFile(await findToken(), abort.signal, setProgress));
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  return (
    <div className={styles.choose}>
      {problem && <ErrorPanel problem={problem} what={t('exchange.refused')} kept={t('exchange.nothingWritten')} />}
      {progress ? (
        <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />
      ) : (
        <FileDrop
          kind="register"
          label={t('exchange.drop')}
          help={t('exchange.dropHelp')}
          onFile={({ token }) => inspect(async () => token)}
        />
      )}
      <div className={styles.steps}>
        <section>
          <h3>{t('exchange.any.title')}</h3>
          <p>{t('exchange.any.text')}</p>
        </section>
        <section>
          <h3>{t('exchange.safe.title')}</h3>
          <p>{t('exchange.safe.text')}</p>
        </section>
        <section>
          <h3>{t('exchange.try.title')}</h3>
          <p>{t('exchange.try.text')}</p>
          <Button onClick={() => void inspect(async () => (await client.exchange.sampleFile()).token)}>
            {t('exchange.try.button')}
          </Button>
        </section>
      </div>
    </div>
  );
}
