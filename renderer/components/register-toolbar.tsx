import { ArrowUpDown, ChevronDown, Columns3, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from '../../shared/contract/operation.ts';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { joinClasses } from './class-names.ts';
import { Icon } from './icon.tsx';
import { KeyCap } from './key-cap.tsx';
import { Popover } from './popover.tsx';
import { PopoverMenu } from './popover-menu.tsx';
import { describeFilter, FilterEditor, type RegisterFilter } from './register-filter.tsx';
import styles from './register-toolbar.module.css';
import type { RegisterSort } from './register-state.ts';
import type { Register } from './use-register.ts';

/** What the toolbar needs to know of a column. */
export interface ColumnName {
  id: string;
  title: string;
  sortable?: boolean;
}

interface RegisterToolbarProps {
  register: Register;
  columns: readonly ColumnName[];
  /** Ids of the columns on show, in order. */
  shown: readonly string[];
  filters: readonly RegisterFilter[];
  search: RefObject<HTMLInputElement | null>;
  bar: RefObject<HTMLDivElement | null>;
}

/** Milliseconds after the last letter of a search. */
const SEARCH_PAUSE = 200;

/** The row over a register: search, filter chips, order and columns. */
export function RegisterToolbar({ register, columns, shown, filters, search, bar }: RegisterToolbarProps) {
  const { t } = useTranslation();
  const { state, change } = register;
  const [editing, setEditing] = useState<{ field: string; anchor: HTMLElement } | null>(null);
  const adder = useRef<HTMLSpanElement>(null);
  const definition = filters.find((one) => one.field === editing?.field);
  const chips = filters.filter((one) => one.pinned === true || state.filters.some((set) => set.field === one.field));
  const unnamed = state.filters.filter((set) => !filters.some((one) => one.field === set.field));
  const addable = filters.filter((one) => !chips.includes(one));

  function setFilter(field: string, filter: ListFilter | null): void {
    const others = state.filters.filter((one) => one.field !== field);
    const place = state.filters.findIndex((one) => one.field === field);
    const kept = filter === null ? others : others.toSpliced(place < 0 ? others.length : place, 0, filter);
    change({ filters: kept });
  }

  return (
    <div className={styles.bar} ref={bar}>
      <RegisterSearch
        key={state.view}
        value={state.search}
        input={search}
        onSearch={(text) => change({ search: text })}
      />
      {chips.map((one) => (
        <FilterChip
          key={one.field}
          title={one.title}
          filter={state.filters.find((set) => set.field === one.field) ?? null}
          definition={one}
          onOpen={(anchor) => setEditing(editing?.field === one.field ? null : { field: one.field, anchor })}
          onClear={() => setFilter(one.field, null)}
        />
      ))}
      {unnamed.map((set) => (
        <FilterChip
          key={set.field}
          title={columns.find((column) => column.id === set.field)?.title ?? set.field}
          filter={set}
          onClear={() => setFilter(set.field, null)}
        />
      ))}
      {addable.length > 0 && (
        <span ref={adder}>
          <PopoverMenu
            label={t('components.register.addFilter')}
            align="start"
            button={{ size: 'small', icon: Plus }}
            items={addable.map((one) => ({
              id: one.field,
              label: one.title,
              run: () => adder.current && setEditing({ field: one.field, anchor: adder.current }),
            }))}
          >
            {t('components.register.filter')}
          </PopoverMenu>
        </span>
      )}
      {(state.filters.length > 0 || state.search !== '') && (
        <Button kind="link" onClick={() => change({ filters: [], search: '' })}>
          {t('components.register.clear')}
        </Button>
      )}
      <div className={styles.end}>
        <SortMenu columns={columns} sort={state.sort} onSort={(sort) => change({ sort })} />
        <ColumnMenu
          columns={columns}
          shown={shown}
          onChange={(ids) => change({ columns: ids, offset: state.offset })}
        />
      </div>
      {editing !== null && definition !== undefined && (
        <Popover anchor={editing.anchor} label={definition.title} gap={4} onClose={() => setEditing(null)}>
          <FilterEditor
            definition={definition}
            filter={state.filters.find((set) => set.field === definition.field) ?? null}
            onChange={(filter) => setFilter(definition.field, filter)}
            onClose={() => setEditing(null)}
          />
        </Popover>
      )}
    </div>
  );
}

interface RegisterSearchProps {
  value: string;
  input: RefObject<HTMLInputElement | null>;
  onSearch: (text: string) => void;
}

function RegisterSearch({ value, input, onSearch }: RegisterSearchProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function search(text: string): void {
    clearTimeout(timer.current);
    onSearch(text);
    setTyped(null);
  }

  function searchSoon(text: string): void {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(text), SEARCH_PAUSE);
  }

  /** Not later: a search changes the address, and would take back the record that is being opened by then. */
  function searchNow(): void {
    if (typed !== null) search(typed);
  }

  return (
    <div className={styles.search}>
      <input
        ref={input}
        type="search"
        className={styles.input}
        aria-label={t('components.register.search')}
        placeholder={t('components.register.search')}
        value={typed ?? value}
        onChange={(event) => searchSoon(event.target.value)}
        onBlur={searchNow}
        onKeyDown={(event) => {
          if (event.key === 'Enter') searchNow();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span className={styles.slash} aria-hidden="true">
        <KeyCap>/</KeyCap>
      </span>
    </div>
  );
}

interface FilterChipProps {
  title: string;
  filter: ListFilter | null;
  definition?: RegisterFilter;
  onOpen?: (anchor: HTMLElement) => void;
  onClear: () => void;
}

/** A filter, read as "field **value**" once it is set. */
function FilterChip({ title, filter, definition, onOpen, onClear }: FilterChipProps) {
  const { t } = useTranslation();
  return (
    <span className={joinClasses(styles.chip, filter !== null && styles.set)}>
      <button
        type="button"
        className={styles.open}
        aria-haspopup="dialog"
        onClick={(event) => onOpen?.(event.currentTarget)}
      >
        {title}
        {filter === null ? <Icon of={ChevronDown} size={14} /> : <b>{describeFilter(filter, definition, t)}</b>}
      </button>
      {filter !== null && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('components.chip.remove', { name: title })}
          onClick={onClear}
        >
          <Icon of={X} size={14} />
        </button>
      )}
    </span>
  );
}

interface SortMenuProps {
  columns: readonly ColumnName[];
  sort: readonly RegisterSort[];
  onSort: (sort: RegisterSort[]) => void;
}

function SortMenu({ columns, sort, onSort }: SortMenuProps) {
  const { t } = useTranslation();
  const [first] = sort;
  const sortable = columns.filter((column) => column.sortable !== false);
  const current = sortable.find((column) => column.id === first?.field);
  return (
    <PopoverMenu
      label={t('components.register.sort')}
      button={{ kind: 'quiet', size: 'small', icon: ArrowUpDown }}
      items={sortable.map((column) => ({
        id: column.id,
        label: column.title,
        run: () => {
          const turned = column.id === first?.field && first.direction === 'ascending';
          onSort([{ field: column.id, direction: turned ? 'descending' : 'ascending' }]);
        },
      }))}
    >
      {current?.title ?? t('components.register.sort')}
    </PopoverMenu>
  );
}

interface ColumnMenuProps {
  columns: readonly ColumnName[];
  shown: readonly string[];
  onChange: (ids: string[]) => void;
}

/** Which columns are on show; the first is the name and stays. */
function ColumnMenu({ columns, shown, onChange }: ColumnMenuProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon={Columns3}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        {t('components.register.columns')}
      </Button>
      {anchor !== null && (
        <Popover
          anchor={anchor}
          label={t('components.register.columns')}
          align="end"
          gap={4}
          onClose={() => setAnchor(null)}
        >
          <div className={styles.columns}>
            {columns.slice(1).map((column) => (
              <Checkbox
                key={column.id}
                label={column.title}
                checked={shown.includes(column.id)}
                onChange={(checked) => {
                  const ids = columns.map(({ id }) => id);
                  onChange(ids.filter((id) => (id === column.id ? checked : shown.includes(id))));
                }}
              />
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
