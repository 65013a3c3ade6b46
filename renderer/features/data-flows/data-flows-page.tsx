import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RegisterGrid } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { listDataFlowColumns, listDataFlowFilters } from './data-flow-columns.tsx';
import { EmptyDataFlows } from './empty-data-flows.tsx';
import { NewMapDialog } from './new-map-dialog.tsx';

const BY_TOOL: ListInput['sort'] = [{ field: 'toolName', direction: 'ascending' }];
const NOT_RETIRED: ListFilter = { field: 'status', operator: 'is_not', values: ['retired'] };
const IN_USE: ListFilter = { field: 'status', operator: 'is', values: ['approved', 'conditional'] };
const WITHOUT: ListFilter = { field: 'state', operator: 'is', values: [null] };
const MAPPED: ListFilter = { field: 'state', operator: 'is_not', values: [null] };
const CONFIRMED: ListFilter = { field: 'state', operator: 'is', values: ['confirmed', 'changed'] };
const TO_CONFIRM: ListFilter = { field: 'state', operator: 'is', values: ['draft', 'changed'] };

function useCount(filters: readonly ListFilter[]): number | undefined {
  return useQuery(api.dataFlows.list.queryOptions({ input: { filters: [...filters], limit: 1 } })).data?.total;
}

/** The tools with the state of their maps. */
export function DataFlowsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const refusal = useRoleRefusal('dataFlows.start');
  const mapped = useCount([MAPPED]);
  const waiting = useCount([WITHOUT, IN_USE]);
  const toConfirm = useCount([TO_CONFIRM]);
  const confirmed = useCount([CONFIRMED]);
  const register = useRegister({
    name: 'dataFlows',
    views: [
      { id: 'all', label: t('dataFlows.view.all'), filters: [NOT_RETIRED] },
      { id: 'waiting', label: t('dataFlows.view.waiting'), filters: [WITHOUT, IN_USE], count: waiting },
      { id: 'toConfirm', label: t('dataFlows.view.toConfirm'), filters: [TO_CONFIRM], count: toConfirm },
    ],
    sort: BY_TOOL,
  });
  const page = useQuery(api.dataFlows.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const columns = useMemo(() => listDataFlowColumns(t), [t]);
  const filters = useMemo(() => listDataFlowFilters(t), [t]);
  const add = () => setAdding(true);
  usePage(t('dataFlows.title'), [{ label: t('app.group.assess') }]);
  useKeys(t('dataFlows.title'), refusal === undefined ? [{ key: 'C', label: t('dataFlows.add.title'), run: add }] : []);
  useCommands(t('dataFlows.title'), [
    { id: 'add', label: t('dataFlows.add.title'), key: 'C', icon: Plus, run: add, refusal },
  ]);
  const isEmpty = mapped === 0;

  function describe(): string {
    if (mapped === undefined || waiting === undefined) return t('dataFlows.purpose');
    const maps = mapped === 0 ? t('dataFlows.noMap') : t('dataFlows.maps', { count: mapped });
    return `${maps} ${t('dataFlows.waiting', { count: waiting })}`;
  }

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('dataFlows.title')}
          fact={describe()}
          actions={
            <>
              {confirmed === 0 ? (
                <Button icon={Download} unavailable={t('dataFlows.nothingToExport')}>
                  {t('dataFlows.export')}
                </Button>
              ) : (
                <ButtonLink to="/reports?kind=data_flow" icon={Download}>
                  {t('dataFlows.export')}
                </ButtonLink>
              )}
              <Button kind="primary" icon={Plus} keyCap="C" unavailable={refusal} onClick={add}>
                {t('dataFlows.add.title')}
              </Button>
            </>
          }
        />
      }
    >
      {isEmpty ? (
        <EmptyDataFlows />
      ) : (
        <RegisterGrid
          label={t('dataFlows.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => void navigate(recordPath('data_flow_map', row.id))}
        />
      )}
      {adding && <NewMapDialog onClose={() => setAdding(false)} />}
    </PageLayout>
  );
}
