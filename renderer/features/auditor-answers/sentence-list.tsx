import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Sentence, SentenceState } from '../../../shared/contract/auditor-answers.ts';
import { Button } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { gapPath } from '../../components/gaps/gap-words.ts';
import links from '../../components/link.module.css';
import { StatusMark, type Tone } from '../../components/status-mark.tsx';
import type { ShapeName } from '../../components/status-shape.tsx';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import styles from './auditor-answers.module.css';

const MARKS: Readonly<Record<SentenceState, { shape: ShapeName; tone: Tone }>> = {
  stands: { shape: 'ok', tone: 'ok' },
  missing: { shape: 'dashed', tone: 'neutral' },
  stale: { shape: 'clock', tone: 'warn' },
  contradicted: { shape: 'bad', tone: 'bad' },
};
/** Links that a row shows before it says how many more there are. */
const SHOWN = 4;

interface SentenceListProps {
  sentences: readonly Sentence[];
  /** Number of sentences before the first. */
  from: number;
  onWord: (sentence: Sentence) => void;
}

/** Sentences in their order: what each is worth, how it reads, and on which records and evidence it rests. */
export function SentenceList({ sentences, from, onWord }: SentenceListProps) {
  const { t } = useTranslation();
  const numbers = new Map(sentences.map(({ id }, index) => [id, from + index + 1]));
  const columns: DataColumn<Sentence>[] = [
    {
      id: 'state',
      title: t('auditorAnswers.column.state'),
      width: '120px',
      render: ({ state }) => <StatusMark {...MARKS[state]}>{t(`auditorAnswers.state.${state}`)}</StatusMark>,
    },
    {
      id: 'sentence',
      title: t('auditorAnswers.column.sentence'),
      wrap: true,
      render: (sentence) => <Wording sentence={sentence} />,
    },
    {
      id: 'restsOn',
      title: t('auditorAnswers.column.restsOn'),
      wrap: true,
      width: '30%',
      render: (sentence) => <RestsOn sentence={sentence} />,
    },
    {
      id: 'word',
      title: t('auditorAnswers.column.word'),
      hideTitle: true,
      align: 'right',
      width: '72px',
      render: (sentence) => (
        <Button
          kind="link"
          size="small"
          aria-label={t('auditorAnswers.word.of', { number: numbers.get(sentence.id) ?? 0 })}
          onClick={() => onWord(sentence)}
        >
          {t('auditorAnswers.word.action')}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      label={t('auditorAnswers.sentences')}
      columns={columns}
      rows={sentences}
      rowId={({ id }) => id}
      onOpen={onWord}
      empty={t('auditorAnswers.noSentence')}
    />
  );
}

/** The sentence as it is given, and beside a person's wording the computed one. */
function Wording({ sentence: { computed, wording, rule } }: { sentence: Sentence }) {
  const { t } = useTranslation();
  if (wording === null) return <span className={styles.sentence}>{computed}</span>;
  return (
    <span className={styles.sentence}>
      <span>{wording.text}</span>
      <span className={styles.quiet}>
        {t('auditorAnswers.word.by', { name: wording.by?.name ?? '', day: formatDay(wording.on) })}{' '}
        {rule !== null && t('auditorAnswers.word.computed', { sentence: computed })}
      </span>
      {wording.outdated && (
        <StatusMark shape="clock" tone="warn">
          {t(rule === null ? 'auditorAnswers.word.gone' : 'auditorAnswers.word.outdated')}
        </StatusMark>
      )}
    </span>
  );
}

function RestsOn({ sentence: { records, evidence } }: { sentence: Sentence }) {
  const { t } = useTranslation();
  if (records.length === 0 && evidence.length === 0) return null;
  return (
    <span className={styles.sources}>
      {records.slice(0, SHOWN).map((record) => (
        <Link
          key={`${record.kind} ${record.id} ${record.part}`}
          className={links.link}
          to={gapPath(record)}
          tabIndex={-1}
        >
          {record.label === '' ? t(`gaps.recordKind.${record.kind}`) : record.label}
        </Link>
      ))}
      {records.length > SHOWN && (
        <span className={styles.quiet}>{t('auditorAnswers.more', { count: records.length - SHOWN })}</span>
      )}
      {evidence.slice(0, SHOWN).map(({ id, indexNumber, title }) => (
        <Link key={id} className={`${links.link} mono`} to={recordPath('evidence', id)} title={title} tabIndex={-1}>
          {indexNumber}
        </Link>
      ))}
      {evidence.length > SHOWN && (
        <span className={styles.quiet}>{t('auditorAnswers.morePieces', { count: evidence.length - SHOWN })}</span>
      )}
    </span>
  );
}
