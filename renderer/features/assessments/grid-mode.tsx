import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerState } from '../../../shared/contract/questionnaire-pack.ts';
import { joinClasses } from '../../components/class-names.ts';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatPercent } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { describeValue } from './answer-value.ts';
import { findRefusal, isAnswered, type QuestionRow } from './assessment-rows.ts';
import styles from './grid-mode.module.css';
import type { OpenAssessment } from './use-assessment.ts';

const ANSWER_KEYS: readonly (readonly [string, AnswerState])[] = [
  ['Y', 'yes'],
  ['P', 'partial'],
  ['N', 'no'],
  ['U', 'unknown'],
  ['-', 'not_applicable'],
];

type Filter = 'all' | 'unanswered' | 'flagged' | 'notMet' | 'unjudged';

export interface GridModeProps {
  open: OpenAssessment;
  rows: readonly QuestionRow[];
  presentId: string | null;
  onOpen: (questionId: string) => void;
}

/** All questions in one table: arrow keys move, the answer keys answer, Enter opens the question in the flow. */
export function GridMode({ open, rows, presentId, onOpen }: GridModeProps) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const { assessment, saver } = open;
  const [filter, setFilter] = useState<Filter>('all');
  const [focused, setFocused] = useState(presentId);
  const body = useRef<HTMLTableSectionElement>(null);
  const redFlagged = new Set(assessment.redFlags.map((flag) => flag.questionId));
  const mayAnswer = findRefusal('answer', assessment.state, person.role) === null;
  const isReview = assessment.state === 'in_review';

  const tests: Readonly<Record<Filter, (row: QuestionRow) => boolean>> = {
    all: () => true,
    unanswered: ({ answer }) => !isAnswered(answer),
    flagged: ({ answer, question }) => answer.flagged || redFlagged.has(question.id),
    notMet: ({ answer }) =>
      answer.verdict === 'not_met' ||
      answer.verdict === 'partly_met' ||
      answer.state === 'no' ||
      answer.state === 'partial',
    unjudged: ({ answer }) => answer.verdict === null,
  };
  const filters = (Object.keys(tests) as Filter[]).filter((one) => one !== 'unjudged' || isReview);
  const shown = rows.filter(tests[filter]);
  const tabStop = shown.find((row) => row.question.id === focused) ?? shown[0];

  function moveTo(index: number): void {
    const row = shown[Math.max(0, Math.min(index, shown.length - 1))];
    if (!row) return;
    setFocused(row.question.id);
    body.current?.querySelector<HTMLElement>(`[data-question="${row.question.id}"]`)?.focus();
  }

  function answerWith(state: AnswerState): void {
    if (tabStop?.question.type === 'yes_no') saver.change(tabStop.question.id, { state });
    else if (tabStop && (state === 'unknown' || state === 'not_applicable')) {
      saver.change(tabStop.question.id, { state, value: null });
    }
  }

  function move(event: KeyboardEvent, row: QuestionRow): void {
    const at = shown.indexOf(row);
    const places: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: shown.length - 1,
    };
    const place = places[event.key];
    if (place !== undefined) moveTo(place);
    else if (event.key === 'Enter') onOpen(row.question.id);
    else return;
    event.preventDefault();
  }

  const step = (by: number) => moveTo(tabStop ? shown.indexOf(tabStop) + by : 0);
  useKeys(t('assessments.grid.keys'), [
    {
      key: 'ArrowDown',
      label: t('assessments.grid.down'),
      run: () => step(body.current?.contains(document.activeElement) === true ? 1 : 0),
      hint: true,
    },
    { key: 'ArrowUp', label: t('assessments.grid.up'), run: () => step(-1) },
    { key: 'Enter', label: t('assessments.grid.open'), run: () => tabStop && onOpen(tabStop.question.id), hint: true },
    ...(mayAnswer
      ? [
          ...ANSWER_KEYS.map(([key, state]) => ({
            key,
            label: t('assessments.grid.answerWith', { answer: t(`components.word.answer.${state}`) }),
            run: () => answerWith(state),
          })),
          {
            key: 'F',
            label: t('assessments.flow.flag'),
            run: () => tabStop && saver.change(tabStop.question.id, { flagged: !tabStop.answer.flagged }),
            hint: true,
          },
        ]
      : []),
  ]);

  const { score } = assessment;
  return (
    <>
      <TabBar<Filter>
        label={t('assessments.grid.filter')}
        tabs={filters.map((id) => ({
          id,
          label: t(`assessments.grid.filters.${id}`),
          count: rows.filter(tests[id]).length,
        }))}
        current={filter}
        onChange={setFilter}
      />
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={t('assessments.grid.label')}>
          <thead>
            <tr>
              <th scope="col">{t('assessments.grid.id')}</th>
              <th scope="col">{t('assessments.grid.question')}</th>
              <th scope="col">{t('assessments.grid.answer')}</th>
              <th scope="col">{t('assessments.grid.note')}</th>
              <th scope="col">{t('assessments.grid.evidence')}</th>
              <th scope="col">{t('assessments.grid.verdict')}</th>
              <th scope="col" className={styles.right}>
                {t('assessments.grid.weight')}
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((row) => (
              <tr
                key={row.question.id}
                data-question={row.question.id}
                className={styles.row}
                tabIndex={row === tabStop ? 0 : -1}
                onFocus={() => setFocused(row.question.id)}
                onKeyDown={(event) => move(event, row)}
                onClick={() => setFocused(row.question.id)}
                onDoubleClick={() => onOpen(row.question.id)}
              >
                <GridCells
                  row={row}
                  isRedFlagged={redFlagged.has(row.question.id)}
                  isRefused={open.refused.has(row.question.id)}
                />
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className={styles.empty}>{t(`assessments.grid.empty.${filter}`)}</p>}
      </div>
      <PageKeys>
        {t('assessments.grid.foot', {
          answered: score.answered,
          count: score.applicable,
          score: score.score === null ? '–' : Math.round(score.score),
          completeness: formatPercent(score.completeness),
          confidence: formatPercent(score.confidence),
        })}
      </PageKeys>
    </>
  );
}

function GridCells({ row, isRedFlagged, isRefused }: { row: QuestionRow; isRedFlagged: boolean; isRefused: boolean }) {
  const { t } = useTranslation();
  const { question, answer } = row;
  const value = describeValue(question, answer.value);
  return (
    <>
      <td className="mono">{question.id}</td>
      <td className={styles.question}>
        <span>{question.label}</span>
        {answer.flagged && (
          <span className={styles.flag} title={t('assessments.flag.own')}>
            <StatusShape shape="flag" />
            <OnlySpoken>{t('assessments.flag.own')}</OnlySpoken>
          </span>
        )}
        {isRedFlagged && (
          <span className={joinClasses(styles.flag, styles.bad)} title={t('assessments.flag.red')}>
            <StatusShape shape="flag" />
            <OnlySpoken>{t('assessments.flag.red')}</OnlySpoken>
          </span>
        )}
        {isRefused && (
          <span className={joinClasses(styles.flag, styles.bad)} title={t('assessments.refusal.head')}>
            <StatusShape shape="bad" />
            <OnlySpoken>{t('assessments.refusal.head')}</OnlySpoken>
          </span>
        )}
      </td>
      <td>
        <WordMark of="answer" value={answer.state} />
        {value !== '' && <span className={styles.value}>{value}</span>}
        {answer.carriedOver && <span className={styles.value}>{t('assessments.grid.carriedOver')}</span>}
      </td>
      <td className={styles.note} title={answer.note}>
        {answer.note === '' ? '–' : answer.note}
      </td>
      <td>
        <WordMark of="evidence" value={answer.evidenceState} />
        {answer.evidence.length > 0 && (
          <span className={styles.value}>{t('assessments.grid.pieces', { count: answer.evidence.length })}</span>
        )}
      </td>
      <td>{answer.verdict === null ? '–' : <WordMark of="verdict" value={answer.verdict} />}</td>
      <td className={styles.right}>{question.weight}</td>
    </>
  );
}
