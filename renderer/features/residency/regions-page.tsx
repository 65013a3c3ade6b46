import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { REGION_GROUPS } from '../../../shared/contract/region-pack.ts';
import type { RegionRecord } from '../../../shared/contract/residency.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import recordStyles from '../../components/record/record-page.module.css';
import { DueMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './region-drawer.module.css';
import { RegionDrawer } from './region-drawer.tsx';

/** The regions with their law, what it asks, and when it was last looked at; `?open=DE` shows one in the drawer. */
export function RegionsPage() {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const query = useQuery(api.residency.regions.queryOptions());
  usePage(t('residency.regions.title'), [{ label: t('residency.title'), to: '/residency' }]);
  const openId = parameters.get('open');
  const records = query.data?.regions ?? [];
  const open = records.find(({ region }) => region.id === openId);
  const stale = records.filter((record) => record.stale).length;
  const show = (id: string | null) => setParameters(id === null ? {} : { open: id }, { replace: true });

  return (
    <PageLayout
      header={
        <PageHeader
          title={t('residency.regions.title')}
          fact={
            query.data
              ? [
                  t('residency.regions.fact', { count: records.length, pack: query.data.packVersion }),
                  t('residency.regions.edited', { count: records.filter(({ edited }) => edited).length }),
                  stale > 0 && t('residency.regions.staleCount', { count: stale }),
                ]
                  .filter(Boolean)
                  .join(' ')
              : t('residency.regions.purpose')
          }
          actions={
            <ButtonLink to="/reports?kind=residency_matrix" icon={Download}>
              {t('residency.export')}
            </ButtonLink>
          }
        />
      }
      drawer={
        open &&
        query.data && (
          <RegionDrawer key={open.region.id} record={open} sources={query.data.sources} onClose={() => show(null)} />
        )
      }
      footer={
        <PageKeys
          hints={[
            { keys: ['↑', '↓'], label: t('residency.keys.move') },
            { keys: ['Enter'], label: t('residency.keys.openRegion') },
          ]}
        />
      }
    >
      {query.isError && <ErrorPanel problem={readProblem(query.error)} />}
      {query.isPending && <LoadingRows rows={10} />}
      {query.data && (
        <div className={recordStyles.stack}>
          {REGION_GROUPS.map((group) => (
            <Panel key={group} title={t(`residency.group.${group}`)} flush>
              <DataTable
                label={t(`residency.group.${group}`)}
                columns={regionColumns(t, today, open !== undefined)}
                rows={records.filter(({ region }) => region.group === group)}
                rowId={({ region }) => region.id}
                onOpen={({ region }) => show(region.id)}
                chosenId={openId}
              />
            </Panel>
          ))}
        </div>
      )}
    </PageLayout>
  );
}

/** Beside the drawer, which has the texts, only the short columns. */
function regionColumns(
  t: ReturnType<typeof useTranslation>['t'],
  today: string,
  isNarrow: boolean,
): DataColumn<RegionRecord>[] {
  const columns: DataColumn<RegionRecord>[] = [
    {
      id: 'region',
      title: t('residency.column.region'),
      width: '220px',
      render: ({ region, edited }) => (
        <>
          {region.name} {edited && <Chip>{t('residency.regions.isEdited')}</Chip>}
        </>
      ),
    },
    {
      id: 'localisation',
      title: t('residency.column.localisation'),
      width: '110px',
      render: ({ region }) => t(`residency.localisation.${region.localisation}`),
    },
    {
      id: 'localisedData',
      title: t('residency.column.localisedData'),
      wrap: true,
      quiet: true,
      render: ({ region }) => region.localisedData && <span className={styles.lines}>{region.localisedData}</span>,
    },
    {
      id: 'law',
      title: t('residency.column.law'),
      wrap: true,
      render: ({ region }) => (
        <span className={styles.lines}>
          {region.citations.map(({ law, article }) => [law, article].filter(Boolean).join(', ')).join('; ')}
        </span>
      ),
    },
    {
      id: 'tools',
      title: t('residency.column.tools'),
      align: 'right',
      width: '64px',
      render: ({ tools }) => formatNumber(tools),
    },
    { id: 'asOf', title: t('residency.column.asOf'), width: '104px', render: ({ region }) => formatDay(region.asOf) },
    {
      id: 'checkBy',
      title: t('residency.column.checkBy'),
      width: '150px',
      render: ({ region }) => <DueMark dueOn={region.checkBy} today={today} />,
    },
  ];
  return isNarrow ? columns.filter(({ wrap }) => wrap !== true) : columns;
}
