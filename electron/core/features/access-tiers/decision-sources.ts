import type { AccessClass } from '../../../../shared/contract/access-tier-records.ts';
import type {
  AgreementFacts,
  ResidencyFact,
  TrainingFact,
} from '../../../../shared/rules/access-tiers/decision-facts.ts';
import type { UseCondition } from '../../../../shared/contract/questionnaire-pack.ts';
import { isInForce } from '../../../../shared/rules/agreements/lifecycle.ts';
import { coversTool, findMissingAgreements } from '../../../../shared/rules/agreements/missing-agreements.ts';
import type { Executor } from '../../database/tables.ts';
import { listVendorAgreements } from '../agreements/agreements.ts';
import { getHipaaRole } from '../settings/settings.ts';
import { getTool } from '../tools/tools.ts';
import { workOut } from '../residency/residency.ts';
import { listHeldTraining } from '../training/training.ts';
import type { Workspace } from '../workspace/open-workspace.ts';

/** The training that opens access, as of `today`: by the courses that the programme asks of each role. */
export function listTraining(executor: Executor, today: string): Promise<TrainingFact[]> {
  return listHeldTraining(executor, today);
}

/** Conditions that code of a class brings with it, whatever the tool's own use says. */
const CLASS_CONDITIONS: Readonly<Partial<Record<AccessClass, UseCondition>>> = {
  phi_services: 'phi_possible',
  cde: 'cardholder_data_environment',
};

/**
 * What agreements say about a tool, for code of the classes given later: the one rule that the registry asks as well
 * (`findMissingAgreements`), on the tool's own use and on what the code brings with it.
 *
 * @throws AssayError NOT_FOUND for the tool.
 */
export async function openAgreements(
  executor: Executor,
  toolId: string,
  today: string,
): Promise<(classes: readonly AccessClass[]) => AgreementFacts> {
  const tool = await getTool(executor, toolId);
  const held = await listVendorAgreements(executor, tool.vendor.id, today);
  const agreements = held.map(({ agreement }) => agreement);
  const role = await getHipaaRole(executor);
  return (classes) => {
    const brought = classes.flatMap((classId) => CLASS_CONDITIONS[classId] ?? []);
    const use = { ...tool.use, ...Object.fromEntries(brought.map((condition) => [condition, true])) };
    const obstacles = findMissingAgreements({ ...tool, use }, agreements, role).map(({ kind }) => kind);
    const covering = agreements.find(
      ({ stateToday, scope }) => isInForce(stateToday) && scope.some((item) => coversTool(item, tool)),
    );
    return { obstacles: [...new Set(obstacles)], covering: obstacles.length === 0 ? (covering?.code ?? null) : null };
  };
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
