import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { TRAINING_VIEWS, type Course, type TrainedIdentity } from '../../../shared/contract/training.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import type { RecordStart } from './record-dialog.tsx';
import { StandingMark } from './standing-mark.tsx';
import styles from './training.module.css';

type View = (typeof TRAINING_VIEWS)[number];
type Person = RecordStart['people'][number];

const PAGE = 100;

interface PeopleTabProps {
  onOpen: (identityId: string) => void;
  onRecord: (start: RecordStart) => void;
}

/** People against the courses that are asked of anybody; several can be ticked and recorded together. */
export function PeopleTab({ onOpen, onRecord }: PeopleTabProps) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const view: View = TRAINING_VIEWS.find((one) => one === parameters.get('view')) ?? 'everybody';
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const refusal = useRoleRefusal('training.recordCompletions');
  const { data, error } = useQuery(
    api.training.matrix.queryOptions({
      input: { view, search: useDeferredValue(search).trim(), offset },
      placeholderData: keepPreviousData,
    }),
  );
  const columns = useColumns(data?.courses ?? [], chosen, setChosen);

  function choose(next: View): void {
    setOffset(0);
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.set('view', next);
        return after;
      },
      { replace: true },
    );
  }

  if (error) return <ErrorPanel what={t('training.failed')} problem={readProblem(error)} />;
  if (!data) return <LoadingRows rows={8} />;
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl<View>
          label={t('training.view.label')}
          value={view}
          options={TRAINING_VIEWS.map((value) => ({
            value,
            label: t('training.view.counted', {
              view: t(`training.view.${value}`),
              number: formatNumber(data.counts[value]),
            }),
          }))}
          onChange={choose}
        />
        <div className={styles.search}>
          <TextField
            type="search"
            label={t('training.search')}
            value={search}
            maxLength={200}
            onChange={(text) => {
              setOffset(0);
              setSearch(text);
            }}
          />
        </div>
        <Button
          unavailable={refusal ?? (chosen.length === 0 ? t('training.record.tickFirst') : undefined)}
          onClick={() => onRecord({ people: chosen, courseId: null })}
        >
          {t('training.record.forChosen', { count: chosen.length, number: formatNumber(chosen.length) })}
        </Button>
      </div>
      <div className={styles.table}>
        <DataTable
          label={t('training.tab.people')}
          columns={columns}
          rows={data.people}
          rowId={({ identity }) => identity.id}
          onOpen={({ identity }) => onOpen(identity.id)}
          empty={t(data.counts.everybody === 0 ? 'training.nobody' : 'training.nobodyHere')}
        />
      </div>
      {data.total > PAGE && (
        <div className={styles.bar}>
          <span className={styles.quiet}>
            {t('training.shown', {
              from: formatNumber(offset + 1),
              to: formatNumber(offset + data.people.length),
              total: formatNumber(data.total),
            })}
          </span>
          <Button
            size="small"
            unavailable={offset === 0 ? t('training.isFirst') : undefined}
            onClick={() => setOffset(offset - PAGE)}
          >
            {t('training.before')}
          </Button>
          <Button
            size="small"
            unavailable={offset + PAGE >= data.total ? t('training.isLast') : undefined}
            onClick={() => setOffset(offset + PAGE)}
          >
            {t('training.next')}
          </Button>
        </div>
      )}
    </>
  );
}

function useColumns(
  courses: readonly Course[],
  chosen: readonly Person[],
  onChoose: (people: readonly Person[]) => void,
): DataColumn<TrainedIdentity>[] {
  const { t } = useTranslation();
  const { today } = useWorking();
  return useMemo(() => {
    const asked = courses.filter(({ roles }) => roles.length > 0);
    const toggle = ({ id, name }: Person, on: boolean) =>
      onChoose(on ? [...chosen, { id, name }] : chosen.filter((one) => one.id !== id));
    return [
      {
        id: 'name',
        title: t('training.column.person'),
        width: '208px',
        render: ({ identity }) => (
          <span className={styles.person}>
            <Checkbox
              hideLabel
              label={t('training.record.tick', { person: identity.name })}
              checked={chosen.some(({ id }) => id === identity.id)}
              onChange={(on) => toggle(identity, on)}
            />
            {identity.name}
          </span>
        ),
      },
      {
        id: 'role',
        title: t('training.column.role'),
        width: '136px',
        quiet: true,
        render: ({ identity }) => t(`accessTiers.role.${identity.role}`),
      },
      {
        id: 'gaps',
        title: t('training.column.gaps'),
        align: 'right' as const,
        width: '64px',
        render: ({ gaps }) => formatNumber(gaps),
      },
      {
        id: 'next',
        title: t('training.column.nextExpiry'),
        align: 'right' as const,
        width: '112px',
        render: ({ nextExpiryOn }) => nextExpiryOn && formatDay(nextExpiryOn),
      },
      ...asked.map((course) => ({
        id: course.id,
        title: course.code,
        width: '104px',
        render: ({ standings }: TrainedIdentity) => {
          const standing = standings.find(({ courseId }) => courseId === course.id);
          return standing && <StandingMark short standing={standing} today={today} />;
        },
      })),
    ];
  }, [courses, chosen, onChoose, t, today]);
}
