import { memo, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readCell } from '../../../shared/rules/residency/compact-cell.ts';
import { joinClasses } from '../../components/class-names.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { describeState } from '../../components/status-words.ts';
import { useMatrixWindow } from './matrix-window.ts';
import styles from './residency-matrix.module.css';
import { SevenSquares } from './seven-squares.tsx';

/** CSS pixels; the style sheet has the same. */
const ROW = 52;
const COLUMN = 98;

/** The head of a row or a column, in two lines. */
export interface MatrixHead {
  id: string;
  name: string;
  detail: string;
  /** Said instead of the two lines, where the name is a code. */
  spoken: string;
  mark?: ReactNode;
}

export interface MatrixPlace {
  row: number;
  column: number;
}

interface ResidencyMatrixProps {
  label: string;
  corner: string;
  rows: readonly MatrixHead[];
  columns: readonly MatrixHead[];
  /** The letters of a cell. */
  cellAt: (row: number, column: number) => string;
  /** Where the keyboard is; kept by the page, which also jumps to the next breach. */
  place: MatrixPlace;
  onMove: (place: MatrixPlace) => void;
  /** Counts jumps of the page, which take the focus along. */
  jumps: number;
  onOpen: (place: MatrixPlace, cell: HTMLElement) => void;
  openAt: MatrixPlace | null;
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(value, count - 1));
}

/** Tools against regions as a table: two-line heads, a word over seven squares, arrow keys, Home and End, Enter opens. */
export function ResidencyMatrix(props: ResidencyMatrixProps) {
  const { label, corner, rows, columns, cellAt, onMove, jumps, onOpen, openAt } = props;
  const box = useRef<HTMLDivElement>(null);
  const [moves, setMoves] = useState(0);
  const place = { row: clamp(props.place.row, rows.length), column: clamp(props.place.column, columns.length) };
  const seen = useMatrixWindow(box, { row: ROW, column: COLUMN }, { rows: rows.length, columns: columns.length });
  const shownColumns = columns.slice(seen.columns.first, seen.columns.end);
  const shownRows = rows.slice(seen.rows.first, seen.rows.end);
  const { row, column } = place;

  // What is to have the focus may have to be scrolled into sight, and drawn, before it can.
  useEffect(() => {
    if (moves + jumps === 0) return undefined;
    const element = box.current;
    if (!element) return undefined;
    scrollTo(element, row, column);
    const frame = requestAnimationFrame(() => {
      element.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [moves, jumps, row, column]);

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-place]') : null;
    if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
    const next: Record<string, MatrixPlace> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      Home: { row, column: 0 },
      End: { row, column: columns.length - 1 },
      PageUp: { row: row - 10, column },
      PageDown: { row: row + 10, column },
    };
    const wanted = next[event.key];
    if (wanted) {
      onMove({ row: clamp(wanted.row, rows.length), column: clamp(wanted.column, columns.length) });
      setMoves(moves + 1);
    } else if (event.key === 'Enter') onOpen(place, target);
    else return;
    event.preventDefault();
  }

  const before = seen.columns.first;
  const after = columns.length - seen.columns.end;
  return (
    // Its cells take the focus and the keys; the box only scrolls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} className={styles.box} onKeyDown={press}>
      {/* Arrow keys move from cell to cell, which is what a grid is. */}
      <table
        className={styles.matrix}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
      >
        <colgroup>
          <col className={styles.headColumn} />
          {before > 0 && <col style={{ width: before * COLUMN }} />}
          {shownColumns.map(({ id }) => (
            <col key={id} className={styles.column} />
          ))}
          {after > 0 && <col style={{ width: after * COLUMN }} />}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={joinClasses(styles.head, styles.corner)} aria-colindex={1}>
              {corner}
            </th>
            {before > 0 && <td aria-hidden="true" className={styles.room} />}
            {shownColumns.map((head, index) => (
              <th
                key={head.id}
                scope="col"
                className={styles.head}
                aria-colindex={before + index + 2}
                title={head.spoken}
              >
                <HeadLines head={head} />
              </th>
            ))}
            {after > 0 && <td aria-hidden="true" className={styles.room} />}
          </tr>
        </thead>
        <tbody>
          {seen.rows.first > 0 && <tr aria-hidden="true" style={{ height: seen.rows.first * ROW }} />}
          {shownRows.map((head, offset) => {
            const at = seen.rows.first + offset;
            return (
              <tr key={head.id} aria-rowindex={at + 2}>
                <th scope="row" className={styles.rowHead} aria-colindex={1} title={head.spoken}>
                  <HeadLines head={head} />
                </th>
                {before > 0 && <td aria-hidden="true" className={styles.room} />}
                {shownColumns.map(({ id }, index) => {
                  const columnAt = before + index;
                  const isHere = at === row && columnAt === column;
                  return (
                    <MatrixCell
                      key={id}
                      text={cellAt(at, columnAt)}
                      place={`${at}-${columnAt}`}
                      columnIndex={columnAt + 2}
                      isHere={isHere}
                      isOpen={openAt?.row === at && openAt.column === columnAt}
                      onOpen={(cell) => {
                        onMove({ row: at, column: columnAt });
                        onOpen({ row: at, column: columnAt }, cell);
                      }}
                    />
                  );
                })}
                {after > 0 && <td aria-hidden="true" className={styles.room} />}
              </tr>
            );
          })}
          {seen.rows.end < rows.length && (
            <tr aria-hidden="true" style={{ height: (rows.length - seen.rows.end) * ROW }} />
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Brings a cell into sight below the head of the table and right of the heads of its rows. */
function scrollTo(box: HTMLElement, row: number, column: number): void {
  const top = row * ROW;
  const room = box.clientHeight - ROW;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW > box.scrollTop + room) box.scrollTop = top + ROW - room;
  const head = box.querySelector<HTMLElement>('th')?.offsetWidth ?? 0;
  const left = column * COLUMN;
  const width = box.clientWidth - head;
  if (left < box.scrollLeft) box.scrollLeft = left;
  else if (left + COLUMN > box.scrollLeft + width) box.scrollLeft = left + COLUMN - width;
}

function HeadLines({ head }: { head: MatrixHead }) {
  return (
    <>
      <span className={styles.name}>
        {head.name}
        {head.mark}
      </span>
      <span className={styles.detail}>{head.detail}</span>
    </>
  );
}

/** An override beside the result: in force, or waiting for approval. */
export function OverrideMark({ proposed }: { proposed: boolean }) {
  const { t } = useTranslation();
  const word = t(proposed ? 'residency.override.proposedShort' : 'residency.override.liveShort');
  return (
    <span className={styles.override} title={word}>
      <StatusShape shape={proposed ? 'half' : 'lock'} />
      <span className="visually-hidden">{word}</span>
    </span>
  );
}

interface MatrixCellProps {
  text: string;
  place: string;
  columnIndex: number;
  isHere: boolean;
  isOpen: boolean;
  onOpen: (cell: HTMLElement) => void;
}

const MatrixCell = memo(
  function MatrixCell({ text, place, columnIndex, isHere, isOpen, onOpen }: MatrixCellProps) {
    const { t } = useTranslation();
    const cell = readCell(text);
    const state = cell && describeState('residency', cell.result);
    const faults = cell?.locations.filter(({ result }) => result !== 'meets') ?? [];
    const spoken = faults
      .map(({ location, result }) => `${t(`residency.location.${location}`)} ${t(`residency.result.${result}`)}`)
      .join(', ');
    return (
      // The keys of a cell are those of the grid around it.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
      <td
        data-place={place}
        tabIndex={isHere ? 0 : -1}
        aria-colindex={columnIndex}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        className={joinClasses(
          styles.cell,
          cell === null && styles.unused,
          cell?.result === 'breach' && styles.breach,
          isOpen && styles.open,
        )}
        onClick={(event) => onOpen(event.currentTarget)}
      >
        {cell === null || state === null ? (
          t('residency.result.notUsed')
        ) : (
          <>
            <span className={styles.word}>
              <StatusMark shape={state.shape} tone={state.tone}>
                {t(state.key)}
              </StatusMark>
              {(cell.override !== null || cell.proposed) && <OverrideMark proposed={cell.proposed} />}
            </span>
            <SevenSquares results={cell.locations.map(({ result }) => result)} />
            {spoken !== '' && <span className="visually-hidden">{spoken}</span>}
          </>
        )}
      </td>
    );
  },
  (before, after) =>
    before.text === after.text &&
    before.place === after.place &&
    before.columnIndex === after.columnIndex &&
    before.isHere === after.isHere &&
    before.isOpen === after.isOpen,
);
