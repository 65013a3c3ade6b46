import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Finding, FindingChanges } from '../../../shared/contract/findings.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

export type FindingSaver = RecordSaver<Finding, FindingChanges>;

/** Saves the fields of a finding as they change. The page holds the new revision when a save is done. */
export function useFindingSaver(finding: Finding): FindingSaver {
  const queries = useQueryClient();
  const findingId = finding.id;
  const refusal = useRoleRefusal('findings.update');
  const update = useMutation(
    api.findings.update.mutationOptions({
      onSuccess: (changed) => queries.setQueryData(api.findings.get.queryKey({ input: { findingId } }), changed),
    }),
  );
  return useRecordSaver<Finding, FindingChanges>(finding, refusal, {
    read: () => client.findings.get({ findingId }),
    write: (revision, changes) => update.mutateAsync({ findingId, revision, changes }),
  });
}
