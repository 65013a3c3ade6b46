import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSection } from '../../../shared/contract/questionnaire-pack.ts';
import { Meter } from '../../components/meter.tsx';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { describeState, type WordOf } from '../../components/status-words.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { formatPercent } from '../../platform/format.ts';
import { findNext, isAnswered, type QuestionRow } from './assessment-rows.ts';
import styles from './flow-rail.module.css';

const LEGEND: readonly (WordOf<'answer'> | null)[] = ['yes', 'partial', 'no', 'unknown', 'not_applicable', null];

export interface FlowRailProps {
  sections: readonly PackSection[];
  rows: readonly QuestionRow[];
  presentId: string;
  /** Questions on which a red flag stands. */
  redFlagged: ReadonlySet<string>;
  onGo: (questionId: string) => void;
}

/** How far the assessment is: the present section with its questions, the others as marks, and what the marks mean. */
export function FlowRail({ sections, rows, presentId, redFlagged, onGo }: FlowRailProps) {
  const { t } = useTranslation();
  const answered = rows.filter((row) => isAnswered(row.answer)).length;
  const present = rows.find((row) => row.question.id === presentId);
  return (
    <nav className={styles.rail} aria-label={t('assessments.rail.label')}>
      <div className={styles.progress}>
        <div className={styles.progressLine}>
          <span className={styles.strong}>{t('assessments.rail.answered', { answered, count: rows.length })}</span>
          <span className={styles.number}>{formatPercent(rows.length === 0 ? 0 : answered / rows.length)}</span>
        </div>
        <Meter label={t('assessments.rail.meter')} done={answered} total={rows.length} />
      </div>
      <ol className={styles.sections}>
        {sections.map((section) => {
          const own = rows.filter((row) => row.section.id === section.id);
          if (own.length === 0) return null;
          return (
            <li key={section.id}>
              {section.id === present?.section.id ? (
                <OpenSection title={section.title} rows={own} {...{ presentId, redFlagged, onGo }} />
              ) : (
                <FoldedSection title={section.title} rows={own} onGo={onGo} />
              )}
            </li>
          );
        })}
      </ol>
      <ul className={styles.legend} aria-label={t('assessments.rail.legend')}>
        {LEGEND.map((state) => (
          <li key={state ?? 'open'}>
            <WordMark of="answer" value={state} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SectionTitle({ title, rows }: { title: string; rows: readonly QuestionRow[] }) {
  const { t } = useTranslation();
  const answered = rows.filter((row) => isAnswered(row.answer)).length;
  return (
    <>
      <span className={styles.strong}>{title}</span>
      <span className={styles.number}>{t('assessments.rail.count', { answered, total: rows.length })}</span>
    </>
  );
}

function AnswerShape({ row }: { row: QuestionRow }) {
  const { shape, tone } = describeState('answer', isAnswered(row.answer) ? row.answer.state : null);
  return (
    <span className={styles[tone]}>
      <StatusShape shape={shape} />
    </span>
  );
}

interface OpenSectionProps extends Omit<FlowRailProps, 'sections'> {
  title: string;
}

function OpenSection({ title, rows, presentId, redFlagged, onGo }: OpenSectionProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    list.current?.querySelector(`[data-question="${presentId}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [presentId]);

  return (
    <>
      <div className={styles.title}>
        <SectionTitle title={title} rows={rows} />
      </div>
      <ol ref={list}>
        {rows.map((row) => {
          const { id, label } = row.question;
          const isPresent = id === presentId;
          const state = isAnswered(row.answer) ? row.answer.state : null;
          return (
            <li key={id}>
              <button
                type="button"
                data-question={id}
                className={styles.item}
                aria-current={isPresent ? 'step' : undefined}
                onClick={() => onGo(id)}
              >
                <AnswerShape row={row} />
                <span className={styles.name}>{label}</span>
                <OnlySpoken>{t(describeState('answer', state).key)}</OnlySpoken>
                {row.answer.flagged && (
                  <span className={styles.flag} title={t('assessments.flag.own')}>
                    <StatusShape shape="flag" />
                    <OnlySpoken>{t('assessments.flag.own')}</OnlySpoken>
                  </span>
                )}
                {redFlagged.has(id) && (
                  <span className={`${styles.flag} ${styles.bad}`} title={t('assessments.flag.red')}>
                    <StatusShape shape="flag" />
                    <OnlySpoken>{t('assessments.flag.red')}</OnlySpoken>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function FoldedSection({ title, rows, onGo }: Pick<OpenSectionProps, 'title' | 'rows' | 'onGo'>) {
  function go(): void {
    const target = findNext(rows, null, (row) => !isAnswered(row.answer)) ?? rows[0];
    if (target) onGo(target.question.id);
  }

  return (
    <button type="button" className={styles.folded} onClick={go}>
      <span className={styles.title}>
        <SectionTitle title={title} rows={rows} />
      </span>
      <span className={styles.marks} aria-hidden="true">
        {rows.map((row) => (
          <AnswerShape key={row.question.id} row={row} />
        ))}
      </span>
    </button>
  );
}
