import { personOperations } from '../../operations.ts';
import { confirmApproval, describeApproval } from './approvals.ts';
import { findGaps } from './gaps.ts';
import { listSightings, recordSightings, settleSighting } from './sightings.ts';

export const gapsOperations = {
  list: personOperations.gaps.list.handler(async ({ context, input: { offset, limit, ...choice } }) => {
    const { gaps, counts } = await findGaps(context.workspace, choice);
    return {
      today: context.workspace.today(),
      rows: gaps.slice(offset, offset + limit),
      total: gaps.length,
      counts,
    };
  }),

  approval: personOperations.gaps.approval.handler(({ context, input }) =>
    describeApproval(context.queries, input.toolId, context.workspace.today()),
  ),

  confirmApproval: personOperations.gaps.confirmApproval.handler(({ context, input }) =>
    context.write((unit) => confirmApproval(unit, input.toolId, input.revision, input.note)),
  ),

  sightings: personOperations.gaps.sightings.handler(({ context, input }) => listSightings(context.queries, input)),

  recordSightings: personOperations.gaps.recordSightings.handler(({ context, input }) =>
    context.write((unit) => recordSightings(unit, input)),
  ),

  settleSighting: personOperations.gaps.settleSighting.handler(({ context, input }) =>
    context.write((unit) => settleSighting(unit, input.sightingId, input.revision, input.decision)),
  ),
};
