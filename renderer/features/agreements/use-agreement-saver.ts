import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agreement, AgreementChanges, ProvisionCheck } from '../../../shared/contract/agreements.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** A change of the agreement's own fields, or of what was found of one provision. */
export type AgreementSave = AgreementChanges | { check: ProvisionCheck };
export type AgreementSaver = RecordSaver<Agreement, AgreementSave>;

/** Saves the fields of an agreement as they change. The page holds the new revision when a save is done. */
export function useAgreementSaver(agreement: Agreement, closed: string | undefined): AgreementSaver {
  const queries = useQueryClient();
  const agreementId = agreement.id;
  const refusal = useRoleRefusal('agreements.update');
  const keep = {
    onSuccess: (changed: Agreement) => {
      const key = api.agreements.get.queryKey({ input: { agreementId } });
      queries.setQueryData(key, (before) => before && { ...before, agreement: changed });
    },
  };
  const update = useMutation(api.agreements.update.mutationOptions(keep));
  const check = useMutation(api.agreements.checkProvision.mutationOptions(keep));
  return useRecordSaver<Agreement, AgreementSave>(agreement, refusal ?? closed, {
    read: async () => (await client.agreements.get({ agreementId })).agreement,
    write: (revision, changes) =>
      'check' in changes
        ? check.mutateAsync({ agreementId, revision, ...changes.check })
        : update.mutateAsync({ agreementId, revision, changes }),
  });
}
