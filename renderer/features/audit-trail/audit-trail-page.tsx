import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AuditEntry } from '../../../shared/contract/audit-trail.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { TrailSentence } from '../../components/trail-sentence.tsx';
import { api } from '../../platform/api.ts';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { readFilters } from '../../platform/register-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { TrailEntry } from './trail-entry.tsx';
import { listTrailFilters, NO_FILTER, TrailFilters, type TrailFilter } from './trail-filters.tsx';
import { TrailCheckpoints, TrailIntegrity } from './trail-integrity.tsx';
import styles from './audit-trail-page.module.css';
import { SearchPreparation } from './search-preparation.tsx';
import { useSearchPreparation } from './use-search-preparation.ts';

const PAGE_SIZE = 50;
const TABS = ['entries', 'integrity'] as const;
type TabId = (typeof TABS)[number];

/** Everything that was done, newest first: search, what changed, verification, and checkpoints kept outside. */
export function AuditTrailPage() {
  const { t } = useTranslation();
  const { workspace } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const linked = readFilters(parameters);
  const [filter, setFilter] = useState<TrailFilter>(NO_FILTER);
  const index = useSearchPreparation(filter.search);
  function change(part: Partial<TrailFilter>): void {
    setFilter((before) => ({ ...before, offset: 0, ...part }));
    index.want(part.search ?? '');
  }
  usePage(t('auditTrail.title'), [{ label: t('app.group.prove') }]);
  const list = useQuery({
    ...api.auditTrail.list.queryOptions({
      input: {
        offset: filter.offset,
        limit: PAGE_SIZE,
        search: filter.search,
        filters: [...listTrailFilters(filter), ...linked],
      },
    }),
    placeholderData: keepPreviousData,
    enabled: index.isReady,
  });
  const isBlocked = !index.isReady && index.isSlow;
  const sequence = parameters.get('entry');
  const opened = useOpenedEntry(sequence, list.data?.rows ?? []);

  const tab = TABS.find((id) => id === parameters.get('tab')) ?? 'entries';

  function setParameter(name: 'entry' | 'tab', value: string | null): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  }

  const open = (entry: AuditEntry | null) => setParameter('entry', entry && String(entry.sequence));
  const showTab = (id: TabId) => setParameter('tab', id === 'entries' ? null : id);

  const search = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useKeys(t('auditTrail.title'), [
    { key: '/', label: t('auditTrail.search'), run: () => search.current?.focus(), hint: true },
    { key: 'Escape', label: t('auditTrail.closeEntry'), run: () => open(null) },
  ]);
  const total = list.data?.total ?? 0;
  const isNarrowed = filter.search !== '' || listTrailFilters(filter).length > 0;
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('auditTrail.title')}
          fact={t('auditTrail.fact', {
            count: workspace.trail.sequence,
            number: formatNumber(workspace.trail.sequence),
          })}
          actions={<ButtonLink to="/reports?kind=audit_trail">{t('auditTrail.export')}</ButtonLink>}
        />
      }
      drawer={opened && <TrailEntry key={opened.sequence} entry={opened} onClose={() => open(null)} />}
      footer={
        tab === 'entries' ? (
          <TrailPager
            offset={filter.offset}
            total={total}
            onMove={(offset) => setFilter((before) => ({ ...before, offset }))}
          />
        ) : (
          <PageKeys />
        )
      }
    >
      <div className={styles.tabs}>
        <TabBar
          label={t('auditTrail.parts')}
          tabs={TABS.map((id) => ({ id, label: t(`auditTrail.tab.${id}`) }))}
          current={tab}
          onChange={showTab}
          panelId="trail-part"
        />
      </div>
      <div id="trail-part" role="tabpanel" aria-label={t(`auditTrail.tab.${tab}`)}>
        {tab === 'integrity' ? (
          <div className={styles.panels}>
            <TrailIntegrity />
            <TrailCheckpoints />
          </div>
        ) : (
          <>
            <TrailFilters filter={filter} onChange={change} searchRef={search} />
            {(linked.length > 0 || isNarrowed) && (
              <div className={styles.linked}>
                {linked.length > 0 && (
                  <Chip tone="on" name={t('auditTrail.oneRecord')} onRemove={() => setParameters({})}>
                    {t('auditTrail.oneRecord')}
                  </Chip>
                )}
                {isNarrowed && (
                  <Button kind="link" onClick={() => setFilter(NO_FILTER)}>
                    {t('auditTrail.clear')}
                  </Button>
                )}
              </div>
            )}
            {isBlocked && <SearchPreparation index={index} />}
            {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
            {list.isPending && <LoadingRows />}
            {list.data && !isBlocked && (
              <DataTable
                label={t('auditTrail.title')}
                rows={list.data.rows}
                rowId={(entry) => String(entry.sequence)}
                onOpen={open}
                chosenId={sequence}
                empty={t('auditTrail.nothing')}
                columns={[
                  {
                    id: 'sequence',
                    title: t('auditTrail.entry'),
                    mono: true,
                    width: '88px',
                    render: (entry) => `#${formatNumber(entry.sequence)}`,
                  },
                  {
                    id: 'at',
                    title: t('auditTrail.when'),
                    width: '170px',
                    quiet: true,
                    render: ({ occurredAt }) => formatInstant(occurredAt),
                  },
                  { id: 'who', title: t('auditTrail.who'), width: '160px', render: ({ actorName }) => actorName },
                  {
                    id: 'what',
                    title: t('auditTrail.what'),
                    wrap: true,
                    render: (entry) => <TrailSentence entry={entry} />,
                  },
                ]}
              />
            )}
          </>
        )}
      </div>
    </PageLayout>
  );
}

/** The entry that the address names, from the page that is shown or else by itself. */
function useOpenedEntry(sequence: string | null, rows: readonly AuditEntry[]): AuditEntry | null {
  const shown = rows.find((entry) => String(entry.sequence) === sequence) ?? null;
  const alone = useQuery({
    ...api.auditTrail.list.queryOptions({ input: { limit: 1, search: `#${sequence}` } }),
    enabled: sequence !== null && shown === null,
  });
  return shown ?? (sequence === null ? null : (alone.data?.rows[0] ?? null));
}

function TrailPager({ offset, total, onMove }: { offset: number; total: number; onMove: (offset: number) => void }) {
  const { t } = useTranslation();
  const last = Math.min(offset + PAGE_SIZE, total);
  return (
    <PageKeys>
      {total > 0 && (
        <span>
          {t('auditTrail.range', {
            from: formatNumber(offset + 1),
            to: formatNumber(last),
            total: formatNumber(total),
          })}
        </span>
      )}
      <Button
        size="small"
        kind="quiet"
        unavailable={offset === 0 ? t('auditTrail.first') : undefined}
        onClick={() => onMove(offset - PAGE_SIZE)}
      >
        {t('auditTrail.newer')}
      </Button>
      <Button
        size="small"
        kind="quiet"
        unavailable={last >= total ? t('auditTrail.last') : undefined}
        onClick={() => onMove(offset + PAGE_SIZE)}
      >
        {t('auditTrail.older')}
      </Button>
    </PageKeys>
  );
}
