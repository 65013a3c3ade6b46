import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ACCESS_ROLES, IDENTITY_KINDS, type Identity } from '../../../shared/contract/access-tier-records.ts';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import { RegisterGrid, type RegisterColumn } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { AddIdentityDialog } from './add-identity-dialog.tsx';
import { IdentityDrawer } from './identity-drawer.tsx';
import { useOpenRecord } from './use-open-record.ts';

const PRESENT: ListFilter = { field: 'leftOn', operator: 'is', values: [null] };

/** The holder of the access that a check leads to, `?grant=ID`. */
function useHolderOfGrant(): string | null {
  const [parameters] = useSearchParams();
  const grantId = parameters.get('grant');
  const { data } = useQuery({
    ...api.accessTiers.listGrants.queryOptions({
      input: { limit: 1, filters: [{ field: 'id', operator: 'is', values: [grantId] }] },
    }),
    enabled: grantId !== null,
  });
  return data?.rows[0]?.identity.id ?? null;
}

/** Who and what uses the tools: people by role, and agents with the person who answers for them. */
export function IdentitiesPage() {
  const { t } = useTranslation();
  const [chosenId, show] = useOpenRecord();
  const holderId = useHolderOfGrant();
  const openId = chosenId ?? holderId;
  const [adding, setAdding] = useState(false);
  const refusal = useRoleRefusal('accessTiers.addIdentity');
  const register = useRegister({
    name: 'accessIdentities',
    views: [
      { id: 'present', label: t('accessTiers.people.present'), filters: [PRESENT] },
      {
        id: 'agents',
        label: t('accessTiers.people.agents'),
        filters: [PRESENT, { field: 'kind', operator: 'is', values: ['agent'] }],
      },
      {
        id: 'left',
        label: t('accessTiers.people.left'),
        filters: [{ field: 'leftOn', operator: 'is_not', values: [null] }],
      },
      { id: 'all', label: t('accessTiers.people.all'), filters: [] },
    ],
  });
  const page = useQuery(
    api.accessTiers.listIdentities.queryOptions({ input: register.list, placeholderData: keepPreviousData }),
  );
  const all = useQuery(api.accessTiers.listIdentities.queryOptions({ input: { limit: 1 } }));
  usePage(t('accessTiers.people.title'), [
    { label: t('app.group.design') },
    { label: t('accessTiers.title'), to: '/access-tiers' },
  ]);
  const columns = useMemo(() => listColumns(t), [t]);
  const filters = useMemo(() => listFilters(t), [t]);
  const add = () => setAdding(true);
  useKeys(
    t('accessTiers.people.title'),
    refusal === undefined ? [{ key: 'C', label: t('accessTiers.people.add'), run: add }] : [],
  );
  const addButton = (
    <Button kind="primary" icon={Plus} unavailable={refusal} onClick={add}>
      {t('accessTiers.people.add')}
    </Button>
  );

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('accessTiers.people.title')}
          fact={t('accessTiers.people.purpose')}
          actions={
            <>
              <ButtonLink to="/training">{t('accessTiers.people.training')}</ButtonLink>
              {addButton}
            </>
          }
        />
      }
      drawer={openId && <IdentityDrawer key={openId} identityId={openId} onClose={() => show(null)} />}
    >
      {all.data?.total === 0 ? (
        <EmptyPage
          title={t('accessTiers.people.emptyTitle')}
          text={t('accessTiers.people.emptyText')}
          steps={[
            { title: t('accessTiers.people.add'), text: t('accessTiers.people.emptyAddText'), action: addButton },
          ]}
        />
      ) : (
        <RegisterGrid
          label={t('accessTiers.people.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => show(row.id)}
        />
      )}
      {adding && (
        <AddIdentityDialog
          onAdded={(identityId) => {
            setAdding(false);
            show(identityId);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </PageLayout>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function listColumns(t: Translate): RegisterColumn<Identity>[] {
  const title = (id: string) => ({ id, title: t(`accessTiers.people.column.${id}`) });
  return [
    { ...title('name'), width: 200, grow: 2, render: ({ name }) => name },
    { ...title('code'), width: 80, grow: 0, render: ({ code }) => <span className="mono">{code}</span> },
    { ...title('kind'), width: 88, grow: 0, render: ({ kind }) => t(`accessTiers.people.kind.${kind}`) },
    { ...title('role'), width: 152, grow: 0, render: ({ role }) => t(`accessTiers.role.${role}`) },
    { ...title('account'), width: 208, grow: 1, render: ({ account }) => account },
    { ...title('ownerId'), width: 144, grow: 1, sortable: false, render: ({ owner }) => owner?.name },
    { ...title('joinedOn'), width: 112, grow: 0, align: 'right', render: ({ joinedOn }) => formatDay(joinedOn) },
    {
      ...title('leftOn'),
      width: 112,
      grow: 0,
      align: 'right',
      render: ({ leftOn }) => leftOn && formatDay(leftOn),
    },
  ];
}

function listFilters(t: Translate): RegisterFilter[] {
  return [
    {
      field: 'role',
      title: t('accessTiers.people.column.role'),
      kind: 'choice',
      pinned: true,
      options: ACCESS_ROLES.map((value) => ({ value, label: t(`accessTiers.role.${value}`) })),
    },
    {
      field: 'kind',
      title: t('accessTiers.people.column.kind'),
      kind: 'choice',
      pinned: true,
      options: IDENTITY_KINDS.map((value) => ({ value, label: t(`accessTiers.people.kind.${value}`) })),
    },
    { field: 'joinedOn', title: t('accessTiers.people.column.joinedOn'), kind: 'day' },
    { field: 'leftOn', title: t('accessTiers.people.column.leftOn'), kind: 'day' },
  ];
}
