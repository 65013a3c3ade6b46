import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import type {
  AccessCheck,
  AccessDesign,
  AccessException,
  AccessGrant,
  Identity,
  Repository,
} from '../../../../shared/contract/access-tier-records.ts';
import type { Executor } from '../../database/tables.ts';
import { checkDesign, EVERY_ROW } from './access-checks.ts';
import { readAccessTierPack } from './access-tier-pack.ts';
import { describeDesign, findPresentDesigns } from './designs.ts';
import { listExceptions } from './exceptions.ts';
import { listGrants } from './grants.ts';
import { listIdentities } from './identities.ts';
import { listRepositories } from './repositories.ts';

/** A version with every register behind it. */
export interface WholeDesign {
  pack: AccessTierPack;
  design: AccessDesign;
  checks: AccessCheck[];
  identities: Identity[];
  repositories: Repository[];
  grants: AccessGrant[];
  exceptions: AccessException[];
}

/**
 * The version in force with everything behind it, as of `today`; the draft while none is, null without either.
 *
 * @param resources The product's resources.
 */
export async function readWholeDesign(
  executor: Executor,
  resources: string,
  today: string,
): Promise<WholeDesign | null> {
  const { inForce, next } = await findPresentDesigns(executor);
  const design = inForce ?? next;
  if (design === null) return null;
  return {
    pack: await readAccessTierPack(resources),
    design: await describeDesign(executor, design),
    checks: await checkDesign(executor, today, design),
    identities: (await listIdentities(executor, EVERY_ROW, today)).rows,
    repositories: (await listRepositories(executor, EVERY_ROW)).rows,
    grants: (await listGrants(executor, EVERY_ROW)).rows,
    exceptions: (await listExceptions(executor, EVERY_ROW, today)).rows,
  };
}
