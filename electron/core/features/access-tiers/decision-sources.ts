import type { AccessClass } from '../../../../shared/contract/access-tier-records.ts';
import type {
  AgreementFacts,
  ResidencyFact,
  TrainingFact,
} from '../../../../shared/rules/access-tiers/decision-facts.ts';
import type { Executor } from '../../database/tables.ts';
import { workOut } from '../residency/residency.ts';
import { listHeldTraining } from '../training/training.ts';
import type { Workspace } from '../workspace/open-workspace.ts';

/** The training that opens access, as of `today`: by the courses that the programme asks of each role. */
export function listTraining(executor: Executor, today: string): Promise<TrainingFact[]> {
  return listHeldTraining(executor, today);
}

/** What agreements say about a tool on code of these classes. None are kept yet. */
export async function findAgreementFacts(
  _executor: Executor,
  _toolId: string,
  _classes: readonly AccessClass[],
  _today: string,
): Promise<AgreementFacts> {
  return { obstacles: [], covering: null };
}

/** Whether data of a tool stays where each region's rules want it, by the matrix of residency; never asked is unknown. */
export async function findResidencyFacts(
  workspace: Workspace,
  executor: Executor,
  toolId: string,
  regions: readonly string[],
): Promise<ResidencyFact[]> {
  if (regions.length === 0) return [];
  const { tools } = await workOut(workspace, executor, { toolId });
  const results = new Map(tools.flatMap(({ cells }) => cells.map((cell) => [cell.region.id, cell.effective] as const)));
  return regions.map((region) => {
    const result = results.get(region) ?? 'unknown';
    return { region, verdict: result === 'breach' || result === 'unknown' ? result : 'inside' };
  });
}
