import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/contract/audit-trail.ts';
import { LIST_LIMIT } from '../../shared/contract/operation.ts';
import { listTrailChanges, nameTrailField, writeTrailValue } from '../../shared/rules/trail-words.ts';
import { api } from '../platform/api.ts';
import { formatInstant, formatNumber } from '../platform/format.ts';
import { readProblem } from '../platform/problem.ts';
import { Button } from './button.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { LoadingRows } from './loading-rows.tsx';
import { OnlySpoken } from './only-spoken.tsx';
import { Panel } from './panel.tsx';
import styles from './record-history.module.css';
import { TrailSentence, useTrailWording } from './trail-sentence.tsx';

/** Entries shown at first, and added each time more are asked for. */
const STEP = 25;

/** What happened to a record, newest first: who, what before and after, when, and the entry's number in the trail. */
export function RecordHistory({ recordId }: { recordId: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(STEP);
  const history = useQuery(
    api.auditTrail.list.queryOptions({
      input: {
        filters: [{ field: 'recordId', operator: 'is', values: [recordId] }],
        limit: Math.min(shown, LIST_LIMIT),
      },
      placeholderData: keepPreviousData,
    }),
  );
  if (history.isError) return <ErrorPanel problem={readProblem(history.error)} />;
  if (!history.data) return <LoadingRows rows={6} />;
  const { rows, total } = history.data;
  return (
    <Panel
      title={t('trail.history')}
      link={{ to: `/audit-trail?filter=recordId~is~${recordId}`, text: t('trail.inTrail') }}
      flush
    >
      <ol className={styles.list}>
        {rows.map((entry) => (
          <HistoryEntry key={entry.sequence} entry={entry} />
        ))}
      </ol>
      {total > rows.length && (
        <div className={styles.foot}>
          <span>{t('trail.shown', { shown: formatNumber(rows.length), total: formatNumber(total) })}</span>
          {rows.length < LIST_LIMIT && (
            <Button kind="link" onClick={() => setShown(shown + STEP)}>
              {t('trail.older')}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

function HistoryEntry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const wording = useTrailWording();
  const changes = listTrailChanges(entry);
  return (
    <li className={styles.entry}>
      <p className={styles.sentence}>
        <span className={styles.who}>{entry.actorName}</span> <TrailSentence entry={entry} />
      </p>
      <span className={styles.when}>
        {formatInstant(entry.occurredAt)} <OnlySpoken>{t('trail.entry')}</OnlySpoken>#{formatNumber(entry.sequence)}
      </span>
      {entry.before !== null && changes.length > 0 && (
        <dl className={styles.changes}>
          {changes.map(({ field, before, after }) => (
            <Change
              key={field}
              field={nameTrailField(field, wording)}
              before={writeTrailValue(before, wording)}
              after={writeTrailValue(after, wording)}
            />
          ))}
        </dl>
      )}
    </li>
  );
}

function Change({ field, before, after }: { field: string; before: string; after: string }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{field}</dt>
      <dd>
        <OnlySpoken>{t('trail.before')}</OnlySpoken>
        <span className={styles.before}>{before}</span> <span aria-hidden="true">→</span>{' '}
        <OnlySpoken>{t('trail.after')}</OnlySpoken>
        {after}
      </dd>
    </>
  );
}
