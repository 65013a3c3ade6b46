import { AssayError } from '../../assay-error.ts';
import { personOperations } from '../../operations.ts';
import { readShippedProfiles } from './profile-packs.ts';
import {
  addFact,
  beginFromProfile,
  changeFact,
  listProfiles,
  readFacts,
  refreshFacts,
  removeFact,
} from './profiles.ts';

export const profilesOperations = {
  list: personOperations.profiles.list.handler(async ({ context }) =>
    listProfiles(context.queries, await readShippedProfiles(context.bench.ports.folders.resources)),
  ),

  begin: personOperations.profiles.begin.handler(async ({ context, input }) => {
    const packs = await readShippedProfiles(context.bench.ports.folders.resources);
    const pack = packs.find(({ id }) => id === input.profileId);
    if (!pack) throw new AssayError('NOT_FOUND', 'This profile does not come with this version of Assay.');
    return context.write((unit) => beginFromProfile(unit, pack, input));
  }),

  facts: personOperations.profiles.facts.handler(async ({ context, input }) => {
    const packs = await readShippedProfiles(context.bench.ports.folders.resources);
    return readFacts(context.queries, input.vendorId, packs, context.workspace.today());
  }),

  addFact: personOperations.profiles.addFact.handler(({ context, input }) =>
    context.write((unit) => addFact(unit, input.vendorId, input.fact)),
  ),

  changeFact: personOperations.profiles.changeFact.handler(({ context, input }) =>
    context.write((unit) => changeFact(unit, input.factId, input.revision, input.changes)),
  ),

  removeFact: personOperations.profiles.removeFact.handler(({ context, input }) =>
    context.write(async (unit) => {
      await removeFact(unit, input.factId, input.revision);
      return { removed: true as const };
    }),
  ),

  refresh: personOperations.profiles.refresh.handler(async ({ context, input }) => {
    const packs = await readShippedProfiles(context.bench.ports.folders.resources);
    return context.write((unit) => refreshFacts(unit, input.vendorId, packs, input.profileFactIds));
  }),
};
