import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import type { ReturnedQuestionnaire } from '../../../shared/contract/returned-questionnaire.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FileDrop } from '../../components/file-button.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { api, client } from '../../platform/api.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { IssueForm } from './issue-form.tsx';
import { IssuesTable } from './issues-table.tsx';
import { ReturnReview } from './return-review.tsx';
import styles from './vendor-questions.module.css';

/** A returned workbook that was read, with the token under which the core still holds it. */
export interface OpenedReturn {
  token: string;
  returned: ReturnedQuestionnaire;
}

/** Sends the questions of an assessment to the vendor as a workbook, and takes its answers in again. */
export function VendorQuestionsPage() {
  const { assessmentId = '' } = useParams();
  const { t } = useTranslation();
  const { data, error } = useQuery(api.assessments.get.queryOptions({ input: { assessmentId } }));
  const parents = data ? [{ label: data.title, to: recordPath('assessment', data.id) }] : [];
  usePage(t('exchange.vendor.title'), [{ label: t('assessments.title'), to: '/assessments' }, ...parents]);
  const [opened, setOpened] = useState<OpenedReturn | null>(null);
  if (data && opened) {
    return <ReturnReview assessment={data} opened={opened} onClose={() => setOpened(null)} />;
  }
  const fact = data && t('exchange.vendor.fact', { title: data.title, tool: data.tool.name, vendor: data.vendor.name });
  return (
    <PageLayout header={<PageHeader title={t('exchange.vendor.title')} fact={fact} />}>
      {error && <ErrorPanel problem={readProblem(error)} />}
      {!data && !error && <LoadingRows rows={6} />}
      {data && <Rounds assessment={data} onOpened={setOpened} />}
    </PageLayout>
  );
}

function Rounds({ assessment, onOpened }: { assessment: Assessment; onOpened: (opened: OpenedReturn) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.rounds}>
      <div className={styles.pair}>
        <Panel title={t('exchange.vendor.send')}>
          <IssueForm assessment={assessment} />
        </Panel>
        <Panel title={t('exchange.vendor.takeIn')}>
          <TakeIn assessmentId={assessment.id} onOpened={onOpened} />
        </Panel>
      </div>
      <IssuesTable assessmentId={assessment.id} />
    </div>
  );
}

function TakeIn({ assessmentId, onOpened }: { assessmentId: string; onOpened: (opened: OpenedReturn) => void }) {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('exchange.readReturn');
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function read(token: string): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(null);
    setProgress({ step: 'exchange.progress.reading', done: 0, total: null });
    try {
      const input = { assessmentId, token };
      const returned = await runJob(await client.exchange.readReturn(input, { signal: abort.signal }), setProgress);
      onOpened({ token, returned });
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  if (refusal !== undefined) return <p className={styles.quiet}>{refusal}</p>;
  return (
    <div className={styles.takeIn}>
      {problem && <ErrorPanel problem={problem} what={t('exchange.refused')} kept={t('exchange.nothingWritten')} />}
      {progress ? (
        <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />
      ) : (
        <FileDrop
          kind="register"
          label={t('exchange.vendor.drop')}
          help={t('exchange.vendor.dropHelp')}
          onFile={({ token }) => read(token)}
        />
      )}
    </div>
  );
}
