import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RegisterGrid } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { listAdoptionColumns, listAdoptionFilters } from './adoption-columns.tsx';

const OPEN: ListFilter = { field: 'status', operator: 'is_not', values: ['retired', 'prohibited'] };
const STARTED: ListFilter = { field: 'started', operator: 'is', values: ['1'] };
const NOT_STARTED: ListFilter = { field: 'started', operator: 'is', values: ['0'] };

/** The register of tools by how far their adoption is. */
export function AdoptionPage() {
  const { t } = useTranslation();
  const { person, today } = useWorking();
  const navigate = useNavigate();
  const register = useRegister({
    name: 'adoption',
    views: [
      { id: 'open', label: t('adoption.view.open'), filters: [OPEN] },
      { id: 'started', label: t('adoption.view.started'), filters: [OPEN, STARTED] },
      { id: 'notStarted', label: t('adoption.view.notStarted'), filters: [OPEN, NOT_STARTED] },
      {
        id: 'mine',
        label: t('adoption.view.mine'),
        filters: [OPEN, { field: 'owner', operator: 'is', values: [person.id] }],
      },
      { id: 'all', label: t('adoption.view.all'), filters: [] },
    ],
  });
  const page = useQuery(api.adoption.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const all = useQuery(api.adoption.list.queryOptions({ input: { limit: 1 } }));
  const started = useQuery(api.adoption.list.queryOptions({ input: { limit: 1, filters: [STARTED] } }));
  const people = useQuery(api.people.list.queryOptions());
  usePage(t('adoption.title'), [{ label: t('app.group.design') }]);
  const columns = useMemo(() => listAdoptionColumns(t, today), [t, today]);
  const filters = useMemo(() => listAdoptionFilters(t, people.data ?? []), [t, people.data]);
  const rows = useMemo(
    () => page.data && { ...page.data, rows: page.data.rows.map((row) => ({ ...row, id: row.tool.id })) },
    [page.data],
  );
  const isEmpty = all.data?.total === 0;

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('adoption.title')}
          fact={
            all.data && started.data && !isEmpty
              ? t('adoption.count', { started: formatNumber(started.data.total), all: formatNumber(all.data.total) })
              : t('adoption.purpose')
          }
          actions={
            <ButtonLink to="/reports?kind=adoption_checklist" icon={Download}>
              {t('adoption.export')}
            </ButtonLink>
          }
        />
      }
    >
      {isEmpty ? (
        <EmptyPage
          title={t('adoption.empty.title')}
          text={t('adoption.empty.text')}
          steps={[
            {
              title: t('adoption.empty.tool'),
              text: t('adoption.empty.toolText'),
              action: <ButtonLink to="/tools">{t('adoption.empty.toolAction')}</ButtonLink>,
            },
          ]}
          gap={t('adoption.empty.gap')}
        />
      ) : (
        <RegisterGrid
          label={t('adoption.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={rows}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => void navigate(recordPath('adoption_checklist', row.id))}
        />
      )}
    </PageLayout>
  );
}
