import type { z } from 'zod';
import type {
  ReturnedQuestionnaire,
  returnedQuestionnaireOperations,
} from '../../../../shared/contract/returned-questionnaire.ts';
import { listQuestions } from '../../../../shared/rules/questionnaires.ts';
import {
  compareReturn,
  findIssueMarks,
  findQuestionSheet,
  type HeldQuestion,
  type ReturnedSheet,
} from '../../../../shared/rules/exchange/returned-questionnaire.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { FileDesk } from '../../file-desk.ts';
import type { ReportProgress } from '../../jobs.ts';
import type { ANSWERED_BY } from '../../report/issued-workbook.ts';
import { attachEvidence, giveAnswer } from '../assessments/answers.ts';
import { getAssessment } from '../assessments/assessments.ts';
import { receiveFile } from '../evidence/evidence-files.ts';
import { addEvidence } from '../evidence/evidence.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { recordIssue, sumText, toShownIssue } from './issued-questionnaires.ts';
import { selectIssueByCode, updateIssue, type StoredIssue } from './issued-questionnaires-store.ts';
import type { RawTables } from './raw-table.ts';
import { readInWorker } from './read-in-worker.ts';

type AcceptInput = z.infer<
  NonNullable<(typeof returnedQuestionnaireOperations)['acceptReturn']['~orpc']['inputSchema']>
>;

const NOT_OURS = 'Choose the workbook that came back from the vendor, as a file of a spreadsheet program (.xlsx).';
/** What a page reference can hold. */
const PAGE_LENGTH = 60;

interface OpenedReturn {
  issue: StoredIssue;
  standing: ReturnedQuestionnaire['standing'];
  compared: ReturnType<typeof compareReturn>;
  sheet: string;
  answeredBy: ReturnedQuestionnaire['answeredBy'];
  notes: string[];
}

/** Which issue a file is a return of. @throws AssayError FILE_REFUSED, NOT_ALLOWED_NOW for another assessment's. */
async function findIssue(executor: Executor, sheets: readonly ReturnedSheet[], assessmentId: string) {
  const marks = findIssueMarks(sheets);
  if (!marks) {
    throw new AssayError('FILE_REFUSED', 'This workbook does not say which questionnaire it is.', {
      remedy: `${NOT_OURS} Its hidden sheet must still be there; copied cells alone cannot be read back.`,
    });
  }
  const issue = await selectIssueByCode(executor, marks.issue);
  if (!issue || issue.templateSha256 !== marks.template) {
    throw new AssayError(
      'FILE_REFUSED',
      `The questionnaire ${marks.issue.slice(0, 40)} was not issued from this workspace.`,
      {
        remedy: NOT_OURS,
      },
    );
  }
  if (issue.assessmentId !== assessmentId) {
    throw new AssayError(
      'NOT_ALLOWED_NOW',
      `This is a copy of ${issue.code}, which was issued for another assessment.`,
      {
        remedy: 'Take it in where it was issued.',
      },
    );
  }
  return { issue, standing: findStanding(issue, marks.token) };
}

function findStanding(issue: StoredIssue, token: string): ReturnedQuestionnaire['standing'] {
  if (sumText(token) !== issue.tokenSha256) return 'token_unknown';
  if (issue.withdrawnAt !== null) return 'withdrawn';
  return issue.returnedAt === null ? 'as_issued' : 'returned_before';
}

/** What the vendor says of who answered; the labels stand left of the cells, wherever the sheet is now. */
function readAnsweredBy(sheets: readonly ReturnedSheet[]): ReturnedQuestionnaire['answeredBy'] {
  const rows = sheets.flatMap((sheet) => sheet.rows.map((row) => row.map((text) => text.trim())));
  const said = (label: (typeof ANSWERED_BY)[number]) => {
    const row = rows.find((texts) => texts.includes(label) && texts.length <= 5);
    return (row?.[row.indexOf(label) + 1] ?? '').slice(0, 200);
  };
  return { name: said('Name'), position: said('Position'), email: said('E-mail'), date: said('Date') };
}

async function openReturn(
  workspace: Workspace,
  executor: Executor,
  assessmentId: string,
  tables: RawTables,
): Promise<OpenedReturn> {
  const { issue, standing } = await findIssue(executor, tables.sheets, assessmentId);
  const found = findQuestionSheet(tables.sheets);
  if (!found) {
    throw new AssayError('FILE_REFUSED', 'No sheet of this workbook has the columns “Answer” and “Explanation”.', {
      remedy: 'Ask for the workbook with its head row as it was issued.',
    });
  }
  const assessment = await getAssessment(workspace, executor, assessmentId);
  const answers = new Map(assessment.answers.map((answer) => [answer.questionId, answer]));
  const held = new Map(
    listQuestions(assessment.pack).map((question): [string, HeldQuestion] => {
      const answer = answers.get(question.id);
      return [
        question.id,
        {
          question,
          applicable: answer?.applicable ?? true,
          held: { state: answer?.state ?? null, value: answer?.value ?? null, note: answer?.note ?? '' },
          revision: answer?.revision ?? 0,
          answeredAt: answer?.answeredAt ?? null,
        },
      ];
    }),
  );
  return {
    issue,
    standing,
    compared: compareReturn(found, issue.issued, held, issue.issuedAt),
    sheet: found.sheet.name,
    answeredBy: readAnsweredBy(tables.sheets),
    notes: tables.notes.filter((note) => !note.startsWith('Hidden sheets')),
  };
}

/**
 * Reads a returned workbook in a thread of its own and compares it, cell by cell, with what was issued and with what is
 * held now. Nothing is written.
 *
 * @throws AssayError FILE_GONE, FILE_REFUSED, NOT_ALLOWED_NOW, NOT_FOUND.
 */
export async function readReturn(
  workspace: Workspace,
  files: FileDesk,
  { assessmentId, token }: { assessmentId: string; token: string },
  report: ReportProgress,
): Promise<ReturnedQuestionnaire> {
  const file = files.find(token);
  const tick = () => report('exchange.progress.reading', 0, null);
  await tick();
  const tables = await readInWorker({ path: file.path, fileName: file.name }, file.size, tick);
  const opened = await openReturn(workspace, workspace.queries, assessmentId, tables);
  const { sha256 } = await receiveFile(file.path, file.name);
  const { lines, strayRows } = opened.compared;
  return {
    fileName: file.name,
    fileSha256: sha256,
    issue: toShownIssue(opened.issue),
    standing: opened.standing,
    sheet: opened.sheet,
    answeredBy: opened.answeredBy,
    lines,
    strayRows,
    notes: opened.notes.slice(0, 50),
  };
}

/**
 * Takes over the chosen cells of a returned workbook in the name of the unit's actor, all or none, and keeps the file as
 * evidence behind each answer, as the vendor's own word.
 *
 * @param tables the file as it was read again, so that what is written is what it says.
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW, CHANGED_MEANWHILE, INVALID_INPUT, FILE_REFUSED.
 */
export async function acceptReturn(
  unit: Unit,
  files: FileDesk,
  input: AcceptInput,
  tables: RawTables,
  report: ReportProgress,
): Promise<{ accepted: number; evidence: { id: string; indexNumber: string } }> {
  const { assessmentId, token, accepted } = input;
  const file = files.find(token);
  const received = await receiveFile(file.path, file.name);
  if (received.sha256 !== input.fileSha256) {
    throw new AssayError('CHANGED_MEANWHILE', 'The file is no longer the one that was shown.', {
      remedy: 'Choose it again.',
    });
  }
  const opened = await openReturn(unit.workspace, unit.transaction, assessmentId, tables);
  const lines = new Map(opened.compared.lines.map((line) => [line.questionId, line]));
  const assessment = await getAssessment(unit.workspace, unit.transaction, assessmentId);
  const { issue } = opened;
  const evidence = await addEvidence(
    unit,
    {
      title: `Questionnaire ${issue.code} as returned by ${issue.addressee}`.slice(0, 200),
      kind: 'questionnaire',
      state: 'claimed',
      source: [opened.answeredBy.name, opened.answeredBy.email]
        .filter((text) => text !== '')
        .join(', ')
        .slice(0, 500),
      datedOn: unit.today,
      vendorId: assessment.vendor.id,
      control: issue.code,
      supersedesId: null,
    },
    received,
  );
  for (const [index, choice] of accepted.entries()) {
    await report('exchange.progress.accepting', index, accepted.length);
    const line = lines.get(choice.questionId);
    if (!line?.given) {
      throw new AssayError('INVALID_INPUT', `The file gives no answer to ${choice.questionId} that can be taken.`, {
        field: `accepted.${index}`,
      });
    }
    const { given } = line;
    const isAnswered = choice.answer && (given.state !== null || given.value !== null);
    await giveAnswer(unit, {
      assessmentId,
      questionId: choice.questionId,
      revision: choice.revision,
      ...(isAnswered && (given.value === null ? { state: given.state } : { value: given.value })),
      ...(choice.explanation && given.note !== '' && { note: given.note }),
    });
    const place = [`row ${line.row ?? '–'}`, line.cells.evidence].filter((text) => text !== '').join(': ');
    await attachEvidence(unit, {
      assessmentId,
      questionId: choice.questionId,
      evidenceId: evidence.id,
      page: place.slice(0, PAGE_LENGTH),
    });
  }
  const after = { ...issue, returnedAt: unit.now, revision: issue.revision + 1 };
  await updateIssue(unit.transaction, after);
  recordIssue(unit, assessment.code, issue, after);
  return { accepted: accepted.length, evidence: { id: evidence.id, indexNumber: evidence.indexNumber } };
}
