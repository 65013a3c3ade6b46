import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolRow } from '../../../shared/contract/tools.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useToast } from '../../platform/toasts.tsx';

interface ManyToolsProps {
  rows: readonly ToolRow[];
  /** Called once the change is made. */
  done: () => void;
  onClose: () => void;
}

type ManyChanges = { ownerId: string | null } | { nextReviewOn: string | null };

/** Changes all rows at once; the undo puts back to each what it had. */
function useChangeMany({ rows, done, onClose }: ManyToolsProps) {
  const toast = useToast();
  const update = useMutation(api.tools.updateMany.mutationOptions());

  async function putBack(changesOf: (row: ToolRow) => ManyChanges): Promise<void> {
    const groups = Map.groupBy(rows, (row) => JSON.stringify(changesOf(row)));
    for (const group of groups.values()) {
      const [first] = group;
      if (first) await update.mutateAsync({ toolIds: group.map(({ id }) => id), ...changesOf(first) });
    }
  }

  return async (changes: ManyChanges, before: (row: ToolRow) => ManyChanges, message: string) => {
    await update.mutateAsync({ toolIds: rows.map(({ id }) => id), ...changes });
    done();
    onClose();
    toast({ message, undo: () => void putBack(before) });
  };
}

/** Gives the chosen tools one owner. */
export function OwnerDialog(props: ManyToolsProps) {
  const { rows, onClose } = props;
  const { t } = useTranslation();
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const change = useChangeMany(props);
  const owner = people.find(({ id }) => id === ownerId)?.name ?? t('components.field.nobody');
  return (
    <FormDialog
      title={t('tools.owner.title', { count: rows.length, name: rows[0]?.name ?? '' })}
      primary={t('tools.bulk.owner')}
      onSubmit={() =>
        change(
          { ownerId },
          (row) => ({ ownerId: row.owner?.id ?? null }),
          t('tools.owner.done', { count: rows.length, owner }),
        )
      }
      onClose={onClose}
    >
      <PersonSelect label={t('tools.column.owner')} people={people} value={ownerId} onChange={setOwnerId} />
    </FormDialog>
  );
}

/** Gives the chosen tools one day of review. */
export function ReviewDialog(props: ManyToolsProps) {
  const { rows, onClose } = props;
  const { t } = useTranslation();
  const [first] = rows;
  const [day, setDay] = useState(rows.length === 1 ? (first?.nextReviewOn ?? null) : null);
  const change = useChangeMany(props);
  const message =
    day === null
      ? t('tools.review.cleared', { count: rows.length })
      : t('tools.review.done', { count: rows.length, day: formatDay(day) });
  return (
    <FormDialog
      title={t('tools.review.title', { count: rows.length, name: first?.name ?? '' })}
      primary={t('tools.bulk.review')}
      onSubmit={() => change({ nextReviewOn: day }, (row) => ({ nextReviewOn: row.nextReviewOn }), message)}
      onClose={onClose}
    >
      <DateField label={t('tools.column.nextReviewOn')} help={t('tools.review.help')} value={day} onChange={setDay} />
    </FormDialog>
  );
}
