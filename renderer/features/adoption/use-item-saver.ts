import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AdoptionChecklist, AdoptionItem, AdoptionItemChanges } from '../../../shared/contract/adoption.ts';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { api, client } from '../../platform/api.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

export type ItemSaver = RecordSaver<AdoptionItem, AdoptionItemChanges>;

function pickItem(checklist: AdoptionChecklist | null, itemId: string): AdoptionItem {
  const item = checklist?.items.find(({ id }) => id === itemId);
  if (!item) throw new Error(`${itemId} is not in the checklist`);
  return item;
}

/** Puts the checklist that a change gave back on the page. */
export function useShowChecklist(toolId: string): (checklist: AdoptionChecklist) => void {
  const queries = useQueryClient();
  return (checklist) =>
    queries.setQueryData(api.adoption.get.queryKey({ input: { toolId } }), { tool: checklist.tool, checklist });
}

/** Saves the fields of one item as they change. */
export function useItemSaver(toolId: string, item: AdoptionItem): ItemSaver {
  const refusal = useRoleRefusal('adoption.updateItem');
  const show = useShowChecklist(toolId);
  const update = useMutation(api.adoption.updateItem.mutationOptions({ onSuccess: show }));
  return useRecordSaver<AdoptionItem, AdoptionItemChanges>(item, refusal, {
    read: async () => pickItem((await client.adoption.get({ toolId })).checklist, item.id),
    write: async (revision, changes) =>
      pickItem(await update.mutateAsync({ toolId, itemId: item.id, revision, changes }), item.id),
  });
}
