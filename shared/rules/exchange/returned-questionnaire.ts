import type { AnswerState, AnswerValue, PackQuestion } from '../../contract/questionnaire-pack.ts';
import type { IssuedQuestion, LINE_NOTICES, ReturnedLine } from '../../contract/returned-questionnaire.ts';
import { writeCanonicalJson } from '../canonical-json.ts';
import {
  ISSUE_COLUMNS,
  ISSUE_MARK,
  ISSUE_MARK_NAMES,
  readAnswer,
  type AnswerReading,
  type IssueMarks,
} from './issued-questionnaire.ts';

/** A sheet of a returned workbook as texts; row 1 stands at 0. */
export interface ReturnedSheet {
  name: string;
  rows: readonly (readonly string[])[];
}

type Column = keyof typeof ISSUE_COLUMNS;
const INPUT_COLUMNS = ['answer', 'explanation', 'evidence', 'evidenceDate'] as const;
/** Rows above the head that are looked at. */
const HEAD_WITHIN = 30;
/** What Excel and LibreOffice make of spaces and line ends is no edit. */
const plain = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
const fold = (text: string) => plain(text).toLowerCase();

/** What the hidden sheet says, wherever it stands and whatever it is called now; null when there is no such sheet. */
export function findIssueMarks(sheets: readonly ReturnedSheet[]): IssueMarks | null {
  for (const { rows } of sheets) {
    const at = rows.findIndex((row) => row[0]?.trim() === ISSUE_MARK);
    if (at < 0) continue;
    const said = new Map(rows.slice(at + 1, at + 20).map((row) => [row[0]?.trim() ?? '', row[1]?.trim() ?? '']));
    const marks = Object.fromEntries(ISSUE_MARK_NAMES.map((name) => [name, said.get(name) ?? '']));
    return marks as unknown as IssueMarks;
  }
  return null;
}

export interface FoundQuestions {
  sheet: ReturnedSheet;
  /** Place of the head row, from 0. */
  head: number;
  columns: ReadonlyMap<Column, number>;
}

/** The sheet with the questions: the one whose head has the titles. Its name and the order of its columns do not matter. */
export function findQuestionSheet(sheets: readonly ReturnedSheet[]): FoundQuestions | null {
  for (const sheet of sheets) {
    for (const [head, row] of sheet.rows.slice(0, HEAD_WITHIN).entries()) {
      const columns = new Map<Column, number>();
      for (const [column, title] of Object.entries(ISSUE_COLUMNS) as [Column, string][]) {
        const place = row.findIndex((text) => fold(text) === fold(title));
        if (place >= 0) columns.set(column, place);
      }
      const isHead =
        columns.has('answer') && columns.has('explanation') && (columns.has('id') || columns.has('question'));
      if (isHead) return { sheet, head, columns };
    }
  }
  return null;
}

/** The answer that the workspace holds, and the question it belongs to. */
export interface HeldQuestion {
  question: PackQuestion;
  applicable: boolean;
  held: { state: AnswerState | null; value: AnswerValue; note: string };
  revision: number;
  /** When the held answer was last given; null for none. */
  answeredAt: string | null;
}

interface FoundRow {
  /** From 1. */
  row: number;
  cell: (column: Column) => string;
}

interface MatchedRow extends FoundRow {
  restored: boolean;
}

export interface ComparedReturn {
  lines: ReturnedLine[];
  strayRows: { row: number; texts: string[] }[];
}

/**
 * Compares a returned sheet with what was issued and with what is held now, one line for each issued question in the
 * order of the issue. Re-sorted rows are found by their id, rows that lost it by the wording of their question.
 *
 * @param issuedAt instant of the issue; an answer given later is marked.
 */
export function compareReturn(
  found: FoundQuestions,
  issued: readonly IssuedQuestion[],
  held: ReadonlyMap<string, HeldQuestion>,
  issuedAt: string,
): ComparedReturn {
  const rows = listRows(found);
  const { matched, stray } = matchRows(rows, issued, found.columns.has('id'));
  const order = issued.flatMap(({ id }) => matched.get(id)?.[0]?.row ?? []);
  const settled = new Set(longestRise(order));
  const lines = issued.flatMap((question): ReturnedLine[] => {
    const present = held.get(question.id);
    if (!present) return [];
    const rowsOf = matched.get(question.id) ?? [];
    const [first] = rowsOf;
    if (!first) return [describeDeleted(question, present)];
    const line = describeLine(question, present, first, found.columns);
    const notices = new Set(line.notices);
    if (!settled.has(first.row)) notices.add('moved');
    if (rowsOf.length > 1) notices.add('twice');
    if (present.answeredAt !== null && present.answeredAt > issuedAt) notices.add('changed_since_issue');
    return [{ ...line, notices: [...notices] }];
  });
  return { lines, strayRows: stray };
}

function listRows({ sheet, head, columns }: FoundQuestions): FoundRow[] {
  return sheet.rows.slice(head + 1).map((texts, index) => ({
    row: head + 2 + index,
    cell: (column) => texts[columns.get(column) ?? -1]?.trim() ?? '',
  }));
}

function matchRows(rows: readonly FoundRow[], issued: readonly IssuedQuestion[], hasIds: boolean) {
  const byId = new Map(issued.map((question) => [fold(question.id), question.id]));
  const byText = new Map(issued.map((question) => [fold(question.question), question.id]));
  const matched = new Map<string, MatchedRow[]>();
  const stray: ComparedReturn['strayRows'] = [];
  for (const row of rows) {
    const known = hasIds ? byId.get(fold(row.cell('id'))) : undefined;
    const id = known ?? byText.get(fold(row.cell('question')));
    if (id !== undefined) {
      matched.set(id, [...(matched.get(id) ?? []), { ...row, restored: known === undefined }]);
    } else if (INPUT_COLUMNS.some((column) => row.cell(column) !== '')) {
      const texts = (['id', 'question', ...INPUT_COLUMNS] as const).map((column) => row.cell(column));
      stray.push({ row: row.row, texts: texts.filter((text) => text !== '') });
    }
  }
  return { matched, stray: stray.slice(0, 200) };
}

/** The longest run of rows that still stand in the order of the issue; all others were moved. */
export function longestRise(rows: readonly number[]): number[] {
  const lengths: number[] = [];
  const before: number[] = [];
  let best = -1;
  rows.forEach((row, index) => {
    lengths[index] = 1;
    before[index] = -1;
    for (let earlier = 0; earlier < index; earlier += 1) {
      const longer = (lengths[earlier] ?? 0) + 1;
      if ((rows[earlier] ?? 0) < row && longer > (lengths[index] ?? 0)) {
        lengths[index] = longer;
        before[index] = earlier;
      }
    }
    if ((lengths[index] ?? 0) > (lengths[best] ?? 0)) best = index;
  });
  const rise: number[] = [];
  for (let index = best; index >= 0; index = before[index] ?? -1) rise.unshift(rows[index] ?? 0);
  return rise;
}

const NOTHING = { answer: '', explanation: '', evidence: '', evidenceDate: '' } as const;

function startLine(issued: IssuedQuestion, { question, held, revision }: HeldQuestion) {
  const { id: questionId, section, question: text } = issued;
  return { questionId, label: question.label, section, question: text, held, revision };
}

function describeDeleted(issued: IssuedQuestion, present: HeldQuestion): ReturnedLine {
  return {
    ...startLine(issued, present),
    returnedQuestion: null,
    row: null,
    standing: 'deleted',
    notices: [],
    cells: NOTHING,
    problem: null,
    given: null,
  };
}

/** The explanation with the evidence that the vendor names, as one note. */
export function composeNote(cells: ReturnedLine['cells']): string {
  const { explanation, evidence, evidenceDate } = cells;
  const named = [evidence, evidenceDate === '' ? '' : `dated ${evidenceDate}`].filter((text) => text !== '').join(', ');
  return [explanation, named === '' ? '' : `Evidence named by the vendor: ${named}.`]
    .filter((text) => text !== '')
    .join('\n');
}

function describeLine(
  issued: IssuedQuestion,
  present: HeldQuestion,
  row: MatchedRow,
  columns: FoundQuestions['columns'],
): ReturnedLine {
  const cells = {
    answer: row.cell('answer'),
    explanation: row.cell('explanation'),
    evidence: row.cell('evidence'),
    evidenceDate: row.cell('evidenceDate'),
  };
  const reading = readAnswer(present.question, cells.answer);
  const note = composeNote(cells);
  const returned = columns.has('question') ? row.cell('question') : issued.question;
  const isEdited = plain(returned) !== plain(issued.question);
  const isSaid = reading.kind !== 'empty' || note !== '';
  const given = isSaid && reading.kind !== 'unreadable' ? toGiven(reading, note) : null;
  const notices: (typeof LINE_NOTICES)[number][] = [];
  if (isEdited) notices.push('question_edited');
  if (isSaid && !present.applicable) notices.push('out_of_gate');
  if (row.restored) notices.push('id_restored');
  const needsReason = given !== null && (given.state === 'partial' || given.state === 'not_applicable');
  if (needsReason && cells.explanation === '') notices.push('reason_missing');
  return {
    ...startLine(issued, present),
    returnedQuestion: isEdited ? returned : null,
    row: row.row,
    standing: findStanding(reading, given, present),
    notices,
    cells,
    problem: reading.kind === 'unreadable' ? reading.sentence : null,
    given,
  };
}

function toGiven(reading: AnswerReading, note: string): NonNullable<ReturnedLine['given']> {
  if (reading.kind === 'state') return { state: reading.state, value: null, note };
  return { state: null, value: reading.kind === 'value' ? reading.value : null, note };
}

function findStanding(
  reading: AnswerReading,
  given: ReturnedLine['given'],
  { held }: HeldQuestion,
): ReturnedLine['standing'] {
  if (reading.kind === 'unreadable') return 'unreadable';
  if (given === null) return 'unanswered';
  if (held.state === null && held.value === null && held.note.trim() === '') return 'new';
  const sameAnswer =
    reading.kind === 'empty' ||
    (reading.kind === 'state'
      ? held.state === reading.state && held.value === null
      : reading.kind === 'value' && writeCanonicalJson(held.value) === writeCanonicalJson(reading.value));
  const sameNote = given.note === '' || plain(given.note) === plain(held.note);
  return sameAnswer && sameNote ? 'unchanged' : 'differs';
}
