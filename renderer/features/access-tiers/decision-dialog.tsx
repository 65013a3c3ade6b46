import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessDesign } from '../../../shared/contract/access-tier-records.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

interface DecisionDialogProps {
  decision: 'approve' | 'sendBack' | 'confirmReview';
  design: AccessDesign;
  onClose: () => void;
}

/** Approves a version, sends it back, or records its quarterly review, with a note. */
export function DecisionDialog({ decision, design, onClose }: DecisionDialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const approve = useMutation(api.accessTiers.approve.mutationOptions());
  const sendBack = useMutation(api.accessTiers.sendBack.mutationOptions());
  const confirmReview = useMutation(api.accessTiers.confirmReview.mutationOptions());
  const isNeeded = decision !== 'approve';

  async function submit(): Promise<void> {
    const input = { designId: design.id, revision: design.revision, note: note.trim() };
    if (decision === 'approve') await approve.mutateAsync(input);
    else if (decision === 'sendBack') await sendBack.mutateAsync(input);
    else await confirmReview.mutateAsync(input);
    onClose();
  }

  return (
    <FormDialog
      title={t(`accessTiers.decision.${decision}`, { version: design.version })}
      primary={t(`accessTiers.header.${decision}`)}
      unavailable={isNeeded && note.trim() === '' ? t('accessTiers.decision.noteMissing') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`accessTiers.decision.text.${decision}`)}</p>
      <TextField
        multiline
        {...(isNeeded ? { required: true } : { optional: true })}
        label={t('accessTiers.decision.note')}
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </FormDialog>
  );
}
