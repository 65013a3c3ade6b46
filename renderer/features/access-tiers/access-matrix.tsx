import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCESS_ROLES,
  type AccessCell,
  type AccessClass,
  type AccessDesign,
  type AccessRole,
} from '../../../shared/contract/access-tier-records.ts';
import { findCell, tierOf } from '../../../shared/rules/access-tiers/matrix.ts';
import { Chip } from '../../components/chip.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { formatNumber } from '../../platform/format.ts';
import styles from './access-matrix.module.css';

const KEYS: Readonly<Record<string, AccessCell['outcome']>> = { 1: 'allow', 2: 'conditional', 3: 'deny' };

export interface CellChange {
  left: AccessCell;
  looser: boolean;
}

interface AccessMatrixProps {
  label: string;
  design: AccessDesign;
  classes: readonly AccessClass[];
  holders: readonly { role: AccessRole; count: number }[];
  /** What the version in force said, for cells that differ from it; empty while nothing is compared. */
  changes: ReadonlyMap<string, CellChange>;
  /** Sets the outcome of a cell by its key. */
  onSet: (cell: AccessCell, outcome: AccessCell['outcome'], anchor: HTMLElement) => void;
  onOpen: (cell: AccessCell, anchor: HTMLElement) => void;
  openAt: string | null;
}

/** "junior internal": names a cell within a design. */
export function cellKey({ role, classId }: Pick<AccessCell, 'role' | 'classId'>): string {
  return `${role} ${classId}`;
}

/** Roles against classes of code: two head rows, arrow keys, 1 2 3 set, Enter opens a cell. */
export function AccessMatrix(props: AccessMatrixProps) {
  const { label, design, classes, holders, changes, onSet, onOpen, openAt } = props;
  const { t } = useTranslation();
  const grid = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState({ row: 0, column: 0 });
  const at = { row: Math.min(place.row, ACCESS_ROLES.length - 1), column: Math.min(place.column, classes.length - 1) };

  function goTo(row: number, column: number): void {
    const next = {
      row: Math.max(0, Math.min(row, ACCESS_ROLES.length - 1)),
      column: Math.max(0, Math.min(column, classes.length - 1)),
    };
    setPlace(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.column}"]`)?.focus();
  }

  function press(event: KeyboardEvent<HTMLTableCellElement>, cell: AccessCell): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const { row, column } = at;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, classes.length - 1],
    };
    const move = moves[event.key];
    const outcome = KEYS[event.key];
    if (move) goTo(...move);
    else if (outcome !== undefined) onSet(cell, outcome, event.currentTarget);
    else if (event.key === 'Enter') onOpen(cell, event.currentTarget);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.box}>
      <table
        ref={grid}
        className={styles.matrix}
        // Arrow keys move from cell to cell, which is what a grid is.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={label}
      >
        <colgroup>
          <col className={styles.roleColumn} />
          {classes.map((classId) => (
            <col key={classId} className={styles[classId] ?? styles.pciColumn} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className={styles.corner}>
              {t('accessTiers.matrix.role')}
            </th>
            {listGroups(classes).map(({ tier, count }) => (
              <th key={tier} scope="colgroup" colSpan={count} className={styles.group}>
                {t(`accessTiers.matrix.tier.${tier}`)}
              </th>
            ))}
          </tr>
          <tr>
            {classes.map((classId) => (
              <th key={classId} scope="col" className={styles.head}>
                {t(`accessTiers.class.${classId}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ACCESS_ROLES.map((role, row) => (
            <tr key={role}>
              <th scope="row" className={styles.rowHead}>
                {t(`accessTiers.role.${role}`)}
                <span className={styles.holders}>
                  <Holders role={role} count={holders.find((one) => one.role === role)?.count ?? 0} />
                </span>
              </th>
              {classes.map((classId, column) => {
                const cell = findCell(design.cells, role, classId);
                const change = changes.get(cellKey(cell));
                return (
                  <td
                    key={classId}
                    data-place={`${row}-${column}`}
                    data-cell={cellKey(cell)}
                    tabIndex={row === at.row && column === at.column ? 0 : -1}
                    className={joinClasses(
                      styles.cell,
                      cell.outcome === 'not_set' && styles.notSet,
                      cell.outcome === 'deny' && styles.deny,
                      change !== undefined && styles.changed,
                      openAt === cellKey(cell) && styles.open,
                    )}
                    onFocus={() => setPlace({ row, column })}
                    onKeyDown={(event) => press(event, cell)}
                    onClick={(event) => onOpen(cell, event.currentTarget)}
                  >
                    <CellContent cell={cell} change={change} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Holders({ role, count }: { role: AccessRole; count: number }) {
  const { t } = useTranslation();
  if (role === 'auditor' && count === 0) return t('accessTiers.matrix.readOnly');
  return t(`accessTiers.matrix.holders.${role === 'service' ? 'agents' : 'people'}`, {
    count,
    number: formatNumber(count),
  });
}

function CellContent({ cell, change }: { cell: AccessCell; change: CellChange | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <WordMark of="accessOutcome" value={cell.outcome} />
      {cell.outcome === 'not_set' && <span className={styles.note}>{t('accessTiers.matrix.denyForNow')}</span>}
      {cell.requirements.length > 0 && (
        <span className={styles.chips}>
          {cell.requirements.map((requirement) => (
            <Chip key={requirement}>{t(`accessTiers.requirement.${requirement}`)}</Chip>
          ))}
        </span>
      )}
      {change && (
        <span className={styles.note}>
          {t(`accessTiers.matrix.was.${change.looser && cell.outcome !== 'not_set' ? 'looser' : 'other'}`, {
            before: writeCell(t, change.left),
          })}
        </span>
      )}
    </>
  );
}

/** A cell in words: "Conditional: Training, Review". */
export function writeCell(t: ReturnType<typeof useTranslation>['t'], cell: AccessCell): string {
  const outcome = t(`accessTiers.outcome.${cell.outcome}`);
  if (cell.requirements.length === 0) return outcome;
  const requirements = cell.requirements.map((one) => t(`accessTiers.requirement.${one}`)).join(', ');
  return t('accessTiers.matrix.withRequirements', { outcome, requirements });
}

function listGroups(classes: readonly AccessClass[]): { tier: number; count: number }[] {
  const groups = Map.groupBy(classes, tierOf);
  return [...groups].map(([tier, members]) => ({ tier, count: members.length }));
}
