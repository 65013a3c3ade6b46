import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ExplainDrawer } from '../../components/explain-drawer.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { AssessmentHeader } from './assessment-header.tsx';
import { findNext, isAnswered, listQuestionRows } from './assessment-rows.ts';
import { FlowMode } from './flow-mode.tsx';
import { GridMode } from './grid-mode.tsx';
import { useAssessment, type OpenAssessment } from './use-assessment.ts';
import { usePlace } from './use-place.ts';

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
  const place = usePlace();
  const { assessment } = open;
  usePage(assessment.title, [
    { label: t('assessments.title'), to: '/assessments' },
    { label: assessment.tool.name, to: recordPath('tool', assessment.tool.id) },
  ]);
  const rows = listQuestionRows(assessment);
  // Fixed at the first drawing: the page must not move on by itself when a question has been answered.
  const [first] = useState(() => findNext(rows, null, (row) => !isAnswered(row.answer))?.question.id ?? null);
  const presentId = place.questionId ?? first;
  const present = rows.find((row) => row.question.id === presentId) ?? rows[0];

  const [isExplaining, setExplaining] = useState(false);
  const explain = () => setExplaining(true);
  const showQuestion = (questionId: string) => place.move({ mode: 'flow', questionId });
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
      header={
        <AssessmentHeader open={open} mode={place.mode} onMode={(mode) => place.move({ mode })} onGo={showQuestion} />
      }
    >
      {place.mode === 'flow' && present && (
        <FlowMode open={open} rows={rows} present={present} onGo={showQuestion} onExplain={explain} />
      )}
      {place.mode === 'grid' && (
        <GridMode open={open} rows={rows} presentId={present?.question.id ?? null} onOpen={showQuestion} />
      )}
    </PageLayout>
  );
}
