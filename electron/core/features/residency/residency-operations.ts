import { AssayError } from '../../assay-error.ts';
import { personOperations } from '../../operations.ts';
import { getTool } from '../tools/tools.ts';
import { getVendor } from '../vendors/vendors.ts';
import { addOption, changeOption, removeOption } from './deployment-options.ts';
import { approveOverride, proposeOverride, withdrawOverride } from './overrides.ts';
import { changeRegion, describeRegions, restoreRegion } from './region-records.ts';
import { changeUse, endUse, startUse } from './region-uses.ts';
import { readCell, readMatrix, readStanding, readToolResidency } from './residency.ts';
import { addSubProcessor, changeSubProcessor, readChain, removeSubProcessor, saveList } from './sub-processors.ts';

const { residency } = personOperations;

export const residencyOperations = {
  matrix: residency.matrix.handler(({ context }) => readMatrix(context.workspace, context.queries)),

  cell: residency.cell.handler(({ context, input }) =>
    readCell(context.workspace, context.queries, input.toolId, input.regionId),
  ),

  tool: residency.tool.handler(({ context, input }) =>
    readToolResidency(context.workspace, context.queries, input.toolId),
  ),

  standing: residency.standing.handler(async ({ context, input }) => {
    const { workspace, queries } = context;
    if (input.toolId !== null) {
      await getTool(queries, input.toolId);
      return readStanding(workspace, queries, { toolId: input.toolId });
    }
    if (input.vendorId === null) {
      throw new AssayError('INVALID_INPUT', 'Say of which tool or vendor.', { field: 'toolId' });
    }
    await getVendor(queries, input.vendorId);
    return readStanding(workspace, queries, { vendorId: input.vendorId });
  }),

  addOption: residency.addOption.handler(({ context, input }) => context.write((unit) => addOption(unit, input))),

  changeOption: residency.changeOption.handler(({ context, input }) =>
    context.write((unit) => changeOption(unit, input.optionId, input.revision, input.changes)),
  ),

  removeOption: residency.removeOption.handler(({ context, input }) =>
    context.write((unit) => removeOption(unit, input.optionId, input.revision)),
  ),

  startUse: residency.startUse.handler(({ context, input }) => context.write((unit) => startUse(unit, input))),

  changeUse: residency.changeUse.handler(({ context, input }) =>
    context.write((unit) => changeUse(unit, input.useId, input.revision, input.changes)),
  ),

  endUse: residency.endUse.handler(({ context, input }) =>
    context.write((unit) => endUse(unit, input.useId, input.revision)),
  ),

  proposeOverride: residency.proposeOverride.handler(({ context, input }) =>
    context.write((unit) => proposeOverride(unit, input)),
  ),

  approveOverride: residency.approveOverride.handler(({ context, input }) =>
    context.write((unit) => approveOverride(unit, input.overrideId, input.revision)),
  ),

  withdrawOverride: residency.withdrawOverride.handler(({ context, input }) =>
    context.write((unit) => withdrawOverride(unit, input.overrideId, input.revision)),
  ),

  regions: residency.regions.handler(async ({ context }) => {
    const { countries, geography, version } = context.workspace.regionPack;
    return {
      packVersion: version,
      regions: await describeRegions(context.queries, context.workspace.today()),
      areas: Object.entries(countries.groups).map(([id, { means }]) => ({
        id,
        means,
        places: [...(geography.get(id) ?? [])],
      })),
      sources: countries.sources,
    };
  }),

  changeRegion: residency.changeRegion.handler(({ context, input }) =>
    context.write((unit) => changeRegion(unit, input.regionId, input.revision, input.changes)),
  ),

  restoreRegion: residency.restoreRegion.handler(({ context, input }) =>
    context.write((unit) => restoreRegion(unit, input.regionId, input.revision)),
  ),

  chain: residency.chain.handler(({ context, input }) => readChain(context.queries, input.vendorId)),

  saveList: residency.saveList.handler(({ context, input }) =>
    context.write((unit) => saveList(unit, input.vendorId, input.revision, input.changes)),
  ),

  addSubProcessor: residency.addSubProcessor.handler(({ context, input }) =>
    context.write((unit) => addSubProcessor(unit, input)),
  ),

  changeSubProcessor: residency.changeSubProcessor.handler(({ context, input }) =>
    context.write((unit) => changeSubProcessor(unit, input.subProcessorId, input.revision, input.changes)),
  ),

  removeSubProcessor: residency.removeSubProcessor.handler(({ context, input }) =>
    context.write((unit) => removeSubProcessor(unit, input.subProcessorId, input.revision)),
  ),
};
