import { X } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './drawer.module.css';

export interface DrawerProps {
  title: ReactNode;
  /** Beside the title: a tag. */
  tag?: ReactNode;
  /** Under the title, in small. */
  note?: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/**
 * The drawer at the right, 496 wide and not modal: it stands in the row beside the page's body, so that the page
 * reflows (`PageLayout drawer`). It takes the focus when it opens; Esc closes it, and the focus returns to the opener.
 */
export function Drawer({ title, tag, note, onClose, footer, children }: DrawerProps) {
  const { t } = useTranslation();
  const drawer = useRef<HTMLElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    drawer.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  }

  return (
    // Esc anywhere in the drawer closes it; the close button does the same for the pointer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside ref={drawer} className={styles.drawer} aria-labelledby={titleId} tabIndex={-1} onKeyDown={closeOnEscape}>
      <header className={styles.head}>
        <div>
          <div className={styles.line}>
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
            {tag}
          </div>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </div>
        <span className={styles.close}>
          <Button kind="quiet" size="small" icon={X} aria-label={t('components.close')} onClick={onClose} />
        </span>
      </header>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
    </aside>
  );
}

/** A part of a drawer with its own title and, at the right, one fact. */
export function DrawerSection({ title, note, children }: { title: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{title}</h3>
        {note !== undefined && <span className={styles.sectionNote}>{note}</span>}
      </div>
      {children}
    </section>
  );
}
