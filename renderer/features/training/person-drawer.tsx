import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import type { RecordStart } from './record-dialog.tsx';
import { StandingMark } from './standing-mark.tsx';

interface PersonDrawerProps {
  identityId: string;
  onRecord: (start: RecordStart) => void;
  onOpenCompletion: (completionId: string) => void;
  onClose: () => void;
}

/** One person: where they stand with every course, and every completion that was recorded. */
export function PersonDrawer({ identityId, onRecord, onOpenCompletion, onClose }: PersonDrawerProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const refusal = useRoleRefusal('training.recordCompletions');
  const identity = useQuery(
    api.accessTiers.listIdentities.queryOptions({
      input: { limit: 1, filters: [{ field: 'id', operator: 'is', values: [identityId] }] },
    }),
  );
  const [person] = identity.data?.rows ?? [];
  const matrix = useQuery({
    ...api.training.matrix.queryOptions({ input: { search: person?.code ?? '' } }),
    enabled: person !== undefined,
  });
  const completions = useQuery(
    api.training.listCompletions.queryOptions({
      input: { limit: 100, filters: [{ field: 'identityId', operator: 'is', values: [identityId] }] },
    }),
  );
  const trained = matrix.data?.people.find((one) => one.identity.id === identityId);
  const error = identity.error ?? matrix.error ?? completions.error;
  const courseOf = (courseId: string) => matrix.data?.courses.find(({ id }) => id === courseId);
  return (
    <Drawer
      title={person?.name ?? t('training.column.person')}
      note={person && t(`accessTiers.role.${person.role}`)}
      onClose={onClose}
    >
      {error && <ErrorPanel what={t('training.failed')} problem={readProblem(error)} />}
      {!error && !identity.data && <LoadingRows rows={6} />}
      {identity.data && !person && <Note tone="warn">{t('training.personMissing')}</Note>}
      {person && matrix.data && !trained && <Note>{t('training.personNotTrained')}</Note>}
      {person && trained && (
        <DrawerSection
          title={t('training.tab.courses')}
          note={
            <Button
              size="small"
              unavailable={refusal}
              onClick={() => onRecord({ people: [{ id: person.id, name: person.name }], courseId: null })}
            >
              {t('training.record.title')}
            </Button>
          }
        >
          <DataTable
            compact
            label={t('training.tab.courses')}
            rows={trained.standings}
            rowId={({ courseId }) => courseId}
            columns={[
              {
                id: 'course',
                title: t('training.column.course'),
                wrap: true,
                render: ({ courseId }) => (
                  <Link className={links.link} to={recordPath('training_course', courseId)}>
                    {courseOf(courseId)?.title}
                  </Link>
                ),
              },
              {
                id: 'state',
                title: t('training.column.state'),
                wrap: true,
                render: (standing) => <StandingMark standing={standing} today={today} />,
              },
            ]}
          />
        </DrawerSection>
      )}
      {completions.data && (
        <DrawerSection title={t('training.tab.completions')}>
          <DataTable
            compact
            label={t('training.tab.completions')}
            rows={completions.data.rows}
            rowId={({ id }) => id}
            onOpen={({ id }) => onOpenCompletion(id)}
            empty={t('training.noCompletions')}
            columns={[
              { id: 'course', title: t('training.column.course'), wrap: true, render: ({ course }) => course.name },
              {
                id: 'completedOn',
                title: t('training.column.completedOn'),
                render: ({ completedOn }) => formatDay(completedOn),
              },
              {
                id: 'standing',
                title: t('training.column.state'),
                render: ({ standing }) => <WordMark of="training" value={standing} />,
              },
            ]}
          />
        </DrawerSection>
      )}
      {person && (
        <DrawerSection title={t('training.access')}>
          <Link className={links.link} to={`/access-tiers?person=${encodeURIComponent(person.id)}`}>
            {t('training.askAccess', { person: person.name })}
          </Link>
        </DrawerSection>
      )}
    </Drawer>
  );
}
