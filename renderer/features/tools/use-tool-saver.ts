import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GateState, InherentFactor, Tool, ToolChanges, ToolGate } from '../../../shared/contract/tools.ts';
import type { RegisterStatus } from '../../../shared/contract/vendors.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

export interface FactorRating {
  factor: InherentFactor;
  /** 0 to 4; null is unknown. */
  level: number | null;
  reason: string;
}
export type ToolSaver = RecordSaver<Tool, ToolChanges>;
export type FactorSaver = RecordSaver<Tool, FactorRating>;

/** Saves what can be changed of a tool. The page holds the new revision when a save is done. */
export function useToolSaver(tool: Tool) {
  const queries = useQueryClient();
  const toolId = tool.id;
  const updateRefusal = useRoleRefusal('tools.update');
  const rateRefusal = useRoleRefusal('tools.rateInherentFactor');
  const keep = {
    onSuccess: (changed: Tool) => {
      const key = api.tools.get.queryKey({ input: { toolId } });
      queries.setQueryData(key, (before) => before && { ...before, tool: changed });
    },
  };
  const update = useMutation(api.tools.update.mutationOptions(keep));
  const rate = useMutation(api.tools.rateInherentFactor.mutationOptions(keep));
  const move = useMutation(api.tools.changeStatus.mutationOptions(keep));
  const decide = useMutation(api.tools.decideGate.mutationOptions(keep));
  const read = async () => (await client.tools.get({ toolId })).tool;
  const saver: ToolSaver = useRecordSaver<Tool, ToolChanges>(tool, updateRefusal, {
    read,
    write: (revision, changes) => update.mutateAsync({ toolId, revision, changes }),
  });
  const factorSaver: FactorSaver = useRecordSaver<Tool, FactorRating>(tool, rateRefusal, {
    read,
    write: (revision, rating) => rate.mutateAsync({ toolId, revision, ...rating }),
  });
  return {
    saver,
    factorSaver,
    changeStatus: (status: RegisterStatus, reason: string) =>
      move.mutateAsync({ toolId, revision: tool.revision, status, reason }),
    decideGate: (gate: ToolGate, state: GateState, note: string) =>
      decide.mutateAsync({ toolId, revision: tool.revision, gate, state, note }),
  };
}
