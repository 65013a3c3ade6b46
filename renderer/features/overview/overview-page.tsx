import { useQuery } from '@tanstack/react-query';
import { Download, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FiguresRow } from '../../components/figures-row.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { api } from '../../platform/api.ts';
import { formatLongDay, formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { Activity } from './activity.tsx';
import { listFigures } from './figures.ts';
import { GapPanel } from './gap-panel.tsx';
import { NewWorkspace } from './new-workspace.tsx';
import type { Overview } from './overview-data.ts';
import styles from './overview-page.module.css';
import { TierTable } from './tier-table.tsx';
import { Timeline } from './timeline.tsx';
import { WorkList } from './work-list.tsx';

const NEW_ASSESSMENT = '/assessments?plan=';

/** What needs somebody today, what comes in the next 90 days, and where the tools stand. */
export function OverviewPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { today } = useWorking();
  const overview = useQuery(api.overview.get.queryOptions());
  const data = overview.data;
  const isNew = data?.tools === 0;
  usePage(t('overview.title'), []);
  useKeys(
    t('overview.title'),
    isNew ? [] : [{ key: 'C', label: t('overview.newAssessment'), run: () => void navigate(NEW_ASSESSMENT) }],
  );

  const day = formatLongDay(data?.today ?? today);
  const fact =
    data && !isNew
      ? t('overview.fact', { day, count: data.work.length, number: formatNumber(data.work.length) })
      : `${day}.`;
  const header = (
    <PageHeader
      title={t('overview.title')}
      fact={fact}
      actions={
        isNew ? undefined : (
          <>
            <ButtonLink to="/reports" icon={Download}>
              {t('overview.export')}
            </ButtonLink>
            <ButtonLink to={NEW_ASSESSMENT} kind="primary" icon={Plus}>
              {t('overview.newAssessment')}
            </ButtonLink>
          </>
        )
      }
    />
  );
  return (
    <PageLayout header={header}>
      {overview.isError && <ErrorPanel what={t('overview.failed')} problem={readProblem(overview.error)} />}
      {overview.isPending && <LoadingRows rows={12} widths={[136, 320, 96, 120]} />}
      {data && (isNew ? <NewWorkspace /> : <FilledOverview overview={data} />)}
    </PageLayout>
  );
}

function FilledOverview({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  return (
    <>
      <FiguresRow figures={listFigures(overview.figures, t)} />
      <div className={styles.grid}>
        <div className={styles.column}>
          <WorkList work={overview.work} today={overview.today} />
          <Timeline dates={overview.dates} today={overview.today} />
          <div className={styles.pair}>
            <TierTable tiers={overview.tiers} tools={overview.tools} />
            <GapPanel gaps={overview.gaps} total={overview.figures.openGaps.count} />
          </div>
        </div>
        <Activity {...overview} />
      </div>
    </>
  );
}
