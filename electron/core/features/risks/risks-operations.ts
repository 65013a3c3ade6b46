import type { Risk } from '../../../../shared/contract/risks.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { personOperations } from '../../operations.ts';
import { refreshResidual } from '../scores/scores.ts';
import { getVendor } from '../vendors/vendors.ts';
import {
  acceptRisk,
  addRisk,
  addStartingRisks,
  changeRisk,
  getScoredRisk,
  listScoredRisks,
  listStartingRisks,
  listVendorsOfRisk,
  setRiskClosure,
  withdrawAcceptance,
} from './risks.ts';

/** Changes a risk, then works out anew what remains for every vendor that it counted or counts for. */
async function refreshAround(unit: Unit, riskId: string | null, change: () => Promise<Risk>): Promise<Risk> {
  const before = riskId === null ? [] : await listVendorsOfRisk(unit.transaction, riskId);
  const risk = await change();
  const vendorIds = new Set([...before, ...(await listVendorsOfRisk(unit.transaction, risk.id))]);
  for (const vendorId of vendorIds) await refreshResidual(unit, vendorId);
  return risk;
}

export const risksOperations = {
  list: personOperations.risks.list.handler(async ({ context, input }) => {
    if (input.vendorId) await getVendor(context.queries, input.vendorId);
    return listScoredRisks(context.workspace, input);
  }),

  get: personOperations.risks.get.handler(({ context, input }) =>
    getScoredRisk(context.workspace, context.queries, input.riskId),
  ),

  create: personOperations.risks.create.handler(({ context, input }) =>
    context.write((unit) => refreshAround(unit, null, () => addRisk(unit, input))),
  ),

  update: personOperations.risks.update.handler(({ context, input }) =>
    context.write((unit) =>
      refreshAround(unit, input.riskId, () => changeRisk(unit, input.riskId, input.revision, input.changes)),
    ),
  ),

  close: personOperations.risks.close.handler(({ context, input }) =>
    context.write((unit) =>
      refreshAround(unit, input.riskId, () => setRiskClosure(unit, input.riskId, input.revision, input.reason)),
    ),
  ),

  reopen: personOperations.risks.reopen.handler(({ context, input }) =>
    context.write((unit) =>
      refreshAround(unit, input.riskId, () => setRiskClosure(unit, input.riskId, input.revision, null)),
    ),
  ),

  accept: personOperations.risks.accept.handler(({ context, input }) =>
    context.write((unit) => acceptRisk(unit, input.riskId, input.revision, input)),
  ),

  withdrawAcceptance: personOperations.risks.withdrawAcceptance.handler(({ context, input }) =>
    context.write((unit) => withdrawAcceptance(unit, input.riskId, input.revision)),
  ),

  starting: personOperations.risks.starting.handler(({ context }) => listStartingRisks(context.workspace)),

  addStarting: personOperations.risks.addStarting.handler(({ context, input }) =>
    context.write(async (unit) => ({ added: await addStartingRisks(unit, input.ids) })),
  ),
};
