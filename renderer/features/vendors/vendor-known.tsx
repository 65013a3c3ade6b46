import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VendorFact } from '../../../shared/contract/profiles.ts';
import { Button } from '../../components/button.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { FactDialog, RefreshDialog } from './fact-dialogs.tsx';
import styles from './vendor-known.module.css';

/** What is known of a vendor without having been verified; what was seen long ago is grey and says so. */
export function VendorKnown({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation();
  const known = useQuery(api.profiles.facts.queryOptions({ input: { vendorId } }));
  const refusal = useRoleRefusal('profiles.addFact');
  const [edited, setEdited] = useState<VendorFact | 'new' | null>(null);
  const [refreshing, setRefreshing] = useState(false);
  const { profile, facts = [], differences = [] } = known.data ?? {};
  return (
    <Panel
      title={t('profiles.known.title')}
      note={
        profile
          ? t('profiles.known.from', { title: profile.title, version: profile.version, day: formatDay(profile.asOf) })
          : t('profiles.known.verify')
      }
      action={
        <Button size="small" icon={Plus} unavailable={refusal} onClick={() => setEdited('new')}>
          {t('profiles.known.add')}
        </Button>
      }
      flush
    >
      {known.isError && <ErrorPanel problem={readProblem(known.error)} />}
      {differences.length > 0 && (
        <div className={styles.note}>
          <Note>
            <span>{t('profiles.known.newer', { count: differences.length })}</span>{' '}
            <Button size="small" unavailable={refusal} onClick={() => setRefreshing(true)}>
              {t('profiles.known.compare')}
            </Button>
          </Note>
        </div>
      )}
      {known.data && (
        <DataTable
          label={t('profiles.known.title')}
          rows={facts}
          rowId={({ id }) => id}
          onOpen={setEdited}
          empty={<p className={styles.empty}>{t('profiles.known.none')}</p>}
          columns={[
            {
              id: 'topic',
              title: t('profiles.field.topic'),
              width: '16%',
              render: ({ topic, old }) => (
                <span className={joinClasses(old && styles.old)}>{t(`profiles.topic.${topic}`)}</span>
              ),
            },
            {
              id: 'value',
              title: t('profiles.field.value'),
              wrap: true,
              render: ({ value, plan, old }) => (
                <span className={joinClasses(old && styles.old)}>
                  {value}
                  {plan !== '' && <span className={styles.plan}> {plan}</span>}
                </span>
              ),
            },
            { id: 'confidence', title: t('profiles.field.confidence'), render: (fact) => <Confidence fact={fact} /> },
            {
              id: 'source',
              title: t('profiles.field.source'),
              width: '20%',
              wrap: true,
              quiet: true,
              render: ({ source }) => source,
            },
            {
              id: 'seenOn',
              title: t('profiles.field.seenOn'),
              render: ({ seenOn, old }) =>
                old ? (
                  <StatusMark shape="clock" tone="warn">
                    {t('profiles.known.old', { day: formatDay(seenOn) })}
                  </StatusMark>
                ) : (
                  formatDay(seenOn)
                ),
            },
          ]}
        />
      )}
      {edited !== null && (
        <FactDialog
          vendorId={vendorId}
          fact={edited === 'new' ? null : edited}
          refusal={refusal}
          onClose={() => setEdited(null)}
        />
      )}
      {refreshing && profile && (
        <RefreshDialog
          vendorId={vendorId}
          title={profile.title}
          differences={differences}
          onClose={() => setRefreshing(false)}
        />
      )}
    </Panel>
  );
}

function Confidence({ fact: { confidence, old } }: { fact: VendorFact }) {
  const { t } = useTranslation();
  return (
    <span className={joinClasses(old && styles.old)}>
      <StatusMark shape={confidence === 'high' ? 'half' : confidence === 'medium' ? 'open' : 'ask'} tone="neutral">
        {t(`profiles.confidence.${confidence}`)}
      </StatusMark>
    </span>
  );
}
