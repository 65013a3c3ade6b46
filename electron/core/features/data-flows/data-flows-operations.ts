import { personOperations } from '../../operations.ts';
import { confirmDataFlow, getDataFlow, listDataFlows, saveDataFlow, startDataFlow } from './data-flows.ts';

export const dataFlowsOperations = {
  list: personOperations.dataFlows.list.handler(({ context, input }) => listDataFlows(context.queries, input)),

  get: personOperations.dataFlows.get.handler(({ context, input }) => getDataFlow(context.queries, input.toolId)),

  start: personOperations.dataFlows.start.handler(({ context, input }) =>
    context.write((unit) => startDataFlow(unit, input.toolId, input.from)),
  ),

  save: personOperations.dataFlows.save.handler(({ context, input }) =>
    context.write((unit) => saveDataFlow(unit, input.toolId, input.revision, input.content)),
  ),

  confirm: personOperations.dataFlows.confirm.handler(({ context, input }) =>
    context.write((unit) => confirmDataFlow(unit, input.toolId, input.revision)),
  ),
};
