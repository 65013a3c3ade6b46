import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit-trail.ts';
import { listTrailChanges, nameTrailField, writeTrailValue } from '../../../shared/rules/trail-words.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { Facts } from '../../components/facts.tsx';
import { TrailSentence, useTrailWording } from '../../components/trail-sentence.tsx';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import styles from './audit-trail-page.module.css';

/** One entry: who did what, each field before and after side by side, and its place in the chain. */
export function TrailEntry({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const role = t(`people.role.${entry.actorRole}`, { defaultValue: t('auditTrail.application') });
  return (
    <Drawer
      title={t('auditTrail.entryTitle', { sequence: formatNumber(entry.sequence) })}
      note={t('auditTrail.at', { at: formatInstant(entry.occurredAt), offset: writeOffset(entry.utcOffsetMinutes) })}
      onClose={onClose}
    >
      <DrawerSection title={t('auditTrail.what')}>
        <p className={styles.sentence}>
          {entry.actorName} <TrailSentence entry={entry} />
        </p>
        <Facts
          labelWidth={104}
          facts={[
            { label: t('auditTrail.who'), value: `${entry.actorName}, ${role}` },
            {
              label: t('auditTrail.operation'),
              value: (
                <code translate="no" className={styles.hash}>
                  {entry.operation}
                </code>
              ),
            },
            { label: t('auditTrail.record'), value: entry.recordName },
          ]}
        />
      </DrawerSection>
      <DrawerSection title={t('auditTrail.changes')}>
        <ChangeTable entry={entry} />
      </DrawerSection>
      <DrawerSection title={t('auditTrail.chain')}>
        <Facts
          labelWidth={104}
          facts={[
            { label: t('auditTrail.previousHash'), value: <code className={styles.hash}>{entry.previousHash}</code> },
            { label: t('auditTrail.hash'), value: <code className={styles.hash}>{entry.hash}</code> },
          ]}
        />
        <details className={styles.raw}>
          <summary>{t('auditTrail.asHashed')}</summary>
          {(['before', 'after'] as const).map((side) => (
            <div key={side}>
              <h3>{t(`auditTrail.${side}`)}</h3>
              <pre translate="no" className={styles.json}>
                {writeJson(entry[side]) ?? t('auditTrail.noState')}
              </pre>
            </div>
          ))}
        </details>
      </DrawerSection>
    </Drawer>
  );
}

function ChangeTable({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const wording = useTrailWording();
  const changes = listTrailChanges(entry);
  const side = (id: 'before' | 'after') => ({
    id,
    title: t(`auditTrail.${id}`),
    width: '35%',
    wrap: true,
    render: (change: (typeof changes)[number]) => (
      <span className={styles.value}>{writeTrailValue(change[id], wording)}</span>
    ),
  });
  return (
    <DataTable
      label={t('auditTrail.changes')}
      compact
      rows={changes}
      rowId={({ field }) => field}
      empty={t('auditTrail.noChange')}
      columns={[
        {
          id: 'field',
          title: t('auditTrail.field'),
          width: '30%',
          wrap: true,
          quiet: true,
          render: ({ field }) => nameTrailField(field, wording),
        },
        side('before'),
        side('after'),
      ]}
    />
  );
}

/** "+02:00" */
function writeOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const parts = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '−' : '+'}${parts.join(':')}`;
}

function writeJson(text: string | null): string | null {
  if (text === null) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Somebody changed it in the file; it is shown as it stands.
    return text;
  }
}
