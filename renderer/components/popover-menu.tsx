import { Ellipsis, type LucideIcon } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { joinClasses } from './class-names.ts';
import { Icon } from './icon.tsx';
import { KeyCap } from './key-cap.tsx';
import { Popover } from './popover.tsx';
import styles from './popover-menu.module.css';

export interface MenuItem {
  id: string;
  label: string;
  icon?: LucideIcon;
  run: () => void;
  danger?: boolean;
  keyCap?: string;
  /** Why it cannot run now; it stays in the list and says so. */
  unavailable?: string | undefined;
}

export interface PopoverMenuProps {
  /** Spoken name, "More for Harrow AI". */
  label: string;
  items: readonly MenuItem[];
  /** The button's word; without it the button is "…". */
  children?: ReactNode;
  button?: Pick<ButtonProps, 'kind' | 'size' | 'icon' | 'unavailable'>;
  align?: 'start' | 'end';
}

/** A button that opens a list of actions. Arrow keys, Home and End move; Esc closes. */
export function PopoverMenu({ label, items, children, button, align = 'end' }: PopoverMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const options = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = options.findIndex((option) => option === document.activeElement);
    const places: Record<string, number> = {
      ArrowDown: (at + 1) % options.length,
      ArrowUp: (at - 1 + options.length) % options.length,
      Home: 0,
      End: options.length - 1,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    options[place]?.focus();
  }

  function run(item: MenuItem): void {
    if (item.unavailable !== undefined) return;
    setAnchor(null);
    item.run();
  }

  return (
    <>
      <Button
        {...(children === undefined ? { icon: Ellipsis } : {})}
        {...button}
        aria-label={children === undefined ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        {children}
      </Button>
      {anchor !== null && (
        <Popover anchor={anchor} label={label} align={align} role="menu" gap={4} onClose={() => setAnchor(null)}>
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div className={styles.menu} onKeyDown={move}>
            {items.map((item) => (
              <button
                key={item.id}
                type="button"
                role="menuitem"
                tabIndex={-1}
                className={joinClasses(styles.item, item.danger === true && styles.danger)}
                aria-disabled={item.unavailable === undefined ? undefined : true}
                onClick={() => run(item)}
              >
                {item.icon !== undefined && <Icon of={item.icon} />}
                <span>
                  {item.label}
                  {item.unavailable !== undefined && <span className={styles.why}>{item.unavailable}</span>}
                </span>
                {item.keyCap !== undefined && (
                  <span className={styles.cap}>
                    <KeyCap>{item.keyCap}</KeyCap>
                  </span>
                )}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
