import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { CalendarDays, Download, Plus, User } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RegisterGrid } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AddAgreementDialog } from './add-agreement-dialog.tsx';
import { listAgreementColumns, listAgreementFilters } from './agreement-columns.tsx';
import { EmptyAgreements } from './empty-agreements.tsx';
import { ManyAgreementsDialog, type ManyAgreementsProps } from './many-agreements-dialogs.tsx';

const BY_VENDOR: ListInput['sort'] = [{ field: 'vendorName', direction: 'ascending' }];
const BY_END: ListInput['sort'] = [{ field: 'expiresOn', direction: 'ascending' }];
const state = (...values: string[]): ListFilter => ({ field: 'state', operator: 'is', values });
const KEPT: ListFilter = { field: 'state', operator: 'is_not', values: ['superseded', 'closed'] };

/** The tabs that come with the page, each with the number of its agreements. */
function useAgreementViews() {
  const { t } = useTranslation();
  const views = [
    { id: 'all', filters: [KEPT] },
    { id: 'inForce', filters: [state('active', 'expiring')] },
    { id: 'underWay', filters: [state('not_assessed', 'required', 'requested', 'in_negotiation', 'signed')] },
    { id: 'ending', filters: [state('expiring', 'expired', 'terminated')], sort: BY_END },
  ];
  const counts = useQueries({
    queries: views.map(({ filters }) => api.agreements.list.queryOptions({ input: { filters, limit: 1 } })),
  });
  return views.map((view, index) => ({
    ...view,
    label: t(`agreements.view.${view.id}`),
    count: counts[index]?.data?.total,
  }));
}

/** The register of agreements with vendors. `?add` opens the dialog, `?add=VENDOR` for one vendor. */
export function AgreementsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const [opened, setOpened] = useState<Omit<ManyAgreementsProps, 'onClose'> | null>(null);
  const register = useRegister({ name: 'agreements', views: useAgreementViews(), sort: BY_VENDOR });
  const page = useQuery(api.agreements.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const all = useQuery(api.agreements.list.queryOptions({ input: { limit: 1 } }));
  const inForce = useQuery(
    api.agreements.list.queryOptions({ input: { limit: 1, filters: [state('active', 'expiring')] } }),
  );
  const people = useQuery(api.people.list.queryOptions());
  const createRefusal = useRoleRefusal('agreements.create');
  const changeRefusal = useRoleRefusal('agreements.updateMany');
  usePage(t('agreements.title'), [{ label: t('app.group.assess') }]);
  const columns = useMemo(() => listAgreementColumns(t, today), [t, today]);
  const filters = useMemo(() => listAgreementFilters(t, people.data ?? []), [t, people.data]);
  const isEmpty = all.data?.total === 0;
  const adding = parameters.get('add');

  function setAdding(vendorId: string | null): void {
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (vendorId === null) after.delete('add');
      else after.set('add', vendorId);
      return after;
    });
  }
  const add = () => setAdding('');

  useKeys(
    t('agreements.title'),
    createRefusal === undefined ? [{ key: 'C', label: t('agreements.add.title'), run: add }] : [],
  );
  useCommands(t('agreements.title'), [
    { id: 'add', label: t('agreements.add.title'), key: 'C', icon: Plus, run: add, refusal: createRefusal },
  ]);

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('agreements.title')}
          fact={
            all.data && inForce.data && !isEmpty
              ? t('agreements.count', {
                  count: all.data.total,
                  number: formatNumber(all.data.total),
                  inForce: formatNumber(inForce.data.total),
                })
              : t('agreements.purpose')
          }
          actions={
            <>
              {isEmpty ? (
                <Button icon={Download} unavailable={t('agreements.nothingToExport')}>
                  {t('agreements.export')}
                </Button>
              ) : (
                <ButtonLink to="/reports?kind=agreements_register" icon={Download}>
                  {t('agreements.export')}
                </ButtonLink>
              )}
              <Button kind="primary" icon={Plus} unavailable={createRefusal} onClick={add}>
                {t('agreements.add.title')}
              </Button>
            </>
          }
        />
      }
    >
      {isEmpty ? (
        <EmptyAgreements refusal={createRefusal} onAdd={add} />
      ) : (
        <RegisterGrid
          label={t('agreements.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => void navigate(recordPath('agreement', row.id))}
          bulkNote={t('agreements.bulk.note')}
          bulkActions={[
            {
              id: 'owner',
              label: t('agreements.bulk.owner'),
              icon: User,
              run: (rows, done) => setOpened({ kind: 'owner', rows, done }),
              unavailable: () => changeRefusal,
            },
            {
              id: 'review',
              label: t('agreements.bulk.review'),
              icon: CalendarDays,
              run: (rows, done) => setOpened({ kind: 'review', rows, done }),
              unavailable: () => changeRefusal,
            },
          ]}
        />
      )}
      {adding !== null && <AddAgreementDialog vendorId={adding} onClose={() => setAdding(null)} />}
      {opened && <ManyAgreementsDialog {...opened} onClose={() => setOpened(null)} />}
    </PageLayout>
  );
}
