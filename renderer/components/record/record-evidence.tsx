import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { EvidenceRow } from '../../../shared/contract/evidence.ts';
import { LIST_LIMIT } from '../../../shared/contract/operation.ts';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { registerPath } from '../../platform/register-path.ts';
import { DataTable, type DataColumn } from '../data-table.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Panel } from '../panel.tsx';
import { WordMark } from '../word-mark.tsx';

/** The evidence about a vendor, with what it is worth and whether it is still fresh. */
export function RecordEvidence({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useQuery(
    api.evidence.list.queryOptions({
      input: { filters: [{ field: 'vendorId', operator: 'is', values: [vendorId] }], limit: LIST_LIMIT },
    }),
  );
  const columns: DataColumn<EvidenceRow>[] = [
    { id: 'index', title: t('record.evidence.index'), render: (row) => row.indexNumber, mono: true, width: '160px' },
    { id: 'title', title: t('record.evidence.title'), render: (row) => row.title, wrap: true },
    { id: 'state', title: t('record.evidence.state'), render: (row) => <WordMark of="evidence" value={row.state} /> },
    {
      id: 'freshness',
      title: t('record.evidence.freshness'),
      render: (row) => <WordMark of="freshness" value={row.freshness} />,
    },
    {
      id: 'links',
      title: t('record.evidence.links'),
      align: 'right',
      render: (row) => formatNumber(row.links),
    },
    {
      id: 'dated',
      title: t('record.evidence.dated'),
      align: 'right',
      quiet: true,
      render: (row) => {
        const day = row.periodEnd ?? row.datedOn;
        return day === null ? null : formatDay(day);
      },
    },
  ];
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={4} />;
  return (
    <Panel
      title={t('record.evidence.heading')}
      link={{
        to: registerPath('/evidence', [{ field: 'vendorId', operator: 'is', values: [vendorId] }]),
        text: t('record.evidence.library'),
      }}
      flush
    >
      <DataTable
        label={t('record.evidence.heading')}
        columns={columns}
        rows={list.data.rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(recordPath('evidence', row.id))}
        empty={t('record.evidence.empty')}
      />
    </Panel>
  );
}
