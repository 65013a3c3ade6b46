import { ENTERED_LOCATIONS, type LocationFact } from '../../../shared/contract/residency.ts';
import type { Client } from './sample-work.ts';
import {
  readBases,
  readConditions,
  readPlaces,
  readUseData,
  SAMPLE_CHAINS,
  SAMPLE_RESIDENCY,
  type SampleChain,
  type SampleOption,
} from './sample-residency.ts';

interface ResidencyCompany {
  /** Keeps the registers. */
  keeper: Client;
  /** Two officers, for what needs four eyes. */
  officers: readonly [Client, Client];
  toolIds: ReadonlyMap<string, string>;
  vendorIds: ReadonlyMap<string, string>;
  dayIn: (days: number) => string;
}

function readLocations({ everywhere, at = {}, part = {} }: SampleOption, seenOn: string): LocationFact[] {
  return ENTERED_LOCATIONS.map((location) => ({
    location,
    places: readPlaces(at[location] ?? everywhere),
    coverage: part[location] === undefined ? 'all' : 'part',
    note: part[location] ?? '',
    sourceUrl: '',
    seenOn,
  }));
}

async function addChain(company: ResidencyCompany, chain: SampleChain): Promise<void> {
  const { keeper, vendorIds, dayIn } = company;
  const vendorId = vendorIds.get(chain.vendor);
  if (vendorId === undefined) throw new Error(`The sample has no vendor ${chain.vendor}`);
  const seenOn = dayIn(-chain.seenDaysAgo);
  await keeper.residency.saveList({ vendorId, revision: 0, changes: { seenOn, complete: chain.complete } });
  const ids = new Map<string, string>();
  for (const { name, role, sees, place, parent, seenDaysAgo } of chain.members) {
    const [first] = readPlaces(place);
    if (!first) continue;
    const { kind, country, city } = first;
    const member = await keeper.residency.addSubProcessor({
      vendorId,
      name,
      role,
      sees,
      place: { kind, country, city },
      parentId: parent === undefined ? null : (ids.get(parent) ?? null),
      seenOn: dayIn(-seenDaysAgo),
    });
    ids.set(name, member.id);
  }
}

/** The annex of the renewed agreement names the sub-processors on which the matrix rests. */
async function linkHarrowList({ keeper, vendorIds }: ResidencyCompany): Promise<void> {
  const { rows } = await keeper.evidence.list({ search: 'Data processing agreement, renewed', limit: 1 });
  const recordId = vendorIds.get('Harrow AI');
  const [agreement] = rows;
  if (!agreement || recordId === undefined) throw new Error('The sample has no agreement of Harrow AI');
  await keeper.evidence.link({
    recordKind: 'vendor',
    recordId,
    part: 'sub_processors',
    evidenceId: agreement.id,
    page: 'Annex III',
  });
}

/**
 * Gives the sample its places, regions and sub-processors: what meets, what does not, a claim that its chain
 * contradicts, an override that stands and one that waits for a second pair of eyes.
 */
export async function addSampleResidency(company: ResidencyCompany): Promise<void> {
  const { keeper, officers, toolIds, dayIn } = company;
  for (const { tool, options, uses } of SAMPLE_RESIDENCY) {
    const toolId = toolIds.get(tool);
    if (toolId === undefined) throw new Error(`The sample has no tool ${tool}`);
    const ids: string[] = [];
    for (const option of options) {
      const { claim } = option;
      const added = await keeper.residency.addOption({
        toolId,
        name: option.name,
        locations: readLocations(option, dayIn(-30)),
        ...(claim && {
          claim: { text: claim.text, areas: claim.areas, statedOn: dayIn(-claim.statedDaysAgo), sourceUrl: '' },
        }),
      });
      ids.push(added.id);
    }
    for (const use of uses) {
      await keeper.residency.startUse({
        toolId,
        regionId: use.region,
        optionId: ids[use.option] ?? null,
        data: readUseData(use),
        bases: readBases(use, dayIn),
        conditions: readConditions(use, dayIn),
      });
    }
  }
  for (const chain of SAMPLE_CHAINS) await addChain(company, chain);
  await linkHarrowList(company);
  const ironwood = toolIds.get('Ironwood Models') ?? '';
  const [first, second] = officers;
  const standing = await first.residency.proposeOverride({
    toolId: ironwood,
    regionId: 'CA-QC',
    result: 'partial',
    reason: 'The agreement is with counsel for signature; the pilot of four people in Montreal uses test data only.',
    expiresOn: dayIn(60),
  });
  await second.residency.approveOverride({ overrideId: standing.id, revision: standing.revision });
  await first.residency.proposeOverride({
    toolId: ironwood,
    regionId: 'CN',
    result: 'partial',
    reason: 'No important data is left in the repository since it was split; counsel in Shanghai is to confirm.',
    expiresOn: dayIn(45),
  });
}
