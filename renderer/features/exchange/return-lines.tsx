import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import type { ReturnedLine } from '../../../shared/contract/returned-questionnaire.ts';
import { listQuestions } from '../../../shared/rules/questionnaires.ts';
import { writeAnswerText } from '../../../shared/rules/exchange/issued-questionnaire.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import links from '../../components/link.module.css';
import { StatusMark, type Tone } from '../../components/status-mark.tsx';
import type { ShapeName } from '../../components/status-shape.tsx';
import { recordPath } from '../../platform/record-path.ts';
import styles from './vendor-questions.module.css';

/** Which cells of a line are taken over. */
export interface Chosen {
  answer: boolean;
  explanation: boolean;
}

const DRAWINGS: Readonly<Record<ReturnedLine['standing'], { shape: ShapeName; tone: Tone }>> = {
  unanswered: { shape: 'dash', tone: 'mute' },
  unchanged: { shape: 'open', tone: 'neutral' },
  new: { shape: 'half', tone: 'neutral' },
  differs: { shape: 'warn', tone: 'warn' },
  unreadable: { shape: 'bad', tone: 'bad' },
  deleted: { shape: 'dashed', tone: 'neutral' },
};

export interface ReturnLinesProps {
  assessment: Assessment;
  lines: readonly ReturnedLine[];
  chosen: ReadonlyMap<string, Chosen>;
  onChoose: (questionId: string, chosen: Chosen) => void;
}

/** One line for each question: what is held, what came back, what is remarkable, and two boxes. Enter ticks both. */
export function ReturnLines({ assessment, lines, chosen, onChoose }: ReturnLinesProps) {
  const { t } = useTranslation();
  const questions = new Map(listQuestions(assessment.pack).map((question) => [question.id, question]));
  const choiceOf = ({ questionId }: ReturnedLine) => chosen.get(questionId) ?? { answer: false, explanation: false };
  const hasAnswer = ({ given }: ReturnedLine) => given !== null && (given.state !== null || given.value !== null);
  const hasNote = ({ given }: ReturnedLine) => given !== null && given.note !== '';
  const describeHeld = ({ questionId, held }: ReturnedLine) => {
    const question = questions.get(questionId);
    return question ? writeAnswerText(question, held.state, held.value) : '';
  };
  const box = (line: ReturnedLine, cell: keyof Chosen, isThere: boolean) => (
    <Checkbox
      hideLabel
      label={t(`exchange.return.take.${cell}`, { id: line.questionId })}
      checked={choiceOf(line)[cell]}
      readOnly={!isThere}
      onChange={(checked) => onChoose(line.questionId, { ...choiceOf(line), [cell]: checked })}
    />
  );
  const columns: DataColumn<ReturnedLine>[] = [
    {
      id: 'question',
      title: t('exchange.return.question'),
      width: '20%',
      wrap: true,
      render: (line) => (
        <>
          <Link
            className={links.link}
            to={`${recordPath('assessment', assessment.id)}?question=${encodeURIComponent(line.questionId)}`}
          >
            {line.questionId}
          </Link>{' '}
          {line.label}
        </>
      ),
    },
    {
      id: 'held',
      title: t('exchange.return.held'),
      width: '22%',
      wrap: true,
      render: (line) => <CellText answer={describeHeld(line)} note={line.held.note} />,
    },
    {
      id: 'takeAnswer',
      title: t('exchange.return.takeAnswer'),
      render: (line) => box(line, 'answer', hasAnswer(line)),
    },
    { id: 'takeNote', title: t('exchange.return.takeNote'), render: (line) => box(line, 'explanation', hasNote(line)) },
    {
      id: 'returned',
      title: t('exchange.return.returned'),
      width: '26%',
      wrap: true,
      render: (line) => <CellText answer={line.cells.answer} note={line.given?.note ?? line.cells.explanation} />,
    },
    {
      id: 'standing',
      title: t('exchange.return.what'),
      width: '22%',
      wrap: true,
      render: (line) => <Standing line={line} />,
    },
  ];
  return (
    <div className={styles.table}>
      <DataTable
        label={t('exchange.return.lines')}
        columns={columns}
        rows={lines}
        rowId={({ questionId }) => questionId}
        onOpen={(line) => {
          const { answer, explanation } = choiceOf(line);
          const isAll = (answer || !hasAnswer(line)) && (explanation || !hasNote(line));
          onChoose(line.questionId, { answer: !isAll && hasAnswer(line), explanation: !isAll && hasNote(line) });
        }}
        empty={t('exchange.return.none')}
      />
    </div>
  );
}

function CellText({ answer, note }: { answer: string; note: string }) {
  if (answer === '' && note === '') return '–';
  return (
    <>
      <strong className={styles.answer}>{answer === '' ? '–' : answer}</strong>
      {note !== '' && <span className={styles.note}>{note}</span>}
    </>
  );
}

function Standing({ line }: { line: ReturnedLine }) {
  const { t } = useTranslation();
  const { shape, tone } = DRAWINGS[line.standing];
  return (
    <>
      <StatusMark shape={shape} tone={tone}>
        {t(`exchange.return.standing.${line.standing}`)}
      </StatusMark>
      {line.problem !== null && <span className={styles.note}>{line.problem}</span>}
      {line.notices.map((notice) => (
        <span key={notice} className={styles.note}>
          {t(`exchange.return.notice.${notice}`, { row: line.row ?? 0 })}
        </span>
      ))}
      {line.returnedQuestion !== null && <q className={styles.note}>{line.returnedQuestion}</q>}
    </>
  );
}
