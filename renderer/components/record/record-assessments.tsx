import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AssessmentRow } from '../../../shared/contract/assessments.ts';
import { LIST_LIMIT } from '../../../shared/contract/operation.ts';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { Button } from '../button.tsx';
import { DataTable, type DataColumn } from '../data-table.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Panel } from '../panel.tsx';
import { WordMark } from '../word-mark.tsx';

/** The assessments of a vendor or of one tool, newest first, and the way to the next one. */
export function RecordAssessments({
  field,
  id,
  toolId,
}: {
  field: 'vendorId' | 'toolId';
  id: string;
  toolId?: string;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refusal = useRoleRefusal('assessments.plan');
  const list = useQuery(
    api.assessments.list.queryOptions({
      input: {
        filters: [{ field, operator: 'is', values: [id] }],
        sort: [{ field: 'code', direction: 'descending' }],
        limit: LIST_LIMIT,
      },
    }),
  );
  const columns: DataColumn<AssessmentRow>[] = [
    { id: 'code', title: t('record.assessment.code'), render: (row) => row.code, mono: true, width: '112px' },
    { id: 'title', title: t('record.assessment.title'), render: (row) => row.title, wrap: true },
    ...(field === 'vendorId'
      ? [{ id: 'tool', title: t('record.assessment.tool'), render: (row: AssessmentRow) => row.tool.name, quiet: true }]
      : []),
    {
      id: 'state',
      title: t('record.assessment.state'),
      render: (row) => <WordMark of="assessment" value={row.state} />,
    },
    {
      id: 'score',
      title: t('record.assessment.score'),
      align: 'right',
      render: (row) => (row.score === null ? null : formatNumber(Math.round(row.score))),
    },
    {
      id: 'answered',
      title: t('record.assessment.answered'),
      align: 'right',
      render: (row) => t('record.assessment.of', { answered: row.answered, questions: row.questions }),
    },
    {
      id: 'due',
      title: t('record.assessment.due'),
      align: 'right',
      quiet: true,
      render: (row) => {
        const day = row.state === 'signed_off' ? row.nextDueOn : row.dueOn;
        return day === null ? null : formatDay(day);
      },
    },
  ];
  const start = (
    <Button
      size="small"
      kind="quiet"
      icon={Plus}
      unavailable={refusal}
      onClick={() => void navigate(`/assessments?plan=${toolId ?? ''}`)}
    >
      {t('record.assessment.start')}
    </Button>
  );
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={4} />;
  return (
    <Panel title={t('record.assessment.heading')} action={start} flush>
      <DataTable
        label={t('record.assessment.heading')}
        columns={columns}
        rows={list.data.rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(recordPath('assessment', row.id))}
        empty={t('record.assessment.empty')}
      />
    </Panel>
  );
}
