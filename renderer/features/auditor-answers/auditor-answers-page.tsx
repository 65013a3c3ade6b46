import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import {
  AUDITOR_QUESTIONS,
  type AuditorAnswer,
  type AuditorQuestion,
} from '../../../shared/contract/auditor-answers.ts';
import { ButtonLink } from '../../components/button.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { ToolsInUseFirst, useNothingInUse } from '../../components/record/tools-in-use.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { AnswerPanel } from './answer-panel.tsx';
import styles from './auditor-answers.module.css';

/** The seven questions of auditors with their answers, each sentence with what it rests on. */
export function AuditorAnswersPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const list = useQuery(api.auditorAnswers.list.queryOptions());
  const question = AUDITOR_QUESTIONS.find((one) => one === parameters.get('question')) ?? 'Q1';
  usePage(t('auditorAnswers.title'), [{ label: t('app.group.prove') }]);
  const show = (one: AuditorQuestion) => setParameters({ question: one }, { replace: true });
  useKeys(
    t('auditorAnswers.title'),
    AUDITOR_QUESTIONS.map((one, index) => ({
      key: String(index + 1),
      label: t(`auditorAnswers.question.${one}`),
      run: () => show(one),
    })),
  );
  const nothingInUse = useNothingInUse();
  const open = list.data?.answers.reduce(
    (sum, { counts }) => sum + counts.missing + counts.stale + counts.contradicted,
    0,
  );
  return (
    <PageLayout
      header={
        <>
          <PageHeader
            title={t('auditorAnswers.title')}
            fact={
              open === undefined
                ? t('auditorAnswers.purpose')
                : t('auditorAnswers.fact', { count: open, number: formatNumber(open) })
            }
            actions={
              <ButtonLink to="/reports?kind=auditor_answers" icon={Download}>
                {t('auditorAnswers.export')}
              </ButtonLink>
            }
          />
          {nothingInUse && <ToolsInUseFirst />}
        </>
      }
      footer={<PageKeys hints={[{ keys: ['1–7'], label: t('auditorAnswers.keys') }]} />}
    >
      {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
      {list.isPending && <LoadingRows rows={8} />}
      {list.data && (
        <div className={styles.columns}>
          <QuestionList answers={list.data.answers} chosen={question} onChoose={show} />
          <AnswerPanel key={question} question={question} />
        </div>
      )}
    </PageLayout>
  );
}

interface QuestionListProps {
  answers: readonly AuditorAnswer[];
  chosen: AuditorQuestion;
  onChoose: (question: AuditorQuestion) => void;
}

function QuestionList({ answers, chosen, onChoose }: QuestionListProps) {
  const { t } = useTranslation();
  return (
    <ul className={styles.questions} aria-label={t('auditorAnswers.questions')}>
      {answers.map((answer) => {
        const { question, counts } = answer;
        const open = counts.missing + counts.stale + counts.contradicted;
        return (
          <li key={question}>
            <button
              type="button"
              className={joinClasses(styles.question, question === chosen && styles.chosen)}
              aria-pressed={question === chosen}
              onClick={() => onChoose(question)}
            >
              <span className={styles.number}>{question.slice(1)}</span>
              <span className={styles.text}>
                <span>{t(`auditorAnswers.question.${question}`)}</span>
                <span className={styles.quiet}>
                  {t('auditorAnswers.stands', { count: counts.stands, number: formatNumber(counts.stands) })}{' '}
                  {open === 0
                    ? t('auditorAnswers.nothingOpen')
                    : t('auditorAnswers.open', { count: open, number: formatNumber(open) })}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
