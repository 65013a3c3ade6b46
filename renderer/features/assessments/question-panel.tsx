import { ArrowLeft, Flag } from 'lucide-react';
import type { Ref, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Assessment } from '../../../shared/contract/assessments.ts';
import { isAllowedIn } from '../../../shared/rules/assessments.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { KeyHint } from '../../components/key-cap.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { describeDue, describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { formatShortDay } from '../../platform/format.ts';
import type { Problem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AnswerField } from './answer-field.tsx';
import type { AnswerPatch } from './answer-saver.ts';
import { describeValue } from './answer-value.ts';
import { findNoteNeed, type QuestionRow } from './assessment-rows.ts';
import { EvidenceTable } from './evidence-table.tsx';
import styles from './question-panel.module.css';

export interface QuestionPanelProps {
  assessment: Assessment;
  row: QuestionRow;
  /** As the core has it, for when the two differ. */
  stored: Answer | undefined;
  refusal: Problem | undefined;
  total: number;
  panelRef: Ref<HTMLElement>;
  noteRef: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
  /** Why answers, and why evidence, cannot change now. */
  answering: string | undefined;
  attaching: string | undefined;
  onAnswer: (patch: AnswerPatch, pace?: 'at_once' | 'typing') => void;
  onSettle: (choice: 'mine' | 'stored') => void;
  onAttach: () => void;
  onDetach: (piece: Answer['evidence'][number]) => void;
  /** Esc in a field of the answer. */
  onLeaveField: () => void;
}

/** One question with its answer, note and evidence (picture 03, centre). */
export function QuestionPanel(props: QuestionPanelProps) {
  const { assessment, row, total, panelRef, answering } = props;
  const { t } = useTranslation();
  const { section, question } = row;
  return (
    // Esc gives the answer keys back from any field; the fields themselves are reached and left with Tab too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={panelRef}
      className={styles.panel}
      aria-label={t('assessments.question.label', { id: question.id })}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        props.onLeaveField();
      }}
    >
      <div className={styles.meta}>
        <span className="mono">{question.id}</span>
        <span className={styles.quiet}>
          {t('assessments.question.place', { section: section.title, position: row.position, total })}
        </span>
        <span className={styles.chips}>
          <Chip>{t('assessments.question.weight', { weight: question.weight })}</Chip>
          {isAllowedIn('arrange', assessment.state) && <DueChip dueOn={assessment.dueOn} />}
        </span>
      </div>
      <h2 className={styles.question}>{question.question}</h2>
      <p className={styles.guidance}>{question.guidance}</p>
      <div className={styles.answer}>
        <AnswerField key={question.id} row={row} onAnswer={props.onAnswer} unavailable={answering} />
      </div>
      <NoteField {...props} />
      <Refusal {...props} />
      <EvidenceTable row={row} onAttach={props.onAttach} onDetach={props.onDetach} unavailable={props.attaching} />
      <Clauses assessment={assessment} row={row} />
    </section>
  );
}

function DueChip({ dueOn }: { dueOn: string | null }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  if (dueOn === null) return null;
  const { tone, key, count } = describeDue(dueOn, today);
  if (tone === 'bad') return <Chip tone="bad">{t(key, { count })}</Chip>;
  return <Chip>{t('assessments.question.due', { day: formatShortDay(dueOn, today) })}</Chip>;
}

function NoteField({ row, noteRef, answering, onAnswer }: QuestionPanelProps) {
  const { t } = useTranslation();
  const need = findNoteNeed(row);
  return (
    <div className={styles.note}>
      <TextField
        ref={noteRef}
        label={need === null ? t('assessments.note.label') : t(`assessments.note.need.${need}`)}
        multiline
        rows={3}
        maxLength={20_000}
        value={row.answer.note}
        onChange={(note) => onAnswer({ note }, 'typing')}
        readOnly={answering !== undefined}
        end={<KeyHint keys={['Esc']}>{t('assessments.note.back')}</KeyHint>}
      />
    </div>
  );
}

/** What to do with an answer that the core did not take: nothing that was typed is thrown away unasked. */
function Refusal({ refusal, stored, row, onSettle }: QuestionPanelProps) {
  const { t } = useTranslation();
  if (!refusal) return null;
  const value = stored ? describeValue(row.question, stored.value) : '';
  const word = t(describeState('answer', stored?.state ?? null).key);
  return (
    <div className={styles.refusal} role="alert">
      <StatusShape shape="bad" />
      <div>
        <p className={styles.refusalHead}>{t('assessments.refusal.head')}</p>
        <p>{refusal.sentence}</p>
        {refusal.remedy !== null && <p>{refusal.remedy}</p>}
        <p>
          {t('assessments.refusal.stored', {
            answer: value === '' ? word : `${word}, ${value}`,
            name: stored?.answeredBy?.name ?? t('assessments.refusal.nobody'),
          })}
        </p>
        {stored !== undefined && stored.note !== '' && <p>{t('assessments.refusal.note', { note: stored.note })}</p>}
        <div className={styles.refusalActions}>
          <Button size="small" onClick={() => onSettle('mine')}>
            {t('assessments.refusal.mine')}
          </Button>
          <Button size="small" onClick={() => onSettle('stored')}>
            {t('assessments.refusal.theirs')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Clauses({ assessment, row }: { assessment: Assessment; row: QuestionRow }) {
  const { t } = useTranslation();
  const names = new Map(assessment.pack.frameworks.map(({ code, name }) => [code, name]));
  if (row.question.clauses.length === 0) return null;
  return (
    <div className={styles.clauses}>
      <h3 id="clauses-title" className={styles.clausesTitle}>
        {t('assessments.question.clauses')}
      </h3>
      <ul className={styles.clauseList} aria-labelledby="clauses-title">
        {row.question.clauses.map(({ framework, clause }) => (
          <li key={`${framework} ${clause}`}>
            <Chip>{`${names.get(framework) ?? framework} ${clause}`}</Chip>
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface FlowFooterProps {
  isFlagged: boolean;
  /** Why the flag cannot change now. */
  flagging: string | undefined;
  onPrevious: (() => void) | null;
  onFlag: () => void;
  /** "9 unanswered" */
  left: string;
  nextLabel: string;
  onNext: () => void;
}

/** The bar under the question with its most used keys. */
export function FlowFooter({ isFlagged, flagging, onPrevious, onFlag, left, nextLabel, onNext }: FlowFooterProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.footer}>
      <Button
        size="small"
        icon={ArrowLeft}
        keyCap="K"
        unavailable={onPrevious === null ? t('assessments.flow.isFirst') : undefined}
        onClick={() => onPrevious?.()}
      >
        {t('assessments.flow.previous')}
      </Button>
      <Button size="small" icon={Flag} keyCap="F" aria-pressed={isFlagged} unavailable={flagging} onClick={onFlag}>
        {isFlagged ? t('assessments.flow.flagged') : t('assessments.flow.flag')}
      </Button>
      <span className={styles.allKeys}>
        <KeyHint keys={['?']}>{t('components.allKeys')}</KeyHint>
      </span>
      <span className={styles.left}>{left}</span>
      <Button kind="primary" size="small" keyCap="Enter" onClick={onNext}>
        {nextLabel}
      </Button>
    </div>
  );
}
