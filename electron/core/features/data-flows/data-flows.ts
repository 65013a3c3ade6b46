import type {
  DataFlowContent,
  DataFlowMap,
  DataFlowStart,
  DataFlowState,
  ToolDataFlow,
} from '../../../../shared/contract/data-flows.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { Tool } from '../../../../shared/contract/tools.ts';
import { isSameContent } from '../../../../shared/rules/data-flows/compare.ts';
import { findConfirmRefusal } from '../../../../shared/rules/data-flows/lint.ts';
import { indexPlaces } from '../../../../shared/rules/data-flows/parts.ts';
import { keepOnSheet } from '../../../../shared/rules/data-flows/scene.ts';
import { startEmpty, startFromTool } from '../../../../shared/rules/data-flows/start.ts';
import { writeDrawingWords } from '../../../../shared/rules/data-flows/words.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { createReportLanguage } from '../../report/translate.ts';
import { readToolResidency } from '../residency/residency.ts';
import { readChain } from '../residency/sub-processors.ts';
import { getOrganisation } from '../settings/settings.ts';
import { getTool } from '../tools/tools.ts';
import {
  insertMap,
  insertVersion,
  selectDataFlowPage,
  selectMapOfTool,
  selectVersionContent,
  updateMap,
  type StoredMap,
} from './data-flows-store.ts';

/** A page of the register of tools with the state of their maps; for a report the limit may be any. */
export function listDataFlows(executor: Executor, list: ListInput) {
  return selectDataFlowPage(executor, list);
}

function describeTool({ id, code, name, plan, status, vendor, use }: Tool): ToolDataFlow['tool'] {
  return { id, code, name, plan, status, vendor, use };
}

/**
 * A tool with its map, if it has one.
 *
 * @throws AssayError NOT_FOUND for the tool.
 */
export async function getDataFlow(executor: Executor, toolId: string): Promise<ToolDataFlow> {
  const tool = await getTool(executor, toolId);
  return { tool: describeTool(tool), map: (await selectMapOfTool(executor, toolId)) ?? null };
}

/**
 * A tool with its map as it was last confirmed at an instant or before it; without a map when it was not by then.
 *
 * @param at ISO 8601 in UTC.
 * @throws AssayError NOT_FOUND for the tool.
 */
export async function getDataFlowAt(executor: Executor, toolId: string, at: string): Promise<ToolDataFlow> {
  const { tool, map } = await getDataFlow(executor, toolId);
  const version = map?.versions.find(({ confirmedAt }) => confirmedAt <= at);
  const content = map && version && (await selectVersionContent(executor, map.id, version.version));
  if (!content) return { tool, map: null };
  return {
    tool,
    map: { ...map, content, state: 'confirmed', confirmed: { ...version, content }, changedBy: null },
  };
}

/** What the trail keeps of a map: its places and flows one by one, and apart from them where they stand. */
function describeMap({ content, state, versions, startedFrom }: DataFlowMap): Record<string, unknown> {
  const names = indexPlaces(content);
  const nameOf = (id: string) => names.get(id)?.name ?? id;
  const places = content.places.map(({ id, name: title, x: _x, y: _y, ...facts }) => [
    `place.${id}`,
    { title, ...facts },
  ]);
  const flows = content.flows.map(({ id, from, to, ...facts }) => [
    `flow.${id}`,
    { from: nameOf(from), to: nameOf(to), ...facts },
  ]);
  return {
    state,
    startedFrom,
    confirmedVersion: versions[0]?.version ?? null,
    ...Object.fromEntries([...places, ...flows]),
    arrangement: content.places.map(({ id, x, y }) => `${id} ${x},${y}`).join('; '),
  };
}

async function recordChange(unit: Unit, before: DataFlowMap | null, toolId: string): Promise<ToolDataFlow> {
  const after = await getDataFlow(unit.transaction, toolId);
  if (!after.map) throw new Error('A data-flow map was lost in its own unit of work');
  unit.record({
    kind: 'data_flow_map',
    id: after.map.id,
    name: after.tool.name,
    before: before && describeMap(before),
    after: describeMap(after.map),
  });
  return after;
}

/** What the residency answers say: of the tool's first option, and of the sub-processors that work for it today. */
async function readResidencyFacts({ workspace, transaction, today }: Unit, { id, vendor }: Tool) {
  const { options } = await readToolResidency(workspace, transaction, id);
  const { subProcessors } = await readChain(transaction, vendor.id);
  return {
    locations: options.toSorted((left, right) => left.number - right.number)[0]?.locations ?? [],
    subProcessors: subProcessors.filter(
      ({ toolIds, endedOn }) => (toolIds.length === 0 || toolIds.includes(id)) && (endedOn === null || endedOn > today),
    ),
  };
}

async function writeStart(unit: Unit, tool: Tool, from: DataFlowStart): Promise<DataFlowContent> {
  const { translate, tag } = createReportLanguage();
  const words = writeDrawingWords(translate, tag);
  if (from === 'empty') return startEmpty(words);
  const { organisation } = await getOrganisation(unit.transaction);
  const { vendor, deployment, use } = tool;
  const residency = await readResidencyFacts(unit, tool);
  return startFromTool({ vendorName: vendor.name, organisation, deployment, use, residency }, words);
}

/**
 * Makes the first map of a tool, a draft.
 *
 * @throws AssayError NOT_FOUND for the tool, NOT_ALLOWED_NOW when it has a map.
 */
export async function startDataFlow(unit: Unit, toolId: string, from: DataFlowStart): Promise<ToolDataFlow> {
  const tool = await getTool(unit.transaction, toolId);
  if (await selectMapOfTool(unit.transaction, toolId)) {
    throw new AssayError('NOT_ALLOWED_NOW', `${tool.name} has a data-flow map already.`, {
      field: 'toolId',
      remedy: 'Open that map and change it.',
    });
  }
  await insertMap(unit.transaction, toolId, {
    id: unit.nextId(),
    content: await writeStart(unit, tool, from),
    state: 'draft',
    startedFrom: from,
    changedById: unit.actor === 'assay' ? null : unit.actor.id,
    changedAt: unit.now,
    createdAt: unit.now,
    revision: 1,
  });
  return recordChange(unit, null, toolId);
}

async function getPresentMap(unit: Unit, toolId: string, revision: number) {
  const { tool, map } = await getDataFlow(unit.transaction, toolId);
  if (!map) throw new AssayError('NOT_FOUND', `${tool.name} has no data-flow map yet.`);
  refuseStaleRevision(map, revision, `The map of ${tool.name}`);
  return { tool, map };
}

function refuse(sentence: string, field: string): never {
  throw new AssayError('INVALID_INPUT', sentence, { field: `content.${field}` });
}

/** Refuses what no drawing can show, and puts everything onto the sheet. */
function checkContent(content: DataFlowContent): DataFlowContent {
  const places = indexPlaces(content);
  if (places.size !== content.places.length) refuse('Two places of the map have the same id.', 'places');
  if (new Set(content.flows.map(({ id }) => id)).size !== content.flows.length) {
    refuse('Two flows of the map have the same id.', 'flows');
  }
  for (const [index, { from, to, dataClasses }] of content.flows.entries()) {
    if (!places.has(from) || !places.has(to)) refuse('A flow needs a place at each end.', `flows.${index}`);
    if (from === to) refuse('A flow goes from one place to another.', `flows.${index}.to`);
    if (new Set(dataClasses).size !== dataClasses.length) {
      refuse('A data class stands on a flow once.', `flows.${index}.dataClasses`);
    }
  }
  return { ...content, places: content.places.map((place) => ({ ...place, ...keepOnSheet(place) })) };
}

function findState(map: DataFlowMap, content: DataFlowContent): DataFlowState {
  if (map.confirmed === null) return 'draft';
  return isSameContent(map.confirmed.content, content) ? 'confirmed' : 'changed';
}

function toStored({ confirmed: _confirmed, versions: _versions, changedBy, ...map }: DataFlowMap): StoredMap {
  return { ...map, changedById: changedBy?.id ?? null };
}

/**
 * Replaces what a map shows. A map that was confirmed is "changed" from now on, until it says again what was confirmed;
 * moving a place about alone changes nothing that was confirmed.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT for a flow without its places.
 */
export async function saveDataFlow(
  unit: Unit,
  toolId: string,
  revision: number,
  content: DataFlowContent,
): Promise<ToolDataFlow> {
  const { map } = await getPresentMap(unit, toolId, revision);
  const checked = checkContent(content);
  const moved = isSameContent(map.content, checked);
  const by = unit.actor === 'assay' ? null : unit.actor.id;
  await updateMap(unit.transaction, {
    ...toStored(map),
    content: checked,
    state: findState(map, checked),
    ...(moved ? {} : { changedById: by, changedAt: unit.now }),
    revision: map.revision + 1,
  });
  return recordChange(unit, map, toolId);
}

/**
 * Confirms a map in the name of the unit's actor: what it shows is kept as the next version. Who last changed it may
 * not confirm it, and it may have no gap.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, FOUR_EYES, NOT_ALLOWED_NOW.
 */
export async function confirmDataFlow(unit: Unit, toolId: string, revision: number): Promise<ToolDataFlow> {
  const { transaction, actor } = unit;
  const { tool, map } = await getPresentMap(unit, toolId, revision);
  if (actor === 'assay') throw new Error('A data-flow map is confirmed by a person');
  if (map.state === 'confirmed') {
    throw new AssayError('NOT_ALLOWED_NOW', `The map of ${tool.name} is confirmed already.`);
  }
  if (map.changedBy?.id === actor.id) {
    throw new AssayError('FOUR_EYES', `${actor.name} made the last change to this map and may not confirm it.`, {
      remedy: 'Ask a colleague who did not draw it to confirm it.',
    });
  }
  const refusal = findConfirmRefusal(map.content, tool);
  if (refusal) throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { remedy: refusal.remedy });
  await insertVersion(transaction, map.id, {
    version: (map.confirmed?.version ?? 0) + 1,
    content: map.content,
    confirmedById: actor.id,
    confirmedAt: unit.now,
  });
  await updateMap(transaction, { ...toStored(map), state: 'confirmed', revision: map.revision + 1 });
  return recordChange(unit, map, toolId);
}
