import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { CalendarDays, ClipboardCheck, Download, Plus, Upload, User } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import type { ToolRow } from '../../../shared/contract/tools.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { REVIEW_NOTICE_DAYS } from '../../../shared/rules/tools.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RecordExplain } from '../../components/record/record-explain.tsx';
import type { ExplainedScore } from '../../components/record/record-scores.tsx';
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
import { AddToolDialog } from './add-tool-dialog.tsx';
import { EmptyRegister } from './empty-register.tsx';
import { OwnerDialog, ReviewDialog } from './many-tools-dialogs.tsx';
import { listToolColumns, listToolFilters } from './tool-columns.tsx';

const BY_NAME: ListInput['sort'] = [{ field: 'name', direction: 'ascending' }];
const BY_REVIEW: ListInput['sort'] = [{ field: 'nextReviewOn', direction: 'ascending' }];
const NOT_RETIRED: ListFilter = { field: 'status', operator: 'is_not', values: ['retired'] };
const IN_USE: ListFilter = { field: 'status', operator: 'is', values: ['approved', 'conditional'] };
const PHI_POSSIBLE: ListFilter = { field: 'phiPossible', operator: 'is', values: ['1'] };
const reviewBy = (day: string): ListFilter => ({ field: 'nextReviewOn', operator: 'on_or_before', values: [day] });

/** What the page has open on rows. */
interface Opened {
  kind: 'owner' | 'review';
  rows: readonly ToolRow[];
  /** Empties the choice of rows. */
  done: () => void;
}

/** The tabs that come with the page, each with the number of its tools. */
function useToolViews() {
  const { t } = useTranslation();
  const { today } = useWorking();
  const views = [
    { id: 'all', filters: [NOT_RETIRED] },
    { id: 'approved', filters: [IN_USE] },
    { id: 'phi', filters: [PHI_POSSIBLE, NOT_RETIRED] },
    { id: 'reviewsDue', filters: [reviewBy(addDays(today, REVIEW_NOTICE_DAYS)), NOT_RETIRED], sort: BY_REVIEW },
  ];
  const counts = useQueries({
    queries: views.map(({ filters }) => api.tools.list.queryOptions({ input: { filters, limit: 1 } })),
  });
  return views.map((view, index) => ({
    ...view,
    label: t(`tools.view.${view.id}`),
    count: counts[index]?.data?.total,
  }));
}

/** The score of a row that E explains: what is left of the risk, or what it is before any control. */
function chooseScore(row: ToolRow): ExplainedScore | null {
  if (row.residual) return { kind: 'residual', subjectId: row.vendorId };
  return row.inherentTier && { kind: 'inherent', subjectId: row.id };
}

/** The row of the grid that has the focus. */
function findFocused(rows: readonly ToolRow[]): ToolRow | undefined {
  const id = document.activeElement?.closest<HTMLElement>('[role="row"][data-id]')?.dataset['id'];
  return rows.find((row) => row.id === id);
}

/** The register of tools; the approved-tools registry is one of its views. `?add` opens the dialog, `?add=VENDOR` for one vendor. */
export function ToolsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const [explained, setExplained] = useState<ExplainedScore | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const register = useRegister({ name: 'tools', views: useToolViews(), sort: BY_NAME });
  const page = useQuery(api.tools.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const people = useQuery(api.people.list.queryOptions());
  const all = useQuery(api.tools.list.queryOptions({ input: { limit: 1 } }));
  const vendors = useQuery(api.vendors.list.queryOptions({ input: { limit: 1 } }));
  const createRefusal = useRoleRefusal('tools.create');
  const importRefusal = useRoleRefusal('exchange.commit');
  const changeRefusal = useRoleRefusal('tools.updateMany');
  const planRefusal = useRoleRefusal('assessments.plan');
  usePage(t('tools.title'), [{ label: t('app.group.assess') }]);

  const isEmpty = all.data?.total === 0;
  const adding = parameters.get('add');
  const setAdding = (vendorId: string | null) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (vendorId === null) after.delete('add');
      else after.set('add', vendorId);
      return after;
    });
  const add = () => setAdding('');
  const columns = useMemo(() => listToolColumns(t, today), [t, today]);
  const filters = useMemo(() => listToolFilters(t, people.data ?? []), [t, people.data]);
  const { search, filters: setFilters, sort } = register.list;
  const scope = encodeURIComponent(JSON.stringify({ search, filters: setFilters, sort }));
  const onFocused = (run: (row: ToolRow) => void) => () => {
    const row = findFocused(page.data?.rows ?? []);
    if (row) run(row);
  };
  const whyNotOne = (rows: readonly ToolRow[]) =>
    planRefusal ?? (rows.length > 1 ? t('tools.bulk.oneOnly') : undefined);
  const review = (row: ToolRow) => setOpened({ kind: 'review', rows: [row], done: () => undefined });
  const assess = (row: ToolRow) => void navigate(`/assessments?plan=${row.id}`);

  useKeys(t('tools.title'), [
    ...(createRefusal === undefined ? [{ key: 'C', label: t('tools.keys.add'), run: add }] : []),
    ...(planRefusal === undefined ? [{ key: 'A', label: t('tools.keys.assess'), run: onFocused(assess) }] : []),
    ...(changeRefusal === undefined ? [{ key: 'D', label: t('tools.keys.review'), run: onFocused(review) }] : []),
  ]);
  useCommands(t('tools.title'), [
    { id: 'add', label: t('tools.add.title'), key: 'C', icon: Plus, run: add, refusal: createRefusal },
    {
      id: 'import',
      label: t('tools.import'),
      icon: Upload,
      run: () => void navigate('/import'),
      refusal: importRefusal,
    },
  ]);

  const fact =
    all.data && vendors.data && !isEmpty
      ? t('tools.count', {
          count: all.data.total,
          tools: formatNumber(all.data.total),
          vendors: t('tools.vendors', { count: vendors.data.total, number: formatNumber(vendors.data.total) }),
        })
      : t('tools.purpose');
  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('tools.title')}
          tag={
            <SegmentedControl
              label={t('tools.show')}
              value="tools"
              options={[
                { value: 'tools', label: t('tools.tools') },
                { value: 'vendors', label: t('vendors.title') },
              ]}
              onChange={() => void navigate('/vendors')}
            />
          }
          fact={fact}
          actions={
            <>
              {importRefusal === undefined ? (
                <ButtonLink to="/import" icon={Upload}>
                  {t('tools.import')}
                </ButtonLink>
              ) : (
                <Button icon={Upload} unavailable={importRefusal}>
                  {t('tools.import')}
                </Button>
              )}
              {isEmpty ? (
                <Button icon={Download} unavailable={t('tools.nothingToExport')}>
                  {t('tools.export')}
                </Button>
              ) : (
                <ButtonLink to={`/reports?filter=${scope}`} icon={Download}>
                  {t('tools.export')}
                </ButtonLink>
              )}
              <Button kind="primary" icon={Plus} unavailable={createRefusal} onClick={add}>
                {t('tools.add.title')}
              </Button>
            </>
          }
        />
      }
      drawer={explained && <RecordExplain score={explained} onClose={() => setExplained(null)} />}
    >
      {isEmpty ? (
        <EmptyRegister onAdd={add} />
      ) : (
        <RegisterGrid
          label={t('tools.title')}
          register={register}
          columns={columns}
          filters={filters}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={(row) => void navigate(recordPath('tool', row.id))}
          onExplain={(row) => setExplained(chooseScore(row))}
          bulkNote={t('tools.bulk.note')}
          bulkActions={[
            {
              id: 'owner',
              label: t('tools.bulk.owner'),
              icon: User,
              run: (rows, done) => setOpened({ kind: 'owner', rows, done }),
              unavailable: () => changeRefusal,
            },
            {
              id: 'assess',
              label: t('record.assessment.start'),
              icon: ClipboardCheck,
              run: ([row]) => row && assess(row),
              unavailable: whyNotOne,
            },
            {
              id: 'review',
              label: t('tools.bulk.review'),
              icon: CalendarDays,
              run: (rows, done) => setOpened({ kind: 'review', rows, done }),
              unavailable: () => changeRefusal,
            },
            {
              id: 'export',
              label: t('tools.bulk.export'),
              icon: Download,
              run: (rows) => void navigate(`/reports?tools=${rows.map(({ id }) => id).join(',')}`),
            },
          ]}
        />
      )}
      {adding !== null && <AddToolDialog vendorId={adding} onClose={() => setAdding(null)} />}
      {opened?.kind === 'owner' && <OwnerDialog {...opened} onClose={() => setOpened(null)} />}
      {opened?.kind === 'review' && <ReviewDialog {...opened} onClose={() => setOpened(null)} />}
    </PageLayout>
  );
}
