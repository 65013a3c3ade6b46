import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoreKind } from '../../../shared/contract/scores.ts';
import type { Band, Vendor } from '../../../shared/contract/vendors.ts';
import { api, type client } from '../../platform/api.ts';
import { formatDay, formatNumber, formatPercent } from '../../platform/format.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { BandMark } from '../band-mark.tsx';
import { Facts } from '../facts.tsx';
import { OnlySpoken } from '../only-spoken.tsx';
import { Panel } from '../panel.tsx';
import { StatusMark } from '../status-mark.tsx';
import { DueMark } from '../word-mark.tsx';
import styles from './record-scores.module.css';

/** A number of which the arithmetic can be shown. */
export interface ExplainedScore {
  kind: ScoreKind;
  subjectId: string;
}

export interface RecordScoresProps {
  /** The tool whose inherent tier is shown; null when nothing is rated. */
  inherent: { toolId: string; band: Band } | null;
  vendorId: string;
  residual: Vendor['residual'];
  /** The newest assessment; null when there is none, undefined while it is looked for. */
  assessmentId: string | null | undefined;
  openRedFlags: number;
  /** Whose reviews are counted, and the day that a person chose for the next. */
  reviewed: { kind: 'vendor' | 'tool'; id: string; chosenOn: string | null };
  /** What the drawer shows now. */
  explained: ExplainedScore | null;
  onExplain: (score: ExplainedScore) => void;
}

/** The scores of a vendor or a tool; each number is a button to its arithmetic. */
export function RecordScores(props: RecordScoresProps) {
  const { inherent, vendorId, residual, assessmentId, openRedFlags, reviewed, explained, onExplain } = props;
  const { t } = useTranslation();
  const input = { kind: 'questionnaire', subjectId: assessmentId ?? '' } as const;
  const questionnaire = useQuery({
    ...api.scores.explain.queryOptions({ input }),
    enabled: typeof assessmentId === 'string',
  });
  const score = questionnaire.data;
  const { data: review } = useQuery(
    api.scores.reviewDates.queryOptions({ input: { kind: reviewed.kind, subjectId: reviewed.id } }),
  );

  const explain = (kind: ScoreKind, subjectId: string, name: string, face: ReactNode) => (
    <button
      type="button"
      className={styles.score}
      aria-expanded={explained?.kind === kind && explained.subjectId === subjectId}
      onClick={() => onExplain({ kind, subjectId })}
    >
      <OnlySpoken>{t('record.scores.explain', { name })}</OnlySpoken> {face}
    </button>
  );
  const ofQuestionnaire = (name: string, face: ReactNode) => {
    if (assessmentId === null) return <StatusMark shape="ask">{t('record.scores.notAssessed')}</StatusMark>;
    return assessmentId !== undefined && score && explain('questionnaire', assessmentId, name, face);
  };
  const word = (name: string) => t(`record.scores.${name}`);
  return (
    <Panel title={t('record.scores.title')}>
      <Facts
        facts={[
          {
            label: word('inherent'),
            value:
              inherent === null ? (
                <StatusMark shape="ask">{word('notRated')}</StatusMark>
              ) : (
                explain('inherent', inherent.toolId, word('inherent'), <BandMark band={inherent.band} neutral />)
              ),
          },
          {
            label: word('residual'),
            value:
              residual === null ? (
                <BandMark band={null} />
              ) : (
                explain(
                  'residual',
                  vendorId,
                  word('residual'),
                  <BandMark band={residual.band} score={residual.score} />,
                )
              ),
          },
          {
            label: word('cadence'),
            value:
              review &&
              (inherent === null
                ? t('record.scores.months', { full: review.fullReviewMonths, light: review.lightCheckMonths })
                : explain(
                    'inherent',
                    inherent.toolId,
                    word('cadence'),
                    t('record.scores.months', { full: review.fullReviewMonths, light: review.lightCheckMonths }),
                  )),
          },
          { label: word('nextReview'), value: review && <NextReview dates={review} chosenOn={reviewed.chosenOn} /> },
          {
            label: word('questionnaire'),
            value: ofQuestionnaire(
              word('questionnaire'),
              score?.result.shown == null
                ? '–'
                : t('record.scores.of', { score: formatNumber(score.result.shown), outOf: score.result.outOf ?? 100 }),
            ),
          },
          {
            label: word('complete'),
            value: ofQuestionnaire(word('complete'), formatRatio(score?.completeness)),
          },
          {
            label: word('confidence'),
            value: ofQuestionnaire(word('confidence'), formatRatio(score?.confidence)),
          },
          {
            label: word('redFlags'),
            value:
              openRedFlags === 0 ? (
                word('noFlags')
              ) : (
                <StatusMark shape="flag" tone="bad">
                  {t('record.scores.openFlags', { count: openRedFlags })}
                </StatusMark>
              ),
          },
        ]}
      />
    </Panel>
  );
}

type ReviewDates = Awaited<ReturnType<typeof client.scores.reviewDates>>;

/** The day that follows from the tier and the last signature, and the chosen one where it is another. */
function NextReview({ dates, chosenOn }: { dates: ReviewDates; chosenOn: string | null }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { fullReviewOn, signedOn } = dates;
  if (fullReviewOn === null || signedOn === null) {
    return (
      <span className={styles.review}>
        <StatusMark shape="ask">{t('record.scores.notSigned')}</StatusMark>
        {chosenOn !== null && <span>{t('record.scores.chosen', { day: formatDay(chosenOn) })}</span>}
      </span>
    );
  }
  return (
    <span className={styles.review}>
      <DueMark dueOn={fullReviewOn} today={today} />
      <span>{t('record.scores.counted', { day: formatDay(signedOn) })}</span>
      {chosenOn !== null && chosenOn !== fullReviewOn && (
        <StatusMark
          shape={chosenOn > fullReviewOn ? 'warn' : 'clock'}
          tone={chosenOn > fullReviewOn ? 'warn' : 'neutral'}
        >
          {t(chosenOn > fullReviewOn ? 'record.scores.chosenLater' : 'record.scores.chosenEarlier', {
            day: formatDay(chosenOn),
          })}
        </StatusMark>
      )}
    </span>
  );
}

function formatRatio(ratio: number | null | undefined): string {
  return ratio === null || ratio === undefined ? '–' : formatPercent(ratio);
}
