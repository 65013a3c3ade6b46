import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { USE_LIMITS, type PhiExposure, type UseLimit } from '../../../shared/contract/phi-exposure.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

/** Allows a tool less than the rule does, or takes that limit off, with the reason that an auditor will read. */
export function LimitDialog({ exposure, onClose }: { exposure: PhiExposure; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [limit, setLimit] = useState<UseLimit | null>(exposure.limit);
  const [reason, setReason] = useState('');
  const toolId = exposure.tool.id;
  const save = useMutation(
    api.phiExposure.limitUse.mutationOptions({
      onSuccess: (changed) => {
        queries.setQueryData(api.phiExposure.get.queryKey({ input: { toolId } }), changed);
        onClose();
      },
    }),
  );
  const same = limit === exposure.limit ? t('phiExposure.limit.same') : undefined;
  const missing = reason.trim() === '' ? t('phiExposure.limit.why') : undefined;
  return (
    <FormDialog
      title={t('phiExposure.limit.title', { name: exposure.tool.name })}
      primary={t('phiExposure.limit.save')}
      unavailable={same ?? missing}
      onSubmit={() => save.mutateAsync({ toolId, revision: exposure.revision, limit, reason: reason.trim() })}
      onClose={onClose}
    >
      <SelectField
        label={t('phiExposure.limit.limit')}
        value={limit}
        emptyLabel={t('phiExposure.limit.none')}
        options={USE_LIMITS.map((value) => ({ value, label: t(`components.word.approvedUse.${value}`) }))}
        onChange={setLimit}
      />
      <TextField
        multiline
        label={t('phiExposure.limit.reason')}
        help={t('phiExposure.limit.reasonHelp')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </FormDialog>
  );
}
