import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { DATED_KINDS, DUE_GROUPS } from '../../../shared/contract/overview.ts';
import { Button } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { DueMark } from '../../components/word-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { host } from '../../platform/host.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { useToasts } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './due-page.module.css';
import { DUE_WORDS } from './due-words.ts';
import type { DueItem } from './overview-data.ts';
import { workPath } from './work-path.ts';

const WHOSE = ['everybody', 'mine'] as const;

/** Everything late and everything that comes in 90 days, by when; and the same, however far ahead, as a calendar file. */
export function DuePage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const kind = DATED_KINDS.find((one) => one === parameters.get('kind')) ?? null;
  const mine = parameters.get('whose') === 'mine';
  const input = { kinds: kind === null ? [] : [kind], mine };
  const due = useQuery(api.overview.due.queryOptions({ input, placeholderData: keepPreviousData }));
  const calendar = useCalendar(input);
  usePage(t('overview.due.title'), [{ label: t('overview.title'), to: '/' }]);
  useKeys(t('overview.due.title'), [
    { key: 'Ctrl E', label: t('overview.due.calendar'), run: () => void calendar.save(), hint: true },
  ]);
  const show = (name: string, value: string | null) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (value === null) after.delete(name);
      else after.set(name, value);
      return after;
    });
  const kinds = due.data?.counts ?? [];
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('overview.due.title')}
          fact={
            due.data
              ? t('overview.due.fact', { count: due.data.total, number: formatNumber(due.data.total) })
              : t('overview.due.purpose')
          }
          actions={
            <Button
              icon={CalendarDays}
              unavailable={calendar.isWriting ? t('overview.due.writing') : undefined}
              onClick={() => void calendar.save()}
            >
              {t('overview.due.calendar')}
            </Button>
          }
        />
      }
      footer={<PageKeys hints={[{ keys: ['Enter'], label: t('overview.due.open') }]} />}
    >
      <div className={styles.filters}>
        <div className={styles.whose}>
          <SegmentedControl
            label={t('overview.due.whose.label')}
            options={WHOSE.map((value) => ({ value, label: t(`overview.due.whose.${value}`) }))}
            value={mine ? 'mine' : 'everybody'}
            onChange={(value) => show('whose', value === 'mine' ? value : null)}
          />
        </div>
        <div className={styles.kind}>
          <SelectField
            label={t('overview.due.kindLabel')}
            value={kind}
            emptyLabel={t('overview.due.allKinds')}
            options={kinds.map(({ kind: value, count }) => ({
              value,
              label: t('overview.due.kindCount', {
                kind: t(`overview.due.kind.${value}`),
                number: formatNumber(count),
              }),
            }))}
            onChange={(value: (typeof DATED_KINDS)[number] | null) => show('kind', value)}
          />
        </div>
      </div>
      {calendar.problem && <ErrorPanel problem={calendar.problem} />}
      {due.isError && <ErrorPanel problem={readProblem(due.error)} />}
      {due.isPending && <LoadingRows rows={10} />}
      {due.data?.total === 0 && (
        <StatusMark shape="ok" tone="ok">
          {t('overview.due.nothing')}
        </StatusMark>
      )}
      <div className={styles.groups}>
        {DUE_GROUPS.map((group) => (
          <Group key={group} group={group} items={due.data?.items.filter((item) => item.group === group) ?? []} />
        ))}
      </div>
    </PageLayout>
  );
}

/** Writes the calendar file of the same choice and hands it over. */
function useCalendar(input: Parameters<typeof client.overview.exportCalendar>[0]) {
  const { t } = useTranslation();
  const { toast } = useToasts();
  const [isWriting, setWriting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function save(): Promise<void> {
    setWriting(true);
    setProblem(null);
    try {
      const file = await client.overview.exportCalendar(input);
      if ((await host.saveFiles([file])) > 0) {
        toast({ message: t('overview.due.exported', { count: file.events, name: file.name }), tone: 'ok' });
      }
    } catch (error) {
      setProblem(readProblem(error));
    } finally {
      setWriting(false);
    }
  }
  return { isWriting, problem, save };
}

function Group({ group, items }: { group: DueItem['group']; items: readonly DueItem[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns();
  if (items.length === 0) return null;
  const title = t(`overview.due.group.${group}`);
  return (
    <Panel title={title} fact={formatNumber(items.length)} flush>
      <DataTable
        label={title}
        columns={columns}
        rows={items}
        rowId={({ record, event, on }) => [record.id, record.part, event, on].join(' ')}
        onOpen={({ record }) => void navigate(workPath(record))}
      />
    </Panel>
  );
}

function useColumns(): DataColumn<DueItem>[] {
  const { t } = useTranslation();
  const { person, today } = useWorking();
  const head = (id: string) => ({ id, title: t(`overview.due.column.${id}`) });
  return [
    {
      ...head('when'),
      width: '20%',
      render: ({ on, event }) => <DueMark dueOn={on} today={today} kind={DUE_WORDS[event]} />,
    },
    { ...head('what'), wrap: true, render: ({ title }) => title },
    { ...head('subject'), width: '20%', quiet: true, render: ({ subject }) => subject },
    { ...head('kind'), width: '13%', quiet: true, render: ({ record }) => t(`overview.due.kind.${record.kind}`) },
    {
      ...head('who'),
      width: '14%',
      quiet: true,
      render: ({ owner }) => (owner?.id === person.id ? t('overview.work.you') : owner?.name),
    },
    { ...head('day'), width: '11%', align: 'right', render: ({ on }) => formatDay(on) },
  ];
}
