import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCESS_CLASSES,
  EXCEPTION_STATES,
  type AccessException,
} from '../../../shared/contract/access-tier-records.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RegisterGrid, type RegisterColumn } from '../../components/register-grid.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { nameHolder } from './access-words.ts';
import { ExceptionMark } from './exception-mark.tsx';
import { ExceptionDrawer } from './exception-drawer.tsx';
import { RequestExceptionDialog } from './request-exception-dialog.tsx';
import { useOpenRecord } from './use-open-record.ts';

const NOBODY = { identityId: null, toolId: null, classId: null, repositoryId: null };

/** The register of exceptions; `?open=ID` shows one in the drawer. */
export function ExceptionsPage() {
  const { t } = useTranslation();
  const [openId, show] = useOpenRecord();
  const [asking, setAsking] = useState(false);
  const refusal = useRoleRefusal('accessTiers.requestException');
  const register = useRegister({
    name: 'accessExceptions',
    views: [
      { id: 'all', label: t('accessTiers.exceptions.all'), filters: [] },
      {
        id: 'waiting',
        label: t('accessTiers.exceptions.waiting'),
        filters: [{ field: 'state', operator: 'is', values: ['requested'] }],
      },
      {
        id: 'approved',
        label: t('accessTiers.exceptions.approved'),
        filters: [{ field: 'state', operator: 'is', values: ['approved'] }],
      },
    ],
  });
  const page = useQuery(
    api.accessTiers.listExceptions.queryOptions({ input: register.list, placeholderData: keepPreviousData }),
  );
  const all = useQuery(api.accessTiers.listExceptions.queryOptions({ input: { limit: 1 } }));
  usePage(t('accessTiers.exceptions.title'), [
    { label: t('app.group.design') },
    { label: t('accessTiers.title'), to: '/access-tiers' },
  ]);
  const columns = useMemo(() => listColumns(t), [t]);
  const filters = useMemo(() => listFilters(t), [t]);
  const ask = () => setAsking(true);
  useKeys(
    t('accessTiers.exceptions.title'),
    refusal === undefined ? [{ key: 'C', label: t('accessTiers.exception.request'), run: ask }] : [],
  );

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('accessTiers.exceptions.title')}
          fact={t('accessTiers.exceptions.purpose')}
          actions={
            <>
              <ButtonLink to="/access-tiers">{t('accessTiers.title')}</ButtonLink>
              <Button kind="primary" icon={Plus} unavailable={refusal} onClick={ask}>
                {t('accessTiers.exception.request')}
              </Button>
            </>
          }
        />
      }
      drawer={openId && <ExceptionDrawer key={openId} exceptionId={openId} onClose={() => show(null)} />}
    >
      {all.data?.total === 0 ? (
        <EmptyPage
          title={t('accessTiers.exceptions.emptyTitle')}
          text={t('accessTiers.exceptions.emptyText')}
          steps={[
            {
              title: t('accessTiers.exceptions.emptyAsk'),
              text: t('accessTiers.exceptions.emptyAskText'),
              action: <ButtonLink to="/access-tiers">{t('accessTiers.title')}</ButtonLink>,
            },
          ]}
        />
      ) : (
        <RegisterGrid
          label={t('accessTiers.exceptions.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => show(row.id)}
        />
      )}
      {asking && <RequestExceptionDialog from={NOBODY} onRequested={show} onClose={() => setAsking(false)} />}
    </PageLayout>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function listColumns(t: Translate): RegisterColumn<AccessException>[] {
  const title = (id: string) => ({ id, title: t(`accessTiers.exceptions.column.${id}`) });
  return [
    { ...title('code'), width: 88, grow: 0, render: ({ code }) => <span className="mono">{code}</span> },
    { ...title('identityId'), width: 168, grow: 1, sortable: false, render: (row) => nameHolder(t, row) },
    { ...title('toolId'), width: 168, grow: 1, sortable: false, render: ({ tool }) => tool.name },
    { ...title('classId'), width: 168, grow: 1, render: ({ classId }) => t(`accessTiers.class.${classId}`) },
    { ...title('repositoryId'), width: 136, grow: 1, sortable: false, render: ({ repository }) => repository?.name },
    {
      ...title('state'),
      width: 136,
      grow: 0,
      render: (row) => <ExceptionMark exception={row} />,
    },
    { ...title('startsOn'), width: 112, grow: 0, align: 'right', render: ({ startsOn }) => formatDay(startsOn) },
    { ...title('expiresOn'), width: 112, grow: 0, align: 'right', render: ({ expiresOn }) => formatDay(expiresOn) },
  ];
}

function listFilters(t: Translate): RegisterFilter[] {
  return [
    {
      field: 'state',
      title: t('accessTiers.exceptions.column.state'),
      kind: 'choice',
      pinned: true,
      options: EXCEPTION_STATES.map((value) => ({ value, label: t(`accessTiers.exceptions.state.${value}`) })),
    },
    {
      field: 'classId',
      title: t('accessTiers.exceptions.column.classId'),
      kind: 'choice',
      pinned: true,
      options: ACCESS_CLASSES.map((value) => ({ value, label: t(`accessTiers.class.${value}`) })),
    },
    { field: 'expiresOn', title: t('accessTiers.exceptions.column.expiresOn'), kind: 'day', pinned: true },
  ];
}
