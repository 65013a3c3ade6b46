import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import type {
  AccessClass,
  AccessException,
  AccessGrant,
  Identity,
} from '../../../../shared/contract/access-tier-records.ts';
import type { AccessCase, AccessDecision, AccessQuestion } from '../../../../shared/contract/access-tiers.ts';
import { CODE_CLASSES, PCI_CLASSES } from '../../../../shared/contract/access-tier-records.ts';
import { decide } from '../../../../shared/rules/access-tiers/decide.ts';
import {
  type DecisionFacts,
  type ExceptionFact,
  type GrantFact,
  type IdentityFacts,
  listClasses,
  type PlaceFacts,
} from '../../../../shared/rules/access-tiers/decision-facts.ts';
import { compareStrictness, findCell } from '../../../../shared/rules/access-tiers/matrix.ts';
import { AssayError } from '../../assay-error.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getTool } from '../tools/tools.ts';
import { listMissingCourses } from '../training/training.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { EVERY_ROW } from './access-checks.ts';
import { deleteCase, insertCase, selectAllCases, selectCase, type StoredCase } from './cases-store.ts';
import { openAgreements, findResidencyFacts, listTraining } from './decision-sources.ts';
import type { StoredDesign } from './designs-store.ts';
import { findPresentDesigns, getDesign } from './designs.ts';
import { selectExceptionPage } from './exceptions-store.ts';
import { selectGrantPage } from './grants-store.ts';
import { getIdentity } from './identities.ts';
import { getRepository } from './repositories.ts';

/** What a decision looks at of an identity. */
export function toIdentityFacts({ id, name, kind, role, joinedOn, leftOn }: Identity): IdentityFacts {
  return { id, name, kind, role, joinedOn, leftOn };
}

async function findPlace(
  executor: Executor,
  { repositoryId, classId }: AccessQuestion,
): Promise<{ place: PlaceFacts; regions: readonly string[] }> {
  if (repositoryId !== null) {
    const { id, name, codeClass, pciClass, taggedBy, taggedOn, regions } = await getRepository(executor, repositoryId);
    const repository = { id, name, taggedBy: taggedBy?.name ?? null, taggedOn };
    return { place: { repository, codeClass, pciClass }, regions };
  }
  const place = {
    repository: null,
    codeClass: CODE_CLASSES.find((one) => one === classId) ?? null,
    pciClass: PCI_CLASSES.find((one) => one === classId) ?? null,
  };
  if (classId !== null) return { place, regions: [] };
  throw new AssayError('INVALID_INPUT', 'A question names a repository or a class of code.', {
    field: 'repositoryId',
    remedy: 'Choose one of the two.',
  });
}

async function findExceptions(executor: Executor, toolId: string, today: string): Promise<ExceptionFact[]> {
  const { rows } = await selectExceptionPage(
    executor,
    { ...EVERY_ROW, filters: [{ field: 'toolId', operator: 'is', values: [toolId] }] },
    today,
  );
  return rows.map(toExceptionFact);
}

/** What a decision looks at of an exception. */
export function toExceptionFact({ identity, tool, repository, ...one }: AccessException): ExceptionFact {
  return {
    code: one.code,
    role: one.role,
    classId: one.classId,
    state: one.state,
    startsOn: one.startsOn,
    expiresOn: one.expiresOn,
    requestedBy: one.requestedBy,
    decidedBy: one.decidedBy,
    identityId: identity?.id ?? null,
    toolId: tool.id,
    repositoryId: repository?.id ?? null,
  };
}

/** What a decision looks at of access that was given. */
export function toGrantFact(grant: AccessGrant, reviewer: IdentityFacts | null): GrantFact {
  return {
    identityId: grant.identity.id,
    toolId: grant.tool.id,
    classId: grant.classId,
    grantedOn: grant.grantedOn,
    removedOn: grant.removedOn,
    reviewer,
    approvedBy: grant.approvedBy?.name ?? null,
  };
}

async function findGrants(
  executor: Executor,
  toolId: string,
  holders: readonly string[],
  today: string,
): Promise<GrantFact[]> {
  const { rows } = await selectGrantPage(executor, {
    ...EVERY_ROW,
    filters: [
      { field: 'toolId', operator: 'is', values: [toolId] },
      { field: 'identityId', operator: 'is', values: [...holders] },
    ],
  });
  return Promise.all(
    rows.map(async (grant) =>
      toGrantFact(grant, grant.reviewer && toIdentityFacts(await getIdentity(executor, grant.reviewer.id, today))),
    ),
  );
}

/** What the draft says of the same question's cells; the strictest speaks. */
function describeDraft(
  draft: StoredDesign | null,
  role: Identity['role'],
  classes: readonly AccessClass[],
): AccessDecision['draft'] {
  if (draft === null) return null;
  const cells = classes.map((classId) => findCell(draft.cells, role, classId));
  const [strictest] = cells.toSorted((left, right) => compareStrictness(right, left));
  return strictest ? { version: draft.version, outcome: strictest.outcome } : null;
}

/** Everything that the answer to a question rests on, from the workspace as it is today. */
export async function readDecisionFacts(
  workspace: Workspace,
  executor: Executor,
  pack: AccessTierPack,
  question: AccessQuestion,
  design: StoredDesign | null,
): Promise<DecisionFacts> {
  const today = workspace.today();
  const identity = await getIdentity(executor, question.identityId, today);
  const owner = identity.owner && (await getIdentity(executor, identity.owner.id, today));
  const tool = await getTool(executor, question.toolId);
  const { place, regions } = await findPlace(executor, question);
  const asked = [...new Set([...(question.region === null ? [] : [question.region]), ...regions])];
  const holders = [identity.id, ...(owner ? [owner.id] : [])];
  return {
    today,
    identity: toIdentityFacts(identity),
    owner: owner && toIdentityFacts(owner),
    tool: {
      id: tool.id,
      name: tool.name,
      status: tool.status,
      gatesPassed: tool.gates.filter(({ state }) => state === 'passed').length,
    },
    place,
    design: design && {
      id: design.id,
      version: design.version,
      inForceOn: design.inForceOn,
      cells: design.cells,
      duties: design.duties,
    },
    exceptions: await findExceptions(executor, tool.id, today),
    training: (await listTraining(executor, today)).filter(({ identityId }) => holders.includes(identityId)),
    missingCourses: await listMissingCourses(executor, owner ?? identity, listClasses(place)),
    grants: await findGrants(executor, tool.id, holders, today),
    agreements: (await openAgreements(executor, tool.id, today))(listClasses(place)),
    residency: await findResidencyFacts(workspace, executor, tool.id, asked),
    withoutExceptions: pack.roles.filter(({ exceptions }) => !exceptions).map(({ id }) => id),
  };
}

/**
 * The answer to a question by the version in force, or by the version named.
 *
 * @throws AssayError NOT_FOUND, INVALID_INPUT.
 */
export async function answerQuestion(
  workspace: Workspace,
  executor: Executor,
  pack: AccessTierPack,
  question: AccessQuestion,
  designId: string | null,
): Promise<AccessDecision> {
  const { inForce, next } = await findPresentDesigns(executor);
  const design = designId === null ? inForce : await getDesign(executor, designId);
  const facts = await readDecisionFacts(workspace, executor, pack, question, design);
  return {
    ...decide(facts),
    design: design && { id: design.id, version: design.version, inForceOn: design.inForceOn },
    draft: describeDraft(next && next.id !== design?.id ? next : null, facts.identity.role, listClasses(facts.place)),
    askedOn: facts.today,
  };
}

function toQuestion({ identity, tool, repository, classId, region }: StoredCase): AccessQuestion {
  return { identityId: identity.id, toolId: tool.id, repositoryId: repository?.id ?? null, classId, region };
}

async function describeCase(
  workspace: Workspace,
  executor: Executor,
  pack: AccessTierPack,
  stored: StoredCase,
): Promise<AccessCase> {
  const { outcome } = await answerQuestion(workspace, executor, pack, toQuestion(stored), null);
  return { ...stored, answered: outcome };
}

/** The saved questions, each with what is answered today. */
export async function listCases(workspace: Workspace, executor: Executor, pack: AccessTierPack): Promise<AccessCase[]> {
  const stored = await selectAllCases(executor);
  return Promise.all(stored.map((one) => describeCase(workspace, executor, pack, one)));
}

function recordCase(unit: Unit, before: StoredCase | null, after: StoredCase | null): void {
  const present = after ?? before;
  if (!present) return;
  unit.record({
    kind: 'access_case',
    id: present.id,
    name: present.name,
    before: before && { ...before },
    after: after && { ...after },
  });
}

/** Saves a question with the answer that is expected. @throws AssayError NOT_FOUND, INVALID_INPUT. */
export async function saveCase(
  unit: Unit,
  pack: AccessTierPack,
  { name, expected, ...question }: AccessQuestion & Pick<AccessCase, 'name' | 'expected'>,
): Promise<AccessCase> {
  const { transaction, workspace, today } = unit;
  await findPlace(transaction, question);
  const identity = await getIdentity(transaction, question.identityId, today);
  const tool = await getTool(transaction, question.toolId);
  const repository = question.repositoryId === null ? null : await getRepository(transaction, question.repositoryId);
  const stored: StoredCase = {
    id: unit.nextId(),
    name,
    identity: { id: identity.id, name: identity.name },
    tool: { id: tool.id, name: tool.name },
    repository: repository && { id: repository.id, name: repository.name },
    classId: repository ? null : question.classId,
    region: question.region,
    expected,
    revision: 1,
  };
  await insertCase(transaction, stored);
  recordCase(unit, null, stored);
  return describeCase(workspace, transaction, pack, stored);
}

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE. */
export async function removeCase(unit: Unit, caseId: string, revision: number): Promise<null> {
  const stored = await selectCase(unit.transaction, caseId);
  if (!stored) throw new AssayError('NOT_FOUND', 'This question is no longer saved.');
  refuseStaleRevision(stored, revision, stored.name);
  await deleteCase(unit.transaction, caseId);
  recordCase(unit, stored, null);
  return null;
}
