import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import styles from './popover.module.css';

/** Pixels between the popover and what it belongs to, and the edge of the window. */
const GAP = 8;

export interface PopoverProps {
  /** What it belongs to; it stands under it, or over it where there is no room, never on it. */
  anchor: HTMLElement;
  /** Spoken name. */
  label: string;
  onClose: () => void;
  /** Which edges stand in line; `beside` puts it at the right or left of its anchor, for cells of a matrix. */
  align?: 'start' | 'end' | 'beside';
  role?: 'dialog' | 'menu';
  gap?: number;
  children: ReactNode;
}

/**
 * A small surface beside its anchor, shown while it is mounted. The first thing in it that can have the focus gets it.
 * Esc, a click elsewhere and leaving it with Tab close it; the focus goes back to where it was.
 */
export function Popover({
  anchor,
  label,
  onClose,
  align = 'start',
  role = 'dialog',
  gap = GAP,
  children,
}: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);

  useLayoutEffect(() => {
    close.current = onClose;
  });

  useLayoutEffect(() => {
    const element = popover.current;
    if (!element) return undefined;
    const opener = document.activeElement;
    element.showPopover();
    place(element, anchor, align, gap);
    const first = element.querySelector<HTMLElement>('[autofocus], input, select, textarea, button, a, [tabindex="0"]');
    (first ?? element).focus();

    function closeOutside(event: PointerEvent): void {
      const target = event.target instanceof Node ? event.target : null;
      if (element?.contains(target) !== true && !anchor.contains(target)) close.current();
    }
    document.addEventListener('pointerdown', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      const heldFocus = element.contains(document.activeElement) || document.activeElement === document.body;
      if (heldFocus && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [anchor, align, gap]);

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  return (
    // Its role is given by the caller; Esc is its only key.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={popover}
      className={styles.popover}
      popover="manual"
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={closeOnEscape}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && !event.currentTarget.contains(next)) onClose();
      }}
    >
      {children}
    </div>
  );
}

function place(element: HTMLElement, anchor: HTMLElement, align: NonNullable<PopoverProps['align']>, gap: number) {
  if (align === 'beside' && placeBeside(element, anchor, gap)) return;
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const wanted = align === 'end' ? box.right - width : box.left;
  const left = Math.max(GAP, Math.min(wanted, window.innerWidth - width - GAP));
  const fitsBelow = box.bottom + gap + height <= window.innerHeight - GAP;
  const top = fitsBelow ? box.bottom + gap : Math.max(GAP, box.top - gap - height);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

/** Puts it at the right of its anchor, else at the left; false where neither side has room. */
function placeBeside(element: HTMLElement, anchor: HTMLElement, gap: number): boolean {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const atRight = box.right + gap + width <= window.innerWidth - GAP;
  if (!atRight && box.left - gap - width < GAP) return false;
  const top = Math.max(GAP, Math.min(box.top, window.innerHeight - height - GAP));
  element.style.left = `${atRight ? box.right + gap : box.left - gap - width}px`;
  element.style.top = `${top}px`;
  return true;
}
