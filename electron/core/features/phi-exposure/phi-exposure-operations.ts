import { PHI_FACTORS } from '../../../../shared/contract/phi-exposure.ts';
import { personOperations } from '../../operations.ts';
import { listBaaTracker } from './baa-tracker.ts';
import { getPhiExposure, limitToolUse, listPhiExposures, ratePhiFactor } from './phi-exposure.ts';

export const phiExposureOperations = {
  list: personOperations.phiExposure.list.handler(({ context, input }) =>
    listPhiExposures(context.workspace, context.queries, input),
  ),

  get: personOperations.phiExposure.get.handler(({ context, input }) =>
    getPhiExposure(context.workspace, context.queries, input.toolId),
  ),

  rateFactor: personOperations.phiExposure.rateFactor.handler(({ context, input }) =>
    context.write((unit) => ratePhiFactor(unit, input.toolId, input.revision, input)),
  ),

  limitUse: personOperations.phiExposure.limitUse.handler(({ context, input }) =>
    context.write((unit) => limitToolUse(unit, input.toolId, input.revision, input)),
  ),

  tracker: personOperations.phiExposure.tracker.handler(({ context }) =>
    listBaaTracker(context.workspace, context.queries),
  ),

  factors: personOperations.phiExposure.factors.handler(({ context }) => {
    const { model } = context.workspace.models.newest('phi-exposure');
    return PHI_FACTORS.map((factor) => {
      const { label, question, levels } = model.factors[factor];
      return { factor, title: label, question, levels };
    });
  }),
};
