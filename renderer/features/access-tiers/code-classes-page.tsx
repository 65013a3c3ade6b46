import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessTierPack } from '../../../shared/contract/access-tier-pack.ts';
import { CODE_CLASSES, PCI_CLASSES, type Repository } from '../../../shared/contract/access-tier-records.ts';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import { RegisterGrid, type RegisterColumn } from '../../components/register-grid.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { RepositoryDrawer } from './repository-drawer.tsx';
import { useOpenRecord } from './use-open-record.ts';

const PRESENT: ListFilter = { field: 'archived', operator: 'is', values: ['0'] };

/** Which code is what: repositories with their class and their place in PCI scope, and what each class means. */
export function CodeClassesPage() {
  const { t } = useTranslation();
  const [openId, show] = useOpenRecord();
  const [tab, setTab] = useState<'repositories' | 'classes'>('repositories');
  const [adding, setAdding] = useState(false);
  const refusal = useRoleRefusal('accessTiers.addRepository');
  const pack = useQuery(api.accessTiers.pack.queryOptions());
  const register = useRegister({
    name: 'repositories',
    views: [
      { id: 'present', label: t('accessTiers.code.present'), filters: [PRESENT] },
      {
        id: 'unclassified',
        label: t('accessTiers.code.unclassified'),
        filters: [PRESENT, { field: 'codeClass', operator: 'is', values: [null] }],
      },
      {
        id: 'sensitive',
        label: t('accessTiers.code.sensitive'),
        filters: [PRESENT, { field: 'codeClass', operator: 'is', values: ['phi_services', 'payments', 'secrets'] }],
      },
      { id: 'all', label: t('accessTiers.code.all'), filters: [] },
    ],
  });
  const page = useQuery(
    api.accessTiers.listRepositories.queryOptions({ input: register.list, placeholderData: keepPreviousData }),
  );
  const all = useQuery(api.accessTiers.listRepositories.queryOptions({ input: { limit: 1 } }));
  usePage(t('accessTiers.code.title'), [{ label: t('app.group.design') }]);
  const columns = useMemo(() => listColumns(t), [t]);
  const filters = useMemo(() => listFilters(t), [t]);
  const add = () => setAdding(true);
  useKeys(
    t('accessTiers.code.title'),
    refusal === undefined ? [{ key: 'C', label: t('accessTiers.code.add'), run: add }] : [],
  );
  const addButton = (
    <Button kind="primary" icon={Plus} unavailable={refusal} onClick={add}>
      {t('accessTiers.code.add')}
    </Button>
  );

  return (
    <PageLayout
      fill={tab === 'repositories'}
      header={
        <PageHeader
          title={t('accessTiers.code.title')}
          fact={t('accessTiers.code.purpose')}
          actions={
            <>
              <SegmentedControl
                label={t('accessTiers.code.title')}
                value={tab}
                options={[
                  { value: 'repositories', label: t('accessTiers.code.repositories') },
                  { value: 'classes', label: t('accessTiers.code.classes') },
                ]}
                onChange={setTab}
              />
              {addButton}
            </>
          }
        />
      }
      drawer={openId && <RepositoryDrawer key={openId} repositoryId={openId} onClose={() => show(null)} />}
    >
      {tab === 'classes' && pack.data && <ClassTables pack={pack.data} />}
      {tab === 'repositories' &&
        (all.data?.total === 0 ? (
          <EmptyPage
            title={t('accessTiers.code.emptyTitle')}
            text={t('accessTiers.code.emptyText')}
            steps={[{ title: t('accessTiers.code.add'), text: t('accessTiers.code.emptyAddText'), action: addButton }]}
            gap={t('accessTiers.code.emptyGap')}
          />
        ) : (
          <RegisterGrid
            label={t('accessTiers.code.repositories')}
            register={register}
            columns={columns}
            filters={filters}
            page={page.data}
            error={page.error}
            onRetry={() => void page.refetch()}
            onOpen={(row) => show(row.id)}
          />
        ))}
      {adding && (
        <AddRepositoryDialog
          onAdded={(repositoryId) => {
            setAdding(false);
            show(repositoryId);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </PageLayout>
  );
}

/** What each class means, and the policy that holds for it until a version of the tiers says otherwise. */
function ClassTables({ pack }: { pack: AccessTierPack }) {
  const { t } = useTranslation();
  const tables = [
    { axis: 'code', classes: pack.classes.filter(({ tier }) => tier !== null) },
    { axis: 'pci', classes: pack.classes.filter(({ tier }) => tier === null) },
  ] as const;
  return (
    <>
      {tables.map(({ axis, classes }) => (
        <Panel
          flush
          key={axis}
          title={t(`accessTiers.axis.${axis}`)}
          fact={t('accessTiers.code.packVersion', { version: pack.version, day: formatDay(pack.asOf) })}
        >
          <DataTable
            label={t(`accessTiers.axis.${axis}`)}
            rows={classes}
            rowId={({ id }) => id}
            columns={[
              {
                id: 'name',
                title: t('accessTiers.ask.class'),
                width: '176px',
                render: ({ id, tier }) =>
                  tier === null
                    ? t(`accessTiers.class.${id}`)
                    : t('accessTiers.code.withTier', { class: t(`accessTiers.class.${id}`), tier }),
              },
              {
                id: 'description',
                title: t('accessTiers.code.means'),
                wrap: true,
                render: ({ description }) => description,
              },
              { id: 'policy', title: t('accessTiers.code.policy'), wrap: true, render: ({ policy }) => policy },
            ]}
          />
        </Panel>
      ))}
    </>
  );
}

function AddRepositoryDialog(props: { onAdded: (repositoryId: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const add = useMutation(api.accessTiers.addRepository.mutationOptions());
  return (
    <FormDialog
      title={t('accessTiers.code.add')}
      primary={t('accessTiers.code.add')}
      unavailable={name.trim() === '' ? t('accessTiers.code.nameMissing') : undefined}
      onSubmit={async () => {
        const { id } = await add.mutateAsync({ name: name.trim(), description: description.trim() });
        props.onAdded(id);
      }}
      onClose={props.onClose}
    >
      <TextField
        required
        label={t('accessTiers.code.column.name')}
        help={t('accessTiers.code.nameHelp')}
        value={name}
        maxLength={200}
        onChange={setName}
      />
      <TextField
        optional
        label={t('accessTiers.code.column.description')}
        value={description}
        maxLength={500}
        onChange={setDescription}
      />
    </FormDialog>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function ClassWord({ value }: { value: Repository['codeClass'] | Repository['pciClass'] }) {
  const { t } = useTranslation();
  if (value !== null) return t(`accessTiers.class.${value}`);
  return <StatusMark shape="ask">{t('components.word.notSet')}</StatusMark>;
}

function listColumns(t: Translate): RegisterColumn<Repository>[] {
  const title = (id: string) => ({ id, title: t(`accessTiers.code.column.${id}`) });
  return [
    { ...title('name'), width: 200, grow: 2, render: ({ name }) => name },
    { ...title('code'), width: 80, grow: 0, render: ({ code }) => <span className="mono">{code}</span> },
    { ...title('codeClass'), width: 160, grow: 1, render: ({ codeClass }) => <ClassWord value={codeClass} /> },
    {
      ...title('pciClass'),
      width: 208,
      grow: 1,
      render: ({ pciClass, pciProvisional }) =>
        pciClass !== null && pciProvisional ? (
          <StatusMark shape="clock" tone="warn">
            {t('accessTiers.code.provisional', { class: t(`accessTiers.class.${pciClass}`) })}
          </StatusMark>
        ) : (
          <ClassWord value={pciClass} />
        ),
    },
    {
      ...title('regions'),
      width: 112,
      grow: 0,
      sortable: false,
      render: ({ regions }) => (regions.length === 0 ? null : regions.join(', ')),
    },
    { ...title('taggedBy'), width: 144, grow: 1, sortable: false, render: ({ taggedBy }) => taggedBy?.name },
    {
      ...title('taggedOn'),
      width: 112,
      grow: 0,
      align: 'right',
      render: ({ taggedOn }) => taggedOn && formatDay(taggedOn),
    },
  ];
}

function listFilters(t: Translate): RegisterFilter[] {
  const options = (classes: readonly string[]) => [
    ...classes.map((value) => ({ value, label: t(`accessTiers.class.${value}`) })),
    { value: null, label: t('components.word.notSet') },
  ];
  return [
    {
      field: 'codeClass',
      title: t('accessTiers.code.column.codeClass'),
      kind: 'choice',
      pinned: true,
      options: options(CODE_CLASSES),
    },
    {
      field: 'pciClass',
      title: t('accessTiers.code.column.pciClass'),
      kind: 'choice',
      pinned: true,
      options: options(PCI_CLASSES),
    },
    {
      field: 'archived',
      title: t('accessTiers.code.archived'),
      kind: 'choice',
      options: [
        { value: '0', label: t('accessTiers.code.isArchived.no') },
        { value: '1', label: t('accessTiers.code.isArchived.yes') },
      ],
    },
    { field: 'taggedOn', title: t('accessTiers.code.column.taggedOn'), kind: 'day' },
  ];
}
