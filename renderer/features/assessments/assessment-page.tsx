import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ExplainDrawer } from '../../components/explain-drawer.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { AssessmentHeader, type Mode } from './assessment-header.tsx';
import { findNext, isAnswered, listQuestionRows } from './assessment-rows.ts';
import { FlowMode } from './flow-mode.tsx';
import { GridMode } from './grid-mode.tsx';
import { useAssessment, type OpenAssessment } from './use-assessment.ts';

/** One assessment: its questions one by one (flow) or all in a table (grid). */
export function AssessmentPage() {
  const { assessmentId = '' } = useParams();
  return <AssessmentLoader key={assessmentId} assessmentId={assessmentId} />;
}

function AssessmentLoader({ assessmentId }: { assessmentId: string }) {
  const { t } = useTranslation();
  const { open, error, retry } = useAssessment(assessmentId);
  if (open) return <AssessmentView open={open} />;
  if (error === null) return <LoadingRows rows={6} />;
  return <ErrorPanel problem={readProblem(error)} actions={[{ label: t('assessments.again'), run: retry }]} />;
}

function AssessmentView({ open }: { open: OpenAssessment }) {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const { assessment } = open;
  usePage(assessment.title, [
    { label: t('assessments.title'), to: '/assessments' },
    { label: assessment.tool.name, to: recordPath('tool', assessment.tool.id) },
  ]);
  const rows = listQuestionRows(assessment);
  const mode: Mode = address.get('view') === 'grid' ? 'grid' : 'flow';
  // Fixed at the first drawing: the page must not move on by itself when a question has been answered.
  const [first] = useState(() => findNext(rows, null, (row) => !isAnswered(row.answer))?.question.id ?? null);
  const presentId = address.get('question') ?? first;
  const present = rows.find((row) => row.question.id === presentId) ?? rows[0];

  /** The question and the mode stand in the address, so that a reload or a link comes back to them. */
  function show(next: { mode?: Mode; questionId?: string }): void {
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (next.mode) after.set('view', next.mode);
        if (next.questionId !== undefined) after.set('question', next.questionId);
        return after;
      },
      { replace: true },
    );
  }

  const [isExplaining, setExplaining] = useState(false);
  const explain = () => setExplaining(true);
  const showQuestion = (questionId: string) => show({ mode: 'flow', questionId });
  return (
    <PageLayout
      fill
      drawer={
        isExplaining && (
          <ExplainDrawer
            kind="questionnaire"
            subjectId={assessment.id}
            onClose={() => setExplaining(false)}
            onOpenSource={(source) => {
              if (source.kind === 'question') showQuestion(source.id);
            }}
          />
        )
      }
      header={<AssessmentHeader open={open} mode={mode} onMode={(next) => show({ mode: next })} onGo={showQuestion} />}
    >
      {mode === 'flow' && present && (
        <FlowMode open={open} rows={rows} present={present} onGo={showQuestion} onExplain={explain} />
      )}
      {mode === 'grid' && (
        <GridMode open={open} rows={rows} presentId={present?.question.id ?? null} onOpen={showQuestion} />
      )}
    </PageLayout>
  );
}
