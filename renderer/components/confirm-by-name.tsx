import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from './dialog.tsx';
import { TextField } from './text-field.tsx';

export interface ConfirmByNameProps {
  title: string;
  /** What has to be typed, exactly. */
  name: string;
  /** What will be lost or changed. */
  consequence: ReactNode;
  /** The word on the button: "Discard draft". */
  confirm: string;
  onConfirm: () => void | Promise<unknown>;
  onClose: () => void;
}

/** Asks for the record's name before something that cannot be taken back. */
export function ConfirmByName({ title, name, consequence, confirm, onConfirm, onClose }: ConfirmByNameProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === name.trim();
  return (
    <FormDialog
      danger
      title={title}
      primary={confirm}
      unavailable={matches ? undefined : t('components.confirm.notYet', { name })}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <p>{consequence}</p>
      <TextField label={t('components.confirm.type', { name })} value={typed} onChange={setTyped} />
    </FormDialog>
  );
}
