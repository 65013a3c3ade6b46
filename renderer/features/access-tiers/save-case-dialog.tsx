import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_OUTCOMES, type AccessOutcome } from '../../../shared/contract/access-tier-records.ts';
import type { AccessQuestion } from '../../../shared/contract/access-tiers.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

/** Keeps a question with the answer that is wanted; every later version is held against it. */
export function SaveCaseDialog({ question, onClose }: { question: AccessQuestion; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [expected, setExpected] = useState<AccessOutcome | null>(null);
  const save = useMutation(api.accessTiers.saveCase.mutationOptions());

  function findRefusal(): string | undefined {
    if (name.trim() === '') return t('accessTiers.case.nameMissing');
    return expected === null ? t('accessTiers.case.expectedMissing') : undefined;
  }

  async function submit(): Promise<void> {
    if (expected === null) return;
    await save.mutateAsync({ ...question, name: name.trim(), expected });
    onClose();
  }

  return (
    <FormDialog
      title={t('accessTiers.ask.saveCase')}
      primary={t('accessTiers.ask.saveCase')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField required label={t('accessTiers.case.name')} value={name} maxLength={200} onChange={setName} />
      <SelectField
        label={t('accessTiers.case.expected')}
        help={t('accessTiers.case.expectedHelp')}
        value={expected}
        options={ACCESS_OUTCOMES.map((value) => ({ value, label: t(`accessTiers.answer.${value}`) }))}
        onChange={setExpected}
      />
    </FormDialog>
  );
}
