import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../platform/api.ts';
import { useToast } from '../../platform/toasts.tsx';
import { PersonSelect } from '../person-select.tsx';
import { RecordField } from './record-field.tsx';
import type { RecordSaver } from './record-saver.ts';

interface Owned {
  owner: { id: string } | null;
}

/** Who owns a record. A change can be taken back. */
export function RecordOwnerField<Kept extends Owned, Changes>(props: {
  saver: RecordSaver<Kept, Changes>;
  /** Of the record, for what is said of the change. */
  name: string;
  write: (ownerId: string | null) => Changes;
}) {
  const { saver, name, write } = props;
  const { t } = useTranslation();
  const toast = useToast();
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? t('components.field.nobody');
  return (
    <RecordField
      saver={saver}
      label={t('record.owner.label')}
      read={(kept) => kept.owner?.id ?? null}
      write={write}
      show={nameOf}
    >
      {(control) => (
        <PersonSelect
          {...control}
          people={people}
          onChange={(personId) => {
            const before = control.value;
            control.onChange(personId);
            toast({
              message: t('record.owner.changed', { name, owner: nameOf(personId) }),
              undo: () => control.onChange(before),
            });
          }}
        />
      )}
    </RecordField>
  );
}
