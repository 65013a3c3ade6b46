import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageScope } from '../../../shared/contract/audit-package.ts';
import { client, useRefresh } from '../../platform/api.ts';
import { host } from '../../platform/host.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { useToast } from '../../platform/toasts.tsx';

/** Making a package as long work: progress, cancel, and the file put where the person wants it. */
export function useMakePackage() {
  const { t } = useTranslation();
  const toast = useToast();
  const refresh = useRefresh();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function make(scope: PackageScope, final: boolean): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(null);
    setProgress({ step: 'auditPackage.progress.readiness', done: 0, total: null });
    try {
      const events = await client.auditPackage.make({ scope, final }, { signal: abort.signal });
      const { made, file } = await runJob(events, setProgress);
      await refresh('auditPackage.make');
      if ((await host.saveFiles([file])) > 0) {
        toast({ message: t('auditPackage.saved', { name: made.name, count: made.files }), tone: 'ok' });
      }
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }
  return { progress, problem, make, cancel: () => stop.current?.abort() };
}
