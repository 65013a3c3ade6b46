import type { Finding } from '../../../../shared/contract/findings.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { personOperations } from '../../operations.ts';
import { refreshResidual } from '../scores/scores.ts';
import { changeFinding, getFinding, listFindings, raiseFinding } from './findings.ts';

/** Two open red flags raise the floor of a vendor's residual risk. */
async function refreshFloor(unit: Unit, finding: Finding): Promise<Finding> {
  if (finding.kind === 'red_flag' && finding.vendor) await refreshResidual(unit, finding.vendor.id);
  return finding;
}

export const findingsOperations = {
  list: personOperations.findings.list.handler(({ context, input }) => listFindings(context.queries, input)),

  get: personOperations.findings.get.handler(({ context, input }) => getFinding(context.queries, input.findingId)),

  create: personOperations.findings.create.handler(({ context, input }) =>
    context.write((unit) => raiseFinding(unit, { ...input, kind: 'observation' })),
  ),

  update: personOperations.findings.update.handler(({ context, input }) =>
    context.write(async (unit) =>
      refreshFloor(unit, await changeFinding(unit, input.findingId, input.revision, input.changes)),
    ),
  ),
};
