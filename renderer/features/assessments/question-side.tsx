import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Answer, Assessment, FollowUp, Verdict } from '../../../shared/contract/assessments.ts';
import { isVerdictOutdated } from '../../../shared/rules/assessments.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatInstant, formatNumber, formatPercent } from '../../platform/format.ts';
import type { Problem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { describeValue } from './answer-value.ts';
import { sortFollowUps, type QuestionRow } from './assessment-rows.ts';
import { workOutCredit } from './question-credit.ts';
import styles from './question-side.module.css';
import { VerdictForm } from './verdict-form.tsx';

export interface QuestionSideProps {
  assessment: Assessment;
  row: QuestionRow;
  /** Null where no verdict can be given now; else the reason it is refused, or nothing. */
  judging: { isOpen: boolean; refusal: string | undefined; problem: Problem | null };
  onJudge: (open: boolean) => void;
  onVerdict: (verdict: Verdict | null, note: string) => Promise<unknown>;
  /** Why a carried-over answer cannot be taken over now; null when there is none. */
  takeOver: { refusal: string | undefined; run: () => void } | null;
  onRequest: () => void;
  requestRefusal: string | undefined;
  onFollowUp: (followUp: FollowUp) => void;
  onExplain: () => void;
}

/** What belongs to the question but is not the answer: flags, last time, verdict, requests, and how it counts. */
export function QuestionSide(props: QuestionSideProps) {
  const { t } = useTranslation();
  const { assessment, row } = props;
  const flags = assessment.redFlags.filter((flag) => flag.questionId === row.question.id);
  return (
    <aside className={styles.side} aria-label={t('assessments.side.label')}>
      {flags.map((flag) => (
        <SideSection
          key={flag.flagId}
          title={
            <StatusMark shape="flag" tone="bad">
              {t('assessments.side.redFlag', { id: flag.flagId })}
            </StatusMark>
          }
          fact={t('assessments.side.byRule')}
        >
          <p className={styles.text}>{flag.title}</p>
          <p className={styles.text}>{flag.effect}</p>
          {flag.findingId !== null && (
            <Link className={links.link} to={recordPath('finding', flag.findingId)}>
              {t('assessments.side.toFinding')}
            </Link>
          )}
        </SideSection>
      ))}
      <PreviousAnswer {...props} />
      <ReviewersVerdict {...props} />
      <FollowUps {...props} />
      <EffectiveScore row={row} />
      <ScoreSoFar {...props} />
    </aside>
  );
}

function SideSection({ title, fact, children }: { title: ReactNode; fact?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {fact !== undefined && <span className={styles.fact}>{fact}</span>}
      </div>
      {children}
    </section>
  );
}

function isChanged({ previous, state, value, note }: Answer): boolean {
  if (previous === null || state === null) return false;
  return previous.state !== state || previous.note !== note || JSON.stringify(previous.value) !== JSON.stringify(value);
}

function PreviousAnswer({ row: { question, answer }, takeOver }: QuestionSideProps) {
  const { t } = useTranslation();
  const { previous } = answer;
  if (previous === null) return null;
  const value = describeValue(question, previous.value);
  return (
    <SideSection
      title={t('assessments.previous.title')}
      fact={previous.answeredOn === null ? undefined : formatDay(previous.answeredOn)}
    >
      <p className={styles.line}>
        <WordMark of="answer" value={previous.state} />
        {previous.answeredBy !== null && (
          <span className={styles.quiet}>{t('assessments.previous.by', { name: previous.answeredBy })}</span>
        )}
      </p>
      {value !== '' && <p className={styles.text}>{value}</p>}
      {previous.note !== '' && <p className={styles.text}>{t('assessments.previous.note', { note: previous.note })}</p>}
      <p className={styles.text}>
        {previous.evidenceCount === 0
          ? t('assessments.previous.noEvidence')
          : t('assessments.previous.evidence', { count: previous.evidenceCount })}
      </p>
      {isChanged(answer) && !answer.carriedOver && (
        <p className={styles.after}>
          <StatusMark shape="warn" tone="warn">
            {t('assessments.previous.changed')}
          </StatusMark>
        </p>
      )}
      {takeOver !== null && (
        <div className={styles.after}>
          <p className={styles.text}>{t('assessments.previous.carriedOver')}</p>
          <Button size="small" keyCap="C" unavailable={takeOver.refusal} onClick={takeOver.run}>
            {t('assessments.previous.takeOver')}
          </Button>
        </div>
      )}
    </SideSection>
  );
}

function ReviewersVerdict({ assessment, row: { answer }, judging, onJudge, onVerdict }: QuestionSideProps) {
  const { t } = useTranslation();
  const isReview = assessment.state === 'in_review';
  if (answer.verdict === null && !isReview) return null;
  const mayJudge = judging.refusal === undefined;
  return (
    <SideSection
      title={t('assessments.verdict.title')}
      fact={
        answer.verdictRound > 0
          ? t('assessments.verdict.round', { round: answer.verdictRound })
          : t('assessments.verdict.apart')
      }
    >
      <p className={styles.line}>
        <WordMark of="verdict" value={answer.verdict} />
        {answer.verdictBy !== null && answer.verdictAt !== null && (
          <span className={styles.quiet}>
            {t('assessments.verdict.by', { name: answer.verdictBy.name, at: formatInstant(answer.verdictAt) })}
          </span>
        )}
      </p>
      {answer.verdictNote !== '' && !judging.isOpen && <p className={styles.text}>{answer.verdictNote}</p>}
      {isVerdictOutdated(answer) && (
        <p className={styles.after}>
          <StatusMark shape="warn" tone="warn">
            {t('assessments.verdict.outdated')}
          </StatusMark>
        </p>
      )}
      {judging.isOpen && mayJudge && (
        <div className={styles.after}>
          <VerdictForm key={answer.questionId} answer={answer} onGive={onVerdict} onClose={() => onJudge(false)} />
        </div>
      )}
      {judging.problem !== null && (
        <div className={styles.after}>
          <ErrorPanel problem={judging.problem} />
        </div>
      )}
      {isReview && (
        <p className={styles.actions}>
          {!judging.isOpen || !mayJudge ? (
            <Button kind="link" keyCap="V" unavailable={judging.refusal} onClick={() => onJudge(true)}>
              {answer.verdict === null ? t('assessments.verdict.give') : t('assessments.verdict.change')}
            </Button>
          ) : (
            answer.verdict !== null && (
              <Button kind="link" onClick={() => void onVerdict(null, '').catch(() => undefined)}>
                {t('assessments.verdict.takeBack')}
              </Button>
            )
          )}
        </p>
      )}
    </SideSection>
  );
}

function FollowUps({ assessment, row, onRequest, requestRefusal, onFollowUp }: QuestionSideProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const followUps = sortFollowUps(assessment.followUps, row.question.id);
  return (
    <SideSection title={t('assessments.followUp.head')}>
      {followUps.map((one) => (
        <div key={one.id} className={styles.followUp}>
          <p className={styles.line}>
            {one.state === 'open' ? (
              <DueMark dueOn={one.dueOn} today={today} />
            ) : (
              <WordMark of="followUp" value={one.state} />
            )}
            <span className={styles.text}>{one.addressee}</span>
          </p>
          {one.reply !== '' && <p className={styles.text}>{one.reply}</p>}
          {requestRefusal === undefined && (
            <Button kind="link" onClick={() => onFollowUp(one)}>
              {one.state === 'open' ? t('assessments.followUp.record') : t('assessments.followUp.open')}
            </Button>
          )}
        </div>
      ))}
      <p className={styles.actions}>
        <Button kind="link" keyCap="R" unavailable={requestRefusal} onClick={onRequest}>
          {t('assessments.followUp.draft')}
        </Button>
      </p>
    </SideSection>
  );
}

function EffectiveScore({ row: { question, answer } }: { row: QuestionRow }) {
  const { t } = useTranslation();
  const models = useQuery({ ...api.scores.models.queryOptions(), staleTime: Infinity });
  if (!models.data || question.weight === 0) return null;
  const credit = workOutCredit(models.data.questionnaire, question, answer);
  return (
    <SideSection title={t('assessments.credit.title')}>
      {credit.standing === 'counted' ? (
        <dl className={styles.sum}>
          <div>
            <dt>
              {t('assessments.credit.answer', { state: t(`assessments.credit.state.${answer.state ?? 'unknown'}`) })}
            </dt>
            <dd>{formatNumber(credit.answer)}</dd>
          </div>
          <div>
            <dt>
              {credit.evidence === null
                ? t('assessments.credit.noEvidence')
                : t('assessments.credit.evidence', {
                    state: t(describeState('evidence', answer.evidenceState).key).toLocaleLowerCase(),
                  })}
            </dt>
            <dd>{credit.evidence === null ? '–' : formatNumber(credit.evidence)}</dd>
          </div>
          <div className={styles.total}>
            <dt>{t('assessments.credit.counts')}</dt>
            <dd>{t('assessments.credit.times', { credit: formatNumber(credit.counts), weight: question.weight })}</dd>
          </div>
        </dl>
      ) : (
        <p className={styles.text}>{t(`assessments.credit.${credit.standing}`, { weight: question.weight })}</p>
      )}
    </SideSection>
  );
}

function ScoreSoFar({ assessment: { score }, onExplain }: QuestionSideProps) {
  const { t } = useTranslation();
  return (
    <SideSection
      title={t('assessments.credit.soFar')}
      fact={t('assessments.credit.soFarFact', {
        completeness: formatPercent(score.completeness),
        confidence: formatPercent(score.confidence),
      })}
    >
      <p className={styles.actions}>
        <Button kind="link" keyCap="E" onClick={onExplain}>
          {score.score === null
            ? t('assessments.credit.noScore')
            : t('assessments.credit.soFarValue', { score: Math.round(score.score) })}
        </Button>
      </p>
    </SideSection>
  );
}
