import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PhiExposure, PhiFactor } from '../../../shared/contract/phi-exposure.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

interface PhiFactorRating {
  factor: PhiFactor;
  /** 0 to 2; null is unknown. */
  level: number | null;
  reason: string;
}
export type PhiSaver = RecordSaver<PhiExposure, PhiFactorRating>;

/** Saves one factor after the other on the newest revision. */
export function usePhiSaver(exposure: PhiExposure): PhiSaver {
  const queries = useQueryClient();
  const toolId = exposure.tool.id;
  const refusal = useRoleRefusal('phiExposure.rateFactor');
  const rate = useMutation(
    api.phiExposure.rateFactor.mutationOptions({
      onSuccess: (changed) => {
        queries.setQueryData(api.phiExposure.get.queryKey({ input: { toolId } }), changed);
      },
    }),
  );
  return useRecordSaver<PhiExposure, PhiFactorRating>(exposure, refusal, {
    read: () => client.phiExposure.get({ toolId }),
    write: (revision, rating) => rate.mutateAsync({ toolId, revision, ...rating }),
  });
}
