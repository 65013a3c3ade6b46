import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useToasts, type ShownToast, type ToastMessage } from '../platform/toasts.tsx';
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
  const { dismiss, hold, release } = useToasts();
  const { id } = toast;
  return (
    // Focus and pointer only keep it; everything that acts is a button inside.
    <div
      onFocus={() => hold(id)}
      onBlur={() => release(id)}
      onPointerEnter={() => hold(id)}
      onPointerLeave={() => release(id)}
    >
      <ToastSurface toast={toast} onDismiss={() => dismiss(id)} />
    </div>
  );
}

/** What a toast looks like, wherever it stands. */
export function ToastSurface({ toast, onDismiss }: { toast: ToastMessage; onDismiss: () => void }) {
  const { t } = useTranslation();
  const { message, tone, action, undo } = toast;
  return (
    <div className={styles.toast}>
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
            onDismiss();
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
      <Button kind="quiet" size="small" icon={X} aria-label={t('components.close')} onClick={onDismiss} />
    </div>
  );
}
