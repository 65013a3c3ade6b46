import { colToLetter, writeXlsx } from 'hucre/xlsx';
import type { DataValidation } from 'hucre/xlsx';
import type { IssuedQuestion } from '../../../shared/contract/returned-questionnaire.ts';
import {
  ANSWER_WORDS,
  ISSUE_COLUMNS,
  ISSUE_MARK,
  ISSUE_MARK_NAMES,
  type IssueMarks,
} from '../../../shared/rules/exchange/issued-questionnaire.ts';
import { createDayFormat } from '../../../shared/rules/day-format.ts';
import { LOCKED_SHEET } from './code-risk-model.ts';
import { assembleWorkbook } from './excel.ts';
import {
  absoluteArea,
  type ExcelCells,
  type ExcelFurniture,
  type ExcelSheet,
  headHeight,
  pageFurniture,
  putCell,
  putFormula,
  rowHeight,
} from './excel-layout.ts';
import { countLines } from './excel-measure.ts';
import { equalRule, quoteText, rankRules } from './excel-rules.ts';
import { CELL_SIZE, excelStyles, sectionRule } from './excel-styles.ts';

/** Everything that an issued workbook says. Days are `YYYY-MM-DD`. */
export interface IssuedWorkbookInput {
  title: string;
  /** The signed line that says where the trail stood. */
  trailLine: string;
  marks: IssueMarks;
  questions: readonly IssuedQuestion[];
  furniture: ExcelFurniture;
  /** "Quillon Labs Ltd, trust team" */
  addressee: string;
  /** Who asks: "Priya Raman, Centre of Excellence lead". */
  sender: string;
  /** "Quillon Code Assistant 4.2, Business plan" */
  product: string;
  returnBy: string | null;
  channel: string;
  /** What the answers hold for; empty when it was not said. */
  period: string;
  createdAt: string;
}

/** Names of the sheets; the page that reads a return does not depend on them. */
const NAMES = { start: 'Start here', questions: 'Questions', summary: 'Summary', lists: 'Lists' } as const;
const WIDTHS: Readonly<Record<keyof typeof ISSUE_COLUMNS, number>> = {
  id: 11,
  section: 13,
  question: 36,
  guidance: 28,
  expected: 28,
  answer: 13,
  explanation: 34,
  evidence: 24,
  evidenceDate: 14,
  done: 11,
};
const COLUMNS = Object.keys(ISSUE_COLUMNS) as (keyof typeof ISSUE_COLUMNS)[];
const QUESTION_WIDTHS = COLUMNS.map((column) => WIDTHS[column]);
const START_WIDTHS = [6, 34, 78];
const SUMMARY_WIDTHS = [30, 12, 12, 12, 12, 12, 12, 12, 12];
const HEAD = 4;
const FIRST = HEAD + 1;
const BAR_BLOCKS = 20;
/** What is said of an answer that has no explanation yet, or need not be given. */
const DONE = { yes: 'Yes', no: 'No', reason: 'Reason?', optional: 'If it applies' } as const;

const letterOf = (column: keyof typeof ISSUE_COLUMNS) => colToLetter(COLUMNS.indexOf(column));

/**
 * The workbook that goes to a vendor: how to answer, the questions with unlocked answer cells, a summary by section, and
 * a hidden sheet that ties it to its issue. The same input gives the same bytes.
 */
export async function buildIssuedWorkbook(input: IssuedWorkbookInput): Promise<Uint8Array> {
  const sheets = [layOutStart(input), layOutQuestions(input), layOutSummary(input), layOutLists(input)];
  const { title, createdAt, trailLine } = input;
  const document = { title, entity: input.furniture.entity, createdAt, trailLine };
  return writeXlsx(assembleWorkbook(sheets, document));
}

function describeIssue({ furniture, questions }: IssuedWorkbookInput): string {
  const count = questions.length === 1 ? '1 question' : `${questions.length} questions`;
  return `Document ${furniture.documentId}, version ${furniture.version}  ·  ${count}  ·  ${furniture.classification}`;
}

const writeLongDay = createDayFormat('en', { month: 'long', timeZone: 'UTC' });
const writeDate = (day: string) => writeLongDay(Date.parse(day));

function layTitle(cells: ExcelCells, title: string, line: string, columns: number): number[] {
  for (const row of [0, 1]) {
    for (let column = 0; column < columns; column += 1) putCell(cells, row, column, null, excelStyles.bandEmpty);
  }
  putCell(cells, 0, 0, title, excelStyles.title);
  putCell(cells, 1, 0, line, excelStyles.bandText);
  return [28, 20];
}

function listRules(): readonly (readonly [string, string])[] {
  return [
    ['Fill in the yellow cells only', 'All other cells are locked, so that the file can be read back.'],
    [
      'Choose an answer from the list',
      'Yes, Partial, No, n.a. or Unknown. “Unknown” is not “n.a.”; it counts as open. Some questions ask for a text, a number or a date.',
    ],
    ['Explain “Partial” and “n.a.”', 'Without an explanation the question counts as not done.'],
    ['Name the evidence', 'File name and page, and the date of the document. Send the files beside this workbook.'],
    [
      'Answer for this product and this plan',
      'A statement about another product, plan or hosting provider does not count.',
    ],
  ];
}

function layOutStart(input: IssuedWorkbookInput): ExcelSheet {
  const cells: ExcelCells = new Map();
  const heights = layTitle(cells, `${input.title}: how to answer`, describeIssue(input), START_WIDTHS.length);
  const put = (label: string, value: string) => {
    putCell(cells, heights.length, 1, label, excelStyles.strong);
    putCell(cells, heights.length, 2, value, excelStyles.text);
    heights.push(rowHeight(countLines(value, START_WIDTHS[2] ?? 0, { size: CELL_SIZE })));
  };
  const heading = (text: string) => {
    putCell(cells, heights.length, 1, text, excelStyles.heading);
    heights.push(30);
  };
  heights.push(6);
  put('From', input.sender);
  put('To', input.addressee);
  put('Product in question', input.product);
  const by = input.returnBy === null ? '' : writeDate(input.returnBy);
  put('Return by', [by, input.channel].filter((text) => text !== '').join(', ') || 'As agreed');
  if (input.period !== '') put('Period', input.period);
  heading('Five rules');
  for (const [index, [rule, why]] of listRules().entries()) {
    putCell(cells, heights.length, 0, index + 1, excelStyles.strongWhole);
    put(rule, why);
  }
  heading('Who answered');
  for (const label of ANSWERED_BY) {
    putCell(cells, heights.length, 1, label, excelStyles.strong);
    putCell(cells, heights.length, 2, null, excelStyles.input);
    heights.push(rowHeight(1));
  }
  return {
    sheet: {
      name: NAMES.start,
      columns: START_WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      protection: LOCKED_SHEET,
      a11y: { summary: 'Who asks, which product, and how to answer.' },
      ...pageFurniture(input.furniture, 'portrait'),
    },
    printArea: absoluteArea(heights.length - 1, START_WIDTHS.length - 1),
    printTitleRows: '$1:$2',
    records: null,
  };
}

/** Labels of the cells in which the vendor says who answered. */
export const ANSWERED_BY = ['Name', 'Position', 'E-mail', 'Date'] as const;

function layOutQuestions(input: IssuedWorkbookInput): ExcelSheet {
  const { questions, furniture } = input;
  const cells: ExcelCells = new Map();
  const last = FIRST + questions.length;
  const line = [`For: ${input.product}`, `From: ${furniture.entity}`, describeIssue(input)].join('  ·  ');
  const heights = [...layTitle(cells, input.title, line, COLUMNS.length), 18, 6];
  for (let column = 0; column < COLUMNS.length; column += 1) putCell(cells, 2, column, null, excelStyles.bandEmpty);
  layProgress(cells, input, last);
  const titles = COLUMNS.map((column) => ISSUE_COLUMNS[column]);
  titles.forEach((title, column) => putCell(cells, HEAD, column, title, excelStyles.head));
  heights.push(headHeight(titles, QUESTION_WIDTHS));
  questions.forEach((question, index) => {
    const row = FIRST + index;
    const startsSection = index > 0 && questions[index - 1]?.section !== question.section;
    layQuestion(cells, row, question, startsSection);
    const texts = [question.question, question.guidance, question.expected];
    const lines = texts.map((text, place) => countLines(text, QUESTION_WIDTHS[2 + place] ?? 0, { size: CELL_SIZE }));
    heights.push(rowHeight(Math.max(2, ...lines)));
  });
  const done = `${letterOf('done')}${FIRST + 1}:${letterOf('done')}${last}`;
  return {
    sheet: {
      name: NAMES.questions,
      columns: QUESTION_WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      conditionalRules: rankRules([equalRule(done, DONE.yes, 'ok'), equalRule(done, DONE.reason, 'warn')]),
      dataValidations: [...listChoices(input), ...listDateChecks(last)],
      autoFilter: { range: `A${HEAD + 1}:${letterOf('done')}${last}` },
      freezePane: { rows: FIRST, columns: 1 },
      // Sorting stays allowed in no form: rows that move by accident are found again by their id.
      protection: LOCKED_SHEET,
      a11y: { summary: 'The questions, with yellow cells for the answers.', headerRow: HEAD },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(last - 1, COLUMNS.length - 1),
    printTitleRows: `$1:$${FIRST}`,
    records: questions.length,
  };
}

function layProgress(cells: ExcelCells, { questions, returnBy }: IssuedWorkbookInput, last: number): void {
  const done = `${letterOf('done')}${FIRST + 1}:${letterOf('done')}${last}`;
  const count = `COUNTIF(${done},${quoteText(DONE.yes)})`;
  const total = questions.filter(({ gated }) => !gated).length;
  const all = Math.max(total, 1);
  const filled = `MIN(${BAR_BLOCKS},ROUND(${BAR_BLOCKS}*${count}/${all},0))`;
  putCell(cells, 2, 0, 'Progress', excelStyles.bandLabel);
  putFormula(cells, 2, 1, `${count}&" of ${total} done"`, `0 of ${total} done`, excelStyles.bandLabel);
  const bar = `REPT("█",${filled})&REPT("░",${BAR_BLOCKS}-${filled})`;
  putFormula(cells, 2, COLUMNS.indexOf('guidance'), bar, '░'.repeat(BAR_BLOCKS), excelStyles.bandText);
  if (returnBy === null) return;
  putCell(cells, 2, COLUMNS.indexOf('expected'), 'Please return by', excelStyles.bandLabel);
  putCell(cells, 2, COLUMNS.indexOf('answer'), writeDate(returnBy), excelStyles.bandLabel);
}

function layQuestion(cells: ExcelCells, row: number, question: IssuedQuestion, startsSection: boolean): void {
  const over = <Style extends { border?: object }>(style: Style): Style =>
    startsSection ? { ...style, border: { ...style.border, top: sectionRule } } : style;
  const put = (column: keyof typeof ISSUE_COLUMNS, value: string | null, style: Parameters<typeof putCell>[4]) =>
    putCell(cells, row, COLUMNS.indexOf(column), value, over(style));
  put('id', question.id, excelStyles.strong);
  put('section', question.section, excelStyles.text);
  put('question', question.question, excelStyles.text);
  put('guidance', question.guidance, excelStyles.quiet);
  put('expected', question.expected, excelStyles.quiet);
  for (const column of ['answer', 'explanation', 'evidence'] as const) put(column, null, excelStyles.input);
  put('evidenceDate', null, excelStyles.inputDate);
  const at = (column: keyof typeof ISSUE_COLUMNS) => `${letterOf(column)}${row + 1}`;
  const isHalf = `OR(${at('answer')}=${quoteText(ANSWER_WORDS.partial)},${at('answer')}=${quoteText(ANSWER_WORDS.not_applicable)})`;
  const waits = question.gated ? DONE.optional : DONE.no;
  const formula = `IF(${at('answer')}="",${quoteText(waits)},IF(AND(${isHalf},${at('explanation')}=""),${quoteText(DONE.reason)},${quoteText(DONE.yes)}))`;
  putFormula(cells, row, COLUMNS.indexOf('done'), formula, waits, over(excelStyles.formulaText));
}

/** Where the words of each kind of drop-down stand in the hidden sheet; questions with the same words share them. */
function placeLists(questions: readonly IssuedQuestion[]): Map<string, { column: number; words: readonly string[] }> {
  const lists = new Map<string, { column: number; words: readonly string[] }>();
  for (const { words } of questions) {
    const key = words.join('\n');
    if (words.length > 0 && !lists.has(key)) lists.set(key, { column: 3 + lists.size, words });
  }
  return lists;
}

function listChoices({ questions }: IssuedWorkbookInput): DataValidation[] {
  const lists = placeLists(questions);
  return questions.flatMap(({ words }, index): DataValidation[] => {
    const list = lists.get(words.join('\n'));
    if (!list) return [];
    const letter = colToLetter(list.column);
    return [
      {
        type: 'list',
        formula1: `${NAMES.lists}!$${letter}$2:$${letter}$${list.words.length + 1}`,
        range: `${letterOf('answer')}${FIRST + index + 1}:${letterOf('answer')}${FIRST + index + 1}`,
        allowBlank: true,
        showErrorMessage: true,
        errorStyle: 'stop',
        errorTitle: 'Not in the list',
        errorMessage: 'Choose one of the words in the list, or clear the cell.',
      },
    ];
  });
}

function listDateChecks(last: number): DataValidation[] {
  return [
    {
      type: 'date',
      operator: 'greaterThan',
      formula1: '36526',
      range: `${letterOf('evidenceDate')}${FIRST + 1}:${letterOf('evidenceDate')}${last}`,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'stop',
      errorTitle: 'Not a date',
      errorMessage: 'Give the date of the document, such as 20 Nov 2026, or clear the cell.',
    },
  ];
}

function layOutSummary(input: IssuedWorkbookInput): ExcelSheet {
  const cells: ExcelCells = new Map();
  const heights = layTitle(cells, `${input.title}: summary`, describeIssue(input), SUMMARY_WIDTHS.length);
  const words = Object.values(ANSWER_WORDS);
  const head = ['Section', 'Questions', 'Done', 'Open', ...words];
  heights.push(6);
  const headRow = heights.length;
  head.forEach((title, column) =>
    putCell(cells, headRow, column, title, column === 0 ? excelStyles.head : excelStyles.headPlainNumber),
  );
  heights.push(22);
  const last = FIRST + input.questions.length;
  const range = (column: keyof typeof ISSUE_COLUMNS) =>
    `${NAMES.questions}!$${letterOf(column)}$${FIRST + 1}:$${letterOf(column)}$${last}`;
  const sections = [...new Set(input.questions.map(({ section }) => section))];
  for (const section of sections) {
    const row = heights.length;
    const total = input.questions.filter((question) => question.section === section).length;
    const ofSection = `${range('section')},$A${row + 1}`;
    putCell(cells, row, 0, section, excelStyles.strong);
    putFormula(cells, row, 1, `COUNTIF(${ofSection})`, total, excelStyles.whole);
    putFormula(cells, row, 2, `COUNTIFS(${ofSection},${range('done')},${quoteText(DONE.yes)})`, 0, excelStyles.whole);
    putFormula(cells, row, 3, `B${row + 1}-C${row + 1}`, total, excelStyles.whole);
    words.forEach((word, index) =>
      putFormula(
        cells,
        row,
        4 + index,
        `COUNTIFS(${ofSection},${range('answer')},${quoteText(word)})`,
        0,
        excelStyles.whole,
      ),
    );
    heights.push(rowHeight(1));
  }
  return {
    sheet: {
      name: NAMES.summary,
      columns: SUMMARY_WIDTHS.map((width) => ({ width })),
      rows: [],
      cells,
      rowDefs: new Map(heights.map((height, row) => [row, { height }])),
      freezePane: { rows: headRow + 1, columns: 1 },
      protection: LOCKED_SHEET,
      a11y: { summary: 'How many questions are done, by section.', headerRow: headRow },
      ...pageFurniture(input.furniture),
    },
    printArea: absoluteArea(heights.length - 1, SUMMARY_WIDTHS.length - 1),
    printTitleRows: `$1:$${headRow + 1}`,
    records: null,
  };
}

function layOutLists({ marks, questions, furniture }: IssuedWorkbookInput): ExcelSheet {
  const cells: ExcelCells = new Map();
  putCell(cells, 0, 0, ISSUE_MARK, excelStyles.text);
  ISSUE_MARK_NAMES.forEach((name, index) => {
    putCell(cells, 1 + index, 0, name, excelStyles.text);
    putCell(cells, 1 + index, 1, marks[name], excelStyles.text);
  });
  const lists = [...placeLists(questions).values()];
  for (const { column, words } of lists) {
    words.forEach((word, index) => putCell(cells, 1 + index, column, word, excelStyles.text));
  }
  const longest = Math.max(ISSUE_MARK_NAMES.length, ...lists.map(({ words }) => words.length));
  return {
    sheet: {
      name: NAMES.lists,
      hidden: true,
      rows: [],
      cells,
      protection: LOCKED_SHEET,
      a11y: { summary: 'Words of the lists, and what ties this workbook to its issue.' },
      ...pageFurniture(furniture),
    },
    printArea: absoluteArea(longest, 2 + lists.length),
    printTitleRows: '$1:$1',
    records: null,
  };
}
