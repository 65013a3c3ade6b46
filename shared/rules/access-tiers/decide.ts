import type { AccessClass, AccessRequirement } from '../../contract/access-tier-records.ts';
import type { AccessDecision } from '../../contract/access-tiers.ts';
import { isInUse } from '../vendors.ts';
import { type DecisionFacts, type GrantFact, isGranted, isPresent, type TrainingFact } from './decision-facts.ts';
import { checkClass, checkException, checkMatrix, listCells } from './matrix-rules.ts';
import { fail, notAsked, pass, type RuleFinding } from './rule-outcome.ts';

/** The answer without what its rules stand in: design, draft and day are added where it is asked. */
export type Decision = Pick<AccessDecision, 'outcome' | 'steps' | 'decidedBy' | 'missing' | 'remedies'>;

/** Remedies that are the same for an agent and for the human who answers for it. */
const SHARED = new Set<string>(['approve_tool', 'classify_repository', 'agreement', 'residency']);

function checkTool({ tool }: DecisionFacts): RuleFinding {
  const facts = { tool: tool.name, status: tool.status, gates: tool.gatesPassed };
  return isInUse(tool.status)
    ? pass('tool', tool.status === 'conditional' ? 'conditional' : 'approved', facts)
    : fail('deny', 'tool', 'not_approved', 'approve_tool', facts);
}

function classesThatAsk(facts: DecisionFacts, requirement: AccessRequirement) {
  const cells = facts.design === null ? [] : listCells(facts, facts.design);
  return cells.filter(({ requirements }) => requirements.includes(requirement)).map(({ classId }) => classId);
}

/** Training that has not expired, for each class that asks for it; for an agent the one of its owner. */
function checkTraining(facts: DecisionFacts): RuleFinding {
  const { today, identity, owner, training, missingCourses = [] } = facts;
  const asking = classesThatAsk(facts, 'training');
  if (asking.length === 0) return notAsked('training');
  const learner = identity.kind === 'agent' ? owner : identity;
  const person = learner?.name ?? identity.name;
  const taken = training.filter(({ identityId, completedOn }) => identityId === learner?.id && completedOn <= today);
  const held = asking.map((asked) => findLongest(taken.filter(({ classId = asked }) => classId === asked)));
  if (held.includes(undefined)) {
    const [course] = missingCourses;
    return course === undefined
      ? fail('missing', 'training', 'none', 'training', { person })
      : fail('missing', 'training', 'course_missing', 'training', { person, course });
  }
  const [first] = held
    .filter((one) => one !== undefined)
    .sort((left, right) => (left.expiresOn ?? '9999').localeCompare(right.expiresOn ?? '9999'));
  if (!first) return notAsked('training');
  const about = { course: first.course, completedOn: first.completedOn };
  if (first.expiresOn === null) return pass('training', 'without_end', about);
  const dated = { ...about, expiresOn: first.expiresOn };
  return first.expiresOn < today
    ? fail('missing', 'training', 'expired', 'training', dated)
    : pass('training', 'current', dated);
}

/** The training that holds last longest. */
function findLongest(taken: readonly TrainingFact[]): TrainingFact | undefined {
  return taken.toSorted((left, right) => (right.expiresOn ?? '9999').localeCompare(left.expiresOn ?? '9999'))[0];
}

/** May this colleague look at the changes of the identity? Nobody reviews themselves, an agent's owner not the agent. */
function mayReview(facts: DecisionFacts, { reviewer }: GrantFact): boolean {
  if (reviewer === null || reviewer.kind === 'agent') return false;
  if (reviewer.id === facts.identity.id || reviewer.id === facts.owner?.id) return false;
  const duties = facts.design?.duties.find(({ role }) => role === reviewer.role)?.duties ?? [];
  return duties.includes('review_changes') && isPresent(reviewer, facts.today);
}

const toPlace = (classId: AccessClass) => ({ class: classId });

function listGrantsOf({ grants, identity, tool, today }: DecisionFacts): GrantFact[] {
  return grants.filter(
    (grant) => grant.identityId === identity.id && grant.toolId === tool.id && isGranted(grant, today),
  );
}

function checkReview(facts: DecisionFacts): RuleFinding {
  const asking = classesThatAsk(facts, 'review');
  if (asking.length === 0) return notAsked('review');
  const reviewed = listGrantsOf(facts).filter((grant) => mayReview(facts, grant));
  const open = asking.filter((classId) => !reviewed.some((grant) => grant.classId === classId));
  if (open.length > 0)
    return fail('missing', 'review', 'nobody', 'review', { class: open[0] ?? '' }, open.map(toPlace));
  const reviewer = reviewed.find(({ classId }) => asking.includes(classId))?.reviewer;
  return pass('review', 'named', { person: reviewer?.name ?? '' });
}

function checkApproval(facts: DecisionFacts): RuleFinding {
  const asking = classesThatAsk(facts, 'approval');
  if (asking.length === 0) return notAsked('approval');
  const approved = listGrantsOf(facts).filter(({ approvedBy }) => approvedBy !== null);
  const open = asking.filter((classId) => !approved.some((grant) => grant.classId === classId));
  if (open.length > 0)
    return fail('missing', 'approval', 'none', 'approval', { class: open[0] ?? '' }, open.map(toPlace));
  const grant = approved.find(({ classId }) => asking.includes(classId));
  return pass('approval', 'given', { person: grant?.approvedBy ?? '', grantedOn: grant?.grantedOn ?? '' });
}

function checkAgreements({ agreements, tool }: DecisionFacts): RuleFinding {
  const { obstacles, covering } = agreements;
  if (obstacles.length > 0) {
    return fail('deny', 'agreements', 'obstacle', 'agreement', { tool: tool.name, agreements: obstacles.join(', ') });
  }
  return covering === null ? notAsked('agreements') : pass('agreements', 'covered', { agreement: covering });
}

function checkResidency({ residency, tool }: DecisionFacts): RuleFinding {
  if (residency.length === 0) return notAsked('residency');
  const of = (verdict: 'breach' | 'unknown') =>
    residency
      .filter((one) => one.verdict === verdict)
      .map(({ region }) => region)
      .join(', ');
  const [breach, unknown] = [of('breach'), of('unknown')];
  if (breach) return fail('deny', 'residency', 'breach', 'residency', { tool: tool.name, region: breach });
  if (unknown) return fail('missing', 'residency', 'unknown', 'residency', { tool: tool.name, region: unknown });
  return pass('residency', 'inside', { region: residency.map(({ region }) => region).join(', ') });
}

function checkIdentity({ identity, today }: DecisionFacts): RuleFinding {
  const { name, joinedOn, leftOn } = identity;
  if (leftOn !== null && leftOn < today) {
    return fail('deny', 'identity', 'left', 'identity', { person: name, leftOn });
  }
  if (joinedOn > today) return fail('deny', 'identity', 'not_yet', 'identity', { person: name, joinedOn });
  return pass('identity', 'present', { person: name, joinedOn });
}

/** An agent never has more than the human who answers for it (`domain.md` 6.7). */
function checkOwner(facts: DecisionFacts): RuleFinding {
  const { identity, owner } = facts;
  if (identity.kind === 'person') return notAsked('owner');
  if (owner?.kind !== 'person') return fail('deny', 'owner', 'none', 'human_owner', { agent: identity.name });
  const about = { agent: identity.name, person: owner.name };
  const answer = decide({ ...facts, identity: owner, owner: null });
  if (answer.outcome === 'allow') return pass('owner', 'within', about);
  const outcome = answer.outcome === 'deny' ? 'deny' : 'missing';
  const remedies = answer.remedies.map((one) => ({ ...one, ofOwner: !SHARED.has(one.remedy) }));
  const says = isPresent(owner, facts.today) ? (outcome === 'deny' ? 'denied' : 'conditional') : 'left';
  return { rule: 'owner', says, facts: about, outcome, remedies };
}

function listRemedies(findings: readonly RuleFinding[], isAgent: boolean): Decision['remedies'] {
  const found = new Map<string, Decision['remedies'][number]>();
  for (const { rule, remedies } of findings) {
    for (const { remedy, facts, ofOwner } of remedies) {
      // An agent is trained by training its owner, so that is asked once.
      const asked = { remedy, facts, ofOwner: ofOwner || (isAgent && rule === 'training') };
      const key = `${remedy} ${facts['class'] ?? ''} ${asked.ofOwner}`;
      if (!found.has(key)) found.set(key, asked);
    }
  }
  return [...found.values()];
}

/**
 * May this person or agent use this tool in this place today (`domain.md` 6.7)? Every rule is asked, in order; one
 * that denies wins over all that pass, and what is missing makes the answer conditional. `remedies` are all needed and
 * enough: each failed rule names the one thing that makes it hold.
 */
export function decide(facts: DecisionFacts): Decision {
  const findings = [
    checkTool(facts),
    checkClass(facts),
    checkMatrix(facts),
    checkException(facts),
    checkTraining(facts),
    checkReview(facts),
    checkApproval(facts),
    checkAgreements(facts),
    checkResidency(facts),
    checkIdentity(facts),
    checkOwner(facts),
  ];
  const denying = findings.findIndex(({ outcome }) => outcome === 'deny');
  const missing = findings.findIndex(({ outcome }) => outcome === 'missing');
  const matrix = findings.findIndex(({ rule }) => rule === 'matrix');
  const deciding = denying >= 0 ? denying : missing >= 0 ? missing : matrix;
  const remedies = listRemedies(findings, facts.identity.kind === 'agent');
  return {
    outcome: denying >= 0 ? 'deny' : missing >= 0 ? 'conditional' : 'allow',
    steps: findings.map(({ rule, says, facts: about, outcome }, index) => ({
      rule,
      number: index + 1,
      says,
      facts: about,
      outcome,
      deciding: index === deciding,
    })),
    decidedBy: deciding + 1,
    missing: [...new Set(remedies.map(({ remedy }) => remedy))],
    remedies,
  };
}
