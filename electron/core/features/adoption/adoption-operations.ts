import { listBlockingItems } from '../../../../shared/rules/adoption.ts';
import { personOperations } from '../../operations.ts';
import { refreshResidual } from '../scores/scores.ts';
import {
  acceptItems,
  changeItem,
  changeManyItems,
  chooseProof,
  completeRound,
  endItemAcceptance,
  findChecklist,
  getChecklistTool,
  listAdoption,
  startChecklist,
} from './adoption.ts';
import { readShippedChecklist } from './adoption-pack.ts';

export const adoptionOperations = {
  list: personOperations.adoption.list.handler(({ context, input }) =>
    listAdoption(context.queries, input, context.workspace.today()),
  ),

  get: personOperations.adoption.get.handler(async ({ context, input }) => ({
    tool: await getChecklistTool(context.queries, input.toolId),
    checklist: await findChecklist(context.queries, input.toolId, context.workspace.today()),
  })),

  obstacles: personOperations.adoption.obstacles.handler(async ({ context, input }) => {
    await getChecklistTool(context.queries, input.toolId);
    const checklist = await findChecklist(context.queries, input.toolId, context.workspace.today());
    const items = checklist?.items ?? [];
    return {
      started: checklist !== null,
      items: listBlockingItems(items).map(({ id, label, standing, hindrance }) => ({ id, label, standing, hindrance })),
      covered: items.filter(({ covered }) => covered).length,
      total: items.length,
    };
  }),

  start: personOperations.adoption.start.handler(async ({ context, input }) => {
    const pack = await readShippedChecklist(context.bench.ports.folders.resources);
    return context.write((unit) => startChecklist(unit, input.toolId, pack));
  }),

  updateItem: personOperations.adoption.updateItem.handler(({ context, input }) =>
    context.write(async (unit) => {
      const checklist = await changeItem(unit, input, input.changes);
      if (input.changes.flagSeen !== undefined) await refreshResidual(unit, checklist.tool.vendor.id);
      return checklist;
    }),
  ),

  updateItems: personOperations.adoption.updateItems.handler(({ context, input }) =>
    context.write((unit) => changeManyItems(unit, input.toolId, input.itemIds, input)),
  ),

  chooseProof: personOperations.adoption.chooseProof.handler(({ context, input }) =>
    context.write((unit) => chooseProof(unit, input, input.proof)),
  ),

  completeRound: personOperations.adoption.completeRound.handler(({ context, input }) =>
    context.write((unit) => completeRound(unit, input, input)),
  ),

  accept: personOperations.adoption.accept.handler(({ context, input }) =>
    context.write((unit) => acceptItems(unit, input.toolId, input.itemIds, input)),
  ),

  endAcceptance: personOperations.adoption.endAcceptance.handler(({ context, input }) =>
    context.write((unit) => endItemAcceptance(unit, input)),
  ),
};
