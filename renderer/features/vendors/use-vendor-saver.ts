import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RegisterStatus, Vendor, VendorChanges } from '../../../shared/contract/vendors.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

export type VendorSaver = RecordSaver<Vendor, VendorChanges>;

/** Saves the fields of a vendor as they change, and its status. The page holds the new revision when a save is done. */
export function useVendorSaver(vendor: Vendor) {
  const queries = useQueryClient();
  const vendorId = vendor.id;
  const refusal = useRoleRefusal('vendors.update');
  const keep = {
    onSuccess: (changed: Vendor) => {
      const key = api.vendors.get.queryKey({ input: { vendorId } });
      queries.setQueryData(key, (before) => before && { ...before, vendor: changed });
    },
  };
  const update = useMutation(api.vendors.update.mutationOptions(keep));
  const move = useMutation(api.vendors.changeStatus.mutationOptions(keep));
  const saver: VendorSaver = useRecordSaver<Vendor, VendorChanges>(vendor, refusal, {
    read: async () => (await client.vendors.get({ vendorId })).vendor,
    write: (revision, changes) => update.mutateAsync({ vendorId, revision, changes }),
  });
  return {
    saver,
    changeStatus: (status: RegisterStatus, reason: string) =>
      move.mutateAsync({ vendorId, revision: vendor.revision, status, reason }),
  };
}
