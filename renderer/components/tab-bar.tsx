import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { joinClasses } from './class-names.ts';
import { formatNumber } from '../platform/format.ts';
import styles from './tab-bar.module.css';

export interface Tab<Id extends string = string> {
  id: Id;
  label: string;
  count?: number | undefined;
}

export interface TabBarProps<Id extends string> {
  /** Spoken name of the group: "Parts of this vendor". */
  label: string;
  tabs: readonly Tab<Id>[];
  current: Id;
  onChange: (id: Id) => void;
  /** The id of the element that shows the chosen tab (`role="tabpanel"`). */
  panelId?: string;
  /** After the last tab: "Save view". */
  after?: ReactNode;
  /** At the right end. */
  end?: ReactNode;
}

/** Tabs with counts, for records and for saved views. Arrow keys, Home and End move; one tab stop. */
export function TabBar<Id extends string>({ label, tabs, current, onChange, panelId, after, end }: TabBarProps<Id>) {
  const list = useRef<HTMLDivElement>(null);

  function choose(index: number): void {
    const tab = tabs[index];
    if (tab === undefined) return;
    onChange(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]').item(index).focus();
  }

  function move(event: KeyboardEvent, index: number): void {
    const places: Record<string, number> = {
      ArrowRight: (index + 1) % tabs.length,
      ArrowLeft: (index - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const place = event.altKey || event.ctrlKey || event.metaKey ? undefined : places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    choose(place);
  }

  const focusable = tabs.some((tab) => tab.id === current) ? current : tabs[0]?.id;
  return (
    <div className={styles.bar}>
      <div ref={list} className={styles.tabs} role="tablist" aria-label={label}>
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab.id === current}
            aria-controls={panelId}
            tabIndex={tab.id === focusable ? 0 : -1}
            onClick={() => onChange(tab.id)}
            onKeyDown={(event) => move(event, index)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{formatNumber(tab.count)}</span>}
          </button>
        ))}
      </div>
      {after !== undefined && <div className={styles.after}>{after}</div>}
      {end !== undefined && <div className={joinClasses(styles.after, styles.end)}>{end}</div>}
    </div>
  );
}
