import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResidencyCell } from '../../../shared/contract/residency.ts';
import { compareResults } from '../../../shared/rules/residency/assess-basis.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

const RESULTS = ['partial', 'meets'] as const;

/** Proposes to treat a cell as better than it was worked out; an officer who did not propose it approves. */
export function OverrideDialog({ cell, onClose }: { cell: ResidencyCell; onClose: () => void }) {
  const { t } = useTranslation();
  const [result, setResult] = useState<(typeof RESULTS)[number] | null>(null);
  const [reason, setReason] = useState('');
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const propose = useMutation(api.residency.proposeOverride.mutationOptions());
  const offered = RESULTS.filter((one) => cell.result !== null && compareResults(one, cell.result) < 0);
  const isReady = result !== null && reason.trim() !== '' && expiresOn !== null;

  async function submit(): Promise<void> {
    if (!isReady) return;
    await propose.mutateAsync({ toolId: cell.tool.id, regionId: cell.region.id, result, reason, expiresOn });
    onClose();
  }

  return (
    <FormDialog
      title={t('residency.override.of', { tool: cell.tool.name, region: cell.region.name })}
      primary={t('residency.override.propose')}
      unavailable={isReady ? undefined : t('residency.override.missing')}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('residency.override.result')}
        value={result}
        options={offered.map((value) => ({ value, label: t(`components.word.residency.${value}`) }))}
        onChange={setResult}
      />
      <TextField
        required
        multiline
        label={t('residency.override.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      <DateField label={t('residency.override.until')} value={expiresOn} onChange={setExpiresOn} />
      <Note>{t('residency.override.note')}</Note>
    </FormDialog>
  );
}
