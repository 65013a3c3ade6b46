import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RegisterGrid } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AddFindingDialog } from './add-finding-dialog.tsx';
import { listFindingColumns, listFindingFilters } from './finding-columns.tsx';
import { FindingDrawer } from './finding-drawer.tsx';

const BY_DUE: ListInput['sort'] = [{ field: 'dueOn', direction: 'ascending' }];
const OPEN: ListFilter = { field: 'status', operator: 'is', values: ['open', 'in_progress'] };
const RED_FLAGS: ListFilter = { field: 'kind', operator: 'is', values: ['red_flag'] };

/** The register of findings; `?open=ID` shows one in the drawer. */
export function FindingsPage() {
  const { t } = useTranslation();
  const { person, today } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const register = useRegister({
    name: 'findings',
    views: [
      { id: 'open', label: t('findings.view.open'), filters: [OPEN] },
      {
        id: 'mine',
        label: t('findings.view.mine'),
        filters: [OPEN, { field: 'owner', operator: 'is', values: [person.id] }],
      },
      { id: 'redFlags', label: t('findings.view.redFlags'), filters: [RED_FLAGS, OPEN] },
      { id: 'all', label: t('findings.view.all'), filters: [] },
    ],
    sort: BY_DUE,
  });
  const page = useQuery(api.findings.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const all = useQuery(api.findings.list.queryOptions({ input: { limit: 1 } }));
  const open = useQuery(api.findings.list.queryOptions({ input: { limit: 1, filters: [OPEN] } }));
  const people = useQuery(api.people.list.queryOptions());
  const createRefusal = useRoleRefusal('findings.create');
  usePage(t('findings.title'), [{ label: t('app.group.govern') }]);
  const columns = useMemo(() => listFindingColumns(t, today), [t, today]);
  const filters = useMemo(() => listFindingFilters(t, people.data ?? []), [t, people.data]);
  const openId = parameters.get('open');
  const isEmpty = all.data?.total === 0;
  const add = () => setAdding(true);

  function show(findingId: string | null): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (findingId === null) after.delete('open');
        else after.set('open', findingId);
        return after;
      },
      { replace: true },
    );
  }

  useKeys(
    t('findings.title'),
    createRefusal === undefined ? [{ key: 'C', label: t('findings.add.title'), run: add }] : [],
  );

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('findings.title')}
          fact={
            open.data && all.data && !isEmpty
              ? t('findings.count', { open: formatNumber(open.data.total), all: formatNumber(all.data.total) })
              : t('findings.purpose')
          }
          actions={
            <>
              <ButtonLink to="/reports?kind=findings" icon={Download}>
                {t('findings.export')}
              </ButtonLink>
              <Button kind="primary" icon={Plus} unavailable={createRefusal} onClick={add}>
                {t('findings.add.title')}
              </Button>
            </>
          }
        />
      }
      drawer={openId && <FindingDrawer key={openId} findingId={openId} onClose={() => show(null)} />}
    >
      {isEmpty ? (
        <EmptyPage
          title={t('findings.empty.title')}
          text={t('findings.empty.text')}
          steps={[
            {
              title: t('findings.empty.assess'),
              text: t('findings.empty.assessText'),
              action: <ButtonLink to="/assessments">{t('findings.empty.assessAction')}</ButtonLink>,
            },
            {
              title: t('findings.empty.add'),
              text: t('findings.empty.addText'),
              action: (
                <Button unavailable={createRefusal} onClick={add}>
                  {t('findings.add.title')}
                </Button>
              ),
            },
          ]}
        />
      ) : (
        <RegisterGrid
          label={t('findings.title')}
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
        <AddFindingDialog
          onAdded={(findingId) => {
            setAdding(false);
            show(findingId);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </PageLayout>
  );
}
