import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type CSSProperties, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readProblem, type Problem } from '../platform/problem.ts';
import { Button } from './button.tsx';
import { joinClasses } from './class-names.ts';
import styles from './dialog.module.css';
import { ErrorPanel } from './error-panel.tsx';

export interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  /** At the bottom right: secondary, then one primary. */
  actions?: ReactNode;
  /** Pixels. */
  width?: number;
  /** As high as the window, for what is read rather than filled in; its content scrolls by itself. */
  fill?: boolean;
  children: ReactNode;
}

const FIRST_FIELD = 'input:not([type="hidden"], [hidden]), select, textarea';

/**
 * A modal dialog: shown while it is mounted, the first field has the focus and it stays inside, Esc closes, and the
 * focus goes back to where it was.
 */
export function Dialog({ title, onClose, actions, width = 480, fill = false, children }: DialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    if (element?.open === false) element.showModal();
    element?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={joinClasses(styles.dialog, fill && styles.fill)}
      style={{ '--dialog-width': `${width / 16}rem` } as CSSProperties}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // The page's own keys stay quiet under a dialog.
        event.stopPropagation();
      }}
    >
      <header className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <span className={styles.close}>
          <Button kind="quiet" size="small" icon={X} aria-label={t('components.close')} onClick={onClose} />
        </span>
      </header>
      <div className={styles.body}>{children}</div>
      {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
    </dialog>
  );
}

export interface FormDialogProps extends Omit<DialogProps, 'actions'> {
  /** The word on the button that submits. */
  primary: string;
  /** May be asynchronous; what it throws is shown in the dialog, which stays open. Close it yourself when done. */
  onSubmit: () => void | Promise<unknown>;
  /** Why it cannot be submitted yet. */
  unavailable?: string | undefined;
  danger?: boolean;
}

/** A dialog with a form: Enter submits, Esc and Cancel leave everything as it was. */
export function FormDialog({ primary, onSubmit, unavailable, danger = false, children, ...dialog }: FormDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function submit(): Promise<void> {
    setRunning(true);
    setProblem(null);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(readProblem(error));
    } finally {
      setRunning(false);
    }
  }

  function takeSubmit(event: FormEvent): void {
    event.preventDefault();
    if (unavailable === undefined && !running) void submit();
  }

  return (
    <Dialog
      {...dialog}
      actions={
        <>
          <Button onClick={dialog.onClose}>{t('components.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            kind={danger ? 'danger' : 'primary'}
            unavailable={running ? t('components.working') : unavailable}
          >
            {primary}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} noValidate onSubmit={takeSubmit}>
        {children}
        {problem !== null && <ErrorPanel problem={problem} />}
      </form>
    </Dialog>
  );
}
