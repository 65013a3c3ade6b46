import type {
  AccessCell,
  AccessClass,
  AccessRequirement,
  AccessRole,
  CodeClass,
  PciClass,
  RoleDuties,
} from '../../contract/access-tier-records.ts';
import { ACCESS_CLASSES, ACCESS_ROLES, CODE_CLASSES, PCI_CLASSES } from '../../contract/access-tier-records.ts';
import { isInUse } from '../vendors.ts';
import type {
  AgreementFacts,
  DecisionFacts,
  DesignFacts,
  ExceptionFact,
  GrantFact,
  IdentityFacts,
  ResidencyFact,
  ToolFacts,
  TrainingFact,
} from './decision-facts.ts';
import { findExceptionEnd, isSelfApproved } from './exceptions.ts';
import { findCell, isDeniedByDefault } from './matrix.ts';

/** Everything that any question about access can rest on, by id. */
export interface AccessWorld {
  design: DesignFacts;
  withoutExceptions: readonly AccessRole[];
  identities: readonly (IdentityFacts & { ownerId: string | null })[];
  tools: readonly ToolFacts[];
  repositories: readonly {
    id: string;
    name: string;
    codeClass: CodeClass | null;
    pciClass: PciClass | null;
    regions: readonly string[];
  }[];
  exceptions: readonly ExceptionFact[];
  grants: readonly GrantFact[];
  training: readonly TrainingFact[];
  /** For each tool and class, what agreements say. */
  agreements: readonly ({ toolId: string; classId: AccessClass } & Pick<AgreementFacts, 'obstacles'>)[];
  residency: readonly ({ toolId: string } & ResidencyFact)[];
}

/** A question as the policy takes it: its `input`. */
export interface PolicyInput {
  person: string;
  tool: string;
  repository: string | null;
  class: AccessClass | null;
  region: string | null;
  today: string;
}

/** The facts of one question, picked out of the world; for a question about what is there. */
export function pickDecisionFacts(world: AccessWorld, asked: PolicyInput): DecisionFacts | null {
  const identity = world.identities.find(({ id }) => id === asked.person);
  const tool = world.tools.find(({ id }) => id === asked.tool);
  const repository = world.repositories.find(({ id }) => id === asked.repository) ?? null;
  if (!identity || !tool || (asked.repository !== null && repository === null)) return null;
  const place = {
    repository: repository && { id: repository.id, name: repository.name, taggedBy: null, taggedOn: null },
    codeClass: repository ? repository.codeClass : (CODE_CLASSES.find((one) => one === asked.class) ?? null),
    pciClass: repository ? repository.pciClass : (PCI_CLASSES.find((one) => one === asked.class) ?? null),
  };
  const classes: readonly (AccessClass | null)[] = [place.codeClass, place.pciClass];
  const regions = new Set([...(asked.region === null ? [] : [asked.region]), ...(repository?.regions ?? [])]);
  const obstacles = world.agreements
    .filter(({ toolId, classId }) => toolId === tool.id && classes.includes(classId))
    .flatMap((one) => one.obstacles);
  const verdictOf = (region: string) =>
    world.residency.find((one) => one.toolId === tool.id && one.region === region)?.verdict ?? 'unknown';
  return {
    today: asked.today,
    identity,
    owner: world.identities.find(({ id }) => id === identity.ownerId) ?? null,
    tool,
    place,
    design: world.design,
    exceptions: world.exceptions,
    training: world.training,
    grants: world.grants,
    agreements: { obstacles: [...new Set(obstacles)], covering: null },
    residency: [...regions].map((region) => ({ region, verdict: verdictOf(region) })),
    withoutExceptions: world.withoutExceptions,
  };
}

type CellData = Record<
  AccessRole,
  Record<AccessClass, { outcome: AccessCell['outcome']; requires: AccessRequirement[] }>
>;

function toCellData(cells: readonly AccessCell[]): CellData {
  return Object.fromEntries(
    ACCESS_ROLES.map((role) => [
      role,
      Object.fromEntries(
        ACCESS_CLASSES.map((classId) => {
          const { outcome, requirements } = findCell(cells, role, classId);
          return [classId, { outcome, requires: requirements }];
        }),
      ),
    ]),
  ) as CellData;
}

function toDutyData(duties: readonly RoleDuties[]) {
  return Object.fromEntries(ACCESS_ROLES.map((role) => [role, duties.find((one) => one.role === role)?.duties ?? []]));
}

/**
 * The world as the data of the policy, all that the Rego rules of `rego.ts` read. Exceptions carry the last day on which
 * they count; those that count for nothing are left out.
 */
export function writePolicyData(world: AccessWorld) {
  const { design } = world;
  const agreements: Record<string, Partial<Record<AccessClass, readonly string[]>>> = {};
  for (const { toolId, classId, obstacles } of world.agreements) {
    agreements[toolId] = { ...agreements[toolId], [classId]: obstacles };
  }
  const residency: Record<string, Record<string, string>> = {};
  for (const { toolId, region, verdict } of world.residency) {
    residency[toolId] = { ...residency[toolId], [region]: verdict };
  }
  return {
    version: design.version,
    in_force_on: design.inForceOn,
    cells: toCellData(design.cells),
    denied_by_default: ACCESS_CLASSES.filter(isDeniedByDefault),
    duties: toDutyData(design.duties),
    without_exceptions: world.withoutExceptions,
    identities: Object.fromEntries(
      world.identities.map(({ id, kind, role, joinedOn, leftOn, ownerId }) => [
        id,
        { kind, role, joined_on: joinedOn, left_on: leftOn, owner: ownerId },
      ]),
    ),
    tools: Object.fromEntries(world.tools.map(({ id, status }) => [id, { in_use: isInUse(status) }])),
    repositories: Object.fromEntries(
      world.repositories.map(({ id, codeClass, pciClass, regions }) => [
        id,
        { code_class: codeClass, pci_class: pciClass, regions },
      ]),
    ),
    exceptions: world.exceptions
      .filter((exception) => exception.state === 'approved' && !isSelfApproved(exception))
      .map((exception) => ({
        code: exception.code,
        identity: exception.identityId,
        role: exception.role,
        tool: exception.toolId,
        class: exception.classId,
        repository: exception.repositoryId,
        starts_on: exception.startsOn,
        ends_on: findExceptionEnd(exception),
      })),
    grants: world.grants.map((grant) => ({
      identity: grant.identityId,
      tool: grant.toolId,
      class: grant.classId,
      granted_on: grant.grantedOn,
      removed_on: grant.removedOn,
      reviewer: grant.reviewer?.id ?? null,
      approved: grant.approvedBy !== null,
    })),
    training: world.training.map(({ identityId, classId, completedOn, expiresOn }) => ({
      identity: identityId,
      class: classId ?? null,
      completed_on: completedOn,
      expires_on: expiresOn,
    })),
    agreements,
    residency,
  };
}
