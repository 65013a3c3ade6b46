import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ACCESS_CLASSES, ACCESS_ROLES } from '../../../shared/contract/access-tier-records.ts';
import { COURSE_PARTS, type Course, type CourseChanges } from '../../../shared/contract/training.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { useRecordSaver, type RecordSaver } from '../../components/record/record-saver.ts';
import { RecordHistory } from '../../components/record-history.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TagInput } from '../../components/tag-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './training.module.css';

type CourseSaver = RecordSaver<Course, CourseChanges>;

/** One course: what it teaches, how long it holds, and of whom it is asked. Every field saves as it changes. */
export function CourseDrawer({ courseId, onClose }: { courseId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(api.training.getCourse.queryOptions({ input: { courseId } }));
  if (data) return <CourseRecord course={data} onClose={onClose} />;
  return (
    <Drawer title={t('training.column.course')} onClose={onClose}>
      {error ? <ErrorPanel what={t('training.failed')} problem={readProblem(error)} /> : <LoadingRows rows={6} />}
    </Drawer>
  );
}

function CourseRecord({ course, onClose }: { course: Course; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const courseId = course.id;
  const refusal = useRoleRefusal('training.updateCourse');
  const update = useMutation(
    api.training.updateCourse.mutationOptions({
      onSuccess: (changed) => queries.setQueryData(api.training.getCourse.queryKey({ input: { courseId } }), changed),
    }),
  );
  const saver = useRecordSaver<Course, CourseChanges>(course, refusal, {
    read: () => client.training.getCourse({ courseId }),
    write: (revision, changes) => update.mutateAsync({ courseId, revision, changes }),
  });
  return (
    <Drawer
      title={course.title}
      note={
        <>
          <span className="mono">{course.code}</span> {t(`training.part.${course.part}`)}
        </>
      }
      onClose={onClose}
    >
      <DrawerSection title={t('training.course.content')}>
        <Content saver={saver} />
      </DrawerSection>
      <DrawerSection title={t('training.course.validity')}>
        <Validity saver={saver} />
      </DrawerSection>
      <DrawerSection title={t('training.course.asked')}>
        <Asked saver={saver} course={course} />
      </DrawerSection>
      <DrawerSection title={t('training.evidence')}>
        <LinkedEvidence
          recordKind="training_course"
          recordId={course.id}
          name={`${course.code} ${course.title}`}
          vendorId={null}
          control="A-TRN-3"
        />
      </DrawerSection>
      <div className={styles.history}>
        <RecordHistory recordId={course.id} />
      </div>
    </Drawer>
  );
}

function Content({ saver }: { saver: CourseSaver }) {
  const { t } = useTranslation();
  return (
    <div className={styles.stack}>
      <RecordField
        saver={saver}
        label={t('training.column.title')}
        read={({ title }) => title}
        write={(title) => ({ title })}
        check={(title) => (title.trim() === '' ? t('components.field.required') : undefined)}
      >
        {(control) => <TextField {...control} required maxLength={200} />}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.column.part')}
        read={({ part }) => part}
        write={(part) => ({ part })}
        show={(part) => t(`training.part.${part}`)}
      >
        {(control) => (
          <SelectField
            {...control}
            options={COURSE_PARTS.map((value) => ({ value, label: t(`training.part.${value}`) }))}
          />
        )}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.column.purpose')}
        read={({ purpose }) => purpose}
        write={(purpose) => ({ purpose })}
      >
        {(control) => <TextField {...control} optional multiline rows={2} maxLength={20_000} />}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.column.topics')}
        read={({ topics }) => topics}
        write={(topics) => ({ topics: [...topics] })}
        show={(topics) => topics.join(', ')}
      >
        {({ value, ...control }) => <TagInput {...control} optional values={value} />}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.column.materialVersion')}
        read={({ materialVersion }) => materialVersion}
        write={(materialVersion) => ({ materialVersion })}
      >
        {(control) => <TextField {...control} optional maxLength={40} />}
      </RecordField>
    </div>
  );
}

function Validity({ saver }: { saver: CourseSaver }) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      <RecordField
        saver={saver}
        label={t('training.column.validity')}
        read={({ validityMonths }) => validityMonths}
        write={(validityMonths) => ({ validityMonths })}
        show={(months) => String(months ?? '–')}
      >
        {(control) => (
          <NumberField
            {...control}
            optional
            whole
            min={1}
            max={120}
            unit={t('training.course.monthsUnit')}
            help={t('training.course.validityHelp')}
          />
        )}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.column.countsFrom')}
        read={({ countsFrom }) => countsFrom}
        write={(countsFrom) => ({ countsFrom })}
        show={(day) => (day === null ? '' : formatDay(day))}
      >
        {(control) => <DateField {...control} optional help={t('training.course.countsFromHelp')} />}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.course.retired')}
        read={({ retired }) => retired}
        write={(retired) => ({ retired })}
        show={(retired) => t(retired ? 'training.yes' : 'training.no')}
      >
        {({ label, value, onChange, readOnly }) => (
          <Checkbox label={label} checked={value} readOnly={readOnly ?? false} onChange={onChange} />
        )}
      </RecordField>
    </div>
  );
}

function Asked({ saver, course }: { saver: CourseSaver; course: Course }) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      <RecordField
        saver={saver}
        label={t('training.column.roles')}
        read={({ roles }) => roles}
        write={(roles) => ({ roles: [...roles] })}
        show={(roles) => roles.map((role) => t(`accessTiers.role.${role}`)).join(', ')}
      >
        {({ label, value, onChange, readOnly }) => (
          <Choices
            label={label}
            values={value}
            options={ACCESS_ROLES.filter((one) => one !== 'service').map((one) => ({
              value: one,
              label: t(`accessTiers.role.${one}`),
            }))}
            readOnly={readOnly ?? false}
            onChange={onChange}
          />
        )}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('training.column.classes')}
        read={({ classes }) => classes}
        write={(classes) => ({ classes: [...classes] })}
        show={(classes) => classes.map((one) => t(`accessTiers.class.${one}`)).join(', ')}
      >
        {({ label, value, onChange, readOnly }) => (
          <Choices
            label={label}
            values={value}
            options={ACCESS_CLASSES.map((one) => ({ value: one, label: t(`accessTiers.class.${one}`) }))}
            readOnly={readOnly ?? false}
            onChange={onChange}
          />
        )}
      </RecordField>
      <p className={styles.quiet}>
        {course.roles.length === 0
          ? t('training.course.askedOfNobody')
          : t(course.classes.length === 0 ? 'training.course.askedEverywhere' : 'training.course.askedOnClasses')}
      </p>
    </div>
  );
}

interface ChoicesProps<Value extends string> {
  label: string;
  values: readonly Value[];
  options: readonly { value: Value; label: string }[];
  readOnly: boolean;
  onChange: (values: Value[]) => void;
}

function Choices<Value extends string>({ label, values, options, readOnly, onChange }: ChoicesProps<Value>) {
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={values.includes(option.value)}
          readOnly={readOnly}
          onChange={(on) => {
            const others = values.filter((one) => one !== option.value);
            onChange(on ? [...others, option.value] : others);
          }}
        />
      ))}
    </fieldset>
  );
}
