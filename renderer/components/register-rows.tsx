import { DataGrid, type GridColDef, type GridEventListener } from '@mui/x-data-grid';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readStyleNonce } from '../platform/style-nonce.ts';
import { RegisterCheckbox } from './register-checkbox.tsx';
import styles from './register-rows.module.css';
import type { RegisterSort } from './register-state.ts';

/** A column as the grid draws it. */
export interface RowColumn {
  id: string;
  title: string;
  align?: 'left' | 'right';
  /** Least width in pixels. */
  width?: number;
  /** Share of the room that is left; 0 keeps the width. */
  grow?: number;
  sortable?: boolean;
}

export interface RegisterRowsProps {
  label: string;
  columns: readonly RowColumn[];
  /** Ids of the rows of this page, in order. */
  ids: readonly string[];
  renderCell: (columnId: string, rowId: string) => ReactNode;
  sort: readonly RegisterSort[];
  onSort: (sort: RegisterSort[]) => void;
  /** Null: rows cannot be chosen. */
  chosen: ReadonlySet<string> | null;
  onChoose: (ids: Set<string>) => void;
  /** Pixels. */
  rowHeight: number;
  onOpen?: ((rowId: string) => void) | undefined;
  onExplain?: ((rowId: string) => void) | undefined;
  /** Said in place of rows. */
  empty: string;
}

const HEAD_HEIGHT = 32;
const LEAST_WIDTH = 96;
/** Pixels that the last column has at its right beyond the padding of a cell. */
const GUTTER = 12;
const CHECKBOX_FIELD = '__check__';

/** The rows of a register in MUI's grid: server mode, inset focus, arrow keys, Space, Enter and E. Loaded when needed. */
export function RegisterRows(props: RegisterRowsProps) {
  const { label, columns, ids, renderCell, sort, onSort, chosen, onChoose, rowHeight, onOpen, onExplain, empty } =
    props;
  const { t } = useTranslation();
  const lastToggled = useRef<string | null>(null);
  const rows = useMemo(() => ids.map((id) => ({ id })), [ids]);
  const definitions = useMemo(
    () =>
      columns.map((column, index): GridColDef<{ id: string }> => ({
        field: column.id,
        headerName: column.title,
        align: column.align ?? 'left',
        headerAlign: column.align ?? 'left',
        width: (column.width ?? LEAST_WIDTH) + (index === columns.length - 1 ? GUTTER : 0),
        minWidth: (column.width ?? LEAST_WIDTH) + (index === columns.length - 1 ? GUTTER : 0),
        flex: column.grow ?? 1,
        sortable: column.sortable !== false,
        renderCell: ({ row }) => <div className={styles.cell}>{renderCell(column.id, row.id) ?? '–'}</div>,
      })),
    [columns, renderCell],
  );

  function toggle(id: string, withRange: boolean): void {
    if (chosen === null) return;
    const next = new Set(chosen);
    const from = withRange && lastToggled.current !== null ? ids.indexOf(lastToggled.current) : -1;
    const to = ids.indexOf(id);
    const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const one of range) {
      if (from >= 0 || !chosen.has(one)) next.add(one);
      else next.delete(one);
    }
    lastToggled.current = id;
    onChoose(next);
  }

  const pressKey: GridEventListener<'cellKeyDown'> = ({ id, field }, event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rowId = String(id);
    if (event.key === ' ') toggle(rowId, event.shiftKey);
    else if (event.key === 'Enter' && field !== CHECKBOX_FIELD) onOpen?.(rowId);
    else if (event.key.toLowerCase() === 'e' && onExplain !== undefined) onExplain(rowId);
    else return;
    event.preventDefault();
    event.defaultMuiPrevented = true;
  };

  return (
    <DataGrid
      className={styles.grid ?? ''}
      nonce={readStyleNonce()}
      aria-label={label}
      rows={rows}
      columns={definitions}
      rowCount={ids.length}
      rowHeight={rowHeight}
      columnHeaderHeight={HEAD_HEIGHT}
      paginationMode="server"
      sortingMode="server"
      filterMode="server"
      pageSizeOptions={[100]}
      paginationModel={{ page: 0, pageSize: 100 }}
      sortModel={sort.map(({ field, direction }) => ({ field, sort: direction === 'ascending' ? 'asc' : 'desc' }))}
      onSortModelChange={(model) =>
        onSort(
          model.map((item) => ({ field: item.field, direction: item.sort === 'desc' ? 'descending' : 'ascending' })),
        )
      }
      checkboxSelection={chosen !== null}
      rowSelectionModel={{ type: 'include', ids: new Set(chosen ?? []) }}
      onRowSelectionModelChange={({ type, ids: marked }) =>
        onChoose(new Set(type === 'include' ? [...marked].map(String) : ids.filter((id) => !marked.has(id))))
      }
      onCellKeyDown={pressKey}
      onRowDoubleClick={({ id }) => onOpen?.(String(id))}
      disableRowSelectionOnClick
      disableColumnMenu
      disableColumnFilter
      disableColumnSelector
      keepNonExistentRowsSelected
      hideFooter
      slots={{
        baseCheckbox: RegisterCheckbox,
      }}
      localeText={{
        noRowsLabel: empty,
        checkboxSelectionHeaderName: t('components.register.choose'),
        checkboxSelectionSelectAllRows: t('components.register.chooseAll'),
        checkboxSelectionUnselectAllRows: t('components.register.chooseNone'),
        checkboxSelectionSelectRow: t('components.register.chooseRow'),
        checkboxSelectionUnselectRow: t('components.register.leaveRow'),
        columnHeaderSortIconLabel: t('components.register.sort'),
      }}
    />
  );
}
