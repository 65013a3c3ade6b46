import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { joinClasses } from './class-names.ts';
import styles from './data-table.module.css';
import { OnlySpoken } from './only-spoken.tsx';

export interface DataColumn<Row> {
  id: string;
  title: string;
  /** Null, undefined and empty text show "–". */
  render: (row: Row) => ReactNode;
  align?: 'left' | 'right';
  /** CSS width: "120px", "30%". */
  width?: string;
  /** Record ids, hashes and cell references. */
  mono?: boolean;
  /** Text of lesser weight. */
  quiet?: boolean;
  /** May break into lines; cells stay on one line otherwise. */
  wrap?: boolean;
  /** The head is spoken and not shown, for columns of buttons. */
  hideTitle?: boolean;
}

export interface DataTableProps<Row> {
  /** Spoken name. */
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Enter or a click opens a row; rows then take the focus, and ↑ ↓ Home End move. */
  onOpen?: (row: Row) => void;
  chosenId?: string | null;
  /** Several rows chosen together, in place of `chosenId`. */
  isChosen?: (row: Row) => boolean;
  /** The row that has the focus now. */
  onPoint?: (row: Row) => void;
  isStrong?: (row: Row) => boolean;
  /** Rows of 32 in place of 36. */
  compact?: boolean;
  /** In place of rows when there are none. */
  empty?: ReactNode;
}

/** A table for at most a few hundred rows, first column as the row's head. Registers use `RegisterGrid`. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, onOpen, chosenId, isChosen, onPoint, isStrong, compact = false, empty } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [stop, setStop] = useState(0);
  const tabStop = Math.min(stop, rows.length - 1);

  function goTo(index: number): void {
    setStop(index);
    body.current?.querySelectorAll<HTMLElement>('tr').item(index).focus();
  }

  function move(event: KeyboardEvent<HTMLTableRowElement>, row: Row, index: number): void {
    // Keys inside a cell's own button or field are its own.
    if (event.target !== event.currentTarget) return;
    const places: Record<string, number> = {
      ArrowDown: Math.min(index + 1, rows.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: rows.length - 1,
    };
    const place = places[event.key];
    if (place !== undefined) goTo(place);
    else if (event.key === 'Enter') onOpen?.(row);
    else return;
    event.preventDefault();
  }

  function open(event: MouseEvent, row: Row): void {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('a, button, input, select, textarea, label') === null) onOpen?.(row);
  }

  if (rows.length === 0 && empty !== undefined) return <div className={styles.empty}>{empty}</div>;
  return (
    <div className={styles.scroll}>
      <table className={joinClasses(styles.table, compact && styles.compact)} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={joinClasses(styles.head, column.align === 'right' && styles.right)}
                style={{ width: column.width }}
              >
                {column.hideTitle === true ? <OnlySpoken>{column.title}</OnlySpoken> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => {
            const id = rowId(row);
            const chosen = isChosen?.(row) ?? id === chosenId;
            const classes = [styles.row, isStrong?.(row) === true && styles.strong, chosen && styles.chosen];
            const opening =
              onOpen === undefined
                ? {}
                : {
                    tabIndex: index === tabStop ? 0 : -1,
                    'aria-current': chosen ? (true as const) : undefined,
                    onFocus: () => {
                      setStop(index);
                      onPoint?.(row);
                    },
                    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => move(event, row, index),
                    onClick: (event: MouseEvent) => open(event, row),
                  };
            return (
              <tr key={id} className={joinClasses(...classes)} {...opening}>
                {columns.map((column) => (
                  <DataCell key={column.id} column={column} row={row} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function DataCell<Row>({ column, row }: { column: DataColumn<Row>; row: Row }) {
  const content = column.render(row);
  const classes = joinClasses(
    styles.cell,
    column.align === 'right' && styles.right,
    column.mono === true && styles.mono,
    column.quiet === true && styles.quiet,
    column.wrap === true ? styles.wrap : styles.nowrap,
  );
  return <td className={classes}>{content === null || content === undefined || content === '' ? '–' : content}</td>;
}
