import type { Tool } from '../../../../shared/contract/tools.ts';
import { AssayError } from '../../assay-error.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { findAdoptionObstacle } from '../adoption/adoption.ts';
import { findAgreementObstacle } from '../agreements/agreement-obstacles.ts';

/**
 * What features, beside the tool's own gates, have against its use; each gives null when it has nothing. A conditional
 * approval lets the use begin too: what may be agreed under conditions is how a tool is used, not whether the
 * agreement that the law asks for is there.
 */
const USE_OBSTACLES = [findAgreementObstacle] as const;
/** What they have against an approval without conditions. */
const APPROVAL_OBSTACLES = [findAdoptionObstacle] as const;

/**
 * Refuses to let a tool come into use while a feature has something against it.
 *
 * @throws AssayError NOT_ALLOWED_NOW with the first obstacle.
 */
export async function refuseApprovalObstacle(unit: Unit, { id, status }: Pick<Tool, 'id' | 'status'>): Promise<void> {
  for (const findObstacle of status === 'approved' ? [...USE_OBSTACLES, ...APPROVAL_OBSTACLES] : USE_OBSTACLES) {
    const obstacle = await findObstacle(unit.transaction, id, unit.today);
    if (!obstacle) continue;
    throw new AssayError('NOT_ALLOWED_NOW', obstacle.sentence, { field: 'status', remedy: obstacle.remedy });
  }
}
