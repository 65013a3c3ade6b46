import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useToasts, type ShownToast } from '../platform/toasts.tsx';
import { Button } from './button.tsx';
import { StatusMark } from './status-mark.tsx';
import styles from './toast-list.module.css';

/** The toasts at the bottom left, newest last. Each goes after 6 s, but never while it has the focus or the pointer. */
export function ToastList() {
  const { toasts } = useToasts();
  return (
    <div className={styles.list} aria-live="polite">
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Toast({ toast }: { toast: ShownToast }) {
  const { t } = useTranslation();
  const { dismiss, hold, release } = useToasts();
  const { id, message, tone, action, undo } = toast;
  return (
    // Focus and pointer only keep it; everything that acts is a button inside.
    <div
      className={styles.toast}
      onFocus={() => hold(id)}
      onBlur={() => release(id)}
      onPointerEnter={() => hold(id)}
      onPointerLeave={() => release(id)}
    >
      <span className={styles.text}>
        {tone === undefined ? (
          message
        ) : (
          <StatusMark shape={tone} tone={tone}>
            {message}
          </StatusMark>
        )}
      </span>
      {action !== undefined && (
        <Button
          kind="link"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      {undo !== undefined && (
        <Button kind="link" keyCap={t('components.toast.undoKey')} onClick={undo}>
          {t('components.toast.undo')}
        </Button>
      )}
      <Button kind="quiet" size="small" icon={X} aria-label={t('components.close')} onClick={() => dismiss(id)} />
    </div>
  );
}
