import type { Answer, Assessment, AssessmentState, FollowUp } from '../../../shared/contract/assessments.ts';
import type { Role } from '../../../shared/contract/people.ts';
import type { PackQuestion, PackSection } from '../../../shared/contract/questionnaire-pack.ts';
import { ACCESS } from '../../../shared/rules/access.ts';
import {
  isAllowedIn,
  listOpenPoints,
  needsReason,
  type AssessmentDeed,
  type OpenPoint,
} from '../../../shared/rules/assessments.ts';
import { recordPath } from '../../platform/record-path.ts';
import type { AnswerPatch } from './answer-saver.ts';

/** A question that is asked, with what was answered. */
export interface QuestionRow {
  section: PackSection;
  question: PackQuestion;
  answer: Answer;
  /** From 1, among the questions that are asked. */
  position: number;
}

/** The questions that are asked, in the pack's order. */
export function listQuestionRows({ pack, answers }: Assessment): QuestionRow[] {
  const byId = new Map(answers.map((answer) => [answer.questionId, answer]));
  const rows = pack.sections.flatMap((section) =>
    section.questions.flatMap((question) => {
      const answer = byId.get(question.id);
      return answer?.applicable === true ? [{ section, question, answer }] : [];
    }),
  );
  return rows.map((row, index) => ({ ...row, position: index + 1 }));
}

/** Answered for this assessment: given, and not merely copied from the one before. */
export function isAnswered({ state, carriedOver }: Answer): boolean {
  return state !== null && !carriedOver;
}

/** An answer with what the page has changed and the core has not confirmed yet. */
export function layOver(answer: Answer, patch: AnswerPatch | undefined): Answer {
  if (!patch) return answer;
  const touched = 'state' in patch || 'value' in patch || 'note' in patch;
  return { ...answer, ...patch, carriedOver: answer.carriedOver && !touched };
}

/**
 * The next question, after the present one and round again, that `wants` picks; null when none is left. The present
 * one comes last.
 */
export function findNext(
  rows: readonly QuestionRow[],
  presentId: string | null,
  wants: (row: QuestionRow) => boolean,
): QuestionRow | null {
  const at = rows.findIndex((row) => row.question.id === presentId);
  return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find(wants) ?? null;
}

/** Why its note may not stay empty; null when it may. */
export function findNoteNeed({ question, answer }: QuestionRow): 'partial' | 'not_applicable' | null {
  if (!needsReason(question, answer.state)) return null;
  return answer.state === 'not_applicable' ? 'not_applicable' : 'partial';
}

/** What stands between the answers and their submission. */
export function listMissing(assessment: Assessment): OpenPoint[] {
  const answers = new Map(assessment.answers.map((answer) => [answer.questionId, answer]));
  const applicable = new Set(assessment.answers.filter((one) => one.applicable).map((one) => one.questionId));
  return listOpenPoints(assessment.pack, answers, applicable);
}

/** Evidence that the question still wants: none attached, or nothing stronger than somebody's word. */
export function lacksEvidence({ question, answer }: QuestionRow): boolean {
  if (!question.evidence.needed || question.evidence.expected === '') return false;
  if (answer.state === 'not_applicable') return false;
  return answer.evidenceState === 'none' || answer.evidenceState === 'claimed';
}

/** The request that matters most: the newest that is open, else the newest. */
export function sortFollowUps(followUps: readonly FollowUp[], questionId: string): FollowUp[] {
  return followUps
    .filter((one) => one.questionId === questionId)
    .toSorted((left, right) => {
      const open = Number(right.state === 'open') - Number(left.state === 'open');
      return open === 0 ? right.createdAt.localeCompare(left.createdAt) : open;
    });
}

/** The operation behind each deed; who may call it stands in `ACCESS`, and the core decides all the same. */
const OPERATIONS: Readonly<Record<AssessmentDeed, string>> = {
  answer: 'assessments.saveAnswer',
  arrange: 'assessments.update',
  evidence: 'assessments.attachEvidence',
  followUp: 'assessments.askFollowUp',
  verdict: 'assessments.giveVerdict',
  submit: 'assessments.submit',
  startReview: 'assessments.startReview',
  sendBack: 'assessments.sendBack',
  signOff: 'assessments.signOff',
  voidSignOff: 'assessments.voidSignOff',
  cancel: 'assessments.cancel',
  reassess: 'assessments.reassess',
};

/** Why somebody in this role cannot do it now: the assessment's state, or the role; null when they can. */
export function findRefusal(deed: AssessmentDeed, state: AssessmentState, role: Role): 'state' | 'role' | null {
  if (!isAllowedIn(deed, state)) return 'state';
  const rule = ACCESS[OPERATIONS[deed]];
  return typeof rule === 'object' && rule.includes(role) ? null : 'role';
}

/** Where one question is shown in the flow. */
export function questionPath(assessmentId: string, questionId: string): string {
  return `${recordPath('assessment', assessmentId)}?question=${encodeURIComponent(questionId)}`;
}
