import type { AuditorAnswer, EvidenceNumber, Sentence } from '../../../../shared/contract/auditor-answers.ts';
import type { GapRecord } from '../../../../shared/contract/gaps.ts';
import type { Report, ReportBlock, ReportTable, ReportValue, Tone } from '../../../../shared/report/report.ts';
import type { WholeAnswer } from '../auditor-answers/auditor-answers.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { dateValue, strongValue, textValue, wholeValue } from './report-values.ts';

const TONES: Readonly<Record<Sentence['state'], Tone>> = {
  stands: 'ok',
  missing: 'neutral',
  stale: 'warn',
  contradicted: 'bad',
};

function stateValue({ language: { translate } }: ReportFrame, state: Sentence['state']): ReportValue {
  return { kind: 'status', text: translate(`auditorAnswers.state.${state}`), tone: TONES[state] };
}

function writeReview({ language: { translate, writeDay } }: ReportFrame, { review }: AuditorAnswer): string {
  if (!review) return translate('auditorAnswers.report.notReviewed');
  return translate(`auditorAnswers.report.${review.outdated ? 'reviewOutdated' : 'reviewedBy'}`, {
    day: writeDay(review.on),
    person: review.by?.name ?? '',
  });
}

function writeRecord({ language: { translate } }: ReportFrame, { kind, label }: GapRecord): string {
  return label === '' ? translate(`gaps.recordKind.${kind}`) : label;
}

/** What a person's wording rests on, as the muted line below it. */
function writeOrigin({ language: { translate, writeDay } }: ReportFrame, { wording, rule, computed }: Sentence) {
  if (!wording) return undefined;
  const key = rule === null ? 'gone' : wording.outdated ? 'outdated' : 'edited';
  return translate(`auditorAnswers.report.${key}`, {
    person: wording.by?.name ?? '',
    day: writeDay(wording.on),
    computed,
  });
}

const SHOWN_RECORDS = 8;

function listSome({ language: { translate } }: ReportFrame, words: readonly string[]): string {
  const more = words.length - SHOWN_RECORDS;
  if (more <= 0) return words.join('; ');
  const named = words.slice(0, SHOWN_RECORDS).join('; ');
  return `${named}; ${translate('auditorAnswers.report.moreNames', { count: more })}`;
}

function buildSentences(frame: ReportFrame, { answer, sentences }: WholeAnswer): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  const question = translate(`auditorAnswers.question.${answer.question}`);
  return {
    kind: 'table',
    caption: translate('auditorAnswers.report.answer', { question: answer.question }),
    description: translate('auditorAnswers.report.answerDescription', { question }),
    dense: true,
    columns: [
      column('number', 9, 6, { align: 'right' }),
      column('sentence', 84, 80),
      column('worth', 25, 14),
      column('restsOn', 52, 44),
    ],
    rows: sentences.map((sentence, index) => ({
      cells: [
        wholeValue(index + 1),
        textValue(sentence.wording?.text ?? sentence.computed, writeOrigin(frame, sentence)),
        stateValue(frame, sentence.state),
        textValue(
          listSome(
            frame,
            sentence.records.map((record) => writeRecord(frame, record)),
          ),
          listSome(
            frame,
            sentence.evidence.map(({ indexNumber }) => indexNumber),
          ) || undefined,
        ),
      ],
    })),
    empty: translate('auditorAnswers.report.empty'),
  };
}

function buildSummary(frame: ReportFrame, answers: readonly WholeAnswer[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('auditorAnswers.report.summary'),
    description: translate('auditorAnswers.report.summaryDescription'),
    columns: [
      column('question', 52, 44),
      column('answeredBy', 27, 20),
      column('stands', 14, 9, { align: 'right' }),
      column('missing', 15, 9, { align: 'right' }),
      column('stale', 12, 9, { align: 'right' }),
      column('contradicted', 21, 12, { align: 'right' }),
      column('reviewed', 29, 24),
    ],
    rows: answers.map(({ answer }) => ({
      cells: [
        textValue(`${answer.question}  ${translate(`auditorAnswers.question.${answer.question}`)}`),
        textValue(answer.owner?.name ?? translate('auditorAnswers.report.noOwner')),
        wholeValue(answer.counts.stands),
        wholeValue(answer.counts.missing),
        wholeValue(answer.counts.stale),
        wholeValue(answer.counts.contradicted),
        textValue(writeReview(frame, answer)),
      ],
    })),
    empty: translate('auditorAnswers.report.empty'),
  };
}

function buildEvidence(frame: ReportFrame, answers: readonly WholeAnswer[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  const pieces = new Map<string, { piece: EvidenceNumber; questions: Set<string> }>();
  for (const { answer, sentences } of answers) {
    for (const piece of sentences.flatMap(({ evidence }) => evidence)) {
      const known = pieces.get(piece.id) ?? { piece, questions: new Set<string>() };
      known.questions.add(answer.question);
      pieces.set(piece.id, known);
    }
  }
  const ordered = [...pieces.values()].toSorted((one, other) =>
    one.piece.indexNumber < other.piece.indexNumber ? -1 : 1,
  );
  return {
    kind: 'table',
    caption: translate('auditorAnswers.report.evidence'),
    description: translate('auditorAnswers.report.evidenceDescription'),
    dense: true,
    columns: [
      column('index', 40, 20),
      column('title', 78, 54),
      column('freshness', 24, 14),
      column('questions', 28, 18),
    ],
    rows: ordered.map(({ piece, questions }) => ({
      cells: [
        { kind: 'identifier', text: piece.indexNumber },
        textValue(piece.title),
        textValue(translate(`auditorAnswers.freshness.${piece.freshness}`)),
        textValue([...questions].sort().join(', ')),
      ],
    })),
    empty: translate('auditorAnswers.report.noEvidence'),
  };
}

/** Every sentence with what was computed and what a person made of it, for a sheet. */
function buildSheetTable(frame: ReportFrame, answers: readonly WholeAnswer[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame);
  return {
    kind: 'table',
    caption: translate('kind.auditor_answers'),
    description: translate('auditorAnswers.report.answerDescription'),
    columns: [
      column('question', 20, 9),
      column('number', 20, 6, { align: 'right' }),
      column('worth', 20, 13),
      column('computed', 20, 60),
      column('wording', 20, 34),
      column('wordedBy', 20, 16),
      column('wordedOn', 20, 12),
      column('records', 20, 32),
      column('evidence', 20, 22),
    ],
    rows: answers.flatMap(({ answer, sentences }) =>
      sentences.map((sentence, index) => ({
        cells: [
          strongValue(answer.question),
          wholeValue(index + 1),
          stateValue(frame, sentence.state),
          textValue(sentence.computed),
          textValue(sentence.wording?.text),
          textValue(sentence.wording?.by?.name),
          dateValue(sentence.wording?.on ?? null),
          textValue(sentence.records.map((record) => writeRecord(frame, record)).join('; ')),
          textValue(sentence.evidence.map(({ indexNumber }) => indexNumber).join('; ')),
        ],
      })),
    ),
    empty: translate('auditorAnswers.report.empty'),
  };
}

/** What is open in an answer, always under the question, so that nobody has to look for it. */
function buildOpen(
  { language: { translate } }: ReportFrame,
  { missing, stale, contradicted }: AuditorAnswer['counts'],
) {
  const open = [
    { state: 'missing', count: missing },
    { state: 'stale', count: stale },
    { state: 'contradicted', count: contradicted },
  ].filter(({ count }) => count > 0);
  return {
    kind: 'callout' as const,
    lead: translate('auditorAnswers.report.gaps'),
    text:
      open.length === 0
        ? translate('auditorAnswers.report.noGaps')
        : open.map(({ state, count }) => translate(`auditorAnswers.report.open.${state}`, { count })).join(' '),
  };
}

function buildQuestion(frame: ReportFrame, whole: WholeAnswer): { title: string; blocks: ReportBlock[] } {
  const { translate } = frame.language;
  const { answer } = whole;
  return {
    title: `${answer.question}  ${translate(`auditorAnswers.question.${answer.question}`)}`,
    blocks: [
      {
        kind: 'facts',
        description: translate('auditorAnswers.report.facts'),
        facts: [
          {
            label: translate('auditorAnswers.report.owner'),
            value: textValue(answer.owner?.name ?? translate('auditorAnswers.report.noOwner')),
          },
          { label: translate('auditorAnswers.report.reviewed'), value: textValue(writeReview(frame, answer)) },
        ],
      },
      buildOpen(frame, answer.counts),
      buildSentences(frame, whole),
    ],
  };
}

/** The seven answers as a memo: each sentence with what it is worth and on which records and evidence it rests. */
export function buildAuditorAnswersReport(frame: ReportFrame, answers: readonly WholeAnswer[]): Report {
  const { translate } = frame.language;
  const sum = (state: Sentence['state']) => answers.reduce((total, { answer }) => total + answer.counts[state], 0);
  const totals = {
    stands: sum('stands'),
    missing: sum('missing'),
    stale: sum('stale'),
    contradicted: sum('contradicted'),
  };
  const sentences = answers.reduce((total, whole) => total + whole.sentences.length, 0);
  const filter = translate('auditorAnswers.report.sheetFilter', { count: sentences });
  return {
    ...startExtract(frame, 'auditor_answers', 'AA', [
      { label: translate('cover.records'), value: wholeValue(sentences) },
    ]),
    chapters: [
      {
        title: translate('auditorAnswers.report.chapterSummary'),
        newPage: true,
        blocks: [
          { kind: 'callout', text: translate('auditorAnswers.report.result', totals) },
          { kind: 'paragraph', text: translate('auditorAnswers.report.intro') },
          buildSummary(frame, answers),
        ],
      },
      {
        title: translate('auditorAnswers.report.chapterAnswers'),
        newPage: true,
        blocks: [],
        sections: answers.map((whole) => buildQuestion(frame, whole)),
      },
      {
        title: translate('auditorAnswers.report.chapterEvidence'),
        newPage: true,
        blocks: [buildEvidence(frame, answers)],
      },
    ],
    sheets: [
      {
        name: translate('auditorAnswers.report.sheetAnswers'),
        title: translate('kind.auditor_answers'),
        filter,
        table: buildSheetTable(frame, answers),
        frozenColumns: 3,
        legend: translate('auditorAnswers.report.legend'),
      },
      {
        name: translate('auditorAnswers.report.sheetEvidence'),
        title: translate('auditorAnswers.report.evidence'),
        filter,
        table: buildEvidence(frame, answers),
        frozenColumns: 1,
        legend: translate('auditorAnswers.report.evidenceDescription'),
      },
    ],
    contents: true,
  };
}
