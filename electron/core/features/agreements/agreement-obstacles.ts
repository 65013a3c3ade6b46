import {
  findMissingAgreements,
  type AgreementObstacle,
} from '../../../../shared/rules/agreements/missing-agreements.ts';
import type { Tool } from '../../../../shared/contract/tools.ts';
import type { Refusal } from '../../../../shared/rules/vendors.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import { getHipaaRole } from '../settings/settings.ts';
import { getTool } from '../tools/tools.ts';
import { listVendorAgreements, type HeldAgreement } from './agreements.ts';

/**
 * What stands between a tool and its approval on the side of agreements: the one rule that the register, access tiers
 * and adoption ask (`findMissingAgreements`). Empty when nothing does. For PHI alone, look at the entry whose kind is
 * `baa`.
 *
 * @throws AssayError NOT_FOUND for the tool.
 */
export async function findAgreementObstacles(
  executor: Executor,
  toolId: string,
  today: string,
): Promise<AgreementObstacle[]> {
  const tool = await getTool(executor, toolId);
  const agreements = (await listVendorAgreements(executor, tool.vendor.id, today)).map(({ agreement }) => agreement);
  return findMissingAgreements(tool, agreements, await getHipaaRole(executor));
}

/** The same of many tools at once, by tool id, from the agreements of their vendors; a tool without any has no entry. */
export async function listAgreementObstacles(
  executor: Executor,
  tools: readonly Tool[],
  agreements: ReadonlyMap<string, readonly HeldAgreement[]>,
): Promise<Map<string, AgreementObstacle[]>> {
  const hipaaRole = await getHipaaRole(executor);
  const found = new Map<string, AgreementObstacle[]>();
  for (const tool of tools) {
    const own = (agreements.get(tool.vendor.id) ?? []).map(({ agreement }) => agreement);
    const obstacles = findMissingAgreements(tool, own, hipaaRole);
    if (obstacles.length > 0) found.set(tool.id, obstacles);
  }
  return found;
}

function join(obstacles: readonly AgreementObstacle[]): Refusal | null {
  if (obstacles.length === 0) return null;
  const remedy = [...new Set(obstacles.map((one) => one.remedy))].join(' ');
  return { sentence: obstacles.map((one) => one.sentence).join(' '), remedy: remedy.slice(0, 600) };
}

/** The same as one refusal, which names every agreement that is missing; null when none is. */
export async function findAgreementObstacle(
  executor: Executor,
  toolId: string,
  today: string,
): Promise<Refusal | null> {
  return join(await findAgreementObstacles(executor, toolId, today));
}

/**
 * Refuses a change of a tool in use by which it would need an agreement that is not there.
 *
 * @param before what was missing already, and is not refused again.
 * @throws AssayError NOT_ALLOWED_NOW naming every one that is missing.
 */
export async function refuseNewObstacles(
  executor: Executor,
  toolId: string,
  today: string,
  field: string,
  before: readonly AgreementObstacle[],
): Promise<void> {
  const known = new Set(before.map(({ condition }) => condition));
  const present = await findAgreementObstacles(executor, toolId, today);
  const refusal = join(present.filter(({ condition }) => !known.has(condition)));
  if (!refusal) return;
  const remedy = `Move the tool to in review first. ${refusal.remedy}`.slice(0, 600);
  throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { field, remedy });
}
