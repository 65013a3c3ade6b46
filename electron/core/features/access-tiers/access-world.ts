import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import { ACCESS_CLASSES } from '../../../../shared/contract/access-tier-records.ts';
import type { AccessWorld, PolicyInput } from '../../../../shared/rules/access-tiers/policy-data.ts';
import type { Executor } from '../../database/tables.ts';
import { listTools } from '../tools/tools.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { EVERY_ROW } from './access-checks.ts';
import { toExceptionFact, toGrantFact, toIdentityFacts } from './ask.ts';
import { selectAllCases } from './cases-store.ts';
import { openAgreements, findResidencyFacts, listTraining } from './decision-sources.ts';
import type { StoredDesign } from './designs-store.ts';
import { selectExceptionPage } from './exceptions-store.ts';
import { selectGrantPage } from './grants-store.ts';
import { selectIdentityPage } from './identities-store.ts';
import { selectRepositoryPage } from './repositories-store.ts';

/**
 * Everything that a question to this version can rest on, as of today, by the codes that people know: "ID-004", "TL-003",
 * "RP-002". What a policy outside this workspace is given.
 */
export async function readAccessWorld(
  workspace: Workspace,
  executor: Executor,
  pack: AccessTierPack,
  design: StoredDesign,
): Promise<AccessWorld> {
  const today = workspace.today();
  const { rows: identities } = await selectIdentityPage(executor, EVERY_ROW, today);
  const { rows: repositories } = await selectRepositoryPage(executor, EVERY_ROW);
  const { rows: tools } = await listTools(executor, EVERY_ROW);
  const codes = new Map([...identities, ...repositories, ...tools].map(({ id, code }) => [id, code]));
  const codeOf = (id: string) => codes.get(id) ?? id;
  const regions = [...new Set(repositories.flatMap((repository) => repository.regions))];
  const agreements: AccessWorld['agreements'][number][] = [];
  const residency: AccessWorld['residency'][number][] = [];
  for (const { id } of tools) {
    const agreementsFor = await openAgreements(executor, id, today);
    for (const classId of ACCESS_CLASSES) {
      const { obstacles } = agreementsFor([classId]);
      if (obstacles.length > 0) agreements.push({ toolId: codeOf(id), classId, obstacles });
    }
    for (const fact of await findResidencyFacts(workspace, executor, id, regions)) {
      residency.push({ toolId: codeOf(id), ...fact });
    }
  }
  const byId = new Map(identities.map((identity) => [identity.id, identity]));
  const facts = (id: string) => {
    const identity = byId.get(id);
    return identity ? { ...toIdentityFacts(identity), id: identity.code } : null;
  };
  const { rows: exceptions } = await selectExceptionPage(executor, EVERY_ROW, today);
  const { rows: grants } = await selectGrantPage(executor, EVERY_ROW);
  return {
    design,
    withoutExceptions: pack.roles.filter((role) => !role.exceptions).map(({ id }) => id),
    identities: identities.map((identity) => ({
      ...toIdentityFacts(identity),
      id: identity.code,
      ownerId: identity.owner && codeOf(identity.owner.id),
    })),
    tools: tools.map(({ code, name, status, gates }) => ({
      id: code,
      name,
      status,
      gatesPassed: gates.filter((state) => state === 'passed').length,
    })),
    repositories: repositories.map(({ code, name, codeClass, pciClass, regions: bound }) => ({
      id: code,
      name,
      codeClass,
      pciClass,
      regions: bound,
    })),
    exceptions: exceptions.map((exception) => {
      const fact = toExceptionFact(exception);
      return {
        ...fact,
        identityId: fact.identityId && codeOf(fact.identityId),
        toolId: codeOf(fact.toolId),
        repositoryId: fact.repositoryId && codeOf(fact.repositoryId),
      };
    }),
    grants: grants.map((grant) => ({
      ...toGrantFact(grant, grant.reviewer && facts(grant.reviewer.id)),
      identityId: codeOf(grant.identity.id),
      toolId: codeOf(grant.tool.id),
    })),
    training: (await listTraining(executor, today)).map((one) => ({ ...one, identityId: codeOf(one.identityId) })),
    agreements,
    residency,
  };
}

/** Roles and classes in every combination are asked of so many of the newest tools at most. */
const TESTED_TOOLS = 3;

/**
 * Questions that hold a policy to the application: every saved one, then one of each role on every class and every
 * repository, with the tools in use.
 */
export async function listPolicyQuestions(
  executor: Executor,
  world: AccessWorld,
  today: string,
): Promise<{ name: string; input: PolicyInput }[]> {
  const names = new Map([...world.identities, ...world.tools, ...world.repositories].map(({ id, name }) => [id, name]));
  const write = (input: PolicyInput, saved = '') => {
    const place = input.repository === null ? input.class : (names.get(input.repository) ?? input.repository);
    const asked = `${names.get(input.person)}, ${names.get(input.tool)}, ${place}`;
    return { name: saved === '' ? asked : `${saved}: ${asked}`, input };
  };
  const { rows: identities } = await selectIdentityPage(executor, EVERY_ROW, today);
  const { rows: repositories } = await selectRepositoryPage(executor, EVERY_ROW);
  const { rows: tools } = await listTools(executor, EVERY_ROW);
  const codes = new Map([...identities, ...repositories, ...tools].map(({ id, code }) => [id, code]));
  const saved = (await selectAllCases(executor)).map((one) =>
    write(
      {
        person: codes.get(one.identity.id) ?? '',
        tool: codes.get(one.tool.id) ?? '',
        repository: one.repository && (codes.get(one.repository.id) ?? ''),
        class: one.classId,
        region: one.region,
        today,
      },
      one.name,
    ),
  );
  const people = [...new Map(world.identities.map((identity) => [identity.role, identity])).values()];
  const inUse = new Set(
    tools.filter(({ status }) => status === 'approved' || status === 'conditional').map(({ code }) => code),
  );
  const tested = world.tools.filter(({ id }) => inUse.has(id)).slice(0, TESTED_TOOLS);
  const places = [
    ...ACCESS_CLASSES.map((classId) => ({ repository: null, class: classId })),
    ...world.repositories.map(({ id }) => ({ repository: id, class: null })),
  ];
  const combined = people.flatMap(({ id: person }) =>
    tested.flatMap(({ id: tool }) => places.map((place) => write({ person, tool, ...place, region: null, today }))),
  );
  return [...saved, ...combined];
}
