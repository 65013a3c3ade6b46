import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { PHI_FACTORS, type PhiExposureRow } from '../../../shared/contract/phi-exposure.ts';
import { rankNames, splitSearch } from '../../../shared/rules/search.ts';
import { ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { BaaTracker } from './baa-tracker.tsx';
import { listExposureColumns } from './exposure-columns.tsx';
import styles from './phi-exposure-page.module.css';

/** Rows that a table shows at once; a search narrows them. */
const SHOWN = 200;

const VIEWS = {
  all: () => true,
  possible: ({ phiPossible }: PhiExposureRow) => phiPossible !== false,
  open: ({ rated, unknown }: PhiExposureRow) => rated < PHI_FACTORS.length || unknown.length > 0,
  blocked: ({ approvedUse }: PhiExposureRow) => approvedUse === 'prohibited' || approvedUse === 'pending',
} as const;
const VIEW_NAMES = ['all', 'possible', 'open', 'blocked'] as const;
const TABS = [...VIEW_NAMES, 'tracker'] as const;

/** Every tool with its exposure, its agreement and what it may be used for, and the tracker of agreements. */
export function PhiExposurePage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const tab = TABS.find((one) => one === parameters.get('tab')) ?? 'all';
  const list = useQuery(api.phiExposure.list.queryOptions({ input: {} }));
  const rows = list.data ?? [];
  const rated = rows.filter((row) => row.rated > 0).length;
  usePage(t('phiExposure.title'), [{ label: t('app.group.assess') }]);
  const isEmpty = list.data?.length === 0;
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('phiExposure.title')}
          fact={
            list.data && !isEmpty
              ? t('phiExposure.count', {
                  count: rows.length,
                  number: formatNumber(rows.length),
                  rated: formatNumber(rated),
                })
              : t('phiExposure.purpose')
          }
          actions={
            <ButtonLink to={`/reports?kind=${tab === 'tracker' ? 'baa_tracker' : 'phi_exposure'}`} icon={Download}>
              {t('phiExposure.export')}
            </ButtonLink>
          }
        />
      }
      tabs={
        isEmpty ? undefined : (
          <TabBar
            label={t('phiExposure.tabs')}
            current={tab}
            panelId="phi-exposure-view"
            onChange={(id) => setParameters(id === 'all' ? {} : { tab: id })}
            tabs={TABS.map((id) => ({
              id,
              label: t(`phiExposure.tab.${id}`),
              count: id === 'tracker' || !list.data ? undefined : rows.filter(VIEWS[id]).length,
            }))}
          />
        )
      }
      footer={<PageKeys hints={[{ keys: ['Enter'], label: t('phiExposure.openRow') }]} />}
    >
      {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
      {list.isPending && <LoadingRows rows={10} />}
      {isEmpty && <NoTools />}
      {list.data && !isEmpty && (
        <div id="phi-exposure-view" role="tabpanel" aria-label={t(`phiExposure.tab.${tab}`)}>
          {tab === 'tracker' ? <BaaTracker /> : <Exposures key={tab} rows={rows.filter(VIEWS[tab])} />}
        </div>
      )}
    </PageLayout>
  );
}

function NoTools() {
  const { t } = useTranslation();
  return (
    <EmptyPage
      title={t('phiExposure.empty.title')}
      text={t('phiExposure.empty.text')}
      steps={[
        {
          title: t('phiExposure.empty.register.title'),
          text: t('phiExposure.empty.register.text'),
          action: (
            <ButtonLink to="/tools?add" kind="primary">
              {t('phiExposure.empty.register.action')}
            </ButtonLink>
          ),
        },
      ]}
      gap={t('phiExposure.empty.gap')}
    />
  );
}

function Exposures({ rows }: { rows: readonly PhiExposureRow[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const words = splitSearch(text);
  const found =
    words.length === 0
      ? rows
      : rows.filter(({ tool, vendor }) => rankNames([tool.name, tool.code], vendor.name, words) !== null);
  return (
    <>
      <div className={styles.search}>
        <TextField
          label={t('phiExposure.search')}
          value={text}
          onChange={setText}
          help={found.length > SHOWN ? t('phiExposure.searchHelp', { count: SHOWN }) : undefined}
        />
      </div>
      <div className={styles.table}>
        <DataTable
          label={t('phiExposure.title')}
          columns={listExposureColumns(t)}
          rows={found.slice(0, SHOWN)}
          rowId={({ tool }) => tool.id}
          onOpen={({ tool }) => void navigate(recordPath('phi_exposure', tool.id))}
          empty={t('phiExposure.none')}
        />
      </div>
    </>
  );
}
