import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GIVEN_FILES, type PackageCheck } from '../../../shared/contract/audit-package.ts';
import type { ChosenFolder } from '../../components/folder-files.ts';
import { client, useRefresh } from '../../platform/api.ts';
import { host, type HostFile } from '../../platform/host.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';

type Given = Parameters<typeof client.auditPackage.verify>[0];

const TAKING = 'auditPackage.progress.taking';

/** Progress with what it counts: parts of a hundred or files while it is taken in, bytes after that. */
export type CheckProgress = JobProgress & { counts: 'percent' | 'files' | 'bytes' };

/** Checking a package as long work: taking it in, progress, cancel, and what came of it. */
export function useCheckPackage() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [progress, setProgress] = useState<CheckProgress | null>(null);
  const [check, setCheck] = useState<PackageCheck | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function run(take: (signal: AbortSignal) => Promise<Given>): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setCheck(null);
    setProblem(null);
    setProgress({ step: TAKING, done: 0, total: null, counts: 'files' });
    try {
      const given = await take(abort.signal);
      const events = await client.auditPackage.verify(given, { signal: abort.signal });
      setCheck(await runJob(events, (made) => setProgress({ ...made, counts: 'bytes' })));
      await refresh('auditPackage.verify');
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  const showSent = (ratio: number | null) =>
    setProgress(ratio === null ? null : { step: TAKING, done: Math.round(ratio * 100), total: 100, counts: 'percent' });

  const checkFile = ({ token }: HostFile) => run(async () => ({ fileToken: token }));

  const checkFolder = ({ name, files }: ChosenFolder) =>
    run(async (signal) => {
      if (files.length > GIVEN_FILES) throw new Error(t('auditPackage.check.tooMany', { count: GIVEN_FILES }));
      const taken: { path: string; fileToken: string }[] = [];
      for (const { path, file } of files) {
        signal.throwIfAborted();
        setProgress({ step: TAKING, done: taken.length, total: files.length, counts: 'files' });
        const { token } = await host.uploadFile(file, undefined, 'package');
        taken.push({ path, fileToken: token });
      }
      return { folder: name, files: taken };
    });

  return { progress, check, problem, showSent, checkFile, checkFolder, cancel: () => stop.current?.abort() };
}
