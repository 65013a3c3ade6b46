import type {
  AccessCell,
  AccessCheck,
  AccessDuty,
  AccessException,
  AccessGrant,
  AccessRole,
  Identity,
  Repository,
  RoleDuties,
} from '../../contract/access-tier-records.ts';
import { EXCEPTION_DAYS } from '../../contract/access-tier-records.ts';
import { addDays, addMonths, countDays } from '../days.ts';
import { isGranted, isPresent } from './decision-facts.ts';
import { isSelfApproved } from './exceptions.ts';
import { compareStrictness, completeCells, findCell, isDeniedByDefault, tierOf } from './matrix.ts';

/** Everything that the checks of `domain.md` 6.7 look at. */
export interface CheckFacts {
  today: string;
  design: {
    id: string;
    version: number;
    cells: readonly AccessCell[];
    duties: readonly RoleDuties[];
    /** The version in force has a day of its next review; a draft has none. */
    nextReviewOn: string | null;
  };
  identities: readonly Identity[];
  grants: readonly AccessGrant[];
  exceptions: readonly AccessException[];
  repositories: readonly Repository[];
  /** The day from which each had the training that their role is asked for; who never had it is not named. */
  trained: readonly { identityId: string; trainedSince: string }[];
  /** Tools that reach PHI services by a grant or an exception although an agreement that they need is not active. */
  withoutAgreement: readonly { toolId: string; toolName: string; agreements: readonly string[] }[];
}

/** Months from one look at the design in force to the next. */
const REVIEW_MONTHS = 3;
/** Days in which a leaver's access is removed. */
const REMOVAL_DAYS = 1;

/** The day by which the design in force is looked over again. */
export function findNextReview(inForceOn: string, lastReviewedOn: string | null): string {
  return addMonths(lastReviewedOn ?? inForceOn, REVIEW_MONTHS);
}

function checkCells({ cells }: CheckFacts['design']): AccessCheck[] {
  return completeCells(cells).flatMap((cell): AccessCheck[] => {
    const { role, classId, outcome, requirements } = cell;
    const found = (id: AccessCheck['id']): AccessCheck => ({
      id,
      severity: 'blocks',
      facts: { role, class: classId },
      mendedBy: { kind: 'cell', role, classId },
    });
    if (outcome === 'not_set') return [found('cell_missing')];
    if (outcome === 'deny') return [];
    return [
      ...(outcome === 'conditional' && requirements.length === 0 ? [found('conditional_on_nothing')] : []),
      ...(isDeniedByDefault(classId) && !requirements.includes('exception')
        ? [found('tier_three_without_exception')]
        : []),
      ...(role === 'junior' && tierOf(classId) >= 2 && !requirements.includes('review')
        ? [found('junior_without_review')]
        : []),
    ];
  });
}

function checkDuties({ duties }: CheckFacts['design']): AccessCheck[] {
  const has = (role: AccessRole, duty: AccessDuty) =>
    duties.some((one) => one.role === role && one.duties.includes(duty));
  const found = (
    id: AccessCheck['id'],
    role: AccessRole,
    duty: AccessDuty,
    severity: AccessCheck['severity'] = 'blocks',
  ): AccessCheck => ({ id, severity, facts: { role }, mendedBy: { kind: 'duty', role, duty } });
  return [
    ...(has('junior', 'deploy_production') ? [found('junior_deploys', 'junior', 'deploy_production')] : []),
    ...(has('lead', 'alter_logs') ? [found('lead_alters_logs', 'lead', 'alter_logs')] : []),
    ...duties.flatMap(({ role }) =>
      has(role, 'edit_policy') && has(role, 'delete_logs')
        ? [found('policy_and_log_deletion', role, 'delete_logs')]
        : [],
    ),
    ...(has('security', 'read_all_logs')
      ? []
      : [found('security_cannot_see_logs', 'security', 'read_all_logs', 'look_at')]),
  ];
}

/** An agent may not have what the role of its human owner has not; nor be without one. */
function checkAgents({ design, identities, grants, today }: CheckFacts): AccessCheck[] {
  const byId = new Map(identities.map((identity) => [identity.id, identity]));
  return identities
    .filter((identity) => identity.kind === 'agent' && isPresent(identity, today))
    .flatMap((agent): AccessCheck[] => {
      const owner = agent.owner && byId.get(agent.owner.id);
      if (!owner || !isPresent(owner, today)) {
        return [
          {
            id: 'agent_without_owner',
            severity: 'look_at',
            facts: { agent: agent.name },
            mendedBy: { kind: 'identity', id: agent.id },
          },
        ];
      }
      return grants
        .filter((grant) => grant.identity.id === agent.id && isGranted(grant, today))
        .filter(({ classId }) => {
          const own = findCell(design.cells, agent.role, classId);
          return compareStrictness(own, findCell(design.cells, owner.role, classId)) < 0 && own.outcome !== 'deny';
        })
        .map(({ classId }) => ({
          id: 'agent_above_owner',
          severity: 'blocks',
          facts: { agent: agent.name, person: owner.name, class: classId },
          mendedBy: { kind: 'cell', role: agent.role, classId },
        }));
    });
}

function checkExceptions({ exceptions }: CheckFacts): AccessCheck[] {
  return exceptions
    .filter(({ state }) => state === 'approved')
    .flatMap((exception): AccessCheck[] => {
      const { id, code, startsOn, expiresOn } = exception;
      const found = (check: AccessCheck['id'], facts: AccessCheck['facts']): AccessCheck => ({
        id: check,
        severity: 'look_at',
        facts: { exception: code, ...facts },
        mendedBy: { kind: 'exception', id },
      });
      const days = countDays(startsOn, expiresOn);
      return [
        ...(isSelfApproved(exception)
          ? [found('same_requester_and_approver', { person: exception.requestedBy.name })]
          : []),
        ...(days > EXCEPTION_DAYS ? [found('exception_too_long', { days, limit: EXCEPTION_DAYS })] : []),
      ];
    });
}

function needsTraining({ design, identities }: CheckFacts, { identity, classId }: AccessGrant): boolean {
  const role = identities.find(({ id }) => id === identity.id)?.role;
  return role !== undefined && findCell(design.cells, role, classId).requirements.includes('training');
}

/** Access dated before the training that it needs, above what the role may reach, or left behind by a leaver. */
function checkGrants(facts: CheckFacts): AccessCheck[] {
  const { design, identities, grants, trained, today } = facts;
  const byId = new Map(identities.map((identity) => [identity.id, identity]));
  return grants.flatMap((grant): AccessCheck[] => {
    const holder = byId.get(grant.identity.id);
    if (!holder) return [];
    const about = { person: holder.name, tool: grant.tool.name, class: grant.classId, grantedOn: grant.grantedOn };
    const found = (id: AccessCheck['id'], more: AccessCheck['facts'] = {}): AccessCheck => ({
      id,
      severity: 'look_at',
      facts: { ...about, ...more },
      mendedBy: { kind: 'grant', id: grant.id },
    });
    const { leftOn } = holder;
    const removed = grant.removedOn ?? today;
    const late = leftOn !== null && removed > addDays(leftOn, REMOVAL_DAYS);
    const learner = holder.kind === 'agent' ? holder.owner?.id : holder.id;
    const first = trained.find(({ identityId }) => identityId === learner)?.trainedSince;
    const isLive = isGranted(grant, today);
    const untrained = isLive && needsTraining(facts, grant) && (first === undefined || first > grant.grantedOn);
    const cell = findCell(design.cells, holder.role, grant.classId);
    const above = isLive && cell.outcome === 'deny' && !hasException(facts, grant, holder.role);
    return [
      ...(late && leftOn !== null ? [found('leaver_not_removed', { leftOn, days: countDays(leftOn, removed) })] : []),
      ...(untrained ? [found('training_after_grant', first === undefined ? {} : { completedOn: first })] : []),
      ...(above ? [found('access_above_tier', { role: holder.role })] : []),
    ];
  });
}

function hasException({ exceptions }: CheckFacts, grant: AccessGrant, role: AccessRole): boolean {
  return exceptions.some(
    (one) =>
      one.standing === 'live' &&
      !isSelfApproved(one) &&
      one.tool.id === grant.tool.id &&
      one.classId === grant.classId &&
      (one.identity === null ? one.role === role : one.identity.id === grant.identity.id),
  );
}

/**
 * Every rule of `domain.md` 6.7 that does not hold for this design today, each with the record that mends it: first
 * those that block approval, otherwise in the order of the rules.
 */
export function checkAccess(facts: CheckFacts): AccessCheck[] {
  const { design, repositories, withoutAgreement, today } = facts;
  const found: AccessCheck[] = [
    ...checkCells(design),
    ...checkDuties(design),
    ...checkAgents(facts),
    ...withoutAgreement.map(({ toolId, toolName, agreements }): AccessCheck => ({
      id: 'phi_without_agreement',
      severity: 'blocks',
      facts: { tool: toolName, class: 'phi_services', agreements: agreements.join(', ') },
      mendedBy: { kind: 'agreement', toolId },
    })),
    ...checkExceptions(facts),
    ...checkGrants(facts),
    ...repositories
      .filter(
        ({ archived, codeClass, pciClass }) =>
          !archived && (codeClass === null || (codeClass === 'payments' && pciClass === null)),
      )
      .map(({ id, name }): AccessCheck => ({
        id: 'repository_not_classified',
        severity: 'look_at',
        facts: { repository: name },
        mendedBy: { kind: 'repository', id },
      })),
  ];
  if (design.nextReviewOn !== null && design.nextReviewOn < today) {
    found.push({
      id: 'quarterly_review_overdue',
      severity: 'look_at',
      facts: { version: design.version, dueOn: design.nextReviewOn },
      mendedBy: { kind: 'design', id: design.id },
    });
  }
  const isBlocking = ({ severity }: AccessCheck) => Number(severity === 'look_at');
  return found.sort((left, right) => isBlocking(left) - isBlocking(right));
}
