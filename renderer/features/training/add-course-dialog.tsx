import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COURSE_PARTS, type Course } from '../../../shared/contract/training.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

/** Adds a course of one's own; whom it is asked of is set on its record. */
export function AddCourseDialog(props: { onAdded: (courseId: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [part, setPart] = useState<Course['part']>('foundational');
  const create = useMutation(api.training.createCourse.mutationOptions());
  return (
    <FormDialog
      title={t('training.course.add')}
      primary={t('training.course.add')}
      unavailable={title.trim() === '' ? t('training.course.titleMissing') : undefined}
      onSubmit={async () => {
        const { id } = await create.mutateAsync({ title: title.trim(), part });
        props.onAdded(id);
      }}
      onClose={props.onClose}
    >
      <TextField required label={t('training.column.title')} value={title} maxLength={200} onChange={setTitle} />
      <SelectField
        label={t('training.column.part')}
        value={part}
        options={COURSE_PARTS.map((value) => ({ value, label: t(`training.part.${value}`) }))}
        onChange={setPart}
      />
    </FormDialog>
  );
}
