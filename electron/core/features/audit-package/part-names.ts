import { PHI_FACTORS } from '../../../../shared/contract/phi-exposure.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { speak, type PackageFrame } from './package-frame.ts';

const AGREEMENT_PARTS: readonly string[] = ['signed_file', 'need', 'return_proof'];
const PHI_PREFIX = 'phi.';

/**
 * What the part of a record is called that evidence stands behind: "phi.retention" is the factor of that name, "need" a
 * part of an agreement.
 *
 * @returns the part as it stands where people call it so themselves: "A-PRE-5".
 */
export function namePart(frame: PackageFrame, { models }: Pick<Workspace, 'models'>, part: string): string {
  if (AGREEMENT_PARTS.includes(part)) return speak(frame)(`report.part.${part}`);
  const factor = PHI_FACTORS.find((one) => part === PHI_PREFIX + one);
  return factor === undefined ? part : (models.newest('phi-exposure').model.factors[factor]?.label ?? part);
}
