import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Risk, RiskChanges } from '../../../shared/contract/risks.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

export type RiskSaver = RecordSaver<Risk, RiskChanges>;

/** Saves the fields of a risk as they change; nothing of a closed one. */
export function useRiskSaver(risk: Risk): RiskSaver {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const riskId = risk.id;
  const refusal = useRoleRefusal('risks.update');
  const update = useMutation(
    api.risks.update.mutationOptions({
      onSuccess: (changed) => queries.setQueryData(api.risks.get.queryKey({ input: { riskId } }), changed),
    }),
  );
  return useRecordSaver<Risk, RiskChanges>(risk, refusal ?? (risk.open ? undefined : t('risks.closedRefusal')), {
    read: () => client.risks.get({ riskId }),
    write: (revision, changes) => update.mutateAsync({ riskId, revision, changes }),
  });
}
