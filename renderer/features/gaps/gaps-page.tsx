import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Button, ButtonLink } from '../../components/button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import { GapList } from './gap-list.tsx';
import { RecordSightingsDialog } from './record-sightings-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import { SightingDrawer } from './sighting-drawer.tsx';
import { SightingList } from './sighting-list.tsx';

const TABS = ['gaps', 'sightings'] as const;

/** What is missing, contradicted or out of date today, and what was seen in logs; each leads to what mends it. */
export function GapsPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [recording, setRecording] = useState(false);
  const refusal = useRoleRefusal('gaps.recordSightings');
  const all = useQuery(api.gaps.list.queryOptions({ input: { limit: 1 }, placeholderData: keepPreviousData }));
  const grave = useQuery(
    api.gaps.list.queryOptions({ input: { limit: 1, severity: 'critical' }, placeholderData: keepPreviousData }),
  );
  const seen = useQuery(api.gaps.sightings.queryOptions({ input: { limit: 1 } }));
  const tab = parameters.get('tab') === 'sightings' ? 'sightings' : 'gaps';
  const approvalOf = parameters.get('approval');
  const settled = parameters.get('settle');
  const opened = tab === 'sightings' ? parameters.get('open') : null;
  usePage(t('gaps.title'), [{ label: t('app.group.prove') }]);
  const record = () => setRecording(true);
  useKeys(t('gaps.title'), refusal === undefined ? [{ key: 'C', label: t('gaps.record.title'), run: record }] : []);

  function set(name: string, value: string | null): void {
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

  return (
    <PageLayout
      header={
        <PageHeader
          title={t('gaps.title')}
          fact={
            all.data && grave.data && all.data.total > 0
              ? t('gaps.fact', {
                  count: all.data.total,
                  number: formatNumber(all.data.total),
                  critical: formatNumber(grave.data.total),
                })
              : t('gaps.purpose')
          }
          actions={
            <>
              <ButtonLink to="/reports?kind=gaps" icon={Download}>
                {t('gaps.export')}
              </ButtonLink>
              <Button icon={Plus} unavailable={refusal} onClick={record}>
                {t('gaps.record.title')}
              </Button>
            </>
          }
        />
      }
      tabs={
        <TabBar
          label={t('gaps.tabs')}
          tabs={TABS.map((id) => ({
            id,
            label: t(`gaps.tab.${id}`),
            count: id === 'gaps' ? all.data?.total : seen.data?.total,
          }))}
          current={tab}
          onChange={(id) => setParameters(id === 'gaps' ? {} : { tab: id }, { replace: true })}
          panelId="gaps-panel"
        />
      }
      drawer={
        opened !== null && (
          <SightingDrawer
            key={opened}
            sightingId={opened}
            onSettle={() => set('settle', opened)}
            onClose={() => set('open', null)}
          />
        )
      }
      footer={<PageKeys hints={[{ keys: ['Enter'], label: t('gaps.openFix') }]} />}
    >
      <div id="gaps-panel" role="tabpanel" aria-label={t(`gaps.tab.${tab}`)}>
        {tab === 'gaps' ? (
          <GapList onRecord={record} recordRefusal={refusal} />
        ) : (
          <SightingList onRecord={record} recordRefusal={refusal} />
        )}
      </div>
      {recording && <RecordSightingsDialog onClose={() => setRecording(false)} />}
      {approvalOf !== null && <ApprovalDialog toolId={approvalOf} onClose={() => set('approval', null)} />}
      {settled !== null && <SettleDialog sightingId={settled} onClose={() => set('settle', null)} />}
    </PageLayout>
  );
}
