import Tooltip from '@mui/material/Tooltip';
import type { LucideIcon } from 'lucide-react';
import { useId, type ComponentProps, type MouseEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './button.module.css';
import { Icon } from './icon.tsx';
import { joinClasses } from './class-names.ts';
import { KeyCap } from './key-cap.tsx';
import { OnlySpoken } from './only-spoken.tsx';

type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'link';

interface Look {
  /** One primary a page, and it stands last. */
  kind?: ButtonKind;
  /** 28 high, for rows and bars. */
  size?: 'normal' | 'small';
  icon?: LucideIcon | undefined;
  /** The key that does the same, shown after the word. */
  keyCap?: string | undefined;
  children?: ReactNode;
}

export interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'disabled' | 'className' | 'style'> {
  /**
   * Why it cannot run yet. The button stays in place and in the tab order, grey, and says this on focus and hover.
   */
  unavailable?: string | undefined;
}

/** A button. Without a word (icon only) it needs `aria-label`. All other attributes of a button pass through. */
export function Button({ unavailable, onClick, ...rest }: ButtonProps) {
  const { kind = 'secondary', size = 'normal', icon, keyCap, children, type = 'button', ...attributes } = rest;
  const reasonId = useId();

  function press(event: MouseEvent<HTMLButtonElement>): void {
    if (unavailable === undefined) {
      onClick?.(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const button = (
    <button
      {...attributes}
      // Else the tooltip would add an empty one.
      title={attributes.title}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      className={classesOf(kind, size, children)}
      aria-disabled={unavailable === undefined ? undefined : true}
      aria-describedby={unavailable === undefined ? attributes['aria-describedby'] : reasonId}
      onClick={press}
    >
      <Face kind={kind} icon={icon} keyCap={keyCap}>
        {children}
      </Face>
    </button>
  );
  // The same elements either way: a button that becomes available, or runs, under the focus must not lose it.
  return (
    <>
      <Tooltip title={unavailable === undefined ? '' : <>{unavailable}</>} describeChild>
        {button}
      </Tooltip>
      {unavailable !== undefined && <OnlySpoken id={reasonId}>{unavailable}</OnlySpoken>}
    </>
  );
}

export interface ButtonLinkProps extends Look {
  to: string;
  'aria-label'?: string;
}

/** A link that looks like a button, for what opens a page. */
export function ButtonLink({ kind = 'secondary', size = 'normal', icon, keyCap, children, ...link }: ButtonLinkProps) {
  return (
    <Link {...link} className={classesOf(kind, size, children)}>
      <Face kind={kind} icon={icon} keyCap={keyCap}>
        {children}
      </Face>
    </Link>
  );
}

function classesOf(kind: ButtonKind, size: 'normal' | 'small', children: ReactNode): string {
  const square = children === undefined && styles.square;
  return joinClasses(styles.button, kind !== 'secondary' && styles[kind], size === 'small' && styles.small, square);
}

function Face({ kind, icon, keyCap, children }: Omit<Look, 'size'>) {
  return (
    <>
      {icon !== undefined && <Icon of={icon} />}
      {children}
      {keyCap !== undefined && <KeyCap onFill={kind === 'primary'}>{keyCap}</KeyCap>}
    </>
  );
}
