import { ChevronLeft, ChevronRight, Plus, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LIST_LIMIT } from '../../shared/contract/operation.ts';
import { formatNumber } from '../platform/format.ts';
import { useKeys } from '../platform/keys.tsx';
import { usePreferences } from '../platform/preferences.tsx';
import { readProblem } from '../platform/problem.ts';
import { Button } from './button.tsx';
import { FormDialog } from './dialog.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { LoadingRows } from './loading-rows.tsx';
import { PageKeys } from './page-keys.tsx';
import { PopoverMenu } from './popover-menu.tsx';
import type { RegisterFilter } from './register-filter.tsx';
import styles from './register-grid.module.css';
import type { RowColumn } from './register-rows.tsx';
import { RegisterToolbar } from './register-toolbar.tsx';
import { TabBar } from './tab-bar.tsx';
import { TextField } from './text-field.tsx';
import type { Register } from './use-register.ts';

const RegisterRows = lazy(async () => {
  const { RegisterRows: rows } = await import('./register-rows.tsx');
  return { default: rows };
});

/** Heights of a row in pixels, by the person's preference. */
const ROW_HEIGHTS = { compact: 32, standard: 36, roomy: 44 } as const;
const LOADING_ROWS = 12;

export interface RegisterColumn<Row> extends RowColumn {
  /** Null and undefined show "–". The first column is the name: it opens the row, in weight 500. */
  render: (row: Row) => ReactNode;
  /** Not on show until chosen under "Columns". */
  hidden?: boolean;
}

export interface BulkAction<Row> {
  id: string;
  label: string;
  icon: LucideIcon;
  /** `done` empties the choice. */
  run: (rows: readonly Row[], done: () => void) => void;
  /** Why it fits not all of them; undefined when it does. */
  unavailable?: (rows: readonly Row[]) => string | undefined;
}

export interface RegisterGridProps<Row extends { id: string }> {
  /** Spoken name of the table. */
  label: string;
  /** What `useRegister` gives. */
  register: Register;
  columns: readonly RegisterColumn<Row>[];
  filters?: readonly RegisterFilter[];
  /** The answer of the `list` operation; undefined while it is read for the first time. */
  page: { rows: readonly Row[]; total: number; hidden: number } | undefined;
  /** What the `list` operation threw. */
  error?: unknown;
  onRetry?: () => void;
  /** Enter, double click, or a click on the name. */
  onOpen?: (row: Row) => void;
  /** The key E. */
  onExplain?: (row: Row) => void;
  bulkActions?: readonly BulkAction<Row>[];
  /** Beside the bulk actions: what needs each record's own page. */
  bulkNote?: string;
  /** In place of all when the register has no record at all. */
  empty?: ReactNode;
}

/**
 * A register (picture 02): saved views, search, filters, order and columns above; rows that page, sort and filter in
 * the core; a bulk bar docked over the footer. Fills its parent, so give the page `PageLayout fill`.
 */
export function RegisterGrid<Row extends { id: string }>(props: RegisterGridProps<Row>) {
  const { label, register, columns, filters = [], page, error, onRetry, onOpen, onExplain, empty } = props;
  const { bulkActions, bulkNote } = props;
  const { t } = useTranslation();
  const { density } = usePreferences();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map());
  const search = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const { state } = register;

  useKeys(label, [
    { key: '/', label: t('components.register.searchKey'), run: () => search.current?.focus() },
    {
      key: 'F',
      label: t('components.register.filterKey'),
      run: () => bar.current?.querySelector<HTMLElement>('button')?.focus(),
      hint: filters.length > 0,
    },
    ...(chosen.size > 0
      ? [{ key: 'Escape', label: t('components.register.clearChoice'), run: () => setChosen(new Map()) }]
      : []),
  ]);

  const rows = page?.rows;
  const byId = useMemo(() => new Map(rows?.map((row) => [row.id, row])), [rows]);
  const ids = useMemo(() => rows?.map((row) => row.id) ?? [], [rows]);
  const columnIds = state.columns.length > 0 ? state.columns : columns.filter((one) => one.hidden !== true).map(idOf);
  const written = columnIds.join(',');
  const shown = useMemo(() => {
    const wanted = written.split(',');
    return columns.filter((column, index) => index === 0 || wanted.includes(column.id));
  }, [columns, written]);

  const renderCell = useCallback(
    (columnId: string, rowId: string): ReactNode => {
      const row = byId.get(rowId);
      const column = columns.find((one) => one.id === columnId);
      if (row === undefined || column === undefined) return null;
      if (column !== columns[0]) return column.render(row);
      if (onOpen === undefined) return <span className={styles.plainName}>{column.render(row)}</span>;
      return (
        <button type="button" tabIndex={-1} className={styles.name} onClick={() => onOpen(row)}>
          {column.render(row)}
        </button>
      );
    },
    [byId, columns, onOpen],
  );

  function withRow(act: ((row: Row) => void) | undefined): ((rowId: string) => void) | undefined {
    if (act === undefined) return undefined;
    return (rowId) => {
      const row = byId.get(rowId);
      if (row !== undefined) act(row);
    };
  }

  function choose(wanted: ReadonlySet<string>): void {
    const rowOf = (id: string) => byId.get(id) ?? chosen.get(id);
    setChosen(
      new Map(
        [...wanted].flatMap((id) => {
          const row = rowOf(id);
          return row === undefined ? [] : [[id, row] as const];
        }),
      ),
    );
  }

  const untouched = page !== undefined && page.total === 0 && page.hidden === 0 && state.search === '';
  if (untouched && empty !== undefined) return empty;
  return (
    <div className={styles.register}>
      <ViewTabs register={register} label={t('components.register.views', { name: label })} />
      <RegisterToolbar {...{ register, columns, filters, search, bar }} shown={shown.map(idOf)} />
      <div className={styles.rows}>
        {error !== undefined && error !== null && (
          <div className={styles.message}>
            <ErrorPanel
              problem={readProblem(error)}
              actions={onRetry === undefined ? [] : [{ label: t('components.register.retry'), run: onRetry }]}
            />
          </div>
        )}
        {page === undefined && (error === undefined || error === null) && <LoadingRows rows={LOADING_ROWS} />}
        {page !== undefined && (
          <Suspense fallback={<LoadingRows rows={LOADING_ROWS} />}>
            <RegisterRows
              label={label}
              columns={shown}
              ids={ids}
              renderCell={renderCell}
              sort={state.sort}
              onSort={(sort) => register.change({ sort })}
              chosen={bulkActions === undefined ? null : new Set(chosen.keys())}
              onChoose={choose}
              rowHeight={ROW_HEIGHTS[density]}
              onOpen={withRow(onOpen)}
              onExplain={withRow(onExplain)}
              empty={t('components.register.nothing')}
            />
          </Suspense>
        )}
      </div>
      {bulkActions !== undefined && chosen.size > 0 && (
        <BulkBar
          rows={[...chosen.values()]}
          actions={bulkActions}
          note={bulkNote}
          onClear={() => setChosen(new Map())}
        />
      )}
      <PageKeys
        hints={[
          { keys: ['↑', '↓'], label: t('components.register.move') },
          ...(bulkActions === undefined
            ? []
            : [{ keys: [t('components.register.space')], label: t('components.register.select') }]),
          ...(onOpen === undefined ? [] : [{ keys: ['Enter'], label: t('components.register.open') }]),
          ...(onExplain === undefined ? [] : [{ keys: ['E'], label: t('components.register.explain') }]),
        ]}
      >
        {page !== undefined && (
          <PagePlace register={register} total={page.total} count={ids.length} hidden={page.hidden} />
        )}
      </PageKeys>
    </div>
  );
}

function idOf({ id }: { id: string }): string {
  return id;
}

/** The views as tabs; what is shown can be kept as one's own. */
function ViewTabs({ register, label }: { register: Register; label: string }) {
  const { t } = useTranslation();
  const { state, views } = register;
  const current = views.find((view) => view.id === state.view);
  /** Which view is being named: a new one, or the current one anew. */
  const [naming, setNaming] = useState<'new' | 'current' | null>(null);
  return (
    <>
      <TabBar
        label={label}
        tabs={views}
        current={state.view}
        onChange={register.chooseView}
        after={
          <>
            <Button kind="quiet" size="small" icon={Plus} onClick={() => setNaming('new')}>
              {t('components.register.saveView')}
            </Button>
            {current?.saved === true && (
              <PopoverMenu
                label={t('components.register.viewMenu', { name: current.label })}
                button={{ kind: 'quiet', size: 'small' }}
                items={[
                  {
                    id: 'rename',
                    label: t('components.register.renameView'),
                    run: () => setNaming('current'),
                  },
                  {
                    id: 'update',
                    label: t('components.register.updateView'),
                    run: () => void register.saveView(current.label, current.id),
                  },
                  {
                    id: 'remove',
                    label: t('components.register.removeView'),
                    run: () => void register.removeView(current.id),
                  },
                ]}
              />
            )}
          </>
        }
      />
      {naming === 'new' && (
        <ViewNameDialog
          title={t('components.register.saveViewTitle')}
          primary={t('components.register.saveViewDo')}
          onSave={(name) => register.saveView(name)}
          onClose={() => setNaming(null)}
        />
      )}
      {naming === 'current' && current !== undefined && (
        <ViewNameDialog
          title={t('components.register.renameViewTitle')}
          primary={t('components.register.renameViewDo')}
          usual={current.label}
          onSave={(name) => register.renameView(current.id, name)}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  );
}

function ViewNameDialog(props: {
  title: string;
  primary: string;
  usual?: string;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const { title, primary, usual = '', onSave, onClose } = props;
  const { t } = useTranslation();
  const [name, setName] = useState(usual);
  return (
    <FormDialog
      title={title}
      primary={primary}
      unavailable={name.trim() === '' ? t('components.register.nameFirst') : undefined}
      onClose={onClose}
      onSubmit={async () => {
        await onSave(name.trim());
        onClose();
      }}
    >
      <TextField label={t('components.register.viewName')} value={name} maxLength={60} onChange={setName} />
    </FormDialog>
  );
}

interface BulkBarProps<Row> {
  rows: readonly Row[];
  actions: readonly BulkAction<Row>[];
  note: string | undefined;
  onClear: () => void;
}

/** What can be done with all chosen rows, docked over the footer so that it covers none. */
function BulkBar<Row>({ rows, actions, note, onClear }: BulkBarProps<Row>) {
  const { t } = useTranslation();
  return (
    <section className={styles.bulk} aria-label={t('components.register.bulk')}>
      <output className={styles.count}>{t('components.register.chosen', { count: rows.length })}</output>
      {actions.map((action) => (
        <Button
          key={action.id}
          kind="quiet"
          size="small"
          icon={action.icon}
          unavailable={action.unavailable?.(rows)}
          onClick={() => action.run(rows, onClear)}
        >
          {action.label}
        </Button>
      ))}
      <span className={styles.bulkEnd}>
        {note}
        <Button kind="quiet" size="small" keyCap="Esc" onClick={onClear}>
          {t('components.register.clear')}
        </Button>
      </span>
    </section>
  );
}

interface PagePlaceProps {
  register: Register;
  total: number;
  /** Rows of this page. */
  count: number;
  hidden: number;
}

/** "1–32 of 32", the pages before and after, and how many the filters hold back. */
function PagePlace({ register, total, count, hidden }: PagePlaceProps) {
  const { t } = useTranslation();
  const { state, change } = register;
  const { offset } = state;
  const from = count === 0 ? 0 : offset + 1;
  return (
    <div className={styles.place}>
      <output>
        {t('components.register.place', {
          from: formatNumber(from),
          to: formatNumber(offset + count),
          total: formatNumber(total),
        })}
      </output>
      <Button
        kind="quiet"
        size="small"
        icon={ChevronLeft}
        aria-label={t('components.register.before')}
        unavailable={offset === 0 ? t('components.register.first') : undefined}
        onClick={() => change({ offset: Math.max(0, offset - LIST_LIMIT) })}
      />
      <Button
        kind="quiet"
        size="small"
        icon={ChevronRight}
        aria-label={t('components.register.after')}
        unavailable={offset + count >= total ? t('components.register.last') : undefined}
        onClick={() => change({ offset: offset + LIST_LIMIT })}
      />
      {hidden > 0 && <span className={styles.hidden}>{t('components.register.hidden', { count: hidden })}</span>}
    </div>
  );
}
