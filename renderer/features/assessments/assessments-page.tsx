import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { AssessmentRow } from '../../../shared/contract/assessments.ts';
import { addDays } from '../../../shared/rules/days.ts';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { TextField } from '../../components/text-field.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber, formatPercent } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { readFilters } from '../../platform/register-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './assessments-page.module.css';
import { PlanDialog } from './plan-dialog.tsx';

const PAGE_SIZE = 50;
/** Days ahead that "due soon" looks. */
const SOON = 30;
const UNDER_WAY = ['planned', 'answering', 'submitted', 'in_review'];

const VIEWS = ['all', 'mine', 'review', 'dueSoon', 'signed'] as const;
type View = (typeof VIEWS)[number];

const SORTS = {
  due: [{ field: 'dueOn', direction: 'ascending' }],
  newest: [{ field: 'code', direction: 'descending' }],
  tool: [{ field: 'toolName', direction: 'ascending' }],
  score: [{ field: 'score', direction: 'ascending' }],
} as const;
type Sort = keyof typeof SORTS;

function filtersOf(view: View, personId: string, today: string): ListFilter[] {
  const underWay: ListFilter = { field: 'state', operator: 'is', values: UNDER_WAY };
  const filters: Readonly<Record<View, ListFilter[]>> = {
    all: [],
    mine: [underWay, { field: 'preparer', operator: 'is', values: [personId] }],
    review: [{ field: 'state', operator: 'is', values: ['submitted', 'in_review'] }],
    dueSoon: [underWay, { field: 'dueOn', operator: 'on_or_before', values: [addDays(today, SOON)] }],
    signed: [{ field: 'state', operator: 'is', values: ['signed_off'] }],
  };
  return filters[view];
}

/** The register of assessments; `?plan=TOOL` opens the dialog that plans one. */
export function AssessmentsPage() {
  const { t } = useTranslation();
  const { person, today } = useWorking();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [view, setView] = useState<View>('all');
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('due');
  const [offset, setOffset] = useState(0);
  const searchBox = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  usePage(t('assessments.title'), [{ label: t('app.group.assess') }]);

  const fromAddress = readFilters(address);
  const list = useQuery(
    api.assessments.list.queryOptions({
      input: {
        offset,
        limit: PAGE_SIZE,
        search,
        filters: [...filtersOf(view, person.id, today), ...fromAddress],
        sort: [...SORTS[sort]],
      },
      placeholderData: keepPreviousData,
    }),
  );
  const counts = useQueries({
    queries: VIEWS.map((one) =>
      api.assessments.list.queryOptions({ input: { limit: 1, filters: filtersOf(one, person.id, today) } }),
    ),
  });
  const mayPlan = person.role !== 'auditor';
  const toolToPlan = address.get('plan');

  function setPlan(toolId: string | null): void {
    setAddress((before) => {
      const after = new URLSearchParams(before);
      if (toolId === null) after.delete('plan');
      else after.set('plan', toolId);
      return after;
    });
  }

  function clearFilters(): void {
    setAddress((before) => {
      const after = new URLSearchParams(before);
      after.delete('filter');
      return after;
    });
  }

  useKeys(t('assessments.title'), [
    { key: '/', label: t('assessments.register.search'), run: () => searchBox.current?.focus(), hint: true },
    ...(mayPlan ? [{ key: 'C', label: t('assessments.plan.title'), run: () => setPlan(''), hint: true }] : []),
  ]);

  const plan = (
    <Button
      kind="primary"
      icon={Plus}
      unavailable={mayPlan ? undefined : t('assessments.refusal.role', { state: '' })}
      onClick={() => setPlan('')}
    >
      {t('assessments.plan.title')}
    </Button>
  );
  const { data } = list;
  const isEmpty = data?.total === 0 && view === 'all' && search === '' && fromAddress.length === 0;
  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('assessments.title')}
          fact={t('assessments.register.fact', { count: counts[0]?.data?.total ?? 0 })}
          actions={plan}
        />
      }
      tabs={
        <TabBar<View>
          label={t('assessments.register.views')}
          tabs={VIEWS.map((id, index) => ({
            id,
            label: t(`assessments.register.view.${id}`),
            count: counts[index]?.data?.total,
          }))}
          current={view}
          onChange={(next) => {
            setView(next);
            setOffset(0);
          }}
        />
      }
      footer={
        <PageKeys>{data && <Paging offset={offset} shown={data.rows.length} {...data} onMove={setOffset} />}</PageKeys>
      }
    >
      {isEmpty ? (
        <EmptyPage
          title={t('assessments.empty.title')}
          text={t('assessments.empty.text')}
          steps={[{ title: t('assessments.empty.step'), text: t('assessments.empty.stepText'), action: plan }]}
          gap={t('assessments.empty.gap')}
        />
      ) : (
        <>
          <div className={styles.tools}>
            <div className={styles.search}>
              <TextField
                ref={searchBox}
                type="search"
                hideLabel
                small
                label={t('assessments.register.search')}
                value={search}
                onChange={(text) => {
                  setSearch(text);
                  setOffset(0);
                }}
              />
            </div>
            {fromAddress.map((filter) => (
              <Chip
                key={filter.field}
                tone="on"
                name={t(`assessments.register.field.${filter.field}`)}
                onRemove={clearFilters}
              >
                {t('assessments.register.filtered', { field: t(`assessments.register.field.${filter.field}`) })}
              </Chip>
            ))}
            <div className={styles.sort}>
              <SelectField<Sort>
                hideLabel
                small
                label={t('assessments.register.sort')}
                value={sort}
                options={(Object.keys(SORTS) as Sort[]).map((value) => ({
                  value,
                  label: t(`assessments.register.sorts.${value}`),
                }))}
                onChange={setSort}
              />
            </div>
          </div>
          <div className={styles.table}>
            {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
            {list.isPending && <LoadingRows rows={8} />}
            {data && (
              <DataTable
                label={t('assessments.title')}
                columns={listColumns(t, today)}
                rows={data.rows}
                rowId={(row) => row.id}
                onOpen={(row) => void navigate(recordPath('assessment', row.id))}
                empty={t('assessments.register.nothing', { count: data.hidden })}
              />
            )}
          </div>
        </>
      )}
      {toolToPlan !== null && (
        <PlanDialog toolId={toolToPlan === '' ? null : toolToPlan} onClose={() => setPlan(null)} />
      )}
    </PageLayout>
  );
}

interface PagingProps {
  offset: number;
  shown: number;
  total: number;
  hidden: number;
  onMove: (offset: number) => void;
}

function Paging({ offset, shown, total, hidden, onMove }: PagingProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.paging}>
      {t('assessments.register.range', { from: shown === 0 ? 0 : offset + 1, to: offset + shown, total })}
      {total > PAGE_SIZE && (
        <>
          <Button
            kind="quiet"
            size="small"
            icon={ChevronLeft}
            aria-label={t('assessments.register.before')}
            unavailable={offset === 0 ? t('assessments.register.isFirst') : undefined}
            onClick={() => onMove(Math.max(0, offset - PAGE_SIZE))}
          />
          <Button
            kind="quiet"
            size="small"
            icon={ChevronRight}
            aria-label={t('assessments.register.after')}
            unavailable={offset + shown >= total ? t('assessments.register.isLast') : undefined}
            onClick={() => onMove(offset + PAGE_SIZE)}
          />
        </>
      )}
      {hidden > 0 && <span>{t('assessments.register.hidden', { count: hidden })}</span>}
    </span>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function DueCell({ row, today }: { row: AssessmentRow; today: string }) {
  if (row.state === 'cancelled') return '–';
  if (row.state !== 'signed_off') return row.dueOn === null ? '–' : <DueMark dueOn={row.dueOn} today={today} />;
  // A signed assessment is over; what counts from then on is when the next one is due.
  if (row.nextDueOn !== null && row.nextDueOn <= today) return <DueMark dueOn={row.nextDueOn} today={today} />;
  return row.nextDueOn === null ? '–' : formatDay(row.nextDueOn);
}

function listColumns(t: Translate, today: string): DataColumn<AssessmentRow>[] {
  const title = (id: string) => t(`assessments.register.column.${id}`);
  return [
    { id: 'title', title: title('title'), render: (row) => <b className={styles.name}>{row.title}</b> },
    { id: 'code', title: title('code'), mono: true, render: (row) => row.code },
    { id: 'tool', title: title('tool'), render: (row) => row.tool.name },
    { id: 'vendor', title: title('vendor'), quiet: true, render: (row) => row.vendor.name },
    { id: 'state', title: title('state'), render: (row) => <WordMark of="assessment" value={row.state} /> },
    {
      id: 'answered',
      title: title('answered'),
      align: 'right',
      render: (row) => t('assessments.rail.count', { answered: row.answered, total: row.questions }),
    },
    {
      id: 'score',
      title: title('score'),
      align: 'right',
      render: (row) => (row.score === null ? null : formatNumber(Math.round(row.score))),
    },
    { id: 'complete', title: title('complete'), align: 'right', render: (row) => formatPercent(row.completeness) },
    {
      id: 'redFlags',
      title: title('redFlags'),
      render: (row) =>
        row.openRedFlags === 0 ? null : (
          <StatusMark shape="flag" tone="bad">
            {formatNumber(row.openRedFlags)}
          </StatusMark>
        ),
    },
    { id: 'preparer', title: title('preparer'), quiet: true, render: (row) => row.preparer?.name },
    { id: 'reviewer', title: title('reviewer'), quiet: true, render: (row) => row.reviewer?.name },
    { id: 'due', title: title('due'), render: (row) => <DueCell row={row} today={today} /> },
  ];
}
