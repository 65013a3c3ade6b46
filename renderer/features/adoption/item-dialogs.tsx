import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdoptionItem } from '../../../shared/contract/adoption.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { useShowChecklist } from './use-item-saver.ts';

interface ItemsDialogProps {
  toolId: string;
  items: readonly AdoptionItem[];
  onClose: () => void;
}

function useItemsTitle(items: readonly AdoptionItem[]): string {
  const { t } = useTranslation();
  const [first] = items;
  if (items.length !== 1 || !first) return t('adoption.items', { count: items.length });
  return `${first.id} ${first.label}`;
}

/** Accepts the residual risk of items until a day, with the reason. */
export function AcceptDialog({ toolId, items, onClose }: ItemsDialogProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [reason, setReason] = useState('');
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const accept = useMutation(api.adoption.accept.mutationOptions({ onSuccess: useShowChecklist(toolId) }));
  const title = useItemsTitle(items);
  const past = expiresOn !== null && expiresOn <= today;
  const complete = reason.trim() !== '' && expiresOn !== null && !past;
  return (
    <FormDialog
      title={t('adoption.accept.title', { items: title })}
      primary={t('adoption.accept.action')}
      unavailable={complete ? undefined : t('adoption.accept.incomplete')}
      onSubmit={async () => {
        if (expiresOn === null) return;
        await accept.mutateAsync({ toolId, itemIds: items.map(({ id }) => id), reason: reason.trim(), expiresOn });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('adoption.accept.text')}</p>
      <TextField
        multiline
        required
        label={t('adoption.accept.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
      <DateField
        label={t('adoption.accept.expiresOn')}
        help={t('adoption.accept.expiresHelp')}
        value={expiresOn}
        problem={past ? t('adoption.accept.past') : undefined}
        onChange={setExpiresOn}
      />
    </FormDialog>
  );
}

/** Ends an acceptance before its day. */
export function EndAcceptanceDialog({
  toolId,
  item,
  onClose,
}: {
  toolId: string;
  item: AdoptionItem;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const end = useMutation(api.adoption.endAcceptance.mutationOptions({ onSuccess: useShowChecklist(toolId) }));
  return (
    <FormDialog
      title={t('adoption.endAcceptance.title', { items: `${item.id} ${item.label}` })}
      primary={t('adoption.endAcceptance.action')}
      unavailable={reason.trim() === '' ? t('adoption.endAcceptance.incomplete') : undefined}
      onSubmit={async () => {
        await end.mutateAsync({ toolId, itemId: item.id, reason: reason.trim() });
        onClose();
      }}
      onClose={onClose}
    >
      <TextField
        multiline
        required
        label={t('adoption.accept.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </FormDialog>
  );
}

/** Records that an ongoing item was done. */
export function RoundDialog({ toolId, item, onClose }: { toolId: string; item: AdoptionItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [doneOn, setDoneOn] = useState<string | null>(today);
  const [note, setNote] = useState('');
  const complete = useMutation(api.adoption.completeRound.mutationOptions({ onSuccess: useShowChecklist(toolId) }));
  return (
    <FormDialog
      title={t('adoption.round.title', { items: `${item.id} ${item.label}` })}
      primary={t('adoption.round.action')}
      unavailable={doneOn === null ? t('adoption.round.incomplete') : undefined}
      onSubmit={async () => {
        if (doneOn === null) return;
        await complete.mutateAsync({ toolId, itemId: item.id, revision: item.revision, doneOn, note: note.trim() });
        onClose();
      }}
      onClose={onClose}
    >
      <DateField label={t('adoption.round.doneOn')} value={doneOn} onChange={setDoneOn} />
      <TextField label={t('adoption.round.note')} value={note} maxLength={500} onChange={setNote} optional />
    </FormDialog>
  );
}

/** Sets an item aside, or says that it is not met: both need a reason. */
export function ReasonDialog({
  item,
  state,
  save,
  onClose,
}: {
  item: AdoptionItem;
  state: 'not_met' | 'not_applicable';
  save: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState(item.reason);
  return (
    <FormDialog
      title={t(`adoption.reason.${state}`, { items: `${item.id} ${item.label}` })}
      primary={t('adoption.reason.action')}
      unavailable={reason.trim() === '' ? t('adoption.reason.incomplete') : undefined}
      onSubmit={async () => {
        await save(reason.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <TextField
        multiline
        required
        label={t('adoption.field.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </FormDialog>
  );
}

/** Gives items one owner or one due day. */
export function AssignDialog({ toolId, items, field, onClose }: ItemsDialogProps & { field: 'ownerId' | 'dueOn' }) {
  const { t } = useTranslation();
  const [first] = items;
  const [ownerId, setOwnerId] = useState<string | null>(first?.owner?.id ?? null);
  const [dueOn, setDueOn] = useState<string | null>(first?.dueOn ?? null);
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const update = useMutation(api.adoption.updateItems.mutationOptions({ onSuccess: useShowChecklist(toolId) }));
  const title = useItemsTitle(items);
  return (
    <FormDialog
      title={t(`adoption.assign.${field}`, { items: title })}
      primary={t('adoption.assign.action')}
      onSubmit={async () => {
        const change = field === 'ownerId' ? { ownerId } : { dueOn };
        await update.mutateAsync({ toolId, itemIds: items.map(({ id }) => id), ...change });
        onClose();
      }}
      onClose={onClose}
    >
      {field === 'ownerId' ? (
        <PersonSelect label={t('record.owner.label')} people={people} value={ownerId} onChange={setOwnerId} />
      ) : (
        <DateField label={t('adoption.field.dueOn')} value={dueOn} onChange={setDueOn} optional />
      )}
    </FormDialog>
  );
}
