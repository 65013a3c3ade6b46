import type { Assessment } from '../../contract/assessments.ts';
import type { AnswerState, AnswerValue, PackQuestion, QuestionnairePack } from '../../contract/questionnaire-pack.ts';
import type { IssuedQuestion, ISSUE_ROUNDS } from '../../contract/returned-questionnaire.ts';

/** Stands in the hidden sheet of an issued workbook; the number rises when the layout changes. */
export const ISSUE_MARK = 'assay-issued-questionnaire/1';

/** Words by which a workbook says an answer; they are not translated, so that every return can be read. */
export const ANSWER_WORDS: Readonly<Record<AnswerState, string>> = {
  yes: 'Yes',
  partial: 'Partial',
  no: 'No',
  not_applicable: 'n.a.',
  unknown: 'Unknown',
};

/** Titles of the columns in the order of the sheet. */
export const ISSUE_COLUMNS = {
  id: 'Id',
  section: 'Section',
  question: 'Question',
  guidance: 'Guidance',
  expected: 'Evidence we expect',
  answer: 'Answer',
  explanation: 'Explanation',
  evidence: 'Evidence: file and page',
  evidenceDate: 'Evidence date',
  done: 'Done',
} as const;

/** What ties a workbook to its issue; by name, as the hidden sheet says it. */
export interface IssueMarks {
  issue: string;
  assessment: string;
  pack: string;
  template: string;
  token: string;
}
export const ISSUE_MARK_NAMES = [
  'issue',
  'assessment',
  'pack',
  'template',
  'token',
] as const satisfies (keyof IssueMarks)[];

/** Words of a question's drop-down; empty where the answer is typed. */
export function listAnswerWords(question: PackQuestion): string[] {
  const { not_applicable: notApplicable, unknown } = ANSWER_WORDS;
  if (question.type === 'yes_no') return Object.values(ANSWER_WORDS);
  if (question.type === 'choice') return [...question.choices.map(({ label }) => label), notApplicable, unknown];
  return [];
}

/** How an answer is to be typed, where there is no list to choose from. */
function describeForm(question: PackQuestion): string {
  const labels = question.choices.map(({ label }) => label).join('; ');
  const forms: Readonly<Partial<Record<PackQuestion['type'], string>>> = {
    multi_choice: `Give all that apply, with a semicolon between them: ${labels}.`,
    number: question.bounds?.unit ? `Give a number, in ${question.bounds.unit}.` : 'Give a number.',
    date: 'Give a date: 2026-11-20.',
    regions: 'Give the two-letter codes of the countries, with commas between them: DE, FR. EU and EEA stand for all.',
    text: '',
  };
  return forms[question.type] ?? '';
}

/** Whether a question is still open: not answered, not known, not accepted by the reviewer, or asked about again. */
function isOpen(assessment: Pick<Assessment, 'answers' | 'followUps'>, questionId: string): boolean {
  const answer = assessment.answers.find((one) => one.questionId === questionId);
  const isAsked = assessment.followUps.some((one) => one.questionId === questionId && one.state === 'open');
  if (!answer || answer.state === null || answer.state === 'unknown' || answer.carriedOver || isAsked) return true;
  return answer.verdict === 'not_met' || answer.verdict === 'partly_met';
}

/**
 * The questions of a round, in the order of the pack. A full round has them all; the one for what is open leaves out
 * those that do not apply. A question that does not apply at present is marked.
 */
export function listIssuedQuestions(
  assessment: Pick<Assessment, 'pack' | 'answers' | 'followUps'>,
  round: (typeof ISSUE_ROUNDS)[number],
): IssuedQuestion[] {
  const applicable = new Map(assessment.answers.map((answer) => [answer.questionId, answer.applicable]));
  return listSectioned(assessment.pack).flatMap(({ section, question }): IssuedQuestion[] => {
    const gated = applicable.get(question.id) === false;
    if (round === 'open' && (gated || !isOpen(assessment, question.id))) return [];
    const requests = assessment.followUps.filter((one) => one.questionId === question.id && one.state === 'open');
    const guidance = [
      ...requests.map(({ request }) => request),
      question.vendorGuidance ?? '',
      describeForm(question),
      gated ? 'Answer this only if it applies to you.' : '',
    ];
    return [
      {
        id: question.id,
        section,
        question: question.vendorQuestion,
        guidance: guidance.filter((text) => text !== '').join(' '),
        expected: question.evidence.needed ? question.evidence.expected : '',
        type: question.type,
        words: listAnswerWords(question),
        gated,
      },
    ];
  });
}

/** Every question with the title of its section. */
function listSectioned(pack: QuestionnairePack): { section: string; question: PackQuestion }[] {
  return pack.sections.flatMap(({ title, questions }) => questions.map((question) => ({ section: title, question })));
}

/** A value as a workbook shows it and `readAnswer` reads it. */
export function writeAnswerText(question: PackQuestion, state: AnswerState | null, value: AnswerValue): string {
  if (value === null) return state === null ? '' : ANSWER_WORDS[state];
  if ('choices' in value) {
    return value.choices.map((id) => question.choices.find((choice) => choice.id === id)?.label ?? id).join('; ');
  }
  if ('text' in value) return value.text;
  if ('number' in value) return String(value.number);
  return 'date' in value ? value.date : value.regions.join(', ');
}

/** What stands in an answer cell: an answer, nothing, or something that cannot be read. */
export type AnswerReading =
  | { kind: 'empty' }
  | { kind: 'state'; state: AnswerState }
  | { kind: 'value'; value: NonNullable<AnswerValue> }
  | { kind: 'unreadable'; sentence: string };

const fold = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.]+/g, '');

const SAID_OTHERWISE: ReadonlyMap<string, AnswerState> = new Map([
  ['y', 'yes'],
  ['true', 'yes'],
  ['n', 'no'],
  ['false', 'no'],
  ['partially', 'partial'],
  ['partly', 'partial'],
  ['n/a', 'not_applicable'],
  ['na', 'not_applicable'],
  ['notapplicable', 'not_applicable'],
  ['dontknow', 'unknown'],
  ['notknown', 'unknown'],
]);

function findState(text: string): AnswerState | null {
  const said = fold(text);
  const known = (Object.keys(ANSWER_WORDS) as AnswerState[]).find((state) => fold(ANSWER_WORDS[state]) === said);
  return known ?? SAID_OTHERWISE.get(said) ?? null;
}

function findChoice(question: PackQuestion, text: string): string | undefined {
  return question.choices.find(({ id, label }) => fold(label) === fold(text) || id === text.trim())?.id;
}

function readChoices(question: PackQuestion, text: string): AnswerReading {
  const parts = question.type === 'choice' ? [text] : text.split(/[;\n]/).filter((part) => part.trim() !== '');
  const choices = parts.map((part) => findChoice(question, part));
  const strange = parts.find((_part, index) => choices[index] === undefined);
  if (strange !== undefined) return { kind: 'unreadable', sentence: `“${strange.trim()}” is not one of the choices.` };
  return { kind: 'value', value: { choices: choices.filter((id) => id !== undefined) } };
}

/**
 * Reads the text of an answer cell. The words are those of the drop-down; upper and lower case, dots and the usual other
 * words for them (“N/A”) are read as well.
 */
export function readAnswer(question: PackQuestion, text: string): AnswerReading {
  if (text.trim() === '') return { kind: 'empty' };
  const state = findState(text);
  const isSaid = state === 'unknown' || state === 'not_applicable';
  if (question.type === 'yes_no') {
    return state === null
      ? { kind: 'unreadable', sentence: `“${text.trim().slice(0, 60)}” is not Yes, Partial, No, n.a. or Unknown.` }
      : { kind: 'state', state };
  }
  if (isSaid) return { kind: 'state', state };
  switch (question.type) {
    case 'choice':
    case 'multi_choice':
      return readChoices(question, text);
    case 'text':
      return { kind: 'value', value: { text: text.trim() } };
    case 'number': {
      const number = Number(text.trim().replaceAll(/[\s,](?=\d{3}\b)/g, ''));
      return Number.isFinite(number)
        ? { kind: 'value', value: { number } }
        : { kind: 'unreadable', sentence: `“${text.trim().slice(0, 60)}” is not a number.` };
    }
    case 'date': {
      const day = /^\d{4}-\d{2}-\d{2}/.exec(text.trim())?.[0];
      const isDay = day !== undefined && !Number.isNaN(Date.parse(day));
      return isDay
        ? { kind: 'value', value: { date: day } }
        : { kind: 'unreadable', sentence: `“${text.trim().slice(0, 60)}” is not a date such as 2026-11-20.` };
    }
    case 'regions': {
      const regions = text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter((code) => code !== '');
      const strange = regions.find((code) => !/^[A-Z]{2,3}$/.test(code));
      return strange === undefined
        ? { kind: 'value', value: { regions } }
        : { kind: 'unreadable', sentence: `“${strange.slice(0, 20)}” is not a code of a country such as DE.` };
    }
  }
}
