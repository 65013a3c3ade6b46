import type { PackQuestion, QuestionnairePack, UseCondition } from '../../../../shared/contract/questionnaire-pack.ts';
import { addDays } from '../../../../shared/rules/days.ts';
import { isFindingOpen } from '../../../../shared/rules/findings.ts';
import { listQuestions, type RaisedFlag } from '../../../../shared/rules/questionnaires.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { syncGateFindings, syncRedFlagFindings } from '../findings/findings.ts';
import { keepQuestionnaireScore, refreshResidual } from '../scores/scores.ts';
import { getTool } from '../tools/tools.ts';
import { getVendor } from '../vendors/vendors.ts';
import { judgeContent, toFigures, type AssessmentContent, type JudgedContent } from './assessment-content.ts';
import { readFigures, readFlagFindings, saveFigures } from './assessments-store.ts';

/** "SOC 2 C1.2, GDPR 5(1)(e)": the clauses of a question by the names of their frameworks. */
function writeClauses(pack: QuestionnairePack, question: PackQuestion): string {
  const names = new Map(pack.frameworks.map(({ code, name }) => [code, name]));
  return question.clauses.map(({ framework, clause }) => `${names.get(framework) ?? framework} ${clause}`).join(', ');
}

/** Who answers for what an assessment finds: the tool's owner, else the vendor's, else whoever prepares it. */
async function findFindingOwner(
  { transaction }: Unit,
  { toolId, vendorId, preparerId }: AssessmentContent['assessment'],
): Promise<string | null> {
  const tool = await getTool(transaction, toolId);
  if (tool.owner) return tool.owner.id;
  const vendor = await getVendor(transaction, vendorId);
  return vendor.owner?.id ?? preparerId;
}

const ANSWER_WORDS = {
  yes: 'yes',
  partial: 'partial',
  no: 'no',
  unknown: 'unknown',
  not_applicable: 'not applicable',
} as const;

/** What was found, as the finding states it: the questions that the rule reads, with their answers. */
function writeCondition({ pack }: AssessmentContent, { given }: JudgedContent, questionIds: readonly string[]): string {
  return listQuestions(pack)
    .filter(({ id }) => questionIds.includes(id))
    .map(({ id, question }) => {
      const answer = given.get(id);
      const state = answer?.state ? ANSWER_WORDS[answer.state] : 'open';
      return `${id}: ${question} The answer is ${state}; its evidence is ${answer?.evidence.length ? 'attached' : 'missing'}.`;
    })
    .join('\n');
}

async function describeFlags(unit: Unit, content: AssessmentContent, judged: JudgedContent) {
  const ownerId = await findFindingOwner(unit, content.assessment);
  const questions = new Map(listQuestions(content.pack).map((question) => [question.id, question]));
  return judged.openFlags.map(({ flag, questionId, relatedQuestionIds }: RaisedFlag) => {
    const question = questions.get(questionId);
    return {
      flagId: flag.id,
      questionId,
      title: flag.title,
      condition: writeCondition(content, judged, [...new Set([questionId, ...relatedQuestionIds])]),
      criteria: question ? writeClauses(content.pack, question) : '',
      effect: flag.effect,
      recommendation: flag.recommendation,
      severity: flag.severity,
      dueOn: addDays(unit.today, flag.dueDays),
      ownerId,
    };
  });
}

const GATE_WORDS: Readonly<Record<UseCondition, string>> = {
  personal_data: 'personal data',
  phi_possible: 'possible health data',
  cardholder_data_environment: 'the cardholder data environment',
  mandatory_region: 'a mandatory region',
  sox_scope: 'systems in SOX scope',
};

/** Days until somebody has to have dealt with a failed gate. */
const GATE_DUE_DAYS = 30;

/**
 * Raises a finding for each gate that fails, and withdraws those that pass. Done when the answers are submitted: until
 * then a gate fails only because evidence is still on its way.
 */
export async function settleGates(unit: Unit, content: AssessmentContent, judged: JudgedContent): Promise<void> {
  const { id: assessmentId, vendorId, toolId } = content.assessment;
  const ownerId = await findFindingOwner(unit, content.assessment);
  const questions = new Map(listQuestions(content.pack).map((question) => [question.id, question]));
  const raised = judged.result.gates
    .filter(({ result }) => result === 'failed')
    .flatMap(({ questionId, condition }) => {
      const question = questions.get(questionId);
      if (!question) return [];
      return {
        flagId: `${questionId} ${condition}`,
        questionId,
        title: `Gate failed: ${question.label}`,
        condition: writeCondition(content, judged, [questionId]),
        criteria: writeClauses(content.pack, question),
        effect: `The tool is refused for uses with ${GATE_WORDS[condition]}.`,
        recommendation: `Get "${question.evidence.expected}", or keep the tool away from ${GATE_WORDS[condition]}.`,
        severity: 'high' as const,
        dueOn: addDays(unit.today, GATE_DUE_DAYS),
        ownerId,
      };
    });
  await syncGateFindings(unit, { assessmentId, vendorId, toolId }, raised);
}

/** Withdraws what an assessment has raised, where nobody has worked on it: it was cancelled, or a later one stands. */
export async function withdrawFindings(
  unit: Unit,
  { id: assessmentId, vendorId, toolId }: AssessmentContent['assessment'],
): Promise<void> {
  await syncRedFlagFindings(unit, { assessmentId, vendorId, toolId }, []);
  await syncGateFindings(unit, { assessmentId, vendorId, toolId }, []);
}

/** Does a raised flag lack its finding, or an untouched finding its flag? */
function isOutOfStep({ flagFindings }: AssessmentContent, { openFlags, standing }: JudgedContent): boolean {
  const standingFindings = flagFindings.filter(({ status }) => isFindingOpen(status));
  const found = new Set(standingFindings.map(({ flagId }) => flagId));
  const raised = new Set(standing.raised.map(({ flag }) => flag.id));
  return (
    openFlags.some(({ flag }) => !found.has(flag.id)) ||
    standingFindings.some(({ flagId, status }) => status === 'open' && !raised.has(flagId))
  );
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/**
 * Brings everything that follows from the answers into step with them: findings of red flags, figures and score of the
 * assessment, residual risk of the vendor. Most keystrokes change a note and none of these, so nothing is written then.
 *
 * @param judged What is made of the content.
 * @param before What was made of it before the change; left out, everything is written in any case.
 */
export async function settle(
  unit: Unit,
  content: AssessmentContent,
  judged: JudgedContent = judgeContent(content),
  before?: JudgedContent,
): Promise<{ content: AssessmentContent; judged: JudgedContent }> {
  const { assessment, model } = content;
  const { file } = unit.workspace;
  let settled = { content, judged };
  const outOfStep = isOutOfStep(content, judged);
  if (outOfStep) {
    const { id: assessmentId, vendorId, toolId } = assessment;
    await syncRedFlagFindings(unit, { assessmentId, vendorId, toolId }, await describeFlags(unit, content, judged));
    const updated = { ...content, flagFindings: readFlagFindings(file, assessmentId) };
    settled = { content: updated, judged: judgeContent(updated) };
  }
  const kept = readFigures(file, assessment.id);
  const figures = toFigures(settled.judged);
  const sameResult = before === settled.judged || (before && isSame(before.result, settled.judged.result));
  if (!sameResult || !isSame(kept, figures)) {
    saveFigures(file, assessment.id, figures);
    keepQuestionnaireScore(unit, assessment.id, model, settled.judged.result);
  }
  if (outOfStep || !before || !isSame(kept.failedGates, figures.failedGates)) {
    await refreshResidual(unit, assessment.vendorId);
  }
  return settled;
}
