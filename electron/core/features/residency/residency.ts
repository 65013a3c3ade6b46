import type {
  DeploymentOption,
  Override,
  RegionUse,
  ResidencyCell,
  SubProcessorList,
} from '../../../../shared/contract/residency.ts';
import type { Region, ResidencyResult } from '../../../../shared/contract/region-pack.ts';
import {
  assessCell,
  describeTerms,
  FACT_MONTHS,
  findEffectiveResult,
  findOverrideState,
  rateCell,
  type CellAssessment,
} from '../../../../shared/rules/residency/assess-cell.ts';
import { addMonths } from '../../../../shared/rules/days.ts';
import { compareResults, worstOf } from '../../../../shared/rules/residency/assess-basis.ts';
import type { PlaceTerms } from '../../../../shared/rules/residency/assess-place.ts';
import { walkChain, type ChainMember } from '../../../../shared/rules/residency/chain.ts';
import { findContradictions, type Contradiction } from '../../../../shared/rules/residency/contradictions.ts';
import { writeCell } from '../../../../shared/rules/residency/compact-cell.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import { findOpenToolFindings } from '../findings/findings.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { describeRegionHead, getRegion, listRegions } from './region-records.ts';
import { RULE_PREFIX, ruleIdOf } from './residency-findings.ts';
import {
  selectLists,
  selectOptions,
  selectOverrides,
  selectResidencyTools,
  selectSubProcessors,
  selectUses,
  type ResidencyScope,
  type ResidencyTool,
  type StoredOverride,
  type StoredRegion,
} from './residency-store.ts';

/** A vendor whose list nobody has recorded. */
export const NO_LIST: SubProcessorList = { seenOn: null, complete: false, sourceUrl: '', note: '', revision: 0 };

/** What is on record for a tool in one region. */
interface CellRecord {
  region: Region;
  use: RegionUse;
  option: DeploymentOption | null;
  override: Override | null;
}

/** A cell worked out, with what it was worked out from. */
export interface WorkedCell extends CellRecord {
  assessment: CellAssessment;
  /** What counts for work to be done: the computed result, or a better one that a live override gives. */
  effective: ResidencyResult;
}

/** A tool with its options and every region that it is used in. */
interface ToolRecord<Cell> {
  tool: ResidencyTool;
  options: readonly DeploymentOption[];
  chain: readonly ChainMember[];
  list: SubProcessorList;
  cells: readonly Cell[];
}
export type WorkedTool = ToolRecord<WorkedCell>;

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** An override as it stands on a day. */
export function dateOverride(override: StoredOverride, today: string): Override {
  return { ...override, state: findOverrideState(override, today) };
}

/** The option in use: the one that was chosen, or the only one that there is. */
function chooseOption(use: RegionUse, options: readonly DeploymentOption[]): DeploymentOption | null {
  const [only] = options;
  return options.find(({ id }) => id === use.optionId) ?? (options.length === 1 ? (only ?? null) : null);
}

/**
 * Reads what is on record for some tools in few statements: their options, uses and overrides, the vendors'
 * sub-processors, and the regions in the order of the pack.
 */
async function readRecords(
  workspace: Workspace,
  executor: Executor,
  scope: ResidencyScope,
): Promise<{ regions: StoredRegion[]; tools: ToolRecord<CellRecord>[] }> {
  const today = workspace.today();
  const regions = await listRegions(executor);
  const tools = await selectResidencyTools(executor, scope);
  const options = groupBy(await selectOptions(executor, scope), ({ toolId }) => toolId);
  const uses = groupBy(await selectUses(executor, scope), ({ toolId }) => toolId);
  const overrides = new Map(
    (await selectOverrides(executor, scope)).map((one) => [`${one.toolId} ${one.regionId}`, one]),
  );
  const vendorIds = scope === 'register' ? null : [...new Set(tools.map(({ vendor }) => vendor.id))];
  const members = groupBy(await selectSubProcessors(executor, vendorIds), ({ vendorId }) => vendorId);
  const lists = await selectLists(executor);

  const gather = (tool: ResidencyTool): ToolRecord<CellRecord> => {
    const own = options.get(tool.id) ?? [];
    const byRegion = new Map(uses.get(tool.id)?.map((use) => [use.regionId, use]));
    return {
      tool,
      options: own,
      chain: walkChain(tool.vendor.name, members.get(tool.vendor.id) ?? [], tool.id, today),
      list: lists.get(tool.vendor.id) ?? NO_LIST,
      cells: regions.flatMap(({ region }): CellRecord[] => {
        const use = byRegion.get(region.id);
        if (!use) return [];
        const stored = overrides.get(`${tool.id} ${region.id}`);
        const override = stored ? dateOverride(stored, today) : null;
        return [{ region, use, option: chooseOption(use, own), override }];
      }),
    };
  };
  return { regions, tools: tools.map(gather) };
}

/** What is claimed of where a tool keeps its data, what contradicts it, and what else others ask of its places. */
export interface ResidencyClaims {
  toolId: string;
  options: { name: string; claim: string; found: Contradiction[] }[];
  /** Null while nobody recorded the vendor's list. */
  subProcessors: { complete: boolean; names: string[] } | null;
  /** Regions of use, by their ids. */
  regions: string[];
}

/** The claims of every tool that is not retired. */
export async function listResidencyClaims(workspace: Workspace, executor: Executor): Promise<ResidencyClaims[]> {
  const { geography } = workspace.regionPack;
  const { tools } = await readRecords(workspace, executor, 'register');
  return tools.map(({ tool, options, chain, list, cells }) => ({
    toolId: tool.id,
    options: options.flatMap((option) => {
      const found = findContradictions(option, chain, geography);
      return found.length === 0 ? [] : [{ name: option.name, claim: option.claim.text, found }];
    }),
    subProcessors:
      list === NO_LIST ? null : { complete: list.complete, names: chain.map(({ subProcessor }) => subProcessor.name) },
    regions: cells.map(({ region }) => region.id),
  }));
}

/** Works out every cell of some tools, with all that is behind it. */
export async function workOut(
  workspace: Workspace,
  executor: Executor,
  scope: ResidencyScope,
): Promise<{ regions: StoredRegion[]; tools: WorkedTool[] }> {
  const today = workspace.today();
  const { geography } = workspace.regionPack;
  const { regions, tools } = await readRecords(workspace, executor, scope);
  const work = (record: ToolRecord<CellRecord>): WorkedTool => {
    const { tool, chain, list } = record;
    const cells = record.cells.map((cell): WorkedCell => {
      const assessment = assessCell({ ...cell, geography, toolUse: tool.use, chain, list, today });
      return { ...cell, assessment, effective: findEffectiveResult(assessment.result, cell.override, today) };
    });
    return { ...record, cells };
  };
  return { regions, tools: tools.map(work) };
}

/** Gives an object a number of its own, so that equal facts are found again by a short text. */
function createNumbering(): (facts: object | null) => number {
  const numbers = new Map<object | null, number>();
  return (facts) => {
    const known = numbers.get(facts);
    if (known !== undefined) return known;
    numbers.set(facts, numbers.size);
    return numbers.size - 1;
  };
}

function describeTool({ id, name, plan, vendor, status }: ResidencyTool) {
  return { id, name, plan, vendor, status };
}

/** A cell in few letters. */
export function writeWorkedCell({ assessment, override }: WorkedCell): string {
  return writeCell(
    assessment.locations.map(({ result }) => result),
    override,
  );
}

/** Gives the results of the seven locations of cells; cells with the same facts share what is worked out. */
function createRating(workspace: Workspace): (record: ToolRecord<CellRecord>, cell: CellRecord) => ResidencyResult[] {
  const today = workspace.today();
  const freshSince = addMonths(today, -FACT_MONTHS);
  const { geography } = workspace.regionPack;
  const numberOf = createNumbering();
  const known = new Map<string, PlaceTerms>();
  return ({ tool, chain, list }, cell) => {
    const { region, use, option } = cell;
    const shared = [region, tool.use, use.data, use.bases, use.conditions, option?.claim ?? null];
    const key = shared.map(numberOf).join();
    const terms = known.get(key) ?? describeTerms({ ...cell, geography, toolUse: tool.use, chain, list, today });
    known.set(key, terms);
    return rateCell({ option, chain, list }, terms, freshSince);
  };
}

/** How many cells are in breach without an override that carries them: each wants a decision. */
export async function countBreaches(workspace: Workspace, executor: Executor): Promise<number> {
  const today = workspace.today();
  const rate = createRating(workspace);
  const { tools } = await readRecords(workspace, executor, 'register');
  return tools
    .flatMap((record) => record.cells.map((cell) => ({ override: cell.override, results: rate(record, cell) })))
    .filter(({ override, results }) => findEffectiveResult(worstOf(results), override, today) === 'breach').length;
}

/** Every tool that is not retired against every region. */
export async function readMatrix(workspace: Workspace, executor: Executor) {
  const today = workspace.today();
  const { version } = workspace.regionPack;
  const { regions, tools } = await readRecords(workspace, executor, 'register');
  const rate = createRating(workspace);
  const write = (record: ToolRecord<CellRecord>, cell: CellRecord) => writeCell(rate(record, cell), cell.override);
  return {
    packVersion: version,
    regions: regions.map((stored) => describeRegionHead(stored, today)),
    tools: tools.map((record) => {
      const written = new Map(record.cells.map((cell) => [cell.region.id, write(record, cell)]));
      return { ...describeTool(record.tool), cells: regions.map(({ region }) => written.get(region.id) ?? '') };
    }),
  };
}

/** @throws AssayError NOT_FOUND. */
async function workOutTool(workspace: Workspace, executor: Executor, toolId: string): Promise<WorkedTool> {
  const [worked] = (await workOut(workspace, executor, { toolId })).tools;
  if (!worked) throw new AssayError('NOT_FOUND', 'This tool is not in the register.');
  return worked;
}

/**
 * One cell with everything behind it.
 *
 * @throws AssayError NOT_FOUND for the tool or the region.
 */
export async function readCell(
  workspace: Workspace,
  executor: Executor,
  toolId: string,
  regionId: string,
): Promise<ResidencyCell> {
  const { tool, cells } = await workOutTool(workspace, executor, toolId);
  const { rules: _rules, ...region } = (await getRegion(executor, regionId)).region;
  const cell = cells.find((one) => one.region.id === regionId);
  const findings = await findOpenToolFindings(executor, toolId, RULE_PREFIX);
  const { option = null } = cell ?? {};
  return {
    tool: describeTool(tool),
    region,
    use: cell?.use ?? null,
    option: option && { id: option.id, name: option.name },
    claim: option && option.claim.areas.length > 0 ? option.claim : null,
    result: cell?.assessment.result ?? null,
    locations: cell?.assessment.locations ?? [],
    deciding: cell?.assessment.deciding ?? [],
    override: cell?.override ?? null,
    finding: option ? (findings.get(ruleIdOf(option)) ?? null) : null,
  };
}

/**
 * A tool's deployment options, and its uses with their results.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function readToolResidency(workspace: Workspace, executor: Executor, toolId: string) {
  const { tool, options, cells } = await workOutTool(workspace, executor, toolId);
  return {
    tool: describeTool(tool),
    options: [...options],
    uses: cells.map((cell) => ({
      use: cell.use,
      result: cell.assessment.result,
      compact: writeWorkedCell(cell),
    })),
  };
}

/** The cells of a tool, or of a vendor's tools, that do not meet, the worst first. */
export async function readStanding(workspace: Workspace, executor: Executor, scope: ResidencyScope) {
  const { tools } = await workOut(workspace, executor, scope);
  return tools
    .flatMap(({ tool, cells }) =>
      cells.map(({ region, assessment, override }) => ({
        tool: { id: tool.id, name: tool.name },
        regionId: region.id,
        regionName: region.name,
        result: assessment.result,
        override: override?.state === 'live' ? override.result : null,
      })),
    )
    .toSorted((left, right) => compareResults(right.result, left.result));
}
