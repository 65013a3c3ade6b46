import type { Assessment, AssessmentRow } from '../../../../shared/contract/assessments.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { compareQuestions, type ComparedQuestion } from '../../../../shared/rules/assessments.ts';
import { listQuestions } from '../../../../shared/rules/questionnaires.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getEvidence } from '../evidence/evidence.ts';
import { getPerson } from '../people/people.ts';
import { readStoredPack } from '../questionnaires/questionnaires.ts';
import { getTool } from '../tools/tools.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import {
  judgeContent,
  listPeopleOf,
  readContent,
  toShownAnswer,
  toShownFlags,
  toShownScore,
  type AssessmentContent,
  type JudgedContent,
  type PeopleById,
} from './assessment-content.ts';
import { settle } from './assessment-scores.ts';
import {
  readFigures,
  selectAgedAssessments,
  selectAssessmentRow,
  selectAssessmentRows,
  selectFollowUps,
  selectPreparers,
  selectSignedAssessments,
  selectSignOff,
  type SignedAssessment,
  type StoredSignOff,
} from './assessments-store.ts';
import { holdsFingerprint, type SignedContent } from './sign-off.ts';

/** A page of the register of assessments; for a report the limit may be any. */
export function listAssessments(executor: Executor, list: ListInput) {
  return selectAssessmentRows(executor, list);
}

/** The assessments of these tools whose signature stands, newest first. */
export function listSignedAssessments(executor: Executor, toolIds: readonly string[]): Promise<SignedAssessment[]> {
  return selectSignedAssessments(executor, toolIds);
}

/** @throws AssayError NOT_FOUND. */
export async function getAssessmentRow(executor: Executor, assessmentId: string): Promise<AssessmentRow> {
  const row = await selectAssessmentRow(executor, assessmentId);
  if (!row) throw new AssayError('NOT_FOUND', 'This assessment is not in the workspace.');
  return row;
}

/**
 * What the score of an assessment is made of, and what comes of it.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function readJudgedAssessment(
  workspace: Workspace,
  executor: Executor,
  assessmentId: string,
): Promise<AssessmentContent & JudgedContent> {
  const content = await readContent(workspace, executor, assessmentId);
  return { ...content, ...judgeContent(content) };
}

/**
 * Brings figures, red flags and the vendor's residual risk into step with an assessment whose evidence was changed.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function refreshAssessment(unit: Unit, assessmentId: string): Promise<void> {
  await settle(unit, await readContent(unit.workspace, unit.transaction, assessmentId));
}

/**
 * Works the assessments under way out again whose evidence may have grown stale over night, so that registers show what
 * a page shows that looks at them today.
 */
export async function refreshAgedAssessments(unit: Unit): Promise<void> {
  for (const assessmentId of await selectAgedAssessments(unit.transaction, unit.today)) {
    await refreshAssessment(unit, assessmentId);
  }
}

export async function readPeople(executor: Executor, ids: readonly string[]): Promise<PeopleById> {
  const people = await Promise.all(ids.map((id) => getPerson(executor, id)));
  return new Map(people.map(({ id, name, initials }) => [id, { id, name, initials }]));
}

/** Everything that a signature stands for, as the file has it at this moment. */
export async function readSignedContent(
  workspace: Workspace,
  executor: Executor,
  content: AssessmentContent,
): Promise<SignedContent> {
  const { assessment, answers, evidence: attached, asOf } = content;
  const evidenceIds = new Set([...attached.values()].flat().map(({ evidenceId }) => evidenceId));
  const preparers = await selectPreparers(executor, assessment.id);
  return {
    assessment: { ...assessment, ...readFigures(workspace.file, assessment.id) },
    pack: await readStoredPack(executor, assessment.questionnaireId),
    preparerIds: preparers.map(({ id }) => id),
    answers,
    attached,
    evidence: await Promise.all([...evidenceIds].map((id) => getEvidence(workspace, executor, id, asOf))),
    followUps: await selectFollowUps(executor, assessment.id),
  };
}

async function describeSignOff(
  workspace: Workspace,
  executor: Executor,
  content: AssessmentContent,
  signOff: StoredSignOff | undefined,
) {
  if (!signOff) return { signOff: null, fingerprintHolds: null };
  const { id: _id, assessmentId: _assessmentId, frozen: _frozen, signerId, ...shown } = signOff;
  const { id, name, initials } = await getPerson(executor, signerId);
  const isStanding = signOff.voidedAt === null;
  return {
    signOff: { signer: { id, name, initials }, ...shown },
    fingerprintHolds: isStanding
      ? holdsFingerprint(signOff, await readSignedContent(workspace, executor, content))
      : null,
  };
}

/**
 * An assessment whole, as the page and the reports show it.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function getAssessment(
  workspace: Workspace,
  executor: Executor,
  assessmentId: string,
): Promise<Assessment> {
  const { score: _score, completeness: _completeness, ...row } = await getAssessmentRow(executor, assessmentId);
  const { plan } = await getTool(executor, row.tool.id);
  const content = await readContent(workspace, executor, assessmentId);
  const judged = judgeContent(content);
  const { assessment, pack, answers } = content;
  const people = await readPeople(executor, listPeopleOf(answers.values()));
  const { use, scope, periodStart, periodEnd, previousAssessmentId, submittedAt } = assessment;
  return {
    ...row,
    plan,
    preparers: await selectPreparers(executor, assessmentId),
    use,
    scope,
    periodStart,
    periodEnd,
    pack,
    answers: listQuestions(pack).map(({ id }) => toShownAnswer(content, judged, people, id)),
    followUps: await selectFollowUps(executor, assessmentId),
    redFlags: toShownFlags(content, judged),
    score: toShownScore(judged),
    previousAssessmentId,
    submittedAt,
    ...(await describeSignOff(workspace, executor, content, await selectSignOff(executor, assessmentId))),
  };
}

function listCompared(content: AssessmentContent): Map<string, ComparedQuestion> {
  const judged = judgeContent(content);
  return new Map(
    content.pack.sections.flatMap((section) =>
      section.questions.map(
        (question) =>
          [
            question.id,
            { question, section: section.title, answer: toShownAnswer(content, judged, new Map(), question.id) },
          ] as const,
      ),
    ),
  );
}

function toComparedSide(side: ComparedQuestion | null) {
  if (!side) return null;
  const { state, value, note, verdict, evidence, evidenceState } = side.answer;
  return {
    question: side.question.question,
    weight: side.question.weight,
    state,
    value,
    note,
    verdict,
    evidence: evidence.map(({ indexNumber }) => indexNumber),
    evidenceState,
  };
}

/**
 * Any two assessments, question by question.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function compareAssessments(workspace: Workspace, executor: Executor, leftId: string, rightId: string) {
  const [left, right] = [
    await readContent(workspace, executor, leftId),
    await readContent(workspace, executor, rightId),
  ];
  const rows = compareQuestions(listCompared(left), listCompared(right));
  return {
    left: await getAssessmentRow(executor, leftId),
    right: await getAssessmentRow(executor, rightId),
    rows: rows.map(({ questionId, changes, ...sides }) => {
      const present = sides.right ?? sides.left;
      return {
        questionId,
        label: present?.question.label ?? '',
        section: present?.section ?? '',
        left: toComparedSide(sides.left),
        right: toComparedSide(sides.right),
        changes,
      };
    }),
  };
}
