import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Risk } from '../../../shared/contract/risks.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

/** Closes a risk, with the reason why it is none any more. */
export function CloseRiskDialog({ risk, onClose }: { risk: Risk; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const close = useMutation(api.risks.close.mutationOptions());

  async function submit(): Promise<void> {
    await close.mutateAsync({ riskId: risk.id, revision: risk.revision, reason: reason.trim() });
    onClose();
  }

  return (
    <FormDialog
      title={t('risks.close.title', { code: risk.code, title: risk.title })}
      primary={t('risks.close.action')}
      unavailable={reason.trim() === '' ? t('risks.close.incomplete') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('risks.close.text')}</p>
      <TextField
        multiline
        required
        label={t('risks.close.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </FormDialog>
  );
}
