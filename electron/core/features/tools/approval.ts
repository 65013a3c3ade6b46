import { AssayError } from '../../assay-error.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { findAdoptionObstacle } from '../adoption/adoption.ts';

/** What features, beside the tool's own gates, have against an approval; each gives null when it has nothing. */
const OBSTACLES = [findAdoptionObstacle] as const;

/**
 * Refuses to let a tool become approved while a feature has something against it.
 *
 * @throws AssayError NOT_ALLOWED_NOW with the first obstacle.
 */
export async function refuseApprovalObstacle(unit: Unit, toolId: string): Promise<void> {
  for (const findObstacle of OBSTACLES) {
    const obstacle = await findObstacle(unit.transaction, toolId, unit.today);
    if (!obstacle) continue;
    throw new AssayError('NOT_ALLOWED_NOW', obstacle.sentence, { field: 'status', remedy: obstacle.remedy });
  }
}
