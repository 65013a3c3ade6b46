import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Finding } from '../../../shared/contract/findings.ts';
import { LIST_LIMIT, type ListFilter } from '../../../shared/contract/operation.ts';
import { api } from '../../platform/api.ts';
import { formatShortDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { registerPath } from '../../platform/register-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { BandMark } from '../band-mark.tsx';
import { DataTable, type DataColumn } from '../data-table.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Panel } from '../panel.tsx';
import { StatusMark } from '../status-mark.tsx';
import { WordMark } from '../word-mark.tsx';

export interface RecordFindingsProps {
  field: 'vendorId' | 'toolId';
  id: string;
  /** Those still to be dealt with, in few columns, for a summary. */
  openOnly?: boolean;
}

/** The findings about a vendor or a tool; a row opens one. */
export function RecordFindings({ field, id, openOnly = false }: RecordFindingsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useWorking();
  const about: ListFilter = { field, operator: 'is', values: [id] };
  const open: ListFilter = { field: 'status', operator: 'is', values: ['open', 'in_progress'] };
  const filters = openOnly ? [about, open] : [about];
  const list = useQuery(
    api.findings.list.queryOptions({
      input: { filters, sort: [{ field: 'dueOn', direction: 'ascending' }], limit: openOnly ? 5 : LIST_LIMIT },
    }),
  );
  const columns: DataColumn<Finding>[] = [
    { id: 'code', title: t('record.finding.code'), render: (row) => row.code, mono: true, width: '72px' },
    { id: 'title', title: t('record.finding.title'), render: (row) => row.title, wrap: true },
    { id: 'kind', title: t('record.finding.kind'), render: (row) => <FindingKind finding={row} /> },
    ...(openOnly
      ? []
      : [
          {
            id: 'severity',
            title: t('record.finding.severity'),
            render: (row: Finding) => <BandMark band={row.severity} />,
          },
          {
            id: 'status',
            title: t('record.finding.status'),
            render: (row: Finding) => <WordMark of="finding" value={row.status} />,
          },
          { id: 'owner', title: t('record.finding.owner'), render: (row: Finding) => row.owner?.name, quiet: true },
        ]),
    {
      id: 'due',
      title: t('record.finding.due'),
      align: 'right',
      quiet: true,
      render: (row) => (row.dueOn === null ? null : formatShortDay(row.dueOn, today)),
    },
  ];
  const title = t(openOnly ? 'record.finding.open' : 'record.finding.heading');
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={3} />;
  const { rows, total } = list.data;
  return (
    <Panel
      title={title}
      link={
        total === 0
          ? undefined
          : { to: registerPath('/findings', filters), text: t('record.finding.all', { count: total }) }
      }
      flush
    >
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(recordPath('finding', row.id))}
        empty={t(openOnly ? 'record.finding.noneOpen' : 'record.finding.empty')}
      />
    </Panel>
  );
}

/** What a finding is, with the rule that raised it: "Red flag RF-2". */
export function FindingKind({ finding }: { finding: Pick<Finding, 'kind' | 'ruleId'> }) {
  const { t } = useTranslation();
  if (finding.kind !== 'red_flag' || finding.ruleId === null) return <WordMark of="findingKind" value={finding.kind} />;
  return (
    <StatusMark shape="flag" tone="bad">
      {t('record.finding.flag', { rule: finding.ruleId })}
    </StatusMark>
  );
}
