import type {
  AccessCell,
  AccessClass,
  AccessException,
  AccessRole,
  CodeClass,
  PciClass,
  RoleDuties,
} from '../../contract/access-tier-records.ts';
import type { RegisterStatus } from '../../contract/vendors.ts';

/** Somebody or something that asks for access. */
export interface IdentityFacts {
  id: string;
  name: string;
  kind: 'person' | 'agent';
  role: AccessRole;
  joinedOn: string;
  leftOn: string | null;
}

export interface ToolFacts {
  id: string;
  name: string;
  status: RegisterStatus;
  gatesPassed: number;
}

/** Where the tool is to be used: a repository with its classes, or a class alone. */
export interface PlaceFacts {
  repository: { id: string; name: string; taggedBy: string | null; taggedOn: string | null } | null;
  codeClass: CodeClass | null;
  pciClass: PciClass | null;
}

/** That somebody holds the training asked of their role: the course of it that ends first. */
export interface TrainingFact {
  identityId: string;
  /** The class of code that it opens; every class when it names none. */
  classId?: AccessClass;
  course: string;
  completedOn: string;
  /** Null when it does not expire. */
  expiresOn: string | null;
}

export interface GrantFact {
  identityId: string;
  toolId: string;
  classId: AccessClass;
  grantedOn: string;
  removedOn: string | null;
  reviewer: IdentityFacts | null;
  approvedBy: string | null;
}

export interface ExceptionFact extends Pick<
  AccessException,
  'code' | 'role' | 'classId' | 'state' | 'startsOn' | 'expiresOn' | 'requestedBy' | 'decidedBy'
> {
  identityId: string | null;
  toolId: string;
  repositoryId: string | null;
}

/** What the agreements of a tool say about this use; each obstacle is the name of a kind of agreement. */
export interface AgreementFacts {
  obstacles: readonly string[];
  /** Code of the agreement that covers the use; null when none is needed or none covers it. */
  covering: string | null;
}

export interface ResidencyFact {
  region: string;
  verdict: 'inside' | 'breach' | 'unknown';
}

export interface DesignFacts {
  id: string;
  version: number;
  inForceOn: string | null;
  cells: readonly AccessCell[];
  duties: readonly RoleDuties[];
}

/** Everything that an answer rests on; nothing else is looked at. */
export interface DecisionFacts {
  today: string;
  identity: IdentityFacts;
  /** The human who answers for an agent; null for a person, and for an agent that has none. */
  owner: IdentityFacts | null;
  tool: ToolFacts;
  place: PlaceFacts;
  design: DesignFacts | null;
  exceptions: readonly ExceptionFact[];
  training: readonly TrainingFact[];
  /** Titles of required courses that the learner never completed; they word why the training is missing. */
  missingCourses?: readonly string[];
  grants: readonly GrantFact[];
  agreements: AgreementFacts;
  /** One for each region that was asked about or that the repository is bound to. */
  residency: readonly ResidencyFact[];
  /** Roles that can hold no exception. */
  withoutExceptions: readonly AccessRole[];
}

/** The classes that decide together; the stricter of the two axes wins. */
export function listClasses({ codeClass, pciClass }: PlaceFacts): AccessClass[] {
  return [codeClass, pciClass].filter((one) => one !== null);
}

/** Is this identity here on that day, from its first to its last? */
export function isPresent({ joinedOn, leftOn }: Pick<IdentityFacts, 'joinedOn' | 'leftOn'>, day: string): boolean {
  return joinedOn <= day && (leftOn === null || leftOn >= day);
}

/** Does this access exist on that day? It ends with the day on which it was removed. */
export function isGranted({ grantedOn, removedOn }: Pick<GrantFact, 'grantedOn' | 'removedOn'>, day: string): boolean {
  return grantedOn <= day && (removedOn === null || removedOn > day);
}
