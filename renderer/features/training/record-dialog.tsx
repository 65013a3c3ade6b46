import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Course } from '../../../shared/contract/training.ts';
import { findExpiry } from '../../../shared/rules/training.ts';
import { Chip } from '../../components/chip.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useToasts } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './training.module.css';

/** Whom and what the dialog begins with. */
export interface RecordStart {
  people: readonly { id: string; name: string }[];
  courseId: string | null;
}

/** Records a course for one person or many, all completed on one day. */
export function RecordDialog(props: { start: RecordStart; courses: readonly Course[]; onClose: () => void }) {
  const { start, courses, onClose } = props;
  const { t } = useTranslation();
  const { today } = useWorking();
  const { toast } = useToasts();
  const [people, setPeople] = useState(start.people);
  const [courseId, setCourseId] = useState(start.courseId);
  const [completedOn, setCompletedOn] = useState<string | null>(today);
  const [statedExpiresOn, setStatedExpiresOn] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const [search, setSearch] = useState('');
  const record = useMutation(api.training.recordCompletions.mutationOptions());
  const found = useQuery(
    api.accessTiers.listIdentities.queryOptions({
      input: {
        search,
        limit: 8,
        filters: [
          { field: 'kind', operator: 'is', values: ['person'] },
          { field: 'leftOn', operator: 'is', values: [null] },
        ],
      },
      placeholderData: keepPreviousData,
    }),
  );
  const course = courses.find(({ id }) => id === courseId);
  const ends = course && completedOn !== null ? findExpiry({ completedOn, statedExpiresOn: null }, course) : null;

  function findRefusal(): string | undefined {
    if (people.length === 0) return t('training.record.peopleMissing');
    if (courseId === null) return t('training.record.courseMissing');
    if (completedOn === null) return t('training.record.dayMissing');
    return completedOn > today ? t('training.record.future') : undefined;
  }

  async function submit(): Promise<void> {
    if (courseId === null || completedOn === null) return;
    const recorded = await record.mutateAsync({
      identityIds: people.map(({ id }) => id),
      courseId,
      completedOn,
      statedExpiresOn,
      reference: reference.trim(),
    });
    toast({ message: t('training.record.done', { count: recorded.length, course: course?.title ?? '' }) });
    onClose();
  }

  return (
    <FormDialog
      title={t('training.record.title')}
      primary={t('training.record.title')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <SearchSelect
        label={t('training.record.people')}
        help={t('training.record.peopleHelp')}
        chosen={null}
        options={(found.data?.rows ?? [])
          .filter(({ id }) => !people.some((one) => one.id === id))
          .map(({ id, name, code }) => ({ id, label: name, detail: code }))}
        searching={found.isFetching}
        onSearch={setSearch}
        onChoose={(id) => {
          const person = found.data?.rows.find((one) => one.id === id);
          if (person) setPeople([...people, { id: person.id, name: person.name }]);
        }}
      />
      <div className={styles.chips}>
        {people.map(({ id, name }) => (
          <Chip key={id} name={name} onRemove={() => setPeople(people.filter((one) => one.id !== id))}>
            {name}
          </Chip>
        ))}
      </div>
      <SelectField
        label={t('training.column.course')}
        value={courseId}
        options={courses
          .filter(({ retired }) => !retired)
          .map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))}
        onChange={setCourseId}
      />
      <DateField label={t('training.column.completedOn')} value={completedOn} onChange={setCompletedOn} />
      <DateField
        optional
        label={t('training.column.statedExpiresOn')}
        help={
          ends === null
            ? t(course ? 'training.record.noEnd' : 'training.record.endByCourse')
            : t('training.record.endsOn', { day: formatDay(ends) })
        }
        value={statedExpiresOn}
        onChange={setStatedExpiresOn}
      />
      <TextField
        optional
        label={t('training.column.reference')}
        help={t('training.record.referenceHelp')}
        value={reference}
        maxLength={500}
        onChange={setReference}
      />
    </FormDialog>
  );
}
