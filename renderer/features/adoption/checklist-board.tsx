import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdoptionChecklist, AdoptionItem } from '../../../shared/contract/adoption.ts';
import { joinClasses } from '../../components/class-names.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './checklist-board.module.css';

export interface ChecklistViewProps {
  checklist: AdoptionChecklist;
  openId: string | null;
  chosen: ReadonlySet<string>;
  onOpen: (itemId: string) => void;
  onChoose: (itemId: string) => void;
}

/** The five phases side by side. Arrow keys move between items and phases, Enter opens, Space chooses. */
export function ChecklistBoard({ checklist, openId, chosen, onOpen, onChoose }: ChecklistViewProps) {
  const board = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const columns = checklist.phases.map(({ phase }) => checklist.items.filter((item) => item.phase === phase));
  const tabStop = stop ?? openId ?? checklist.items[0]?.id;

  function goTo(item: AdoptionItem | undefined): void {
    if (!item) return;
    setStop(item.id);
    board.current?.querySelector<HTMLElement>(`[data-item="${item.id}"]`)?.focus();
  }

  function move(event: KeyboardEvent, column: number, row: number): void {
    const own = columns[column] ?? [];
    const at = (to: number) => columns[to]?.[Math.min(row, (columns[to]?.length ?? 1) - 1)];
    const places: Record<string, AdoptionItem | undefined> = {
      ArrowDown: own[row + 1],
      ArrowUp: own[row - 1],
      ArrowRight: at(column + 1),
      ArrowLeft: at(column - 1),
      Home: own[0],
      End: own.at(-1),
    };
    const item = own[row];
    if (event.altKey || event.ctrlKey || event.metaKey || !item) return;
    if (event.key in places) goTo(places[event.key]);
    else if (event.key === ' ') onChoose(item.id);
    else return;
    event.preventDefault();
  }

  return (
    <div ref={board} className={styles.board}>
      {checklist.phases.map((phase, column) => (
        <section key={phase.phase} className={styles.column} aria-labelledby={`phase-${phase.phase}`}>
          <PhaseHead phase={phase} />
          <ul className={styles.items}>
            {(columns[column] ?? []).map((item, row) => (
              <li key={item.id}>
                <button
                  type="button"
                  data-item={item.id}
                  className={joinClasses(
                    styles.card,
                    item.id === openId && styles.open,
                    chosen.has(item.id) && styles.chosen,
                  )}
                  tabIndex={item.id === tabStop ? 0 : -1}
                  aria-current={item.id === openId ? 'true' : undefined}
                  aria-pressed={chosen.has(item.id)}
                  onFocus={() => setStop(item.id)}
                  onKeyDown={(event) => move(event, column, row)}
                  onClick={() => onOpen(item.id)}
                >
                  <ItemFace item={item} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function PhaseHead({ phase }: { phase: AdoptionChecklist['phases'][number] }) {
  const { t } = useTranslation();
  const open = phase.required - phase.requiredCovered;
  return (
    <header className={styles.head}>
      <h2 id={`phase-${phase.phase}`} className={styles.title}>
        {phase.title}
      </h2>
      <span className={styles.count}>{t('adoption.of', { done: phase.covered, total: phase.items })}</span>
      <span className={styles.gate}>
        {phase.passed ? (
          <StatusMark shape="ok" tone="ok">
            {t(phase.required === 0 ? 'adoption.phase.inOrder' : 'adoption.phase.passed')}
          </StatusMark>
        ) : (
          <StatusMark shape="half" tone="neutral">
            {phase.required === 0 ? t('adoption.phase.afterApproval') : t('adoption.phase.open', { count: open })}
          </StatusMark>
        )}
      </span>
    </header>
  );
}

function ItemFace({ item }: { item: AdoptionItem }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const isDated = item.nextOn !== null && item.lateness !== null && item.lateness !== 'later';
  return (
    <>
      <span className={styles.line}>
        <span className={joinClasses('mono', styles.id)}>{item.id}</span>
        {item.required && (
          <span className={styles.required}>{t(item.gate ? 'adoption.gate' : 'adoption.required')}</span>
        )}
        {item.owner && (
          <span className={styles.owner} title={item.owner.name}>
            {item.owner.initials}
          </span>
        )}
      </span>
      <span className={styles.label}>{item.label}</span>
      <WordMark of="adoption" value={item.standing} />
      {isDated && <DueMark dueOn={item.nextOn} today={today} kind={item.standing === 'waived' ? 'end' : 'due'} />}
    </>
  );
}
