import type { Agreement } from '../../../../shared/contract/agreements.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { personOperations } from '../../operations.ts';
import { syncAgreementFindings } from './agreement-findings.ts';
import { moveAgreement } from './agreement-moves.ts';
import { findAgreementObstacles } from './agreement-obstacles.ts';
import {
  addAgreement,
  changeAgreement,
  changeManyAgreements,
  checkAgreementProvision,
  describeAgreement,
  listAgreements,
} from './agreements.ts';
import { selectAgreementRows } from './agreements-store.ts';

async function syncFindings(unit: Unit, agreement: Agreement): Promise<Agreement> {
  await syncAgreementFindings(unit, agreement.vendor.id);
  return agreement;
}

export const agreementsOperations = {
  list: personOperations.agreements.list.handler(({ context, input }) =>
    listAgreements(context.queries, input, context.workspace.today()),
  ),

  get: personOperations.agreements.get.handler(({ context, input }) =>
    describeAgreement(context.workspace, context.queries, input.agreementId),
  ),

  obstacles: personOperations.agreements.obstacles.handler(({ context, input }) =>
    findAgreementObstacles(context.queries, input.toolId, context.workspace.today()),
  ),

  create: personOperations.agreements.create.handler(({ context, input }) =>
    context.write(async (unit) => syncFindings(unit, await addAgreement(unit, input))),
  ),

  update: personOperations.agreements.update.handler(({ context, input }) =>
    context.write(async (unit) =>
      syncFindings(unit, await changeAgreement(unit, input.agreementId, input.revision, input.changes)),
    ),
  ),

  move: personOperations.agreements.move.handler(({ context, input }) =>
    context.write(async (unit) => syncFindings(unit, await moveAgreement(unit, input))),
  ),

  checkProvision: personOperations.agreements.checkProvision.handler(({ context, input }) =>
    context.write(async (unit) => {
      const { agreementId, revision, ...check } = input;
      return syncFindings(unit, await checkAgreementProvision(unit, agreementId, revision, check));
    }),
  ),

  updateMany: personOperations.agreements.updateMany.handler(({ context, input }) =>
    context.write(async (unit) => {
      const { agreementIds, ...changes } = input;
      const changed = await changeManyAgreements(unit, agreementIds, changes);
      const rows = await selectAgreementRows(unit.transaction, agreementIds, unit.today);
      for (const vendorId of new Set(rows.map((row) => row.vendorId))) await syncAgreementFindings(unit, vendorId);
      return { changed };
    }),
  ),
};
