import type { ToolChanges } from '../../../../shared/contract/tools.ts';
import { isInUse } from '../../../../shared/rules/vendors.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { personOperations } from '../../operations.ts';
import { followToolStatus } from '../adoption/adoption.ts';
import { syncAgreementFindings } from '../agreements/agreement-findings.ts';
import { findAgreementObstacles, refuseNewObstacles } from '../agreements/agreement-obstacles.ts';
import { keepApprovalBasis } from '../gaps/approvals.ts';
import { refreshInherent, refreshResidual } from '../scores/scores.ts';
import { refuseApprovalObstacle } from './approval.ts';
import {
  addTool,
  changeManyTools,
  changeTool,
  changeToolStatus,
  decideToolGate,
  getTool,
  getToolNextStep,
  listTools,
  rateToolFactor,
} from './tools.ts';

/**
 * Changes a tool. One that is in use is approved for the use that it has: a use or plan that would need an agreement
 * which is not there is refused until the tool is back in review.
 *
 * @throws AssayError as `changeTool`; NOT_ALLOWED_NOW.
 */
async function changeFields(unit: Unit, toolId: string, revision: number, changes: ToolChanges) {
  const { transaction, today } = unit;
  const touchesUse = changes.use !== undefined || changes.plan !== undefined;
  const before = touchesUse ? await findAgreementObstacles(transaction, toolId, today) : [];
  const tool = await changeTool(unit, toolId, revision, changes);
  if (touchesUse && isInUse(tool.status)) {
    const field = changes.use === undefined ? 'changes.plan' : 'changes.use';
    await refuseNewObstacles(transaction, toolId, today, field, before);
  }
  if (changes.use) await refreshResidual(unit, tool.vendor.id);
  await syncAgreementFindings(unit, tool.vendor.id);
  return getTool(transaction, tool.id);
}

export const toolsOperations = {
  list: personOperations.tools.list.handler(({ context, input }) => listTools(context.queries, input)),

  get: personOperations.tools.get.handler(async ({ context, input }) => ({
    tool: await getTool(context.queries, input.toolId),
    nextStep: await getToolNextStep(context.queries, input.toolId, context.workspace.today()),
  })),

  create: personOperations.tools.create.handler(({ context, input }) =>
    context.write(async (unit) => {
      const tool = await addTool(unit, input);
      await syncAgreementFindings(unit, tool.vendor.id);
      return tool;
    }),
  ),

  update: personOperations.tools.update.handler(({ context, input }) =>
    context.write((unit) => changeFields(unit, input.toolId, input.revision, input.changes)),
  ),

  changeStatus: personOperations.tools.changeStatus.handler(({ context, input }) =>
    context.write(async (unit) => {
      const tool = await changeToolStatus(unit, input.toolId, input.revision, input);
      if (isInUse(tool.status)) await refuseApprovalObstacle(unit, tool);
      await followToolStatus(unit, tool.id);
      await syncAgreementFindings(unit, tool.vendor.id);
      await refreshResidual(unit, tool.vendor.id);
      await keepApprovalBasis(unit, tool.id, input.reason);
      return getTool(unit.transaction, tool.id);
    }),
  ),

  decideGate: personOperations.tools.decideGate.handler(({ context, input }) =>
    context.write((unit) => decideToolGate(unit, input.toolId, input.revision, input)),
  ),

  rateInherentFactor: personOperations.tools.rateInherentFactor.handler(({ context, input }) =>
    context.write(async (unit) => {
      const tool = await rateToolFactor(unit, input.toolId, input.revision, input);
      await refreshInherent(unit, tool.id);
      return getTool(unit.transaction, tool.id);
    }),
  ),

  updateMany: personOperations.tools.updateMany.handler(({ context, input }) =>
    context.write(async (unit) => ({ changed: await changeManyTools(unit, input.toolIds, input) })),
  ),
};
