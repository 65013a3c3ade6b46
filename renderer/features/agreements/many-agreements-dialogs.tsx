import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreementRow } from '../../../shared/contract/agreements.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { api } from '../../platform/api.ts';
import { useToast } from '../../platform/toasts.tsx';

export interface ManyAgreementsProps {
  kind: 'owner' | 'review';
  rows: readonly AgreementRow[];
  /** Called once the change is made. */
  done: () => void;
  onClose: () => void;
}

type ManyChanges = { ownerId: string | null } | { reviewOn: string | null };

/** Gives the chosen agreements one owner, or one day of review; the toast puts back to each what it had. */
export function ManyAgreementsDialog({ kind, rows, done, onClose }: ManyAgreementsProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const update = useMutation(api.agreements.updateMany.mutationOptions());

  async function putBack(): Promise<void> {
    const before = (row: AgreementRow): ManyChanges =>
      kind === 'owner' ? { ownerId: row.owner?.id ?? null } : { reviewOn: row.reviewOn };
    for (const group of Map.groupBy(rows, (row) => JSON.stringify(before(row))).values()) {
      const [first] = group;
      if (first) await update.mutateAsync({ agreementIds: group.map(({ id }) => id), ...before(first) });
    }
  }

  async function submit(): Promise<void> {
    const changes: ManyChanges = kind === 'owner' ? { ownerId } : { reviewOn: day };
    const { changed } = await update.mutateAsync({ agreementIds: rows.map(({ id }) => id), ...changes });
    done();
    onClose();
    toast({ message: t('agreements.many.done', { count: changed }), undo: () => void putBack() });
  }

  return (
    <FormDialog
      title={t(`agreements.many.${kind}`, { count: rows.length })}
      primary={t(`agreements.bulk.${kind}`)}
      onSubmit={submit}
      onClose={onClose}
    >
      {kind === 'owner' ? (
        <PersonSelect label={t('agreements.column.owner')} people={people} value={ownerId} onChange={setOwnerId} />
      ) : (
        <DateField label={t('agreements.column.reviewOn')} value={day} onChange={setDay} />
      )}
    </FormDialog>
  );
}
