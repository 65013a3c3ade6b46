import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { DataFlowContent, DataFlowMap, ToolDataFlow } from '../../../shared/contract/data-flows.ts';
import { isSameContent } from '../../../shared/rules/data-flows/compare.ts';
import { readConflict, useRecordSaver } from '../../components/record/record-saver.ts';
import { useAutosave } from '../../components/use-autosave.ts';
import { api, client } from '../../platform/api.ts';
import type { SavingState } from '../../platform/saving.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** Changes that can be taken back. */
const UNDO_LIMIT = 100;

export interface MapEditor {
  content: DataFlowContent;
  saving: SavingState;
  /** Why nothing may be changed; undefined when it may. */
  refusal: string | undefined;
  /**
   * Shows and saves a changed map. Changes in a row that name the same `field` are taken back together, as a word is
   * that was typed letter by letter.
   */
  change: (content: DataFlowContent, field?: string) => void;
  /** Takes the last change back; false when there is none. */
  undo: () => boolean;
  canUndo: boolean;
  /** Changes what is shown when it is called, not what was shown when its caller was drawn: for the undo of a toast. */
  restore: (alter: (content: DataFlowContent) => DataFlowContent) => void;
  /** Another window changed the map meanwhile: what it has now. */
  conflict: DataFlowContent | null;
  keepMine: () => void;
  takeTheirs: () => void;
  /** Confirms what is shown, once all of it is saved. */
  confirm: () => Promise<void>;
}

function requireMap({ map }: ToolDataFlow): DataFlowMap {
  if (!map) throw new Error('The map is no longer there');
  return map;
}

interface Past {
  steps: readonly DataFlowContent[];
  field: string | null;
}

/** Draws on a map: saves as it changes, and takes changes back. */
export function useMapEditor(toolId: string, map: DataFlowMap): MapEditor {
  const queries = useQueryClient();
  const refusal = useRoleRefusal('dataFlows.save');
  const [past, setPast] = useState<Past>({ steps: [], field: null });
  const [conflict, setConflict] = useState<{ mine: DataFlowContent; theirs: DataFlowContent } | null>(null);
  const keep = {
    onSuccess: (changed: ToolDataFlow) =>
      queries.setQueryData(api.dataFlows.get.queryKey({ input: { toolId } }), changed),
  };
  const { mutateAsync: save } = useMutation(api.dataFlows.save.mutationOptions(keep));
  const { mutateAsync: confirm } = useMutation(api.dataFlows.confirm.mutationOptions(keep));
  const saver = useRecordSaver<DataFlowMap, DataFlowContent>(map, refusal, {
    read: async () => requireMap(await client.dataFlows.get({ toolId })),
    write: async (revision, content) => requireMap(await save({ toolId, revision, content })),
  });
  const overwrite = conflict !== null;
  const saveContent = useCallback(
    async (content: DataFlowContent) => {
      try {
        await saver.save(content, (kept) => kept.content, overwrite);
        setConflict(null);
      } catch (error) {
        const found = readConflict(error);
        if (found) setConflict({ mine: content, theirs: (found.present as DataFlowMap).content });
        throw error;
      }
    },
    [saver, overwrite],
  );
  const field = useAutosave<DataFlowContent>({ value: map.content, save: saveContent });

  function change(content: DataFlowContent, name: string | null = null): void {
    if (refusal !== undefined) return;
    const joins = name !== null && name === past.field;
    setPast({ steps: joins ? past.steps : [...past.steps, field.value].slice(-UNDO_LIMIT), field: name });
    field.change(content);
  }

  const latest = useRef<(alter: (content: DataFlowContent) => DataFlowContent) => void>(() => undefined);
  useLayoutEffect(() => {
    latest.current = (alter) => change(alter(field.value));
  });

  return {
    content: field.value,
    saving: field.saving,
    refusal,
    change: (content, name) => change(content, name),
    undo() {
      const last = past.steps.at(-1);
      if (!last || refusal !== undefined) return false;
      setPast({ steps: past.steps.slice(0, -1), field: null });
      field.change(last);
      return true;
    },
    canUndo: past.steps.length > 0,
    restore: (alter) => latest.current(alter),
    conflict: conflict?.theirs ?? null,
    keepMine: () => conflict && field.change(conflict.mine),
    takeTheirs: () => conflict && field.change(conflict.theirs),
    async confirm() {
      const shown = field.value;
      await field.flush();
      const now = requireMap(await client.dataFlows.get({ toolId }));
      // What another window drew meanwhile is not what this person has seen.
      if (!isSameContent(now.content, shown)) {
        await queries.invalidateQueries({ queryKey: api.dataFlows.get.queryKey({ input: { toolId } }) });
        return;
      }
      await confirm({ toolId, revision: now.revision });
    },
  };
}
