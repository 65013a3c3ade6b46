import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { addDays } from '../../../shared/rules/days.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import links from '../../components/link.module.css';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { DueMark } from '../../components/word-mark.tsx';
import { formatNumber, formatShortDay } from '../../platform/format.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { DUE_WORDS } from './due-words.ts';
import type { WorkItem } from './overview-data.ts';
import styles from './work-list.module.css';
import { taskPath, taskVerb } from './work-path.ts';

/** Rows before "All". */
const FIRST_ROWS = 6;
const COLUMNS = ['reason', 'what', 'subject', 'owner', 'verb'] as const;

/** What waits for somebody: the reason first, one verb last. */
export function WorkList({ work, today }: { work: readonly WorkItem[]; today: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const [parameters, setParameters] = useSearchParams();
  const only = parameters.get('only');
  const wanted = only === null ? work : work.filter(({ reason }) => reason === only);
  const shown = all || only !== null ? wanted : wanted.slice(0, FIRST_ROWS);
  return (
    <Panel
      title={t('overview.work.title')}
      note={
        only === null ? undefined : (
          <Chip tone="on" name={t('overview.work.only')} onRemove={() => setParameters({})}>
            {t(`overview.work.onlyReason.${only}`)}
          </Chip>
        )
      }
      action={
        only === null &&
        work.length > FIRST_ROWS && (
          <Button kind="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all
              ? t('overview.work.fewer', { count: FIRST_ROWS })
              : t('overview.work.all', { number: formatNumber(work.length) })}
          </Button>
        )
      }
      flush
    >
      {wanted.length === 0 ? (
        <p className={styles.done}>
          <StatusMark shape="ok" tone="ok">
            {t('overview.work.done')}
          </StatusMark>
        </p>
      ) : (
        <table className={styles.table}>
          <colgroup>
            {COLUMNS.map((column) => (
              <col key={column} className={styles[column]} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="visually-hidden">
                  {t(`overview.work.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <WorkRow
                key={`${item.event} ${item.record.id} ${item.record.part ?? item.record.questionId ?? ''}`}
                item={item}
                today={today}
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function WorkRow({ item, today }: { item: WorkItem; today: string }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const title =
    item.noticeOn !== null && item.noticeOn < today
      ? t('overview.work.noticePassed', { title: item.title, day: formatShortDay(item.noticeOn, today) })
      : item.title;
  const owner = item.owner?.id === person.id ? t('overview.work.you') : (item.owner?.name ?? '–');
  return (
    <tr>
      <td className={styles.first}>
        <Reason item={item} today={today} />
      </td>
      <td>
        <span className={styles.clip} title={title}>
          {title}
        </span>
      </td>
      <td className={styles.quiet}>
        <span className={styles.clip} title={item.subject}>
          {item.subject || '–'}
        </span>
      </td>
      <td className={styles.quiet}>
        <span className={styles.clip}>{owner}</span>
      </td>
      <td className={styles.last}>
        <Link className={links.link} to={taskPath(item)}>
          {t(taskVerb(item))}
          <OnlySpoken>: {item.title}</OnlySpoken>
        </Link>
      </td>
    </tr>
  );
}

function Reason({ item, today }: { item: WorkItem; today: string }) {
  const { t } = useTranslation();
  const { reason, daysLeft, flagId } = item;
  if (reason === 'red_flag') {
    return (
      <StatusMark shape="flag" tone="bad">
        {t('overview.reason.red_flag', { flag: flagId ?? '' })}
      </StatusMark>
    );
  }
  if (daysLeft === null || reason === 'to_sign' || reason === 'to_decide' || reason === 'to_review') {
    return <StatusMark shape="open">{t(`overview.reason.${reason}`)}</StatusMark>;
  }
  return <DueMark dueOn={addDays(today, daysLeft)} today={today} kind={DUE_WORDS[item.event]} />;
}
