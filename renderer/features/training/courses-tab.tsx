import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Course } from '../../../shared/contract/training.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** The programme: what is taught, to whom, for how long it holds. */
export function CoursesTab({ courses, onOpen }: { courses: readonly Course[]; onOpen: (courseId: string) => void }) {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('training.adoptCourses');
  const adopt = useMutation(api.training.adoptCourses.mutationOptions());
  const list = (words: readonly string[]) => words.join(', ');
  return (
    <Panel
      flush
      title={t('training.programme')}
      action={
        <Button size="small" unavailable={refusal} onClick={() => adopt.mutate({})}>
          {t('training.empty.adoptMissing')}
        </Button>
      }
    >
      {adopt.error && <ErrorPanel what={t('training.failed')} problem={readProblem(adopt.error)} />}
      <DataTable
        label={t('training.programme')}
        rows={courses}
        rowId={({ id }) => id}
        onOpen={({ id }) => onOpen(id)}
        columns={[
          { id: 'title', title: t('training.column.course'), wrap: true, render: ({ title }) => title },
          { id: 'code', title: t('training.column.code'), mono: true, width: '88px', render: ({ code }) => code },
          {
            id: 'part',
            title: t('training.column.part'),
            width: '120px',
            render: ({ part, retired }) =>
              retired ? (
                <StatusMark shape="slash" tone="mute">
                  {t('training.course.retired')}
                </StatusMark>
              ) : (
                t(`training.part.${part}`)
              ),
          },
          {
            id: 'validity',
            title: t('training.column.validity'),
            width: '120px',
            render: ({ validityMonths }) =>
              validityMonths === null
                ? t('training.course.noEnd')
                : t('training.course.months', { count: validityMonths }),
          },
          {
            id: 'roles',
            title: t('training.column.roles'),
            wrap: true,
            render: ({ roles }) => list(roles.map((role) => t(`accessTiers.role.${role}`))),
          },
          {
            id: 'classes',
            title: t('training.column.classes'),
            wrap: true,
            render: ({ classes, roles }) =>
              roles.length === 0
                ? null
                : classes.length === 0
                  ? t('training.course.everyClass')
                  : list(classes.map((one) => t(`accessTiers.class.${one}`))),
          },
        ]}
      />
    </Panel>
  );
}
