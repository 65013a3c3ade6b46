import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { QuestionnaireRow } from '../../../shared/contract/questionnaires.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './questionnaires-page.module.css';

/** The questionnaires that came with Assay and one's own, by version. */
export function QuestionnairesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = useWorking();
  usePage(t('questionnaires.title'), [{ label: t('app.group.assess') }]);
  const list = useQuery(api.questionnaires.list.queryOptions());
  const importFile = useMutation(
    api.questionnaires.importFile.mutationOptions({
      onSuccess: ({ id }) => void navigate(recordPath('questionnaire', id)),
    }),
  );
  const mayEdit = person.role === 'compliance_officer' || person.role === 'security_reviewer';
  const failure = list.error ?? importFile.error;
  const groups = (['own', 'shipped'] as const).map((origin) => ({
    origin,
    rows: (list.data ?? []).filter((row) => row.origin === origin),
  }));
  const columns = [
    { id: 'title', title: t('questionnaires.name'), render: (row: QuestionnaireRow) => row.title },
    { id: 'version', title: t('questionnaires.version'), mono: true, render: (row: QuestionnaireRow) => row.version },
    {
      id: 'status',
      title: t('questionnaires.status'),
      render: (row: QuestionnaireRow) => <WordMark of="questionnaire" value={row.status} />,
    },
    {
      id: 'questions',
      title: t('questionnaires.questions'),
      align: 'right' as const,
      render: (row: QuestionnaireRow) => formatNumber(row.questions),
    },
    {
      id: 'assessments',
      title: t('questionnaires.assessments'),
      align: 'right' as const,
      render: (row: QuestionnaireRow) => formatNumber(row.assessments),
    },
    {
      id: 'published',
      title: t('questionnaires.published'),
      quiet: true,
      render: (row: QuestionnaireRow) => row.publishedAt && formatDay(row.publishedAt.slice(0, 10)),
    },
    {
      id: 'purpose',
      title: t('questionnaires.purpose'),
      quiet: true,
      wrap: true,
      render: (row: QuestionnaireRow) => <span className={styles.purpose}>{row.purpose}</span>,
    },
  ];
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('questionnaires.title')}
          fact={t('questionnaires.fact')}
          actions={
            <FileButton
              kind="questionnaire"
              unavailable={mayEdit ? undefined : t('questionnaires.mayNotEdit')}
              onFile={async ({ token }) => {
                await importFile.mutateAsync({ token });
              }}
            >
              {t('questionnaires.importFile')}
            </FileButton>
          }
        />
      }
    >
      {failure && <ErrorPanel problem={readProblem(failure)} />}
      {list.isPending && <LoadingRows />}
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ origin, rows }) => (
          <div key={origin} className={styles.group}>
            <Panel
              title={t(`questionnaires.origin.${origin}`)}
              fact={t('questionnaires.count', { count: rows.length })}
              flush
            >
              <DataTable
                label={t(`questionnaires.origin.${origin}`)}
                rows={rows}
                rowId={({ id }) => id}
                onOpen={({ id }) => void navigate(recordPath('questionnaire', id))}
                columns={columns}
              />
            </Panel>
          </div>
        ))}
    </PageLayout>
  );
}
