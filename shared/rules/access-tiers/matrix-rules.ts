import type { AccessCell, AccessClass } from '../../contract/access-tier-records.ts';
import { type DecisionFacts, type DesignFacts, type ExceptionFact, listClasses } from './decision-facts.ts';
import { countsToday, coversUse, findExceptionEnd, findExceptionStanding } from './exceptions.ts';
import { findCell, isDeniedByDefault, tierOf } from './matrix.ts';
import { fail, notAsked, pass, type RuleFinding } from './rule-outcome.ts';

/** Which class the code has. Code that nobody has classified is denied; payments need their PCI class as well. */
export function checkClass({ place }: DecisionFacts): RuleFinding {
  const { repository, codeClass, pciClass } = place;
  const name = repository?.name ?? '';
  if (repository === null) {
    const [classId] = listClasses(place);
    return classId
      ? pass('class', 'asked', { class: classId, tier: tierOf(classId) })
      : fail('deny', 'class', 'not_asked_for', 'classify_repository');
  }
  if (codeClass === null) return fail('deny', 'class', 'not_classified', 'classify_repository', { repository: name });
  if (codeClass === 'payments' && pciClass === null) {
    return fail('deny', 'class', 'pci_not_classified', 'classify_repository', { repository: name });
  }
  const facts = {
    repository: name,
    class: codeClass,
    tier: tierOf(codeClass),
    ...(pciClass && { pciClass }),
    ...(repository.taggedBy !== null && { taggedBy: repository.taggedBy }),
    ...(repository.taggedOn !== null && { taggedOn: repository.taggedOn }),
  };
  return pass('class', pciClass ? 'classified_for_both' : 'classified', facts);
}

/** The exceptions for this identity, tool and place that are for `classId`. */
function listExceptionsFor({ exceptions, identity, tool, place }: DecisionFacts, classId: AccessClass) {
  const use = {
    identityId: identity.id,
    role: identity.role,
    toolId: tool.id,
    classId,
    repositoryId: place.repository?.id ?? null,
  };
  return exceptions.filter((exception) => coversUse(exception, use));
}

/**
 * The exception that opens `classId`, or null. A cell that says deny is opened by one for this identity alone, never by
 * one for its whole role; what expired, was not approved, or was approved by who asked counts for nothing.
 */
function findOpening(facts: DecisionFacts, cell: AccessCell): ExceptionFact | null {
  if (!isDeniedByDefault(cell.classId) && cell.outcome === 'deny') return null;
  if (facts.withoutExceptions.includes(facts.identity.role)) return null;
  const counting = listExceptionsFor(facts, cell.classId)
    .filter((exception) => countsToday(exception, facts.today))
    .filter(({ identityId }) => cell.outcome !== 'deny' || identityId !== null);
  return counting.sort((left, right) => findExceptionEnd(right).localeCompare(findExceptionEnd(left)))[0] ?? null;
}

/** The cells that decide: one for each class of the place. */
export function listCells({ identity, place }: DecisionFacts, design: DesignFacts): AccessCell[] {
  return listClasses(place).map((classId) => findCell(design.cells, identity.role, classId));
}

const MATRIX_REMEDIES = {
  not_set: 'set_cell',
  conditional_on_nothing: 'set_cell',
  denied: 'change_design',
  denied_by_default: 'exception',
} as const;
type MatrixFault = keyof typeof MATRIX_REMEDIES;
const FAULT_ORDER = Object.keys(MATRIX_REMEDIES) as MatrixFault[];

function findMatrixFault(facts: DecisionFacts, cell: AccessCell): MatrixFault | null {
  if (cell.outcome === 'not_set') return 'not_set';
  if (cell.outcome === 'conditional') return cell.requirements.length === 0 ? 'conditional_on_nothing' : null;
  if (cell.outcome === 'allow') return null;
  if (!isDeniedByDefault(cell.classId) || facts.withoutExceptions.includes(facts.identity.role)) return 'denied';
  return findOpening(facts, cell) === null ? 'denied_by_default' : null;
}

/** What the cells of the matrix say; the worst that denies speaks for all. */
export function checkMatrix(facts: DecisionFacts): RuleFinding {
  const { design, identity } = facts;
  if (design === null) return fail('deny', 'matrix', 'no_design', 'change_design');
  const cells = listCells(facts, design);
  const about = (cell: AccessCell) => ({
    role: identity.role,
    class: cell.classId,
    tier: tierOf(cell.classId),
    version: design.version,
  });
  const failing = cells.flatMap((cell) => {
    const says = findMatrixFault(facts, cell);
    return says === null ? [] : [{ says, remedy: MATRIX_REMEDIES[says], facts: about(cell), ofOwner: false }];
  });
  const [first] = failing.toSorted((left, right) => FAULT_ORDER.indexOf(left.says) - FAULT_ORDER.indexOf(right.says));
  if (first) {
    const remedies = failing.map(({ remedy, facts: asked, ofOwner }) => ({ remedy, facts: asked, ofOwner }));
    return { rule: 'matrix', says: first.says, facts: first.facts, outcome: 'deny', remedies };
  }
  const [strictest] = cells.toSorted((left, right) => rank(right) - rank(left));
  if (!strictest) return notAsked('matrix', 'no_class');
  const says = { deny: 'opened', conditional: 'conditional', allow: 'allowed' } as const;
  return pass('matrix', says[strictest.outcome as keyof typeof says], about(strictest));
}

const RANKS = ['allow', 'conditional', 'not_set', 'deny'] as const;
const rank = ({ outcome }: AccessCell) => RANKS.indexOf(outcome);

/** A live exception for every class that is denied by default, or whose cell asks for one. */
export function checkException(facts: DecisionFacts): RuleFinding {
  const { design, identity, withoutExceptions } = facts;
  if (design === null) return notAsked('exception');
  const needing = listCells(facts, design).filter(
    ({ classId, requirements }) => isDeniedByDefault(classId) || requirements.includes('exception'),
  );
  if (needing.length === 0) return notAsked('exception');
  if (withoutExceptions.includes(identity.role)) {
    return fail('deny', 'exception', 'never_for_role', 'change_design', { role: identity.role });
  }
  const openings = needing.map((cell) => findOpening(facts, cell));
  const closed = needing.filter((_cell, index) => openings[index] === null).map(({ classId }) => classId);
  const [first, ...others] = closed;
  if (first !== undefined) return describeNoException(facts, first, others);
  const [opening] = openings.filter((one) => one !== null);
  return opening
    ? pass('exception', 'live', { exception: opening.code, expiresOn: findExceptionEnd(opening) })
    : notAsked('exception');
}

/** Says what became of the exceptions there were; the newest speaks. */
function describeNoException(facts: DecisionFacts, classId: AccessClass, others: readonly AccessClass[]): RuleFinding {
  const { today, identity } = facts;
  const held = listExceptionsFor(facts, classId)
    .map((exception) => ({ exception, standing: findExceptionStanding(exception, today) }))
    .sort((left, right) => right.exception.startsOn.localeCompare(left.exception.startsOn));
  const about = { class: classId, role: identity.role };
  const places = [classId, ...others].map((one) => ({ class: one, role: identity.role }));
  for (const standing of ['requested', 'upcoming', 'lapsed', 'revoked', 'declined', 'live'] as const) {
    const found = held.find((one) => one.standing === standing)?.exception;
    if (!found) continue;
    // A live one that does not count was given to the whole role where the cell denies, or to oneself.
    const says = standing === 'live' ? 'does_not_count' : standing;
    const dates = { exception: found.code, startsOn: found.startsOn, expiresOn: findExceptionEnd(found) };
    return fail('deny', 'exception', says, 'exception', { ...about, ...dates }, places);
  }
  return fail('deny', 'exception', 'none', 'exception', about, places);
}
