import type { Assessment } from '../../../../shared/contract/assessments.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { personOperations } from '../../operations.ts';
import {
  askFollowUp,
  attachEvidence,
  changeFollowUp,
  confirmAnswer,
  detachEvidence,
  giveAnswer,
  giveVerdict,
} from './answers.ts';
import { compareAssessments, getAssessment, listAssessments } from './assessments.ts';
import {
  cancelAssessment,
  changePlan,
  planAssessment,
  reassess,
  sendBack,
  signOff,
  startReview,
  submitAssessment,
  voidSignOff,
} from './lifecycle.ts';

/** Does a step of the life of an assessment and gives the assessment as it is then. */
async function take<Input extends { assessmentId: string }>(
  step: (unit: Unit, input: Input) => Promise<void>,
  unit: Unit,
  input: Input,
): Promise<Assessment> {
  await step(unit, input);
  return getAssessment(unit.workspace, unit.transaction, input.assessmentId);
}

export const assessmentsOperations = {
  list: personOperations.assessments.list.handler(({ context, input }) => listAssessments(context.queries, input)),

  get: personOperations.assessments.get.handler(({ context, input }) =>
    getAssessment(context.workspace, context.queries, input.assessmentId),
  ),

  plan: personOperations.assessments.plan.handler(({ context, input }) =>
    context.write(async (unit) => getAssessment(unit.workspace, unit.transaction, await planAssessment(unit, input))),
  ),

  update: personOperations.assessments.update.handler(({ context, input }) =>
    context.write((unit) => take(changePlan, unit, input)),
  ),

  saveAnswer: personOperations.assessments.saveAnswer.handler(({ context, input }) =>
    context.write((unit) => giveAnswer(unit, input)),
  ),

  confirmAnswer: personOperations.assessments.confirmAnswer.handler(({ context, input }) =>
    context.write((unit) => confirmAnswer(unit, input)),
  ),

  attachEvidence: personOperations.assessments.attachEvidence.handler(({ context, input }) =>
    context.write((unit) => attachEvidence(unit, input)),
  ),

  detachEvidence: personOperations.assessments.detachEvidence.handler(({ context, input }) =>
    context.write((unit) => detachEvidence(unit, input)),
  ),

  giveVerdict: personOperations.assessments.giveVerdict.handler(({ context, input }) =>
    context.write((unit) => giveVerdict(unit, input)),
  ),

  askFollowUp: personOperations.assessments.askFollowUp.handler(({ context, input }) =>
    context.write((unit) => askFollowUp(unit, input)),
  ),

  updateFollowUp: personOperations.assessments.updateFollowUp.handler(({ context, input }) =>
    context.write((unit) => changeFollowUp(unit, input)),
  ),

  submit: personOperations.assessments.submit.handler(({ context, input }) =>
    context.write((unit) => take(submitAssessment, unit, input)),
  ),

  startReview: personOperations.assessments.startReview.handler(({ context, input }) =>
    context.write((unit) => take(startReview, unit, input)),
  ),

  sendBack: personOperations.assessments.sendBack.handler(({ context, input }) =>
    context.write((unit) => take(sendBack, unit, input)),
  ),

  signOff: personOperations.assessments.signOff.handler(({ context, input }) =>
    context.write((unit) => take(signOff, unit, input)),
  ),

  voidSignOff: personOperations.assessments.voidSignOff.handler(({ context, input }) =>
    context.write((unit) => take(voidSignOff, unit, input)),
  ),

  cancel: personOperations.assessments.cancel.handler(({ context, input }) =>
    context.write((unit) => take(cancelAssessment, unit, input)),
  ),

  reassess: personOperations.assessments.reassess.handler(({ context, input }) =>
    context.write(async (unit) => getAssessment(unit.workspace, unit.transaction, await reassess(unit, input))),
  ),

  compare: personOperations.assessments.compare.handler(({ context, input }) =>
    compareAssessments(context.workspace, context.queries, input.leftId, input.rightId),
  ),
};
