import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import { LINE_STANDINGS, type ReturnedLine } from '../../../shared/contract/returned-questionnaire.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { client, useRefresh } from '../../platform/api.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useToast } from '../../platform/toasts.tsx';
import { ReturnLines, type Chosen } from './return-lines.tsx';
import type { OpenedReturn } from './vendor-questions-page.tsx';
import styles from './vendor-questions.module.css';

type Filter = 'look' | 'all' | (typeof LINE_STANDINGS)[number];

/** What a person should look at: everything but what is empty or the same. */
const needsLook = ({ standing, notices }: ReturnedLine) =>
  notices.length > 0 || (standing !== 'unanswered' && standing !== 'unchanged');

const isTaken = ({ answer, explanation }: Chosen) => answer || explanation;

export interface ReturnReviewProps {
  assessment: Assessment;
  opened: OpenedReturn;
  onClose: () => void;
}

/** A returned workbook beside what is held, cell by cell. Nothing is chosen beforehand, and nothing saved before it is. */
export function ReturnReview({ assessment, opened, onClose }: ReturnReviewProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toast = useToast();
  const refresh = useRefresh();
  const { token, returned } = opened;
  const { lines, issue } = returned;
  usePage(t('exchange.return.title', { code: issue.code }), [
    { label: t('assessments.title'), to: '/assessments' },
    { label: assessment.title, to: recordPath('assessment', assessment.id) },
  ]);
  const [filter, setFilter] = useState<Filter>('look');
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);
  const shown = useMemo(
    () => lines.filter((line) => filter === 'all' || (filter === 'look' ? needsLook(line) : line.standing === filter)),
    [lines, filter],
  );
  const counts = new Map(LINE_STANDINGS.map((one) => [one, lines.filter(({ standing }) => standing === one).length]));
  const taken = lines.filter(({ questionId }) => isTaken(chosen.get(questionId) ?? NOTHING));
  const whole = lines.filter(({ given, standing, notices }) => given && standing === 'new' && notices.length === 0);

  function choose(questionId: string, next: Chosen): void {
    setChosen(new Map(chosen).set(questionId, next));
  }

  async function accept(): Promise<void> {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(null);
    setProgress({ step: 'exchange.progress.reading', done: 0, total: null });
    try {
      const accepted = taken.map(({ questionId, revision }) => ({
        questionId,
        revision,
        ...(chosen.get(questionId) ?? NOTHING),
      }));
      const input = { assessmentId: assessment.id, token, fileSha256: returned.fileSha256, accepted };
      const job = await client.exchange.acceptReturn(input, { signal: abort.signal });
      const result = await runJob(job, setProgress);
      await refresh('exchange.acceptReturn');
      toast({
        message: t('exchange.return.accepted', { count: result.accepted, index: result.evidence.indexNumber }),
        tone: 'ok',
      });
      await navigate(recordPath('assessment', assessment.id));
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  const tabs = [
    { id: 'look' as const, label: t('exchange.return.look'), count: lines.filter(needsLook).length },
    ...LINE_STANDINGS.filter((one) => (counts.get(one) ?? 0) > 0).map((one) => ({
      id: one,
      label: t(`exchange.return.standing.${one}`),
      count: counts.get(one),
    })),
    { id: 'all' as const, label: t('exchange.return.all'), count: lines.length },
  ];
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('exchange.return.title', { code: issue.code })}
          fact={t('exchange.return.fact', { file: returned.fileName, title: assessment.title })}
          actions={
            <>
              <Button onClick={onClose}>{t('exchange.otherFile')}</Button>
              <Button
                kind="primary"
                unavailable={
                  taken.length === 0
                    ? t('exchange.return.chooseFirst')
                    : progress
                      ? t('exchange.return.accepting')
                      : undefined
                }
                onClick={() => void accept()}
              >
                {t('exchange.return.accept', { count: taken.length })}
              </Button>
            </>
          }
        />
      }
      tabs={
        <TabBar
          label={t('exchange.return.tabs')}
          tabs={tabs}
          current={filter}
          onChange={setFilter}
          panelId="return-lines"
          after={
            <Button
              kind="quiet"
              size="small"
              unavailable={whole.length === 0 ? t('exchange.return.noneWhole') : undefined}
              onClick={() => {
                const next = new Map(chosen);
                for (const { questionId } of whole) next.set(questionId, { answer: true, explanation: true });
                setChosen(next);
              }}
            >
              {t('exchange.return.chooseWhole', { count: whole.length })}
            </Button>
          }
        />
      }
    >
      <div className={styles.rounds}>
        {problem && <ErrorPanel problem={problem} kept={t('exchange.nothingWritten')} />}
        {progress && <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />}
        {returned.standing !== 'as_issued' && (
          <Note tone="warn">
            <StatusMark shape="warn" tone="warn">
              {t(`exchange.return.file.${returned.standing}`, { code: issue.code })}
            </StatusMark>
          </Note>
        )}
        <div id="return-lines" role="tabpanel" aria-label={tabs.find(({ id }) => id === filter)?.label}>
          <ReturnLines assessment={assessment} lines={shown} chosen={chosen} onChoose={choose} />
        </div>
        {returned.strayRows.length > 0 && (
          <Panel title={t('exchange.return.stray')}>
            <ul className={styles.plain}>
              {returned.strayRows.map(({ row, texts }) => (
                <li key={row}>{t('exchange.return.strayRow', { row, text: texts.join(' · ') })}</li>
              ))}
            </ul>
          </Panel>
        )}
        <Panel title={t('exchange.return.about')}>
          <Facts
            labelWidth={144}
            facts={[
              { label: t('exchange.return.who'), value: describeWho(returned.answeredBy) },
              { label: t('exchange.return.sheet'), value: returned.sheet },
              { label: t('exchange.return.sum'), value: <code>{returned.fileSha256}</code> },
              { label: t('exchange.return.defused'), value: returned.notes.join(' ') },
            ]}
          />
        </Panel>
      </div>
    </PageLayout>
  );
}

const NOTHING: Chosen = { answer: false, explanation: false };

function describeWho({ name, position, email, date }: OpenedReturn['returned']['answeredBy']): string {
  return [name, position, email, date].filter((text) => text !== '').join(', ');
}
