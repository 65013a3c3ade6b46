import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence, EvidenceHold } from '../../../shared/contract/evidence.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

type Piece = Pick<Evidence, 'id' | 'indexNumber'>;

/** Orders a piece to be kept for a matter. */
export function PlaceHoldDialog({ evidence, onClose }: { evidence: Piece; onClose: () => void }) {
  const { t } = useTranslation();
  const [matter, setMatter] = useState('');
  const [reason, setReason] = useState('');
  const place = useMutation(api.evidence.placeHold.mutationOptions());
  const isComplete = matter.trim() !== '' && reason.trim() !== '';
  return (
    <FormDialog
      title={t('evidence.holds.placeTitle', { index: evidence.indexNumber })}
      primary={t('evidence.holds.place')}
      unavailable={isComplete ? undefined : t('evidence.holds.incomplete')}
      onClose={onClose}
      onSubmit={async () => {
        await place.mutateAsync({ evidenceIds: [evidence.id], matter: matter.trim(), reason: reason.trim() });
        onClose();
      }}
    >
      <p>{t('evidence.holdHelp')}</p>
      <TextField
        label={t('evidence.holds.matter')}
        help={t('evidence.holds.matterHelp')}
        value={matter}
        onChange={setMatter}
        maxLength={200}
      />
      <TextField label={t('evidence.reason')} value={reason} onChange={setReason} multiline rows={3} />
    </FormDialog>
  );
}

/** Ends a hold, with the reason for which it is no longer wanted. */
export function LiftHoldDialog(props: { indexNumber: string; hold: EvidenceHold; onClose: () => void }) {
  const { indexNumber, hold, onClose } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const lift = useMutation(api.evidence.liftHold.mutationOptions());
  return (
    <FormDialog
      title={t('evidence.holds.liftTitle', { matter: hold.matter, index: indexNumber })}
      primary={t('evidence.holds.lift')}
      unavailable={reason.trim() === '' ? t('evidence.reasonMissing') : undefined}
      onClose={onClose}
      onSubmit={async () => {
        await lift.mutateAsync({ holdId: hold.id, reason: reason.trim() });
        onClose();
      }}
    >
      <p>{t('evidence.holds.liftText')}</p>
      <TextField label={t('evidence.reason')} value={reason} onChange={setReason} multiline rows={3} />
    </FormDialog>
  );
}

/** Destroys a file once nothing wants it kept. */
export function DisposeDialog({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const dispose = useMutation(api.evidence.dispose.mutationOptions());
  return (
    <FormDialog
      title={t('evidence.disposeTitle', { index: evidence.indexNumber })}
      primary={t('evidence.dispose')}
      danger
      unavailable={reason.trim() === '' ? t('evidence.reasonMissing') : undefined}
      onClose={onClose}
      onSubmit={async () => {
        await dispose.mutateAsync({ evidenceId: evidence.id, revision: evidence.revision, reason: reason.trim() });
        onClose();
      }}
    >
      <p>{t('evidence.disposeText')}</p>
      <TextField label={t('evidence.reason')} value={reason} onChange={setReason} multiline rows={3} />
    </FormDialog>
  );
}
