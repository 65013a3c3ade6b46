import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LIST_LIMIT } from '../../../shared/contract/operation.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { GatePips } from '../../components/gate-pips.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** The tools of a vendor. */
export function VendorTools({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refusal = useRoleRefusal('tools.create');
  const list = useQuery(
    api.tools.list.queryOptions({
      input: { filters: [{ field: 'vendorId', operator: 'is', values: [vendorId] }], limit: LIST_LIMIT },
    }),
  );
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={3} />;
  return (
    <Panel
      title={t('vendors.tab.tools')}
      action={
        <Button
          kind="quiet"
          size="small"
          icon={Plus}
          unavailable={refusal}
          onClick={() => void navigate(`/tools?add=${vendorId}`)}
        >
          {t('vendors.addTool')}
        </Button>
      }
      flush
    >
      <DataTable
        label={t('vendors.tab.tools')}
        rows={list.data.rows}
        rowId={(tool) => tool.id}
        onOpen={(tool) => void navigate(recordPath('tool', tool.id))}
        empty={t('vendors.noTools')}
        columns={[
          { id: 'name', title: t('vendors.tool.name'), render: (tool) => <b>{tool.name}</b> },
          { id: 'plan', title: t('vendors.tool.plan'), quiet: true, render: (tool) => tool.plan },
          {
            id: 'status',
            title: t('vendors.tool.status'),
            render: (tool) => <WordMark of="register" value={tool.status} />,
          },
          {
            id: 'inherent',
            title: t('vendors.tool.inherent'),
            render: (tool) => <BandMark band={tool.inherentTier} neutral />,
          },
          { id: 'gates', title: t('vendors.tool.gates'), render: (tool) => <GatePips gates={tool.gates} /> },
          { id: 'owner', title: t('vendors.tool.owner'), quiet: true, render: (tool) => tool.owner?.name },
          {
            id: 'review',
            title: t('vendors.tool.nextReviewOn'),
            align: 'right',
            render: (tool) => tool.nextReviewOn && formatDay(tool.nextReviewOn),
          },
        ]}
      />
    </Panel>
  );
}
