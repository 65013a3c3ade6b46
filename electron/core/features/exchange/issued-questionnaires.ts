import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { Assessment } from '../../../../shared/contract/assessments.ts';
import type {
  IssuedQuestion,
  QuestionnaireIssue,
  returnedQuestionnaireOperations,
} from '../../../../shared/contract/returned-questionnaire.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { listIssuedQuestions } from '../../../../shared/rules/exchange/issued-questionnaire.ts';
import { isAllowedIn } from '../../../../shared/rules/assessments.ts';
import { AssayError } from '../../assay-error.ts';
import { createReportLanguage } from '../../report/translate.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { DeskFile, FileDesk } from '../../file-desk.ts';
import { buildIssuedWorkbook } from '../../report/issued-workbook.ts';
import { getAssessment } from '../assessments/assessments.ts';
import { readExportedHead } from '../audit-trail/trail-anchor.ts';
import { receiveFile } from '../evidence/evidence-files.ts';
import { addEvidence } from '../evidence/evidence.ts';
import { getPerson } from '../people/people.ts';
import { getOrganisation } from '../settings/settings.ts';
import {
  insertIssue,
  selectIssue,
  selectIssuesOfAssessment,
  updateIssue,
  type StoredIssue,
} from './issued-questionnaires-store.ts';

type IssueInput = z.infer<
  NonNullable<(typeof returnedQuestionnaireOperations)['issueQuestionnaire']['~orpc']['inputSchema']>
>;

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TOKEN_BYTES = 24;

/** SHA-256 of a text, as hexadecimal digits. */
export function sumText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What ties a template to its text: changed wording gives another sum. */
function sumTemplate(questions: readonly IssuedQuestion[]): string {
  return sumText(writeCanonicalJson(questions));
}

/** An issue without what only the core may see. */
export function toShownIssue({ issued: _issued, tokenSha256: _token, ...shown }: StoredIssue): QuestionnaireIssue {
  return shown;
}

/** Questionnaires that were sent out for an assessment, newest first. */
export async function listIssues(executor: Executor, assessmentId: string): Promise<QuestionnaireIssue[]> {
  return (await selectIssuesOfAssessment(executor, assessmentId)).map(toShownIssue);
}

function refuseRound({ code, state }: Assessment, questions: readonly IssuedQuestion[]): void {
  if (!isAllowedIn('followUp', state)) {
    throw new AssayError('NOT_ALLOWED_NOW', `${code} is closed, so nothing more is asked about it.`, {
      remedy: 'Start a reassessment, or take the signature back with a reason.',
    });
  }
  if (questions.length > 0) return;
  throw new AssayError('NOT_ALLOWED_NOW', `No question of ${code} is open.`, {
    remedy: 'Send the whole questionnaire, or ask a follow-up first.',
  });
}

function describePeriod({ periodStart, periodEnd }: Assessment): string {
  if (periodStart === null) return '';
  const { writeDay } = createReportLanguage();
  return `Answers hold for ${writeDay(periodStart)} to ${periodEnd === null ? 'the day you answer' : writeDay(periodEnd)}`;
}

/**
 * Issues an assessment as a workbook for the vendor. The workbook carries the issue, the pack, a sum of its questions and
 * a one-time token, and is kept as evidence of what was asked.
 *
 * @returns the issue, and the file on the desk.
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW for a closed assessment, or when nothing is open to ask.
 */
export async function issueQuestionnaire(
  unit: Unit,
  files: FileDesk,
  input: IssueInput,
): Promise<{ issue: QuestionnaireIssue; file: DeskFile }> {
  const { transaction, workspace, actor } = unit;
  if (actor === 'assay') throw new Error('A questionnaire is issued by a person');
  const assessment = await getAssessment(workspace, transaction, input.assessmentId);
  const issued = listIssuedQuestions(assessment, input.round);
  refuseRound(assessment, issued);
  const code = await takeNextCode(transaction, 'VQ');
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const templateSha256 = sumTemplate(issued);
  const { organisation, documentPrefix, classification } = await getOrganisation(transaction);
  const person = await getPerson(transaction, actor.id);
  const bytes = await buildIssuedWorkbook({
    title: 'Vendor questionnaire',
    trailLine: readExportedHead(unit.workspace).line,
    marks: {
      issue: code,
      assessment: assessment.id,
      pack: `${assessment.pack.id} ${assessment.pack.version}`,
      template: templateSha256,
      token,
    },
    questions: issued,
    furniture: {
      entity: organisation,
      classification,
      documentId: `${documentPrefix}-${code}`,
      version: '1.0',
      status: 'Issued',
      asOf: unit.today,
      language: 'en',
    },
    addressee: input.addressee,
    sender: [organisation, person.name, person.position].filter((text) => text !== '').join(', '),
    product: [assessment.tool.name, assessment.plan].filter((text) => text !== '').join(', '),
    returnBy: input.returnBy,
    channel: input.channel,
    period: describePeriod(assessment),
    createdAt: unit.now,
  });
  const path = files.newPath();
  await writeFile(path, bytes, { mode: 0o600 });
  const name = `${documentPrefix}-${code}-${assessment.vendor.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.xlsx`;
  const evidence = await addEvidence(
    unit,
    {
      title: `Questionnaire ${code} as issued to ${input.addressee}`.slice(0, 200),
      kind: 'questionnaire',
      state: 'documented',
      source: `Assay, ${assessment.code}`,
      datedOn: unit.today,
      vendorId: assessment.vendor.id,
      control: code,
    },
    await receiveFile(path, name),
  );
  const { id, initials } = person;
  const issue: StoredIssue = {
    id: unit.nextId(),
    code,
    assessmentId: assessment.id,
    round: input.round,
    addressee: input.addressee,
    returnBy: input.returnBy,
    questions: issued.length,
    issued,
    templateSha256,
    tokenSha256: sumText(token),
    evidence: { id: evidence.id, indexNumber: evidence.indexNumber },
    issuedBy: { id, name: person.name, initials },
    issuedAt: unit.now,
    returnedAt: null,
    withdrawnAt: null,
    revision: 1,
  };
  await insertIssue(transaction, issue);
  recordIssue(unit, assessment.code, null, issue);
  return { issue: toShownIssue(issue), file: await files.offer(path, name, XLSX_TYPE) };
}

/** Puts a change of an issue into the trail, under its assessment. */
export function recordIssue(unit: Unit, assessmentCode: string, before: StoredIssue | null, after: StoredIssue): void {
  const facts = (issue: StoredIssue) => {
    const { issued, tokenSha256: _token, ...shown } = issue;
    return { ...shown, questions: issued.map(({ id }) => id) };
  };
  unit.record({
    kind: 'questionnaire_issue',
    id: after.id,
    name: `${after.code} of ${assessmentCode}`,
    before: before && facts(before),
    after: facts(after),
  });
}

/**
 * Takes an issue back: what is returned on it later is marked so.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; NOT_ALLOWED_NOW when it was withdrawn already.
 */
export async function withdrawIssue(unit: Unit, issueId: string, revision: number): Promise<QuestionnaireIssue> {
  const before = await selectIssue(unit.transaction, issueId);
  if (!before) throw new AssayError('NOT_FOUND', 'This questionnaire was not issued from this workspace.');
  refuseStaleRevision(before, revision, before.code);
  if (before.withdrawnAt !== null) throw new AssayError('NOT_ALLOWED_NOW', `${before.code} was withdrawn already.`);
  const after = { ...before, withdrawnAt: unit.now, revision: before.revision + 1 };
  await updateIssue(unit.transaction, after);
  const assessment = await getAssessment(unit.workspace, unit.transaction, before.assessmentId);
  recordIssue(unit, assessment.code, before, after);
  return toShownIssue(after);
}
