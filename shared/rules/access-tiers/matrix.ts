import {
  ACCESS_CLASSES,
  ACCESS_REQUIREMENTS,
  ACCESS_ROLES,
  type AccessCell,
  type AccessClass,
  type AccessRole,
} from '../../contract/access-tier-records.ts';

/** The seed's tier of each code class; the PCI axis has none. */
const CLASS_TIERS: Readonly<Partial<Record<AccessClass, 1 | 2 | 3>>> = {
  public_docs: 1,
  internal: 2,
  phi_services: 3,
  payments: 3,
  secrets: 3,
};

const STRICTNESS = ['allow', 'conditional', 'not_set', 'deny'] as const;

/** 1 to 3 for a code class, 0 for a class of the PCI axis. */
export function tierOf(classId: AccessClass): number {
  return CLASS_TIERS[classId] ?? 0;
}

/** Tier 3 and the cardholder data environment are denied unless an exception is live (`domain.md` 0.5, 0.6). */
export function isDeniedByDefault(classId: AccessClass): boolean {
  return tierOf(classId) === 3 || classId === 'cde';
}

/** The cell of a role and a class; one that nobody has set is `not_set`. */
export function findCell(cells: readonly AccessCell[], role: AccessRole, classId: AccessClass): AccessCell {
  const found = cells.find((cell) => cell.role === role && cell.classId === classId);
  return found ?? { role, classId, outcome: 'not_set', requirements: [] };
}

/** Every cell of the matrix in the order of roles and classes, its requirements in their order and each once. */
export function completeCells(cells: readonly AccessCell[]): AccessCell[] {
  return ACCESS_ROLES.flatMap((role) =>
    ACCESS_CLASSES.map((classId) => {
      const cell = findCell(cells, role, classId);
      return { ...cell, requirements: ACCESS_REQUIREMENTS.filter((one) => cell.requirements.includes(one)) };
    }),
  );
}

/** Negative when `left` lets more through than `right`; more requirements are stricter. */
export function compareStrictness(left: AccessCell, right: AccessCell): number {
  const rank = ({ outcome, requirements }: AccessCell) => STRICTNESS.indexOf(outcome) * 10 + requirements.length;
  return rank(left) - rank(right);
}

export interface CellDifference {
  role: AccessRole;
  classId: AccessClass;
  left: AccessCell;
  right: AccessCell;
  /** Does the right side let something through that the left holds back? */
  looser: boolean;
}

function isLooser(left: AccessCell, right: AccessCell): boolean {
  const byOutcome = STRICTNESS.indexOf(right.outcome) - STRICTNESS.indexOf(left.outcome);
  if (byOutcome !== 0) return byOutcome < 0;
  return left.requirements.some((requirement) => !right.requirements.includes(requirement));
}

/** The cells in which two designs differ, in the order of roles and classes. */
export function compareCells(left: readonly AccessCell[], right: readonly AccessCell[]): CellDifference[] {
  const rightCells = completeCells(right);
  return completeCells(left).flatMap((cell, index) => {
    const other = rightCells[index] ?? cell;
    const same = cell.outcome === other.outcome && cell.requirements.join() === other.requirements.join();
    if (same) return [];
    const { role, classId } = cell;
    return [{ role, classId, left: cell, right: other, looser: isLooser(cell, other) }];
  });
}
