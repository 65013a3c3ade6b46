import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SENTENCE_STATES,
  type AuditorAnswer,
  type AuditorQuestion,
  type Sentence,
  type SentenceState,
} from '../../../shared/contract/auditor-answers.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './auditor-answers.module.css';
import { SentenceList } from './sentence-list.tsx';
import { WordingDialog } from './wording-dialog.tsx';

const PAGE = 100;
const VIEWS = ['all', ...SENTENCE_STATES] as const;

/** One answer: who gives it, whether somebody agreed with it, and its sentences. */
export function AnswerPanel({ question }: { question: AuditorQuestion }) {
  const { t } = useTranslation();
  const [state, setState] = useState<SentenceState | null>(null);
  const [offset, setOffset] = useState(0);
  const [worded, setWorded] = useState<Sentence | null>(null);
  const found = useQuery(
    api.auditorAnswers.get.queryOptions({
      input: { question, state, offset, limit: PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  if (found.isError) return <ErrorPanel problem={readProblem(found.error)} />;
  if (!found.data) return <LoadingRows rows={8} />;
  const { answer, sentences, total } = found.data;
  const count = (view: (typeof VIEWS)[number]) =>
    view === 'all' ? SENTENCE_STATES.reduce((sum, one) => sum + answer.counts[one], 0) : answer.counts[view];
  return (
    <div className={styles.answer}>
      <Panel title={t(`auditorAnswers.question.${question}`)}>
        <AnswerHead answer={answer} isReading={found.isFetching} />
      </Panel>
      <Panel
        flush
        title={t('auditorAnswers.sentences')}
        action={
          <SegmentedControl
            label={t('auditorAnswers.show')}
            options={VIEWS.map((view) => ({
              value: view,
              label: t('auditorAnswers.view', {
                word: t(view === 'all' ? 'auditorAnswers.all' : `auditorAnswers.state.${view}`),
                number: formatNumber(count(view)),
              }),
            }))}
            value={state ?? 'all'}
            onChange={(view) => {
              setOffset(0);
              setState(view === 'all' ? null : view);
            }}
          />
        }
        foot={
          total > PAGE ? (
            <div className={styles.pager}>
              <Button
                size="small"
                unavailable={offset === 0 ? t('auditorAnswers.firstShown') : undefined}
                onClick={() => setOffset(Math.max(0, offset - PAGE))}
              >
                {t('auditorAnswers.previous')}
              </Button>
              <span aria-live="polite">
                {t('auditorAnswers.shown', {
                  from: formatNumber(offset + 1),
                  to: formatNumber(offset + sentences.length),
                  total: formatNumber(total),
                })}
              </span>
              <Button
                size="small"
                unavailable={offset + sentences.length >= total ? t('auditorAnswers.lastShown') : undefined}
                onClick={() => setOffset(offset + PAGE)}
              >
                {t('auditorAnswers.next')}
              </Button>
            </div>
          ) : undefined
        }
      >
        <SentenceList sentences={sentences} from={offset} onWord={setWorded} />
      </Panel>
      {worded && <WordingDialog question={question} sentence={worded} onClose={() => setWorded(null)} />}
    </div>
  );
}

function AnswerHead({ answer, isReading }: { answer: AuditorAnswer; isReading: boolean }) {
  const { t } = useTranslation();
  const { question, revision, owner, outdated, evidence } = answer;
  const ownerRefusal = useRoleRefusal('auditorAnswers.setOwner');
  const reviewRefusal = useRoleRefusal('auditorAnswers.review');
  const people = useQuery(api.people.list.queryOptions());
  const setOwner = useMutation(api.auditorAnswers.setOwner.mutationOptions());
  const review = useMutation(api.auditorAnswers.review.mutationOptions());
  const failure = setOwner.error ?? review.error;
  const refusal =
    reviewRefusal ??
    (isReading || setOwner.isPending ? t('auditorAnswers.saving') : undefined) ??
    (outdated > 0 ? t('auditorAnswers.review.outdatedFirst') : undefined) ??
    (answer.review?.outdated === false ? t('auditorAnswers.review.already') : undefined);
  return (
    <>
      <div className={styles.head}>
        <div className={styles.owner}>
          <PersonSelect
            label={t('auditorAnswers.owner')}
            people={people.data ?? []}
            value={owner?.id ?? null}
            readOnly={ownerRefusal !== undefined}
            onChange={(ownerId) => setOwner.mutate({ question, revision, ownerId })}
          />
        </div>
        <div className={styles.review}>
          <ReviewMark review={answer.review} />
          <span className={styles.quiet}>
            {t('auditorAnswers.evidence', { count: evidence, number: formatNumber(evidence) })}
            {outdated > 0 &&
              ` ${t('auditorAnswers.outdatedCount', { count: outdated, number: formatNumber(outdated) })}`}
          </span>
        </div>
        <Button icon={Check} unavailable={refusal} onClick={() => review.mutate({ question, revision })}>
          {t('auditorAnswers.review.action')}
        </Button>
      </div>
      {failure && <ErrorPanel problem={readProblem(failure)} />}
    </>
  );
}

function ReviewMark({ review }: Pick<AuditorAnswer, 'review'>) {
  const { t } = useTranslation();
  if (!review) return <StatusMark shape="open">{t('auditorAnswers.review.none')}</StatusMark>;
  const facts = { name: review.by?.name ?? '', day: formatDay(review.on) };
  return review.outdated ? (
    <StatusMark shape="clock" tone="warn">
      {t('auditorAnswers.review.outdated', facts)}
    </StatusMark>
  ) : (
    <StatusMark shape="ok" tone="ok">
      {t('auditorAnswers.review.done', facts)}
    </StatusMark>
  );
}
