import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, Plus, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import type { VendorRow } from '../../../shared/contract/vendors.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RecordExplain } from '../../components/record/record-explain.tsx';
import type { ExplainedScore } from '../../components/record/record-scores.tsx';
import { ProfileDialog } from '../../components/profiles/profile-dialog.tsx';
import { RegisterGrid } from '../../components/register-grid.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AddVendorDialog } from './add-vendor-dialog.tsx';
import { listVendorColumns, listVendorFilters } from './vendor-columns.tsx';

const BY_NAME: ListInput['sort'] = [{ field: 'name', direction: 'ascending' }];
const NOT_RETIRED: ListFilter = { field: 'status', operator: 'is_not', values: ['retired'] };
const WORST: ListFilter = { field: 'residual', operator: 'is', values: ['high', 'critical'] };

/** The register of vendors, beside that of tools. */
export function VendorsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useWorking();
  const [adding, setAdding] = useState(false);
  const [fromProfile, setFromProfile] = useState(false);
  const [explained, setExplained] = useState<ExplainedScore | null>(null);
  const register = useRegister({
    name: 'vendors',
    views: [
      { id: 'all', label: t('vendors.view.all'), filters: [NOT_RETIRED] },
      { id: 'worst', label: t('vendors.view.worst'), filters: [WORST, NOT_RETIRED] },
    ],
    sort: BY_NAME,
  });
  const page = useQuery(api.vendors.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const all = useQuery(api.vendors.list.queryOptions({ input: { limit: 1 } }));
  const people = useQuery(api.people.list.queryOptions());
  const createRefusal = useRoleRefusal('vendors.create');
  const importRefusal = useRoleRefusal('exchange.commit');
  usePage(t('vendors.title'), [{ label: t('app.group.assess') }]);
  const columns = useMemo(() => listVendorColumns(t, today), [t, today]);
  const filters = useMemo(() => listVendorFilters(t, people.data ?? []), [t, people.data]);
  const isEmpty = all.data?.total === 0;
  const add = () => setAdding(true);

  useKeys(
    t('vendors.title'),
    createRefusal === undefined ? [{ key: 'C', label: t('vendors.add.title'), run: add }] : [],
  );
  useCommands(t('vendors.title'), [
    { id: 'add', label: t('vendors.add.title'), key: 'C', icon: Plus, run: add, refusal: createRefusal },
  ]);

  function explain({ id, residual }: VendorRow): void {
    setExplained(residual && { kind: 'residual', subjectId: id });
  }

  const importing =
    importRefusal === undefined ? (
      <ButtonLink to="/import" icon={Upload}>
        {t('tools.import')}
      </ButtonLink>
    ) : (
      <Button icon={Upload} unavailable={importRefusal}>
        {t('tools.import')}
      </Button>
    );
  const addButton = (
    <Button kind="primary" icon={Plus} unavailable={createRefusal} onClick={add}>
      {t('vendors.add.title')}
    </Button>
  );
  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('tools.title')}
          tag={
            <SegmentedControl
              label={t('tools.show')}
              value="vendors"
              options={[
                { value: 'tools', label: t('tools.tools') },
                { value: 'vendors', label: t('vendors.title') },
              ]}
              onChange={() => void navigate('/tools')}
            />
          }
          fact={
            all.data && !isEmpty
              ? t('vendors.count', { count: all.data.total, number: formatNumber(all.data.total) })
              : t('vendors.purpose')
          }
          actions={
            <>
              {importing}
              <ButtonLink to="/reports?kind=vendor_register" icon={Download}>
                {t('tools.export')}
              </ButtonLink>
              {addButton}
            </>
          }
        />
      }
      drawer={explained && <RecordExplain score={explained} onClose={() => setExplained(null)} />}
    >
      {isEmpty ? (
        <EmptyPage
          title={t('vendors.empty.title')}
          text={t('vendors.empty.text')}
          steps={[
            { title: t('vendors.empty.import'), text: t('vendors.empty.importText'), action: importing },
            {
              title: t('vendors.empty.add'),
              text: t('vendors.empty.addText'),
              action: (
                <Button unavailable={createRefusal} onClick={add}>
                  {t('vendors.add.title')}
                </Button>
              ),
            },
            {
              title: t('vendors.empty.profile'),
              text: t('vendors.empty.profileText'),
              action: (
                <Button unavailable={createRefusal} onClick={() => setFromProfile(true)}>
                  {t('profiles.begin.title')}
                </Button>
              ),
            },
          ]}
        />
      ) : (
        <RegisterGrid
          label={t('vendors.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => void navigate(recordPath('vendor', row.id))}
          onExplain={explain}
        />
      )}
      {adding && <AddVendorDialog onClose={() => setAdding(false)} />}
      {fromProfile && <ProfileDialog onClose={() => setFromProfile(false)} />}
    </PageLayout>
  );
}
