import { useMutation } from '@tanstack/react-query';
import { api } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** Says that a tool is used in a region; which option, and what data is there, is said afterwards. */
export function useStartUse(toolId: string) {
  const startUse = useMutation(api.residency.startUse.mutationOptions());
  return {
    error: startUse.error,
    refusal: useRoleRefusal('residency.startUse'),
    start: (regionId: string) => startUse.mutate({ toolId, regionId }),
  };
}
