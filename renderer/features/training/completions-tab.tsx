import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import type { Completion, Course } from '../../../shared/contract/training.ts';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import { RegisterGrid, type RegisterColumn } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';

const STANDING: ListFilter = { field: 'withdrawn', operator: 'is', values: ['0'] };
const WITHDRAWN: ListFilter = { field: 'withdrawn', operator: 'is', values: ['1'] };

/** Every completion that was recorded, newest first. */
export function CompletionsTab(props: { courses: readonly Course[]; onOpen: (completionId: string) => void }) {
  const { courses, onOpen } = props;
  const { t } = useTranslation();
  const register = useRegister({
    name: 'trainingCompletions',
    views: [
      { id: 'standing', label: t('training.completions.standing'), filters: [STANDING] },
      { id: 'withdrawn', label: t('training.completions.withdrawn'), filters: [WITHDRAWN] },
      { id: 'all', label: t('training.completions.all'), filters: [] },
    ],
  });
  const page = useQuery(
    api.training.listCompletions.queryOptions({ input: register.list, placeholderData: keepPreviousData }),
  );
  const columns = useMemo((): RegisterColumn<Completion>[] => {
    const title = (id: string, key = id) => ({ id, title: t(`training.column.${key}`) });
    return [
      { ...title('identityName', 'person'), width: 176, grow: 1, render: ({ identity }) => identity.name },
      { ...title('courseTitle', 'course'), width: 256, grow: 2, render: ({ course }) => course.name },
      {
        ...title('completedOn'),
        width: 120,
        grow: 0,
        align: 'right',
        render: ({ completedOn }) => formatDay(completedOn),
      },
      {
        ...title('expiresOn'),
        width: 120,
        grow: 0,
        align: 'right',
        sortable: false,
        render: ({ expiresOn }) => expiresOn && formatDay(expiresOn),
      },
      {
        ...title('standing', 'state'),
        width: 136,
        grow: 0,
        sortable: false,
        render: ({ standing }) => <WordMark of="training" value={standing} />,
      },
      { ...title('reference'), width: 176, grow: 1, sortable: false, render: ({ reference }) => reference },
      {
        ...title('recordedBy'),
        width: 96,
        grow: 0,
        sortable: false,
        render: ({ recordedBy }) => recordedBy && <span title={recordedBy.name}>{recordedBy.initials}</span>,
      },
    ];
  }, [t]);
  const filters = useMemo(
    (): RegisterFilter[] => [
      {
        field: 'courseId',
        title: t('training.column.course'),
        kind: 'choice',
        pinned: true,
        options: courses.map(({ id, title }) => ({ value: id, label: title })),
      },
      {
        field: 'withdrawn',
        title: t('training.column.state'),
        kind: 'choice',
        options: [
          { value: '0', label: t('training.completions.standing') },
          { value: '1', label: t('training.completions.withdrawn') },
        ],
      },
      { field: 'completedOn', title: t('training.column.completedOn'), kind: 'day', pinned: true },
    ],
    [t, courses],
  );
  return (
    <RegisterGrid
      label={t('training.tab.completions')}
      register={register}
      columns={columns}
      filters={filters}
      page={page.data}
      error={page.error}
      onRetry={() => void page.refetch()}
      onOpen={({ id }) => onOpen(id)}
      empty={t('training.noCompletions')}
    />
  );
}
