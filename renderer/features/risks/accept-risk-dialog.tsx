import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Risk } from '../../../shared/contract/risks.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { useWorking } from '../../platform/workspace.tsx';

/** Accepts a risk until a day, with the reason, at the residual risk that it has now. */
export function AcceptRiskDialog({ risk, onClose }: { risk: Risk; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [reason, setReason] = useState('');
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const models = useQuery(api.scores.models.queryOptions());
  const accept = useMutation(api.risks.accept.mutationOptions());
  const rule = models.data?.residual.bands.find(({ band }) => band === risk.residual.band);
  const past = expiresOn !== null && expiresOn <= today;
  const complete = reason.trim() !== '' && expiresOn !== null && !past;

  async function submit(): Promise<void> {
    if (expiresOn === null) return;
    await accept.mutateAsync({ riskId: risk.id, revision: risk.revision, reason: reason.trim(), expiresOn });
    onClose();
  }

  return (
    <FormDialog
      title={t('risks.accept.title', { code: risk.code, title: risk.title })}
      primary={t('risks.accept.action')}
      unavailable={complete ? undefined : t('risks.accept.incomplete')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('risks.accept.text')}</p>
      {rule && (
        <Note>
          <BandMark band={risk.residual.band} score={risk.residual.score} />{' '}
          {t('risks.accept.rule', { action: rule.action, who: rule.acceptedBy })}
        </Note>
      )}
      <TextField
        multiline
        required
        label={t('risks.accept.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      <DateField
        label={t('risks.accept.expiresOn')}
        value={expiresOn}
        problem={past ? t('risks.accept.past') : undefined}
        onChange={setExpiresOn}
      />
    </FormDialog>
  );
}
