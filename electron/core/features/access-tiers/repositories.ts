import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import type { Repository } from '../../../../shared/contract/access-tier-records.ts';
import type { NewRepository, RepositoryChanges } from '../../../../shared/contract/access-tiers.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { classifyForPci } from '../../../../shared/rules/access-tiers/pci-class.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPerson } from '../people/people.ts';
import {
  insertRepository,
  selectRepository,
  selectRepositoryNamesake,
  selectRepositoryPage,
  updateRepository,
} from './repositories-store.ts';

/** A page of the repositories. */
export function listRepositories(executor: Executor, list: ListInput) {
  return selectRepositoryPage(executor, list);
}

/** @throws AssayError NOT_FOUND. */
export async function getRepository(executor: Executor, repositoryId: string): Promise<Repository> {
  const repository = await selectRepository(executor, repositoryId);
  if (!repository) throw new AssayError('NOT_FOUND', 'This repository is not in the workspace.');
  return repository;
}

function recordRepository(unit: Unit, before: Repository | null, after: Repository): Repository {
  unit.record({
    kind: 'repository',
    id: after.id,
    name: after.name,
    before: before && describeForTrail(before),
    after: describeForTrail(after),
  });
  return after;
}

function describeForTrail({ pciAnswers, ...facts }: Repository): Record<string, unknown> {
  return {
    ...facts,
    ...Object.fromEntries(Object.entries(pciAnswers).map(([id, answer]) => [`answer.${id}`, answer])),
  };
}

/** The class that the answers lead to, and who tagged it when either axis changed. */
async function tag(
  unit: Unit,
  pack: AccessTierPack,
  before: Repository | null,
  repository: Repository,
): Promise<Repository> {
  const unknown = Object.keys(repository.pciAnswers).find((id) => !pack.classifier.some((one) => one.id === id));
  if (unknown !== undefined) {
    throw new AssayError('INVALID_INPUT', `The classifier has no question ${unknown}.`, { field: 'pciAnswers' });
  }
  const { pciClass, provisional } = classifyForPci(pack.classifier, repository.pciAnswers);
  const tagged = { ...repository, pciClass, pciProvisional: provisional };
  const tags = ({ codeClass, pciAnswers }: Repository) => writeCanonicalJson({ codeClass, pciAnswers });
  const isTagged = tagged.codeClass !== null || pciClass !== null;
  const isSame = before ? tags(before) === tags(tagged) : !isTagged;
  if (isSame || unit.actor === 'assay') return tagged;
  const { id, name, initials } = await getPerson(unit.transaction, unit.actor.id);
  return { ...tagged, taggedBy: { id, name, initials }, taggedOn: unit.today };
}

async function refuseNamesake(unit: Unit, { name, id }: Repository): Promise<void> {
  const namesake = await selectRepositoryNamesake(unit.transaction, name, id);
  if (!namesake) return;
  throw new AssayError('INVALID_INPUT', `${name} is there already (${namesake.code}).`, {
    field: 'name',
    remedy: 'Open that record, or write the name with its group: "payments/gateway".',
  });
}

/** @throws AssayError INVALID_INPUT for a name that is taken or an answer to a question that is not asked. */
export async function addRepository(unit: Unit, pack: AccessTierPack, fields: NewRepository): Promise<Repository> {
  const blank: Repository = {
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'RP'),
    name: fields.name,
    description: '',
    codeClass: null,
    pciAnswers: {},
    pciClass: null,
    pciProvisional: false,
    regions: [],
    archived: false,
    taggedBy: null,
    taggedOn: null,
    revision: 1,
  };
  const repository = await tag(unit, pack, null, { ...blank, ...pickGiven(fields) });
  await refuseNamesake(unit, repository);
  await insertRepository(unit.transaction, repository);
  return recordRepository(unit, null, repository);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT. */
export async function changeRepository(
  unit: Unit,
  pack: AccessTierPack,
  { repositoryId, revision, changes }: { repositoryId: string; revision: number; changes: RepositoryChanges },
): Promise<Repository> {
  const before = await getRepository(unit.transaction, repositoryId);
  refuseStaleRevision(before, revision, before.name);
  const changed = { ...before, ...pickGiven(changes), revision: before.revision + 1 };
  const after = await tag(unit, pack, before, changed);
  await refuseNamesake(unit, after);
  await updateRepository(unit.transaction, after);
  return recordRepository(unit, before, after);
}
