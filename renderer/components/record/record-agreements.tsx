import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AgreementRow } from '../../../shared/contract/agreements.ts';
import { LIST_LIMIT } from '../../../shared/contract/operation.ts';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AgreementMark } from '../agreement-mark.tsx';
import { Button } from '../button.tsx';
import { DataTable, type DataColumn } from '../data-table.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Panel } from '../panel.tsx';

/** The agreements with a vendor; a row opens one. */
export function RecordAgreements({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useWorking();
  const addRefusal = useRoleRefusal('agreements.create');
  const list = useQuery(
    api.agreements.list.queryOptions({
      input: { filters: [{ field: 'vendorId', operator: 'is', values: [vendorId] }], limit: LIST_LIMIT },
    }),
  );
  const title = (id: string) => ({ id, title: t(`agreements.column.${id}`) });
  const columns: DataColumn<AgreementRow>[] = [
    { ...title('code'), mono: true, width: '88px', render: (row) => row.code },
    { ...title('title'), wrap: true, render: (row) => row.title },
    { ...title('needed'), quiet: true, render: (row) => t(`agreements.needed.${row.needed}`) },
    { ...title('offered'), quiet: true, render: (row) => t(`agreements.offered.${row.offered}`) },
    { ...title('state'), render: (row) => <AgreementMark agreement={row} today={today} /> },
    { ...title('scope'), wrap: true, quiet: true, render: (row) => row.scope.join('; ') },
    {
      ...title('expiresOn'),
      align: 'right',
      quiet: true,
      render: ({ expiresOn }) => expiresOn && formatDay(expiresOn),
    },
  ];
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={5} />;
  return (
    <Panel
      title={t('agreements.title')}
      note={t('agreements.vendorNote')}
      flush
      action={
        <Button
          kind="quiet"
          size="small"
          icon={Plus}
          unavailable={addRefusal}
          onClick={() => void navigate(`/agreements?add=${vendorId}`)}
        >
          {t('agreements.add.title')}
        </Button>
      }
    >
      <DataTable
        label={t('agreements.title')}
        columns={columns}
        rows={list.data.rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate(recordPath('agreement', row.id))}
        empty={t('agreements.vendorEmpty')}
      />
    </Panel>
  );
}
