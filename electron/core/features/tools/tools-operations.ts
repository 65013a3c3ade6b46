import { personOperations } from '../../operations.ts';
import { followToolStatus } from '../adoption/adoption.ts';
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

export const toolsOperations = {
  list: personOperations.tools.list.handler(({ context, input }) => listTools(context.queries, input)),

  get: personOperations.tools.get.handler(async ({ context, input }) => ({
    tool: await getTool(context.queries, input.toolId),
    nextStep: await getToolNextStep(context.queries, input.toolId, context.workspace.today()),
  })),

  create: personOperations.tools.create.handler(({ context, input }) => context.write((unit) => addTool(unit, input))),

  update: personOperations.tools.update.handler(({ context, input }) =>
    context.write(async (unit) => {
      const tool = await changeTool(unit, input.toolId, input.revision, input.changes);
      if (!input.changes.use) return tool;
      await refreshResidual(unit, tool.vendor.id);
      return getTool(unit.transaction, tool.id);
    }),
  ),

  changeStatus: personOperations.tools.changeStatus.handler(({ context, input }) =>
    context.write(async (unit) => {
      const tool = await changeToolStatus(unit, input.toolId, input.revision, input);
      if (tool.status === 'approved') await refuseApprovalObstacle(unit, tool.id);
      await followToolStatus(unit, tool.id);
      await refreshResidual(unit, tool.vendor.id);
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
