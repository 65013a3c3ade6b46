import type { AccessCheck } from '../../../../shared/contract/access-tier-records.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { checkAccess, type CheckFacts, findNextReview } from '../../../../shared/rules/access-tiers/checks.ts';
import { isGranted } from '../../../../shared/rules/access-tiers/decision-facts.ts';
import type { Executor } from '../../database/tables.ts';
import { listTrainedSince } from '../training/training.ts';
import { openAgreements } from './decision-sources.ts';
import type { StoredDesign } from './designs-store.ts';
import { selectExceptionPage } from './exceptions-store.ts';
import { selectGrantPage } from './grants-store.ts';
import { selectIdentityPage } from './identities-store.ts';
import { selectRepositoryPage } from './repositories-store.ts';

/** A list without an end, for rules that look at every record. */
export const EVERY_ROW = { offset: 0, limit: 1_000_000, search: '', filters: [], sort: [] } satisfies ListInput;

/** The day by which a version in force is looked over again. */
export function findReviewDay({ state, inForceOn, lastReviewedOn }: StoredDesign): string | null {
  return state === 'in_force' && inForceOn !== null ? findNextReview(inForceOn, lastReviewedOn) : null;
}

/** Every rule of `domain.md` 6.7 that does not hold for this version today. */
export async function checkDesign(executor: Executor, today: string, design: StoredDesign): Promise<AccessCheck[]> {
  const { rows: grants } = await selectGrantPage(executor, EVERY_ROW);
  const { rows: exceptions } = await selectExceptionPage(executor, EVERY_ROW, today);
  const reaching = new Map<string, string>();
  for (const grant of grants) {
    if (grant.classId === 'phi_services' && isGranted(grant, today)) reaching.set(grant.tool.id, grant.tool.name);
  }
  for (const { classId, standing, tool } of exceptions) {
    if (classId === 'phi_services' && standing === 'live') reaching.set(tool.id, tool.name);
  }
  const withoutAgreement: CheckFacts['withoutAgreement'][number][] = [];
  for (const [toolId, toolName] of reaching) {
    const agreementsFor = await openAgreements(executor, toolId, today);
    const { obstacles } = agreementsFor(['phi_services']);
    if (obstacles.length > 0) withoutAgreement.push({ toolId, toolName, agreements: obstacles });
  }
  return checkAccess({
    today,
    design: {
      id: design.id,
      version: design.version,
      cells: design.cells,
      duties: design.duties,
      nextReviewOn: findReviewDay(design),
    },
    identities: (await selectIdentityPage(executor, EVERY_ROW, today)).rows,
    grants,
    exceptions,
    repositories: (await selectRepositoryPage(executor, EVERY_ROW)).rows,
    trained: await listTrainedSince(executor, today),
    withoutAgreement,
  });
}
