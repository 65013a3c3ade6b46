import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit-trail.ts';
import { Panel } from '../../components/panel.tsx';
import { TrailSentence } from '../../components/trail-sentence.tsx';
import { formatNumber, formatShortDay, formatTime } from '../../platform/format.ts';
import styles from './activity.module.css';
import { ChainState } from './chain-state.tsx';
import type { Overview } from './overview-data.ts';

/** Entries that stand beside the rest of the page without making it longer. */
const SHOWN = 9;

/** The newest entries of the trail in plain words, and whether its chain holds. */
export function Activity({ activity, chain, today }: Pick<Overview, 'activity' | 'chain' | 'today'>) {
  const { t } = useTranslation();
  return (
    <div className={styles.panel}>
      <Panel
        title={t('overview.activity.title')}
        link={{ to: '/audit-trail', text: t('overview.activity.trail') }}
        foot={<ChainState chain={chain} />}
        flush
      >
        <ol>
          {activity.slice(0, SHOWN).map((entry) => (
            <li key={entry.sequence} className={styles.entry}>
              <p className={styles.sentence}>
                <span className={styles.who}>{entry.actorName}</span> <TrailSentence entry={entry} />
              </p>
              <p className={styles.meta}>
                <time dateTime={entry.occurredAt}>{writeWhen(entry, today)}</time>
                <span>#{formatNumber(entry.sequence)}</span>
              </p>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}

/** The time today, else the day. */
function writeWhen({ occurredAt }: AuditEntry, today: string): string {
  const day = new Date(occurredAt).toLocaleDateString('sv-SE');
  return day === today ? formatTime(occurredAt) : formatShortDay(day, today);
}
