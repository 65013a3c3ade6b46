import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterStatus } from '../../../shared/contract/vendors.ts';
import { findStatusRefusal, listNextStatuses } from '../../../shared/rules/vendors.ts';
import { FormDialog } from '../dialog.tsx';
import { Note } from '../note.tsx';
import { SelectField } from '../select-field.tsx';
import { TextField } from '../text-field.tsx';
import { WordMark } from '../word-mark.tsx';

export interface StatusDialogProps {
  record: { name: string; status: RegisterStatus };
  /** A further reason why it may not have a status now; undefined when nothing speaks against it. */
  refuse?: (status: RegisterStatus) => string | undefined;
  onChange: (status: RegisterStatus, reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Moves a vendor or a tool to one of the statuses that it may have next, with the reason that an auditor will read. */
export function StatusDialog({ record, refuse, onChange, onClose }: StatusDialogProps) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<RegisterStatus | null>(null);
  const [reason, setReason] = useState('');
  const refusal = status === null ? undefined : refuse?.(status);
  const missing = status === null ? null : findStatusRefusal(record, status, reason);

  async function submit(): Promise<void> {
    if (status === null) return;
    await onChange(status, reason.trim());
    onClose();
  }

  const unavailable = status === null ? t('record.status.chooseFirst') : (refusal ?? missing?.sentence);
  return (
    <FormDialog
      title={t('record.status.title', { name: record.name })}
      primary={t('record.status.change')}
      unavailable={unavailable}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {t('record.status.now')} <WordMark of="register" value={record.status} />
      </p>
      <SelectField
        label={t('record.status.next')}
        value={status}
        options={listNextStatuses(record.status).map((next) => ({
          value: next,
          label: t(`components.word.register.${next}`),
        }))}
        onChange={setStatus}
      />
      <TextField
        multiline
        label={t('record.status.reason')}
        help={t('record.status.reasonHelp')}
        optional={status === 'in_review'}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      {refusal !== undefined && <Note tone="warn">{refusal}</Note>}
    </FormDialog>
  );
}
