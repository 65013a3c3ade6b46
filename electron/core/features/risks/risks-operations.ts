import { personOperations } from '../../operations.ts';
import { refreshResidual } from '../scores/scores.ts';
import { getVendor } from '../vendors/vendors.ts';
import { acceptRisk, addRisk, changeRisk, listScoredRisks } from './risks.ts';

export const risksOperations = {
  list: personOperations.risks.list.handler(async ({ context, input }) => {
    await getVendor(context.queries, input.vendorId);
    return listScoredRisks(context.workspace, input.vendorId);
  }),

  create: personOperations.risks.create.handler(({ context, input }) =>
    context.write(async (unit) => {
      const risk = await addRisk(unit, input);
      await refreshResidual(unit, risk.vendorId);
      return risk;
    }),
  ),

  update: personOperations.risks.update.handler(({ context, input }) =>
    context.write(async (unit) => {
      const risk = await changeRisk(unit, input.riskId, input.revision, input.changes);
      await refreshResidual(unit, risk.vendorId);
      return risk;
    }),
  ),

  accept: personOperations.risks.accept.handler(({ context, input }) =>
    context.write(async (unit) => {
      const risk = await acceptRisk(unit, input.riskId, input.revision, input);
      await refreshResidual(unit, risk.vendorId);
      return risk;
    }),
  ),
};
