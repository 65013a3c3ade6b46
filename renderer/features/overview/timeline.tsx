import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LANES } from '../../../shared/contract/overview.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { joinClasses } from '../../components/class-names.ts';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { describeDue } from '../../components/status-words.ts';
import { formatDay, formatShortDay } from '../../platform/format.ts';
import { registerPath } from '../../platform/register-path.ts';
import { DUE_WORDS } from './due-words.ts';
import type { Overview } from './overview-data.ts';
import { placeMarks, TIMELINE_DAYS, type TimelineMark } from './timeline-marks.ts';
import styles from './timeline.module.css';
import { workPath } from './work-path.ts';

type DatedRecord = Overview['dates'][number];

/** Lanes that stand there even when nothing falls due in them; the others only with a mark. */
const STANDING_LANES: readonly DatedRecord['lane'][] = ['reviews', 'assessments', 'findings', 'evidence'];
const LANE_PATHS: Readonly<Record<DatedRecord['lane'], string>> = {
  agreements: '/agreements',
  reviews: registerPath('/tools', [{ field: 'nextReviewOn', operator: 'is_not', values: [null] }]),
  exceptions: '/access-tiers',
  assessments: '/assessments',
  adoption: '/adoption',
  training: '/training',
  findings: '/findings',
  evidence: '/evidence',
};
const TICKS = [0, 30, 60] as const;
/** What falls due in the next 90 days, one lane for each kind of record, all on one axis. */
export function Timeline({ dates, today }: { dates: readonly DatedRecord[]; today: string }) {
  const { t } = useTranslation();
  const end = addDays(today, TIMELINE_DAYS);
  return (
    <Panel
      title={t('overview.timeline.title')}
      note={t('overview.timeline.period', { from: formatDay(today), to: formatDay(end) })}
      link={{ to: '/due', text: t('overview.timeline.all') }}
      flush
    >
      <div className={styles.timeline}>
        <div className={styles.axis} aria-hidden="true">
          <span />
          <div className={styles.scale}>
            {TICKS.map((days) => (
              <span key={days} className={styles.tick} style={{ left: `${(100 * days) / TIMELINE_DAYS}%` }}>
                {days === 0
                  ? t('overview.timeline.today')
                  : t('overview.timeline.tick', { days, day: formatShortDay(addDays(today, days), today) })}
              </span>
            ))}
          </div>
        </div>
        {LANES.filter((lane) => STANDING_LANES.includes(lane) || dates.some((one) => one.lane === lane)).map((lane) => (
          <div key={lane} className={styles.lane}>
            <span className={styles.name}>
              <Link to={LANE_PATHS[lane]}>{t(`overview.timeline.lane.${lane}`)}</Link>
            </span>
            <Lane dates={listMarks(dates, lane)} today={today} />
          </div>
        ))}
      </div>
    </Panel>
  );
}

/** An agreement is known on the timeline by whom it is with. */
function listMarks(dates: readonly DatedRecord[], lane: DatedRecord['lane']): DatedRecord[] {
  const ofLane = dates.filter((one) => one.lane === lane);
  return lane === 'agreements' ? ofLane.map((one) => ({ ...one, title: one.subject || one.title })) : ofLane;
}

function Lane({ dates, today }: { dates: readonly DatedRecord[]; today: string }) {
  const { t } = useTranslation();
  if (dates.length === 0) {
    return (
      <div className={styles.marks}>
        <span className={styles.none}>{t('overview.timeline.nothing')}</span>
      </div>
    );
  }
  return (
    <ul className={styles.marks}>
      {placeMarks(dates, today).map((mark) => (
        <li key={`${mark.first.record.id} ${mark.first.record.part ?? ''} ${mark.first.event}`}>
          <Mark mark={mark} today={today} />
        </li>
      ))}
    </ul>
  );
}

function Mark({ mark, today }: { mark: TimelineMark<DatedRecord>; today: string }) {
  const { t } = useTranslation();
  const { first, others, left, isEnding } = mark;
  const due = describeDue(first.on, today, DUE_WORDS[first.event]);
  const all = [first, ...others].map((one) => `${one.title}, ${formatDay(one.on)}`).join('\n');
  const classes = [
    styles.mark,
    due.tone === 'bad' && styles.late,
    due.tone === 'warn' && styles.soon,
    isEnding && styles.ending,
  ];
  return (
    <Link to={workPath(first.record)} className={joinClasses(...classes)} style={{ left: `${left}%` }} title={all}>
      <StatusShape shape={due.shape} />
      <span className={styles.word}>{first.title}</span>
      {others.length > 0 && (
        <span className={styles.more}>{t('overview.timeline.more', { count: others.length })}</span>
      )}
      <OnlySpoken>{all}</OnlySpoken>
    </Link>
  );
}
